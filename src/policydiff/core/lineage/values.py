"""What a lineage is made of: demands in editions, the links between them, and the threads they form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from policydiff.core.matching import Grade, Reason


class Node(NamedTuple):
    """One demand in one edition."""

    edition: str
    id: str

    def __str__(self) -> str:
        """Return the node as a person writes it: ID@EDITION."""
        return f"{self.id}@{self.edition}"


class LinkKind(StrEnum):
    """How a demand of one edition became one of a later edition.

    Of several demands that became several others, a link is a split where its old demand goes into several of them,
    else a merger. The books count all of these old demands as split and all new ones as merged, as a report does.
    """

    SAME = "same"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    REINSTATED = "reinstated"


class Link(NamedTuple):
    """The old demand lives on in the new one; `continued` where it is the demand itself and not a part of it.

    A reinstated demand skips at least one edition. A tuple, since 60 editions of 1,000 demands have 59,000 of them.
    """

    old: Node
    new: Node
    kind: LinkKind
    grade: Grade
    reason: Reason
    score: float
    continued: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What the matching says of two successive editions.

    `questions` are open matches, which are never applied; `groups` gives for an old working group the key it has now.
    """

    links: tuple[Link, ...]
    questions: tuple[Link, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineage:
    """The graph of all demands through all editions.

    `editions` are in the order of time, `nodes` hold the ids of each edition in its own order. `links` are in the order
    of the later edition, then of the ids, `forward` and `backward` the same links by their old and new node. `threads`
    name for every node the demand it is a wording of: a name that stays when later editions are added. `steps` has one
    entry for every two successive editions.
    """

    editions: tuple[str, ...]
    nodes: Mapping[str, tuple[str, ...]]
    links: tuple[Link, ...]
    forward: Mapping[Node, tuple[Link, ...]]
    backward: Mapping[Node, tuple[Link, ...]]
    threads: Mapping[Node, str]
    steps: tuple[Step, ...]

    def next_of(self, node: Node) -> tuple[Link, ...]:
        """Return the links to what became of a demand."""
        return self.forward.get(node, ())

    def before(self, node: Node) -> tuple[Link, ...]:
        """Return the links to where a demand comes from."""
        return self.backward.get(node, ())

    def heir(self, node: Node) -> Node | None:
        """Return in which later demand a demand itself lives on; None where it was dropped or lives on in parts."""
        return next((link.new for link in self.next_of(node) if link.continued), None)

    def forebear(self, node: Node) -> Node | None:
        """Return which earlier demand a demand itself was; None where it is new or came out of others."""
        return next((link.old for link in self.before(node) if link.continued), None)

    def wordings_of(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes of the thread that a node belongs to, in the order of time."""
        earlier, later = [node], [node]
        for found, step in ((earlier, self.forebear), (later, self.heir)):
            while (other := step(found[-1])) is not None:
                found.append(other)
        return (*reversed(earlier), *later[1:])

    def wordings(self) -> dict[str, tuple[Node, ...]]:
        """Return the nodes of every thread in the order of time; threads in the order in which they begin."""
        found: dict[str, list[Node]] = {}
        for edition in self.editions:
            for id in self.nodes[edition]:
                node = Node(edition, id)
                found.setdefault(self.threads[node], []).append(node)
        return {thread: tuple(nodes) for thread, nodes in found.items()}


def draw(
    editions: Sequence[str], nodes: Mapping[str, Sequence[str]], links: Iterable[Link], steps: Sequence[Step]
) -> Lineage:
    """Return the lineage that links make of the demands of some editions; they come in the order of the new demand."""
    ordered = tuple(links)
    forward: dict[Node, tuple[Link, ...]] = {}
    backward: dict[Node, tuple[Link, ...]] = {}
    for link in ordered:
        forward[link.old] = (*forward[link.old], link) if link.old in forward else (link,)
        backward[link.new] = (*backward[link.new], link) if link.new in backward else (link,)
    return Lineage(
        editions=tuple(editions),
        nodes={edition: tuple(nodes[edition]) for edition in editions},
        links=ordered,
        forward=forward,
        backward=backward,
        threads=_name_threads(editions, nodes, backward),
        steps=tuple(steps),
    )


def _name_threads(
    editions: Sequence[str], nodes: Mapping[str, Sequence[str]], backward: Mapping[Node, tuple[Link, ...]]
) -> dict[Node, str]:
    """Return the thread of every node: its first id, with the edition where another demand carried that id before.

    Only what came before decides, so that a later edition changes no name.
    """
    threads: dict[Node, str] = {}
    carried: set[str] = set()
    for edition in editions:
        come: list[str] = []
        for id in nodes[edition]:
            node = Node(edition, id)
            held = [link for link in backward.get(node, ()) if link.continued]
            threads[node] = threads[held[0].old] if held else str(node) if id in carried else id
            come.append(id)
        carried.update(come)
    return threads
