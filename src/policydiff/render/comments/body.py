"""A comment put together from its parts, as long as there is room.

It says less and less of each change until it fits: the whole wording, the changed sentences, those of the weightiest
alone, a line for each, lines for the weightiest alone. It is cut between changes and never inside one, and always says
how many there are in all. What is read first stands in the open; where there is much, the rest is in folds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeAlias

from policydiff.core.checks import Inspection
from policydiff.core.report import Report
from policydiff.core.rules import Severity
from policydiff.render.comments.checks import Findings
from policydiff.render.comments.items import Item
from policydiff.render.comments.markup import fold, link, row, table
from policydiff.render.comments.sections import Sections
from policydiff.render.outline import in_group_order
from policydiff.render.safety import escape_markdown
from policydiff.render.summary import headline

# So many lines has each list beside the changes: with ten times as many nobody reads any; then fewer, where room lacks.
MOST_LINES = (20, 5, 0)

# So few changes are read without a click.
_FEW = 3
# More are no longer a page: then each working group has a fold.
_MANY = 20
# Where not even a line fits for each change, so many are worded, at most one in four of those that have a line.
_MOST_WORDED, _LINES_FOR_WORDS = 10, 4

_Beside: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


class Room(Protocol):
    """What a platform takes."""

    def holds(self, text: str) -> bool:
        """Return whether a text fits."""


def is_worth_saying(report: Report, inspection: Inspection | None = None) -> bool:
    """Return whether anything changed, is asked or was found, so that a comment has something to say.

    Of a check that looked at more than the change, only what fails it is news.
    """
    is_news = inspection is not None and (bool(inspection.defects) if inspection.since else inspection.has_failed)
    return is_news or _says_something(report)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """How much is shown: how many changes with a line and with their wording, whole or not; lines of each list."""

    rows: int
    worded: int = 0
    is_whole: bool = False
    lines: int = MOST_LINES[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """The parts of one comment; `note` stands below the headline, `drawn` is what was drawn already."""

    sections: Sections
    findings: Findings | None
    items: Sequence[Item]
    note: str
    tool: str
    drawn: dict[int, _Beside] = field(default_factory=dict)

    def fit(self, room: Room) -> str:
        """Return the longest form that fits; raises ValueError where not even the headline does."""
        for plan in self._plans(room):
            text = self._draw(plan)
            if room.holds(text):
                return text
        parts = [self._head(), self.findings.head() if self.findings else "", self.sections.foot(self.tool)]
        for kept in (parts, parts[:1] + parts[2:], parts[:1]):
            text = "\n\n".join(filter(None, kept)) + "\n"
            if room.holds(text):
                return text
        raise ValueError("there is no room for a comment")

    def _plans(self, room: Room) -> Iterator[_Plan]:
        """Yield the plans from the longest to the shortest."""
        count = len(self.items)
        for is_whole in (True, False):
            yield _Plan(rows=count, worded=count, is_whole=is_whole)
        yield self._largest(room, count, lambda worded: _Plan(rows=count, worded=worded))
        for lines in MOST_LINES:
            yield self._largest(room, count, partial(_plan_lines, lines=lines))

    def _largest(self, room: Room, most: int, plan: Callable[[int], _Plan]) -> _Plan:
        """Return the plan with as many changes as fit, of up to `most`."""
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if room.holds(self._draw(plan(middle))) else (low, middle - 1)
        return plan(low)

    def _draw(self, plan: _Plan) -> str:
        before, after = self._beside(plan.lines)
        return "\n\n".join(filter(None, (*before, self._changes(plan), *after))) + "\n"

    def _beside(self, lines: int) -> _Beside:
        """Return what stands before and after the changes; drawn once, for many plans are tried."""
        if lines not in self.drawn:
            told = self.sections
            before = (
                self._head(),
                self.note,
                self.findings.told(lines) if self.findings else "",
                told.first(),
                told.reused(lines),
                told.decisions(lines),
                told.accepted(lines),
            )
            after = (told.rollups, told.frame, told.declarations, told.related)
            self.drawn[lines] = before, (*(draw(lines) for draw in after), told.foot(self.tool))
        return self.drawn[lines]

    def _head(self) -> str:
        words = self.sections.texts.messages
        if not _says_something(self.sections.report):
            return f"**{words.text('comment.nothing')}**"
        return f"**{escape_markdown(headline(self.sections.report, words))}**"

    def _cut_note(self, plan: _Plan) -> str:
        """Return what is left out, and where it is to be found; nothing where all is shown."""
        text, count = self.sections.texts.messages.text, len(self.items)
        if plan.is_whole or not count:
            return ""
        if plan.rows < count:
            note = text("comment.shown_rows", count=plan.rows, total=count)
        elif plan.worded < count:
            note = text("comment.shown_words", count=plan.worded, total=count)
        else:
            note = text("comment.shown_sentences")
        rest = self.sections.links.rest
        where = link(text("comment.report"), rest) if rest else text("comment.report")
        return f"> {note} {text('comment.rest', where=where)}"

    def _changes(self, plan: _Plan) -> str:
        """Return a table of all working groups, and the changes of each, the weightiest first."""
        if not self.items:
            return ""
        shown = self._weightiest()[: plan.rows]
        worded = {id(one) for one in shown[: plan.worded]}
        heading = self.sections.texts.messages.text("report.changes")
        parts = [f"### {heading}", self._counts(), self._cut_note(plan)]
        for key in self._groups():
            own = [one for one in shown if one.group == key]
            if own:
                parts += self._group(key, own, [one for one in own if id(one) in worded], plan)
        return "\n\n".join(filter(None, parts))

    def _weightiest(self) -> list[Item]:
        """Return the changes, the weightiest first, and of those that weigh the same, one of each group in turn."""
        counts: Counter[tuple[object, str]] = Counter()
        turns = []
        for one in self.items:
            turns.append(counts[one.rank, one.group])
            counts[one.rank, one.group] += 1
        order = sorted(range(len(self.items)), key=lambda place: (self.items[place].rank, turns[place]))
        return [self.items[place] for place in order]

    def _groups(self) -> list[str]:
        return in_group_order((one.group for one in self.items), self.sections.report.groups)

    def _counts(self) -> str:
        """Return how many changes of which weight each working group has; nothing where there is one group alone."""
        texts = self.sections.texts
        counts = Counter((one.group, one.severity) for one in self.items)
        totals = Counter(one.severity for one in self.items)
        severities = [one for one in Severity if self.sections.report.severities.get(one) or totals[one]]
        head = [texts.messages.text("report.group"), *(texts.badge(one).word for one in severities)]
        if len(self._groups()) < 2 and not self.sections.report.rolled_up:
            return ""
        rows = [
            row([escape_markdown(texts.group_name(key)), *(str(counts[key, one]) for one in severities)])
            for key in self._groups()
        ]
        rolled = [max(0, self.sections.report.severities.get(one, 0) - totals[one]) for one in severities]
        if any(rolled):
            rows.append(row([texts.messages.text("report.rollups"), *map(str, rolled)]))
        return table([*head], rows, right=len(severities))

    def _group(self, key: str, own: Sequence[Item], worded: Sequence[Item], plan: _Plan) -> Iterable[str]:
        """Yield the heading of one working group and its changes, in a fold where there are many in all."""
        texts = self.sections.texts
        yield f"#### {escape_markdown(texts.group_heading(key))}"
        parts = self._group_changes(own, worded, plan)
        if len(self.items) <= _MANY:
            yield from parts
            return
        total = sum(one.group == key for one in self.items)
        is_part = len(own) < total
        summary = texts.messages.text("comment.group_part" if is_part else "comment.group", count=len(own), total=total)
        yield fold(summary, "\n\n".join(parts))

    def _group_changes(self, own: Sequence[Item], worded: Sequence[Item], plan: _Plan) -> Iterable[str]:
        """Yield table and folds of one working group; what is only a notice stands in the last fold."""
        text = self.sections.texts.messages.text
        head = [text("report.severity"), text("report.kinds"), text("comment.demand")]
        weighty = [one for one in own if one.severity is not Severity.NOTICE]
        if weighty:
            yield table(head, (one.row for one in weighty))
        told = [one for one in worded if one.severity is not Severity.NOTICE]
        if told:
            blocks = "\n\n".join(one.full if plan.is_whole else one.sentences for one in told)
            yield fold(text("comment.wordings", count=len(told)), blocks, is_open=len(self.items) <= _FEW)
        notices = [one for one in own if one.severity is Severity.NOTICE]
        if notices:
            kept = [one for one in worded if one.severity is Severity.NOTICE]
            wordings = [one.full if plan.is_whole else one.sentences for one in kept]
            content = "\n\n".join([table(head, (one.row for one in notices)), *wordings])
            yield fold(text("severity.notice-count", count=len(notices)), content)


def _says_something(report: Report) -> bool:
    return not report.is_empty or bool(report.alarms or report.questions)


def _plan_lines(rows: int, *, lines: int) -> _Plan:
    return _Plan(rows=rows, worded=min(_MOST_WORDED, rows // _LINES_FOR_WORDS), lines=lines)
