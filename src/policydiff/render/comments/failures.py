"""The comment where there is no comparison: what has to be mended, that all is new, or that a run left nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from policydiff.core.checks import Inspection
from policydiff.core.failure import Failure, FailureReason
from policydiff.errors import Phrase, Problem
from policydiff.render.comments.body import Room
from policydiff.render.comments.checks import Findings, place_of, told_at
from policydiff.render.comments.links import Links
from policydiff.render.comments.markup import link
from policydiff.render.messages import Messages, messages
from policydiff.render.safety import escape_markdown, markdown_code, visible

# So many problems and so many findings, then fewer where room lacks: with ten times as many nobody reads any.
_MOST_LINES = (20, 10, 5, 2, 0)


def render_failed(
    failure: Failure,
    *,
    room: Room,
    language: str,
    links: Links | None = None,
    inspection: Inspection | None = None,
    unread: Sequence[Problem] = (),
    tool: str = "",
) -> str:
    """Return why a commit is not compared, and what has to be mended, as Markdown.

    `inspection` is what the check found, `unread` what keeps the target branch's rules from being read. Raises
    ValueError where not even the first line fits.
    """
    words, links = messages(language), links or Links()
    findings = Findings(inspection=inspection, messages=words, links=links) if inspection else None
    is_old = failure.reason is FailureReason.OLD_UNREADABLE
    # What the check names is named once; of another commit it says nothing.
    known = {(visible(one.file), one.line) for one in inspection.defects} if inspection and not is_old else set()
    problems = [one for one in failure.problems if (visible(one.file), one.line or 1) not in known]
    there = replace(links, files=links.old_repository) if is_old else links
    for most in _MOST_LINES:
        left = max(0, len(problems) - most) + failure.left
        items = _items(problems[:most], left, words, there)
        parts = [
            *_told(failure, words, has_items=bool(items)),
            "\n".join(items),
            rules_note(unread, words),
            findings.told(most) if findings else "",
            _foot(words, links, tool),
        ]
        text = "\n\n".join(filter(None, parts)) + "\n"
        if room.holds(text):
            return text
    raise ValueError("there is no room for a comment")


def render_missing(commit: str, *, language: str, links: Links | None = None, tool: str = "") -> str:
    """Return that the newest run, which looked at a commit, left no report, as Markdown."""
    words, links = messages(language), links or Links()
    head = words.text("comment.missing", commit=markdown_code(commit[:7]))
    return "\n\n".join([f"**{head}**", words.text("comment.missing_note"), _foot(words, links, tool)]) + "\n"


def rules_note(problems: Sequence[Problem], words: Messages) -> str:
    """Return that the target branch's rules cannot be read, and why; nothing where they can."""
    return "\n".join([words.text("comment.rules_unread"), *_items(problems, 0, words, Links())]) if problems else ""


def list_problems(failure: Failure, language: str) -> list[str]:
    """Return the problems as lines of a Markdown list, without links."""
    return _items(failure.problems, failure.left, messages(language), Links())


def _told(failure: Failure, words: Messages, *, has_items: bool) -> list[str]:
    """Return why there is no comparison, and what the problems below are about."""
    commit, old = markdown_code(failure.commit[:7]), markdown_code(failure.old_commit[:7])
    match failure.reason:
        case FailureReason.UNREADABLE:
            first = words.text("comment.failed_first") if has_items else ""
            return [f"**{words.text('comment.failed', commit=commit)}**", words.text("comment.failed_note"), first]
        case FailureReason.OLD_UNREADABLE:
            note = f"{words.text('comment.old_unreadable_note')} {words.text('comment.failed_note')}"
            first = words.text("comment.old_unreadable_first", old=old) if has_items else ""
            return [f"**{words.text('comment.old_unreadable', old=old)}**", note, first]
        case FailureReason.FIRST:
            return [f"**{words.text('comment.first')}**", words.text("comment.first_note")]
        case _ as unreachable:
            assert_never(unreachable)


def _items(problems: Sequence[Problem], left: int, words: Messages, links: Links) -> list[str]:
    items = [f"- {_problem(one, words, links)}" for one in problems]
    return [*items, f"- {words.text('report.more', count=left)}"] if left else items


def _problem(problem: Problem, words: Messages, links: Links) -> str:
    name = words.text(f"rule.{problem.code}.name") if problem.code else ""
    found, remedy = (words.tell(Phrase.of(text)) for text in (problem.found, problem.remedy))
    place = place_of(problem.file, problem.line, links)
    return told_at(name, f"{found}; {remedy}" if remedy else found, [place])


def _foot(words: Messages, links: Links, tool: str) -> str:
    parts = [link(words.text("comment.run"), links.rest)] if links.rest else []
    parts += [escape_markdown(tool)] if tool else []
    return f"---\n\n<sub>{' · '.join(parts)}</sub>" if parts else ""
