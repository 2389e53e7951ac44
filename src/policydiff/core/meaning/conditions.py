"""Conditions that a demand was put under, freed from, or that became others."""

from collections.abc import Iterator
from dataclasses import replace

from policydiff.core.meaning.alignment import Alignment, leftovers, paired, whatever
from policydiff.core.meaning.negation import is_turned, says_only_if
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode

GOVERNING = frozenset(("if", "as far as", "reserve", "unless", "depends", "when"))
"""Classes whose words open a clause that says what the condition is."""
TIMES = "when"
"""Words that mostly say when something happens; a condition only where they took the place of one."""
FUNDS = "funds"
"""What says with what money, quoted with its noun."""
NOUN_REACH = 4
"""The noun stands at most so many words behind, less one: der zur Verfügung stehenden Mittel."""
LEAST_SHARED = 0.51
"""Two conditions are the same when the shorter one shares more than half of its content words with the other."""
CLAUSE_WORDS = 20
"""A condition is read up to so many words, or to the end of its clause."""
LEAST_LETTERS = 4
"""A content word has so many letters, and is the same word in another form where they agree."""

NOMINAL = frozenset(("reserve", "unless", "depends"))
"""Classes whose words stand before a noun: in German the finite verb ends what belongs to it."""

_NO_VERBS = frozenset("mit nicht seit statt selbst sonst erst fast jetzt samt laut damit somit insgesamt".split())
_FINITE = frozenset("ist sind hat haben wird werden kann können soll sollen muss müssen darf dürfen bleiben".split())
_ENDS = frozenset((",", ".", ";", ":", "!", "?", "–", "—", ")"))


def find_conditions(alignment: Alignment) -> Iterator[Signal]:
    """Return the signals of conditions: those that became others, then those that came, then those that went."""
    old_all, new_all = _conditions(alignment.old_side), _conditions(alignment.new_side)
    old, new = leftovers(old_all, new_all, alignment)
    pairs, alone_old, alone_new = paired(old, new, alignment, whatever)
    gone, come = {mark.places for mark in old}, {mark.places for mark in new}
    kept_old = [mark for mark in old_all if mark.places not in gone]
    kept_new = [mark for mark in new_all if mark.places not in come]
    same, *_ = paired(kept_old, kept_new, alignment, lambda one, other: one.key == other.key)
    pairs = [pair for pair in pairs if {pair[0].name, pair[1].name} != {TIMES} and not _is_one(alignment, *pair)]
    pairs += [pair for pair in same if _is_another(alignment, *pair)]
    for one, other in pairs:
        yield Signal(
            code=SignalCode.CONDITION,
            direction=Direction.CHANGED,
            old=_written(alignment.old_side, one),
            new=_written(alignment.new_side, other),
        )
    alone_old, alone_new = ([mark for mark in marks if mark.name != TIMES] for marks in (alone_old, alone_new))
    mirrored = alignment.mirrored()
    alone_new = [mark for mark in alone_new if not is_turned(mirrored, mark)]
    alone_old = [mark for mark in alone_old if not is_turned(alignment, mark)]
    for mark in alone_new:
        text = _written(alignment.new_side, mark)
        yield Signal(code=SignalCode.CONDITION, direction=Direction.ADDED, old="", new=text)
    for mark in alone_old:
        text = _written(alignment.old_side, mark)
        yield Signal(code=SignalCode.CONDITION, direction=Direction.REMOVED, old=text, new="")


def read_conditions(side: Side) -> list[Mark]:
    """Return what puts a text under a condition, each with the clause that says which."""
    marks = (mark for mark in _conditions(side) if mark.name != TIMES)
    return [replace(mark, places=_whole(side, mark), text=_written(side, mark)) for mark in marks]


def find_exceptions(alignment: Alignment) -> set[int]:
    """Return the places of the exceptions of the first side that the second has nowhere."""
    gone = (mark for mark in _conditions(alignment.old_side) if mark.name == "unless" and not _is_kept(alignment, mark))
    return {place for mark in gone for place in _whole(alignment.old_side, mark)}


def _is_kept(alignment: Alignment, mark: Mark) -> bool:
    return any(other.name == mark.name for other in _conditions(alignment.new_side))


def _conditions(side: Side) -> list[Mark]:
    return [side.mark(hit, hit.name) for hit in side.of("conditions") if hit.name != "idiom"]


def _is_one(alignment: Alignment, one: Mark, other: Mark) -> bool:
    """Whether two openings say the same: sofern der Bund zahlt, soweit der Bund zahlt."""
    if not {one.name, other.name} <= GOVERNING:
        return False
    if "unless" in {one.name, other.name} and not (says_only_if(alignment) or says_only_if(alignment.mirrored())):
        return False
    return _shared(alignment, one, other) >= LEAST_SHARED


def _is_another(alignment: Alignment, one: Mark, other: Mark) -> bool:
    return one.name in GOVERNING - {TIMES} and _shared(alignment, one, other) < LEAST_SHARED


def _shared(alignment: Alignment, one: Mark, other: Mark) -> float:
    """Return which part of the content of the shorter condition the longer one shares."""
    old, new = _content(alignment.old_side, one), _content(alignment.new_side, other)
    if not old or not new:
        return 1.0
    return len(old & new) / min(len(old), len(new))


def _clause(side: Side, mark: Mark) -> range:
    start = mark.places[-1] + 1
    end = min(start + CLAUSE_WORDS, len(side.words))
    is_nominal = mark.name in NOMINAL and side.words[mark.places[0]] != "es"  # es sei denn, der Rat hat zugestimmt
    for place in range(start, end):
        is_end = side.words[place] in _ENDS and not side.is_inner_stop(place)
        if is_end or (is_nominal and place > start and (_is_verb(side, place) or _is_predicate(side, place))):
            return range(start, place)
    return range(start, end)


def _is_predicate(side: Side, place: int) -> bool:
    """Whether the last word of a German clause says something of its subject: ist außer für Kinder kostenlos."""
    if side.lexicon.language != "de" or side.is_capital(place) or not _is_noun(side, place - 1):
        return False
    is_last = place + 1 == len(side.words) or (side.words[place + 1] in _ENDS and not side.is_inner_stop(place + 1))
    return is_last and side.words[place].isalpha()


def _is_verb(side: Side, place: int) -> bool:
    """Whether the finite verb of a German sentence stands at a place, right behind a noun: Haushaltsmittel stellt."""
    word, following = side.words[place], place + 1
    if side.lexicon.language != "de" or side.is_capital(place) or not _is_noun(side, place - 1):
        return False
    is_third_person = word.endswith("t") and word not in _NO_VERBS
    is_plural = word.endswith("en") and following < len(side.words) and not side.is_capital(following)
    return word in _FINITE or is_third_person or is_plural


def _is_noun(side: Side, place: int) -> bool:
    return side.is_capital(place) or side.words[place].isdigit()  # Satzes 2


def _content(side: Side, mark: Mark) -> set[str]:
    words = (side.words[place] for place in _clause(side, mark))
    return {word[:LEAST_LETTERS] for word in words if len(word) >= LEAST_LETTERS}


def _written(side: Side, mark: Mark) -> str:
    return side.written(_whole(side, mark))


def _whole(side: Side, mark: Mark) -> tuple[int, ...]:
    if mark.name == FUNDS:
        return tuple(range(mark.places[0], _noun_behind(side, mark.places[-1]) + 1))
    return (*mark.places, *_clause(side, mark)) if mark.name in GOVERNING else mark.places


def _noun_behind(side: Side, place: int) -> int:
    """Return the place of the noun that a German phrase ends with: im Rahmen der verfügbaren Haushaltsmittel."""
    is_open = "".join(side.words[place + 1 : place + 2]).startswith("stehend")  # der zur Verfügung stehenden Mittel
    near = range(place + is_open, min(place + NOUN_REACH, len(side.words)))
    nouns = (at for at in near if side.is_capital(at)) if side.lexicon.language == "de" else iter(())
    return next(nouns, place)
