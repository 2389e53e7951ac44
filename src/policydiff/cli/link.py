"""`policydiff link`: a person's word on what a demand continues."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from policydiff.cli.options import add_language, add_place, id_remedy, place_of, width
from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.matching import declares_anew
from policydiff.core.matching.sameness import says_the_same
from policydiff.core.wording import fold
from policydiff.errors import FINE, Problem, RepositoryError, UsageError
from policydiff.render import render_linked
from policydiff.sources.declaring import write_declarations
from policydiff.sources.editions import is_demand_path, list_editions
from policydiff.sources.git import Repository
from policydiff.sources.history import read_past
from policydiff.sources.paths import id_of
from policydiff.sources.reading import read_tolerantly, read_version
from policydiff.sources.versions import WORKTREE, Place, default_range, take


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("new", metavar="NEW_ID", help="the demand in the working tree")
    parser.add_argument("old", nargs="*", metavar="OLD_ID", help="the demands of an earlier version that it continues")
    parser.add_argument("--none", action="store_true", help="it continues none: it is new")
    parser.add_argument("--undo", action="store_true", help="take back what was said: the comparison decides again")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    ways = {"old ids": bool(options.old), "--none": options.none, "--undo": options.undo}
    said = [way for way, is_said in ways.items() if is_said]
    if len(said) != 1:
        found = " and ".join(said) or "neither an old id nor --none"
        raise UsageError(Problem(found=found, remedy="name the ids it continues, or say --none, or --undo"))
    place = place_of(options).opened()
    catalogue = read_version(take(place, WORKTREE)[0]).catalogue
    demands = {demand.id: demand for demand in catalogue.demands}
    if options.new not in demands:
        remedy = id_remedy(options.new, list(demands))
        raise UsageError(Problem(found=f"no demand {options.new!r} in the working tree", remedy=remedy))
    olds = tuple(dict.fromkeys(options.old))
    problems = list(_find_unfit(place, catalogue, demands[options.new], olds)) if olds else []
    problems = problems or list(_find_crossed(place, catalogue, demands[options.new], olds))
    if problems:
        raise UsageError(*problems)
    demand = demands[options.new]
    linked = replace(demand, succeeds=None if options.undo else olds)
    declare(place, [demand], [linked])
    language = options.lang or catalogue.language
    print(render_linked(linked, before=demand, language=language, width=width()), end="")
    return FINE


def declare(place: Place, demands: Iterable[Demand], linked: Iterable[Demand]) -> None:
    """Write what demands continue into their files in the working tree, all of them or none.

    `demands` are these demands as a person saw them: raises DemandChangedError where one says something else now.
    """
    root = place.open().working_tree
    if root is None:
        raise RepositoryError(Problem(found="a bare repository has no files to write to", remedy="use a clone"))
    declared = [(demand, one.succeeds) for demand, one in zip(demands, linked, strict=True)]
    write_declarations(root / place.policy, declared, place.policy, again=_find_said_before(place, declared))


def _find_said_before(place: Place, declared: Sequence[tuple[Demand, tuple[str, ...] | None]]) -> set[str]:
    """Return the ids that are declared to continue what an earlier version of them did, as far as the history knows."""
    repository = place.open()
    head = repository.find_commit("HEAD")
    present = {demand.id: "" for demand, succeeds in declared if succeeds is not None}
    if head is None or not present:
        return set()
    past = read_past(repository, place.policy, [head], present)
    said = {id: {one.succeeds for chain in chains for one in chain} for id, chains in past.texts.items()}
    return {demand.id for demand, succeeds in declared if demand.id in present and succeeds in said.get(demand.id, ())}


def known_ids(place: Place) -> set[str]:
    """Return the ids of all demands in the history, those that were dropped too."""
    head = place.open().find_commit("HEAD")
    return set(_find_homes(place.open(), head, place.policy)) if head else set()


def _find_unfit(place: Place, catalogue: Catalogue, demand: Demand, olds: Sequence[str]) -> Iterator[Problem]:
    """Yield the old ids that no edition has, or else those that stood in no version before the demand."""
    repository = place.open()
    head = repository.find_commit("HEAD")
    homes = _find_homes(repository, head, place.policy) if head else {}
    unknown = [id for id in olds if id not in homes]
    for id in unknown:
        yield Problem(found=f"no edition has a demand {id!r}", remedy=id_remedy(id, sorted(homes)))
    present = {one.id for one in catalogue.demands}  # what is gone was there before
    if unknown or head is None or present.isdisjoint(olds) or repository.is_shallow:
        return
    editions = [one for one in list_editions(repository, place.policy) if one.name != catalogue.edition]
    earlier = {id for one in editions for id in _ids(repository, one.commit, place.policy)}
    doubtful = [id for id in olds if id in present and id not in earlier]
    if not doubtful or _is_reworded(place, head, demand):
        return
    history = repository.list_first_parents(head)
    age = _age(place, history, homes.get(demand.id, ()))
    for id in doubtful:
        if _age(place, history, homes[id]) <= age:
            found = f"no version before {demand.id!r} came has a demand {id!r}"
            remedy = "name a demand of an earlier edition or version; one that goes is removed first"
            yield Problem(found=found, remedy=remedy)


def _find_crossed(place: Place, catalogue: Catalogue, demand: Demand, olds: Sequence[str]) -> Iterator[Problem]:
    """Yield that demands would continue each other in a ring although one of them says what it said before.

    Where all were reworded, they may have exchanged their ids; what was declared for an earlier step makes no ring.
    """
    now = {one.id: one for one in catalogue.demands} | {demand.id: replace(demand, succeeds=tuple(olds))}
    if not _find_ring(demand.id, now.values()):
        return
    before = {one.id: one for one in _read_before(place).demands}
    declaring = [one for id, one in now.items() if id == demand.id or declares_anew(one, before.get(id))]
    ring = _find_ring(demand.id, declaring)
    unchanged = [id for id in ring if id in before and says_the_same(before[id], now[id])]
    if unchanged:
        ids = " and ".join(map(repr, ring))
        undo = " or ".join(f"policydiff link {id} --undo" for id in ring if id != demand.id)
        found = f"{ids} would continue each other, and {unchanged[0]!r} stands word for word in both versions"
        remedy = f"take back what does not hold: {undo}; only demands that were reworded can have exchanged their ids"
        yield Problem(found=found, remedy=remedy)


def _find_ring(id: str, demands: Iterable[Demand]) -> Sequence[str]:
    """Return the demands that continue a demand and that it continues as well, by way of others."""
    declared = {one.id: [old for old in one.succeeds or () if old != one.id] for one in demands}
    reached = {one: _reach(one, declared) for one in _reach(id, declared)}
    return sorted(one for one, further in reached.items() if id in further)


def _reach(id: str, declared: Mapping[str, Sequence[str]]) -> Collection[str]:
    found: dict[str, None] = dict.fromkeys(declared.get(id, ()))
    waiting = list(found)
    while waiting:
        further = [one for one in declared.get(waiting.pop(), ()) if one not in found]
        found |= dict.fromkeys(further)
        waiting += further
    return found


def _read_before(place: Place) -> Catalogue:
    """Return the edition before that of the working tree (the last commit where there is none), as far as it reads."""
    try:
        spec = default_range(place)[0]
    except RepositoryError:
        spec = "HEAD"
    return read_tolerantly(take(place, spec)[0]).catalogue


def _is_reworded(place: Place, head: str, demand: Demand) -> bool:
    """Return whether a demand ever said anything else: then it may take up what stood beside it."""
    chains = read_past(place.open(), place.policy, [head], {demand.id: ""}).texts.get(demand.id, ())
    return any(fold(one.text) != fold(demand.text) for chain in chains for one in chain)


def _find_homes(repository: Repository, head: str, policy: str) -> Mapping[str, Collection[str]]:
    """Return the paths of all demands in the history, of those that were dropped too, by id."""
    paths = [*repository.list_files(head, policy).files]
    paths += [one.path for one in repository.list_deleted(head, policy)]
    homes: dict[str, set[str]] = {}
    for path in filter(is_demand_path, paths):
        homes.setdefault(id_of(path), set()).add(path)
    return homes


def _age(place: Place, history: Sequence[str], paths: Iterable[str]) -> int:
    """Return how many commits of a history (newest first) ago a demand came, by its paths; -1 where none has it yet."""
    changes = (place.open().list_changes_of(history[0], f"{place.policy}/{path}") for path in paths)
    return max((history.index(commits[-1]) for commits in changes if commits), default=-1)


def _ids(repository: Repository, commit: str, policy: str) -> Iterator[str]:
    return map(id_of, filter(is_demand_path, repository.list_files(commit, policy).files))
