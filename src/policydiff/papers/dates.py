"""The date line of a paper: "Berlin, im April 2016", "Stand: 12.04.2016", "12 April 2016"."""

import re
from functools import cache

from policydiff.papers.lexicon import words

LONGEST_DATE_LINE = 90

# Who adopted a paper stands before the date: "Beschlossen von der Mitgliederversammlung am 14. März 2020".
_PREFIX = r"(?:[^\d]{0,60}?[\s,:(])?"
# A date before which these words stand is one of what the paper is about, not its own.
_OF_ANOTHER = re.compile(
    r"\w*(?:wahl|wahlen|wahltag|referendum|elections?)\b[^\d]*\d|\b(?:bis|ab|seit|vor|nach|until|by|since|from|before|after)\s+"
    r"(?:(?:zum|dem|the|end|ende|anfang|mitte)\s+)*(?:of\s+)?(?:\d|\w+\s\d)",
    re.IGNORECASE,
)


def read_date(text: str) -> str | None:
    """Return the date of a date line as "2016-04-12", "2016-04" or "2016", or None when the line is none."""
    text = text.strip("*_ ")
    if len(text) > LONGEST_DATE_LINE or _OF_ANOTHER.search(text):
        return None
    for pattern in _patterns():
        match = pattern.match(text)
        if match:
            return _format(match.groupdict())
    return None


def end_of(text: str) -> str:
    """Return the last word of a line, where a letterhead has its date ("19. Wahlperiode   21.05.2025")."""
    return text.split()[-1]


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
