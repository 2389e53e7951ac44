"""Questions to a person at a terminal, and what is wrong with their answers or anything else.

They go to stderr: stdout holds the answer of the command alone. Ctrl-C leaves without a trace, for nothing is written
before the last answer.
"""

import os
import sys
import textwrap
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from policydiff.cli.words import said
from policydiff.errors import Phrase, PolicydiffError, Problem, UsageError

_Answer = TypeVar("_Answer")
# So many places show where a mistake is that was made in all files; what `check` prints has each of them.
_MOST_ALIKE = 3


class NobodyAnsweredError(UsageError):
    """The input ended before a question was answered."""


def say(text: str) -> None:
    """Print one line for the person who is asked."""
    print(text, file=sys.stderr)


def complain(problems: Iterable[Problem | str]) -> None:
    """Print to stderr what is wrong, one problem a line; a terminal would break words, so there lines end before.

    Of many that are mended in the same way only the first are told, and how many more there are.
    """
    alike: dict[Hashable, list[Problem | str]] = {}
    for place, problem in enumerate(problems):
        alike.setdefault(_kind(problem) or place, []).append(problem)
    for some in alike.values():
        told = some if len(some) <= _MOST_ALIKE + 1 else some[:_MOST_ALIKE]
        for problem in told:
            say(_fill(f"policydiff: {problem}"))
        if left := len(some) - len(told):
            say(_fill(f"policydiff: … and {left} more like these; `policydiff check` lists all"))


def _kind(problem: Problem | str) -> tuple[str, ...] | None:
    """Return what problems of many files share that are one mistake; None for one that stands by itself."""
    if isinstance(problem, str) or not problem.code or not isinstance(problem.found, Phrase):
        return None
    return problem.code, problem.found.template, problem.key, str(problem.remedy)


def _fill(text: str) -> str:
    columns = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else 0
    if not columns:
        return text
    wrap = textwrap.TextWrapper(columns, replace_whitespace=False, break_long_words=False, break_on_hyphens=False)
    return "\n".join(line for paragraph in text.splitlines() for line in wrap.wrap(paragraph))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let all that is found wrong inside be told in a language."""
    words = said(language)
    try:
        yield
    except PolicydiffError as error:
        told = (
            replace(one, found=words.tell(Phrase.of(one.found)), remedy=words.tell(Phrase.of(one.remedy)))
            for one in error.problems
        )
        raise type(error)(*told) from None


def ask(
    question: str, read: Callable[[str], _Answer], *, option: str, default: str = "", language: str = "en"
) -> _Answer:
    """Return what `read` makes of the answer; an answer that it raises an error for is asked for again.

    An empty answer means the default. Raises UsageError, which names the option, when nobody answers.
    """
    while True:
        try:
            with speaking(language):
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
        raise NobodyAnsweredError(
            Problem(found=Phrase("nobody answers"), remedy=Phrase("say it with {option}", option=option))
        ) from None
