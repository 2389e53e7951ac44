"""Pages in a real browser: they fit a telephone, obey their own policy, and can be read with a keyboard."""

from pathlib import Path

import pytest

from tests.render.test_pages import pages

NAMES = ["report", "inventory", "index"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Write all pages."""
    folder = tmp_path_factory.mktemp("pages")
    for name, page in pages().items():
        folder.joinpath(f"{name}.html").write_text(page, "utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_page_fits_its_screen_and_obeys_its_policy(browser, folder, name, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(folder.joinpath(f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    page.close()


def test_the_first_key_leads_past_the_navigation(browser, folder):
    page = browser.new_page()
    page.goto(folder.joinpath("report.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_the_address_of_an_unchanged_demand_opens_its_list(browser, folder):
    page = browser.new_page()
    page.goto(folder.joinpath("report.html").as_uri() + "#d-kabel")

    assert page.locator("#d-kabel code").is_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser, folder, scheme):
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text."""
    page = browser.new_page(color_scheme=scheme)
    page.goto(folder.joinpath("report.html").as_uri())
    lowest = page.evaluate(
        """() => {
          const light = colour => {
            const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
              .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            return 0.2126 * r + 0.7152 * g + 0.0722 * b
          }
          const paper = element => {
            const own = getComputedStyle(element).backgroundColor
            return own === 'rgba(0, 0, 0, 0)' && element.parentElement ? paper(element.parentElement) : own
          }
          return Math.min(...[...document.querySelectorAll('body *')].map(element => {
            const [a, b] = [light(getComputedStyle(element).color), light(paper(element))].sort((x, y) => y - x)
            return (a + 0.05) / (b + 0.05)
          }))
        }"""
    )

    assert lowest >= 4.5
    page.close()
