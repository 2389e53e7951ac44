"""The kinds of change, and how they are derived from matched demands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, product
from typing import Any, ClassVar

from policydiff.core.annotations import list_annotations
from policydiff.core.catalogue import Demand, Level
from policydiff.core.levels import Shift, find_shift, in_level_order
from policydiff.core.lexicon import Lexicon
from policydiff.core.losses import find_lost_sentences
from policydiff.core.matching import Clause, Evidence, Match
from policydiff.core.matching.clauses import is_figure, trace
from policydiff.core.matching.cutting import Cut, find_terms
from policydiff.core.meaning import Signal, find_signals
from policydiff.core.strands import find_part_signals
from policydiff.core.strands.small_words import SmallWord, find_small_words
from policydiff.core.wording import Run, Weight, fold, redline, weigh
from policydiff.core.wording.stretching import list_known, stretch

_MATTER = 4
"""So many words that carry a subject, figures aside, make a matter of its own: of 14 passages with three that splits or
mergers in 26 catalogues lost, four asked for something (docs/meaning.md)."""


class Kind(StrEnum):
    """The closed list of kinds of change, in the order in which reports list them."""

    DROPPED = "dropped"
    REASSIGNED = "reassigned"
    SPLIT = "split"
    MERGED = "merged"
    REWORDED = "reworded"
    ADDED = "added"
    REINSTATED = "reinstated"
    MOVED = "moved"
    RENAMED = "renamed"
    ANNOTATED = "annotated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """The old demand has no successor."""

    kind: ClassVar[Kind] = Kind.DROPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """The new demand has no predecessor."""

    kind: ClassVar[Kind] = Kind.ADDED


@dataclass(frozen=True, kw_only=True, slots=True)
class Reassigned:
    """Other addressees must act: keys that joined and that left, and how that shifts the levels the demand goes to.

    `levels_joined` are those that the demand goes to now and not before, `levels_left` the other way round; where it
    goes to the same levels, they are those of the addressees that joined and left. Where a split or merger did not
    change the addressees of all its parts alike, `parts` say what each did, and the rest holds what any of them did.
    """

    kind: ClassVar[Kind] = Kind.REASSIGNED
    joined: tuple[str, ...]
    left: tuple[str, ...]
    levels_joined: tuple[Level, ...]
    levels_left: tuple[Level, ...]
    shift: Shift
    parts: "tuple[PartReassigned, ...]" = ()

    def __bool__(self) -> bool:
        """Return whether any addressee joined or left."""
        return bool(self.joined or self.left)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartReassigned:
    """How the addressees of one part of a split or merger differ: of what went from an old demand into a new one."""

    old: str
    new: str
    change: Reassigned


@dataclass(frozen=True, kw_only=True, slots=True)
class Former:
    """A demand that was dropped: the edition that had it last, its id and its text there."""

    edition: str
    id: str
    text: str

    @property
    def name(self) -> str:
        """Return what no other demand is called: an id may have been given to several."""
        return f"{self.id}@{self.edition}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reinstated:
    """The new demand was dropped in an earlier edition and is back; `edition` had it last, as demand `id`.

    `others` are back in it as well. `signals`, `lost` and `reassigned` say how what it says and whom it asks differs
    from then. Of several demands that are back together, as `gather_back` has it, that is told once.
    """

    kind: ClassVar[Kind] = Kind.REINSTATED
    edition: str
    id: str
    text: str
    others: tuple[Former, ...] = ()
    signals: tuple[Signal, ...] = ()
    lost: tuple[str, ...] = ()
    reassigned: Reassigned | None = None

    @property
    def former(self) -> tuple[Former, ...]:
        """Return all that is back in the new demand, the one that is named first."""
        return (Former(edition=self.edition, id=self.id, text=self.text), *self.others)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parted:
    """Demands live on in parts of others.

    `parts` say which clause went where, `dropped` which went nowhere and `added` which came from nowhere; `continued`
    names the (old, new) pair in which the demand itself lives on; `signals` are those of each clause against what it
    became.
    """

    parts: tuple[Evidence, ...] = ()
    dropped: tuple[Clause, ...] = ()
    added: tuple[Clause, ...] = ()
    continued: tuple[tuple[str, str], ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def is_substantive(self) -> bool:
        """Return whether the matter changed on the way: a clause came or went, or words show it."""
        return bool(self.dropped or self.added or self.signals)

    @property
    def lost(self) -> tuple[str, ...]:
        """Return what went nowhere and has a matter of its own, so that it is a demand that was dropped."""
        texts = (one.text for one in self.dropped)
        return tuple(text for text in texts if sum(not is_figure(term) for term in find_terms(text)) >= _MATTER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Split(Parted):
    """One old demand lives on in several new ones."""

    kind: ClassVar[Kind] = Kind.SPLIT


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged(Parted):
    """Several old demands live on in one new one."""

    kind: ClassVar[Kind] = Kind.MERGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """The demand stands in another working group; keys of the old and the new ones."""

    kind: ClassVar[Kind] = Kind.MOVED
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Renamed:
    """The demand carries another id."""

    kind: ClassVar[Kind] = Kind.RENAMED
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reworded:
    """The text differs: how much it weighs, the signals of a change of matter, and the redline.

    `lost` are the sentences that were struck and asked for something of their own.
    """

    kind: ClassVar[Kind] = Kind.REWORDED
    weight: Weight
    signals: tuple[Signal, ...]
    redline: tuple[Run, ...]
    lost: tuple[str, ...] = ()

    @property
    def is_substantive(self) -> bool:
        """Return whether the wording changed by more than its form."""
        return self.weight is Weight.SUBSTANTIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """A field other than text, addressees and group that differs; None stands for „not there“."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotated:
    """Title, status, positions, tags, note or meta differ."""

    kind: ClassVar[Kind] = Kind.ANNOTATED
    fields: tuple[FieldChange, ...]


Change = Dropped | Added | Reinstated | Split | Merged | Reassigned | Moved | Renamed | Reworded | Annotated


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What must be known beside two demands to say what differs.

    `groups` gives for the key of an old working group the key it has now, `levels` the level of each addressee.
    """

    groups: Mapping[str, str]
    levels: Mapping[str, Level]
    lexicon: Lexicon


def derive_changes(
    old: Sequence[Demand], new: Sequence[Demand], context: Context, found: Match | None = None
) -> tuple[Change, ...]:
    """Return what differs between matched demands, in the order of `Kind`; nothing when they are unchanged.

    `found` is the match they come from.
    """
    if not new:
        return (Dropped(),)
    if not old:
        return (Added(),)
    if len(old) > 1 or len(new) > 1:
        own = _parted(old, new, context, found)
    else:
        own = [*_reworded(old[0], new[0], context), *_renamed(old[0], new[0]), *_annotated(old[0], new[0])]
    reassigned = derive_reassigned(old, new, context.levels)
    changes = [*own, *([reassigned] if reassigned else []), *_moved(old, new, context.groups)]
    order = list(Kind)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def gather_back(names: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return new ids together that bring one demand back: several may declare that they continue it.

    `names` gives by new id what the demands are called that are back in it.
    """
    whole = {id: tuple(olds) for id, olds in names.items()}
    bringing: dict[str, list[str]] = defaultdict(list)
    for id, olds in whole.items():
        for old in olds:
            bringing[old].append(id)
    gathered: list[list[str]] = []
    found: set[str] = set()
    for start in whole:
        ids = [start] if start not in found else []
        found.add(start)
        for id in ids:  # it grows on the way
            near = dict.fromkeys(one for old in whole[id] for one in bringing.pop(old, ()) if one not in found)
            found.update(near)
            ids += near
        if ids:
            gathered.append(ids)
    return gathered


def judge_back(change: Reinstated, old: Sequence[Demand], new: Sequence[Demand], context: Context) -> Reinstated:
    """Return the change with what it means for the demands that are back together, whatever order they are given in."""
    before, after = (sorted(side, key=lambda demand: demand.id) for side in (old, new))
    changes = derive_changes(before, after, context)
    meant = next((one for one in changes if isinstance(one, Reworded | Parted)), None)
    return replace(
        change,
        signals=meant.signals if meant else (),
        lost=meant.lost if meant else (),
        reassigned=next((one for one in changes if isinstance(one, Reassigned)), None),
    )


def _parted(old: Sequence[Demand], new: Sequence[Demand], context: Context, found: Match | None) -> list[Change]:
    tracing = trace(old, new)
    signals = find_part_signals(old, new, tracing, context.lexicon)
    gone, come = find_small_words(old, new, tracing.parts, signals)
    dropped = list(_take_whole(tracing.dropped, tracing.old, old, new))
    added = list(_take_whole(tracing.added, tracing.new, new, old))
    return [
        kind(
            parts=tracing.parts,
            dropped=(*dropped, *_list_untold(gone, dropped)),
            added=(*added, *_list_untold(come, added)),
            continued=found.continued if found else (),
            signals=signals,
        )
        for kind, many in ((Split, new), (Merged, old))
        if len(many) > 1
    ]


def _list_untold(words: Iterable[SmallWord], told: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the small words that no signal names, each once, and that no words which are told have among them."""
    known = {(one.demand, word) for one in told for word in list_known((one.text,))}
    found = (Clause(demand=one.demand, text=one.text) for one in words if not one.is_told)
    return tuple(one for one in dict.fromkeys(found) if (one.demand, one.text.casefold()) not in known)


def _take_whole(
    unheld: Sequence[Clause], cuts: Sequence[Cut], own: Sequence[Demand], others: Sequence[Demand]
) -> Iterator[Clause]:
    """Yield what one side has alone, in its order; words within a clause that is held as the redline would mark them.

    Left as they are: figures, which signals tell, and words that come more than once.
    """
    texts = {demand.id: fold(demand.text) for demand in own}
    known = list_known(fold(demand.text) for demand in others) if unheld else frozenset()
    homes = {demand.id: [one for one in cuts if one.demand == demand.id] for demand in own}
    for home, some in groupby(unheld, lambda one: _find_home(one, texts[one.demand], homes[one.demand])):
        if home is None:
            yield from some
            continue
        text = texts[home.demand][home.start : home.end]
        spans = [span for one in some for span in _find_words(one, text)]
        yield from (Clause(demand=home.demand, text=text[slice(*span)]) for span in stretch(text, spans, known))


def _find_home(words: Clause, text: str, cuts: Iterable[Cut]) -> Cut | None:
    """Return the clause of a text that holds words which come once in it; None for what is left as it is."""
    places = _find_words(words, text)
    if len(places) != 1 or not any(map(str.isalpha, words.text)):
        return None
    start, end = places[0]
    return next((one for one in cuts if one.start <= start and end <= one.end), None)


def _find_words(words: Clause, text: str) -> list[tuple[int, int]]:
    # The look behind stands at the end: a pattern that begins with letters is found ten times as fast.
    pattern = rf"{re.escape(words.text)}(?!\w)(?<!\w{re.escape(words.text)})"
    return [found.span() for found in re.finditer(pattern, text)]


def derive_reassigned(old: Sequence[Demand], new: Sequence[Demand], levels: Mapping[str, Level]) -> Reassigned | None:
    """Return how the addressees of matched demands differ, part by part; None where they are the same.

    `levels` gives the level of each addressee; one that it does not know counts as `other`.
    """
    parts = [
        PartReassigned(old=one.id, new=other.id, change=_reassign(one, other, levels)) for one, other in _pair(old, new)
    ]
    changes = list(dict.fromkeys(part.change for part in parts))
    if not any(changes):
        return None
    if len(changes) == 1:
        return changes[0]
    # Parts that only exchange addressees of one level shift nothing.
    shifted = [one for one in changes if one and one.shift is not Shift.WITHIN] or changes
    shifts = {one.shift for one in shifted}
    return Reassigned(
        joined=tuple(sorted({key for one in changes for key in one.joined})),
        left=tuple(sorted({key for one in changes for key in one.left})),
        levels_joined=in_level_order({level for one in shifted for level in one.levels_joined}),
        levels_left=in_level_order({level for one in shifted for level in one.levels_left}),
        shift=shifts.pop() if len(shifts) == 1 else Shift.ACROSS,
        parts=tuple(parts),
    )


def _pair(old: Sequence[Demand], new: Sequence[Demand]) -> list[tuple[Demand, Demand]]:
    """Return which old demand went into which new one; all into all where the texts do not show it."""
    pairs = list(product(old, new))
    if len(old) == 1 or len(new) == 1:
        return pairs
    shown = {(one.old, one.new) for one in trace(old, new).parts}
    known = [{ids[side] for ids in shown} for side in (0, 1)]
    return [
        (one, other)
        for one, other in pairs
        if (one.id, other.id) in shown or one.id not in known[0] or other.id not in known[1]
    ]


def _reassign(old: Demand, new: Demand, levels: Mapping[str, Level]) -> Reassigned:
    before, after = set(old.addressees), set(new.addressees)
    was, now, joined, left = (
        {levels.get(key, Level.OTHER) for key in keys} for keys in (before, after, after - before, before - after)
    )
    has_shifted = was != now  # else the levels are those of the addressees that differ
    return Reassigned(
        joined=tuple(sorted(after - before)),
        left=tuple(sorted(before - after)),
        levels_joined=in_level_order(now - was if has_shifted else joined),
        levels_left=in_level_order(was - now if has_shifted else left),
        shift=find_shift(was, now),
    )


def _moved(old: Sequence[Demand], new: Sequence[Demand], groups: Mapping[str, str]) -> list[Change]:
    before = {groups.get(demand.group, demand.group) for demand in old}
    after = {demand.group for demand in new}
    if before == after:
        return []
    return [Moved(old=tuple(sorted({demand.group for demand in old})), new=tuple(sorted(after)))]


def _renamed(old: Demand, new: Demand) -> list[Change]:
    return [Renamed(old=old.id, new=new.id)] if old.id != new.id else []


def _reworded(old: Demand, new: Demand, context: Context) -> list[Change]:
    if fold(old.text) == fold(new.text):
        return []
    signals = find_signals(old.text, new.text, context.lexicon)
    # Two judges: what shows a signal is never called editorial.
    weight = Weight.SUBSTANTIVE if signals else weigh(old.text, new.text, context.lexicon)
    runs = redline(old.text, new.text)
    lost = find_lost_sentences(runs) if weight is Weight.SUBSTANTIVE else ()
    return [Reworded(weight=weight, signals=signals, redline=runs, lost=lost)]


def _annotated(old: Demand, new: Demand) -> list[Change]:
    before, after = list_annotations(old), list_annotations(new)
    if before == after:
        return []
    # Both sides get the same keys, so that what is found are single values and never a whole mapping.
    before, after = (
        {**{key: type(value)() for key, value in whole.items() if not isinstance(value, str)}, **part}
        for part, whole in ((before, after), (after, before))
    )
    changes = [*_rearranged(before, after, ()), *_find_fields(before, after, ())]
    order = sorted(changes, key=lambda change: (change.field, str(change.old), str(change.new)))
    return [Annotated(fields=tuple(order))]


def _rearranged(before: dict[str, Any], after: dict[str, Any], path: tuple[str, ...]) -> Iterator[FieldChange]:
    """Yield the lists that hold the same in another order or number, whole, and take them out of both sides."""
    for key in sorted(before.keys() & after.keys()):
        old, new, field = before[key], after[key], (*path, key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _rearranged(old, new, field)
        elif isinstance(old, list) and isinstance(new, list) and old != new:
            kept = [one for one in old if one in new], [one for one in new if one in old]
            if kept[0] != kept[1] or not any(_find_fields(old, new, field)):
                del before[key], after[key]
                yield FieldChange(field=".".join(field), old=old, new=new)


def _find_fields(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """Yield the values that differ, each at its field; the order of lists is left to others."""
    from deepdiff import DeepDiff  # takes 0.1 s to import and is needed rarely

    tree = DeepDiff(before, after, view="tree", ignore_order=True, threshold_to_diff_deeper=0)
    for level in (found for category in tree.values() for found in category):
        field = ".".join(str(step) for step in (*path, *level.path(output_format="list")))
        yield FieldChange(field=field, old=_value(level.t1), new=_value(level.t2))


def _value(value: Any) -> Any:
    return None if type(value).__name__ == "NotPresent" else value
