"""What stands in the tables of an export: columns with their types, keys and what they refer to.

The types are those of Frictionless Table Schema; what columns mean stands in `words/`, in German and English.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from policydiff.core.catalogue import Level, Status
from policydiff.core.changes import Kind
from policydiff.core.lineage import LinkKind
from policydiff.core.matching import Grade, Reason
from policydiff.core.wording import Weight

Value: TypeAlias = str | int | float | bool | None


class Type(StrEnum):
    """The type of a column, as Frictionless calls it."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its name and type, whether it is always filled, and the words that it may hold, if they are few."""

    name: str
    type: Type = Type.TEXT
    required: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Columns that name a row of another table by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table: its name, columns, the columns that name a row, and what it refers to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A table with its rows, each with one value for every column."""

    table: Table
    rows: Sequence[tuple[Value, ...]]


def _text(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name=name, required=required) for name in names)


def _whole(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name=name, type=Type.WHOLE, required=required) for name in names)


def _one_of(name: str, words: type[StrEnum], *, required: bool = False) -> Column:
    return Column(name=name, required=required, words=tuple(str(word) for word in words))


_EDITION = Reference(columns=("edition",), table="editions", key=("edition",))
_GROUP = Reference(columns=("edition", "working_group"), table="working_groups", key=("edition", "working_group"))
_DEMAND = Reference(columns=("edition", "id"), table="demands", key=("edition", "id"))
_ADDRESSEE = Reference(columns=("edition", "addressee"), table="addressees", key=("edition", "addressee"))
_OLD = Reference(columns=("old_edition", "old_id"), table="demands", key=("edition", "id"))
_NEW = Reference(columns=("new_edition", "new_id"), table="demands", key=("edition", "id"))
# The rule that words meet which asked for something of their own and went.
PART_DROPPED = "part-dropped"
_ENDS = ("old_edition", "old_id", "new_edition", "new_id")

TABLES: tuple[Table, ...] = (
    Table(
        name="editions",
        columns=(
            *_text("edition", required=True),
            *_whole("number", required=True),
            *_text("title", required=True),
            *_text("date"),
            Column(name="date_from", type=Type.DAY),
            Column(name="date_to", type=Type.DAY),
            *_text("language", "paper", "commit"),
            *_whole("demands", required=True),
            *_text("preamble", "closing"),
        ),
        key=("edition",),
    ),
    Table(
        name="working_groups",
        columns=(
            *_text("edition", "working_group", "thread", required=True),
            *_whole("number", required=True),
            *_text("name", required=True),
            *_text("title", "preamble"),
        ),
        key=("edition", "working_group"),
        references=(_EDITION,),
    ),
    Table(
        name="addressees",
        columns=(
            *_text("edition", "addressee", required=True),
            *_whole("number", required=True),
            *_text("name", required=True),
            _one_of("level", Level, required=True),
        ),
        key=("edition", "addressee"),
        references=(_EDITION,),
    ),
    Table(
        name="demands",
        columns=(
            *_text("edition", "id", "thread", "working_group", required=True),
            *_whole("position", "page", "line"),
            *_text("printed_number", "title"),
            *_text("text", required=True),
            _one_of("status", Status),
            *_text("note", "meta"),
        ),
        key=("edition", "id"),
        references=(_EDITION, _GROUP),
    ),
    Table(
        name="demand_addressees",
        columns=_text("edition", "id", "addressee", required=True),
        key=("edition", "id", "addressee"),
        references=(_DEMAND, _ADDRESSEE),
    ),
    Table(
        name="demand_tags",
        columns=_text("edition", "id", "tag", required=True),
        key=("edition", "id", "tag"),
        references=(_DEMAND,),
    ),
    Table(
        name="demand_positions",
        columns=_text("edition", "id", "party", "text", required=True),
        key=("edition", "id", "party"),
        references=(_DEMAND,),
    ),
    Table(
        name="links",
        columns=(
            *_text(*_ENDS, required=True),
            _one_of("kind", LinkKind, required=True),
            _one_of("grade", Grade, required=True),
            _one_of("reason", Reason, required=True),
            Column(name="score", type=Type.NUMBER, required=True),
            Column(name="continued", type=Type.YES_NO, required=True),
            *_whole("gap", required=True),
        ),
        key=_ENDS,
        references=(_OLD, _NEW),
    ),
    Table(
        name="changes",
        columns=(
            *_whole("number", required=True),
            *_text(*_ENDS),
            _one_of("kind", Kind, required=True),
            _one_of("weight", Weight),
            *_text("signals", "joined", "left", "old_value", "new_value"),
        ),
        key=("number",),
        references=(_OLD, _NEW),
    ),
    Table(
        name="clauses",
        columns=(
            *_whole("number", required=True),
            *_text(*_ENDS),
            Column(name="kind", required=True, words=(str(Kind.DROPPED), str(Kind.ADDED))),
            *_text("text", required=True),
            Column(name="rule", words=(PART_DROPPED,)),
        ),
        key=("number",),
        references=(_OLD, _NEW),
    ),
)
