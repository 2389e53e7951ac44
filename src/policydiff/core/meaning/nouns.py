"""A German sentence with its nouns: which preposition governs each, which cases its article may have, its clause."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policydiff.core.lexicon import Lexicon
from policydiff.core.meaning.reading import Side

LONGEST_PHRASE = 4
"""Between a noun and its article stand at most so many adjectives, less one."""
LEAST_LETTERS = 4
"""A word of so many letters says what a sentence is about, and two that begin with so many same ones are one word."""
PASSIVE = frozenset("wird werden wurde wurden worden".split())

_ADJECTIVE = ("e", "en", "er", "es", "em")
_JOINING = frozenset(("und", "oder", "sowie", "bzw", "wie", ",", "/", "&"))
_CLAUSE_ENDS = frozenset((",", ";", ":", "–", "—", "während", "wohingegen"))
_NO_VERBS = frozenset("mit seit statt samt laut nicht erst fast selbst sonst jetzt zwischen neben gegen wegen".split())
_NEXT_ARTICLES = frozenset("den dem die das einen einem eine ein".split())
_UMLAUTS = str.maketrans("äöü", "aou")


class Noun(NamedTuple):
    """A noun of a sentence: where it stands, what governs it, and which cases and genders its article may have.

    `preposition` is none where no preposition stands before it, `joined` says that it may share what governs another.
    """

    place: int
    preposition: str
    forms: frozenset[tuple[str, str]]
    is_joined: bool


class Sentence:
    """One sentence with its nouns, by what is the same in all their forms."""

    def __init__(self, side: Side, sentence: range) -> None:
        self.side = side
        self.places = sentence
        self.words = side.words
        self.nouns: dict[str, Noun] = {}
        said, numbers = side.words[sentence.start : sentence.stop], side.sentences[sentence.start : sentence.stop]
        self.is_mutual, self.is_shift = (
            bool(side.lexicon.finder(table).find(said, numbers)) for table in ("mutual", "shifts")
        )
        twice = set()
        for place in sentence:
            if side.is_capital(place) and self.words[place][0].isalpha() and not self._is_function(place):
                key = _key(self.words[place])
                if key in self.nouns:
                    twice.add(key)
                self.nouns[key] = self._noun(place)
        for key in twice:
            del self.nouns[key]

    def _clauses(self) -> list[range]:
        """Return the clauses, parted by signs, by während, and by und where a sentence of its own follows."""
        ends = [
            place
            for place in self.places
            if self.words[place] in _CLAUSE_ENDS or (self.words[place] == "und" and self._is_sentence(place + 1))
        ]
        return [
            range(start, end) for start, end in zip([self.places.start, *ends], [*ends, self.places.stop], strict=True)
        ]

    def by_clause(self, nouns: Sequence[str]) -> list[tuple[str, ...]]:
        """Return which of some nouns each clause has, in their order; clauses with words in a row have none."""
        return [
            tuple(
                sorted((key for key in nouns if self.nouns[key].place in clause), key=lambda key: self.nouns[key].place)
            )
            for clause in self._clauses()
            if _JOINING.isdisjoint(self.words[clause.start + 1 : clause.stop])
        ]

    def matter(self) -> set[str]:
        """Return how the words begin that say what the sentence is about."""
        return {fold_umlauts(self.words[place])[:LEAST_LETTERS] for place in self.places if self._is_matter(place)}

    def _is_matter(self, place: int) -> bool:
        word = self.words[place]
        return len(word) >= LEAST_LETTERS and word.isalpha() and not self._is_function(place) and word not in PASSIVE

    def _is_function(self, place: int) -> bool:
        return self.words[place] in function_words(self.side.lexicon)

    def _is_sentence(self, place: int) -> bool:
        """Whether a noun with its verb, or with an object whose verb stands before, begins at a place."""
        for at in range(place, min(place + LONGEST_PHRASE, self.places.stop)):
            if self.side.is_capital(at) and not self._is_function(at):
                following = self.words[at + 1] if at + 1 < self.places.stop else ""
                if following in _NEXT_ARTICLES:
                    return at > place
                return (
                    following.endswith(("t", "en")) and following not in _NO_VERBS and not self.side.is_capital(at + 1)
                )
        return False

    def _noun(self, place: int) -> Noun:
        lexicon = self.side.lexicon
        before = place - 1
        while (
            before > max(place - LONGEST_PHRASE, self.places.start - 1)
            and not self.side.is_capital(before)
            and self.words[before].endswith(_ADJECTIVE)
            and not self._is_function(before)
        ):
            before -= 1
        forms = frozenset[tuple[str, str]]()
        if before >= self.places.start and self.words[before] in _articles(lexicon):
            forms = _articles(lexicon)[self.words[before]]
            before -= 1
        word = self.words[before] if before >= self.places.start else ""
        is_adverb = self.words[before + 1 : before + 2] == ("allem",) or self.words[before - 1 : before] == ("wie",)
        preposition = "" if is_adverb else _prepositions(lexicon).get(word, "")
        return Noun(place, preposition, forms, word in _JOINING)


@cache
def _articles(lexicon: Lexicon) -> Mapping[str, frozenset[tuple[str, str]]]:
    forms: dict[str, set[tuple[str, str]]] = {}
    for name, words in lexicon.tables.get("articles", {}).items():
        case, _, gender = name.partition(" ")
        for word in words:
            forms.setdefault(word, set()).add((case, gender))
    return {word: frozenset(some) for word, some in forms.items()}


@cache
def _prepositions(lexicon: Lexicon) -> Mapping[str, str]:
    return {word: name for name, words in lexicon.tables.get("prepositions", {}).items() for word in words}


@cache
def function_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that no part of a sentence consists of."""
    tables = ("inflection", "guarded", "grammar")
    listed = (words for table in tables for words in lexicon.tables.get(table, {}).values())
    words = {word for some in listed for word in some}
    german = (*_JOINING, *_NO_VERBS) if lexicon.language == "de" else ()
    return frozenset((*words, *_articles(lexicon), *_prepositions(lexicon), *german))


def _key(noun: str) -> str:
    """Return what is the same in a noun and its dative: Länder, Ländern."""
    return noun[:-1] if noun.endswith(("en", "ern", "eln")) and len(noun) > LEAST_LETTERS else noun


def fold_umlauts(word: str) -> str:
    """Return a word without its umlauts: trägt and tragen begin alike."""
    return word.translate(_UMLAUTS)
