"""What must be read first: alarms, roll-ups, single demands by severity, and how many changes weigh how much."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Change, Moved, Parted, Reassigned, Reinstated, Renamed, Reworded, Split
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Alarm, DeclarationChange, Entry, FrameChange, Report
from policydiff.core.rules import Finding, Severity
from policydiff.core.wording import fold
from policydiff.render.alarms import (
    REUSED_ANCHOR,
    alarm_anchor,
    count_reused,
    find_reused,
    find_single,
    name_alarm,
    name_ring,
    tell_living,
    tell_reused_moves,
)
from policydiff.render.declarations import declaration_rule
from policydiff.render.facts import group_words, part_names, question_facts, signal_words
from policydiff.render.frame import frame_line
from policydiff.render.questions import tells_each
from policydiff.render.rollups import Reference, list_apart, rollup_anchor, rollup_edit
from policydiff.render.rows import Texts, beginning, opening
from policydiff.render.safety import line

# More than a screen of them, and nobody knows again which come first: the others are told in a line each.
MOST_LINES = 10
# So much of a text is shown that a demand can be recognised; at 80 columns that is a second line, seldom a third.
_BEGINNING = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class GlanceLine:
    """One thing to read: what it is, the beginning of the text or what else tells where, and its anchor.

    The id, if there is one, is for a reader who can follow no link. `named` are demands that the text is about, each
    with its anchor.
    """

    what: str
    text: str
    id: str
    anchor: str
    named: tuple[Reference, ...] = ()

    def told(self, most: int | None = None) -> str:
        """Return the text with the demands it is about, the first of many where only so many are to be named."""
        ids = ", ".join(one.id for one in self.named[:most])
        more = " …" if most and len(self.named) > most else ""
        return f"{self.text}: {ids}{more}" if ids else self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """What to read first: the first major changes, the others and how many they are, and what a person has to look at.

    `doubts` are the open questions and the pairs that are only probable; `counts` says how many changes weigh how much.
    What there is nothing to say of is empty.
    """

    lines: tuple[GlanceLine, ...]
    others: tuple[GlanceLine, ...]
    more: str
    doubts: tuple[GlanceLine, ...]
    counts: str

    def __bool__(self) -> bool:
        """Return whether there is anything to read."""
        return bool(self.lines or self.doubts or self.counts)


def glance(report: Report, texts: Texts) -> Glance:
    """Return what must be read first; empty when nothing changed."""
    text = texts.messages.text
    draws = (_alarms, _rollups, _entries, _frame, _declarations)
    major = [one for draw in draws for one in draw(report, texts)]
    # A catalogue numbered anew comes after what it says now, and is never left out.
    reused = list(_reused(report, texts))
    most = MOST_LINES - len(reused)
    shown, others = [*major[:most], *reused], major[most:]
    counts = _counts(report, texts)
    if shown and counts:
        counts = text("report.first_counts", counts=counts)
    elif counts:
        is_hidden = bool(report.selection and report.severities.get(Severity.MAJOR))
        counts = text("report.first_none_shown" if is_hidden else "report.first_none", counts=counts)
    return Glance(
        lines=tuple(shown),
        others=tuple(others),
        more=text("report.first_more", count=len(others)) if others else "",
        doubts=(*_questions(report, texts), *_probable(report, texts)),
        counts=counts,
    )


def _alarms(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    text = texts.messages.text
    for number, alarm in find_single(report):
        if alarm.severity is not Severity.MAJOR:
            continue
        what, told, id = name_alarm(alarm, texts), beginning(line(alarm.new.text), _BEGINNING), line(alarm.new.id)
        if alarm.ring:
            what, told, id = f"{what}: {name_ring(alarm.ring)}", text("report.exchanged_note"), ""
        elif not alarm.is_asked and (living := tell_living(alarm, texts)):
            what = f"{what} ({text('report.reused_old')}: {living})"
        yield GlanceLine(what=_accepted(alarm, what, texts), text=told, id=id, anchor=alarm_anchor(number))


def _reused(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    reused = find_reused(report)
    if any(one.severity is Severity.MAJOR for one in reused):
        what, moves = count_reused(reused, texts), tell_reused_moves(reused, texts)
        yield GlanceLine(what=what, text=moves, id="", anchor=REUSED_ANCHOR)


def _rollups(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    shown = {one.id for entry in report.entries for one in entry.new if entry.changes} if report.rollups else set()
    for number, rollup in enumerate(report.rollups, start=1):
        if rollup.severity is Severity.MAJOR and not shown.isdisjoint(rollup.demands):
            rule = rollup.findings[0].rule
            keys = {"addressee-left": rollup.old, "addressee-joined": rollup.new}.get(rule)
            edit = rollup_edit(rollup, texts, rule=rule) if keys is None else ", ".join(texts.addressee_names(keys))
            what = f"{texts.rule(rule)}: {edit}"
            told = texts.messages.text("report.first_rollup", count=len(rollup.demands))
            yield GlanceLine(what=what, text=told, id="", anchor=rollup_anchor(number))


def _entries(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    major = [entry for entry in list_apart(report) if entry.severity is Severity.MAJOR]
    for entry in sorted(major, key=lambda one: one.findings[0].rank):
        demand = _showing(entry) or entry.main
        id, what = line(entry.main.id), _what(entry, texts)
        if question_facts(entry, texts):
            what = f"{what} ({texts.messages.text('report.living_asked')})"
        yield GlanceLine(
            what=_accepted(entry, what, texts),
            text=beginning(line(demand.text), _BEGINNING),
            id=line(demand.id),
            anchor=texts.anchors.new(id) if entry.new else texts.anchors.old(id),
        )


def _showing(entry: Entry) -> Demand | None:
    """Return the new part of a split that shows the heaviest finding, if one does.

    It is the first that has the new words; of words that went away, the only one that has nothing of the kind.
    """
    splits = [change for change in entry.changes if isinstance(change, Split)]
    signals = [one for change in splits for one in change.signals]
    heaviest = [one for one in signals if one.rule == entry.findings[0].rule]
    new = [fold(one.new) for one in heaviest if one.new]
    showing = next((part for part in entry.new if any(_holds(part.text, words) for words in new)), None)
    if showing or not heaviest or any(_holds(one.text, heaviest[0].old) for split in splits for one in split.dropped):
        return showing
    of_its_kind = [heaviest[0].old, *(one.new for one in signals if one.code is heaviest[0].code and one.new)]
    lacking = [part for part in entry.new if not any(_holds(part.text.casefold(), it.casefold()) for it in of_its_kind)]
    return lacking[0] if len(lacking) == 1 else None


def _holds(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(text)))


def _frame(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    for change in report.frame:
        if change.severity is Severity.MAJOR:
            what, told = frame_line(change, texts)
            what = f"{what}: {texts.group_name(change.key)}" if change.key in texts.report.groups else what
            shown = _accepted(change, what, texts)
            yield GlanceLine(what=shown, text=beginning(told, _BEGINNING), id="", anchor="frame")


def _declarations(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    for change in report.declarations:
        if change.severity is Severity.MAJOR:
            shown, id = opening(change.demand, _BEGINNING), line(change.demand.id)
            what = _accepted(change, declaration_rule(change, texts), texts)
            yield GlanceLine(what=what, text=shown, id=id, anchor="declarations")


def _questions(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    if not report.questions:
        return
    what = texts.messages.text("report.first_questions", count=len(report.questions))
    is_mixed = tells_each(report.questions)
    note = texts.messages.text("report.first_questions_note_parts" if is_mixed else "report.first_questions_note")
    yield GlanceLine(what=what, text=note, id="", anchor="questions")


def _probable(report: Report, texts: Texts) -> Iterable[GlanceLine]:
    """Yield how many pairs are only probable, and which: the least likely first."""
    probable = [one for one in report.entries if one.grade is Grade.PROBABLE and one.changes]
    ids = [line(one.main.id) for one in sorted(probable, key=_likelihood)]
    if not ids:
        return
    what = texts.messages.text("report.first_probable", count=len(ids))
    note = texts.messages.text("report.first_probable_note", count=len(ids))
    named = tuple(Reference(id=id, anchor=texts.anchors.new(id)) for id in ids)
    yield GlanceLine(what=what, text=note, id="", anchor=named[0].anchor, named=named)


def _counts(report: Report, texts: Texts) -> str:
    counts = {severity: report.severities.get(severity, 0) for severity in Severity}
    told = [
        texts.messages.text(f"severity.{severity}-count", count=count) for severity, count in counts.items() if count
    ]
    alarms = sum(one.severity is Severity.MAJOR for one in report.alarms)
    return ", ".join([*told, *([texts.messages.text("report.first_alarms", count=alarms)] if alarms else [])])


def _accepted(change: Alarm | DeclarationChange | Entry | FrameChange, what: str, texts: Texts) -> str:
    """Return what must be read, and whether somebody let it through already."""
    return texts.messages.text("report.first_accepted", what=what) if change.acceptance else what


def _what(entry: Entry, texts: Texts) -> str:
    """Return the heaviest finding of an entry with its words, and the names of its other major findings."""
    first, *others = (finding for finding in entry.findings if finding.severity is Severity.MAJOR)
    # What is both split and merged has the same signals twice.
    words = "; ".join(dict.fromkeys(filter(None, (_words(change, first, texts) for change in entry.changes))))
    what = f"{texts.rule(first.rule)}: {words}" if words else texts.rule(first.rule)
    if not others:
        return what
    names = ", ".join(texts.rule(finding.rule) for finding in others)
    return texts.messages.text("report.first_also", first=what, others=names)


def _words(change: Change, finding: Finding, texts: Texts) -> str:
    """Return the words of a change that show a finding; empty where its name says it all."""
    match change:
        case Parted() | Reworded() | Reinstated() if finding.rule == "part-dropped":
            return "; ".join(texts.messages.quote(beginning(line(one), _BEGINNING)) for one in change.lost)
        case Reinstated(reassigned=Reassigned() as asked) if finding.rule.startswith("addressee-"):
            return _words(asked, finding, texts)
        case Reworded(signals=signals) | Parted(signals=signals) | Reinstated(signals=signals):
            return "; ".join(signal_words(one, texts) for one in signals if one.rule == finding.rule)
        case Reassigned(joined=joined, left=left):
            told = [(id, _words(one, finding, texts)) for id, one in part_names(change)]
            if told:
                return "; ".join(f"{words} ({line(id)})" for id, words in told if words)
            keys = {"addressee-joined": joined, "addressee-left": left}.get(finding.rule, ())
            return ", ".join(texts.addressee_names(keys))
        case Moved(kind=kind, old=old, new=new) if finding.rule == f"demand-{kind}":
            return group_words(old, new, texts)
        case Renamed(kind=kind, old=before, new=after) if finding.rule == f"demand-{kind}":
            return f"{line(before)} → {line(after)}"
        case _:
            return ""


def _likelihood(one: Entry) -> float:
    """Return how likely a probable match is; of presumed splits and mergers nothing says so: they come first."""
    is_unknown = one.reason is Reason.PRESUMED and one.score == 1.0
    return 0.0 if is_unknown else one.score or 0.0
