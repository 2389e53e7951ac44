"""Days for files that must bear one, from the date of a paper."""

from datetime import date as day


def first_day(date: str | None) -> str | None:
    """Return the first day of a year, a month or a day (`2018-03`: 2018-03-01); None for anything else."""
    parts = (date or "").split("-")
    if len(parts) > 3:
        return None
    try:
        return day.fromisoformat("-".join((*parts, "01", "01")[:3])).isoformat()
    except ValueError:
        return None
