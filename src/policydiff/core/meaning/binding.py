"""How much a text binds: müssen, sollen, anstreben, prüfen, and the grammar that promises without such a word."""

import re
from collections.abc import Iterator, Sequence

from policydiff.core.lexicon import Hit
from policydiff.core.meaning.alignment import Alignment, is_exchange, leftovers, paired, whatever
from policydiff.core.meaning.negation import is_turned
from policydiff.core.meaning.nouns import PASSIVE
from policydiff.core.meaning.reading import BOUNDS, CONTENT_LETTERS, Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode

RANKS = {
    "must": 4, "demand": 4, "promise": 4, "deed": 4, "binding": 4,
    "should": 3,
    "aim": 2, "support": 2, "may": 2, "right": 2,
    "examine": 1, "voluntary": 1,
}  # fmt: skip
"""How much each class of the table `binding` binds. `promise` is found by grammar: the finite form of werden."""
RIGHT = "right"
"""Words that say the same as `may`, and nothing against any other: haben das Recht, die Steuer zu erheben."""
ADJECTIVES = frozenset(("binding", "voluntary"))
CONTENT = frozenset(("deed", "support"))
"""Words that say what is done: they bind more or less than each other, and say nothing where they stand alone."""
SUPPORT = frozenset(("support",))
HEDGES = frozenset(("aim", "examine"))
"""Words that weaken a demand by being put before it, whatever its grammar."""
MOST_CONTENT = 1
"""A word that came together with more new content than this belongs to new text and says nothing about the old."""
CONTENT_REACH = 8
"""A deed and its support are one another's when they stand so near: führt … ein, unterstützt."""
OPEN = frozenset(("bis zu", "up to"))
"""Limits that give room; others make of what may be what must: darf höchstens fünf Hektar betragen."""
LIMIT_REACH = 3
"""Such a limit stands at most so many words behind its verb: darf fünf Hektar nicht übersteigen."""
STEM_CONSONANTS = 3
"""The participle of a verb has the last so many consonants of its stem as well: trinken, getrunken."""
BRACKET = 40
"""The infinitive of a promise stands at most so many words behind its verb."""

VERB_SECOND = 5
"""The verb of a German sentence stands behind its first part, which has hardly more words than this."""

# What ends a word and makes no compound of it: Prüfung, Förderungen, Geprüfte, Verbindlichkeit.
_ENDING = re.compile(r"(?:(?:ier|er)?ung(?:en)?|keit(?:en)?|bar|(?:e?nd|e?t)?(?:e[nmrs]?|ns?|s)?)")
_NO_VERBS = frozenset(
    "nicht seit statt selbst sonst bereits erst meist fast jetzt weit gut samt laut damit somit insgesamt".split()
)
_FINITE_FUTURE = frozenset(("wird", "werden", "werde", "werdet"))
_TO = frozenset(("ist", "sind", "hat", "haben", "bleibt", "bleiben", "gilt"))
_JOINED_TO = re.compile(r"(?:[a-zäöü]{2,7})zu[a-zäöü]{3,}n")
_PREFIXED = ("zu", "zur", "zum", "zurück", "zusammen", "zugunsten")
_NOT_TO = frozenset(("um", "ohne", "anstatt", "statt", "bis"))
_ENDS = ((), (".",), (",",), ("und",))
_SENTENCE_ENDS = frozenset(".;!?:")
_SIGNS = _SENTENCE_ENDS | {",", "–", "—", "("}
_BE = frozenset("werden sein be is are".split())
_WILL = (("will",), ("shall",), ("must",))
_VOWELS = frozenset("aeiouäöüy")
_CLAUSE_ENDS = frozenset((".", ";", "!", "?", ",", ":", "und", "oder", "sowie"))
_FINITE = frozenset(
    "ist sind hat haben wird werden wir kann können soll sollen muss müssen darf dürfen gilt bleibt is are has have we"
    " will was were".split()
)


def read_binding(side: Side) -> list[Mark]:
    """Return the words that bind; grammar that promises counts as well."""
    hits = (hit for hit in side.of("binding") if hit.name != RIGHT and not _is_compound(side, hit))
    found = [side.mark(hit, hit.name, RANKS[hit.name]) for hit in hits]
    if side.lexicon.language == "de":
        taken = {place for mark in (*found, *_rights(side)) for place in mark.places}
        taken |= {place for hit in side.of("conditions") for place in hit.places}
        found += [mark for mark in _promises(side) if taken.isdisjoint(mark.places)]
    return found


def _is_compound(side: Side, hit: Hit) -> bool:
    """Whether a word is a German noun that only begins like one that binds: Prüfungsamt, Fördermittel."""
    word = side.words[hit.places[0]]
    if side.lexicon.language != "de" or not side.is_capital(hit.places[0]) or not hit.entry.endswith("*"):
        return False
    return len(hit.places) == 1 and not _ENDING.fullmatch(word.removeprefix(hit.entry.strip("*")))


def _rights(side: Side) -> list[Mark]:
    return [side.mark(hit, "may") for hit in side.of("binding") if hit.name == RIGHT]


def read_moods(side: Side) -> list[Mark]:
    """Return the words that say how much a sentence binds, whatever it is about."""
    return [mark for mark in read_binding(side) if mark.name not in CONTENT | ADJECTIVES]


def find_binding(alignment: Alignment) -> Iterator[Signal]:
    """Return whether the text binds more or less, sentence by sentence."""
    sides = (alignment.old_side, alignment.new_side)
    marks = [[*read_binding(side), *_rights(side)] for side in sides]
    old, new = ([mark for mark in some if mark.name != RIGHT] for some in leftovers(marks[0], marks[1], alignment))
    if not old and not new:
        return
    yield from _adjectives(alignment, _of(old, ADJECTIVES), _of(new, ADJECTIVES))
    groups = _sentence_groups(alignment, old, new)
    for olds, news in groups:
        signal = _verdict(alignment, olds, news)
        if signal:
            yield signal
        else:
            yield from _crossed(alignment, olds, news)


def _of(marks: Sequence[Mark], names: frozenset[str]) -> list[Mark]:
    return [mark for mark in marks if mark.name in names]


def _signal(old: Mark | None, new: Mark | None, *, is_stronger: bool) -> Signal:
    return Signal(
        code=SignalCode.BINDING,
        direction=Direction.STRENGTHENED if is_stronger else Direction.WEAKENED,
        old=old.text if old else "",
        new=new.text if new else "",
    )


def _adjectives(alignment: Alignment, old: list[Mark], new: list[Mark]) -> Iterator[Signal]:
    pairs, old, new = paired(old, new, alignment, whatever)
    for one, other in pairs:
        yield _signal(one, other, is_stronger=other.rank > one.rank)
    for mark in old:
        if _is_alone(alignment, mark):
            yield _signal(mark, None, is_stronger=mark.name == "voluntary")
    mirrored = alignment.mirrored()
    for mark in new:
        if _is_alone(mirrored, mark):
            yield _signal(None, mark, is_stronger=mark.name == "binding")


def _verdict(alignment: Alignment, old: list[Mark], new: list[Mark]) -> Signal | None:
    """Return what the marks that differ between two sentences say together."""
    old_words, new_words = ([mark for mark in marks if mark.name not in CONTENT | ADJECTIVES] for marks in (old, new))
    mirrored = alignment.mirrored()
    if any(_is_done_to(one, mark) for one, some in ((alignment, old_words), (mirrored, new_words)) for mark in some):
        return None
    if old_words and new_words:
        weakest_old, weakest_new = _weakest(old_words), _weakest(new_words)
        before, after = _rank(alignment, weakest_old, weakest_new)
        return None if before == after else _signal(weakest_old, weakest_new, is_stronger=after > before)
    exchanged, *_ = paired(
        old_words or _of(old, SUPPORT),
        new_words or _of(new, SUPPORT),
        alignment,
        lambda one, other: one.rank != other.rank,
        reach=0,
    )
    if exchanged:
        one, other = exchanged[0]
        return _signal(one, other, is_stronger=other.rank > one.rank)
    if old_words:
        mark = _alone(alignment, old_words)
        return _signal(mark, None, is_stronger=True) if mark else None
    if new_words:
        mark = _alone(mirrored, new_words)
        return _signal(None, mark, is_stronger=False) if mark else None
    return _deeds(alignment, old, new)


def _crossed(alignment: Alignment, old: list[Mark], new: list[Mark]) -> Iterator[Signal]:
    """Yield what the words of one sentence became that changed places: muss A und soll B, soll A und muss B."""
    old, new = ([mark for mark in marks if mark.name not in CONTENT | ADJECTIVES] for marks in (old, new))
    if sorted(mark.name for mark in old) != sorted(mark.name for mark in new):
        return
    for one, other in paired(old, new, alignment, lambda one, other: is_exchange(one, other, alignment))[0]:
        before, after = _rank(alignment, one, other)
        if before != after:
            yield _signal(one, other, is_stronger=before < after)


def _weakest(marks: list[Mark]) -> Mark:
    return min(marks, key=lambda mark: (mark.rank, mark.places))


def _is_done_to(alignment: Alignment, mark: Mark) -> bool:
    """Whether something is done on the second side to those who on the first may do another: abstimmen, informiert."""
    place = mark.places[0]
    before = alignment.old.partner[place - 1] if place else -1
    if mark.name != "may" or before < 0:
        return False
    deed, done = _infinitive(alignment.old_side, place), _passive(alignment.new_side, before + 1)
    return bool(deed and done) and _consonants(deed)[-STEM_CONSONANTS:] not in _consonants(done)


def _infinitive(side: Side, place: int) -> str:
    """Return the verb that belongs to a können or can; nothing where it is a passive or cannot be told."""
    if side.lexicon.language == "de":
        last = _last_of_clause(side, place)
        is_verb = last > place and side.words[last].endswith("n") and not side.is_capital(last)
        return side.words[last].removesuffix("n").removesuffix("e") if is_verb and side.words[last] not in _BE else ""
    following = "".join(side.words[place + 1 : place + 2])
    return following if following.isalpha() and following not in _BE else ""


def _passive(side: Side, place: int) -> str:
    """Return the participle of a passive whose verb stands at a place; nothing where there is none."""
    if side.lexicon.language == "de":
        last = _last_of_clause(side, place)
        word = side.words[last]
        is_participle = last > place and (word.endswith("t") or "ge" in word[:-3]) and not side.is_capital(last)
        return word if is_participle and side.words[place] in PASSIVE else ""
    behind = place + (side.words[place : place + 1] in _WILL)
    is_passive = not _BE.isdisjoint(side.words[behind : behind + 1])
    word = "".join(side.words[behind + 1 : behind + 2])
    return word if is_passive and word.endswith(("ed", "en")) else ""


def _last_of_clause(side: Side, place: int) -> int:
    for at in range(place, len(side.words)):
        if side.words[at] in _SIGNS and not side.is_inner_stop(at):
            return at - 1
    return len(side.words) - 1


def _consonants(word: str) -> str:
    return "".join(sign for sign in word if sign not in _VOWELS)


def _rank(alignment: Alignment, old: Mark, new: Mark) -> tuple[float, float]:
    """Return the ranks of two words; darf nicht binds like muss, and a nicht that came is another matter."""
    is_old, is_new = _is_negated(alignment.old_side, old), _is_negated(alignment.new_side, new)
    if is_old != is_new and "may" in {old.name, new.name}:
        return 0, 0
    if not is_old or not is_new:
        return old.rank, new.rank
    return (RANKS["must"] if old.name == "may" else old.rank), (RANKS["must"] if new.name == "may" else new.rank)


def _is_negated(side: Side, mark: Mark) -> bool:
    clauses = side.clauses
    place = mark.places[0]
    denying = side.lexicon.tables.get("negation", {}).get("not", ())
    is_limited = any(
        (hit.name == "bound -" or side.words[hit.places[0]] in denying)
        and hit.entry not in OPEN
        and 0 < hit.places[0] - place <= LIMIT_REACH
        for hit in side.of(BOUNDS)
    )
    return is_limited or any(
        hit.name == "not" and clauses[hit.places[0]] == clauses[place] for hit in side.of("negation")
    )


def _alone(alignment: Alignment, marks: list[Mark]) -> Mark | None:
    """Return the word of the first side that weakens what the second side says without such a word."""
    for mark in sorted(marks, key=lambda mark: (mark.rank, mark.places)):
        binds = mark.name == "may" and _is_negated(alignment.old_side, mark)  # darf nicht, darf höchstens
        if binds or mark.rank >= RANKS["must"] or not _is_alone(alignment, mark):
            continue
        if mark.name in HEDGES or _is_finite(alignment, mark):
            return mark
    return None


def _is_alone(alignment: Alignment, mark: Mark) -> bool:
    """Whether a mark of the first side came or went by itself, and not with a whole piece of text."""
    if is_turned(alignment, mark):
        return False
    content = 0
    for block in alignment.old.blocks_of(mark):
        own, other = alignment.content(block)
        content = max(content, own - other)
    return content <= MOST_CONTENT


def _is_finite(alignment: Alignment, mark: Mark) -> bool:
    """Whether the second side is a whole sentence (Das Land richtet ein) and no heading (Einrichtung von …)."""
    sentences = alignment.old_side.sentences
    own = sentences[mark.places[0]]
    side = alignment.new_side
    theirs = side.sentences
    reached = {
        theirs[partner]
        for place, partner in enumerate(alignment.old.partner)
        if partner >= 0 and sentences[place] == own
    }
    starts = {sentence: theirs.index(sentence) for sentence in reached}
    return any(
        _is_finite_verb(side, place, starts[theirs[place]])
        for place in range(len(side.words))
        if theirs[place] in reached
    )


def _is_finite_verb(side: Side, place: int, start: int) -> bool:
    word = side.words[place]
    if word in _FINITE:
        return side.words[place - 1 : place] != ("zu",)
    is_early = start < place <= start + VERB_SECOND
    is_third_person = word.endswith("t") and len(word) > len("die") and word not in _NO_VERBS and "ge" not in word[:-3]
    is_plural = word.endswith("en") and side.is_capital(place - 1) and side.words[place + 1 : place + 2] not in _ENDS
    return side.lexicon.language == "de" and is_early and (is_third_person or is_plural) and not side.is_capital(place)


def _deeds(alignment: Alignment, old: list[Mark], new: list[Mark]) -> Signal | None:
    pairs, old, new = paired(
        _of(old, CONTENT), _of(new, CONTENT), alignment, lambda one, other: one.name != other.name, reach=CONTENT_REACH
    )
    for one, other in pairs:
        if alignment.has_new_subject(one):
            continue
        if is_exchange(one, other, alignment) or len(one.places) + len(other.places) > len(("one", "other")):
            return _signal(one, other, is_stronger=other.rank > one.rank)
    for mark in _of(old, SUPPORT):
        if _is_inserted(alignment, mark):
            return _signal(mark, None, is_stronger=True)
    mirrored = alignment.mirrored()
    for mark in _of(new, SUPPORT):
        if _is_inserted(mirrored, mark):
            return _signal(None, mark, is_stronger=False)
    return None


def _is_inserted(alignment: Alignment, mark: Mark) -> bool:
    """Whether a mark of the first side stands in words that nothing replaced: Förderung des Ausbaus, Ausbau."""
    blocks = [alignment.blocks[block] for block in alignment.old.blocks_of(mark)]
    return (
        bool(blocks)
        and all(
            len(word) < CONTENT_LETTERS
            for one in blocks
            for word in alignment.new_side.words[one.new_from : one.new_to]
        )
        and not any(alignment.content(block)[0] for block in alignment.old.blocks_of(mark))
    )


def _sentence_groups(alignment: Alignment, old: list[Mark], new: list[Mark]) -> list[tuple[list[Mark], list[Mark]]]:
    """Return the marks of sentences that became each other; those of sentences that only came or went are left out."""
    old_sentences, new_sentences = alignment.old_side.sentences, alignment.new_side.sentences
    if max(old_sentences, default=0) == max(new_sentences, default=0) == 0:
        return [(old, new)]
    shared: dict[tuple[int, int], int] = {}
    for place, partner in enumerate(alignment.old.partner):
        if partner >= 0 and alignment.old_side.words[place].isalnum():
            pair = old_sentences[place], new_sentences[partner]
            shared[pair] = shared.get(pair, 0) + 1
    groups = []
    best_old = _best(shared, 0)
    best_new = _best(shared, 1)
    for one, other in sorted(shared):
        if best_old[one] == other and best_new[other] == one:
            olds = [mark for mark in old if old_sentences[mark.places[0]] == one]
            news = [mark for mark in new if new_sentences[mark.places[0]] == other]
            groups.append((olds, news))
    return groups


def _best(shared: dict[tuple[int, int], int], side: int) -> dict[int, int]:
    """Return for each sentence of one side the one it shares most words with."""
    best: dict[int, tuple[int, int]] = {}
    for pair, count in sorted(shared.items()):
        own, other = pair[side], pair[1 - side]
        if own not in best or count > best[own][1]:
            best[own] = other, count
    return {own: other for own, (other, _) in best.items()}


def _promises(side: Side) -> Iterator[Mark]:
    for place, word in enumerate(side.words):
        if word in _FINITE_FUTURE and _is_finite_future(side, place):
            yield Mark("promise", "promise", (place,), side.written((place,)), RANKS["promise"])
        elif word in _TO and (infinitive := _to_infinitive(side, place)):
            yield Mark("must", "must", (place, *infinitive), side.written((place, *infinitive)), RANKS["must"])


def _is_finite_future(side: Side, place: int) -> bool:
    """Whether werden is the verb of its sentence and does not end one (soll … ausgebaut werden)."""
    following = side.words[place + 1] if place + 1 < len(side.words) else "."
    before = side.words[place - 1] if place else ""
    return before != "zu" and (side.words[place] != "werden" or following not in _CLAUSE_ENDS)


def _to_infinitive(side: Side, place: int) -> tuple[int, ...]:
    """Return the places of the zu + Infinitiv that belongs to a verb at a place; none where there is none."""
    for after in range(place + 1, min(place + BRACKET, len(side.words))):
        word = side.words[after]
        if side.is_inner_stop(after):
            continue
        if word in _SENTENCE_ENDS or word in _NOT_TO - {"bis"}:
            return ()
        if side.is_capital(after):
            continue
        following = side.words[after + 1] if after + 1 < len(side.words) else ""
        is_verb = following.endswith("n") and len(following) > 3 and not side.is_capital(after + 1)
        if word == "zu" and side.words[after - 1] != "bis" and is_verb:
            return (after, after + 1)
        if _JOINED_TO.fullmatch(word) and not word.startswith(_PREFIXED):
            return (after,)
    return ()
