"""What is known of two versions before anything is weighed – declared, same, identical –, and how an answer is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.matching.declared import Declared, read_declarations
from policydiff.core.matching.sameness import has_nothing_in_common, is_clear, says_the_same
from policydiff.core.matching.values import Grade, Match, Matching, Reason, rate_declaration
from policydiff.core.wording import fold

# What two demands with the same text have in common as well, from the most to nothing.
_ALIKE: tuple[Callable[[Demand, Demand], bool], ...] = (
    lambda old, new: old.group == new.group and set(old.addressees) == set(new.addressees),
    lambda old, new: old.group == new.group,
    lambda old, new: set(old.addressees) == set(new.addressees),
    lambda *_: True,
)


@dataclass(frozen=True, slots=True)
class Step:
    """The demands of both sides in the order of the paper, and what is known of them before anything is weighed.

    `kept` are the pairs of all demands that nothing has settled, if each of them clearly kept its id; `is_open` tells
    that there is something to weigh: demands left on both sides, or on one if they may be part of a pair that is
    declared.
    """

    old: list[Demand]
    new: list[Demand]
    declared: Declared
    settled: list[Match]
    kept: list[Match]
    is_open: bool
    unchanged: int


def read_step(old: Sequence[Demand], new: Sequence[Demand], unchanged: int = 0) -> Step:
    """Return what is known of the demands of two versions before anything is weighed; arguments as `match` has them."""
    old, new = _in_order(old), _in_order(new)
    declared = read_declarations(old, new)
    settled = _settle(old, new, declared)
    left_old, left_new = _left_over(old, new, settled, declared)
    standing = {id_ for match in settled if not match.reason.is_declared for id_ in match.new}
    has_kept = bool(left_old) and is_clear(left_old, left_new, [demand for demand in new if demand.id in standing])
    kept = [_pair(demand.id, demand.id, Reason.SAME_ID, 1.0) for demand in left_old] if has_kept else []
    reworded = find_reworded(settled, old, new)
    is_presumed = any(match.reason is Reason.PRESUMED for match in reworded)  # how likely it is must be weighed
    is_open = bool((left_old and left_new) or (reworded and (left_old or left_new or is_presumed))) and not has_kept
    return Step(old=old, new=new, declared=declared, settled=settled, kept=kept, is_open=is_open, unchanged=unchanged)


def _in_order(demands: Sequence[Demand]) -> list[Demand]:
    """Return the demands in the order of the paper, those without a place last, by group and id."""
    return sorted(demands, key=lambda demand: (_place(demand), demand.group, demand.id))


def _settle(old: Sequence[Demand], new: Sequence[Demand], declared: Declared) -> list[Match]:
    """Return the matches that need no weighing: declared, same id and text, identical text found once on each side."""
    by_new = {demand.id: demand for demand in new}
    found = [_declare(olds, [by_new[id_] for id_ in news]) for olds, news in declared.links]
    used_old = {id_ for link in declared.links for id_ in link[0]}
    used_new = {id_ for link in declared.links for id_ in link[1]} | declared.brand_new
    for demand in old:
        after = by_new.get(demand.id)
        if demand.id in used_old or after is None or after.id in used_new or not says_the_same(demand, after):
            continue
        found.append(_pair(demand.id, demand.id, Reason.SAME_ID, 1.0))
        used_old.add(demand.id)
        used_new.add(demand.id)
    return [*found, *_pair_identical(old, new, used_old, used_new)]


def find_reworded(settled: Sequence[Match], old: Sequence[Demand], new: Sequence[Demand]) -> list[Match]:
    """Return the declared pairs whose texts differ: they are compared with all others, but stand firm."""
    before, after = {demand.id: demand for demand in old}, {demand.id: demand for demand in new}
    return [
        match
        for match in settled
        if match.reason.is_declared and not match.is_star
        if not says_the_same(before[match.old[0]], after[match.new[0]])
    ]


def _left_over(
    old: Sequence[Demand], new: Sequence[Demand], settled: Sequence[Match], declared: Declared
) -> tuple[list[Demand], list[Demand]]:
    """Return the demands of both sides that nothing has settled."""
    used_old = {id_ for match in settled for id_ in match.old}
    used_new = {id_ for match in settled for id_ in match.new} | declared.brand_new
    return (
        [demand for demand in old if demand.id not in used_old],
        [demand for demand in new if demand.id not in used_new],
    )


def _pair_identical(
    old: Sequence[Demand], new: Sequence[Demand], used_old: set[str], used_new: set[str]
) -> list[Match]:
    """Return the pairs of identical title and text; of several, group, addressees and order decide."""
    olds, news = _by_text(old, used_old), _by_text(new, used_new)
    found = []
    for text, old_twins in olds.items():
        new_twins = news.get(text, [])
        grade = Grade.CERTAIN if len(old_twins) == len(new_twins) == 1 else Grade.PROBABLE
        for before, after in _pair_twins(old_twins, new_twins):
            found.append(_pair(before.id, after.id, Reason.IDENTICAL_TEXT, 1.0, grade))
    return found


def _pair_twins(olds: Sequence[Demand], news: Sequence[Demand]) -> list[tuple[Demand, Demand]]:
    """Return pairs of demands with the same text: first those of one group that ask the same, last just in order."""
    pairs: list[tuple[Demand, Demand]] = []
    left_old, left_new = list(olds), list(news)
    for is_alike in _ALIKE:
        for demand in list(left_old):
            partner = next((other for other in left_new if is_alike(demand, other)), None)
            if partner is not None:
                left_old.remove(demand)
                left_new.remove(partner)
                pairs.append((demand, partner))
    return pairs


def _by_text(demands: Sequence[Demand], used: set[str]) -> dict[tuple[str, str], list[Demand]]:
    texts: dict[tuple[str, str], list[Demand]] = {}
    for demand in demands:
        if demand.id not in used:
            texts.setdefault((fold(demand.title or ""), fold(demand.text)), []).append(demand)
    return texts


def conclude(
    step: Step, matches: Sequence[Match], questions: Sequence[Match] = (), related: Sequence[Match] = ()
) -> Matching:
    """Return everything in the order of the old catalogue, with the ids that were reused and the links to doubt."""
    by_old, by_new = {demand.id: demand for demand in step.old}, {demand.id: demand for demand in step.new}
    place = {demand.id: number for number, demand in enumerate(step.old)}

    def sort(found: Sequence[Match]) -> tuple[Match, ...]:
        return tuple(sorted(found, key=lambda match: (place[match.old[0]], match.old, match.new)))

    together = {id_ for match in matches for id_ in match.old if id_ in match.new}
    doubtful = [
        _pair(old_id, new_id, Reason.DECLARED, match.score)
        for match in matches
        if match.reason.is_declared
        for new_id in match.new
        for old_id in match.old
        if old_id in (by_new[new_id].succeeds or ()) and has_nothing_in_common(by_old[old_id], by_new[new_id])
    ]
    return Matching(
        matches=sort(matches),
        questions=sort(questions),
        reused=tuple(demand.id for demand in step.old if demand.id in by_new and demand.id not in together),
        suspicious=sort(doubtful),
        related=sort(related),
    )


def _pair(old_id: str, new_id: str, reason: Reason, score: float, grade: Grade = Grade.CERTAIN) -> Match:
    pair = ((old_id, new_id),)
    return Match(old=(old_id,), new=(new_id,), grade=grade, reason=reason, score=score, continued=pair)


def _declare(olds: tuple[str, ...], news: Sequence[Demand]) -> Match:
    """Return a declared match; one that in part is only presumed is presumed."""
    grade, reason = rate_declaration(next((one for one in news if one.is_presumed), news[0]))
    ids = tuple(one.id for one in news)
    return Match(old=olds, new=ids, grade=grade, reason=reason, score=1.0, continued=_continued(olds, ids))


def _continued(olds: tuple[str, ...], news: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if len(olds) == 1 and len(news) == 1:
        return ((olds[0], news[0]),)
    return tuple((id_, id_) for id_ in olds if id_ in news)


def _place(demand: Demand) -> tuple[bool, int]:
    position = demand.source.position
    return (position is None, position or 0)
