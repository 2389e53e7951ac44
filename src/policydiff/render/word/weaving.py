"""Two editions as one text with tracked changes: accepting all of them gives the new one, rejecting all the old one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple

from policydiff.core.catalogue import Catalogue
from policydiff.core.changes import Parted
from policydiff.core.report import Report
from policydiff.core.wording import NEW_MARKS, OLD_MARKS, Mark
from policydiff.render.messages import Messages
from policydiff.render.safety import visible
from policydiff.render.word.passages import compare_layouts, lay_out, mark_layout, pair_paragraphs
from policydiff.render.word.sequences import weave_places
from policydiff.render.word.units import SPANS, Part, Span, Style, Unit, UnitKind, list_units

_WORD = re.compile(r"\w+")
_COME = (Mark.INSERTED, Mark.MOVED_HERE)
_MOVED = (Mark.MOVED_AWAY, Mark.MOVED_HERE)
# What becomes of a mark where its unit was taken away, and where it stands now: only what is the same in both moved.
_AWAY = {Mark.KEPT: Mark.MOVED_AWAY, Mark.MOVED_AWAY: Mark.REMOVED}
_HERE = {Mark.KEPT: Mark.MOVED_HERE, Mark.MOVED_HERE: Mark.INSERTED}


class Word(NamedTuple):
    """Neighbouring words with one mark; a line break stands in the text as its sign.

    `move` is the number that both places of a move share, in the whole document.
    """

    mark: Mark
    text: str
    move: int | None = None
    is_bold: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph with tracked changes; `mark` and `move` are those of its end.

    A paragraph whose end is not in an edition runs on there into the one behind it.
    """

    style: Style
    words: tuple[Word, ...]
    mark: Mark = Mark.KEPT
    move: int | None = None

    @property
    def text(self) -> str:
        """Return all words, whatever became of them."""
        return "".join(word.text for word in self.words)


def weave(
    old: Catalogue, new: Catalogue, report: Report, groups: Mapping[str, str], messages: Messages
) -> tuple[Paragraph, ...]:
    """Return the text of the new edition with all that leads there from the old one as tracked changes.

    What was dropped stands in its old place. A unit that stands elsewhere is taken away there and put in here; of all
    units those stay that keep most of the text in its place. `groups` gives for the key of an old working group that
    lives on the key it has now.
    """
    before, after = list_units(old, messages), list_units(new, messages)
    partners = _partners(before, after, report, groups)
    staying = {
        place: old_place for place, old_place in partners.items() if _may_stay(before[old_place], after[place], groups)
    }
    order = list(weave_places(staying, [unit.size for unit in after], len(before)))
    numbers = count(1)
    away: dict[int, list[Paragraph]] = {}
    come: dict[int, list[Paragraph]] = {}
    for place in [here for there, here in order if there is None and here in partners]:
        old_place = partners[place]
        away[old_place], come[place] = _moved(before[old_place], after[place], next(numbers))
    found: list[Paragraph] = []
    for there, here in order:
        if there is not None and here is not None:
            found += _compared(before[there], after[here], numbers)
        elif there is not None:
            found += away.get(there) or _compared(before[there], None, numbers)
        elif here is not None:
            found += come.get(here) or _compared(None, after[here], numbers)
    assert_whole(found, before, is_old=True)
    assert_whole(found, after, is_old=False)
    return tuple(_apart(found))


def take_side(paragraphs: Iterable[Paragraph], *, is_old: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs of one edition: what Word makes of them when all changes are rejected or accepted."""
    marks = OLD_MARKS if is_old else NEW_MARKS
    found: list[Paragraph] = []
    words: list[Word] = []
    for one in paragraphs:
        words += (word for word in one.words if word.mark in marks)
        if one.mark in marks:
            found.append(Paragraph(style=one.style, words=tuple(words), mark=one.mark, move=one.move))
            words = []
    return tuple(found)


def assert_whole(paragraphs: Iterable[Paragraph], units: Iterable[Unit], *, is_old: bool) -> None:
    """See that one side holds every word of its edition as often as the edition does; anything else is our bug.

    Raises AssertionError with the words that are missing or too many.
    """
    lines = ("".join(word.text for word in one.words) for one in take_side(paragraphs, is_old=is_old))
    spans = (span for unit in units for part in unit.parts for span in part.spans)
    held = Counter(_WORD.findall("\n".join(lines)))
    wanted = Counter(_WORD.findall(" ".join(visible(lay_out(span.text).text) for span in spans)))
    if held != wanted:
        message = f"of the {'old' if is_old else 'new'} edition {wanted - held} are missing, {held - wanted} too many"
        raise AssertionError(message)


def _apart(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, with a space behind words put in at the end of one where the next begins with such words.

    Without it LibreOffice (7.4) takes both for one insertion, and the end of the paragraph between them too.
    """
    for one, following in zip_longest(paragraphs, paragraphs[1:]):
        opens = following and (following.words[0].mark if following.words else following.mark)
        if opens in _COME and one.words and one.words[-1].mark in _COME and one.mark not in _COME:
            yield replace(one, words=(*one.words, Word(one.mark, " ")))
        else:
            yield one


def _partners(
    before: Sequence[Unit], after: Sequence[Unit], report: Report, groups: Mapping[str, str]
) -> dict[int, int]:
    """Return for the place of a new unit the place of the old one that it continues; no old one continues twice."""
    demands = dict(_pairs(report))
    places = {(unit.kind, unit.name): place for place, unit in enumerate(after)}
    found: dict[int, int] = {}
    for old_place, unit in enumerate(before):
        name = demands.get(unit.name) if unit.kind is UnitKind.DEMAND else groups.get(unit.name, unit.name)
        place = places.get((unit.kind, name)) if name is not None else None
        if place is not None:
            found.setdefault(place, old_place)
    return found


def _may_stay(old: Unit, new: Unit, groups: Mapping[str, str]) -> bool:
    """Return whether a unit can be the same in the same place: a demand only within its working group."""
    return new.kind is not UnitKind.DEMAND or groups.get(old.group, old.group) == new.group


def _pairs(report: Report) -> Iterator[tuple[str, str]]:
    for entry in report.entries:
        if len(entry.old) == len(entry.new) == 1:
            yield entry.old[0].id, entry.new[0].id
        for change in entry.changes:
            if isinstance(change, Parted):
                yield from change.continued


def _moved(old: Unit, new: Unit, number: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return a unit at its old and at its new place; what is the same in both has moved, the rest went or came."""
    paragraphs = _compared(old, new, count(1))
    if not any(word.mark is Mark.KEPT and word.text.strip() for one in paragraphs for word in one.words):
        return _compared(old, None, count(1)), _compared(None, new, count(1))
    return (
        [_remarked(one, _AWAY, number) for one in take_side(paragraphs, is_old=True)],
        [_remarked(one, _HERE, number) for one in take_side(paragraphs, is_old=False)],
    )


def _remarked(paragraph: Paragraph, marks: Mapping[Mark, Mark], number: int) -> Paragraph:
    def turn(mark: Mark) -> tuple[Mark, int | None]:
        mark = marks.get(mark, mark)
        return mark, number if mark in _MOVED else None

    words = []
    for word in paragraph.words:
        mark, move = turn(word.mark)
        words.append(Word(mark, word.text, move, word.is_bold))
    mark, move = turn(paragraph.mark)
    return Paragraph(style=paragraph.style, words=tuple(_joined(words)), mark=mark, move=move)


def _compared(old: Unit | None, new: Unit | None, numbers: Iterator[int]) -> list[Paragraph]:
    """Return what leads from one unit to the other; one of the two may be missing."""
    before, after = old.parts if old else (), new.parts if new else ()
    sizes = [sum(len(span.text) for span in part.spans) for part in after]
    return [
        _compared_part(None if there is None else before[there], None if here is None else after[here], numbers)
        for there, here in weave_places(_same_parts(before, after), sizes, len(before))
    ]


def _same_parts(before: Sequence[Part], after: Sequence[Part]) -> Mapping[int, int]:
    if len(before) == len(after) == 1:
        return {0: 0}
    if any(part.style is Style.PROSE for part in after):
        old, new = ([part.spans[0].text for part in parts] for parts in (before, after))
        return pair_paragraphs(old, new)
    places = {part.name: place for place, part in enumerate(before)}
    return {place: places[part.name] for place, part in enumerate(after) if part.name in places}


def _compared_part(old: Part | None, new: Part | None, numbers: Iterator[int]) -> Paragraph:
    was, now = ({span.name: span for span in part.spans} if part else {} for part in (old, new))
    words: list[Word] = []
    for name in SPANS:
        words += _compared_span(was.get(name), now.get(name), numbers)
    part = new or old
    assert part, "a paragraph stands at least on one side"
    return Paragraph(style=part.style, words=tuple(_joined(words)), mark=_mark(old, new))


def _compared_span(old: Span | None, new: Span | None, numbers: Iterator[int]) -> Iterator[Word]:
    span, mark = new or old, _mark(old, new)
    if span is None:
        return
    if old and new and (not old.names or old.names != new.names):
        runs = list(compare_layouts(lay_out(old.text), lay_out(new.text)))
    else:
        runs = list(mark_layout(lay_out(span.text), mark))
    moves = {move: next(numbers) for move in sorted({run.move for run in runs if run.move})}
    if span.before:
        yield Word(mark, span.before, is_bold=span.is_bold)
    for run in runs:
        yield Word(run.mark, run.text, moves[run.move] if run.move else None, span.is_bold)
    if span.after:
        yield Word(mark, span.after, is_bold=span.is_bold)


def _mark(old: object, new: object) -> Mark:
    return Mark.KEPT if old and new else Mark.REMOVED if old else Mark.INSERTED


def _joined(words: Iterable[Word]) -> Iterator[Word]:
    for (mark, move, is_bold), held in groupby(words, attrgetter("mark", "move", "is_bold")):
        yield Word(mark, "".join(word.text for word in held), move, is_bold)
