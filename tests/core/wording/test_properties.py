"""What holds for any two texts."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policydiff.core.lexicon import load_lexicon
from policydiff.core.wording import NEW_MARKS, OLD_MARKS, Mark, Run, Weight, edits, fold, redline, weigh

GERMAN = load_lexicon("de")
WORDS = (
    "der die das den und oder nicht kein muss soll kann Bund Land Länder Ein- Ausfuhr Car-Sharing z. B. z.B. Abs. 2 1,5 "
    '15 Mrd. Euro % § ( ) „ “ " , . ; – Bürger*innen Bürger Bürgerinnen Benutzer Benutzende fördern fordern erhalten mehr '
    "Geld Schulen Radwege Ausbau Rückbau von im Ruhrgebiet a:b x/y (neu) (alt)"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
ANY = TEXTS | st.text(max_size=40)


def side(runs: tuple[Run, ...], marks: frozenset[Mark]) -> str:
    return "".join(run.text for run in runs if run.mark in marks)


@settings(max_examples=300)
@given(ANY, ANY)
@example("a b c d e", "e a b c d")
@example("Brücken", "Brücken Geld. Brücken")  # what slid over the beginning of a text was lost
@example("Brücken Geld. Brücken", "Brücken")
def test_a_redline_holds_both_texts(old, new):
    runs = redline(old, new)

    assert side(runs, OLD_MARKS) == fold(old)
    assert side(runs, NEW_MARKS) == fold(new)
    assert all(run.text for run in runs)


@settings(max_examples=300)
@given(ANY, ANY)
def test_no_run_cuts_a_word(old, new):
    runs = redline(old, new)
    for marks in (OLD_MARKS, NEW_MARKS):
        texts = [run.text for run in runs if run.mark in marks]
        for before, after in pairwise(texts):
            assert not (before[-1].isalnum() and after[0].isalnum())


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_moves_come_in_pairs(old, new):
    runs = redline(old, new)
    here = [run for run in runs if run.mark is Mark.MOVED_HERE]
    away = {run.move: run.text for run in runs if run.mark is Mark.MOVED_AWAY}

    assert [run.move for run in here] == list(range(1, len(away) + 1))
    assert all(run.text.strip().casefold() == away[run.move].strip().casefold() for run in here)
    assert all(run.move is None for run in runs if run.mark in {Mark.KEPT, Mark.REMOVED, Mark.INSERTED})


@given(ANY)
def test_the_same_text_is_kept(text):
    assert all(run.mark is Mark.KEPT for run in redline(text, text))
    assert edits(text, text) == ()
    assert weigh(text, text, GERMAN) is Weight.EDITORIAL


@given(
    st.lists(st.sampled_from("Bund Land zahlt mehr Geld für alle Schulen".split()), min_size=1, max_size=12), st.data()
)
def test_added_quotation_marks_are_both_marked(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start, len(words) - 1))
    quoted = [*words]
    quoted[start], quoted[end] = f"„{quoted[start]}", f"{quoted[end]}“" if start != end else f"„{quoted[end]}“"
    inserted = side(redline(" ".join(words), " ".join(quoted)), frozenset({Mark.INSERTED}))

    assert "„" in inserted
    assert "“" in inserted


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_the_weight_does_not_depend_on_the_direction(old, new):
    assert weigh(old, new, GERMAN) is weigh(new, old, GERMAN)


@given(TEXTS, TEXTS, st.sampled_from(["\n", "  ", "\t", "\u00a0", " \r\n "]))
def test_white_space_never_matters(old, new, space):
    # A hyphen at the end of a line breaks a word.
    spaced = old.replace(" ", space).replace(f"-{space}", "- ")

    assert fold(spaced) == fold(old)
    assert redline(spaced, new) == redline(old, new)
    assert weigh(spaced, new, GERMAN) is weigh(old, new, GERMAN)


SENTENCE = "Das Land zahlt {} 2500 Euro und {} bis 2030 nicht mehr als 3,5 Prozent der Kosten für {} Schulen."
SUBSTANTIAL = ["nicht", "kein", "keine", "nur", "muss", "soll", "kann", "sollte", "darf", "will", "ohne", "5", "17", ""]


@given(st.tuples(*[st.sampled_from(SUBSTANTIAL)] * 3), st.tuples(*[st.sampled_from(SUBSTANTIAL)] * 3))
def test_another_negation_modal_or_figure_is_never_editorial(old, new):
    is_same = [word for word in old if word] == [word for word in new if word] and old == new
    weight = weigh(SENTENCE.format(*old), SENTENCE.format(*new), GERMAN)

    assert (weight is Weight.EDITORIAL) == is_same


@given(st.data())
def test_another_digit_is_never_editorial(data):
    text = "Bis 31.12.2030 zahlt das Land 2500 Euro, 3,5 % und 1.200 Stellen nach § 31 Abs. 2 an 4 Städte (A 40)."
    place = data.draw(st.sampled_from([at for at, sign in enumerate(text) if sign.isdigit()]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))

    assert weigh(text, text[:place] + digit + text[place + 1 :], GERMAN) is Weight.SUBSTANTIVE
