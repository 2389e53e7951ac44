"""A report for the terminal: the headline, the balance, alarms, then every change by working group."""

from collections.abc import Sequence

from rich.text import Text

from policydiff.render.messages import Messages
from policydiff.render.outline import AlarmNote, Edition, FrameNote, OpenQuestion, Outline
from policydiff.render.rows import Row, Shift, Wording
from policydiff.render.summary import Balance
from policydiff.render.terminal_sheet import Sheet

_INDENT = 2


def render_report(outline: Outline, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the report as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    _head(sheet, outline, messages)
    if outline.alarms:
        sheet.heading(messages.text("report.alarms"))
        for alarm in outline.alarms:
            _alarm(sheet, alarm, messages)
    for section in outline.sections:
        sheet.heading(section.heading)
        for number, row in enumerate(section.rows):
            if number:
                sheet.add()
            _row(sheet, row, messages)
    if outline.questions:
        sheet.heading(messages.text("report.questions"))
        sheet.add(messages.text("report.questions_note"))
        for question in outline.questions:
            _question(sheet, question, messages)
    if outline.frame:
        sheet.heading(messages.text("report.frame"))
        for note in outline.frame:
            _frame(sheet, note)
    if outline.unchanged_count:
        sheet.heading(messages.text("report.unchanged"))
        sheet.add(messages.text("report.unchanged_all", count=outline.unchanged_count))
    return sheet.text()


def balance_table(sheet: Sheet, balance: Balance, messages: Messages) -> None:
    """Add the balance of both sides, each column adding up to its last line."""

    def number(value: int | None) -> str:
        return "–" if value is None else messages.number(value)

    sheet.table(
        ["", messages.text("report.old"), messages.text("report.new")],
        [[row.word, number(row.old), number(row.new)] for row in balance.rows],
        sums=[messages.text("report.total"), number(balance.old), number(balance.new)],
    )


def _head(sheet: Sheet, outline: Outline, messages: Messages) -> None:
    sheet.add(messages.text("report.title"), style="bold")
    sheet.labelled(
        [
            (messages.text("report.old"), _edition(outline.old)),
            (messages.text("report.new"), _edition(outline.new)),
        ]
    )
    sheet.add()
    sheet.add(outline.headline, style="bold")
    if outline.selection:
        sheet.add(outline.selection)
    sheet.add()
    balance_table(sheet, outline.balance, messages)
    sheet.add()
    sheet.table(
        [messages.text("report.kinds"), messages.text("report.count")],
        [[count.word, count.count] for count in outline.kinds],
    )
    if outline.has_redlines and not sheet.colour:
        sheet.add()
        sheet.add(messages.text("report.legend_plain"), style="dim")


def _edition(edition: Edition) -> str:
    spec = edition.spec if edition.spec != edition.name else ""
    known = [edition.date, edition.name, spec, edition.commit, edition.demands]
    return f"{edition.title} ({', '.join(part for part in known if part)})"


def _row(sheet: Sheet, row: Row, messages: Messages) -> None:
    head = Text(" · ".join(label.word for label in row.labels), style="bold")
    if row.certainty:
        head.append(f" – {row.certainty}", style="not bold italic")
    sheet.add(head)
    if len(row.old) > 1 or len(row.new) > 1:
        _both_sides(sheet, row.old, row.new, messages)
    else:
        wording = (row.new or row.old)[0]
        _title(sheet, wording)
        sheet.add(sheet.marked(row.redline or wording.pieces), indent=_INDENT)
    pairs = _addressees(row, messages)
    pairs += [(fact.label, fact.text) for fact in row.facts]
    pairs += _where(row, messages)
    sheet.labelled(pairs, indent=_INDENT)


def _title(sheet: Sheet, wording: Wording) -> None:
    if wording.title:
        sheet.add(wording.title, style="underline", indent=_INDENT)


def _both_sides(sheet: Sheet, old: Sequence[Wording], new: Sequence[Wording], messages: Messages) -> None:
    sides = [("report.old", wording) for wording in old] + [("report.new", wording) for wording in new]
    sheet.labelled([(messages.text(key), _told(sheet, wording)) for key, wording in sides], indent=_INDENT)


def _told(sheet: Sheet, wording: Wording) -> Text:
    text = sheet.marked(wording.pieces)
    known = [", ".join(piece.text for piece in wording.addressees), wording.place, wording.id]
    text.append(f" ({'; '.join(part for part in known if part)})", style="dim")
    return text


def _addressees(row: Row, messages: Messages) -> list[tuple[str, str | Text]]:
    label = messages.text("report.addressees")
    nobody = messages.text("report.nobody")
    if row.shift:
        return [(label, _shift(row.shift, nobody))]
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    names = [piece.text for piece in (row.new or row.old)[0].addressees]
    return [(label, ", ".join(names) or nobody)]


def _shift(shift: Shift, nobody: str) -> str:
    signs = [f"+ {name}" for name in shift.joined] + [f"− {name}" for name in shift.left]
    return f"{', '.join(shift.old) or nobody} → {', '.join(shift.new) or nobody} ({', '.join(signs)})"


def _where(row: Row, messages: Messages) -> list[tuple[str, str | Text]]:
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    pairs: list[tuple[str, str | Text]] = []
    if row.places:
        pairs.append((messages.text("report.source"), " → ".join(row.places)))
    if len(row.ids) == 1:
        pairs.append((messages.text("report.id"), row.ids[0]))
    return pairs


def _alarm(sheet: Sheet, alarm: AlarmNote, messages: Messages) -> None:
    sheet.add(f"{alarm.word}: {alarm.id}", style="bold red")
    sheet.add(alarm.meaning, indent=_INDENT)
    _both_sides(sheet, [alarm.old], [alarm.new], messages)


def _question(sheet: Sheet, question: OpenQuestion, messages: Messages) -> None:
    sheet.add()
    sheet.add(f"{messages.text('report.question')} ({question.certainty})", style="bold")
    _both_sides(sheet, question.old, question.new, messages)


def _frame(sheet: Sheet, note: FrameNote) -> None:
    subject = f"{note.word}: {note.subject}" if note.subject else note.word
    if note.pieces:
        sheet.add(subject, style="bold")
        sheet.add(sheet.marked(note.pieces), indent=_INDENT)
        return
    text = Text(f"{note.word}: ", style="bold")
    words = [part for part in (note.old, note.new) if part]
    text.append(" ".join([note.subject, " → ".join(words)]).strip(), style="not bold")
    sheet.add(text)
