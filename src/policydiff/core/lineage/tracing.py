"""The lineage of all demands: pair by pair, and over the gaps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Progress, Version
from policydiff.core.lineage.dates import Dated, in_time_order
from policydiff.core.lineage.steps import match_gap, match_step
from policydiff.core.lineage.values import Lineage, Link, Node, Step, draw

STEP = "editions"
"""The step that progress is told of: how many of the editions are linked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What may be matched over a gap: two successive editions, what was dropped earlier, what the new one adds."""

    edition: str
    before: str
    dropped: tuple[Node, ...]
    added: frozenset[str]


StepFinder = Callable[[Dated, Dated], Step]
GapFinder = Callable[[Gap], tuple[Link, ...]]


def trace(versions: Sequence[tuple[Version, int]], *, progress: Progress | None = None) -> Lineage:
    """Return the lineage of the demands of some editions, each with its place in the git history, in any order."""
    by_edition = {version.catalogue.edition: version for version, _ in versions}
    dated = in_time_order(
        [
            Dated(edition=version.catalogue.edition, date=version.catalogue.date, place=place)
            for version, place in versions
        ]
    )
    by_id = {edition: {one.id: one for one in version.catalogue.demands} for edition, version in by_edition.items()}
    return trace_editions(
        dated,
        {edition: tuple(demands) for edition, demands in by_id.items()},
        lambda old, new: find_step(by_edition[old.edition], by_edition[new.edition], (old, new)),
        lambda gap: find_gap(gap, by_edition[gap.edition], by_id.__getitem__),
        progress=progress,
    )


def trace_editions(
    editions: Sequence[Dated],
    ids: Mapping[str, Sequence[str]],
    step_of: StepFinder,
    links_of: GapFinder,
    *,
    progress: Progress | None = None,
) -> Lineage:
    """Return the lineage of editions in the order of time, given what links two of them and what closes a gap.

    What an edition adds is looked for among all that earlier editions dropped and that is not back yet.
    """
    links: list[Link] = []
    steps: list[Step] = []
    waiting: dict[Node, None] = {}
    for place, (old, new) in enumerate(pairwise(editions), start=1):
        step = step_of(old, new)
        steps.append(step)
        come = {link.new.id for link in step.links}
        added = frozenset(id for id in ids[new.edition] if id not in come)
        back: tuple[Link, ...] = ()
        if waiting:
            back = links_of(Gap(edition=new.edition, before=old.edition, dropped=tuple(waiting), added=added))
            for link in back:
                waiting.pop(link.old, None)
        # One order, whether a step was just matched or had been kept.
        links += sorted((*step.links, *back), key=itemgetter(1, 0))
        gone = {link.old.id for link in step.links}
        waiting |= {Node(old.edition, id): None for id in ids[old.edition] if id not in gone}
        if progress:
            progress(STEP, place, len(editions) - 1)
    return draw([one.edition for one in editions], ids, links, steps)


def find_step(old: Version, new: Version, dated: tuple[Dated, Dated], progress: Progress | None = None) -> Step:
    """Return the links between two editions, matched in the order in which they were taken in."""
    return match_step(old, new, is_backward=dated[1].place < dated[0].place, progress=progress)


def find_gap(gap: Gap, new: Version, demands: Callable[[str], Mapping[str, Demand]]) -> tuple[Link, ...]:
    """Return the links over a gap; `demands` gives those of an edition by id."""
    dropped = [(node, demands(node.edition)[node.id]) for node in gap.dropped]
    return match_gap(dropped, new, gap.added, demands(gap.before))
