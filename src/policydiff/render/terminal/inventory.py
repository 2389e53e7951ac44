"""The first report of a catalogue for the terminal."""

from policydiff.render.inventory import Inventory, Item
from policydiff.render.messages import Messages
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span, Words

# So many working groups stand side by side in the matrix: at 80 columns they leave 30 for the addressee.
_GROUPS_PER_TABLE = 8


def render_inventory(inventory: Inventory, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the inventory as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(messages.text("inventory.title"), style="bold")
    known = [inventory.title, inventory.date, inventory.edition]
    sheet.add(", ".join(part for part in known if part))
    sheet.add()
    sheet.add(inventory.headline, style="bold")
    if inventory.matrix:
        _matrix(sheet, inventory, messages)
    for chapter in inventory.chapters:
        sheet.heading(f"{chapter.number}  {chapter.heading} ({chapter.count})")
        sheet.labelled([("·", _item(item, messages)) for item in chapter.items])
    if inventory.calls:
        sheet.heading(messages.text("inventory.by_addressee"))
        for call in inventory.calls:
            sheet.add(f"{call.name} ({call.count})", style="bold")
            sheet.labelled([("·", _short(item)) for item in call.items], indent=2)
    sheet.heading(messages.text("inventory.nobody"))
    if inventory.nobody:
        sheet.labelled([("·", _short(item)) for item in inventory.nobody])
    else:
        sheet.add(messages.text("inventory.nobody_none"))
    if inventory.closing:
        sheet.heading(messages.text("inventory.closing"))
        for paragraph in inventory.closing:
            sheet.add(paragraph)
    return sheet.text()


def _matrix(sheet: Sheet, inventory: Inventory, messages: Messages) -> None:
    sheet.heading(messages.text("inventory.matrix"))
    sheet.labelled([(chapter.number, chapter.name) for chapter in inventory.chapters])
    chapters = inventory.chapters
    for start in range(0, len(chapters), _GROUPS_PER_TABLE):
        part = slice(start, start + _GROUPS_PER_TABLE)
        is_last = start + _GROUPS_PER_TABLE >= len(chapters)
        end = [messages.text("inventory.sum")] if is_last else []
        sheet.add()
        sheet.table(
            [messages.text("inventory.addressee"), *(chapter.number for chapter in chapters[part]), *end],
            [[row.name, *row.counts[part], *([row.sum] if is_last else [])] for row in inventory.matrix],
            sums=[messages.text("report.total"), *inventory.sums[:-1][part], *(inventory.sums[-1:] if is_last else ())],
        )
    sheet.add(messages.text("inventory.matrix_note"), style="dim")


def _item(item: Item, messages: Messages) -> Words:
    known = " · ".join(part for part in (item.place, item.id) if part)
    return (
        Span(f"{item.title}: {item.text}" if item.title else item.text),
        Span(f" ({', '.join(item.addressees) or messages.text('report.nobody')})", "italic"),
        Span(f"\n{known}", "dim"),
    )


def _short(item: Item) -> Words:
    return (Span(item.title or item.text), Span(f" – {item.group}", "dim"))
