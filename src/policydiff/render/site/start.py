"""The start page: the editions, and what happened between them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.render.lineage.labels import EditionLabel
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.pages import draw_page

START = "index"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """An edition, how many demands it has, and what happened since the one before with its report."""

    edition: EditionLabel
    demands: str
    headline: str
    comparison: str


def draw(book: Book, reports: Reports) -> tuple[str, str]:
    """Return the start page; `reports` say what happened between two editions."""
    stages = []
    before = ""
    for edition in book.editions:
        stages.append(
            Stage(
                edition=book.labels[edition],
                demands=book.messages.text("report.demands", count=len(book.chronicle.lineage.nodes[edition])),
                headline=reports[before, edition].headline if before else "",
                comparison=book.comparison(before, edition) if before else "",
            )
        )
        before = edition
    last = book.editions[-1]
    held = [book.demands[node] for node in book.demands if node.edition == last]
    return draw_page(
        book,
        START,
        f"{START}.html",
        stages=stages,
        groups=_shelves(book.groups, book.group_pages, Counter(demand.group for demand in held)),
        addressees=_shelves(
            book.addressees, book.addressee_pages, Counter(key for demand in held for key in demand.addressees)
        ),
        headline=book.messages.text(
            "timeline.headline",
            demands=book.messages.text("report.demands", count=len(book.wordings)),
            editions=book.messages.text("timeline.editions", count=len(book.editions)),
        ),
    )


def _shelves(
    names: Mapping[str, str], pages: Mapping[str, str], counts: Mapping[str, int]
) -> list[tuple[str, str, int]]:
    return [(name, pages[key], counts.get(key, 0)) for key, name in names.items()]
