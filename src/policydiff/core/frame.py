"""The frame that demands stand in: working groups, preambles, closing text and addressees, and what changed in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from policydiff.core.acceptance import fingerprint_words
from policydiff.core.catalogue import Catalogue, WorkingGroup
from policydiff.core.languages import read_language
from policydiff.core.matching import Matching
from policydiff.core.report import FrameChange, FrameKind
from policydiff.core.rules import RuleBook
from policydiff.core.wording import fold, redline

_PREAMBLE = {
    "added": FrameKind.PREAMBLE_ADDED,
    "dropped": FrameKind.PREAMBLE_DROPPED,
    "reworded": FrameKind.PREAMBLE_REWORDED,
}
_REWORDED = (FrameKind.PREAMBLE_REWORDED, FrameKind.CLOSING_REWORDED)
_CLOSING = {
    "added": FrameKind.CLOSING_ADDED,
    "dropped": FrameKind.CLOSING_DROPPED,
    "reworded": FrameKind.CLOSING_REWORDED,
}

# Of the smaller of two groups so many demands must go together for one to be the other; set by hand.
_LEAST_SHARE = 1 / 3

# What changed: the kind, the key it concerns, the old and the new words.
_Change: TypeAlias = tuple[FrameKind, str, str | None, str | None]


def follow_groups(old: Catalogue, new: Catalogue, matching: Matching) -> dict[str, str]:
    """Return for every old working group that lives on the key it has now.

    A group lives on under its key, under its name, or where most of its matched demands went when most of the demands
    there come from it, if they are a third of either group: one demand of many that found another place renames none.
    """
    follows = {group.key: group.key for group in old.working_groups if _has(new, group.key)}
    gone = [group for group in old.working_groups if group.key not in follows]
    come = [group for group in new.working_groups if group.key not in follows]
    for group in gone:
        same = [one for one in come if fold(one.name).casefold() == fold(group.name).casefold()]
        if same:
            follows[group.key] = same[0].key
            come.remove(same[0])
    return follows | _by_majority(old, new, matching, {group.key for group in gone} - set(follows), come)


def derive_frame(old: Catalogue, new: Catalogue, groups: dict[str, str], rulebook: RuleBook) -> tuple[FrameChange, ...]:
    """Return the changes of the frame in the order: language, groups, their preambles, closing, addressees."""
    found = (
        *_language_changes(old, new),
        *_group_changes(old, new, groups),
        *_text_changes("", old.preamble, new.preamble, _PREAMBLE),
        *_preamble_changes(old, new, groups),
        *_text_changes("", old.closing, new.closing, _CLOSING),
        *_addressee_changes(old, new),
    )
    return tuple(
        FrameChange(
            kind=kind,
            key=key,
            old=before,
            new=after,
            severity=rulebook.find(kind).severity,
            fingerprint=fingerprint_words(kind, key, before, after),
            redline=redline(before, after) if kind in _REWORDED and before and after else (),
        )
        for kind, key, before, after in found
    )


def _has(catalogue: Catalogue, key: str) -> bool:
    return any(group.key == key for group in catalogue.working_groups)


def _by_majority(
    old: Catalogue, new: Catalogue, matching: Matching, gone: set[str], come: list[WorkingGroup]
) -> dict[str, str]:
    old_group = {demand.id: demand.group for demand in old.demands}
    new_group = {demand.id: demand.group for demand in new.demands}
    old_size, new_size = Counter(old_group.values()), Counter(new_group.values())
    ways = Counter(
        (old_group[before], new_group[after])
        for match in matching.matches
        for before in match.old
        for after in match.new
    )
    leaving = Counter[str]()
    coming = Counter[str]()
    for (before, after), count in ways.items():
        leaving[before] += count
        coming[after] += count
    targets = {group.key for group in come}
    return {
        before: after
        for (before, after), count in sorted(ways.items())
        if before in gone and after in targets and 2 * count > leaving[before] and 2 * count > coming[after]
        if count >= _LEAST_SHARE * min(old_size[before], new_size[after])
    }


def _language_changes(old: Catalogue, new: Catalogue) -> Iterable[_Change]:
    if old.language and new.language and read_language(old.language) != read_language(new.language):
        yield FrameKind.LANGUAGE_CHANGED, "", old.language, new.language


def _group_changes(old: Catalogue, new: Catalogue, groups: dict[str, str]) -> Iterable[_Change]:
    old_groups = {group.key: group for group in old.working_groups}
    origin = {after: before for before, after in groups.items()}
    for group in new.working_groups:
        if group.key not in origin:
            yield FrameKind.GROUP_ADDED, group.key, None, _heading(group)
        elif _heading(old_groups[origin[group.key]]) != _heading(group):
            before = _heading(old_groups[origin[group.key]])
            yield FrameKind.GROUP_RENAMED, group.key, before, _heading(group)
    for group in old.working_groups:
        if group.key not in groups:
            yield FrameKind.GROUP_DROPPED, group.key, _heading(group), None


def _preamble_changes(old: Catalogue, new: Catalogue, groups: dict[str, str]) -> Iterable[_Change]:
    old_groups = {group.key: group for group in old.working_groups}
    origin = {after: before for before, after in groups.items()}
    for group in new.working_groups:
        before = old_groups[origin[group.key]].preamble if group.key in origin else None
        yield from _text_changes(group.key, before, group.preamble, _PREAMBLE)
    for group in old.working_groups:
        if group.key not in groups:
            yield from _text_changes(group.key, group.preamble, None, _PREAMBLE)


def _text_changes(key: str, old: str | None, new: str | None, kinds: Mapping[str, FrameKind]) -> Iterable[_Change]:
    if fold(old or "") != fold(new or ""):
        kind = kinds["added" if not old else "dropped" if not new else "reworded"]
        yield kind, key, old, new


def _addressee_changes(old: Catalogue, new: Catalogue) -> Iterable[_Change]:
    before = {one.key: one for one in old.addressees}
    after = {one.key: one for one in new.addressees}
    for key, one in after.items():
        if key not in before:
            yield FrameKind.ADDRESSEE_ADDED, key, None, one.name
            continue
        if fold(before[key].name) != fold(one.name):
            yield FrameKind.ADDRESSEE_RENAMED, key, before[key].name, one.name
        if before[key].level is not one.level:
            yield FrameKind.ADDRESSEE_LEVEL_CHANGED, key, str(before[key].level), str(one.level)
    for key, one in before.items():
        if key not in after:
            yield FrameKind.ADDRESSEE_DROPPED, key, one.name, None


def _heading(group: WorkingGroup) -> str:
    return fold(f"{group.name}: {group.title}" if group.title else group.name)
