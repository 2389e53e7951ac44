"""What a comparison holds that can stop a merge."""

from policydiff.core.report import Report
from policydiff.core.rules import DECLARATION_CHANGED, OPEN_QUESTION, Severity


def list_reached(report: Report) -> frozenset[str]:
    """Return the kinds, rules and severities that a report holds, but for what a person has let through.

    A severity stands for the lighter ones too: what fails on minor changes fails on a major one.
    """
    entries = [entry for entry in report.entries if not entry.acceptance]
    found = [(finding.rule, finding.severity) for entry in entries for finding in entry.findings]
    found += [(str(alarm.code), alarm.severity) for alarm in report.alarms if not alarm.acceptance]
    found += [(str(change.kind), change.severity) for change in report.frame if not change.acceptance]
    found += [(DECLARATION_CHANGED, change.severity) for change in report.declarations if not change.acceptance]
    questions = [question for question in report.questions if not question.acceptance]
    found += [(OPEN_QUESTION, question.severity) for question in questions if question.severity]
    order = list(Severity)
    heaviest = min((order.index(severity) for _, severity in found), default=len(order))
    kinds = (str(kind) for entry in entries for kind in entry.kinds)
    return frozenset((*kinds, *(code for code, _ in found), *map(str, order[heaviest:])))
