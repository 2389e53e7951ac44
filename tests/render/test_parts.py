"""Which clause went where: numbers on the parts and before the clauses."""

from policydiff.core.changes import Merged, Split
from policydiff.core.matching import Evidence
from policydiff.core.report import Entry
from policydiff.render.parts import trace_parts
from tests.render.samples import demand, entry, part


def numbered(found: Entry) -> tuple[list[str], list[str]]:
    """Return the texts of both sides with their numbers."""
    parts = trace_parts(found)
    return (
        [_text(parts.number(one, is_old=True), parts.pieces(one, is_old=True)) for one in found.old],
        [_text(parts.number(one, is_old=False), parts.pieces(one, is_old=False)) for one in found.new],
    )


def _text(number: str, pieces) -> str:
    return number + "".join(piece.text for piece in pieces)


def split(text: str, *news: str, parts: tuple[Evidence, ...]) -> Entry:
    """Return a split of the demand `a` into demands called b, c and so on."""
    made = [demand(chr(ord("b") + number), one) for number, one in enumerate(news)]
    return entry([demand("a", text)], made, Split(parts=parts))


def test_a_number_stands_before_each_clause_that_went_elsewhere():
    found = split(
        "Moore schützen, Torf sparen und Gras säen",
        "Torf sparen",
        "Moore schützen und Gras säen",
        parts=(
            part("a", "b", "Torf sparen", "Torf sparen"),
            part("a", "c", "Moore schützen", "Moore schützen"),
            part("a", "c", "und Gras säen", "und Gras säen"),
        ),
    )

    assert numbered(found) == (
        ["②Moore schützen, ①Torf sparen ②und Gras säen"],
        ["①Torf sparen", "②Moore schützen und Gras säen"],
    )


def test_clauses_of_one_part_in_a_row_have_one_number_and_a_clause_in_two_parts_has_both():
    found = split(
        "Moore schützen, Torf sparen und Gras säen",
        "Moore und Torf",
        "Gras und Torf",
        parts=(
            part("a", "b", "Moore schützen", "x"),
            part("a", "b", "Torf sparen", "x"),
            part("a", "b", "und Gras säen", "x"),
            part("a", "c", "und Gras säen", "x"),
        ),
    )

    assert numbered(found)[0] == ["①Moore schützen, Torf sparen ①②und Gras säen"]


def test_where_a_text_went_as_a_whole_numbers_would_say_nothing():
    found = split(
        "Moore schützen",
        "Moore im Norden schützen",
        "Moore im Süden schützen",
        parts=(
            part("a", "b", "Moore schützen", "Moore im Norden schützen"),
            part("a", "c", "Moore schützen", "Moore im Süden schützen"),
        ),
    )

    assert numbered(found) == (["Moore schützen"], ["Moore im Norden schützen", "Moore im Süden schützen"])


def test_a_part_no_clause_of_which_was_found_has_no_number():
    found = split(
        "Moore schützen und Gras säen", "Gras säen", "Ganz anderes", parts=(part("a", "b", "und Gras säen", "x"),)
    )

    assert numbered(found) == (["Moore schützen ①und Gras säen"], ["①Gras säen", "Ganz anderes"])


def test_of_a_merge_the_sources_are_numbered_also_where_one_of_them_lives_on_under_its_id():
    found = entry(
        [demand("a", "Moore schützen"), demand("b", "Gras säen")],
        [demand("a", "Moore schützen und Gras säen")],
        Merged(parts=(part("a", "a", "x", "Moore schützen"), part("b", "a", "x", "und Gras säen"))),
    )

    assert numbered(found) == (["①Moore schützen", "②Gras säen"], ["①Moore schützen ②und Gras säen"])


def test_a_declared_split_has_no_numbers():
    assert numbered(split("A und B", "A", "B", parts=())) == (["A und B"], ["A", "B"])


def test_there_are_numbers_for_any_count():
    news = [f"Teil {number:02}" for number in range(52)]
    found = entry(
        [demand("alt", ", ".join(news))],
        [demand(f"n{number}", text) for number, text in enumerate(news)],
        Split(parts=tuple(part("alt", f"n{number}", text, text) for number, text in enumerate(news))),
    )
    first, *_, last = numbered(found)[1]

    assert (first, last) == ("①Teil 00", "(52)Teil 51")
    assert "㉑Teil 20" in numbered(found)[0][0]
