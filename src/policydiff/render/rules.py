"""The rules of comparisons and checks, in words; for machines as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from policydiff.core.rules import RULES, Rule, RuleBook, Subject
from policydiff.render.messages import Messages
from policydiff.render.names import Badge


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleNote:
    """A rule in words: what it is called and means, how much it weighs here and usually, an invented example.

    `heading` is what rules of its subject and severity stand under. The example leads from `old` to `new`, for a rule
    about one catalogue from what is wrong to what is right; `sides` are the words for that.
    """

    code: str
    heading: str
    name: str
    meaning: str
    sides: tuple[str, str]
    old: str
    new: str
    badge: Badge
    usual: Badge

    @property
    def is_changed(self) -> bool:
        """Return whether the project changed the severity."""
        return self.badge != self.usual


def list_rules(rulebook: RuleBook, messages: Messages) -> tuple[RuleNote, ...]:
    """Return all rules by subject, the heaviest first and then in the order of RULES."""
    subjects = list(Subject)
    rules = sorted(RULES, key=lambda one: (subjects.index(one.subject), rulebook.find(one.code).severity.rank))
    return tuple(describe_rule(rule, rulebook, messages) for rule in rules)


def describe_rule(rule: Rule, rulebook: RuleBook, messages: Messages) -> RuleNote:
    """Return a rule in words."""
    here, usual = (
        Badge(code=str(severity), word=messages.text(f"severity.{severity}"))
        for severity in (rulebook.find(rule.code).severity, rule.severity)
    )
    is_change = rule.subject is Subject.CHANGE
    heading = "rules.change" if is_change else "rules.catalogue"
    sides = ("report.old", "report.new") if is_change else ("rules.wrong", "rules.right")
    return RuleNote(
        code=rule.code,
        heading=messages.text(heading, severity=here.word),
        name=messages.text(f"rule.{rule.code}.name"),
        meaning=messages.text(f"rule.{rule.code}.meaning"),
        sides=(messages.text(sides[0]), messages.text(sides[1])),
        old=messages.text(f"rule.{rule.code}.old"),
        new=messages.text(f"rule.{rule.code}.new"),
        badge=here,
        usual=usual,
    )


def group_rules(notes: Iterable[RuleNote]) -> list[tuple[str, list[RuleNote]]]:
    """Return rules under their headings."""
    return [(heading, list(found)) for heading, found in groupby(notes, key=lambda note: note.heading)]


def render_json(rulebook: RuleBook, messages: Messages) -> str:
    """Return all rules as JSON: code, subject, severity here and by default, and the words in one language."""
    import json

    subjects = {rule.code: str(rule.subject) for rule in RULES}
    rules = [
        {
            "code": note.code,
            "subject": subjects[note.code],
            "severity": note.badge.code,
            "default": note.usual.code,
            "name": note.name,
            "meaning": note.meaning,
            "example": {"old": note.old, "new": note.new},
        }
        for note in list_rules(rulebook, messages)
    ]
    return json.dumps(rules, ensure_ascii=False, indent=1) + "\n"
