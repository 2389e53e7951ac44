"""The report: what changed between two versions, sorted and counted; every output format is drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from policydiff.core.acceptance import Acceptance
from policydiff.core.catalogue import Addressee, Demand, Level, WorkingGroup
from policydiff.core.changes import Change, Kind, Parted, Reworded
from policydiff.core.matching import Evidence, Grade, Reason
from policydiff.core.rules import Finding, Severity, heaviest
from policydiff.core.wording import Run


class Fate(StrEnum):
    """What became of an old demand (Verbleib)."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"


class Origin(StrEnum):
    """Where a new demand comes from (Herkunft)."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REINSTATED = "reinstated"


def find_fate(old: int, new: int, *, is_changed: bool) -> Fate:
    """Return what became of each of so many old demands that live on in so many new ones."""
    if new > 1:
        return Fate.SPLIT
    if old > 1:
        return Fate.MERGED
    return Fate.CHANGED if is_changed else Fate.UNCHANGED


def find_origin(old: int, new: int, *, is_changed: bool) -> Origin:
    """Return where each of so many new demands comes from that so many old ones live on in."""
    if old > 1:
        return Origin.MERGED
    if new > 1:
        return Origin.SPLIT
    return Origin.CHANGED if is_changed else Origin.UNCHANGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of the two versions compared: how it was asked for, what it is, and how many demands it holds.

    `preamble` and `closing` are the texts before and after all working groups, changed or not.
    """

    spec: str
    commit: str | None
    edition: str
    title: str
    date: str | None
    demands: int
    preamble: str | None = None
    closing: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Demands that belong together on both sides, and what differs between them.

    `added` and `reinstated` have no old demand, `dropped` no new one; a split has several new, a merge several old.
    `grade`, `reason` and `score` are None where nothing was matched. `findings` are the rules that the changes meet,
    the heaviest first. `is_rolled_up` says that roll-ups tell everything that changed here. A change is known by its
    `fingerprint` (empty when nothing changed), and `acceptance` is a person's word that it may pass.
    """

    old: tuple[Demand, ...]
    new: tuple[Demand, ...]
    changes: tuple[Change, ...]
    grade: Grade | None
    reason: Reason | None
    score: float | None
    findings: tuple[Finding, ...] = ()
    is_rolled_up: bool = False
    fingerprint: str = ""
    acceptance: Acceptance | None = None

    @property
    def severity(self) -> Severity | None:
        """Return how much the entry weighs; None when nothing changed."""
        return heaviest(self.findings)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of change in the order of `Kind`; `unchanged` when there are none."""
        return tuple(change.kind for change in self.changes) or (Kind.UNCHANGED,)

    @property
    def main(self) -> Demand:
        """Return the demand as which reports list the entry: the new one in which it lives on, else the first."""
        parted = next((change for change in self.changes if isinstance(change, Parted)), None)
        living = {new for _, new in parted.continued} if parted else set()
        return next((one for one in self.new if one.id in living), (self.new or self.old)[0])

    @property
    def group(self) -> str:
        """Return the key of the working group in which reports list the entry."""
        return self.main.group

    @property
    def fate(self) -> Fate | None:
        """Return what became of the old demands, None when there is none."""
        if not self.old:
            return None
        if not self.new:
            return Fate.DROPPED
        return find_fate(len(self.old), len(self.new), is_changed=bool(self.changes))

    @property
    def origin(self) -> Origin | None:
        """Return where the new demands come from, None when there is none."""
        if not self.new:
            return None
        if not self.old:
            return Origin.REINSTATED if Kind.REINSTATED in self.kinds else Origin.ADDED
        return find_origin(len(self.old), len(self.new), is_changed=bool(self.changes))

    @property
    def is_only_renamed(self) -> bool:
        """Return whether nothing changed but the id, as in a catalogue that was numbered anew."""
        return self.kinds == (Kind.RENAMED,)

    @property
    def is_substantive(self) -> bool:
        """Return whether the matter changed: by a rewording, or on the way of a split or merger."""
        return any(isinstance(change, Reworded | Parted) and change.is_substantive for change in self.changes)


class Untouched(NamedTuple):
    """A demand whose file is the same on both sides, so that nobody had to read it; there may be 100,000 of them."""

    group: str
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Demands that may be the same (or, among the related ones, share a topic); shown to a person and not applied.

    Only what has to be answered has a severity: the related ones have None. Where a part is asked about, `held_old` and
    `held_new` are the ids that are matched already: until it is answered they live on, and the others came or went.
    """

    old: tuple[Demand, ...]
    new: tuple[Demand, ...]
    reason: Reason
    score: float
    severity: Severity | None = None
    fingerprint: str = ""
    acceptance: Acceptance | None = None
    held_old: tuple[str, ...] = ()
    held_new: tuple[str, ...] = ()

    @property
    def is_of_parts(self) -> bool:
        """Return whether it asks what is a part of what, and not whether two demands are the same."""
        return len(self.old) + len(self.new) > 2

    @property
    def open_old(self) -> tuple[Demand, ...]:
        """Return the old demands that count as dropped until it is answered."""
        held = set(self.held_old)
        return tuple(one for one in self.old if one.id not in held)

    @property
    def open_new(self) -> tuple[Demand, ...]:
        """Return the new demands that count as new until it is answered."""
        held = set(self.held_new)
        return tuple(one for one in self.new if one.id not in held)


class AlarmCode(StrEnum):
    """The closed list of alarms."""

    ID_REUSED = "id-reused"
    SUSPICIOUS_LINK = "suspicious-link"


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Something that makes references wrong and that a person should look at first.

    `id-reused`: the id of the old demand now carries an unrelated one; `references` are the new demands that name the
    id in `succeeds` or `note` and now point at another demand, `living` the ids under which the old demand lives on,
    none where it was dropped, and `is_asked` whether it is an open question if the id carries the same demand. `ring`
    are ids, this one among them, whose demands only exchanged them: each demand stands as it was under the next.
    `suspicious-link`: a person declared that the new demand continues the old one, and their
    texts have nothing in common.
    """

    code: AlarmCode
    old: Demand
    new: Demand
    severity: Severity
    references: tuple[str, ...] = ()
    living: tuple[str, ...] = ()
    is_asked: bool = False
    ring: tuple[str, ...] = ()
    fingerprint: str = ""
    acceptance: Acceptance | None = None


class FrameKind(StrEnum):
    """The closed list of changes of the frame that demands stand in."""

    LANGUAGE_CHANGED = "language-changed"
    GROUP_ADDED = "group-added"
    GROUP_DROPPED = "group-dropped"
    GROUP_RENAMED = "group-renamed"
    PREAMBLE_ADDED = "preamble-added"
    PREAMBLE_DROPPED = "preamble-dropped"
    PREAMBLE_REWORDED = "preamble-reworded"
    CLOSING_ADDED = "closing-added"
    CLOSING_DROPPED = "closing-dropped"
    CLOSING_REWORDED = "closing-reworded"
    ADDRESSEE_ADDED = "addressee-added"
    ADDRESSEE_DROPPED = "addressee-dropped"
    ADDRESSEE_RENAMED = "addressee-renamed"
    ADDRESSEE_LEVEL_CHANGED = "addressee-level-changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameChange:
    """A change of the frame: the key it concerns (empty for the whole catalogue), the old and the new words or levels.

    `redline` is filled for preambles and the closing text. The kind is the code of the rule it meets.
    """

    kind: FrameKind
    key: str
    old: str | None
    new: str | None
    severity: Severity
    redline: tuple[Run, ...] = ()
    fingerprint: str = ""
    acceptance: Acceptance | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclarationChange:
    """Something else is declared about the origin of a demand that stands on both sides: here as the new side has it.

    `old` and `new` are the ids that `succeeds` lists, None where it is not there. `named` are those of them that are
    known by more than their id: demands of the old side, or dropped before it.
    """

    demand: Demand
    old: tuple[str, ...] | None
    new: tuple[str, ...] | None
    severity: Severity
    named: tuple[Demand, ...] = ()
    fingerprint: str = ""
    acceptance: Acceptance | None = None


# What a report tells and a person can let through.
Told: TypeAlias = Entry | Alarm | Question | FrameChange | DeclarationChange


@dataclass(frozen=True, kw_only=True, slots=True)
class Rollup:
    """One edit made in many demands (Sammeländerung): what kind of change, the old and the new words or keys.

    `demands` are the new ids of all that carry it, those with further changes too; `findings` are the rules that the
    edit meets in most of them, at least one; where it meets others, the demand is told by itself. Of demands that got
    a new id and nothing else, `old` and `new` are the ids of all of them, in the order of `demands`.
    """

    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    demands: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """Return how much the edit weighs."""
        return self.findings[0].severity


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelShift:
    """How many demands left one level for another; `old` is None where a level only joined, `new` where one only left.

    A demand that leaves or joins several levels counts once for each pair of them, one that keeps its levels once for
    each level in which its addressees changed, with `old` and `new` the same.
    """

    old: Level | None
    new: Level | None
    demands: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """The part of a report a reader asked for; empty tuples select everything."""

    groups: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    severities: tuple[Severity, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is left out."""
        return bool(self.groups or self.addressees or self.kinds or self.severities)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What changed between two versions.

    `entries` are in the order of the new paper, dropped demands in their old place; together with `untouched` they hold
    every demand of both sides once, unless `selection` narrows them. `kinds`, `severities` (entries by severity), the
    balance, `shifts` and `rollups` always count the whole, as does `entries_in_all`. `substantive` counts the old
    demands that changed in their matter, by fate; `regrouped` those of the split ones that were merged too, in all and
    in their matter. `rolled_up` entries are told by roll-ups alone; `only_renamed` count as changed, and got a new id
    and nothing else. `related` are pairs that share a topic, no more:
    they stand beside the balance. `carried` are passages that one entry lost and another won in the same words.
    `unused_acceptances` are new and match nothing that changed.
    """

    old: Side
    new: Side
    language: str
    entries: tuple[Entry, ...]
    untouched: tuple[Untouched, ...]
    entries_in_all: int
    questions: tuple[Question, ...]
    related: tuple[Question, ...]
    carried: tuple[Evidence, ...]
    alarms: tuple[Alarm, ...]
    frame: tuple[FrameChange, ...]
    declarations: tuple[DeclarationChange, ...]
    kinds: Mapping[Kind, int]
    fates: Mapping[Fate, int]
    origins: Mapping[Origin, int]
    severities: Mapping[Severity, int]
    substantive: Mapping[Fate, int]
    regrouped: tuple[int, int]
    rollups: tuple[Rollup, ...]
    rolled_up: int
    only_renamed: int
    shifts: tuple[LevelShift, ...]
    addressees: Mapping[str, Addressee]
    groups: Mapping[str, WorkingGroup]
    unused_acceptances: tuple[Acceptance, ...] = ()
    selection: Selection = Selection()

    @property
    def fingerprints(self) -> frozenset[str]:
        """Return the fingerprints of all that changed or is asked."""
        told: tuple[Told, ...] = (*self.entries, *self.alarms, *self.questions, *self.frame, *self.declarations)
        return frozenset(one.fingerprint for one in told if one.fingerprint)

    @property
    def has_changed_demands(self) -> bool:
        """Return whether any demand changed, came or went."""
        return any(count for kind, count in self.kinds.items() if kind is not Kind.UNCHANGED)

    @property
    def is_empty(self) -> bool:
        """Return whether the two versions say the same."""
        return not (self.frame or self.declarations or self.has_changed_demands)
