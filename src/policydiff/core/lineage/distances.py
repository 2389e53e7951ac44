"""Two editions that are no neighbours: what was declared on the way from one to the other, and what was dropped before.

A declaration belongs to one step, and names its ids as the edition just before has them. Over a distance an id may be
that of another demand, and what was declared in between counts too: so both are read off the lineage.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import EarlierDemand, Version
from policydiff.core.lineage.steps import with_demands
from policydiff.core.lineage.values import Lineage, Link, Node
from policydiff.core.matching import Grade
from policydiff.core.matching.sameness import content_words, fit


@dataclass(frozen=True, kw_only=True, slots=True)
class Descent:
    """What was declared on the way from an old to a new edition, said of these two.

    `declared` gives by new id the old ids that it continues, none where it was declared to be new; what is `presumed`
    rests in part on what an import presumed.
    """

    declared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    presumed: Collection[str] = frozenset()

    @property
    def ids(self) -> set[str]:
        """Return the ids of both sides that are linked to another one."""
        linked = [{new, *olds} for new, olds in self.declared.items()]
        return {id for ids in linked if len(ids) > 1 for id in ids}

    def tell(self, old: Version, new: Version) -> tuple[Version, Version]:
        """Return both versions, the new one declaring this and nothing else."""
        after = [
            replace(
                one,
                succeeds=self.declared.get(one.id),
                presumed=self.declared[one.id] if one.id in self.presumed else (),
                said_of=None,
            )
            for one in new.catalogue.demands
        ]
        before = [replace(one, succeeds=None, presumed=(), said_of=None) for one in old.catalogue.demands]
        return with_demands(old, before), replace(with_demands(new, after), is_told=True)


class _Way(NamedTuple):
    """How a demand became a later one: whether anything was declared on the way, and every link is certain.

    `is_sure` tells that every link is declared, presumed or certain: where one is only probable, the words of the two
    say more. `is_joined` tells that the demand came together with others, `is_torn` that these went apart again after
    that: then the links alone do not say what became of which.
    """

    is_declared: bool = False
    is_sure: bool = True
    is_certain: bool = True
    is_joined: bool = False
    is_torn: bool = False


_Ways = Mapping[Node, _Way]
"""The ways to one demand, by the demand where each begins."""


def find_descent(lineage: Lineage, demands: Mapping[Node, Demand], old: str, new: str) -> Descent:
    """Return what was declared on the way between two editions, whichever of them is the earlier one."""
    first, last = sorted((old, new), key=lineage.editions.index)
    ways = _follow(lineage, first, last)
    pairs = [
        (start, Node(last, id), way)
        for id in lineage.nodes[last]
        for start, way in sorted(ways.get(Node(last, id), {}).items())
        if way.is_declared and way.is_sure
    ]
    pairs = _untangle(pairs, demands)
    if first == new:
        found = [(end.id, start.id, way) for start, end, way in pairs if start.edition == first]
        return _draw_up(found)
    gone = {node.id: node for node in _list_dropped(lineage, old)}
    kept = [
        (start.id, end.id, way)
        for start, end, way in pairs
        if start.edition == old or (gone.get(start.id) == start and start.id not in lineage.nodes[old])
    ]
    return _draw_up(kept, _find_new(lineage, first, last, demands))


def list_earlier(lineage: Lineage, demands: Mapping[Node, Demand], edition: str) -> list[EarlierDemand]:
    """Return the demands of the papers before an edition that are not in it, oldest first, each as it was last worded.

    What lives on under another id, or in others, is not dropped.
    """
    dropped = set(_list_dropped(lineage, edition))
    last: dict[str, Node] = {}
    for name in lineage.editions[: lineage.editions.index(edition)]:
        last |= {id: Node(name, id) for id in lineage.nodes[name]}
    present = set(lineage.nodes[edition])
    wanted = {*dropped, *(node for id, node in last.items() if id not in present)}
    ranks = {name: rank for rank, name in enumerate(lineage.editions)}
    return [
        EarlierDemand(
            edition=node.edition,
            demand=demands[node],
            is_dropped=node in dropped,
            living=() if node in dropped else _find_living(lineage, node, edition),
        )
        for node in sorted(wanted, key=lambda node: (ranks[node.edition], node.id))
    ]


def _find_living(lineage: Lineage, node: Node, edition: str) -> tuple[str, ...]:
    """Return the ids under which an edition has what became of a demand."""
    ranks = {name: rank for rank, name in enumerate(lineage.editions)}
    left, found = [node], dict[str, None]()
    while left:
        for link in lineage.next_of(left.pop()):
            if link.new.edition == edition:
                found[link.new.id] = None
            elif ranks[link.new.edition] < ranks[edition]:
                left.append(link.new)
    return tuple(found)


def _follow(lineage: Lineage, first: str, last: str) -> dict[Node, _Ways]:
    """Return the ways to all demands behind the first edition: from those in it, and from what was dropped before."""
    start, end = lineage.editions.index(first), lineage.editions.index(last)
    before = set(lineage.editions[:start])
    found: dict[Node, _Ways] = {Node(first, id): {Node(first, id): _Way()} for id in lineage.nodes[first]}
    for edition in lineage.editions[start + 1 : end + 1]:
        for id in lineage.nodes[edition]:
            ways: dict[Node, _Way] = {}
            links = lineage.before(Node(edition, id))
            for link in links:
                begun = {link.old: _Way()} if link.old.edition in before else found.get(link.old, {})
                parts = len(lineage.next_of(link.old)) > 1
                for one, way in begun.items():
                    longer = _go_on(way, link, is_joined=len(links) > 1, is_parted=parts)
                    ways[one] = _best(ways[one], longer) if one in ways else longer
            if ways:
                found[Node(edition, id)] = ways
    return found


def _go_on(way: _Way, link: Link, *, is_joined: bool, is_parted: bool) -> _Way:
    return _Way(
        is_declared=way.is_declared or link.reason.is_declared,
        is_sure=way.is_sure and (link.reason.is_declared or link.grade is Grade.CERTAIN),
        is_certain=way.is_certain and link.grade is Grade.CERTAIN,
        is_joined=way.is_joined or is_joined,
        is_torn=way.is_torn or (way.is_joined and is_parted),
    )


def _best(one: _Way, other: _Way) -> _Way:
    """Return what two ways between the same demands say together."""
    return _Way(
        is_declared=one.is_declared or other.is_declared,
        is_sure=one.is_sure or other.is_sure,
        is_certain=one.is_certain or other.is_certain,
        is_joined=one.is_joined or other.is_joined,
        is_torn=one.is_torn and other.is_torn,
    )


_Pair = tuple[Node, Node, _Way]


def _untangle(pairs: list[_Pair], demands: Mapping[Node, Demand]) -> list[_Pair]:
    """Return the pairs, of those that came together and went apart again only the ones whose texts are the nearest."""
    torn = [(start, end) for start, end, way in pairs if way.is_torn]
    likeness = {pair: fit(*(content_words(demands[node]) for node in pair)) for pair in torn}
    nearest: dict[Node, float] = {}
    for pair in torn:
        for node in pair:
            nearest[node] = max(nearest.get(node, 0.0), likeness[pair])
    return [
        (start, end, way)
        for start, end, way in pairs
        if not way.is_torn or likeness[start, end] in (nearest[start], nearest[end])
    ]


def _find_new(lineage: Lineage, first: str, last: str, demands: Mapping[Node, Demand]) -> list[str]:
    """Return the demands of the last edition all of which was declared to be new after the first one."""
    start, end = lineage.editions.index(first), lineage.editions.index(last)
    found: set[Node] = set()
    for edition in lineage.editions[start + 1 : end + 1]:
        for id in lineage.nodes[edition]:
            node = Node(edition, id)
            links = lineage.before(node)
            if all(link.old in found for link in links) if links else demands[node].succeeds == ():
                found.add(node)
    return [id for id in lineage.nodes[last] if Node(last, id) in found]


def _list_dropped(lineage: Lineage, edition: str) -> Iterable[Node]:
    """Yield the demands of earlier editions that were dropped and are not back by an edition, in the order of time."""
    ranks = {name: rank for rank, name in enumerate(lineage.editions)}
    for name in lineage.editions[: ranks[edition]]:
        for id in lineage.nodes[name]:
            node = Node(name, id)
            if all(ranks[link.new.edition] > ranks[edition] for link in lineage.next_of(node)):
                yield node


def _draw_up(pairs: Iterable[tuple[str, str, _Way]], brand_new: Iterable[str] = ()) -> Descent:
    declared: dict[str, list[str]] = {id: [] for id in brand_new}
    presumed = set()
    for before, after, way in sorted(pairs, key=itemgetter(1, 0)):
        declared.setdefault(after, []).append(before)
        if not way.is_certain:
            presumed.add(after)
    return Descent(declared={id: tuple(olds) for id, olds in declared.items()}, presumed=frozenset(presumed))
