"""Things in a row, of which one was struck: for schools, libraries and parks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.core.function_words import without_accents
from policydiff.core.matching.words import GENDER_MARK, is_kin, stem
from policydiff.core.meaning.alignment import Alignment
from policydiff.core.meaning.contrasts import is_content
from policydiff.core.meaning.deadlines import read_deadlines
from policydiff.core.meaning.reading import Side

LONGEST = 8
"""What stands in a row and has more words is rather a clause, and may give a reason instead of asking for something."""
REACH = 12
"""The und of a row stands at most so many words behind a comma in it."""

_ENDS = frozenset(".!?;:,")


def find_struck(alignment: Alignment) -> list[range]:
    """Return the places of what sentences of the old text name in a row and the new text names no more.

    Nothing is returned of a sentence to which anything else was added: that may stand in its place.
    """
    old, new, partner = alignment.old_side, alignment.new_side, alignment.old.partner
    if min(partner, default=0) >= 0 or set(old.words).isdisjoint(old.lexicon.tables["rows"]["and"]):
        return []
    new_sentences = new.sentences
    said = set(map(_root, new.words))
    found: list[range] = []
    for sentence in _sentences(old.sentences):
        numbers = [new_sentences[partner[place]] for place in sentence if partner[place] >= 0]
        if numbers and len(numbers) < len(sentence):
            row = _Row(old, sentence, said)
            other = _places_of(new_sentences, max(numbers, key=numbers.count))
            if row.is_plain and _adds_nothing(old, sentence, new, other):
                found += row.read_gone()
    return found


def _sentences(numbers: Sequence[int]) -> list[range]:
    return [_places_of(numbers, number) for number in dict.fromkeys(numbers)]


def _places_of(numbers: Sequence[int], number: int) -> range:
    start = numbers.index(number)
    return range(start, start + numbers.count(number))


def _adds_nothing(old_side: Side, old: range, new_side: Side, new: range) -> bool:
    """Whether every word that says what a sentence is about stands in the other one, in whatever form."""
    before = {_root(old_side.words[place]) for place in old}
    return all(_is_said(_root(new_side.words[place]), before) for place in new if is_content(new_side, place))


def _is_said(one: str, others: set[str]) -> bool:
    """Whether the root of a word is among others, in whatever form."""
    return any(is_kin(one, other) for other in others)


def _root(word: str) -> str:
    """Return the stem that both genders have (Jüdinnen, Juden, Jüd*innen), however the word is joined: IT-Systeme."""
    bare = GENDER_MARK.sub("", word)
    joined = "".join(bare[:-1].split("-")) + bare[-1:]
    return stem(without_accents(joined)).removesuffix("inn").removesuffix("e")


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence in which things stand in a row, and the roots of what the other text says."""

    side: Side
    sentence: range
    said: set[str]

    @property
    def is_plain(self) -> bool:
        """Return whether things are joined, without conditions or a choice: there, one thing less may ask for more."""
        words = set(self.side.words[self.sentence.start : self.sentence.stop])
        if words.isdisjoint(self._table("and")) or not words.isdisjoint(self._table("aside")):
            return False
        return not any(hit.places[0] in self.sentence for hit in self.side.of("conditions"))

    def read_gone(self) -> Iterator[range]:
        """Return the things beside a comma or und that are named no more while one beside them still is."""
        end = self.sentence.start
        for joint in filter(self._joins, self.sentence):
            things = (self._before(joint) or self._deed_before(joint), self._behind(joint) or self._deed_behind(joint))
            for thing in things:
                if thing and thing.start >= end:
                    end = thing.stop
                    yield thing

    def _joins(self, place: int) -> bool:
        ahead = self.side.words[place + 1 : min(place + REACH, self.sentence.stop)]
        word = self.side.words[place]
        return word in self._table("and") or (word == "," and not self._table("and").isdisjoint(ahead))

    def _before(self, joint: int) -> range | None:
        """Return what stands before a joint, from the first word that is gone on, where the thing behind is left."""
        if not self._is_name(joint - 1) or not self._is_left_behind(joint):
            return None
        first = joint
        for place in self._until_next(range(joint - 1, max(joint - 1 - LONGEST, self.sentence.start - 1), -1)):
            if self._is_gone(place):
                first = place
            elif is_content(self.side, place):
                break
        return self._checked(range(first, joint))

    def _behind(self, joint: int) -> range | None:
        """Return what stands behind a joint, up to its last word that is gone, where the thing before is a noun."""
        if not self._is_name(joint - 1):
            return None
        last = joint
        for place in self._until_next(range(joint + 1, min(joint + 1 + LONGEST, self.sentence.stop))):
            if self._is_gone(place):
                if self.side.words[joint] == "," and not self._is_name(place):
                    return None
                last = place
            elif is_content(self.side, place):
                break
        thing = range(joint + 1, last + 1)
        is_inserted = self.side.words[joint] == "," and self._is_set_off(last + 1)
        return None if is_inserted else self._checked(thing)

    def _deed_before(self, joint: int) -> range | None:
        """Return what stands before und if it is a whole deed that is gone: Das Bad wird saniert und … gesenkt."""
        thing = range(self.sentence.start, joint)
        return self._checked(thing) if self._is_deed(thing) and self._is_left_behind(joint) else None

    def _deed_behind(self, joint: int) -> range | None:
        """Return what stands behind und if it is a whole deed that is gone, and what stands before it ends with one."""
        behind = range(joint + 1, self.sentence.stop)
        end = next((at for at in behind if self.side.words[at] in _ENDS), self.sentence.stop)
        thing, before = range(joint + 1, end), joint - 1
        is_verb = before in self.sentence and not self.side.is_capital(before) and is_content(self.side, before)
        return self._checked(thing) if is_verb and not self._is_gone(before) and self._is_deed(thing) else None

    def _is_deed(self, thing: range) -> bool:
        """Whether German words are a noun and then a verb, and all that they say is gone."""
        content = [place for place in thing if is_content(self.side, place)]
        if self.side.lexicon.language != "de" or not 1 < len(content) <= len(thing) <= LONGEST:
            return False
        is_plain = all(self.side.words[place][0].isalnum() for place in thing)
        ends = not self.side.is_capital(content[-1]) and self.side.is_capital(content[-2])
        return is_plain and ends and all(map(self._is_gone, content))

    def _is_set_off(self, place: int) -> bool:
        """Whether a German comma stands before und: ein Pilot*, und* …; what it sets off explains what is before it."""
        following = self.side.words[place : place + 2]
        is_german = self.side.lexicon.language == "de"
        return is_german and following[:1] == (",",) and not self._table("and").isdisjoint(following)

    def _is_left_behind(self, joint: int) -> bool:
        """Whether the next noun behind a joint is left; one behind an adjective may belong to two of them."""
        for place in self._until_next(range(joint + 1, min(joint + 1 + LONGEST, self.sentence.stop))):
            if self._is_name(place) or self._is_act(joint - 1):
                return not self._is_gone(place)
            is_german = self.side.lexicon.language == "de"
            if is_content(self.side, place) and not (is_german and joint > self.sentence.start + 1):
                return False
        return False

    def _is_act(self, place: int) -> bool:
        """Whether an English sentence begins with what is to be done: Expand and renovate schools."""
        if self.side.lexicon.language == "de" or place != self.sentence.start:
            return False
        return any(hit.places == (place,) for table in ("binding", "opposites") for hit in self.side.of(table))

    def _checked(self, thing: range) -> range | None:
        """Return a thing unless it is none, tells a reason or a denial, names a body, or is compared by its value."""
        words = set(self.side.words[max(thing.start - 1, self.sentence.start) : thing.stop])
        if not any(map(self._is_name, thing)) or not words.isdisjoint(self._table("reason")) or self._is_of_body(thing):
            return None
        hits = (*self.side.of("quantifiers"), *(hit for hit in self.side.of("places") if hit.name == "idiom"))
        marked = {place for hit in hits for place in hit.places}
        marked |= {place for mark in read_deadlines(self.side) for place in mark.places}
        counted = {place for one in self.side.quantities for place in self.side.places(one.start, one.end)}
        return thing if (marked | counted).isdisjoint(thing) else None

    def _is_of_body(self, thing: range) -> bool:
        """Whether a thing belongs to what a body is called: Ministerium für Umwelt, Landwirtschaft und Natur."""
        bodies, joints = tuple(self._table("bodies")), self._table("and") | {","}
        for place in range(thing.stop - 1, self.sentence.start, -1):
            before, word = self.side.words[place - 1 : place + 1]
            if word in self._table("for") and before.endswith(bodies):
                return True
            is_led = before in self._table("for") or (before in joints and is_content(self.side, place))
            if not (word in joints or self.side.is_capital(place) or is_led):
                return False
        return False

    def _until_next(self, places: range) -> Iterator[int]:
        """Return places up to the next comma, und or other sign."""
        for place in places:
            if not self.side.words[place][0].isalnum() or self.side.words[place] in self._table("and"):
                return
            yield place

    def _is_name(self, place: int) -> bool:
        """Whether a word may be a noun: German ones begin with a capital, English ones end what they stand in."""
        if place not in self.sentence or not is_content(self.side, place):
            return False
        if self.side.lexicon.language == "de":
            return self.side.is_capital(place)
        return place + 1 >= self.sentence.stop or not is_content(self.side, place + 1)

    def _is_gone(self, place: int) -> bool:
        return is_content(self.side, place) and not _is_said(_root(self.side.words[place]), self.said)

    def _table(self, name: str) -> frozenset[str]:
        return frozenset(self.side.lexicon.tables["rows"][name])
