"""Whether the texts of a catalogue stand in the paper they cite, and where."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.checks.values import Evidence, Flaw, Paper, PaperLine, name, shown
from policydiff.errors import Phrase

# What is compared: letters, figures, signs that give a number its meaning, and the point or comma inside a number.
# White space, hyphens at line ends, bullets and the shape of quotation marks are the paper's layout.
_COMPARED = re.compile(r"[^\W_]+|[%€$§²³+]|(?<=\d)[.,](?=\d)")
LONGEST_LABEL = 30
"""So many letters and figures may stand between the line of a demand and its text: its number or a label on a line of
its own, such as „Recommendation 12“; in the papers that the import is tried on, at most 17."""
# The importer writes the printed number of a part in front of it („a) …“); the paper has it in another shape.
_LABEL = re.compile(r"^(?:\d{1,2}|[a-zA-Z])[.)]\s+")


def check_quotations(evidence: Evidence) -> Iterator[Flaw]:
    """Return the texts that are not in the edition's paper, and the lines in `source` where another text stands.

    Looked at are demands that say where they stand in the paper (`source`), as the import writes it.
    """
    paper = evidence.paper
    if paper is None or not paper.lines:
        return
    running = _Text([line for line in paper.lines if not line.is_aside])
    printed = _Text(paper.lines)
    expected = 0
    for demand in sorted(evidence.demands, key=lambda one: one.source.position or 0):
        source = demand.source
        if not any((source.position, source.line, source.page, source.number)) or not demand.text:
            continue
        hint = running.start_of(source.line) if source.line else expected
        text, found = running, running.find(demand.text, hint)
        if found is None:  # a line of it may have been taken for a page header
            text, found = printed, printed.find(demand.text, printed.start_of(source.line or 1))
        if found is None:
            yield _missing(demand, paper, running, hint)
            continue
        expected = found if text is running else expected
        if source.line and not text.begins_there(demand.text, source.line):
            yield _misplaced(demand, paper, text.line_at(found))


def _missing(demand: Demand, paper: Paper, text: "_Text", hint: int) -> Flaw:
    words = demand.text.split()
    least, most = 0, len(words)
    while most - least > 1:  # the longest beginning that the paper has
        middle = (least + most) // 2
        found = text.find(" ".join(words[:middle]), hint)
        least, most = (least, middle) if found is None else (middle, most)
    what = Phrase("the text is not in {file}, nor how it begins", file=paper.file)
    if least:
        rest = shown(" ".join(words[max(0, least - 1) :]), 50)
        what = Phrase("the text is not in {file}, from “{rest}” on", file=paper.file, rest=rest)
    return Flaw(
        rule="text-not-in-paper",
        found=what,
        remedy=Phrase("quote the paper as it is; to change the wording, remove “source”"),
        demand=name(demand),
        field=("text",),
    )


def _misplaced(demand: Demand, paper: Paper, line: int) -> Flaw:
    return Flaw(
        rule="source-misplaced",
        found=Phrase(
            "the text stands in line {line} of {file}, not in line {said}",
            line=line,
            file=paper.file,
            said=demand.source.line or 0,
        ),
        remedy=Phrase("write “line: {line}”", line=line),
        demand=name(demand),
        field=("source", "line"),
    )


class _Text:
    """A paper as the letters and figures that are compared, and the line that each of them stands in."""

    def __init__(self, lines: Sequence[PaperLine]) -> None:
        self._numbers = [line.number for line in lines]
        self._starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in lines:
            self._starts.append(length)
            piece = _squeeze(line.text)
            pieces.append(piece)
            length += len(piece)
        self._letters = "".join(pieces)

    def find(self, text: str, hint: int) -> int | None:
        """Return where a text begins, its lines one after the other; None where one of them is missing.

        Looked for from `hint` on first, then from the beginning.
        """
        for start in (hint, 0):
            first, at = None, start
            for line in text.split("\n"):
                place = self._find_line(line, at)
                if place is None:
                    break
                first, at = place if first is None else first, place
            else:
                return first
        return None

    def begins_there(self, text: str, line: int) -> bool:
        """Return whether the text begins in this line, or right after a number or a label that stands in it."""
        start = self.start_of(line)
        found = self.find(text, start)
        return found is not None and (self.line_at(found) == line or 0 <= found - start <= LONGEST_LABEL)

    def start_of(self, line: int) -> int:
        """Return where the letters of a line begin, or those of the next one that is there."""
        place = bisect_right(self._numbers, line - 1)
        return self._starts[place] if place < len(self._starts) else len(self._letters)

    def line_at(self, place: int) -> int:
        """Return the number of the line that a letter stands in."""
        return self._numbers[bisect_right(self._starts, place) - 1]

    def _find_line(self, line: str, start: int) -> int | None:
        for wanted in (line, _LABEL.sub("", line)):
            place = self._letters.find(_squeeze(wanted), start)
            if place >= 0:
                return place
        return None


def _squeeze(text: str) -> str:
    return "".join(_COMPARED.findall(unicodedata.normalize("NFC", text)))
