"""The report as people read it, without any markup: every word chosen, every text harmless, every entry in its place.

Terminal, Markdown and HTML are drawn from this outline alone, so that they cannot say different things.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Kind
from policydiff.core.report import Alarm, FrameChange, FrameKind, Question, Report, Side
from policydiff.core.wording import Mark
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.rows import KEPT, Piece, Row, Texts, Wording, pieces
from policydiff.render.safety import line, paragraphs
from policydiff.render.summary import Balance, balance, headline, selection_sentence

# So many words are shown before and after what changed in a preamble: one line of the page.
_CONTEXT = 14

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
class AlarmNote:
    """Something that makes later references wrong: what, what that means, and the demands on both sides."""

    code: str
    word: str
    meaning: str
    id: str
    old: Wording
    new: Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenQuestion:
    """Demands that may be the same, with the reason to think so."""

    certainty: str
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameNote:
    """One change of the frame: old and new words, or the pieces of a reworded text."""

    code: str
    word: str
    subject: str
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The changed entries of one working group."""

    key: str
    name: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnchangedGroup:
    """The unchanged demands of one working group, by id and anchor."""

    heading: str
    count: str
    ids: tuple[tuple[str, str], ...]


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
    questions: tuple[OpenQuestion, ...]
    sections: tuple[Section, ...]
    frame: tuple[FrameNote, ...]
    unchanged: tuple[UnchangedGroup, ...]
    unchanged_count: int

    @property
    def has_redlines(self) -> bool:
        """Return whether any text is marked, so that the marks must be explained."""
        rows = (row for section in self.sections for row in section.rows)
        return any(row.redline for row in rows) or any(note.pieces for note in self.frame)


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
        questions=tuple(_question(question, texts) for question in report.questions),
        sections=sections,
        frame=tuple(_frame(change, texts) for change in report.frame),
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
    ids: dict[str, list[tuple[str, str]]] = {}
    for entry in report.entries:
        if not entry.changes:
            for demand in entry.new:
                ids.setdefault(demand.group, []).append((line(demand.id), texts.anchors.new(demand.id)))
    for one in report.untouched:
        ids.setdefault(one.group, []).append((line(one.id), texts.anchors.new(one.id)))
    return tuple(
        UnchangedGroup(
            heading=texts.group_name(key),
            count=texts.messages.text("report.unchanged_in", count=len(ids[key])),
            ids=tuple(sorted(ids[key])),
        )
        for key in in_group_order(ids, report.groups)
    )


def _alarm(alarm: Alarm, texts: Texts) -> AlarmNote:
    return AlarmNote(
        code=alarm.code,
        word=texts.messages.text(f"alarm.{alarm.code}"),
        meaning=texts.messages.text(f"alarm.{alarm.code}-meaning"),
        id=line(alarm.new.id),
        old=texts.plain(alarm.old, is_old=True),
        new=texts.plain(alarm.new, is_old=False),
    )


def _question(question: Question, texts: Texts) -> OpenQuestion:
    def wordings(demands: Sequence[Demand], *, is_old: bool) -> tuple[Wording, ...]:
        return tuple(texts.plain(demand, is_old=is_old) for demand in demands)

    return OpenQuestion(
        certainty=texts.reason(question.reason, question.score),
        old=wordings(question.old, is_old=True),
        new=wordings(question.new, is_old=False),
    )


def _frame(change: FrameChange, texts: Texts) -> FrameNote:
    # Names say themselves what they concern; a preamble does not.
    subject = texts.group_name(change.key) if change.kind in _PREAMBLES and change.key else ""
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
