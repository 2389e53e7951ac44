"""`policydiff link`: a person's word on what a demand continues."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from policydiff.cli.options import add_language, add_place, place_of
from policydiff.core.catalogue import Demand
from policydiff.errors import FINE, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.render import render_linked
from policydiff.sources.editions import is_demand_path
from policydiff.sources.reading import read_version
from policydiff.sources.versions import WORKTREE, Place, take
from policydiff.sources.writing import rewrite_demand


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("new", metavar="NEW_ID", help="the demand in the working tree")
    parser.add_argument("old", nargs="*", metavar="OLD_ID", help="the demands of an earlier edition that it continues")
    parser.add_argument("--none", action="store_true", help="it continues none: it is new")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    if bool(options.old) == options.none:
        found = "old ids and --none" if options.none else "neither an old id nor --none"
        raise UsageError(Problem(found=found, remedy="name the ids it continues, or say --none"))
    place = place_of(options).opened()
    catalogue = read_version(take(place, WORKTREE)[0]).catalogue
    demands = {demand.id: demand for demand in catalogue.demands}
    if options.new not in demands:
        remedy = did_you_mean(options.new, list(demands))
        raise UsageError(Problem(found=f"no demand {options.new!r} in the working tree", remedy=remedy))
    known = known_ids(place)
    problems = [
        Problem(found=f"no edition has a demand {id!r}", remedy=did_you_mean(id, sorted(known)))
        for id in options.old
        if id not in known
    ]
    if problems:
        raise UsageError(*problems)
    linked = declare(place, demands[options.new], tuple(dict.fromkeys(options.old)))
    print(render_linked(linked, language=options.lang or catalogue.language))
    return FINE


def declare(place: Place, demand: Demand, olds: tuple[str, ...]) -> Demand:
    """Write what a demand continues into its file in the working tree, and return the demand."""
    root = place.open().working_tree
    if root is None:
        raise RepositoryError(Problem(found="a bare repository has no files to write to", remedy="use a clone"))
    linked = replace(demand, succeeds=olds)
    rewrite_demand(root / place.policy, linked)
    return linked


def known_ids(place: Place) -> set[str]:
    """Return the ids of all demands in the history, those that were dropped too."""
    repository = place.open()
    commit = repository.find_commit("HEAD")
    if commit is None:
        return set()
    paths = [*repository.list_files(commit, place.policy).files]
    paths += [one.path for one in repository.list_deleted(commit, place.policy)]
    return {path.rpartition("/")[2].removesuffix(".yaml") for path in paths if is_demand_path(path)}
