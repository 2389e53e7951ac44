"""A JSON report → `Report`. Nothing in it is believed that can be found out from the rest of it.

Who opens a pull request from a fork decides what the report of its run says, and the job that comments draws from that
report alone. So every value has its type and its bounds; the books must balance, redlines must add up to their texts,
the kinds of change must be those between the two sides, and fingerprints those of what is shown. With a rule book, all
that can be judged from the texts is judged again. `inspections` does the same for what `policydiff check` found, and
`failures` for why there is no report.
"""

from policydiff.core.report import Report
from policydiff.core.rules import RuleBook
from policydiff.errors import Problem
from policydiff.sources.reports.failures import read_failure
from policydiff.sources.reports.inspections import read_inspection
from policydiff.sources.reports.parsing import ReportError, parse, refuse
from policydiff.sources.reports.reader import Reader

__all__ = ["ReportError", "read_failure", "read_inspection", "read_report"]

_REMEDY = "give the report.json that `policydiff ci` or `diff --format json` of this version wrote"


def read_report(content: bytes, name: str, *, rulebook: RuleBook | None = None) -> Report:
    """Return the report that a JSON text holds; `name` is what messages call it.

    With `rulebook`, weights, signals, redlines, roll-ups and severities are found out again by it; without, severities
    are those that the report states. Unchanged demands come back with id and group alone. Raises ReportError with all
    problems, of which only the first are told.
    """
    fields = parse(content, name, remedy=_REMEDY)
    if "selection" in fields.values:
        found = "the report shows a part only, so that its books cannot be checked"
        raise ReportError(Problem(file=name, found=found, remedy="write it without --group, --addressee, --kind …"))
    reader = Reader(fields=fields, rulebook=rulebook)
    report = reader.read()
    if report is None or reader.problems:
        raise refuse(reader.problems, name)
    return report
