"""The report as people read it, without any markup: every word chosen, every text harmless, every entry in its place.

Terminal, Markdown and HTML are drawn from this outline alone, so that they cannot say different things.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from policydiff.core.changes import Kind
from policydiff.core.report import Question, Report, Side
from policydiff.render.acceptances import Acceptances, list_acceptances
from policydiff.render.alarms import AlarmNote, ReusedNote, list_alarms, tell_reused
from policydiff.render.anchors import Anchors
from policydiff.render.declarations import DeclarationNote, list_declarations
from policydiff.render.frame import FrameNote, list_frame
from policydiff.render.glance import Glance, glance
from policydiff.render.levels import LevelMatrix, level_matrix
from policydiff.render.messages import Messages
from policydiff.render.pieces import MOVED
from policydiff.render.questions import ask, questions_note, tells_each, until
from policydiff.render.rollups import RollupNote, introduce_rollups, list_apart, list_rollups
from policydiff.render.rows import Row, Texts, Wording
from policydiff.render.safety import line, lines
from policydiff.render.summary import Balance, balance, headline, selection_sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One side as the head of the report names it; what is not known is empty."""

    title: str
    date: str
    name: str
    spec: str
    commit: str
    demands: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KindCount:
    """How many entries carry a kind, and the anchor of the first one that is shown (empty when none is)."""

    kind: str
    word: str
    count: str
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """Demands that may be the same or parts of each other, or share a topic: what is asked, the reason, both sides.

    `question` is empty where nothing is asked, `until` where a note above all questions says what counts meanwhile.
    """

    question: str
    until: str
    certainty: str
    score: str
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The changed entries of one working group."""

    key: str
    name: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnchangedGroup:
    """The unchanged demands of one working group, by id."""

    heading: str
    count: str
    ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A report ready to be laid out; `text_language` is that of the catalogue."""

    language: str
    text_language: str
    headline: str
    selection: str
    old: Edition
    new: Edition
    glance: Glance
    acceptances: Acceptances
    kinds: tuple[KindCount, ...]
    balance: Balance
    levels: LevelMatrix | None
    alarms: tuple[AlarmNote, ...]
    reused: ReusedNote | None
    questions_note: str
    questions: tuple[Pairing, ...]
    related: tuple[Pairing, ...]
    rollups_note: str
    rollups: tuple[RollupNote, ...]
    sections: tuple[Section, ...]
    frame: tuple[FrameNote, ...]
    declarations: tuple[DeclarationNote, ...]
    unchanged: tuple[UnchangedGroup, ...]
    unchanged_count: int

    @property
    def rows(self) -> Iterator[Row]:
        """Yield all rows: those of the working groups, then those that roll-ups tell."""
        for section in self.sections:
            yield from section.rows
        for note in self.rollups:
            yield from note.rows

    @property
    def has_redlines(self) -> bool:
        """Return whether any text is marked, so that the marks must be explained."""
        notes = (note for change in self.frame for note in (change, *change.below))
        return any(row.has_marks for row in self.rows) or any(note.pieces for note in notes)

    @property
    def has_moves(self) -> bool:
        """Return whether words were moved, so that the marks of both places must be explained."""
        notes = (note for change in self.frame for note in (change, *change.below))
        return any(row.has_moves for row in self.rows) or any(
            one.mark in MOVED for note in notes for one in note.pieces
        )

    @property
    def has_numbers(self) -> bool:
        """Return whether any split or merge says which clause went where, so that its numbers must be explained."""
        return any(row.has_numbers for row in self.rows)


def outline(report: Report, messages: Messages) -> Outline:
    """Return the report laid out for people in the language of the messages."""
    anchors = Anchors.of(report)
    texts = Texts(report=report, messages=messages, anchors=anchors)
    sections = _sections(report, texts)
    rollups = list_rollups(report, texts)
    unchanged = _unchanged(report, texts)
    return Outline(
        acceptances=list_acceptances(report, texts),
        language=messages.language,
        text_language=report.language,
        headline=headline(report, messages),
        selection=selection_sentence(report, messages),
        old=_edition(report.old, messages),
        new=_edition(report.new, messages),
        glance=glance(report, texts),
        kinds=_kind_counts(report, (*sections, *rollups), messages),
        balance=balance(report, messages),
        levels=level_matrix(report, messages),
        alarms=list_alarms(report, texts),
        reused=tell_reused(report, texts),
        questions_note=questions_note(report.questions, messages),
        questions=tuple(_asked(report.questions, texts)),
        related=tuple(_pairing(pair, texts) for pair in report.related),
        rollups_note=introduce_rollups(report, messages),
        rollups=rollups,
        sections=sections,
        frame=list_frame(report.frame, texts),
        declarations=list_declarations(report.declarations, texts),
        unchanged=unchanged,
        unchanged_count=sum(len(group.ids) for group in unchanged),
    )


def in_group_order(keys: Iterable[str], known: Mapping[str, object]) -> list[str]:
    """Return the keys in the order of the known groups, unknown ones last in the order they come."""
    wanted = dict.fromkeys(keys)
    return [key for key in known if key in wanted] + [key for key in wanted if key not in known]


def _edition(side: Side, messages: Messages) -> Edition:
    return Edition(
        title=line(side.title),
        date=line(messages.date(side.date)) if side.date else "",
        name=line(side.edition),
        spec="" if side.spec == side.commit else line(side.spec),
        commit=line(side.commit)[:12] if side.commit else "",
        demands=messages.text("report.demands", count=side.demands),
    )


def _kind_counts(report: Report, parts: Iterable[Section | RollupNote], messages: Messages) -> tuple[KindCount, ...]:
    first: dict[str, str] = {}
    for part in parts:
        for row in part.rows:
            for label in row.labels:
                first.setdefault(label.kind, row.anchor)
    if any(Kind.UNCHANGED in entry.kinds for entry in report.entries) or report.untouched:
        first[Kind.UNCHANGED] = "unchanged"
    return tuple(
        KindCount(
            kind=str(kind),
            word=messages.text(f"kind.{kind}"),
            count=messages.number(report.kinds[kind]),
            anchor=first.get(kind, ""),
        )
        for kind in Kind
        if report.kinds.get(kind, 0)
    )


def _sections(report: Report, texts: Texts) -> tuple[Section, ...]:
    rows: dict[str, list[Row]] = {}
    for entry in list_apart(report):
        rows.setdefault(entry.group, []).append(texts.row(entry))
    return tuple(
        Section(key=line(key), name=texts.group_name(key), heading=texts.group_heading(key), rows=tuple(rows[key]))
        for key in in_group_order(rows, report.groups)
    )


def _unchanged(report: Report, texts: Texts) -> tuple[UnchangedGroup, ...]:
    ids: dict[str, list[str]] = {}
    for entry in report.entries:
        if not entry.changes:
            for demand in entry.new:
                ids.setdefault(demand.group, []).append(demand.id)
    for key, held in groupby(report.untouched, attrgetter("group")):
        ids.setdefault(key, []).extend(map(attrgetter("id"), held))
    return tuple(
        UnchangedGroup(
            heading=texts.group_name(key),
            count=texts.messages.text("report.unchanged_in", count=len(ids[key])),
            ids=tuple(sorted(lines(ids[key]))),
        )
        for key in in_group_order(ids, report.groups)
    )


def _asked(questions: Sequence[Question], texts: Texts) -> Iterator[Pairing]:
    is_told = tells_each(questions)
    for one in questions:
        meanwhile = until(one, texts.messages) if is_told else ""
        yield replace(_pairing(one, texts), question=ask(one, texts.messages), until=meanwhile)


def _pairing(pair: Question, texts: Texts) -> Pairing:
    return Pairing(
        question="",
        until="",
        certainty=texts.reason(pair.reason, pair.score),
        score=texts.messages.score(pair.score),
        old=tuple(texts.plain(demand, is_old=True) for demand in pair.old),
        new=tuple(texts.plain(demand, is_old=False) for demand in pair.new),
    )
