"""Questions to a person at a terminal.

They go to stderr: stdout holds the answer of the command alone. Ctrl-C leaves without a trace, for nothing is written
before the last answer.
"""

import sys
from collections.abc import Callable
from typing import TypeVar

from policydiff.errors import Problem, UsageError

_Answer = TypeVar("_Answer")


class NobodyAnsweredError(UsageError):
    """The input ended before a question was answered."""


def say(text: str) -> None:
    """Print one line for the person who is asked."""
    print(text, file=sys.stderr)


def ask(question: str, read: Callable[[str], _Answer], *, option: str, default: str = "") -> _Answer:
    """Return what `read` makes of the answer; an answer that it raises an error for is asked for again.

    An empty answer means the default. Raises UsageError, which names the option, when nobody answers.
    """
    while True:
        try:
            return read(_read_line(f"{question} [{default}]: " if default else f"{question}: ", option) or default)
        except NobodyAnsweredError:
            raise
        except UsageError as error:
            say(str(error))


def ask_text(question: str, *, option: str) -> str:
    """Return a text of one or more lines; an empty line ends it."""
    lines: list[str] = []
    while line := _read_line(f"{question}: " if not lines else "… ", option if not lines else ""):
        lines.append(line)
    return "\n".join(lines)


def _read_line(prompt: str, option: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    try:
        return input().strip()
    except EOFError:
        say("")
        if not option:
            return ""
        raise NobodyAnsweredError(Problem(found="nobody answers", remedy=f"say it with {option}")) from None
