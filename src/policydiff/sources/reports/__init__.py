"""A JSON report → `Report`. Nothing in it is believed that can be found out from the rest of it.

Who opens a pull request from a fork decides what the report of its run says, and the job that comments draws from that
report alone. So every value has its type and its bounds; the books must balance, redlines must add up to their texts,
the kinds of change must be those between the two sides, and fingerprints those of what is shown. With a rule book, all
that can be judged from the texts is judged again.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

from policydiff.core.report import Report
from policydiff.core.rules import RuleBook
from policydiff.errors import PolicydiffError, Problem
from policydiff.sources.archive import LARGEST_REPORT
from policydiff.sources.reports.reader import Reader
from policydiff.sources.reports.values import Fields, InvalidError

MOST_SHOWN = 20
# A report as large as may be has one value every eight bytes and more; each costs some fifty bytes once it is read.
MOST_VALUES = 6_000_000

_SURROGATE = re.compile(rb"\\u[Dd][89A-Fa-f]")
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
    if sum(map(content.count, (b"[", b"{", b","))) > MOST_VALUES:
        raise ReportError(Problem(file=name, found=f"more than {MOST_VALUES:,} values", remedy=_REMEDY))
    try:
        value = _load(content)
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


def _load(content: bytes) -> Any:
    """Return the value of a JSON text; raises ValueError for what readers of JSON understand in different ways."""
    text = content.decode("utf-8")
    value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    if _SURROGATE.search(content):
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a sign cannot be written
    return value


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; the same key twice is refused, since nobody knows which of the two counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        key, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"the key {key[:40]!a} is given twice")
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
