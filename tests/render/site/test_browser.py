"""The archive in a real browser: opened from a folder and from a web server, with a mouse, a keyboard and a telephone."""

import functools
import http.server
import threading

import pytest

from policydiff.render.site.index import find_stems
from tests.policies import MUSIC
from tests.render.site.archives import many, sample, write

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

KINDS = (
    "index.html",
    "demands.html",
    "compare.html",
    "pictures.html",
    "demands/a.html",
    "groups/bildung.html",
    "addressees/land.html",
    "compare/2013--2016.html",
)


@pytest.fixture(scope="module")
def browser(program):
    """Start the machine's own Chromium."""
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program("chromium", "google-chrome"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(sample(), tmp_path_factory.mktemp("archive"))


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


@pytest.fixture
def page(browser):
    """Open a page that may say nothing on its console; what it asks for is noted in `asked`."""
    page = browser.new_page()
    said: list[str] = []
    page.asked = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert said == []
    page.close()


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


@pytest.mark.parametrize("words", ["bibliothek", "OEFFENTLICHE Bibliotheken", "sonntäg"])
def test_a_search_finds_earlier_wordings_umlauts_and_word_forms(page, folder, words):
    page.goto(folder.joinpath("demands.html").as_uri())
    page.get_by_role("searchbox").fill(words)

    assert page.locator(".listed a:visible").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
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


def test_two_editions_are_compared_by_choosing_them(page, folder):
    page.goto(folder.joinpath("compare.html").as_uri())
    page.get_by_label("Alte Fassung").select_option("2013")
    page.get_by_role("link", name="Zum Bericht").click()

    assert page.url.endswith("compare/2013--2021.html")


def test_editions_may_be_chosen_in_either_order_and_not_twice(page, folder):
    page.goto(folder.joinpath("compare.html").as_uri() + "?old=2021&new=2013")
    assert page.get_by_role("link", name="Zum Bericht").get_attribute("href").endswith("compare/2013--2021.html")

    page.get_by_label("Neue Fassung").select_option("2021")
    assert page.get_by_role("status").inner_text() == "Das ist dieselbe Fassung."


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
    for _ in range(6):  # past the skip link and the four links of the archive
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Musik")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "group"
    for _ in range(3):
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


def test_the_script_finds_the_same_stems_as_the_index(page, folder):
    words = (
        "Förderung geförderten Straßen STRASSE Bibliotheken öffentlichen Ganztagsschulen dauerhaft finanzieren Queue "
        "neue Kommunen Länder genau gehen gegen 2016 § 5 Café İstanbul ﬁnanzieren A40 naïve e-ticketing_neu Ǆ"
    )
    page.goto(folder.joinpath("demands.html").as_uri())

    assert page.evaluate("words => policydiffStems(words)", words) == list(find_stems(words))
