"""`policydiff show`: one demand, in one version."""

from argparse import ArgumentParser, Namespace
from difflib import get_close_matches

from policydiff.cli.options import add_language, add_place, has_colour, place_of, width
from policydiff.errors import FINE, Problem, UsageError
from policydiff.render import render_demand
from policydiff.sources.reading import read_version
from policydiff.sources.versions import WORKTREE, take


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("demand", metavar="ID[@VERSION]", help="the demand's id; the version is WORKTREE if left out")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    id, _, spec = options.demand.partition("@")
    catalogue = read_version(take(place_of(options), spec or WORKTREE)[0]).catalogue
    for demand in catalogue.demands:
        if demand.id == id:
            print(render_demand(demand, catalogue, language=options.lang, width=width(), colour=has_colour()), end="")
            return FINE
    near = get_close_matches(id, [demand.id for demand in catalogue.demands], n=3, cutoff=0.4)
    remedy = f"near are: {', '.join(near)}" if near else "ids are the names of the files, without .yaml"
    raise UsageError(Problem(found=f"no demand {id!r} in {spec or WORKTREE}", remedy=remedy))
