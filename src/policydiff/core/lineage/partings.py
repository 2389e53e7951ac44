"""What changed along a link; what a split or merger means is told of all its demands together, as a report does."""

from collections.abc import Mapping
from dataclasses import replace

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Change, Context, Kind, Parted, Reworded, derive_changes
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node

_PARTED = frozenset((LinkKind.SPLIT, LinkKind.MERGED))


def find_company(lineage: Lineage, link: Link) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the old and the new demands of the split or merger that a link is of; its own two where it is of none."""
    old, new = {link.old: None}, {link.new: None}
    if link.kind in _PARTED:
        size = 0
        while size < len(old) + len(new):
            size = len(old) + len(new)
            new |= {one.new: None for node in old for one in lineage.next_of(node) if one.kind in _PARTED}
            old |= {one.old: None for node in new for one in lineage.before(node) if one.kind in _PARTED}
    return tuple(old), tuple(new)


def derive_along(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> tuple[Change, ...]:
    """Return what differs between the two demands of a link, in the order of `Kind`.

    A rewording along one link of a split or merger has no signals of its own: what one part does not say another may.
    The split or merger is told instead, with what it means, lost and won, where `demands` holds all of its demands.
    """
    own = derive_changes([demands[link.old]], [demands[link.new]], context)
    if link.kind not in _PARTED:
        return own
    mended = [replace(one, signals=()) if isinstance(one, Reworded) else one for one in own]
    company = find_company(lineage, link)
    if all(node in demands for side in company for node in side):
        old, new = ([demands[node] for node in side] for side in company)
        whole = (one for one in derive_changes(old, new, context) if isinstance(one, Parted))
        mended += [replace(one, parts=()) for one in whole if str(one.kind) == str(link.kind)]
    order = list(Kind)
    return tuple(sorted(mended, key=lambda change: order.index(change.kind)))
