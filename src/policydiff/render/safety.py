"""Texts from a catalogue made harmless: signs that act on a terminal or hide in a page, and everything Markdown obeys.

What must be broken on GitHub is listed in its documentation ("Autolinked references and URLs", "Basic writing and
formatting syntax"), on GitLab in "GitLab Flavored Markdown" and "Quick actions"; bidirectional controls are those of
"Trojan Source" (CVE-2021-42574).
"""

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import quote

# Controls (C0 but tab and line end, DEL, C1), soft hyphen, zero-width and bidirectional signs, line separators,
# interlinear and tag characters, lone surrogates, and code points that are no characters.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SHOWN = {"\xad": "¬", "\x7f": "␡", "\x85": " ", "\u2028": " ", "\u2029": " "}

_ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]|~#]")
_BLOCK_START = re.compile(r"^(?:(\d+)([.)])|([-+=:/]))")
# Where a zero-width space is put so that GitHub finds no mention, reference, address, emoji or commit, and GitLab no
# label, milestone, request, epic, placeholder, table of contents or inline diff.
_AUTOLINKS = re.compile(
    r"(?<=@)(?=\w)|(?<=@)(?=\\_)|(?<=#)(?=\d)|(?<=GH-)(?<![^\W_]GH-)(?=\d)|(?<=:)(?=//)|(?<=:)(?=[\w+\\-]+:)|(?<=www)(?<![^\W_]www)(?=\.)"
    r"|(?<=[~%])(?=[\w\"]|\\_)|(?<=!)(?=\d)|(?<=%)(?=\{)|(?<=&amp;)(?=\d)|(?<=\*)(?=iteration:)|(?<=[\[{])(?=[+-])"
    r"|(?<=\[)(?=\\\[|[a-z\\_]+:)|(?<=mailto:)(?<![^\W_]mailto:)(?=\S)|(?<=xmpp:)(?<![^\W_]xmpp:)(?=\S)",
    re.IGNORECASE,
)
# From seven signs on it may be a commit: no part of it that is left in one piece may have so many.
_COMMIT = re.compile(r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,}\b", re.IGNORECASE)
_COMMIT_PART = re.compile(r"\w{4}(?=\w{3})")
# Words of letters and whole numbers with plain signs between them: most texts are no more than that.
_INERT = re.compile(r"[^\W\d_]+(?:[ ,.;()!?%§/„“”‚‘’»«–—-]+(?:[^\W\d_]+|\d+))*[ ,.;()!?%§/„“”‚‘’»«–—-]*")
_SIGN_BEFORE_WORD = re.compile(r"!\d|%\w")


def visible(text: str) -> str:
    """Return the text with every sign that acts or hides replaced by one that can be seen (ESC by ␛)."""
    return text if text.isascii() and text.isprintable() else _ACTING.sub(_show, text)


def line(text: str) -> str:
    """Return the text as one line: white space folded, every sign visible."""
    return " ".join(visible(text).split())


def lines(texts: Sequence[str]) -> list[str]:
    """Return every text as `line` does: fast where there are many and nothing is to be done, as with ids."""
    joined = "\n".join(texts)
    words = joined.split()
    if len(words) == len(texts) and all(map(str.__eq__, words, texts)) and not _ACTING.search(joined):
        return words
    return [line(text) for text in texts]


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a longer text, each as one line."""
    return tuple(folded for part in re.split(r"\n\s*\n", text) if (folded := line(part)))


def escape_json(text: str) -> str:
    """Return JSON text in which the signs that act or hide are escaped, so that nothing is lost and nothing acts."""
    return _ACTING.sub(_escape, text)


def json_value(value: Any) -> Any:
    """Return a value read from YAML as JSON knows it: dates and what else JSON has no word for as text."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case float():
            return value if math.isfinite(value) else str(value)
        case Mapping():
            return {str(key): json_value(one) for key, one in value.items()}
        case Sequence() if not isinstance(value, bytes):
            return [json_value(one) for one in value]
        case AbstractSet():
            return sorted(str(one) for one in value)
        case _:
            return str(value)


def escape_markdown(text: str) -> str:
    """Return one line of plain text as Markdown that GitHub shows letter for letter and that sets nothing off.

    Zero-width spaces are put into what GitHub would resolve after rendering, where a backslash does not help.
    """
    plain = line(text)
    if _is_inert(plain):
        return plain
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _MARKDOWN_SIGNS.sub(r"\\\g<0>", escaped)
    escaped = _BLOCK_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)
    escaped = _COMMIT.sub(lambda match: _COMMIT_PART.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", match[0]), escaped)
    escaped = _AUTOLINKS.sub(lambda match: f"{match[0]}{_ZERO_WIDTH_SPACE}", escaped)
    return escaped.replace("$", "<span>$</span>")


def markdown_code(text: str) -> str:
    """Return one line of plain text as a Markdown code span that it cannot close."""
    plain = line(text).replace("|", "¦")
    longest = max((len(ticks) for ticks in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{gap}{plain}{gap}{fence}" if plain else ""


def markdown_codes(ids: Sequence[str]) -> str:
    """Return many ids as Markdown code spans with commas between them; they are lines already."""
    is_plain = not {"`", "|"} & set("".join(ids))
    return ", ".join(f"`{id}`" if is_plain else markdown_code(id) for id in ids)


def link_path(path: str) -> str:
    """Return a relative path as the target of a link that no page can take for a scheme, a query or markup."""
    return quote(line(path), safe="/-._~")


def _is_inert(plain: str) -> bool:
    """Return whether a line holds nothing that Markdown could take for anything but words and whole numbers."""
    if not _INERT.fullmatch(plain) or _SIGN_BEFORE_WORD.search(plain):
        return False
    lower = plain.lower()
    return "www" not in lower and "gh-" not in lower


def _show(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in "\r\x0b\x0c":
        return " "
    return chr(0x2400 + ord(sign)) if ord(sign) < 0x20 else _SHOWN.get(sign, _REPLACEMENT)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
