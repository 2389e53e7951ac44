"""What can go wrong, said so that a person can mend it, and the exit code each failure ends with."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar, Self

FINE = 0
FOUND = 1
BAD_INPUT = 2
OUR_BUG = 3


class Phrase(str):
    """A sentence in English that knows its template and what fills it, so that it can be told in another language.

    What fills it may be a phrase itself. The other languages are in `render/locales/findings-*.toml`.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, str | int]

    def __new__(cls, template: str, /, **values: str | int) -> Self:
        """Fill the template as `str.format` does: braces that stand for themselves are doubled."""
        phrase = super().__new__(cls, template.format_map(values))
        phrase.template, phrase.values = template, values
        return phrase

    @classmethod
    def of(cls, text: str) -> "Phrase":
        """Return a text as a phrase; one that is none says the same in every language."""
        return text if isinstance(text, Phrase) else Phrase("{text}", text=text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong with an input: where it stands, what was found, what to do.

    `code` is that of the rule it breaks, where there is one: then `found` and `remedy` are phrases. `key` is the path
    of keys to it inside its file, with full stops; `others` are the files that have their part in it.
    """

    found: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    code: str = ""
    key: str = ""
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return `file:line: what was found; what to do`, leaving out what is not known."""
        file = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in self.file)
        where = f"{file}:{self.line}: " if file and self.line else f"{file}: " if file else ""
        return f"{where}{self.found}; {self.remedy}" if self.remedy else f"{where}{self.found}"


class PolicydiffError(Exception):
    """Base of every error that policydiff raises on purpose; `exit_code` is what the command line returns."""

    exit_code: ClassVar[int] = BAD_INPUT

    def __init__(self, *problems: Problem) -> None:
        """Collect all problems of one input: a person mends them in one go."""
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return one line per problem."""
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(PolicydiffError):
    """The command was called with arguments that do not fit together."""


class RepositoryError(PolicydiffError):
    """A git repository, revision or edition could not be found or read."""


class CatalogueError(PolicydiffError):
    """The files of a catalogue are not what DESIGN calls a catalogue."""


class PaperError(PolicydiffError):
    """A paper could not be read, or holds nothing that can be imported."""


# As many names as a person reads through in an error message.
_MOST_NAMED = 12


def did_you_mean(word: str, known: list[str]) -> Phrase:
    """Return a remedy that names the nearest of the known words, or all of them when none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return Phrase("did you mean {near!r}?", near=near[0])
    shown = sorted(set(known))
    if len(shown) > _MOST_NAMED:
        return Phrase("{count} are known, among them {some}", count=len(shown), some=", ".join(shown[:_MOST_NAMED]))
    return Phrase("known are: {all}", all=", ".join(shown)) if shown else Phrase("none are known yet")
