"""Which clause went where in a split or merger, and what the other side does not hold."""

import pytest

from policydiff.core.matching.clauses import trace
from policydiff.core.matching.cutting import blank_counters, find_clauses
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
    "a lead-in left out": (
        ["Die Landesregierung wird aufgefordert, Radwege zu bauen und Busse zu fördern"],
        ["Radwege bauen", "Busse fördern"],
        [
            (0, 0, "Die Landesregierung wird aufgefordert, Radwege zu bauen"),
            (0, 1, "und Busse zu fördern"),
        ],
        (["Landesregierung"], []),
    ),
    "a lead-in before a list": (
        ["Wir wollen: a) Radwege bauen; b) Busse fördern; c) Moore schützen"],
        ["Wir wollen Radwege bauen", "Wir wollen Busse fördern", "Das Land soll Moore schützen"],
        [(0, 0, "Radwege bauen"), (0, 1, "Busse fördern"), (0, 2, "Moore schützen")],
        ([], ["Land"]),
    ),
    "a numbered list": (
        ["Wir fordern vom Land: 1. Radwege bauen, 2. Busse fördern und 3. Moore schützen."],
        ["Radwege bauen", "Busse fördern", "Moore schützen"],
        [
            (0, 0, "Wir fordern vom Land: 1. Radwege bauen"),
            (0, 1, "2. Busse fördern"),
            (0, 2, "und 3. Moore schützen."),
        ],
        (["Land"], []),
    ),
    "another who is called on": (
        ["Der Bund muss Radwege bauen", "Das Land muss Busse fördern"],
        ["Das Land muss Radwege bauen und Busse fördern"],
        [(0, 0, "Der Bund muss Radwege bauen"), (1, 0, "Das Land muss Busse fördern")],
        (["Bund"], ["Land"]),
    ),
    "what a modal verb is about": (
        ["Das Land soll Kommunen, Städte und Kreise entlasten"],
        ["Städte entlasten", "Kreise entlasten"],
        [(0, 0, "Städte"), (0, 1, "und Kreise entlasten")],
        (["Das Land soll Kommunen"], []),
    ),
    "like sums for unlike things": (
        ["20 Millionen Euro für Radwege und 50 Millionen Euro für Busse"],
        ["50 Millionen Euro für Radwege", "20 Millionen Euro für Busse"],
        [(0, 0, "20 Millionen Euro für Radwege"), (0, 1, "und 50 Millionen Euro für Busse")],
        ([], []),
    ),
    "a lead-in in English": (
        ["We call on the state to renovate schools and to replace bridges"],
        ["The state should renovate schools", "Replace bridges"],
        [(0, 0, "We call on the state to renovate schools"), (0, 1, "and to replace bridges")],
        (["state"], []),
    ),
    "who may came with one part": (
        ["Radwege bauen und Busse fördern"],
        ["Radwege bauen", "Das Land kann Busse fördern"],
        [(0, 0, "Radwege bauen"), (0, 1, "und Busse fördern")],
        ([], ["Land kann"]),
    ),
    "who may was left out": (
        ["Das Land kann Radwege bauen und Busse fördern"],
        ["Radwege bauen", "Busse fördern"],
        [(0, 0, "Das Land kann Radwege bauen"), (0, 1, "und Busse fördern")],
        (["Land kann"], []),
    ),
    "who must came with both": (
        ["Radwege bauen", "Busse fördern"],
        ["Der Bund muss Radwege bauen und Busse fördern"],
        [(0, 0, "Radwege bauen"), (1, 0, "Busse fördern")],
        ([], ["Bund"]),
    ),
    "who must act in each other's place": (
        ["Der Bund muss Radwege bauen und das Land muss Busse fördern"],
        ["Das Land muss Radwege bauen", "Der Bund muss Busse fördern"],
        [(0, 0, "Der Bund muss Radwege bauen"), (0, 1, "und das Land muss Busse fördern")],
        (["Bund", "Land"], ["Land", "Bund"]),
    ),
    "one who must for two, told for each": (
        ["Das Land muss Radwege bauen und Busse fördern"],
        ["Das Land muss Radwege bauen", "Das Land muss Busse fördern"],
        [(0, 0, "Das Land muss Radwege bauen"), (0, 1, "und Busse fördern")],
        ([], []),
    ),
    "two who must, one verb for both": (
        ["Der Bund soll Radwege bauen und das Land Busse fördern"],
        ["Der Bund soll Radwege bauen", "Das Land soll Busse fördern"],
        [(0, 0, "Der Bund soll Radwege bauen"), (0, 1, "und das Land Busse fördern")],
        ([], []),
    ),
    "whom to relieve, though another clause calls on them": (
        ["Das Land soll Kommunen von Kosten entlasten. Kommunen sollen Radwege bauen."],
        ["Das Land soll von Kosten entlasten", "Kommunen sollen Radwege bauen"],
        [(0, 0, "Das Land soll Kommunen von Kosten entlasten."), (0, 1, "Kommunen sollen Radwege bauen.")],
        (["Kommunen"], []),
    ),
    "who may before a list": (
        ["Das Land kann: a) Radwege bauen; b) Busse fördern"],
        ["Radwege bauen", "Das Land kann Busse fördern"],
        [(0, 0, "Radwege bauen"), (0, 1, "Busse fördern")],
        (["Land", "kann"], []),
    ),
    "who may, in English": (
        ["Build schools and fund roads"],
        ["Build schools", "The state can fund roads"],
        [(0, 0, "Build schools"), (0, 1, "and fund roads")],
        ([], ["state can"]),
    ),
    "who must act in each other's place, in English": (
        ["The state must build schools and the city must fund roads"],
        ["The city must build schools", "The state must fund roads"],
        [(0, 0, "The state must build schools"), (0, 1, "and the city must fund roads")],
        (["state", "city"], ["city", "state"]),
    ),
    "one of two who must left out for one thing": (
        ["Bund und Land müssen die Kommunen entlasten und Schulen sanieren."],
        ["Bund und Land müssen die Kommunen entlasten.", "Das Land muss Schulen sanieren."],
        [(0, 0, "Bund und Land müssen die Kommunen entlasten"), (0, 1, "und Schulen sanieren.")],
        (["Bund"], []),
    ),
    "two of three who must left out for one thing": (
        ["EU, Bund und Land müssen die Kommunen entlasten und Schulen sanieren."],
        ["EU, Bund und Land müssen die Kommunen entlasten.", "Die EU muss Schulen sanieren."],
        [(0, 0, "EU, Bund und Land müssen die Kommunen entlasten"), (0, 1, "und Schulen sanieren.")],
        (["Bund und Land"], []),
    ),
    "two who must, a demand for each": (
        ["Der Regionalverband und die Kommunen sollen Radwege bauen."],
        ["Der Regionalverband soll Radwege bauen.", "Die Kommunen sollen Radwege bauen."],
        [
            (0, 0, "Der Regionalverband und die Kommunen sollen Radwege bauen."),
            (0, 1, "Der Regionalverband und die Kommunen sollen Radwege bauen."),
        ],
        ([], []),
    ),
    "one of two who should left out, in English": (
        ["Cities and counties should build bike lanes and plant trees."],
        ["Cities and counties should build bike lanes.", "Cities should plant trees."],
        [(0, 0, "Cities and counties should build bike lanes"), (0, 1, "and plant trees.")],
        (["counties"], []),
    ),
    "clauses that share more words than they differ in": (
        ["Steuern auf Arbeit senken und Steuern auf Vermögen erhöhen."],
        ["Steuern auf Arbeit erhöhen.", "Steuern auf Vermögen senken."],
        [(0, 0, "Steuern auf Arbeit senken"), (0, 1, "und Steuern auf Vermögen erhöhen.")],
        ([], []),
    ),
    "two clauses that became one, and one that became two": (
        ["Radwege bauen", "Radwege beleuchten", "Busse und Bahnen fördern"],
        ["Radwege bauen und beleuchten; Busse fördern", "Bahnen fördern"],
        [
            (0, 0, "Radwege bauen"),
            (1, 0, "Radwege beleuchten"),
            (2, 0, "Busse"),
            (2, 1, "und Bahnen fördern"),
        ],
        ([], []),
    ),
    "neither this nor that": (
        ["Das Land darf weder Schulen schließen noch Bibliotheken privatisieren."],
        ["Das Land darf Schulen nicht schließen.", "Das Land darf Bibliotheken nicht privatisieren."],
        [
            (0, 0, "Das Land darf weder Schulen schließen noch Bibliotheken privatisieren."),
            (0, 1, "Das Land darf weder Schulen schließen noch Bibliotheken privatisieren."),
        ],
        ([], []),
    ),
    "a number with its separators": (
        ["Wohnungen für 1.000 Familien und 1,5 Hektar Wald"],
        ["Wohnungen für 2.000 Familien", "2,5 Hektar Wald"],
        [(0, 0, "Wohnungen für 1.000 Familien"), (0, 1, "und 1,5 Hektar Wald")],
        (["1.000", "1,5"], ["2.000", "2,5"]),
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
    found = trace(
        *(
            [demand(f"{side}{number}", text) for number, text in enumerate(texts)]
            for side, texts in (("o", old), ("n", new))
        )
    )

    assert [(one.old, one.new, one.old_clause) for one in found.parts] == [
        (f"o{a}", f"n{b}", text) for a, b, text in parts
    ]
    assert ([one.text for one in found.dropped], [one.text for one in found.added]) == unheld


@pytest.mark.parametrize("story", TABLE)
def test_old_and_new_in_each_others_place_mirror_what_is_told(story):
    old, new, _, _ = TABLE[story]
    olds, news = ([demand(f"d{number}", text) for number, text in enumerate(texts)] for texts in (old, new))
    there, back = trace(olds, news), trace(news, olds)

    assert (there.dropped, there.added) == (back.added, back.dropped)
    assert {(one.old, one.new, one.old_clause, one.new_clause, one.share) for one in there.parts} == {
        (one.new, one.old, one.new_clause, one.old_clause, one.share) for one in back.parts
    }


def test_parts_are_told_in_the_order_of_the_demands():
    old = [demand("a", "Torfabbau beenden und Torflager schützen")]
    new = [demand("c", "Torflager schützen"), demand("b", "Torfabbau beenden")]

    assert [one.new for one in trace(old, new).parts] == ["c", "b"]


def test_words_that_say_nothing_are_neither_dropped_nor_new():
    old = [demand("a", "Torfabbau beenden. Das ist so. Torflager schützen.")]
    new = [demand("b", "Torfabbau beenden."), demand("c", "Torflager schützen.")]

    found = trace(old, new)
    assert (found.dropped, found.added) == ((), ())


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("Torf", ["Torf"]),
        ("Torf, Moor und Gras; Heide", ["Torf", "Moor", "und Gras", "Heide"]),
        ("Schul- und Wohnraum – bald", ["Schul-", "und Wohnraum", "bald"]),
        ("Um 5 % sparen um 2030 Ziele zu erreichen", ["Um 5 % sparen", "um 2030 Ziele zu erreichen"]),
        ("Den Verbrauch um rund 20 % senken", ["Den Verbrauch um rund 20 % senken"]),
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
        (
            "Das Land stellt 20 Mio. Euro bereit. Danach 1.000 mehr",
            ["Das Land stellt 20 Mio. Euro bereit.", "Danach 1.000 mehr"],
        ),
        ("Parks, z. B. in Essen, und § 5 Abs. 2 Satz 1", ["Parks", "z. B. in Essen", "und § 5 Abs. 2 Satz 1"]),
        ("Der Verein e. V. hilft. Am 3. Oktober ruht er", ["Der Verein e. V. hilft.", "Am 3. Oktober ruht er"]),
        ("Das Land baut aus. Nr. 3 gilt usw. Danach Ruhe", ["Das Land baut aus.", "Nr. 3 gilt usw.", "Danach Ruhe"]),
        ("Von 2020 – 2025 nach §§ 5, 6 und 7, dann Ruhe", ["Von 2020 – 2025 nach §§ 5, 6 und 7", "dann Ruhe"]),
        (
            "Help, e.g. Leeds, and No. 5 of the U.S. plan. Rest",
            ["Help", "e.g. Leeds", "and No. 5 of the U.S. plan.", "Rest"],
        ),
        ("Wir wollen: a) Kitas bauen; b) Moore schützen", ["Kitas bauen", "Moore schützen"]),
        ("Wir wollen: * Kitas bauen * Moore schützen", ["Wir wollen: * Kitas bauen", "Moore schützen"]),
        ("Flächen von 3 * 4 Metern", ["Flächen von 3 * 4 Metern"]),
        ("Bund, Länder und Kommunen müssen Kitas bauen", ["Bund, Länder und Kommunen müssen Kitas bauen"]),
        ("Kommunen und Land: Kitas müssen bleiben", ["Kommunen", "und Land", "Kitas müssen bleiben"]),
        ("Stay on the U.S. 50 million euros help", ["Stay on the U.S. 50 million euros help"]),
        ("Keep this in mind. 50 million euros help", ["Keep this in mind. 50 million euros help"]),
        ("Kunst jeder Art. Kitas bauen", ["Kunst jeder Art.", "Kitas bauen"]),
        ("Kunst jeder Art. 50 Millionen Euro für Kitas", ["Kunst jeder Art.", "50 Millionen Euro für Kitas"]),
        ("Nach Art. 50 Abs. 2 GG", ["Nach Art. 50 Abs. 2 GG"]),
        ("Schulen bis Klasse 10. Busse fördern", ["Schulen bis Klasse 10.", "Busse fördern"]),
        ("Die 2. Stufe ab Montag 3. Oktober", ["Die 2. Stufe ab Montag 3. Oktober"]),
        ("Heizung der Klasse A. Wir bauen", ["Heizung der Klasse A.", "Wir bauen"]),
        ("Die Schule J. S. Bach in A. Dorf", ["Die Schule J. S. Bach in A. Dorf"]),
        ("Keep this in mind. Fund art", ["Keep this in mind.", "Fund art"]),
        ("Schools up to grade 10. Fund buses", ["Schools up to grade 10.", "Fund buses"]),
        ("Mit mind. 20 Mill. Euro für Kitas", ["Mit mind. 20 Mill. Euro für Kitas"]),
        ("Hilfe für den Verein e.V. Kitas bauen", ["Hilfe für den Verein e.V.", "Kitas bauen"]),
        ("Hilfe für den Verein e. V. Kitas bauen", ["Hilfe für den Verein e. V.", "Kitas bauen"]),
    ],
)
def test_a_text_is_cut_at_its_signs_and_conjunctions(text, clauses):
    assert [text[start:end] for start, end in find_clauses(text)] == clauses


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Wir wollen: 1. Radwege, 2. Busse", "Wir wollen:    Radwege,    Busse"),
        ("We want: a) roads; b) buses", "We want:    roads;    buses"),
        ("Feiertage: 1. Mai, 2. Juni und 3. Oktober", "Feiertage: 1. Mai, 2. Juni und 3. Oktober"),
        ("Holidays: 1. May, 2. June and 3. October", "Holidays: 1. May, 2. June and 3. October"),
    ],
)
def test_what_counts_items_is_no_figure_and_a_day_is_no_item(text, blanked):
    assert blank_counters(text) == blanked
