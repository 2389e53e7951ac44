"""Which demands of two or three versions stand side by side, in which rows, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Reinstated
from policydiff.core.report import Entry, Report
from policydiff.render.parts import trace_parts


class Node(NamedTuple):
    """One demand in one version, counted from 0 for the oldest."""

    version: int
    id: str


class Stretch(NamedTuple):
    """Demands of one version that stand in the same cell, and over how many rows; none where the version has none."""

    first: int
    rows: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """Demands of all versions that belong together; `columns` has for each version its cells from top to bottom."""

    group: str
    nodes: tuple[Node, ...]
    columns: tuple[tuple[Stretch, ...], ...]

    @property
    def rows(self) -> int:
        """Return how many rows the chain takes."""
        return sum(one.rows for one in self.columns[0])


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """The demands of all versions, and for each comparison the entry that has a demand on its old or new side."""

    demands: Mapping[Node, Demand]
    before: Mapping[Node, Entry]
    after: Mapping[Node, Entry]
    versions: int

    @classmethod
    def of(cls, reports: Sequence[Report]) -> "Book":
        """Return the book of successive comparisons."""
        demands: dict[Node, Demand] = {}
        before: dict[Node, Entry] = {}
        after: dict[Node, Entry] = {}
        for step, report in enumerate(reports):
            for entry in report.entries:
                for demand in entry.old:
                    demands[Node(step, demand.id)] = demand
                    after[Node(step, demand.id)] = entry
                for demand in entry.new:
                    demands[Node(step + 1, demand.id)] = demand
                    before[Node(step + 1, demand.id)] = entry
        return cls(demands=demands, before=before, after=after, versions=len(reports) + 1)

    def neighbours(self, node: Node) -> list[Node]:
        """Return the demands of the versions before and behind that this one comes from or goes into."""
        found = []
        if node in self.before:
            found += [Node(node.version - 1, one.id) for one in self.before[node].old]
        if node in self.after:
            found += [Node(node.version + 1, one.id) for one in self.after[node].new]
        return found


def list_chains(reports: Sequence[Report]) -> tuple[Book, tuple[Chain, ...]]:
    """Return all chains in the order of the newest paper, what it dropped in its old place, within working groups."""
    book = Book.of(reports)
    owner: dict[Node, Chain] = {}
    returned = find_returned(reports)
    for node in book.demands:
        if node not in owner:
            chain = _chain(_connected(node, book, returned), book)
            owner.update(dict.fromkeys(chain.nodes, chain))
    return book, tuple(_ordered(reports, owner))


def find_returned(reports: Sequence[Report]) -> dict[Node, list[Node]]:
    """Return both ways which demands of the newest version stood in the oldest and not between."""
    found: dict[Node, list[Node]] = defaultdict(list)
    for step, report in enumerate(reports[1:], start=1):
        for entry in report.entries:
            for change in entry.changes:
                for former in change.former if isinstance(change, Reinstated) else ():
                    if former.edition == reports[step - 1].old.edition:
                        once, now = Node(step - 1, former.id), Node(step + 1, entry.new[0].id)
                        found[once].append(now)
                        found[now].append(once)
    return found


def _connected(start: Node, book: Book, returned: Mapping[Node, Sequence[Node]]) -> list[Node]:
    found = {start}
    left = [start]
    while left:
        node = left.pop()
        for other in (*book.neighbours(node), *returned.get(node, ())):
            if other not in found and other in book.demands:
                found.add(other)
                left.append(other)
    return sorted(found, key=lambda node: (node.version, _place(book.demands[node])))


def _place(demand: Demand) -> tuple[int, str]:
    return demand.source.position or 0, demand.id


def _chain(nodes: Sequence[Node], book: Book) -> Chain:
    sides = [_side([node for node in nodes if node.version == version], book) for version in range(book.versions)]
    newest = next(side for side in reversed(sides) if side)[0]
    group = (book.before.get(newest) or book.after[newest]).group
    columns = _spread(sides, book) or tuple((Stretch(0, 1, side),) for side in sides)
    return Chain(group=group, nodes=tuple(nodes), columns=columns)


def _side(nodes: Sequence[Node], book: Book) -> tuple[Node, ...]:
    """Return the demands of one version in the order of the paper, the parts of a split or merge together in their own.

    A demand that is a part of both stands where the split has it.
    """
    ordered = list(nodes)
    placed: set[Node] = set()
    for entries, is_old in ((book.before, False), (book.after, True)):
        for entry in {id(one): one for node in nodes if (one := entries.get(node))}.values():
            demands = entry.old if is_old else entry.new
            traced = trace_parts(entry)
            parts = [Node(nodes[0].version, one.id) for one in traced.in_order(demands, is_old=is_old)]
            if any(traced.number(one, is_old=is_old) for one in demands) and placed.isdisjoint(parts):
                placed.update(parts)
                first = min(map(ordered.index, parts))
                ordered = [*ordered[:first], *parts, *(one for one in ordered[first:] if one not in parts)]
    return tuple(ordered)


def _spread(sides: Sequence[Sequence[Node]], book: Book) -> tuple[tuple[Stretch, ...], ...] | None:
    """Return cells such that those that belong together stand side by side; None where no such order is found.

    The version with the most demands has a row for each, of several the one whose parts have another order than the
    paper, else the newest; a demand of another version spans the rows it belongs to.
    """
    has_order = [list(side) != sorted(side, key=lambda node: _place(book.demands[node])) for side in sides]
    basis = max(range(len(sides)), key=lambda version: (len(sides[version]), has_order[version], version))
    rows = len(sides[basis])
    if rows == 1:
        return tuple((Stretch(0, 1, tuple(side)),) for side in sides)
    reached: list[dict[Node, set[int]]] = [{} for _ in sides]
    for row, node in enumerate(sides[basis]):
        for step in (-1, 1):
            front = {node}
            version = basis
            while front and 0 <= version < len(sides):
                for one in front:
                    reached[version].setdefault(one, set()).add(row)
                version += step
                front = {other for one in front for other in book.neighbours(one) if other.version == version}
    columns = [
        _column(side, held, rows) if len(side) == len(held) else None for side, held in zip(sides, reached, strict=True)
    ]
    return tuple(column for column in columns if column) if all(columns) else None


def _column(side: Sequence[Node], reached: Mapping[Node, set[int]], rows: int) -> tuple[Stretch, ...] | None:
    found: list[Stretch] = []
    at = 0
    for node in sorted(side, key=lambda one: min(reached[one])):
        first, last = min(reached[node]), max(reached[node])
        if first < at or len(reached[node]) != last - first + 1:
            return None
        found += (Stretch(row, 1, ()) for row in range(at, first))
        found.append(Stretch(first, last - first + 1, (node,)))
        at = last + 1
    found += (Stretch(row, 1, ()) for row in range(at, rows))
    return tuple(found)


def _ordered(reports: Sequence[Report], owner: Mapping[Node, Chain]) -> Iterator[Chain]:
    """Yield each chain once: as the newest comparison lists them, those of older ones after what stood before them."""
    sections: dict[str, list[Chain]] = {}
    taken: set[Node] = set()
    for step in reversed(range(len(reports))):
        last: dict[str, Chain] = {}
        for chain in _listed(reports[step].entries, step, owner):
            held = sections.setdefault(chain.group, [])
            if chain.nodes[0] not in taken:
                taken.add(chain.nodes[0])
                place = _index(held, last.get(chain.group)) if step < len(reports) - 1 else len(held)
                held.insert(place, chain)
            last[chain.group] = chain
    for group in _group_order(reports, sections):
        yield from sections[group]


def _index(held: Sequence[Chain], before: Chain | None) -> int:
    """Return the place behind a chain; the first place where there is none."""
    return next((place for place, one in enumerate(held, start=1) if one is before), 0)


def _listed(entries: Iterable[Entry], step: int, owner: Mapping[Node, Chain]) -> Iterator[Chain]:
    for entry in entries:
        node = Node(step + 1, entry.new[0].id) if entry.new else Node(step, entry.old[0].id)
        yield owner[node]


def _group_order(reports: Sequence[Report], groups: Iterable[str]) -> list[str]:
    known = list(dict.fromkeys(key for report in reversed(reports) for key in report.groups))
    present = dict.fromkeys(groups)
    return [*(key for key in known if key in present), *sorted(key for key in present if key not in known)]
