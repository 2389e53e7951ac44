"""Text as it is compared: layout taken off."""

import re
import unicodedata

from policydiff.core.characters import remove_invisible

# A word broken at the end of a line. Before a small letter the hyphen belongs to the line (Digi-/talisierung), before
# a capital to the word (Bund-/Länder); before „und“ it stands for the rest of a word (Ein-/und Ausfuhr) and stays.
_BROKEN = re.compile(
    r"(?<=[^\W\d_])([-‐\u00ad])[^\S\n]*\n\s*(?=[^\W\d_])(?!(?:und|oder|bzw|bis|sowie|wie|and|or|to)\b)"
)


def fold(text: str) -> str:
    """Return the text as it is compared: Unicode normal form C, white space folded, words broken by lines joined."""
    if "\n" in text:
        text = _BROKEN.sub(lambda found: found[1] if text[found.end()].isupper() and found[1] != "\u00ad" else "", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold_seen(text: str) -> str:
    """Return the text folded as a reader sees it: without the signs that nobody sees."""
    folded = fold(text)
    bare = remove_invisible(folded)
    return folded if bare == folded else fold(bare)
