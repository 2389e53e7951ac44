"""A sheet of text for the terminal: paragraphs, labelled lines and tables, in colour or readable in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from policydiff.render.pieces import FIXED, INSERTED, MOVED_AWAY, MOVED_HERE, NUMBER, REMOVED, Piece
from policydiff.render.terminal.words import Span, Words, break_lines, columns, cut, styled, words

# Narrower than this, nothing can be laid out; what asks for less gets this.
SMALLEST_WIDTH = 20

# A label that is longer stands on a line of its own: it would squeeze the text beside it.
_LONGEST_LABEL = 27
_BESIDE_LABEL = 2

BETWEEN_COLUMNS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Collects what is to be printed; `text` gives all of it, no line longer than `width`, no blanks at their ends."""

    width: int
    colour: bool
    _lines: list[str] = field(default_factory=list)

    @property
    def room(self) -> int:
        """Return how many columns there are."""
        return max(self.width, SMALLEST_WIDTH)

    def add(self, text: str | Words = "", *, style: str = "", indent: int = 0) -> None:
        """Add a paragraph."""
        self._put(words(text, style), " " * indent)

    def heading(self, text: str) -> None:
        """Add a heading with a rule below, and a blank line before."""
        self.add()
        self.add(text, style="bold")
        self.add("─" * min(self.room, columns(text)), style="dim")

    def labelled(self, pairs: Sequence[tuple[str, str | Words]], *, indent: int = 0) -> None:
        """Add lines with a word before each, all texts starting in the same column."""
        longest = min(_LONGEST_LABEL, (self.room - indent) // 2)
        widths = [columns(label) for label, _ in pairs]
        column = indent + _BESIDE_LABEL + max((width for width in widths if width <= longest), default=0)
        for (label, text), width in zip(pairs, widths, strict=True):
            if width > longest:
                self.add(label, style="dim", indent=indent)
                self.add(text, indent=column)
            else:
                lead = self._styled(label, "dim") + " " * (column - indent - width)
                self._put(words(text), " " * column, first=" " * indent + lead)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], *, sums: Sequence[str] = (), texts: int = 1
    ) -> None:
        """Add a table whose first `texts` columns are text and whose others are numbers set right."""
        lines = [head, *rows, *([sums] if sums else [])]
        between = BETWEEN_COLUMNS
        widths = [max(columns(line[number]) for line in lines) for number in range(len(head))]
        room = self.room - between * (len(widths) - 1)
        if sum(widths[texts:]) + texts > room:
            between = 1
            room = self.room - between * (len(widths) - 1)
            widths = _narrowed(widths, len(widths), room)
        widths = _narrowed(widths, texts, room)
        rule = "─" * (sum(widths) + between * (len(widths) - 1))
        self._row(head, widths, texts, between, "bold")
        self.add(cut(rule, self.room))
        for row in rows:
            self._row(row, widths, texts, between, "")
        if sums:
            self.add(cut(rule, self.room))
            self._row(sums, widths, texts, between, "bold")

    def marked(self, pieces: Sequence[Piece]) -> Words:
        """Return words with their marks: [-removed-] {+inserted+}, or italic struck out and bold in colour.

        Moved words have their number in front: [~1 old place~] {~1 new place~}, or a colour of their own.
        """
        return tuple(self._mark(piece) for piece in pieces)

    def text(self) -> str:
        """Return everything added so far as lines of text."""
        return "".join(f"{line}\n" for line in self._lines).replace(FIXED, " ")

    def _put(self, text: Words, before: str, *, first: str | None = None) -> None:
        lines = break_lines(text, self.room - len(before), colour=self.colour)
        self._lines.extend(f"{before}{line}".rstrip(" ") for line in lines)
        if first is not None:
            self._lines[-len(lines)] = f"{first}{lines[0]}".rstrip(" ")

    def _row(self, cells: Sequence[str], widths: Sequence[int], texts: int, between: int, style: str) -> None:
        """Add one row of a table; a cell that is too long goes on below."""
        broken = [break_lines(words(cell), width, colour=False) for cell, width in zip(cells, widths, strict=True)]
        for number in range(max(map(len, broken))):
            line = ""
            for column, (cell, width) in enumerate(zip(broken, widths, strict=True)):
                part = cell[number] if number < len(cell) else ""
                blanks = " " * (width - columns(part))
                shown = self._styled(part, style)
                line += (" " * between if column else "") + (shown + blanks if column < texts else blanks + shown)
            self._lines.append(line.rstrip(" "))

    def _styled(self, text: str, style: str) -> str:
        return styled(text, style) if self.colour else text

    def _mark(self, piece: Piece) -> Span:
        if piece.mark == REMOVED:
            return Span(piece.text, "italic strike red") if self.colour else Span(f"[-{piece.text}-]")
        if piece.mark == INSERTED:
            return Span(piece.text, "bold green") if self.colour else Span(f"{{+{piece.text}+}}")
        if piece.mark == MOVED_AWAY:
            sign = f"~{piece.move}{FIXED}{piece.text}"
            return Span(sign, "italic strike cyan") if self.colour else Span(f"[{sign}~]")
        if piece.mark == MOVED_HERE:
            sign = f"~{piece.move}{FIXED}{piece.text}"
            return Span(sign, "bold cyan") if self.colour else Span(f"{{{sign}~}}")
        if piece.mark == NUMBER:
            return Span(f"{piece.text}{FIXED}", "bold")
        return Span(piece.text)


def _narrowed(widths: Sequence[int], texts: int, room: int) -> list[int]:
    """Return the widths with the widest of the first `texts` made narrower until all fit into `room` columns."""
    found = list(widths)
    while sum(found) > room and max(found[:texts]) > 1:
        widest = max(range(texts), key=lambda number: found[number])
        found[widest] -= 1
    return found
