"""`policydiff report`: the reports of all successive editions, with an index."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from policydiff.cli.options import add_language, add_place, place_of, warn_if_shallow, write_file
from policydiff.core.comparison import Version, compare
from policydiff.errors import FINE, FOUND, CatalogueError, Problem, RepositoryError
from policydiff.render import IndexItem, headline, inventory_headline, render, render_index, render_inventory
from policydiff.sources.editions import list_earlier_demands, list_editions
from policydiff.sources.reading import COVER, read_version
from policydiff.sources.snapshots import take_commit
from policydiff.sources.versions import WORKTREE, Place, take

_ENDINGS = {"html": "html", "markdown": "md"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stage:
    """One edition as it is reported: its catalogue, and the commit its history is looked up from."""

    version: Version
    commit: str | None

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

    The latest edition is read from the working tree, so that its reports can be committed together with it. Nothing
    in them depends on a commit's id.
    """
    place = place.opened()
    warn_if_shallow(place.open())
    stages = _stages(place)
    language = language or stages[-1].version.catalogue.language
    files: dict[str, str] = {}
    items: list[IndexItem] = []
    for old, new in pairwise(stages):
        earlier = list_earlier_demands(place.open(), place.policy, old.commit) if old.commit else []
        report = compare(old.version, new.version, earlier=earlier)
        name = f"{old.name}--{new.name}"
        for format, ending in _ENDINGS.items():
            files[f"{name}.{ending}"] = render(report, format=format, language=language)
        items.append(_item(name, f"{_title(old)} → {_title(new)}", headline(report, language), report.language))
    for stage in stages:
        catalogue = stage.version.catalogue
        for format, ending in _ENDINGS.items():
            files[f"{stage.name}.{ending}"] = render_inventory(catalogue, format=format, language=language)
        items.append(_item(stage.name, _title(stage), inventory_headline(catalogue, language), catalogue.language))
    files["index.html"] = render_index(items, format="html", language=language)
    files["index.md"] = render_index(items, format="markdown", language=language)
    return files


def _stages(place: Place) -> list[_Stage]:
    repository = place.open()
    stages = [
        _Stage(
            # Without the commit's id: reports are committed, and must not go stale by a later commit.
            version=replace(read_version(take_commit(repository, one.commit, place.policy, one.name)), commit=None),
            commit=one.commit,
        )
        for one in list_editions(repository, place.policy)
    ]
    current = _working_tree(place)
    if current:
        edition = current.catalogue.edition
        stages = [stage for stage in stages if stage.name != edition]
        stages.append(_Stage(version=replace(current, spec=edition), commit=None))
    if not stages:
        found = f"there is no catalogue in {place.policy}/"
        raise RepositoryError(Problem(found=found, remedy="import a paper first, or name --policy-dir"))
    return stages


def _working_tree(place: Place) -> Version | None:
    root = place.open().working_tree
    if root is None or not (root / place.policy / COVER).exists():
        return None
    return read_version(take(place, WORKTREE)[0])


def _title(stage: _Stage) -> str:
    return stage.version.catalogue.title


def _item(name: str, title: str, subtitle: str, text_language: str) -> IndexItem:
    files = {"html": f"{name}.html", "markdown": f"{name}.md"}
    return IndexItem(title=title, subtitle=subtitle, text_language=text_language, **files)


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise CatalogueError(Problem(file=str(path), found=f"not UTF-8: {error.reason}", remedy="remove it")) from None
