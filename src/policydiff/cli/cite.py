"""`policydiff cite`: the permanent reference of one demand."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from policydiff.cli.chronicles import split_asked
from policydiff.cli.options import add_language, add_place, id_remedy, place_of
from policydiff.core.lineage.references import Reference
from policydiff.errors import FINE, Problem, RepositoryError, UsageError
from policydiff.render.lineage import STYLES, render_citation
from policydiff.sources.editions import in_paper_order, is_demand_path, list_editions
from policydiff.sources.paths import id_of
from policydiff.sources.reading import read_version
from policydiff.sources.versions import Place, take


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "demand", metavar="ID[@EDITION]", help="an edition or a git revision; the latest edition with it if left out"
    )
    parser.add_argument("--style", choices=STYLES, default=STYLES[0], help=f"(default: {STYLES[0]})")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    id, spec = split_asked(options.demand)
    place = place_of(options).opened()
    spec = f"git:{_find_latest(place, id)}" if spec is None else spec
    snapshot, _ = take(place, spec)
    if snapshot.commit is None:
        remedy = "name an edition or a commit: only what is committed can be found again"
        raise UsageError(Problem(found=f"{spec!r} cannot be cited", remedy=remedy))
    catalogue = read_version(snapshot).catalogue
    for demand in catalogue.demands:
        if demand.id == id:
            reference = Reference(catalogue=catalogue, commit=snapshot.commit, policy=place.policy, demand=demand)
            sys.stdout.write(render_citation(reference, style=options.style, language=options.lang))
            return FINE
    remedy = id_remedy(id, [demand.id for demand in catalogue.demands])
    raise UsageError(Problem(found=f"no demand {id!r} in {catalogue.edition}", remedy=remedy))


def _find_latest(place: Place, id: str) -> str:
    """Return the commit of the latest edition, by date, that has a demand, as `policydiff history` takes it."""
    repository = place.open()
    editions = list_editions(repository, place.policy)
    if not editions:
        remedy = "commit an edition: then it can be cited"
        raise RepositoryError(Problem(found="nothing is committed yet", remedy=remedy))
    ids = {one.name: _list_ids(repository.list_files(one.commit, place.policy).files) for one in editions}
    for one in reversed(in_paper_order([one for one in editions if ids[one.name]])):
        if id in ids[one.name]:
            return one.commit
    raise UsageError(
        Problem(found=f"no demand {id!r} in any edition", remedy=id_remedy(id, sorted(set().union(*ids.values()))))
    )


def _list_ids(paths: Iterable[str]) -> set[str]:
    return {id_of(path) for path in paths if is_demand_path(path)}
