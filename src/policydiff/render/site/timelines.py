"""The timeline of the archive: demands by editions, each row and each sign linked to the demand's page."""

from collections.abc import Iterator, Sequence

from policydiff.render.lineage.timelines import Chapter, TimelineNote, note_timeline
from policydiff.render.safety import line
from policydiff.render.site.book import Book
from policydiff.render.site.pages import draw_page

TIMELINE = "timeline"
# Up to so many demands stand on one page. Beyond, every working group has a page of its own: 3,000 demands in 60
# editions are a table of 3 MB, which a telephone scrolls badly.
MOST_ROWS = 500


def draw(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the timeline on one page, or what leads to those of the working groups, and these."""
    note = note_timeline(book.timeline, book.chronicle, book.messages)
    keys = list(dict.fromkeys(row.group for row in book.timeline.rows))
    chapters = dict(zip(keys, note.chapters, strict=True))
    if len(book.timeline.rows) <= MOST_ROWS:
        yield _draw(book, note, f"{TIMELINE}.html", chapters=note.chapters)
        return
    pages = {key: book.group_pages[key].replace("groups", TIMELINE, 1) for key in keys}
    demands = {key: book.messages.text("report.demands", count=len(one.rows)) for key, one in chapters.items()}
    yield _draw(book, note, f"{TIMELINE}.html", parts=[(book.groups[key], pages[key], demands[key]) for key in keys])
    for key, chapter in chapters.items():
        yield _draw(book, note, pages[key], called=book.groups[key], chapters=[chapter])


def _draw(
    book: Book,
    note: TimelineNote,
    path: str,
    *,
    called: str = "",
    chapters: Sequence[Chapter] = (),
    parts: Sequence[tuple[str, str, str]] = (),
) -> tuple[str, str]:
    root = "../" * path.count("/")
    return draw_page(
        book,
        "timeline",
        path,
        note=note,
        called=called,
        chapters=chapters,
        parts=parts,
        pages={line(thread): root + page for thread, page in book.pages.items()},
        group_pages={line(key): root + page for key, page in book.group_pages.items()},
    )
