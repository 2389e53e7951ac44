"""`policydiff cite`: the permanent reference of one demand."""

import sys
from argparse import ArgumentParser, Namespace
from difflib import get_close_matches

from policydiff.cli.chronicles import split_asked
from policydiff.cli.options import add_language, add_place, place_of
from policydiff.core.lineage.references import Reference
from policydiff.errors import FINE, Problem, RepositoryError, UsageError
from policydiff.render.lineage import STYLES, render_citation
from policydiff.sources.editions import list_editions
from policydiff.sources.reading import read_version
from policydiff.sources.versions import take


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "demand", metavar="ID@EDITION", help="an edition or a git revision; the edition committed last if left out"
    )
    parser.add_argument("--style", choices=STYLES, default=STYLES[0], help=f"(default: {STYLES[0]})")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    id, spec = split_asked(options.demand)
    place = place_of(options).opened()
    if spec is None:
        editions = list_editions(place.open(), place.policy)
        if not editions:
            remedy = "commit an edition: then it can be cited"
            raise RepositoryError(Problem(found="nothing is committed yet", remedy=remedy))
        spec = f"git:{editions[-1].commit}"
    snapshot, _ = take(place, spec)
    if snapshot.commit is None:
        remedy = "name an edition or a commit: only what is committed can be found again"
        raise UsageError(Problem(found=f"{spec!r} cannot be cited", remedy=remedy))
    catalogue = read_version(snapshot).catalogue
    for demand in catalogue.demands:
        if demand.id == id:
            path = f"{place.policy}/{demand.group}/{demand.id}.yaml"
            reference = Reference(catalogue=catalogue, commit=snapshot.commit, path=path, demand=demand)
            sys.stdout.write(render_citation(reference, style=options.style, language=options.lang))
            return FINE
    near = get_close_matches(id, [demand.id for demand in catalogue.demands], n=3, cutoff=0.4)
    remedy = f"near are: {', '.join(near)}" if near else "ids are the names of the files, without .yaml"
    raise UsageError(Problem(found=f"no demand {id!r} in {catalogue.edition}", remedy=remedy))
