"""`policydiff comment`: one comment on a pull or merge request, posted once and then kept up to date."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policydiff import __version__
from policydiff.cli.options import add_language, add_place, place_of
from policydiff.cli.runner import quiet_log
from policydiff.cli.words import said
from policydiff.core.report import Report
from policydiff.core.rules import RuleBook
from policydiff.errors import BAD_INPUT, FINE, PolicydiffError, Problem, UsageError
from policydiff.publish.events import Event, Platform, Target, check_url, file_url, target_of
from policydiff.publish.failures import PublishError
from policydiff.publish.limits import GITHUB_BYTES, GITHUB_ROOM, GITLAB_BYTES, GITLAB_ROOM, Room, room_for
from policydiff.publish.marks import DEFAULT_NAME
from policydiff.publish.steps import Result
from policydiff.render.comments import Links, is_worth_saying, render_comment
from policydiff.sources.archive import take_report
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import read_rulebook
from policydiff.sources.reports import read_report
from policydiff.sources.versions import take

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
    parser.add_argument("--report", metavar="PATH", help="the report.json of `policydiff ci`, or the artifact with it")
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
    if bool(options.versions) is bool(options.report):
        raise UsageError(Problem(found="what is to be commented is not said", remedy="name --report or two versions"))
    if len(options.versions) > 2:
        raise UsageError(Problem(found=f"{len(options.versions)} versions", remedy="name one or two"))
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


def draw(report: Report, target: Target | None, environment: Mapping[str, str], options: Namespace) -> str:
    """Return the text of the comment, as long as it may be on the target's platform."""
    links = Links(report=_report_url(environment))
    platform = Platform(options.platform) if options.platform != _AUTO else Platform.GITHUB
    room = _room(platform)
    if target:
        room = room_for(target, name=options.name)
        old, new = (
            file_url(target, place_of(options).policy, commit=side.commit[:_SHORT_COMMIT]) if side.commit else ""
            for side in (report.old, report.new)
        )
        links = Links(old_files=old, new_files=new, report=links.report, run=target.run_url)
    return render_comment(report, room=room, language=options.lang, links=links, tool=f"policydiff {__version__}")


def _post(options: Namespace, target: Target, token: str) -> "Outcome":
    """Find the request, draw the comment, and bring it there."""
    from policydiff.publish import comment

    found = comment.resolve(target, token=token)
    if isinstance(found, comment.Outcome):
        return found
    report = _read(options, found)
    stale = _find_stale(report, found)
    if stale:
        return comment.Outcome(result=Result.REFUSED, why=stale)
    body = draw(report, found, os.environ, options)
    return comment.post(found, body, token=token, name=options.name, only_update=not is_worth_saying(report))


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


def _read(options: Namespace, target: Target | None) -> Report:
    """Return the report: compared here, or read; what another job left is judged again by rules that are not its own.

    Those are the ones named by --rules, else policydiff's. In its own run a pull request's report states by which rules
    it was judged.
    """
    place = place_of(options)
    if not options.report:
        return compare_versions(place, tuple(options.versions), rules=options.rules)
    path = Path(options.report)
    rulebook = read_rulebook(take(place, options.rules)[0]) if options.rules else None
    if rulebook is None and target and (target.is_fork or target.event is Event.WORKFLOW_RUN):
        rulebook = RuleBook()
    return read_report(take_report(path), str(path), rulebook=rulebook)


def _find_stale(report: Report, target: Target) -> Problem | None:
    """Return why the report is not one of the commit that the request stands at."""
    if report.new.commit == target.new_commit:
        return None
    told = report.new.commit[:12] if report.new.commit else "no commit"
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
    words = said(options.lang or "de").text(_WORDS[outcome.result])
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
