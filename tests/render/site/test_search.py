"""The search over all that every edition says, in a real browser: word forms, what is found, and where it stands."""

import json
from dataclasses import replace

import pytest

from policydiff.core.catalogue import Addressee, Level, WorkingGroup
from policydiff.core.lineage import Chronicle, trace
from policydiff.render.messages import messages
from policydiff.render.site import draw_site
from policydiff.render.site.book import open_book
from policydiff.render.site.search import draw_search
from policydiff.render.site.stems import fold, stem
from tests.core.lineage.chains import chronicle, version
from tests.policies import ADDRESSEES, BRIDGES, GROUPS, MUSIC, SCHOOLS, demand
from tests.render.site.archives import B, write

ROADS = "Die Brücken über die Volme sollen bis 1955 erneuert werden"
NEW_ROADS = "Die Brücken über die Volme müssen bis 2030 saniert werden"


def german() -> Chronicle:
    """Return two editions in which everything that can be found has another name or text."""
    held = [
        ("berg-1949", "1949", "AG Verkehr", "Das Land ist zerstört. Wir bauen es auf.", ROADS, "Kommunen"),
        ("berg-2013", "2013-09", "AG Mobilität", "Wir bleiben beweglich.", NEW_ROADS, "Städte und Gemeinden"),
    ]
    found = []
    for place, (edition, date, name, preamble, roads, towns) in enumerate(held):
        is_late = bool(place)
        demands = [
            demand(
                "f-001" if is_late else "bruecken", roads, group="verkehr", succeeds=("bruecken",) if is_late else None
            ),
            demand(
                "C.1",
                SCHOOLS,
                note="Vertagt auf das nächste Jahr",
                title="Ganztag",
                positions={"Liste A": "nur freiwillig"},
            ),
        ]
        found.append(
            (
                version(
                    edition,
                    demands,
                    date,
                    title=f"Programm der Bergmark {place + 1}",
                    working_groups=(
                        GROUPS[0],
                        WorkingGroup(key="verkehr", name=name, title="Wege für alle", preamble=preamble),
                    ),
                    addressees=(*ADDRESSEES[:3], Addressee(key="kommunen", name=towns, level=Level.MUNICIPAL)),
                    preamble=None if is_late else "Zum Geleit dieses Papiers",
                    closing="Wir verpflichten uns gemeinsam" if is_late else None,
                ),
                place,
            )
        )
    return Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))


def words(texts, language):
    """Return an edition in a language whose demands say some words each."""
    held = [demand(f"w{place}", text, succeeds=()) for place, text in enumerate(texts)]
    found = [(version("2013", held, "2013", language=language), 0)]
    return Chronicle(versions=(found[0][0],), lineage=trace(found))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(german(), tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Return a function that writes an archive of demands in a language."""

    def make(texts, language):
        return write(words(texts, language), tmp_path_factory.mktemp("words"), language)

    return make


def search(page, folder, query):
    """Search for something; return the demands found, and the links to what was found besides with its words."""
    page.goto(f"{folder.joinpath('demands.html').as_uri()}")
    page.get_by_role("searchbox").fill(query)
    demands = page.locator(".listed tbody a[href*='.html']:not(.hit a):visible").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    others = page.locator("#others li:visible").evaluate_all(
        "all => all.map(one => [one.querySelector('a').getAttribute('href'), one.innerText])"
    )
    return demands, others


def found_texts(page, folder, query):
    page.goto(f"{folder.joinpath('demands.html').as_uri()}")
    page.get_by_role("searchbox").fill(query)
    return page.locator(".listed tbody tr:visible td:first-child > a").all_inner_texts()


GERMAN = (
    "Schülerinnen Förderung Bibliotheken Straßen Häuser Lichtspielhäuser Krankenhaus Grundgesetz Festsetzung Busse "
    "Studentinnen geförderte erneuert Forderungen Radwege erneuerbare"
).split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Schüler", ["Schülerinnen"]),
        ("fördern", ["Förderung", "geförderte", "Forderungen"]),
        ("Förderungen", ["Förderung", "geförderte", "Forderungen"]),
        ("Förderung", ["Förderung", "geförderte"]),  # an umlaut that no plural brings counts
        ("foerderung", ["Förderung", "geförderte"]),
        ("gefördert", ["Förderung", "geförderte"]),
        ("Forderung", ["Förderung", "geförderte", "Forderungen"]),
        ("bibliothek", ["Bibliotheken"]),
        ("STRASSE", ["Straßen"]),
        ("Haus", ["Häuser", "Lichtspielhäuser", "Krankenhaus"]),
        ("Häuser", ["Häuser", "Lichtspielhäuser", "Krankenhaus"]),
        ("Gesetz", ["Grundgesetz"]),
        ("Gesetzes", ["Grundgesetz"]),
        ("setzen", ["Grundgesetz", "Festsetzung"]),
        ("Bus", ["Busse"]),
        ("Student", ["Studentinnen"]),
        ("erneuern", ["erneuert", "erneuerbare"]),
        ("Neue", []),
        ("Radw", ["Radwege"]),
        ("Weg", []),
        ("Wege", ["Radwege"]),
    ],
)
def test_german_words_are_found_in_all_their_forms_and_in_compounds(page, said, query, found):
    assert found_texts(page, said(GERMAN, "de"), query) == found


ENGLISH = "libraries women teeth children playgrounds testing transport policies".split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("library", ["libraries"]),
        ("woman", ["women"]),
        ("tooth", ["teeth"]),
        ("child", ["children"]),
        ("tested", ["testing"]),
        ("policy", ["policies"]),
        ("play", ["playgrounds"]),
        ("port", []),
        ("sport", []),
    ],
)
def test_english_words_are_found_in_all_their_forms(page, said, query, found):
    assert found_texts(page, said(ENGLISH, "en"), query) == found


def test_in_a_language_without_a_stemmer_words_are_found_as_they_begin(page, said):
    folder = said(["bibliothèque", "écoles"], "fr-CA")

    assert found_texts(page, folder, "Ecole") == ["écoles"]
    assert found_texts(page, folder, "bibliothéques") == []


@pytest.mark.parametrize(
    ("query", "demands"),
    [
        ("1955", ["demands/bruecken.html"]),
        ("bruecken", ["demands/bruecken.html"]),
        ("f-001", ["demands/bruecken.html"]),
        ("f-001@berg-2013", ["demands/bruecken.html"]),
        ("f-001@berg-1949", []),
        ("BRUECKEN@", ["demands/bruecken.html"]),
        ("C.1", ["demands/c-1--"]),
        ("nächsten Jahren", ["demands/c-1--"]),
        ("freiwillige", ["demands/c-1--"]),
        ("Ganztag finanzieren", ["demands/c-1--"]),
        ("1955 2030", []),  # never in one edition
        ("„über die Volme“", ["demands/bruecken.html"]),
        ('"Volme über"', []),
    ],
)
def test_a_demand_is_found_by_all_that_it_says_in_one_edition(page, folder, query, demands):
    found, _ = search(page, folder, query)

    assert [path[: len(start)] for path, start in zip(found, demands, strict=True)] == demands


@pytest.mark.parametrize(
    ("query", "link", "told"),
    [
        ("Bund", "addressees/bund.html", "Adressat Bund"),
        ("Gemeinden", "addressees/kommunen.html", "Adressat Städte und Gemeinden"),
        ("Kommune", "addressees/kommunen.html", "Adressat Städte und Gemeinden · 1949: Kommunen"),
        ("AG Verkehr", "groups/verkehr.html", "Arbeitsgruppe AG Mobilität · 1949: AG Verkehr"),
        ("Wege", "groups/verkehr.html", "Arbeitsgruppe AG Mobilität · 1949 – September 2013: Wege für alle"),
        ("berg-1949", "index.html#e-berg-1949", "Fassung Programm der Bergmark 1, 1949: berg-1949"),
        ("September", "index.html#e-berg-2013", "Fassung Programm der Bergmark 2, September 2013"),
        ("zerstört", "groups/verkehr.html", "Vorspann AG Mobilität · 1949: Das Land ist zerstört. Wir bauen es auf."),
        ("Geleit", "index.html#e-berg-1949", "Vorspann 1949: Zum Geleit dieses Papiers"),
        ("verpflichten", "index.html#e-berg-2013", "Schlusserklärung September 2013: Wir verpflichten uns gemeinsam"),
    ],
)
def test_what_demands_stand_in_is_found_too_with_what_it_is_and_where(page, folder, query, link, told):
    _, others = search(page, folder, query)

    assert [(path, text.split("\n")[0].strip()) for path, text in others] == [(link, told)]
    assert page.get_by_role("status").first.inner_text().endswith("Außerdem gefunden: 1")


def test_a_find_shows_its_edition_and_the_words_found(page, folder):
    search(page, folder, "erneuern Volme")
    hit = page.locator(".hit:visible")

    assert hit.inner_text() == f"1949: {ROADS}"
    assert hit.locator("mark").all_inner_texts() == ["Volme", "erneuert"]
    hit.get_by_role("link").click()
    assert page.url.endswith("demands/bruecken.html#e-berg-1949")


def test_a_find_in_several_wordings_shows_the_latest_and_names_the_others(page, folder):
    search(page, folder, "Volme")

    assert page.locator(".hit:visible").inner_text() == f"September 2013: {NEW_ROADS} (auch 1949)"


def test_a_long_text_is_shown_around_what_was_found(page, said):
    text = f"{'Anfang und mehr davon. ' * 20}{MUSIC}{' Schluss und noch mehr davon.' * 20} Brücken"
    search(page, said([text], "de"), "Musikinstrument Brücke")
    shown = page.locator(".hit:visible").inner_text()

    assert len(shown) < 400
    assert shown.count("…") == 2
    assert page.locator(".hit mark").all_inner_texts() == ["Musikinstrument", "Brücken"]


def test_a_preamble_can_be_read_whole(page, folder):
    search(page, folder, "zerstört")
    page.locator("#others").get_by_text("Ganzer Text").click()

    assert page.locator("#others details p").inner_text() == "Das Land ist zerstört. Wir bauen es auf."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["zerstört", "Wege", "Volme"])
def test_what_was_found_keeps_nobody_out(browser, folder, scheme, query):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 800})
    search(page, folder, query)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [one["id"] for one in axe.Axe().run(page).response["violations"]] == []
    page.close()


def test_who_filters_demands_looks_for_nothing_else(page, folder):
    search(page, folder, "Wege")
    assert page.locator("#others").is_visible()
    page.get_by_label("Arbeitsgruppe").select_option("AG Mobilität")

    assert not page.locator("#others").is_visible()


def test_much_that_is_found_besides_is_folded(page, tmp_path):
    folder = write(chronicle([(str(1950 + place), [B]) for place in range(7)]), tmp_path)
    _, others = search(page, folder, "Katalog")

    assert len(others) == 4
    page.get_by_text("3 weitere").click()
    assert page.locator("#others li:visible").count() == 7


def test_what_a_catalogue_says_acts_nowhere_in_what_was_found(page, said):
    search(page, said(["Brücken <img src=x onerror=alert(1)> </script>"], "de"), "img Brücken")

    assert page.locator(".hit").inner_text().endswith("Brücken <img src=x onerror=alert(1)> </script>")
    assert page.locator(".hit img").count() == 0


def test_texts_stand_once_however_many_editions_say_them():
    told = chronicle([(year, [demand("a", SCHOOLS), B]) for year in ("2013", "2016", "2021")])
    script = draw_search(open_book(told, messages("de")))
    held = json.loads(script.removeprefix("var policydiffSaid = ").rstrip(";\n"))

    assert script.count(SCHOOLS) == 1
    assert held["demands"][1] == ["demands/b.html", ["b", BRIDGES], [[0, 2, 0, 1]]]


@pytest.mark.parametrize(("language", "cut"), [("de", "Brücken"), ("en-GB", "bridges"), ("fr", None)])
def test_only_what_the_languages_of_the_catalogue_take_off_is_taken_along(language, cut):
    script = dict(draw_site(words([cut or "ponts"], language), language="de"))["assets/index.js"]
    stems = json.loads(script.removeprefix("var policydiffSaid = ").rstrip(";\n"))["stems"]

    assert list(stems) == [language[:2]]
    assert bool(stems[language[:2]]) == bool(cut)


# Words that an archive says, each with forms that somebody may type and that it says nowhere.
FORMS = {
    "de": """
        Schule: Schulen schulisch schulische | Brücke: Brücken | Straße: Straßen | Haus: Häuser Hauses Häusern
        Förderung: fördern fördert gefördert Förderungen | Forderung: fordern fordert | Kommune: Kommunen kommunal
        Gemeinde: Gemeinden | Land: Länder Landes Ländern | Stadt: Städte Städten | Kind: Kinder Kindern Kindes
        Lehrer: Lehrerin Lehrerinnen Lehrern | Student: Studentin Studentinnen Studenten | Bürger: Bürgern Bürgerinnen
        Gesetz: Gesetze Gesetzes Gesetzen | Bahnhof: Bahnhöfe Bahnhofs Bahnhöfen | Bus: Busse Bussen Busses
        Radweg: Radwege Radwegen Radweges | Fluss: Flüsse Flusses Flüssen | Verkehr: Verkehrs Verkehre
        Beteiligung: beteiligen beteiligt Beteiligungen | Sanierung: sanieren saniert Sanierungen sanierten
        Planung: planen Planungen | Prüfung: prüfen Prüfungen prüfe | Einrichtung: einrichten Einrichtungen einrichte
        Bibliothek: Bibliotheken | Universität: Universitäten | Möglichkeit: Möglichkeiten möglich mögliche
        Sicherheit: Sicherheiten | Freiheit: Freiheiten | Wirtschaft: wirtschaftlich wirtschaftliche Wirtschaften
        Gesellschaft: gesellschaftlich gesellschaftliche Gesellschaften | Region: Regionen | Ärztin: Ärztinnen
        erneuert: erneuern erneuerte erneuerten | verbessern: Verbesserung verbessert Verbesserungen verbesserte
        digital: digitale digitalen digitaler digitales | öffentlich: öffentliche öffentlichen öffentlicher
        sozial: soziale sozialen soziales | neu: neue neuen neuer neues | stark: starke starken stärker
        erhalten: erhält erhalte | bauen: baut baue | stärken: stärkt Stärkung gestärkt | Wohnung: Wohnungen wohnen
        Museum: Museums Museen | Entwicklung: entwickeln entwickelt Entwicklungen | Arbeit: arbeiten Arbeiten arbeitet
    """,
    "en": """
        library: libraries | policy: policies | city: cities | school: schools | bridge: bridges | woman: women
        child: children | tooth: teeth | foot: feet | test: tested testing tests | fund: funding funded funds
        plan: planned planning plans | build: building buildings builds | improve: improved improving improvement improves
        require: requires required requirement requirements | manage: manages managed management managing
        develop: development developed developing develops | support: supported supporting supports supporter
        region: regions regional | nation: nations national | public: publicly | digital: digitally | safe: safely safer
        community: communities | authority: authorities | family: families | road: roads | house: houses housing housed
        protect: protects protected protecting protection | invest: invests invested investment investments investing
        promote: promotes promoted promoting | reduce: reduces reduced reducing | stop: stopped stopping stops
    """,
}


# In German all but schulisch(e), Stärkung, Sicherheiten, entwickelt and entwickeln.
@pytest.mark.parametrize(("language", "count", "least"), [("de", 121, 115), ("en", 74, 74)])
def test_what_is_typed_and_said_nowhere_is_cut_as_the_library_would(page, said, language, count, least):
    pairs = [one.split(":") for one in FORMS[language].replace("\n", "|").split("|") if one.strip()]
    bases = [base.strip() for base, _ in pairs]
    forms = [form for _, rest in pairs for form in rest.split()]
    search(page, said([" ".join(bases)], language), "x")

    def agree(texts):
        cut = "([words, language]) => words.map(word => policydiffWords.typed(word, language).stem)"
        stems = page.evaluate(cut, [texts, language])
        return [one for one, root in zip(texts, stems, strict=True) if root == stem(fold(one, language), language)]

    assert agree(bases) == bases
    assert len(forms) == count
    assert len(agree(forms)) >= least


def test_editions_in_two_languages_are_searched_each_in_its_own(page, tmp_path):
    told = words(["Häuser"], "de")
    late = version("2021", [demand("e", "libraries")], "2021", language="en")
    both = [(told.versions[0], 0), (late, 1)]
    folder = write(Chronicle(versions=(told.versions[0], late), lineage=trace(both)), tmp_path)

    assert found_texts(page, folder, "Haus") == ["Häuser"]
    assert found_texts(page, folder, "library") == ["libraries"]
    assert page.locator(".hit span").first.get_attribute("lang") == "en"


def test_a_title_that_is_the_text_is_told_once():
    told = chronicle([("2013", [replace(B, title=BRIDGES)])])

    assert draw_search(open_book(told, messages("de"))).count(BRIDGES) == 1
