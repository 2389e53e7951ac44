"""A text in numbers, words and signs, with what the lexicon finds at each place."""

import re
from dataclasses import dataclass

from policydiff.core.lexicon import Hit, Lexicon
from policydiff.core.lexicon.finding import fold_word
from policydiff.core.lexicon.numerals import NO_NOUN_BEFORE

NUMBER_TABLES = ("numbers", "scales", "multiples", "units", "names", "months")
NOUN_REACH = 4
"""A counted noun stands at most this many words behind its number: `fünf neue kommunale Stellen`."""
LONGEST_SIGN = 4
"""Capitals of at most this many letters before a number are a name (A 40, ISO 27001); longer ones are shouted words."""
DASHES = frozenset("-–—")
UP_TO = frozenset(("bis", "to", "through"))
AND = frozenset(("and", "und", "oder", "or"))
ARTICLES = frozenset(("a", "an"))
GROUPING = re.compile(r"[\u00a0\u2009\u202f' ]")
"""What parts the digits of a number in groups of three."""

_NUMBER = (
    r"[1-9]\d{0,2}(?:[\u00a0\u2009\u202f' ]\d{3})+(?![\d.,]*\d)(?:,\d+)?"  # 1 500 000
    r"|\d+[ \u00a0\u2009\u202f]?/[ \u00a0\u2009\u202f]?\d+(?![\d/])"  # 1/3
    r"|\d+(?:[.,:]\d+)*"
)
_PIECE = re.compile(rf"(?P<number>{_NUMBER})|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")
_COINS = frozenset(("euro", "dollar", "pound"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A number, word or sign of a text: as written, as compared, and where it stands."""

    text: str
    word: str
    start: int
    end: int
    is_number: bool


def split(text: str) -> list[Piece]:
    """Return the pieces of a text as numbers are read from them: numbers, words without hyphens, signs."""
    return [
        Piece(found[0], fold_word(found[0]), found.start(), found.end(), found["number"] is not None)
        for found in _PIECE.finditer(text)
    ]


class Reading:
    """One text in pieces, with what the lexicon finds at each place."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.pieces = split(text)
        self.words = [piece.word for piece in self.pieces]
        finder = lexicon.finder(*NUMBER_TABLES)
        self.hits = {(hit.table, hit.places[0]): hit for hit in finder.find(self.words)}
        self.ends = {hit.places[-1]: hit for hit in self.hits.values() if hit.table in {"units", "names"}}

    def word(self, place: int) -> str:
        """Return the piece at a place as it is compared; nothing beyond both ends."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def is_letters(self, place: int) -> bool:
        """Return whether a word stands at a place."""
        return 0 <= place < len(self.pieces) and self.pieces[place].text[0].isalpha()

    def touches(self, place: int) -> bool:
        """Return whether nothing stands between a piece and the one before."""
        return 0 < place < len(self.pieces) and self.pieces[place - 1].end == self.pieces[place].start

    def noun(self, place: int) -> int | None:
        """Return the place of the noun that a number counts: in German the next capital, in English a plural."""
        for after in range(place, min(place + NOUN_REACH, len(self.pieces))):
            piece = self.pieces[after]
            if not piece.text[0].isalpha() or piece.word in NO_NOUN_BEFORE:
                return None
            if piece.text[0].isupper() if self.lexicon.language == "de" else piece.word.endswith("s"):
                return after
        return None

    def coin(self, place: int) -> Hit | None:
        """Return the unit that stands before its number: € 5, EUR 5."""
        before = self.ends.get(place - 1)
        return before if before and before.table == "units" and before.name in _COINS else None
