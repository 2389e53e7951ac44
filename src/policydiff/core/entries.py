"""From the matching to the entries: which demands belong together on both sides, what came, went and is back."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.changes import Added, Context, Former, Reinstated, derive_changes, gather_back, judge_back
from policydiff.core.matching import Match, Matching, declares_anew, match, rate_declaration
from policydiff.core.report import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierDemand:
    """A demand as the last edition that had it words it; what was not dropped went on under other ids.

    `living` are those under which the old version has it.
    """

    edition: str
    demand: Demand
    is_dropped: bool = True
    living: tuple[str, ...] = ()


def derive_entries(
    old: Catalogue, new: Catalogue, matching: Matching, context: Context, earlier: Sequence[EarlierDemand]
) -> Iterable[Entry]:
    """Yield the entries that hold every demand of both sides once, in no order; none is judged yet.

    `earlier` are demands dropped before old, among which a new one may be back.
    """
    old_demands = {demand.id: demand for demand in old.demands}
    new_demands = {demand.id: demand for demand in new.demands}
    living = {id for found in matching.matches for id in found.old}
    spent = {id for one in old.demands if one.id not in living for id in one.succeeds or ()}
    known = dict(old_demands)
    declaring = [one for one in new.demands if declares_anew(one, known.get(one.id))]
    claimed = {id for one in declaring for id in one.succeeds or () if id not in known}
    for found in matching.matches:
        before = _in_paper_order(old_demands.pop(id) for id in found.old)
        after = _in_paper_order(new_demands.pop(id) for id in found.new)
        changes = derive_changes(before, after, context, found)
        yield Entry(old=before, new=after, changes=changes, grade=found.grade, reason=found.reason, score=found.score)
    for demand in old_demands.values():
        dropped = derive_changes([demand], [], context)
        yield Entry(old=(demand,), new=(), changes=dropped, grade=None, reason=None, score=None)
    yield from _newcomers(tuple(new_demands.values()), earlier, spent, claimed, context)


def _newcomers(
    added: Sequence[Demand],
    earlier: Sequence[EarlierDemand],
    spent: AbstractSet[str],
    claimed: AbstractSet[str],
    context: Context,
) -> Iterable[Entry]:
    """Yield the demands without predecessor, those that are back after a gap as reinstated.

    Of one that comes back as several, each is back; of several that come back as one, the one that lives on in it is
    named, else the first. What that means is told of all of them together, once: where the demand lives on, else at
    the first.
    """
    by_id = {one.id: one for one in added}
    found = _match_back(added, [one for one in earlier if one.is_dropped], spent, claimed)
    companies = {_home(ids, found): ids for ids in gather_back({id: map(_name, one.old) for id, one in found.items()})}
    for demand in added:
        if demand.id not in found:
            yield Entry(old=(), new=(demand,), changes=(Added(),), grade=None, reason=None, score=None)
            continue
        one = found[demand.id].match
        first = next((old for old, new in one.continued if new == demand.id), one.old[0])
        named, *others = map(_recall, sorted(found[demand.id].old, key=lambda once: once.demand.id != first))
        change = Reinstated(edition=named.edition, id=named.id, text=named.text, others=tuple(others))
        if demand.id in companies:
            ids = companies[demand.id]
            gone = {_name(once): once.demand for id in ids for once in found[id].old}
            change = judge_back(change, list(gone.values()), [by_id[id] for id in ids], context)
        yield Entry(old=(), new=(demand,), changes=(change,), grade=one.grade, reason=one.reason, score=one.score)


class _Back(NamedTuple):
    """A match with demands that were dropped, and these in its order: an id may have had several."""

    match: Match
    old: tuple[EarlierDemand, ...]


def _match_back(
    added: Sequence[Demand], left: Sequence[EarlierDemand], spent: AbstractSet[str], claimed: AbstractSet[str]
) -> dict[str, _Back]:
    """Return by new id the matches with demands that were dropped; as in a lineage, a declaration wins.

    Where several dropped demands carried one id, the last one is asked first. An id that a demand declared which stood
    on the old side and does not live on (`spent`) tells of an earlier step: its declaration was carried along. What
    is `claimed` is declared to be back in some demand, and if that has a predecessor, it is back in no other one.
    """
    found: dict[str, _Back] = {}
    once = {one.demand.id: one for one in left}
    for one in added:
        grade, reason = rate_declaration(one)
        if ids := tuple(id for id in dict.fromkeys(one.succeeds or ()) if id in once and id not in spent):
            pair = ((ids[0], one.id),) if len(one.succeeds or ()) == 1 else ()
            declared = Match(old=ids, new=(one.id,), grade=grade, reason=reason, score=1.0, continued=pair)
            found[one.id] = _Back(declared, tuple(once[id] for id in ids))
    taken = {_name(one) for id, one in once.items() if id in claimed - spent}
    taken |= {_name(one) for back in found.values() for one in back.old}
    left = [one for one in left if _name(one) not in taken]
    asking = [replace(one, succeeds=None) for one in added if one.id not in found and one.succeeds != ()]
    while left and asking:
        once = {one.demand.id: one for one in left}
        for matched in match([one.demand for one in once.values()], asking).matches:
            back = _Back(matched, tuple(once[id] for id in matched.old))
            found |= dict.fromkeys(matched.new, back)
        asking = [one for one in asking if one.id not in found]
        asked = {_name(one) for one in once.values()}
        left = [one for one in left if _name(one) not in asked]
    return found


def _name(one: EarlierDemand) -> str:
    return _recall(one).name


def _home(ids: Sequence[str], found: Mapping[str, _Back]) -> str:
    """Return the new id under which what is back together lives on, else the first."""
    return next((new for id in ids for _, new in found[id].match.continued), ids[0])


def _recall(one: EarlierDemand) -> Former:
    return Former(edition=one.edition, id=one.demand.id, text=one.demand.text)


def _in_paper_order(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    return tuple(sorted(demands, key=lambda demand: (demand.source.position or 0, demand.id)))
