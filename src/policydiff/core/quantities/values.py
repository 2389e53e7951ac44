"""What is read of the numbers of a text, and the units that say more than how they are called."""

from dataclasses import dataclass
from fractions import Fraction

YEARS = range(1900, 2101)
"""A bare number of four digits in this range names a year."""
DAYS = {
    "year": Fraction(1461, 4),
    "week": Fraction(7),
    "working day": Fraction(7, 5),
    "day": Fraction(1),
    "hour": Fraction(1, 24),
}
"""Units of time in days."""
CLOCK = frozenset(("o'clock", "am", "pm"))
"""Units of the times of a day, of which none is more or less."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number of a text: an amount (how many, how much), or a figure that names something (§ 5, A 40, 2030)."""

    value: Fraction
    high: Fraction
    """The upper end of a range (`10 bis 20`); the value itself where there is none."""
    unit: str
    """`percent`, `euro`, `km` …, the stem of the counted noun, or nothing; of a figure, how it is written."""
    is_figure: bool
    is_counted: bool
    """Whether the unit is a counted noun and not one of the lexicon's units."""
    start: int
    end: int
    text: str

    @property
    def key(self) -> tuple[bool, Fraction, Fraction, str]:
        """What is the same in two quantities that say the same."""
        return self.is_figure, self.value, self.high, self.unit
