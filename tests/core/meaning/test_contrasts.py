"""Exceptions, contrasts, what is before or after an event, and equal things said in other words."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import MIRRORED, Direction, find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


EXCEPTIONS = [
    (
        "Sonntagsöffnungen sind untersagt.",
        "Sonntagsöffnungen sind untersagt, ausgenommen in Bäderorten.",
        "de",
        "condition-added",
    ),
    (
        "Sonntagsöffnungen sind untersagt.",
        "Sonntagsöffnungen sind untersagt, mit Ausnahme der Bäderorte.",
        "de",
        "condition-added",
    ),
    (
        "Das Verbot gilt für alle Böden mit Ausnahme von Moorböden.",
        "Das Verbot gilt für alle Böden.",
        "de",
        "condition-removed",
    ),
    (
        "Alle Schulen werden saniert.",
        "Alle Schulen, ausgenommen Privatschulen, werden saniert.",
        "de",
        "condition-added",
    ),
    ("Alle Schulen werden saniert.", "Alle Schulen außer Privatschulen werden saniert.", "de", "condition-added"),
    (
        "Parken ist verboten, ausgenommen Lieferwagen.",
        "Parken ist verboten, ausgenommen Reisebusse.",
        "de",
        "condition-changed",
    ),
    ("Parken ist verboten, ausgenommen Lieferwagen.", "Parken ist verboten, mit Ausnahme von Lieferwagen.", "de", ""),
    ("Parken ist verboten außer für Lieferwagen.", "Parken ist verboten, ausgenommen für Lieferwagen.", "de", ""),
    ("Die Kosten werden ausgenommen.", "Die Kosten werden einbezogen.", "de", "negation-reversed"),
    ("Das Verbot gilt ausnahmslos.", "Das Verbot gilt ohne Ausnahme.", "de", ""),
    ("Der Vertrag tritt außer Kraft.", "Der Vertrag tritt am Ende außer Kraft.", "de", ""),
    ("Das steht außer Frage: Wir bauen.", "Außer Frage steht: Wir bauen.", "de", ""),
    ("Parking is banned.", "Parking is banned except for deliveries.", "en", "condition-added"),
    ("Parking is banned.", "Parking is banned, with the exception of deliveries.", "en", "condition-added"),
    ("All roads except motorways are closed.", "All roads are closed.", "en", "condition-removed"),
    ("Parking is banned except for deliveries.", "Parking is banned with the exception of deliveries.", "en", ""),
]

CONTRASTS = [
    (
        "Die Beweislast liegt beim Arbeitgeber und nicht bei den Beschäftigten.",
        "Die Beweislast liegt bei den Beschäftigten und nicht beim Arbeitgeber.",
        "de",
        "negation-reversed",
    ),
    (
        "Die Kosten trägt der Vermieter und nicht der Mieter.",
        "Die Kosten trägt der Mieter und nicht der Vermieter.",
        "de",
        "negation-reversed",
    ),
    (
        "Zuständig ist künftig das Land statt der Kommunen.",
        "Zuständig sind künftig die Kommunen statt des Landes.",
        "de",
        "negation-reversed",
    ),
    (
        "Wir bauen Radwege anstelle von Parkplätzen.",
        "Wir bauen Parkplätze anstelle von Radwegen.",
        "de",
        "negation-reversed",
    ),
    ("Nicht der Bund, sondern das Land zahlt.", "Nicht das Land, sondern der Bund zahlt.", "de", "negation-reversed"),
    (
        "Das Geld geht an die Schulen, nicht an die Verwaltung.",
        "Das Geld geht an die Verwaltung, nicht an die Schulen.",
        "de",
        "negation-reversed",
    ),
    ("Nicht der Bund, sondern das Land zahlt.", "Das Land zahlt und nicht der Bund.", "de", ""),
    (
        "Die Kosten trägt der Vermieter und nicht der Mieter.",
        "Die Kosten trägt nicht der Mieter, sondern der Vermieter.",
        "de",
        "",
    ),
    (
        "Die Kosten trägt der Vermieter und nicht der Mieter.",
        "Der Vermieter und nicht der Mieter trägt die Kosten.",
        "de",
        "",
    ),
    ("Statt der Kommunen ist das Land zuständig.", "Das Land ist statt der Kommunen zuständig.", "de", ""),
    ("Strom soll aus Wind statt aus Kohle kommen.", "Strom soll statt aus Kohle aus Wind kommen.", "de", ""),
    (
        "Das Land erhöht die Steuer nicht, die Gebühr wird gesenkt.",
        "Die Gebühr wird gesenkt, das Land erhöht die Steuer nicht.",
        "de",
        "",
    ),
    (
        "Wir sanieren nicht nur Schulen, sondern auch Kitas.",
        "Wir sanieren nicht nur Kitas, sondern auch Schulen.",
        "de",
        "",
    ),
    (
        "Die Messe findet in Essen statt und der Markt in Unna.",
        "Der Markt findet in Unna statt und die Messe in Essen.",
        "de",
        "",
    ),
    ("Wir fördern Busse statt Autos und Flugzeugen.", "Wir fördern Busse statt Flugzeugen und Autos.", "de", ""),
    (
        "Nicht der Mieter und nicht der Makler, sondern der Vermieter zahlt.",
        "Nicht der Makler und nicht der Mieter, sondern der Vermieter zahlt.",
        "de",
        "",
    ),
    ("Das Land zahlt den Bau und nicht den Betrieb.", "Den Bau und nicht den Betrieb zahlt das Land.", "de", ""),
    (
        "Das Land zahlt den Bau und nicht den Betrieb.",
        "Das Land zahlt den Betrieb und nicht den Bau.",
        "de",
        "negation-reversed",
    ),
    (
        "The landlord and not the tenant pays for the boiler.",
        "The tenant and not the landlord pays for the boiler.",
        "en",
        "negation-reversed",
    ),
    (
        "The burden of proof lies with employers and not with workers.",
        "The burden of proof lies with workers and not with employers.",
        "en",
        "negation-reversed",
    ),
    ("Build homes instead of offices.", "Build offices instead of homes.", "en", "negation-reversed"),
    (
        "The state is responsible instead of the councils.",
        "The councils are responsible instead of the state.",
        "en",
        "negation-reversed",
    ),
    ("Not the council but the state pays.", "Not the state but the council pays.", "en", "negation-reversed"),
    (
        "The landlord pays for the boiler, not the tenant.",
        "Not the tenant but the landlord pays for the boiler.",
        "en",
        "",
    ),
    ("Trains rather than planes are used.", "Rather than planes, trains are used.", "en", ""),
    ("Not only buses but also trams are funded.", "Not only trams but also buses are funded.", "en", ""),
    ("Fund buses instead of cars and planes.", "Fund buses instead of planes and cars.", "en", ""),
    ("Open to residents but not visitors.", "Open to visitors but not residents.", "en", "negation-reversed"),
    (
        "Councils pay for roads and not for rail, and states pay for trams.",
        "States pay for trams, and councils pay for roads and not for rail.",
        "en",
        "",
    ),
]

EVENTS = [
    (
        "Die Sicherheitsüberprüfung erfolgt vor der Einstellung.",
        "Die Sicherheitsüberprüfung erfolgt nach der Einstellung.",
        "de",
        "negation-reversed",
    ),
    ("Vor dem Bau werden die Bürger gefragt.", "Die Bürger werden nach dem Bau gefragt.", "de", "negation-reversed"),
    ("Die Prüfung erfolgt vor der Vergabe.", "Die Vergabe erfolgt nach der Prüfung.", "de", ""),
    ("Vor und nach der Wahl gilt Neutralität.", "Nach und vor der Wahl gilt Neutralität.", "de", ""),
    ("Vor der Wahl und nach der Wahl gilt Neutralität.", "Nach der Wahl und vor der Wahl gilt Neutralität.", "de", ""),
    (
        "Die Wahl ist vor dem Fest und das Fest vor dem Markt.",
        "Der Markt ist nach dem Fest und das Fest nach der Wahl.",
        "de",
        "",
    ),
    ("Checks are made before the appointment.", "Checks are made after the appointment.", "en", "negation-reversed"),
    ("Residents are heard before work starts.", "Residents are heard after work starts.", "en", "negation-reversed"),
    ("The check is made before the award.", "The award is made after the check.", "en", ""),
]

FAMILIES = [
    (
        "Die Privatisierung öffentlicher Krankenhäuser ist ausgeschlossen.",
        "Die Privatisierung öffentlicher Krankenhäuser ist möglich.",
        "de",
        "negation-reversed",
    ),
    (
        "Eine Erhöhung der Grunderwerbsteuer ist ausgeschlossen.",
        "Eine Erhöhung der Grunderwerbsteuer bleibt möglich.",
        "de",
        "negation-reversed",
    ),
    ("Eine Erhöhung ist möglich.", "Eine Erhöhung ist nicht möglich.", "de", "negation-added"),
    ("Wir treten dem Staatsvertrag bei.", "Wir treten aus dem Staatsvertrag aus.", "de", "negation-reversed"),
    (
        "Das Land tritt der Tarifgemeinschaft bei.",
        "Das Land tritt aus der Tarifgemeinschaft aus.",
        "de",
        "negation-reversed",
    ),
    ("Das Gesetz tritt im ersten Halbjahr 2027 in Kraft.", "Das Gesetz tritt im 1. Halbjahr 2027 in Kraft.", "de", ""),
    (
        "Das Gesetz tritt im 1. Halbjahr 2027 in Kraft.",
        "Das Gesetz tritt im 2. Halbjahr 2027 in Kraft.",
        "de",
        "deadline-later",
    ),
    ("Barrieren werden vermieden.", "Der Zugang ist möglich.", "de", ""),
    ("Die Ausnahme ist ausgeschlossen.", "Die Ausnahme wird zugelassen.", "de", "negation-reversed"),
    ("Der Zugang ist möglich.", "Der Zugang ist unmöglich.", "de", "negation-reversed"),
    ("Der Zugang ist nicht möglich.", "Der Zugang ist unmöglich.", "de", ""),
    ("Privatisation is ruled out.", "Privatisation is possible.", "en", "negation-reversed"),
    ("A rise in fees is excluded.", "A rise in fees remains possible.", "en", "negation-reversed"),
    ("Access is possible.", "Access is impossible.", "en", "negation-reversed"),
]

DENIALS = [
    ("Eine Bebauung ist nicht zulässig.", "Eine Bebauung ist unzulässig.", "de", ""),
    ("Der Bau von Kleingärten ist nicht zulässig.", "Der Bau von Kleingärten ist unzulässig.", "de", ""),
    ("Kein Bewerber darf abgelehnt werden.", "Keine Bewerberin und kein Bewerber darf abgelehnt werden.", "de", ""),
    ("Kein Hund und keine Katze darf hinein.", "Kein Hund und eine Katze darf hinein.", "de", "negation-removed"),
    (
        "Unzulässige Bauten werden abgerissen.",
        "Zulässige Bauten werden nicht abgerissen.",
        "de",
        "negation-added negation-removed",
    ),
    ("Ein Hund darf hinein.", "Kein Hund und keine Katze darf hinein.", "de", "negation-added"),
    ("Hunde dürfen hinein.", "Keine Katzen und keine Hunde dürfen hinein.", "de", "negation-added"),
    ("Roller dürfen hinein.", "Keine Autos und keine Roller dürfen hinein.", "de", "negation-added"),
    ("Keine Autos und keine Busse dürfen hinein.", "Autos und Busse dürfen hinein.", "de", "negation-removed"),
    ("Parking is not lawful.", "Parking is unlawful.", "en", ""),
    ("No man may be turned away.", "No woman and no man may be turned away.", "en", ""),
    ("Roads are built.", "No new roads and no parking are built.", "en", "negation-added"),
]

BINDING = [
    (
        "Die Bürgerinnen und Bürger können darüber in einem Bürgerentscheid abstimmen.",
        "Die Bürgerinnen und Bürger werden darüber informiert.",
        "de",
        "",
    ),
    ("Radwege können gefördert werden.", "Radwege werden gefördert.", "de", "binding-strengthened"),
    ("Die Kommunen können Radwege bauen.", "Die Kommunen werden Radwege bauen.", "de", "binding-strengthened"),
    ("Das Amt kann die Anträge prüfen.", "Das Amt wird die Anträge prüfen.", "de", "binding-strengthened"),
    ("Die Kommunen erhalten das Recht, die Steuer zu erheben.", "Die Kommunen dürfen die Steuer erheben.", "de", ""),
    ("Die Kommunen haben das Recht, die Steuer zu erheben.", "Die Kommunen dürfen die Steuer erheben.", "de", ""),
    ("Das Amt kann Anträge prüfen.", "Das Amt wird Anträge prüfen.", "de", "binding-strengthened"),
    ("Anträge kann das Amt prüfen.", "Anträge werden geprüft.", "de", "binding-strengthened"),
    ("Die Bürger werden darüber informiert.", "Die Bürger können darüber abstimmen.", "de", ""),
    ("Radwege werden gefördert.", "Radwege können gefördert werden.", "de", "binding-weakened"),
    ("Das Land ist berechtigt, die Steuer zu erheben.", "Das Land darf die Steuer erheben.", "de", ""),
    ("Citizens can vote on the plan.", "Citizens are informed about the plan.", "en", ""),
    ("Councils can build homes.", "Councils will build homes.", "en", "binding-strengthened"),
    ("Councils have the right to levy the tax.", "Councils may levy the tax.", "en", ""),
    ("Councils may fund clubs.", "Councils will fund clubs.", "en", "binding-strengthened"),
    ("Councils may object.", "Councils will be informed.", "en", ""),
]

NUMBERS = [
    (
        "Auf allen Linien gilt spätestens ab 2028 werktags ein Stundentakt.",
        "Auf allen Linien gilt spätestens ab 2030 werktags ein Stundentakt.",
        "de",
        "deadline-later",
    ),
    (
        "Das Fach wird ab Klasse 5 als eigenständiges Fach unterrichtet.",
        "Das Fach wird ab Klasse 7 als eigenständiges Fach unterrichtet.",
        "de",
        "figure-changed",
    ),
    (
        "Das Fach wird ab Klasse 5 als eigenständiges Fach unterrichtet.",
        "Das Fach wird ab Klasse 7 als Pflichtfach unterrichtet.",
        "de",
        "figure-changed",
    ),
    (
        "Das Land zahlt eine Prämie, sofern die Betriebe die Haltungsstufe drei erreichen.",
        "Das Land zahlt eine Prämie.",
        "de",
        "condition-removed figure-removed",
    ),
    ("Wir verlangen Haltungsstufe drei.", "Wir verlangen Haltungsstufe vier.", "de", "figure-changed"),
    ("Wir verlangen Haltungsstufe drei.", "Wir verlangen Haltungsstufe 3.", "de", ""),
    ("Die Hälfte aller Stellen wird neu besetzt.", "50 Prozent aller Stellen werden neu besetzt.", "de", ""),
    (
        "Die Hälfte aller Führungspositionen wird mit Frauen besetzt.",
        "50 Prozent aller Führungspositionen werden mit Frauen besetzt.",
        "de",
        "",
    ),
    ("Der Rettungsdienst ist in 95 Prozent der Fälle da.", "Der Rettungsdienst ist in 95 von 100 Fällen da.", "de", ""),
    (
        "Der Rettungsdienst ist in 95 von 100 Fällen da.",
        "Der Rettungsdienst ist in 90 von 100 Fällen da.",
        "de",
        "amount-lowered",
    ),
    (
        "Wir stellen 1.200 zusätzliche Lehrkräfte ein.",
        "Wir stellen 1.500 zusätzliche Lehrerinnen und Lehrer ein.",
        "de",
        "amount-raised",
    ),
    ("Platz für 80 Schüler", "Platz für 60 Schülerinnen und Schüler", "de", "amount-lowered"),
    ("Es gibt 20 neue Polizisten.", "Es gibt 30 Polizistinnen und Polizisten.", "de", "amount-raised"),
    (
        "Über den Ausbau wird dem Landtag bis zum 31. März 2027 berichtet. Die Verbände werden beteiligt.",
        "Die Verbände werden beteiligt. Über den Ausbau wird dem Landtag bis zum 31. März 2027 berichtet.",
        "de",
        "",
    ),
    ("Ein Bauverbot gilt in drei von zehn Orten.", "Ein Bauverbot gilt in 30 Prozent der Orte.", "de", ""),
    ("Help arrives in 95 per cent of cases.", "Help arrives in 95 out of 100 cases.", "en", ""),
    ("Reply in nine in ten cases", "Reply in 90 per cent of cases", "en", ""),
]

REWORDED = [
    ("Kinder unter sechs Jahren sind ausgenommen.", "Ausgenommen sind Kinder unter sechs Jahren.", "de", ""),
    (
        "Alle Straßen außer Autobahnen werden beruhigt.",
        "Alle Straßen mit Ausnahme der Autobahnen werden beruhigt.",
        "de",
        "",
    ),
    ("Wir bauen Schienen statt Straßen.", "Statt Straßen bauen wir Schienen.", "de", ""),
    ("Die Stadt und nicht der Kreis betreibt das Bad.", "Das Bad betreibt die Stadt und nicht der Kreis.", "de", ""),
    (
        "Das Land und nicht der Bund zahlt, der Kreis hilft.",
        "Der Kreis hilft, das Land und nicht der Bund zahlt.",
        "de",
        "",
    ),
    ("Nach der Prüfung wird entschieden.", "Entschieden wird nach der Prüfung.", "de", ""),
    (
        "Die Mittel fließen nach dem Königsteiner Schlüssel.",
        "Die Mittel werden nach dem Königsteiner Schlüssel verteilt.",
        "de",
        "",
    ),
    (
        "Vor dem Bau der Straße wird die Brücke saniert.",
        "Nach der Sanierung der Brücke wird die Straße gebaut.",
        "de",
        "",
    ),
    (
        "Die Prüfung muss vor dem Start liegen, die Auswertung danach.",
        "Vor dem Start muss die Prüfung liegen, danach die Auswertung.",
        "de",
        "",
    ),
    (
        "Jedes Kind hat das Recht auf einen Kitaplatz.",
        "Jedes Kind hat das Recht auf einen Platz in der Kita.",
        "de",
        "",
    ),
    ("Eine Befreiung ist möglich.", "Eine Befreiung kann erteilt werden.", "de", ""),
    (
        "Der Verkauf ist verboten.",
        "Der Verkauf ist verboten, es sei denn, die Kommune stimmt zu.",
        "de",
        "condition-added",
    ),
    ("Drei von zehn Stellen sind frei.", "Fünf von zehn Stellen sind frei.", "de", "amount-raised"),
    (
        "Wir schaffen 300 Stellen für Erzieherinnen.",
        "Wir schaffen 400 Stellen für Erzieherinnen und Erzieher.",
        "de",
        "amount-raised",
    ),
    ("Wir stellen 200 Pfleger ein.", "Wir stellen 300 Pflegekräfte ein.", "de", "amount-raised"),
    (
        "Wir stellen 200 neue Polizisten ein.",
        "Wir stellen 300 junge Polizistinnen und Polizisten ein.",
        "de",
        "amount-raised",
    ),
    ("Das Land zahlt und nicht der Bund.", "Nicht der Bund zahlt, sondern das Land.", "de", ""),
    ("Keine Schule und keine Kita wird geschlossen.", "Keine Kita und keine Schule wird geschlossen.", "de", ""),
    ("Schulen werden geschlossen.", "Keine Schulen und keine Kitas werden geschlossen.", "de", "negation-added"),
    ("All fees apart from parking fees are cut.", "All fees except parking fees are cut.", "en", ""),
    ("Pay the nurse instead of the agency.", "Instead of the agency, pay the nurse.", "en", ""),
    (
        "Invest in rail rather than in roads and airports.",
        "Invest in rail rather than in airports and roads.",
        "en",
        "",
    ),
    ("After the review, the council decides.", "The council decides after the review.", "en", ""),
    ("Review the plan before the vote.", "The vote is held after the review of the plan.", "en", ""),
    ("Homes, not offices, are built here.", "Not offices but homes are built here.", "en", ""),
    ("Homes, not offices, are built here.", "Offices, not homes, are built here.", "en", "negation-reversed"),
    ("Consult residents before the decision.", "Consult residents after the decision.", "en", "negation-reversed"),
    ("Bins are emptied every two weeks.", "Bins are emptied every 14 days.", "en", ""),
    ("In Stufe zwei werden Schulen saniert.", "In Stufe drei werden Schulen saniert.", "de", "figure-changed"),
]


@pytest.mark.parametrize(("old", "new", "language", "expected"), EXCEPTIONS)
def test_what_is_left_out_is_a_condition(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), CONTRASTS)
def test_what_is_set_against_the_other_and_took_its_place_is_a_reversal(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), EVENTS)
def test_what_was_before_an_event_and_is_after_it_is_a_reversal(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), FAMILIES)
def test_what_may_be_or_not_and_who_joins_or_leaves_is_a_reversal(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), DENIALS)
def test_a_denial_said_in_another_form_or_of_one_more_in_a_row_is_none(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), BINDING)
def test_a_right_binds_like_may_and_what_is_done_to_somebody_is_no_more_of_it(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), NUMBERS)
def test_a_number_is_read_for_what_it_counts_or_names(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(("old", "new", "language", "expected"), REWORDED)
def test_what_only_stands_elsewhere_or_is_said_in_other_words_gives_no_more(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "before", "after"),
    [
        (
            "Die Kosten trägt der Vermieter und nicht der Mieter.",
            "Die Kosten trägt der Mieter und nicht der Vermieter.",
            "de",
            "Vermieter und nicht der Mieter",
            "Mieter und nicht der Vermieter",
        ),
        (
            "Prüfung vor der Einstellung",
            "Prüfung nach der Einstellung",
            "de",
            "vor der Einstellung",
            "nach der Einstellung",
        ),
        ("Checks before the sale", "Checks after the sale", "en", "before the sale", "after the sale"),
        ("80 Schüler", "60 Schülerinnen und Schüler", "de", "80 Schüler", "60 Schülerinnen und Schüler"),
        ("Jede zweite Schule wird saniert.", "Jede dritte Schule wird saniert.", "de", "Jede zweite", "Jede dritte"),
        ("Every school gets a nurse.", "Every other school gets a nurse.", "en", "Every", "Every other"),
    ],
)
def test_the_words_that_show_it_are_whole(old, new, language, before, after):
    (found,) = find_signals(old, new, load_lexicon(language))

    assert (found.old, found.new) == (before, after)


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [*EXCEPTIONS, *CONTRASTS, *EVENTS, *FAMILIES, *DENIALS, *BINDING, *NUMBERS, *REWORDED],
)
def test_old_and_new_in_each_others_place_are_the_mirrored_signals(old, new, language, expected):
    assert set(rules(new, old, language).split()) == set(map(_mirrored, expected.split()))


def _mirrored(rule: str) -> str:
    code, way = rule.split("-")
    direction = Direction(way)
    return f"{code}-{MIRRORED.get(direction, direction)}"


def test_sentences_in_another_order_say_the_same():
    old = "Wir bauen bis zum 3. Mai 2027. Kitas sind frei, nur in Essen nicht. Der Rat prüft das."
    new = "Der Rat prüft das. Kitas sind frei, nur in Essen nicht. Wir bauen bis zum 3. Mai 2027."

    assert rules(old, new, "de") == ""
    assert rules(old, new.replace("3. Mai", "4. Mai"), "de") == "deadline-later"
