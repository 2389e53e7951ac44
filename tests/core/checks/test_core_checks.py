"""What the checks of a catalogue find and what they leave alone, told by values alone."""

import pytest

from policydiff.core.catalogue import Source
from policydiff.core.characters import find_decomposed, is_composed, purify
from policydiff.core.checks import Evidence, Paper, PaperLine, Past, find_flaws
from policydiff.core.checks.repeats import find_repeats
from policydiff.errors import Phrase
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand


def flaws(*demands, rule, **evidence):
    given = Evidence(catalogue=catalogue(*demands), languages=("de", "en"), **evidence)
    return [flaw.found for flaw in find_flaws(given) if flaw.rule == rule]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Schulen sanieren (Bund, Land)", True),
        ("Schulen sanieren (LAND und kommunen).", True),
        ("Schulen sanieren [Land]", True),
        ("Schulen sanieren ()", True),
        ("Schulen sanieren (auch", True),
        ("Schulen [auch) sanieren", True),
        ("Schulen sanieren) bald", True),
        ("Schulen mit [Betrag einsetzen] Euro sanieren", True),
        ("Schulen bis [Datum] sanieren", True),
        ("Schulen mit [XX] Euro sanieren", True),
        ("Schulen […] sanieren", True),
        ("Schulen [noch zu klären] sanieren", True),
        ("Repair [amount to be added] schools", True),
        ("„Die Länder […] sanieren“ soll bleiben", False),
        ("„Die Länder sanieren“ soll bleiben [...]", True),
        ("Das Gesetz [BGBl. I S. 123] ändern", False),
        ("Schulen [1] sanieren [2, 3]", False),
        ("Die [so genannte] Offensive; die Angebote [sic] (RVR)", False),
        ("(Betrag einsetzen) und Mittel effizient einsetzen", False),
        ("Ein Institut für Speicherung (IFE)", False),
        ("Schulen (auch des Landes) sanieren", False),
        ("Programm (siehe Anlage 2).", False),
        ("a) Schulen 2) Wege", False),
        ("Schulen (a) sanieren, (b) bauen", False),
        ("(De-)Zentralisierung (Bund) und mehr", False),
    ],
)
def test_brackets_left_over_are_told_from_brackets_that_belong_there(text, left):
    assert bool(flaws(demand("x", text), rule="bracket-left")) is left


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LIBRARIES, LIBRARIES, True),
        (LIBRARIES, f"{LIBRARIES}!", True),
        (LIBRARIES, LIBRARIES.replace("sonntags", "samstags"), True),
        (LIBRARIES, LIBRARIES.replace("kostenfrei", "kostenfri"), True),
        (f"{SCHOOLS} und betreiben", SCHOOLS, True),
        ("Sanierung der maroden Brücken", "Sanierung maroder Brücken", True),
        ("Ausbau der A 40 im Ruhrgebiet sofort beginnen", "Ausbau der A 52 im Ruhrgebiet sofort beginnen", False),
        (BRIDGES, MUSIC, False),
        ("Wald", "Moor", False),
        ("A", "A", True),
        ("A!", "„A“ (B)", False),
    ],
)
def test_texts_that_nearly_repeat_each_other_are_found(one, other, same):
    demands = [demand("a", one), demand("b", other)]
    assert bool(list(find_repeats(demands))) is same
    assert bool(list(find_repeats(demands[::-1]))) is same


@pytest.mark.parametrize(
    ("touched", "place"), [(None, "b"), ({"a"}, "a"), ({"b"}, "b"), ({"a", "b"}, "b"), (set(), "b")]
)
def test_a_repetition_is_told_at_the_demand_that_was_touched(touched, place):
    names = None if touched is None else {("bildung", id) for id in touched}
    evidence = Evidence(catalogue=catalogue(demand("a", MUSIC), demand("b", MUSIC)), touched=names)
    (flaw,) = (one for one in find_flaws(evidence) if one.rule == "demand-repeated")
    assert flaw.demand == ("bildung", place)
    assert flaw.others == (("bildung", "b" if place == "a" else "a"),)


def test_two_demands_that_have_one_id_are_not_each_other_s_past():
    twins = (demand("x", BRIDGES), demand("x", MUSIC, group="verkehr"))
    assert not flaws(*twins, rule="id-recycled", past=Past(texts={"x": ((twins[1],),)}))


def test_only_repetitions_of_chosen_demands_are_looked_for():
    demands = [demand("a", MUSIC), demand("b", MUSIC), demand("c", BRIDGES)]
    assert len(list(find_repeats(demands, {("bildung", "b")}))) == 1
    assert not list(find_repeats(demands, {("bildung", "c")}))


def lines(*texts, asides=()):
    return tuple(PaperLine(number=n, text=text, is_aside=n in asides) for n, text in enumerate(texts, start=1))


PAPER = lines(
    "Forderungen", "• Der Aus-", "bau der Infra-", "Katalog – Seite 3", "struktur muss 0,7 % kosten", "(Bund).", "• Zwei. a) Wege", "b) Stege",
    asides={4},
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("Der Ausbau der Infrastruktur muss 0,7 % kosten", 2, []),
        ("Der Ausbau  der Infra-struktur\nmuss 0,7% kosten.", 2, []),
        ("Zwei.\na) Wege\nb) Stege", 7, []),
        ("Zwei.\n1) Wege\n2) Stege", 7, []),
        ("Der Ausbau der Infrastruktur muss 0,7 % kosten", None, []),
        ("Der Ausbau der Infrastruktur muss 07 % kosten", 2, ["muss 07 % kosten"]),
        ("Der Ausbau der Infrastruktur muss 0,7 € kosten", 2, ["0,7 € kosten"]),
        ("Der Rückbau der Infrastruktur", 2, ["Der Rückbau"]),
        ("Seite an Seite", 2, ["nor how it begins"]),
    ],
)
def test_a_text_is_looked_for_in_its_paper_with_the_layout_folded(text, line, found):
    one = demand("x", text, source=Source(line=line, position=1))
    paper = Paper(file="papers/e.txt", lines=PAPER)
    assert [any(part in told for told in flaws(one, rule="text-not-in-paper", paper=paper)) for part in found] == [
        True
    ] * len(found)
    assert bool(flaws(one, rule="text-not-in-paper", paper=paper)) is bool(found)


def test_a_demand_that_cites_nothing_is_not_looked_for():
    paper = Paper(file="papers/e.txt", lines=PAPER)
    assert flaws(demand("x", MUSIC), rule="text-not-in-paper", paper=paper) == []


def test_a_text_that_the_paper_holds_twice_may_stand_in_either_line():
    paper = Paper(file="p", lines=lines(MUSIC, SCHOOLS, MUSIC))
    for line, fits in ((1, True), (3, True), (2, False)):
        one = demand("x", MUSIC, source=Source(line=line))
        assert (flaws(one, rule="source-misplaced", paper=paper) == []) is fits


def test_exchanged_ids_are_told_as_such_and_given_back_they_are_in_order():
    was = {"x": SCHOOLS, "y": BRIDGES, "z": MUSIC}
    now = {"x": BRIDGES, "y": MUSIC, "z": SCHOOLS}
    old, new = ({id: demand(id, text) for id, text in one.items()} for one in (was, now))
    past = Past(texts={id: ((old[id], new[id]),) for id in was})

    found = flaws(*new.values(), rule="id-recycled", past=past)
    assert [one.values["other"] for one in found] == ["z", "x", "y"]
    assert not flaws(*old.values(), rule="id-recycled", past=past)


def test_an_id_is_recycled_in_either_of_two_histories():
    was, kept = demand("x", BRIDGES), demand("x", f"{MUSIC} und Noten")
    now = demand("x", MUSIC)
    for texts in (((was,),), ((kept,), (was,)), ((was, kept),)):
        assert len(flaws(now, rule="id-recycled", past=Past(texts={"x": texts}))) == 1
    assert not flaws(now, rule="id-recycled", past=Past(texts={"x": ((kept,),)}))
    assert not flaws(demand("x", MUSIC, succeeds=("x",)), rule="id-recycled", past=Past(texts={"x": ((was,),)}))


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("Siehe `ganz-neu`.", ["ganz-neu"]),
        ("Die `id` und der `text`, `v1`, `Betrag`, `working_groups`, `catalogue.yaml`, `2024`", []),
        ("Siehe `musiks`.", ["musiks"]),
        ("Siehe ganz-neue-bruecken.", ["ganz-neue-bruecken"]),
        ("Siehe x und `x`, `land`, `bildung`", []),
        ("Eine Face-to-face-Beratung, on-the-job, das Nord-Süd-Gefälle, 2016-04-30", []),
        ("https://example.org/ganz-neue-bruecken, ganz-neue-bruecken.pdf, mail@ganz-neue-bruecken", []),
        ("state-of-the-art und peer-to-peer", []),
    ],
)
def test_ids_are_recognised_in_a_note(note, named):
    found = flaws(demand("x", MUSIC, note=note), demand("musik", BRIDGES), rule="reference-dangling")
    assert [told.split("'")[1] for told in found] == named


def test_without_the_whole_history_no_reference_is_called_dangling():
    one = demand("x", MUSIC, succeeds=("y",), note="Siehe `z`")
    past = Past(is_whole=False, cut=Phrase("a directory has no history"))
    assert not flaws(one, rule="succeeds-dangling", past=past)
    assert not flaws(one, rule="reference-dangling", past=past)
    assert len(flaws(one, rule="history-incomplete", past=past)) == 1


@pytest.mark.parametrize(
    ("language", "known"), [("de", True), ("de-AT", True), ("EN", True), ("fr", False), ("deutsch", False)]
)
def test_a_language_is_known_by_its_first_part(language, known):
    evidence = Evidence(catalogue=catalogue(demand("x", MUSIC), language=language), languages=("de", "en"))
    assert any(flaw.rule == "language-unknown" for flaw in find_flaws(evidence)) is not known


@pytest.mark.parametrize("text", ["", "Wald", "Bücher", "Bu\u0308cher", "\u0308x", "Å Å", "\u212b"])
def test_the_place_of_letters_put_together_is_found(text):
    if is_composed(text):
        assert find_decomposed(text) == 0
    else:
        assert is_composed(text[: find_decomposed(text)])
        assert is_composed(purify(text))
