"""`policydiff check`: whether a catalogue is sound, every problem at once."""

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path

from policydiff import __version__
from policydiff.cli.inspecting import inspect
from policydiff.cli.options import add_language, add_place, has_colour, place_of, width, write_file
from policydiff.cli.runner import quiet_log, write_summary
from policydiff.core.rules import Severity
from policydiff.errors import FINE, FOUND
from policydiff.render.checks import FORMATS, render_check
from policydiff.sources.versions import WORKTREE

NEVER = "never"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "version", nargs="?", metavar="VERSION", help="what to check (default: WORKTREE, or HEAD where --with is given)"
    )
    parser.add_argument("--with", dest="merge_with", metavar="REV", help="check what a merge with REV would hold")
    parser.add_argument("--since", metavar="REV", help="only what changed since it parted from REV")
    parser.add_argument("--fix", action="store_true", help="mend layout, normal form and hidden signs first")
    parser.add_argument(
        "--fail-on",
        choices=(*Severity, NEVER),
        default=Severity.MAJOR,
        help="return 1 on a finding of this severity or a heavier one (default: major)",
    )
    parser.add_argument("--rules", metavar="VERSION", help="whose severities count (default: those of VERSION)")
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="(default: terminal)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    parser.add_argument("--json", metavar="FILE", help="write JSON to this file too, as `policydiff comment` reads it")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    spec = options.version or ("HEAD" if options.merge_with else WORKTREE)
    inspection = inspect(
        place_of(options),
        spec,
        since=options.since,
        merge_with=options.merge_with,
        rules=options.rules,
        fail_on=None if options.fail_on == NEVER else Severity(options.fail_on),
        has_to_mend=options.fix,
    )
    text = render_check(
        inspection,
        format=options.format,
        language=options.lang,
        tool_version=__version__,
        width=width(),
        colour=has_colour() and not options.output,
    )
    if options.output:
        write_file(Path(options.output), text)
    else:
        # Annotations are there to be obeyed, and what is written for machines may be on its way to one.
        with quiet_log(os.environ) if options.format == "terminal" else nullcontext():
            sys.stdout.write(text)
    if options.json:
        write_file(Path(options.json), render_check(inspection, format="json", language=options.lang))
    if options.format == "github":
        from policydiff.render.comments import render_findings

        write_summary(os.environ, render_findings(inspection, options.lang))
    return FOUND if inspection.has_failed else FINE
