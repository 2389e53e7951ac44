"""The person's word: which matches `succeeds` declares for this step from the old to the new version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.acceptance import fingerprint_wording
from policydiff.core.catalogue import Demand
from policydiff.core.matching.sameness import says_the_same, text_fits
from policydiff.core.wording import fold


@dataclass(frozen=True, slots=True)
class Declared:
    """The declared links as groups of old and new ids, and the new ids that are declared to be new."""

    links: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    brand_new: frozenset[str]


def declares_anew(demand: Demand, before: Demand | None) -> bool:
    """Return whether a demand declares anything that it did not carry along from `before`, itself in the old version.

    The same can be said twice in a row, of two wordings: then `said_of` tells them apart.
    """
    if demand.succeeds is None:
        return False
    if before is None or (before.succeeds, before.said_of) != (demand.succeeds, demand.said_of):
        return True
    return _is_said_of(demand) and not _is_said_of(before)


def _is_said_of(demand: Demand) -> bool:
    return demand.said_of is not None and demand.said_of == fingerprint_wording(demand)


def read_declarations(old: Sequence[Demand], new: Sequence[Demand]) -> Declared:
    """Return what the new side declares about this step, as connected groups in the order of the catalogues.

    A declaration that the old side carries already, under the same id or with the same text, was made for an earlier
    step; so was one that a demand makes which stands word for word under its id on both sides, unless a demand that it
    names does not. Ids that are not on the old side are left out. An old demand that is declared to be continued
    elsewhere, but also stands on under its own id with a text that still fits, belongs to the same group: something
    was split off.
    """
    old_by_id, new_by_id = {demand.id: demand for demand in old}, {demand.id: demand for demand in new}
    carried = {_said(demand) for demand in old}
    stands = {id_ for id_ in old_by_id.keys() & new_by_id.keys() if says_the_same(old_by_id[id_], new_by_id[id_])}
    edges: list[tuple[str, str]] = []
    brand_new: set[str] = set()
    for demand in new:
        is_known = not declares_anew(demand, old_by_id.get(demand.id))
        # Two imports in a row presume the same id of one demand: the second is about its own step.
        if demand.succeeds is None or (is_known and not (demand.presumed and demand.id not in stands)):
            continue
        if _said(demand) in carried:
            continue
        if not demand.succeeds and demand.id not in stands:
            brand_new.add(demand.id)
        named = [id_ for id_ in dict.fromkeys(demand.succeeds) if id_ in old_by_id]
        edges.extend((id_, demand.id) for id_ in named if not {id_, demand.id} <= stands)
    edges.extend(_living_on(edges, old_by_id, new_by_id, brand_new))
    return Declared(links=_groups(edges, old, new), brand_new=frozenset(brand_new))


def _said(demand: Demand) -> tuple[object, ...]:
    return fold(demand.title or ""), fold(demand.text), demand.succeeds, demand.said_of


def _living_on(
    edges: Sequence[tuple[str, str]],
    old: Mapping[str, Demand],
    new: Mapping[str, Demand],
    brand_new: set[str],
) -> list[tuple[str, str]]:
    """Return the links of demands that stand on under their own id beside a declared split or merge."""
    claimed, claiming = {pair[0] for pair in edges}, {pair[1] for pair in edges}
    found = []
    for id_ in sorted(claimed | claiming):
        if id_ not in old or id_ not in new or id_ in brand_new or (id_, id_) in edges:
            continue
        # In a chain of ids that were handed on, one says nothing but where it stands word for word: then it was not.
        if id_ in claimed and id_ in claiming and not says_the_same(old[id_], new[id_]):
            continue
        if text_fits(old[id_], new[id_]):
            found.append((id_, id_))
    return found


def _groups(
    edges: Sequence[tuple[str, str]], old: Sequence[Demand], new: Sequence[Demand]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the connected groups of links, ids in the order of the catalogues, groups by their first new id."""
    leader: dict[tuple[str, str], tuple[str, str]] = {}

    def find(node: tuple[str, str]) -> tuple[str, str]:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    for old_id, new_id in edges:
        leader[find(("old", old_id))] = find(("new", new_id))
    groups: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for side, demands in (("new", new), ("old", old)):
        for demand in demands:
            if (side, demand.id) in leader:
                group = groups.setdefault(find((side, demand.id)), ([], []))
                group[side == "new"].append(demand.id)
    return tuple((tuple(olds), tuple(news)) for olds, news in groups.values())
