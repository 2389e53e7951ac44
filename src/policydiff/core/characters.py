"""Signs that nobody sees: zero-width signs, soft hyphens, controls, signs that turn the direction of writing; form C.

The signs of direction are those of "Trojan Source" (CVE-2021-42574). No-break spaces (U+00A0, U+202F) are left alone:
German sets them between a number and its unit, and white space is folded in every comparison, as are the controls that
count as white space.
"""

import re
import unicodedata

# What turns the direction of writing, so that a text reads otherwise than it is stored.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKS = "\u200e\u200f"
"""The marks of direction among them, as a part of a class of signs: they stand for a letter that runs to one side."""
UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""What nobody sees wherever it stands, as a part of a class of signs: controls that are no white space, soft hyphen,
zero-width signs, fillers, word joiner and invisible operators, variants, interlinear and tag characters, a byte order
mark."""
_LEFT_TO_RIGHT = "\u200e"
_LETTER = re.compile(r"[^\W\d_]")
_IDLE = re.compile(rf"\u200f(?={_LETTER.pattern})")
# Letters and figures that run from right to left (classes of UAX #9).
_RIGHT_TO_LEFT = ("R", "AL", "AN")
# The joiner that makes one emoji of two, and the sign that says how an emoji is drawn; elsewhere nobody sees them.
_BESIDE_EMOJI = "\u200d\ufe0e\ufe0f"
_EMOJI = "[©®‼⁉\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# The signs first and what stands beside them afterwards: so a text without any is passed over fast.
INVISIBLE = re.compile(
    f"[{UNSEEN}{_BESIDE_EMOJI}]"
    f"(?<!{_EMOJI}[{_BESIDE_EMOJI}])(?<!{_EMOJI}[\ufe0e\ufe0f]\u200d)(?!(?<=[\ufe0e\ufe0f])\u20e3)"
)


def remove_invisible(text: str) -> str:
    """Return the text without the signs that nobody sees; those that turn the direction of writing stay.

    A mark of direction that turns nothing is one that nobody sees.
    """
    text = _remove_idle_marks(text) if TURNING.search(text) else text
    return INVISIBLE.sub("", text) if INVISIBLE.search(text) else text


def remove_hidden(text: str) -> str:
    """Return the text without the signs that nobody sees, and without those that turn the direction of writing."""
    return remove_invisible(TURNING.sub("", text))


def purify(text: str) -> str:
    """Return the text in normal form C without the signs that nobody sees."""
    return unicodedata.normalize("NFC", remove_hidden(text))


def describe(sign: str) -> str:
    """Return the number of a sign and its name in Unicode, if it has one, such as `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


def _remove_idle_marks(text: str) -> str:
    """Return the text without its marks of direction if it reads the same with them; else as it is.

    They come along with what is pasted. By the Unicode bidirectional algorithm (UAX #9) a left-to-right mark changes
    nothing among letters that run so, and a right-to-left mark nothing behind one of them and right before another. At
    the start it may turn the whole text, and before a figure it turns round what follows: 10–20 reads 20–10.
    """
    first = _LETTER.search(text)
    start = first.start() if first else len(text)
    bare = text[:start].replace(_LEFT_TO_RIGHT, "")
    bare += _IDLE.sub("", text[start:].replace(_LEFT_TO_RIGHT, ""))
    is_turned = TURNING.search(bare) or any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in bare)
    return text if is_turned else bare


def is_composed(text: str) -> bool:
    """Return whether a text is in normal form C."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def find_decomposed(text: str) -> int:
    """Return where the first sign stands that normal form C would write otherwise; 0 where there is none."""
    for place, sign in enumerate(text):
        if unicodedata.combining(sign) or not unicodedata.is_normalized("NFC", sign):
            start = place - 1 if place and unicodedata.combining(sign) else place
            if not unicodedata.is_normalized("NFC", text[start : place + 1]):
                return start
    return 0
