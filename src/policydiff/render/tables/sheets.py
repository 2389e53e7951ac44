"""What stands in the tables: sheets of columns and rows, in the words that all formats have."""

from policydiff.core.report import DeclarationChange, Question, Report
from policydiff.core.rules import Severity
from policydiff.render.alarms import name_alarm, tell_living, tell_meaning
from policydiff.render.declarations import list_declarations
from policydiff.render.messages import Messages
from policydiff.render.questions import ask, until
from policydiff.render.rollups import rollup_edit
from policydiff.render.rows import Texts, Wording
from policydiff.render.safety import line
from policydiff.render.summary import balance, headline, selection_sentence
from policydiff.render.tables.cells import (
    SIGN_OFF,
    Cell,
    Sheet,
    SheetKind,
    columns_of,
    lines_of,
    sign_off,
    texts_of,
    wordings_of,
)
from policydiff.render.tables.changes import frame_cells, list_changes

_PAIRING = ("table.old_id", "table.old_text", "table.new_id", "table.new_text")


def list_sheets(report: Report, messages: Messages) -> tuple[Sheet, ...]:
    """Return all sheets of a report; only the changes and the counts are there even when they are empty."""
    texts = texts_of(report, messages)
    draws = (_rollups, _frame, _declarations, _alarms, _questions, _related)
    others = (draw(report, texts) for draw in draws)
    return (list_changes(report, messages), _counts(report, messages), *(sheet for sheet in others if sheet.rows))


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
        columns=columns_of(heads, (34, 34, 12, 12, 12)),
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
        columns=columns_of([text(key) for key in keys], (5, 22, 13, 26, 50, 10, 60)),
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
        *SIGN_OFF,
    )
    rows: list[tuple[Cell, ...]] = []
    for change in report.frame:
        head = {"table.findings": texts.rule(change.kind), "table.severity": texts.badge(change.severity).word}
        cells = head | frame_cells(change, texts) | sign_off(change)
        rows.append(tuple(cells[key] for key in keys))
    return Sheet(
        kind=SheetKind.FRAME,
        name=text("report.frame"),
        columns=columns_of([text(key) for key in keys], (28, 22, 22, 13, 60, 60, *SIGN_OFF.values())),
        rows=tuple(rows),
    )


def _declarations(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = ("report.id", "comment.demand", "table.severity", "report.old", "report.new", *SIGN_OFF)
    return Sheet(
        kind=SheetKind.DECLARATIONS,
        name=text("table.declarations_sheet"),
        columns=columns_of([text(key) for key in keys], (28, 60, 13, 60, 60, *SIGN_OFF.values())),
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
        *SIGN_OFF,
    )
    return Sheet(
        kind=SheetKind.ALARMS,
        name=text("report.alarms"),
        columns=columns_of([text(key) for key in keys], (24, 40, 24, 40, 24, 40, 24, 30, 13, *SIGN_OFF.values())),
        rows=tuple(
            (
                name_alarm(alarm, texts),
                tell_meaning(alarm, texts),
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
    keys = (*_PAIRING, "table.certainty", "table.question", "table.until", "table.severity", *SIGN_OFF)
    rows: list[tuple[Cell, ...]] = []
    for one in report.questions:
        reason = texts.reason(one.reason, one.score)
        weight = texts.badge(one.severity).word if one.severity else ""
        asked = (reason, ask(one, texts.messages), until(one, texts.messages), weight)
        rows.append((*_pairing(one, texts), *asked, *sign_off(one).values()))
    return Sheet(
        kind=SheetKind.QUESTIONS,
        name=text("report.questions"),
        columns=columns_of([text(key) for key in keys], (28, 60, 28, 60, 28, 40, 40, 13, *SIGN_OFF.values())),
        rows=tuple(rows),
    )


def _related(report: Report, texts: Texts) -> Sheet:
    text = texts.messages.text
    keys = (*_PAIRING, "report.closeness")
    return Sheet(
        kind=SheetKind.RELATED,
        name=text("report.related"),
        columns=columns_of([text(key) for key in keys], (28, 60, 28, 60, 12)),
        rows=tuple((*_pairing(pair, texts), texts.messages.score(pair.score)) for pair in report.related),
        above=(text("report.related"), text("report.related_note")),
    )


def _pairing(pair: Question, texts: Texts) -> tuple[Cell, ...]:
    """Return ids and texts of both sides of a pair, in the columns of _PAIRING."""
    old = [texts.plain(demand, is_old=True) for demand in pair.old]
    new = [texts.plain(demand, is_old=False) for demand in pair.new]
    ids, new_ids = (lines_of(wording.id for wording in side) for side in (old, new))
    return ids, wordings_of(old), new_ids, wordings_of(new)


def _demand(wording: Wording) -> tuple[str, str]:
    return wording.id, wording.text
