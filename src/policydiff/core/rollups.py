"""Roll-ups (Sammeländerungen): one edit made in many demands, found and told once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from policydiff.core.changes import Annotated, Kind, Moved, Reassigned, Reworded
from policydiff.core.findings import list_codes
from policydiff.core.lexicon import Lexicon
from policydiff.core.report import Entry, Rollup
from policydiff.core.wording import edits

# From so many demands on, reading an edit once with a list is less than reading it everywhere.
LEAST_DEMANDS = 3


class _Key(NamedTuple):
    """What makes two edits the same."""

    kind: Kind
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edit:
    key: _Key
    old: tuple[str, ...]
    new: tuple[str, ...]


def roll_up(entries: Sequence[Entry], lexicon: Lexicon) -> tuple[tuple[Entry, ...], tuple[Rollup, ...]]:
    """Return the entries, marked where roll-ups tell all that changed in them, and the roll-ups, the heaviest first.

    An entry is only marked when its findings are those of its roll-ups: an edit that weighs more here than elsewhere is
    told by itself.
    """
    found = {place: tuple(_edits(entry, lexicon)) for place, entry in enumerate(entries) if _is_plain(entry)}
    places: dict[_Key, list[int]] = {}
    for place, made in found.items():
        for key in dict.fromkeys(edit.key for edit in made):
            places.setdefault(key, []).append(place)
    shown = {edit.key: edit for made in reversed(found.values()) for edit in reversed(made)}
    drawn = {
        key: _rollup(shown[key], held, found, entries) for key, held in places.items() if len(held) >= LEAST_DEMANDS
    }
    rollups = {key: rollup for key, rollup in drawn.items() if rollup.findings}
    marked = [
        replace(entry, is_rolled_up=True) if _is_told(entry, found.get(place, ()), rollups) else entry
        for place, entry in enumerate(entries)
    ]
    return tuple(marked), tuple(sorted(rollups.values(), key=lambda one: (one.findings[0].rank, -len(one.demands))))


def _is_plain(entry: Entry) -> bool:
    return len(entry.old) == len(entry.new) == 1 and bool(entry.changes)


def _edits(entry: Entry, lexicon: Lexicon) -> Iterable[_Edit]:
    for change in entry.changes:
        match change:
            case Reassigned(joined=joined, left=left):
                yield _Edit(key=_Key(change.kind, f"{left} {joined}"), old=left, new=joined)
            case Moved(old=old, new=new):
                yield _Edit(key=_Key(change.kind, f"{old} {new}"), old=old, new=new)
            case Reworded():
                for edit in edits(entry.old[0].text, entry.new[0].text, lexicon):
                    yield _Edit(key=_Key(change.kind, edit.key), old=(edit.old,), new=(edit.new,))
            case Annotated(fields=fields):
                for one in fields:
                    what = f"{one.field}: {one.old!r} {one.new!r}"
                    sides = ((one.field, str(value)) if value is not None else () for value in (one.old, one.new))
                    old, new = sides
                    yield _Edit(key=_Key(change.kind, what), old=old, new=new)


def _rollup(edit: _Edit, places: list[int], found: Mapping[int, Sequence[_Edit]], entries: Sequence[Entry]) -> Rollup:
    """Return a roll-up with the findings that its kind of change has in every demand where it is the only such edit."""
    kind = edit.key.kind
    alone = [place for place in places if sum(one.key.kind is kind for one in found[place]) == 1]
    codes = [
        set(list_codes(change)) for place in alone or places for change in entries[place].changes if change.kind is kind
    ]
    shared = set.intersection(*codes)
    findings = tuple(finding for finding in entries[(alone or places)[0]].findings if finding.rule in shared)
    demands = tuple(entries[place].new[0].id for place in places)
    return Rollup(kind=kind, old=edit.old, new=edit.new, demands=demands, findings=findings)


def _is_told(entry: Entry, made: Sequence[_Edit], rollups: dict[_Key, Rollup]) -> bool:
    if not made or any(edit.key not in rollups for edit in made) or Kind.RENAMED in entry.kinds:
        return False
    told = {finding for edit in made for finding in rollups[edit.key].findings}
    return told.issuperset(entry.findings)
