"""A report for the terminal: the headline, the balance, alarms, then every change by working group."""

from collections.abc import Sequence

from policydiff.render.messages import Messages
from policydiff.render.outline import AlarmNote, Edition, FrameNote, Outline, Pairing
from policydiff.render.pieces import FIXED
from policydiff.render.rows import Row, Shift, Wording, beginning, signed
from policydiff.render.summary import Balance
from policydiff.render.terminal_sheet import Sheet
from policydiff.render.terminal_words import Span, Words, columns

_INDENT = 2
# Of a related pair each side has one line; where that is short, at least so much of its text is shown.
_LEAST_BEGINNING = 40


def render_report(outline: Outline, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the report as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    _head(sheet, outline, messages)
    if outline.alarms:
        sheet.heading(messages.text("report.alarms"))
        for number, alarm in enumerate(outline.alarms):
            if number:
                sheet.add()
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
    if outline.related:
        sheet.heading(messages.text("report.related"))
        sheet.add(messages.text("report.related_note"))
        sheet.add()
        _related(sheet, outline.related)
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
    legends = [messages.text("report.legend_plain")] if outline.has_redlines and not sheet.colour else []
    legends += [messages.text("report.legend_numbers")] if outline.has_numbers else []
    if legends:
        sheet.add()
        for legend in legends:
            sheet.add(legend, style="dim")


def _edition(edition: Edition) -> str:
    spec = edition.spec if edition.spec != edition.name else ""
    known = [edition.date, edition.name, spec, edition.commit, edition.demands]
    return f"{edition.title} ({', '.join(part for part in known if part)})"


def _row(sheet: Sheet, row: Row, messages: Messages) -> None:
    certainty = f" – {row.certainty}" if row.certainty else ""
    sheet.add((Span(" · ".join(label.word for label in row.labels), "bold"), Span(certainty, "italic")))
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
    sheet.labelled([(messages.text(key), told(sheet, wording)) for key, wording in sides], indent=_INDENT)


def told(sheet: Sheet, wording: Wording) -> Words:
    """Return the text of a demand with its number in front, then addressees, place and id in brackets."""
    known = [", ".join(piece.text for piece in wording.addressees), wording.place, wording.id]
    number = (Span(f"{wording.number}{FIXED}", "bold"),) if wording.number else ()
    about = Span(f" ({'; '.join(part for part in known if part)})", "dim")
    return (*number, *sheet.marked(wording.pieces), about)


def _addressees(row: Row, messages: Messages) -> list[tuple[str, str | Words]]:
    label = messages.text("report.addressees")
    nobody = messages.text("report.nobody")
    if row.shift:
        return [(label, _shift(row.shift, nobody))]
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    names = [piece.text for piece in (row.new or row.old)[0].addressees]
    return [(label, ", ".join(names) or nobody)]


def _shift(shift: Shift, nobody: str) -> str:
    before, after = (", ".join(names) or nobody for names in (shift.old, shift.new))
    return f"{before} → {after} ({signed(shift.left, shift.joined)})"


def _where(row: Row, messages: Messages) -> list[tuple[str, str | Words]]:
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    pairs: list[tuple[str, str | Words]] = []
    if row.places:
        pairs.append((messages.text("report.source"), " → ".join(row.places)))
    if len(row.ids) == 1:
        pairs.append((messages.text("report.id"), row.ids[0]))
    return pairs


def _alarm(sheet: Sheet, alarm: AlarmNote, messages: Messages) -> None:
    sheet.add(f"{alarm.word}: {alarm.id}", style="bold red")
    sheet.add(alarm.meaning, indent=_INDENT)
    _both_sides(sheet, [alarm.old], [alarm.new], messages)
    if alarm.references:
        ids = ", ".join(reference.id for reference in alarm.references)
        sheet.add(f"{messages.text('report.references')}: {ids}", indent=_INDENT)


def _question(sheet: Sheet, question: Pairing, messages: Messages) -> None:
    sheet.add()
    sheet.add(f"{messages.text('report.question')} ({question.certainty})", style="bold")
    _both_sides(sheet, question.old, question.new, messages)


def _related(sheet: Sheet, related: Sequence[Pairing]) -> None:
    """Add the pairs as two lines each: both texts stand whole among what was dropped and what is new."""
    longest = max(columns(pair.score) for pair in related)
    pairs: list[tuple[str, Words]] = []
    for pair in related:
        sides = [(pair.score, wording) for wording in pair.old] + [("→", wording) for wording in pair.new]
        for label, wording in sides:
            room = sheet.room - longest - _INDENT - columns(wording.id) - len(" ()")
            shown = beginning(wording.text, max(_LEAST_BEGINNING, room))
            pairs.append((label.rjust(longest), (Span(shown), Span(f" ({wording.id})", "dim"))))
    sheet.labelled(pairs)


def _frame(sheet: Sheet, note: FrameNote, *, indent: int = 0) -> None:
    if note.subject or note.pieces:
        sheet.add(f"{note.word}: {note.subject}" if note.subject else note.word, style="bold", indent=indent)
        sheet.add(sheet.marked(note.pieces) if note.pieces else note.words, indent=indent + _INDENT)
    else:
        sheet.add((Span(f"{note.word}: ", "bold"), Span(note.words)), indent=indent)
    for one in note.below:
        _frame(sheet, one, indent=indent + _INDENT)
