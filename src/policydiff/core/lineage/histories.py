"""The history of one demand: every wording it ever had, what it came from and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policydiff.core.catalogue import Addressee, Demand, WorkingGroup
from policydiff.core.changes import Change, Reinstated
from policydiff.core.lineage.chronicles import Chronicle, relatives
from policydiff.core.lineage.names import find_renamings
from policydiff.core.lineage.partings import Parting, derive_along, find_back, find_parting, is_lone
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node
from policydiff.core.report import FrameChange


@dataclass(frozen=True, kw_only=True, slots=True)
class Descent:
    """How one wording comes from an earlier one: the link, the older demand with its working group, what differs.

    `gap` are the editions between, in which the demand was missing; `renamings` say how what it kept is called now.
    """

    link: Link
    old: Demand
    group: WorkingGroup | None
    changes: tuple[Change, ...]
    gap: tuple[str, ...]
    renamings: tuple[FrameChange, ...]


class Heir(NamedTuple):
    """The demand that counts as the one that lives on, where a split or a merger (`kind`) kept no id that would say so.

    None where none of the parts (`new`) or none of the sources (`old`) counts as it.
    """

    kind: LinkKind
    old: Node | None
    new: Node | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """A demand in one edition.

    `group` and `addressees` are as the edition calls them. `sources` are the links to all it comes from, the demand
    itself first, `descents` tell more of what was read of that; `siblings` are other demands that came from the same,
    `heirs` say which of all these lives on where no id does; `merger` is what it was merged in, None where it was not;
    `back` says what it means that several demands are back in it, or one in it and others; None where one is back as
    one.
    `following` are the links to what became of it, `missing_in` the first later edition without it (None where every
    one has it, or none follows). `questions` are open matches with the edition before or after.
    """

    node: Node
    commit: str | None
    demand: Demand
    group: WorkingGroup | None
    addressees: tuple[Addressee, ...]
    sources: tuple[Link, ...]
    descents: tuple[Descent, ...]
    siblings: tuple[Node, ...]
    heirs: tuple[Heir, ...]
    merger: Parting | None
    back: Reinstated | None
    following: tuple[Link, ...]
    missing_in: str | None
    questions: tuple[Link, ...]

    @property
    def is_unchanged(self) -> bool:
        """Return whether it says just what the one demand before it said, in the edition before."""
        if len(self.sources) != 1 or not self.descents or self.siblings:
            return False
        return not self.descents[0].changes and not self.descents[0].gap


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """The editions that have a demand itself, and between which others something of it stood in another demand.

    `since` is the first edition with what the demand came out of or took in, where that is older; `until` the last one
    with what became of it in others, where that is younger.
    """

    own: tuple[str, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """All that a demand was and became, oldest first: ancestors, the demand itself, descendants.

    `presence` is that of the demand itself, as every view of it tells it. `namesakes` are demands that carried the same
    id and are none of these, each as it was last worded.
    """

    asked: Node
    thread: str
    presence: Presence
    stations: tuple[Station, ...]
    namesakes: tuple[Node, ...]


def tell_history(chronicle: Chronicle, node: Node) -> History:
    """Return the history of a demand, whichever edition it is asked for by; the demands of it must have been read."""
    lineage = chronicle.lineage
    found = relatives(lineage, lineage.wordings_of(node))
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
        presence=find_presence(lineage, node),
        stations=tuple(tell_station(chronicle, one, demands) for one in sorted(found, key=order.__getitem__)),
        namesakes=tuple(namesakes.values()),
    )


def find_presence(lineage: Lineage, node: Node) -> Presence:
    """Return in which editions a demand stood, itself and in others, whichever edition it is asked for by."""
    nodes = lineage.wordings_of(node)
    ranks = {edition: rank for rank, edition in enumerate(lineage.editions)}
    first, last = ranks[nodes[0].edition], ranks[nodes[-1].edition]
    around = sorted({ranks[other.edition] for other in relatives(lineage, nodes)})
    return Presence(
        own=tuple(one.edition for one in nodes),
        since=lineage.editions[around[0]] if around[0] < first else None,
        until=lineage.editions[around[-1]] if around[-1] > last else None,
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
        group=_group(chronicle, node, demands),
        addressees=tuple(one for one in version.catalogue.addressees if one.key in demands[node].addressees),
        sources=tuple(before),
        descents=tuple(_descent(chronicle, link, demands) for link in before if link.old in demands),
        siblings=tuple(sorted(siblings)),
        heirs=tuple(_heirs(lineage, node)),
        merger=_merger(chronicle, before, demands),
        back=_back(chronicle, before, demands),
        following=following,
        missing_in=later[0] if later and later[0] not in reached else None,
        questions=tuple(link for step in steps for link in step.questions if node in (link.old, link.new)),
    )


def _heirs(lineage: Lineage, node: Node) -> Iterable[Heir]:
    """Yield which demand lives on, for every split and merger that a demand comes from and that kept no id."""
    links = lineage.before(node)
    for link in links:
        parts = lineage.next_of(link.old)
        if len(parts) > 1 and all(part.new.id != link.old.id for part in parts):
            yield Heir(LinkKind.SPLIT, link.old, lineage.heir(link.old))
    if len(links) > 1 and all(link.old.id != node.id for link in links):
        found = Heir(LinkKind.MERGED, lineage.forebear(node), node)
        if found.old is None or len(lineage.next_of(found.old)) == 1:  # else told above
            yield found


def _merger(chronicle: Chronicle, before: Sequence[Link], demands: Mapping[Node, Demand]) -> Parting | None:
    merged = [link for link in before if link.kind is not LinkKind.REINSTATED]
    if len(merged) < 2:
        return None
    context = chronicle.context(merged[0].old.edition, merged[0].new.edition)
    return find_parting(chronicle.lineage, merged[0], demands, context)


def _back(chronicle: Chronicle, before: Sequence[Link], demands: Mapping[Node, Demand]) -> Reinstated | None:
    link = next((one for one in before if one.kind is LinkKind.REINSTATED), None)
    if link is None or is_lone(chronicle.lineage, link):
        return None
    return find_back(chronicle.lineage, link, demands, chronicle.context(link.old.edition, link.new.edition))


def _group(chronicle: Chronicle, node: Node, demands: Mapping[Node, Demand]) -> WorkingGroup | None:
    catalogue = chronicle.versions[chronicle.editions.index(node.edition)].catalogue
    return next((one for one in catalogue.working_groups if one.key == demands[node].group), None)


def _descent(chronicle: Chronicle, link: Link, demands: Mapping[Node, Demand]) -> Descent:
    context = chronicle.context(link.old.edition, link.new.edition)
    return Descent(
        link=link,
        old=demands[link.old],
        group=_group(chronicle, link.old, demands),
        changes=derive_along(chronicle.lineage, link, demands, context),
        gap=chronicle.gap(link.old.edition, link.new.edition),
        renamings=find_renamings(chronicle, link.old, link.new, demands),
    )
