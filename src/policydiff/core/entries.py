"""From the matching to the entries: which demands belong together on both sides, what came, went and is back."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.changes import Added, Context, Reinstated, derive_changes
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching import Match, Matching, match, rate_declaration
from policydiff.core.meaning import find_signals
from policydiff.core.report import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierDemand:
    """A demand as the last edition that had it words it, before it was dropped."""

    edition: str
    demand: Demand


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
    for found in matching.matches:
        before = _in_paper_order(old_demands.pop(id) for id in found.old)
        after = _in_paper_order(new_demands.pop(id) for id in found.new)
        changes = derive_changes(before, after, context, found)
        yield Entry(old=before, new=after, changes=changes, grade=found.grade, reason=found.reason, score=found.score)
    for demand in old_demands.values():
        dropped = derive_changes([demand], [], context)
        yield Entry(old=(demand,), new=(), changes=dropped, grade=None, reason=None, score=None)
    yield from _newcomers(tuple(new_demands.values()), earlier, spent, context.lexicon)


def _newcomers(
    added: Sequence[Demand], earlier: Sequence[EarlierDemand], spent: AbstractSet[str], lexicon: Lexicon
) -> Iterable[Entry]:
    """Yield the demands without predecessor, those that are back after a gap as reinstated.

    As in a lineage, a declaration wins; of one that comes back as several, each is back, and of several that come back
    as one, the first is named. An id that a demand declared which stood on the old side and does not live on (`spent`)
    tells of an earlier step: its declaration was carried along.
    """
    once = {one.demand.id: one for one in earlier}
    declared = {one.id: [id for id in one.succeeds or () if id in once and id not in spent] for one in added}
    rated = {one.id: rate_declaration(one) for one in added}
    found = {
        id: Match(old=tuple(ids), new=(id,), grade=rated[id][0], reason=rated[id][1], score=1.0)
        for id, ids in declared.items()
        if ids
    }
    taken = {id for ids in declared.values() for id in ids}
    left = [one.demand for id, one in once.items() if id not in taken]
    asking = [replace(one, succeeds=None) for one in added if one.id not in found and one.succeeds != ()]
    if left and asking:
        found |= {id: one for one in match(left, asking).matches for id in one.new}
    for demand in added:
        if demand.id not in found:
            yield Entry(old=(), new=(demand,), changes=(Added(),), grade=None, reason=None, score=None)
            continue
        one = found[demand.id]
        before = once[one.old[0]]
        signals = find_signals(before.demand.text, demand.text, lexicon)
        change = Reinstated(edition=before.edition, id=before.demand.id, text=before.demand.text, signals=signals)
        yield Entry(old=(), new=(demand,), changes=(change,), grade=one.grade, reason=one.reason, score=one.score)


def _in_paper_order(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    return tuple(sorted(demands, key=lambda demand: (demand.source.position or 0, demand.id)))
