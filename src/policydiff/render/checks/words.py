"""What a defect is called and says, as one harmless line."""

from collections.abc import Iterable

from policydiff.core.checks import Defect
from policydiff.core.rules import Severity
from policydiff.render.messages import Messages
from policydiff.render.safety import line


def name_of(defect: Defect, messages: Messages) -> str:
    """Return what the rule of a defect is called."""
    return messages.text(f"rule.{defect.rule}.name")


def message_of(defect: Defect, messages: Messages) -> str:
    """Return what was found and what to do."""
    found, remedy = messages.tell(defect.found), messages.tell(defect.remedy)
    return line(f"{found}; {remedy}" if remedy else found)


def gather_same(defects: Iterable[Defect], messages: Messages) -> list[list[Defect]]:
    """Return defects in their order, those together that say the same of several places."""
    found: dict[tuple[Severity, str, str], list[Defect]] = {}
    for one in defects:
        found.setdefault((one.severity, one.rule, message_of(one, messages)), []).append(one)
    return list(found.values())
