"""`policydiff schema`: JSON Schemas of the catalogue's files, for editors."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from policydiff.cli.options import LANGUAGES, add_place, place_of
from policydiff.core.catalogue import Catalogue
from policydiff.errors import FINE, CatalogueError, Problem, RepositoryError, UsageError
from policydiff.sources.placing import place_files
from policydiff.sources.reading import COVER
from policydiff.sources.records import read_cover
from policydiff.sources.starting import SCHEMAS, draw_schemas
from policydiff.sources.yaml import read_document

_KINDS = ("demand", "group", "catalogue", "settings", "lexicon", "accepted")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("kind", nargs="?", choices=_KINDS, metavar="KIND", help=f"one of {', '.join(_KINDS)}")
    parser.add_argument("--write", action="store_true", help=f"renew all in {SCHEMAS}/, where editors look")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the descriptions (default: the catalogue's)")
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; with --write it prints the files that changed."""
    if bool(options.kind) == options.write:
        raise UsageError(Problem(found="neither a kind nor --write" if not options.kind else "a kind and --write"))
    root, catalogue = _find(options, required=options.write)
    files = draw_schemas(catalogue, options.lang or catalogue.language)
    if options.kind:
        sys.stdout.write(files[f"{SCHEMAS}/{options.kind}.json"].decode())
        return FINE
    for path in place_files(root, files, renew=files):
        print(path)
    return FINE


def _find(options: Namespace, *, required: bool) -> tuple[Path, Catalogue]:
    """Return the root of the repository and what its `catalogue.yaml` says; without one, an empty catalogue."""
    place = place_of(options)
    try:
        root = place.open().working_tree or place.folder
    except RepositoryError:
        root = place.folder
    path = root / place.policy / COVER
    if not path.is_file():
        if required:
            remedy = "make a new repository with `policydiff init`, or name the folder with --policy-dir"
            raise RepositoryError(Problem(file=f"{place.policy}/{COVER}", found="is not there", remedy=remedy))
        return root, Catalogue(edition="", title="", language=options.lang or "de")
    problems: list[Problem] = []
    catalogue = read_cover(read_document(path.read_bytes(), f"{place.policy}/{COVER}"), problems).catalogue
    if problems:
        raise CatalogueError(*problems)
    return root, catalogue
