"""What `policydiff check` found, as part of a comment: one line, what weighs most, and the rest in a fold."""

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.core.checks import Defect, Inspection
from policydiff.core.rules import Severity
from policydiff.render.checks.words import message_of, name_of
from policydiff.render.comments.links import Links
from policydiff.render.comments.markup import fold, link
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.safety import escape_markdown, line

# So many findings are told without a click.
_FIRST = 5
# So much is told of one: what it is about can be seen, and the run has the rest.
_LONGEST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """Draws what a check found; `most` bounds how many findings are told."""

    inspection: Inspection
    messages: Messages
    links: Links

    def head(self) -> str:
        """Return the one line that says whether the catalogue is sound."""
        counts = self._counts(self.inspection.defects)
        text = self.messages.text
        return f"**{text('comment.check', counts=counts) if counts else text('comment.check_sound')}**"

    def told(self, most: int) -> str:
        """Return the line, the heaviest findings, and the others in a fold."""
        first, rest = self._parted(most)
        parts = [self.head()]
        if first and first[0].severity is Severity.MAJOR:
            parts.append(self.messages.text("comment.check_major"))
        parts.append("\n".join(f"- {self._told(one)}" for one in first))
        if rest and most:
            items = [f"- {self.messages.text(f'severity.{one.severity}')}: {self._told(one)}" for one in rest[:most]]
            left = len(rest) - len(items)
            items += [f"- {self.messages.text('report.more', count=left)}"] if left else []
            parts.append(fold(self._counts(rest), "\n".join(items)))
        return "\n\n".join(filter(None, parts))

    def _parted(self, most: int) -> tuple[Sequence[Defect], Sequence[Defect]]:
        """Return the first of the heaviest findings and all others; what is only good to know never comes first."""
        defects = self.inspection.defects
        heaviest = [one for one in defects if one.severity is defects[0].severity is not Severity.NOTICE]
        count = min(len(heaviest), _FIRST, most)
        return defects[:count], defects[count:]

    def _counts(self, defects: Sequence[Defect]) -> str:
        counts = {severity: sum(one.severity is severity for one in defects) for severity in Severity}
        told = (self.messages.text(f"defect.{one}-count", count=count) for one, count in counts.items() if count)
        return ", ".join(told)

    def _told(self, defect: Defect) -> str:
        name, words = name_of(defect, self.messages), message_of(defect, self.messages)
        return told_at(name, words, self.links, file=defect.file, number=defect.line)


def told_at(name: str, words: str, links: Links, *, file: str, number: int | None) -> str:
    """Return what is wrong with a file: what it is called, what was found, and where; name and place may be empty."""
    place = f"{line(file)}:{number}" if file and number else line(file)
    head = f"**{escape_markdown(name)}** – " if name else ""
    where = f" ({link(place, links.file(file, number or 1))})" if place else ""
    return f"{head}{escape_markdown(beginning(line(words), _LONGEST))}{where}"
