"""The fingerprints of what nobody has let through, for the terminal: what `policydiff accept` is given."""

from policydiff.core.report import Report
from policydiff.core.rules import Severity
from policydiff.render.acceptances import list_unaccepted
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.rows import Texts
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span


def render_fingerprints(report: Report, messages: Messages, *, width: int, colour: bool) -> str:
    """Return each change that may be let through behind its fingerprint, as lines no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    notes = list_unaccepted(report, Texts(report=report, messages=messages, anchors=Anchors.of(report)))
    sheet.heading(messages.text("report.unaccepted"))
    if not notes:
        sheet.add(messages.text("report.unaccepted_none"))
    pairs = []
    for note in notes:
        style = "bold red" if note.badge and note.badge.code == Severity.MAJOR else "bold"
        badge = (Span(f"{note.badge.word}: ", style),) if note.badge else ()
        pairs.append((note.fingerprint, (*badge, Span(f"{note.what} – {note.text}"))))
    sheet.labelled(pairs)
    return sheet.text()
