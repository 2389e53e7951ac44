"""What the pages share beside words: the style sheet, the scripts, and what the scripts look things up in."""

from collections.abc import Iterator
from importlib import resources

from policydiff.render.site.book import MOST_EDITIONS, Book
from policydiff.render.site.pages import STYLE
from policydiff.render.site.search import draw_search
from policydiff.render.site.threads import draw_threads
from policydiff.render.templates import draw_style

SCRIPTS = ("words", "find", "hits", "fields", "search", "choose")
MORE_SCRIPTS = ("redline", "beside")
"""What sets editions side by side that have no report."""


def draw(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the files that are no pages."""
    yield STYLE, draw_style(book.messages, "site.css.j2")
    has_more = len(book.editions) > MOST_EDITIONS
    for name in (*SCRIPTS, *(MORE_SCRIPTS if has_more else ())):
        source = resources.files("policydiff.render.site").joinpath("assets", f"{name}.js")
        yield f"assets/{name}.js", source.read_text(encoding="utf-8")
    yield "assets/index.js", draw_search(book)
    if has_more:
        yield "assets/editions.js", draw_threads(book)
