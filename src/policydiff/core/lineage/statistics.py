"""How many demands every edition, working group and addressee has, how many survived, and how long demands live."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from policydiff.core.catalogue import Demand
from policydiff.core.lineage.chronicles import Chronicle
from policydiff.core.lineage.dates import years_between
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.names import Name, trace_addressees, trace_groups
from policydiff.core.lineage.partings import find_company
from policydiff.core.lineage.values import Lineage, LinkKind, Node
from policydiff.core.report import Fate, Origin, find_fate, find_origin


class End(StrEnum):
    """How the life of a demand ended: it was dropped, lives on in others alone, or goes on in the latest edition."""

    DROPPED = "dropped"
    PASSED_ON = "passed-on"
    ONGOING = "ongoing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """The books of one edition.

    `origins` count its demands by where they come from, `fates` by what became of them in the next edition (empty for
    the latest); each adds up to `demands`. `surviving` have a descendant in the latest edition.
    """

    edition: str
    demands: int
    origins: Mapping[Origin, int]
    fates: Mapping[Fate, int]
    surviving: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """How many demands a working group or an addressee has in an edition.

    `gained` have no predecessor there in the edition before, `lost` are those of the edition before without a successor
    there. `surviving` have a descendant in the latest edition, wherever that stands.
    """

    demands: int
    gained: int
    lost: int
    surviving: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """The life of one demand: in how many editions it stood, over how many it lasted, and how many years.

    It lasts from the edition that first has it to the one that first lacks it for good; gaps are no end. `years` is
    None where one of the two has no date. What goes on has lasted so far; what is there `from_start` may be older than
    the first edition.
    """

    thread: str
    editions: int
    span: int
    years: float | None
    end: End
    from_start: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lives:
    """The lives of some demands in figures.

    Means are of ended lives alone, those that were dropped; `so_far` is the mean of the ongoing ones, which is too
    small by nature. `median` is the number of editions after which half of all demands are dropped, with the unfinished
    lives taken into account (Kaplan and Meier 1958); None where fewer than half are.
    """

    dropped: int
    passed_on: int
    ongoing: int
    from_start: int
    mean: float | None
    mean_years: float | None
    so_far: float | None
    median: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """The figures of a chronicle; those of groups and addressees by key, one holding for each edition in order.

    `group_names` and `addressee_names` give by the same keys what each was called through time.
    """

    editions: tuple[str, ...]
    books: tuple[Books, ...]
    groups: Mapping[str, tuple[Holding, ...]]
    addressees: Mapping[str, tuple[Holding, ...]]
    lives: Lives
    lives_by_group: Mapping[str, Lives]
    lives_by_addressee: Mapping[str, Lives]
    group_names: Mapping[str, tuple[Name, ...]]
    addressee_names: Mapping[str, tuple[Name, ...]]


def count(chronicle: Chronicle) -> Statistics:
    """Return the figures of a chronicle, all of whose demands must have been read."""
    lineage, demands = chronicle.lineage, chronicle.demands()
    latest = chronicle.last_groups()

    def groups_of(node: Node) -> Sequence[str]:
        group = demands[node].group
        return (latest[node.edition].get(group, group),)

    def addressees_of(node: Node) -> Sequence[str]:
        return demands[node].addressees

    lives = list_lives(chronicle)
    last = {thread: nodes[-1] for thread, nodes in lineage.wordings().items()}
    return Statistics(
        editions=lineage.editions,
        books=_books(chronicle, demands),
        groups=_holdings(lineage, groups_of, list(chronicle.groups())),
        addressees=_holdings(lineage, addressees_of, list(chronicle.addressees())),
        lives=sum_up(lives),
        lives_by_group=_by_key(lives, lambda life: groups_of(last[life.thread]), list(chronicle.groups())),
        lives_by_addressee=_by_key(lives, lambda life: addressees_of(last[life.thread]), list(chronicle.addressees())),
        group_names=trace_groups(chronicle),
        addressee_names=trace_addressees(chronicle),
    )


def _books(chronicle: Chronicle, demands: Mapping[Node, Demand]) -> tuple[Books, ...]:
    lineage = chronicle.lineage
    origins: dict[Node, Origin] = {}
    fates: dict[Node, Fate] = {}
    for step in lineage.steps:
        for link in step.links:
            is_changed = bool(kinds_between(demands[link.old], demands[link.new], step.groups))
            old, new = map(len, find_company(lineage, link))
            fates[link.old] = find_fate(old, new, is_changed=is_changed)
            origins[link.new] = find_origin(old, new, is_changed=is_changed)
    for link in lineage.links:
        if link.kind is LinkKind.REINSTATED:
            origins.setdefault(link.new, Origin.REINSTATED)
    surviving = _surviving(lineage)
    found = []
    for edition in lineage.editions:
        nodes = [Node(edition, id) for id in lineage.nodes[edition]]
        come = Counter(origins.get(node, Origin.ADDED) for node in nodes)
        gone = (
            Counter(fates.get(node, Fate.DROPPED) for node in nodes) if edition != lineage.editions[-1] else Counter()
        )
        found.append(
            Books(
                edition=edition,
                demands=len(nodes),
                origins={origin: come[origin] for origin in Origin},
                fates={fate: gone[fate] for fate in Fate} if gone else {},
                surviving=sum(node in surviving for node in nodes),
            )
        )
    return tuple(found)


def _surviving(lineage: Lineage) -> set[Node]:
    """Return every demand that has a descendant in the latest edition, those of the latest included."""
    found = {Node(lineage.editions[-1], id) for id in lineage.nodes[lineage.editions[-1]]}
    for link in reversed(lineage.links):  # in the order of the later demand: ancestors come after descendants
        if link.new in found:
            found.add(link.old)
    return found


def _holdings(
    lineage: Lineage, keys_of: Callable[[Node], Sequence[str]], order: Sequence[str]
) -> dict[str, tuple[Holding, ...]]:
    """Return for every key that has a demand anywhere what it holds in each edition."""
    nodes = {edition: [Node(edition, id) for id in lineage.nodes[edition]] for edition in lineage.editions}
    known: dict[Sequence[str], frozenset[str]] = {}
    keys = {
        node: known.setdefault(told, frozenset(told))
        for found in nodes.values()
        for node in found
        for told in (keys_of(node),)
    }
    held = {edition: Counter(key for node in found for key in keys[node]) for edition, found in nodes.items()}
    gained: Counter[tuple[str, str]] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    previous = dict(zip(lineage.editions[1:], lineage.editions, strict=False))
    following = {old: new for new, old in previous.items()}
    for edition, found in nodes.items():
        for node in found:
            before = [link.old for link in lineage.before(node)]
            after = [link.new for link in lineage.next_of(node)]
            if edition in previous:
                gained.update((edition, key) for key in keys[node] - _next_door(before, previous[edition], keys))
            if edition in following:
                lost.update(
                    (following[edition], key) for key in keys[node] - _next_door(after, following[edition], keys)
                )
    surviving = _surviving(lineage)
    survived = {
        edition: Counter(key for node in found if node in surviving for key in keys[node])
        for edition, found in nodes.items()
    }
    there = {key for counts in held.values() for key in counts}
    ordered = [key for key in order if key in there] + sorted(there - set(order))
    return {
        key: tuple(
            Holding(
                demands=held[edition][key],
                gained=gained[edition, key],
                lost=lost[edition, key],
                surviving=survived[edition][key],
            )
            for edition in lineage.editions
        )
        for key in ordered
    }


def _next_door(nodes: Sequence[Node], edition: str, keys: Mapping[Node, frozenset[str]]) -> frozenset[str]:
    """Return the keys of those demands that stand in an edition."""
    found = [keys[node] for node in nodes if node.edition == edition]
    return found[0] if len(found) == 1 else frozenset().union(*found)


def list_lives(chronicle: Chronicle) -> tuple[Life, ...]:
    """Return the life of every demand, in the order in which they begin."""
    lineage = chronicle.lineage
    ranks = {edition: rank for rank, edition in enumerate(lineage.editions)}
    dates = {edition: catalogue.date for edition, catalogue in chronicle.catalogues().items()}
    last = len(lineage.editions) - 1
    found = []
    for thread, nodes in lineage.wordings().items():
        start, stop = ranks[nodes[0].edition], ranks[nodes[-1].edition]
        end = End.ONGOING if stop == last else End.PASSED_ON if lineage.next_of(nodes[-1]) else End.DROPPED
        until = stop if stop == last else stop + 1
        found.append(
            Life(
                thread=thread,
                editions=len(nodes),
                span=stop + 1 - start,
                years=years_between(dates[lineage.editions[start]], dates[lineage.editions[until]]),
                end=end,
                from_start=start == 0,
            )
        )
    return tuple(found)


def sum_up(lives: Sequence[Life]) -> Lives:
    """Return some lives in figures."""
    ends = Counter(life.end for life in lives)
    dropped = [life for life in lives if life.end is End.DROPPED]
    ongoing = [life.span for life in lives if life.end is End.ONGOING]
    years = [life.years for life in dropped if life.years is not None]
    return Lives(
        dropped=ends[End.DROPPED],
        passed_on=ends[End.PASSED_ON],
        ongoing=ends[End.ONGOING],
        from_start=sum(life.from_start for life in lives),
        mean=fmean(life.span for life in dropped) if dropped else None,
        mean_years=fmean(years) if years else None,
        so_far=fmean(ongoing) if ongoing else None,
        median=_median(lives),
    )


def _median(lives: Sequence[Life]) -> int | None:
    """Return after how many editions half of the demands are dropped (the product-limit estimate)."""
    events = Counter(life.span for life in lives if life.end is End.DROPPED)
    leaving = Counter(life.span for life in lives)
    at_risk, share = len(lives), 1.0
    for span in sorted(leaving):
        share *= 1 - events[span] / at_risk
        if share <= 0.5:
            return span
        at_risk -= leaving[span]
    return None


def _by_key(lives: Sequence[Life], keys_of: Callable[[Life], Sequence[str]], order: Sequence[str]) -> dict[str, Lives]:
    found: dict[str, list[Life]] = {}
    for life in lives:
        for key in keys_of(life):
            found.setdefault(key, []).append(life)
    ordered = [key for key in order if key in found] + sorted(set(found) - set(order))
    return {key: sum_up(found[key]) for key in ordered}
