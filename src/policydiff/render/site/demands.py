"""The page of every demand: its wording through time, its links, its citation; and the list of them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle, Link, Node
from policydiff.core.lineage.chronicles import relatives
from policydiff.core.lineage.histories import tell_station
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.references import Reference
from policydiff.core.lineage.timelines import Cell, Sign
from policydiff.core.matching import Grade
from policydiff.render.acceptances import said
from policydiff.render.lineage import render_citation
from policydiff.render.lineage.blames import BlameNote, note_blame
from policydiff.render.lineage.histories import StationNote, note_station
from policydiff.render.lineage.labels import EditionLabel, name_node
from policydiff.render.lineage.timelines import SIGNS
from policydiff.render.pieces import KEPT
from policydiff.render.rows import beginning
from policydiff.render.safety import line
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.pages import draw_page

STEP = "pages"
# Enough of a demand's text to be recognised in a list.
LONGEST = 160


@dataclass(frozen=True, kw_only=True, slots=True)
class Same:
    """An edition in which nothing happened to a demand."""

    anchor: str
    edition: EditionLabel


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """An edition in which something happened to a demand; `comparison` leads to the report that says so.

    `accepted` says who let that through and why, `end_accepted` the same of its being dropped from the next edition;
    both are empty where nobody did. `same` are the editions behind it that say the same.
    """

    anchor: str
    note: StationNote
    comparison: str
    accepted: str
    end_accepted: str
    citation: str
    same: tuple[Same, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """Another demand that this one came from, came together with, or went into."""

    name: str
    text: str
    page: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """A demand through all editions in words."""

    id: str
    title: str
    headline: str
    group: str
    group_page: str
    addressees: tuple[tuple[str, str], ...]
    stops: tuple[Stop, ...]
    relatives: tuple[Relative, ...]
    citation: str
    bibtex: str
    origins: BlameNote | None
    has_redlines: bool
    has_moves: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A demand in a list: what it says last, when it was there, and by what it can be filtered."""

    number: int
    thread: str
    title: str
    text: str
    page: str
    span: str
    is_alive: bool
    group: str
    addressees: tuple[str, ...]
    signs: tuple[str, ...]


def draw(book: Book, reports: Reports, progress: Progress | None = None) -> Iterator[tuple[str, str]]:
    """Yield the page of every demand and the list of them all."""
    asked = {node for step in book.chronicle.lineage.steps for link in step.questions for node in (link.old, link.new)}
    for done, thread in enumerate(book.wordings, start=1):
        yield draw_page(book, "demand", book.pages[thread], note=note_thread(book, thread, asked, reports))
        if progress:
            progress(STEP, done, len(book.wordings))
    items = list_items(book)
    signs = [sign for sign in book.timeline.used() if sign not in (Sign.KEPT, Sign.ABSENT, Sign.FIRST)]
    used_groups = {item.group for item in items}
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


def note_thread(book: Book, thread: str, asked: set[Node], reports: Reports) -> Thread:
    """Return a demand through all editions in words; `asked` are the nodes with open questions."""
    nodes, row = book.wordings[thread], book.rows[thread]
    last = book.demands[nodes[-1]]
    stops = _stops(book, nodes, row.cells, asked, reports)
    rows = [stop.note.row for stop in stops if stop.note.row]
    return Thread(
        id=line(last.id),
        title=line(last.title or last.text),
        headline=_headline(book, nodes),
        group=book.groups[row.group],
        group_page=book.group_pages[row.group],
        addressees=tuple((book.addressees[key], book.addressee_pages[key]) for key in last.addressees),
        stops=stops,
        relatives=_relatives(book, thread, nodes),
        citation=_cite(book, nodes[-1], "text"),
        bibtex=_cite(book, nodes[-1], "bibtex"),
        origins=_origins(book, nodes[-1]) if len(stops) > 1 else None,
        has_redlines=any(piece.mark != KEPT for one in rows for piece in one.redline),
        has_moves=any(one.has_moves for one in rows),
    )


def _stops(
    book: Book, nodes: Sequence[Node], cells: Sequence[Cell], asked: set[Node], reports: Reports
) -> tuple[Stop, ...]:
    lineage = book.chronicle.lineage
    found: list[tuple[Node, list[Same]]] = []
    for node in nodes:
        place = book.labels[node.edition].number - 1
        is_last = node == nodes[-1] or cells[place + 1].node is None
        is_quiet = is_unchanged(cells[place]) and node not in asked and len(lineage.next_of(node)) <= 1
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
        note=note_station(told, book.labels, book.texts),
        comparison=book.comparison(before, node.edition) if before else "",
        accepted=said(came, book.messages) if came else "",
        end_accepted=said(went, book.messages) if went else "",
        citation=_cite(book, node, "text"),
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


def _cite(book: Book, node: Node, style: str) -> str:
    version = book.chronicle.versions[book.labels[node.edition].number - 1]
    demand = book.demands[node]
    reference = Reference(
        catalogue=version.catalogue,
        commit=version.commit or "",
        path=f"{demand.group}/{demand.id}.yaml",
        demand=demand,
    )
    return render_citation(reference, style=style, language=book.messages.language).strip()


def _headline(book: Book, nodes: Sequence[Node]) -> str:
    text = book.messages.text
    first, last = (book.labels[nodes[at].edition].called for at in (0, -1))
    if len(nodes) == 1 and len(book.editions) > 1:
        return text("history.once", edition=first)
    told = text("history.headline", count=len(nodes), total=len(book.editions), first=first, last=last)
    end = text("history.alive") if nodes[-1].edition == book.editions[-1] else text("history.gone")
    return f"{told} {end}"


def _relatives(book: Book, thread: str, nodes: Sequence[Node]) -> tuple[Relative, ...]:
    lineage = book.chronicle.lineage
    found: dict[str, Node] = {}
    for node in nodes:
        links: list[Link] = [*lineage.before(node), *lineage.next_of(node)]
        links += [other for link in lineage.before(node) for other in lineage.next_of(link.old)]
        for other in (end for link in links for end in (link.old, link.new)):
            found.setdefault(lineage.threads[other], other)
    found.pop(thread, None)
    return tuple(
        Relative(
            name=name_node(node, book.labels),
            text=beginning(line(book.demands[node].title or book.demands[node].text), LONGEST),
            page=f"{book.pages[other]}#{book.anchor(node)}",
        )
        for other, node in found.items()
    )


def list_items(book: Book) -> list[Item]:
    """Return all demands as they stand in lists, in the order of the timeline."""
    numbers = {thread: number for number, thread in enumerate(book.wordings)}
    return [_item(book, row.thread, numbers[row.thread]) for row in book.timeline.rows]


def _item(book: Book, thread: str, number: int) -> Item:
    nodes, row = book.wordings[thread], book.rows[thread]
    first, last = (book.labels[nodes[at].edition].short for at in (0, -1))
    seen = dict.fromkeys(key for node in reversed(nodes) for key in book.demands[node].addressees)
    return Item(
        number=number,
        thread=thread,
        title=line(row.demand.title or ""),
        text=beginning(line(row.demand.text), LONGEST),
        page=book.pages[thread],
        span=first if first == last else f"{first} – {last}",
        is_alive=nodes[-1].edition == book.editions[-1],
        group=row.group,
        addressees=tuple(seen),
        signs=tuple(dict.fromkeys(str(cell.sign) for cell in row.cells)),
    )
