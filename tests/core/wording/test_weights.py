"""Which rewordings are editorial: what may differ, and what may not, however small it looks."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals
from policydiff.core.wording import Weight, weigh
from policydiff.core.wording.reading import read
from policydiff.core.wording.spelling import plain, spelling

LANGUAGES = {"de": load_lexicon("de"), "en": load_lexicon("en")}

EDITORIAL = {
    "de": {
        "punctuation": [
            ("Wir fordern die Kosten zu senken", "Wir fordern, die Kosten zu senken."),
            ("neu zuzuschneiden: der Zuschnitt", "neu zuzuschneiden; der Zuschnitt"),
            ("soll - anders als bisher - gelten", "soll – anders als bisher – gelten"),
            ("der Bund - nicht das Land - zahlt", "der Bund – nicht das Land – zahlt"),
            ("Programm „Zukunft“", 'Programm "Zukunft"'),
        ],
        "hyphens and spacing": [
            ("Car-Sharing-Angebote", "Carsharing-Angebote"),
            ("Rettungsdienst Träger", "Rettungsdienstträger"),
            ("sicher zu stellen", "sicherzustellen"),
            ("2020-2025", "2020–2025"),
            ("Digi\u00adtalisierung", "Digitalisierung"),
        ],
        "capitals": [("im Übrigen", "im übrigen"), ("eine Demilitarisierte Zone", "eine demilitarisierte Zone")],
        "old and new orthography": [
            ("Wir wollen, daß", "Wir wollen, dass"),
            ("Schiffahrt", "Schifffahrt"),
            ("Photographie", "Fotografie"),
            ("ein aufwendiges Verfahren", "ein aufwändiges Verfahren"),
            ("Potential", "Potenzial"),
            ("Strassenreinigung", "Straßenreinigung"),
            ("Aenderung", "Änderung"),
        ],
        "slips": [
            ("die Komunen zahlen", "die Kommunen zahlen"),
            ("aufgeschobenn", "aufgeschoben"),
            ("Regoinalverband", "Regionalverband"),
            ("die Digitaliserung", "die Digitalisierung"),
        ],
        "abbreviations": [
            ("z.B. Radwege", "z. B. Radwege"),
            ("z. B. Radwege", "zum Beispiel Radwege"),
            ("§ 31 Abs. 2", "§ 31 Absatz 2"),
            ("ggf. auch", "gegebenenfalls auch"),
            ("NRW wird Vorreiter", "Nordrhein-Westfalen wird Vorreiter"),
            ("Der ÖPNV muss", "Der öffentliche Personennahverkehr (ÖPNV) muss"),
            ("mit dem RVR", "mit dem Regionalverband Ruhr (RVR)"),
            ("zu Lasten der Kreise", "zulasten der Kreise"),
        ],
        "numbers": [
            ("drei zusätzliche Stellen", "3 zusätzliche Stellen"),
            ("1,5 Mrd. Euro", "1500 Mio. Euro"),
            ("12 Mio. €", "12 Millionen Euro"),
            ("15 000 Wohnungen", "15.000 Wohnungen"),
            ("5 %", "fünf Prozent"),
            ("am 31.12.2026", "am 31. Dezember 2026"),
            ("bis zum 31.12.2026", "bis Ende 2026"),
        ],
        "gender forms": [
            ("Benutzer der Bibliothek", "Benutzende der Bibliothek"),
            ("Bürger der Stadt", "Bürgerinnen und Bürger der Stadt"),
            ("Bürgerinnen und Bürger", "Bürger*innen"),
            ("Kundinnen und Kunden", "Kund:innen"),
            ("Mitarbeiter", "MitarbeiterInnen"),
            ("Wähler/-innen", "Wählerinnen und Wähler"),
            ("Lehrer(innen)", "Lehrer"),
            ("Ärzte", "Ärztinnen und Ärzte"),
            ("Beamte und Beamtinnen", "Beamtinnen und Beamte"),
            ("Studenten der Region", "Studierende der Region"),
            ("Medizinstudenten", "Medizinstudierende"),
            ("die erfahrenen Lehrer", "die erfahrenen Lehrkräfte"),
            ("Teilnehmerzahl", "Teilnehmendenzahl"),
            ("Teilnehmendenzahl", "Teilnehmer*innenzahl"),
            ("das Schülerparlament", "das Schüler*innenparlament"),
            ("die Schülervertretung", "die SchülerInnenvertretung"),
            ("die Einwohnerfragestunde", "die Einwohner:innenfragestunde"),
            ("die Lehrerausbildung", "die Lehrer/innenausbildung"),
            ("das Studentenwerk", "das Studierendenwerk"),
            ("das Studierendenwerk", "das Student*innenwerk"),
            ("die Ärztekammer", "die Ärzt*innenkammer"),
            ("Der Präsident soll", "Die Präsidentin oder der Präsident soll"),
            ("Der Präsident soll", "Der Präsident oder die Präsidentin soll"),
            ("Der Benutzer muss seine Daten schützen", "Die Benutzenden müssen ihre Daten schützen"),
            ("Jeder Bürger hat sein Recht", "Alle Bürgerinnen und Bürger haben ihr Recht"),
        ],
    },
    "en": {
        "spelling": [
            ("organise the defence", "organize the defense"),
            ("the harbour centre", "the harbor center"),
            ("the goverment", "the government"),
            ("long term planning", "long-term planning"),
            ("co-operation", "cooperation"),
        ],
        "abbreviations": [
            ("e.g. clinics", "for example clinics"),
            ("who can not pay", "who cannot pay"),
            ("the NHS", "the National Health Service (NHS)"),
        ],
        "numbers": [
            ("at least two shelters", "at least 2 shelters"),
            ("3%", "3 per cent"),
            ("1,500 euros", "€1500"),
            ("by 31 December 2026", "by December 31, 2026"),
        ],
        "gender forms": [
            ("the chairman of the board", "the chairperson of the board"),
            ("each tenant and his or her child", "each tenant and their child"),
        ],
    },
}

SUBSTANTIVE = {
    "de": {
        "one letter that makes another word": [
            ("Wir fördern das", "Wir fordern das"),
            ("die Einfuhr von Gas", "die Ausfuhr von Gas"),
            ("befristete Stellen", "unbefristete Stellen"),
            ("für Eltern", "für Altern"),
            ("Begründung von Flächen", "Begrünung von Flächen"),
            ("in Massen", "in Maßen"),
            ("Anreize für alle", "Anreise für alle"),
            ("Fristen setzen", "Firsten setzen"),
            ("kein Geld", "ein Geld"),
        ],
        "a compound about others, or only about women": [
            ("das Schülerparlament", "das Schülerinnenparlament"),
            ("das Schülerparlament", "das Schüler*innenhaus"),
            ("das Schüler*innenparlament", "das Lehrer*innenparlament"),
            ("das Schülerparlament", "die Schüler*innenparlamente"),
            ("der Stadtraum", "der Stadt/Innenraum"),
        ],
        "number and case of nouns": [
            ("die Kommune", "die Kommunen"),
            ("der Länder", "des Landes"),
            ("Unternehmen fördern", "Unternehmer fördern"),
        ],
        "signs that say something": [
            ("der A 40 bauen", "der A 40 bauen?"),
            ("-5 Grad", "5 Grad"),
            ("1,5 Mrd. Euro", "15 Mrd. Euro"),
            ("2,5 Prozent", "25 Prozent"),
            ("16:00", "1600"),
            ("5 0 Stellen", "50 Stellen"),
            ("x < 5", "x > 5"),
            ("1/3 der Mittel", "13 der Mittel"),
            ("5 MW", "5 mW"),
            ("5 %", "5 Prozentpunkte"),
            ("§ 31 Abs. 2", "§ 31 Art. 2"),
            ("das Bund-Länder-Programm", "das Bund, Länder-Programm"),
            ("Wir wollen nicht, verbieten", "Wir wollen, nicht verbieten"),
        ],
        "capitals that bind": [("Das MUSS geprüft werden", "Das muss geprüft werden")],
        "words": [
            ("Bund und Land", "Land und Bund"),
            ("die A- und B-Straße", "die B- und A-Straße"),
            ("zwei neue Stellen", "zwei Stellen"),
            ("zwei neue Stellen", "2 neue Plätze"),
            ("bis Ende 2026", "bis Mitte 2026"),
            ("um 50 Mio. Euro", "auf 50 Mio. Euro"),
        ],
        "persons": [
            ("die Bürger", "die Bürgerinnen"),
            ("Schüler", "Schülerinnen und Lehrer"),
            ("Förderung der Studenten", "Förderung der Studentinnen"),
            ("er oder sie", "er und sie"),
            ("Mieter und Vermieter", "Mieter"),
            ("Der Benutzer muss zahlen", "Die Benutzenden sollen zahlen"),
            ("Der Benutzer zahlt kein Geld", "Die Benutzenden zahlen Geld"),
            ("schnelle Hilfe für Bürger", "schnellere Hilfe für Bürgerinnen und Bürger"),
            ("Bürger der Stadt", "Bürgerinnen und Bürger des Landes"),
        ],
        "who acts on whom": [
            ("Der Rat hört die Bürger", "Den Rat hören die Bürgerinnen und Bürger"),
            ("Die Regierung prüft die Bürger", "Die Regierung prüfen die Bürgerinnen und Bürger"),
            ("Die Bürger hören den Rat", "Die Bürger*innen hört der Rat"),
        ],
        "slips that are words": [("Die Strafen verschärfen", "Die Straffen verschärfen")],
    },
    "en": {
        "words": [
            ("must do", "may do"),
            ("not allowed", "now allowed"),
            ("a notable case", "a not able case"),
            ("the complaint", "the compliant"),
            ("public spending", "pubic spending"),
            ("effective", "ineffective"),
            ("form of", "from of"),
            ("help US citizens", "help us citizens"),
            ("the chairman", "the chairs"),
            ("the chairman", "the chairwoman"),
            ("policemen", "policewomen"),
            ("martial law", "marital law"),
            ("scrapping the tax", "scraping the tax"),
            ("3 per cent", "3 percentage points"),
        ]
    },
}


def pairs(table):
    return [
        pytest.param(LANGUAGES[language], old, new, id=f"{rule}: {old} | {new}")
        for language, rules in table.items()
        for rule, texts in rules.items()
        for old, new in texts
    ]


@pytest.mark.parametrize(("lexicon", "old", "new"), pairs(EDITORIAL))
def test_another_form_is_editorial(lexicon, old, new):
    assert weigh(old, new, lexicon) is weigh(new, old, lexicon) is Weight.EDITORIAL


@pytest.mark.parametrize(("lexicon", "old", "new"), pairs(SUBSTANTIVE))
def test_another_matter_is_substantive(lexicon, old, new):
    assert weigh(old, new, lexicon) is weigh(new, old, lexicon) is Weight.SUBSTANTIVE


UNSEEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff\ufe0f\x07\x1b\x7f\x9b"
SENTENCE = "Wir müssen bis 2030 40 Wohnungen nicht aufgeben"


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
@pytest.mark.parametrize("word", ["müssen", "2030", "40", "Wohnungen", "nicht"])
def test_a_sign_that_nobody_sees_is_editorial_wherever_it_stands(word, sign):
    hidden = SENTENCE.replace(word, f"{word[:1]}{sign}{word[1:]}{sign} {sign}")
    assert weigh(SENTENCE, hidden, LANGUAGES["de"]) is Weight.EDITORIAL
    assert find_signals(SENTENCE, hidden, LANGUAGES["de"]) == ()


@pytest.mark.parametrize(("old", "new"), [
    ("bis 2030", "bis \u200e2030"), ("2030 40", "20\u200e30 \u200e 40"), ("Wir", "\u200eWir"),
    ("Wohnungen", "Woh\u200fnungen"), ("nicht", "\u200fnicht"),
])  # fmt: skip
def test_a_mark_of_direction_that_turns_nothing_is_editorial(old, new):
    """It comes along with what is pasted; `check` names it all the same."""
    marked = SENTENCE.replace(old, new)
    assert weigh(SENTENCE, marked, LANGUAGES["de"]) is Weight.EDITORIAL
    assert find_signals(SENTENCE, marked, LANGUAGES["de"]) == ()


@pytest.mark.parametrize(("old", "new"), [
    ("2030", "\u200f2030"), ("2030", "2030\u200f"), ("Wir", "\u200fWir"), ("Woh", "Woh\u202e\u200e"), ("2030", "\u061c2030"),
], ids=ascii)  # fmt: skip
def test_a_mark_that_may_turn_what_is_read_is_substantive(old, new):
    assert weigh(SENTENCE, SENTENCE.replace(old, new), LANGUAGES["de"]) is Weight.SUBSTANTIVE


def test_a_mark_beside_letters_that_run_from_right_to_left_is_substantive():
    """Where both directions meet, a mark decides in which order figures are read."""
    mixed = f"{SENTENCE} \u05d0\u05d1"
    assert weigh(mixed, mixed.replace("40", "\u200e40"), LANGUAGES["de"]) is Weight.SUBSTANTIVE


@pytest.mark.parametrize("sign", "\u061c\u202e\u2066", ids=ascii)
def test_a_sign_that_turns_the_direction_of_writing_is_substantive(sign):
    assert weigh(SENTENCE, SENTENCE.replace("Woh", f"Woh{sign}"), LANGUAGES["de"]) is Weight.SUBSTANTIVE


def test_a_word_broken_by_a_soft_hyphen_at_the_end_of_a_line_gives_no_signal():
    broken = SENTENCE.replace("nicht", "ni\u00ad\ncht")
    assert find_signals(SENTENCE, broken, LANGUAGES["de"]) == ()


def test_an_editorial_and_a_substantive_change_together_are_substantive():
    old = "Der ÖPNV soll z.B. bis 2030 ausgebaut werden."
    new = "Der öffentliche Personennahverkehr (ÖPNV) soll zum Beispiel bis 2035 ausgebaut werden."

    assert weigh(old, new, LANGUAGES["de"]) is Weight.SUBSTANTIVE


def test_a_user_can_add_an_abbreviation():
    lexicon = LANGUAGES["de"].extended({"abbreviation": {"Metropole Ruhr": ["Metropole Ruhr", "MR"]}})

    assert weigh("die MR wächst", "die Metropole Ruhr wächst", lexicon) is Weight.EDITORIAL
    assert weigh("die MR wächst", "die Metropole Ruhr wächst", LANGUAGES["de"]) is Weight.SUBSTANTIVE


@pytest.mark.parametrize("lexicon", LANGUAGES.values(), ids=LANGUAGES)
def test_every_abbreviation_is_reachable(lexicon):
    unreached = [
        (name, way)
        for table in ("abbreviation", "person")
        for name, ways in lexicon.tables.get(table, {}).items()
        for way in ways
        if [word.key for word in read(way.replace("*", "e"), lexicon).words] != [f"={name}"]
    ]
    assert unreached == []


@pytest.mark.parametrize("lexicon", LANGUAGES.values(), ids=LANGUAGES)
def test_every_spelling_is_reachable_and_settled(lexicon):
    known = spelling(lexicon)
    for name, ways in lexicon.tables["spelling"].items():
        for way in ways:
            assert known.key(way) == known.key(name)
            assert plain(way) not in plain(name), f"{way} in {name} would be replaced again and again"


@pytest.mark.parametrize("lexicon", LANGUAGES.values(), ids=LANGUAGES)
def test_forms_of_the_same_persons_are_editorial(lexicon):
    for ways in lexicon.tables["gender"].values():
        for way in ways[1:]:
            assert weigh(f"für {ways[0].title()} da", f"für {way.title()} da", lexicon) is Weight.EDITORIAL


@pytest.mark.parametrize("lexicon", LANGUAGES.values(), ids=LANGUAGES)
def test_words_that_guard_the_matter_have_no_variants(lexicon):
    known = spelling(lexicon)
    for words in lexicon.tables["guarded"].values():
        for word in words:
            assert known.key(word) == plain(word)
