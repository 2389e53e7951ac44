"""The redline as people read it: removed words in [-…-], inserted in {+…+}, moved ones as <…>1 and >…<1."""

from time import process_time

import pytest

from policydiff.core.wording import Mark, Run, fold, redline
from policydiff.core.wording.blocks import MOST_PAIRS

SIGNS = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}
MOVES = {Mark.MOVED_AWAY: "<{}>", Mark.MOVED_HERE: ">{}<"}


def drawn(old: str, new: str) -> str:
    return "".join(
        f"{MOVES[run.mark].format(run.text)}{run.move}" if run.move else SIGNS[run.mark].format(run.text)
        for run in redline(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param("Ausbau der Häfen", "Rückbau der Häfen", "[-Ausbau-]{+Rückbau+} der Häfen", id="a compound is one word"),
        pytest.param(
            "Mehr Car-Sharing-Stationen bauen", "Mehr Bike-Sharing-Stationen bauen",
            "Mehr [-Car-Sharing-Stationen-]{+Bike-Sharing-Stationen+} bauen", id="a word with hyphens is one word",
        ),
        pytest.param(
            "Das Bund-Länder-Programm bleibt bestehen", "Das Bund-Programm bleibt bestehen",
            "Das [-Bund-Länder-Programm-]{+Bund-Programm+} bleibt bestehen", id="hyphenated parts are no words",
        ),
        pytest.param(
            "Die Ein- und Ausfuhr von Gas", "Die Aus- und Einfuhr von Gas",
            "Die [-Ein- und Ausfuhr-]{+Aus- und Einfuhr+} von Gas", id="the hyphen for the rest of a word stays with its word",
        ),
        pytest.param(
            "Straßen, z. B. für Busse", "Straßen, d. h. für Busse",
            "Straßen, [-z. B.-]{+d. h.+} für Busse", id="an abbreviation in parts is one word",
        ),
        pytest.param(
            "Umsetzung von § 31 Abs. 2 des Gesetzes", "Umsetzung von § 31 Art. 2 des Gesetzes",
            "Umsetzung von § 31 [-Abs.-]{+Art.+} 2 des Gesetzes", id="the point belongs to its abbreviation",
        ),
        pytest.param(
            "Wir fordern 1,5 Mrd. Euro", "Wir fordern 2,5 Mrd. Euro",
            "Wir fordern [-1,5-]{+2,5+} Mrd. Euro", id="a figure with a comma is one word",
        ),
        pytest.param(
            "Orte ab 10\u202f000 Einwohnern", "Orte ab 5\u202f000 Einwohnern",
            "Orte ab [-10 000-]{+5 000+} Einwohnern", id="a figure in groups is one word",
        ),
        pytest.param("Im Jahr 2025 100 Plätze", "Im Jahr 2025 200 Plätze", "Im Jahr 2025 [-100-]{+200+} Plätze", id="a year before a figure is no group of it"),
        pytest.param(
            "Förderung der Bürger vor Ort", "Förderung der Bürger·innen vor Ort",
            "Förderung der [-Bürger-]{+Bürger·innen+} vor Ort", id="a dot in the middle is a gender sign",
        ),
        pytest.param("Der Wert sinkt auf -5 Grad", "Der Wert sinkt auf 5 Grad", "Der Wert sinkt auf [--5-]{+5+} Grad", id="a minus belongs to its figure"),
        pytest.param(
            "Förderung der Bürger vor Ort", "Förderung der Bürger*innen vor Ort",
            "Förderung der [-Bürger-]{+Bürger*innen+} vor Ort", id="a gender sign belongs to its word",
        ),
        pytest.param("Programm Zukunft für alle", "Programm „Zukunft“ für alle", "Programm {+„+}Zukunft{+“+} für alle", id="both quotation marks are marked"),
        pytest.param('A und "B" sowie Chancen', 'A und "B" sowie "Chancen"', 'A und "B" sowie {+"+}Chancen{+"+}', id="typed quotation marks too"),
        pytest.param("Bau (alt) im Revier", "Bau (neu) (alt) im Revier", "Bau {+(neu) +}(alt) im Revier", id="brackets are not torn"),
        pytest.param(
            "Erster Satz. Dritter Satz.", "Erster Satz. Zweiter Satz. Dritter Satz.",
            "Erster Satz. {+Zweiter Satz. +}Dritter Satz.", id="a whole sentence came",
        ),
        pytest.param(
            "Das Land fördert Schulen, Museen und Theater.", "Das Land fördert Schulen; Museen und Theater.",
            "Das Land fördert Schulen[-,-]{+;+} Museen und Theater.", id="a sign is marked without its sentence",
        ),
        pytest.param("mehr als 5% Rendite", "mehr als 5 % Rendite", "mehr als 5{+ +}% Rendite", id="only a space differs"),
        pytest.param("Bau von Radwegen", "Der Bau von Radwegen", "{+Der +}Bau von Radwegen", id="a word came in front"),
        pytest.param("", "Bau von Radwegen", "{+Bau von Radwegen+}", id="everything came"),
        pytest.param("Bau von Radwegen", "", "[-Bau von Radwegen-]", id="everything went"),
        pytest.param(
            "Einrichtung neuer Haltestellen im Norden", "Abbau aller Schranken im Süden",
            "[-Einrichtung neuer Haltestellen im Norden-]{+Abbau aller Schranken im Süden+}", id="a small word alone is not kept",
        ),
    ],
)  # fmt: skip
def test_a_redline_is_read_by_whole_words(old, new, shown):
    assert drawn(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ausbau  der\nHäfen", "Ausbau der Häfen"),
        ("Ausbau der Digi-\ntalisierung", "Ausbau der Digitalisierung"),
        ("Ausbau der Digi\u00ad\n talisierung", "Ausbau der Digitalisierung"),
        ("ein Bund-\nLänder-Programm", "ein Bund-Länder-Programm"),
        ("die Ein-\nund Ausfuhr", "die Ein- und Ausfuhr"),
    ],
)
def test_other_lines_are_no_change(old, new):
    assert fold(old) == fold(new)
    assert redline(old, new) == (Run(mark=Mark.KEPT, text=new),)


FIRST = "Das Land fördert den Ausbau von Radwegen im Ruhrgebiet."
SECOND = "Die Kommunen erhalten mehr Geld für ihre Schulen."


def test_a_moved_clause_is_shown_in_both_places():
    assert drawn(f"{FIRST} {SECOND}", f"{SECOND} {FIRST}") in {
        f"<{FIRST} >1{SECOND}> {FIRST}<1",
        f">{SECOND} <1{FIRST}< {SECOND}>1",
    }


def test_small_words_make_no_moved_clause_however_they_are_written():
    old = "Wir wollen mehr Geld für Busse über Land im Netz. Das Ticket soll landesweit gelten."
    new = "Das Ticket soll landesweit gelten. Wir fordern einen Takt im Netz für Busse über Land."

    assert not any(run.move for run in redline(old, new))


def test_a_moved_clause_may_lose_the_capital_of_its_first_word():
    old = "Die Kommunen erhalten mehr Geld für Schulen und Kitas. Das Land fördert Radwege, damit weniger Autos fahren."
    new = "Das Land fördert Radwege, damit weniger Autos fahren, und die Kommunen erhalten mehr Geld für Schulen und Kitas."
    moves = {run.mark: run for run in redline(old, new) if run.move}

    assert moves[Mark.MOVED_AWAY].text.strip(" .") == "Die Kommunen erhalten mehr Geld für Schulen und Kitas"
    assert moves[Mark.MOVED_HERE].text.strip(" .") == "die Kommunen erhalten mehr Geld für Schulen und Kitas"
    assert {run.move for run in moves.values()} == {1}


def test_the_full_stop_moves_with_its_sentence_where_another_sentence_takes_its_place():
    first, second, third, last = (
        FIRST,
        SECOND,
        "Alle Häfen bekommen bis dahin Landstrom.",
        "Kitas bleiben gebührenfrei.",
    )
    for old, new in (
        ((first, second, third, last), (third, first, last)),
        ((first, second, third, last), (second, last, third, first)),
        ((first, third, second, last), (second, first, "Der Rhein wird vertieft und dann begradigt.", last)),
    ):
        runs = redline(" ".join(old), " ".join(new))
        assert any(run.move for run in runs)
        assert all(any(map(str.isalnum, run.text)) for run in runs if run.mark is not Mark.KEPT)


def test_moves_are_numbered_in_the_order_of_the_new_text():
    clauses = [
        "neue Radwege quer durchs ganze Revier;",
        "bessere Schulen samt neuen Turnhallen überall;",
        "günstige Wohnungen nahe beim Bahnhof bauen;",
    ]
    long = "wir stärken außerdem dauerhaft Büchereien, Museen, Theater, Musikschulen, Parks, Bäder und Vereine;"
    runs = redline(" ".join([*clauses, long]), " ".join([long, *reversed(clauses)]))

    assert [run.move for run in runs if run.mark is Mark.MOVED_HERE] == [1, 2, 3]
    assert sorted(run.move or 0 for run in runs if run.mark is Mark.MOVED_AWAY) == [1, 2, 3]


def test_a_few_words_elsewhere_did_not_move():
    runs = redline("Im Ruhrgebiet fördert das Land neue Radwege", "Das Land fördert neue Radwege im Ruhrgebiet")

    assert not any(run.move for run in runs)


def test_a_clause_stays_where_all_around_it_changed():
    kept = "den Ausbau der Radwege im ganzen Ruhrgebiet"
    assert kept in drawn(
        f"Wir fordern {kept}, zweitens bessere Schulen und drittens mehr Geld.",
        f"Wir fordern bessere Schulen, zweitens mehr Geld und drittens {kept}.",
    )


def test_a_text_that_repeats_itself_costs_no_more():
    words = "und der Ausbau von Wegen und der Bau von Brücken " * 200
    assert redline(words, f"Neu: {words}")[-1].mark is Mark.KEPT


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\x07", "\u200e"], ids=ascii)
def test_a_word_with_a_sign_that_nobody_sees_is_marked_whole(sign):
    assert (
        drawn("Mehr Wohnungen bauen", f"Mehr Woh{sign}nungen bauen") == f"Mehr [-Wohnungen-]{{+Woh{sign}nungen+}} bauen"
    )


def test_a_long_text_is_aligned_between_the_passages_that_stand():
    old = [f"Wort{place}" for place in range(3000)]
    new = [*old[:10], "Anfang", *old[11:1500], *old[1600:2990], "Ende", *old[2990:]]
    assert len(old) * len(new) > MOST_PAIRS

    runs = redline(" ".join(old), " ".join(new))

    changed = [(run.mark, run.text) for run in runs if run.mark is not Mark.KEPT]
    assert changed == [
        (Mark.REMOVED, "Wort10"),
        (Mark.INSERTED, "Anfang"),
        (Mark.REMOVED, " ".join(old[1500:1600]) + " "),
        (Mark.INSERTED, "Ende "),
    ]


def test_a_text_that_was_made_to_be_dear_is_not():
    words = [f"w{place}" for place in range(12_000)]
    began = process_time()

    runs = redline(" ".join(words), " ".join(words[::2] + words[1::2]))

    assert process_time() - began < 2
    assert [run.mark for run in runs] == [Mark.KEPT, Mark.REMOVED, Mark.INSERTED, Mark.KEPT]
