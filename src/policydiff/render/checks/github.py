"""What a check found as GitHub's workflow commands, which its runner turns into annotations beside the lines.

GitHub shows ten of each level and step (docs.github.com, workflow commands; reviewdog `comment_writer.go`): here are at
most nine, the heaviest first, and the last one says how many more there are.
"""

from collections.abc import Iterator, Sequence

from policydiff.core.checks import Defect, Inspection
from policydiff.core.rules import Severity
from policydiff.render.checks.words import message_of, name_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line

MOST = 9
_LEVELS = {Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NOTICE: "notice"}


def render_check(inspection: Inspection, messages: Messages) -> str:
    """Return one command a line; nothing where nothing was found."""
    commands: list[str] = []
    for severity, level in _LEVELS.items():
        found = [one for one in inspection.defects if one.severity is severity]
        commands += _commands(level, found, messages)
    return "".join(f"{command}\n" for command in commands)


def _commands(level: str, defects: Sequence[Defect], messages: Messages) -> Iterator[str]:
    shown = defects if len(defects) <= MOST else defects[: MOST - 1]
    for one in shown:
        properties = {
            "file": one.file,
            "line": str(one.line),
            "col": str(one.column),
            "title": f"{name_of(one, messages)} ({one.rule})",
        }
        told = ",".join(f"{key}={_escape_property(line(value))}" for key, value in properties.items())
        yield f"::{level} {told}::{_escape(message_of(one, messages))}"
    if len(shown) < len(defects):
        more = messages.text("check.more", count=len(defects) - len(shown))
        yield f"::{level} title=policydiff::{_escape(more)}"


def _escape(text: str) -> str:
    """Return a text as the data of a command (actions/toolkit, `command.ts`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
