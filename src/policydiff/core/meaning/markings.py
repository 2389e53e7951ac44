"""What in one text may give a signal: numbers, deadlines, words that bind, deny, limit or make conditions."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policydiff.core.lexicon import Lexicon
from policydiff.core.meaning.amounts import read_amounts
from policydiff.core.meaning.binding import read_moods
from policydiff.core.meaning.conditions import read_conditions
from policydiff.core.meaning.deadlines import read_deadlines
from policydiff.core.meaning.negation import read_denials, read_opposites
from policydiff.core.meaning.reading import Mark, Side, read
from policydiff.core.meaning.scope import read_exclusives, read_places, read_quantifiers
from policydiff.core.meaning.values import SignalCode


@dataclass(frozen=True, slots=True)
class Marking:
    """Words of a text that may give a signal; those with the same code and key say the same.

    `kind` tells apart what one signal may be about: a place, a quantifier; an amount has its unit. `spans` are the
    runs of words, by letter.
    """

    code: SignalCode
    kind: str
    key: Hashable
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where its first word starts."""
        return self.spans[0][0]


def find_markings(text: str, lexicon: Lexicon) -> tuple[Marking, ...]:
    """Return what in a folded text may give a signal, in its order."""
    side = read(text, lexicon)
    found = (Marking(code, kind, mark.key, mark.text, tuple(_spans(side, mark))) for code, kind, mark in _read(side))
    return tuple(sorted(found, key=lambda one: one.spans))


def _read(side: Side) -> Iterator[tuple[SignalCode, str, Mark]]:
    dates = read_deadlines(side)
    for number in read_amounts(side, {place for date in dates for place in date.places}):
        is_figure = number.name == "figure"
        yield (SignalCode.FIGURE, "", number) if is_figure else (SignalCode.AMOUNT, number.group, number)
    for turned in read_opposites(side):
        yield SignalCode.NEGATION, f"opposite {turned.name.split()[0]}", turned
    for code, kind, marks in (
        (SignalCode.DEADLINE, "", dates),
        (SignalCode.BINDING, "", read_moods(side)),
        (SignalCode.NEGATION, "denial", read_denials(side)),
        (SignalCode.SCOPE, "place", read_places(side)),
        (SignalCode.SCOPE, "quantifier", read_quantifiers(side)),
        (SignalCode.SCOPE, "exclusive", read_exclusives(side)),
        (SignalCode.CONDITION, "", read_conditions(side)),
    ):
        for mark in marks:
            yield code, kind, mark


def _spans(side: Side, mark: Mark) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(mark.places), lambda one: one[1] - one[0]):
        places = [place for _, place in run]
        yield side.tokens[places[0]].start, side.tokens[places[-1]].end
