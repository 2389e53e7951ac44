"""One change in the lengths that a comment has for it: a line of a table, its changed sentences, its whole wording."""

from collections.abc import Iterable
from dataclasses import dataclass

from policydiff.core.report import Entry
from policydiff.core.rules import Severity
from policydiff.render.comments.links import Links
from policydiff.render.comments.markup import changed_sentences, inserted, link, marked, removed, row
from policydiff.render.pieces import KEPT, Piece
from policydiff.render.rows import Row, Texts, Wording, beginning, opening
from policydiff.render.safety import escape_markdown, line

# So much of a text is shown in a table that the demand can be recognised.
_BEGINNING = 90
# So much of a text that came, went, was split or merged is shown where there is no room for all of it.
_EXCERPT = 240


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry: its working group, its weight, and its Markdown in three lengths."""

    group: str
    severity: Severity
    rank: tuple[int, int]
    row: str
    sentences: str
    full: str


def item(entry: Entry, texts: Texts, links: Links) -> Item:
    """Return an entry that changed, ready to be set."""
    shown = texts.row(entry)
    severity = entry.severity or Severity.NOTICE
    rank = entry.findings[0].rank if entry.findings else (len(Severity), 0)
    return Item(
        group=entry.group,
        severity=severity,
        rank=rank,
        row=_row(entry, shown, texts, links),
        sentences=_block(entry, shown, texts, is_whole=False),
        full=_block(entry, shown, texts, is_whole=True),
    )


def linked(entry: Entry, text: str, links: Links) -> str:
    """Return a text that leads to the demand of an entry: the new one, of a dropped one the old one."""
    return link(text, links.demand(entry.main, is_old=not entry.new))


def entry_opening(entry: Entry) -> str:
    """Return how the demand of an entry begins, with its title where it has one."""
    return opening(entry.main, _BEGINNING)


def weight(entry: Entry, texts: Texts) -> str:
    """Return how much an entry weighs, and whether a person let it pass."""
    word = texts.badge(entry.severity).word if entry.severity else ""
    return texts.messages.text("comment.accepted_weight", weight=word) if entry.acceptance else word


def _row(entry: Entry, shown: Row, texts: Texts, links: Links) -> str:
    kinds = " · ".join(label.word for label in shown.labels)
    return row(
        [escape_markdown(weight(entry, texts)), escape_markdown(kinds), linked(entry, entry_opening(entry), links)]
    )


def _block(entry: Entry, shown: Row, texts: Texts, *, is_whole: bool) -> str:
    kinds = " · ".join(label.word for label in shown.labels)
    name = escape_markdown(line(entry.main.id))
    head = f"**{escape_markdown(f'{weight(entry, texts)}: {kinds}')}** – {name}"
    parts = [head, _wording(shown, texts, is_whole=is_whole)]
    facts = "\n".join(f"- {one}" for one in _facts(shown, texts))
    return "\n\n".join(part for part in (*parts, facts) if part)


def _wording(shown: Row, texts: Texts, *, is_whole: bool) -> str:
    if shown.redline:
        return f"> {marked(shown.redline if is_whole else changed_sentences(shown.redline))}"
    if len(shown.old) == len(shown.new) == 1:
        return f"> {_text(shown.new[0], is_whole=is_whole)}"
    if len(shown.old) + len(shown.new) == 1:
        wording, mark = (shown.new[0], inserted) if shown.new else (shown.old[0], removed)
        return f"> {mark(_cut(wording.text, is_whole=is_whole))}"
    sides = [(texts.messages.text("report.old"), one) for one in shown.old]
    sides += [(texts.messages.text("report.new"), one) for one in shown.new]
    return "\n>\n".join(
        f"> **{side}:** {f'{one.number} ' if one.number else ''}{_text(one, is_whole=is_whole)}" for side, one in sides
    )


def _text(wording: Wording, *, is_whole: bool) -> str:
    if is_whole or len(wording.text) <= _EXCERPT:
        return marked(wording.pieces)
    return marked([Piece(KEPT, beginning(wording.text, _EXCERPT))])


def _cut(text: str, *, is_whole: bool) -> str:
    return text if is_whole else beginning(text, _EXCERPT)


def _facts(shown: Row, texts: Texts) -> Iterable[str]:
    text = texts.messages.text
    if shown.certainty:
        yield f"*{escape_markdown(shown.certainty)}*"
    if shown.reassigned:
        old, new = (", ".join(names) or text("report.nobody") for names in (shown.reassigned.old, shown.reassigned.new))
        yield escape_markdown(f"{text('report.addressees')}: {old} → {new}")
    for fact in shown.facts:
        yield escape_markdown(f"{fact.label}: {fact.text}")
