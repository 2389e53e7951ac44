"""Small pieces of Markdown for a comment; every text that is not our own is escaped here."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from policydiff.render.pieces import INSERTED, KEPT, MOVED_AWAY, MOVED_HERE, NUMBER, REMOVED, Piece
from policydiff.render.safety import escape_markdown, markdown_code

# So many words of a kept sentence are shown beside what changed in it: one line of the page.
CONTEXT = 14
CUT = "[…]"

# What our sentences put between backticks: commands, options and names of files.
_CODE = re.compile(r"`([\w ./=-]+)`")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=\S)")
_TAGS = {REMOVED: "del", MOVED_AWAY: "del", INSERTED: "ins", MOVED_HERE: "ins"}


def link(text: str, address: str) -> str:
    """Return a text as a link; without an address, the text alone."""
    shown = escape_markdown(text)
    # In the text of a link a bracket is escaped already; in its target nothing may end it.
    return f"[{shown}]({quote(address, safe=_SAFE)})" if _is_web(address) else shown


def sentence(text: str) -> str:
    """Return one line of plain text with its commands and names of files as code."""
    words, *others = _CODE.split(text)
    parts = [_kept(words)]
    for code, words in zip(others[::2], others[1::2], strict=True):
        parts += [markdown_code(code), _kept(words)]
    return "".join(parts).strip()


def marked(pieces: Iterable[Piece]) -> str:
    """Return a redline with its marks."""
    return "".join(map(_marked, pieces))


def removed(text: str) -> str:
    """Return a text that is gone."""
    return f"<del>{escape_markdown(text)}</del>"


def inserted(text: str) -> str:
    """Return a text that has come."""
    return f"<ins>{escape_markdown(text)}</ins>"


def table(head: Sequence[str], rows: Iterable[str], *, right: int = 0) -> str:
    """Return a table; the last `right` columns are numbers. Rows are Markdown as `row` makes it."""
    marks = [":--"] * (len(head) - right) + ["--:"] * right
    return "\n".join([row(head), f"|{'|'.join(marks)}|", *rows])


def row(cells: Iterable[str]) -> str:
    """Return one line of a table from cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"


def fold(summary: str, content: str, *, is_open: bool = False) -> str:
    """Return what opens on a click, or stands open already; the summary is our own words and no Markdown."""
    return f"<details{' open' if is_open else ''}>\n<summary>{summary}</summary>\n\n{content}\n\n</details>"


def changed_sentences(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return a redline without the sentences in which nothing changed, and without the ends of long ones."""
    if all(piece.mark == KEPT for piece in pieces):
        return tuple(pieces)
    last = len(pieces) - 1
    return tuple(
        Piece(KEPT, _shortened(piece.text, is_first=index == 0, is_last=index == last)) if piece.mark == KEPT else piece
        for index, piece in enumerate(pieces)
    )


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    before = "" if is_first else _beginning(text)
    after = "" if is_last else _end(text)
    whole = text.strip()
    if not whole or len(before) + len(after) >= len(whole):
        return text
    told = " ".join(filter(None, [before, CUT, after]))
    return f"{' ' * text[0].isspace()}{told}{' ' * text[-1].isspace()}"


def _beginning(text: str) -> str:
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return " ".join(sentence.split(" ")[:CONTEXT])


def _end(text: str) -> str:
    sentence = _SENTENCE_END.split(text.strip())[-1]
    return " ".join(sentence.split(" ")[-CONTEXT:])


def _marked(piece: Piece) -> str:
    if piece.mark == KEPT:
        return _kept(piece.text)
    text = escape_markdown(piece.text)
    if piece.mark == NUMBER:
        return f"{text} "
    tag = _TAGS[piece.mark]
    number = f"⟦{piece.move}⟧ " if piece.move else ""
    return f"<{tag}>{number}{text}</{tag}>"


def _kept(text: str) -> str:
    """Return a text escaped, with the blanks that part it from what stands beside it."""
    before = " " if text[:1] == " " else ""
    after = " " if text[-1:] == " " and len(text) > 1 else ""
    return f"{before}{escape_markdown(text)}{after}"


# No brackets, quotes or angle brackets: nothing ends the target.
_SAFE = ":/?#@!$&*+,;=%-._~"


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
