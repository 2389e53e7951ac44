"""`policydiff show`: one demand, in one version."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.options import add_language, add_place, has_colour, id_remedy, place_of, width
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
    remedy = id_remedy(id, [demand.id for demand in catalogue.demands])
    raise UsageError(Problem(found=f"no demand {id!r} in {spec or WORKTREE}", remedy=remedy))
