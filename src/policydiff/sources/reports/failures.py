"""The JSON that `policydiff ci` leaves instead of a report → `Failure`. As with a report, nobody vouches for it."""

from policydiff.core.failure import MOST_PROBLEMS, Failure, FailureReason
from policydiff.core.rules import RULES
from policydiff.errors import Problem
from policydiff.sources.reports.parsing import parse, refuse
from policydiff.sources.reports.values import LONGEST_NAME, Fields, InvalidError, read_commit, read_file

_CODES = {rule.code for rule in RULES}
_REMEDY = "give the failure.json that `policydiff ci` of this version wrote"


def read_failure(content: bytes, name: str) -> Failure:
    """Return why a comparison was not possible; `name` is what messages call the text.

    Raises ReportError for a text that `policydiff ci` did not write.
    """
    fields = parse(content, name, remedy=_REMEDY)
    try:
        fields = Fields.of(fields.values, "", "schema_version commit reason old_commit problems left".split())
        reason, old_commit = fields.choice("reason", FailureReason), _old_commit(fields)
        if bool(old_commit) is not (reason is FailureReason.OLD_UNREADABLE):
            raise InvalidError("old_commit", f"does not go with {reason}")
        return Failure(
            commit=read_commit(fields, "commit"),
            reason=reason,
            old_commit=old_commit,
            problems=tuple(map(_problem, fields.each("problems", "rule file line found remedy", MOST_PROBLEMS))),
            left=fields.whole("left"),
        )
    except InvalidError as problem:
        raise refuse([problem], name) from None


def _old_commit(fields: Fields) -> str:
    return "" if fields.take("old_commit") is None else read_commit(fields, "old_commit")


def _problem(fields: Fields) -> Problem:
    rule = fields.text_or_none("rule", LONGEST_NAME) or ""
    if rule and rule not in _CODES:
        raise InvalidError(fields.at("rule"), f"is {rule[:40]!a}, which is no rule")
    file = fields.text("file", LONGEST_NAME)
    return Problem(
        code=rule,
        file=read_file(file, fields.at("file")) if file else "",
        line=fields.whole_or_none("line", 1),
        found=fields.text("found"),
        remedy=fields.text("remedy"),
    )
