"""`policydiff import`: read a paper into the catalogue."""

import glob
import os
import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policydiff.cli.options import LANGUAGES, has_colour, warn_if_shallow, width
from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import EarlierDemand
from policydiff.errors import FINE, CatalogueError, PaperError, Problem, RepositoryError, UsageError
from policydiff.papers import Draft, NoteCode, read_paper
from policydiff.papers.succession import Heading, Succession, succeed
from policydiff.render import EnteredRow, ImportNote, render_import
from policydiff.sources.adding import read_loosely
from policydiff.sources.editions import list_earlier_demands, read_edition
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE
from policydiff.sources.git import Repository
from policydiff.sources.reading import COVER, GROUP, PAPERS, read_tolerantly
from policydiff.sources.records import DATE_RULE, is_date
from policydiff.sources.snapshots import take_folder
from policydiff.sources.starting import USUAL_FOLDER
from policydiff.sources.writing import draw_up_files, read_yaml_files, replace_catalogue

# So many files are named of those that an import would write over.
_MOST_NAMED = 5


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("paper", metavar="PAPER", help="the paper as text (UTF-8)")
    parser.add_argument("--edition", required=True, metavar="NAME", help="the name of the edition, e.g. koalition-2021")
    parser.add_argument(
        "--into", metavar="DIR", help="the catalogue's folder (default: policy, at the repository's root)"
    )
    parser.add_argument("--title", help="the paper's title, in place of one it prints")
    parser.add_argument("--date", help="the paper's date, in place of one it prints: 2016, 2016-04 or 2016-04-30")
    parser.add_argument("--lang", choices=LANGUAGES, help="the paper's language (default: the catalogue's, else de)")
    parser.add_argument(
        "--overwrite", action="store_true", help="write over what people changed since the last paper was read"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    _check(options)
    folder = Path(options.into) if options.into else _usual_folder()
    succession, notes = import_paper(
        Path(options.paper),
        folder,
        edition=options.edition,
        title=options.title,
        date=options.date,
        language=options.lang,
        dry_run=options.dry_run,
        overwrite=options.overwrite,
    )
    entered = [
        EnteredRow(field=one.field, place=one.place, is_demand=one.is_demand, is_kept=is_kept)
        for is_kept, found in ((True, succession.kept), (False, succession.lost))
        for one in found
    ]
    catalogue = succession.catalogue
    text = render_import(succession.report, catalogue, notes, entered, width=width(), colour=has_colour())
    print(text, end="")
    return FINE


def import_paper(
    paper: Path,
    folder: Path,
    *,
    edition: str,
    title: str | None = None,
    date: str | None = None,
    language: str | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
) -> tuple[Succession, Sequence[ImportNote]]:
    """Read a paper into a policy folder and return what became of it and what the importer was not sure of.

    A title and a date that this edition has already stay, unless others are given. Raises PaperError when the paper
    cannot be read, CatalogueError when the catalogue that is there is not sound or, without `overwrite`, when what
    people did would be lost; then, and with `dry_run`, nothing is written.
    """
    content = _read_bytes(paper)
    draft = read_paper(content, name=str(paper))
    stored = f"{edition}{paper.suffix.lower() or '.txt'}"
    old = _existing(folder)
    if old and old.edition == edition:
        title, date = title or old.title, date or old.date
    heading = Heading(edition=edition, title=title, date=date, language=language, paper=f"{PAPERS}/{stored}")
    succession = succeed(
        draft, heading, old, earlier=_earlier(folder), reread=lambda edition: _read_again(folder, edition, old)
    )
    existing = read_yaml_files(folder) if old else {}
    files = draw_up_files(succession.catalogue, existing)
    if not dry_run:
        if old and old.demands and not overwrite:
            touched = [path for path, content in existing.items() if files.get(path) != content]
            _refuse_to_lose(folder, old, succession.catalogue, touched)
        replace_catalogue(folder, files, paper=(stored, content))
    filled = {one.source.line for one in succession.catalogue.demands if one.addressees}
    notes = [
        ImportNote(line=note.line, code=str(note.code), text=note.text)
        for note in draft.notes
        if note.code is not NoteCode.NO_ADDRESSEE or note.line not in filled
    ]
    return succession, notes


def _check(options: Namespace) -> None:
    problems = []
    if not IDENTIFIER.fullmatch(options.edition):
        problems.append(Problem(found=f"--edition {options.edition!r}", remedy=IDENTIFIER_RULE))
    if options.date and not is_date(options.date):
        problems.append(Problem(found=f"--date {options.date!r}", remedy=DATE_RULE))
    if problems:
        raise UsageError(*problems)


def _read_bytes(paper: Path) -> bytes:
    try:
        return paper.read_bytes()
    except OSError as error:
        remedy = "name a paper saved as text"
        raise PaperError(Problem(file=str(paper), found=f"cannot be read: {error.strerror}", remedy=remedy)) from None


def _read_again(folder: Path, edition: str, old: Catalogue | None) -> Draft | None:
    """Return the draft of an edition's paper as it is kept; None where there is none that can be read."""
    cited = [folder / old.paper] if old and old.paper and old.edition == edition else []
    for path in (*cited, *sorted((folder / PAPERS).glob(f"{glob.escape(edition)}.*"))):
        try:
            return read_paper(path.read_bytes(), name=str(path))
        except (OSError, PaperError):
            continue
    return None


def _existing(folder: Path) -> Catalogue | None:
    if not (folder / COVER).exists() and not read_yaml_files(folder):
        return None
    reading = read_tolerantly(take_folder(folder, str(folder), f"{folder}/"))
    if [one.code for one in reading.problems] == ["catalogue-empty"]:  # as `policydiff init` leaves it
        return read_loosely(folder, str(folder))
    if reading.problems:
        raise CatalogueError(*reading.problems)
    return reading.catalogue


def _refuse_to_lose(folder: Path, old: Catalogue, new: Catalogue, touched: Sequence[str]) -> None:
    """Raise CatalogueError where a paper would write over what people did: `touched` are the files it changes.

    A paper read a second time would undo every correction; the next paper, what no commit holds.
    """
    if new.edition == old.edition:
        if corrected := _list_corrected(old, new):
            found = f"the edition {old.edition!r} was read already, and was changed since in {_few(corrected)}"
            remedy = "all stays as people left it; to have these as this reading has them, say --overwrite"
            raise CatalogueError(Problem(file=str(folder), found=found, remedy=remedy))
        return
    place = _repository_of(folder)
    uncommitted = place[0].list_uncommitted(place[1]) if place else []
    lost = [path for path in touched if path in uncommitted]
    if not place or not lost:
        return
    remedy = (
        f"commit it first: git add {shlex.quote(os.path.relpath(folder.resolve()))} && git commit; or say --overwrite"
    )
    found = f"the next paper would write over what is changed and not committed: {_few(lost)}"
    if _committed_edition(*place) != old.edition:
        found = f"the edition {old.edition!r} is not committed, and the next paper would take its place"
    raise CatalogueError(Problem(file=str(folder), found=found, remedy=remedy))


def _list_corrected(old: Catalogue, new: Catalogue) -> list[str]:
    """Return the files that say something else than a new reading of their paper."""
    demands, groups = {one.id: one for one in new.demands}, {one.key: one for one in new.working_groups}
    covers = [replace(one, demands=(), working_groups=()) for one in (old, new)]
    return [
        *([COVER] if covers[0] != covers[1] else []),
        *(f"{one.key}/{GROUP}" for one in old.working_groups if groups.get(one.key) != one),
        *(f"{one.group}/{one.id}.yaml" for one in old.demands if demands.get(one.id) != one),
    ]


def _few(paths: Sequence[str]) -> str:
    named = paths if len(paths) <= _MOST_NAMED + 1 else paths[:_MOST_NAMED]
    left = len(paths) - len(named)
    return ", ".join(named) + (f" and {left} more" if left else "")


def _committed_edition(repository: Repository, policy: str) -> str | None:
    commit = repository.find_commit("HEAD")
    name = f"{commit}:{policy}/{COVER}"
    content = repository.read_blobs([name]).get(name) if commit else None
    return read_edition(content) if content else None


def _usual_folder() -> Path:
    """Return the catalogue's usual folder, where all other commands look for it: at the root of the repository."""
    try:
        root = Repository(Path()).working_tree
    except RepositoryError:
        root = None
    return Path(os.path.relpath(root / USUAL_FOLDER)) if root else Path(USUAL_FOLDER)


def _earlier(folder: Path) -> list[EarlierDemand]:
    """Return what the history of the folder dropped; nothing when it has none."""
    found = _repository_of(folder)
    commit = found[0].find_commit("HEAD") if found else None
    if not found or not commit:
        return []
    warn_if_shallow(found[0])
    return list_earlier_demands(found[0], found[1], commit)


def _repository_of(folder: Path) -> tuple[Repository, str] | None:
    """Return the repository that a policy folder lies in, and the folder's path in it; None when there is none."""
    try:
        repository = Repository(folder if folder.exists() else folder.absolute().parent)
    except RepositoryError:
        return None
    root = repository.working_tree
    if root is None or not folder.resolve().is_relative_to(root.resolve()):
        return None
    return repository, folder.resolve().relative_to(root.resolve()).as_posix()
