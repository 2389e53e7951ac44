"""What changed along a link; what a split or merger means is told of all its demands together, as a report does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Demand
from policydiff.core.changes import (
    Change,
    Context,
    Kind,
    Parted,
    Reinstated,
    Reworded,
    derive_changes,
    judge_back,
)
from policydiff.core.findings import list_findings
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node
from policydiff.core.rules import Finding, RuleBook

_PARTED = (LinkKind.SPLIT, LinkKind.MERGED)
_Company = tuple[tuple[Node, ...], tuple[Node, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parting:
    """A split or merger: all of its demands in the order of their papers, and what changed, as a report tells it.

    Several demands that are back as one, or one that is back as several, are told as one too.
    """

    old: tuple[Demand, ...]
    new: tuple[Demand, ...]
    changes: tuple[Change, ...]


def is_parted(link: Link) -> bool:
    """Return whether a link is one of a split or merger."""
    return link.kind in _PARTED


def find_company(lineage: Lineage, link: Link) -> _Company:
    """Return the old and the new demands of the split or merger that a link is of; its own two where it is of none.

    Several demands that are back as one, or one that is back as several, keep company as well.
    """
    old, new = {link.old: None}, {link.new: None}
    kinds = _PARTED if is_parted(link) else (LinkKind.REINSTATED,) if link.kind is LinkKind.REINSTATED else ()
    size = 0
    while kinds and size < len(old) + len(new):
        size = len(old) + len(new)
        new |= {one.new: None for node in old for one in lineage.next_of(node) if one.kind in kinds}
        old |= {one.old: None for node in new for one in lineage.before(node) if one.kind in kinds}
    return tuple(old), tuple(new)


def is_lone(lineage: Lineage, link: Link) -> bool:
    """Return whether one demand became one, so that what changed between the two is all that there is to tell."""
    return not is_parted(link) and _is_pair(find_company(lineage, link))


def find_parting(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> Parting | None:
    """Return what a link is a part of; None where one became one, or `demands` lacks one of its demands."""
    company = find_company(lineage, link)
    if not is_parted(link) and _is_pair(company):
        return None
    sides = _read(company, demands)
    return Parting(old=sides[0], new=sides[1], changes=derive_changes(*sides, context)) if sides else None


def find_back(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> Reinstated | None:
    """Return what it means that demands are back together, as a report tells it; None where `demands` lacks one."""
    sides = _read(find_company(lineage, link), demands)
    once = demands.get(link.old)
    if sides is None or once is None:
        return None
    return judge_back(Reinstated(edition=link.old.edition, id=once.id, text=once.text), *sides, context)


def derive_along(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> tuple[Change, ...]:
    """Return what differs between the two demands of a link, in the order of `Kind`.

    What one part of a split or merger does not say, another may. So a rewording along one link has no signals of its
    own there and struck nothing. The split or merger is told instead, with what it means, lost and won, where `demands`
    holds all of its demands. What several demands that are back together mean is told with the rewording of each.
    """
    own = derive_changes([demands[link.old]], [demands[link.new]], context)
    if is_lone(lineage, link):
        return own
    parting = find_parting(lineage, link, demands, context)
    whole = parting.changes if parting else ()
    is_back = link.kind is LinkKind.REINSTATED
    meant = next((one for one in whole if isinstance(one, Parted)), None) if is_back else None
    signals = meant.signals if meant else ()
    all_lost = meant.lost if meant else ()
    struck = [one.text for one in meant.dropped if one.demand == link.old.id] if meant else []
    lost = tuple(text for text in struck if text in all_lost)
    told = [replace(one, signals=signals, lost=lost) if isinstance(one, Reworded) else one for one in own]
    told += [replace(one, parts=()) for one in whole if isinstance(one, Parted) and str(one.kind) == str(link.kind)]
    order = list(Kind)
    return tuple(sorted(told, key=lambda change: order.index(change.kind)))


def find_along(
    lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context, rulebook: RuleBook
) -> tuple[Finding, ...]:
    """Return what a report finds where a link is, of all that is told together there, the heaviest first.

    Nothing is found where `demands` lacks one of these.
    """
    if link.kind is LinkKind.REINSTATED:
        back = find_back(lineage, link, demands, context)
        return list_findings([back], rulebook) if back else ()
    sides = _read(find_company(lineage, link), demands)
    return list_findings(derive_changes(*sides, context), rulebook) if sides else ()


def _is_pair(company: _Company) -> bool:
    return tuple(map(len, company)) == (1, 1)


def _read(company: _Company, demands: Mapping[Node, Demand]) -> tuple[tuple[Demand, ...], tuple[Demand, ...]] | None:
    """Return both sides of a company in the order of their papers; None where one of its demands was not read."""
    if any(node not in demands for side in company for node in side):
        return None
    old, new = (_in_paper_order([demands[node] for node in side]) for side in company)
    return old, new


def _in_paper_order(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    return tuple(sorted(demands, key=lambda demand: (demand.source.position or 0, demand.id)))
