"""The editions of a repository, for the terminal."""

from collections.abc import Sequence

from policydiff.render.inputs import EditionRow
from policydiff.render.messages import Messages
from policydiff.render.safety import line
from policydiff.render.terminal.sheet import Sheet

# As much of a commit's id as git itself prints in a large repository.
_SHORT_COMMIT = 10


def render_editions(rows: Sequence[EditionRow], messages: Messages, *, width: int, colour: bool) -> str:
    """Return the list of editions, oldest first, as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    head = [messages.text(f"editions.{column}") for column in ("name", "title", "date", "commit")]
    cells = [
        [line(row.name), line(row.title), messages.date(row.date) if row.date else "–", row.commit[:_SHORT_COMMIT]]
        for row in rows
    ]
    sheet.table(head, cells, texts=3)
    return sheet.text()
