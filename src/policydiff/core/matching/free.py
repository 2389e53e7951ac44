"""The matching of demands that nothing has settled: weighs them with the settled ones around them, and decides."""

from collections.abc import Callable, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching.decisions import Decided, decide
from policydiff.core.matching.values import Match, Reason
from policydiff.core.matching.weighed import WeighedPairs, weigh

MOST_CONTEXT = 5_000
"""Settled pairs that are weighed along, as context of the others; of more, the time would grow with the catalogue."""


def match_left(
    old: Sequence[Demand],
    new: Sequence[Demand],
    settled: Sequence[Match],
    brand_new: frozenset[str],
    progress: Callable[[str, int, int], None] | None = None,
) -> Decided:
    """Return all matches, the settled ones included, with the questions and related pairs among the rest."""
    fixed, apart = _split_settled(settled)
    old, new, weighed = weigh_left(old, new, settled, brand_new, progress)
    rows = {demand.id: row for row, demand in enumerate(old)}
    columns = {demand.id: column for column, demand in enumerate(new)}
    by_rows = {(rows[match.old[0]], columns[match.new[0]]): match for match in fixed}
    decided = decide(old, new, weighed, by_rows)
    return Decided(matches=(*apart, *decided.matches), questions=decided.questions, related=decided.related)


def weigh_left(
    old: Sequence[Demand],
    new: Sequence[Demand],
    settled: Sequence[Match],
    brand_new: frozenset[str],
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[list[Demand], list[Demand], WeighedPairs]:
    """Return the demands that are weighed, in order, and their weighed pairs; those that stand apart left out."""
    fixed, apart = _split_settled(settled)
    gone_old, gone_new = {id_ for match in apart for id_ in match.old}, {id_ for match in apart for id_ in match.new}
    old = [demand for demand in old if demand.id not in gone_old]
    new = [demand for demand in new if demand.id not in gone_new]
    rows = {demand.id: row for row, demand in enumerate(old)}
    columns = {demand.id: column for column, demand in enumerate(new)}
    pairs = [(rows[match.old[0]], columns[match.new[0]]) for match in fixed]
    barred = frozenset(columns[id_] for id_ in brand_new)
    return old, new, weigh(old, new, pairs, barred, progress)


def _split_settled(settled: Sequence[Match]) -> tuple[list[Match], list[Match]]:
    """Return the pairs that are weighed along, and the matches that stand apart: declared ones, or too many."""
    pairs = [match for match in settled if match.reason is not Reason.DECLARED]
    if len(pairs) > MOST_CONTEXT:
        return [], list(settled)
    return pairs, [match for match in settled if match.reason is Reason.DECLARED]
