"""The page in a real browser: accessible, filtered without a script, complete on paper."""

from pathlib import Path

import pytest

from policydiff.render.synopsis import render_report_with_synopsis, render_synopsis
from tests.render.synopsis.stories import example
from tests.render.test_pages import Outline, pages

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

NAMES = ["two", "three", "front"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Write the pages of the Synopse, and all others."""
    folder = tmp_path_factory.mktemp("synopsis")
    folder.joinpath("two.html").write_bytes(render_synopsis(example()[:1], format="html"))
    folder.joinpath("three.html").write_bytes(render_synopsis(example(), format="html"))
    folder.joinpath("front.html").write_bytes(render_report_with_synopsis(example()[0], format="html"))
    for name, page in pages().items():
        folder.joinpath(f"{name}.html").write_text(page, "utf-8")
    return folder


def seen(page) -> int:
    return page.evaluate("[...document.querySelectorAll('.block')].filter(one => one.offsetHeight).length")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", [*NAMES, "report", "inventory", "index"])
def test_axe_finds_nothing_that_keeps_people_out(browser, folder, name, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(folder.joinpath(f"{name}.html").as_uri())
    found = axe.Axe().run(page).response["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound_and_needs_nothing_from_outside(folder, name):
    text = folder.joinpath(f"{name}.html").read_text("utf-8")
    outline = Outline()
    outline.feed(text)

    assert outline.mismatched == outline.open == []
    assert not outline.tags.keys() & {"script", "link", "img", "iframe", "object", "form"}
    assert not outline.attributes.keys() & {"style", "src", "onclick"}
    assert len(outline.ids) == len(set(outline.ids))
    assert {target[1:] for target in outline.targets} <= set(outline.ids)
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))


def test_rows_are_chosen_by_keyboard_and_without_a_script(browser, folder):
    page = browser.new_context(java_script_enabled=True).new_page()
    page.goto(folder.joinpath("two.html").as_uri())
    everything = seen(page)
    page.focus("#choose-kind")
    page.select_option("#choose-kind", "k-split")

    assert seen(page) == 2
    assert page.locator(".filtered").is_visible()
    page.select_option("#choose-group", label="AG Wirtschaft / Digitalisierung")
    assert seen(page) == 1
    page.select_option("#choose-kind", "all")
    page.select_option("#choose-group", "all")
    page.select_option("#choose-addressee", label="EU")
    assert 0 < seen(page) < everything
    page.select_option("#choose-addressee", "all")
    page.select_option("#choose-severity", "s-major")
    assert 0 < seen(page) < everything
    page.select_option("#choose-severity", "all")
    assert seen(page) == everything
    assert not page.locator(".filtered").is_visible()
    page.close()


def test_what_is_printed_while_rows_are_chosen_says_so(browser, folder):
    page = browser.new_page()
    page.goto(folder.joinpath("two.html").as_uri())
    page.select_option("#choose-kind", "k-changed")
    page.emulate_media(media="print")

    assert page.locator(".filtered").is_visible()
    assert not page.locator("#choose-kind").is_visible()
    page.close()


def test_screen_readers_hear_what_is_struck_and_inserted(folder):
    text = folder.joinpath("two.html").read_text("utf-8")

    strike, insert = (
        '<{}><span class="heard">{}: </span>{}<span class="heard">'.format(*one)
        for one in (
            ("del", "Streichen", "0,7"),
            ("ins", "Einfügen", "0,5"),
        )
    )
    assert strike in text
    assert insert in text
    assert '<span aria-hidden="true">u n v e r ä n d e r t</span><span class="heard">unverändert</span>' in text
