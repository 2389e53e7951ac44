"""The reports of two editions, and the page where they are chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from policydiff.core.acceptance import Acceptance
from policydiff.core.comparison import Progress, compare, is_one_step
from policydiff.core.lineage.distances import find_descent, list_earlier
from policydiff.core.report import LevelShift, Report
from policydiff.render.outline import outline
from policydiff.render.site.book import MOST_EDITIONS, Book
from policydiff.render.site.pages import draw_page
from policydiff.render.summary import headline

STEP = "comparisons"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What other pages need of a report: its first sentence, and the levels that demands left and joined.

    `accepted` are the changes that a person let through, by the ids of the new demands, `ends_accepted` those of
    demands that were dropped, by their ids.
    """

    headline: str
    shifts: tuple[LevelShift, ...]
    accepted: Mapping[str, Acceptance]
    ends_accepted: Mapping[str, Acceptance]


Reports = dict[tuple[str, str], Told]


def draw(book: Book, reports: Reports, progress: Progress | None = None) -> Iterator[tuple[str, str]]:
    """Yield the reports and the page to choose one, and put what others need of each into `reports`."""
    order = {edition: rank for rank, edition in enumerate(book.editions)}
    pairs = sorted(book.pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))
    for done, (old, new) in enumerate(pairs, start=1):
        report = _compare(book, old, new)
        reports[old, new] = _tell(report, book)
        yield draw_page(
            book,
            "report",
            book.comparison(old, new),
            report=outline(report, book.messages),
        )
        if progress:
            progress(STEP, done, len(pairs))
    are_all = len(book.editions) <= MOST_EDITIONS
    yield draw_page(book, "compare", "compare.html", pairs=pairs, reports=reports, are_all=are_all)


def _compare(book: Book, old: str, new: str) -> Report:
    versions = {version.catalogue.edition: version for version in book.chronicle.versions}
    # The name says which edition it is; the address of a page says the rest.
    before, after = (replace(versions[edition], spec=edition) for edition in (old, new))
    chronicle = book.chronicle
    taken_in = chronicle.taken_in or chronicle.editions
    if not is_one_step(old, new, taken_in=taken_in, order=chronicle.editions):
        before, after = find_descent(chronicle.lineage, book.demands, old, new).tell(before, after)
    earlier = list_earlier(chronicle.lineage, book.demands, old)
    report = compare(before, after, earlier=earlier, rulebook=chronicle.rulebook)
    # What was let through on the way to an edition concerns no other; a reader of the archive can strike nothing.
    return replace(report, unused_acceptances=())


def _tell(report: Report, book: Book) -> Told:
    signed = [(entry, entry.acceptance) for entry in report.entries if entry.acceptance]
    return Told(
        headline=headline(report, book.messages),
        shifts=report.shifts,
        accepted={demand.id: acceptance for entry, acceptance in signed for demand in entry.new},
        ends_accepted={demand.id: acceptance for entry, acceptance in signed if not entry.new for demand in entry.old},
    )
