"""`--fail-on`: what stops a merge."""

from policydiff.cli.options import choose, words_of
from policydiff.core.changes import Kind
from policydiff.core.rules import RULES, Severity, Subject
from policydiff.errors import Problem, UsageError


def choose_gate(values: list[str] | None) -> tuple[str, ...]:
    """Return the severities, rules and kinds that were given to `--fail-on`; raises UsageError for unknown ones."""
    words = words_of(values)
    if values is not None and not words:
        remedy = "name a severity, a rule or a kind, such as major, amount-lowered or dropped"
        raise UsageError(Problem(found="--fail-on without anything", remedy=remedy))
    rules = [rule.code for rule in RULES if rule.subject is Subject.CHANGE]
    return choose("--fail-on", words, {str(one): str(one) for one in (*Kind, *Severity, *rules)})
