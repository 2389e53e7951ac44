"""Page numbers: which page a demand stands on is told only where the numbers say it. The papers are invented."""

import pytest

from policydiff.papers import read_paper

FIRST = ["Bündnis der Mühlen", "Forderungen (erfunden)", "", "1. Mehr Brücken bauen.", "2. Mehr Deiche bauen.", ""]
THEN = ["", "3. Mehr Mühlen bauen.", "4. Mehr Wehre bauen.", ""]
LAST = ["", "5. Mehr Kanäle graben.", "6. Mehr Teiche graben."]


def pages(*parts: list[str] | str) -> list[int | None]:
    lines = [line for part in parts for line in ([part] if isinstance(part, str) else part)]
    return [one.page for one in read_paper("\n".join(lines).encode(), name="p.txt").demands]


@pytest.mark.parametrize("number", ["– 2 –", "                 - 2 -", "Seite 2", "2"])
def test_a_number_alone_in_the_middle_may_be_head_or_foot_and_tells_no_page(number):
    assert pages(FIRST, number, THEN) == [None] * 4


def test_numbers_from_two_on_with_text_behind_the_last_may_be_heads():
    assert pages(FIRST, "– 2 –", THEN, "– 3 –", LAST) == [None] * 6


def test_numbers_at_the_foot_tell_the_page_where_the_paper_ends_with_one_or_they_begin_with_one():
    assert pages(FIRST, "– 1 –", THEN, "– 2 –", LAST) == [1, 1, 2, 2, 3, 3]
    assert pages(FIRST, "– 2 –", THEN, "– 3 –") == [None, None, 3, 3]


def test_numbers_at_the_head_tell_the_page():
    assert pages("– 1 –", FIRST, "– 2 –", THEN) == [1, 1, 2, 2]
