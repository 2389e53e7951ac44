"""What changed along a link; what a split or merger means is told of all its demands together, as a report does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Change, Context, Kind, Parted, Reassigned, Reworded, derive_changes
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Parting:
    """A split or merger: all of its demands in the order of their papers, and what changed, as a report tells it."""

    old: tuple[Demand, ...]
    new: tuple[Demand, ...]
    changes: tuple[Change, ...]


def is_parted(link: Link) -> bool:
    """Return whether a link is one of a split or merger."""
    return link.kind in (LinkKind.SPLIT, LinkKind.MERGED)


def find_company(lineage: Lineage, link: Link) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the old and the new demands of the split or merger that a link is of; its own two where it is of none."""
    old, new = {link.old: None}, {link.new: None}
    if is_parted(link):
        size = 0
        while size < len(old) + len(new):
            size = len(old) + len(new)
            new |= {one.new: None for node in old for one in lineage.next_of(node) if is_parted(one)}
            old |= {one.old: None for node in new for one in lineage.before(node) if is_parted(one)}
    return tuple(old), tuple(new)


def find_parting(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> Parting | None:
    """Return the split or merger that a link is of; None where it is of none, or `demands` lacks one of its demands."""
    company = find_company(lineage, link)
    if not is_parted(link) or any(node not in demands for side in company for node in side):
        return None
    old, new = (_in_paper_order([demands[node] for node in side]) for side in company)
    return Parting(old=old, new=new, changes=derive_changes(old, new, context))


def derive_along(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> tuple[Change, ...]:
    """Return what differs between the two demands of a link, in the order of `Kind`.

    What one part of a split or merger does not say, or ask of somebody, another may. So a rewording along one link has
    no signals of its own there, and no change of addressees is told of it. The split or merger is told instead, with
    what it means, lost and won, and how the addressees of all of it changed, where `demands` holds all of its demands.
    """
    own = derive_changes([demands[link.old]], [demands[link.new]], context)
    if not is_parted(link):
        return own
    told = [replace(one, signals=()) if isinstance(one, Reworded) else one for one in own]
    told = [one for one in told if not isinstance(one, Reassigned)]
    parting = find_parting(lineage, link, demands, context)
    for one in parting.changes if parting else ():
        if isinstance(one, Parted) and str(one.kind) == str(link.kind):
            told.append(replace(one, parts=()))
        elif isinstance(one, Reassigned):
            told.append(one)
    order = list(Kind)
    return tuple(sorted(told, key=lambda change: order.index(change.kind)))


def kinds_along(
    lineage: Lineage, link: Link, demands: Mapping[Node, Demand], groups: Mapping[str, str]
) -> tuple[Kind, ...]:
    """Return the kinds of what differs between the two demands of a link, addressees as `derive_along` tells them."""
    own = kinds_between(demands[link.old], demands[link.new], groups)
    if not is_parted(link):
        return own
    before, after = ({key for node in side for key in demands[node].addressees} for side in find_company(lineage, link))
    reassigned = (Kind.REASSIGNED,) if before != after else ()
    return (*reassigned, *(kind for kind in own if kind is not Kind.REASSIGNED))


def _in_paper_order(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    return tuple(sorted(demands, key=lambda demand: (demand.source.position or 0, demand.id)))
