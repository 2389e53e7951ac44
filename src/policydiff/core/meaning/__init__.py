"""What a rewording means: the signals of a substantive change, each with the words on both sides that show it."""

import re
from collections.abc import Iterable, Iterator

from policydiff.core.lexicon import Lexicon
from policydiff.core.meaning.alignment import align_sides
from policydiff.core.meaning.amounts import find_amounts
from policydiff.core.meaning.binding import find_binding
from policydiff.core.meaning.conditions import find_conditions
from policydiff.core.meaning.curbs import find_curbs
from policydiff.core.meaning.deadlines import find_deadlines, read_both_deadlines
from policydiff.core.meaning.exchanges import find_exchanges
from policydiff.core.meaning.markings import Marking, find_markings
from policydiff.core.meaning.negation import find_negation
from policydiff.core.meaning.reading import Side, read
from policydiff.core.meaning.scope import find_scope
from policydiff.core.meaning.values import DIRECTIONS, MIRRORED, Direction, Signal, SignalCode
from policydiff.core.wording import fold_seen

__all__ = [
    "DIRECTIONS",
    "MIRRORED",
    "Direction",
    "Marking",
    "Signal",
    "SignalCode",
    "find_markings",
    "find_signals",
    "in_order",
]

_SUBSCRIBED = re.compile(r"[^\W₀-₉]+[₀-₉]+")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ORDER = {
    (code, direction): (at, turn)
    for at, code in enumerate(SignalCode)
    for turn, direction in enumerate(DIRECTIONS[code])
}


def find_signals(old: str, new: str, lexicon: Lexicon) -> tuple[Signal, ...]:
    """Return what a rewording means, by code and direction; words that both texts have give no signal.

    Old and new in each other's place give the mirrored signals: whichever comes first in the alphabet is read as the
    old one, since any alignment breaks ties.
    """
    old, new = fold_seen(old), fold_seen(new)
    old, new = _with_digits(old, new), _with_digits(new, old)
    if old == new:
        return ()
    is_turned = old > new
    found = dict.fromkeys(_signals(new, old, lexicon) if is_turned else _signals(old, new, lexicon))
    told = map(_mirrored, found) if is_turned else found
    return in_order(told)


def _with_digits(text: str, other: str) -> str:
    """Return a text in which CO₂ is CO2 where the other one writes so."""
    return _SUBSCRIBED.sub(lambda one: plain if (plain := one[0].translate(_DIGITS)) in other else one[0], text)


def in_order(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return signals by code and direction."""
    return tuple(sorted(signals, key=lambda one: _ORDER[one.code, one.direction]))


def _mirrored(one: Signal) -> Signal:
    direction = MIRRORED.get(one.direction, one.direction)
    return Signal(code=one.code, direction=direction, old=one.new, new=one.old)


def _is_reordered(old: Side, new: Side) -> bool:
    """Whether both texts have the same sentences, in another order."""
    return len(old.words) == len(new.words) and set(old.words) == set(new.words) and _sorted(old) == _sorted(new)


def _sorted(side: Side) -> list[tuple[str, ...]]:
    """Return the sentences of a text in the order of the alphabet."""
    found: dict[int, list[str]] = {}
    for word, number in zip(side.words, side.sentences, strict=True):
        found.setdefault(number, []).append(word)
    return sorted(map(tuple, found.values()))


def _signals(old: str, new: str, lexicon: Lexicon) -> Iterator[Signal]:
    sides = read(old, lexicon), read(new, lexicon)
    if _is_reordered(*sides):
        return
    alignment = align_sides(*sides)
    old_dates, new_dates = read_both_deadlines(alignment)
    dated = tuple({place for mark in marks for place in mark.places} for marks in (old_dates, new_dates))
    yield from find_amounts(alignment, (dated[0], dated[1]))
    yield from find_deadlines(old_dates, new_dates, alignment)
    yield from find_binding(alignment)
    yield from find_curbs(alignment)
    yield from find_negation(alignment)
    yield from find_exchanges(alignment)
    yield from find_scope(alignment)
    yield from find_conditions(alignment)
