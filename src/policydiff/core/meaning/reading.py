"""One text as the signals see it: its words, the entries of the lexicon in it, its numbers and deadlines."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.core.lexicon import Hit, Lexicon, Token, tokenise
from policydiff.core.meaning.bounds import find_bounds, without_bounds
from policydiff.core.quantities import Quantity, read_quantities
from policydiff.core.sentences import REACH, ends_with_abbreviation

SIGNAL_TABLES = (
    "deadlines", "binding", "negation", "opposites", "curbs", "places", "quantifiers", "groups", "conditions",
)  # fmt: skip
"""Tables read together, so that the longer entry of one takes the words of a shorter one of another."""
BOUNDS = "bounds"
"""What limits an amount, among the hits of a text: `bound +` (mindestens) and `bound -` (höchstens)."""
DATE_TABLES = ("leads", "months", "seasons")
CONTENT_LETTERS = 5
"""A word of so many letters that no entry covers says what a text is about; shorter ones are mostly function words."""

_OPENING = frozenset(
    "ist sind wird werden sollte sollten soll sollen kann können hat haben liegt liegen reicht reichen steht stehen"
    " gibt kommt kommen gelingt fehlt fehlen bleibt bleiben stimmt stimmen zahlt zahlen".split()
)
_GOING_ON = frozenset("so dann muss müssen soll sollen sollte sollten kann können darf dürfen wird werden".split())
_NO_VERBS = frozenset("damit mit seit statt selbst nicht den einen keinen jeden diesen deren denen dessen".split())
_SENTENCE_ENDS = frozenset(".!?;")
_CLAUSE_ENDS = frozenset(".!?;:,–—()")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that may give a signal. Marks with the same key say the same."""

    key: Hashable
    name: str
    places: tuple[int, ...]
    text: str
    rank: float = 0
    group: str = ""
    """What marks can be compared by rank: deadlines with a date, those with a time, words of haste."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    text: str
    lexicon: Lexicon
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    quantities: tuple[Quantity, ...] = ()
    covered: frozenset[int] = frozenset()
    sentences: tuple[int, ...] = ()
    """For each place the number of its sentence."""
    clauses: tuple[int, ...] = ()
    """For each place the number of its clause."""

    def of(self, table: str) -> list[Hit]:
        """Return what was found of a table."""
        return self.hits.get(table, [])

    def mark(self, hit: Hit, key: Hashable, rank: float = 0) -> Mark:
        """Return a hit as a mark."""
        return Mark(key, hit.name, hit.places, self.written(hit.places), rank)

    def written(self, places: tuple[int, ...]) -> str:
        """Return words as the text writes them; a gap is shown as such."""
        pieces = [self.text[self.tokens[places[0]].start : self.tokens[places[0]].end]]
        for before, place in pairwise(places):
            between = self.text[self.tokens[before].end : self.tokens[place].start] if place == before + 1 else " … "
            pieces.append(between + self.text[self.tokens[place].start : self.tokens[place].end])
        return "".join(pieces)

    def places(self, start: int, end: int) -> tuple[int, ...]:
        """Return the places of the words between two characters."""
        first = bisect_left(self.tokens, start + 1, key=lambda token: token.end)
        last = bisect_left(self.tokens, end, key=lambda token: token.start)
        return tuple(range(first, max(last, first + 1)))

    def is_content(self, place: int) -> bool:
        """Whether a word says what the text is about, and is no mark of anything."""
        word = self.words[place]
        return len(word) >= CONTENT_LETTERS and word.isalpha() and place not in self.covered

    def is_inner_stop(self, place: int) -> bool:
        """Whether a sign is the full stop of a word that its sentence goes on behind: z. B., 3. Stufe."""
        return self.words[place] == "." and self.sentences[place : place + 1] == self.sentences[place + 1 : place + 2]

    def is_capital(self, place: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.tokens[place].start].isupper()


def read(text: str, lexicon: Lexicon) -> Side:
    """Return a folded text with all that may give signals."""
    tokens = tokenise(text)
    words = tuple(token.word for token in tokens)
    side = Side(text, lexicon, tokens, words, quantities=read_quantities(text, lexicon))
    amounts = [side.places(one.start, one.end) for one in side.quantities if not one.is_figure]
    bounds = find_bounds(words, amounts, lexicon)
    sentences, clauses = (_number(side, ends) for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS))
    found = lexicon.finder(*SIGNAL_TABLES).find(words, sentences)
    openings = tuple(find_openings(replace(side, sentences=sentences)))
    opening = {place for one in openings for place in one.places}
    hits: dict[str, list[Hit]] = {BOUNDS: bounds} if bounds else {}
    for hit in without_bounds(found, bounds) if bounds else found:
        if opening.isdisjoint(hit.places):
            hits.setdefault(hit.table, []).append(hit)
    for hit in openings:
        hits["conditions"] = sorted([*hits.get("conditions", []), hit], key=lambda one: one.places)
    covered = frozenset(place for found in hits.values() for hit in found for place in hit.places)
    return replace(side, hits=hits, covered=covered, sentences=sentences, clauses=clauses)


def find_openings(side: Side) -> Iterator[Hit]:
    """Yield the verbs with which a German sentence begins that says under what condition: Ist Geld da, wird gebaut."""
    if side.lexicon.language != "de":
        return
    for place, word in enumerate(side.words):
        is_first = not place or side.sentences[place] != side.sentences[place - 1]
        if not (is_first and word in _OPENING):
            continue
        sentence = range(place, bisect_right(side.sentences, side.sentences[place]))
        comma = next((at for at in sentence if side.words[at] == ","), sentence.stop)
        verb = side.words[comma + 1] if comma + 1 < sentence.stop else ""
        is_other = verb.endswith(("t", "en")) and verb not in _NO_VERBS and not side.is_capital(comma + 1)
        is_verb = verb in _GOING_ON or is_other
        if is_verb and side.words[sentence.stop - 1] != "?":
            yield Hit("conditions", "if", word, (place,))


def _number(side: Side, ends: Collection[str]) -> tuple[int, ...]:
    """Return for each place the number of its sentence or clause, given the signs at which one ends."""
    found, number = [], 0
    for place, word in enumerate(side.words):
        found.append(number)
        if word in ends and not (word == "." and _is_abbreviated(side, place)):
            number += 1
    return tuple(found)


def _is_abbreviated(side: Side, place: int) -> bool:
    """Whether a full stop belongs to the word before it: z. B., 3. Stufe, Mio. Euro."""
    if place + 1 >= len(side.words) or not place:
        return False
    end = side.tokens[place].end
    before, after = side.text[max(0, end - REACH) : end], side.text[end : end + REACH].lstrip()
    return not side.is_capital(place + 1) or ends_with_abbreviation(before, after)
