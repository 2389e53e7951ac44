"""`policydiff export`: all editions as tidy tables, with what explains them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from policydiff.cli.chronicles import open_chronicle
from policydiff.cli.options import add_language, add_place, write_file
from policydiff.cli.progress import ProgressBar
from policydiff.errors import FINE, Problem, UsageError
from policydiff.render.export import FORMATS, render_export


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help=f"(default: {FORMATS[0]})")
    parser.add_argument("-o", "--output", metavar="DIR", default="export", help="(default: export)")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    folder = Path(options.output)
    if folder.suffix.removeprefix(".") in FORMATS or folder.is_file():
        problem = Problem(
            found=f"{options.output} names a file; export writes several into a folder",
            remedy=f"name a folder: --output {folder.stem or 'export'}",
        )
        raise UsageError(problem)
    chronicle = open_chronicle(options)
    with ProgressBar(options) as progress:
        files = render_export(chronicle, format=options.format, language=options.lang, progress=progress)
    for name, content in files.items():
        write_file(folder / name, content)
    for name in sorted(files):
        print(folder / name)
    return FINE
