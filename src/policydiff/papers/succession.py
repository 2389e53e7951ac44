"""A draft becomes the catalogue of an edition: demands that live on keep their ids, new ones get one of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from policydiff.core.acceptance import fingerprint_wording
from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, WorkingGroup
from policydiff.core.comparison import EarlierDemand, Version, compare
from policydiff.core.matching import Grade, Match, match
from policydiff.core.report import Entry, Question, Report
from policydiff.core.wording import fold
from policydiff.papers.draft import Draft
from policydiff.papers.handwork import Entered, Print, find_kept, find_lost, hold, keep_addressees, keep_frame
from policydiff.papers.identify import addressee_key, content_id, group_key, level_of, says_id
from policydiff.papers.lexicon import words
from policydiff.papers.marks import names_section

ABOUT_AS_CLOSE = 0.75
"""A part of a split keeps the id for its words' sake if its wording has at least so much of the likeness that the
closest one has; set by hand. A much shorter part is no longer the demand itself, whatever it is called."""


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

    In the report the grades are those of the matching that chose the ids, before any of it was written down. `kept` is
    what people entered and neither paper says, `lost` what they entered and the catalogue no longer holds.
    """

    catalogue: Catalogue
    report: Report | None
    kept: tuple[Entered, ...] = ()
    lost: tuple[Entered, ...] = ()


def succeed(
    draft: Draft,
    heading: Heading,
    old: Catalogue | None,
    *,
    earlier: Sequence[EarlierDemand] = (),
    reread: Callable[[str], Draft | None] = lambda _: None,
) -> Succession:
    """Return the catalogue of a draft, following the catalogue that is there.

    A certain match keeps its id; a probable one keeps it too and says so in `succeeds`, as presumed, until a person has
    confirmed it; an open one is a new demand. No
    id of the old catalogue or of `earlier` demands goes to another demand; a demand that is back gets its id back.
    `reread` gives the draft of an edition's paper, None where it cannot be read again: what it does not say was entered
    by people.
    """
    printed = _provisional(draft, heading, old)

    @cache
    def read_again(edition: str) -> Print:
        again = reread(edition)
        return hold(_provisional(again, Heading(edition=edition), old) if again else None)

    paper = read_again(old.edition) if old else hold(None)
    framed = keep_frame(printed, old, paper) if old else printed
    if old is None or not old.demands:
        back = _bring_back(framed, earlier, read_again)
        demands = _identify(framed.demands, back, {one.demand.id for one in earlier})
        catalogue = replace(framed, demands=tuple(demands.values()))
        return Succession(catalogue=catalogue, report=None, kept=tuple(find_kept(printed, demands, catalogue)))
    matching = match(old.demands, framed.demands)
    before = {demand.id: demand for demand in old.demands}
    now = {demand.id: demand for demand in framed.demands}
    known = [one.key for one in framed.addressees]
    kept: dict[str, Demand] = {}
    for one in matching.matches:
        olds = [before[id] for id in one.old]
        continued = _continue(one, before, now)
        kept |= {id: keep_addressees(demand, olds, paper, known) for id, demand in continued.items()}
    unmatched = tuple(demand for demand in framed.demands if demand.id not in kept)
    kept |= _bring_back(replace(framed, demands=unmatched), earlier, read_again)
    taken = {*before, *(one.demand.id for one in earlier)}
    demands = _identify(framed.demands, kept, taken)
    catalogue = replace(framed, demands=tuple(demands.values()))
    report = compare(Version(catalogue=old), Version(catalogue=catalogue), earlier=earlier)
    heirs = {id: [demands[new] for new in one.new] for one in matching.matches for id in one.old}
    return Succession(
        catalogue=catalogue,
        report=_as_matched(report, matching.matches, matching.questions, before, demands),
        kept=tuple(find_kept(printed, demands, catalogue)),
        lost=tuple(find_lost(old, paper, catalogue, heirs)),
    )


def _provisional(draft: Draft, heading: Heading, old: Catalogue | None) -> Catalogue:
    addressees, keys = _addressees(draft, old)
    groups = _groups(draft, old)
    demands = tuple(
        Demand(
            id=f"§{demand.position}",  # no id a catalogue may hold, so that it cannot be mistaken for one
            group=groups[demand.group].key,
            text=demand.text,
            addressees=tuple(dict.fromkeys(keys[_same(name)] for name in demand.addressees)),
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


def _addressees(draft: Draft, old: Catalogue | None) -> tuple[tuple[Addressee, ...], dict[str, str]]:
    """Return the registry, and the keys by name: those already known, then new ones by level and as printed.

    An addressee that people named otherwise goes on under its key, where the paper prints the name it was made of.
    """
    known = list(old.addressees) if old else []
    names = {_same(one.name): one.key for one in known}
    keys = {one.key for one in known}
    printed = list(dict.fromkeys(fold(name) for demand in draft.demands for name in demand.addressees))
    renamed = keys - {names.get(_same(name)) for name in printed}
    fresh = []
    for name in printed:
        if _same(name) not in names:
            key = addressee_key(name, taken=keys - renamed)
            names[_same(name)] = key
            if key not in renamed:
                fresh.append(Addressee(key=key, name=name, level=level_of(name) or Level.OTHER))
            keys.add(key)
            renamed.discard(key)
    levels = list(Level)
    return (*known, *sorted(fresh, key=lambda one: levels.index(one.level))), names


def _groups(draft: Draft, old: Catalogue | None) -> tuple[WorkingGroup, ...]:
    """Return the working groups; one that people named otherwise goes on in its folder."""
    known = {_same(group.name): group.key for group in old.working_groups} if old else {}
    keys = set(known.values())
    renamed = keys - {known.get(_same(group.name)) for group in draft.groups}
    groups: list[WorkingGroup] = []
    for group in draft.groups:
        key = known.pop(_same(group.name), None) or group_key(group.name, taken=keys - renamed)
        keys.add(key)
        renamed.discard(key)
        groups.append(WorkingGroup(key=key, name=group.name, title=group.title, preamble=group.preamble))
    return tuple(groups)


def _same(name: str) -> str:
    """Return a name as it is known again."""
    return fold(name).casefold()


def _continue(one: Match, before: Mapping[str, Demand], now: Mapping[str, Demand]) -> dict[str, Demand]:
    """Return for the provisional ids of a match the demands they become, as far as they continue an id.

    In a split or merge one new demand keeps an old id: the one that lives on, else the pair whose wordings are closest.
    Of parts that are about as close it is the only one that has the words the id is made of.
    """

    def likeness(pair: tuple[str, str]) -> float:
        return _likeness(before[pair[0]], now[pair[1]])

    every = tuple((old, new) for old in one.old for new in one.new)
    heir_of, heir = max(one.continued or every, key=lambda pair: (likeness(pair), pair))
    called = [pair for pair in every if says_id(now[pair[1]].text, pair[0])] if len(one.old) == 1 else []
    if len(called) == 1 and likeness(called[0]) >= ABOUT_AS_CLOSE * likeness((heir_of, heir)):
        ((heir_of, heir),) = called
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
    continued = replace(old, group=new.group, text=new.text, addressees=new.addressees, source=new.source)
    if succeeds is None:
        return continued
    said_of = fingerprint_wording(continued) if succeeds == old.succeeds else None  # else it counts as carried along
    return replace(continued, succeeds=succeeds, presumed=succeeds, said_of=said_of)


def _bring_back(
    new: Catalogue, earlier: Sequence[EarlierDemand], read_again: Callable[[str], Print]
) -> dict[str, Demand]:
    """Return the demands that earlier editions dropped and this one has again, under their old ids."""
    once = {one.demand.id: one for one in earlier}
    now = {demand.id: demand for demand in new.demands}
    if not once or not now:
        return {}
    known = [one.key for one in new.addressees]
    back = {}
    for one in match(tuple(one.demand for one in once.values()), tuple(now.values())).matches:
        if len(one.old) == len(one.new) == 1:
            succeeds = None if one.grade is Grade.CERTAIN else one.old
            was = once[one.old[0]]
            demand = _carry_on(was.demand, now[one.new[0]], succeeds)
            back[one.new[0]] = keep_addressees(demand, [was.demand], read_again(was.edition), known)
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
