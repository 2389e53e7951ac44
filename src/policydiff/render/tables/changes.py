"""The sheet of the changes: one row for every entry that changed."""

from collections.abc import Iterator, Mapping, Sequence

from policydiff.core.changes import Reassigned
from policydiff.core.report import Entry, FrameChange, Report
from policydiff.render.facts import Fact, carried_facts, list_facts, question_facts
from policydiff.render.frame import frame_group, list_frame
from policydiff.render.messages import Messages
from policydiff.render.rows import Texts, Wording
from policydiff.render.tables.cells import (
    SIGN_OFF,
    Cell,
    Column,
    Sheet,
    SheetKind,
    lines_of,
    sign_off,
    texts_of,
    wordings_of,
)

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
    **SIGN_OFF,
}


_PRINTED = 9


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


def _change(number: int, entry: Entry, rollups: dict[str, list[str]], texts: Texts) -> tuple[Cell, ...]:
    row = texts.row(entry)
    asked = next((change for change in entry.changes if isinstance(change, Reassigned)), None)
    certainty = texts.messages.text(f"grade.{entry.grade}") if entry.grade else ""
    cells: dict[str, Cell] = {
        "table.number": number,
        "table.group": texts.group_name(entry.group),
        "table.kinds": "; ".join(label.word for label in row.labels),
        "table.severity": row.badge.word if row.badge else "",
        "table.findings": "; ".join(texts.rule(finding.rule) for finding in entry.findings),
        **side_cells("old", row.old),
        **side_cells("new", row.new),
        "table.joined": ", ".join(texts.addressee_names(asked.joined)) if asked else "",
        "table.left": ", ".join(texts.addressee_names(asked.left)) if asked else "",
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
        f"table.{side}_text": wordings_of(demands),
        f"table.{side}_addressees": lines_of(_names(wording) for wording in demands),
        f"table.{side}_id": lines_of(wording.id for wording in demands),
        f"table.{side}_place": lines_of(wording.place for wording in demands),
    }


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
    facts = dict.fromkeys(fact for change in entry.changes for fact in list_facts(change, texts, entry.findings))
    level = texts.messages.text("report.level")
    yield from (fact for fact in facts if (fact.label == level) is of_levels)
    if not of_levels:
        yield from (*question_facts(entry, texts), *carried_facts(entry, texts))


def _names(wording: Wording) -> str:
    return ", ".join(piece.text for piece in wording.addressees)
