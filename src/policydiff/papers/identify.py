"""Names that files and registries can use: ids of demands, keys of groups and addressees."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator

from policydiff.papers.addressees import level_of
from policydiff.papers.lexicon import words
from policydiff.papers.marks import split_heading

__all__ = ["addressee_key", "content_id", "group_key", "level_of", "says_id"]

LONGEST_ID = 60
# Three words tell most demands apart; after five an id is a sentence.
FEWEST_WORDS = 3
USUAL_WORDS = 5
MOST_WORDS = 8
# Names that Windows keeps for devices, and names of our own files beside the groups.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{digit}" for digit in range(10)), *(f"lpt{digit}" for digit in range(10))]
)
OWN_FOLDERS = frozenset(["papers", "catalogue", "group", "reports"])

_FOLDS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "ø": "oe",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
_GROUP_WORDS = re.compile(
    r"^(?:ag|ak|arbeitsgruppe|arbeitskreis|fachgruppe|fachkommission|forum|working group|task force)\b[\s:]*",
    re.IGNORECASE,
)


def content_id(text: str, *, taken: Container[str]) -> str:
    """Return an id made of content words of the text, in ASCII, at most 60 characters, not among `taken`."""
    candidates = candidates_of(text)
    ignored = (words().function_words | words().id_stop_words) - words().negations
    telling = [(raw, folded) for raw, folded in candidates if raw not in ignored]
    # An id stays when a figure changes, so it names none where it can do without.
    without_figures = [(raw, folded) for raw, folded in telling if not raw[0].isdigit()]
    telling = without_figures if len(without_figures) >= FEWEST_WORDS else telling
    if len(telling) >= FEWEST_WORDS and telling[0][0] in words().generic_nouns:
        telling = telling[1:]
    content = _without_repeats([folded for _, folded in telling])
    content = content or [folded for _, folded in candidates[:USUAL_WORDS]]
    if not content:
        content = ["demand", hashlib.sha256(_normalise(text).encode()).hexdigest()[:8]]
    return _choose(content, taken, fewest=min(USUAL_WORDS, len(content)))


def says_id(text: str, id: str) -> bool:
    """Return whether a text has all words of an id; the number that tells it from a like one is none."""
    named = re.sub(r"-\d+$", "", id).split("-")
    return set(named) <= set(_fold_words(text))


def group_key(name: str, *, taken: Container[str]) -> str:
    """Return the folder name of a group: "AG Wirtschaft / Digitalisierung" is "wirtschaft-digitalisierung"."""
    bare = _GROUP_WORDS.sub("", split_heading(name).name) or name
    ignored = {"und", "and", "der", "die", "das", "the", "of", "für", "for", "in", "im"}
    content = [folded for raw, folded in candidates_of(bare) if raw not in ignored] or _fold_words(bare)
    if not content:
        content = ["group", hashlib.sha256(_normalise(name).encode()).hexdigest()[:8]]
    return _choose(content, taken, fewest=len(content))


def addressee_key(name: str, *, taken: Container[str]) -> str:
    """Return the registry key of an addressee: "Universitätsallianz Ruhr" is "universitaetsallianz-ruhr"."""
    content = _fold_words(name) or ["addressee", hashlib.sha256(_normalise(name).encode()).hexdigest()[:8]]
    return _choose(content, taken, fewest=len(content))


def candidates_of(text: str) -> list[tuple[str, str]]:
    """Return each word in lower case together with its ASCII form."""
    found = re.findall(r"\d+(?:[.,]\d+)+|[^\W_]+", _normalise(text).lower())
    return [(word, folded) for word in found if (folded := _fold(word))]


def _choose(content: list[str], taken: Container[str], *, fewest: int) -> str:
    """Return the first free name: the usual words, then further words of the text, then a number."""
    names = list(_grow(content, fewest))
    for name in names:
        if name not in taken and name not in RESERVED and name not in OWN_FOLDERS:
            return name
    number = 2
    while f"{names[0]}-{number}" in taken:
        number += 1
    return f"{names[0]}-{number}"


def _grow(content: list[str], fewest: int) -> Iterator[str]:
    """Yield names of more and more words, never longer than an id may be."""
    room = LONGEST_ID - 4
    yielded = False
    for count in range(max(1, fewest), min(max(fewest, MOST_WORDS), len(content)) + 1):
        name = "-".join(content[:count])
        if len(name) <= room:
            yielded = True
            yield name
    if not yielded:
        name = content[0]
        for word in content[1:]:
            if len(name) + 1 + len(word) > room:
                break
            name = f"{name}-{word}"
        yield name[:room].rstrip("-")


def _fold_words(text: str) -> list[str]:
    return [folded for _, folded in candidates_of(text)]


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().translate(_FOLDS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().replace(",", "-")).strip("-")


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _without_repeats(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
