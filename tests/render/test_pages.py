"""Pages for people: HTML that needs nothing from outside, inventories, the index."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from policydiff.core.catalogue import Catalogue
from policydiff.render import IndexItem, render, render_index, render_inventory
from tests.render.samples import small_catalogue, whole_report

ITEM = IndexItem(
    title="Muster <2026>",
    editions="b (Mai 2026)",
    subtitle="Von 2 Forderungen …",
    html="a b/r.html",
    markdown="javascript:x.md",
)


def pages() -> dict[str, str]:
    """Return every HTML page in German."""
    return {
        "report": render(whole_report(), format="html"),
        "inventory": render_inventory(small_catalogue(), format="html"),
        "index": render_index([ITEM], format="html", language="de"),
    }


class Outline(HTMLParser):
    """Collects what a page is made of."""

    VOID = ("meta", "br", "link", "col")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mismatched: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags[tag] += 1
        if tag not in self.VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            self.attributes[name] += 1
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends."""
        if not self.open or self.open.pop() != tag:
            self.mismatched.append(tag)


@pytest.mark.parametrize("name", ["report", "inventory", "index"])
def test_a_page_is_sound_and_needs_nothing_from_outside(name):
    page = pages()[name]
    outline = Outline()
    outline.feed(page)

    assert outline.mismatched == outline.open == []
    assert '<html lang="de">' in page
    assert not outline.tags.keys() & {"script", "link", "img", "iframe", "object", "form"}
    assert not outline.attributes.keys() & {"style", "src", "onclick"}
    assert not re.search(r"url\(|@import|https?://", page)
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert [id for id, count in Counter(outline.ids).items() if count > 1] == []
    assert {target[1:] for target in outline.targets if target.startswith("#")} <= set(outline.ids)
    assert outline.tags["main"] == outline.tags["header"] == 1


@pytest.mark.parametrize("name", ["report", "inventory", "index"])
def test_the_policy_of_a_page_allows_its_own_style_alone(name):
    page = pages()[name]
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\"" in page


def test_every_demand_of_a_report_has_its_permanent_address():
    page = pages()["report"]

    for id in (
        "moorquote",
        "moorsteuer",
        "torfabbau-ende",
        "torflager",
        "torfabbau",
        "eule",
        "voegel",
        "gondel",
        "gondel-alt",
        "stern",
        "kabel",
        "moor-eins",
    ):
        assert page.count(f'id="d-{id}"') == 1, id
    assert page.count('id="old-stern"') == 1


def test_screen_readers_hear_what_is_struck_and_inserted():
    page = pages()["report"]

    assert (
        '<del><span class="heard">Streichen: </span>muss<span class="heard"> Ende der Streichung. </span></del>' in page
    )
    assert (
        '<ins><span class="heard">Einfügen: </span>soll<span class="heard"> Ende der Einfügung. </span></ins>' in page
    )


def test_screen_readers_hear_the_number_of_moved_words_in_both_places():
    page = pages()["report"]

    for mark, words in (("away", "Im ganzen Land und ohne Wartezeit"), ("here", "im ganzen Land und ohne Wartezeit")):
        assert (
            f'<span class="moved-{mark}"><span class="heard">Verschoben (1): </span>'
            f'<sup class="move" aria-hidden="true">[1]</sup>{words}'
            '<span class="heard"> Ende der Verschiebung. </span></span>'
        ) in page


def test_of_moved_words_the_old_place_stands_on_the_old_side_and_the_new_place_on_the_new_side():
    cells = re.findall(r'<td role="cell" class="(old|new)".*?</td>', pages()["report"], re.DOTALL)
    moved = re.findall(
        r'<td role="cell" class="(old|new)"(?:(?!</td>).)*?class="moved-(away|here)"', pages()["report"], re.DOTALL
    )

    assert len(cells) > 20
    assert moved == [("old", "away"), ("new", "here")]


def test_the_severity_of_an_entry_can_be_read_and_heard():
    page = pages()["report"]

    badge = '<span class="severity severity-major">schwerwiegend</span><span class="heard">: </span>'
    assert f'{badge} <span class="kind kind-reassigned">Adressat geändert</span>' in page
    assert page.count('<tbody class="entry" role="rowgroup" id=') == len(
        re.findall(
            r'<p class="kinds"><span class="severity[^>]*>[^<]*</span><span class="heard">: </span> <span class="kind ',
            page,
        )
    )


def test_what_only_a_roll_up_tells_can_be_opened_and_has_its_permanent_address():
    page = pages()["report"]
    section = page[page.index('id="rollup-1"') : page.index('id="changes"')]
    folded = "".join(re.findall(r"<details>.*?</details>", section, re.DOTALL))

    for id in ("gondelsitz", "torfzoll", "torfkarte", "gondeltakt", "gondelpreis"):
        assert f'id="d-{id}"' in folded
        assert page.count(f'id="d-{id}"') == 1
    assert '<a href="#d-seilpruefung">' in folded
    assert 'id="d-seilpruefung"' not in section


def test_a_reference_is_a_link_where_the_page_holds_the_demand():
    page = pages()["report"]

    assert '<a href="#d-moor-eins"><code>moor-eins</code></a>, <code>nicht-gezeigt</code></p>' in page


def test_both_columns_hold_the_full_text():
    page = re.sub(r'<span class="heard">.*?</span>', "", pages()["report"])
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<p class="text">(.*?)</p>', page)]

    assert "Die Moorquote muss bis 2030 auf 0,7 % des „Musterhaushalts“ steigen" in cells
    assert "Die Moorquote soll bis 2035 auf 0,5 % des „Musterhaushalts“ steigen" in cells


def test_the_parts_of_a_split_and_the_sources_of_a_merge_stand_in_one_row():
    page = re.sub(r'<span class="part">.</span>&nbsp;', "", pages()["report"])
    rows = re.findall(r'<td role="cell" class="old".*?</tr>', page, re.DOTALL)
    texts = [re.findall(r'<td|<p class="text">([^<]*)</p>', row) for row in rows]

    assert ["", "Torfabbau beenden und Torflager schützen", "", "Torfabbau beenden", "Torflager schützen"] in texts
    assert ["", "Eulen zählen", "Reiher zählen", "", "Eulen und Reiher zählen"] in texts


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_an_inventory_holds_every_demand_and_who_is_asked(format, catalogue):
    text = render_inventory(catalogue, format=format, width=1000)
    plain = re.sub(r"<[^>]+>|[|*]", " ", text).replace("\u00a0", " ")

    assert "12 Forderungen aus 2 Arbeitsgruppen richten sich an 2 Adressaten. 1 nennt niemanden." in plain
    for one in catalogue.demands:
        assert one.text in text
        assert one.id in text
    assert re.search(r"Land\s+6\s+5\s+11\b", plain)
    assert re.search(r"Forderungen\s+7\s+5\s+0\s+12\b", plain)
    assert "Alle zusammen." in text


def test_an_inventory_of_nothing_is_an_inventory():
    empty = Catalogue(edition="leer", title="Leer", language="en")

    for format in ("terminal", "markdown", "html"):
        assert "The catalogue holds no demand." in render_inventory(empty, format=format)
    with pytest.raises(ValueError, match="'json' is no format"):
        render_inventory(empty, format="json")


def test_the_preambles_of_an_inventory_are_folded():
    page = pages()["inventory"]

    assert re.search(
        r"<details>\s*<summary>Vorspann</summary>\s*<p class=\"preamble\">Die Musterregion ist moorig.</p>", page
    )


def test_the_index_links_its_reports_and_nothing_else():
    page, text = pages()["index"], render_index([ITEM], format="markdown", language="de")

    assert '<h2><a href="a%20b/r.html"><span>Muster &lt;2026&gt;</span>, b (Mai 2026)</a></h2>' in page
    assert "[Webseite](a%20b/r.html) · [Markdown](javascript%3Ax.md)" in text
    assert "Es gibt noch keinen Bericht." in render_index([], format="html", language="de")
