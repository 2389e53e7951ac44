"""What spoke most for and against a pair, in a sentence for people who read no numbers."""

from collections.abc import Iterable

from policydiff.core.matching import Explanation, Weighed
from policydiff.render.messages import Messages
from policydiff.render.safety import line

# Less than this decides nothing, and more reasons than these are no longer the decisive ones.
_LEAST_ADDED = 0.2
_MOST_FOR, _MOST_AGAINST = 2, 2
# What holds for every pair of two papers alike: how strict the measure is, and nothing about these two demands.
_MEASURE = ("base", "part-base", "rewording", "kinship")


def tell_reasons(explanation: Explanation, messages: Messages) -> str:
    """Return what spoke most for a pair and what most against it; empty where nothing was weighed.

    How strict the measure is counts as a reason only where the pair was not made.
    """
    if not explanation.evidence:
        return ""
    said = [one for one in explanation.evidence if one.name not in _MEASURE]
    pros = sorted((one for one in said if one.adds >= _LEAST_ADDED), key=lambda one: -one.adds)[:_MOST_FOR]
    counted = said if explanation.match else explanation.evidence
    cons = sorted((one for one in counted if one.adds <= -_LEAST_ADDED), key=lambda one: one.adds)[:_MOST_AGAINST]
    text = messages.text
    sentences = [
        text("explanation.for", reasons=_list(pros, "for", messages)) if pros else text("explanation.for_none")
    ]
    if cons:
        sentences.append(text("explanation.against", reasons=_list(cons, "against", messages)))
    return " ".join(sentences)


def name_evidence(name: str, messages: Messages) -> str:
    """Return what a piece of evidence is called; a new one whose words are missing by its name."""
    key = f"evidence.{name}"
    return messages.text(key) if key in messages.patterns else line(name)


def _list(weighed: Iterable[Weighed], side: str, messages: Messages) -> str:
    told = []
    for one in weighed:
        key = f"evidence_{side}.{one.name}"
        words = messages.text(key) if key in messages.patterns else name_evidence(one.name, messages)
        told.append(messages.text("explanation.points", reason=words, points=messages.decimal(one.adds)))
    return messages.join(told)
