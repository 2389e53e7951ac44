"""A JSON text that nobody vouches for → the fields of one object, and the error that names all that does not fit."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

from policydiff.errors import PolicydiffError, Problem
from policydiff.sources.archive import LARGEST_REPORT
from policydiff.sources.reports.values import Fields, InvalidError

MOST_SHOWN = 20
# A report as large as may be has one value every eight bytes and more; each costs some fifty bytes once it is read.
MOST_VALUES = 6_000_000

_SURROGATE = re.compile(rb"\\u[Dd][89A-Fa-f]")


class ReportError(PolicydiffError):
    """A JSON report is not what policydiff writes."""


def parse(content: bytes, name: str, *, remedy: str, takes_halves: bool = False) -> Fields:
    """Return the fields of a JSON text of schema version 1; `remedy` says who writes such a text.

    `takes_halves` lets half a sign pass, which stands for a byte of a file name that is no UTF-8. Raises ReportError
    for what is no JSON, or is read in different ways by different readers, or too large.
    """
    if len(content) > LARGEST_REPORT:
        raise ReportError(Problem(file=name, found=f"more than {LARGEST_REPORT:,} bytes", remedy=remedy))
    if sum(map(content.count, (b"[", b"{", b","))) > MOST_VALUES:
        raise ReportError(Problem(file=name, found=f"more than {MOST_VALUES:,} values", remedy=remedy))
    try:
        fields = Fields.of(_load(content, takes_halves=takes_halves), "the report")
    except InvalidError as error:
        raise ReportError(Problem(file=name, found=f"{error.path} {error.found}", remedy=remedy)) from None
    except (ValueError, RecursionError) as error:
        raise ReportError(Problem(file=name, found=f"no JSON: {str(error)[:120]}", remedy=remedy)) from None
    version = fields.values.get("schema_version")
    if version != 1 or isinstance(version, bool):
        raise ReportError(Problem(file=name, found="no report of schema version 1", remedy=remedy))
    return Fields(values=fields.values)


def refuse(problems: Sequence[InvalidError], name: str) -> ReportError:
    """Return the error that tells all problems of a report, of which at most MOST_SHOWN are named."""
    left = len(problems) - MOST_SHOWN
    told = [Problem(file=name, found=f"{one.path} {one.found}") for one in problems[:MOST_SHOWN]]
    return ReportError(*told, *([Problem(file=name, found=f"and {left} more problems")] if left > 0 else []))


def _load(content: bytes, *, takes_halves: bool) -> Any:
    """Return the value of a JSON text; raises ValueError for what readers of JSON understand in different ways."""
    text = content.decode("utf-8")
    value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    if not takes_halves and _SURROGATE.search(content):
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
