"""The rules of comparisons and checks, for the terminal: the list, and one explained."""

from policydiff.core.rules import RULES, RuleBook
from policydiff.render.messages import Messages
from policydiff.render.rules import describe_rule, group_rules, list_rules
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span, columns

_CHANGED = " *"
_INDENT = 2


def render_rules(rulebook: RuleBook, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the codes and names of all rules by severity, no line longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    notes = list_rules(rulebook, messages)
    sheet.add(messages.text("rules.title"), style="bold")
    sheet.add(messages.text("rules.note"))
    if any(note.is_changed for note in notes):
        sheet.add(messages.text("rules.changed_note"))
    longest = max(columns(note.code) for note in notes) + len(_CHANGED)
    for heading, found in group_rules(notes):
        sheet.heading(heading)
        for note in found:
            code = note.code + (_CHANGED if note.is_changed else "")
            sheet.add((Span(code.ljust(longest + _INDENT), "bold"), Span(note.name)))
    return sheet.text()


def render_rule(code: str, rulebook: RuleBook, messages: Messages, *, width: int, colour: bool) -> str:
    """Return what one rule means, with an invented example; raises KeyError for a code that is none."""
    rule = {rule.code: rule for rule in RULES}[code]
    note = describe_rule(rule, rulebook, messages)
    sheet = Sheet(width=width, colour=colour)
    sheet.add((Span(note.name, "bold"), Span(f" ({note.code})", "dim")))
    sheet.add()
    sheet.add(note.meaning)
    sheet.add()
    severity = note.badge.word
    if note.is_changed:
        severity = messages.text("rules.changed", severity=severity, usual=note.usual.word)
    sheet.labelled([(messages.text("report.severity"), severity)])
    sheet.add()
    sheet.add(f"{messages.text('rules.example')}:")
    sheet.labelled([(note.sides[0], note.old), (note.sides[1], note.new)], indent=_INDENT)
    return sheet.text()
