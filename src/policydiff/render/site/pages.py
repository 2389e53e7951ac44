"""One page of the archive from its template: the one place that knows how deep a page lies."""

from policydiff.render.site.book import Book
from policydiff.render.templates import fill_template


def draw_page(book: Book, name: str, path: str, /, **values: object) -> tuple[str, str]:
    """Return the path and the text of a page; `root` leads from it to the start page's folder."""
    root = "../" * path.count("/")
    text = fill_template(
        f"site-{name}", "html", book.messages, more_style="", book=book, root=root, path=path, **values
    )
    return path, text


def draw_style(book: Book) -> str:
    """Return the style sheet of all pages."""
    return fill_template("site-style", "html", book.messages, more_style="site.css.j2")
