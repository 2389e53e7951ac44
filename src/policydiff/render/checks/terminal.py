"""What a check found, for the terminal: place and rule, what was found, what to do; the heaviest first.

What says the same of several places is told once, with their number, and each place on a line of its own below.
"""

from collections.abc import Sequence

from policydiff.core.checks import Defect, Inspection
from policydiff.core.rules import Severity
from policydiff.render.checks.words import gather_same, name_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import styled

_STYLES = {Severity.MAJOR: "bold red", Severity.MINOR: "bold", Severity.NOTICE: "dim"}
_INDENT = 2
# As many mended files as a person reads through; git names them all.
MOST_NAMED = 12


def render_check(inspection: Inspection, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the defects, and how many there are; only the lines with a place may be longer than `width`."""
    head = Sheet(width=width, colour=colour)
    demands = messages.text("report.demands", count=inspection.demands)
    head.add(messages.text("check.title", version=line(inspection.spec), demands=demands), style="bold")
    if inspection.since:
        head.add(messages.text("check.since", version=line(inspection.since)))
    if inspection.mended:
        head.add(messages.text("check.mended", count=len(inspection.mended)))
        for file in inspection.mended[:MOST_NAMED]:
            head.add(line(file), indent=_INDENT)
        if len(inspection.mended) > MOST_NAMED:
            head.add(messages.text("report.more", count=len(inspection.mended) - MOST_NAMED), indent=_INDENT)
    same = gather_same(inspection.defects, messages)
    pieces = [_defects(one, messages, width=width, colour=colour) for one in same]
    return "".join(f"{piece}\n" for piece in (head.text(), *pieces)) + _sum(inspection, messages, width, colour)


def _defects(same: Sequence[Defect], messages: Messages, *, width: int, colour: bool) -> str:
    defect = same[0]
    severity = messages.text(f"severity.{defect.severity}")
    head, *places = [f"{line(one.file)}:{one.line}:{one.column}" for one in same]
    label = styled(severity, _STYLES[defect.severity]) if colour else severity
    if places:
        head, places = messages.text("check.places", count=len(same)), [head, *places]
    below = "".join(f"{' ' * _INDENT}{place}\n" for place in places)
    sheet = Sheet(width=width, colour=colour)
    sheet.add(f"{name_of(defect, messages)}: {line(messages.tell(defect.found))}", indent=_INDENT)
    if remedy := line(messages.tell(defect.remedy)):
        sheet.labelled([("→", remedy)], indent=_INDENT)
    return f"{head}  {label}  {defect.rule}\n{sheet.text()}{below}"


def _sum(inspection: Inspection, messages: Messages, width: int, colour: bool) -> str:
    sheet = Sheet(width=width, colour=colour)
    if not inspection.defects:
        sheet.add(messages.text("check.sound"), style="bold")
        return sheet.text()
    counts = [
        messages.text(f"severity.{severity}-count", count=count)
        for severity, count in inspection.counts.items()
        if count
    ]
    found = messages.text("check.found", count=len(inspection.defects), counts=", ".join(counts))
    sheet.add(found, style="bold")
    mendable = sum(one.is_mendable for one in inspection.defects)
    if mendable:
        sheet.add(messages.text("check.mendable", count=mendable))
    return sheet.text()
