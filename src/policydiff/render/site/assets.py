"""What the pages share beside words: the style sheet, the scripts, and what the scripts look things up in."""

from collections.abc import Iterator
from importlib import resources

from policydiff.render.site.book import MOST_EDITIONS, Book
from policydiff.render.site.index import draw_index, draw_threads
from policydiff.render.site.pages import draw_style

SCRIPTS = ("words", "search", "choose")


def draw(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the files that are no pages."""
    yield "assets/style.css", draw_style(book)
    for name in SCRIPTS:
        source = resources.files("policydiff.render.site").joinpath("assets", f"{name}.js")
        yield f"assets/{name}.js", source.read_text(encoding="utf-8")
    yield "assets/index.js", draw_index(book)
    if len(book.editions) > MOST_EDITIONS:
        yield "assets/editions.js", draw_threads(book)
