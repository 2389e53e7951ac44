"""Texts as the matching sees them: words cut to their stem."""

import re
from functools import lru_cache
from itertools import takewhile

from policydiff.core.function_words import FUNCTION_WORDS, without_accents
from policydiff.core.wording import fold_seen

WORD = re.compile(r"\w+(?:[*:_’']\w+)*", re.UNICODE)
GENDER_MARK = re.compile(r"(?<=\w)[*:_·/](?:-?)in(nen)?\b|(?<=[a-zäöüß])In(nen)?\b|\(in(nen)?\)|/-?in(nen)?\b")
LEAST_STEM = 4
"""A stem keeps at least this many letters; on the choose-halves 3 is as good as 4, and 5 is worse on asvs."""
PERSON_ENDINGS = ("erinnen", "erin", "ender", "enden", "endes", "ende", "ern", "ers", "er")
ENDINGS = ("ungen", "ung", "ings", "ing", "ations", "ation", "ies", "ed", "em", "en", "es", "e", "n", "s", "y")

LEAST_KIN_LETTERS = 4
KIN_SHARE = 2 / 3
"""Words are kin where their stems begin with so many letters in common, and these are so much of the longer stem:
„fördern“ is found in „Förderung“, but „Flächen“ not in „Flächenfonds“. Four letters are what a stem keeps at least; the
share was set by hand on the same texts, of which one goes wrong at 0.4, none from 0.5 to 2/3; at 0.7 one does again."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a plain word without the endings of number, case, gender and tense (light, German and English alike)."""
    if word.isdigit():
        return word
    for endings in (PERSON_ENDINGS, ENDINGS):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
                word = word[: -len(ending)]
                break
    return word


# The same texts are asked for again and again: by the stages of one matching, and by that of the next two editions.
@lru_cache(maxsize=1 << 13)
def words(text: str) -> tuple[str, ...]:
    """Return the plain words of a text in order; gender marks (`*innen`, `:in`, `(innen)`) are taken off first."""
    return tuple(without_accents(word) for word in WORD.findall(GENDER_MARK.sub("", fold_seen(text))))


@lru_cache(maxsize=1 << 13)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text in order, function words kept as they are."""
    return tuple(word if word in FUNCTION_WORDS else stem(word) for word in words(text))


def is_kin(term: str, other: str) -> bool:
    """Return whether a stem says the same as another; one that is cut off says so where the other goes on."""
    if term.endswith("-"):
        return other.startswith(term[:-1])
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, other, strict=False)))
    return term == other or common >= max(LEAST_KIN_LETTERS, KIN_SHARE * max(len(term), len(other)))


DEMANDING = frozenset(
    stem(word)
    for word in (
        "abbau abschaffung anhebung aufbau aufstockung ausbau ausweitung begrenzung beibehaltung bereitstellung "
        "beschleunigung einfuhrung einrichtung entwicklung erhalt erhalten erhohung ermoglichen erweiterung "
        "finanzierung forderung fortfuhrung fortsetzung gewahrleistung herstellung massnahmen mittel moderate neu "
        "neue neuen neuer reduzierung schaffung senkung sicherung sicherstellung starkung umsetzung unterstutzung "
        "verbesserung verstarkung weiterentwicklung wiederherstellung abbauen abschaffen anheben aufbauen "
        "aufstocken ausbauen ausweiten begrenzen bereitstellen beschleunigen einfuhren einrichten entwickeln "
        "erhohen erweitern finanzieren fordern fortfuhren fortsetzen gewahrleisten herstellen reduzieren schaffen "
        "senken sichern sicherstellen starken umsetzen unterstutzen verbessern verstarken weiterentwickeln build "
        "create develop enhance ensure establish expand extend fund funding improve increase introduce maintain "
        "measures more new promote provide reduce remove strengthen support"
    ).split()
)
"""Stems of words that say what is to be done, whatever it is about; put together by hand."""
