"""What a signal is: its code, its direction, and which of them go together."""

from dataclasses import dataclass
from enum import StrEnum


class SignalCode(StrEnum):
    """What a rewording touches, in the order in which signals are listed."""

    AMOUNT = "amount"
    FIGURE = "figure"
    DEADLINE = "deadline"
    BINDING = "binding"
    NEGATION = "negation"
    SCOPE = "scope"
    CONDITION = "condition"


class Direction(StrEnum):
    """Which way it goes from the old text to the new one."""

    RAISED = "raised"
    LOWERED = "lowered"
    EARLIER = "earlier"
    LATER = "later"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    REVERSED = "reversed"
    WIDENED = "widened"
    NARROWED = "narrowed"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_COME_AND_GO = (Direction.ADDED, Direction.REMOVED, Direction.CHANGED)
DIRECTIONS: dict[SignalCode, tuple[Direction, ...]] = {
    SignalCode.AMOUNT: (Direction.RAISED, Direction.LOWERED, *_COME_AND_GO),
    SignalCode.FIGURE: _COME_AND_GO,
    SignalCode.DEADLINE: (Direction.EARLIER, Direction.LATER, *_COME_AND_GO),
    SignalCode.BINDING: (Direction.STRENGTHENED, Direction.WEAKENED),
    SignalCode.NEGATION: (Direction.REVERSED, Direction.ADDED, Direction.REMOVED),
    SignalCode.SCOPE: (Direction.WIDENED, Direction.NARROWED, Direction.CHANGED),
    SignalCode.CONDITION: _COME_AND_GO,
}
"""The directions of each code, in the order in which signals are listed."""

MIRRORED = {
    Direction.RAISED: Direction.LOWERED,
    Direction.EARLIER: Direction.LATER,
    Direction.STRENGTHENED: Direction.WEAKENED,
    Direction.WIDENED: Direction.NARROWED,
    Direction.ADDED: Direction.REMOVED,
}
MIRRORED |= {other: one for one, other in MIRRORED.items()}
"""What a direction becomes when old and new change places; one that is not listed stays as it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """A sign that a rewording touches the matter, with the words on both sides that show it."""

    code: SignalCode
    direction: Direction
    old: str
    new: str

    @property
    def rule(self) -> str:
        """The stable name of what happened: `amount-lowered`."""
        return f"{self.code}-{self.direction}"
