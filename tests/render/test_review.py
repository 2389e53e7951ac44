"""What a review asks, and what it says was done."""

import re
from dataclasses import replace

import pytest

from policydiff.core.catalogue import Source
from policydiff.core.matching import Reason
from policydiff.core.report import Question
from policydiff.render import render_linked, render_question, render_review_end, render_review_how
from policydiff.render.messages import messages
from policydiff.render.questions import ask
from tests.render.samples import demand

NEW = demand("anteil", "Die Moorquote soll bis 2035 steigen", source=Source(page=2, line=4))
ALIKE = demand("quote", "Die Moorquote muss bis 2030 steigen")
UNLIKE = demand("rat", "Alle drei Jahre einen Rat der Dörfer wählen lassen")


def question(*olds: object, score: float = 0.4, new: tuple[object, ...] = (NEW,)) -> Question:
    """Return an open question."""
    return Question(old=olds, new=new, reason=Reason.SIMILAR_TEXT, score=score)  # type: ignore[arg-type]


def asked(*questions: Question, later: tuple[Question, ...] = (), language: str = "de") -> str:
    """Return what is asked, white space folded."""
    return " ".join(render_question(questions, pending=(*questions, *later), language=language).split())


def test_a_question_shows_the_new_demand_and_the_old_ones_by_number():
    later = question(ALIKE, new=(replace(NEW, id="zweiter"),))
    text = asked(question(ALIKE), question(UNLIKE, score=0.3), later=(later,))

    assert text.startswith("Noch 3 offene Fragen zu 2 Forderungen")
    assert "Führt sie eine dieser alten Forderungen fort?" in text
    assert "neu Die Moorquote soll bis 2035 steigen (S. 2, Z. 4; anteil)" in text
    assert "1 Die Moorquote [-muss bis 2030-] {+soll bis 2035+} steigen (quote; Wert 0,40)" in text
    assert "2 Alle drei Jahre einen Rat der Dörfer wählen lassen (rat; Wert 0,30)" in text


def test_the_last_line_is_the_prompt_and_the_keys_stand_above():
    questions = [question(ALIKE), question(UNLIKE)]
    *_, keys, prompt = render_question(questions, pending=questions, language="de").split("\n")

    assert keys == "1–2 = ja, diese · 0 = keine davon · s = später · q = aufhören"
    assert prompt == "Taste: "
    assert "1 = yes · 0 = no · s = later · q = stop Key:" in asked(question(ALIKE), language="en")


def test_demands_that_were_one_are_asked_about_together():
    text = asked(question(ALIKE, UNLIKE), question(UNLIKE, new=(NEW,)))

    assert "Was davon führt sie fort? 1 Die Moorquote muss bis 2030 steigen (quote; Wert 0,40) Alle drei Jahre" in text
    assert re.search(r"2 Alle drei Jahre", text)


def test_parts_are_asked_about_in_the_words_of_the_report():
    parts = question(ALIKE, new=(NEW, replace(NEW, id="zweiter")))
    merged = question(ALIKE, UNLIKE)

    assert ask(parts, messages("de")) in asked(parts)
    assert ask(merged, messages("de")) in asked(merged)
    assert "Was davon führen sie fort?" in asked(parts, question(ALIKE, UNLIKE, new=parts.new))
    assert "diese alte Forderung" not in asked(merged)


def test_a_declaration_is_confirmed():
    assert render_linked(replace(NEW, succeeds=("a", "b")), language="de") == "anteil führt jetzt a und b fort.\n"
    assert render_linked(replace(NEW, succeeds=()), language="de") == "anteil ist als neu erklärt.\n"
    assert render_linked(replace(NEW, succeeds=("a",)), language="en") == "anteil now continues a.\n"
    assert render_linked(replace(NEW, succeeds=("anteil",)), language="en") == "anteil stays the demand it was.\n"
    assert render_linked(replace(NEW, succeeds=None), language="en").startswith("Nothing is declared about anteil any")


def test_what_a_review_says_keeps_to_the_width():
    told = (
        render_linked(replace(NEW, succeeds=("moor", "rat")), language="de", width=24)
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
