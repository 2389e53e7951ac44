"""Where a text is cut into clauses, what of them only leads in, and which words carry a subject."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policydiff.core.catalogue import Demand
from policydiff.core.function_words import FUNCTION_WORDS, is_small
from policydiff.core.matching.words import GENDER_MARK, WORD, stems
from policydiff.core.sentences import REACH, ends_with_abbreviation, is_month
from policydiff.core.wording import fold
from policydiff.core.wording.tokens import GROUPED

# Brackets within a word or beside one without a space: Bürger(innen), Forderung(en), (Schul-)Gebäude.
_IN_WORD = rf"(?-i:{GENDER_MARK.pattern})|(?<=[^\s(])\([^()]*\)|\([^()]*\)(?=\w)"
# Between figures stands no end of a clause: §§ 5 und 6, 2020 – 2025, Nr. 3, 4 und 5. A year may end one.
_END = re.compile(
    rf"(?P<in_word>{_IN_WORD}|(?<=\d)\s+[-–—]\s+(?=\d)|(?<=\d)(?<!\d{{4}})(?:,|\s+(?:und|oder|and|or))\s+(?=\d))"
    rf"|\s*(?!{_IN_WORD})\(\s*|\s*\)\s*"
    r"|(?<=[.!?;:])\s+|\s*[;•–—]\s+|,\s+|\s+[-–]\s+|(?<!\d)\s+\*\s+"
    r"|\s+(?:und|sowie|oder|wobei|damit|um(?!\s+(?:\w+\s+)?(?!\d{4}\b)\d)|indem|insbesondere)\s+"
    r"|\s+(?:and|or|as well as|such as|including|so that|in order to)\s+",
    re.IGNORECASE,
)
_BEFORE, _AFTER = " ,;:–—-)•*", " ,;:–—•*"
_BRACKET = re.compile(r"[()]")
# What counts an item of a list, before its bracket or full stop: a) …; b) …
_COUNTER = re.compile(r"\W*(?:[a-z]|\d{1,2}|[ivx]{1,5})", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|(?<=[:;,.] )|(?<=und )|(?<=and ))\(?([a-z]|\d{1,2})[.)](?= )")
_WORD_OR_NUMBER = re.compile(rf"(?<!\w){GROUPED}(?!\w)|\d+(?:[.,]\d+)+(?!\w)|{WORD.pattern}")
# A word whose end stands in a later one: Schul- und Wohnraum.
_CUT_OFF = re.compile(r"(\w+)-(?=[\s,;]|$)")

_EMPTY = frozenset("kein weder neith nor none both sowohl".split())
"""Stems of words that only deny, which is told as a signal, or join two things."""

# Words that lead in: das Land soll, wir fordern den Bund auf, we call on the state to. With their umlauts: fördern is
# matter.
MODALS = frozenset(
    "soll sollen sollte sollten muss müssen musste mussten kann können könnte könnten darf dürfen will wollen möchte"
    " möchten should shall must can could may wants want needs need ought".split()
)
DEMANDS = frozenset(
    "fordern fordert gefordert aufgefordert auffordern forderung forderungen verlangen verlangt demand demands call"
    " calls urge urges urged ask asks asked".split()
)
_CALLS = re.compile(r"\b(?:auf|calls?|urges?|asks?)\b|\b(?:vom|von|from|of)\s+(?:(?:der|den|dem|the)\s+)?(\w+)")
"""What says that a body is called on, and not what the clause is about, though its name follows the verb."""
_FRAME = frozenset(
    "uns unser unsere deshalb daher darum folgende folgendes folgenden konkret our therefore following".split()
)
BODIES = frozenset(
    "land länder ländern landes landesregierung landtag bund bundes bundesregierung bundestag staat kommune kommunen"
    " stadt städte städten gemeinde gemeinden kreis kreise kreisen eu kommission rvr regionalverband state states"
    " government governments federal council councils municipality municipalities city cities county counties".split()
)
"""Who may be called on by name in general; a body of another name is told as any word."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause of a demand: where it stands in the folded text, and the stems of its words that carry a subject.

    `matter` is the place in its text where what leads in ends. `sentence` numbers its sentence, `piece` what stands
    between two full stops, semicolons or bullets.
    """

    demand: str
    text: str
    start: int
    end: int
    matter: int
    sentence: int
    piece: int
    terms: frozenset[str]


def find_clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a folded text start and end, in order.

    What says nothing by itself joins its neighbour, though never over a semicolon, bullet or full stop. Brackets
    stand in pairs in each clause.
    """
    return tuple((start, end) for start, end, *_ in _find_clauses(text))


def find_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of a folded text between full stops, semicolons or bullets starts and ends, in order."""
    for _, clauses in groupby(_find_clauses(text), key=lambda one: one[3]):
        spans = list(clauses)
        yield spans[0][0], spans[-1][1]


def cut(demands: Iterable[Demand]) -> list[Cut]:
    """Return the clauses of demands in order."""
    found = []
    for demand in demands:
        text = fold(demand.text)
        for start, end, sentence, piece in _find_clauses(text):
            clause = text[start:end]
            matter = _find_matter(clause)
            found.append(Cut(demand.id, clause, start, end, matter, sentence, piece, find_terms(clause[matter:])))
    return found


def find_words(clause: Cut) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield where each word of a clause starts and ends, and its stems; none for a word that carries no subject.

    A number with its separators is one word: 1.000, 1,5.
    """
    gender = [mark.span() for mark in GENDER_MARK.finditer(clause.text)]
    for word in _WORD_OR_NUMBER.finditer(clause.text):
        if not any(start <= word.start() < end for start, end in gender):
            hyphen = "-" if _CUT_OFF.match(clause.text, word.start()) else ""
            yield word.start(), word.end(), find_terms(word[0] + hyphen) & clause.terms


def blank_counters(text: str) -> str:
    """Return a text with blanks for what counts the items of a list, in their order: a) …; b) … as well as 1. and 2."""
    counted: list[re.Match[str]] = []
    for one in _ITEM.finditer(text):
        is_day = one[1].isdigit() and is_month(text[one.end() :].lstrip())
        if one[1] in (str(len(counted) + 1), chr(ord("a") + len(counted))) and not is_day:
            counted.append(one)
    for one in counted if len(counted) > 1 else ():
        text = f"{text[: one.start()]}{' ' * len(one[0])}{text[one.end() :]}"
    return text


def find_terms(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry a subject, of one that is cut off with a hyphen."""
    cut_off = {stem for part in _CUT_OFF.findall(text) for stem in stems(part)}
    said = (word for word in stems(text) if word not in FUNCTION_WORDS and word not in _EMPTY)
    return frozenset(f"{word}-" if word in cut_off else word for word in said)


def find_lone(text: str, start: int, end: int) -> list[int]:
    """Return where brackets stand, in order, that have no other within the span."""
    closing: list[int] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
        else:
            closing.append(bracket.start())
    return [*closing, *opened]


def _find_clauses(text: str) -> list[tuple[int, int, int, int]]:
    """Return the clauses of a text, each with the number of its sentence and of its piece."""
    found: list[tuple[int, int, int, int]] = []
    start, is_apart, says, sentence, piece = 0, True, False, 0, 0
    for mark in [*filter(lambda one: _is_end(text, one), _END.finditer(text)), None]:
        end = mark.start() if mark else len(text)
        if mark and ")" in mark[0] and _COUNTER.fullmatch(text, start, end):
            continue
        said, says = says, bool(find_terms(text[start + _find_matter(text[start:end]) : end]))
        if found and not is_apart and not (said and says):
            found[-1], says = (found[-1][0], end, *found[-1][2:]), said or says
        else:
            found.append((start, end, sentence, piece))
        # Who is called on beside others stands before the verb as well: Bund, Länder und Kommunen müssen …
        while len(found) > 1 and found[-2][3] == piece:
            first = found[-2][0]
            if _find_matter(text[first:end]) <= found[-1][0] - first:
                break
            found[-2:] = [(first, end, sentence, piece)]
        if mark:
            is_stop = _is_stop(text, mark)
            start, is_apart = end, not {";", "•"}.isdisjoint(mark[0]) or is_stop
            sentence, piece = sentence + is_stop, piece + is_apart
    trimmed = ((*_trim(text, *_balance(text, *_trim(text, one[0], one[1]))), one[2], one[3]) for one in found)
    return [one for one in trimmed if one[0] < one[1]]


def _is_end(text: str, mark: re.Match[str]) -> bool:
    is_bare = mark[0].isspace() and text.startswith(".", mark.start() - 1)
    return not mark["in_word"] and (not is_bare or _is_stop(text, mark))


def _is_stop(text: str, mark: re.Match[str]) -> bool:
    """Return whether a sentence ends before a mark; the full stop of an abbreviation ends none."""
    before, after = text[max(0, mark.start() - REACH) : mark.start()], text[mark.end() : mark.end() + REACH]
    return before.endswith((".", "!", "?")) and not ends_with_abbreviation(before, after)


def _find_matter(clause: str) -> int:
    """Return where what leads in, or counts an item of a list, ends; 0 where nothing does.

    A body behind a modal verb is what the clause is about: das Land soll Kommunen von Kosten entlasten.
    """
    matter = end = 0
    has_verb, may_name = False, True
    words = list(_read(clause))
    is_called = any(not one[1] or one[1] in BODIES for one in _CALLS.finditer(clause.casefold()))
    for word, _, after in words:
        is_verb = word in MODALS or word in DEMANDS
        if _COUNTER.fullmatch(word) and clause.startswith(". ", after) and not is_month(clause[after + 2 :]):
            matter = after
        elif not (is_verb or is_small(word) or word in _FRAME or (word in BODIES and may_name)):
            break
        has_verb, end = has_verb or is_verb, after
        may_name = may_name and (not is_verb or (is_called and word in DEMANDS))
    return end if has_verb else matter


def _read(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word, in small letters, with where it starts and ends."""
    for word in WORD.finditer(text):
        yield word[0].casefold(), word.start(), word.end()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    kept = text[start:end].lstrip(_BEFORE)
    return end - len(kept), end - len(kept) + len(kept.rstrip(_AFTER))


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a clause with its brackets in pairs.

    It takes in the bracket that closes it, or leaves out a lone one and those words beside it that say nothing.
    """
    lone = find_lone(text, start, end)
    if lone and text[lone[-1]] == "(" and text.startswith(")", end):
        lone.pop()
        end += 1
    if not lone:
        return start, end
    pieces = zip([start, *(place + 1 for place in lone)], [*lone, end], strict=True)
    return max(pieces, key=lambda piece: len(find_terms(text[slice(*piece)])))
