"""One page of the archive from its template: the one place that knows how deep a page lies."""

from typing import Any

from policydiff.render.site.book import Book
from policydiff.render.templates import fill_template

STYLE = "assets/style.css"


def draw_page(book: Book, name: str, path: str, /, **values: Any) -> tuple[str, str]:
    """Return the path and the text of a page; `root` leads from it to the start page's folder."""
    root = "../" * path.count("/")
    text = fill_template(
        f"site-{name}",
        "html",
        book.messages,
        text_language=book.chronicle.latest.language,
        sheet=f"{root}{STYLE}",
        book=book,
        root=root,
        path=path,
        **values,
    )
    return path, text
