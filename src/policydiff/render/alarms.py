"""Alarms as people read them: one by one, but reused ids together where a catalogue was numbered anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.core.report import Alarm, AlarmCode, Report
from policydiff.render.rollups import Reference, tell_moves
from policydiff.render.rows import Texts, Wording
from policydiff.render.safety import line, lines

# So many reused ids are one act: the papers' numbers went on by one. Told one by one they would bury what it says.
TOGETHER = 4
REUSED_ANCHOR = "reused"
# So many ids of a ring show how the others went.
_MOST_IN_RING = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmNote:
    """Something to look at first: what, what that means, the demands on both sides, and who refers to the id.

    `living` says of a reused id where its old demand is now, `whereabouts` the same in a sentence; else they are empty.
    """

    code: str
    anchor: str
    word: str
    meaning: str
    id: str
    old: Wording
    new: Wording
    living: str
    whereabouts: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReusedNote:
    """Ids that were reused together: how many in words, what that means, the first moves, and each of them."""

    anchor: str
    word: str
    meaning: str
    moves: str
    alarms: tuple[AlarmNote, ...]


def alarm_anchor(number: int) -> str:
    """Return the anchor of an alarm by its number, from 1."""
    return f"alarm-{number}"


def find_reused(report: Report) -> tuple[Alarm, ...]:
    """Return the reused ids of a report that are told together; empty where there are few. Exchanged ones are none."""
    reused = tuple(one for one in report.alarms if one.code is AlarmCode.ID_REUSED and not one.ring)
    return reused if len(reused) >= TOGETHER else ()


def find_single(report: Report) -> Iterator[tuple[int, Alarm]]:
    """Yield the alarms that are told one by one, with their numbers from 1; of exchanged ids the first tells all."""
    are_together = bool(find_reused(report))
    told: set[tuple[str, ...]] = set()
    for number, alarm in enumerate(report.alarms, start=1):
        is_told = alarm.ring in told if alarm.ring else are_together and alarm.code is AlarmCode.ID_REUSED
        if not is_told:
            yield number, alarm
        if alarm.ring:
            told.add(alarm.ring)


def name_ring(ring: Sequence[str]) -> str:
    """Return the ids of a ring: two that were exchanged (a ↔ b), or which went where (a → b → c → a)."""
    ids = lines(ring)
    if len(ids) == 2:
        return " ↔ ".join(ids)
    shown = (*ids, ids[0]) if len(ids) <= _MOST_IN_RING else (*ids[:_MOST_IN_RING], "…")
    return " → ".join(shown)


def list_alarms(report: Report, texts: Texts) -> tuple[AlarmNote, ...]:
    """Return the alarms that are told one by one."""
    return tuple(_note(alarm, number, texts) for number, alarm in find_single(report))


def tell_reused(report: Report, texts: Texts) -> ReusedNote | None:
    """Return the reused ids that are told together, if there are any."""
    reused = find_reused(report)
    if not reused:
        return None
    text = texts.messages.text
    return ReusedNote(
        anchor=REUSED_ANCHOR,
        word=count_reused(reused, texts),
        meaning=text("report.reused_meaning"),
        moves=tell_reused_moves(reused, texts),
        alarms=tuple(
            _note(alarm, number, texts)
            for number, alarm in enumerate(report.alarms, start=1)
            if alarm.code is AlarmCode.ID_REUSED and not alarm.ring
        ),
    )


def name_alarm(alarm: Alarm, texts: Texts) -> str:
    """Return what an alarm is called: an id is only perhaps reused where that is asked, and may be only exchanged."""
    if alarm.ring:
        return texts.messages.text("report.exchanged")
    return texts.messages.text("report.reused_perhaps") if alarm.is_asked else texts.rule(alarm.code)


def tell_meaning(alarm: Alarm, texts: Texts) -> str:
    """Return what an alarm means."""
    if alarm.ring:
        return texts.messages.text("report.exchanged_meaning")
    key = "report.reused_perhaps_meaning" if alarm.is_asked else f"rule.{alarm.code}.meaning"
    return texts.messages.text(key)


def tell_living(alarm: Alarm, texts: Texts) -> str:
    """Return where the old demand of a reused id is now; empty for any other alarm."""
    if alarm.code is not AlarmCode.ID_REUSED:
        return ""
    if alarm.is_asked:
        return texts.messages.text("report.living_asked")
    if not alarm.living:
        return texts.messages.text("fate.dropped")
    return texts.messages.text("report.living", ids=texts.messages.join(lines(alarm.living)))


def tell_whereabouts(alarm: Alarm, texts: Texts) -> str:
    """Return the same as a sentence."""
    if alarm.code is not AlarmCode.ID_REUSED:
        return ""
    if alarm.is_asked:
        return texts.messages.text("report.living_asked_sentence")
    if not alarm.living:
        return texts.messages.text("report.living_nowhere")
    return texts.messages.text("report.living_sentence", ids=texts.messages.join(lines(alarm.living)))


def tell_references(alarm: Alarm, texts: Texts) -> str:
    """Return where the old demand of a reused id is now, and which demands refer to it."""
    named = ", ".join(lines(alarm.references))
    told = f"{texts.messages.text('report.references')}: {named}." if named else ""
    return " ".join(filter(None, [tell_whereabouts(alarm, texts), told]))


def count_reused(reused: Sequence[Alarm], texts: Texts) -> str:
    """Return how many ids were reused, in words."""
    return texts.messages.text("report.reused", count=len(reused))


def tell_reused_moves(reused: Sequence[Alarm], texts: Texts) -> str:
    """Return under which ids the first demands live on, and of how many that were dropped or are asked about."""
    text = texts.messages.text
    moved = [(one.old.id, one.living) for one in reused if one.living]
    asked = sum(one.is_asked for one in reused)
    dropped = len(reused) - len(moved) - asked
    counts = {"report.reused_left": dropped, "report.reused_asked": asked}
    left = ", ".join(text(key, count=count) for key, count in counts.items() if count)
    if not moved:
        return text("report.reused_of_all", left=left) if asked else text("report.reused_dropped")
    moves = tell_moves(moved)
    return (
        text("report.reused_some", count=len(moved), moves=moves, left=left)
        if left
        else text("report.reused_moves", moves=moves)
    )


def _note(alarm: Alarm, number: int, texts: Texts) -> AlarmNote:
    anchors = texts.anchors
    ring = [one for one in texts.report.alarms if one.ring == alarm.ring] if alarm.ring else [alarm]
    referring = dict.fromkeys(id for one in ring for id in one.references)
    return AlarmNote(
        code=str(alarm.code),
        anchor=alarm_anchor(number),
        word=name_alarm(alarm, texts),
        meaning=tell_meaning(alarm, texts),
        id=name_ring(alarm.ring) if alarm.ring else line(alarm.new.id),
        old=texts.plain(alarm.old, is_old=True),
        new=texts.plain(alarm.new, is_old=False),
        living=tell_living(alarm, texts),
        whereabouts=tell_whereabouts(alarm, texts),
        references=tuple(
            Reference(id=line(id), anchor=anchors.new(line(id)) if id in anchors.taken else "") for id in referring
        ),
    )
