"""What a review asks, and what it says was done."""

import re
from dataclasses import replace

import pytest

from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching import Reason
from policydiff.core.report import Question
from policydiff.render import (
    render_changed,
    render_key_hint,
    render_linked,
    render_question,
    render_review_end,
    render_review_how,
)
from policydiff.render.messages import messages
from policydiff.render.questions import ask, until
from tests.render.samples import demand, whole_report

NEW = demand("anteil", "Die Moorquote soll bis 2035 steigen", source=Source(page=2, line=4))
ALIKE = demand("quote", "Die Moorquote muss bis 2030 steigen")
UNLIKE = demand("rat", "Alle drei Jahre einen Rat der Dörfer wählen lassen")


def question(*olds: Demand, score: float = 0.4, new: tuple[Demand, ...] = (NEW,)) -> Question:
    """Return an open question."""
    return Question(old=olds, new=new, reason=Reason.SIMILAR_TEXT, score=score)


def lines_asked(
    *questions: Question,
    later: tuple[Question, ...] = (),
    refused: tuple[tuple[str, ...], ...] = ((),),
    language: str = "de",
) -> list[str]:
    """Return what is asked; `refused` are the old ids that the answer no declares for each new demand."""
    new = [replace(one, succeeds=olds) for one, olds in zip(questions[0].new, refused, strict=False)]
    pending = (*questions, *later)
    told = render_question(questions, report=whole_report(), refused=new, pending=pending, language=language, width=200)
    return told.split("\n")


def asked(
    *questions: Question,
    later: tuple[Question, ...] = (),
    refused: tuple[tuple[str, ...], ...] = ((),),
    language: str = "de",
) -> str:
    """Return what is asked, white space folded."""
    told = lines_asked(*questions, later=later, refused=refused, language=language)
    return " ".join(" ".join(told).split())


def test_a_question_shows_the_new_demand_and_the_old_ones_by_number():
    later = question(ALIKE, new=(replace(NEW, id="zweiter"),))
    text = asked(question(ALIKE), question(UNLIKE, score=0.3), later=(later,))

    assert text.startswith("Noch 3 offene Fragen zu 2 Forderungen")
    assert "Führt sie eine dieser alten Forderungen fort?" in text
    assert "neu Die Moorquote soll bis 2035 steigen (AG Moor; Land; S. 2, Z. 4; anteil)" in text
    assert "1 Die Moorquote [-muss bis 2030-] {+soll bis 2035+} steigen (AG Moor; Land; quote; Wert 0,40)" in text
    assert "2 Alle drei Jahre einen Rat der Dörfer wählen lassen (AG Moor; Land; rat; Wert 0,30)" in text


def test_the_last_line_is_the_prompt_and_the_keys_stand_above():
    *_, keys, prompt = lines_asked(question(ALIKE), question(UNLIKE))

    assert keys == "1–2 = ja, diese · 0 = keine davon: anteil ist neu · s = später · q = aufhören"
    assert prompt == "Taste: "
    assert "1 = yes · 0 = no: anteil is new · s = later · q = stop Key:" in asked(question(ALIKE), language="en")


@pytest.mark.parametrize("width", [40, 52, 58, 60, 80])
def test_a_line_ends_between_two_keys_never_inside_what_one_means(width):
    asked_one = question(ALIKE)
    drawn = render_question(
        [asked_one],
        report=whole_report(),
        refused=[replace(NEW, succeeds=())],
        pending=[asked_one],
        language="de",
        width=width,
    )
    keys = drawn.split("\n\n")[-1].removesuffix("\nTaste: ").split("\n")

    assert " · ".join(keys) == "1 = ja · 0 = nein: anteil ist neu · s = später · q = aufhören"
    assert max(map(len, keys)) <= width


def test_before_the_key_it_is_said_what_no_declares():
    part = replace(question(UNLIKE, ALIKE), held_old=("quote",), held_new=("anteil",))
    both = question(ALIKE, new=(NEW, replace(NEW, id="zweiter")))

    assert "· 0 = nein: anteil führt nur quote fort ·" in asked(part, refused=(("quote",),))
    assert "· 0 = no: anteil continues quote only ·" in asked(part, refused=(("quote",),), language="en")
    assert until(part, messages("de")) == "Bis dahin gilt: rat ist entfallen; anteil führt quote fort."
    assert until(part, messages("de")) in lines_asked(part, refused=(("quote",),))
    assert "· 0 = nein: anteil besteht fort; zweiter ist neu ·" in asked(both, refused=(("anteil",), ()))
    assert "· 0 = nein: anteil und zweiter sind neu ·" in asked(both, refused=((), ()))


def test_a_title_stands_before_the_text():
    titled = replace(NEW, title="Moorschutz")

    assert "neu Moorschutz – Die Moorquote soll" in asked(question(replace(UNLIKE, title="Dörfer"), new=(titled,)))
    assert "1 Dörfer – Alle drei" in asked(question(replace(UNLIKE, title="Dörfer"), new=(titled,)))


def test_of_demands_that_go_together_the_one_in_doubt_has_the_number():
    text = asked(replace(question(ALIKE, UNLIKE), held_old=("quote",), held_new=("anteil",)))

    assert "1 Alle drei Jahre einen Rat der Dörfer wählen lassen (AG Moor; Land; rat; Wert 0,40) und Die" in text
    assert "und Die Moorquote muss bis 2030 steigen (AG Moor; Land; quote; bereits zugeordnet)" in text
    both = replace(question(ALIKE, UNLIKE), held_old=("quote", "rat"), held_new=("anteil",))
    assert "bereits zugeordnet" not in asked(both)


def test_a_key_that_means_nothing_is_answered_with_those_that_do():
    assert render_key_hint(1, language="de") == "Hier gelten nur die Tasten 1, 0, s und q.\nTaste: "
    assert render_key_hint(3, language="en") == "Only the keys 1–3, 0, s and q mean something here.\nKey: "


def test_what_changed_while_it_was_asked_about_is_told():
    assert render_changed(["a", "b"], language="en", width=200) == (
        "Something about a and b has changed meanwhile. The answer was not written; what is still open is asked anew.\n"
    )
    assert render_changed(["a"], language="de", width=200).startswith("Zu a hat sich inzwischen etwas geändert. Die")


def test_demands_that_were_one_are_asked_about_together():
    text = asked(question(ALIKE, UNLIKE), question(UNLIKE, new=(NEW,)))

    assert "Was davon führt sie fort? 1 Die Moorquote muss bis 2030 steigen" in text
    assert re.search(r"Wert 0,40\) und Alle drei Jahre .* 2 Alle drei Jahre", text)


@pytest.mark.parametrize(
    ("olds", "news", "german", "english"),
    [
        (1, 2, "Wurde diese alte Forderung in die 2 neuen geteilt?", "Was this old demand split into the 2 new ones?"),
        (
            3,
            1,
            "Wurden diese 3 alten Forderungen zu der neuen zusammengeführt?",
            "Were these 3 old demands merged into the new one?",
        ),
        (
            2,
            2,
            "Sind aus diesen 2 alten Forderungen zusammen die 2 neuen geworden?",
            "Did these 2 old demands together become the 2 new ones?",
        ),
    ],
)
def test_a_split_or_merger_is_asked_about_as_a_whole_and_no_id_whether_it_belongs_to_itself(
    olds, news, german, english
):
    old = tuple(replace(ALIKE, id=f"d{number}") for number in range(olds))
    new = tuple(replace(NEW, id=f"d{number}") for number in range(news))
    held_old, held_new = (tuple(one.id for one in side) for side in (old, new))
    whole = replace(question(*old, new=new), held_old=held_old, held_new=held_new)
    assert german in asked(whole)
    assert english in asked(whole, language="en")


def test_what_nothing_continues_once_a_merger_is_refused_is_told_to_be_dropped():
    old = (replace(ALIKE, id="anteil"), replace(ALIKE, id="quote"), replace(UNLIKE, id="rat"))
    merger = replace(question(*old), held_old=("anteil", "quote", "rat"), held_new=("anteil",))
    assert "0 = nein: anteil besteht fort; quote und rat entfallen" in asked(merger, refused=(("anteil",),))
    assert "0 = no: anteil lives on; quote and rat are dropped" in asked(merger, refused=(("anteil",),), language="en")


def test_parts_are_asked_about_in_the_words_of_the_report():
    parts = question(ALIKE, new=(NEW, replace(NEW, id="zweiter")))
    merged = question(ALIKE, UNLIKE)

    assert ask(parts, messages("de")) in asked(parts)
    assert ask(merged, messages("de")) in asked(merged)
    assert "Was davon führen sie fort?" in asked(parts, question(ALIKE, UNLIKE, new=parts.new))
    assert "diese alte Forderung" not in asked(merged)


@pytest.mark.parametrize(
    ("was", "succeeds", "language", "told"),
    [
        (None, ("a", "b"), "de", "anteil führt jetzt a und b fort."),
        (("a",), (), "de", "anteil ist als neu erklärt."),
        (None, ("a",), "en", "anteil now continues a."),
        (None, ("anteil",), "en", "anteil stays the demand it was."),
        ((), None, "en", "Nothing is declared about anteil any more; the comparison decides again."),
        (None, None, "de", "Zu anteil war nichts erklärt; es bleibt, wie es ist."),
        (None, None, "en", "Nothing was declared about anteil; it stays as it is."),
    ],
)
def test_a_declaration_is_confirmed(was, succeeds, language, told):
    before, after = (replace(NEW, succeeds=one) for one in (was, succeeds))
    assert render_linked(after, before=before, language=language) == f"{told}\n"


def test_what_a_review_says_keeps_to_the_width():
    told = (
        render_linked(replace(NEW, succeeds=("moor", "rat")), before=NEW, language="de", width=24)
        + render_review_end(3, left=2, language="de", width=24)
        + render_review_how("policydiff review main", language="de", width=24)
    )

    assert max(map(len, told.split("\n"))) <= 24
    assert "anteil führt jetzt moor und rat fort. 3 Fragen beantwortet;" in " ".join(told.split())


@pytest.mark.parametrize(
    ("answered", "left", "told"),
    [
        (3, 0, "3 Fragen beantwortet; keine ist mehr offen.\n"),
        (1, 2, "1 Frage beantwortet; 2 sind noch offen.\n"),
        (0, 1, "1 Frage ist noch offen.\n"),
        (0, 0, "Keine Frage ist offen.\n"),
    ],
)
def test_the_end_of_a_review_says_what_is_left(answered, left, told):
    assert render_review_end(answered, left=left, language="de") == told
