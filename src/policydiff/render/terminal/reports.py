"""A report for the terminal: the headline, the balance, alarms, then every change by working group."""

from collections.abc import Sequence

from policydiff.core.rules import Severity
from policydiff.render.acceptances import Acceptances
from policydiff.render.alarms import AlarmNote, ReusedNote
from policydiff.render.declarations import DeclarationNote
from policydiff.render.frame import FrameNote
from policydiff.render.glance import Glance
from policydiff.render.messages import Messages
from policydiff.render.names import signed
from policydiff.render.outline import Edition, Outline, Pairing
from policydiff.render.pieces import FIXED
from policydiff.render.rollups import RollupNote
from policydiff.render.rows import Reassignment, Row, Wording, beginning
from policydiff.render.summary import Balance
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span, Words, columns

_INDENT = 2
# Of a related pair each side has one line; where that is short, at least so much of its text is shown.
_LEAST_BEGINNING = 40
# Of what a reused id carries so much is shown that it can be told: two lines of its column.
_LONGEST_CARRIED = 90
# Of the demands with a roll-up that are told elsewhere too, a terminal lists no more.
_MOST_ELSEWHERE = 8


def render_report(outline: Outline, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the report as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    _head(sheet, outline, messages)
    _acceptances(sheet, outline.acceptances, messages)
    _alarms(sheet, outline, messages)
    _rollups(sheet, outline, messages)
    for section in outline.sections:
        sheet.heading(section.heading)
        for number, row in enumerate(section.rows):
            if number:
                sheet.add()
            _row(sheet, row, messages)
    _questions(sheet, outline, messages)
    _related(sheet, outline.related, messages)
    if outline.frame:
        sheet.heading(messages.text("report.frame"))
        for note in outline.frame:
            _frame(sheet, note)
    _declarations(sheet, outline.declarations, messages)
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
    _glance(sheet, outline.glance, messages)
    sheet.add()
    balance_table(sheet, outline.balance, messages)
    sheet.add()
    sheet.table(
        [messages.text("report.kinds"), messages.text("report.count")],
        [[count.word, count.count] for count in outline.kinds],
    )
    if outline.levels:
        sheet.add()
        sheet.add(messages.text("report.levels"), style="bold")
        sheet.table(
            [messages.text("report.levels_old"), *outline.levels.columns],
            [[row.name, *row.cells] for row in outline.levels.rows],
        )
        sheet.add(messages.text("report.levels_note"), style="dim")
    legends = _legends(outline, messages, colour=sheet.colour)
    if legends:
        sheet.add()
        for legend in legends:
            sheet.add(legend, style="dim")


def _legends(outline: Outline, messages: Messages, *, colour: bool) -> list[str]:
    legends = [messages.text("report.legend_plain")] if outline.has_redlines and not colour else []
    moved = messages.text("report.legend_moved_colour") if colour else messages.text("report.legend_moved_plain")
    legends += [moved] if outline.has_moves else []
    return legends + ([messages.text("report.legend_numbers")] if outline.has_numbers else [])


def _glance(sheet: Sheet, glance: Glance, messages: Messages) -> None:
    if not glance:
        return
    sheet.heading(messages.text("report.first"))
    pairs: list[tuple[str, Words]] = []
    for number, one in enumerate(glance.lines, start=1):
        about = Span(f" ({one.id})" if one.id else "", "dim")
        pairs.append((str(number), (Span(one.what, "bold"), Span(f" – {one.text}"), about)))
    sheet.labelled([(number.rjust(len(str(len(pairs)))), told) for number, told in pairs])
    if glance.more:
        sheet.add(messages.text("report.first_more_below", more=glance.more))
    for one in glance.doubts:
        sheet.add((Span(one.what, "bold"), Span(f" – {one.told()}")))
    if glance.counts:
        sheet.add(glance.counts)


def _rollups(sheet: Sheet, outline: Outline, messages: Messages) -> None:
    if outline.rollups:
        sheet.heading(messages.text("report.rollups"))
        sheet.add(outline.rollups_note)
    for note in outline.rollups:
        sheet.add()
        _rollup(sheet, note, messages)


def _rollup(sheet: Sheet, note: RollupNote, messages: Messages) -> None:
    """Add a roll-up with the beginnings of its demands; those with further changes are told below with them."""
    style = "bold red" if note.badge.code == Severity.MAJOR else "bold"
    sheet.add((Span(f"{note.badge.word}: ", style), Span(f"{note.word} {note.count}: {note.edit}", "bold")))
    sheet.add("; ".join(note.findings), indent=_INDENT)
    texts = [(wording.text, " → ".join(row.ids)) for row in note.rows for wording in row.new]
    for text, id in texts:
        room = max(_LEAST_BEGINNING, sheet.room - 2 * _INDENT - columns(id) - len(" ()"))
        sheet.add((Span(beginning(text, room)), Span(f" ({id})", "dim")), indent=2 * _INDENT)
    if note.elsewhere:
        told = messages.text("report.rollup_elsewhere", count=len(note.elsewhere))
        ids = ", ".join(one.id for one in note.elsewhere[:_MOST_ELSEWHERE])
        left = len(note.elsewhere) - _MOST_ELSEWHERE
        more = f" {messages.text('report.more', count=left)}" if left > 0 else ""
        sheet.add(f"{told}: {ids}{more}", indent=2 * _INDENT)


def _edition(edition: Edition) -> str:
    spec = edition.spec if edition.spec != edition.name else ""
    known = [edition.date, edition.name, spec, edition.commit, edition.demands]
    return f"{edition.title} ({', '.join(part for part in known if part)})"


def _row(sheet: Sheet, row: Row, messages: Messages) -> None:
    certainty = f" – {row.certainty}" if row.certainty else ""
    style = "bold red" if row.badge and row.badge.code == Severity.MAJOR else "bold"
    badge = Span(f"{row.badge.word}: ", style) if row.badge else Span("")
    sheet.add((badge, Span(" · ".join(label.word for label in row.labels), "bold"), Span(certainty, "italic")))
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
    if row.reassigned:
        return [(label, _reassigned(row.reassigned, nobody))]
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    names = [piece.text for piece in (row.new or row.old)[0].addressees]
    return [(label, ", ".join(names) or nobody)]


def _reassigned(reassigned: Reassignment, nobody: str) -> str:
    before, after = (", ".join(names) or nobody for names in (reassigned.old, reassigned.new))
    return f"{before} → {after} ({signed(reassigned.left, reassigned.joined)})"


def _where(row: Row, messages: Messages) -> list[tuple[str, str | Words]]:
    if len(row.old) > 1 or len(row.new) > 1:
        return []
    pairs: list[tuple[str, str | Words]] = []
    if row.places:
        pairs.append((messages.text("report.source"), " → ".join(row.places)))
    if len(row.ids) == 1:
        pairs.append((messages.text("report.id"), row.ids[0]))
    return pairs


def _acceptances(sheet: Sheet, acceptances: Acceptances, messages: Messages) -> None:
    if not acceptances:
        return
    sheet.heading(messages.text("comment.accepted"))
    for note in acceptances.notes:
        sheet.add(f"{note.what} – {note.text}")
        sheet.add(note.said, indent=_INDENT)
    if acceptances.unused:
        sheet.add(acceptances.unused_note.replace("`", ""))
        for fingerprint, said in acceptances.unused:
            sheet.add(f"{fingerprint}: {said}", indent=_INDENT)


def _alarms(sheet: Sheet, outline: Outline, messages: Messages) -> None:
    if outline.alarms or outline.reused:
        sheet.heading(messages.text("report.alarms"))
    if outline.reused:
        _reused(sheet, outline.reused, messages)
    for number, alarm in enumerate(outline.alarms):
        if number or outline.reused:
            sheet.add()
        _alarm(sheet, alarm, messages)


def _reused(sheet: Sheet, note: ReusedNote, messages: Messages) -> None:
    """Add the reused ids as a table: where the old demand of each is now, and what it carries."""
    text = messages.text
    sheet.add(note.word, style="bold red")
    sheet.add(note.meaning, indent=_INDENT)
    sheet.add()
    rows = []
    for alarm in note.alarms:
        referring = ", ".join(reference.id for reference in alarm.references)
        below = f"\n({text('report.references')}: {referring})" if referring else ""
        rows.append([alarm.id, alarm.living, f"{beginning(alarm.new.text, _LONGEST_CARRIED)}{below}"])
    sheet.table([text("report.id"), text("report.reused_old"), text("report.reused_new")], rows, texts=3)


def _alarm(sheet: Sheet, alarm: AlarmNote, messages: Messages) -> None:
    sheet.add(f"{alarm.word}: {alarm.id}", style="bold red")
    sheet.add(alarm.meaning, indent=_INDENT)
    _both_sides(sheet, [alarm.old], [alarm.new], messages)
    if alarm.whereabouts:
        sheet.add(alarm.whereabouts, indent=_INDENT)
    if alarm.references:
        ids = ", ".join(reference.id for reference in alarm.references)
        sheet.add(f"{messages.text('report.references')}: {ids}", indent=_INDENT)


def _questions(sheet: Sheet, outline: Outline, messages: Messages) -> None:
    if outline.questions:
        sheet.heading(messages.text("report.questions"))
        sheet.add(outline.questions_note)
    for question in outline.questions:
        sheet.add()
        sheet.add(f"{question.question} ({question.certainty})", style="bold")
        _both_sides(sheet, question.old, question.new, messages)
        if question.until:
            sheet.add(question.until, indent=_INDENT)


def _related(sheet: Sheet, related: Sequence[Pairing], messages: Messages) -> None:
    """Add the pairs as two lines each: both texts stand whole among what was dropped and what is new."""
    if not related:
        return
    sheet.heading(messages.text("report.related"))
    sheet.add(messages.text("report.related_note"))
    sheet.add()
    word = messages.text("report.closeness")
    longest = max(columns(f"{word} {pair.score}") for pair in related)
    pairs: list[tuple[str, Words]] = []
    for pair in related:
        sides = [(f"{word} {pair.score}", one) for one in pair.old] + [("→", one) for one in pair.new]
        for label, wording in sides:
            room = sheet.room - longest - _INDENT - columns(wording.id) - len(" ()")
            shown = beginning(wording.text, max(_LEAST_BEGINNING, room))
            pairs.append((label.rjust(longest), (Span(shown), Span(f" ({wording.id})", "dim"))))
    sheet.labelled(pairs)


def _declarations(sheet: Sheet, notes: Sequence[DeclarationNote], messages: Messages) -> None:
    if not notes:
        return
    sheet.heading(messages.text("report.declarations"))
    sheet.add(messages.text("report.declarations_note"))
    for note in notes:
        sheet.add()
        style = "bold red" if note.badge.code == Severity.MAJOR else "bold"
        about = Span(f" ({note.demand.id})", "dim")
        sheet.add((Span(f"{note.badge.word}: ", style), Span(note.demand.opening), about))
        sheet.add(note.words, style="bold", indent=_INDENT)
        sheet.labelled([(one.id, one.opening) for one in note.named], indent=_INDENT)


def _frame(sheet: Sheet, note: FrameNote, *, indent: int = 0) -> None:
    badge = Span(f"{note.badge.word}: " if note.badge else "", "bold red")
    if note.subject or note.pieces:
        subject = f"{note.word}: {note.subject}" if note.subject else note.word
        sheet.add((badge, Span(subject, "bold")), indent=indent)
        sheet.add(sheet.marked(note.pieces) if note.pieces else note.words, indent=indent + _INDENT)
    else:
        sheet.add((badge, Span(f"{note.word}: ", "bold"), Span(note.words)), indent=indent)
    for one in note.below:
        _frame(sheet, one, indent=indent + _INDENT)
