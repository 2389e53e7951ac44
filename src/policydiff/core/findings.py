"""Which rules a change meets: from changes to findings, the heaviest first."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Dropped,
    FieldChange,
    Moved,
    Parted,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
)
from policydiff.core.rules import Finding, RuleBook

_FIELD_RULES = {"status": "status-changed", "positions": "position-changed"}


def list_findings(changes: Sequence[Change], rulebook: RuleBook) -> tuple[Finding, ...]:
    """Return the rules that changes meet, each once, the heaviest first."""
    codes = dict.fromkeys(code for change in changes for code in list_codes(change))
    return tuple(sorted(map(rulebook.find, codes), key=lambda finding: finding.rank))


def list_codes(change: Change) -> Iterable[str]:
    """Return the codes of the rules that one change meets; there is always one."""
    match change:
        case Dropped() | Added() | Moved() | Renamed():
            return [f"demand-{change.kind}"]
        case Reinstated(signals=signals, reassigned=reassigned):
            asked = list_codes(reassigned) if reassigned else ()
            return [f"demand-{change.kind}", *_lost(change), *(signal.rule for signal in signals), *asked]
        case Parted():
            return [f"demand-{change.kind}", *(_substantive(change) if change.is_substantive else [])]
        case Reassigned(joined=joined, left=left):
            return [*(["addressee-left"] if left else []), *(["addressee-joined"] if joined else [])]
        case Reworded():
            return _substantive(change) if change.is_substantive else ["wording-editorial"]
        case Annotated(fields=fields):
            return map(_field_code, fields)
        case _ as unreachable:
            assert_never(unreachable)


def _substantive(change: Parted | Reworded) -> list[str]:
    return [*_lost(change), *([signal.rule for signal in change.signals] or ["wording-substantive"])]


def _lost(change: Parted | Reworded | Reinstated) -> list[str]:
    return ["part-dropped"] if change.lost else []


def _field_code(change: FieldChange) -> str:
    return _FIELD_RULES.get(change.field.partition(".")[0], "demand-annotated")
