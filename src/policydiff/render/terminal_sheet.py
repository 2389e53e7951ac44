"""A sheet of text for the terminal: rich's layout on a fixed width, with colour or readable in black and white."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

from rich.box import Box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policydiff.render.rows import INSERTED, REMOVED, Piece

# Narrower than this, nothing can be laid out; what asks for less gets this.
SMALLEST_WIDTH = 20

_LINE_END = re.compile(r"(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)
# A table with nothing but a rule below its head and one above its sums.
_RULED = Box("    \n    \n ── \n    \n    \n ── \n    \n    \n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Collects what is to be printed; `text` gives all of it, no line longer than `width`, no blanks at their ends."""

    width: int
    colour: bool
    _blocks: list[RenderableType] = field(default_factory=list)

    def add(self, text: str | Text = "", *, style: str = "", indent: int = 0) -> None:
        """Add a paragraph."""
        shown = Text(text, style=style, overflow="fold") if isinstance(text, str) else text
        self._blocks.append(Padding(shown, (0, 0, 0, indent)) if indent else shown)

    def heading(self, text: str) -> None:
        """Add a heading with a rule below, and a blank line before."""
        self.add()
        self.add(text, style="bold")
        longest = min(self.width, max((len(part) for part in text.split("\n")), default=0))
        self.add("─" * longest, style="dim")

    def labelled(self, pairs: Sequence[tuple[str, str | Text]], *, indent: int = 0) -> None:
        """Add lines with a word before each, all texts starting in the same column."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True, style="dim")
        grid.add_column(overflow="fold")
        for label, text in pairs:
            grid.add_row(Text(label), Text(text) if isinstance(text, str) else text)
        self._blocks.append(Padding(grid, (0, 0, 0, indent)))

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str | Text]], *, sums: Sequence[str] = (), texts: int = 1
    ) -> None:
        """Add a table whose first `texts` columns are text and whose others are numbers set right."""
        table = Table(box=_RULED, show_edge=False, pad_edge=False, padding=(0, 1), show_footer=bool(sums))
        for number, name in enumerate(head):
            table.add_column(
                Text(name),
                Text(sums[number]) if sums else "",
                justify="left" if number < texts else "right",
                header_style="bold",
                footer_style="bold",
                overflow="fold",
                no_wrap=number >= texts,
            )
        for row in rows:
            table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
        self._blocks.append(table)

    def marked(self, pieces: Sequence[Piece]) -> Text:
        """Return words with their marks: [-removed-] {+inserted+}, or italic struck out and bold in colour."""
        text = Text(overflow="fold")
        for piece in pieces:
            if piece.mark == REMOVED:
                text.append(*((piece.text, "italic strike red") if self.colour else (f"[-{piece.text}-]", None)))
            elif piece.mark == INSERTED:
                text.append(*((piece.text, "bold green") if self.colour else (f"{{+{piece.text}+}}", None)))
            else:
                text.append(piece.text)
        return text

    def text(self) -> str:
        """Return everything added so far as lines of text."""
        stream = StringIO()
        console = Console(
            file=stream,
            width=max(self.width, SMALLEST_WIDTH),
            height=100,
            force_terminal=self.colour,
            color_system="standard" if self.colour else None,
            no_color=not self.colour,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            # rich would look for COLUMNS, NO_COLOR and others: the same input must give the same bytes.
            _environ={},
        )
        for block in self._blocks:
            console.print(block)
        return _LINE_END.sub(lambda end: end[0].replace(" ", ""), stream.getvalue())
