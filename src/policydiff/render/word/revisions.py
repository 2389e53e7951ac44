"""Paragraphs with tracked changes as WordprocessingML (ECMA-376, part 1, 17.13.5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from policydiff.core.wording import Mark
from policydiff.render.word.passages import LINE
from policydiff.render.word.weaving import Paragraph, Word

_ELEMENTS = {
    Mark.REMOVED: "w:del",
    Mark.INSERTED: "w:ins",
    Mark.MOVED_AWAY: "w:moveFrom",
    Mark.MOVED_HERE: "w:moveTo",
}
# The schema's limit for a name such as that of an author.
_LONGEST_NAME = 255

# One side of a move: whether words went or came, and the move's number.
_Side: TypeAlias = tuple[Mark, int]
_Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviser:
    """Who made the changes, and when; None where that is not known. Every change gets a number of its own."""

    author: str
    date: str | None = None
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def attributes(self, number: int | None = None) -> str:
        """Return the attributes of one change."""
        date = f' w:date="{self.date}T00:00:00Z"' if self.date else ""
        author = quoteattr(self.author[:_LONGEST_NAME])
        return f'w:id="{next(self.numbers) if number is None else number}" w:author={author}{date}'


def draw_paragraphs(paragraphs: Sequence[Paragraph], styles: Mapping[str, str], reviser: Reviser) -> str:
    """Return the elements of all paragraphs; `styles` gives for the name of a style its id."""
    ranges = _ranges(paragraphs, reviser)
    return "".join(
        part
        for place, one in enumerate(paragraphs)
        for part in _paragraph(place, one, styles[one.style], ranges, reviser)
    )


class _Range(NamedTuple):
    """Where one side of a move begins and ends, as (paragraph, word); a paragraph's end comes behind its last word."""

    number: int
    first: _Place
    last: _Place


def _ranges(paragraphs: Sequence[Paragraph], reviser: Reviser) -> dict[_Side, _Range]:
    found: dict[_Side, _Range] = {}
    for place, paragraph in enumerate(paragraphs):
        ends: tuple[Word | Paragraph, ...] = (*paragraph.words, paragraph)
        for index, one in enumerate(ends):
            if one.move is None:
                continue
            here, side = (place, index), (one.mark, one.move)
            known = found.get(side)
            found[side] = known._replace(last=here) if known else _Range(next(reviser.numbers), here, here)
    return found


def _paragraph(
    place: int, paragraph: Paragraph, style: str, ranges: Mapping[_Side, _Range], reviser: Reviser
) -> Iterator[str]:
    yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'
    if paragraph.mark is not Mark.KEPT:
        yield f"<w:rPr><{_ELEMENTS[paragraph.mark]} {reviser.attributes()}/></w:rPr>"
    yield "</w:pPr>"
    for index, word in enumerate(paragraph.words):
        yield _range_start((place, index), word, ranges, reviser)
        yield _word(word, reviser)
        yield _range_end((place, index), word, ranges)
    end = (place, len(paragraph.words))
    yield _range_start(end, paragraph, ranges, reviser)
    yield "</w:p>"
    yield _range_end(end, paragraph, ranges)


def _range_start(here: _Place, one: Word | Paragraph, ranges: Mapping[_Side, _Range], reviser: Reviser) -> str:
    if one.move is None or ranges[one.mark, one.move].first != here:
        return ""
    number = ranges[one.mark, one.move].number
    return f'<{_ELEMENTS[one.mark]}RangeStart {reviser.attributes(number)} w:name="move{one.move}"/>'


def _range_end(here: _Place, one: Word | Paragraph, ranges: Mapping[_Side, _Range]) -> str:
    if one.move is None or ranges[one.mark, one.move].last != here:
        return ""
    return f'<{_ELEMENTS[one.mark]}RangeEnd w:id="{ranges[one.mark, one.move].number}"/>'


def _word(word: Word, reviser: Reviser) -> str:
    element = "w:delText" if word.mark is Mark.REMOVED else "w:t"
    style = "<w:rPr><w:b/></w:rPr>" if word.is_bold else ""
    content = "<w:br/>".join(
        f'<{element} xml:space="preserve">{escape(line)}</{element}>' if line else "" for line in word.text.split(LINE)
    )
    run = f"<w:r>{style}{content}</w:r>"
    if word.mark is Mark.KEPT:
        return run
    name = _ELEMENTS[word.mark]
    return f"<{name} {reviser.attributes()}>{run}</{name}>"
