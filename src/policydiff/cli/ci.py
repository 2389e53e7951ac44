"""`policydiff ci`: one comparison in a pipeline, and everything that is drawn from it."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.cli.gate import choose_gate
from policydiff.cli.options import add_language, add_place, place_of, warn_if_shallow, write_file
from policydiff.cli.rulebooks import find_rules
from policydiff.cli.runner import SUMMARY_BYTES, quiet_log, write_outputs, write_summary
from policydiff.cli.words import said
from policydiff.core.changes import Kind
from policydiff.core.comparison import select
from policydiff.core.failure import Failure, FailureReason
from policydiff.core.gate import list_reached, list_stopping
from policydiff.core.report import Report, Selection
from policydiff.core.rules import RuleBook, Severity
from policydiff.errors import FINE, FOUND, CatalogueError, Phrase, PolicydiffError, Problem, RepositoryError, UsageError
from policydiff.publish.events import Event, is_commit, target_of
from policydiff.render import DOCUMENTS, headline, render, render_document
from policydiff.render.comments import list_problems
from policydiff.render.failures import render_failure
from policydiff.render.safety import escape_markdown
from policydiff.sources.archive import CHECK, FAILURE
from policydiff.sources.git_deepening import Access, bring_commits, bring_contents, lacks_history
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import COVER, read_catalogue_cover, read_tolerantly
from policydiff.sources.versions import Place, take

_FILES = {"json": "report.json", "markdown": "report.md", "html": "report.html", "docx": "report.docx"}
_FOLDER = "policydiff-report"
# So many changes of a catalogue are looked through for one that can be read: a branch that was broken longer is new.
_MOST_BROKEN = 100
# So many demands are named that stop a change; the job summary names them all.
_MOST_STOPPING = 5
# What the steps that follow are told where nothing was compared.
_NOTHING = {**dict.fromkeys(_FILES, ""), "changed": "", "reached": "[]", "kinds": "{}", "severities": "{}"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a pipeline asks: two commits, whether from the point where they parted, and whose rules count.

    `old` is empty where there is nothing to compare with. `rules` is the version that rules and severities come from,
    empty for the new one: nobody changes the rules with the very change that they judge.
    """

    old: str
    new: str
    from_base: bool
    rules: str
    access: Access | None = None


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-o", "--output", default=_FOLDER, metavar="DIR", help=f"(default: {_FOLDER})")
    parser.add_argument("--fail-on", action="append", metavar="WHAT,…", help="return 1 on these, as `diff` does")
    parser.add_argument("--old", metavar="COMMIT", help="the target branch, where neither GitHub nor GitLab says it")
    parser.add_argument("--new", metavar="COMMIT", help="the change (default: HEAD)")
    parser.add_argument(
        "--rules", metavar="VERSION", help="judge by the rules of this version (default: what it is compared with)"
    )
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; outputs and summary are written before anything can stop it."""
    gate = choose_gate(options.fail_on)
    question = ask_environment(os.environ) if options.old is None else _told(options)
    if options.rules:
        question = replace(question, rules=options.rules)
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
    if "true" not in (environment.get("GITHUB_ACTIONS"), environment.get("GITLAB_CI")):
        found = "this is no run of GitHub Actions or GitLab CI: neither GITHUB_ACTIONS nor GITLAB_CI is set"
        raise UsageError(Problem(found=found, remedy="name what to compare with: policydiff ci --old main"))
    target = target_of(environment)
    is_push = target.event is Event.PUSH
    token = environment.get("POLICYDIFF_FETCH_TOKEN", "")
    return Question(
        old=target.old_commit,
        new=target.new_commit,
        from_base=not is_push,
        rules="" if is_push else target.old_commit,
        access=Access(server_url=target.server_url, token=token) if token else None,
    )


def _told(options: Namespace) -> Question:
    return Question(old=options.old, new=options.new or "HEAD", from_base=True, rules=options.old)


def _answer(question: Question, options: Namespace, gate: tuple[str, ...]) -> int:
    place = place_of(options).opened()
    base = _bring(place, question)
    if base is None or not _has_catalogue(place, base):
        if base and question.rules and _has_catalogue(place, question.rules):
            raise _outdated(base)
        return _tell_first(question, place, options)
    rules = find_rules(place, question.rules) if question.rules else None
    # As ids, never as a range: a folder of that name may lie in the change.
    versions = (base, _find_new(question, options))
    try:
        report = compare_versions(place, versions, rules=rules.rulebook if rules else None)
    except CatalogueError as error:
        return _tell_unreadable(error, base, question, place, options)
    if report.kinds[Kind.ADDED]:
        warn_if_shallow(place.open())
    reached = sorted(list_reached(report).intersection(gate))
    drawn = {format: _draw(report, format, options.lang) for format in _FILES}
    files = _write_reports(drawn, Path(options.output))
    changed = json.dumps(not report.is_empty)
    write_outputs(os.environ, {**files, "changed": changed, "reached": json.dumps(reached), **_counts(report)})
    write_summary(os.environ, draw_summary(report, options.lang, whole=str(drawn["markdown"])))
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
    bring_contents(repository, [old, new], place.policy, access)
    parted = repository.find_merge_base(old, new)
    if question.from_base and len(repository.list_merge_bases(question.rules or old, new)) > 1:
        # What it drops could hide behind one of them.
        found = Phrase("this change parted from the target branch at several commits")
        raise RepositoryError(Problem(found=found, remedy=Phrase("merge the target branch into it")))
    write_outputs(os.environ, {"old": old, "new": new, "since": old if parted else ""})
    return parted if question.from_base else old


def _has_catalogue(place: Place, commit: str) -> bool:
    return place.open().find_blobs([f"{commit}:{place.policy}/{COVER}"]) != [None]


def _write_reports(drawn: Mapping[str, str | bytes], folder: Path) -> dict[str, str]:
    """Write the report in every format and return the paths by format."""
    paths = {format: folder / name for format, name in _FILES.items()}
    for format, path in paths.items():
        write_file(path, drawn[format])
    return {"folder": str(folder), **{format: str(path) for format, path in paths.items()}}


def _draw(report: Report, format: str, language: str | None) -> str | bytes:
    if format in DOCUMENTS:
        return render_document(report, format=format, language=language)
    return render(report, format=format, language=language)


def _counts(report: Report) -> dict[str, str]:
    kinds = {str(kind): count for kind, count in report.kinds.items()}
    severities = {str(severity): count for severity, count in report.severities.items()}
    return {"kinds": json.dumps(kinds), "severities": json.dumps(severities)}


def draw_summary(report: Report, language: str | None, *, whole: str = "", most: int = SUMMARY_BYTES) -> str:
    """Return the report as Markdown of at most so many bytes: whole, or the heavier changes, or the headline alone.

    What is left out is never cut off in the middle, and the counts are those of the whole, which may be drawn already.
    """
    whole = whole or render(report, format="markdown", language=language)
    if len(whole.encode()) <= most:
        return whole
    for severities in ((Severity.MAJOR, Severity.MINOR), (Severity.MAJOR,)):
        part = select(report, Selection(severities=severities))
        text = render(part, format="markdown", language=language)
        if len(text.encode()) <= most:
            return text
    words = said(language or report.language)
    return "\n\n".join((escape_markdown(headline(report, language)), words.text("ci.too_long"))) + "\n"


def _tell_first(question: Question, place: Place, options: Namespace) -> int:
    """Say that there is nothing to compare with, and leave that for the comment of a request; that stops nothing."""
    text = said(_language(question, options)).text("ci.first")
    commit = _find_new(question, options)
    folder = ""
    if question.from_base and commit:
        if _has_catalogue(place, commit):
            failure = Failure(commit=commit, reason=FailureReason.FIRST)
        else:  # a push before may have brought one: what was said of that no longer holds
            failure = Failure.of(commit, _problems_of(place, commit))
        folder = _leave(failure, question, options)
    write_outputs(os.environ, {"folder": folder, **_NOTHING})
    write_summary(os.environ, text)
    print(text)
    return FINE


def _tell_unreadable(error: CatalogueError, old: str, question: Question, place: Place, options: Namespace) -> int:
    """Say that the old version cannot be read, and return whether the new one is sound; raises what is wrong with it.

    So a request can mend a broken target branch, and nothing broken passes because of one. Where there is a gate, it is
    held against what changed since the old version could be read last.
    """
    own = _problems_of(place, question.new)
    if not (problems := _problems_of(place, old)):
        raise error
    if own:
        raise CatalogueError(*own) from None
    if question.rules and not _problems_of(place, question.rules):
        raise _outdated(old)
    language, new = _language(question, options), _find_new(question, options)
    failure = Failure.of(new, problems, old_commit=old)
    is_sound = _is_sound(place, question)
    text = said(language).text("ci.old_unreadable" if is_sound else "ci.both_unsound", commit=old[:7])
    lines = [text, "", *list_problems(failure, language)]
    reached: list[str] = []
    stopping: tuple[str, ...] = ()
    gate = choose_gate(options.fail_on)
    if before := _find_readable(place, old) if gate else "":
        rules = find_rules(place, question.rules) if question.rules else None
        report = compare_versions(place, (before, new), rules=rules.rulebook if rules else None)
        reached = sorted(list_reached(report).intersection(gate))
        stopping = list_stopping(report, gate)
        compared = said(language).text("ci.compared_before", commit=before[:7])
        lines += ["", compared, "", draw_summary(report, options.lang)]
        text = f"{text}\n{compared} {headline(report, options.lang)}"
    if reached:
        failure = Failure.of(new, [_stopped(before, reached, stopping)])
    folder = _leave(failure, question, options)
    write_outputs(os.environ, {"folder": folder, **_NOTHING, "reached": json.dumps(reached)})
    write_summary(os.environ, "\n".join(lines))
    print(text)
    for problem in problems:
        print(f"policydiff: {old[:7]}: {problem}", file=sys.stderr)
    if reached:
        print(f"policydiff: --fail-on: {', '.join(reached)}", file=sys.stderr)
    return FINE if is_sound and not reached else FOUND


def _find_readable(place: Place, commit: str) -> str:
    """Return the newest commit before one whose catalogue can be read; empty where there is none.

    Raises RepositoryError where the history ends before, as in a shallow clone.
    """
    repository = place.open()
    for one in repository.list_changes_of(commit, place.policy)[:_MOST_BROKEN]:
        if not _problems_of(place, one):
            return one
    if repository.is_shallow:
        raise lacks_history(commit)
    return ""


def _stopped(before: str, reached: list[str], stopping: Sequence[str]) -> Problem:
    """Return what stops a change that mends a broken target branch."""
    found = Phrase(
        "compared with {commit}, which could be read last, the gate stops this change: {reached} ({demands})",
        commit=before[:7],
        reached=", ".join(reached),
        demands=", ".join((*stopping[:_MOST_STOPPING], *(["…"] if len(stopping) > _MOST_STOPPING else []))),
    )
    remedy = Phrase("mend the target branch by a change of its own that leaves everything else as it was")
    return Problem(found=found, remedy=remedy)


def _outdated(old: str) -> RepositoryError:
    """Return why a change is not judged that starts where there was no sound catalogue, though by now there is one.

    Else whoever chooses where a branch begins could choose that nothing is compared.
    """
    found = Phrase("at {commit}, where this change begins, the catalogue is missing or broken", commit=old[:7])
    return RepositoryError(Problem(found=found, remedy=Phrase("merge the target branch, which has a sound one")))


def _problems_of(place: Place, commit: str) -> tuple[Problem, ...]:
    """Return what keeps a version from being read."""
    return read_tolerantly(take(place, commit)[0]).problems


def _is_sound(place: Place, question: Question) -> bool:
    """Return whether a check finds nothing major in what changed, by policydiff's own rules."""
    from policydiff.cli.inspecting import inspect  # it reads papers, which a comparison needs not

    parted = place.open().find_merge_base(question.old, question.new)
    found = inspect(place, question.new, since=parted)
    rulebook = RuleBook()
    return all(rulebook.find(one.rule).severity is not Severity.MAJOR for one in found.defects)


def _tell_problems(error: PolicydiffError, question: Question, options: Namespace) -> None:
    """Print all problems, and leave the first of them where the reviewer reads, and for the comment."""
    for problem in error.problems:
        print(f"policydiff: {problem}", file=sys.stderr)
    language = _language(question, options)
    failure = Failure.of(_find_new(question, options), error.problems)
    if failure.commit:
        write_outputs(os.environ, {"folder": _leave(failure, question, options)})
    write_summary(os.environ, "\n".join([said(language).text("ci.failed"), "", *list_problems(failure, language)]))


def _leave(failure: Failure, question: Question, options: Namespace) -> str:
    """Write why there is no report, for the comment, and return the folder."""
    folder = Path(options.output)
    write_file(folder / FAILURE, render_failure(failure, language=_language(question, options)))
    return str(folder)


def _language(question: Question, options: Namespace) -> str:
    """Return the language that is asked for, else that of the new version, else German."""
    catalogue = None
    if not options.lang:
        with suppress(PolicydiffError):
            catalogue = read_catalogue_cover(take(place_of(options), question.new)[0])
    return options.lang or (catalogue.language if catalogue else "") or "de"


def _find_new(question: Question, options: Namespace) -> str:
    """Return the commit that was to be compared; empty where there is none of that name."""
    if is_commit(question.new):
        return question.new
    with suppress(PolicydiffError):
        return place_of(options).open().find_commit(question.new) or ""
    return ""
