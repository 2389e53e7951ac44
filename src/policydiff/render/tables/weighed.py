"""All that weighs something in one table: the changes, and below them what else a person may have to let through."""

from collections.abc import Iterator
from dataclasses import replace

from policydiff.core.report import Alarm, DeclarationChange, Question, Report
from policydiff.core.rules import DECLARATION_CHANGED, OPEN_QUESTION, Severity
from policydiff.render.alarms import tell_whereabouts
from policydiff.render.declarations import list_declarations
from policydiff.render.messages import Messages
from policydiff.render.questions import ask, until
from policydiff.render.rows import Texts
from policydiff.render.safety import line
from policydiff.render.tables.cells import Cell, Sheet, lines_of, sign_off, texts_of
from policydiff.render.tables.changes import frame_cells, list_changes, loose_row, side_cells


def list_weighed(report: Report, messages: Messages) -> Sheet:
    """Return the sheet of the changes with alarms, open questions, frame and declarations as rows without a number.

    Numbered rows hold each demand once; the others tell of demands that stand there too, or of none. Their kind is the
    rule that they meet. Pairs that share a topic weigh nothing and have no row.
    """
    texts = texts_of(report, messages)
    sheet = list_changes(report, messages)
    return replace(sheet, rows=(*sheet.rows, *map(loose_row, _loose(report, texts))))


def _loose(report: Report, texts: Texts) -> Iterator[dict[str, Cell]]:
    for alarm in report.alarms:
        yield _rule(alarm.code, alarm.severity, texts) | _alarm(alarm, texts) | sign_off(alarm)
    for question in report.questions:
        yield _rule(OPEN_QUESTION, question.severity, texts) | _question(question, texts) | sign_off(question)
    for change in report.frame:
        yield _rule(change.kind, change.severity, texts) | frame_cells(change, texts) | sign_off(change)
    for declared in report.declarations:
        head = _rule(DECLARATION_CHANGED, declared.severity, texts)
        yield head | _declaration(declared, texts) | sign_off(declared)


def _rule(code: str, severity: Severity | None, texts: Texts) -> dict[str, Cell]:
    weight = texts.badge(severity).word if severity else ""
    return {"table.kinds": texts.rule(code), "table.severity": weight, "table.findings": texts.rule(code)}


def _alarm(alarm: Alarm, texts: Texts) -> dict[str, Cell]:
    ids = ", ".join(line(id) for id in alarm.references)
    referring = f"{texts.messages.text('report.references')}: {ids}" if ids else ""
    return {
        "table.group": texts.group_name(alarm.new.group),
        **side_cells("old", [texts.plain(alarm.old, is_old=True)]),
        **side_cells("new", [texts.plain(alarm.new, is_old=False)]),
        "table.facts": lines_of(filter(None, [tell_whereabouts(alarm, texts), referring])),
    }


def _question(question: Question, texts: Texts) -> dict[str, Cell]:
    return {
        "table.group": texts.group_name(question.new[0].group),
        **side_cells("old", [texts.plain(one, is_old=True) for one in question.old]),
        **side_cells("new", [texts.plain(one, is_old=False) for one in question.new]),
        "table.facts": lines_of([ask(question, texts.messages), until(question, texts.messages)]),
        "table.certainty": texts.reason(question.reason, question.score),
    }


def _declaration(change: DeclarationChange, texts: Texts) -> dict[str, Cell]:
    [note] = list_declarations([change], texts)
    named = [f"{one.id}: {one.opening}" for one in note.named]
    return {
        "table.group": texts.group_name(change.demand.group),
        **side_cells("new", [texts.plain(change.demand, is_old=False)]),
        "table.facts": lines_of([note.words, *named]),
    }
