"""What a person has let through, by whom and why, and which acceptances match nothing any more."""

from collections.abc import Iterable
from dataclasses import dataclass

from policydiff.core.acceptance import Acceptance
from policydiff.core.report import Alarm, DeclarationChange, Entry, FrameChange, Question, Report, Told
from policydiff.core.rules import Severity
from policydiff.render.alarms import alarm_anchor
from policydiff.render.declarations import declaration_rule
from policydiff.render.frame import frame_line
from policydiff.render.messages import Messages
from policydiff.render.names import Badge
from policydiff.render.questions import ask
from policydiff.render.rows import Texts, beginning, opening
from policydiff.render.safety import line

_BEGINNING = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptanceNote:
    """One accepted change: what it is, the beginning of the text, who says why, and its anchor (empty if not shown)."""

    what: str
    text: str
    said: str
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptances:
    """All accepted changes, and the acceptances that match nothing, by fingerprint, with what that means."""

    notes: tuple[AcceptanceNote, ...]
    unused: tuple[tuple[str, str], ...]
    unused_note: str

    def __bool__(self) -> bool:
        """Return whether there is anything to tell."""
        return bool(self.notes or self.unused)


def list_acceptances(report: Report, texts: Texts) -> Acceptances:
    """Return what a person has let through in a report."""
    messages = texts.messages
    unused = report.unused_acceptances
    return Acceptances(
        notes=tuple(_notes(report, texts)),
        unused=tuple((line(one.fingerprint), said(one, messages)) for one in unused),
        unused_note=messages.text("comment.unused_note", count=len(unused)) if unused else "",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Unaccepted:
    """One change that nobody has let through: what it weighs (None: nothing), what it is, the text, its fingerprint."""

    badge: Badge | None
    what: str
    text: str
    fingerprint: str


def list_unaccepted(report: Report, texts: Texts) -> tuple[Unaccepted, ...]:
    """Return what a person may let through in a report, the weightiest first."""
    found = [one for one in _told(report) if one.fingerprint and not one.acceptance]
    found.sort(key=lambda one: one.severity.rank if one.severity else len(Severity))
    notes = []
    for one in found:
        what, text, _ = _name(one, report, texts)
        badge = texts.badge(one.severity) if one.severity else None
        shown = beginning(text, _BEGINNING)
        notes.append(Unaccepted(badge=badge, what=what, text=shown, fingerprint=one.fingerprint))
    return tuple(notes)


def said(acceptance: Acceptance, messages: Messages) -> str:
    """Return who let a change through, and why."""
    return messages.text("comment.said", by=line(acceptance.by), reason=line(acceptance.reason))


def _told(report: Report) -> tuple[Told, ...]:
    return (*report.alarms, *report.entries, *report.questions, *report.frame, *report.declarations)


def _notes(report: Report, texts: Texts) -> Iterable[AcceptanceNote]:
    for one in _told(report):
        if one.acceptance:
            what, text, anchor = _name(one, report, texts)
            shown = beginning(text, _BEGINNING)
            yield AcceptanceNote(what=what, text=shown, said=said(one.acceptance, texts.messages), anchor=anchor)


def _name(one: Told, report: Report, texts: Texts) -> tuple[str, str, str]:
    text = texts.messages.text
    match one:
        case Alarm():
            told = (other is one or (one.ring and other.ring == one.ring) for other in report.alarms)
            number = next(number for number, is_told in enumerate(told, start=1) if is_told)
            return texts.rule(one.code), line(one.new.text), alarm_anchor(number)
        case Entry():
            anchor = (texts.anchors.new if one.new else texts.anchors.old)(line(one.main.id))
            return ", ".join(text(f"kind.{kind}") for kind in one.kinds), line(one.main.text), anchor
        case Question():
            return ask(one, texts.messages), line(one.new[0].text), "questions"
        case FrameChange():
            return *frame_line(one, texts), "frame"
        case DeclarationChange():
            return declaration_rule(one, texts), opening(one.demand, _BEGINNING), "declarations"
