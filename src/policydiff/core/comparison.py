"""From two versions to the report: match, derive the changes, sort, count, and see that the books balance."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from typing import TypeAlias, TypeVar
from zlib import crc32

from policydiff.core.acceptance import Acceptance, fingerprint_demands, match_acceptances
from policydiff.core.carried import find_carried
from policydiff.core.catalogue import Addressee, Catalogue, Demand, WorkingGroup
from policydiff.core.changes import Context, Kind
from policydiff.core.counts import draw_up_report
from policydiff.core.declarations import derive_declarations
from policydiff.core.doubts import derive_alarms, derive_questions
from policydiff.core.entries import EarlierDemand, derive_entries
from policydiff.core.findings import list_findings
from policydiff.core.frame import derive_frame, follow_groups
from policydiff.core.matching import Explanation, Grade, Match, Matching, Reason, match
from policydiff.core.matching import explain as explain_pair
from policydiff.core.matching import explain_near as explain_near_pairs
from policydiff.core.report import (
    Alarm,
    DeclarationChange,
    Entry,
    FrameChange,
    Question,
    Report,
    Selection,
    Side,
    Untouched,
)
from policydiff.core.rollups import roll_up
from policydiff.core.rules import OPEN_QUESTION, RuleBook

__all__ = [
    "EarlierDemand",
    "Progress",
    "Version",
    "choose_context",
    "compare",
    "explain",
    "explain_near",
    "is_one_step",
    "match_versions",
    "select",
]

Progress: TypeAlias = Callable[[str, int, int], None]

CONTEXT = 100
"""So many demands that stand unchanged are weighed along, so that a pull request, too, knows what every demand of its
catalogue says (Die Landesregierung wird aufgefordert, …)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A catalogue at one point: how it was asked for (`spec`), its commit if it has one.

    `untouched` are demands that the other side holds byte for byte and that were therefore not read; they belong to the
    catalogue without standing in `catalogue.demands`; `context` are some of them that were read to be weighed along.
    `rulebook` are the rules that the catalogue's project keeps, `acceptances` what a person has let through. `is_told`
    says that its demands declare what was declared on the way from the other side, and not what stands in their files.
    """

    catalogue: Catalogue
    spec: str = ""
    commit: str | None = None
    untouched: tuple[Untouched, ...] = ()
    context: tuple[Demand, ...] = ()
    rulebook: RuleBook = field(default_factory=RuleBook)
    acceptances: tuple[Acceptance, ...] = ()
    is_told: bool = False


def match_versions(old: Version, new: Version, *, progress: Progress | None = None) -> Matching:
    """Return which old demand is which new one; `progress` is told the step, how much is done, and of how much."""
    weighed = _take_weighed(old, new)
    if progress:  # the texts are read into tables first, before any of them is told to be done
        progress("candidates", 0, len(weighed.old) + len(weighed.new))
    matching = match(weighed.old, weighed.new, unchanged=weighed.unchanged, progress=progress)
    unread = {one.id for one in new.context}
    found = (one for one in matching.matches if unread.isdisjoint(one.new))
    kept = (
        Match(old=(id,), new=(id,), grade=Grade.CERTAIN, reason=Reason.SAME_ID, score=1.0)
        for id in sorted(weighed.apart)
    )
    return replace(matching, matches=(*found, *kept))


def compare(
    old: Version,
    new: Version,
    *,
    earlier: Sequence[EarlierDemand] = (),
    matching: Matching | None = None,
    rulebook: RuleBook | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of what changed from old to new; `progress` is told as by `match_versions`.

    `earlier` are demands dropped before old, among which a new one may be back; `matching` is taken where it is known
    already; `rulebook` is that of the new version unless another is given. Raises AssertionError when the books do not
    balance, our bug.
    """
    rulebook = rulebook or new.rulebook
    matching = matching or match_versions(old, new, progress=progress)
    before, after = old.catalogue, new.catalogue
    groups, addressees = follow_groups(before, after, matching), _addressees(before, after)
    lexicon = rulebook.lexicon(after.language)
    context = Context(groups=groups, levels={key: one.level for key, one in addressees.items()}, lexicon=lexicon)
    derived = derive_entries(before, after, matching, context, earlier)
    found = (_judged(entry, rulebook) for entry in _told(derived, len(before.demands) + len(after.demands), progress))
    entries, rollups = roll_up(sorted(found, key=_order(before, after)), lexicon, rulebook, progress=progress)
    gone = {one.demand.id: one.demand for one in earlier}
    report = draw_up_report(
        old=_side(old),
        new=_side(new),
        language=after.language,
        entries=entries,
        untouched=new.untouched,
        questions=derive_questions(before, after, matching.questions, entries, rulebook.find(OPEN_QUESTION).severity),
        related=derive_questions(before, after, matching.related, entries),
        carried=find_carried(entries, lexicon, lambda: _take_context(new, _find_same(before, after))),
        alarms=derive_alarms(before, after, matching, entries, earlier, rulebook=rulebook),
        frame=derive_frame(before, after, groups, rulebook),
        declarations=() if new.is_told else derive_declarations(before, after, matching, gone, rulebook),
        rollups=rollups,
        addressees=addressees,
        groups=_groups(before, after),
    )
    _assert_balance(report)
    return _accept(report, new.acceptances, old.acceptances)


def _told(entries: Iterable[Entry], total: int, progress: Progress | None) -> Iterator[Entry]:
    """Yield entries, and tell how many of the demands of both sides they hold so far."""
    done = 0
    for entry in entries:
        yield entry
        done += len(entry.old) + len(entry.new)
        if progress:
            progress("derive", done, total)


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
        declarations=tuple(_signed(one, used) for one in report.declarations),
        unused_acceptances=unused,
    )


_Change = TypeVar("_Change", Entry, Alarm, Question, FrameChange, DeclarationChange)


def _signed(one: _Change, acceptances: Mapping[str, Acceptance]) -> _Change:
    acceptance = acceptances.get(one.fingerprint)
    return replace(one, acceptance=acceptance) if acceptance else one


def is_one_step(old: str, new: str, *, taken_in: Sequence[str], order: Sequence[str]) -> bool:
    """Return whether what a new edition declares is about an old one.

    It was taken in right after it, or after another one while the old paper is the one just before it. `taken_in` are
    the editions in the order of the git history, `order` in that of their papers.
    """
    before, after = taken_in.index(old), taken_in.index(new)
    return before in (after, after - 1) or (before < after and order.index(old) + 1 == order.index(new))


def explain(old: Version, new: Version, old_id: str, new_id: str) -> Explanation:
    """Return why two demands were or were not matched when the two versions are compared.

    Raises KeyError for an id that is not there.
    """
    weighed = _take_weighed(old, new, {old_id, new_id})
    return explain_pair(weighed.old, weighed.new, old_id, new_id, unchanged=weighed.unchanged)


def explain_near(old: Version, new: Version, id: str) -> tuple[Explanation, ...]:
    """Return why all pairs of one id were made, asked about or related; of a side without, why the nearest was not."""
    weighed = _take_weighed(old, new, {id})
    return explain_near_pairs(weighed.old, weighed.new, id, unchanged=weighed.unchanged)


def choose_context(ids: Iterable[str]) -> set[str]:
    """Return the ids of the unchanged demands that are weighed along; `ids` are those of all, or of the unread ones.

    Which they are depends on nothing but the ids, so that it is the same whether the others were read or not.
    """
    known = list(ids)
    limit = 2**32 * 4 * CONTEXT // max(len(known), 1)  # nearly always enough, and a tenth of the time
    near = [(sum, id) for id in known if (sum := crc32(id.encode())) < limit]
    if len(near) < CONTEXT:
        near = [(crc32(id.encode()), id) for id in known]
    return {id for _, id in nsmallest(CONTEXT, near)}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The demands of two versions that are weighed, and how many `unchanged` ones are not; `apart` are those read."""

    old: list[Demand]
    new: list[Demand]
    unchanged: int
    apart: AbstractSet[str]


def _take_weighed(old: Version, new: Version, asked: AbstractSet[str] = frozenset()) -> _Weighed:
    """Return what is weighed: what changed, what is `asked` about, and some of the unchanged demands as context."""
    same = _find_same(old.catalogue, new.catalogue) - asked
    context = [replace(one, succeeds=None) for one in _take_context(new, same)]  # declared for an earlier step
    before, after = ([one for one in side.catalogue.demands if one.id not in same] for side in (old, new))
    if all(one.source.position for one in (*before, *after)):  # without its place one would make all of them worthless
        context = [one for one in context if one.source.position]
    unchanged = len(same) + len(new.untouched) - len(context)
    apart = same - {one.id for one in context}
    return _Weighed([*before, *context], [*after, *context], unchanged, apart)


def _take_context(new: Version, same: AbstractSet[str]) -> list[Demand]:
    """Return some of the demands that stand unchanged: those that are the `same`, and those that were not read."""
    chosen = choose_context([*same, *(one.id for one in new.untouched)])
    known = [one for one in new.catalogue.demands if one.id in same]
    return [one for one in (*known, *new.context) if one.id in chosen]


def select(report: Report, selection: Selection) -> Report:
    """Return the part of the report that concerns the selected groups, addressees and kinds; its counts stay whole."""
    entries = tuple(entry for entry in report.entries if _is_selected(entry, selection))
    shown = not selection.addressees and not selection.severities
    shown = shown and (not selection.kinds or Kind.UNCHANGED in selection.kinds)
    untouched = [one for one in report.untouched if shown and _contains(selection.groups, [one.group])]
    return replace(report, entries=entries, untouched=tuple(untouched), selection=selection)


def _find_same(old: Catalogue, new: Catalogue) -> set[str]:
    """Return the ids of demands that are the same in everything, but for those that a changed demand continues."""
    before = {demand.id: demand for demand in old.demands}
    claimed = {id for demand in new.demands if demand != before.get(demand.id) for id in demand.succeeds or ()}
    return {one.id for one in new.demands if one.id not in claimed and before.get(one.id) == one}


def _order(old: Catalogue, new: Catalogue) -> Callable[[Entry], tuple[int, int, bool, str]]:
    ranks = {key: rank for rank, key in enumerate(_groups(old, new))}

    def place(entry: Entry) -> tuple[int, int, bool, str]:
        first = entry.main
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
