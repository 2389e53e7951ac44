"""Days for files that must bear one, from the date of a paper."""

from policydiff.core.lineage.dates import first_and_last_day


def first_day(date: str | None) -> str | None:
    """Return the first day of a year, a month or a day (`2018-03`: 2018-03-01); None for anything else."""
    days = first_and_last_day(date)
    return days[0].isoformat() if days else None
