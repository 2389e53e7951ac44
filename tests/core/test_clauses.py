"""Which clause went where in a split or merger, and what the other side does not hold."""

import pytest

from policydiff.core.matching.clauses import find_clauses, find_unheld, trace
from tests.policies import demand

PARENTS = "Förderung der Teilzeitausbildung, besondere Angebote für junge Eltern, Sicherung des Lebensunterhaltes"

# Old texts, new texts → what went where (old number, new number, old clause), what was dropped, what is new.
TABLE = {
    "a split": (
        ["Torfabbau beenden und Torflager schützen"],
        ["Torfabbau beenden", "Torflager schützen"],
        [(0, 0, "Torfabbau beenden"), (0, 1, "und Torflager schützen")],
        ([], []),
    ),
    "a clause that no part holds": (
        [PARENTS],
        ["Förderung der Teilzeitausbildung", "Besondere Angebote für junge Eltern"],
        [(0, 0, "Förderung der Teilzeitausbildung"), (0, 1, "besondere Angebote für junge Eltern")],
        (["Sicherung des Lebensunterhaltes"], []),
    ),
    "a word put in place of another": (
        ["Eine City-Maut einführen und Einnahmen für Busse verwenden"],
        ["Eine City-Maut einführen", "Einnahmen für neue Straßen verwenden"],
        [(0, 0, "Eine City-Maut einführen"), (0, 1, "und Einnahmen für Busse verwenden")],
        (["Busse"], ["neue Straßen"]),
    ),
    "a clause that begins as another does": (
        ["Förderung der Teilzeit, Förderung der Sprachkurse, Förderung junger Eltern"],
        ["Förderung der Teilzeit", "Förderung junger Eltern"],
        [(0, 0, "Förderung der Teilzeit"), (0, 1, "Förderung junger Eltern")],
        (["Förderung der Sprachkurse"], []),
    ),
    "one of a list": (
        ["Kinder, Jugendliche und Senioren beraten"],
        ["Beratung für Kinder", "Beratung für Jugendliche"],
        [(0, 0, "Kinder"), (0, 1, "Jugendliche")],
        (["und Senioren beraten"], []),
    ),
    "neighbours are told as one": (
        ["Wir bauen Radwege. Da die Frage (Stichwort Tausch) unter den Parteien streitig ist, prüfen wir Modelle"],
        ["Wir bauen Radwege", "Wir prüfen Modelle"],
        [(0, 0, "Wir bauen Radwege."), (0, 1, "prüfen wir Modelle")],
        (["Da die Frage (Stichwort Tausch) unter den Parteien streitig ist"], []),
    ),
    "a merger within one clause": (
        ["Erhöhung einer Pauschale", "Aufstockung der Beratung"],
        ["Erhöhung einer Pauschale und Aufstockung der Beratung"],
        [(0, 0, "Erhöhung einer Pauschale"), (1, 0, "Aufstockung der Beratung")],
        ([], []),
    ),
    "a merger with something new": (
        ["Abschlüsse anerkennen", "Gebühren prüfen"],
        ["Abschlüsse anerkennen und Gebühren prüfen; Sprachkurse kostenlos anbieten"],
        [(0, 0, "Abschlüsse anerkennen"), (1, 0, "Gebühren prüfen")],
        ([], ["Sprachkurse kostenlos anbieten"]),
    ),
    "a word cut off": (
        ["Programme für Schul- und Wohnraum"],
        ["Programme für Schulraum", "Programme für Wohnraum"],
        [(0, 0, "Programme für Schul-"), (0, 1, "und Wohnraum")],
        ([], []),
    ),
    "a noun for a verb": (
        ["Radverkehr stärken und Theater fördern"],
        ["Stärkung des Radverkehrs", "Förderung der Theater"],
        [(0, 0, "Radverkehr stärken"), (0, 1, "und Theater fördern")],
        ([], []),
    ),
    "a compound is another word": (
        ["Nutzung von Flächen; Aufsetzen eines Flächenfonds"],
        ["Nutzung der Flächen", "Nutzung von Brachen"],
        [(0, 0, "Nutzung von Flächen")],
        (["Aufsetzen eines Flächenfonds"], ["Nutzung von Brachen"]),
    ),
    "a demand that holds another": (
        ["Moore schützen", "Moore im Norden schützen"],
        ["Moore im Norden schützen"],
        [(0, 0, "Moore schützen"), (1, 0, "Moore im Norden schützen")],
        ([], []),
    ),
    "a gender mark in brackets": (
        ["Bürger(innen) beraten und Schulen bauen"],
        ["Bürgerinnen und Bürger beraten", "Schulen bauen"],
        [(0, 0, "Bürger(innen) beraten"), (0, 0, "Bürger(innen) beraten"), (0, 1, "und Schulen bauen")],
        ([], []),
    ),
    "what stands in brackets": (
        ["Kitas (auch private) bauen und Schulen sanieren"],
        ["Kitas bauen", "Schulen sanieren"],
        [(0, 0, "Kitas"), (0, 0, "bauen"), (0, 1, "und Schulen sanieren")],
        (["(auch private)"], []),
    ),
    "a list in brackets": (
        ["Radwege bauen, Kitas (private, kirchliche) und Schulen sanieren"],
        ["Radwege bauen", "Schulen sanieren"],
        [(0, 0, "Radwege bauen"), (0, 1, "und Schulen sanieren")],
        (["Kitas (private, kirchliche)"], []),
    ),
    "the beginning of a list in brackets": (
        ["Radwege bauen, Kitas (private, kirchliche) und Schulen sanieren"],
        ["Radwege bauen", "Kirchliche Schulen sanieren"],
        [(0, 0, "Radwege bauen"), (0, 1, "kirchliche"), (0, 1, "und Schulen sanieren")],
        (["Kitas", "private"], []),
    ),
    "the end of a list in brackets": (
        ["Radwege (neue, kostenlose) bauen; Theater fördern; Moore schützen"],
        ["Neue Radwege", "Moore schützen"],
        [(0, 0, "Radwege"), (0, 0, "neue"), (0, 1, "Moore schützen")],
        (["kostenlose", "bauen; Theater fördern"], []),
    ),
    "in English": (
        ["Free buses for pupils, cycle paths along state roads and night trains"],
        ["Buses are free for all pupils", "Cycle paths along state roads"],
        [(0, 0, "Free buses for pupils"), (0, 1, "cycle paths along state roads")],
        (["and night trains"], []),
    ),
}


@pytest.mark.parametrize("story", TABLE)
def test_each_clause_is_found_where_it_went_and_told_where_it_went_nowhere(story):
    old, new, parts, unheld = TABLE[story]
    olds = {f"o{number}": demand(f"o{number}", text) for number, text in enumerate(old)}
    news = {f"n{number}": demand(f"n{number}", text) for number, text in enumerate(new)}
    found = trace(olds, news, [(one, other) for one in olds for other in news])
    dropped, added = find_unheld(list(olds.values()), list(news.values()))

    assert [(one.old, one.new, one.old_clause) for one in found] == [(f"o{a}", f"n{b}", text) for a, b, text in parts]
    assert ([one.text for one in dropped], [one.text for one in added]) == unheld


@pytest.mark.parametrize("story", TABLE)
def test_old_and_new_in_each_others_place_mirror_what_is_told(story):
    old, new, _, _ = TABLE[story]
    olds, news = ([demand(f"d{number}", text) for number, text in enumerate(texts)] for texts in (old, new))
    there, back = find_unheld(olds, news), find_unheld(news, olds)
    pairs, turned = (
        trace({one.id: one for one in before}, {one.id: one for one in after}, [("d0", "d0")])
        for before, after in ((olds, news), (news, olds))
    )

    assert there == back[::-1]
    assert {(one.old_clause, one.new_clause, one.share) for one in pairs} == {
        (one.new_clause, one.old_clause, one.share) for one in turned
    }


def test_links_are_told_in_their_order_and_no_others():
    old = {"a": demand("a", "Torfabbau beenden und Torflager schützen")}
    new = {"b": demand("b", "Torfabbau beenden"), "c": demand("c", "Torflager schützen")}

    assert [one.new for one in trace(old, new, [("a", "c"), ("a", "b")])] == ["c", "b"]
    assert [one.new for one in trace(old, new, [("a", "b")])] == ["b"]


def test_words_that_say_nothing_are_neither_dropped_nor_new():
    old = [demand("a", "Torfabbau beenden. Das ist so. Torflager schützen.")]
    new = [demand("b", "Torfabbau beenden."), demand("c", "Torflager schützen.")]

    assert find_unheld(old, new) == ((), ())


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("Torf", ["Torf"]),
        ("Torf, Moor und Gras; Heide", ["Torf", "Moor", "und Gras", "Heide"]),
        ("Schul- und Wohnraum – bald", ["Schul-", "und Wohnraum", "bald"]),
        ("Kitas (auch private) bauen", ["Kitas", "(auch private)", "bauen"]),
        ("Kitas (auch private, kirchliche) bauen", ["Kitas", "auch private", "kirchliche", "bauen"]),
        ("Kitas (auch private (neue)) bauen", ["Kitas", "auch private", "(neue)", "bauen"]),
        ("Kitas (auch so, private) bauen", ["Kitas", "private", "bauen"]),
        ("Kitas (private, kirchliche) auch", ["Kitas", "private", "kirchliche"]),
        ("a) Kitas bauen", ["Kitas bauen"]),
        ("Kitas( Schulen bauen", ["Kitas", "Schulen bauen"]),
        ("Bürger(innen) beraten und Schulen bauen", ["Bürger(innen) beraten", "und Schulen bauen"]),
        ("Bürger (innen) und Schüler (in) beraten", ["Bürger (innen)", "und Schüler (in) beraten"]),
        ("Einrichtung(en) und (Schul-)Gebäude sanieren", ["Einrichtung(en)", "und (Schul-)Gebäude sanieren"]),
        ("Kitas und Schulen, die auch so sind", ["Kitas", "und Schulen, die auch so sind"]),
    ],
)
def test_a_text_is_cut_at_its_signs_and_conjunctions(text, clauses):
    assert [text[start:end] for start, end in find_clauses(text)] == clauses
