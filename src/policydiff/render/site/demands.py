"""The page of every demand: its wording through time, its links, its citations; and the list of them all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle, LinkKind, Node
from policydiff.core.lineage.chronicles import relatives
from policydiff.core.lineage.histories import find_presence, tell_station
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.references import Reference
from policydiff.core.lineage.timelines import Cell, Sign
from policydiff.core.matching import Grade
from policydiff.render.acceptances import said
from policydiff.render.lineage import STYLES, render_citation
from policydiff.render.lineage.blames import BlameNote, note_blame
from policydiff.render.lineage.histories import Legend, StationNote, list_legend, note_station, tell_presence
from policydiff.render.lineage.labels import EditionLabel, name_node
from policydiff.render.lineage.sentences import Sentence, compose, name_nodes
from policydiff.render.lineage.timelines import SIGNS
from policydiff.render.rows import beginning
from policydiff.render.safety import line
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.lists import LONGEST, list_items
from policydiff.render.site.pages import draw_page

STEP = "pages"


@dataclass(frozen=True, kw_only=True, slots=True)
class Same:
    """An edition in which nothing happened to a demand."""

    anchor: str
    edition: EditionLabel


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """How a demand in one edition is cited, in every style."""

    text: str
    bibtex: str
    csl: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """An edition in which something happened to a demand; `comparison` leads to the report that says so.

    `accepted` says who let that through and why, `end_accepted` the same of its being dropped from the next edition;
    both are empty where nobody did. `same` are the editions behind it that say the same.
    """

    anchor: str
    node: Node
    note: StationNote
    comparison: str
    accepted: str
    end_accepted: str
    citation: Citation
    same: tuple[Same, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """Another demand that this one came from, came together with, or went into; `relation` says which in words."""

    relation: str
    name: str
    text: str
    page: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """A demand through all editions in words; `namesakes` are others that carried one of its ids."""

    id: str
    title: str
    headline: str
    group: str
    group_page: str
    addressees: tuple[tuple[str, str], ...]
    stops: tuple[Stop, ...]
    namesakes: tuple[Sentence, ...]
    relatives: tuple[Relative, ...]
    citation: Citation
    origins: BlameNote | None
    legend: Legend


def draw(book: Book, reports: Reports, progress: Progress | None = None) -> Iterator[tuple[str, str]]:
    """Yield the page of every demand and the list of them all."""
    told, carriers = _told(book), _carriers(book)
    for done, thread in enumerate(book.wordings, start=1):
        yield draw_page(book, "demand", book.pages[thread], note=note_thread(book, thread, told, carriers, reports))
        if progress:
            progress(STEP, done, len(book.wordings))
    items = list_items(book)
    used_signs = {sign for item in items for sign in item.signs}
    signs = [sign for sign in Sign if sign in used_signs]
    used_groups = {key for item in items for key in item.groups}
    used_addressees = {key for item in items for key in item.addressees}
    yield draw_page(
        book,
        "demands",
        "demands.html",
        items=items,
        signs=signs,
        sign_words={sign: SIGNS[sign][1] for sign in signs},
        groups={key: name for key, name in book.groups.items() if key in used_groups},
        addressees={key: name for key, name in book.addressees.items() if key in used_addressees},
    )


def _told(book: Book) -> set[Node]:
    """Return the nodes of which more is to be told than what changed: open questions, other names of what was kept."""
    steps = book.chronicle.lineage.steps
    found = {node for step in steps for link in step.questions for node in (link.old, link.new)}
    renamed = [
        {
            (new.editions[0], key)
            for key, held in names.items()
            for old, new in pairwise(held)
            if (old.name, old.level) != (new.name, new.level)
        }
        for names in (book.timeline.groups, book.addressee_names)
    ]
    for node, demand in book.demands.items():
        has_new_group_name = (node.edition, book.group_of[node]) in renamed[0]
        if has_new_group_name or any((node.edition, key) in renamed[1] for key in demand.addressees):
            found.add(node)
    return found


_Carriers = Mapping[str, Mapping[str, Node]]


def _carriers(book: Book) -> _Carriers:
    """Return by id the demands that ever carried it, by thread, each as it was worded last under that id."""
    found: dict[str, dict[str, Node]] = {}
    for thread, nodes in book.wordings.items():
        for node in nodes:
            found.setdefault(node.id, {})[thread] = node
    return found


def note_thread(book: Book, thread: str, told: set[Node], carriers: _Carriers, reports: Reports) -> Thread:
    """Return a demand through all editions in words.

    `told` are the nodes that do not pass as unchanged, `carriers` the demands that ever carried an id.
    """
    nodes, row = book.wordings[thread], book.rows[thread]
    last = book.demands[nodes[-1]]
    stops = _stops(book, nodes, row.cells, told, reports)
    return Thread(
        id=line(last.id),
        title=line(last.title or last.text),
        headline=tell_presence(
            find_presence(book.chronicle.lineage, nodes[0]), book.chronicle, book.labels, book.messages
        ),
        group=book.groups[row.group],
        group_page=book.group_pages[row.group],
        addressees=tuple((book.addressees[key], book.addressee_pages[key]) for key in last.addressees),
        stops=stops,
        namesakes=tuple(_namesakes(book, thread, nodes, carriers)),
        relatives=_relatives(book, thread, nodes),
        citation=_cite(book, nodes[-1]),
        origins=_origins(book, nodes[-1]) if len(stops) > 1 else None,
        legend=list_legend(stop.note for stop in stops),
    )


def _stops(
    book: Book, nodes: Sequence[Node], cells: Sequence[Cell], told: set[Node], reports: Reports
) -> tuple[Stop, ...]:
    lineage = book.chronicle.lineage
    found: list[tuple[Node, list[Same]]] = []
    for node in nodes:
        place = book.labels[node.edition].number - 1
        is_last = node == nodes[-1] or cells[place + 1].node is None
        is_quiet = is_unchanged(cells[place]) and node not in told and len(lineage.next_of(node)) <= 1
        if found and is_quiet and not (is_last and place + 1 < len(cells)):
            found[-1][1].append(Same(anchor=book.anchor(node), edition=book.labels[node.edition]))
        else:
            found.append((node, []))
    return tuple(_stop(book, node, tuple(same), reports) for node, same in found)


def is_unchanged(cell: Cell) -> bool:
    """Return whether a demand says just what it said in the edition before."""
    return cell.sign is Sign.KEPT and not cell.kinds and cell.grade in (None, Grade.CERTAIN)


def _stop(book: Book, node: Node, same: tuple[Same, ...], reports: Reports) -> Stop:
    told = tell_station(book.chronicle, node, book.demands)
    place = book.labels[node.edition].number - 1
    before = book.editions[place - 1] if place else ""
    came = reports[before, node.edition].accepted.get(node.id) if before else None
    went = reports[node.edition, told.missing_in].ends_accepted.get(node.id) if told.missing_in else None
    return Stop(
        anchor=book.anchor(node),
        node=node,
        note=note_station(told, book.labels, book.texts),
        comparison=book.comparison(before, node.edition) if before else "",
        accepted=said(came, book.messages) if came else "",
        end_accepted=said(went, book.messages) if went else "",
        citation=_cite(book, node),
        same=same,
    )


def _origins(book: Book, node: Node) -> BlameNote | None:
    """Return which edition each word of a demand comes from; None where all come from one."""
    wanted = relatives(book.chronicle.lineage, [node])
    found = blame(_part(book, wanted), node)
    return note_blame(found, book.chronicle, book.messages) if len(found.words_by_edition()) > 1 else None


def _part(book: Book, wanted: set[Node]) -> Chronicle:
    """Return the chronicle with some demands alone, for questions that look through all that it holds."""
    held: dict[str, list[Demand]] = {}
    for node in wanted:
        held.setdefault(node.edition, []).append(book.demands[node])
    versions = tuple(
        replace(one, catalogue=replace(one.catalogue, demands=tuple(held.get(one.catalogue.edition, ()))))
        for one in book.chronicle.versions
    )
    return replace(book.chronicle, versions=versions)


def _cite(book: Book, node: Node) -> Citation:
    version = book.chronicle.versions[book.labels[node.edition].number - 1]
    reference = Reference(
        catalogue=version.catalogue,
        commit=version.commit or "",
        policy=book.chronicle.policy,
        demand=book.demands[node],
    )
    told = [render_citation(reference, style=style, language=book.messages.language).strip() for style in STYLES]
    return Citation(text=told[0], bibtex=told[1], csl=told[2])


def _namesakes(book: Book, thread: str, nodes: Sequence[Node], carriers: _Carriers) -> Iterable[Sentence]:
    """Yield that another demand, no relative, carried one of this one's ids too."""
    others = {other: node for id in dict.fromkeys(node.id for node in nodes) for other, node in carriers[id].items()}
    if len(others) == 1:
        return
    related = relatives(book.chronicle.lineage, nodes)
    for other, node in others.items():
        if other != thread and node not in related:
            yield compose(book.messages, "history.namesake", name=name_nodes([node], book.labels))


_FROM = {LinkKind.SPLIT: "site.from_split", LinkKind.MERGED: "site.from_merged"}
_INTO = {LinkKind.SPLIT: "site.into_split", LinkKind.MERGED: "site.into_merged"}


def _relatives(book: Book, thread: str, nodes: Sequence[Node]) -> tuple[Relative, ...]:
    lineage = book.chronicle.lineage
    found: dict[str, tuple[Node, str]] = {}
    for node in nodes:
        ends = [(link.old, _FROM.get(link.kind, "site.from_other")) for link in lineage.before(node)]
        ends += [(link.new, _INTO.get(link.kind, "site.into_other")) for link in lineage.next_of(node)]
        parts = (part.new for link in lineage.before(node) for part in lineage.next_of(link.old))
        for other, word in (*ends, *((part, "site.sibling") for part in parts)):
            found.setdefault(lineage.threads[other], (other, word))
    found.pop(thread, None)
    return tuple(
        Relative(
            relation=book.messages.text(word),
            name=name_node(node, book.labels),
            text=beginning(line(book.demands[node].title or book.demands[node].text), LONGEST),
            page=book.place(node),
        )
        for node, word in found.values()
    )
