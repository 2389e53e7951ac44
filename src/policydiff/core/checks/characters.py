"""Signs that nobody sees: zero-width signs, soft hyphens, signs that turn the direction of writing; normal form C.

The signs of direction are those of "Trojan Source" (CVE-2021-42574). No-break spaces (U+00A0, U+202F) are left alone:
German sets them between a number and its unit, and white space is folded in every comparison.
"""

import re
import unicodedata

# What turns the direction of writing, so that a text reads otherwise than it is stored.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Soft hyphen, zero-width signs (the joiner not where it makes one emoji of two), fillers, word joiner and invisible
# operators, interlinear and tag characters, a byte order mark.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_HIDDEN = re.compile(f"{TURNING.pattern}|{INVISIBLE.pattern}")


def remove_hidden(text: str) -> str:
    """Return the text without the signs that nobody sees."""
    return text if text.isascii() else _HIDDEN.sub("", text)


def purify(text: str) -> str:
    """Return the text in normal form C without the signs that nobody sees."""
    return unicodedata.normalize("NFC", remove_hidden(text))


def describe(sign: str) -> str:
    """Return the number of a sign and its name in Unicode, if it has one, such as `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


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
