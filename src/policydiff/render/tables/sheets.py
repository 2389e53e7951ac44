"""What stands in the tables: sheets of columns and rows, in the words that all formats have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from policydiff.core.changes import Reassigned
from policydiff.core.report import DeclarationChange, Entry, FrameChange, Question, Report, Told
from policydiff.core.rules import Severity
from policydiff.render.alarms import tell_living
from policydiff.render.anchors import Anchors
from policydiff.render.declarations import list_declarations
from policydiff.render.facts import Fact, carried_facts, list_facts, question_facts
from policydiff.render.frame import frame_group, list_frame
from policydiff.render.messages import Messages
from policydiff.render.pieces import KEPT, NUMBER, Piece
from policydiff.render.questions import ask, until
from policydiff.render.rollups import rollup_edit
from policydiff.render.rows import Texts, Wording
from policydiff.render.safety import line
from policydiff.render.summary import balance, headline, selection_sentence

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
_SIGN_OFF = {"table.acceptance": 24, "table.fingerprint": 16}
# The columns of the changes: the head's key and the width; on A4 across there is room for the first nine.
_CHANGES = {
    "table.number": 5,
    "table.group": 18,
    "table.kinds": 22,
    "table.severity": 13,
    "table.findings": 24,
    "table.old_text": 48,
    "table.new_text": 48,
    "table.old_addressees": 16,
    "table.new_addressees": 16,
    "table.joined": 16,
    "table.left": 16,
    "table.levels": 24,
    "table.facts": 40,
    "table.old_id": 28,
    "table.new_id": 28,
    "table.old_place": 14,
    "table.new_place": 14,
    "table.certainty": 24,
    "table.rollups": 10,
    **_SIGN_OFF,
}
_PRINTED = 9
_PAIRING = ("table.old_id", "table.old_text", "table.new_id", "table.new_text")


def list_sheets(report: Report, messages: Messages) -> tuple[Sheet, ...]:
    """Return all sheets of a report; only the changes and the counts are there even when they are empty."""
    texts = texts_of(report, messages)
    draws = (_rollups, _frame, _declarations, _alarms, _questions, _related)
    others = (draw(report, texts) for draw in draws)
    return (list_changes(report, messages), _counts(report, messages), *(sheet for sheet in others if sheet.rows))


def list_changes(report: Report, messages: Messages) -> Sheet:
    """Return the sheet with one row for every changed entry, in the order of the report."""
    texts = texts_of(report, messages)
    changed = [entry for entry in report.entries if entry.changes]
    rollups: dict[str, list[str]] = {}
    for number, rollup in enumerate(report.rollups, start=1):
        for id in rollup.demands:
            rollups.setdefault(id, []).append(str(number))
    columns = (
        Column(head=messages.text(key), width=width, is_printed=place < _PRINTED)
        for place, (key, width) in enumerate(_CHANGES.items())
    )
    return Sheet(
        kind=SheetKind.CHANGES,
        name=messages.text("table.changes_sheet"),
        columns=tuple(columns),
        rows=tuple(_change(number, entry, rollups, texts) for number, entry in enumerate(changed, start=1)),
    )


def cell_text(cell: Cell) -> str:
    """Return what a cell says without its marks."""
    if isinstance(cell, tuple):
        return "".join(piece.text for piece in cell)
    return "" if cell is None else str(cell)


def texts_of(report: Report, messages: Messages) -> Texts:
    """Return what turns the parts of a report into words."""
    return Texts(report=report, messages=messages, anchors=Anchors.of(report))


def _change(number: int, entry: Entry, rollups: dict[str, list[str]], texts: Texts) -> tuple[Cell, ...]:
    row = texts.row(entry)
    shown = row.reassigned
    certainty = texts.messages.text(f"grade.{entry.grade}") if entry.grade else ""
    cells: dict[str, Cell] = {
        "table.number": number,
        "table.group": texts.group_name(entry.group),
        "table.kinds": "; ".join(label.word for label in row.labels),
        "table.severity": row.badge.word if row.badge else "",
        "table.findings": "; ".join(texts.rule(finding.rule) for finding in entry.findings),
        **side_cells("old", row.old),
        **side_cells("new", row.new),
        "table.joined": ", ".join(shown.joined) if shown else "",
        "table.left": ", ".join(shown.left) if shown else "",
        "table.levels": lines_of(fact.text for fact in _facts(entry, texts, of_levels=True)),
        "table.facts": lines_of(f"{fact.label}: {fact.text}" for fact in _facts(entry, texts, of_levels=False)),
        "table.certainty": row.certainty or certainty,
        "table.rollups": "; ".join(dict.fromkeys(id for demand in entry.new for id in rollups.get(demand.id, ()))),
        **sign_off(entry),
    }
    return tuple(cells[key] for key in _CHANGES)


def loose_row(cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """Return a row in the columns of the changes, empty where a cell is not given; the keys are those of the heads."""
    return tuple(cells.get(key, "") for key in _CHANGES)


def side_cells(side: str, demands: Sequence[Wording]) -> dict[str, Cell]:
    """Return what the columns of one side, `old` or `new`, say of its demands, one a line."""
    return {
        f"table.{side}_text": _wordings(demands),
        f"table.{side}_addressees": lines_of(_names(wording) for wording in demands),
        f"table.{side}_id": lines_of(wording.id for wording in demands),
        f"table.{side}_place": lines_of(wording.place for wording in demands),
    }


def sign_off(one: Told) -> dict[str, Cell]:
    """Return whether something was let through, by whom and why, and by what it is known."""
    acceptance = one.acceptance
    said = f"{line(acceptance.reason)} ({line(acceptance.by)})" if acceptance else ""
    return {"table.acceptance": said, "table.fingerprint": one.fingerprint}


def frame_cells(change: FrameChange, texts: Texts) -> dict[str, Cell]:
    """Return what a change of the frame says: the working group or else the addressee, the words of both sides."""
    [note] = list_frame([change], texts)
    group = frame_group(change, texts)
    return {
        "table.group": group,
        "table.old_text": note.old,
        "table.new_text": note.new,
        "table.facts": "" if group else note.subject,
    }


def _facts(entry: Entry, texts: Texts, *, of_levels: bool) -> Iterator[Fact]:
    """Return what an entry tells beside its texts, each once: what is split and merged has the same signals."""
    changes = (change for change in entry.changes if isinstance(change, Reassigned) is of_levels)
    yield from dict.fromkeys(fact for change in changes for fact in list_facts(change, texts))
    if not of_levels:
        yield from (*question_facts(entry, texts), *carried_facts(entry, texts))


def _wordings(wordings: Sequence[Wording]) -> tuple[Piece, ...]:
    """Return the texts of one side, one a line."""
    found: list[Piece] = []
    for wording in wordings:
        found += [Piece(KEPT, "\n")] if found else []
        found += [piece for piece in wording.pieces if piece.mark != NUMBER]
    return tuple(found)


def _names(wording: Wording) -> str:
    return ", ".join(piece.text for piece in wording.addressees)


def lines_of(parts: Iterable[str]) -> str:
    """Return one part a line, a dash for an empty one: lines stay beside each other. Nothing if all are empty."""
    told = list(parts)
    return "\n".join(part or "–" for part in told) if any(told) else ""


def _counts(report: Report, messages: Messages) -> Sheet:
    text = messages.text
    sums = balance(report, messages)
    rows: list[tuple[Cell, ...]] = [(text("report.balance"), row.word, row.old, row.new, None) for row in sums.rows]
    rows.append((text("report.balance"), text("report.total"), sums.old, sums.new, None))
    rows += ((text("report.kinds"), text(f"kind.{kind}"), None, None, count) for kind, count in report.kinds.items())
    rows += (
        (text("report.severity"), text(f"severity.{severity}"), None, None, report.severities.get(severity, 0))
        for severity in Severity
    )
    for shift in report.shifts:
        old, new = (text(f"level.{level}") if level else "–" for level in (shift.old, shift.new))
        rows.append((text("report.levels"), f"{old} → {new}", None, None, shift.demands))
    heads = (text("table.counted"), text("table.name"), text("report.old"), text("report.new"), text("report.count"))
    above = (
        text("report.title"),
        *(_edition(text(f"report.{side}_edition"), one.title, one.date, messages)
          for side, one in (("old", report.old), ("new", report.new))),
        headline(report, messages),
        selection_sentence(report, messages),
    )  # fmt: skip
    return Sheet(
        kind=SheetKind.COUNTS,
        name=text("table.counts_sheet"),
        columns=_columns(heads, (34, 34, 12, 12, 12)),
        rows=tuple(rows),
        above=tuple(one for one in above if one),
    )


def _edition(word: str, title: str, date: str | None, messages: Messages) -> str:
    told = f"{word}: {line(title)}"
    return f"{told} ({line(messages.date(date))})" if date else told


def _rollups(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (
        "table.number",
        "table.kinds",
        "table.severity",
        "table.findings",
        "table.edit",
        "report.count",
        "table.ids",
    )
    return Sheet(
        kind=SheetKind.ROLLUPS,
        name=text("report.rollups"),
        columns=_columns([text(key) for key in keys], (5, 22, 13, 26, 50, 10, 60)),
        rows=tuple(
            (
                number,
                text(f"kind.{rollup.kind}"),
                texts.badge(rollup.severity).word,
                "; ".join(texts.rule(finding.rule) for finding in rollup.findings),
                rollup_edit(rollup, texts),
                len(rollup.demands),
                "; ".join(line(id) for id in rollup.demands),
            )
            for number, rollup in enumerate(report.rollups, start=1)
        ),
    )


def _frame(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (
        "table.findings",
        "table.group",
        "table.facts",
        "table.severity",
        "table.old_text",
        "table.new_text",
        *_SIGN_OFF,
    )
    rows: list[tuple[Cell, ...]] = []
    for change in report.frame:
        head = {"table.findings": texts.rule(change.kind), "table.severity": texts.badge(change.severity).word}
        cells = head | frame_cells(change, texts) | sign_off(change)
        rows.append(tuple(cells[key] for key in keys))
    return Sheet(
        kind=SheetKind.FRAME,
        name=text("report.frame"),
        columns=_columns([text(key) for key in keys], (28, 22, 22, 13, 60, 60, *_SIGN_OFF.values())),
        rows=tuple(rows),
    )


def _declarations(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = ("report.id", "comment.demand", "table.severity", "report.old", "report.new", *_SIGN_OFF)
    return Sheet(
        kind=SheetKind.DECLARATIONS,
        name=text("table.declarations_sheet"),
        columns=_columns([text(key) for key in keys], (28, 60, 13, 60, 60, *_SIGN_OFF.values())),
        rows=tuple(_declaration(change, texts) for change in report.declarations),
        above=(text("report.declarations"), text("report.declarations_note")),
    )


def _declaration(change: DeclarationChange, texts: Texts) -> tuple[Cell, ...]:
    """Return a row: what each side declares, and below it the texts of the demands that are known, one a line."""
    [note] = list_declarations([change], texts)
    told = [
        lines_of([words, *(f"{line(one.id)}: {line(one.text)}" for one in change.named if one.id in (ids or ()))])
        for words, ids in ((note.old, change.old), (note.new, change.new))
    ]
    whole = texts.plain(change.demand, is_old=False)
    return whole.id, whole.text, note.badge.word, *told, *sign_off(change).values()


def _alarms(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (
        "table.findings",
        "table.meaning",
        "table.old_id",
        "table.old_text",
        "table.new_id",
        "table.new_text",
        "report.reused_old",
        "table.references",
        "table.severity",
        *_SIGN_OFF,
    )
    return Sheet(
        kind=SheetKind.ALARMS,
        name=text("report.alarms"),
        columns=_columns([text(key) for key in keys], (24, 40, 24, 40, 24, 40, 24, 30, 13, *_SIGN_OFF.values())),
        rows=tuple(
            (
                texts.rule(alarm.code),
                text(f"rule.{alarm.code}.meaning"),
                *_demand(texts.plain(alarm.old, is_old=True)),
                *_demand(texts.plain(alarm.new, is_old=False)),
                tell_living(alarm, texts),
                "; ".join(line(id) for id in alarm.references),
                texts.badge(alarm.severity).word,
                *sign_off(alarm).values(),
            )
            for alarm in report.alarms
        ),
    )


def _questions(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (*_PAIRING, "table.certainty", "table.question", "table.until", "table.severity", *_SIGN_OFF)
    rows: list[tuple[Cell, ...]] = []
    for one in report.questions:
        reason = texts.reason(one.reason, one.score)
        weight = texts.badge(one.severity).word if one.severity else ""
        asked = (reason, ask(one, texts.messages), until(one, texts.messages), weight)
        rows.append((*_pairing(one, texts), *asked, *sign_off(one).values()))
    return Sheet(
        kind=SheetKind.QUESTIONS,
        name=text("report.questions"),
        columns=_columns([text(key) for key in keys], (28, 60, 28, 60, 28, 40, 40, 13, *_SIGN_OFF.values())),
        rows=tuple(rows),
    )


def _related(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (*_PAIRING, "report.closeness")
    return Sheet(
        kind=SheetKind.RELATED,
        name=text("report.related"),
        columns=_columns([text(key) for key in keys], (28, 60, 28, 60, 12)),
        rows=tuple((*_pairing(pair, texts), texts.messages.score(pair.score)) for pair in report.related),
        above=(text("report.related"), text("report.related_note")),
    )


def _pairing(pair: Question, texts: Texts) -> tuple[Cell, ...]:
    """Return ids and texts of both sides of a pair, in the columns of _PAIRING."""
    old = [texts.plain(demand, is_old=True) for demand in pair.old]
    new = [texts.plain(demand, is_old=False) for demand in pair.new]
    ids, new_ids = (lines_of(wording.id for wording in side) for side in (old, new))
    return ids, _wordings(old), new_ids, _wordings(new)


def _demand(wording: Wording) -> tuple[str, str]:
    return wording.id, wording.text


def _columns(heads: Sequence[str], widths: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(head=head, width=width) for head, width in zip(heads, widths, strict=True))
