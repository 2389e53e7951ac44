"""What is stopped, undone or pursued: the act and what is done about it are read as one."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals

SAME = [
    ("Die Privatisierung von Krankenhäusern wird gestoppt.", "Krankenhäuser bleiben in öffentlicher Hand.", "de"),
    (
        "Der Verkauf von städtischen Grundstücken wird verboten.",
        "Städtische Grundstücke bleiben in öffentlicher Hand.",
        "de",
    ),
    ("Wir werden die Schließung von Krankenhäusern verhindern.", "Wir werden die Krankenhäuser erhalten.", "de"),
    ("Die Schließung von Schwimmbädern wird gestoppt.", "Schwimmbäder bleiben erhalten.", "de"),
    ("Wir wenden die Schließung der Bücherei ab.", "Wir erhalten die Bücherei.", "de"),
    ("Die Schließung der Postfilialen abwenden.", "Die Postfilialen erhalten.", "de"),
    ("Den Abbau von Arbeitsplätzen stoppen.", "Arbeitsplätze sichern.", "de"),
    ("Wir stoppen den Personalabbau in der Verwaltung.", "Wir sichern das Personal der Verwaltung.", "de"),
    ("Wir beenden die Kürzungen bei der Jugendarbeit.", "Wir erhöhen die Mittel der Jugendarbeit.", "de"),
    ("Die Kürzung der Mittel für Schulen wird zurückgenommen.", "Die Schulen erhalten mehr Mittel.", "de"),
    ("Die Rentenkürzung wird rückgängig gemacht.", "Die Renten werden wieder erhöht.", "de"),
    ("Wir machen den Ausstieg aus der Kernenergie rückgängig.", "Wir steigen wieder in die Kernenergie ein.", "de"),
    ("Die Abschaffung des Ehegattensplittings lehnen wir ab.", "Das Ehegattensplitting bleibt erhalten.", "de"),
    ("Wir unterbinden die Schließung kleiner Schulen.", "Wir erhalten kleine Schulen.", "de"),
    ("Die Streichung von Buslinien wird verhindert.", "Die Buslinien werden beibehalten.", "de"),
    ("Einschränkungen der Pressefreiheit verhindern.", "Die Pressefreiheit bewahren.", "de"),
    (
        "Das Verbot von Pestiziden wird durchgesetzt.",
        "Pestizide bleiben verboten; das Land setzt das Verbot durch.",
        "de",
    ),
    ("Wir beenden das Verbot von Hanf.", "Wir erlauben Hanf.", "de"),
    ("Das Verbot von Fracking wird aufgehoben.", "Fracking wird erlaubt.", "de"),
    ("Die Sperrung der Brücke wird aufgehoben.", "Die Brücke wird freigegeben.", "de"),
    ("Der Ausbau der Autobahn wird gestoppt.", "Die Autobahn wird nicht ausgebaut.", "de"),
    ("Wir verhindern, dass Krankenhäuser geschlossen werden.", "Wir erhalten die Krankenhäuser.", "de"),
    ("Wir verhindern, dass Wohnungen verkauft werden.", "Die Wohnungen bleiben in öffentlicher Hand.", "de"),
    ("Lohnkürzungen werden verboten.", "Löhne werden nicht gekürzt.", "de"),
    ("Die Einschränkung des Streikrechts verhindern.", "Das Streikrecht stärken.", "de"),
    ("The privatisation of hospitals is stopped.", "Hospitals remain in public hands.", "en"),
    ("We will prevent the closure of hospitals.", "We will keep hospitals open.", "en"),
    ("We will stop the closure of libraries.", "We will keep libraries open.", "en"),
    ("We will prevent cuts to school budgets.", "We will maintain school budgets.", "en"),
    ("We will reverse the cuts to youth services.", "We will increase funding for youth services.", "en"),
    ("The ban on fracking will be lifted.", "Fracking will be allowed.", "en"),
    ("We will end the ban on fracking.", "We will permit fracking.", "en"),
    ("We will reverse the closure of rural stations.", "We will reopen rural stations.", "en"),
    ("We will prevent hospitals from being closed.", "We will keep hospitals open.", "en"),
    (
        "Wir wollen die Privatisierung von Wasserwerken verbieten.",
        "Wasserwerke sollen in öffentlicher Hand bleiben.",
        "de",
    ),
    ("Rücknahme der Kürzungen im Kulturetat", "Wir erhöhen den Kulturetat.", "de"),
    ("Die geplante Schließung der Bahnhöfe wird abgewendet.", "Die Bahnhöfe bleiben geöffnet.", "de"),
    ("Wir wehren die Schließung des Theaters ab.", "Wir erhalten das Theater.", "de"),
    ("Weitere Schließungen von Filialen sind zu verhindern.", "Filialen sind zu erhalten.", "de"),
    ("Die Stadt verhindert den Verkauf des Stadtwaldes.", "Der Stadtwald bleibt in kommunaler Hand.", "de"),
    ("Die Verkürzung der Schulzeit wird rückgängig gemacht.", "Die Schulzeit wird wieder verlängert.", "de"),
    ("Die Rentenkürzungen nehmen wir zurück.", "Wir erhöhen die Renten.", "de"),
    ("Wir setzen die Abschiebungen nach Syrien aus.", "Wir schieben nicht nach Syrien ab.", "de"),
    ("Der Rückbau der Gleise wird beendet.", "Die Gleise werden ausgebaut.", "de"),
    ("Die Aufrüstung wird gestoppt.", "Wir setzen auf Abrüstung.", "de"),
    (
        "Wir verhindern die Schließung und den Verkauf von Krankenhäusern.",
        "Wir erhalten die Krankenhäuser in öffentlicher Hand.",
        "de",
    ),
    ("Die Belastung der Umwelt vermeiden.", "Die Umwelt entlasten.", "de"),
    ("Die Kürzung des Kindergelds werden wir verhindern.", "Wir werden das Kindergeld sichern.", "de"),
    ("Durch den Ausbau der Radwege werden Unfälle verhindert.", "Der Ausbau der Radwege verhindert Unfälle.", "de"),
    (
        "Mit der Einführung einer Quote verhindern wir Diskriminierung.",
        "Wir führen eine Quote ein und verhindern so Diskriminierung.",
        "de",
    ),
    ("Ausbau der Radwege, um Unfälle zu verhindern.", "Wir bauen die Radwege aus, um Unfälle zu vermeiden.", "de"),
    ("Den Missbrauch der Förderung verhindern.", "Die Förderung vor Missbrauch schützen.", "de"),
    ("Wir beenden die Benachteiligung von Frauen.", "Wir fördern Frauen.", "de"),
    ("Das Verbot wird konsequent durchgesetzt.", "Das Verbot bleibt in Kraft und wird durchgesetzt.", "de"),
    ("The planned closure of the station will be halted.", "The station will be kept open.", "en"),
    ("The cuts to legal aid will be reversed.", "Legal aid will be increased.", "en"),
    ("We will stop the cuts and closures in our libraries.", "We will keep our libraries open.", "en"),
    ("We will end the freeze on child benefit.", "We will raise child benefit.", "en"),
    ("Wir wollen die Förderung fossiler Energien beenden.", "Fossile Energien werden nicht mehr gefördert.", "de"),
    ("Die Subventionierung und Förderung der Kohle stoppen.", "Die Kohle nicht mehr fördern.", "de"),
    (
        "Wir beenden die Diskriminierung und den Ausschluss von Behinderten.",
        "Behinderte werden nicht mehr diskriminiert und ausgeschlossen.",
        "de",
    ),
    ("Wir verhindern weitere Verzögerungen des Ausbaus.", "Wir beschleunigen den Ausbau.", "de"),
    ("Wir schließen eine Erhöhung der Mehrwertsteuer aus.", "Wir werden die Mehrwertsteuer nicht erhöhen.", "de"),
    ("Steuererhöhungen verhindern", "Keine Steuererhöhungen", "de"),
    ("Die Zulassung von Glyphosat wird aufgehoben.", "Glyphosat wird verboten.", "de"),
    ("Den Einstieg in die Gasförderung stoppen.", "Aus der Gasförderung aussteigen.", "de"),
    ("We will stop banks from closing branches.", "Bank branches will stay open.", "en"),
    ("We will end support for fossil fuels.", "Fossil fuels will no longer be supported.", "en"),
    ("We will stop raising the pension age.", "The pension age will not be raised.", "en"),
    ("We will end the exclusion of disabled people.", "We will include disabled people.", "en"),
    ("Stopp der Privatisierung von Wohnungen", "Nein zur Privatisierung von Wohnungen", "de"),
    ("Stopp der Privatisierung von Wohnungen", "Gegen die Privatisierung von Wohnungen", "de"),
    ("Wir stoppen die Privatisierung von Wohnungen.", "Wir stemmen uns gegen die Privatisierung von Wohnungen.", "de"),
    (
        "Wir stoppen die Schließung der Schulen und sichern Plätze.",
        "Wir sichern Plätze, stoppen die Schließung der Schulen.",
        "de",
    ),
    ("Den Ausbau der Schulen vorantreiben", "Ausbau der Schulen", "de"),
    ("Steuererhöhungen verhindern", "Keine Steuererhöhungen", "de"),
    ("Das Verbot des Verkaufs von Wohnungen wird aufgehoben.", "Wohnungen werden verkauft.", "de"),
    ("Wir heben das Verbot der Einfuhr von Fleisch auf.", "Die Einfuhr von Fleisch wird erlaubt.", "de"),
    ("We will end the ban on the sale of council homes.", "Council homes may be sold.", "en"),
    ("Die Rücknahme der Kürzung wird gestoppt.", "Die Mittel werden gekürzt.", "de"),
    ("A halt to the expansion of the airport", "The airport will not be expanded", "en"),
    (
        "Stopp der Schließung und der Privatisierung von Kliniken",
        "Kliniken bleiben erhalten und in öffentlicher Hand",
        "de",
    ),
    ("Der Verkauf städtischer Grundstücke wird gestoppt.", "Verkaufsstopp für städtische Grundstücke", "de"),
    ("Der Verkauf städtischer Grundstücke wird verboten.", "Verkaufsverbot für städtische Grundstücke", "de"),
    ("Wir setzen Abschiebungen aus.", "Wir erlassen ein Abschiebemoratorium.", "de"),
    ("Privatisierungen stoppen", "Privatisierungsbremse", "de"),
    ("Den Stellenabbau im Klinikum stoppen", "Stellenabbaustopp im Klinikum", "de"),
    (
        "Der Abschiebestopp für Afghanistan wird aufgehoben.",
        "Abschiebungen nach Afghanistan werden wieder durchgeführt.",
        "de",
    ),
    ("Die Einfuhr von Fracking-Gas verbieten", "Einfuhrverbot für Fracking-Gas", "de"),
    ("Mieten für sechs Jahre einfrieren", "Mietenstopp für sechs Jahre", "de"),
    *(
        ("Lift the ban on onshore wind farms", f"{verb} the ban on onshore wind farms", "en")
        for verb in ("End", "Scrap", "Repeal", "Abolish", "Remove")
    ),
    ("The ban on dogs in parks will be lifted.", "The ban on dogs in parks will be ended.", "en"),
    ("Lift the moratorium on wind farms", "End the moratorium on wind farms", "en"),
    ("The closure of the bridge to cyclists will be lifted.", "Reopen the bridge for cyclists", "en"),
    ("We will lift the deportation ban.", "We will resume deportations.", "en"),
    ("Lift the ban on the sale of council homes", "Council homes may be sold", "en"),
    ("We will lift the minimum wage.", "We will raise the minimum wage.", "en"),
]
TURNED = [
    ("Verkaufsstopp für städtische Grundstücke", "Verkauf städtischer Grundstücke", "de"),
    ("Abschiebestopp für Afghanistan", "Abschiebungen nach Afghanistan wieder ermöglichen", "de"),
    ("Kürzungsstopp in der Kultur", "Kürzungen in der Kultur", "de"),
    ("Der Abschiebestopp wird verlängert.", "Der Abschiebestopp wird aufgehoben.", "de"),
    ("Exportstopp für Waffen", "Export von Waffen", "de"),
    ("Baustopp für die A 26", "Bau der A 26", "de"),
    ("Lift the cap on benefits", "Keep the cap on benefits", "en"),
    ("Lift the moratorium on wind farms", "Extend the moratorium on wind farms", "en"),
    ("The ban on dogs will be lifted.", "The ban on dogs will be kept.", "en"),
    ("Deportations to Syria will be suspended.", "Deportations to Syria will resume.", "en"),
    ("Reopen the public baths", "Keep the public baths closed", "en"),
    ("Die Privatisierung wird gestoppt.", "Die Privatisierung wird fortgesetzt.", "de"),
    ("Die Schließung von Krankenhäusern verhindern.", "Die Schließung von Krankenhäusern ermöglichen.", "de"),
    ("Wir werden die Schließung von Krankenhäusern verhindern.", "Krankenhäuser werden geschlossen.", "de"),
    ("Die Krankenhäuser bleiben in öffentlicher Hand.", "Die Krankenhäuser werden privatisiert.", "de"),
    ("Wir werden die Krankenhäuser erhalten.", "Wir werden die Krankenhäuser schließen.", "de"),
    ("Der Verkauf der Stadtwerke wird verhindert.", "Die Stadtwerke werden verkauft.", "de"),
    ("Die Privatisierung der Bahn wird gestoppt.", "Die Bahn kommt in private Hand.", "de"),
    (
        "Die Privatisierung der Kliniken wird rückgängig gemacht.",
        "Die Privatisierung der Kliniken wird vorangetrieben.",
        "de",
    ),
    ("Wir machen die Kürzung der Mittel rückgängig.", "Wir setzen die Kürzung der Mittel durch.", "de"),
    ("Der Ausbau der Autobahn wird gestoppt.", "Die Autobahn wird ausgebaut.", "de"),
    ("Das Verbot von Pestiziden wird durchgesetzt.", "Pestizide werden erlaubt.", "de"),
    ("Wir wenden die Schließung der Bücherei ab.", "Wir schließen die Bücherei.", "de"),
    ("Die Kürzung der Mittel für Schulen wird zurückgenommen.", "Die Mittel für Schulen werden gekürzt.", "de"),
    (
        "Wir machen den Ausstieg aus der Kernenergie rückgängig.",
        "Wir vollenden den Ausstieg aus der Kernenergie.",
        "de",
    ),
    ("Privatisierung von Wohnungen verbieten.", "Privatisierung von Wohnungen erlauben.", "de"),
    ("Wir werden die Erhöhung der Beiträge verhindern.", "Wir werden die Beiträge erhöhen.", "de"),
    ("Wir beenden die Förderung der Braunkohle.", "Wir fördern die Braunkohle.", "de"),
    ("Wir stoppen den Abbau von Stellen.", "Wir bauen Stellen ab.", "de"),
    ("Die Aussetzung des Familiennachzugs wird beendet.", "Der Familiennachzug wird ausgesetzt.", "de"),
    ("The privatisation of hospitals is stopped.", "The privatisation of hospitals is continued.", "en"),
    ("We will prevent the closure of hospitals.", "We will allow the closure of hospitals.", "en"),
    ("We will prevent the closure of hospitals.", "We will close hospitals.", "en"),
    ("Hospitals remain in public hands.", "Hospitals will be privatised.", "en"),
    ("We will enforce the ban on pesticides.", "We will lift the ban on pesticides.", "en"),
    ("We will reverse the privatisation of the railways.", "We will advance the privatisation of the railways.", "en"),
    ("We will stop the sale of council homes.", "We will sell council homes.", "en"),
    ("We will prevent cuts to school budgets.", "We will cut school budgets.", "en"),
    ("We will end the ban on fracking.", "We will ban fracking.", "en"),
    ("Stopp der Privatisierung von Wohnungen", "Die Wohnungen werden privatisiert.", "de"),
    ("Rücknahme der Kürzungen im Kulturetat", "Wir kürzen den Kulturetat.", "de"),
    ("Die Schließung der Schulen wird fortgesetzt.", "Die Schulen bleiben erhalten.", "de"),
    ("Die Privatisierung der Kliniken wird fortgesetzt.", "Die Kliniken bleiben in öffentlicher Hand.", "de"),
    ("Wir setzen die Kürzungen durch.", "Wir nehmen die Kürzungen zurück.", "de"),
    ("Die Verkürzung der Schulzeit wird rückgängig gemacht.", "Die Schulzeit wird verkürzt.", "de"),
    ("Die Verkürzung der Schulzeit wird rückgängig gemacht.", "Die Verkürzung der Schulzeit wird umgesetzt.", "de"),
    ("Wir verhindern, dass Schulen geschlossen werden.", "Schulen werden geschlossen.", "de"),
    ("Die Aufrüstung wird gestoppt.", "Wir rüsten auf.", "de"),
    ("Wir stoppen die Schließung des Bades.", "Wir stoppen die Sanierung des Bades und schließen es.", "de"),
    ("Wir heben das Verbot von Glyphosat auf.", "Wir verbieten Glyphosat.", "de"),
    ("Die Förderung von Ölheizungen wird eingestellt.", "Ölheizungen werden weiter gefördert.", "de"),
    ("Der Ausbau der Kernenergie wird ausgeschlossen.", "Die Kernenergie wird ausgebaut.", "de"),
    ("An end to the privatisation of water", "Water will be privatised.", "en"),
    ("The planned closure of the station will be halted.", "The station will be closed.", "en"),
    ("The cuts to legal aid will be reversed.", "Legal aid will be cut.", "en"),
    ("We will continue the privatisation of rail.", "Rail will be brought into public ownership.", "en"),
    ("We will prohibit the deportation of children.", "We will deport children.", "en"),
    ("We will prevent hospitals from being closed.", "Hospitals will be closed.", "en"),
    ("We will halt the expansion of the airport.", "We will expand the airport.", "en"),
    ("Wir setzen den Kohleausstieg um.", "Wir stoppen den Kohleausstieg.", "de"),
    ("Wir wollen die Förderung fossiler Energien beenden.", "Fossile Energien werden weiter gefördert.", "de"),
    ("Wir schließen eine Erhöhung der Mehrwertsteuer aus.", "Wir werden die Mehrwertsteuer erhöhen.", "de"),
    ("Die Schulden werden abgebaut.", "Der Abbau der Schulden wird gestoppt.", "de"),
    (
        "Wir verhindern Kürzungen und bauen die Strecken aus.",
        "Wir setzen Kürzungen durch und bauen die Strecken aus.",
        "de",
    ),
    ("Kürzungen bei der Bahn verhindern", "Die Bahn kürzen", "de"),
    ("Die Zulassung von Glyphosat wird aufgehoben.", "Glyphosat wird zugelassen.", "de"),
    ("Die Geheimhaltung der Verträge wird beendet.", "Die Verträge werden geheim gehalten.", "de"),
    ("Wir lassen den Verkauf von Wohnungen zu.", "Die Wohnungen bleiben in öffentlicher Hand.", "de"),
    ("Die Auslagerung von Aufgaben wird rückgängig gemacht.", "Aufgaben werden ausgelagert.", "de"),
    ("Tierversuche werden verboten.", "Tierversuche werden erlaubt.", "de"),
    ("Wir schaffen die Befreiung von der Steuer ab.", "Wir befreien von der Steuer.", "de"),
    ("Verbot der Abschiebung von Kindern", "Kinder werden abgeschoben.", "de"),
    ("Wir stoppen die Versiegelung.", "Wir versiegeln Flächen.", "de"),
    ("Wir beenden die Verkürzung der Fristen.", "Wir verkürzen die Fristen.", "de"),
    ("We will end support for fossil fuels.", "Fossil fuels will be supported.", "en"),
    ("We rule out an increase in income tax.", "Income tax will be increased.", "en"),
    ("We will stop banks from closing branches.", "Banks may close branches.", "en"),
    ("We will stop raising the pension age.", "We will raise the pension age.", "en"),
    ("We will end the exclusion of disabled people.", "We will exclude disabled people.", "en"),
    ("We will lift the ban on fracking.", "We will ban fracking.", "en"),
    ("We will scrap the cuts to benefits.", "We will enforce the cuts to benefits.", "en"),
    ("Stopp der Privatisierung von Wohnungen", "Privatisierung von Wohnungen", "de"),
    ("Verbot von Nachtflügen", "Aufhebung des Verbots von Nachtflügen", "de"),
    ("A ban on night flights", "An end to the ban on night flights", "en"),
    ("Rücknahme der Kürzungen bei der Jugendhilfe", "Kürzungen bei der Jugendhilfe", "de"),
    ("Stop the sale of council homes", "Sale of council homes", "en"),
    ("Das Verbot des Verkaufs von Wohnungen wird aufgehoben.", "Die Wohnungen bleiben in öffentlicher Hand.", "de"),
    ("We will end the ban on the sale of council homes.", "Council homes will stay in public ownership.", "en"),
    ("Die Rücknahme der Kürzung wird gestoppt.", "Die Mittel werden erhöht.", "de"),
]


def negations(old: str, new: str, language: str) -> set[str]:
    rules = {one.rule for one in find_signals(old, new, load_lexicon(language))}
    return {rule for rule in rules if rule.startswith("negation")}


@pytest.mark.parametrize(("old", "new", "language"), SAME)
def test_what_stops_or_undoes_an_act_says_the_same_as_its_opposite(old, new, language):
    assert negations(old, new, language) == negations(new, old, language) == set()


@pytest.mark.parametrize(("old", "new", "language"), TURNED)
def test_an_act_is_the_reversal_of_what_stops_or_undoes_it(old, new, language):
    assert negations(old, new, language) == negations(new, old, language) == {"negation-reversed"}


@pytest.mark.parametrize(
    ("old", "new", "language", "words"),
    [
        (
            "Die Schließung von Krankenhäusern verhindern.",
            "Krankenhäuser werden geschlossen.",
            "de",
            ("Schließung … verhindern", "geschlossen"),
        ),
        (
            "Die Schließung von Krankenhäusern verhindern.",
            "Die Schließung von Krankenhäusern ermöglichen.",
            "de",
            ("verhindern", "ermöglichen"),
        ),
        (
            "We will prevent hospitals from being closed.",
            "Hospitals will be closed.",
            "en",
            ("prevent … closed", "closed"),
        ),
    ],
)
def test_an_act_is_quoted_with_what_is_done_about_it_unless_both_texts_name_it(old, new, language, words):
    assert [(one.old, one.new) for one in find_signals(old, new, load_lexicon(language))] == [words]


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Die Folgen der Schließung verhindern.", "Die Folgen der Öffnung verhindern.", "de"),
        ("Durch den Ausbau Unfälle verhindern.", "Durch den Rückbau Unfälle verhindern.", "de"),
        ("Der Ausbau verhindert Abwanderung.", "Der Rückbau verhindert Abwanderung.", "de"),
        ("Schulen ausbauen und Lärm verhindern.", "Schulen zurückbauen und Lärm verhindern.", "de"),
        ("By expanding roads we will prevent jams.", "By closing roads we will prevent jams.", "en"),
        ("We will close any account that is blocked.", "We will open any account that is blocked.", "en"),
    ],
)
def test_what_is_not_stopped_itself_is_compared_by_itself(old, new, language):
    found = find_signals(old, new, load_lexicon(language))
    assert [one.rule for one in found] == ["negation-reversed"]
    assert " " not in found[0].old + found[0].new


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("table", ["handlings", "foundings"])
def test_every_word_that_stops_pursues_or_founds_has_an_opposite(table, language):
    tables = load_lexicon(language).tables
    opposed = {entry for entries in tables["opposites"].values() for entry in entries}
    assert opposed.issuperset(entry for entries in tables[table].values() for entry in entries)
