"""The page of pictures: what is drawn, what it means, and the numbers beside it."""

from collections import Counter
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Level
from policydiff.render.lineage.statistics import Table
from policydiff.render.site.book import Book
from policydiff.render.site.comparisons import Reports
from policydiff.render.site.drawing import Bar, Flow, draw_bars, draw_flows, draw_small
from policydiff.render.site.pages import draw_page

NONE = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture with its caption, and its numbers as a table."""

    drawn: str
    caption: str
    table: Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Multiple:
    """The small picture of one working group."""

    name: str
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
    return [
        Bar(name=book.labels[edition].short, kept=kept[place], come=come[place], gone=gone[place])
        for place, edition in enumerate(book.editions)
    ]


def _bars(book: Book) -> Picture:
    text, number = book.messages.text, book.messages.number
    bars = list_bars(book)
    # Of the first edition nobody knows what was there before: nothing stayed and nothing came.
    shown = [replace(bars[0], start=bars[0].come, come=0), *bars[1:]]
    rows = tuple((bar.name, *map(number, (bar.all, bar.come, bar.gone))) for bar in shown)
    head = (text("editions.name"), text("report.count"), text("site.came"), text("site.left"))
    table = Table(anchor="bars", title=text("site.bars"), head=head, rows=(_unknown(rows[0]), *rows[1:]))
    return Picture(drawn=draw_bars(shown), caption=text("site.bars_caption"), table=table)


def _unknown(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row[:2], NONE, NONE)


def _flows(book: Book, reports: Reports) -> Picture | None:
    """Return the flow from level to level over all steps; None where no demand ever changed its level."""
    text, number = book.messages.text, book.messages.number
    counts: Counter[tuple[Level | None, Level | None]] = Counter()
    for pair in zip(book.editions, book.editions[1:], strict=False):
        for shift in reports[pair].shifts:
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
    return Picture(
        drawn=draw_flows(flows, [*words.values(), names["old"][None], names["new"][None]]),
        caption=text("site.flows_caption"),
        table=Table(
            anchor="flows",
            title=text("site.flows"),
            head=(f"{text('site.from')} → {text('site.to')}", text("report.count")),
            rows=tuple((f"{flow.old} → {flow.new}", number(flow.demands)) for flow in flows),
        ),
    )


def _direction(order: list[Level | None], old: Level | None, new: Level | None) -> str:
    if old is None or new is None or Level.OTHER in (old, new):
        return "flow"
    return "down" if order.index(new) > order.index(old) else "up"


def _multiples(book: Book) -> tuple[list[Multiple], Table]:
    text = book.messages.text
    counts = {key: [0] * len(book.editions) for key in book.groups}
    for row in book.rows.values():
        for place, cell in enumerate(row.cells):
            counts[row.group][place] += cell.node is not None
    most = max(max(held) for held in counts.values())
    shorts = [label.short for label in book.labels.values()]
    ends = (shorts[0], shorts[-1])
    multiples = [
        Multiple(name=name, page=book.group_pages[key], drawn=draw_small(counts[key], most, ends))
        for key, name in book.groups.items()
    ]
    rows = tuple((name, *map(book.messages.number, counts[key])) for key, name in book.groups.items())
    head = (text("report.group"), *shorts)
    return multiples, Table(anchor="multiples", title=text("site.multiples"), head=head, rows=rows, is_quoted=True)
