"""Demands in lists: what each says last, in which editions it stood, and by what it can be filtered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policydiff.core.lineage import Lineage, LinkKind, Node
from policydiff.core.lineage.timelines import Cell, Sign
from policydiff.render.lineage.timelines import SIGNS
from policydiff.render.rows import beginning
from policydiff.render.safety import line
from policydiff.render.site.book import Book

# Enough of a demand's text to be recognised in a list.
LONGEST = 160
# In most rows they say nothing: what stayed as it was, is not there, or stood there first.
_SILENT = (Sign.KEPT, Sign.ABSENT, Sign.FIRST)
_LINKS = (LinkKind.SPLIT, LinkKind.MERGED, LinkKind.REINSTATED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A demand in a list.

    `span` are the editions that the list is about, `end` says what became of it where the latest edition lacks it.
    `now` are the names and pages of the working group or the addressees it has instead, on a page that it left.
    `groups` and `addressees` are all that it ever had, `signs` all that ever happened to it.
    """

    number: int
    thread: str
    title: str
    text: str
    page: str
    span: str
    end: str
    groups: tuple[str, ...]
    addressees: tuple[str, ...]
    signs: tuple[str, ...]
    now: tuple[tuple[str, str], ...] = ()


def list_items(book: Book) -> list[Item]:
    """Return all demands as they stand in lists, in the order of the timeline."""
    numbers = {thread: number for number, thread in enumerate(book.wordings)}
    return [_item(book, row.thread, numbers[row.thread]) for row in book.timeline.rows]


def narrow(book: Book, item: Item, nodes: Iterable[Node], now: Iterable[tuple[str, str]] = ()) -> Item:
    """Return a demand in a list that is about some editions of it alone, with what it has now instead."""
    return replace(item, span=book.span(node.edition for node in nodes), now=tuple(now))


def signs_of(cell: Cell, lineage: Lineage) -> Iterable[str]:
    """Yield all that happened to a demand in an edition: its sign, and what the sign leaves out."""
    if cell.sign not in _SILENT:
        yield cell.sign
    yield from cell.kinds
    if cell.node is not None:
        yield from (link.kind for link in lineage.before(cell.node) if link.kind in _LINKS)


def _item(book: Book, thread: str, number: int) -> Item:
    nodes, row = book.wordings[thread], book.rows[thread]
    last_first = nodes[::-1]
    lineage = book.chronicle.lineage
    return Item(
        number=number,
        thread=thread,
        title=line(row.demand.title or ""),
        text=beginning(line(row.demand.text), LONGEST),
        page=book.pages[thread],
        span=book.span(node.edition for node in nodes),
        end=_end(book, nodes, row.cells),
        groups=tuple(dict.fromkeys(book.group_of[node] for node in last_first)),
        addressees=tuple(dict.fromkeys(key for node in last_first for key in book.demands[node].addressees)),
        signs=tuple(dict.fromkeys(str(sign) for cell in row.cells for sign in signs_of(cell, lineage))),
    )


def _end(book: Book, nodes: Sequence[Node], cells: Sequence[Cell]) -> str:
    """Return what became of a demand that the latest edition lacks; empty where it has it."""
    following = cells[book.labels[nodes[-1].edition].number :]
    return book.messages.text(SIGNS[following[0].sign][1]) if following else ""
