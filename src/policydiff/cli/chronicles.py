"""What the commands about many editions share: reading them all, and finding the demand that is asked for."""

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policydiff.cli.options import (
    add_language,
    add_place,
    has_colour,
    id_remedy,
    place_of,
    warn_if_shallow,
    width,
    write_file,
    write_out,
)
from policydiff.cli.progress import ProgressBar
from policydiff.core.lineage import Chronicle, Node
from policydiff.errors import FINE, Problem, UsageError
from policydiff.sources.lineages import find_uncommitted, read_chronicle

if TYPE_CHECKING:
    from policydiff.render.lineage import Renderer

_Told = TypeVar("_Told")

# Of what is wrong with old editions, so much is told: nobody can mend it there any more.
_MOST_TOLD = 5
# 60,000 demands and links have no cycle among them, and looking for some takes a third of the time. What parses YAML
# leaves cycles behind: never looking would take 1 GB where 60,000 files are read.
_MANY_VALUES = 150_000


def add_output(parser: ArgumentParser, formats: Sequence[str]) -> None:
    """Add `--format`, `--output` and what every command has."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"(default: {formats[0]})")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    add_language(parser)
    add_place(parser)


def answer(render: "Renderer[_Told, Any]", told: _Told, chronicle: Chronicle, options: Namespace) -> int:
    """Write what a renderer makes of an answer, and return the exit code; no colour goes into a file."""
    colour = has_colour() and not options.output
    text = render(told, chronicle, format=options.format, language=options.lang, width=width(), colour=colour)
    write_answer(text, options)
    return FINE


def write_answer(content: str | bytes, options: Namespace) -> None:
    """Write to the file that was asked for, else to stdout."""
    if options.output:
        write_file(Path(options.output), content)
    else:
        write_out(content, options.format)


def open_chronicle(options: Namespace, *, about: str | None = None) -> Chronicle:
    """Return all editions, and say on stderr what could not be seen."""
    place = place_of(options).opened()
    warn_if_shallow(place.open())
    problems: list[Problem] = []
    usual = gc.get_threshold()
    gc.set_threshold(_MANY_VALUES, *usual[1:])
    try:
        with ProgressBar(options) as progress:
            chronicle = read_chronicle(place, about=about, progress=progress, problems=problems)
    finally:
        gc.set_threshold(*usual)
    for problem in problems[:_MOST_TOLD]:
        print(f"policydiff: {problem}", file=sys.stderr)
    if len(problems) > _MOST_TOLD:
        print(f"policydiff: and {len(problems) - _MOST_TOLD} more problems in earlier commits", file=sys.stderr)
    uncommitted = find_uncommitted(place, chronicle)
    if uncommitted:
        print(f"policydiff: the edition {uncommitted!r} is not committed yet and not looked at", file=sys.stderr)
    return chronicle


def split_asked(asked: str) -> tuple[str, str | None]:
    """Return the id and the edition, None where it is left out, of ID[@EDITION]."""
    id, _, edition = asked.partition("@")
    if not id:
        raise UsageError(Problem(found=f"no id in {asked!r}", remedy="write ID or ID@EDITION"))
    return id, edition or None


def find_node(chronicle: Chronicle, id: str, edition: str | None) -> Node:
    """Return the demand that is asked for; raises UsageError that names the nearest ids or editions."""
    if edition is not None and edition not in chronicle.editions:
        remedy = f"editions: {', '.join(chronicle.editions)}"
        raise UsageError(Problem(found=f"there is no edition {edition!r}", remedy=remedy))
    node = chronicle.find(id, edition)
    if node is not None:
        return node
    if id in chronicle.ids():
        there = [name for name in chronicle.editions if id in chronicle.lineage.nodes[name]]
        remedy = f"it stands in {', '.join(there)}"
        raise UsageError(Problem(found=f"no demand {id!r} in {edition}", remedy=remedy))
    raise UsageError(Problem(found=f"no demand {id!r} in any edition", remedy=id_remedy(id, sorted(chronicle.ids()))))
