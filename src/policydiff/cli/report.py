"""`policydiff report`: the reports of all successive editions, with an index."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from policydiff.cli.options import add_language, add_place, place_of, warn_if_shallow, write_file
from policydiff.core.comparison import Version
from policydiff.core.report import Report
from policydiff.errors import FINE, FOUND, CatalogueError, Problem, RepositoryError
from policydiff.render import (
    IndexItem,
    headline,
    inventory_headline,
    name_edition,
    render,
    render_index,
    render_inventory,
)
from policydiff.sources.editions import Edition, in_paper_order, list_editions
from policydiff.sources.git import Repository
from policydiff.sources.pairs import compare_snapshots
from policydiff.sources.reading import COVER, read_version
from policydiff.sources.snapshots import Snapshot, take_commit
from policydiff.sources.versions import WORKTREE, Place, take

_ENDINGS = {"html": "html", "markdown": "md"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stage:
    """One edition as it is reported: what was read of it, and from where."""

    version: Version
    snapshot: Snapshot

    @property
    def name(self) -> str:
        return self.version.catalogue.edition


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-o", "--output", metavar="DIR", help="(default: reports, in the repository's root)")
    parser.add_argument("--check", action="store_true", help="write nothing; return 1 when a report is out of date")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    place = place_of(options).opened()
    files = draw_reports(place, options.lang)
    folder = Path(options.output) if options.output else _default_folder(place)
    if options.check:
        stale = [name for name, text in files.items() if _read(folder / name) != text]
        for name in stale:
            print(f"{folder / name}: out of date; run `policydiff report`", file=sys.stderr)
        return FOUND if stale else FINE
    for name, text in files.items():
        write_file(folder / name, text)
    print(folder / "index.html")
    return FINE


def _default_folder(place: Place) -> Path:
    """Return `reports` in the root of the repository, as a short path where that is the current folder."""
    root = place.open().working_tree or place.folder
    return Path("reports") if root.resolve() == Path.cwd().resolve() else root / "reports"


def draw_reports(place: Place, language: str | None = None) -> dict[str, str]:
    """Return the reports of all editions, file name → text: an inventory each, a comparison for every two, an index.

    Neighbours in the order of the papers are compared. What the working tree holds is taken from there, so
    that its reports can be committed together with it. Nothing in them depends on a commit's id.
    """
    place = place.opened()
    warn_if_shallow(place.open())
    stages = _stages(place)
    language = language or stages[-1].version.catalogue.language
    files: dict[str, str] = {}
    items: list[IndexItem] = []
    for old, new in pairwise(stages):
        report = _compare(place, old, new)
        name = f"{old.name}--{new.name}"
        for format, ending in _ENDINGS.items():
            files[f"{name}.{ending}"] = render(report, format=format, language=language)
        items.append(_item(name, (old, new), headline(report, language), language))
    for stage in stages:
        catalogue = stage.version.catalogue
        for format, ending in _ENDINGS.items():
            files[f"{stage.name}.{ending}"] = render_inventory(catalogue, format=format, language=language)
        items.append(_item(stage.name, (stage,), inventory_headline(catalogue, language), language))
    files["index.html"] = render_index(items, format="html", language=language)
    files["index.md"] = render_index(items, format="markdown", language=language)
    return files


def _stages(place: Place) -> list[_Stage]:
    """Return all editions in the order of their papers, the one of the working tree as it stands there."""
    repository = place.open()
    editions = {one.name: one for one in list_editions(repository, place.policy)}
    current = _working_tree(place)
    if current:
        cover = current.version.catalogue
        known = editions.get(cover.edition)
        commit = known.commit if known else ""
        editions[cover.edition] = Edition(name=cover.edition, title=cover.title, date=cover.date, commit=commit)
    if not editions:
        found = f"there is no catalogue in {place.policy}/"
        raise RepositoryError(Problem(found=found, remedy="import a paper first, or name --policy-dir"))
    return [
        current if current and current.name == one.name else _committed(repository, place.policy, one)
        for one in in_paper_order(tuple(editions.values()))
    ]


def _committed(repository: Repository, policy: str, edition: Edition) -> _Stage:
    snapshot = take_commit(repository, edition.commit, policy, edition.name)
    return _Stage(version=read_version(snapshot), snapshot=snapshot)


def _compare(place: Place, old: _Stage, new: _Stage) -> Report:
    report = compare_snapshots(place, old.snapshot, new.snapshot, read=(old.version, new.version))
    # Without a commit's id: reports are committed, and must not go stale by a later commit.
    before, after = (replace(side, spec=side.edition, commit=None) for side in (report.old, report.new))
    return replace(report, old=before, new=after)


def _working_tree(place: Place) -> _Stage | None:
    root = place.open().working_tree
    if root is None or not (root / place.policy / COVER).exists():
        return None
    snapshot = take(place, WORKTREE)[0]
    return _Stage(version=read_version(snapshot), snapshot=snapshot)


def _item(name: str, stages: Sequence[_Stage], subtitle: str, language: str) -> IndexItem:
    catalogues = [stage.version.catalogue for stage in stages]
    return IndexItem(
        title=" → ".join(dict.fromkeys(one.title for one in catalogues)),
        editions=" → ".join(name_edition(one, language) for one in catalogues),
        subtitle=subtitle,
        text_language=catalogues[-1].language,
        html=f"{name}.html",
        markdown=f"{name}.md",
    )


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise CatalogueError(Problem(file=str(path), found=f"not UTF-8: {error.reason}", remedy="remove it")) from None
