"""`policydiff import`: read a paper into the catalogue."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from policydiff.cli.options import LANGUAGES, has_colour, warn_if_shallow, width
from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import EarlierDemand
from policydiff.errors import FINE, CatalogueError, PaperError, Problem, RepositoryError, UsageError
from policydiff.papers import read_paper
from policydiff.papers.succession import Heading, Succession, succeed
from policydiff.render import ImportNote, render_import
from policydiff.sources.editions import list_earlier_demands
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE
from policydiff.sources.git import Repository
from policydiff.sources.reading import COVER, PAPERS, read_version
from policydiff.sources.records import DATE_RULE, is_date
from policydiff.sources.snapshots import take_folder
from policydiff.sources.writing import draw_up_files, read_yaml_files, replace_catalogue


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("paper", metavar="PAPER", help="the paper as text (UTF-8)")
    parser.add_argument("--edition", required=True, metavar="NAME", help="the name of the edition, e.g. koalition-2021")
    parser.add_argument("--into", default="policy", metavar="DIR", help="the catalogue's folder (default: policy)")
    parser.add_argument("--title", help="the paper's title, in place of one it prints")
    parser.add_argument("--date", help="the paper's date, in place of one it prints: 2016, 2016-04 or 2016-04-30")
    parser.add_argument("--lang", choices=LANGUAGES, help="the paper's language (default: the catalogue's, else de)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    _check(options)
    folder = Path(options.into)
    succession, notes = import_paper(
        Path(options.paper),
        folder,
        edition=options.edition,
        title=options.title,
        date=options.date,
        language=options.lang,
        dry_run=options.dry_run,
    )
    text = render_import(succession.report, succession.catalogue, notes, width=width(), colour=has_colour())
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
) -> tuple[Succession, Sequence[ImportNote]]:
    """Read a paper into a policy folder and return what became of it and what the importer was not sure of.

    Raises PaperError when the paper cannot be read, CatalogueError when the catalogue that is there is not sound; then,
    and with `dry_run`, nothing is written.
    """
    content = _read_bytes(paper)
    draft = read_paper(content, name=str(paper))
    stored = f"{edition}{paper.suffix.lower() or '.txt'}"
    heading = Heading(edition=edition, title=title, date=date, language=language, paper=f"{PAPERS}/{stored}")
    old = _existing(folder)
    succession = succeed(draft, heading, old, earlier=_earlier(folder))
    existing = read_yaml_files(folder) if old else {}
    files = draw_up_files(succession.catalogue, existing)
    if not dry_run:
        by_hand = {f"{one.group}/{one.id}.yaml" for one in (old.demands if old else ()) if one.source.line is None}
        _refuse_to_lose(folder, sorted(by_hand - files.keys()))
        replace_catalogue(folder, files, paper=(stored, content))
    notes = [ImportNote(line=note.line, code=str(note.code), text=note.text) for note in draft.notes]
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


def _existing(folder: Path) -> Catalogue | None:
    if not (folder / COVER).exists() and not read_yaml_files(folder):
        return None
    return read_version(take_folder(folder, str(folder), f"{folder}/")).catalogue


def _refuse_to_lose(folder: Path, removed: Sequence[str]) -> None:
    """Raise CatalogueError when a demand made by hand would be removed that neither git nor a paper can bring back."""
    found = _repository_of(folder)
    uncommitted = found[0].list_uncommitted(found[1]) if found else []
    lost = [path for path in removed if path in uncommitted]
    if lost:
        remedy = "the paper no longer has it, so it would be removed: commit it first, or delete it yourself"
        raise CatalogueError(
            *(Problem(file=f"{folder}/{path}", found="made by hand and not committed", remedy=remedy) for path in lost)
        )


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
