"""The changes as tables for those who count: CSV, and a workbook for Excel."""

from policydiff.core.report import Report
from policydiff.render.messages import messages


def render_csv(report: Report, *, language: str | None = None) -> str:
    """Return one numbered line for every changed entry, as CSV that opens in Excel by a double click.

    Below them and without a number stands what else weighs something: alarms, open questions, changes of the frame and
    of declarations. Who counts demands counts the numbered lines.

    German Excel splits at semicolons, English Excel at commas, and both take a file for UTF-8 only where it begins with
    a byte order mark: so does this text. Lines end as RFC 4180 says. What a spreadsheet would take for a formula has an
    apostrophe before it; `plain` in `separated` takes it off again.
    """
    from policydiff.render.tables.separated import draw_csv
    from policydiff.render.tables.weighed import list_weighed

    words = messages(language or report.language)
    return draw_csv(list_weighed(report, words), words)


def render_xlsx(report: Report, *, language: str | None = None) -> bytes:
    """Return a workbook: the changed entries, the counts, and what else there is, from roll-ups to related pairs.

    Wordings have their marks: removed words italic and struck, inserted words bold. No cell holds a formula or a link.
    """
    from policydiff.render.tables.sheets import list_sheets
    from policydiff.render.tables.workbook import draw_workbook

    words = messages(language or report.language)
    return draw_workbook(report, list_sheets(report, words), words)
