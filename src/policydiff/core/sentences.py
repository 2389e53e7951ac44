"""Which full stops end a sentence and which belong to the word before them: z. B., Mio. Euro, 3. Oktober, No. 5."""

import re

ABBREVIATIONS = frozenset(
    "abs abl art nr nrn dr prof st str bzw bzgl ggf ggfs bspw z.b u.a d.h i.d.r o.ä u.ä s.o s.u v.a z.t i.s.d"
    " i.h.v o.g z u d i o v s b a h ca vgl sog mio mrd mill tsd evtl inkl exkl zzgl max min usw etc jr sr mr mrs"
    " ms e.g i.e e g vs no nos sec fig approx inc ltd gem lit ziff kap bd buchst hrsg jh allg bes einschl entspr"
    " insb insbes jan feb aug sept okt nov dez oct dec u.s u.k m.e u.u z.z p.a p pp ff f rd mind std tel e.v".split()
)
"""Abbreviations in lower case, without their last full stop."""
CLOSING_ABBREVIATIONS = frozenset("usw etc ff f u.ä o.ä p.a no nos min max u.s u.k e.v mill".split())
"""Those of them that may well end a sentence too: the next word decides."""
_WORDS = frozenset(("art", "mind"))
"""Those that are words as well: of this kind, keep in mind."""
_MEASURES = frozenset(("mill", "min", "std"))
"""Those that belong to the number before them, whatever follows: 20 Mill. Euro."""
REACH = 60
"""So many signs before and after a full stop say whether it ends a sentence."""
_MONTH = re.compile(
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|märz|march|april|apr|mai|may|juni?|june|juli?|july|aug(?:ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,2}")
_INITIAL = re.compile(r"[A-ZÄÖÜ]")
_INITIALS = re.compile(r"[A-ZÄÖÜ]\.")
_IN_PARTS = re.compile(r"\b(\w)\. (?=\w\.$)")
# What a number or letter names at the end of a sentence, in German any noun: Klasse 10, Vitamin C, Nr. 5.
_NOUN = re.compile(
    r"(?!(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Im|Am|Zum|Zur|Vom|Beim|In|Ab|Bis|Als|Für|Von|Mit|Jede[rs]?|The|By|On|At)$)"
    r"(?:[A-ZÄÖÜ][\w-]+|§|(?:Nr|Abs|Art|Kap|No)\.|class|grade|year|level|part|page|route|line|type|group|plan)"
)
_OPENING_SIGNS = '(„"[‚“‘'
# A number that says how much begins a sentence; one that stands alone may belong to the word: Art. 5, Nr. 3.
_AMOUNT = re.compile(
    r"\d[\d.,]*\s?(?:%|€|(?:Mio|Mrd|Tsd|Million|Milliarde|Billion|Tausend|Euro|Prozent|percent|per cent|thousand))",
    re.IGNORECASE,
)


def is_month(text: str) -> bool:
    """Return whether a text begins with the name of a month."""
    return bool(_MONTH.match(text))


def ends_with_abbreviation(before: str, after: str = "") -> bool:
    """Return whether a text ends with the full stop of an abbreviation or of an ordinal number.

    `after` is the text that follows, if any; behind what may end a sentence too a capital begins a new one. A single
    capital letter counts as an abbreviation only where a text follows.
    """
    if not before.endswith("."):
        return False
    words = before[-REACH:].split()
    if (whole := _IN_PARTS.sub(r"\1.", " ".join(words[-4:])).split())[-1].lower()[:-1] in ABBREVIATIONS:
        words = whole
    last, previous = words[-1].lstrip(_OPENING_SIGNS).removesuffix("."), words[-2] if words[1:] else ""
    short = last.lower()
    if short in CLOSING_ABBREVIATIONS:
        is_measure = short in _MEASURES and previous[-1:].isdigit()
        return bool(after) and (is_measure or not after[0].isupper())
    is_ordinal, is_initial = bool(_ORDINAL.fullmatch(last)), bool(_INITIAL.fullmatch(last))
    is_word = short in _WORDS or ((is_ordinal or is_initial) and bool(_NOUN.fullmatch(previous)))
    if after and is_word and _begins(after, may_count=short != "mind"):
        return False
    return short in ABBREVIATIONS or is_ordinal or (bool(after) and is_initial)


def _begins(after: str, *, may_count: bool) -> bool:
    """Return whether a text begins as a sentence does: with a capital, or where it may with a number that counts."""
    first = after.lstrip(_OPENING_SIGNS)
    is_capital = first[:1].isupper() and not is_month(first) and not _INITIALS.match(first)
    return is_capital or (may_count and bool(_AMOUNT.match(first)))
