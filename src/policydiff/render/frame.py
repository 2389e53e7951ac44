"""Changes of the frame as people read them: working groups, preambles, closing text, addressees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from policydiff.core.catalogue import Level
from policydiff.core.report import FrameChange, FrameKind
from policydiff.core.rules import Severity
from policydiff.core.wording import Mark
from policydiff.render.names import Badge
from policydiff.render.pieces import KEPT, Piece, pieces
from policydiff.render.rows import Texts
from policydiff.render.safety import paragraphs

# So many words are shown before and after what changed in a preamble: one line of the page.
_CONTEXT = 14

_Edit: TypeAlias = tuple[FrameKind, str | None, str | None]

_GROUPS = (FrameKind.GROUP_ADDED, FrameKind.GROUP_DROPPED, FrameKind.GROUP_RENAMED)
_PREAMBLES = (FrameKind.PREAMBLE_ADDED, FrameKind.PREAMBLE_DROPPED, FrameKind.PREAMBLE_REWORDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameNote:
    """One change of the frame: old and new words, or the pieces of a reworded text; the badge only where it is major.

    `below` are the changes that belong to it: the preamble of a working group that came, went or has another name.
    """

    code: str
    word: str
    subject: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    badge: Badge | None
    below: tuple["FrameNote", ...] = ()

    @property
    def words(self) -> str:
        """Return the old and the new words, as far as there are any."""
        return " → ".join(part for part in (self.old, self.new) if part)


def list_frame(changes: Sequence[FrameChange], texts: Texts) -> tuple[FrameNote, ...]:
    """Return the changes of the frame; the preamble of a group that came, went or was renamed stands below it.

    What was made of the preambles of several groups alike is told once, with their names.
    """
    groups = {change.key for change in changes if change.kind in _GROUPS}
    shared = _shared(changes)
    below: dict[str, list[FrameNote]] = {}
    for change in changes:
        if change.kind in _PREAMBLES and change.key in groups and _edit(change) not in shared:
            below.setdefault(change.key, []).append(_note(change, texts, subject=""))
    notes = []
    for change in changes:
        if change.key and _edit(change) in shared:
            keys = shared[_edit(change)]
            if change.key == keys[0]:
                names = texts.messages.join([texts.group_name(key) for key in keys])
                notes.append(_note(change, texts, subject=names))
            continue
        # Names say themselves what they concern; a preamble does not.
        if change.kind is FrameKind.ADDRESSEE_LEVEL_CHANGED:
            notes.append(_note(change, texts, subject=texts.addressee_names([change.key])[0]))
        elif change.kind not in _PREAMBLES:
            note = _note(change, texts, subject="")
            notes.append(replace(note, below=tuple(below.get(change.key, ()))) if change.kind in _GROUPS else note)
        elif change.key not in groups:
            notes.append(_note(change, texts, subject=texts.group_name(change.key) if change.key else ""))
    return tuple(notes)


def _shared(changes: Sequence[FrameChange]) -> dict[_Edit, list[str]]:
    """Return what was made of the preambles of several working groups, with the keys of these."""
    found: dict[_Edit, list[str]] = {}
    for change in changes:
        if change.key and change.kind in _PREAMBLES:
            found.setdefault(_edit(change), []).append(change.key)
    return {edit: keys for edit, keys in found.items() if len(keys) > 1}


def _edit(change: FrameChange) -> _Edit:
    return change.kind, change.old, change.new


def frame_group(change: FrameChange, texts: Texts) -> str:
    """Return the name of the working group that a change of the frame concerns, empty where it concerns none."""
    return texts.group_name(change.key) if change.key and change.kind in (*_GROUPS, *_PREAMBLES) else ""


def frame_line(change: FrameChange, texts: Texts) -> tuple[str, str]:
    """Return a change of the frame for a list of many things: its rule, and its words on one line."""
    return texts.rule(change.kind), " ".join(paragraphs(change.new or change.old or ""))


def _note(change: FrameChange, texts: Texts, *, subject: str) -> FrameNote:
    has_pieces = (
        change.old is not None and change.new is not None and any(run.mark is not Mark.KEPT for run in change.redline)
    )
    return FrameNote(
        code=str(change.kind),
        word=texts.rule(change.kind),
        subject=subject,
        old=_words(change, change.old, texts),
        new=_words(change, change.new, texts),
        pieces=tuple(map(_shortened, pieces(change.redline))) if has_pieces else (),
        badge=texts.badge(change.severity) if change.severity is Severity.MAJOR else None,
    )


def _words(change: FrameChange, words: str | None, texts: Texts) -> str:
    if not words:
        return ""
    if change.kind is FrameKind.ADDRESSEE_LEVEL_CHANGED and words in tuple(Level):
        return texts.levels([Level(words)])
    return " ".join(paragraphs(words))


def _shortened(piece: Piece) -> Piece:
    """Leave out the middle of long kept words: a preamble of a page with one new sentence need not be read again."""
    words = piece.text.split(" ")
    if piece.mark != KEPT or len(words) <= 2 * _CONTEXT + 2:
        return piece
    return Piece(mark=KEPT, text=" ".join([*words[:_CONTEXT], "[…]", *words[-_CONTEXT:]]))
