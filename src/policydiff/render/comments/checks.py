"""What `policydiff check` found, as part of a comment: one line, what weighs most, and the rest in a fold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.core.checks import FOLDER_RULES, Defect, Inspection
from policydiff.core.rules import Severity
from policydiff.render.checks.words import gather_same, message_of, name_of
from policydiff.render.comments.links import Links
from policydiff.render.comments.markup import fold, link, sentence
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.safety import escape_markdown, line

# What the check says of an id that was given to another demand; a report says it as an alarm.
RECYCLED = "id-recycled"
# So many findings are told without a click.
_FIRST = 5
# So much is told of one: what it is about can be seen, and the run has the rest.
_LONGEST = 300
# In so many places a finding is shown that says the same everywhere.
_MOST_PLACES = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """Draws what a check found; `most` bounds how many lines are told.

    `asked` are the files of demands of which it is an open question if their id was given to another demand: what the
    check takes for that is told as the question. `whereabouts` says by file where the demand is now that an id belonged
    to, and which demands refer to it.
    """

    inspection: Inspection
    messages: Messages
    links: Links
    asked: frozenset[str] = frozenset()
    whereabouts: Mapping[str, str] = field(default_factory=dict)

    def head(self) -> str:
        """Return the one line that says whether the catalogue is sound."""
        text, defects = self.messages.text, self.inspection.defects
        if not defects:
            return f"**{text('comment.check_sound')}**"
        return f"**{text('comment.check', count=len(defects), counts=self._counts(defects))}**"

    def told(self, most: int) -> str:
        """Return the line, the heaviest findings, and the others in a fold."""
        same = gather_same(self.inspection.defects, self.messages)
        heaviest = [
            one for one in same if one[0].severity is self.inspection.defects[0].severity is not Severity.NOTICE
        ]
        first = heaviest[: min(_FIRST, most)]
        rest = same[len(first) :]
        parts = [self.head()]
        if first and first[0][0].severity is Severity.MAJOR:
            is_asked = all(map(self._is_asked, (one for same in first for one in same)))
            parts.append(self.messages.text("comment.check_asked" if is_asked else "comment.check_major"))
        parts.append("\n".join(f"- {self._told(one)}" for one in first))
        if rest and most:
            items = [f"- {self.messages.text(f'severity.{one[0].severity}')}: {self._told(one)}" for one in rest[:most]]
            left = sum(map(len, rest[most:]))
            items += [f"- {self.messages.text('report.more', count=left)}"] if left else []
            counts = self._counts([defect for one in rest for defect in one])
            parts.append(fold(counts if first else self.messages.text("comment.check_each"), "\n".join(items)))
        return "\n\n".join(filter(None, parts))

    def _counts(self, defects: Sequence[Defect]) -> str:
        counts = {severity: sum(one.severity is severity for one in defects) for severity in Severity}
        told = (self.messages.text(f"severity.{one}-count", count=count) for one, count in counts.items() if count)
        return ", ".join(told)

    def _told(self, same: Sequence[Defect]) -> str:
        name, words = name_of(same[0], self.messages), message_of(same[0], self.messages)
        if self._is_asked(same[0]):
            name, words = map(self.messages.text, ("report.reused_perhaps", "comment.recycled_asked"))
        places = [self._place(one) for one in same[:_MOST_PLACES]]
        left = len(same) - _MOST_PLACES
        places += [self.messages.text("report.more", count=left)] if left > 0 else []
        known = {one.file: self.whereabouts[one.file] for one in same[:_MOST_PLACES] if one.file in self.whereabouts}
        more = [f"{line(file)}: {told}" if len(same) > 1 else told for file, told in known.items()]
        return " ".join([told_at(name, words, places), *map(escape_markdown, more)])

    def _is_asked(self, defect: Defect) -> bool:
        return defect.rule == RECYCLED and defect.file in self.asked

    def _place(self, defect: Defect) -> str:
        return place_of(defect.file, None if defect.rule in FOLDER_RULES else defect.line, self.links)


def told_at(name: str, words: str, places: Sequence[str]) -> str:
    """Return what is wrong: what it is called, what was found, and where; name and places may be empty."""
    head = f"**{escape_markdown(name)}** – " if name else ""
    shown = ", ".join(filter(None, places))
    return f"{head}{sentence(beginning(line(words), _LONGEST))}{f' ({shown})' if shown else ''}"


def place_of(file: str, number: int | None, links: Links) -> str:
    """Return a place in a file, as a link where there is an address; empty without a file."""
    place = f"{line(file)}:{number}" if file and number else line(file)
    return link(place, links.file(file, number)) if place else ""
