"""The comment on a pull or merge request: all that a reviewer must know, in the room that the platform gives."""

from collections.abc import Sequence

from policydiff.core.checks import Inspection
from policydiff.core.counts import follow_reused
from policydiff.core.report import AlarmCode, Report
from policydiff.errors import Problem
from policydiff.render.alarms import tell_references
from policydiff.render.anchors import Anchors
from policydiff.render.comments.body import MOST_LINES, Comment, Room, is_worth_saying
from policydiff.render.comments.checks import RECYCLED, Findings
from policydiff.render.comments.failures import list_problems, render_failed, render_missing, rules_note
from policydiff.render.comments.items import item
from policydiff.render.comments.links import Links
from policydiff.render.comments.sections import POLICY, Sections
from policydiff.render.messages import messages
from policydiff.render.rollups import list_apart
from policydiff.render.rows import Texts

__all__ = [
    "Links",
    "Room",
    "is_worth_saying",
    "list_problems",
    "render_comment",
    "render_failed",
    "render_findings",
    "render_missing",
]


def render_comment(
    report: Report,
    *,
    room: Room,
    language: str | None = None,
    links: Links | None = None,
    inspection: Inspection | None = None,
    unread: Sequence[Problem] = (),
    policy: str = POLICY,
    tool: str = "",
) -> str:
    """Return the comment as Markdown that GitHub and GitLab show alike.

    `inspection` is what a check of the new version found, `unread` what keeps the target branch's rules from being
    read, `policy` the catalogue's folder, `tool` the name and version of what drew the comment. Raises ValueError where
    not even the headline fits.
    """
    words = messages(language or report.language)
    texts = Texts(report=report, messages=words, anchors=Anchors.of(report))
    links = links or Links()
    items = [item(entry, texts, links) for entry in list_apart(report)]
    refused = {one.file: _id_of(one.file) for one in inspection.defects if one.rule == RECYCLED} if inspection else {}
    asking = (one for one in report.questions if not one.acceptance)
    alarms = follow_reused(report.alarms, report.entries, asking)
    reused = {one.new.id: one for one in alarms if one.code is AlarmCode.ID_REUSED}
    told = {file: reused[id] for file, id in refused.items() if id in reused}
    asked = frozenset(file for file, alarm in told.items() if alarm.is_asked)
    whereabouts = {file: tell_references(alarm, texts) for file, alarm in told.items() if file not in asked}
    findings = (
        Findings(inspection=inspection, messages=words, links=links, asked=asked, whereabouts=whereabouts)
        if inspection
        else None
    )
    ids = frozenset(refused.values())
    sections = Sections(report=report, texts=texts, links=links, refused=ids, policy=policy)
    note = rules_note(unread, words)
    return Comment(sections=sections, findings=findings, items=items, note=note, tool=tool).fit(room)


def _id_of(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".yaml")


def render_findings(inspection: Inspection, language: str | None = None) -> str:
    """Return what a check found as Markdown for the summary of a run, where the lines themselves are marked."""
    return Findings(inspection=inspection, messages=messages(language or inspection.language), links=Links()).told(
        MOST_LINES[0]
    )
