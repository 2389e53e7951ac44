"""From a chronicle to the archive: a static web site that lies in a folder or on any web server.

`draw_site` yields its files. Nothing in them comes from outside, nothing needs a script to be read, and the same
chronicle gives the same bytes. How it is made: docs/site.md.
"""

from collections.abc import Iterator

from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle
from policydiff.render.messages import messages

__all__ = ["draw_site"]


def draw_site(
    chronicle: Chronicle, *, language: str | None = None, progress: Progress | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file; all demands of all editions must have been read.

    In the language of the latest edition unless another is asked for.
    """
    from policydiff.render.site import assets, comparisons, demands, pictures, shelves, start, timelines
    from policydiff.render.site.book import open_book

    book = open_book(chronicle, messages(language or chronicle.latest.language))
    yield from assets.draw(book)
    reports: comparisons.Reports = {}
    yield from comparisons.draw(book, reports, progress)
    yield from demands.draw(book, reports, progress)
    yield from shelves.draw(book)
    yield from timelines.draw(book)
    yield pictures.draw(book, reports)
    yield start.draw(book, reports)
