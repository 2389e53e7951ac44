"""The report as people read it, without any markup: every word chosen, every text harmless, every entry in its place.

Terminal, Markdown and HTML are drawn from this outline alone, so that they cannot say different things.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from policydiff.core.changes import Kind
from policydiff.core.report import Alarm, FrameChange, FrameKind, Question, Report, Side
from policydiff.core.wording import Mark
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.pieces import KEPT, Piece, pieces
from policydiff.render.rows import Row, Texts, Wording
from policydiff.render.safety import line, lines, paragraphs
from policydiff.render.summary import Balance, balance, headline, selection_sentence

# So many words are shown before and after what changed in a preamble: one line of the page.
_CONTEXT = 14

_GROUPS = (FrameKind.GROUP_ADDED, FrameKind.GROUP_DROPPED, FrameKind.GROUP_RENAMED)
_PREAMBLES = (FrameKind.PREAMBLE_ADDED, FrameKind.PREAMBLE_DROPPED, FrameKind.PREAMBLE_REWORDED)


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
class Reference:
    """A demand that is referred to by its id, and its anchor (empty when the page does not hold it)."""

    id: str
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmNote:
    """Something to look at first: what, what that means, the demands on both sides, and who refers to the id."""

    code: str
    word: str
    meaning: str
    id: str
    old: Wording
    new: Wording
    references: tuple[Reference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """Demands that are not matched but may be the same, or share a topic: the reason with its score, and both sides."""

    certainty: str
    score: str
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameNote:
    """One change of the frame: old and new words, or the pieces of a reworded text.

    `below` are the changes that belong to it: the preamble of a working group that came, went or has another name.
    """

    code: str
    word: str
    subject: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    below: tuple["FrameNote", ...] = ()

    @property
    def words(self) -> str:
        """Return the old and the new words, as far as there are any."""
        return " → ".join(part for part in (self.old, self.new) if part)


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
    """A report ready to be laid out."""

    language: str
    headline: str
    selection: str
    old: Edition
    new: Edition
    kinds: tuple[KindCount, ...]
    balance: Balance
    alarms: tuple[AlarmNote, ...]
    questions: tuple[Pairing, ...]
    related: tuple[Pairing, ...]
    sections: tuple[Section, ...]
    frame: tuple[FrameNote, ...]
    unchanged: tuple[UnchangedGroup, ...]
    unchanged_count: int

    @property
    def has_redlines(self) -> bool:
        """Return whether any text is marked, so that the marks must be explained."""
        rows = (row for section in self.sections for row in section.rows)
        notes = (note for change in self.frame for note in (change, *change.below))
        return any(row.redline for row in rows) or any(note.pieces for note in notes)

    @property
    def has_numbers(self) -> bool:
        """Return whether any split or merge says which clause went where, so that its numbers must be explained."""
        return any(row.has_numbers for section in self.sections for row in section.rows)


def outline(report: Report, messages: Messages) -> Outline:
    """Return the report laid out for people in the language of the messages."""
    anchors = Anchors.of(report)
    texts = Texts(report=report, messages=messages, anchors=anchors)
    sections = _sections(report, texts)
    unchanged = _unchanged(report, texts)
    return Outline(
        language=messages.language,
        headline=headline(report, messages),
        selection=selection_sentence(report, messages),
        old=_edition(report.old, messages),
        new=_edition(report.new, messages),
        kinds=_kind_counts(report, sections, messages),
        balance=balance(report, messages),
        alarms=tuple(_alarm(alarm, texts) for alarm in report.alarms),
        questions=tuple(_pairing(question, texts) for question in report.questions),
        related=tuple(_pairing(pair, texts) for pair in report.related),
        sections=sections,
        frame=_frame(report.frame, texts),
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
        spec=line(side.spec),
        commit=line(side.commit)[:12] if side.commit else "",
        demands=messages.text("report.demands", count=side.demands),
    )


def _kind_counts(report: Report, sections: Sequence[Section], messages: Messages) -> tuple[KindCount, ...]:
    first: dict[str, str] = {}
    for section in sections:
        for row in section.rows:
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
    for entry in report.entries:
        if entry.changes:
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


def _alarm(alarm: Alarm, texts: Texts) -> AlarmNote:
    anchors = texts.anchors
    return AlarmNote(
        code=str(alarm.code),
        word=texts.messages.text(f"alarm.{alarm.code}"),
        meaning=texts.messages.text(f"alarm.{alarm.code}-meaning"),
        id=line(alarm.new.id),
        old=texts.plain(alarm.old, is_old=True),
        new=texts.plain(alarm.new, is_old=False),
        references=tuple(
            Reference(id=line(id), anchor=anchors.new(line(id)) if id in anchors.taken else "")
            for id in alarm.references
        ),
    )


def _pairing(pair: Question, texts: Texts) -> Pairing:
    return Pairing(
        certainty=texts.reason(pair.reason, pair.score),
        score=texts.messages.score(pair.score),
        old=tuple(texts.plain(demand, is_old=True) for demand in pair.old),
        new=tuple(texts.plain(demand, is_old=False) for demand in pair.new),
    )


def _frame(changes: Sequence[FrameChange], texts: Texts) -> tuple[FrameNote, ...]:
    """Return the changes of the frame; the preamble of a group that came, went or was renamed stands below it."""
    groups = {change.key for change in changes if change.kind in _GROUPS}
    below: dict[str, list[FrameNote]] = {}
    for change in changes:
        if change.kind in _PREAMBLES and change.key in groups:
            below.setdefault(change.key, []).append(_frame_note(change, texts, subject=""))
    notes = []
    for change in changes:
        # Names say themselves what they concern; a preamble does not.
        if change.kind not in _PREAMBLES:
            note = _frame_note(change, texts, subject="")
            notes.append(replace(note, below=tuple(below.get(change.key, ()))) if change.kind in _GROUPS else note)
        elif change.key not in groups:
            notes.append(_frame_note(change, texts, subject=texts.group_name(change.key) if change.key else ""))
    return tuple(notes)


def _frame_note(change: FrameChange, texts: Texts, *, subject: str) -> FrameNote:
    has_pieces = (
        change.old is not None and change.new is not None and any(run.mark is not Mark.KEPT for run in change.redline)
    )
    return FrameNote(
        code=str(change.kind),
        word=texts.messages.text(f"frame.{change.kind}"),
        subject=subject,
        old=" ".join(paragraphs(change.old)) if change.old else "",
        new=" ".join(paragraphs(change.new)) if change.new else "",
        pieces=tuple(map(_shortened, pieces(change.redline))) if has_pieces else (),
    )


def _shortened(piece: Piece) -> Piece:
    """Leave out the middle of long kept words: a preamble of a page with one new sentence need not be read again."""
    words = piece.text.split(" ")
    if piece.mark != KEPT or len(words) <= 2 * _CONTEXT + 2:
        return piece
    return Piece(mark=KEPT, text=" ".join([*words[:_CONTEXT], "[…]", *words[-_CONTEXT:]]))
