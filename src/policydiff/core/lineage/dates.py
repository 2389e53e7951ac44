"""The dates of papers, known to the year, the month or the day, and the order they give the editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF_A_YEAR = 365.2425
"""The mean year of the Gregorian calendar."""
_PARTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """An edition in time: the date its paper names (year, month or day), and its place in the git history, from 0."""

    edition: str
    date: str | None
    place: int


def in_time_order(editions: Sequence[Dated]) -> list[Dated]:
    """Return editions in the order of their papers, however they are given.

    Where dates are the same, missing, or too vague to tell (2016 and 2016-04), the git history decides: what is vague
    comes right after the edition that stands before it there, if there is one to compare it with.
    """
    return _ordered(sorted(editions, key=lambda one: (one.place, one.edition)), 0)


def _ordered(editions: Sequence[Dated], level: int) -> list[Dated]:
    if level == _PARTS or len(editions) < 2:
        return list(editions)
    known: dict[str, list[Dated]] = {}
    vague: list[Dated] = []
    for one in editions:
        parts = (one.date or "").split("-")
        if len(parts) > level and parts[level]:
            known.setdefault(parts[level], []).append(one)
        else:
            vague.append(one)
    found = [one for part in sorted(known) for one in _ordered(known[part], level + 1)]
    for one in vague:
        before = [at for at, other in enumerate(found) if other.place < one.place]
        nearest = max(before, key=lambda at: found[at].place, default=-1)
        found.insert(nearest + 1, one)
    return found


def first_and_last_day(text: str | None) -> tuple[date, date] | None:
    """Return the first and the last day that a date can mean; None where there is none or it is none."""
    if not text:
        return None
    try:
        numbers = [int(part) for part in text.split("-")]
        match numbers:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                following = date(year, month, 28) + timedelta(days=4)
                return date(year, month, 1), following - timedelta(days=following.day)
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
    return None


def years_between(old: str | None, new: str | None) -> float | None:
    """Return the years from one date to another, each taken at the middle of what it can mean; None if one is missing.

    Never negative: of two dates too vague to tell, none is before the other.
    """
    before, after = first_and_last_day(old), first_and_last_day(new)
    if before is None or after is None:
        return None
    middles = [sum(day.toordinal() for day in days) / 2 for days in (before, after)]
    return max(0.0, (middles[1] - middles[0]) / DAYS_OF_A_YEAR)
