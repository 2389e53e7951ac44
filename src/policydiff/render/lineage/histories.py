"""The history of one demand in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Change, Kind, Moved, Parted, Reassigned, Renamed, Reworded, Split
from policydiff.core.lineage import Chronicle, Link, LinkKind, Node
from policydiff.core.lineage.histories import Descent, Heir, History, Presence, Station
from policydiff.core.lineage.partings import Parting
from policydiff.core.matching import Reason
from policydiff.core.report import Entry
from policydiff.core.wording import fold
from policydiff.core.wording.stretching import list_known
from policydiff.render.frame import list_frame
from policydiff.render.lineage.labels import EditionLabel, EditionTexts, label_editions, texts_of
from policydiff.render.lineage.sentences import PartedFact, Sentence, compose, fact, join, name, name_nodes
from policydiff.render.messages import Messages
from policydiff.render.names import signed
from policydiff.render.pieces import KEPT, MOVED, NUMBER, Piece
from policydiff.render.rows import Row, Texts, Wording
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class StationNote:
    """A demand in one edition, in words.

    `row` holds its wording with the redline against the one before; of a merger `merged` are the demands before it, all
    texts marked and numbered as in a report. `said` tells how it came here, `matched` how sure each
    link is, `facts` all that is said of it, `renamed` those of them that say how its group and addressees are called
    now, `then` what became of it. An unchanged one needs no more than its place, its commit and what is called
    otherwise.
    `id` is given where the history holds several demands of this edition, else empty.
    """

    edition: EditionLabel
    id: str
    anchor: str
    wording: Wording
    merged: tuple[Wording, ...]
    row: Row | None
    is_unchanged: bool
    said: tuple[Sentence, ...]
    matched: tuple[Sentence, ...]
    facts: tuple[PartedFact, ...]
    renamed: tuple[PartedFact, ...]
    then: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the text with its marks: against the one wording before it, else against those merged in it."""
        return self.row.redline if self.row and self.row.redline else self.wording.pieces

    @property
    def marks(self) -> frozenset[str]:
        """Return the marks of all texts that are shown."""
        return frozenset(piece.mark for text in (self.pieces, *(one.pieces for one in self.merged)) for piece in text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Legend:
    """Which marks and numbers there are in the texts of some stations, so that they are explained."""

    has_redlines: bool
    has_moves: bool
    has_numbers: bool


def list_legend(stations: Iterable[StationNote]) -> Legend:
    """Return which marks and numbers stand in some stations."""
    marks = {mark for one in stations for mark in one.marks}
    return Legend(
        has_redlines=bool(marks - {KEPT, NUMBER}), has_moves=not marks.isdisjoint(MOVED), has_numbers=NUMBER in marks
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryNote:
    """The history of a demand in words, oldest first; `text_language` is that of the catalogue."""

    text_language: str
    id: str
    title: str
    headline: str
    stations: tuple[StationNote, ...]
    namesakes: tuple[Sentence, ...]
    legend: Legend


def note_history(history: History, chronicle: Chronicle, messages: Messages) -> HistoryNote:
    """Return a history in words."""
    labels, texts = label_editions(chronicle, messages), texts_of(chronicle, messages)
    crowded = Counter(one.node.edition for one in history.stations)
    notes = ((one.node, note_station(one, labels, texts)) for one in history.stations)
    stations = tuple(replace(note, id=line(node.id)) if crowded[node.edition] > 1 else note for node, note in notes)
    asked = next(one.demand for one in history.stations if one.node == history.asked)
    return HistoryNote(
        text_language=chronicle.latest.language,
        id=line(history.asked.id),
        title=line(asked.title or asked.text),
        headline=tell_presence(history.presence, chronicle, labels, messages),
        stations=stations,
        namesakes=tuple(
            compose(messages, "history.namesake", name=name_nodes([node], labels)) for node in history.namesakes
        ),
        legend=list_legend(stations),
    )


def tell_presence(
    presence: Presence, chronicle: Chronicle, labels: Mapping[str, EditionLabel], messages: Messages
) -> str:
    """Return in how many editions a demand stood itself, since when in parts of others, and whether it lives on."""
    text = messages.text
    own, latest, total = presence.own, chronicle.editions[-1], len(chronicle.editions)
    first, last = labels[own[0]].called, labels[own[-1]].called
    has_parts = bool(presence.since or presence.until)
    if total == 1:
        return text("history.single", edition=first)
    if len(own) == 1 and not has_parts:
        return text("history.once", edition=first)
    key = "history.itself" if len(own) > 1 else "history.itself_once"
    told = [
        text(
            key if has_parts else "history.headline", count=len(own), total=total, edition=first, first=first, last=last
        )
    ]
    if presence.since:
        told.append(text("history.since", edition=labels[presence.since].called))
    if presence.until and presence.until != latest:
        told.append(text("history.until", edition=labels[presence.until].called))
    lives_on = "history.in_others" if presence.until == latest else "history.gone"
    return " ".join([*told, text("history.alive" if own[-1] == latest else lives_on)])


def note_station(station: Station, labels: Mapping[str, EditionLabel], calls: EditionTexts) -> StationNote:
    """Return a station in words."""
    main = station.descents[0] if station.descents else None
    texts = calls.of(*((main.link.old.edition,) if main else ()), station.node.edition)
    row = None
    if main is not None:
        entry = Entry(
            old=(main.old,),
            new=(station.demand,),
            changes=_along(main, station),
            grade=main.link.grade,
            reason=main.link.reason,
            score=main.link.score,
        )
        row = texts.row(entry)
        own = tuple(_of_part(change, station.demand) for change in entry.changes)
        if own != entry.changes:
            row = replace(row, facts=texts.row(replace(entry, changes=own)).facts)
        # That the wording is another follows from a split or merger, and what is back is told in a sentence.
        hidden = {Kind.REINSTATED, *([Kind.REWORDED] if any(isinstance(one, Parted) for one in main.changes) else [])}
        row = replace(row, labels=tuple(label for label in row.labels if label.kind not in hidden))
    wording = row.new[0] if row else texts.plain(station.demand, is_old=False)
    merged: tuple[Wording, ...] = ()
    if row and station.merger:
        wording, merged = _merged(station, station.merger, texts)
        row = replace(row, redline=())
    matched = tuple(_matched(one, labels, texts, alone=len(station.descents) == 1) for one in station.descents)
    renamed = tuple(_renamed(main, texts)) if main else ()
    return StationNote(
        edition=labels[station.node.edition],
        id="",
        anchor=f"{line(station.node.id)}@{labels[station.node.edition].code}",
        wording=wording,
        merged=merged,
        row=row,
        is_unchanged=station.is_unchanged,
        said=tuple(_said(station, labels, texts.messages)),
        matched=matched,
        facts=(*_facts(station, wording, row, matched, texts), *renamed, _commit(labels[station.node.edition], texts)),
        renamed=renamed,
        then=tuple(_then(station, labels, texts.messages)),
        questions=tuple(_question(one, station.node, labels, texts) for one in station.questions),
    )


def _of_part(change: Change, part: Demand) -> Change:
    """Return a split without what came into another part of it; what went is told of each, for no part has it."""
    if not isinstance(change, Split):
        return change
    words = list_known((fold(part.text),))
    return replace(
        change,
        added=tuple(one for one in change.added if one.demand == part.id),
        signals=tuple(one for one in change.signals if list_known((fold(one.new),)) - {"…"} <= words),
    )


def _along(main: Descent, station: Station) -> tuple[Change, ...]:
    """Return what changed since the wording before; of a merger, and of several that are back, whom all of it asks.

    What it means where several are back is told once, of them all.
    """
    company = station.merger
    if station.back is not None:
        own = [replace(one, signals=(), lost=()) if isinstance(one, Reworded) else one for one in main.changes]
        return (station.back, *(one for one in own if not isinstance(one, Reassigned)))
    if company is None:
        return main.changes
    whole = (one for one in company.changes if isinstance(one, Reassigned))
    return (*whole, *(one for one in main.changes if not isinstance(one, Reassigned)))


def _merged(station: Station, merger: Parting, texts: Texts) -> tuple[Wording, tuple[Wording, ...]]:
    """Return a merged demand and those before it, numbered and marked as a report has them."""
    entry = Entry(old=merger.old, new=merger.new, changes=merger.changes, grade=None, reason=None, score=None)
    row = texts.row(entry)
    sources = {line(link.old.id) for link in station.sources if link.kind is not LinkKind.REINSTATED}
    wording = next(one for one in row.new if one.id == line(station.node.id))
    return wording, tuple(one for one in row.old if one.id in sources)


def _said(station: Station, labels: Mapping[str, EditionLabel], messages: Messages) -> Iterable[Sentence]:
    if not station.sources:
        # Before the first edition nobody knows what was.
        is_start = labels[station.node.edition].number == 1
        yield compose(messages, "history.start" if is_start else "history.first")
    gaps = {one.link.old: one.gap for one in station.descents}
    kinds = {
        LinkKind.RENAMED: "history.renamed",
        LinkKind.SPLIT: "history.split",
        LinkKind.MERGED: "history.merged",
        LinkKind.REINSTATED: "history.reinstated",
    }
    for link in station.sources:
        is_told = link.kind in (LinkKind.RENAMED, LinkKind.REINSTATED) or not link.continued
        if link.kind in kinds and is_told:
            yield compose(messages, kinds[link.kind], name=name_nodes([link.old], labels))
        if gap := gaps.get(link.old):
            yield compose(messages, "history.missing", count=len(gap), editions=_list(gap, labels))
    if station.siblings:
        parted = any(link.continued for link in station.sources)
        key = "history.parted" if parted else "history.siblings"
        yield compose(messages, key, names=name_nodes(station.siblings, labels))
    yield from (_heir(heir, labels, messages) for heir in station.heirs)


def _heir(heir: Heir, labels: Mapping[str, EditionLabel], messages: Messages) -> Sentence:
    """Return which demand counts as the one that lives on."""
    old, new = (name_nodes([node] if node else [], labels) for node in (heir.old, heir.new))
    if heir.kind is LinkKind.MERGED:
        return compose(messages, "history.continued" if heir.old else "history.no_source", old=old, new=new)
    return compose(messages, "history.heir" if heir.new else "history.no_part", old=old, new=new)


def _facts(
    station: Station, wording: Wording, row: Row | None, matched: Sequence[Sentence], texts: Texts
) -> Iterable[PartedFact]:
    """Yield what is said of a demand; where its group or id changed, both are told."""
    text = texts.messages.text
    asked = ", ".join(one.text for one in wording.addressees) or text("report.nobody")
    main = station.descents[:1]
    if row and row.reassigned:
        asked = f"{asked} ({signed(row.reassigned.left, row.reassigned.joined)})"
    yield fact(text("report.addressees"), asked, is_quoted=bool(wording.addressees))
    before = station.descents if station.merger else main
    has_moved = any(isinstance(change, Moved) for one in before for change in one.changes)
    groups = ", ".join(dict.fromkeys(map(_group_name, before)))
    yield fact(text("report.group"), f"{groups} → {wording.group}" if has_moved else wording.group, is_quoted=True)
    id = name(wording.id, station.node)
    # A merger has a new id where none of those before it was kept; then all of them are told.
    has_new_id = any(isinstance(change, Renamed) for one in main for change in one.changes)
    ids = join([name(line(one.link.old.id), one.link.old) for one in before], ", ")
    yield fact(text("report.id"), join([ids, " → ", id]) if has_new_id else id)
    if wording.place:
        yield fact(text("report.source"), wording.place)
    if matched:
        yield fact(text("history.match"), join(matched, "; "))
    told_above = (text("report.group"), text("report.id"), text("report.last_in"))
    for one in row.facts if row else ():
        if one.label not in told_above:
            yield fact(one.label, one.text, is_quoted=one.is_quoted)


def _group_name(descent: Descent) -> str:
    return line(descent.group.name if descent.group else descent.old.group)


def _renamed(descent: Descent, texts: Texts) -> Iterable[PartedFact]:
    """Yield how the group and the addressees that a demand kept are called now, and were before."""
    for note in list_frame(descent.renamings, texts):
        # Levels have our words, names have the catalogue's.
        words = f"{note.subject}: {note.words}" if note.subject else note.words
        yield fact(note.word, words, is_quoted=not note.subject)


def _commit(edition: EditionLabel, texts: Texts) -> PartedFact:
    return fact(texts.messages.text("editions.commit"), name(edition.commit))


def _matched(descent: Descent, labels: Mapping[str, EditionLabel], texts: Texts, *, alone: bool) -> Sentence:
    link = descent.link
    told = f"{texts.messages.text(f'grade.{link.grade}')}, {texts.reason(link.reason, link.score)}"
    return join([told] if alone else [name_nodes([link.old], labels), f": {told}"])


def _then(station: Station, labels: Mapping[str, EditionLabel], messages: Messages) -> Iterable[Sentence]:
    parts = [link.new for link in station.following if link.kind is LinkKind.SPLIT]
    whole = [link.new for link in station.following if link.kind is LinkKind.MERGED]
    if parts:
        yield compose(messages, "history.splits", names=name_nodes(parts, labels))
    if whole:
        yield compose(messages, "history.merges", names=name_nodes(whole, labels))
    if station.missing_in:
        yield compose(messages, "history.dropped", edition=labels[station.missing_in].called)


def _question(link: Link, node: Node, labels: Mapping[str, EditionLabel], texts: Texts) -> Sentence:
    other = link.old if link.new == node else link.new
    reason = texts.reason(link.reason, link.score)
    key = "history.question_part" if link.reason is Reason.PARTS else "history.question"
    return compose(texts.messages, key, name=name_nodes([other], labels), reason=reason)


def _list(editions: Sequence[str], labels: Mapping[str, EditionLabel]) -> str:
    return ", ".join(labels[edition].called for edition in editions)
