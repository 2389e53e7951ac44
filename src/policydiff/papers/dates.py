"""The date line of a paper: "Berlin, im April 2016", "Stand: 12.04.2016", "12 April 2016"."""

import re
from functools import cache

from policydiff.papers.lexicon import words

LONGEST_DATE_LINE = 70

_PREFIX = r"(?:[^\d]{0,40}?[\s,:(])?"


def read_date(text: str) -> str | None:
    """Return the date of a date line as "2016-04-12", "2016-04" or "2016", or None when the line is none."""
    text = text.strip("*_ ")
    if len(text) > LONGEST_DATE_LINE:
        return None
    for pattern in _patterns():
        match = pattern.match(text)
        if match:
            return _format(match.groupdict())
    return None


def _format(parts: dict[str, str | None]) -> str | None:
    month, day = parts.get("month"), parts.get("day")
    number = words().months.get(month.lower()) if month and not month.isdigit() else int(month or 0)
    if number is None or number > 12 or (day and not 1 <= int(day) <= 31):
        return None
    date = parts["year"] or ""
    if number:
        date += f"-{number:02d}"
    return f"{date}-{int(day):02d}" if day else date


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(words().months, key=len, reverse=True))
    day = r"(?P<day>\d{1,2})"
    year = r"(?P<year>\d{4})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"^{_PREFIX}{year}-(?P<month>\d{{2}})(?:-(?P<day>\d{{2}}))?[.)]?$",
            rf"^{_PREFIX}{day}\.\s?(?P<month>\d{{1,2}})\.\s?{year}[.)]?$",
            rf"^{_PREFIX}(?:{day}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{months})\s+{year}[.)]?$",
            rf"^{_PREFIX}(?P<month>{months})\s+{day}(?:st|nd|rd|th)?,?\s+{year}[.)]?$",
            rf"^(?:Stand|Date|Datum|As of|Fassung vom|Version)\s*:?\s+{year}$",
        )
    )
