"""A text as it is weighed: its words as keys, the signs between them, its amounts as values."""

import re
from typing import NamedTuple

from policydiff.core.characters import remove_invisible
from policydiff.core.lexicon import Lexicon
from policydiff.core.quantities import Quantity, read_quantities
from policydiff.core.wording.gender import Word, without_doubles
from policydiff.core.wording.spelling import Spelling, spelling

_WORD = r"[\w\u0300-\u036f]"
# A figure, a word with its hyphens and gender sign, or a sign that says something: %, §, €, +, <, ? and their like.
# All other signs are ornament: they may come and go.
_TOKEN = re.compile(
    rf"(?P<figure>(?:(?<!\S)[-+−–])?\d+(?:[.,:/–-]\d+)*{_WORD}*)"
    r"|(?P<person>[^\W\d_]+)(?:(?:[*:_·]|/-?)innen|\(innen\)|(?<=[a-zäöüß])Innen)(?P<tail>[a-zäöüß]{3,})"
    rf"|(?P<word>{_WORD}+(?:[-‐‑’']{_WORD}+)*?)(?P<gender>[*:_·]in(?:nen)?\b|/-?in(?:nen)?\b|\(in(?:nen)?\)|(?<=[a-zäöüß])In(?:nen)?\b)"
    rf"|(?P<plain>{_WORD}+(?:[-‐‑’']{_WORD}+)*)"
    r"|(?P<sign>[^\w\s.,;:!…·•\-‐‑–—−/\\()\[\]{}„“”\"‚‘’'»«›‹´`*_])"
)
_YEAR_END = re.compile(r"\bbis (?:zum )?31\. ?(?:12\.|Dezember) ?(?=\d{4}\b)")


# 31.12.2026, 31. Dezember 2026, 31st December 2026; December 31, 2026.
_DATE = re.compile(
    r"(?<![\w.])(?P<day>\d{1,2})"
    r"(?:\. ?(?P<number>\d{1,2})\. ?|(?:\.|st|nd|rd|th)? (?P<name>[^\W\d_]+) )(?P<year>\d{4})\b"
    r"|\b(?P<month>[A-Z][a-z]+) (?P<of>\d{1,2})(?:st|nd|rd|th)?, (?P<in>\d{4})\b"
)


class Reading(NamedTuple):
    """A text read: its words, the signs after the last, and how many gender signs and double forms were taken off."""

    words: list[Word]
    after: str
    gender_forms: int


def read(text: str, lexicon: Lexicon | None, *, with_amounts: bool = False) -> Reading:
    """Return a folded text as it is weighed; `with_amounts` reads numbers as values with units."""
    known = spelling(lexicon)
    text = _with_dates(_YEAR_END.sub("bis Ende ", remove_invisible(text)), known)
    words: list[Word] = []
    at = 0
    for start, end, key in _amounts(text, lexicon) if with_amounts and lexicon else ():
        at = _read_words(text, (at, start), known, words)
        words.append(Word(key, text[start:end], text[at:start]))
        at = end
    at = _read_words(text, (at, len(text)), known, words)
    signs = sum(word.is_gendered for word in words)
    words, doubles = without_doubles(_with_phrases(words, known), known)
    return Reading(words, text[at:], signs + doubles)


def _with_dates(text: str, known: Spelling) -> str:
    """Return a text with its dates as 2026-12-31, however they are written."""
    return _DATE.sub(lambda found: _date(found, known), text) if any(map(str.isdigit, text)) else text


def _date(found: re.Match[str], known: Spelling) -> str:
    month = found["number"] or known.months.get((found["name"] or found["month"]).casefold())
    day = found["day"] or found["of"]
    return f"{found['year'] or found['in']}-{int(month):02}-{int(day):02}" if month else found[0]


def _read_words(text: str, span: tuple[int, int], known: Spelling, words: list[Word]) -> int:
    """Add the words of a part of the text, and return where the last one ends."""
    at = span[0]
    for found in _TOKEN.finditer(text, *span):
        if found["person"]:  # Schüler*innenparlament
            person, tail = known.key(found["person"]), known.key(found["tail"])
            words.append(Word(f"{person}{tail}", found[0], text[at : found.start()], is_gendered=True, tail=tail))
            at = found.end()
            continue
        is_gendered = found["gender"] is not None
        whole = found["word"] if is_gendered else found[0]
        if found["figure"]:
            key = whole.replace("–", "-").replace("−", "-")
        else:
            # Short units differ by their capitals: MW, mW.
            is_unit = len(whole) == 2 and words and words[-1].key[-1].isdigit()
            key = whole if is_unit and known.key(whole) not in known.phrases else known.key(whole)
        words.append(Word(key, whole, text[at : found.start()], is_gendered))
        at = found.end()
    return at


def _amounts(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return the amounts of a text as (start, end, key); what names something (§ 5, A 40) is no amount."""
    found = []
    for one in read_quantities(text, lexicon):
        end = _counted_end(one, lexicon) if one.is_counted else one.end
        if one.is_figure or not end:
            continue
        start = one.start
        while start and text[start - 1] in "+-−–" and not text[start - 2 : start - 1].isalnum():
            start -= 1
        unit = "" if one.is_counted else one.unit
        found.append((start, end, f"#{text[start : one.start]}{one.value}:{one.high}:{unit}"))
    return found


def _counted_end(one: Quantity, lexicon: Lexicon) -> int:
    """Return where the number of a counted noun ends (zwei | neue Stellen); 0 where that is not clear."""
    for space in re.finditer(r"\s", one.text):
        number = read_quantities(one.text[: space.start()], lexicon)
        if len(number) == 1 and (number[0].value, number[0].high, number[0].start) == (one.value, one.high, 0):
            return one.start + space.start()
    return 0


def _with_phrases(words: list[Word], known: Spelling) -> list[Word]:
    """Return the words with each abbreviation, and each phrase that has one, as one word.

    A short form in brackets behind its long form says nothing new: öffentlicher Personennahverkehr (ÖPNV).
    """
    found: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        size = 1
        for phrase, name in known.phrases.get(word.key, known.phrases.get(word.key[:-1], ())):
            if _is_phrase(words, at, phrase):
                size = len(phrase)
                text = " ".join(one.text for one in words[at : at + size])
                word = Word(name, text, word.before)
                break
        at += size
        is_repeated = word.key.startswith("=") and found and found[-1].key == word.key and "(" in word.before
        if not is_repeated:
            found.append(word)
    return found


def _is_phrase(words: list[Word], at: int, phrase: tuple[str, ...]) -> bool:
    if at + len(phrase) > len(words):
        return False
    for step, part in enumerate(phrase):
        word = words[at + step]
        if step and _PARTING & set(word.before):
            return False
        if part.endswith("*"):
            stem = part[:-1]
            if not word.key.startswith(stem) or word.key[len(stem) :] not in _ENDINGS:
                return False
        elif word.key != part:
            return False
    return True


_PARTING = frozenset(",;:!()")
_ENDINGS = frozenset(("", "r", "n", "s", "m", "e", "er", "en", "es", "em"))
