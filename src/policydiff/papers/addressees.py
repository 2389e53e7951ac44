"""Who a demand is addressed to: trailing brackets and address lines, and how they differ from other brackets."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from policydiff.core.catalogue import Level
from policydiff.papers.lexicon import bodies, words

# A bracket whose parts no lexicon knows is still a list of addressees when its parts end so many items of the paper.
RECURRING = 3
# From so many items on that begin with names of bodies ("Bund: …"), the paper names its addressees there.
FEWEST_LEADS = 2
# Names of bodies are short: "Bundesministerium für Familie, Senioren, Frauen und Jugend" is the longest common one.
LONGEST_NAME = 8
SHORTEST_SUFFIX = 4
# A word inside a name tells by a longer ending alone ("Architektenkammer NRW", "Ruhr-Universität Bochum").
SHORTEST_INNER_SUFFIX = 6

_BRACKET = re.compile(r"\s*(?P<stars>[*_]{0,2})[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]](?P=stars)\s*([.;,]?)$")
# A bracket inside a name, as in "Bund (BMBF)"; it splits no list and says nothing about the name.
_INNER_BRACKET = re.compile(r"\s*\([^()]*\)")
_ADDRESS_WORDS = (
    r"adressat(?:en|in|innen)?(?:/-?innen)?|addressees?|addressed to|an|gerichtet an|richtet sich an|zuständig(?:keit)?"
    r"|zuständige ebenen?|ebenen?|verantwortlich(?:keit|e)?|federführung|umsetzung durch|responsible|responsibility|to"
    r"|for action by|action by|directed to|lead|delivered by"
)
_LABEL = re.compile(rf"^({_ADDRESS_WORDS})\s*:\s*(?=\S)", re.IGNORECASE)
_INNER_LABEL = re.compile(rf"^(?:(?:{_ADDRESS_WORDS})\s*:|an(?: die| den| das)?|to(?: the)?)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:^|(?<=[.!?;\s]))\s*"
    r"(?:Adressat(?:en|in|innen)?|Addressees?|Addressed to|Zuständig|Verantwortlich|Responsible|Gerichtet an)"
    r"\s*:\s*(\S.*)$"
)
_STRONG = re.compile(r"(?:\s*[,;/|]\s*|\s+[–-]\s+|\n)(?![^()]*\))")
_WEAK = re.compile(r"\s+(?:und_oder|and_or|und|and|sowie|u\.|&|\+|bzw\.|or|oder|as well as|beziehungsweise)\s+")
_NO_NAME = re.compile(
    r"^(?:siehe|vgl|s\.|u\.\s?a|v\.\s?a|z\.\s?b|ca|see|cf|e\.g|i\.e|d\.\s?h|stand|etwa|bisher|zum|zur|im|in|ab|bis|nach"
    r"|insb|auch|nicht|stichwort|kurz|sog|ehemals|teil|kapitel|anlage|anhang|annex|appendix)\b",
    re.IGNORECASE,
)


_NO_NAME_SIGN = re.compile(r"[?!:;%€$£“”„\"]|https?:|www\.")
_OF = re.compile(r"\b(?:für|for|of|des|der)\b")
# Names of the lexicon that are two bodies all the same.
_PAIRS = frozenset(["bund und länder", "kreise und kreisfreie städte", "states and territories"])
_MINISTRY = re.compile(r"(?:bundes|landes)?ministerium|department|ministry", re.IGNORECASE)


class Verdict(Enum):
    """How sure it is that a bracket names addressees."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """The end of an item taken apart: the text before, the printed names, the bracket kept in the text if unsure."""

    text: str
    names: tuple[str, ...] = ()
    unsure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What a paper taught about its addressees: the names it uses, whether it names any, and in front."""

    names: frozenset[str] = field(default_factory=frozenset)
    names_addressees: bool = False
    names_first: bool = False


def level_of(name: str) -> Level | None:
    """Return the level of government a name belongs to, or None when the lexicon cannot say."""
    folded = " ".join(_INNER_BRACKET.sub("", name).lower().split())
    if folded in bodies().names:
        return bodies().names[folded]
    folded = re.sub(r"^(?:der|die|das|den|dem|des|the|unser|unsere|alle|all)\s+(?=\S)", "", folded)
    known = bodies()
    if folded in known.names:
        return known.names[folded]
    spaced = folded.split() or [""]
    for count in (2, 1):
        head = " ".join(spaced[:count])
        if len(spaced) > count and (head in known.heads or head in known.names):
            level = known.heads.get(head) or known.names[head]
            if level is not Level.OTHER:
                return level
    if spaced[0] in known.heads:
        return known.heads[spaced[0]]
    if spaced[0] in known.names and len(spaced) > 1:
        return known.names[spaced[0]]
    # Behind a hyphen the last word decides: "EU-Kommission" is a body, "EU-Mittel" is none.
    core = [word.rsplit("-", maxsplit=1)[-1] for word in _before_complement(spaced)]
    levels = [_level_by_ending(core[-1], SHORTEST_SUFFIX)]
    levels += [_level_by_ending(part, SHORTEST_INNER_SUFFIX) for part in core[:-1]]
    return next((level for level in levels if level), None)


def _before_complement(parts: list[str]) -> list[str]:
    """Return the words before the first "der", "für", "of": those that say whether a name is one of a body.

    "Räte der Städte" are bodies, "Sanierung der Schulen" is none.
    """
    inner = words().function_words - {"und", "and", "sowie"}
    count = next((place for place, part in enumerate(parts) if place and part in inner), len(parts))
    return parts[:count]


def _level_by_ending(word: str, shortest: int) -> Level | None:
    heads = bodies().heads
    suffixes = [head for head in heads if word == head or (len(head) >= shortest and word.endswith(head))]
    return heads[max(suffixes, key=lambda head: (len(head), head))] if suffixes else None


def learn_habits(texts: Iterable[str]) -> Habits:
    """Return what the ends of all items say together: names that stand beside known ones, or recur."""
    names: set[str] = set()
    strangers: Counter[str] = Counter()
    leads = 0
    for text in texts:
        leads += read_lead(text) is not None
        match = _BRACKET.search(text)
        if match is None:
            continue
        parts = split_names(match[2])
        if _judge(parts, text[: match.start()], Habits()) is Verdict.YES:
            names.update(parts)
        elif parts and all(looks_like_name(part) and not _explains(part, text[: match.start()]) for part in parts):
            strangers.update(set(parts))
    recurring = {name for name, count in strangers.items() if count >= RECURRING}
    return Habits(
        names=frozenset(names | recurring), names_addressees=bool(names or recurring), names_first=leads >= FEWEST_LEADS
    )


def take_addressees(text: str, habits: Habits) -> Ending:
    """Return the item without its trailing addressees; a bracket that may be none stays in the text."""
    tail = _TAIL.search(text)
    if tail:
        return Ending(text=text[: tail.start()].rstrip(), names=split_names(tail[1].rstrip(" .;")))
    match = _BRACKET.search(text)
    if match is None or not text[: match.start()].strip():
        unread = match is None and re.search(r"\)[\s.;,*_]*$", text)
        return Ending(text=text, unsure=text[text.rfind("(") :] if unread else "")
    parts = split_names(match[2])
    before = text[: match.start()].rstrip()
    verdict = _judge(parts, before, habits)
    if verdict is not Verdict.YES:
        return Ending(text=text, unsure=match[0].strip())
    earlier = _BRACKET.search(before)
    if earlier and before[: earlier.start()].strip():
        first = split_names(earlier[2])
        if first and all(_is_exact(part) for part in first) and not _explains(earlier[2], before[: earlier.start()]):
            parts, before = first + parts, before[: earlier.start()].rstrip()
    stop = match[3] if match[3] == "." else ""
    return Ending(text=before + ("" if before.endswith((".", "!", "?")) else stop), names=parts)


def ends_with_addressees(text: str) -> bool:
    """Return whether the text ends with a bracket that names bodies of the lexicon."""
    match = _BRACKET.search(text)
    if match is None:
        return False
    return _judge(split_names(match[2]), text[: match.start()], Habits()) is Verdict.YES


def ends_with_bracket(text: str) -> bool:
    """Return whether the text ends with any bracket."""
    return _BRACKET.search(text) is not None


def read_label(text: str) -> tuple[str, ...] | None:
    """Return the names of an address line such as "Adressaten: Bund, Land", or None when it is no such line."""
    match = _LABEL.match(text)
    if match is None:
        return None
    names = split_names(text[match.end() :].rstrip(" .;").strip("()[]"))
    certain = not re.fullmatch("an|to|lead|ebenen?|verantwortlich(?:keit|e)?", match[1], re.IGNORECASE)
    if names and (certain or all(level_of(name) for name in names)) and all(looks_like_name(name) for name in names):
        return names
    return None


def read_lead(text: str) -> tuple[tuple[str, ...], str] | None:
    """Return the names that a text begins with and the text after them ("Bund/Land: Kitas …"), None where none do."""
    lead, colon, rest = text.partition(": ")
    names = split_names(lead) if colon and rest[:1].isupper() else ()
    return (names, rest) if names and all(_is_exact(name) and not may_be_no_body(name) for name in names) else None


def is_list_of_names(text: str) -> bool:
    """Return whether a line is nothing but names of bodies, two at least, with commas or strokes between them."""
    names = [name.strip() for name in re.split(r"[,;/|]", text.rstrip(" ."))]
    return len(names) > 1 and all(map(_is_exact, names))


def is_address_word(text: str) -> bool:
    """Return whether the text heads a column of addressees: "Adressat", "Zuständig"."""
    return re.fullmatch(_ADDRESS_WORDS, text.strip(" :."), re.IGNORECASE) is not None


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list; "und" splits only between names known by themselves ("Arbeit und Soziales" stays)."""
    text = re.sub(r"\b(und|and)/(oder|or)\b", r"\1_\2", _INNER_LABEL.sub("", text.strip()))
    names: list[str] = []
    for piece in _STRONG.split(text):
        part = re.sub(r"^(?:und|and|sowie)\s", "", piece.strip())
        if not part:
            continue
        if names and not level_of(part) and _MINISTRY.match(names[-1]):
            names[-1] = f"{names[-1]}, {part}"
            continue
        names.extend(_split_weakly(part))
    return tuple(names)


def _split_weakly(part: str) -> list[str]:
    pieces = [piece.strip() for piece in _WEAK.split(part)]
    if len(pieces) == 1 or (part.lower() in bodies().names and part.lower() not in _PAIRS):
        return [part]
    if not all(pieces) or any(piece.endswith("-") for piece in pieces):  # "Wasserstraßen- und Schifffahrtsverwaltung"
        return [part]
    if _OF.search(pieces[0]) and not all(_is_exact(piece) and not _is_branch(piece) for piece in pieces[1:]):
        return [part]
    one_known = _is_exact(pieces[0]) and all(looks_like_name(piece) for piece in pieces)
    return pieces if one_known or all(level_of(piece) for piece in pieces) else [part]


def _judge(parts: tuple[str, ...], before: str, habits: Habits) -> Verdict:
    if not parts or not all(looks_like_name(part) for part in parts):
        return Verdict.UNSURE if parts else Verdict.NO
    if len(parts) == 1 and _explains(parts[0], before):
        return Verdict.UNSURE
    if any((level_of(part) and not _is_place(part)) or part in habits.names for part in parts):
        return Verdict.YES
    states = [part for part in parts if level_of(part) is Level.STATE]
    if len(parts) > 1 and len(states) == len(parts) and any("-" in part for part in parts):
        return Verdict.YES  # "(Hamburg, Schleswig-Holstein)"; "(Hamburg, Bremen)" may be two cities
    return Verdict.UNSURE


def may_be_no_body(name: str) -> bool:
    """Return whether a name is as often a place or a branch as a body ("Berlin", "Industrie")."""
    return _is_place(name) or _is_branch(name)


def _is_place(part: str) -> bool:
    return part.lower() in bodies().places


def _is_branch(part: str) -> bool:
    return part.lower() in bodies().branches


def _is_exact(part: str) -> bool:
    return part.lower() in bodies().names


def looks_like_name(part: str) -> bool:
    """Return whether a part of a list could be the name of a body."""
    if part.lower() in bodies().names:
        return True
    pieces = part.split()
    if not pieces or len(pieces) > LONGEST_NAME or _NO_NAME.match(part) or _NO_NAME_SIGN.search(part):
        return False
    if re.search(r"\d", part) or part.endswith((".", ",")):
        return False
    return part[0].isupper() or level_of(part) is not None


def _explains(part: str, before: str) -> bool:
    """Return whether a bracket is the acronym of the words right before it: "Regionalverband Ruhr (RVR)"."""
    letters = re.sub(r"[^A-Za-zÄÖÜäöü]", "", part)
    if not 2 <= len(letters) <= 7 or sum(letter.isupper() for letter in letters) < 2 or " " in part:
        return False
    every = re.findall(r"[^\W\d_]+", before)
    telling = [word for word in every if word.lower() not in words().function_words]
    # One word alone spells short letters by chance ("Entwicklungshilfe (EU)"), and those of known bodies too.
    fewest = 2 if len(letters) < 3 or _is_exact(part) else 1
    for names in (telling, every):  # "Kreditanstalt für Wiederaufbau (KfW)" spells its "für" too
        for count in range(fewest, len(letters) + 1):
            chosen = names[-count:]
            if len(chosen) == count and _spells(letters.lower(), [word.lower() for word in chosen]):
                return True
    return False


def _spells(letters: str, names: list[str]) -> bool:
    """Return whether the letters begin each of the names in turn, with further letters from within them."""
    if not names:
        return not letters
    if not letters or letters[0] != names[0][0]:
        return False
    position, taken = 0, 1
    while True:
        if _spells(letters[taken:], names[1:]):
            return True
        if taken >= len(letters):
            return False
        position = names[0].find(letters[taken], position + 1)
        if position < 0:
            return False
        taken += 1
