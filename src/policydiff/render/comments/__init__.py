"""The comment on a pull or merge request: all that a reviewer must know, in the room that the platform gives."""

from policydiff.core.report import Report
from policydiff.render.anchors import Anchors
from policydiff.render.comments.body import Comment, Room, is_worth_saying
from policydiff.render.comments.items import item
from policydiff.render.comments.links import Links
from policydiff.render.comments.sections import Sections
from policydiff.render.messages import messages
from policydiff.render.rollups import list_told
from policydiff.render.rows import Texts

__all__ = ["Links", "Room", "is_worth_saying", "render_comment"]


def render_comment(
    report: Report, *, room: Room, language: str | None = None, links: Links | None = None, tool: str = ""
) -> str:
    """Return the comment as Markdown that GitHub and GitLab show alike; `tool` is the name and version of what drew it.

    Raises ValueError where not even the headline fits.
    """
    words = messages(language or report.language)
    texts = Texts(report=report, messages=words, anchors=Anchors.of(report))
    told = list_told(report)
    links = links or Links()
    items = [
        item(entry, texts, links)
        for entry in report.entries
        if entry.changes and not (entry.is_rolled_up and entry.new[0].id in told)
    ]
    return Comment(sections=Sections(report=report, texts=texts, links=links), items=items, tool=tool).fit(room)
