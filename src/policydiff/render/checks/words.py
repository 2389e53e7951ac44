"""What a defect is called and says, as one harmless line."""

from policydiff.core.checks import Defect
from policydiff.render.messages import Messages
from policydiff.render.safety import line


def name_of(defect: Defect, messages: Messages) -> str:
    """Return what the rule of a defect is called."""
    return messages.text(f"rule.{defect.rule}.name")


def message_of(defect: Defect, messages: Messages) -> str:
    """Return what was found and what to do."""
    found, remedy = messages.tell(defect.found), messages.tell(defect.remedy)
    return line(f"{found}; {remedy}" if remedy else found)
