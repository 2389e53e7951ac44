"""`policydiff ci`: one comparison in a pipeline, and everything that is drawn from it."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policydiff.cli.gate import choose_gate
from policydiff.cli.options import add_language, add_place, place_of, warn_if_shallow, write_file
from policydiff.cli.runner import SUMMARY_BYTES, quiet_log, write_outputs, write_summary
from policydiff.cli.words import said
from policydiff.core.changes import Kind
from policydiff.core.comparison import select
from policydiff.core.failure import Failure
from policydiff.core.gate import list_reached
from policydiff.core.report import Report, Selection
from policydiff.core.rules import Severity
from policydiff.errors import FINE, FOUND, PolicydiffError, RepositoryError
from policydiff.publish.events import Event, is_commit, target_of
from policydiff.render import DOCUMENTS, headline, render, render_document
from policydiff.render.comments import list_problems
from policydiff.render.failures import render_failure
from policydiff.render.safety import escape_markdown
from policydiff.sources.archive import CHECK, FAILURE
from policydiff.sources.git_deepening import Access, bring_commits
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import COVER
from policydiff.sources.versions import Place

_FILES = {"json": "report.json", "markdown": "report.md", "html": "report.html", "docx": "report.docx"}
_FOLDER = "policydiff-report"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a pipeline asks: two commits, whether from the point where they parted, and whose rules count.

    `old` is empty where there is nothing to compare with. With `obeys_old` rules and severities come from the old
    version: nobody changes the rules with the very change that they judge.
    """

    old: str
    new: str
    from_base: bool
    obeys_old: bool
    access: Access | None = None


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-o", "--output", default=_FOLDER, metavar="DIR", help=f"(default: {_FOLDER})")
    parser.add_argument("--fail-on", action="append", metavar="WHAT,…", help="return 1 on these, as `diff` does")
    parser.add_argument("--old", metavar="COMMIT", help="the target branch, where neither GitHub nor GitLab says it")
    parser.add_argument("--new", metavar="COMMIT", help="the change (default: HEAD)")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; outputs and summary are written before anything can stop it."""
    gate = choose_gate(options.fail_on)
    question = ask_environment(os.environ) if options.old is None else _told(options)
    for name in (*_FILES.values(), CHECK, FAILURE):  # what an earlier run left says nothing about this one
        Path(options.output, name).unlink(missing_ok=True)
    with quiet_log(os.environ):
        try:
            return _answer(question, options, gate)
        except PolicydiffError as error:
            _tell_problems(error, question, options)
            return error.exit_code


def ask_environment(environment: Mapping[str, str]) -> Question:
    """Return what the event of this run asks; raises UsageError outside of GitHub Actions and GitLab CI."""
    target = target_of(environment)
    is_push = target.event is Event.PUSH
    token = environment.get("POLICYDIFF_FETCH_TOKEN", "")
    return Question(
        old=target.old_commit,
        new=target.new_commit,
        from_base=not is_push,
        obeys_old=not is_push,
        access=Access(server_url=target.server_url, token=token) if token else None,
    )


def _told(options: Namespace) -> Question:
    return Question(old=options.old, new=options.new or "HEAD", from_base=True, obeys_old=True)


def _answer(question: Question, options: Namespace, gate: tuple[str, ...]) -> int:
    place = place_of(options).opened()
    base = _bring(place, question)
    if base is None or not _has_catalogue(place, base):
        return _tell_first(options)
    dots = "..." if question.from_base else ".."
    rules = question.old if question.obeys_old else None
    report = compare_versions(place, (f"{question.old}{dots}{question.new}",), rules=rules)
    if report.kinds[Kind.ADDED]:
        warn_if_shallow(place.open())
    reached = sorted(list_reached(report).intersection(gate))
    files = _write_reports(report, Path(options.output), options.lang)
    changed = json.dumps(not report.is_empty)
    write_outputs(os.environ, {**files, "changed": changed, "reached": json.dumps(reached), **_counts(report)})
    write_summary(os.environ, draw_summary(report, options.lang))
    print(headline(report, options.lang))
    if reached:
        print(f"policydiff: --fail-on: {', '.join(reached)}", file=sys.stderr)
    return FOUND if reached else FINE


def _bring(place: Place, question: Question) -> str | None:
    """Make both commits readable, tell the next steps, and return the one to compare with; None when there is none."""
    if not question.old:
        return None
    repository = place.open()
    old, new, access = question.old, question.new, question.access
    try:
        bring_commits(repository, old, new, to_base=question.from_base, access=access)
    except RepositoryError as error:
        if question.from_base:
            raise
        # What a branch was before somebody rewrote it may be gone for good, and a push is no request to be judged.
        print(f"policydiff: {error}", file=sys.stderr)
        return None
    if not question.from_base:
        with suppress(RepositoryError):  # only for the check of what changed since then
            bring_commits(repository, old, new, to_base=True, access=access)
    parted = repository.find_merge_base(old, new)
    write_outputs(os.environ, {"old": old, "new": new, "since": old if parted else ""})
    return parted if question.from_base else old


def _has_catalogue(place: Place, commit: str) -> bool:
    return place.open().find_blobs([f"{commit}:{place.policy}/{COVER}"]) != [None]


def _write_reports(report: Report, folder: Path, language: str | None) -> dict[str, str]:
    """Write the report in every format and return the paths by format."""
    paths = {format: folder / name for format, name in _FILES.items()}
    for format, path in paths.items():
        write_file(path, _draw(report, format, language))
    return {"folder": str(folder), **{format: str(path) for format, path in paths.items()}}


def _draw(report: Report, format: str, language: str | None) -> str | bytes:
    if format in DOCUMENTS:
        return render_document(report, format=format, language=language)
    return render(report, format=format, language=language)


def _counts(report: Report) -> dict[str, str]:
    kinds = {str(kind): count for kind, count in report.kinds.items()}
    severities = {str(severity): count for severity, count in report.severities.items()}
    return {"kinds": json.dumps(kinds), "severities": json.dumps(severities)}


def draw_summary(report: Report, language: str | None, *, most: int = SUMMARY_BYTES) -> str:
    """Return the report as Markdown of at most so many bytes: whole, or the heavier changes, or the headline alone.

    What is left out is never cut off in the middle, and the counts are those of the whole.
    """
    weighty = ((Severity.MAJOR, Severity.MINOR), (Severity.MAJOR,))
    for severities in ((), *weighty):
        part = select(report, Selection(severities=severities)) if severities else report
        text = render(part, format="markdown", language=language)
        if len(text.encode()) <= most:
            return text
    words = said(language or report.language)
    return "\n\n".join((escape_markdown(headline(report, language)), words.text("ci.too_long"))) + "\n"


def _tell_first(options: Namespace) -> int:
    """Say that there is nothing to compare with; that stops nothing."""
    text = said(options.lang or "de").text("ci.first")
    counts = {"changed": "", "reached": "[]", "kinds": "{}", "severities": "{}"}
    write_outputs(os.environ, {"folder": "", **dict.fromkeys(_FILES, ""), **counts})
    write_summary(os.environ, text)
    print(text)
    return FINE


def _tell_problems(error: PolicydiffError, question: Question, options: Namespace) -> None:
    """Print all problems, and leave the first of them where the reviewer reads, and for the comment."""
    for problem in error.problems:
        print(f"policydiff: {problem}", file=sys.stderr)
    language = options.lang or "de"
    failure = Failure.of(_find_new(question, options), error.problems)
    if failure.commit:
        folder = Path(options.output)
        write_file(folder / FAILURE, render_failure(failure, language=language))
        write_outputs(os.environ, {"folder": str(folder)})
    write_summary(os.environ, "\n".join([said(language).text("ci.failed"), "", *list_problems(failure, language)]))


def _find_new(question: Question, options: Namespace) -> str:
    """Return the commit that was to be compared; empty where there is none of that name."""
    if is_commit(question.new):
        return question.new
    with suppress(PolicydiffError):
        return place_of(options).open().find_commit(question.new) or ""
    return ""
