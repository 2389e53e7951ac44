"""What an import did, for the terminal: the counts, then everything that is not certain, then the notes."""

from collections.abc import Iterable, Sequence

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.matching import Grade
from policydiff.core.report import Entry, Origin, Question, Report
from policydiff.render.inputs import ImportNote
from policydiff.render.inventory import inventory
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.safety import line
from policydiff.render.terminal_sheet import Sheet

# Long enough to recognise a demand, short enough that both sides stand in one row at 80 columns.
_BEGINNING = 60


def render_import(
    report: Report | None,
    catalogue: Catalogue,
    notes: Sequence[ImportNote],
    messages: Messages,
    *,
    width: int,
    colour: bool,
) -> str:
    """Return what an import did as lines of text no longer than `width`; `report` is None for a first paper."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(messages.text("import.title", title=line(catalogue.title)), style="bold")
    sheet.add()
    if report is None:
        _first(sheet, catalogue, messages)
    else:
        _following(sheet, report, messages)
    if notes:
        sheet.heading(messages.text("import.notes"))
        for note in notes:
            sheet.add(messages.text("import.note", line=str(note.line), text=_sentence(note, messages)))
    return sheet.text()


def _first(sheet: Sheet, catalogue: Catalogue, messages: Messages) -> None:
    told = inventory(catalogue, messages)
    sheet.table(
        [messages.text("import.group"), messages.text("report.total")],
        [[chapter.name, messages.number(len(chapter.items))] for chapter in told.chapters],
        sums=["", messages.number(len(catalogue.demands))],
    )
    sheet.add()
    sheet.table(
        [messages.text("import.addressees"), messages.text("report.total")],
        [[row.name, row.sum] for row in told.matrix],
    )


def _following(sheet: Sheet, report: Report, messages: Messages) -> None:
    matched = [entry for entry in report.entries if entry.old and entry.new]
    certain = [entry for entry in matched if entry.grade is Grade.CERTAIN]
    probable = [entry for entry in matched if entry.grade is not Grade.CERTAIN]
    new = [entry for entry in report.entries if entry.origin is Origin.ADDED]
    back = [entry for entry in report.entries if entry.origin is Origin.REINSTATED]
    dropped = [entry for entry in report.entries if not entry.new]
    counts = {
        "import.certain": len(certain) + len(report.untouched),
        "import.probable": len(probable),
        "import.open": len(report.questions),
        "import.new": len(new),
        **({"import.reinstated": len(back)} if back else {}),
        "import.dropped": len(dropped),
    }
    sheet.table(
        [messages.text("import.result"), messages.text("report.count")],
        [[messages.text(key), messages.number(count)] for key, count in counts.items()],
    )
    rows = [
        *(_row("import.probable", entry, entry.score, messages) for entry in probable),
        *(_row("import.open", question, question.score, messages) for question in report.questions),
        *(_row("import.new", entry, None, messages) for entry in new),
        *(_row("import.reinstated", entry, entry.score, messages) for entry in back),
        *(_row("import.dropped", entry, None, messages) for entry in dropped),
    ]
    if rows:
        head = ("import.result", "import.old_text", "import.new_text", "import.score")
        sheet.add()
        sheet.table([messages.text(key) for key in head], rows, texts=3)


def _row(key: str, pair: Entry | Question, score: float | None, messages: Messages) -> list[str]:
    told = messages.score(score) if score is not None else ""
    return [messages.text(key), _beginnings(pair.old), _beginnings(pair.new), told]


def _beginnings(demands: Iterable[Demand]) -> str:
    return " / ".join(beginning(line(demand.text), _BEGINNING) for demand in demands)


def _sentence(note: ImportNote, messages: Messages) -> str:
    key = f"notes.{note.code}"
    sentence = messages.text(key) if key in messages.patterns else note.code
    return (
        messages.text("import.note_with", sentence=sentence, text=messages.quote(line(note.text)))
        if note.text
        else sentence
    )
