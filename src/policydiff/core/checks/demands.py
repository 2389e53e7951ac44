"""What is wrong with one demand by itself: its text, its addressees, its status."""

import re
from collections.abc import Collection, Iterable, Iterator

from policydiff.core.catalogue import Addressee, Demand, Status
from policydiff.core.checks.values import Evidence, Flaw, name, shown
from policydiff.core.wording import fold
from policydiff.errors import Phrase

_WORD = re.compile(r"[^\W_]")
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]\W*$")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/&]|\bund\b|\boder\b|\bsowie\b|\band\b|\bor\b)\s*")
# „a)“ and „1)“ number an item; nothing was opened before them.
_LABEL = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-zA-Z])\)$")
_CLOSERS = {")": "(", "]": "["}
# What stands in square brackets until somebody knows better: nothing but signs and x („[…]“, „[XX]“), a thing alone
# („[Betrag]“), what is still to be done („[Betrag einsetzen]“). Titles of laws and numbers of footnotes are none.
_SQUARE = re.compile(r"\[([^\[\]]*)\]")
_UNWRITTEN = re.compile(r"[\W_xX]*")
_THING = re.compile(
    r"(?:Betrag|Summe|Zahl|Anzahl|Wert|Datum|Jahr|Monat|Frist|Name|Ort|Adressat|Text|Titel"
    r"|amount|sum|number|value|date|year|month|deadline|name|place|addressee|text|title)(?: [xX]+)?",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?:ein(?:zu)?(?:setzen|tragen|fügen)|(?:zu )?ergänzen|aus(?:zu)?füllen|nach(?:zu)?tragen|an(?:zu)?geben"
    r"|(?:zu )?(?:klären|prüfen|nennen)|folgt|offen|platzhalter|to ?do|tb[dc]|insert|fill in|to be|placeholder)\b",
    re.IGNORECASE,
)
_QUOTES = (("„", "“"), ("»", "«"), ("‚", "‘"))


def check_demands(evidence: Evidence) -> Iterator[Flaw]:
    """Return the flaws of single demands: no words, brackets left over, no addressee, a dispute without wording."""
    addressees = _names(evidence.catalogue.addressees)
    for demand in evidence.demands:
        yield from _text_flaws(demand, addressees)
        if not demand.addressees:
            yield Flaw(
                rule="addressee-missing",
                found=Phrase("nobody is asked to act"),
                remedy=Phrase("name who must act under “addressees”, if the paper says so"),
                demand=name(demand),
                field=("addressees",),
            )
        if demand.status is Status.DISPUTED and not demand.positions:
            yield Flaw(
                rule="dispute-unworded",
                found=Phrase("a disputed demand without any party's wording"),
                remedy=Phrase("add “positions: {{party: wording}}”, or say “status: agreed”"),
                demand=name(demand),
                field=("status",),
            )


def _text_flaws(demand: Demand, addressees: Collection[str]) -> Iterator[Flaw]:
    text = fold(demand.text)
    if not text:
        return  # reading says so
    if not _WORD.search(text):
        found = Phrase("the text “{text}” holds no word", text=shown(text))
        remedy = Phrase("write what is demanded, or remove the file")
        yield Flaw(rule="text-empty", found=found, remedy=remedy, demand=name(demand), field=("text",))
    elif left := next(iter(_brackets(text, addressees)), None):
        found, remedy = left
        yield Flaw(rule="bracket-left", found=found, remedy=remedy, demand=name(demand), field=("text",))


def _brackets(text: str, addressees: Collection[str]) -> Iterable[tuple[Phrase, Phrase]]:
    """Return what brackets show that the import of a paper went wrong, and what to do."""
    if "(" not in text and ")" not in text and "[" not in text and "]" not in text:
        return
    last = _LAST_BRACKET.search(text)
    if last and not last[1].strip():
        yield Phrase("empty brackets at the end of the text"), Phrase("remove them")
    elif last and any(part.casefold() in addressees for part in _BETWEEN_NAMES.split(last[1].strip())):
        remedy = Phrase("move the names to “addressees” and remove the brackets from the text")
        yield Phrase("addressees left in the text: “{text}”", text=shown(last[0])), remedy
    for found in _SQUARE.finditer(text):
        if _is_placeholder(found):
            remedy = Phrase("write what is meant, or remove the brackets")
            yield Phrase("a placeholder left in the text: “{text}”", text=shown(found[0])), remedy
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in "([":
            opened.append(place)
        elif sign in _CLOSERS and opened and text[opened[-1]] == _CLOSERS[sign]:
            opened.pop()
        elif sign in _CLOSERS and not _LABEL.search(text[: place + 1]):
            before = shown("…" + text[max(0, place - 30) : place + 1])
            yield Phrase("a bracket that nothing opened: “{text}”", text=before), _LOOK
    if opened:
        yield Phrase("a bracket that is not closed: “{text}”", text=shown(text[opened[-1] :])), _LOOK


def _is_placeholder(found: re.Match[str]) -> bool:
    """Return whether square brackets hold a place for words that are missing; „[…]“ in a quotation leaves words out."""
    inside = found[1].strip()
    if _UNWRITTEN.fullmatch(inside):
        before = found.string[: found.start()]
        return not any(before.count(opening) > before.count(closing) for opening, closing in _QUOTES)
    return bool(_THING.fullmatch(inside) or _TO_DO.search(inside))


_LOOK = Phrase("compare the text with the paper: an import may have cut it")


def _names(addressees: Iterable[Addressee]) -> set[str]:
    return {word.casefold() for one in addressees for word in (one.key, one.name)}
