"""`policydiff comment`: one comment on a pull or merge request, posted once and then kept up to date."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policydiff import __version__
from policydiff.cli.options import add_language, add_place, pair_of, place_of
from policydiff.cli.rulebooks import find_rules
from policydiff.cli.runner import quiet_log
from policydiff.cli.words import said
from policydiff.core.checks import Inspection
from policydiff.core.failure import Failure, FailureReason
from policydiff.core.report import Report
from policydiff.core.rules import RuleBook
from policydiff.errors import BAD_INPUT, FINE, PolicydiffError, Problem, UsageError
from policydiff.publish.events import Event, Platform, Target, check_url, file_url, target_of
from policydiff.publish.failures import PublishError
from policydiff.publish.limits import GITHUB_BYTES, GITHUB_ROOM, GITLAB_BYTES, GITLAB_ROOM, Room, room_for
from policydiff.publish.marks import DEFAULT_NAME
from policydiff.publish.steps import Result
from policydiff.render.comments import Links, is_worth_saying, render_comment, render_failed, render_missing
from policydiff.sources.archive import CHECK, FAILURE, REPORT, take_files
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import read_tolerantly
from policydiff.sources.reports import read_failure, read_inspection, read_report
from policydiff.sources.versions import INDEX, WORKTREE, Place, take

if TYPE_CHECKING:
    from policydiff.publish.comment import Outcome

REPORT_URL = "POLICYDIFF_REPORT_URL"
TOKENS = {
    Platform.GITHUB: ("POLICYDIFF_TOKEN", "GITHUB_TOKEN"),
    Platform.GITLAB: ("POLICYDIFF_TOKEN", "GITLAB_TOKEN"),
}

_AUTO = "auto"
# Of so many letters a commit's id is the only one in any repository of this size; links are short, and many.
_SHORT_COMMIT = 12
_WORDS = {
    Result.CREATED: "comment.created",
    Result.UPDATED: "comment.updated",
    Result.UNCHANGED: "comment.unchanged",
    Result.SILENT: "comment.silent",
    Result.OUTDATED: "comment.outdated",
    Result.REFUSED: "comment.refused",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What there is to comment: a report or why there is none, neither where a run left nothing; what a check found.

    `unread` is what keeps the rules that should judge from being read.
    """

    report: Report | None = None
    failure: Failure | None = None
    inspection: Inspection | None = None
    unread: tuple[Problem, ...] = ()

    @property
    def commit(self) -> str | None:
        """Return the commit that this is about; None where nothing says so."""
        if self.failure:
            return self.failure.commit
        return self.report.new.commit if self.report else None

    @property
    def old_commit(self) -> str | None:
        """Return the commit that it was to be compared with; None where nothing says so."""
        if self.failure:
            return self.failure.old_commit or None
        return self.report.old.commit if self.report else None

    @property
    def is_worth_saying(self) -> bool:
        """Return whether there is something to tell those who have no comment yet."""
        return bool(self.failure) or (self.report is not None and is_worth_saying(self.report, self.inspection))


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Post what changed as one comment on the pull or merge request of this pipeline, or bring it up to date. "
        f"The token is taken from {TOKENS[Platform.GITHUB][0]}, GITHUB_TOKEN or GITLAB_TOKEN, the address of the full "
        f"report from {REPORT_URL}."
    )
    parser.add_argument(
        "versions", nargs="*", metavar="VERSION", help="compare these, as `diff` does, where there is no --report"
    )
    parser.add_argument("--report", metavar="PATH", help="the folder that `policydiff ci` wrote, or its artifact")
    parser.add_argument("--no-report", action="store_true", help="say that none was left, where there is a comment")
    parser.add_argument("--rules", metavar="VERSION", help="judge by the rules of this version: the target branch's")
    parser.add_argument(
        "--platform", choices=(_AUTO, *Platform), default=_AUTO, help="(default: what the pipeline says)"
    )
    parser.add_argument("--name", default=DEFAULT_NAME, help=f"one of several comments (default: {DEFAULT_NAME})")
    parser.add_argument("--dry-run", action="store_true", help="print the comment and post nothing")
    parser.add_argument("--strict", action="store_true", help="return 2 where the comment could not be posted")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; that a platform takes no comment stops nothing unless --strict."""
    if [bool(options.versions), bool(options.report), options.no_report].count(True) != 1:
        remedy = "name --report, --no-report or two versions"
        raise UsageError(Problem(found="what is to be commented is not said", remedy=remedy))
    pair_of(options)
    if options.dry_run:
        return _print(options)
    from policydiff.publish import comment  # raises PublishError that names the extra where httpx is not installed

    target = _target(options, os.environ)
    token = _token(target.platform, os.environ)
    with quiet_log(os.environ):  # what is wrong with a stranger's report is told in the stranger's words
        try:
            outcome = _post(options, target, token)
        except PublishError as error:
            outcome = comment.Outcome(result=Result.REFUSED, why=error.problems[0])
        except PolicydiffError as error:
            print(f"policydiff: {error}", file=sys.stderr)
            return error.exit_code
    return _tell(outcome, options)


def draw(matter: Matter, target: Target | None, environment: Mapping[str, str], options: Namespace) -> str:
    """Return the text of the comment, as long as it may be on the target's platform."""
    platform = Platform(options.platform) if options.platform != _AUTO else Platform.GITHUB
    room = room_for(target, name=options.name) if target else _room(platform)
    links, tool = _links(matter, target, environment, options), f"policydiff {__version__}"
    inspection, unread, language = matter.inspection, matter.unread, options.lang or "de"
    if matter.report:
        return render_comment(
            matter.report,
            room=room,
            language=options.lang,
            links=links,
            inspection=inspection,
            unread=unread,
            policy=place_of(options).policy,
            tool=tool,
        )
    if matter.failure:
        return render_failed(
            matter.failure, room=room, language=language, links=links, inspection=inspection, unread=unread, tool=tool
        )
    return render_missing(target.new_commit if target else "", language=language, links=links, tool=tool)


def _links(matter: Matter, target: Target | None, environment: Mapping[str, str], options: Namespace) -> Links:
    report = _report_url(environment)
    if target is None:
        return Links(report=report)
    policy = place_of(options).policy
    old, new = matter.old_commit, matter.commit
    return Links(
        old_files=file_url(target, policy, commit=old[:_SHORT_COMMIT]) if old else "",
        new_files=file_url(target, policy, commit=new[:_SHORT_COMMIT]) if new else "",
        files=file_url(target, "", commit=new[:_SHORT_COMMIT]).rstrip("/") if new else "",
        old_repository=file_url(target, "", commit=old[:_SHORT_COMMIT]).rstrip("/") if old else "",
        report=report,
        run=target.run_url,
    )


def _post(options: Namespace, target: Target, token: str) -> "Outcome":
    """Find the request, draw the comment, and bring it there."""
    from policydiff.publish import comment

    found = comment.resolve(target, token=token)
    if isinstance(found, comment.Outcome):
        for one in found.several:  # whichever is meant, what was said of an earlier push is past
            body = draw(Matter(), one, os.environ, options)
            comment.post(one, body, token=token, name=options.name, only_update=True)
        return found
    unread: PolicydiffError | None = None
    try:
        matter = _read(options, found)
    except PolicydiffError as error:
        if not options.report:
            raise
        matter, unread = Matter(), error  # what an earlier run said must not pass for new, whatever this one left
    stale = _find_stale(matter, found)
    told = Matter() if stale else matter
    body = draw(told, found, os.environ, options)
    outcome = comment.post(found, body, token=token, name=options.name, only_update=not told.is_worth_saying)
    if unread:
        raise unread
    return comment.Outcome(result=Result.REFUSED, url=outcome.url, why=stale) if stale else outcome


def _print(options: Namespace) -> int:
    """Print the comment; outside of a pipeline it has no links to files."""
    in_pipeline = "true" in (os.environ.get("GITHUB_ACTIONS"), os.environ.get("GITLAB_CI"))
    target = _target(options, os.environ) if in_pipeline else None
    text = draw(_read(options, target), target, os.environ, options)
    with quiet_log(os.environ):
        sys.stdout.write(text)
    return FINE


def _target(options: Namespace, environment: Mapping[str, str]) -> Target:
    target = target_of(environment)
    if options.platform not in (_AUTO, target.platform):
        found = f"--platform {options.platform}, and this is a run of {target.platform}"
        raise UsageError(Problem(found=found, remedy="leave --platform out"))
    return target


def _token(platform: Platform, environment: Mapping[str, str]) -> str:
    names = TOKENS[platform]
    token = next((environment[name] for name in names if environment.get(name)), "")
    if not token:
        found = f"there is no token: neither {' nor '.join(names)} is set"
        raise UsageError(Problem(found=found, remedy="pass one in the environment of this step"))
    return token


def _read(options: Namespace, target: Target | None) -> Matter:
    """Return what there is to comment: compared here, or read; what another job left is judged again by other rules.

    Those are the ones named by --rules, else policydiff's. In its own run a pull request's report states by which rules
    it was judged.
    """
    if options.no_report:
        return Matter()
    place = place_of(options)
    rules = find_rules(place, options.rules) if options.rules else None
    rulebook = rules.rulebook if rules else None
    unread = rules.problems if rules else ()
    if not options.report:
        report = compare_versions(place, pair_of(options), rules=rulebook)
        return Matter(report=report, inspection=_check(report, place, options.rules), unread=unread)
    path = Path(options.report)
    if rulebook is None and target and (target.is_fork or target.event is Event.WORKFLOW_RUN):
        rulebook = RuleBook()
    files = take_files(path)
    failure = read_failure(files[FAILURE], _name(path, FAILURE)) if FAILURE in files else None
    if failure and options.rules:
        _confirm(failure, place, options.rules)
    return Matter(
        report=read_report(files[REPORT], _name(path, REPORT), rulebook=rulebook) if REPORT in files else None,
        failure=failure,
        inspection=read_inspection(files[CHECK], _name(path, CHECK), rulebook=rulebook) if CHECK in files else None,
        unread=unread,
    )


def _confirm(failure: Failure, place: Place, target: str) -> None:
    """Raise UsageError where a run says of the target branch what is not so: it would hide that there are changes."""
    if failure.reason is FailureReason.UNREADABLE:
        return
    problems = read_tolerantly(take(place, target)[0]).problems
    is_there = not any(one.code == "catalogue-missing" for one in problems)
    if is_there if failure.reason is FailureReason.FIRST else not problems:
        found = f"the run says that {target} has no sound catalogue, which is not so"
        raise UsageError(Problem(found=found, remedy="start it again"))


def _name(path: Path, file: str) -> str:
    """Return what messages call one of the files that were left."""
    return str(path) if path.name == file else str(path / file)


def _check(report: Report, place: Place, rules: str | None) -> Inspection | None:
    """Return what a check of the new version finds, of what changed where git can tell that; none of a folder."""
    from policydiff.cli.inspecting import inspect  # it reads papers, which a report that was left needs not

    old, new = report.old.commit, report.new.commit or report.new.spec
    if not report.new.commit and new not in (WORKTREE, INDEX):
        return None
    parted = old and place.open().find_merge_base(old, report.new.commit or "HEAD")
    return inspect(place, new, since=old if parted else None, rules=rules)


def _find_stale(matter: Matter, target: Target) -> Problem | None:
    """Return why what is told is not about the commit that the request stands at."""
    if matter == Matter() or matter.commit == target.new_commit:
        return None
    told = matter.commit[:12] if matter.commit else "no commit"
    found = f"the report is about {told}, and the request stands at {target.new_commit[:12]}"
    return Problem(found=found, remedy="compare that commit; a newer push has a run of its own")


def _report_url(environment: Mapping[str, str]) -> str:
    address = environment.get(REPORT_URL, "")
    return check_url(address, REPORT_URL) if address else ""


def _room(platform: Platform) -> Room:
    characters, size = (GITHUB_ROOM, GITHUB_BYTES) if platform is Platform.GITHUB else (GITLAB_ROOM, GITLAB_BYTES)
    return Room(characters=characters, bytes=size)


def _tell(outcome: "Outcome", options: Namespace) -> int:
    """Print how posting ended, in one line, and return the exit code."""
    word = _WORDS[outcome.result]
    if outcome.result is Result.SILENT and (outcome.why or options.no_report):
        word = "comment.no_request" if outcome.why else "comment.no_report"
    words = said(options.lang or "de").text(word)
    print(f"{words}: {outcome.url}" if outcome.url else words)
    if outcome.why and outcome.result is not Result.SILENT:
        _notice(str(outcome.why))
    return BAD_INPUT if options.strict and outcome.result is Result.REFUSED else FINE


def _notice(text: str) -> None:
    """Say on the run's page why there is no comment; elsewhere on stderr."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        print(f"::notice title=policydiff::{escaped}")
    else:
        print(f"policydiff: {text}", file=sys.stderr)
