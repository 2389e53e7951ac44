"""Where a verb in two parts ends: in heben auf 5 Prozent an, auf is a preposition, and an the end of heben."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_CLAUSE_ENDS = frozenset(".,;:!?…–—/)")
_HYPHEN = "-"
_QUOTES = frozenset("\"„“”'‚‘«»")


@dataclass(frozen=True, slots=True)
class Brackets:
    """The words that may end a verb and are else a preposition or an article, and those that may follow such an end."""

    particles: frozenset[str]
    joining: frozenset[str]
    """Words with which another clause or thing begins: und, weil."""
    opening: frozenset[str]
    """Words with which a phrase begins that may stand behind its verb: setzen uns ein für Busse."""

    @classmethod
    def of(cls, classes: Mapping[str, Sequence[str]]) -> "Brackets":
        """Return the brackets of a language from its table `particles`."""
        return cls(*(frozenset(classes.get(name, ())) for name in ("particle", "joining", "opening")))

    def is_particle(self, element: str, first: str) -> bool:
        """Return whether the last word of an entry ends a verb: führt … ein, but not: von … an."""
        return element in self.particles and first not in self.opening

    def closes(self, words: Sequence[str], place: int) -> bool:
        """Return whether a clause ends behind a word."""
        behind = _outside(words, place + 1)
        if self._is_end(words, behind):
            return True
        if words[behind] not in self.opening:
            return False
        end = next(at for at in range(behind, len(words) + 1) if self._is_end(words, at))
        return words[end - 1] not in self.particles  # heben auf bis zu 5 Prozent an: the last one ends it

    def _is_end(self, words: Sequence[str], place: int) -> bool:
        if place >= len(words) or words[place] in _CLAUSE_ENDS or words[place] in self.joining:
            return True
        return words[place] == _HYPHEN and not self._is_end(words, place + 1)  # a dash, but not: Ein- und Ausbau


def _outside(words: Sequence[str], place: int) -> int:
    """Return the first place from one on at which no quotation mark stands, nor anything in brackets."""
    depth = 0
    while place < len(words) and (depth or words[place] == "(" or words[place] in _QUOTES):
        depth += (words[place] == "(") - (words[place] == ")")
        place += 1
    return place
