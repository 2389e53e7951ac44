"""How demands shifted between the levels of government, as a table."""

from dataclasses import dataclass

from policydiff.core.catalogue import Level
from policydiff.core.report import Report
from policydiff.render.messages import Messages

_NONE = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelRow:
    """A level that demands were taken from, and how many of them went to each level."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelMatrix:
    """From the levels that demands left, line by line, to those that they joined, column by column."""

    columns: tuple[str, ...]
    rows: tuple[LevelRow, ...]


def level_matrix(report: Report, messages: Messages) -> LevelMatrix | None:
    """Return the table of all shifts; None where no demand was reassigned."""
    if not report.shifts:
        return None
    counts = {(one.old, one.new): one.demands for one in report.shifts}
    order: list[Level | None] = [*Level, None]
    lines = [level for level in order if any(old is level for old, _ in counts)]
    columns = [level for level in order if any(new is level for _, new in counts)]
    return LevelMatrix(
        columns=tuple(_name(level, messages) for level in columns),
        rows=tuple(
            LevelRow(
                name=_name(old, messages),
                cells=tuple(messages.number(counts.get((old, new), 0)) for new in columns),
            )
            for old in lines
        ),
    )


def _name(level: Level | None, messages: Messages) -> str:
    return messages.text(f"level.{level}") if level else _NONE
