"""A JSON report → `Report`. Nothing in it is believed that can be found out from the rest of it.

Who opens a pull request from a fork decides what the report of its run says, and the job that comments draws from that
report alone. So every value has its type and its bounds; the books must balance, redlines must add up to their texts,
the kinds of change must be those between the two sides, and fingerprints those of what is shown. With a rule book, all
that can be judged from the texts is judged again.
"""

import json
from typing import NoReturn

from policydiff.core.report import Report
from policydiff.core.rules import RuleBook
from policydiff.errors import PolicydiffError, Problem
from policydiff.sources.archive import LARGEST_REPORT
from policydiff.sources.reports.reader import Reader
from policydiff.sources.reports.values import Fields, InvalidError

MOST_SHOWN = 20

_REMEDY = "give the report.json that `policydiff ci` or `diff --format json` of this version wrote"


class ReportError(PolicydiffError):
    """A JSON report is not what policydiff writes."""


def read_report(content: bytes, name: str, *, rulebook: RuleBook | None = None) -> Report:
    """Return the report that a JSON text holds; `name` is what messages call it.

    With `rulebook`, weights, signals, redlines, roll-ups and severities are found out again by it; without, severities
    are those that the report states. Unchanged demands come back with id and group alone. Raises ReportError with all
    problems, of which at most MOST_SHOWN are told.
    """
    reader = Reader(fields=_parse(content, name), rulebook=rulebook)
    report = reader.read()
    if report is None or reader.problems:
        left = len(reader.problems) - MOST_SHOWN
        told = [Problem(file=name, found=f"{one.path} {one.found}") for one in reader.problems[:MOST_SHOWN]]
        raise ReportError(*told, *([Problem(file=name, found=f"and {left} more problems")] if left > 0 else []))
    return report


def _parse(content: bytes, name: str) -> Fields:
    if len(content) > LARGEST_REPORT:
        raise ReportError(Problem(file=name, found=f"more than {LARGEST_REPORT:,} bytes", remedy=_REMEDY))
    try:
        value = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
        fields = Fields.of(value, "the report")
    except InvalidError as error:
        raise ReportError(Problem(file=name, found=f"{error.path} {error.found}", remedy=_REMEDY)) from None
    except (ValueError, RecursionError) as error:
        raise ReportError(Problem(file=name, found=f"no JSON: {str(error)[:120]}", remedy=_REMEDY)) from None
    version = fields.values.get("schema_version")
    if version != 1 or isinstance(version, bool):
        raise ReportError(Problem(file=name, found="no change report of schema version 1", remedy=_REMEDY))
    if "selection" in fields.values:
        found = "the report shows a part only, so that its books cannot be checked"
        raise ReportError(Problem(file=name, found=found, remedy="write it without --group, --addressee, --kind …"))
    return Fields(values=fields.values)


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
