"""Histories, blame, timelines and figures in a real browser: for everyone, on a telephone too, by their own policy."""

import pytest

from tests.render.lineage.test_pages import all_of, sample
from tests.render.site import archives

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

NAMES = ("history", "blame", "timeline", "stats")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write all pages."""
    folder = tmp_path_factory.mktemp("pages")
    for name, page in zip(NAMES, all_of(sample(), format="html"), strict=True):
        folder.joinpath(f"{name}.html").write_text(page, "utf-8")
    for name, page in zip(NAMES, all_of(archives.many(30), format="html", language="en"), strict=True):
        folder.joinpath(f"{name}-many.html").write_text(page, "utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_its_screen_and_obeys_its_policy(browser, folder, name, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(folder.joinpath(f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


@pytest.mark.parametrize("name", [*NAMES, *(f"{name}-many" for name in NAMES)])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_that_keeps_people_out(browser, folder, name, width, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(folder.joinpath(f"{name}.html").as_uri())
    found = axe.Axe().run(page).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.close()


def test_a_wide_table_can_be_reached_and_scrolled_by_keyboard(browser, folder):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(folder.joinpath("timeline.html").as_uri())

    assert page.evaluate("document.querySelector('.scrolling').tabIndex") == 0
    assert page.evaluate("document.querySelector('.scrolling').getAttribute('aria-labelledby')") == "table"
    page.close()
