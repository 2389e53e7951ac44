"""The pages of working groups and addressees: their demands of today, those that left them, and those that are gone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.lineage import Node
from policydiff.core.lineage.names import Name
from policydiff.render.site.book import Book
from policydiff.render.site.lists import Item, list_items, narrow
from policydiff.render.site.pages import draw_page


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """Working groups or addressees: what they are called, their pages, and by which keys a demand belongs to them.

    `title`, `headline`, `left` (what left them) and `column` are keys of words.
    """

    title: str
    headline: str
    left: str
    column: str
    called: Mapping[str, str]
    names: Mapping[str, Sequence[Name]]
    pages: Mapping[str, str]
    keys_of: Callable[[Node], Iterable[str]]


def draw(book: Book) -> Iterator[tuple[str, str]]:
    """Yield a page for every working group and every addressee, and one that leads on for every former key."""
    items = {item.thread: item for item in list_items(book)}
    for kind in kinds(book):
        held = _held(book, items, kind)
        for key in kind.called:
            yield _shelf(book, items, kind, key, held.get(key, {}))
    for former, key in book.former_groups.items():
        path = book.former_pages[former]
        yield draw_page(book, "moved", path, called=book.groups[key], page=book.group_pages[key])


def kinds(book: Book) -> tuple[Kind, Kind]:
    """Return what has pages of this sort."""
    return (
        Kind(
            title="report.group",
            headline="site.shelf_group",
            left="site.left_group",
            column="site.column_group",
            called=book.groups,
            names=book.timeline.groups,
            pages=book.group_pages,
            keys_of=lambda node: (book.group_of[node],),
        ),
        Kind(
            title="report.addressees",
            headline="site.shelf_addressee",
            left="site.left_addressee",
            column="site.column_addressee",
            called=book.addressees,
            names=book.addressee_names,
            pages=book.addressee_pages,
            keys_of=lambda node: book.demands[node].addressees,
        ),
    )


def _held(book: Book, threads: Iterable[str], kind: Kind) -> dict[str, dict[str, list[Node]]]:
    """Return by key, for all demands that ever belonged to it, the nodes that did."""
    found: dict[str, dict[str, list[Node]]] = {}
    for thread in threads:
        for node in book.wordings[thread]:
            for key in kind.keys_of(node):
                found.setdefault(key, {}).setdefault(thread, []).append(node)
    return found


def _shelf(
    book: Book, items: Mapping[str, Item], kind: Kind, key: str, held: Mapping[str, Sequence[Node]]
) -> tuple[str, str]:
    now: list[Item] = []
    left: list[Item] = []
    gone: list[Item] = []
    for thread, nodes in held.items():
        item, keys = items[thread], tuple(kind.keys_of(book.wordings[thread][-1]))
        others = [] if key in keys else [(kind.called[one], kind.pages[one]) for one in keys]
        shelf = gone if item.end else now if key in keys else left
        shelf.append(narrow(book, item, nodes, others))
    text, count = book.messages.text, book.messages.number
    words = (text("site.now"), text(kind.left), text("site.former"))
    return draw_page(
        book,
        "shelf",
        kind.pages[key],
        kicker=text(kind.title),
        called=kind.called[key],
        formerly=book.formerly(kind.names.get(key, ())),
        headline=text(kind.headline, now=count(len(now)), left=count(len(left)), gone=count(len(gone))),
        column=text(kind.column),
        sections=[
            (anchor, word, one)
            for anchor, word, one in zip(("now", "left", "gone"), words, (now, left, gone), strict=True)
            if one
        ],
    )
