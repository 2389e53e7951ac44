"""The timeline as CSV: one line a demand, one column an edition."""

import csv
from io import StringIO

from policydiff.render.lineage.timelines import TimelineNote
from policydiff.render.messages import Messages
from policydiff.render.tables.separated import BYTE_ORDER_MARK, harmless


def draw_timeline(note: TimelineNote, messages: Messages) -> str:
    """Return a timeline with its heads, signs as words, in a form that opens in Excel; no cell is run there."""
    text = StringIO()
    writer = csv.writer(text, delimiter=messages.text("table.delimiter"))
    heads = [messages.text(key) for key in ("report.group", "report.id", "inventory.demand")]
    writer.writerow([*heads, *(harmless(label.name) for label in note.editions)])
    for chapter in note.chapters:
        for row in chapter.rows:
            told = [chapter.name, row.thread, row.text, *(cell.word for cell in row.cells)]
            writer.writerow([harmless(one) for one in told])
    return BYTE_ORDER_MARK + text.getvalue()
