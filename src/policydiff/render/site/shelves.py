"""The pages of working groups and addressees: their demands that go on, and those that are gone."""

from collections.abc import Iterator

from policydiff.render.site.book import Book
from policydiff.render.site.demands import Item, list_items
from policydiff.render.site.pages import draw_page


def draw(book: Book) -> Iterator[tuple[str, str]]:
    """Yield a page for every working group and every addressee."""
    items = list_items(book)
    for key, name in book.groups.items():
        held = [item for item in items if item.group == key]
        yield _shelf(book, book.group_pages[key], book.messages.text("report.group"), name, held)
    for key, name in book.addressees.items():
        held = [item for item in items if key in item.addressees]
        is_now = {item.thread: item.is_alive and key in book.rows[item.thread].demand.addressees for item in held}
        now = [item for item in held if is_now[item.thread]]
        gone = [item for item in held if not is_now[item.thread]]
        kicker = book.messages.text("report.addressees")
        yield draw_page(book, "shelf", book.addressee_pages[key], kicker=kicker, called=name, now=now, gone=gone)


def _shelf(book: Book, path: str, kicker: str, name: str, held: list[Item]) -> tuple[str, str]:
    now = [item for item in held if item.is_alive]
    gone = [item for item in held if not item.is_alive]
    return draw_page(book, "shelf", path, kicker=kicker, called=name, now=now, gone=gone)
