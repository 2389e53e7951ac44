"""Histories, blame, timelines and figures for the terminal."""

from collections.abc import Sequence

from policydiff.render.lineage.blames import BlameNote
from policydiff.render.lineage.histories import HistoryNote, StationNote
from policydiff.render.lineage.labels import EditionLabel
from policydiff.render.lineage.statistics import StatisticsNote
from policydiff.render.lineage.timelines import UNSURE, Chapter, TimelineNote
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.terminal_sheet import Sheet
from policydiff.render.terminal_words import Span, columns, cut

_INDENT = 2
# A demand's name needs as many columns to be told from another.
_LEAST_NAME = 18
_LONGEST_NAME = 44
# In so few columns a sign stands alone, below the number of its edition from top to bottom.
_NUMBERED = 2


def render_history(note: HistoryNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return a history as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    text = messages.text
    sheet.add(f"{text('history.title')}: {note.id}", style="bold")
    sheet.add(note.headline)
    for names in note.namesakes:
        sheet.add(text("history.namesake", name=names))
    if note.has_redlines and not colour:
        sheet.add()
        sheet.add(text("report.legend_plain"), style="dim")
    if note.has_moves:
        key = text("report.legend_moved_colour") if colour else text("report.legend_moved_plain")
        sheet.add(key, style="dim")
    for station in note.stations:
        _station(sheet, station, messages)
    return sheet.text()


def _station(sheet: Sheet, station: StationNote, messages: Messages) -> None:
    text, wording = messages.text, station.wording
    sheet.heading(station.edition.heading)
    if station.is_unchanged:
        place = ", ".join(part for part in (text("history.unchanged"), wording.place) if part)
        sheet.add((Span(place), Span(f" ({'; '.join(station.matched)})", "dim")))
    else:
        if station.row and station.row.labels:
            sheet.add(" · ".join(label.word for label in station.row.labels), style="bold")
        for said in station.said:
            sheet.add(said)
        sheet.add()
        pieces = station.row.redline if station.row and station.row.redline else wording.pieces
        sheet.add(sheet.marked(pieces), indent=_INDENT)
        sheet.add()
        sheet.labelled([(fact.label, fact.text) for fact in station.facts])
    for told in (*station.then, *station.questions):
        sheet.add(told)


def render_blame(note: BlameNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return the words of a demand with the edition of each, one passage a line."""
    sheet = Sheet(width=width, colour=colour)
    text = messages.text
    sheet.add(f"{text('history.blame_title')}: {note.id}", style="bold")
    sheet.add(text("history.blame_in", edition=note.edition.long))
    sheet.add()
    pairs = []
    for one in note.passages:
        about = (Span(f" ({one.id})", "dim"),) if one.id else ()
        pairs.append((one.edition.short, (Span(one.text), *about)))
    sheet.labelled(pairs)
    sheet.add()
    sheet.table(
        [text("editions.name"), text("editions.title"), text("history.words"), text("history.share")],
        [[one.edition.short, one.edition.long, messages.number(one.words), f"{one.share} %"] for one in note.origins],
        texts=2,
    )
    return sheet.text()


def render_timeline(note: TimelineNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return a timeline as lines of text no longer than `width`; what does not fit beside each other comes below."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(f"{messages.text('timeline.title')}: {note.title}", style="bold")
    sheet.add(note.headline)
    sheet.heading(messages.text("timeline.legend"))
    sheet.labelled([(one.sign, one.word) for one in note.legend])
    name, blocks = _fit([label.short for label in note.editions], sheet.room)
    if note.has_unsure and blocks[0][2] > _NUMBERED:
        sheet.labelled([(UNSURE, messages.text("timeline.unsure"))])
    are_numbers = blocks[0][2] <= _NUMBERED
    if are_numbers or any(label.short == str(label.number) for label in note.editions):
        sheet.heading(messages.text("timeline.editions_head"))
        sheet.labelled([(str(label.number), label.long) for label in note.editions])
    for start, end, room in blocks:
        for chapter in note.chapters:
            sheet.heading(chapter.name)
            for head in _heads(note.editions[start:end], room):
                sheet.add(" " * (name + 1) + head, style="dim")
            _chapter(sheet, chapter, (start, end), name, room)
    return sheet.text()


def _fit(heads: Sequence[str], width: int) -> tuple[int, list[tuple[int, int, int]]]:
    """Return the columns of a name, and blocks of editions as (from, to, columns of each).

    Heads stand beside each other where there is room, else one column each has its number from top to bottom.
    """
    least = min(_LEAST_NAME, width // 2)
    for room in (max(map(len, heads)) + 1, _NUMBERED, 1):
        name = width - room * len(heads) - 1
        if name >= least:
            return min(name, _LONGEST_NAME), [(0, len(heads), room)]
    most = width - least - 1
    return least, [(start, min(start + most, len(heads)), 1) for start in range(0, len(heads), most)]


def _heads(editions: Sequence[EditionLabel], room: int) -> list[str]:
    """Return the lines above the signs: the short labels, or their numbers from top to bottom."""
    if room > _NUMBERED:
        return ["".join(label.short.rjust(room) for label in editions)]
    numbers = [str(label.number) for label in editions]
    height = max(map(len, numbers))
    return ["".join(number.rjust(height)[row].rjust(room) for number in numbers) for row in range(height)]


def _chapter(sheet: Sheet, chapter: Chapter, span: tuple[int, int], name: int, room: int) -> None:
    for row in chapter.rows:
        cells = row.cells[span[0] : span[1]]
        if all(cell.code == "absent" for cell in cells):
            continue
        called = row.thread if columns(row.thread) <= name else f"{cut(row.thread, name - 1)}…"
        signs = "".join(_mark(cell.sign, cell.is_unsure, room) for cell in cells)
        # A line of its own making: blanks count here, and nothing may be broken.
        sheet.add((Span(called + " " * (name + 1 - columns(called))), Span(signs.rstrip())))


def _mark(sign: str, is_unsure: bool, room: int) -> str:
    return f"{sign}{UNSURE}".rjust(room) if is_unsure and room > _NUMBERED else sign.rjust(room)


def render_statistics(note: StatisticsNote, messages: Messages, *, width: int, colour: bool) -> str:
    """Return figures as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(f"{messages.text('stats.title')}: {note.title}", style="bold")
    sheet.add(note.headline)
    for sentence in note.sentences:
        sheet.add(sentence)
    if any(label.short == str(label.number) for label in note.editions):
        sheet.heading(messages.text("timeline.editions_head"))
        sheet.labelled([(str(label.number), label.long) for label in note.editions])
    for table in note.tables:
        sheet.heading(table.title)
        sheet.table(table.head, [[beginning(row[0], _LONGEST_NAME), *row[1:]] for row in table.rows])
        if table.note:
            sheet.add(table.note, style="dim")
    return sheet.text()
