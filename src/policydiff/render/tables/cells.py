"""What a table is made of: cells, columns and sheets, and the cells that several sheets have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from policydiff.core.report import Report, Told
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.pieces import KEPT, NUMBER, Piece
from policydiff.render.rows import Texts, Wording
from policydiff.render.safety import line

# A text, marked words, or a whole number.
Cell: TypeAlias = str | tuple[Piece, ...] | int | None


class SheetKind(StrEnum):
    """The sheets of a workbook in their order."""

    CHANGES = "changes"
    COUNTS = "counts"
    ROLLUPS = "rollups"
    FRAME = "frame"
    DECLARATIONS = "declarations"
    ALARMS = "alarms"
    QUESTIONS = "questions"
    RELATED = "related"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The head of a column, its width in characters, and whether it is printed."""

    head: str
    width: int
    is_printed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One table, and the lines above it."""

    kind: SheetKind
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()


# The last columns of all that can be let through.
SIGN_OFF = {"table.acceptance": 24, "table.fingerprint": 16}


def cell_text(cell: Cell) -> str:
    """Return what a cell says without its marks."""
    if isinstance(cell, tuple):
        return "".join(piece.text for piece in cell)
    return "" if cell is None else str(cell)


def texts_of(report: Report, messages: Messages) -> Texts:
    """Return what turns the parts of a report into words."""
    return Texts(report=report, messages=messages, anchors=Anchors.of(report))


def sign_off(one: Told) -> dict[str, Cell]:
    """Return whether something was let through, by whom and why, and by what it is known."""
    acceptance = one.acceptance
    said = f"{line(acceptance.reason)} ({line(acceptance.by)})" if acceptance else ""
    return {"table.acceptance": said, "table.fingerprint": one.fingerprint}


def wordings_of(wordings: Sequence[Wording]) -> tuple[Piece, ...]:
    """Return the texts of one side, one a line."""
    found: list[Piece] = []
    for wording in wordings:
        found += [Piece(KEPT, "\n")] if found else []
        found += [piece for piece in wording.pieces if piece.mark != NUMBER]
    return tuple(found)


def lines_of(parts: Iterable[str]) -> str:
    """Return one part a line, a dash for an empty one: lines stay beside each other. Nothing if all are empty."""
    told = list(parts)
    return "\n".join(part or "–" for part in told) if any(told) else ""


def columns_of(heads: Sequence[str], widths: Sequence[int]) -> tuple[Column, ...]:
    """Return columns with these heads and widths."""
    return tuple(Column(head=head, width=width) for head, width in zip(heads, widths, strict=True))
