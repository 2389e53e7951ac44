"""The levels of government that a demand goes to, and how they shift when its addressees change."""

from collections.abc import Collection
from enum import StrEnum

from policydiff.core.catalogue import Level

_LADDER = (Level.EUROPEAN, Level.FEDERAL, Level.STATE, Level.REGIONAL, Level.MUNICIPAL)


class Shift(StrEnum):
    """How the levels of a demand change: down or up the ladder from the EU to the municipalities, or in their number.

    `within` keeps the levels, `across` exchanges levels without going only down or only up.
    """

    DOWNWARDS = "downwards"
    UPWARDS = "upwards"
    WIDENED = "widened"
    NARROWED = "narrowed"
    ACROSS = "across"
    WITHIN = "within"


def find_shift(old: Collection[Level], new: Collection[Level]) -> Shift:
    """Return how the levels shift; widened and narrowed when levels only join or only leave."""
    joined, left = set(new) - set(old), set(old) - set(new)
    if not joined and not left:
        return Shift.WITHIN
    if not left:
        return Shift.WIDENED
    if not joined:
        return Shift.NARROWED
    if Level.OTHER in joined | left:
        return Shift.ACROSS
    come, gone = ([_LADDER.index(level) for level in levels] for levels in (joined, left))
    if min(come) > max(gone):
        return Shift.DOWNWARDS
    return Shift.UPWARDS if max(come) < min(gone) else Shift.ACROSS


def in_level_order(levels: Collection[Level]) -> tuple[Level, ...]:
    """Return levels from the widest to the narrowest, each once."""
    return tuple(level for level in Level if level in levels)
