"""Which marks of lines are believed: signs in use in this paper, numbers that count up, where an item may begin."""

import re
from collections import Counter

from policydiff.papers.addressees import ends_with_addressees
from policydiff.papers.lexicon import words
from policydiff.papers.lines import Line
from policydiff.papers.marks import (
    ADDRESSED,
    DOUBTFUL_SIGNS,
    LETTERED,
    Mark,
    could_be_heading,
    find_mark,
    is_all_capitals,
    is_keyword_heading,
    order_of,
)
from policydiff.papers.paragraphs import ends_sentence, is_open

# A step in printed numbers larger than this is no numbering.
LARGEST_STEP = 10
# The letter after this one stands so many lines away at most: a part may run over a few lines.
NEAR_LETTER = 5


def believe_marks(lines: tuple[Line, ...], room_limit: float, double_spaced: bool) -> tuple[Mark | None, ...]:
    """Return the mark of each line where it is one: signs in use in this paper, numbers that count up."""
    found = [find_mark(line.text) for line in lines]
    believed: list[Mark | None] = []
    last: dict[str, tuple[int, ...]] = {}
    latest: dict[str, int] = {}
    loose = _loose_styles(lines, found, double_spaced)
    for place, (line, mark) in enumerate(zip(lines, found, strict=True)):
        if mark is None:
            believed.append(None)
            continue
        before = lines[place - 1] if place else None
        fits = mark.is_sign or _counts_up(mark, last)
        stands = (
            _is_in_series(place, found, lines)
            or _goes_on(place, latest.get(mark.style), found, lines)
            or _may_stand(
                before, line, mark, room_limit=room_limit, double_spaced=double_spaced, loose=mark.style in loose
            )
        )
        if not fits or not stands:
            believed.append(None)
            continue
        if mark.label:
            last[mark.style] = order_of(mark.label)
        latest[mark.style] = place
        believed.append(mark)
    counts = Counter(mark.style for mark in believed if mark)
    return tuple(mark if mark and _enough(mark, counts) else None for mark in believed)


def _enough(mark: Mark, counts: Counter[str]) -> bool:
    doubtful = mark.style in DOUBTFUL_SIGNS or mark.style in ("LN", "A.", *LETTERED, "N:", ADDRESSED)
    return counts[mark.style] > 1 or not doubtful


def _loose_styles(lines: tuple[Line, ...], found: list[Mark | None], double_spaced: bool) -> set[str]:
    """Return doubtful signs whose lines mostly follow lines without any end: a list without full stops."""
    firm: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for place, mark in enumerate(found):
        if mark and place and mark.style in DOUBTFUL_SIGNS:
            total[mark.style] += 1
            if _is_closed(lines[place - 1].text) or (lines[place].gap and not double_spaced):
                firm[mark.style] += 1
    return {style for style, count in total.items() if firm[style] * 2 < count}


def _may_stand(
    before: Line | None, line: Line, mark: Mark, *, room_limit: float, double_spaced: bool, loose: bool
) -> bool:
    """Return whether a line with this mark can begin an item after the line before it."""
    if mark.style == "a.":
        return False  # a letter with a full stop is an abbreviation as often ("u. a."): only a series shows it
    if before is None or (mark.style not in DOUBTFUL_SIGNS and mark.is_sign):
        return True
    if _is_closed(before.text) or loose:
        listed = before.text.endswith((":", ",", ";")) or line.gap > 0
        return loose or listed or mark.is_sign or not mark.rest[:1].islower()
    spaced = line.gap > (1 if double_spaced else 0) and not line.after_break
    if re.match(r"[–—] [a-zäöü]", line.text):  # a dash within a sentence, not one that begins an item
        return spaced or is_keyword_heading(before.text) or is_all_capitals(before.text)
    has_room = before.width + 1 + len(line.text.split()[0]) < room_limit
    if is_open(before.text) and not (mark.is_sign and (has_room or spaced)):
        return has_room and spaced
    return has_room or spaced


def _is_in_series(place: int, found: list[Mark | None], lines: tuple[Line, ...]) -> bool:
    """Return whether a letter has the one before or after it near by, as far in: parts may begin in mid-sentence."""
    mark = found[place]
    if mark is None or mark.style not in LETTERED:
        return False
    own = order_of(mark.label or "")
    for other in range(max(0, place - NEAR_LETTER), min(len(lines), place + NEAR_LETTER + 1)):
        one = found[other]
        alike = one is not None and one.style == mark.style and lines[other].indent == lines[place].indent
        if alike and abs(order_of(one.label or "")[-1] - own[-1]) == 1:  # type: ignore[union-attr]
            return True
    return False


def _goes_on(place: int, prior: int | None, found: list[Mark | None], lines: tuple[Line, ...]) -> bool:
    """Return whether a mark goes on with the list that the last one of its style began, as far in.

    That is the next number, where the item before does not end in mid-sentence but for the "und" of a list; a further
    dash where one stands on the line before.
    """
    mark, before = found[place], lines[place - 1]
    earlier = found[prior] if prior is not None else None
    if mark is None or earlier is None or prior is None or lines[place].indent != lines[prior].indent:
        return False
    if mark.label is None:
        return mark.style in DOUBTFUL_SIGNS and prior == place - 1 and not is_open(before.text)
    own, last = order_of(mark.label), order_of(earlier.label or "")
    if mark.style in LETTERED or own != (*last[:-1], last[-1] + 1) or _comes_again(place, found):
        return False
    if before.text.split()[-1].lower() in words().list_conjunctions:
        return not re.search(r"\d\W*\s\S+$", before.text)  # "der Klassen 1 und" / "2. Halbjahr"
    return not is_open(before.text) and mark.rest[:1].islower() == earlier.rest[:1].islower()


def _comes_again(place: int, found: list[Mark | None]) -> bool:
    """Return whether the same number stands further down before the numbers begin anew: then that is the item."""
    mark = found[place]
    later = (one for one in found[place + 1 :] if one and mark and one.style == mark.style)
    following = next(later, None)
    return mark is not None and following is not None and following.label == mark.label


def _is_closed(text: str) -> bool:
    return (
        ends_sentence(text)
        or (text.endswith((":", ";", ",")) and not is_open(text.rstrip(",")))
        or ends_with_addressees(text)
    )


def _counts_up(mark: Mark, last: dict[str, tuple[int, ...]]) -> bool:
    label = mark.label or ""
    order = order_of(label)
    if re.match(r"\d{1,2}\.\d{3}", label) or (mark.style.startswith("N") and max(order) > 400):
        return False
    previous = last.get(mark.style)
    if previous is None or order[-1] == 1:
        return (
            order[-1] <= 2
            or could_be_heading(mark.rest)
            or mark.style in ("word N", "N.N", "N.N.N", "N.", "LN", "N)", "(N)")
        )
    if len(order) == 1:
        return previous[0] < order[0] <= previous[0] + LARGEST_STEP
    return previous < order
