"""`policydiff diff`: what changed between two versions."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from policydiff.cli.gate import choose_gate
from policydiff.cli.options import (
    add_language,
    add_pair,
    add_place,
    choose,
    has_colour,
    pair_of,
    place_of,
    place_words,
    warn_if_shallow,
    width,
    words_of,
    write_file,
    write_out,
)
from policydiff.cli.progress import RENDER, ProgressBar
from policydiff.core.changes import Kind
from policydiff.core.comparison import select
from policydiff.core.gate import list_reached
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Report, Selection
from policydiff.core.rules import Severity
from policydiff.errors import FINE, FOUND, Problem, UsageError
from policydiff.render import DOCUMENTS, FORMATS, render, render_document, render_fingerprints, render_review_how
from policydiff.sources.pairs import compare_versions, is_one_step
from policydiff.sources.versions import WORKTREE, split_range


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_pair(parser)
    parser.add_argument("--format", choices=(*FORMATS, *DOCUMENTS), default="terminal", help="(default: terminal)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    parser.add_argument("--group", action="append", metavar="GROUP,…", help="only these working groups")
    parser.add_argument("--addressee", action="append", metavar="ADDRESSEE,…", help="only these addressees")
    parser.add_argument("--kind", action="append", metavar="KIND,…", help=f"only these kinds: {', '.join(Kind)}")
    severities = ", ".join(Severity)
    parser.add_argument("--severity", action="append", metavar="SEVERITY,…", help=f"only these: {severities}")
    parser.add_argument("--exit-code", action="store_true", help="return 1 when anything changed")
    parser.add_argument(
        "--fail-on",
        action="append",
        metavar="WHAT,…",
        help="return 1 on a severity (and what is heavier), the code of a rule (see `policydiff rules`) or a kind",
    )
    parser.add_argument(
        "--fingerprints", action="store_true", help="end with what `policydiff accept` takes to let each change through"
    )
    parser.add_argument("--rules", metavar="VERSION", help="whose severities and lexicon count (default: NEW's)")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    versions = pair_of(options)
    if options.fingerprints and options.format != "terminal":
        remedy = "leave it out: json, csv and xlsx have them, and other formats have no room for them"
        raise UsageError(Problem(found=f"--fingerprints with --format {options.format}", remedy=remedy))
    kinds = choose("--kind", words_of(options.kind), _kinds())
    fail_on = choose_gate(options.fail_on)
    severities = choose("--severity", words_of(options.severity), _named(Severity))
    addressees = words_of(options.addressee)
    # Whom an unchanged demand addresses is only known once it is read.
    place = place_of(options)
    with ProgressBar(options) as progress:
        whole = compare_versions(place, versions, whole=bool(addressees), rules=options.rules, progress=progress)
        selection = Selection(
            groups=choose("--group", words_of(options.group), _names(whole.groups)),
            addressees=choose("--addressee", addressees, _names(whole.addressees)),
            kinds=tuple(Kind(kind) for kind in kinds),
            severities=tuple(Severity(severity) for severity in severities),
        )
        report = select(whole, selection) if selection else whole
        progress(RENDER, 0, 0)
        content = _draw(report, options)
    if report.kinds[Kind.ADDED] and report.old.commit:  # whether they are back after a gap is told by the history
        warn_if_shallow(place.open())
    if options.output:
        write_file(Path(options.output), content)
    else:
        write_out(content, options.format)
    probable = {entry.reason for entry in report.entries if entry.old and entry.grade is Grade.PROBABLE}
    is_open = bool(report.questions or probable)
    if options.format == "terminal" and is_open and report.new.spec == WORKTREE and is_one_step(place, versions):
        which = ["--probable"] if probable - {Reason.PRESUMED} else []
        asking = shlex.join(["policydiff", "review", split_range(versions)[0], *which, *place_words(options)])
        how = render_review_how(asking, language=options.lang or report.language, width=width())
        print(how, end="", file=sys.stderr)
    if options.exit_code and _has_changes(report):
        return FOUND
    # What is shown must not disarm what is asked by --fail-on.
    return FOUND if list_reached(whole).intersection(fail_on) else FINE


def _draw(report: Report, options: Namespace) -> str | bytes:
    if options.format in DOCUMENTS:
        return render_document(report, format=options.format, language=options.lang)
    colour = has_colour() and not options.output
    content = render(report, format=options.format, language=options.lang, width=width(), colour=colour)
    if not options.fingerprints:
        return content
    return f"{content}{render_fingerprints(report, language=options.lang, width=width(), colour=colour)}"


def _has_changes(report: Report) -> bool:
    shown = {kind for entry in report.entries for kind in entry.kinds}
    return bool(shown - {Kind.UNCHANGED} or ((report.frame or report.declarations) and not report.selection))


def _kinds() -> dict[str, str]:
    return {str(kind): str(kind) for kind in Kind}


def _named(words: Iterable[str]) -> dict[str, str]:
    return {str(word): str(word) for word in words}


def _names(registry: Mapping[str, object]) -> dict[str, str]:
    """Return what a person may call a group or an addressee: its key or its name."""
    names = {str(getattr(one, "name", key)).casefold(): key for key, one in registry.items()}
    return names | {key.casefold(): key for key in registry}
