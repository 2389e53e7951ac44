"""The archive as files: every link leads somewhere, nothing comes from outside, nothing in a catalogue acts."""

import json
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from posixpath import dirname, join, normpath

import pytest

from policydiff.core.acceptance import Acceptance
from policydiff.core.comparison import compare
from policydiff.render.messages import LANGUAGES, messages
from policydiff.render.site import draw_site
from policydiff.render.site.book import MOST_EDITIONS, open_book
from tests.core.lineage.chains import chronicle
from tests.policies import MUSIC, SCHOOLS, demand
from tests.render.site.archives import B, many, sample
from tests.render.test_pages import Outline


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request):
    return dict(draw_site(sample(), language=request.param))


def outlines(files):
    for path, text in files.items():
        if path.endswith(".html"):
            outline = Outline()
            outline.feed(re.sub(r"<(rect|line|path|circle|input)\b([^>]*?)/?>", r"<\1\2></\1>", text))
            yield path, text, outline


def test_every_kind_of_page_is_there(files):
    assert {"index.html", "demands.html", "compare.html", "pictures.html", "assets/style.css"} <= files.keys()
    assert {"demands/a.html", "demands/c.html", "groups/verkehr.html", "addressees/bund.html"} <= files.keys()
    assert {path for path in files if path.startswith("compare/")} == {
        f"compare/{old}--{new}.html" for old, new in combinations(("2013", "2016", "2021"), 2)
    }


def test_every_page_is_sound(files):
    for path, text, outline in outlines(files):
        assert outline.mismatched == outline.open == [], path
        assert outline.headings[0] == outline.headings.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(outline.headings)), path
        assert [id for id, count in Counter(outline.ids).items() if count > 1] == [], path
        assert not outline.attributes.keys() & {"style", "onclick"}, path
        assert outline.tags["main"] == 1, path
        assert "\x1b" not in text, path


def test_every_link_leads_to_a_file_and_a_place_in_it(files):
    ids = {path: set(outline.ids) for path, _, outline in outlines(files)}
    for path, _, outline in outlines(files):
        for target in outline.targets:
            name, _, anchor = target.partition("#")
            found = normpath(join(dirname(path), name)) if name else path
            assert found in files, (path, target)
            assert not anchor or anchor in ids[found], (path, target)


def test_nothing_comes_from_outside_and_no_script_stands_in_a_page(files):
    for path, text in files.items():
        assert not re.search(r"url\((?!#)|@import|https?://", text), path
        if path.endswith(".html"):
            scripts = re.findall(r"<script[^>]*>", text)
            assert all(re.fullmatch(r'<script src="assets/\w+\.js" defer>', script) for script in scripts), path
            assert "default-src 'none'" in text, path
            assert "unsafe" not in text, path
            assert "<style" not in text, path
            assert f'<link rel="stylesheet" href="{"../" * path.count("/")}assets/style.css">' in text, path


def test_what_a_catalogue_says_cannot_leave_its_place(files):
    assert "&lt;script&gt;" in files["demands/a.html"]
    assert not any("<script>" in text for text in files.values() if text.startswith("<!doctype"))


def test_the_name_of_an_edition_acts_neither_in_a_picture_nor_in_a_path():
    files = dict(draw_site(chronicle([("<b>1\x1b", [B]), ("<b>2/..", [B])])))

    assert "&lt;b&gt;1␛</text>" in files["pictures.html"]
    assert not any("<b>" in text or "\x1b" in text for text in files.values())
    assert all(re.fullmatch(r"[a-z0-9_/-]+\.(html|css|js)", path) for path in files)


def test_what_an_addressee_is_asked_today_stands_apart_from_what_it_was_asked():
    files = dict(draw_site(sample(), language="de"))

    page = files["addressees/bund.html"].replace("\N{NO-BREAK SPACE}", " ")

    assert "0 in der neuesten Fassung, 1 früher hierher gerichtet, 0 nicht mehr da." in page


def test_the_same_chronicle_gives_the_same_bytes():
    assert dict(draw_site(sample())) == dict(draw_site(sample()))


def test_every_edition_of_a_demand_has_its_address(files):
    every = ["2013", "2016", "2021"]
    for thread, editions in {"a": every, "b": every, "m": ["2013", "2021"]}.items():
        page = files[f"demands/{thread}.html"]
        assert re.findall(r' id="e-(\w+)"', page) == editions


def test_an_older_paper_taken_in_moves_no_address():
    editions = [("2013", [B]), ("2016", [B, demand("a", SCHOOLS)])]
    before, after = (dict(draw_site(chronicle(found))) for found in (editions, [*editions, ("1949", [B])]))

    for path in before.keys() - {"assets/editions.js"}:
        kept = [re.findall(r' id="(e-[\w-]+)"', files[path]) for files in (before, after)]
        assert set(kept[0]) <= set(kept[1]), path
    assert "e-2016" in after["index.html"]


def test_editions_that_say_the_same_are_told_in_one_line():
    told = chronicle([(year, [B]) for year in ("2013", "2016", "2021")])
    page = dict(draw_site(told))["demands/b.html"]

    assert page.count('class="station"') == 1
    assert 'Ebenso, unverändert: <span id="e-2016">2016</span>, <span id="e-2021">2021</span>' in page


def test_of_one_edition_there_is_nothing_to_compare():
    page = dict(draw_site(chronicle([("2016", [demand("a", SCHOOLS)])]), language="de"))["compare.html"]

    assert "Es gibt nur eine Fassung; verglichen wird, sobald es eine zweite gibt." in page
    assert "Alle Berichte" not in page


def test_a_demand_shows_its_redline_its_relatives_and_its_citation():
    files = dict(draw_site(sample(), language="de"))

    assert "<del>" in files["demands/a.html"]
    assert 'href="../demands/a.html#e-2013"' in files["demands/c.html"]
    assert "Fassung 2016, Forderung c, Commit " + "c" * 40 in files["demands/c.html"]
    assert "{2016:c:" in files["demands/c.html"]
    assert "Herkunft der Wörter" in files["demands/a.html"]


def test_the_start_page_says_what_happened_between_editions():
    start = dict(draw_site(sample(), language="de"))["index.html"]

    assert "Von 3 Forderungen" in start.replace("\N{NO-BREAK SPACE}", " ")
    assert 'href="compare/2013--2016.html"' in start


def test_with_many_editions_neighbours_alone_have_reports():
    told = many()
    files = dict(draw_site(told))

    assert len(told.editions) > MOST_EDITIONS
    assert {path for path in files if path.startswith("compare/")} == {
        f"compare/{old}--{new}.html" for old, new in pairwise(told.editions)
    }
    held = json.loads(files["assets/editions.js"].removeprefix("var policydiffEditions = ").rstrip(";\n"))
    told_of = {page: (states, numbers) for page, states, numbers in held["threads"]}
    assert told_of["m"][1] == [*[0] * 13, -1]
    states, numbers = told_of["a"]
    assert [states[number][2] for number in numbers[-2:]] == [SCHOOLS, f"{SCHOOLS} und {MUSIC}"]


def test_a_demand_may_have_stood_in_a_folder_without_a_working_group():
    years = [str(1950 + number) for number in range(MOST_EDITIONS + 1)]
    told = chronicle([(years[0], [replace(B, group="ohne")]), *((year, [B]) for year in years[1:])])

    assert '["ohne","ohne"]' in dict(draw_site(told))["assets/editions.js"]


def test_names_that_no_file_can_have_get_another_one():
    told = chronicle([("2013", [demand("A", SCHOOLS), B]), ("2016", [demand("../x", SCHOOLS, succeeds=("A",)), B])])
    book = open_book(told, messages("de"))

    assert all(re.fullmatch(r"demands/[a-z0-9_-]+\.html", page) for page in book.pages.values())
    assert len(set(book.pages.values())) == len(book.pages)


def test_of_the_first_edition_nothing_is_said_about_before():
    files = dict(draw_site(sample(), language="de"))

    assert "Steht in der ersten Fassung, die vorliegt." in files["demands/m.html"]
    assert "Neu in dieser Fassung." not in files["demands/m.html"]
    assert "Neu in dieser Fassung." in files["demands/d.html"]


def test_what_a_person_let_through_is_shown_where_it_is_told():
    plain = sample()
    told = compare(*plain.versions[:2], rulebook=plain.rulebook)
    words = {entry.fingerprint: ",".join(one.id for one in entry.new or entry.old) for entry in told.entries}
    accepted = [
        Acceptance(fingerprint=key, by="Erika Muster", reason=f"Zu {name}") for key, name in words.items() if key
    ]
    unused = Acceptance(fingerprint="a" * 16, by="Erika Muster", reason="Von einst")
    versions = list(plain.versions)
    versions[1] = replace(versions[1], acceptances=(*accepted, unused))
    files = dict(draw_site(replace(plain, versions=tuple(versions)), language="de"))

    report = files["compare/2013--2016.html"]
    assert report.count("Erika Muster: „Zu b“") == 2  # in the list of all, and with the change
    assert "Von einst" not in report
    assert "Erika Muster" not in files["compare/2016--2021.html"]
    assert "<dt>Freigegeben</dt><dd>Erika Muster: „Zu b“</dd>" in files["demands/b.html"]
    assert '<p class="then">Freigegeben: Erika Muster: „Zu m“</p>' in files["demands/m.html"]


def test_an_archive_of_one_edition_can_be_drawn():
    files = dict(draw_site(chronicle([("2013", [B])])))

    assert "compare.html" in files
    assert "<svg" in files["pictures.html"]
