"""The archive in a real browser: opened from a folder and from a web server, with a mouse, a keyboard and a telephone."""

import functools
import http.server
import threading

import pytest

from tests.policies import MUSIC
from tests.render.site.archives import many, renamed, sample, write

pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

KINDS = (
    "index.html",
    "demands.html",
    "timeline.html",
    "compare.html",
    "pictures.html",
    "demands/a.html",
    "groups/bildung.html",
    "addressees/land.html",
    "compare/2013--2016.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(sample(), tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def renamed_folder(tmp_path_factory):
    return write(renamed(), tmp_path_factory.mktemp("renamed"))


@pytest.fixture(scope="module")
def many_folder(tmp_path_factory):
    return write(many(), tmp_path_factory.mktemp("many"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def server(folder):
    """Serve the archive on loopback and return its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


def shown(page):
    return page.locator(".listed tbody tr:visible").count()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_its_screen_and_asks_nobody_else(page, folder, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(folder.joinpath(name).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(url.startswith(folder.as_uri()) for url in page.asked)


@pytest.mark.parametrize("name", KINDS)
def test_a_page_on_a_server_asks_nobody_else(page, server, name):
    page.goto(f"{server}/{name}")

    assert all(url.startswith(server) for url in page.asked if "favicon" not in url)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_that_keeps_people_out(browser, folder, name, width, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(folder.joinpath(name).as_uri())
    found = axe.Axe().run(page).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.close()


@pytest.mark.parametrize("address", ["compare.html?old=1951&new=1963", "pictures.html", "demands.html?q=xyzzy"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_where_there_are_many_editions(browser, many_folder, address, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    name, _, query = address.partition("?")
    page.goto(f"{many_folder.joinpath(name).as_uri()}?{query}")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one["id"] for one in axe.Axe().run(page).response["violations"]] == []
    page.close()


@pytest.mark.parametrize("words", ["bibliothek", "OEFFENTLICHE Bibliotheken", "sonntag"])
def test_a_search_finds_earlier_wordings_umlauts_and_word_forms(page, folder, words):
    page.goto(folder.joinpath("demands.html").as_uri())
    page.get_by_role("searchbox").fill(words)

    assert page.locator(".listed td > a:visible").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        "demands/a.html",  # said so in 2013
        "demands/c.html",
    ]
    assert page.get_by_role("status").inner_text() == "2 Forderungen"


def test_a_search_without_a_find_says_so(page, folder):
    page.goto(folder.joinpath("demands.html").as_uri())
    page.get_by_role("searchbox").fill("xyzzy")

    assert shown(page) == 0
    assert page.get_by_role("status").inner_text() == "Keine Forderung gefunden."


def test_filters_work_together_and_stand_in_the_address(page, folder):
    page.goto(folder.joinpath("demands.html").as_uri())
    everything = shown(page)
    page.get_by_label("Arbeitsgruppe").select_option("AG Verkehr")
    page.get_by_label("Adressaten").select_option("Bund")
    page.get_by_label("Was geschah").select_option("andere Adressaten")

    assert (everything, shown(page)) == (5, 1)
    assert page.url.endswith("?group=verkehr&addressee=bund&kind=reassigned")
    page.reload()
    assert shown(page) == 1
    page.get_by_label("Arbeitsgruppe").select_option("alle")
    page.get_by_label("Adressaten").select_option("alle")
    page.get_by_label("Was geschah").select_option("alle")
    assert shown(page) == everything
    assert "?" not in page.url


def test_a_deep_link_opens_a_filter(page, server):
    page.goto(f"{server}/demands.html?q=Radschnellwege&group=bildung")

    assert shown(page) == 1
    assert page.get_by_role("searchbox").input_value() == "Radschnellwege"


def test_a_deep_link_shows_one_edition_of_a_demand(page, folder):
    page.goto(folder.joinpath("demands", "a.html").as_uri() + "#e-2021")

    assert page.locator("#e-2021").evaluate("one => one.matches(':target')")
    assert page.locator("#e-2021").is_visible()


def test_a_filter_finds_a_demand_by_a_group_it_left_and_a_former_name_of_a_group(page, renamed_folder):
    address = renamed_folder.joinpath("demands.html").as_uri()
    page.goto(f"{address}?group=verkehr")

    assert page.get_by_label("Arbeitsgruppe").input_value() == "mobilitaet"
    assert page.locator(".listed a:visible").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        "demands/d.html",  # stands in another group now
        "demands/b.html",
    ]
    assert not page.locator("#unknown").is_visible()


def test_a_filter_finds_what_happened_beside_other_things(page, renamed_folder):
    page.goto(renamed_folder.joinpath("demands.html").as_uri())
    page.get_by_label("Was geschah").select_option("umformuliert")

    assert shown(page) == 2  # reassigned too, and reinstated too


def test_what_an_address_asks_for_and_nobody_knows_is_told(page, renamed_folder):
    page.goto(renamed_folder.joinpath("demands.html").as_uri() + "?group=xyz&kind=reinstated")
    told = page.locator("#unknown")

    assert told.inner_text() == "Das gibt es hier nicht und bleibt außer Acht: group=xyz"
    assert shown(page) == 1
    page.get_by_label("Arbeitsgruppe").select_option("AG Bildung")
    assert not told.is_visible()
    page.goto(renamed_folder.joinpath("compare.html").as_uri() + "?old=1950&new=2013")
    assert told.inner_text().endswith(": old=1950")


def test_the_timeline_leads_to_an_edition_of_a_demand_and_needs_one_stop_of_the_keyboard_a_row(page, renamed_folder):
    page.goto(renamed_folder.joinpath("timeline.html").as_uri())
    rows = page.locator(".timeline tbody tr")
    assert page.locator(".timeline a:not([tabindex])").count() == rows.count()

    page.locator(".timeline .cell-reinstated a").last.click()
    assert page.url.endswith("demands/m.html#e-2013")


def test_which_editions_a_page_was_made_from_is_folded_and_printed(page, renamed_folder):
    page.goto(renamed_folder.joinpath("groups", "bildung.html").as_uri())
    editions = page.locator(".made-from li").first
    assert not editions.is_visible()
    page.emulate_media(media="print")
    assert editions.is_visible()


def test_two_editions_are_compared_by_choosing_them(page, folder):
    page.goto(folder.joinpath("compare.html").as_uri())
    page.get_by_label("Alte Fassung").select_option("2013")
    page.get_by_role("link", name="Zum Bericht").click()

    assert page.url.endswith("compare/2013--2021.html")


def test_editions_may_be_chosen_in_either_order_and_not_twice(page, folder):
    page.goto(folder.joinpath("compare.html").as_uri() + "?old=2021&new=2013")
    chosen = [page.get_by_label(name).input_value() for name in ("Alte Fassung", "Neue Fassung")]
    assert chosen == ["2013", "2021"]
    assert page.get_by_role("link", name="Zum Bericht").get_attribute("href").endswith("compare/2013--2021.html")

    page.get_by_label("Alte Fassung").select_option("2021")
    assert page.locator("#found").inner_text() == "Das ist dieselbe Fassung."


def beside(page, folder, query=""):
    """Open two editions that have no report, set side by side, and return what differs between them."""
    page.goto(f"{folder.joinpath('compare.html').as_uri()}?old=1951&new=1963{query}")
    return page.locator("#entries tbody:visible")


def test_editions_without_a_report_are_set_side_by_side(page, many_folder):
    entries = beside(page, many_folder)

    assert page.locator("#found").inner_text() == (
        "Entfallen oder aufgegangen: 1 · Hinzugekommen: 1 · Wortlaut geändert: 1 · Andere Adressaten: 1"
    )
    assert sorted(entries.evaluate_all("all => all.map(one => one.id)")) == ["d-a", "d-b", "d-d", "d-m"]
    dropped = page.locator("#d-m")
    assert dropped.locator(".kind").inner_text() == "Entfallen oder aufgegangen"
    assert dropped.locator("td.new").inner_text() == "entfällt"
    dropped.get_by_role("link", name="Schritt für Schritt").click()
    assert page.url.endswith("demands/m.html")


def test_side_by_side_marks_whole_words_and_says_so_aloud(page, many_folder):
    beside(page, many_folder)
    reworded, reassigned = page.locator("#d-a"), page.locator("#d-b")

    assert reworded.locator("td.old del").count() == 0
    assert reworded.locator("td.new ins .words").inner_text() == f"und {MUSIC}"
    assert "Einfügen: und Jedem" in reworded.locator("td.new .text").text_content()
    assert reassigned.locator("td.old .asked del .words").inner_text() == "Land"
    assert reassigned.locator("td.new .asked ins .words").inner_text() == "Bund"


def test_side_by_side_can_be_filtered_and_every_choice_stands_in_the_address(page, many_folder):
    entries = beside(page, many_folder)
    page.get_by_label("Was geschah").select_option("Wortlaut geändert")
    assert entries.count() == 1
    assert page.locator("#shown").inner_text() == "1 gezeigt"

    page.get_by_label("Arbeitsgruppe").select_option("AG Verkehr")
    assert entries.count() == 0
    assert page.locator("#shown").inner_text() == "Keine solche Änderung."
    assert page.url.endswith("?old=1951&new=1963&kind=reworded&group=verkehr")

    page.reload()
    assert entries.count() == 0
    page.get_by_label("Was geschah").select_option("alle")
    assert entries.evaluate_all("all => all.map(one => one.id)") == ["d-b"]


def test_a_deep_link_shows_one_change_of_two_editions_side_by_side(page, many_folder):
    beside(page, many_folder, "#d-b")

    assert page.locator("#d-b").evaluate("one => one.matches(':target')")
    assert page.evaluate("document.querySelector('#d-b').getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Wir bauen Radwege.", "Wir bauen neue Radwege.", [[], ["neue"]]),
        ("Wir fordern 0,7 % mehr.", "Wir fordern 0,5 % mehr.", [["0,7"], ["0,5"]]),
        ("Wir bauen Radwege", "Ganz anderes steht jetzt da", [["Wir bauen Radwege"], ["Ganz anderes steht jetzt da"]]),
        (
            "Radwege bauen",
            "Radwege bauen und Brücken sanieren, wo sie im Ruhrgebiet so nicht mehr tragen",
            [[], ["und Brücken sanieren, wo sie im Ruhrgebiet so nicht mehr tragen"]],
        ),
        (
            "Heute die Schulen bauen und fördern",
            "Morgen die Kitas bauen und fördern",
            [["Heute die Schulen"], ["Morgen die Kitas"]],
        ),
        ("a b c d e f", "a b c d e f", [[], []]),
        ("", "Neu", [[], ["Neu"]]),
    ],
)
def test_the_redline_in_the_browser_marks_what_differs(page, many_folder, old, new, marked):
    page.goto(many_folder.joinpath("compare.html").as_uri())
    sides = page.evaluate("texts => policydiffRedline(...texts)", [old, new])

    assert ["".join(run["text"] for run in side) for side in sides] == [old, new]
    assert [[run["text"].strip() for run in side if not run["isKept"]] for side in sides] == marked


def test_everything_can_be_done_with_a_keyboard(page, folder):
    page.goto(folder.joinpath("demands.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.goto(folder.joinpath("demands.html").as_uri())
    for _ in range(7):  # past the skip link and the five links of the archive
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Musik")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "group"
    for _ in range(4):  # past the other filters and what says which editions these are
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/demands/m.html")


def test_without_scripts_everything_can_be_read(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(folder.joinpath("demands.html").as_uri())

    assert page.locator(".listed tbody tr").count() == 5
    assert page.locator(".listed tbody tr").first.is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.get_by_text("brauchen JavaScript").is_visible()
    context.close()
