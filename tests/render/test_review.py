"""What a review asks, and what it says was done."""

import re
from dataclasses import replace

import pytest

from policydiff.core.catalogue import Source
from policydiff.core.matching import Reason
from policydiff.core.report import Question
from policydiff.render import render_linked, render_question, render_review_end
from tests.render.samples import demand

NEW = demand("anteil", "Die Moorquote soll bis 2035 steigen", source=Source(page=2, line=4))
ALIKE = demand("quote", "Die Moorquote muss bis 2030 steigen")
UNLIKE = demand("rat", "Alle drei Jahre einen Rat der Dörfer wählen lassen")


def question(*olds: object, score: float = 0.4, new: tuple[object, ...] = (NEW,)) -> Question:
    """Return an open question."""
    return Question(old=olds, new=new, reason=Reason.SIMILAR_TEXT, score=score)  # type: ignore[arg-type]


def asked(*questions: Question, left: int = 2, language: str = "de") -> str:
    """Return what is asked, white space folded."""
    return " ".join(render_question(questions, left=left, language=language).split())


def test_a_question_shows_the_new_demand_and_the_old_ones_by_number():
    text = asked(question(ALIKE), question(UNLIKE, score=0.3))

    assert text.startswith("Noch 2 Forderungen mit offenen Fragen")
    assert "neu Die Moorquote soll bis 2035 steigen (S. 2, Z. 4; anteil)" in text
    assert "1 Die Moorquote [-muss bis 2030-] {+soll bis 2035+} steigen (quote; 0,40)" in text
    assert "2 Alle drei Jahre einen Rat der Dörfer wählen lassen (rat; 0,30)" in text


def test_the_last_line_is_the_prompt_and_the_keys_stand_above():
    *_, keys, prompt = render_question([question(ALIKE), question(UNLIKE)], left=1, language="de").split("\n")

    assert keys == "1–2 = ja, diese · 0 = keine davon · s = später · q = aufhören"
    assert prompt == "Taste: "
    assert "1 = yes · 0 = no · s = later · q = stop Key:" in asked(question(ALIKE), language="en")


def test_demands_that_were_one_are_asked_about_together():
    text = asked(question(ALIKE, UNLIKE), question(UNLIKE, new=(NEW,)))

    assert "1 Die Moorquote muss bis 2030 steigen (quote; 0,40) Alle drei Jahre" in text
    assert re.search(r"2 Alle drei Jahre", text)


def test_parts_of_one_are_asked_about_together():
    text = asked(question(ALIKE, new=(NEW, replace(NEW, id="zweiter"))))

    assert "Setzen sie diese alte Forderung fort?" in text
    assert "zweiter" in text


def test_a_declaration_is_confirmed_in_one_line():
    assert render_linked(replace(NEW, succeeds=("a", "b")), language="de") == "anteil führt jetzt fort: a, b"
    assert render_linked(replace(NEW, succeeds=()), language="de") == "anteil ist als neu erklärt."
    assert render_linked(replace(NEW, succeeds=("a",)), language="en") == "anteil now continues: a"


@pytest.mark.parametrize(
    ("answered", "left", "told"),
    [
        (3, 0, "3 Fragen beantwortet; keine ist offen.\n"),
        (1, 2, "1 Frage beantwortet; 2 sind noch offen.\n"),
        (0, 1, "0 Fragen beantwortet; 1 ist noch offen.\n"),
    ],
)
def test_the_end_of_a_review_says_what_is_left(answered, left, told):
    assert render_review_end(answered, left=left, language="de") == told
