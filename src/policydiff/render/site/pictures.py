"""The page of pictures: what is drawn, what it means, and the numbers beside it."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.core.catalogue import Level
from policydiff.core.changes import derive_changes, derive_reassigned
from policydiff.core.counts import count_shifts
from policydiff.core.lineage import LinkKind, Node
from policydiff.core.lineage.partings import find_company
from policydiff.core.report import Entry, LevelShift
from policydiff.render.lineage.statistics import Table
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.drawing import (
    NARROW,
    WIDE,
    Bar,
    Flow,
    draw_bars,
    draw_flows,
    draw_key,
    draw_patterns,
    draw_small,
)
from policydiff.render.site.pages import draw_page

NONE = "–"
_KEYS = ("first", "kept", "new", "gone", "up", "down", "flow")


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture, once for wide screens and once for narrow ones, with its caption, and its numbers as a table."""

    wide: str
    narrow: str
    caption: str
    table: Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Multiple:
    """The small picture of one working group, with the names that it had before."""

    name: str
    formerly: str
    page: str
    drawn: str


def draw(book: Book, reports: Reports) -> tuple[str, str]:
    """Return the page of pictures; `reports` know what was reassigned between neighbours."""
    multiples, table = _multiples(book)
    return draw_page(
        book,
        "pictures",
        "pictures.html",
        bars=_bars(book),
        flows=_flows(book, reports),
        multiples=multiples,
        numbers_table=table,
        patterns=draw_patterns(),
        keys={code: draw_key(code) for code in _KEYS},
    )


def list_bars(book: Book) -> list[Bar]:
    """Return how many demands stayed, came and left in every edition; what was there, came and left adds up."""
    kept, come, gone = Counter[int](), Counter[int](), Counter[int]()
    for row in book.rows.values():
        there = [cell.node is not None for cell in row.cells]
        for place, is_there in enumerate(there):
            was_there = place > 0 and there[place - 1]
            kept[place] += is_there and was_there
            come[place] += is_there and not was_there
            gone[place] += was_there and not is_there
    shorts = [label.short for label in book.labels.values()]
    return [Bar(name=name, kept=kept[place], come=come[place], gone=gone[place]) for place, name in enumerate(shorts)]


def _bars(book: Book) -> Picture:
    text, number = book.messages.text, book.messages.number
    bars = list_bars(book)
    # Of the first edition nobody knows what was there before: nothing stayed and nothing came.
    shown = [replace(bars[0], start=bars[0].come, come=0), *bars[1:]]
    rows = tuple((bar.name, *map(number, (bar.all, bar.come, bar.gone))) for bar in shown)
    head = (text("editions.name"), text("report.count"), text("site.came"), text("site.left"))
    table = Table(anchor="bars", title=text("site.bars"), head=head, rows=(_unknown(rows[0]), *rows[1:]))
    caption = f"{text('site.bars_caption')} {text('site.no_scale')}"
    return Picture(wide=draw_bars(shown, WIDE), narrow=draw_bars(shown, NARROW), caption=caption, table=table)


def _unknown(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row[:2], NONE, NONE)


def _flows(book: Book, reports: Reports) -> Picture | None:
    """Return the flow from level to level over all steps; None where no demand ever changed its level."""
    text, number = book.messages.text, book.messages.number
    counts: Counter[tuple[Level | None, Level | None]] = Counter()
    for shift in _shifts(book, reports):
        if shift.old or shift.new:  # else only the addressee changed and not its level
            counts[shift.old, shift.new] += shift.demands
    if not counts:
        return None
    order: list[Level | None] = [*Level, None]
    words = {level: text(f"level.{level}") for level in Level}
    names = {"old": words | {None: text("site.joined")}, "new": words | {None: text("site.parted")}}
    told = sorted(counts, key=lambda cell: (order.index(cell[0]), order.index(cell[1])))
    flows = [
        Flow(old=names["old"][old], new=names["new"][new], demands=counts[old, new], code=_direction(order, old, new))
        for old, new in told
    ]
    rows = [*words.values(), names["old"][None], names["new"][None]]
    return Picture(
        wide=draw_flows(flows, rows, WIDE),
        narrow=draw_flows(flows, rows, NARROW),
        caption=text("site.flows_caption"),
        table=Table(
            anchor="flows",
            title=text("site.flows"),
            head=(f"{text('site.from')} → {text('site.to')}", text("report.count")),
            rows=tuple((f"{flow.old} → {flow.new}", number(flow.demands)) for flow in flows),
        ),
    )


def _shifts(book: Book, reports: Reports) -> list[LevelShift]:
    """Return where demands went from each edition to the next, and from a drop to the return in a later one."""
    found = [shift for pair in pairwise(book.editions) for shift in reports[pair].shifts]
    entries = []
    told: set[Node] = set()
    lineage = book.chronicle.lineage
    for link in lineage.links:
        if link.kind is not LinkKind.REINSTATED or link.new in told:
            continue
        company = find_company(lineage, link)  # what is back together is told once
        told.update(company[1])
        old, new = (tuple(book.demands[node] for node in side) for side in company)
        context = book.chronicle.context(link.old.edition, link.new.edition)
        if derive_reassigned(old, new, context.levels):
            changes = derive_changes(old, new, context)
            entries.append(
                Entry(old=old, new=new, changes=changes, grade=link.grade, reason=link.reason, score=link.score)
            )
    return [*found, *count_shifts(tuple(entries))]


def _direction(order: list[Level | None], old: Level | None, new: Level | None) -> str:
    if old is None or new is None or old is new or Level.OTHER in (old, new):
        return "flow"
    return "down" if order.index(new) > order.index(old) else "up"


def count_groups(book: Book) -> dict[str, list[int | None]]:
    """Return for every working group how many demands it has in each edition; None where there was no such group."""
    last = book.chronicle.last_groups()
    held = Counter((book.group_of[node], node.edition) for node in book.demands)
    known = {
        (last[version.catalogue.edition][one.key], version.catalogue.edition)
        for version in book.chronicle.versions
        for one in version.catalogue.working_groups
    }
    return {
        key: [
            held[key, edition] if (key, edition) in known or held[key, edition] else None for edition in book.editions
        ]
        for key in book.groups
    }


def _multiples(book: Book) -> tuple[list[Multiple], Table]:
    text, number = book.messages.text, book.messages.number
    counts = count_groups(book)
    most = max((count for held in counts.values() for count in held if count), default=0)
    columns = [label.short for label in book.labels.values()]
    multiples = [
        Multiple(
            name=name,
            formerly=book.formerly(book.timeline.groups.get(key, ())),
            page=book.group_pages[key],
            drawn=draw_small(counts[key], most, (columns[0], columns[-1])),
        )
        for key, name in book.groups.items()
    ]
    rows = tuple(
        (name, *(NONE if count is None else number(count) for count in counts[key]))
        for key, name in book.groups.items()
    )
    head = (text("report.group"), *columns)
    return multiples, Table(anchor="multiples", title=text("site.multiples"), head=head, rows=rows, is_quoted=True)
