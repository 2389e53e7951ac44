"""What the matching must always do, told on small German and English catalogues."""

import math
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching import Clause, Grade, Match, Matching, Reason, explain, explain_near, match
from policydiff.core.matching.judging import measure_kinship, measure_rewording
from policydiff.core.matching.topics import tells_nouns
from policydiff.core.wording import fold

RUHR = (
    "Einrichtung einer zentralen Koordinierungsstelle „Flüchtlingspolitik“",
    "Bleibeperspektive für Langzeitgeduldete durch Verkürzung der Fristen bei der Altfallregelung verbessern",
    "Mangelberufsliste prüfen",
    "Aufstockung der schulpsychologischen Beratung",
    "Aufbau eines Kompetenzzentrums ‚Traumatisierung und Foltererfahrung‘, um den Bedarf der Fachkräfte zu decken",
    "Gerechtere Verteilung der Flüchtlinge mit Bleibeperspektive in Europa",
    "Ausbau des Radschnellwegs Ruhr von Duisburg bis Hamm",
    "Sanierung der kommunalen Brücken und Schulgebäude mit einem Altschuldenfonds finanzieren",
)
ONE_COALITION = (
    "Wir werden den Mindestlohn auf zwölf Euro anheben und die Tarifbindung stärken",
    "Die Schuldenbremse bleibt bestehen, Investitionen werden über die KfW finanziert",
    "Wir beschleunigen den Ausbau der Windenergie an Land und weisen zwei Prozent der Fläche aus",
    "Das Bürgergeld löst die Grundsicherung ab",
    "Der soziale Wohnungsbau wird mit einer Milliarde Euro gefördert",
    "Wir führen eine Kindergrundsicherung ein",
    "Cannabis wird kontrolliert an Erwachsene abgegeben",
    "Der Kohleausstieg soll idealerweise auf 2030 vorgezogen werden",
    "Wir senken das Wahlalter bei Europawahlen auf 16 Jahre",
    "Die Bahn wird gemeinwohlorientiert; die Infrastruktursparte wird gebündelt",
)
ANOTHER_COALITION = (
    "Ein höherer Mindestlohn von 15 Euro ist 2026 erreichbar",
    "Ein Sondervermögen für Infrastruktur wird außerhalb der Schuldenbremse errichtet",
    "Den Ausbau der Windenergie gestalten wir netzdienlich und überprüfen die Flächenziele",
    "Das bisherige Bürgergeldsystem gestalten wir zu einer neuen Grundsicherung für Arbeitsuchende um",
    "Den sozialen Wohnungsbau bauen wir als wesentlichen Bestandteil der Wohnraumversorgung aus",
    "Die Mütterrente wird vollendet",
    "Das Gesetz zur Legalisierung von Cannabis wird ergebnisoffen evaluiert",
    "Am Ausstieg aus der Kohle bis spätestens 2038 halten wir fest",
    "Die Pendlerpauschale wird dauerhaft auf 38 Cent erhöht",
    "Die Infrastrukturgesellschaft der Bahn wird weiter entflochten",
)
"""Two invented papers of coalitions that share topics."""


def demand(id_: str, text: str, position: int | None = None, **fields: object) -> Demand:
    group = str(fields.pop("group", "gruppe"))
    return Demand(id=id_, text=text, group=group, source=Source(position=position), **fields)  # type: ignore[arg-type]


def catalogue(*texts: str, prefix: str = "f") -> list[Demand]:
    return [demand(f"{prefix}{place}", text, place) for place, text in enumerate(texts, start=1)]


def links(found: Matching) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(one.old, one.new) for one in found.matches}


def mirrored(found: Matching) -> set[tuple[frozenset[str], frozenset[str], Grade]]:
    return {(frozenset(one.new), frozenset(one.old), one.grade) for one in found.matches}


def only(found: Matching) -> Match:
    (one,) = found.matches
    return one


def test_the_same_twice_is_the_same_id_with_score_one() -> None:
    found = match(catalogue(*RUHR), catalogue(*RUHR))
    assert len(found.matches) == len(RUHR)
    assert {(one.reason, one.score, one.grade) for one in found.matches} == {(Reason.SAME_ID, 1.0, Grade.CERTAIN)}
    assert found == Matching(matches=found.matches)


def test_nothing_against_nothing_is_an_empty_matching() -> None:
    assert match([], []) == Matching(matches=())


@pytest.mark.parametrize("side", ["old", "new"])
def test_against_an_empty_side_nothing_is_matched(side: str) -> None:
    old, new = (catalogue(*RUHR), []) if side == "old" else ([], catalogue(*RUHR))
    assert match(old, new) == Matching(matches=())


def test_layout_and_unicode_form_are_not_a_difference() -> None:
    assert fold("Pru\u0308fung  der\n Liste ") == "Prüfung der Liste"
    found = match([demand("a", "Pru\u0308fung der\nListe")], [demand("a", "Prüfung der Liste")])
    assert only(found).score == 1.0


def test_a_renumbered_demand_keeps_its_match_by_identical_text() -> None:
    found = match(catalogue(*RUHR), catalogue(*reversed(RUHR), prefix="n"))
    assert links(found) == {((f"f{n}",), (f"n{len(RUHR) + 1 - n}",)) for n in range(1, len(RUHR) + 1)}
    assert {one.reason for one in found.matches} == {Reason.IDENTICAL_TEXT}


def test_a_chain_of_shifted_ids_follows_the_texts() -> None:
    new = [demand(f"f{place + 1}", text, place) for place, text in enumerate(RUHR, start=1)]
    found = match(catalogue(*RUHR), new)
    assert links(found) == {((f"f{n}",), (f"f{n + 1}",)) for n in range(1, len(RUHR) + 1)}
    assert found.reused == tuple(f"f{n}" for n in range(2, len(RUHR) + 1))


def test_an_id_that_now_carries_another_demand_is_reused_not_reworded() -> None:
    found = match(catalogue(*RUHR), [*catalogue(*RUHR[:2]), demand("f3", "Seilbahn über den Rhein bauen", 3)])
    assert ("f3",) not in {one.old for one in found.matches}
    assert found.reused == ("f3",)


def test_a_better_text_elsewhere_beats_the_same_id() -> None:
    old = [demand("a", "Aufstockung der schulpsychologischen Beratung", 1), demand("b", "Mangelberufsliste prüfen", 2)]
    new = [
        demand("a", "Die Mangelberufsliste jährlich prüfen", 1),
        demand("c", "Aufstockung der schulpsychologischen Beratung an Grundschulen", 2),
    ]
    assert links(match(old, new)) == {(("a",), ("c",)), (("b",), ("a",))}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mangelberufsliste prüfen", "Liste der Mangelberufe prüfen"),
        ("Aufstockung der schulpsychologischen Beratung", "Die schulpsychologische Beratung aufstocken"),
        ("Benutzer müssen sich mit zwei Faktoren anmelden", "Benutzende müssen sich mit zwei Faktoren anmelden"),
        ("Beteiligung der Bürger an Bauleitplänen stärken", "Beteiligung der Bürger*innen an Bauleitplänen stärken"),
        ("Beteiligung der Bürger an der Planung", "Beteiligung der Bürgerinnen und Bürger an der Planung"),
        ("Strassen und Gleise im Ruhrgebiet sanieren", "Straßen und Gleise im Ruhrgebiet sanieren"),
        ("Ausbau der A 40 im Ruhrgebiet", "Rückbau der A 40 im Ruhrgebiet"),
        ("Operators must encrypt backups at rest", "Operators shall encrypt all backups at rest"),
    ],
)
def test_a_reworded_demand_is_found_among_others_without_its_id(before: str, after: str) -> None:
    old = [*catalogue(*RUHR[3:], before)] if before != RUHR[3] else [*catalogue(*RUHR[4:], before)]
    new = [*catalogue(*(text for text in RUHR[4:] if text != before), after, prefix="n")]
    found = match(old, new)
    assert ((old[-1].id,), (new[-1].id,)) in links(found)


def test_where_ids_are_kept_another_id_speaks_against_a_weak_pair_but_not_against_a_good_one() -> None:
    weak, good = "Langzeitgeduldeten eine Perspektive geben", "Die schulpsychologische Beratung aufstocken"
    texts = [RUHR[0], weak, RUHR[2], good, *RUHR[4:]]
    kept = [replace(one, id="neu-" + one.id) if one.text in {weak, good} else one for one in catalogue(*texts)]
    assert {(("f2",), ("n2",)), (("f4",), ("n4",))} <= links(match(catalogue(*RUHR), catalogue(*texts, prefix="n")))
    found = match(catalogue(*RUHR), kept)
    assert (("f4",), ("neu-f4",)) in links(found)
    assert [(one.old, one.new) for one in found.questions] == [(("f2",), ("neu-f2",))]
    assert mirrored(match(kept, catalogue(*RUHR))) == {
        (frozenset(o.old), frozenset(o.new), o.grade) for o in found.matches
    }


@pytest.mark.parametrize("text", ["Ja", "Tempo 30"])
def test_an_identical_text_needs_neither_its_id_nor_many_words(text: str) -> None:
    kept = catalogue(*(f"{one} in Stadtteil {number}" for number in range(20) for one in RUHR))
    changed = replace(kept[-1], text="Schulgebäude sanieren")
    old, new = [*kept, demand("kurz", text, 161)], [*kept[:-1], changed, demand("neu", text, 161, group="andere")]
    assert (("kurz",), ("neu",)) in links(match(old, new))


def test_an_id_that_was_only_spelt_another_way_is_the_same_evidence() -> None:
    def numbered(form: str, *texts: str) -> list[Demand]:
        return [demand(form.format(place), text, place) for place, text in enumerate(texts, start=1)]

    heavily = (
        *(f"{text} sofort" for text in RUHR[:3]),
        "Mehr Schulpsychologen",
        *(f"{text} bald" for text in RUHR[4:]),
    )
    padded, dropped = (
        explain(numbered("AM-{}", *RUHR), new, "AM-4", new[3].id)
        for new in (numbered("am-{:02}", *heavily), numbered("n-{}", *heavily))
    )
    of = {one.name: one.value for one in padded.evidence}, {one.name: one.value for one in dropped.evidence}
    assert of[0]["id"] > 1 > of[1]["id"]


@pytest.mark.parametrize("place", range(len(RUHR)))
def test_a_place_and_an_id_given_to_another_demand_make_no_rewording(place: int) -> None:
    strangers = ("Artenschutz beim Ausbau der Windkraft achten", "Jede Gemeinde bekommt ein öffentliches Schwimmbad")
    for stranger in strangers:
        found = match(catalogue(*RUHR), catalogue(*RUHR[:place], stranger, *RUHR[place + 1 :]))
        assert found.reused == (f"f{place + 1}",)
        assert len(found.matches) == len(RUHR) - 1


def test_how_heavily_an_edition_was_reworded_is_told_by_its_clear_pairs() -> None:
    def measured(*cosines: float, text: float = 0.0, free: float = 4.0, unchanged: int = 0) -> float:
        count = len(cosines)
        texts, frees = np.full(count, text), np.full(count, free)
        return measure_rewording(np.array(cosines), texts, frees, np.arange(count), unchanged)

    presumed = measured()
    kept_up, anew = measured(*[1.0] * 1000), measured(*[0.3] * 1000)
    assert kept_up < presumed < anew
    assert measured(*[1.0] * 9000) == kept_up  # further out it says nothing more
    assert measured(*[0.1] * 1000) == anew
    assert measured(*[1.0] * 850, *[0.3] * 150) == kept_up  # what a few siblings took the place of
    assert measured(*[0.3] * 100, text=-7.0) == presumed  # texts that share nothing say nothing
    assert measured(*[0.3] * 100, free=2.0) == presumed  # nor do pairs that are not clear
    assert measured(unchanged=1000) == measured(*[1.0] * 10)  # nor much what stands unchanged, where all else does
    assert measured(*[0.3] * 40, unchanged=1000) == measured(*[0.3] * 40, *[1.0] * 60)


def test_how_near_two_papers_are_to_one_catalogue_is_told_by_their_likely_pairs() -> None:
    def measured(likely: int, demands: int, own: float = 1.0) -> float:
        return measure_kinship(np.full(likely, 1.0), np.full(likely, own), demands)

    for unknown_or_editions in ((0, 1), (0, 3), (50, 100), (100, 100)):
        assert measured(*unknown_or_editions) == pytest.approx(0.0)
    assert measured(0, 100) == measured(0, 10_000) == pytest.approx(math.log(0.2))  # strangers
    assert measured(0, 100) < measured(4, 100) < measured(8, 100) < 0.0
    assert measured(50, 100, own=-1.0) == measured(0, 100)  # order and lack of rivals make no kin
    assert measure_kinship(np.zeros(0), np.zeros(0), 20, 100) == pytest.approx(0.0)  # what stands in both is kin


def test_an_edition_in_which_a_few_demands_were_rewritten_is_no_paper_of_another_author() -> None:
    old, new = catalogue(*ONE_COALITION), catalogue(*ANOTHER_COALITION, prefix="n")
    alone, kept = explain(old, new, "f3", "n3"), explain(old, new, "f3", "n3", unchanged=50)
    assert kept.score > alone.score
    assert dict(kept.thresholds)[Grade.PROBABLE] < dict(alone.thresholds)[Grade.PROBABLE]


def test_between_papers_of_different_authors_each_pair_is_worth_less_and_less_is_applied() -> None:
    among_strangers = explain(catalogue(*ONE_COALITION), catalogue(*ANOTHER_COALITION, prefix="n"), "f3", "n3")
    among_kin = explain(catalogue(*RUHR, *ONE_COALITION), catalogue(*RUHR, *ANOTHER_COALITION), "f11", "f11")
    kinship = {one.name: one.adds for one in among_strangers.evidence}["kinship"]
    assert kinship < 0 == {one.name: one.adds for one in among_kin.evidence}["kinship"]
    strange, kin = dict(among_strangers.thresholds), dict(among_kin.thresholds)
    assert strange[Grade.CERTAIN] == kin[Grade.CERTAIN]
    assert strange[Grade.PROBABLE] > kin[Grade.PROBABLE]
    assert strange[Grade.OPEN] > kin[Grade.OPEN]


@pytest.mark.parametrize(
    ("old", "new", "is_certain"),
    [
        (
            "Inbetriebnahme des RRX bis zum Ende des Jahrzehnts",
            "Inbetriebnahme der A 52 bis zum Ende des Jahrzehnts",
            False,
        ),
        ("Das Seniorenticket wird landesweit angeboten", "Das Azubiticket wird landesweit angeboten", False),
        ("All children receive free eye tests at school", "All children receive free hearing tests at school", False),
        (
            "Die Beratung für Opfer häuslicher Gewalt wird in allen Städten ausgebaut",
            "Die Beratung für Existenzgründer wird in allen Städten ausgebaut",
            False,
        ),
        ("Das Seniorenticket wird für 30 Euro angeboten", "Das Seniorenticket wird für 29 Euro angeboten", True),
        (
            "Das Seniorenticket für Bus und Bahn wird im ganzen Verkehrsverbund angeboten",
            "Das Seniorenticket für Bus und Bahn wird künftig im ganzen Verkehrsverbund angeboten",
            True,
        ),
        (
            "Die Kita-Plätze im Stadtgebiet werden landesweit ausgeschrieben und vergeben",
            "Die Kitaplätze im Stadtgebiet werden landesweit ausgeschrieben und vergeben",
            True,
        ),
    ],
)
def test_other_words_in_the_same_frame_under_another_id_are_never_certain(old: str, new: str, is_certain: bool) -> None:
    before, after = catalogue(*RUHR, old), [*catalogue(*RUHR), demand("neu", new, len(RUHR) + 1)]
    (found,) = (one for one in match(before, after).matches if one.new == ("neu",))
    assert (found.grade is Grade.CERTAIN) == is_certain
    assert explain(before, after, found.old[0], "neu").is_exchange != is_certain


@pytest.mark.parametrize(
    ("old", "new", "is_certain"),
    [
        ("Das Seniorenticket wird landesweit angeboten", "Das Azubiticket wird landesweit angeboten", False),
        ("In Stadtteilen entstehen Gesundheitskioske", "In Stadtteilen entstehen Familienzentren", False),
        (
            "Zwei neue Buslinien verbinden die Hochschule am Abend mit der Innenstadt",
            "Zwei neue Straßenbahnen verbinden die Hochschule am Abend mit der Innenstadt",
            True,
        ),
    ],
)
def test_under_the_same_id_more_than_a_word_of_many_must_be_another(old: str, new: str, is_certain: bool) -> None:
    (found,) = (one for one in match(catalogue(*RUHR, old), catalogue(*RUHR, new)).matches if one.new == ("f9",))
    assert (found.grade is Grade.CERTAIN) == is_certain


def test_a_pair_of_which_less_than_half_of_the_words_stayed_is_never_certain() -> None:
    was = "Wir reaktivieren die stillgelegten Bahnstrecken im Münsterland und im Sauerland, damit Pendler schneller ankommen"
    for now, grade in (
        (f"{was} und der Güterverkehr wächst", Grade.CERTAIN),
        (
            "Die stillgelegten Bahnstrecken im Münsterland und im Sauerland werden elektrifiziert, bekommen Signale und "
            "barrierefreie Halte mit Anzeigen",
            Grade.PROBABLE,
        ),
    ):
        kept = catalogue(*RUHR)
        (found,) = [
            one for one in match([*kept, demand("b", was, 9)], [*kept, demand("b", now, 9)]).matches if "b" in one.old
        ]
        assert found.grade is grade


def test_an_explanation_says_what_another_id_took_away() -> None:
    new = [
        *catalogue(*RUHR[:3]),
        demand("neu", "Die schulpsychologische Beratung aufstocken", 4),
        *catalogue(*RUHR)[4:],
    ]
    explanation = explain(catalogue(*RUHR), new, "f4", "neu")
    (ids,) = (one for one in explanation.evidence if one.name == "id")
    assert -2.5 <= ids.value < 0
    assert (
        explanation.score < explain(catalogue(*RUHR), [*new[:3], replace(new[3], id="f4"), *new[4:]], "f4", "f4").score
    )


def test_what_was_put_in_the_place_of_a_dropped_demand_is_no_rewording() -> None:
    old = catalogue(*RUHR)
    for place in range(len(RUHR)):
        for stranger in ("Ausbau der Bibliotheken in der Metropole Ruhr", "Förderung kommunaler Theater im Ruhrgebiet"):
            texts = [*RUHR[:place], stranger, *RUHR[place + 1 :]]
            found = match(old, catalogue(*texts, prefix="n"))
            assert old[place].id not in {id_ for one in found.matches for id_ in one.old}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mangelberufsliste prüfen", "Gebühren für Kitas prüfen"),
        ("Ausbau der Schiene zwischen Essen und Köln", "Ausbau der offenen Ganztagsschule"),
        ("Erhöhung der Integrationspauschale", "Erhöhung des Mindestlohns"),
        ("Taxes on fuel are lowered", "Schools receive more teachers"),
    ],
)
def test_two_short_demands_that_share_a_common_word_are_not_the_same(before: str, after: str) -> None:
    assert match([demand("a", before)], [demand("b", after)]).matches == ()


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        (
            "Neue Züge bieten Platz für sechs Fahrräder, und Stellplätze können bis zur Abfahrt reserviert werden",
            "Für sechs Fahrräder soll in allen Zügen der Raum reichen",
            "Reservierung eines Stellplatzes noch kurz vor der Abfahrt",
        ),
        (
            "Bus lanes should be enforced by camera and signals should give priority to late buses",
            "Cameras should keep private cars out of bus lanes",
            "Late buses should be given a green light at junctions",
        ),
    ],
)
def test_a_part_that_fits_speaks_for_a_pair_that_alone_is_only_asked_about(before, first, second) -> None:
    old = [*catalogue(*RUHR), demand("alt", before, 20)]
    halves = [demand("halb-1", first, 20), demand("halb-2", second, 21)]
    split = [*catalogue(*RUHR, prefix="n"), *halves]
    assert (("alt",), ("halb-1", "halb-2")) in links(match(old, split))
    assert (("halb-1", "halb-2"), ("alt",)) in links(match(split, old))
    explained = explain(old, split, "alt", "halb-1")
    least = dict(explained.thresholds)[Grade.PROBABLE]
    alone = sum(one.adds for one in explained.evidence if one.name != "support")
    assert 1 / (1 + math.exp(-alone)) < least <= explained.score


def test_a_demand_whose_sentences_stand_on_as_two_is_split() -> None:
    old = [
        demand(
            "a", "Der Bund finanziert den Ausbau der Radwege im Ruhrgebiet; das Land übernimmt die Kosten der Kitas", 1
        ),
        *catalogue(*RUHR[:5]),
    ]
    new = [
        demand("b", "Der Bund finanziert den Ausbau der Radwege im Ruhrgebiet", 1),
        demand("c", "Das Land übernimmt die Kosten der Kitas", 2),
        *catalogue(*RUHR[:5]),
    ]
    (split,) = [one for one in match(old, new).matches if one.reason is Reason.PARTS]
    assert (split.old, split.new) == (("a",), ("b", "c"))


def test_a_merge_is_the_mirror_of_a_split() -> None:
    both = "The council builds cycle lanes along every main road and the state pays for new kindergarten places"
    old = [
        demand("a", "The council builds cycle lanes along every main road", 1),
        demand("b", "The state pays for new kindergarten places", 2),
        *catalogue(*RUHR[:5]),
    ]
    new = [demand("c", both, 1), *catalogue(*RUHR[:5])]
    assert (("a", "b"), ("c",)) in links(match(old, new))
    assert (("c",), ("a", "b")) in links(match(new, old))


def test_parts_that_left_a_demand_which_lives_on_are_found_with_it() -> None:
    start = "Das Beschaffungsmanagement soll den Bedarf für die Kompatibilität mit der Infrastruktur"
    old = [demand("bes", f"{start} im Hinblick auf die Schnittstellen und die Netzanbindung dokumentieren", 1)]
    new = [
        demand("bes", f"{start} dokumentieren", 1),
        demand("bes.1", "Den Bedarf für die Kompatibilität im Hinblick auf die Schnittstellen dokumentieren", 2),
        demand("bes.2", "Den Bedarf für die Kompatibilität im Hinblick auf die Netzanbindung dokumentieren", 3),
    ]
    one = only(match([*old, *catalogue(*RUHR)], [*new, *catalogue(*RUHR)][:3]))
    assert (one.old, one.new, one.continued) == (("bes",), ("bes", "bes.1", "bes.2"), (("bes", "bes"),))


def test_nothing_is_split_off_a_text_that_did_not_change() -> None:
    kept = "Requests for privileged access to systems are validated when first requested"
    twin = "Requests for privileged access to data repositories are validated when first requested"
    found = match([demand("a", kept, 1), demand("b", twin, 2)], [demand("a", kept, 1)])
    assert links(found) == {(("a",), ("a",))}


def test_two_papers_on_the_same_topics_are_related_not_the_same() -> None:
    old, new = catalogue(*ONE_COALITION), catalogue(*ANOTHER_COALITION, prefix="n")
    found = match(old, new)
    assert found.matches == ()
    topics = {(one.old[0][1:], one.new[0][1:]) for one in (*found.related, *found.questions)}
    assert topics >= {("1", "1"), ("3", "3"), ("4", "4"), ("5", "5")}
    assert all(old_place == new_place for old_place, new_place in topics)


def test_the_order_of_files_and_of_addressees_does_not_matter() -> None:
    old = [replace(one, addressees=("bund", "land")) for one in catalogue(*RUHR)]
    new = [replace(one, addressees=("land", "bund"), text=f"{one.text} bis 2030") for one in old]
    assert match(old, new) == match(old[::-1], new[::-1])


def test_identical_texts_stay_in_the_order_of_the_paper() -> None:
    old = [demand(f"a{place}", "Verfahren und Regelungen dokumentieren", place) for place in range(1, 6)]
    new = [demand(f"b{place}", "Verfahren und Regelungen dokumentieren", place) for place in range(1, 6)]
    assert links(match(old, new)) == {((f"a{place}",), (f"b{place}",)) for place in range(1, 6)}


def test_of_identical_texts_those_that_ask_the_same_go_together() -> None:
    old = [demand("a1", RUHR[0], 1, addressees=("bund",)), demand("a2", RUHR[0], 2, addressees=("land",))]
    new = [demand("b1", RUHR[0], 1, addressees=("land",)), demand("b2", RUHR[0], 2, addressees=("bund",))]
    assert links(match(old, new)) == {(("a1",), ("b2",)), (("a2",), ("b1",))}
    assert links(match(old, new[:1])) == {(("a2",), ("b1",))}
    moved = [replace(one, group="andere") for one in new]
    assert links(match(old, moved)) == {(("a1",), ("b2",)), (("a2",), ("b1",))}
    assert links(match(old, [new[0], moved[1]])) == {(("a1",), ("b2",)), (("a2",), ("b1",))}


def test_swapping_the_sides_mirrors_the_matching() -> None:
    old = catalogue(*RUHR)
    new = catalogue(*(f"{text} und bis 2030 umsetzen" for text in RUHR[1:]), "Ein neues Museum", prefix="n")
    there, back = match(old, new), match(new, old)
    assert mirrored(there) == {(frozenset(one.old), frozenset(one.new), one.grade) for one in back.matches}


def test_a_step_where_every_demand_kept_its_id_needs_no_scipy() -> None:
    code = (
        "import sys\n"
        "from policydiff.core.catalogue import Demand\n"
        "from policydiff.core.matching import match\n"
        "one = lambda text: [Demand(id='a', group='g', text=text)]\n"
        "found = match(one('Mangelberufsliste prüfen'), one('Die Mangelberufsliste prüfen'))\n"
        "assert found.matches[0].reason == 'same-id'\n"
        "assert not {'numpy', 'scipy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_progress_is_told_how_much_is_done() -> None:
    told: list[tuple[str, int, int]] = []
    match(
        catalogue(*RUHR),
        catalogue(*(f"{text} sofort" for text in RUHR), prefix="n"),
        progress=lambda *step: told.append(step),
    )
    assert {step for step, _, _ in told} == {"candidates", "surroundings"}
    assert all(done <= total for _, done, total in told)


def test_an_explanation_adds_up_to_its_score() -> None:
    old, new = catalogue(*RUHR), catalogue(*(f"{text} bis 2030" for text in RUHR), prefix="n")
    why = explain(old, new, "f3", "n3")
    assert why.match is not None
    assert why.match.new == ("n3",)
    total = sum(one.adds for one in why.evidence)
    assert 1 / (1 + 2.718281828459045**-total) == pytest.approx(why.score, abs=0.01)
    assert all(one.old == "f3" or one.new == "n3" for one in why.competitors)


def test_the_explanation_of_a_part_tells_what_makes_it_one() -> None:
    first, second = "Die Kommunen bauen Radwege an allen Hauptstraßen", "das Land bezahlt neue Plätze in Kindergärten"
    old = [demand("a", f"{first} und {second}", 1), *catalogue(*RUHR[:5])]
    new = [demand("b", first, 1), demand("c", second.capitalize(), 2), *catalogue(*RUHR[:5])]
    continued = {pair for one in match(old, new).matches if len(one.new) > 1 for pair in one.continued}
    (part,) = {"b", "c"} - {new_id for _, new_id in continued}
    why = explain(old, new, "a", part)
    assert why.is_part
    assert why.match is not None
    assert why.match.new == ("b", "c")
    assert {one.name for one in why.evidence} == {"part-base", "part-gained", "part-lead", "part-place"}
    assert why.score == pytest.approx(why.match.score, abs=0.001)


def test_every_pair_of_a_match_of_several_with_several_can_be_explained() -> None:
    first, second, third = RUHR[7], "Den öffentlichen Nahverkehr im ganzen Land takten", "Jede Kommune baut Sporthallen"
    old = [demand("m", f"{first}; {second}", 1), demand("o", third, 2), *catalogue(*RUHR[:5])]
    new = [demand("m", f"{first}; {third}", 1), demand("c", second, 2), *catalogue(*RUHR[:5])]
    (whole,) = (one for one in match(old, new).matches if "m" in one.old)
    assert (whole.old, whole.new) == (("m", "o"), ("m", "c"))
    told = {(a, b): explain(old, new, a, b) for a in whole.old for b in whole.new}
    assert all(why.match == whole for why in told.values())
    assert [bool(told[pair].evidence) for pair in (("m", "m"), ("m", "c"), ("o", "m"), ("o", "c"))] == [
        True,
        True,
        True,
        False,
    ]


def test_ids_that_differ_only_in_spelling_from_one_another_are_no_evidence() -> None:
    old = [demand("AC-01", "Mehr Lehrkräfte einstellen", 1), demand("ac-1", RUHR[6], 2), demand("x", RUHR[2], 3)]
    new = [demand("AC-1", "Zusätzliche Lehrkräfte", 1), demand("y", f"{RUHR[6]} bald", 2), demand("x", RUHR[2], 3)]
    (ids,) = (one for one in explain(old, new, "AC-01", "AC-1").evidence if one.name == "id")
    assert ids.value <= 0


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (None, "Build more bus lanes in every town. Plant trees along roads."),
        ("Public transport", "Build more bus lanes in every town"),
    ],
)
def test_a_capital_at_the_beginning_of_a_sentence_makes_no_noun(title: str | None, text: str) -> None:
    assert not tells_nouns(demand("a", text, title=title))
    assert tells_nouns(demand("a", "Mehr Busspuren in jeder Stadt bauen"))


def test_where_every_demand_clearly_kept_its_id_there_is_nothing_to_explain() -> None:
    why = explain([demand("a", RUHR[2])], [demand("a", f"Die {RUHR[2]}")], "a", "a")
    assert why.evidence == ()
    assert why.match is not None
    assert (why.match.grade, why.match.score, why.score) == (Grade.CERTAIN, 1.0, 1.0)
    assert why.is_clear
    assert not explain([demand("a", RUHR[2])], [demand("a", f" {RUHR[2]}")], "a", "a").is_clear


def test_explaining_a_demand_that_is_declared_new_says_so() -> None:
    why = explain([demand("a", RUHR[2])], [demand("b", RUHR[2], succeeds=())], "a", "b")
    assert why.is_declared_new
    assert why.match is None


def test_the_explanation_of_a_split_tells_what_it_lost_and_won() -> None:
    first, second = "Die Kommunen bauen Radwege an allen Hauptstraßen", "das Land bezahlt neue Plätze in Kindergärten"
    old = [demand("a", f"{first} und {second}, auch nachts", 1), *catalogue(*RUHR[:5])]
    new = [demand("b", f"{first} sofort", 1), demand("c", second.capitalize(), 2), *catalogue(*RUHR[:5])]
    told = explain_near(old, new, "a")
    assert [(why.old, why.new) for why in told] == [("a", "b"), ("a", "c")]
    for why in told:
        assert {(one.old, one.new) for one in why.parts} == {(why.old, why.new)}
        assert why.dropped == (Clause(demand="a", text="auch nachts"),)
        assert why.added == (Clause(demand="b", text="sofort"),)


def test_what_is_related_is_explained_with_the_number_that_the_report_shows() -> None:
    old = [demand("a", "Die Bahn wird pünktlicher und zuverlässiger", 1), *catalogue(*RUHR[:3])]
    new = [demand("b", "In die Bahn investieren, Strecken elektrifizieren", 1), demand("c", "Löhne erhöhen", 2)]
    (related,) = (one for one in match(old, new).related if one.old == ("a",))
    (why,) = explain_near(old, new, "a")
    assert (why.new, why.match, why.closeness) == (related.new[0], None, related.score)


def test_a_pair_is_not_weighed_where_one_of_the_two_had_its_match_before() -> None:
    text = "Mehr Busspuren in jeder Stadt bauen"
    old, new = [demand("a", text, 1)], [demand("a", text, 1), demand("zwilling", text, 2)]
    (why,) = explain_near(old, new, "zwilling")
    assert (why.old, why.is_taken, why.evidence, why.match) == ("a", True, (), None)
    assert [(one.old, one.new, one.reason) for one in why.elsewhere] == [(("a",), ("a",), Reason.SAME_ID)]


def test_what_would_have_fitted_but_is_declared_new_is_explained_from_both_sides() -> None:
    old, new = [demand("a", RUHR[2]), *catalogue(*RUHR[5:8])], [demand("b", RUHR[2], succeeds=())]
    for id_ in ("a", "b"):
        (why,) = explain_near(old, new, id_)
        assert (why.old, why.new, why.is_declared_new) == ("a", "b", True)


def test_an_id_that_was_reused_is_explained_even_where_nothing_comes_near() -> None:
    (why,) = explain_near([demand("a", "Mehr Busspuren bauen")], [demand("a", "Den Wald wachsen lassen")], "a")
    assert why.is_reused
    assert why.match is None


def test_explaining_an_unknown_id_says_which() -> None:
    with pytest.raises(KeyError, match="nix"):
        explain(catalogue(*RUHR), catalogue(*RUHR), "f1", "nix")


def test_every_id_is_in_at_most_one_match() -> None:
    old = catalogue(*RUHR, *RUHR[:3])
    new = catalogue(*RUHR[2:], "Mangelberufsliste prüfen und veröffentlichen", *RUHR[:2], prefix="n")
    found = match(old, new)
    for side in ("old", "new"):
        counted = Counter(id_ for one in found.matches for id_ in getattr(one, side))
        assert not [id_ for id_, times in counted.items() if times > 1]


def test_a_step_that_only_adds_or_only_drops_needs_no_scipy_either() -> None:
    code = (
        "import sys\n"
        "from policydiff.core.catalogue import Demand\n"
        "from policydiff.core.matching import match\n"
        "one = Demand(id='a', group='g', text='Mangelberufsliste prüfen')\n"
        "assert not match([], [one]).matches and not match([one], []).matches\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060"], ids=ascii)
def test_signs_that_nobody_sees_tear_no_word(sign: str) -> None:
    text = "Lückenlose Radschnellwege zwischen den Hochschulstandorten bauen und dauerhaft unterhalten"
    torn = sign.join(text[at : at + 4] for at in range(0, len(text), 4))
    (found,) = match([demand("a", text)], [demand("b", torn)]).matches
    assert (found.old, found.new, found.grade) == (("a",), ("b",), Grade.CERTAIN)
