"""Limits of amounts, what comes again and again, times of equal length, and bans that became limits."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Die Miete wird auf zehn Euro begrenzt.", "Die Miete darf nicht mehr als zehn Euro betragen.", "de"),
        ("Die Höhe beträgt maximal 12 Meter.", "Die Höhe darf 12 Meter nicht überschreiten.", "de"),
        ("Die Höhe darf 12 Meter nicht unterschreiten.", "Die Höhe muss mindestens 12 Meter betragen.", "de"),
        ("Bis zu 40 Plätze entstehen.", "Höchstens 40 Plätze entstehen.", "de"),
        ("Es werden höchstens 30 Hektar bebaut.", "Es dürfen höchstens 30 Hektar bebaut werden.", "de"),
        ("Class sizes are capped at 25 pupils.", "Class sizes are no more than 25 pupils.", "en"),
        ("Speeds must not exceed 20 mph.", "Speeds are limited to 20 mph.", "en"),
        ("Rents may not rise by more than 5 per cent.", "Rents may rise by at most 5 per cent.", "en"),
        ("No class has more than 25 pupils.", "Classes have at most 25 pupils.", "en"),
        (
            "Die Gebühr darf nicht um mehr als 5 Prozent steigen.",
            "Die Gebühr darf um höchstens 5 Prozent steigen.",
            "de",
        ),
        ("Keine Fahrt dauert länger als 30 Minuten.", "Eine Fahrt dauert höchstens 30 Minuten.", "de"),
    ],
)
def test_a_limit_of_an_amount_is_no_denial_and_no_scope(old, new, language):
    assert rules(old, new, language) == ""


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Bis zu 500 Wohnungen", "Mindestens 500 Wohnungen", "de", "negation-reversed"),
        ("Die Mieten werden auf 10 Euro begrenzt.", "Die Mieten werden auf 10 Euro erhöht.", "de", "negation-reversed"),
        (
            "Es werden mehr als 50 Stellen geschaffen.",
            "Es werden nicht mehr als 50 Stellen geschaffen.",
            "de",
            "negation-reversed",
        ),
        ("Speeds may exceed 20 mph.", "Speeds may not exceed 20 mph.", "en", "negation-reversed"),
        ("Up to 500 homes", "At least 500 homes", "en", "negation-reversed"),
        ("Rents may not rise by more than 5 %.", "Rents may rise by more than 5 %.", "en", "negation-reversed"),
        ("Not all firms pay more than 5 pounds.", "All firms pay at most 5 pounds.", "en", "negation-removed"),
        (
            "No club with more than 20 members is funded.",
            "A club with at most 20 members is funded.",
            "en",
            "negation-removed",
        ),
        (
            "Das Land zahlt nicht, wenn mehr als 20 Gäste kommen.",
            "Das Land zahlt, wenn mehr als 20 Gäste kommen.",
            "de",
            "negation-removed",
        ),
        (
            "Das Schloss soll als Museum dienen.",
            "Das Schloss soll nicht mehr als Museum dienen.",
            "de",
            "negation-added",
        ),
        ("Das Land zahlt nicht mehr.", "Das Land zahlt.", "de", "negation-removed"),
        (
            "Der Zuschuss wird auf einzelne Städte begrenzt.",
            "Der Zuschuss gilt in allen Städten.",
            "de",
            "scope-widened",
        ),
        ("No more than 20 pupils", "No pupils", "en", "amount-removed negation-added"),
    ],
)
def test_what_turns_a_limit_round_or_is_none_is_still_told(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Die Fähre fährt im 20-Minuten-Takt.", "Die Fähre fährt alle 20 Minuten.", "de", ""),
        ("Die Anlage wird jährlich geprüft.", "Die Anlage wird jedes Jahr geprüft.", "de", ""),
        ("Ferries run at 20-minute intervals.", "Ferries run every 20 minutes.", "en", ""),
        ("Der Rat tagt alle zwei Wochen.", "Der Rat tagt alle drei Wochen.", "de", "amount-changed"),
        ("Keys are renewed every 90 days.", "Keys are renewed every six months.", "en", "amount-changed"),
        ("Anlagen werden geprüft.", "Alle Anlagen werden jedes Jahr geprüft.", "de", "scope-widened"),
        ("Bins are emptied.", "Every bin is emptied every week.", "en", "scope-widened"),
    ],
)
def test_how_often_something_happens_is_no_scope(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Die Frist beträgt zwei Wochen.", "Die Frist beträgt 14 Tage.", "de", ""),
        ("Die Karte gilt ein Jahr.", "Die Karte gilt zwölf Monate.", "de", ""),
        ("Antwort binnen 48 Stunden", "Antwort binnen zwei Tagen", "de", ""),
        ("Antwort innerhalb von drei Monaten", "Antwort innerhalb eines Vierteljahres", "de", ""),
        ("Antwort binnen einer Sekunde", "Antwort binnen 100 Millisekunden", "de", "deadline-earlier"),
        ("Eine Pause von einer halben Stunde", "Eine Pause von 45 Minuten", "de", "amount-raised"),
        ("Die Karte gilt ein Jahr.", "Die Karte gilt fünf Jahre.", "de", "amount-raised"),
        ("Die Karte gilt ein Jahr.", "Die Karte gilt einen Monat.", "de", "amount-lowered"),
        ("5 Euro für einen Tag", "5 Euro für die Woche", "de", ""),
        ("Die Frist beträgt drei Monate.", "Die Frist beträgt 90 Tage.", "de", "deadline-earlier"),
        ("Die Karte gilt ein Jahr.", "Die Karte gilt 365 Tage.", "de", "amount-lowered"),
        ("Antwort binnen sechs Werktagen", "Antwort binnen einer Woche", "de", ""),
        ("Antwort binnen fünf Werktagen", "Antwort binnen fünf Arbeitstagen", "de", "deadline-later"),
        ("Patients see a doctor within two days.", "Patients see a doctor within 48 hours.", "en", ""),
        ("Patients see a doctor within two days.", "Patients see a doctor within three days.", "en", "deadline-later"),
        ("Clocks agree to within 1 second.", "Clocks agree to within 100 milliseconds.", "en", "deadline-earlier"),
        ("Reply within three working days.", "Reply within three days.", "en", "deadline-earlier"),
        ("Tests are run once a year.", "Tests are run every six months.", "en", "amount-added"),
    ],
)
def test_times_are_compared_by_their_length(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Waffenexporte verbieten", "Waffenexporte begrenzen", "de", "binding-weakened"),
        ("Nachtflüge werden begrenzt.", "Nachtflüge werden untersagt.", "de", "binding-strengthened"),
        ("Das Verbot von Werbung", "Die Beschränkung von Werbung", "de", "binding-weakened"),
        ("Studiengebühren abschaffen", "Studiengebühren senken", "de", "binding-weakened"),
        ("Smoking is banned in parks.", "Smoking is restricted in parks.", "en", "binding-weakened"),
        ("Waffenexporte verbieten", "Mieten begrenzen", "de", ""),
        ("Die Schule wird gesperrt, der Lärm wird verringert.", "Der Lärm wird verringert.", "de", ""),
        ("Nachtflüge werden nicht verboten.", "Nachtflüge werden nicht begrenzt.", "de", ""),
    ],
)
def test_a_ban_that_became_a_limit_binds_less(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Das Land steigt in das Werk ein.", "Das Land steigt aus dem Werk aus.", "de", "negation-reversed"),
        ("Die Förderung endet 2025.", "Die Förderung beginnt 2025.", "de", "negation-reversed"),
        ("Der Vertrag tritt 2027 in Kraft.", "Der Vertrag tritt 2027 außer Kraft.", "de", "negation-reversed"),
        ("Flächen werden entsiegelt.", "Flächen werden versiegelt.", "de", "negation-reversed"),
        ("Die Reinigung wird ausgegliedert.", "Die Reinigung wird eingegliedert.", "de", "negation-reversed"),
        ("The levy ends in June.", "The levy starts in June.", "en", "negation-reversed"),
        ("The county joins the alliance.", "The county leaves the alliance.", "en", "negation-reversed"),
        ("Die Arbeiten beginnen im Mai.", "Die Arbeiten starten im Mai.", "de", ""),
        ("Die Preise steigen aus vielen Gründen.", "Die Preise steigen aus Not.", "de", ""),
        (
            "Die Altersgrenze wird auf 67 angehoben.",
            "Von einer Anhebung der Altersgrenze auf 67 wird abgesehen.",
            "de",
            "negation-added",
        ),
        ("Die Turnhalle wird gebaut.", "Der Bau der Turnhalle unterbleibt.", "de", "negation-added"),
        ("The council builds the hall.", "The council decides against building the hall.", "en", "negation-added"),
        ("Von Ausnahmen abgesehen zahlt das Land.", "Bis auf Ausnahmen zahlt das Land.", "de", ""),
        ("Die Verschuldung der Städte senken", "Entschuldung der Städte", "de", ""),
        ("Aufrüstung beenden", "Abrüstung voranbringen", "de", ""),
        ("Die Verschuldung der Städte erhöhen", "Die Verschuldung der Städte senken", "de", "negation-reversed"),
        ("Die Aufrüstung der Polizei", "Die Abrüstung der Polizei", "de", "negation-reversed"),
    ],
)
def test_what_begins_and_ends_joins_and_leaves_or_is_left_undone_is_told(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "quoted"),
    [
        (
            "Das Land zahlt 10.000 Euro.",
            "Das Land zahlt bis zu 10.000 Euro.",
            "de",
            ("10.000 Euro", "bis zu 10.000 Euro"),
        ),
        ("Mindestens 500 Plätze entstehen.", "500 Plätze entstehen.", "de", ("Mindestens 500 Plätze", "500 Plätze")),
        ("500 Plätze schaffen", "rund 500 Plätze schaffen", "de", ("500 Plätze", "rund 500 Plätze")),
        ("Create at least 500 homes.", "Create 500 homes.", "en", ("at least 500 homes", "500 homes")),
    ],
)
def test_a_limit_or_an_estimate_that_comes_or_goes_changes_the_same_amount(old, new, language, quoted):
    found = find_signals(old, new, load_lexicon(language))
    assert [(one.rule, one.old, one.new) for one in found] == [("amount-changed", *quoted)]


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Die Kosten dürfen 500 Euro nicht übersteigen.", "Die Kosten betragen höchstens 500 Euro.", "de"),
        ("Die Schließzeit wird auf 20 Tage begrenzt.", "Kitas haben höchstens 20 Schließtage.", "de"),
        ("Rund 500 Plätze entstehen.", "Etwa 500 Plätze entstehen.", "de"),
        ("Wir schaffen mind. 500 Plätze.", "Wir schaffen mindestens 500 Plätze.", "de"),
        ("Wir schaffen max. 500 Plätze.", "Wir schaffen höchstens 500 Plätze.", "de"),
        ("Repeal section 28 of the act.", "Repeal s. 28 of the act.", "en"),
        ("Den CO2-Ausstoß senken", "Den CO₂-Ausstoß senken", "de"),
    ],
)
def test_the_same_limit_or_number_in_other_words_is_no_signal(old, new, language):
    assert rules(old, new, language) == ""
