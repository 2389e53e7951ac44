"""What a sentence sets against what: A und nicht B, nicht B, sondern A, A statt B; and what is before an event."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from policydiff.core.lexicon import Lexicon
from policydiff.core.meaning.nouns import LEAST_LETTERS, fold_umlauts, function_words
from policydiff.core.meaning.reading import Side

PHRASE = 6
"""What is set against something, or an event, stands in at most so many words behind nicht, statt or vor."""
BUT_REACH = 12
"""A sondern stands at most so many words behind its nicht."""
LEAST_STEM = 3
"""What is left of a word without its ending has at least so many letters."""

_ENDINGS = {"de": ("en", "es", "e", "n", "s"), "en": ("s",)}

Exchange = tuple[tuple[int, int], tuple[int, int]]


def find_contrast_exchange(old_side: Side, old: range, new_side: Side, new: range) -> Exchange | None:
    """Return the places, on both sides, of two of which each was set against the other: A statt B, B statt A."""
    before, after = _Contrasts(old_side, old), _Contrasts(new_side, new)
    one = next((stem for stem in before.denied if stem in after.said and stem not in after.denied), None)
    other = next((stem for stem in after.denied if stem in before.said and stem not in before.denied), None)
    if one is None or other is None or not is_one_matter(old_side, old, new_side, new):
        return None
    return (before.said[other], before.denied[one]), (after.said[one], after.denied[other])


def find_turned_event(old_side: Side, old: range, new_side: Side, new: range) -> Exchange | None:
    """Return the words, on both sides, from vor or nach to its event, where the one became the other."""
    before, after = _events(old_side, old), _events(new_side, new)
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    if len(gone) != 1 or len(come) != 1:
        return None
    (one,), (other,) = gone, come
    is_turned = one[0] != other[0] and one[1] == other[1]
    return (before[one], after[other]) if is_turned and is_one_matter(old_side, old, new_side, new) else None


def is_one_matter(old_side: Side, old: range, new_side: Side, new: range) -> bool:
    """Whether words that say what a sentence is about only came or only went, apart from their form."""
    before, after = _matter(old_side, old), _matter(new_side, new)
    return before <= after or after <= before


def _matter(side: Side, sentence: range) -> set[str]:
    aside = {word for entries in side.lexicon.tables.get("sequence", {}).values() for word in entries}
    return {
        fold_umlauts(word)[:LEAST_LETTERS]
        for place in sentence
        if len(word := side.words[place]) >= LEAST_LETTERS and is_content(side, place) and word not in aside
    }


class _Contrasts:
    """The words of a sentence by their stems: those that something is set against, and those that it says.

    What is joined to the former belongs to neither: statt Autos und Flugzeugen.
    """

    def __init__(self, side: Side, sentence: range) -> None:
        self.denied: dict[str, int] = {}
        aside: set[int] = set()
        for start in _contrast_starts(side, sentence):
            places = tuple(_phrase(side, range(start, sentence.stop)))
            aside.update(places)
            for place in places:
                self.denied.setdefault(_stem(side, place), place)
            while places and side.words[places[-1] + 1 : places[-1] + 2] in _joining(side.lexicon):
                places = tuple(_phrase(side, range(places[-1] + 2, sentence.stop)))
                aside.update(places)
        content = (place for place in sentence if is_content(side, place) and place not in aside)
        self.said = {_stem(side, place): place for place in content}


def _contrast_starts(side: Side, sentence: range) -> Iterator[int]:
    """Return the places behind what sets one against the other: und nicht, nicht … sondern, statt."""
    words, numbers = side.words[sentence.start : sentence.stop], side.sentences[sentence.start : sentence.stop]
    table = side.lexicon.tables.get("contrasts", {})
    joining = {*table.get("and", ()), *table.get("but", ()), ","}
    for hit in side.lexicon.finder("contrasts").find(words, numbers):
        behind = hit.places[-1] + 1
        if hit.name == "instead":
            yield sentence.start + behind
        elif hit.name == "not" and behind >= 1:
            is_behind = behind >= 2 and words[behind - 2] in joining
            if is_behind or any(word in table.get("but", ()) for word in words[behind : behind + BUT_REACH]):
                yield sentence.start + behind


@cache
def _joining(lexicon: Lexicon) -> frozenset[tuple[str]]:
    table = lexicon.tables.get("contrasts", {})
    return frozenset((word,) for word in (*table.get("and", ()), *table.get("or", ()), ",", "/"))


def _phrase(side: Side, places: Sequence[int]) -> Iterator[int]:
    """Return the places of the words that a phrase is about: of its nouns in German, of its words in English."""
    has_begun = False
    is_german = side.lexicon.language == "de"
    for place in takewhile(lambda place: side.words[place].isalpha(), places[:PHRASE]):
        is_part = is_content(side, place) and (not is_german or side.is_capital(place))
        if is_part:
            yield place
        elif has_begun or side.words[place] in side.lexicon.tables.get("contrasts", {}).get("but", ()):
            return
        has_begun = has_begun or is_part


def _events(side: Side, sentence: range) -> dict[tuple[str, tuple[str, ...]], tuple[int, int]]:
    """Return what a sentence puts before or after which event, with the places of the first and the last word."""
    counted = {place for one in side.quantities for place in side.places(one.start, one.end)}
    order_of = {word: name for name, words in side.lexicon.tables.get("sequence", {}).items() for word in words}
    found = {}
    for start in sentence:
        if order := order_of.get(side.words[start]):
            places = tuple(_phrase(side, range(start + 1, sentence.stop)))
            if places and counted.isdisjoint(range(start, places[-1] + 1)):
                found[order, tuple(_stem(side, place) for place in places)] = start, places[-1]
    return found


def is_content(side: Side, place: int) -> bool:
    """Return whether a word says what a sentence is about."""
    word = side.words[place]
    return len(word) >= LEAST_STEM and word[0].isalpha() and word not in function_words(side.lexicon)


def _stem(side: Side, place: int) -> str:
    plain = fold_umlauts(side.words[place])
    for ending in _ENDINGS[side.lexicon.language]:
        if plain.endswith(ending) and len(plain) - len(ending) >= LEAST_STEM:
            return plain[: -len(ending)]
    return plain
