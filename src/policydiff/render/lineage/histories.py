"""The history of one demand in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.lineage import Chronicle, Link, LinkKind, Node
from policydiff.core.lineage.histories import Descent, History, Station
from policydiff.core.report import Entry
from policydiff.render.facts import Fact
from policydiff.render.lineage.labels import EditionLabel, label_editions, name_node, texts_of
from policydiff.render.messages import Messages
from policydiff.render.names import signed
from policydiff.render.pieces import KEPT
from policydiff.render.rows import Row, Texts, Wording
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class StationNote:
    """A demand in one edition, in words.

    `row` holds its wording with the redline against the one before; `said` how it came here, `matched` how sure each
    link is, `facts` all that is said of it, `then` what became of it. An unchanged one needs no more than its place.
    """

    edition: EditionLabel
    anchor: str
    wording: Wording
    row: Row | None
    is_unchanged: bool
    said: tuple[str, ...]
    matched: tuple[str, ...]
    facts: tuple[Fact, ...]
    then: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryNote:
    """The history of a demand in words, oldest first."""

    id: str
    title: str
    headline: str
    stations: tuple[StationNote, ...]
    namesakes: tuple[str, ...]
    has_redlines: bool
    has_moves: bool


def note_history(history: History, chronicle: Chronicle, messages: Messages) -> HistoryNote:
    """Return a history in words."""
    labels, texts = label_editions(chronicle, messages), texts_of(chronicle, messages)
    stations = tuple(note_station(one, labels, texts) for one in history.stations)
    asked = next(one.demand for one in history.stations if one.node == history.asked)
    rows = [one.row for one in stations if one.row]
    return HistoryNote(
        id=line(history.asked.id),
        title=line(asked.title or asked.text),
        headline=_headline(history, chronicle, labels, messages),
        stations=stations,
        namesakes=tuple(name_node(node, labels) for node in history.namesakes),
        has_redlines=any(piece.mark != KEPT for row in rows for piece in row.redline),
        has_moves=any(row.has_moves for row in rows),
    )


def _headline(history: History, chronicle: Chronicle, labels: Mapping[str, EditionLabel], messages: Messages) -> str:
    there = list(dict.fromkeys(one.node.edition for one in history.stations))
    if len(there) == 1 and len(chronicle.editions) > 1:
        return messages.text("history.once", edition=labels[there[0]].called)
    told = messages.text(
        "history.headline",
        count=len(there),
        total=len(chronicle.editions),
        first=labels[there[0]].called,
        last=labels[there[-1]].called,
    )
    if there[-1] == chronicle.editions[-1]:
        return f"{told} {messages.text('history.alive')}"
    return f"{told} {messages.text('history.gone')}"


def note_station(station: Station, labels: Mapping[str, EditionLabel], texts: Texts) -> StationNote:
    """Return a station in words."""
    main = station.descents[0] if station.descents else None
    row = None
    if main is not None:
        entry = Entry(
            old=(main.old,),
            new=(station.demand,),
            changes=main.changes,
            grade=main.link.grade,
            reason=main.link.reason,
            score=main.link.score,
        )
        row = texts.row(entry)
    wording = row.new[0] if row else texts.plain(station.demand, is_old=False)
    matched = tuple(_matched(one, labels, texts, alone=len(station.descents) == 1) for one in station.descents)
    return StationNote(
        edition=labels[station.node.edition],
        anchor=f"e-{labels[station.node.edition].number}-{line(station.node.id)}",
        wording=wording,
        row=row,
        is_unchanged=station.is_unchanged,
        said=tuple(_said(station, labels, texts.messages)),
        matched=matched,
        facts=tuple(_facts(wording, row, matched, labels[station.node.edition], texts.messages)),
        then=tuple(_then(station, labels, texts.messages)),
        questions=tuple(_question(one, station.node, labels, texts) for one in station.questions),
    )


def _said(station: Station, labels: Mapping[str, EditionLabel], messages: Messages) -> Iterable[str]:
    text = messages.text
    if not station.descents:
        yield text("history.first")
    kinds = {
        LinkKind.RENAMED: "history.renamed",
        LinkKind.SPLIT: "history.split",
        LinkKind.MERGED: "history.merged",
    }
    for one in station.descents:
        name = name_node(one.link.old, labels)
        if one.link.kind is LinkKind.REINSTATED:
            yield text("history.reinstated", name=name)
            yield text("history.missing", count=len(one.gap), editions=_list(one.gap, labels))
        elif one.link.kind in kinds and (one.link.kind is LinkKind.RENAMED or not one.link.continued):
            yield text(kinds[one.link.kind], name=name)
    if station.siblings and any(one.link.continued for one in station.descents):
        yield text("history.parted", names=_names(station.siblings, labels))
    elif station.siblings:
        yield text("history.siblings", names=_names(station.siblings, labels))


def _facts(
    wording: Wording, row: Row | None, matched: Sequence[str], edition: EditionLabel, messages: Messages
) -> Iterable[Fact]:
    """Yield what is said of a demand; where its group or id changed, that stands in place of the new one."""
    text = messages.text
    asked = ", ".join(one.text for one in wording.addressees) or text("report.nobody")
    if row and row.reassigned:
        asked = f"{asked} ({signed(row.reassigned.old, row.reassigned.new)})"
    told = {
        text("report.addressees"): asked,
        text("report.group"): wording.group,
        text("report.id"): wording.id,
        text("report.source"): wording.place,
        text("history.match"): "; ".join(matched),
    }
    others = []
    for fact in row.facts if row else ():
        if fact.label in told:
            told[fact.label] = fact.text
        else:
            others.append(fact)
    yield from (Fact(label=label, text=value) for label, value in told.items() if value)
    yield from others
    yield Fact(label=text("editions.commit"), text=edition.commit)


def _matched(descent: Descent, labels: Mapping[str, EditionLabel], texts: Texts, *, alone: bool) -> str:
    link = descent.link
    told = f"{texts.messages.text(f'grade.{link.grade}')}, {texts.reason(link.reason, link.score)}"
    return told if alone else f"{name_node(link.old, labels)}: {told}"


def _then(station: Station, labels: Mapping[str, EditionLabel], messages: Messages) -> Iterable[str]:
    text = messages.text
    parts = [link.new for link in station.following if link.kind is LinkKind.SPLIT]
    whole = [link.new for link in station.following if link.kind is LinkKind.MERGED]
    if parts:
        yield text("history.splits", names=_names(parts, labels))
    if whole:
        yield text("history.merges", names=_names(whole, labels))
    if station.missing_in:
        yield text("history.dropped", edition=labels[station.missing_in].called)


def _question(link: Link, node: Node, labels: Mapping[str, EditionLabel], texts: Texts) -> str:
    other = link.old if link.new == node else link.new
    reason = texts.reason(link.reason, link.score)
    return texts.messages.text("history.question", name=name_node(other, labels), reason=reason)


def _names(nodes: Sequence[Node], labels: Mapping[str, EditionLabel]) -> str:
    return ", ".join(name_node(node, labels) for node in nodes)


def _list(editions: Sequence[str], labels: Mapping[str, EditionLabel]) -> str:
    return ", ".join(labels[edition].called for edition in editions)
