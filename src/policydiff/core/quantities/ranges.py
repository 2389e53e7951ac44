"""Two numbers that are one amount, or share a unit: 10 bis 20 Mio., 95 von 100, von 5 auf 10 %."""

from collections.abc import Iterator
from dataclasses import replace

from policydiff.core.quantities.pieces import AND, DASHES, UP_TO
from policydiff.core.quantities.values import Quantity

WHOLES = frozenset((10, 100, 1000))
"""So many of one of these are a share: 95 von 100 Fällen."""

_BETWEEN = frozenset(("zwischen", "between"))
_OUT_OF = frozenset(("von", "of", "out of", "in"))
_SHARING = frozenset(("auf", "to", "oder", "or", "und", "and", "bis", "statt"))


def join_ranges(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Make one of both ends of a range, and share a unit: `von 5 auf 10 %`."""
    for place, one in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is None or one.is_figure or following.is_figure or one.unit not in {"", following.unit}:
            yield one
            continue
        between = text[one.end : following.start].strip().casefold()
        before = text[: one.start].split()[-1:]
        is_range = between in DASHES | UP_TO or (between in AND and before and before[0].casefold() in _BETWEEN)
        if is_range and not (between in UP_TO and before and before[0].casefold() == "from"):
            low = one.value * _shared_scale(one, following)
            found[place + 1] = replace(following, value=low, start=one.start, text=text[one.start : following.end])
        elif between in _OUT_OF and not one.unit and following.value in WHOLES and one.value <= following.value:
            part = one.value * 100 / following.value  # 95 von 100 Fällen
            share = replace(one, value=part, high=part, unit="percent", end=following.end)
            found[place + 1] = replace(share, text=text[share.start : share.end])
        elif between in _SHARING and not one.unit:
            yield replace(one, unit=following.unit, is_counted=following.is_counted)
        else:
            yield one


def _shared_scale(low: Quantity, high: Quantity) -> int:
    """Return by what the lower end of `10 bis 20 Mio.` must be multiplied."""
    scale = 1
    while low.value and low.value * scale * 1000 <= high.value:
        scale *= 1000
    return scale if low.text.isdigit() and low.value < 1000 else 1
