"""Histories, blame, timelines and figures for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.render.lineage.blames import BlameNote
from policydiff.render.lineage.histories import HistoryNote, StationNote
from policydiff.render.lineage.labels import EditionLabel
from policydiff.render.lineage.statistics import StatisticsNote, Table
from policydiff.render.lineage.timelines import UNSURE, Chapter, TimelineNote
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.terminal.reports import told
from policydiff.render.terminal.sheet import BETWEEN_COLUMNS, Sheet
from policydiff.render.terminal.words import Span, columns, cut

_INDENT = 2
# A demand's name needs as many columns to be told from another.
_LEAST_NAME = 18
_LONGEST_NAME = 44
# So much of a group's or an addressee's name stands beside figures before it goes on below.
_LONGEST_KEY = 30
# In so few columns a sign stands alone, below the number of its edition from top to bottom.
_NUMBERED = 2


def render_history(note: HistoryNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return a history as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    text = messages.text
    sheet.add(f"{text('history.title')}: {note.id}", style="bold")
    sheet.add(note.headline)
    for namesake in note.namesakes:
        sheet.add(str(namesake))
    if note.legend.has_redlines and not colour:
        sheet.add()
        sheet.add(text("report.legend_plain"), style="dim")
    if note.legend.has_moves:
        key = text("report.legend_moved_colour") if colour else text("report.legend_moved_plain")
        sheet.add(key, style="dim")
    if note.legend.has_numbers:
        sheet.add(text("report.legend_numbers"), style="dim")
    for station in note.stations:
        _station(sheet, station, messages)
    return sheet.text()


def _station(sheet: Sheet, station: StationNote, messages: Messages) -> None:
    text, wording = messages.text, station.wording
    sheet.heading(f"{station.edition.heading} · {station.id}" if station.id else station.edition.heading)
    if station.is_unchanged:
        place = ", ".join(part for part in (text("history.unchanged"), wording.place) if part)
        proof = f"{text('editions.commit')} {station.edition.short_commit}"
        sheet.add((Span(place), Span(f" ({'; '.join([*map(str, station.matched), proof])})", "dim")))
        sheet.labelled([(fact.label, fact.text) for fact in station.renamed])
    else:
        if station.row and station.row.labels:
            sheet.add(" · ".join(label.word for label in station.row.labels), style="bold")
        for one in station.said:
            sheet.add(str(one))
        sheet.add()
        if station.merged:
            sides = [*(("report.old", one) for one in station.merged), ("report.new", wording)]
            sheet.labelled([(text(key), told(sheet, one)) for key, one in sides], indent=_INDENT)
        else:
            sheet.add(sheet.marked(station.pieces), indent=_INDENT)
        sheet.add()
        sheet.labelled([(fact.label, fact.text) for fact in station.facts])
    for one in (*station.then, *station.questions):
        sheet.add(str(one))


def render_blame(note: BlameNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the words of a demand with the edition of each, one passage a line."""
    sheet = Sheet(width=width, colour=colour)
    text = messages.text
    sheet.add(f"{text('history.blame_title')}: {note.id}", style="bold")
    sheet.add(f"{text('history.blame_in', edition=note.edition.long)} ({_proof(note.edition, messages)})")
    sheet.add()
    pairs = []
    for one in note.passages:
        about = (Span(f" ({one.id})", "dim"),) if one.id else ()
        pairs.append((one.edition.short, (Span(one.text), *about)))
    sheet.labelled(pairs)
    if any(one.id for one in note.passages):
        sheet.add()
        sheet.add(text("history.blame_ids"), style="dim")
    sheet.add()
    sheet.table(
        [
            text("editions.name"),
            text("editions.title"),
            text("report.id"),
            text("history.words"),
            text("history.share"),
        ],
        [
            [one.edition.short, one.edition.title, ", ".join(one.ids), messages.number(one.words), f"{one.share} %"]
            for one in note.origins
        ],
        texts=3,
    )
    _editions(sheet, [one.edition for one in note.origins], messages)
    return sheet.text()


def render_timeline(note: TimelineNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return a timeline as lines of text no longer than `width`; what does not fit beside each other comes below."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(note.title, style="bold")
    sheet.add(note.headline)
    sheet.add(f"{messages.text('timeline.latest')}: {note.latest}")
    sheet.heading(messages.text("timeline.legend"))
    unsure = [(UNSURE, messages.text("timeline.unsure"))] if note.has_unsure else []
    sheet.labelled([*((one.sign, one.word) for one in note.legend), *unsure])
    grid = _fit([label.short for label in note.editions], sheet.room, has_unsure=note.has_unsure)
    _editions(sheet, note.editions, messages, are_numbers=grid.are_numbers)
    for start, end in grid.blocks:
        for chapter in note.chapters:
            sheet.heading(chapter.name)
            if chapter.formerly:
                sheet.add(chapter.formerly, style="dim")
            for head in _heads(note.editions[start:end], grid):
                sheet.add(" " * (grid.name + 1) + head, style="dim")
            _chapter(sheet, chapter, (start, end), grid)
    return sheet.text()


def _editions(sheet: Sheet, editions: Sequence[EditionLabel], messages: Messages, *, are_numbers: bool = False) -> None:
    """Add what the columns are: every edition with its name and commit, by its number where columns call it by that."""
    sheet.heading(messages.text("timeline.editions_head"))
    sheet.labelled(
        [(str(one.number) if are_numbers else one.short, f"{one.long} ({_proof(one, messages)})") for one in editions]
    )


def _proof(edition: EditionLabel, messages: Messages) -> str:
    """Return what finds an edition again: its name and its commit, if it has one."""
    commit = f"{messages.text('editions.commit')} {edition.short_commit}" if edition.commit else ""
    return ", ".join(part for part in (edition.name, commit) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    """How a timeline is laid out: the columns of a name and of each edition, and which editions stand side by side.

    `doubt` is the column behind every sign for what is not certain, 0 where all is. Editions are called by their
    numbers from top to bottom where `are_numbers`.
    """

    name: int
    room: int
    doubt: int
    are_numbers: bool
    blocks: tuple[tuple[int, int], ...]


def _fit(heads: Sequence[str], width: int, *, has_unsure: bool) -> _Grid:
    """Return how editions are laid out: beside each other while there is room, else in blocks below each other."""
    least = min(_LEAST_NAME, width // 2)
    doubt = int(has_unsure)
    for least_room, are_numbers in ((max(map(len, heads)) + 1, False), (_NUMBERED, True), (1, True)):
        room = least_room + doubt
        name = min(width - room * len(heads) - 1, _LONGEST_NAME)
        if name >= least:
            return _Grid(name=name, room=room, doubt=doubt, are_numbers=are_numbers, blocks=((0, len(heads)),))
    room = 1 + doubt
    most = (width - least - 1) // room
    blocks = tuple((start, min(start + most, len(heads))) for start in range(0, len(heads), most))
    return _Grid(name=least, room=room, doubt=doubt, are_numbers=True, blocks=blocks)


def _heads(editions: Sequence[EditionLabel], grid: _Grid) -> list[str]:
    """Return the lines above the signs: the short labels, or their numbers from top to bottom."""
    room, behind = grid.room - grid.doubt, " " * grid.doubt
    if not grid.are_numbers:
        return ["".join(label.short.rjust(room) + behind for label in editions).rstrip()]
    numbers = [str(label.number) for label in editions]
    height = max(map(len, numbers))
    return [
        "".join(number.rjust(height)[row].rjust(room) + behind for number in numbers).rstrip() for row in range(height)
    ]


def _chapter(sheet: Sheet, chapter: Chapter, span: tuple[int, int], grid: _Grid) -> None:
    name, room, nothing = grid.name, grid.room - grid.doubt, " " * grid.doubt
    for row in chapter.rows:
        cells = row.cells[span[0] : span[1]]
        if all(cell.code == "absent" for cell in cells):
            continue
        called = row.thread if columns(row.thread) <= name else f"{cut(row.thread, name - 1)}…"
        signs = "".join(cell.sign.rjust(room) + (UNSURE if cell.is_unsure else nothing) for cell in cells)
        # A line of its own making: blanks count here, and nothing may be broken.
        sheet.add((Span(called + " " * (name + 1 - columns(called))), Span(signs.rstrip())))


def render_statistics(note: StatisticsNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return figures as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(note.title, style="bold")
    sheet.add(note.headline)
    sheet.add(f"{messages.text('timeline.latest')}: {note.latest}")
    for sentence in note.sentences:
        sheet.add(sentence)
    _editions(sheet, note.editions, messages)
    for table in note.tables:
        sheet.heading(table.title)
        for place, columns_of in enumerate(_blocks(table, sheet.room)):
            if place:
                sheet.add()
            rows = [[beginning(row[0], _LONGEST_NAME), *(row[at] for at in columns_of)] for row in table.rows]
            sheet.table([table.head[0], *(table.head[at] for at in columns_of)], rows)
        for remark in table.notes:
            sheet.add(remark, style="dim")
    return sheet.text()


def _blocks(table: Table, room: int) -> list[list[int]]:
    """Return which columns behind the first stand side by side; editions go on below where there is no room."""
    places = range(1, len(table.head))
    if not table.is_by_edition:
        return [list(places)]
    lines = (table.head, *table.rows)
    blocks: list[list[int]] = [[]]
    start = used = min(max(columns(line[0]) for line in lines), _LONGEST_KEY, room // 2)
    for place in places:
        width = max(columns(line[place]) for line in lines) + BETWEEN_COLUMNS
        if blocks[-1] and used + width > room:
            blocks.append([])
            used = start
        blocks[-1].append(place)
        used += width
    return blocks
