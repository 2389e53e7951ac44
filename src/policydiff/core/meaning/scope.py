"""How far a demand reaches: where, for how many, and for whom alone."""

from bisect import bisect_right
from collections.abc import Iterator

from policydiff.core.function_words import is_small, without_accents
from policydiff.core.lexicon import PLACE_SIZES, Hit
from policydiff.core.lexicon.numerals import split_unit
from policydiff.core.matching.words import is_kin, stem
from policydiff.core.meaning.alignment import Alignment, leftovers, paired, whatever
from policydiff.core.meaning.amounts import find_shares
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.rows import find_struck
from policydiff.core.meaning.synonyms import find_synonyms
from policydiff.core.meaning.values import Direction, Signal, SignalCode
from policydiff.core.quantities import DAYS

SHARE = "share"
"""What says of how many one is meant: jede zweite."""
AMOUNTS = {"all": 4.0, "whole": 4.0, "many": 3.0, SHARE: 2.5, "some": 2.0, "single": 2.0, "part": 2.0, "trial": 1.0}
"""How many each class of the table `quantifiers` means; `only` and `also` are a scale of their own."""
ALONE = {
    "all": Direction.WIDENED,
    SHARE: Direction.NARROWED,
    "some": Direction.NARROWED,
    "part": Direction.NARROWED,
    "trial": Direction.NARROWED,
}
"""What a quantifier says that came by itself; the others say something only against another one."""
NEAR = 5
"""A word of scope that only stands twice where it stood once says nothing new: jede Bürgerin und jeder Bürger."""
INTERVALS = frozenset((*DAYS, "km"))
"""Units of what comes again and again."""
BRACKET = 12
"""A participle stands at most so many words behind its wird: wird auf zehn Prozent der Fläche des Landes begrenzt."""
INTERVAL_WORDS = 2
"""The unit of an interval stands among so many words: jede zweite Woche, every other week."""
LONGEST_PHRASE = 5
"""A phrase that says where has hardly more words: an den größeren Bahnhöfen."""
MOST_CONTENT = 2
"""A word of scope that came with more new content than this belongs to new text."""

_NONE = ("kein", "no")
_WERDEN = frozenset("wird werden werde wurde wurden würde würden worden".split())
_JOINING = frozenset("und oder sowie".split())
_INSIDE = frozenset("in im innerhalb für across throughout within aus bis of".split())
_BEFORE_CITIES = frozenset("nach um bei near around to at".split())
_WITHIN = frozenset("von of".split())
_ARTICLES = frozenset("der die das den dem des the ganz gesamten ganzen our unserer unser".split())
_WHERE = frozenset("in im an am auf bei at on".split())
_WHOLE = ("ganz", "gesamt", "whole", "throughout", "across")
_REACHING = frozenset("in across throughout for within from".split())


def find_scope(alignment: Alignment) -> Iterator[Signal]:
    """Return the signals of things in a row, of places, of quantifiers, and of names that took each other's place."""
    mirrored = alignment.mirrored()
    struck, put_in = find_struck(alignment), find_struck(mirrored)
    for thing in struck:
        yield _signal(Direction.NARROWED, Mark("", "", tuple(thing), alignment.old_side.written(tuple(thing))), None)
    for thing in put_in:
        yield _signal(Direction.WIDENED, None, Mark("", "", tuple(thing), alignment.new_side.written(tuple(thing))))
    told_old, told_new = set[int](), set[int]()
    for read in (read_places, read_quantifiers, read_exclusives):
        old, new = leftovers(read(alignment.old_side), read(alignment.new_side), alignment)
        old, new = _outside(old, struck), _outside(new, put_in)
        old, new = _unless_told(old, told_old), _unless_told(new, told_new)
        if read is not read_places:
            said = find_synonyms(alignment, "only" if read is read_exclusives else "all")
            old, new = (
                [mark for mark in some if set(mark.places).isdisjoint(at)]
                for some, at in zip((old, new), said, strict=True)
            )
            old, new = _unless_none(alignment, old), _unless_none(mirrored, new)
        pairs, old, new = paired(old, new, alignment, whatever)
        for one, other in pairs:
            direction = _direction(one.rank, other.rank)
            if direction is not Direction.CHANGED or (read is read_places and not _is_one_place(one, other)):
                told_old.update(one.places)
                told_new.update(other.places)
                yield _signal(direction, one, other)
        for mark in _unless_told(old, told_old):
            if (alone := _alone(alignment, mark)) is not None:
                told_old.update(mark.places)
                phrase = _phrase_instead(alignment, mark) if read is read_places else None
                yield _signal(Direction.CHANGED if phrase else _opposite(alone), mark, phrase)
        for mark in _unless_told(new, told_new):
            if (alone := _alone(mirrored, mark)) is not None:
                told_new.update(mark.places)
                phrase = _phrase_instead(mirrored, mark) if read is read_places else None
                yield _signal(Direction.CHANGED if phrase else alone, phrase, mark)
    yield from _groups(alignment)
    yield from _names(alignment)


def _outside(marks: list[Mark], things: list[range]) -> list[Mark]:
    """Return the marks that are no part of what was struck from a row: that asks for less, whatever its size."""
    return [mark for mark in marks if not any(mark.places[0] in thing for thing in things)]


def _unless_told(marks: list[Mark], told: set[int]) -> list[Mark]:
    """Return the marks that do not stand right before a place that is told: im ganzen Land, im Zentrum von Essen."""
    return [mark for mark in marks if mark.places[-1] + 1 not in told]


def _unless_none(alignment: Alignment, marks: list[Mark]) -> list[Mark]:
    """Return the marks of the first side but alle where the other denies of each: alle Kitas, keine Kita."""
    side = alignment.new_side
    none = {_behind(side, hit.places[-1]) for hit in side.of("negation") if hit.entry.startswith(_NONE)} - {""}

    def is_denied(mark: Mark) -> bool:
        noun = _behind(alignment.old_side, mark.places[-1])
        return mark.name == "all" and any(is_kin(noun, other) for other in none)

    return [mark for mark in marks if not is_denied(mark)]


def _behind(side: Side, place: int) -> str:
    """Return the stem of the word behind a place."""
    return "".join(stem(without_accents(word)) for word in side.words[place + 1 : place + 2])


def _is_one_place(one: Mark, other: Mark) -> bool:
    """Whether two places of one size are where the text is about: landesweit, im Land; örtlich, in den Kommunen."""
    names = one.name, other.name
    return any(name.endswith((" wide", " level")) for name in names) and any(":" in name for name in names)


def _signal(direction: Direction, old: Mark | None, new: Mark | None) -> Signal:
    return Signal(code=SignalCode.SCOPE, direction=direction, old=old.text if old else "", new=new.text if new else "")


def _direction(old: float, new: float) -> Direction:
    if old == new:
        return Direction.CHANGED
    return Direction.WIDENED if new > old else Direction.NARROWED


def _opposite(direction: Direction) -> Direction:
    return Direction.NARROWED if direction is Direction.WIDENED else Direction.WIDENED


def read_places(side: Side) -> list[Mark]:
    """Return the places that a text names."""
    return [
        side.mark(hit, _place_key(hit), PLACE_SIZES.index(hit.name.split()[0].rstrip(":")))
        for hit in side.of("places")
        if hit.name != "idiom" and (hit.name != "municipality" or _is_city(side, hit.places[0]))
    ]


def _is_city(side: Side, place: int) -> bool:
    """Whether the name of a city is one: in Essen, im Zentrum von Essen, Stadt Hagen, and no meal and no surname."""
    before = side.words[place - 1] if place else ""
    if before in _WITHIN and any(
        hit.name.startswith("quarter") and place - hit.places[-1] in (1, 2) for hit in side.of("places")
    ):
        return side.is_capital(place)
    is_behind = before in _INSIDE | _BEFORE_CITIES or before in side.lexicon.tables.get("districts", {}).get(
        "district", ()
    )
    return is_behind and side.is_capital(place)


def _place_key(hit: Hit) -> str:
    """Return what makes two places one: the class where it names one or says `wide`, else the entry."""
    return hit.name if ":" in hit.name or hit.name.endswith((" wide", " level")) else f"{hit.name}: {hit.entry}"


def read_quantifiers(side: Side) -> list[Mark]:
    """Return the words that say for how many a text holds."""
    shares = find_shares(side)
    taken = {hit.places[0] for hit in shares}
    return [Mark(SHARE, SHARE, hit.places, side.written(hit.places), AMOUNTS[SHARE]) for hit in shares] + [
        side.mark(hit, hit.name, AMOUNTS[hit.name])
        for hit in side.of("quantifiers")
        if hit.name in AMOUNTS
        and hit.places[0] not in taken
        and not (hit.name == "all" and _is_interval(side, hit.places[-1] + 1))
        and not (hit.name == "part" and _is_done(side, hit.places[-1]))
    ]


def _is_done(side: Side, place: int) -> bool:
    """Whether a participle is the verb of its clause: wird auf Dauer begrenzt, but: wird begrenzt gültig."""
    following = "".join(side.words[place + 1 : place + 2])
    is_last = not following or following in _WERDEN or not following[0].isalnum() or following in _JOINING
    near = side.words[max(place - BRACKET, 0) : place + 2]
    return side.words[place].endswith("t") and is_last and not _WERDEN.isdisjoint(near)


def _is_interval(side: Side, place: int) -> bool:
    """Whether what a place begins with says how often or how far apart: alle 15 Minuten, jedes Jahr, alle 500 Meter."""
    start = side.tokens[place].start if place < len(side.tokens) else 0
    nearest = bisect_right(side.quantities, start, key=lambda one: one.start) - 1
    if nearest >= 0 and side.quantities[nearest].start == start and side.quantities[nearest].unit in INTERVALS:
        return True
    units = side.lexicon.finder("units").find(side.words[place : place + INTERVAL_WORDS])
    return any(split_unit(hit.name)[1] in INTERVALS for hit in units)


def read_exclusives(side: Side) -> list[Mark]:
    """Return the words that say for whom alone a text holds, or for whom as well."""
    return [
        side.mark(hit, hit.name, 1 if hit.name == "only" else 2)
        for hit in side.of("quantifiers")
        if hit.name in {"only", "also"}
    ]


def _alone(alignment: Alignment, mark: Mark) -> Direction | None:
    """Return what a mark says that only the first side has, read as if it had come."""
    if _is_doubled(alignment, mark):
        return None
    for block in alignment.old.blocks_of(mark):
        own, other = alignment.content(block)
        if own - other > MOST_CONTENT:
            return None
    if mark.name == SHARE and _has_percentage(alignment, mark):
        return None
    if mark.name in ALONE:
        return ALONE[mark.name]
    if mark.name == "only":
        return Direction.NARROWED
    if mark.name.split()[0].rstrip(":") not in PLACE_SIZES:
        return None
    if mark.name.endswith(" level"):
        return None
    if mark.name.endswith(" wide") or _is_whole(alignment.old_side, mark):
        return Direction.WIDENED
    return Direction.NARROWED if _is_inside(alignment.old_side, mark.places[0]) else None


def _has_percentage(alignment: Alignment, mark: Mark) -> bool:
    """Whether a percentage took the place of a share of the first side, which is compared as an amount."""
    side, blocks = alignment.new_side, alignment.old.blocks_of(mark)
    shares = (side.places(one.start, one.end)[0] for one in side.quantities if one.unit == "percent")
    return any(alignment.new.block[place] in blocks for place in shares)


def _is_whole(side: Side, mark: Mark) -> bool:
    """Whether a place is meant as a whole: im ganzen Land, throughout the region."""
    first = max(mark.places[0] - 1, 0)
    return any(word.startswith(_WHOLE) for word in side.words[first : mark.places[-1] + 1])


def _phrase_instead(alignment: Alignment, mark: Mark) -> Mark | None:
    """Return the phrase that says where in place of a place of the first side, and that no table has: an Bahnhöfen."""
    side = alignment.new_side
    for number in alignment.old.blocks_of(mark):
        block = alignment.blocks[number]
        start = next((at for at in range(max(block.new_from - 1, 0), block.new_to) if side.words[at] in _WHERE), -1)
        phrase = tuple(range(start, block.new_to))
        if start >= 0 and len(phrase) <= LONGEST_PHRASE and _is_one_noun(side, phrase[1:]):
            return Mark("", "", phrase, side.written(phrase))
    return None


def _is_one_noun(side: Side, phrase: tuple[int, ...]) -> bool:
    """Whether words are a noun with its article and its adjectives, and nothing else: den großen Bahnhöfen."""
    if not phrase or not side.is_content(phrase[-1]) or not all(side.words[place].isalpha() for place in phrase):
        return False
    if side.lexicon.language == "de":
        return [place for place in phrase if side.is_capital(place)] == [phrase[-1]]
    return not any(is_small(side.words[place]) for place in phrase if side.words[place] not in _ARTICLES)


def _is_doubled(alignment: Alignment, mark: Mark) -> bool:
    here = alignment.old.at(mark)
    return any(
        hit.name == mark.name and abs(alignment.new.position[hit.places[0]] - here) <= NEAR
        for table in ("places", "quantifiers")
        for hit in alignment.new_side.of(table)
    )


def _is_inside(side: Side, place: int) -> bool:
    """Whether a place is where something holds: im Ruhrgebiet, in der Region."""
    before = place - 1
    while before > 0 and side.words[before] in _ARTICLES:
        before -= 1
    return side.words[place] in _INSIDE or (before >= 0 and side.words[before] in _INSIDE)


def _groups(alignment: Alignment) -> Iterator[Signal]:
    """Return groups that took each other's place: im mittleren Dienst, im gehobenen Dienst."""
    old, new = (
        [side.mark(hit, hit.entry) for hit in side.of("groups")] for side in (alignment.old_side, alignment.new_side)
    )
    pairs, *_ = paired(*leftovers(old, new, alignment), alignment, lambda one, other: one.name == other.name)
    for one, other in pairs:
        yield _signal(Direction.CHANGED, one, other)


def _names(alignment: Alignment) -> Iterator[Signal]:
    """Return places that no lexicon knows: names behind a word of place that took each other's place."""
    for block in alignment.blocks:
        if block.is_kept or not (block.old_to > block.old_from and block.new_to > block.new_from):
            continue
        old = tuple(range(block.old_from, block.old_to))
        new = tuple(range(block.new_from, block.new_to))
        if _is_name(alignment.old_side, old) and _is_name(alignment.new_side, new):
            one, other = (
                Mark("", "name", places, side.written(places))
                for side, places in ((alignment.old_side, old), (alignment.new_side, new))
            )
            yield _signal(Direction.CHANGED, one, other)


def _is_name(side: Side, places: tuple[int, ...]) -> bool:
    if not side.covered.isdisjoint(places) or not all(side.is_capital(place) for place in places):
        return False
    before = side.words[places[0] - 1] if places[0] else ""
    if side.lexicon.language == "de":
        return before in side.lexicon.tables.get("districts", {}).get("district", ())
    return before in _REACHING
