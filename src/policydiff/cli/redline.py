"""`policydiff redline`: the new edition as a Word document with tracked changes against the old one."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from policydiff.cli.options import add_language, add_pair, add_place, pair_of, place_of, write_file
from policydiff.cli.progress import RENDER, ProgressBar
from policydiff.core.comparison import compare, match_versions
from policydiff.core.frame import follow_groups
from policydiff.errors import FINE, Problem, UsageError
from policydiff.render.word import render_redline
from policydiff.sources.pairs import read_sides
from policydiff.sources.versions import split_range, take_pair

FORMATS = ("docx",)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_pair(parser)
    parser.add_argument("--format", choices=FORMATS, default="docx", help="(default: docx)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file; needed where output is a terminal")
    parser.add_argument("--author", metavar="NAME", help="who made the changes (default: the new edition's title)")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    versions = pair_of(options)
    if not options.output and sys.stdout.isatty():
        raise UsageError(Problem(found="a Word document for a terminal", remedy="name a file with -o"))
    old_spec, new_spec, from_base = split_range(versions)
    old_snapshot, new_snapshot, place = take_pair(place_of(options), old_spec, new_spec, from_base=from_base)
    with ProgressBar(options) as progress:
        pair = read_sides(place, old_snapshot, new_snapshot, whole=True, progress=progress)
        old, new = pair.old, pair.new
        matching = match_versions(old, new, progress=progress)
        report = compare(old, new, matching=matching, progress=progress)
        progress(RENDER, 0, 0)
        groups = follow_groups(old.catalogue, new.catalogue, matching)
        document = render_redline(
            report, old.catalogue, new.catalogue, groups, language=options.lang, author=options.author
        )
    if options.output:
        write_file(Path(options.output), document)
    else:
        sys.stdout.buffer.write(document)
    return FINE
