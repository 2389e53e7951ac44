"""`policydiff site`: the archive of all editions as a static web site."""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from policydiff.cli.chronicles import open_chronicle
from policydiff.cli.options import add_language, add_place, write_file
from policydiff.cli.progress import ProgressBar
from policydiff.errors import FINE
from policydiff.render.site import draw_site

FOLDER = "site"
LIST = "assets/files.txt"
# What may be removed if the list of an earlier run names it: pages in our own folders, whatever else stands there.
_PAGE = re.compile(r"(?:demands|groups|addressees|timeline|compare)/[a-z0-9_-]+\.html")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-o", "--output", metavar="DIR", default=FOLDER, help=f"(default: {FOLDER})")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    chronicle = open_chronicle(options)
    folder = Path(options.output)
    written = []
    with ProgressBar(options) as progress:
        for name, text in draw_site(chronicle, language=options.lang, progress=progress):
            write_file(folder / name, text)
            written.append(name)
    _clear(folder, set(written))
    write_file(folder / LIST, "".join(f"{name}\n" for name in sorted(written)))
    print(folder / "index.html")
    return FINE


def _clear(folder: Path, written: set[str]) -> None:
    """Remove the pages that an earlier run wrote and this one did not: nothing else in the folder is ours."""
    try:
        earlier = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return
    for name in earlier:
        if _PAGE.fullmatch(name) and name not in written:
            (folder / name).unlink(missing_ok=True)
