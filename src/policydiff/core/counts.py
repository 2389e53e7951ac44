"""Draws up a report: counts what its entries hold, and says which demands of its questions are matched already."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from policydiff.core.catalogue import Addressee, Demand, Level, WorkingGroup
from policydiff.core.changes import Kind, Reassigned, Reinstated, Reworded
from policydiff.core.levels import Shift
from policydiff.core.matching import Evidence
from policydiff.core.report import (
    Alarm,
    AlarmCode,
    DeclarationChange,
    Entry,
    Fate,
    FrameChange,
    LevelShift,
    Origin,
    Question,
    Report,
    Rollup,
    Side,
    Untouched,
)
from policydiff.core.rings import find_rings
from policydiff.core.rules import Severity


def draw_up_report(
    *,
    old: Side,
    new: Side,
    language: str,
    entries: tuple[Entry, ...],
    untouched: tuple[Untouched, ...],
    questions: tuple[Question, ...],
    related: tuple[Question, ...],
    carried: tuple[Evidence, ...],
    alarms: tuple[Alarm, ...],
    frame: tuple[FrameChange, ...],
    declarations: tuple[DeclarationChange, ...],
    rollups: tuple[Rollup, ...],
    addressees: Mapping[str, Addressee],
    groups: Mapping[str, WorkingGroup],
) -> Report:
    """Return the report of all entries, with its counts and nothing accepted; the arguments are fields of `Report`."""
    questions = hold_matched(questions, entries)
    return Report(
        old=old,
        new=new,
        language=language,
        entries=entries,
        untouched=untouched,
        entries_in_all=len(entries) + len(untouched),
        questions=questions,
        related=related,
        carried=carried,
        alarms=follow_reused(alarms, entries, questions),
        frame=frame,
        declarations=declarations,
        kinds=_count_kinds(entries, len(untouched)),
        fates=_count_fates(entries, len(untouched)),
        origins=_count_origins(entries, len(untouched)),
        severities=_count_severities(entries),
        substantive=_count_substantive(entries),
        regrouped=_count_regrouped(entries),
        rollups=rollups,
        rolled_up=sum(entry.is_rolled_up for entry in entries),
        only_renamed=sum(entry.is_only_renamed for entry in entries),
        shifts=count_shifts(entries),
        addressees=addressees,
        groups=groups,
    )


def hold_matched(questions: Iterable[Question], entries: Iterable[Entry]) -> tuple[Question, ...]:
    """Return questions with the ids among them that are matched already, as the entries have it."""
    matched = [entry for entry in entries if entry.old and entry.new]
    old, new = ({one.id for entry in matched for one in getattr(entry, key)} for key in ("old", "new"))
    return tuple(
        replace(
            question,
            held_old=tuple(one.id for one in question.old if one.id in old),
            held_new=tuple(one.id for one in question.new if one.id in new),
        )
        for question in questions
    )


def follow_reused(
    alarms: Iterable[Alarm], entries: Iterable[Entry], questions: Iterable[Question]
) -> tuple[Alarm, ...]:
    """Return alarms with what became of the old demands of reused ids: where they live on, asked or only exchanged.

    Where demands of earlier editions live on, the alarm knows already, unless they are back in one of the entries.
    """
    entries = tuple(entries)
    rings = find_rings(
        {
            one.old[0].id: one.new[0].id
            for one in entries
            if len(one.old) == len(one.new) == 1
            and one.old[0].id != one.new[0].id
            and not any(isinstance(change, Reworded) for change in one.changes)
        }
    )
    back = ((change, entry) for entry in entries for change in entry.changes if isinstance(change, Reinstated))
    after = {(one.id, one.text): entry.new for change, entry in back for one in change.former}
    after |= {(one.id, one.text): entry.new for entry in entries for one in entry.old}
    asked = {(old, new.id) for one in questions for old in map(_said, one.open_old) for new in one.open_new}
    return tuple(
        replace(
            alarm,
            living=tuple(one.id for one in after[_said(alarm.old)]) if _said(alarm.old) in after else alarm.living,
            is_asked=(_said(alarm.old), alarm.new.id) in asked,
            ring=rings.get(alarm.new.id, ()),
        )
        if alarm.code is AlarmCode.ID_REUSED
        else alarm
        for alarm in alarms
    )


def _said(demand: Demand) -> tuple[str, str]:
    return demand.id, demand.text


def _count_kinds(entries: tuple[Entry, ...], untouched: int) -> dict[Kind, int]:
    """Return how many entries carry each kind."""
    counts = Counter(kind for entry in entries for kind in entry.kinds)
    counts[Kind.UNCHANGED] += untouched
    return {kind: counts[kind] for kind in Kind}


def _count_fates(entries: tuple[Entry, ...], untouched: int) -> dict[Fate, int]:
    """Return how many old demands met each fate."""
    counts: Counter[Fate] = Counter()
    for entry in entries:
        if entry.fate:
            counts[entry.fate] += len(entry.old)
    counts[Fate.UNCHANGED] += untouched
    return {fate: counts[fate] for fate in Fate}


def _count_substantive(entries: tuple[Entry, ...]) -> dict[Fate, int]:
    """Return how many old demands of each fate changed in their matter, those left out that roll-ups tell."""
    told = tuple(entry for entry in entries if entry.is_substantive and not entry.is_rolled_up)
    return _count_fates(told, 0)


def _count_regrouped(entries: tuple[Entry, ...]) -> tuple[int, int]:
    """Return how many old demands count as split and were merged as well, in all and with their matter changed."""
    both = [entry for entry in entries if {Kind.SPLIT, Kind.MERGED} <= set(entry.kinds)]
    return sum(len(entry.old) for entry in both), sum(len(entry.old) for entry in both if entry.is_substantive)


def _count_origins(entries: tuple[Entry, ...], untouched: int) -> dict[Origin, int]:
    """Return how many new demands have each origin."""
    counts: Counter[Origin] = Counter()
    for entry in entries:
        if entry.origin:
            counts[entry.origin] += len(entry.new)
    counts[Origin.UNCHANGED] += untouched
    return {origin: counts[origin] for origin in Origin}


def _count_severities(entries: tuple[Entry, ...]) -> dict[Severity, int]:
    """Return how many entries have each severity."""
    counts = Counter(entry.severity for entry in entries)
    return {severity: counts[severity] for severity in Severity}


def count_shifts(entries: tuple[Entry, ...]) -> tuple[LevelShift, ...]:
    """Return the level shifts of reassigned demands, from the widest level to the narrowest, none last."""
    counts: Counter[tuple[Level | None, Level | None]] = Counter()
    for entry in entries:
        for change in entry.changes:
            if isinstance(change, Reassigned):
                counts.update({cell for one in change.parts for cell in _cells(one.change)} or _cells(change))
    order: list[Level | None] = [*Level, None]
    cells = sorted(counts, key=lambda cell: (order.index(cell[0]), order.index(cell[1])))
    return tuple(LevelShift(old=old, new=new, demands=counts[old, new]) for old, new in cells)


def _cells(change: Reassigned) -> Iterable[tuple[Level | None, Level | None]]:
    """Return the levels between which a demand went; one that keeps its levels went nowhere but within them."""
    if change.shift is Shift.WITHIN:
        return ((level, level) for level in {*change.levels_left, *change.levels_joined})
    return product(change.levels_left or (None,), change.levels_joined or (None,))
