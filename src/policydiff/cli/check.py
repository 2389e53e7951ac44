"""`policydiff check`: whether a catalogue is sound, every problem at once."""

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path

from policydiff import __version__
from policydiff.cli.options import LANGUAGES, add_language, add_place, has_colour, place_of, width, write_file
from policydiff.cli.rulebooks import find_rules
from policydiff.cli.runner import quiet_log, write_summary
from policydiff.core.checks import Inspection, Paper, PaperLine
from policydiff.core.rules import Severity
from policydiff.errors import FINE, FOUND, PaperError, Phrase
from policydiff.papers.asides import take_asides
from policydiff.papers.lines import read_lines
from policydiff.papers.paragraphs import split_sentences
from policydiff.render.checks import FORMATS, render_check
from policydiff.sources.checking import Reader, check, weigh
from policydiff.sources.mending import mend
from policydiff.sources.subjects import open_subject
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
    inspection = inspect(options)
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


def inspect(options: Namespace) -> Inspection:
    """Return what a check with these options finds; with `--fix`, after mending what can be mended."""
    place = place_of(options)
    spec = options.version or ("HEAD" if options.merge_with else WORKTREE)
    reader = Reader(read_paper=_read_paper, split=split_sentences, languages=LANGUAGES)
    subject = open_subject(place, spec, since=options.since, merge_with=options.merge_with)
    mended: tuple[str, ...] = ()
    if options.fix:
        mended = mend(subject, reader)
        subject = open_subject(place, spec, since=options.since, merge_with=options.merge_with)
    checked = check(subject, reader)
    reading = checked.reading
    rulebook = find_rules(place, options.rules).rulebook if options.rules else reading.rulebook
    return Inspection(
        spec=subject.snapshot.spec,
        commit=subject.snapshot.commit,
        language=reading.catalogue.language or LANGUAGES[0],
        demands=len(reading.layout.demands),
        defects=weigh(checked.problems, rulebook, subject.snapshot.place),
        fail_on=None if options.fail_on == NEVER else Severity(options.fail_on),
        since=options.since,
        merged_with=options.merge_with,
        mended=mended,
    )


def _read_paper(content: bytes, file: str) -> Paper:
    """Return the lines of a paper, those marked that stand beside its running text."""
    try:
        lines = read_lines(content, name=file)
    except PaperError as error:
        return Paper(file=file, unread=Phrase.of(error.problems[0].found))
    running = {(line.number, line.text) for line in take_asides(lines).lines}
    return Paper(
        file=file,
        lines=tuple(
            PaperLine(number=line.number, text=line.text, is_aside=(line.number, line.text) not in running)
            for line in lines
        ),
    )
