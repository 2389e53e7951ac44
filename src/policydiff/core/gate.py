"""What a comparison holds that can stop a merge."""

from collections.abc import Collection, Iterable, Iterator

from policydiff.core.report import Report
from policydiff.core.rules import DECLARATION_CHANGED, OPEN_QUESTION, Severity


def list_reached(report: Report) -> frozenset[str]:
    """Return the kinds, rules and severities that a report holds, but for what a person has let through.

    A severity stands for the lighter ones too: what fails on minor changes fails on a major one.
    """
    return frozenset().union(*(reached for _, reached in _list_changes(report)))


def list_stopping(report: Report, gate: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the demands, and the keys of the frame, whose changes a gate stops; each once."""
    return tuple(dict.fromkeys(name for name, reached in _list_changes(report) if not reached.isdisjoint(gate)))


def _list_changes(report: Report) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every change that nobody has let through: the demand or key it concerns, and all that it reaches."""
    for entry in report.entries:
        if not entry.acceptance:
            found = [(finding.rule, finding.severity) for finding in entry.findings]
            yield entry.main.id, _reached(found) | frozenset(map(str, entry.kinds))
    for alarm in report.alarms:
        if not alarm.acceptance:
            yield alarm.new.id, _reached([(str(alarm.code), alarm.severity)])
    for change in report.frame:
        if not change.acceptance:
            yield change.key or str(change.kind), _reached([(str(change.kind), change.severity)])
    for declaration in report.declarations:
        if not declaration.acceptance:
            yield declaration.demand.id, _reached([(DECLARATION_CHANGED, declaration.severity)])
    for question in report.questions:
        if question.severity and not question.acceptance:
            yield question.new[0].id, _reached([(OPEN_QUESTION, question.severity)])


def _reached(found: Iterable[tuple[str, Severity]]) -> frozenset[str]:
    pairs = list(found)
    heaviest = min((severity.rank for _, severity in pairs), default=len(Severity))
    return frozenset((*(code for code, _ in pairs), *map(str, list(Severity)[heaviest:])))
