"""Demands by editions: what became of every demand in every edition, as a table of signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Kind
from policydiff.core.lineage.chronicles import Chronicle
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.names import Name, trace_groups
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node
from policydiff.core.matching import Grade


class Sign(StrEnum):
    """What a demand did in an edition, in the order in which the legend lists it.

    `kept` is a demand of which nothing changed. `several` stands for more than one of reworded, reassigned and moved;
    `renamed` for nothing but another id, `annotated` for other details alone; `passed-on` for a demand that lives on in
    others alone; `absent` for editions before it, after it and in a gap.
    """

    FIRST = "first"
    KEPT = "kept"
    REWORDED = "reworded"
    REASSIGNED = "reassigned"
    MOVED = "moved"
    SEVERAL = "several"
    RENAMED = "renamed"
    ANNOTATED = "annotated"
    SPLIT = "split"
    MERGED = "merged"
    REINSTATED = "reinstated"
    PASSED_ON = "passed-on"
    DROPPED = "dropped"
    ABSENT = "absent"


_SINGLE = {Kind.REWORDED: Sign.REWORDED, Kind.REASSIGNED: Sign.REASSIGNED, Kind.MOVED: Sign.MOVED}
# What is told where nothing of the above happened, the first that is there.
_SLIGHT = {Kind.RENAMED: Sign.RENAMED, Kind.ANNOTATED: Sign.ANNOTATED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One demand in one edition: its sign, the node where it is there, all that changed, and the least sure grade."""

    sign: Sign
    node: Node | None = None
    kinds: tuple[Kind, ...] = ()
    grade: Grade | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One demand through all editions: its name in the lineage, its last wording, one cell for each edition.

    `group` is the key that the last wording's working group had last: that of the latest edition where it lives on.
    """

    thread: str
    demand: Demand
    group: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """All demands through all editions, by working group; within one, in the order in which they first appear.

    `groups` give by key what each was called through time.
    """

    editions: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: Mapping[str, tuple[Name, ...]]

    def used(self) -> tuple[Sign, ...]:
        """Return the signs that occur, in the order of the legend."""
        found = {cell.sign for row in self.rows for cell in row.cells}
        return tuple(sign for sign in Sign if sign in found)


_ABSENT = Cell(sign=Sign.ABSENT)


def draw_timeline(chronicle: Chronicle) -> Timeline:
    """Return the table of all demands by all editions; the demands of all editions must have been read."""
    lineage, demands = chronicle.lineage, chronicle.demands()
    steps = {
        (old, new): chronicle.follow_groups(old, new)
        for old, new in sorted({(link.old.edition, link.new.edition) for link in lineage.links})
    }
    latest = chronicle.last_groups()
    rows = []
    for thread, nodes in lineage.wordings().items():
        last = demands[nodes[-1]]
        group = latest[nodes[-1].edition].get(last.group, last.group)
        cells = _cells(lineage, nodes, demands, steps)
        rows.append(Row(thread=thread, demand=last, group=group, cells=cells))
    order = {key: rank for rank, key in enumerate(chronicle.groups())}
    rows.sort(key=lambda row: (order.get(row.group, len(order)), row.group))
    return Timeline(editions=lineage.editions, rows=tuple(rows), groups=trace_groups(chronicle))


def _cells(
    lineage: Lineage,
    nodes: Sequence[Node],
    demands: Mapping[Node, Demand],
    steps: Mapping[tuple[str, str], Mapping[str, str]],
) -> tuple[Cell, ...]:
    there = {node.edition: node for node in nodes}
    cells: list[Cell] = []
    held: Node | None = None
    for edition in lineage.editions:
        node = there.get(edition)
        if node is not None:
            cells.append(_present(lineage, node, demands, steps))
        elif held is not None:
            is_passed = any(
                not link.continued and link.kind is not LinkKind.REINSTATED for link in lineage.next_of(held)
            )
            cells.append(Cell(sign=Sign.PASSED_ON if is_passed else Sign.DROPPED))
        else:
            cells.append(_ABSENT)
        held = node
    return tuple(cells)


def _present(
    lineage: Lineage,
    node: Node,
    demands: Mapping[Node, Demand],
    steps: Mapping[tuple[str, str], Mapping[str, str]],
) -> Cell:
    links = lineage.before(node)
    if not links:
        return Cell(sign=Sign.FIRST, node=node)
    own = next((link for link in links if link.continued), None)
    kinds: tuple[Kind, ...] = ()
    if own is not None:
        groups = steps[own.old.edition, own.new.edition]
        kinds = kinds_between(demands[own.old], demands[own.new], groups)
    grade = max((link.grade for link in links), key=list(Grade).index)
    return Cell(sign=_sign(links, kinds), node=node, kinds=kinds, grade=grade)


def _sign(links: Sequence[Link], kinds: Sequence[Kind]) -> Sign:
    if links[0].kind is LinkKind.REINSTATED:
        return Sign.REINSTATED
    if len(links) > 1:
        return Sign.MERGED
    if links[0].kind is LinkKind.SPLIT:
        return Sign.SPLIT
    told = [_SINGLE[kind] for kind in kinds if kind in _SINGLE]
    told = told or [sign for kind, sign in _SLIGHT.items() if kind in kinds][:1]
    return Sign.SEVERAL if len(told) > 1 else told[0] if told else Sign.KEPT
