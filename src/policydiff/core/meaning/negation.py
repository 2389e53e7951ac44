"""What was denied or turned round: nicht, kein, ohne, and words that became their opposite."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from policydiff.core.function_words import is_small
from policydiff.core.meaning.acts import join_acts
from policydiff.core.meaning.alignment import Aligned, Alignment, Pair, is_exchange, leftovers, paired
from policydiff.core.meaning.compounds import find_compounds, find_named_acts
from policydiff.core.meaning.nouns import LEAST_LETTERS, function_words
from policydiff.core.meaning.objects import BROAD, LEAST_SHARED, Objects
from policydiff.core.meaning.reach import Reaches
from policydiff.core.meaning.reading import BOUNDS, Mark, Side
from policydiff.core.meaning.synonyms import find_synonyms
from policydiff.core.meaning.values import Direction, Signal, SignalCode

CHANCE = "chance"
"""What may be or not answers what is let or not, but only where nothing else changed: ausgeschlossen, ist möglich."""
NEED = "need"
"""What is needed or not: a reversal only where nothing else changed (erforderlich, entbehrlich)."""
ABATED = frozenset(("debt +", "arms +", "sealing +"))
"""Opposites that say the same once less is to come of the one: Verschuldung senken, Entschuldung."""
ANSWERING = BROAD | {"bound", "execution"}
"""Opposites one of which takes the place of one of another name: auf 10 Euro begrenzen, auf 10 Euro erhöhen."""
REACH = 14
"""A word and its opposite stand at most so far apart: the verb bracket of one sentence."""
DENIAL_REACH = 8
"""A nicht so near to a word that was turned round takes the turn back: nicht abschaffen, beibehalten."""
PREFIX_REACH = 2
"""A nicht so near before a word denies it as a prefix does: nicht mehr zulässig, unzulässig."""
ONLY_IF = frozenset(("only if", "nur wenn", "nur dann … wenn", "nur , wenn"))
"""Conditions that deny all else: may only if the council agrees, may not unless it does."""
ROW_REACH = 5
"""Two kein of one row stand at most so far apart: keine neue Straße und kein Parkplatz."""
MOST_CONTENT = 3
"""A nicht that came with more new content than this denies new text and nothing that the old one said."""
LEAST_STEM = 4
"""Two forms of a word share at least so many letters: zulässig, unzulässiges."""
MOST_ENDING = 3
"""Forms of a word differ in at most so many letters at the end."""

_NONE = ("kein", "no")
_ROW_SIGNS = frozenset(("und", "oder", "and", "or", ",", "/"))


def find_negation(alignment: Alignment) -> Iterator[Signal]:
    """Return reversals, then denials that were added, then those that were removed."""
    denials = read_denials(alignment.old_side), read_denials(alignment.new_side)
    reaches = Reaches(alignment, *denials)
    old, new = leftovers(*denials, alignment, reaches.are_apart)
    reversals = _reversals(alignment, reaches)
    turned: list[Pair] = []
    for pair in reversals:  # a rejection that became a welcome is one thing, not two
        old = [mark for mark in old if not set(mark.places) & set(pair[0].places)]
        new = [mark for mark in new if not set(mark.places) & set(pair[1].places)]
        taken_back = _taken_back(alignment, reaches, pair, old, new)
        if taken_back is None:
            turned.append(pair)
        else:
            old = [mark for mark in old if mark is not taken_back]
            new = [mark for mark in new if mark is not taken_back]
    for one, other in turned:
        yield Signal(code=SignalCode.NEGATION, direction=Direction.REVERSED, old=one.text, new=other.text)
    for one, other in _prefixed(alignment):
        is_added = len(other.text) > len(one.text)
        if twin := _right_before(one, old) if is_added else _right_before(other, new):
            (old if is_added else new).remove(twin)  # nicht zulässig, unzulässig
            continue
        direction = Direction.ADDED if is_added else Direction.REMOVED
        yield Signal(code=SignalCode.NEGATION, direction=direction, old=one.text, new=other.text)
    mirrored = alignment.mirrored()
    if says_only_if(alignment) or _is_ban_denied(alignment, new):
        new = []
    if says_only_if(mirrored) or _is_ban_denied(mirrored, old):
        old = []
    old, new = _unless_said_otherwise(alignment, old, new)
    for mark in new:
        if _denies(mirrored, mark, new):
            yield Signal(code=SignalCode.NEGATION, direction=Direction.ADDED, old="", new=mark.text)
    for mark in old:
        if _denies(alignment, mark, old):
            yield Signal(code=SignalCode.NEGATION, direction=Direction.REMOVED, old=mark.text, new="")


def read_denials(side: Side) -> list[Mark]:
    """Return the words of a text that deny, or that refuse to do what they name."""
    return [
        side.mark(hit, "not" if hit.name == "refuse" else hit.name)
        for hit in side.of("negation")
        if hit.name != "idiom"
    ]


def says_only_if(alignment: Alignment) -> bool:
    """Whether the first side allows only if what the second denies unless the same holds."""
    only = [hit for hit in alignment.old_side.of("conditions") if hit.entry in ONLY_IF]
    unless = [hit for hit in alignment.new_side.of("conditions") if hit.name == "unless"]
    if len(only) != 1 or len(unless) != 1 or read_denials(alignment.old_side):
        return False
    denials = read_denials(alignment.new_side)
    return len(denials) == 1 and denials[0].places[0] < unless[0].places[0]


def _is_ban_denied(alignment: Alignment, denials: Sequence[Mark]) -> bool:
    """Whether the first side bans what the second says nobody may do: ist verboten, darf nicht."""
    old, new = alignment.old_side, alignment.new_side
    if len(denials) != 1 or read_denials(old):
        return False
    gone = [hit for hit in old.of("opposites") if alignment.old.partner[hit.places[0]] < 0]
    bans = {hit.places for hit in old.of("curbs") if hit.name == "stop"}
    bans &= {hit.places for hit in gone if hit.name == "leave -"}
    own = new.sentences[denials[0].places[0]]
    may = (hit for hit in new.of("binding") if hit.name in {"may", "must"} and new.sentences[hit.places[0]] == own)
    if len(bans) != 1 or not any(may):
        return False
    come = [
        place for place in range(len(new.words)) if alignment.new.partner[place] < 0 and place not in denials[0].places
    ]
    forms = {place: (new.words[place], new.words[place].replace("ge", "", 1)) for place in come}
    return all(
        len(new.words[place]) < LEAST_SHARED
        or is_small(new.words[place])
        or any(form[:LEAST_LETTERS] in word for form in forms[place] for word in old.words)
        for place in come
    )


def _unless_said_otherwise(alignment: Alignment, old: list[Mark], new: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Return denials but those that the other text says without one: ohne Kosten, kostenlos; lediglich, nur."""
    if not old and not new:
        return old, new
    only, every = find_synonyms(alignment, "only"), find_synonyms(alignment, "all")
    said_old, said_new = _find_opposites_said(alignment), _find_opposites_said(alignment.mirrored())
    return (
        [mark for mark in old if mark.places not in said_old and (only[0] | every[0]).isdisjoint(mark.places)],
        [mark for mark in new if mark.places not in said_new and (only[1] | every[1]).isdisjoint(mark.places)],
    )


def _find_opposites_said(alignment: Alignment) -> set[tuple[int, ...]]:
    """Return the places of the opposites of the first side that the other one has in words that deny nothing."""
    denied = {place for mark in read_denials(alignment.new_side) for place in mark.places}
    own = read_opposites(alignment.old_side)
    others = [mark for mark in read_opposites(alignment.new_side) if denied.isdisjoint(mark.places)]
    left, _ = leftovers(own, others, alignment)
    return {mark.places for mark in own} - {mark.places for mark in left}


def _denies(alignment: Alignment, mark: Mark, alone: Sequence[Mark]) -> bool:
    """Whether a denial of the first side touches what both sides say, and did not come or go with what it denies."""
    if _is_in_row(alignment, mark, alone):
        return False
    for block in alignment.old.blocks_of(mark):
        own, other = alignment.content(block)
        one = alignment.blocks[block]
        if own > MOST_CONTENT and not (other or one.new_to > one.new_from):
            return False
    return True


def _right_before(word: Mark, denials: list[Mark]) -> Mark | None:
    """Return the denial of a word: nicht zulässig, nicht mehr zulässig."""
    return next((mark for mark in denials if 0 < word.places[0] - mark.places[-1] <= PREFIX_REACH), None)


def _is_in_row(alignment: Alignment, mark: Mark, alone: Sequence[Mark]) -> bool:
    """Whether a kein of the first side came or went as one more of a row: keine Bewerberin und kein Bewerber."""
    words, place = alignment.old_side.words, mark.places[0]
    one = alignment.blocks[alignment.old.block[place]]
    is_replaced = any(map(alignment.new_side.is_content, range(one.new_from, one.new_to)))
    if not words[place].startswith(_NONE) or one.is_kept or is_replaced:
        return False
    near = range(max(place - ROW_REACH, 0), min(place + ROW_REACH + 1, len(words)))
    left = {other.places[0] for other in alone}
    is_beside = any(words[at].startswith(_NONE) and at not in left for at in near)
    return is_beside and not _ROW_SIGNS.isdisjoint(words[one.old_from : one.old_to])


def _reversals(alignment: Alignment, reaches: Reaches) -> list[Pair]:
    mirrored = alignment.mirrored()
    marks = _read_acts(alignment, reaches, is_old=True), _read_acts(mirrored, reaches, is_old=False)
    if all(len({mark.key for mark in some}) > 1 for some in marks):  # they may be exchanged, or told in another order
        old, new = leftovers(*_without_staying(*marks, reaches), alignment, reaches.are_of_others)
    else:
        old, new = leftovers(*marks, alignment)

    objects = Objects(alignment, reaches)

    def fits(one: Mark, other: Mark) -> bool:
        (family, sign), (other_family, other_sign) = one.name.split(), other.name.split()
        if sign == other_sign:
            return False
        if CHANCE in {family, other_family}:
            is_answer = {family, other_family} <= {CHANCE, "leave"} and is_exchange(one, other, alignment)
            return is_answer and is_of_one_matter(alignment, one)
        if objects.are_others(one, other):
            return False
        if family == NEED:
            return other_family == NEED and is_exchange(one, other, alignment) and is_of_one_matter(alignment, one)
        if family == other_family:
            is_same = family == "bound" and alignment.is_partner(one, other)
            return family in BROAD or is_same or is_exchange(one, other, alignment) or reaches.are_of_one(one, other)
        is_bare = {family, other_family} <= ANSWERING and _is_bare_exchange(one, other, alignment)
        return is_bare and not alignment.has_new_subject(one)

    pairs, old, new = paired(old, new, alignment, fits, reach=REACH)
    alone = [(alignment.old, old), (alignment.new, new)]
    return [
        pair
        for pair in pairs
        if not any(_is_abated(mark, marks, side) for mark, (side, marks) in zip(pair, alone, strict=True))
    ]


def _read_acts(alignment: Alignment, reaches: Reaches, *, is_old: bool) -> list[Mark]:
    """Return the words of the first side that have an opposite, each act with what is done about it."""
    side, other = alignment.old_side, alignment.new_side
    is_denied = any(hit.name == "not" for hit in other.of("negation"))

    def is_alone(handling: Mark) -> bool:
        return is_denied or _is_replaced_by_nothing(alignment, handling)

    marks = [*read_opposites(side), *_read_named_acts(alignment)]
    return join_acts(marks, side, other, lambda: reaches.numbers(is_old=is_old), is_alone)


def _read_named_acts(alignment: Alignment) -> list[Mark]:
    """Return the nouns that the other side averts in one word, where no more is said of them: Export, Exportstopp."""
    acts = list(find_named_acts(alignment.old_side, alignment.new_side))
    changed = {number for number, block in enumerate(alignment.blocks) if not block.is_kept} if acts else set()
    named = {act.places[0] for act in acts}
    return acts if _brings_nothing_new(alignment.mirrored(), changed, named) else []


def _is_replaced_by_nothing(alignment: Alignment, mark: Mark) -> bool:
    """Whether words of the first side went and none came but forms of what was there: Stopp des Verkaufs, Verkauf."""
    blocks = alignment.old.blocks_of(mark)
    return bool(blocks) and _brings_nothing_new(alignment, blocks)


def _brings_nothing_new(alignment: Alignment, numbers: Collection[int], aside: Collection[int] = ()) -> bool:
    """Whether what came to the second side in some blocks says nothing but forms of what went, but for places aside."""
    blocks = [alignment.blocks[number] for number in numbers]
    own, side = alignment.old_side, alignment.new_side
    gone = {own.words[place][:LEAST_SHARED] for one in blocks for place in range(one.old_from, one.old_to)}
    come = (place for one in blocks for place in range(one.new_from, one.new_to) if place not in aside)
    small = function_words(side.lexicon)
    return all(
        side.words[place][:LEAST_SHARED] in gone or (side.words[place] in small and place not in side.covered)
        for place in come
    )


def _without_staying(old: list[Mark], new: list[Mark], reaches: Reaches) -> tuple[list[Mark], list[Mark]]:
    """Return the marks without those that both texts have of the same thing, wherever it stands."""
    kept, left = [], list(new)
    for one in old:
        twin = next((other for other in left if other.key == one.key and reaches.are_of_one(one, other)), None)
        if twin:
            left.remove(twin)
        else:
            kept.append(one)
    return kept, left


def _is_abated(mark: Mark, alone: Sequence[Mark], side: Aligned) -> bool:
    """Whether a word near a mark, which answers none of the other side, says that less is to come of it."""
    near = (other for other in alone if abs(side.at(other) - side.at(mark)) <= DENIAL_REACH)
    return mark.name in ABATED and any(other.name == "growth -" for other in near)


def read_opposites(side: Side) -> list[Mark]:
    """Return the words of a text that have an opposite, of a compound that averts an act that of the act."""
    compounds = find_compounds(side)
    found = []
    for hit in (*side.of("opposites"), *side.of(BOUNDS)):
        compound = compounds.get(hit.places[0])
        name = compound.name if compound and compound.name else hit.name
        found.append(side.mark(replace(hit, name=name), name))
    return found


def is_turned(alignment: Alignment, mark: Mark) -> bool:
    """Whether a mark of the first side took the place of its opposite: begrüßen, ablehnen; that is a reversal."""
    own = {hit.name.split()[1] for hit in alignment.old_side.of("opposites") if hit.places[0] in mark.places}
    blocks = alignment.old.blocks_of(mark)
    theirs = {
        hit.name.split()[1]
        for hit in alignment.new_side.of("opposites")
        if alignment.new.block[hit.places[0]] in blocks
    }
    return bool(own and theirs - own)


def is_of_one_matter(alignment: Alignment, mark: Mark) -> bool:
    """Whether the words that were exchanged together with a mark of the old side say what they were about before."""
    for number in alignment.old.blocks_of(mark):
        block = alignment.blocks[number]
        gone = _beginnings(alignment.old_side, range(block.old_from, block.old_to))
        come = _beginnings(alignment.new_side, range(block.new_from, block.new_to))
        short, long = sorted((gone, come), key=len)
        if not short <= long:
            return False
    return not alignment.has_new_subject(mark)


def _beginnings(side: Side, places: range) -> set[str]:
    return {side.words[place][:LEAST_SHARED] for place in places if side.is_content(place)}


def _is_bare_exchange(one: Mark, other: Mark, alignment: Alignment) -> bool:
    """Whether nothing but two words took each other's place."""
    for number in alignment.old.blocks_of(one) & alignment.new.blocks_of(other):
        block = alignment.blocks[number]
        old = _undenied(alignment.old_side, range(block.old_from, block.old_to))
        new = _undenied(alignment.new_side, range(block.new_from, block.new_to))
        if old <= set(one.places) and new <= set(other.places):
            return True
    return False


def _undenied(side: Side, places: range) -> set[int]:
    denying = {place for hit in side.of("negation") for place in hit.places}
    return set(places) - denying


def _taken_back(alignment: Alignment, reaches: Reaches, pair: Pair, old: list[Mark], new: list[Mark]) -> Mark | None:
    """Return the denial that takes a reversal back: the only one near it that does not deny something else."""
    near = [
        mark
        for is_old, twin, marks, side in ((True, pair[0], old, alignment.old), (False, pair[1], new, alignment.new))
        for mark in marks
        if abs(side.at(mark) - side.at(twin)) <= DENIAL_REACH and not reaches.is_of_another(mark, twin, is_old=is_old)
    ]
    return near[0] if len(near) == 1 else None


def _prefixed(alignment: Alignment) -> list[Pair]:
    """Return words that took or lost a prefix that denies them: zulässig, unzulässig."""
    prefixes = tuple(
        entry.strip("*")
        for entries in alignment.old_side.lexicon.tables.get("prefixes", {}).values()
        for entry in entries
    )
    if not prefixes:
        return []
    old = _changed_words(alignment.old_side, alignment.old.partner)
    new = _changed_words(alignment.new_side, alignment.new.partner)
    # Only words that begin with a prefix, and those that begin as these go on: long texts have many others.
    stems = {
        str(mark.key).removeprefix(prefix)[:LEAST_STEM]
        for mark in (*old, *new)
        for prefix in prefixes
        if str(mark.key).startswith(prefix)
    }
    old, new = (
        [mark for mark in marks if str(mark.key).startswith(prefixes) or str(mark.key)[:LEAST_STEM] in stems]
        for marks in (old, new)
    )

    def fits(one: Mark, other: Mark) -> bool:
        short, long = sorted((str(one.key), str(other.key)), key=len)
        if one.name == other.name == "opposed":  # befristet, unbefristet: a reversal
            return False
        return any(
            long.startswith(prefix) and _is_one_word(long.removeprefix(prefix), short) for prefix in prefixes
        ) and is_exchange(one, other, alignment)

    return paired(old, new, alignment, fits)[0]


def _changed_words(side: Side, partner: list[int]) -> list[Mark]:
    opposed = {place for hit in side.of("opposites") for place in hit.places}
    return [
        Mark(word, "opposed" if place in opposed else "word", (place,), side.written((place,)))
        for place, word in enumerate(side.words)
        if partner[place] < 0 and len(word) >= LEAST_STEM and word[0].isalpha()
    ]


def _is_one_word(one: str, other: str) -> bool:
    shared = 0
    for sign, twin in zip(one, other, strict=False):
        if sign != twin:
            break
        shared += 1
    return shared >= LEAST_STEM and max(len(one), len(other)) - shared <= MOST_ENDING
