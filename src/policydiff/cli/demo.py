"""`policydiff demo`: the main job on the real paper and invented following ones, in a temporary git repository."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from policydiff.cli.import_paper import import_paper
from policydiff.cli.options import add_language, has_colour, width, write_file
from policydiff.cli.report import draw_reports
from policydiff.errors import FINE
from policydiff.render import render
from policydiff.sources.git_writing import commit_everything, make_repository
from policydiff.sources.pairs import compare_versions
from policydiff.sources.versions import Place
from policydiff.sources.writing import read_yaml_files, replace_catalogue

REAL = "ruhr-forderungskatalog"
FOLLOWING = "fortschreibung-2018-erfunden"
LATEST = "fortschreibung-2021-erfunden"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Paper:
    edition: str
    file: str
    title: str | None = None
    handiwork: str | None = None  # the catalogue after people worked on what the import wrote


_PAPERS = (
    _Paper(
        edition=REAL,
        file=f"policy/papers/{REAL}.txt",
        title="Forderungskatalog der Ruhrgebietsabgeordneten",
    ),
    _Paper(
        edition=FOLLOWING,
        file="examples/fortschreibung-2018-erfundenes-beispiel.txt",
        handiwork="examples/fortschreibung-2018-erfundenes-beispiel",
    ),
    _Paper(edition=LATEST, file="examples/fortschreibung-2021-erfundenes-beispiel.txt"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "-o",
        "--output",
        default="policydiff-demo",
        metavar="DIR",
        help="where the reports go (default: policydiff-demo)",
    )
    add_language(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; the last line printed is the path of the page."""
    output = Path(options.output)
    name = f"{REAL}--{FOLLOWING}"
    with TemporaryDirectory(prefix="policydiff-demo-") as folder:
        place = build_repository(Path(folder))
        report = compare_versions(place, (REAL, FOLLOWING))
        files = {f"{name}.json": render(report, format="json"), **draw_reports(place, options.lang)}
        for file, text in files.items():
            write_file(output / file, text)
        sys.stdout.write(render(report, format="terminal", language=options.lang, width=width(), colour=has_colour()))
    print()
    for ending in ("json", "md", "html"):
        print(output / f"{name}.{ending}")
    return FINE


def build_repository(folder: Path) -> Place:
    """Make a git repository whose history holds the three editions; the same commits every time."""
    make_repository(folder)
    policy = folder / "policy"
    for paper in _PAPERS:
        with as_file(_resource(paper.file)) as source:
            import_paper(source, policy, edition=paper.edition, title=paper.title)
        commit_everything(folder, f"Papier eingelesen: {paper.edition}")
        if paper.handiwork:
            with as_file(_resource(paper.handiwork)) as source:
                replace_catalogue(policy, read_yaml_files(source))
            commit_everything(folder, f"Nacharbeit: {paper.edition}")
    return Place(folder=folder)


def _resource(path: str) -> Traversable:
    """Return a file of the demo: in the wheel below `demo/`, in a checkout where the repository keeps it."""
    packaged = files("policydiff").joinpath("demo", *path.split("/"))
    if packaged.is_file() or packaged.is_dir():
        return packaged
    return files("policydiff").joinpath("..", "..", *path.split("/"))
