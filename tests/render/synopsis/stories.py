"""Invented editions that a Synopse puts side by side, and the real catalogue with its invented following ones."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from policydiff.cli.demo import FOLLOWING, LATEST, REAL, build_repository
from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Version, compare
from policydiff.core.report import Report
from policydiff.render.messages import messages
from policydiff.render.synopsis.laying import lay_out
from policydiff.render.synopsis.spans import Span
from policydiff.render.synopsis.values import Cell, Holds, Statement, Synopsis
from policydiff.sources.pairs import compare_versions
from tests.policies import catalogue


def steps(*editions: tuple[Demand, ...], **fields: object) -> tuple[Report, ...]:
    """Return the comparisons of successive editions."""
    versions = [
        Version(catalogue=catalogue(*demands, edition=f"e{number}", **fields))
        for number, demands in enumerate(editions)
    ]
    return tuple(compare(old, new) for old, new in pairwise(versions))


def synopsis(*editions: tuple[Demand, ...], changes_only: bool = False, **fields: object) -> Synopsis:
    """Return the Synopse of successive editions, in German."""
    return lay_out(steps(*editions, **fields), messages("de"), changes_only=changes_only)


def unmarked(statement: Statement) -> str:
    """Return the text of a statement as it stands in its paper."""
    return "".join(span.text for span in statement.text if not span.is_number)


def marked(spans: tuple[Span, ...]) -> str:
    """Return a text with its marks: _removed_, *inserted*, both around what came and goes, moves with their signs."""
    return "".join(f"{one.signs}{_wrapped(one)}" for one in spans)


def _wrapped(span: Span) -> str:
    text = f"*{span.text}*" if span.came else span.text
    return f"_{text}_" if span.goes else text


def shown(cell: Cell) -> str:
    """Return what a cell shows: its marked texts, or the fixed word in its place; rows that it spans before it."""
    texts = [f"{one.number}{marked(one.text)}" for one in cell.statements]
    told = " / ".join(texts) if cell.says == "text" else str(cell.says)
    return f"{cell.rows}× {told}" if cell.rows > 1 else told


def rows(found: Synopsis) -> list[list[str]]:
    """Return what the cells of all demands show, row by row."""
    blocks = [block for block in found.blocks if block.holds is Holds.DEMAND]
    return [[shown(cell) for cell in row] for block in blocks for row in block.rows]


@cache
def example() -> tuple[Report, Report]:
    """Return the comparisons of the three editions of the demo."""
    with TemporaryDirectory() as folder:
        place = build_repository(Path(folder))
        first = compare_versions(place, (REAL, FOLLOWING), whole=True)
        return first, compare_versions(place, (FOLLOWING, LATEST), whole=True)
