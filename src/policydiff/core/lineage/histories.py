"""The history of one demand: every wording it ever had, what it came from and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.core.catalogue import Demand, WorkingGroup
from policydiff.core.changes import Change, derive_changes
from policydiff.core.lineage.chronicles import Chronicle, relatives
from policydiff.core.lineage.values import Link, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Descent:
    """How one wording comes from an earlier one: the link, the older demand, what differs.

    `gap` are the editions between, in which the demand was missing.
    """

    link: Link
    old: Demand
    changes: tuple[Change, ...]
    gap: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """A demand in one edition.

    `descents` lead to what it comes from, the demand itself first; `siblings` are other demands that came from the
    same. `following` are the links to what became of it, `missing_in` the first later edition without it (None where
    every one has it, or none follows). `questions` are open matches with the edition before or after.
    """

    node: Node
    commit: str | None
    demand: Demand
    group: WorkingGroup | None
    descents: tuple[Descent, ...]
    siblings: tuple[Node, ...]
    following: tuple[Link, ...]
    missing_in: str | None
    questions: tuple[Link, ...]

    @property
    def is_unchanged(self) -> bool:
        """Return whether it says just what the one demand before it said, in the edition before."""
        if len(self.descents) != 1 or self.siblings:
            return False
        return not self.descents[0].changes and not self.descents[0].gap


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """All that a demand was and became, oldest first: ancestors, the demand itself, descendants.

    `namesakes` are demands that carried the same id and are none of these, each as it was last worded.
    """

    asked: Node
    thread: str
    stations: tuple[Station, ...]
    namesakes: tuple[Node, ...]


def tell_history(chronicle: Chronicle, node: Node) -> History:
    """Return the history of a demand; the demands of its history must have been read."""
    lineage = chronicle.lineage
    found = relatives(lineage, [node])
    ranks = {edition: rank for rank, edition in enumerate(lineage.editions)}
    order = {one: (ranks[one.edition], lineage.nodes[one.edition].index(one.id)) for one in found}
    demands = chronicle.demands()
    namesakes: dict[str, Node] = {}
    for edition in lineage.editions:
        other = Node(edition, node.id)
        if other in lineage.threads and other not in found:
            namesakes[lineage.threads[other]] = other
    return History(
        asked=node,
        thread=lineage.threads[node],
        stations=tuple(tell_station(chronicle, one, demands) for one in sorted(found, key=order.__getitem__)),
        namesakes=tuple(namesakes.values()),
    )


def tell_station(chronicle: Chronicle, node: Node, demands: Mapping[Node, Demand]) -> Station:
    """Return what is told of a demand in one edition; `demands` are those of all editions."""
    lineage = chronicle.lineage
    rank = lineage.editions.index(node.edition)
    version = chronicle.versions[rank]
    before = sorted(lineage.before(node), key=lambda link: (not link.continued, link.old))
    following = lineage.next_of(node)
    siblings = {link.new for one in before for link in lineage.next_of(one.old)} - {node}
    later = lineage.editions[rank + 1 : rank + 2]
    reached = {link.new.edition for link in following}
    steps = lineage.steps[max(rank - 1, 0) : rank + 1]
    return Station(
        node=node,
        commit=version.commit,
        demand=demands[node],
        group=next((one for one in version.catalogue.working_groups if one.key == demands[node].group), None),
        descents=tuple(_descent(chronicle, link, demands) for link in before if link.old in demands),
        siblings=tuple(sorted(siblings)),
        following=following,
        missing_in=later[0] if later and later[0] not in reached else None,
        questions=tuple(link for step in steps for link in step.questions if node in (link.old, link.new)),
    )


def _descent(chronicle: Chronicle, link: Link, demands: Mapping[Node, Demand]) -> Descent:
    context = chronicle.context(link.old.edition, link.new.edition)
    old, new = demands[link.old], demands[link.new]
    return Descent(
        link=link,
        old=old,
        changes=derive_changes([old], [new], context),
        gap=chronicle.gap(link.old.edition, link.new.edition),
    )
