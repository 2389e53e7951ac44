"""What holds for signals of every kind: their order, their words, and how they answer to old and new changing places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import DIRECTIONS, MIRRORED, Direction, Signal, SignalCode, find_signals
from policydiff.core.meaning.binding import RANKS
from policydiff.core.meaning.curbs import RANKS as CURBS

DE, EN = load_lexicon("de"), load_lexicon("en")

# Clauses as such papers have them; texts are made of them, with words of one put into another.
CLAUSES = (
    "Das Land muss bis 2026 alle Brücken sanieren",
    "Das Land soll bis Ende 2027 einzelne Brücken sanieren",
    "Wir führen eine Maut von 5 % ein",
    "Wir schaffen die Maut von 10 % unverzüglich ab",
    "Kein Kind darf ohne Platz bleiben",
    "Ausbau der A 40 im Ruhrgebiet, soweit der Bund zahlt",
    "Rückbau der A 43 landesweit, sofern Mittel vorhanden sind",
    "Die Kommunen können 500 Stellen schaffen",
    "Die Kommunen unterstützen 1,5 Mio. Euro nicht",
    "Prüfung der Einführung einer Quote",
    "zügig und nur noch in der Regel",
    "Der Rat setzt sich für den Erhalt der Schule ein",
    "Schließung der Schule nach § 5 in Dortmund",
    "Der Bund erstattet den Ländern die Kosten und das Land den Kommunen die Schulen",
    "Die Länder erstatten dem Bund die Kosten",
    "Der Bus hat Vorrang vor dem Auto, das Auto vor der Bahn",
    "Der Ausbau darf nicht mehr als 500 Euro kosten und wird auf höchstens 10 % begrenzt",
    "Die Maut wird alle zwei Wochen verboten oder eingeschränkt",
    "Von einer Erhöhung um 14 Tage wird abgesehen",
)
WORDS = [
    *sorted({word for clause in CLAUSES for word in clause.split()}),
    *(".", ",", "und", "nicht", "innerhalb von drei Monaten"),
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    clauses = [clause.split() for clause in draw(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3))]
    words = [word for clause in clauses for word in [*clause, "."]]
    for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=4)):
        words[place : place + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
    return " ".join(words) or "x"


def mirrored(one: Signal) -> Signal:
    return Signal(code=one.code, direction=MIRRORED.get(one.direction, one.direction), old=one.new, new=one.old)


def as_rows(signals: tuple[Signal, ...]) -> list[tuple[str, str, str]]:
    return sorted((one.rule, one.old, one.new) for one in signals)


@given(texts())
def test_a_text_compared_with_itself_gives_no_signal(text):
    assert find_signals(text, text, DE) == ()


@given(texts(), texts())
def test_old_and_new_in_each_others_place_mirror_every_signal(old, new):
    there, back = find_signals(old, new, DE), find_signals(new, old, DE)

    assert as_rows(there) == as_rows(tuple(map(mirrored, back)))


@pytest.mark.parametrize(
    "old", ["in Essen", "\u200b", "- bis 0 ①", "bis ² 2030", "bis ①.②.2030", "Schulen bis ①②③④ sanieren"]
)
@pytest.mark.parametrize("new", ["- –", "", "Busse landesweit", "bis 31.12.2030"])
def test_texts_that_hold_hardly_a_word_or_odd_figures_are_compared(old, new):
    there, back = find_signals(old, new, DE), find_signals(new, old, DE)

    assert as_rows(there) == as_rows(tuple(map(mirrored, back)))


@given(texts(), texts())
def test_white_space_is_never_a_signal(old, new):
    assert find_signals("  " + old.replace(" ", "\t "), new.replace(" ", "\n"), DE) == find_signals(old, new, DE)


@given(texts(), texts(), texts())
def test_only_allowed_pairs_of_code_and_direction_come_and_in_the_listed_order(old, new, more):
    found = find_signals(f"{old} {more}", f"{new} {more}", DE)
    order = [(code, direction) for code in SignalCode for direction in DIRECTIONS[code]]
    places = [order.index((one.code, one.direction)) for one in found]

    assert places == sorted(places)


@given(texts(), texts())
def test_the_words_that_show_a_signal_stand_in_the_texts(old, new):
    for one in find_signals(old, new, DE):
        for words, text in ((one.old, old), (one.new, new)):
            assert all(word in text for part in words.split(" … ") for word in part.split())


def test_words_that_both_texts_have_give_no_signal():
    old = "Die Kommunen müssen nicht alle 12 Brücken bis 2026 sanieren, soweit der Bund zahlt, und die Häfen pflegen"
    new = "Die Kommunen müssen nicht alle 12 Brücken bis 2026 sanieren, soweit der Bund zahlt, und die Kanäle pflegen"

    assert find_signals(old, new, DE) == ()


def test_a_clause_that_moved_gives_no_signal():
    old = "Die Häfen werden bis 2030 ausgebaut. Kein Kind bleibt ohne Platz."
    new = "Kein Kind bleibt ohne Platz. Die Häfen werden bis 2030 ausgebaut."

    assert find_signals(old, new, DE) == ()


def test_two_amounts_that_changed_places_are_two_signals():
    found = find_signals("5 % für Bund und 10 % für Land", "10 % für Bund und 5 % für Land", DE)

    assert [(one.rule, one.old, one.new) for one in found] == [
        ("amount-raised", "5 %", "10 %"),
        ("amount-lowered", "10 %", "5 %"),
    ]


def test_a_text_joined_from_two_demands_keeps_what_both_say():
    old = "Ausbau der A 40 bis 2030. Alle Schulen erhalten 5 neue Stellen."

    assert find_signals("Ausbau der A 40 bis 2030.", old, DE)[0].rule == "amount-added"
    assert find_signals("Alle Schulen erhalten 5 neue Stellen. Ausbau der A 40 bis 2030.", old, DE) == ()


def test_signals_come_in_the_order_of_their_codes_with_the_words_of_both_sides():
    old = "Das Land muss bis 2026 alle 30 Brücken nach § 5 sanieren"
    new = "Das Land soll bis 2028 einzelne der 20 Brücken nach § 6 nicht sanieren, soweit möglich"

    assert [(one.rule, one.old, one.new) for one in find_signals(old, new, DE)] == [
        ("amount-lowered", "30 Brücken", "20 Brücken"),
        ("figure-changed", "§ 5", "§ 6"),
        ("deadline-later", "bis 2026", "bis 2028"),
        ("binding-weakened", "muss", "soll"),
        ("negation-added", "", "nicht"),
        ("scope-narrowed", "alle", "einzelne"),
        ("condition-added", "", "soweit möglich"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        (
            "Der Bund muss zahlen für den RRX. Das Land soll die Schulen bauen.",
            "Der Bund soll zahlen für den RRX. Das Land muss die Schulen bauen.",
            "de",
        ),
        (
            "The state must pay for it. The city should build schools.",
            "The state should pay for it. The city must build schools.",
            "en",
        ),
    ],
)
def test_a_sentence_that_ends_with_a_short_word_is_judged_by_itself(old, new, language):
    found = {one.rule for one in find_signals(old, new, load_lexicon(language))}

    assert found == {"binding-weakened", "binding-strengthened"}


def test_a_full_stop_behind_an_abbreviation_ends_no_sentence():
    old = "Das Land soll lt. Abs. 3 Mittel bereitstellen, z. B. für Schulen und ca. 5 Mio. Euro für Kitas."

    assert [one.rule for one in find_signals(old, old.replace("soll", "muss"), DE)] == ["binding-strengthened"]


def test_a_verb_apart_from_its_prefix_is_shown_with_a_gap():
    (found,) = find_signals("Wir führen die Maut ein.", "Wir schaffen die Maut ab.", DE)

    assert (found.old, found.new) == ("führen … ein", "schaffen … ab")


@pytest.mark.parametrize(("code", "directions"), DIRECTIONS.items())
def test_every_direction_has_its_mirror_among_those_of_its_code(code, directions):
    assert {MIRRORED.get(one, one) for one in directions} == set(directions), code


def test_a_rule_is_named_by_code_and_direction():
    assert Signal(code=SignalCode.AMOUNT, direction=Direction.LOWERED, old="2", new="1").rule == "amount-lowered"


@pytest.mark.parametrize("lexicon", [DE, EN], ids=["de", "en"])
def test_every_class_of_binding_words_has_a_rank(lexicon):
    assert set(lexicon.tables["binding"]) <= set(RANKS)


@pytest.mark.parametrize("lexicon", [DE, EN], ids=["de", "en"])
def test_every_class_of_words_that_do_away_or_lessen_has_a_rank(lexicon):
    assert set(lexicon.tables["curbs"]) == set(CURBS)


@pytest.mark.parametrize("lexicon", [DE, EN], ids=["de", "en"])
def test_every_class_of_opposites_has_its_counterpart(lexicon):
    classes = {tuple(name.split()) for name in lexicon.tables["opposites"]}

    assert {sign for _, sign in classes} == {"+", "-"}
    assert {(family, "-" if sign == "+" else "+") for family, sign in classes} == classes


def test_a_users_words_are_obeyed():
    old, new = "Das Land tütet den Ausbau ein.", "Das Land beäugt den Ausbau."
    lexicon = DE.extended(
        {"binding": {"must": ["tütet … ein"], "examine": ["beäug*"]}, "places": {"region": ["hückelhoven"]}}
    )

    assert find_signals(old, new, DE) == ()
    assert [(one.rule, one.old, one.new) for one in find_signals(old, new, lexicon)] == [
        ("binding-weakened", "tütet … ein", "beäugt")
    ]
    assert [one.rule for one in find_signals("Ausbau in Hückelhoven", "Ausbau landesweit", lexicon)] == [
        "scope-widened"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ein Platz für jeden Schüler", "Ein Platz für jede Schülerin und jeden Schüler"),
        ("Wahl mit Zweidrittelmehrheit", "Wahl mit 2/3-Mehrheit"),
        ("In der Regel zahlt das Land", "I. d. R. zahlt das Land"),
        ("Beginn am 31. Dezember 2026", "Beginn am 31. Dez. 2026"),
        ("Ausbau um 1,5 Mrd. Euro", "Ausbau um 1.500 Mio. €"),
        ("Nach Art. 3 Abs. 2", "Nach Artikel 3 Absatz 2"),
    ],
)
def test_another_spelling_of_what_is_marked_gives_no_signal(old, new):
    assert find_signals(old, new, DE) == ()


def test_two_names_of_one_place_are_the_same():
    assert find_signals("Ausbau im Ruhrgebiet", "Ausbau in der Metropole Ruhr", DE) == ()
