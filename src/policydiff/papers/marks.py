"""What a line begins with: bullet signs, printed numbers, and the words that make it a heading or an introduction."""

import re
from dataclasses import dataclass

from policydiff.papers.addressees import ends_with_addressees, read_lead
from policydiff.papers.leads import is_formal_lead
from policydiff.papers.lexicon import words
from policydiff.papers.paragraphs import is_open

# Longer lines are no headings: the longest in the Ruhr paper has 76 letters, with its title.
LONGEST_HEADING = 110
LONGEST_PLAIN_HEADING = 70
MOST_PLAIN_WORDS = 8
LONGEST_INTRO = 160
LONGEST_NAME = 50

SURE_SIGNS = "•●○◦▪▫■□‣⁃►▶▸➢➤➔→✓✔✗❖◆◇·\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"
DOUBTFUL_SIGNS = "-–—*+o−~>"

# The style of a line that begins with the names of addressees: "Bund/Land: Kitas beitragsfrei stellen".
ADDRESSED = "names:"
# The styles of parts, which may begin in mid-sentence: "ein Programm für" / "a) Ferienlager" / "b) Begegnungen".
LETTERED = ("a)", "(a)", "a.")

_SURE = re.compile(rf"^([{SURE_SIGNS}])\s*(.*)$")
_DOUBTFUL = re.compile(rf"^([{re.escape(DOUBTFUL_SIGNS)}])(?:\s+(.*))?$")
_NUMBERED = (
    (
        "word N",
        re.compile(
            r"^(?:Forderung|Kernforderung|Empfehlung|Vorschlag|These|Antrag|Anliegen|Punkt|Ziel|Maßnahme|Nr\.|Demand"
            r"|Recommendation|Resolution|Proposal|Pledge|Commitment|Point|Ask)\s+(?:Nr\.\s*)?"
            r"(\d{1,3}(?:\.\d{1,3})*)\s*(?:[:.)–-]\s*|$)(.*)$",
            re.IGNORECASE,
        ),
    ),
    ("N.N.N", re.compile(r"^(\d{1,2}\.\d{1,2}\.\d{1,2})[.):]?(?:\s+(.*))?$")),
    ("N.N", re.compile(r"^(\d{1,2}\.\d{1,2})[.):]?(?:\s+(.*))?$")),
    ("N.", re.compile(r"^(\d{1,3})\.(?:\s+(.*))?$")),
    ("N)", re.compile(r"^(\d{1,3})\)\s*(.*)$")),
    ("(N)", re.compile(r"^\((\d{1,3})\)\s*(.*)$")),
    ("N:", re.compile(r"^(\d{1,3}):\s+(.*)$")),
    ("(a)", re.compile(r"^\(([a-z]|[ivx]{1,4})\)\s*(.*)$")),
    ("a)", re.compile(r"^([a-z]{1,2})\)\s*(.*)$")),
    ("a.", re.compile(r"^([a-z])\.\s+(?![^\W\d_]\.)(.*)$")),
    ("LN", re.compile(r"^([A-Z]{1,2}[-.]?\d{1,3}(?:\.\d{1,3})?)[:.)]?\s+(.*)$")),
    ("I.", re.compile(r"^([IVX]+)[.)]\s+(.*)$")),
    ("A.", re.compile(r"^([A-Z])[.)]\s+(.*)$")),
)
_KEYWORD = re.compile(
    r"^(?:AG|A\.G\.|AK|Arbeitsgruppe|Arbeitskreis|Fachgruppe|Fachkommission|Forum|Working [Gg]roup|Task [Ff]orce"
    r"|WORKING GROUP|ARBEITSGRUPPE|ARBEITSKREIS)"
    r"(?:\s+(?:Nr\.\s*)?[0-9IVX]+\s*[:.–-])?:?\s+(?=[„\"“A-ZÄÖÜ0-9]|$)"
)
_CHAPTER = re.compile(
    r"^((?:Kapitel|Abschnitt|Teil|Themenfeld|Handlungsfeld|Themenbereich|Themenblock|Schwerpunkt|Block|Ziffer"
    r"|Chapter|Section|Part|Theme|Priority|Pillar)\s+(?:\d{1,2}|[IVX]+|[A-Z]|one|two|three|four|five|six))\b"
    r"\s*(?:[:.–—-]\s*|$|\s)(.*)$",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_END_OF_SENTENCE = re.compile(r"[.,;][\"”“»)]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The mark of an item: its style, the label as printed (None for bullet signs), the text after it."""

    style: str
    rest: str
    label: str | None = None

    @property
    def is_sign(self) -> bool:
        """Say whether this is a bullet sign and not a number."""
        return self.label is None


def find_mark(text: str) -> Mark | None:
    """Return the bullet sign or number a line begins with, believable or not."""
    match = _SURE.match(text) or _DOUBTFUL.match(text)
    if match:
        return Mark(style=match[1], rest=match[2] or "")
    for style, pattern in _NUMBERED:
        match = pattern.match(text)
        if match:
            rest = match[2] or ""
            first = rest.split()[0].rstrip(".,") if rest else ""
            if first.lower() in words().months and style == "N.":
                return None
            return Mark(style=style, rest=rest, label=match[1])
    return Mark(style=ADDRESSED, rest=text) if read_lead(text) else None


def order_of(label: str) -> tuple[int, ...]:
    """Return a printed number as integers that can be compared: "4.12" as (4, 12), "b" as (2,), "IV" as (4,)."""
    digits = re.findall(r"\d+", label)
    if digits:
        return tuple(int(part) for part in digits)
    if re.fullmatch("[IVX]+", label):
        return (_read_roman(label),)
    return tuple(ord(letter) - 96 for letter in label.lower())


def _read_roman(label: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for letter, following in zip(label, [*label[1:], ""], strict=True):
        value = values[letter]
        total += -value if following and values[following] > value else value
    return total


def is_keyword_heading(text: str) -> bool:
    """Return whether a line names a working group or chapter by a word that says so ("AG X", "Kapitel 3: X")."""
    if _MARKDOWN.match(text):
        return True
    if len(text) > LONGEST_HEADING or ends_with_addressees(text):
        return False
    if _END_OF_SENTENCE.search(text):  # only a title may end like a sentence: "AG Migration: Bunt und vielfältig."
        return bool(_KEYWORD.match(text)) and 0 < text.find(": ") <= LONGEST_NAME
    chapter = _CHAPTER.match(text)
    if chapter:
        return chapter[2][:1].isupper() or not chapter[2] or not chapter[2][:1].isalpha()
    return bool(_KEYWORD.match(text))


def heading_style(text: str) -> str:
    """Return the style of a heading, for telling chapters from their parts."""
    markdown = _MARKDOWN.match(text)
    if markdown:
        return markdown[1]
    if _KEYWORD.match(text):
        return "group"
    if _CHAPTER.match(text):
        return "chapter " + text.split()[0].lower()
    mark = find_mark(text)
    if mark and not mark.is_sign:
        return mark.style
    if is_all_capitals(text):
        return "capitals"
    return "colon" if text.endswith(":") else "plain"


def strip_markdown(text: str) -> str:
    """Return a line without the number signs of a Markdown heading and the stars around bold words."""
    match = _MARKDOWN.match(text)
    bare = match[2] if match else text
    bold = re.fullmatch(r"(\*\*|__)(.+?)\1(:?)", bare)
    return bold[2] + bold[3] if bold else bare


def is_all_capitals(text: str) -> bool:
    """Return whether all letters are capitals and there are enough of them to mean it."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and all(letter.isupper() or letter == "ß" for letter in letters)


def could_be_heading(text: str) -> bool:
    """Return whether the words alone could be a heading: short, begun with a capital, no end of a sentence."""
    bare = strip_markdown(text)
    if not bare or len(bare) > LONGEST_PLAIN_HEADING or len(bare.split()) > MOST_PLAIN_WORDS:
        return False
    if re.search(r"[.,;!?]$", bare) and not re.search(r"[a-zäöüß][!?]$", bare):
        return False
    if not (bare[0].isupper() or bare[0].isdigit() or bare[0] in '„"“') or ends_with_addressees(bare):
        return False
    mark = find_mark(bare)
    if mark and mark.label and mark.rest[:1].islower():
        return False
    return not (mark and mark.is_sign) and not is_open(bare.rstrip(":"))


def is_intro(text: str) -> bool:
    """Return whether a line introduces the demands that follow: "Forderungen:", "Hierfür setzen wir uns ein:"."""
    folded = strip_markdown(text).lower()
    if folded.rstrip(": ") in words().intro_lines:
        return True
    if len(folded) <= LONGEST_INTRO and is_formal_lead(folded):
        return True
    if not folded.endswith(":") or len(folded) > LONGEST_INTRO:
        return False
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words().intro_words)


def begins_ending(text: str) -> bool:
    """Return whether a line begins with words that end a paper: who signed it, who answers for it."""
    folded = text.lower()
    return any(re.match(rf"{re.escape(cue)}(?!\w)", folded) for cue in words().closing_cues)


def names_section(text: str, section: frozenset[str]) -> bool:
    """Return whether a heading is one of these words ("Abschlusserklärung"), whatever number stands before it."""
    bare = strip_markdown(text)
    mark = find_mark(bare)
    if mark and mark.rest and not mark.is_sign:
        bare = mark.rest
    return bare.lower().strip(" :.!") in section


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingParts:
    """A heading taken apart: printed label ("Kapitel 3"), name, title."""

    name: str
    title: str | None = None
    number: str | None = None


def split_heading(text: str) -> HeadingParts:
    """Return name and title of a heading: "AG Migration: Unsere Region" is "AG Migration" with a title."""
    bare = strip_markdown(text)
    number = None
    chapter, mark = _CHAPTER.match(bare), find_mark(bare)
    if _KEYWORD.match(bare):
        pass
    elif chapter and chapter[2]:
        number, bare = chapter[1], chapter[2]
    elif mark and mark.label and mark.rest:
        number, bare = mark.label, mark.rest
    bare = bare.rstrip(": ") or bare
    name, colon, title = bare.partition(": ")
    if not colon and _KEYWORD.match(bare):
        name, colon, title = re.sub(r"\s[–—]\s", "\0", bare, count=1).partition("\0")
    if colon and not _KEYWORD.fullmatch(f"{name}: ") and len(name.split()) <= MOST_PLAIN_WORDS and title.strip():
        return HeadingParts(name=name.strip(), title=title.strip(), number=number)
    return HeadingParts(name=bare, number=number)
