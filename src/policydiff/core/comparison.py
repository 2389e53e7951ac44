"""From two versions to the report: match, derive the changes, sort, count, and see that the books balance."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from policydiff.core.acceptance import Acceptance, fingerprint_demands, match_acceptances
from policydiff.core.catalogue import Addressee, Catalogue, Demand, WorkingGroup
from policydiff.core.changes import Added, Context, Kind, Reinstated, derive_changes
from policydiff.core.declarations import derive_declarations
from policydiff.core.findings import list_findings
from policydiff.core.frame import derive_frame, follow_groups
from policydiff.core.matching import Explanation, Grade, Match, Matching, Reason, match
from policydiff.core.matching import explain as explain_pair
from policydiff.core.report import (
    Alarm,
    AlarmCode,
    Entry,
    FrameChange,
    Origin,
    Question,
    Report,
    Selection,
    Side,
    Untouched,
    count_fates,
    count_kinds,
    count_origins,
    count_severities,
    count_shifts,
    count_substantive,
    hold_matched,
)
from policydiff.core.rollups import roll_up
from policydiff.core.rules import OPEN_QUESTION, RuleBook, Severity

Progress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A catalogue at one point: how it was asked for (`spec`), its commit if it has one.

    `untouched` are demands that the other side holds byte for byte and that were therefore not read; they belong to the
    catalogue without standing in `catalogue.demands`. `rulebook` are the rules that the catalogue's project keeps,
    `acceptances` what a person has let through.
    """

    catalogue: Catalogue
    spec: str = ""
    commit: str | None = None
    untouched: tuple[Untouched, ...] = ()
    rulebook: RuleBook = field(default_factory=RuleBook)
    acceptances: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierDemand:
    """A demand as the last edition that had it words it, before it was dropped."""

    edition: str
    demand: Demand


def match_versions(old: Version, new: Version, *, progress: Progress | None = None) -> Matching:
    """Return which old demand is which new one; `progress` is told the step, how much is done, and of how much."""
    same = _find_same(old.catalogue, new.catalogue)
    matching = match(_others(old, same), _others(new, same), progress=progress)
    kept = (Match(old=(id,), new=(id,), grade=Grade.CERTAIN, reason=Reason.SAME_ID, score=1.0) for id in sorted(same))
    return replace(matching, matches=(*matching.matches, *kept))


def compare(
    old: Version,
    new: Version,
    *,
    earlier: Sequence[EarlierDemand] = (),
    matching: Matching | None = None,
    rulebook: RuleBook | None = None,
) -> Report:
    """Return the report of what changed from old to new.

    `earlier` are demands dropped before old, among which a new one may be back; `matching` is taken where it is known
    already; `rulebook` is that of the new version unless another is given. Raises AssertionError when the books do not
    balance, our bug.
    """
    rulebook = rulebook or new.rulebook
    matching = matching or match_versions(old, new)
    groups = follow_groups(old.catalogue, new.catalogue, matching)
    addressees = _addressees(old.catalogue, new.catalogue)
    context = Context(
        groups=groups,
        levels={key: one.level for key, one in addressees.items()},
        lexicon=rulebook.lexicon(new.catalogue.language),
    )
    entries, rollups = roll_up(
        sorted(
            (_judged(entry, rulebook) for entry in _entries(old, new, matching, context, earlier)),
            key=_order(old.catalogue, new.catalogue),
        ),
        context.lexicon,
        rulebook,
    )
    untouched = len(new.untouched)
    report = Report(
        old=_side(old),
        new=_side(new),
        language=new.catalogue.language,
        entries=entries,
        untouched=new.untouched,
        entries_in_all=len(entries) + untouched,
        questions=hold_matched(
            _questions(old, new, matching.questions, entries, rulebook.find(OPEN_QUESTION).severity), entries
        ),
        related=_questions(old, new, matching.related, entries),
        alarms=_alarms(old, new, matching, entries, earlier, rulebook=rulebook),
        frame=(
            *derive_frame(old.catalogue, new.catalogue, groups, rulebook),
            *derive_declarations(old.catalogue, new.catalogue, matching, rulebook),
        ),
        kinds=count_kinds(entries, untouched),
        fates=count_fates(entries, untouched),
        origins=count_origins(entries, untouched),
        severities=count_severities(entries),
        substantive=count_substantive(entries),
        rollups=rollups,
        rolled_up=sum(entry.is_rolled_up for entry in entries),
        shifts=count_shifts(entries),
        addressees=addressees,
        groups=_groups(old.catalogue, new.catalogue),
    )
    _assert_balance(report)
    return _accept(report, new.acceptances, old.acceptances)


def _judged(entry: Entry, rulebook: RuleBook) -> Entry:
    if not entry.changes:
        return entry
    fingerprint = fingerprint_demands(" ".join(entry.kinds), entry.old, entry.new)
    return replace(entry, findings=list_findings(entry.changes, rulebook), fingerprint=fingerprint)


def _accept(report: Report, acceptances: Sequence[Acceptance], earlier: Sequence[Acceptance]) -> Report:
    """Return the report with the changes marked that a person has let through."""
    if not acceptances:
        return report
    used, unused = match_acceptances(report.fingerprints, acceptances, earlier=earlier)
    return replace(
        report,
        entries=tuple(_signed(one, used) for one in report.entries),
        alarms=tuple(_signed(one, used) for one in report.alarms),
        questions=tuple(_signed(one, used) for one in report.questions),
        frame=tuple(_signed(one, used) for one in report.frame),
        unused_acceptances=unused,
    )


_Change = TypeVar("_Change", Entry, Alarm, Question, FrameChange)


def _signed(one: _Change, acceptances: Mapping[str, Acceptance]) -> _Change:
    acceptance = acceptances.get(one.fingerprint)
    return replace(one, acceptance=acceptance) if acceptance else one


def explain(old: Version, new: Version, old_id: str, new_id: str) -> Explanation:
    """Return why two demands were or were not matched when the two versions are compared.

    Raises KeyError for an id that is not there.
    """
    same = _find_same(old.catalogue, new.catalogue) - {old_id, new_id}
    return explain_pair(_others(old, same), _others(new, same), old_id, new_id)


def nearest(old: Version, new: Version, id: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs to explain for one id: its matches and questions; of a side without, the nearest pair if any."""
    same = _find_same(old.catalogue, new.catalogue) - {id}
    before, after = _others(old, same), _others(new, same)
    matching = match(before, after)
    pairs = [
        (old_id, new_id)
        for one in (*matching.matches, *matching.questions)
        for old_id in one.old
        for new_id in one.new
        if id in (old_id, new_id)
    ]
    for is_old, own, others in ((True, before, after), (False, after, before)):
        is_held = any(id == (old_id if is_old else new_id) for old_id, new_id in pairs)
        if is_held or not others or all(demand.id != id for demand in own):
            continue
        asked = (id, others[0].id) if is_old else (others[0].id, id)
        explanation = explain_pair(before, after, *asked)
        rivals = [(one.old, one.new) for one in explanation.competitors if id == (one.old if is_old else one.new)]
        pairs += rivals[:1] or ([asked] if explanation.candidate else [])
    return tuple(dict.fromkeys(pairs))


def _others(version: Version, same: set[str]) -> list[Demand]:
    return [demand for demand in version.catalogue.demands if demand.id not in same]


def select(report: Report, selection: Selection) -> Report:
    """Return the part of the report that concerns the selected groups, addressees and kinds; its counts stay whole."""
    entries = tuple(entry for entry in report.entries if _is_selected(entry, selection))
    shown = not selection.addressees and not selection.severities
    shown = shown and (not selection.kinds or Kind.UNCHANGED in selection.kinds)
    untouched = [one for one in report.untouched if shown and _contains(selection.groups, [one.group])]
    return replace(report, entries=entries, untouched=tuple(untouched), selection=selection)


def _find_same(old: Catalogue, new: Catalogue) -> set[str]:
    """Return the ids of demands that are the same in everything, but for those that another demand continues.

    They are no evidence for the others: so the answer does not depend on whether they were read at all.
    """
    before = {demand.id: demand for demand in old.demands}
    claimed = {id for demand in new.demands for id in demand.succeeds or ()}
    return {one.id for one in new.demands if one.id not in claimed and before.get(one.id) == one}


def _entries(
    old: Version, new: Version, matching: Matching, context: Context, earlier: Sequence[EarlierDemand]
) -> Iterable[Entry]:
    old_demands = {demand.id: demand for demand in old.catalogue.demands}
    new_demands = {demand.id: demand for demand in new.catalogue.demands}
    for found in matching.matches:
        before = _in_paper_order(old_demands.pop(id) for id in found.old)
        after = _in_paper_order(new_demands.pop(id) for id in found.new)
        changes = derive_changes(before, after, context, found)
        yield Entry(old=before, new=after, changes=changes, grade=found.grade, reason=found.reason, score=found.score)
    for demand in old_demands.values():
        dropped = derive_changes([demand], [], context)
        yield Entry(old=(demand,), new=(), changes=dropped, grade=None, reason=None, score=None)
    yield from _newcomers(tuple(new_demands.values()), earlier)


def _newcomers(added: Sequence[Demand], earlier: Sequence[EarlierDemand]) -> Iterable[Entry]:
    """Yield the demands without predecessor, those that are back after a gap as reinstated.

    As in a lineage, a declaration wins; of one that comes back as several, each is back, and of several that come back
    as one, the first is named.
    """
    once = {one.demand.id: one for one in earlier}
    declared = {one.id: [id for id in one.succeeds or () if id in once] for one in added}
    found = {
        id: Match(old=tuple(ids), new=(id,), grade=Grade.CERTAIN, reason=Reason.DECLARED, score=1.0)
        for id, ids in declared.items()
        if ids
    }
    gone = {id for ids in declared.values() for id in ids}
    left = [one.demand for id, one in once.items() if id not in gone]
    asking = [replace(one, succeeds=None) for one in added if one.id not in found and one.succeeds != ()]
    if left and asking:
        found |= {id: one for one in match(left, asking).matches for id in one.new}
    for demand in added:
        if demand.id not in found:
            yield Entry(old=(), new=(demand,), changes=(Added(),), grade=None, reason=None, score=None)
            continue
        one = found[demand.id]
        before = once[one.old[0]]
        change = Reinstated(edition=before.edition, id=before.demand.id, text=before.demand.text)
        yield Entry(old=(), new=(demand,), changes=(change,), grade=one.grade, reason=one.reason, score=one.score)


def _in_paper_order(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    return tuple(sorted(demands, key=lambda demand: (demand.source.position or 0, demand.id)))


def _order(old: Catalogue, new: Catalogue) -> Callable[[Entry], tuple[int, int, bool, str]]:
    ranks = {key: rank for rank, key in enumerate(_groups(old, new))}

    def place(entry: Entry) -> tuple[int, int, bool, str]:
        first = (entry.new or entry.old)[0]
        return ranks.get(first.group, len(ranks)), first.source.position or 0, bool(entry.new), first.id

    return place


def _groups(old: Catalogue, new: Catalogue) -> dict[str, WorkingGroup]:
    """Return all working groups, those of the new paper first in its order."""
    return {group.key: group for group in (*new.working_groups, *old.working_groups)} | {
        group.key: group for group in new.working_groups
    }


def _addressees(old: Catalogue, new: Catalogue) -> dict[str, Addressee]:
    return {one.key: one for one in (*new.addressees, *old.addressees)} | {one.key: one for one in new.addressees}


def _side(version: Version) -> Side:
    catalogue = version.catalogue
    return Side(
        spec=version.spec,
        commit=version.commit,
        edition=catalogue.edition,
        title=catalogue.title,
        date=catalogue.date,
        demands=len(catalogue.demands) + len(version.untouched),
        preamble=catalogue.preamble,
        closing=catalogue.closing,
    )


def _questions(
    old: Version, new: Version, asked: Sequence[Match], entries: Sequence[Entry], severity: Severity | None = None
) -> tuple[Question, ...]:
    """Return what is asked with its demands, but for what concerns a demand that has been found to be reinstated."""
    before, after = _by_id(old), _by_id(new)
    settled = {demand.id for entry in entries if entry.origin is Origin.REINSTATED for demand in entry.new}
    return tuple(
        Question(
            old=tuple(before[id] for id in one.old),
            new=tuple(after[id] for id in one.new),
            reason=one.reason,
            score=one.score,
            severity=severity,
            fingerprint=_fingerprint(OPEN_QUESTION, one, before, after) if severity else "",
        )
        for one in asked
        if settled.isdisjoint(one.new)
    )


def _alarms(
    old: Version,
    new: Version,
    matching: Matching,
    entries: Sequence[Entry],
    earlier: Sequence[EarlierDemand],
    *,
    rulebook: RuleBook,
) -> tuple[Alarm, ...]:
    """Return the ids that carry another demand than in the old version or an edition before it, and doubtful links."""
    before, after = _by_id(old), _by_id(new)
    once = {one.demand.id: one.demand for one in earlier}
    added = [demand for entry in entries if entry.origin is Origin.ADDED for demand in entry.new]
    reused = [(before[id], after[id]) for id in matching.reused]
    reused += [(once[demand.id], demand) for demand in added if demand.id in once]
    doubtful = [
        (before[old_id], after[new_id]) for one in matching.suspicious for old_id in one.old for new_id in one.new
    ]
    found = [(AlarmCode.ID_REUSED, was, now, _references(now.id, after)) for was, now in reused]
    found += [(AlarmCode.SUSPICIOUS_LINK, was, now, ()) for was, now in doubtful]
    return tuple(
        Alarm(
            code=code,
            old=was,
            new=now,
            severity=rulebook.find(code).severity,
            references=references,
            fingerprint=fingerprint_demands(code, [was], [now]),
        )
        for code, was, now, references in found
    )


def _fingerprint(what: str, asked: Match, old: Mapping[str, Demand], new: Mapping[str, Demand]) -> str:
    return fingerprint_demands(what, [old[id] for id in asked.old], [new[id] for id in asked.new])


def _references(id: str, demands: Mapping[str, Demand]) -> tuple[str, ...]:
    """Return the demands that name an id in `succeeds` or `note`."""
    named = re.compile(rf"(?<![\w.-]){re.escape(id)}(?![\w-])")
    return tuple(
        one.id
        for one in demands.values()
        if one.id != id and (id in (one.succeeds or ()) or named.search(one.note or ""))
    )


def _by_id(version: Version) -> dict[str, Demand]:
    return {demand.id: demand for demand in version.catalogue.demands}


def _is_selected(entry: Entry, selection: Selection) -> bool:
    demands = (*entry.old, *entry.new)
    return (
        _contains(selection.groups, [demand.group for demand in demands])
        and _contains(selection.addressees, [key for demand in demands for key in demand.addressees])
        and _contains(selection.kinds, entry.kinds)
        and (not selection.severities or entry.severity in selection.severities)
    )


def _contains(wanted: Sequence[str], present: Sequence[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(present)


def _assert_balance(report: Report) -> None:
    for side, counts, key in ((report.old, report.fates, "old"), (report.new, report.origins, "new")):
        ids = Counter(demand.id for entry in report.entries for demand in getattr(entry, key))
        if sum(counts.values()) != side.demands or any(count > 1 for count in ids.values()):
            message = f"the books of the {key} side do not balance: {dict(counts)} for {side.demands} demands"
            raise AssertionError(message)
