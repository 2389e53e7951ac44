"""The start page: the editions, and what happened between them."""

from collections import Counter
from dataclasses import dataclass

from policydiff.render.lineage.labels import EditionLabel
from policydiff.render.safety import line
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.pages import draw_page
from policydiff.render.site.shelves import Kind, kinds

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
    groups, addressees = (_shelves(book, kind) for kind in kinds(book))
    return draw_page(
        book,
        START,
        f"{START}.html",
        stages=stages,
        latest=line(book.chronicle.latest.title),
        groups=groups,
        addressees=addressees,
        headline=book.messages.text(
            "timeline.headline",
            demands=book.messages.text("report.demands", count=len(book.wordings)),
            editions=book.messages.text("timeline.editions", count=len(book.editions)),
        ),
    )


def _shelves(book: Book, kind: Kind) -> list[tuple[str, str, str, int]]:
    """Return what every group or addressee is called, its page, what it was called before, and what it has now."""
    last = book.editions[-1]
    counts = Counter(key for node in book.demands if node.edition == last for key in kind.keys_of(node))
    return [
        (name, kind.pages[key], book.formerly(kind.names.get(key, ())), counts[key])
        for key, name in kind.called.items()
    ]
