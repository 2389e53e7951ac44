"""The links between the demands of two editions, and over a gap: what the matching says, as links."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Progress, Version, match_versions
from policydiff.core.frame import follow_groups
from policydiff.core.lineage.values import Link, LinkKind, Node, Step
from policydiff.core.matching import Grade, Match, Reason, declares_anew, match, rate_declaration

_Pair = tuple[str, str]


def match_step(old: Version, new: Version, *, is_backward: bool = False, progress: Progress | None = None) -> Step:
    """Return the links between two successive editions.

    `is_backward` says that the later edition was taken in before the earlier one: what `succeeds` declares there leads
    from the later to the earlier, so they are matched in that direction and the links turned round.
    """
    first, second = _hand_over(new, old) if is_backward else (old, new)
    matching = match_versions(first, second, progress=progress)
    after = _by_id(second)
    pairs = [(one, _pairs(one, after)) for one in matching.matches]
    asked = [(one, _pairs(one, after)) for one in matching.questions]
    if is_backward:
        pairs, asked = ([(_turned(one), _flipped(found)) for one, found in given] for given in (pairs, asked))
        matching = replace(matching, matches=tuple(one for one, _ in pairs))
    editions = old.catalogue.edition, new.catalogue.edition
    return Step(
        links=tuple(link for one, found in pairs for link in _links(one, found, editions)),
        questions=tuple(link for one, found in asked for link in _links(one, found, editions)),
        groups=follow_groups(old.catalogue, new.catalogue, matching),
    )


def match_gap(
    dropped: Sequence[tuple[Node, Demand]],
    new: Version,
    added: AbstractSet[str],
    before: Mapping[str, Demand],
) -> tuple[Link, ...]:
    """Return the links over a gap, from what earlier editions dropped to demands of a new one.

    `dropped` are in the order in which they were dropped, `added` the ids without predecessor, `before` the demands of
    the edition just before, by id. A declaration wins over everything; where several dropped demands carried one id,
    the last one is asked first.
    """
    links = list(_declared(dropped, new, added, before))
    gone, come = {link.old for link in links}, {link.new.id for link in links}
    asking = [
        replace(one, succeeds=None)
        for one in new.catalogue.demands
        if one.id in added and one.id not in come and one.succeeds != ()
    ]
    left = [(node, demand) for node, demand in dropped if node not in gone]
    while left and asking:
        latest = {demand.id: (node, demand) for node, demand in left}
        found = match([demand for _, demand in latest.values()], asking)
        for one in found.matches:
            for old_id, new_id in _pairs(one, {}):
                node = Node(new.catalogue.edition, new_id)
                continued = (old_id, new_id) in one.continued
                links.append(_back(latest[old_id][0], node, one.grade, one.reason, one.score, continued=continued))
        back = {id for one in found.matches for id in one.new}
        asking = [one for one in asking if one.id not in back]
        asked = {node for node, _ in latest.values()}
        left = [(node, demand) for node, demand in left if node not in asked]
    return tuple(_each_once(links))


def _declared(
    dropped: Sequence[tuple[Node, Demand]], new: Version, added: AbstractSet[str], before: Mapping[str, Demand]
) -> Iterable[Link]:
    """Yield the links that a person declared over the gap, and at no earlier step."""
    latest = {demand.id: node for node, demand in dropped}
    for demand in new.catalogue.demands:
        if not demand.succeeds or not declares_anew(demand, before.get(demand.id)):
            continue
        named = [latest[id] for id in dict.fromkeys(demand.succeeds) if id in latest and id not in before]
        continued = len(demand.succeeds) == 1 and demand.id in added
        for node in named:
            back = Node(new.catalogue.edition, demand.id)
            yield _back(node, back, *rate_declaration(demand), 1.0, continued=continued)


def _back(old: Node, new: Node, grade: Grade, reason: Reason, score: float, *, continued: bool) -> Link:
    return Link(old, new, LinkKind.REINSTATED, grade, reason, score, continued)


def _each_once(links: Sequence[Link]) -> Iterable[Link]:
    """Yield the links, with a demand itself living on in one place only, and every demand being one other itself."""
    gone: set[Node] = set()
    come: set[Node] = set()
    for link in links:
        continued = link.continued and link.old not in gone and link.new not in come
        if continued:
            gone.add(link.old)
            come.add(link.new)
        yield link._replace(continued=continued)


def _hand_over(later: Version, earlier: Version) -> tuple[Version, Version]:
    """Return both editions, what the later one declares about the earlier one said by the demands it is about.

    An earlier edition may be corrected, or be taken in at last, when the later one has long named its demands.
    """
    there, told = _by_id(earlier), defaultdict[str, list[str]](list)
    kept = []
    for demand in later.catalogue.demands:
        before = there.get(demand.id)
        if demand.succeeds != () or before:  # else declared to be new, so nothing there can be the same
            kept.append(demand)
        if declares_anew(demand, before):  # else declared for an earlier step
            for id in demand.succeeds or ():
                told[id].append(demand.id)
    demands = [
        replace(one, succeeds=(*(one.succeeds or ()), *told[one.id])) if one.id in told else one
        for one in earlier.catalogue.demands
    ]
    return with_demands(later, kept), with_demands(earlier, demands)


def with_demands(version: Version, demands: Sequence[Demand]) -> Version:
    """Return a version with other demands."""
    return replace(version, catalogue=replace(version.catalogue, demands=tuple(demands)))


def _links(one: Match, pairs: Sequence[_Pair], editions: tuple[str, str]) -> Iterable[Link]:
    """Yield the links of one match; among several, the demand itself lives on under its own id."""
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    found = []
    for old, new in pairs:
        if olds.count(old) > 1:
            kind = LinkKind.SPLIT
        elif news.count(new) > 1:
            kind = LinkKind.MERGED
        else:
            kind = LinkKind.SAME if old == new else LinkKind.RENAMED
        is_whole = kind in (LinkKind.SAME, LinkKind.RENAMED)
        nodes = Node(editions[0], old), Node(editions[1], new)
        continued = is_whole or (old, new) in one.continued
        found.append(Link(*nodes, kind, one.grade, one.reason, one.score, continued))
    return _each_once(found)


def _pairs(one: Match, new: Mapping[str, Demand]) -> list[_Pair]:
    """Return which old demand became which new one; of a declared match only what is declared, or keeps its id."""
    pairs = [(before, after) for before in one.old for after in one.new]
    if not one.reason.is_declared or not new:
        return pairs
    told = [(before, after) for before, after in pairs if before == after or before in (new[after].succeeds or ())]
    is_whole = {before for before, _ in told} == set(one.old) and {after for _, after in told} == set(one.new)
    return told if is_whole else pairs


def _turned(one: Match) -> Match:
    return replace(one, old=one.new, new=one.old, continued=tuple(_flipped(one.continued)))


def _flipped(pairs: Iterable[_Pair]) -> list[_Pair]:
    return [(new, old) for old, new in pairs]


def _by_id(version: Version) -> dict[str, Demand]:
    return {demand.id: demand for demand in version.catalogue.demands}
