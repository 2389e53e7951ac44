"""The Synopse that legislative staff hand on: two or three versions side by side, in every format they work with."""

from collections.abc import Sequence

from policydiff.core.report import Report

FORMATS: tuple[str, ...] = ("html", "pdf", "docx")


def render_synopsis(
    reports: Sequence[Report], *, format: str, language: str | None = None, changes_only: bool = False
) -> bytes:
    """Return the Synopse of one comparison, or of two that follow each other, in one of FORMATS.

    Comparisons must be of whole catalogues, but for the changes of a single one. Raises ValueError for a format that
    is none of FORMATS, and UsageError where WeasyPrint or what it needs is not installed.
    """
    return _render(reports, format=format, language=language, changes_only=changes_only, has_report=False)


def render_report_with_synopsis(
    report: Report, *, format: str, language: str | None = None, changes_only: bool = True
) -> bytes:
    """Return a report in front of its Synopse; formats and errors as for `render_synopsis`."""
    return _render([report], format=format, language=language, changes_only=changes_only, has_report=True)


def _render(
    reports: Sequence[Report], *, format: str, language: str | None, changes_only: bool, has_report: bool
) -> bytes:
    if format not in FORMATS:
        raise ValueError(f"{format!r} is no format; known are {', '.join(FORMATS)}")
    from policydiff.render.messages import messages
    from policydiff.render.synopsis.front import front_parts
    from policydiff.render.synopsis.laying import lay_out

    words = messages(language or reports[-1].language)
    synopsis = lay_out(reports, words, changes_only=changes_only, has_report=has_report)
    front = front_parts(reports[-1], words, synopsis.anchors) if has_report else ()
    if format == "docx":
        from policydiff.render.synopsis.document import draw_document

        return draw_document(synopsis, words, front)
    from policydiff.render.templates import render_synopsis as render_page

    page = render_page(synopsis, words, paper=format == "pdf", report=front)
    if format == "html":
        return page.encode()
    from policydiff.render.synopsis.pdf import draw_pdf

    return draw_pdf(page)
