"""A draft becomes the catalogue of an edition: demands that live on keep their ids, new ones get one of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, WorkingGroup
from policydiff.core.comparison import EarlierDemand, Version, compare
from policydiff.core.matching import Grade, Match, match
from policydiff.core.report import Entry, Question, Report
from policydiff.core.wording import fold
from policydiff.papers.draft import Draft
from policydiff.papers.identify import addressee_key, content_id, group_key, level_of
from policydiff.papers.lexicon import words
from policydiff.papers.marks import names_section


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What the person who imports a paper says about it."""

    edition: str
    title: str | None = None
    date: str | None = None
    language: str | None = None
    paper: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """The catalogue a paper yields, and the report against the catalogue before it (None for a first paper).

    In the report the grades are those of the matching that chose the ids, before any of it was written down.
    """

    catalogue: Catalogue
    report: Report | None


def succeed(
    draft: Draft, heading: Heading, old: Catalogue | None, *, earlier: Sequence[EarlierDemand] = ()
) -> Succession:
    """Return the catalogue of a draft, following the catalogue that is there.

    A certain match keeps its id; a probable one keeps it too and says so in `succeeds`, as presumed, until a person has
    confirmed it; an open one is a new demand. No
    id of the old catalogue or of `earlier` demands goes to another demand; a demand that is back gets its id back.
    """
    provisional = _provisional(draft, heading, old)
    if old is None or not old.demands:
        back = _bring_back(provisional.demands, earlier)
        demands = _identify(provisional.demands, back, {one.demand.id for one in earlier})
        return Succession(catalogue=replace(provisional, demands=tuple(demands.values())), report=None)
    matching = match(old.demands, provisional.demands)
    before = {demand.id: demand for demand in old.demands}
    now = {demand.id: demand for demand in provisional.demands}
    kept: dict[str, Demand] = {}
    for one in matching.matches:
        kept |= _continue(one, before, now)
    matched = {id for one in matching.matches for id in one.new}
    kept |= _bring_back([demand for demand in provisional.demands if demand.id not in matched], earlier)
    taken = {*before, *(one.demand.id for one in earlier)}
    demands = _identify(provisional.demands, kept, taken)
    catalogue = replace(provisional, demands=tuple(demands.values()))
    report = compare(Version(catalogue=old), Version(catalogue=catalogue), earlier=earlier)
    return Succession(
        catalogue=catalogue, report=_as_matched(report, matching.matches, matching.questions, before, demands)
    )


def _provisional(draft: Draft, heading: Heading, old: Catalogue | None) -> Catalogue:
    addressees = _addressees(draft, old)
    groups = _groups(draft, old)
    keys = {fold(one.name).casefold(): one.key for one in addressees}
    demands = tuple(
        Demand(
            id=f"§{demand.position}",  # no id a catalogue may hold, so that it cannot be mistaken for one
            group=groups[demand.group].key,
            text=demand.text,
            addressees=tuple(dict.fromkeys(keys[fold(name).casefold()] for name in demand.addressees)),
            source=Source(position=demand.position, page=demand.page, line=demand.line, number=demand.number),
        )
        for demand in draft.demands
    )
    return Catalogue(
        edition=heading.edition,
        title=heading.title or draft.title or heading.edition,
        language=heading.language or (old.language if old else "de"),
        date=heading.date or draft.date,
        paper=heading.paper,
        preamble=draft.preamble,
        closing=_closing(draft),
        addressees=addressees,
        working_groups=groups,
        demands=demands,
    )


def _closing(draft: Draft) -> str | None:
    """Return the closing with its heading, where that says more than that this is the closing."""
    heading = draft.closing_heading
    if heading is None or names_section(heading, words().closing_headings):
        return draft.closing
    return "\n\n".join(part for part in (heading, draft.closing) if part)


def _addressees(draft: Draft, old: Catalogue | None) -> tuple[Addressee, ...]:
    """Return the registry: those already known, then new ones by level from the widest and as printed."""
    known = list(old.addressees) if old else []
    names = {fold(one.name).casefold() for one in known}
    keys = {one.key for one in known}
    fresh = []
    for name in (name for demand in draft.demands for name in demand.addressees):
        if fold(name).casefold() not in names:
            names.add(fold(name).casefold())
            key = addressee_key(name, taken=keys)
            keys.add(key)
            fresh.append(Addressee(key=key, name=fold(name), level=level_of(name) or Level.OTHER))
    levels = list(Level)
    return (*known, *sorted(fresh, key=lambda one: levels.index(one.level)))


def _groups(draft: Draft, old: Catalogue | None) -> tuple[WorkingGroup, ...]:
    known = {fold(group.name).casefold(): group.key for group in old.working_groups} if old else {}
    keys = set(known.values())
    groups: list[WorkingGroup] = []
    for group in draft.groups:
        key = known.pop(fold(group.name).casefold(), None) or group_key(group.name, taken=keys)
        keys.add(key)
        groups.append(WorkingGroup(key=key, name=group.name, title=group.title, preamble=group.preamble))
    return tuple(groups)


def _continue(one: Match, before: Mapping[str, Demand], now: Mapping[str, Demand]) -> dict[str, Demand]:
    """Return for the provisional ids of a match the demands they become, as far as they continue an id.

    In a split or merge one new demand keeps an old id: the one that lives on, else the pair whose wordings are closest.
    """
    pairs = one.continued or tuple((old, new) for old in one.old for new in one.new)
    heir_of, heir = max(pairs, key=lambda pair: (_likeness(before[pair[0]], now[pair[1]]), pair))
    is_certain = one.grade is Grade.CERTAIN and len(one.old) == len(one.new) == 1
    continued = {heir: _carry_on(before[heir_of], now[heir], None if is_certain else one.old)}
    for new in one.new:
        if new != heir:
            continued[new] = replace(now[new], succeeds=one.old, presumed=one.old)
    return continued


def _likeness(old: Demand, new: Demand) -> float:
    return SequenceMatcher(None, fold(old.text).split(), fold(new.text).split(), autojunk=False).ratio()


def _carry_on(old: Demand, new: Demand, succeeds: tuple[str, ...] | None) -> Demand:
    """Return the new demand under the old id, with everything that people added to it."""
    return replace(
        old,
        group=new.group,
        text=new.text,
        addressees=new.addressees,
        source=new.source,
        succeeds=old.succeeds if succeeds is None else succeeds,
        presumed=old.presumed if succeeds is None else succeeds,
    )


def _bring_back(demands: Sequence[Demand], earlier: Sequence[EarlierDemand]) -> dict[str, Demand]:
    """Return the demands that earlier editions dropped and this one has again, under their old ids."""
    once = {one.demand.id: one.demand for one in earlier}
    now = {demand.id: demand for demand in demands}
    if not once or not now:
        return {}
    back = {}
    for one in match(tuple(once.values()), tuple(now.values())).matches:
        if len(one.old) == len(one.new) == 1:
            succeeds = None if one.grade is Grade.CERTAIN else one.old
            back[one.new[0]] = _carry_on(once[one.old[0]], now[one.new[0]], succeeds)
    return back


def _identify(demands: Iterable[Demand], kept: Mapping[str, Demand], taken: set[str]) -> dict[str, Demand]:
    """Return the demands under their final ids, by provisional id."""
    taken = taken | {demand.id for demand in kept.values()}
    final: dict[str, Demand] = {}
    for demand in demands:
        continued = kept.get(demand.id, demand)
        if continued.id == demand.id:
            id = content_id(demand.text, taken=taken)
            taken.add(id)
            continued = replace(continued, id=id)
        final[demand.id] = continued
    return final


def _as_matched(
    report: Report,
    matches: Sequence[Match],
    questions: Sequence[Match],
    before: Mapping[str, Demand],
    final: Mapping[str, Demand],
) -> Report:
    graded = {(frozenset(one.old), frozenset(final[id].id for id in one.new)): one for one in matches}

    def regrade(entry: Entry) -> Entry:
        one = graded.get((frozenset(demand.id for demand in entry.old), frozenset(demand.id for demand in entry.new)))
        return replace(entry, grade=one.grade, reason=one.reason, score=one.score) if one else entry

    asked = tuple(
        Question(
            old=tuple(before[id] for id in one.old),
            new=tuple(final[id] for id in one.new),
            reason=one.reason,
            score=one.score,
        )
        for one in questions
    )
    return replace(report, entries=tuple(map(regrade, report.entries)), questions=asked)
