"""The Synopse as a Word document: real tables with repeated heads, named styles, headings for the navigation pane."""

from collections.abc import Iterable, Iterator, Sequence

from policydiff.render.days import first_day
from policydiff.render.messages import Messages
from policydiff.render.synopsis.front import Named, Part
from policydiff.render.synopsis.spans import spans
from policydiff.render.synopsis.styles import Styles, add_styles, set_page
from policydiff.render.synopsis.values import Block, Cell, Column, Says, Section, Statement, Synopsis
from policydiff.render.synopsis.wordprocessing import bookmark, link, paragraph, row, run, table, words
from policydiff.render.word.documents import Description, append_elements, as_bytes, start_document

# A row with cells of at most so many letters goes to the next page as a whole; that is a third of a page.
_SHORT = 700
# So many columns of figures leave less room for the words before them.
_WIDE = 4


def draw_document(synopsis: Synopsis, messages: Messages, front: Sequence[Part] = ()) -> bytes:
    """Return the Synopse as a Word document, after a report if there is one; the same bytes for the same input."""
    title = f"{messages.text('synopsis.title')}: {synopsis.title}"
    description = Description(
        title=title,
        subject=synopsis.subject,
        author=synopsis.title,
        language=synopsis.text_language,
        date=first_day(synopsis.date),
    )
    document = start_document(description, messages)
    width = set_page(document, title, synopsis.state, is_wide=len(synopsis.columns) > 2)
    styles = add_styles(document, messages)
    drawing = _Drawing(synopsis, messages, styles, width, has_report=bool(front))
    append_elements(document, "".join(drawing.all(front)))
    return as_bytes(document)


class _Drawing:
    """Writes the elements of one document; behind a report the headings of working groups are one level lower."""

    def __init__(self, synopsis: Synopsis, messages: Messages, styles: Styles, width: int, *, has_report: bool) -> None:
        self.synopsis, self.messages, self.styles, self.has_report = synopsis, messages, styles, has_report
        self.level = 2 if has_report else 1
        count = len(synopsis.columns)
        self.widths = [width // count] * count
        # Word takes no name of more than 40 letters.
        self.bookmarks = {one.anchor: f"d{number}" for number, one in enumerate(synopsis.statements)}

    def all(self, front: Sequence[Part]) -> Iterator[str]:
        """Yield all elements of the body."""
        style = self.styles.built_in
        text = self.messages.text
        yield paragraph(style["Title"], run(text("report.title") if front else text("synopsis.title")))
        if self.synopsis.state:
            yield paragraph(style["Subtitle"], run(self.synopsis.state))
        for column in self.synopsis.columns:
            about = ", ".join(one for one in (column.date, column.demands, column.edition) if one)
            yield paragraph(
                style["Body Text"], run(f"{column.name}: ", is_bold=True) + run(f"{column.title} ({about})")
            )
        for one in (*self.synopsis.headlines, *self.synopsis.remarks):
            yield paragraph(style["Body Text"], run(one))
        for part in front:
            yield from self._part(part)
        if front:
            # Not on a page of its own: what stands before it may end in the first lines of one.
            yield paragraph(style["Heading 1"], run(text("synopsis.title")))
        if self.synopsis.legend:
            yield paragraph(style["Body Text"], run(self.synopsis.legend), keeps_next=True)
        if not self.synopsis.sections:
            yield paragraph(style["Body Text"], run(text("synopsis.no_rows")))
        for section in self.synopsis.sections:
            yield from self._section(section)

    def _part(self, part: Part) -> Iterator[str]:
        style = self.styles.built_in
        yield paragraph(style["Heading 1"], run(part.heading))
        if part.introduction:
            yield paragraph(style["Body Text"], run(part.introduction), keeps_next=bool(part.figures))
        if part.figures:
            count = len(part.heads)
            widths = [
                4500 if count < _WIDE else 1800,
                *[1400 if count < _WIDE else (sum(self.widths) - 1800) // count] * count,
            ]
            rows = [self._figures(("", *part.heads), widths, is_head=True)]
            rows += [self._figures(one, widths, is_head=False) for one in part.figures]
            yield table(self.styles.table, widths, "".join(rows), part.heading)
            yield paragraph(self.styles.details, "")
        for note in part.items:
            told = run(note.head, is_bold=True) + (run(": ") if note.text else "")
            yield paragraph(style["List Bullet"], told + words(spans(note.text), self.styles) + self._named(note.named))
            for one in note.below:
                yield paragraph(style["List Bullet 2"], run(one.head) + self._named(one.named))

    def _named(self, demands: Sequence[Named]) -> str:
        """Return the ids of demands, each as a link to its row."""
        if not demands:
            return ""
        links = (link(one.id, self.bookmarks.get(one.anchor, "")) for one in demands)
        return run(": " if len(demands) > 1 else " – ") + run(", ").join(links)

    def _figures(self, values: Sequence[str], widths: Sequence[int], *, is_head: bool) -> str:
        style = self.styles.head if is_head else self.styles.text
        cells = [
            (width, 1, paragraph(style, run(value), is_right=index > 0, keeps_next=True))
            for index, (value, width) in enumerate(zip(values, widths, strict=True))
        ]
        return row(cells, is_head=is_head)

    def _section(self, section: Section) -> Iterator[str]:
        yield paragraph(self.styles.built_in[f"Heading {self.level}"], run(section.heading))
        rows = [self._head(self.synopsis.columns)]
        rows += [one for block in section.blocks for one in self._block(block)]
        yield table(self.styles.table, self.widths, "".join(rows), section.heading)
        yield paragraph(self.styles.details, "")  # two tables without a paragraph between them are one

    def _head(self, columns: Iterable[Column]) -> str:
        text = self.messages.text
        heads = [text("synopsis.column", name=one.name, mark=one.mark) if one.mark else one.name for one in columns]
        cells = [
            (width, 1, paragraph(self.styles.head, run(head), keeps_next=True))
            for width, head in zip(self.widths, heads, strict=True)
        ]
        return row(cells, is_head=True)

    def _block(self, block: Block) -> Iterator[str]:
        """Yield the rows of a block; 0 rows stand for a cell that goes on from the row above."""
        is_short = block.size < _SHORT
        for index, cells in enumerate(block.rows):
            keeps_next = is_short and index < len(block.rows) - 1
            begun = {one.version: one for one in cells}
            drawn = []
            for version, width in enumerate(self.widths):
                one = begun.get(version)
                if one is None:
                    drawn.append((width, 0, paragraph(self.styles.text, "", keeps_next=keeps_next)))
                else:
                    drawn.append((width, one.rows, "".join(self._cell(one, keeps_next=keeps_next))))
            yield row(drawn, is_whole=is_short)

    def _cell(self, cell: Cell, *, keeps_next: bool) -> Iterator[str]:
        text, styles = self.messages.text, self.styles
        badge = cell.badge.word if cell.badge and self.has_report else ""
        facts = () if self.has_report else cell.facts
        labels = " · ".join(one for one in (", ".join(cell.labels), *facts) if one)
        if cell.certainty:
            labels = f"{labels} ({cell.certainty})".strip()
        if badge or labels:
            told = run(f"{badge}: " if labels and badge else badge, is_bold=True) + run(labels)
            yield paragraph(styles.labels, told, keeps_next=True)
        if self.has_report:
            for fact in cell.facts:
                yield paragraph(styles.labels, run(fact), keeps_next=True)
        if cell.says in (Says.ABSENT, Says.DROPPED):
            word = text("synopsis.none") if cell.says is Says.ABSENT else text("report.dropped")
            yield paragraph(styles.note, run(word), keeps_next=keeps_next)
        for index, one in enumerate(cell.statements):
            if cell.says is Says.TEXT:
                yield from self._statement(one, keeps_next=keeps_next)
            elif one.asks or not index:
                yield paragraph(styles.note, run(text("synopsis.unchanged")), keeps_next=keeps_next)
            if one.place:
                where = run(one.place)
                yield paragraph(
                    styles.details,
                    bookmark(where, self.bookmarks[one.anchor]) if one.asks and self.has_report else where,
                    keeps_next=keeps_next,
                )

    def _statement(self, one: Statement, *, keeps_next: bool) -> Iterator[str]:
        styles, text = self.styles, self.messages.text
        if one.title:
            yield paragraph(styles.text, words(one.title, styles, is_bold=True), keeps_next=True)
        number = run(f"{one.number}\N{NO-BREAK SPACE}") if one.number else ""
        yield paragraph(styles.text, number + words(one.text, styles), keeps_next=keeps_next)
        for position in one.positions:
            party = run(f"{position.party}: ", is_bold=True)
            yield paragraph(styles.text, party + words(position.text, styles), keeps_next=keeps_next)
        if one.asks:
            names = run(", ").join(words([name], styles) for name in one.addressees) or run(text("report.nobody"))
            label = run(f"{text('report.addressees')}: ")
            yield paragraph(styles.details, label + names, keeps_next=keeps_next)
