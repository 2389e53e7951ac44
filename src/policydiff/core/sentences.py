"""Which full stops end a sentence and which belong to the word before them: z. B., Mio. Euro, 3. Oktober, No. 5."""

import re

ABBREVIATIONS = frozenset(
    "abs art nr nrn dr prof st str bzw ggf ggfs bspw z.b u.a d.h i.d.r o.ä u.ä s.o s.u v.a z.t i.s.d i.h.v o.g z u d i"
    " o v s b a h ca vgl sog mio mrd mill tsd evtl inkl exkl zzgl max min usw etc jr sr mr mrs ms e.g i.e e g vs no nos"
    " sec fig approx inc ltd gem lit ziff kap bd buchst hrsg jh allg bes einschl entspr insb insbes jan feb aug sept"
    " okt nov dez oct dec u.s u.k m.e u.u z.z p.a p pp ff f rd mind std tel e.v".split()
)
"""Abbreviations in lower case, without their last full stop."""
CLOSING_ABBREVIATIONS = frozenset("usw etc ff f u.ä o.ä p.a no nos min max u.s u.k".split())
"""Those that may well end a sentence too: the next word decides."""
_ORDINAL = re.compile(r"\d{1,2}")


def ends_with_abbreviation(before: str, after: str = "") -> bool:
    """Return whether a text ends with the full stop of an abbreviation or of an ordinal number.

    `after` is the text that follows, if any; behind what may end a sentence too a capital begins a new one.
    """
    if not before.endswith("."):
        return False
    last = before.split()[-1].lstrip('(„"[‚').removesuffix(".").lower()
    if last in CLOSING_ABBREVIATIONS:
        return bool(after) and not after[0].isupper()
    return last in ABBREVIATIONS or bool(_ORDINAL.fullmatch(last))
