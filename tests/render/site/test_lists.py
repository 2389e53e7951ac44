"""Lists, filters and the timeline of the archive: who stood where, in which editions, and what happened there."""

import re
from dataclasses import replace

import pytest

from policydiff.core.lineage.histories import tell_history
from policydiff.core.lineage.timelines import Sign
from policydiff.render.lineage.histories import note_history
from policydiff.render.messages import messages
from policydiff.render.site import draw_site, timelines
from policydiff.render.site.book import open_book
from policydiff.render.site.lists import list_items
from tests.core.lineage.chains import chronicle
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand
from tests.render.site.archives import YEARS, renamed


@pytest.fixture(scope="module")
def files():
    return dict(draw_site(renamed(), language="de"))


@pytest.fixture(scope="module")
def items():
    return {item.thread: item for item in list_items(open_book(renamed(), messages("de")))}


def plain(text):
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).replace("&nbsp;", " ")


def section(page, anchor):
    """Return what a section of a page says; empty where there is none."""
    found = re.search(rf'<section aria-labelledby="{anchor}">(.*?)</section>', page, re.DOTALL)
    return plain(found[1]) if found else ""


def test_editions_are_told_in_runs_that_hide_no_gap(items):
    assert items["b"].span == "1949–2013"
    assert items["m"].span == "1949, 1957, 2013"
    assert items["l"].span == "1949–1969"


def test_an_addressee_tells_what_it_was_once_asked_apart_from_what_is_gone(files):
    page = files["addressees/land.html"]

    assert "2 in der neuesten Fassung, 1 früher hierher gerichtet, 1 nicht mehr da." in plain(page)
    assert f"{SCHOOLS} und pflegen1949–1953 · jetzt: Bund" in section(page, "left")
    assert f"{LIBRARIES}1949–1969 · entfallen" in section(page, "gone")
    assert SCHOOLS not in section(page, "gone") + section(page, "now")


def test_a_working_group_tells_where_its_demands_went(files):
    page = files["groups/mobilitaet.html"]

    assert f"{CYCLING}1949–1957 · jetzt: AG Bildung" in section(page, "left")
    assert 'href="../groups/bildung.html"' in page
    assert f"{CYCLING}1969–2013" in section(files["groups/bildung.html"], "now")


def test_a_group_whose_folder_got_another_name_is_one_group_that_old_addresses_lead_to(files):
    page, former = files["groups/mobilitaet.html"], files["groups/verkehr.html"]

    assert "Früher: AG Verkehr (bis 1953)" in plain(page)
    assert f"{BRIDGES}1949–2013" in section(page, "now")
    assert '<meta http-equiv="refresh" content="0; url=../groups/mobilitaet.html">' in former
    assert '<a href="../groups/mobilitaet.html">AG Mobilität</a>' in former
    assert "groups/verkehr.html" not in files["index.html"]
    assert 'data-former="verkehr=mobilitaet"' in files["demands.html"]
    assert "AG Verkehr</option>" not in files["demands.html"]


def test_a_filter_knows_all_that_ever_happened_to_a_demand(items):
    assert {"reworded", "reassigned", "several"} <= set(items["s"].signs)
    assert {"reworded", "reinstated"} <= set(items["m"].signs)
    assert set(items["d"].groups) == {"bildung", "mobilitaet"}
    assert Sign.KEPT not in items["b"].signs


def test_a_new_id_alone_is_a_kind_of_change_everywhere():
    told = chronicle([("2013", [demand("b", BRIDGES)]), ("2016", [demand("b2", BRIDGES, succeeds=("b",))])])
    files = dict(draw_site(told, language="de"))

    assert "Die einzige Forderung ist nur in der Kennung geändert." in plain(files["index.html"])
    assert '<option value="renamed">neue Kennung</option>' in files["demands.html"]
    assert 'data-kind=" renamed "' in files["demands.html"]
    assert 'class="cell-renamed" title="neue Kennung"' in files["timeline.html"]


@pytest.mark.parametrize("thread", ["b", "d", "s", "m", "l"])
def test_the_archive_has_the_headline_of_a_history(files, thread):
    told = renamed()
    history = tell_history(told, told.lineage.wordings()[thread][-1])

    assert note_history(history, told, messages("de")).headline in plain(files[f"demands/{thread}.html"])


def test_what_a_demand_kept_but_is_called_otherwise_is_told(files):
    page = plain(files["demands/b.html"])

    assert "AG Verkehr → AG Mobilität" in page
    assert "Kommunen: Region → Kommunen" in page
    assert "Ebenso, unverändert: 1953" in page


def test_a_demand_tells_who_else_carried_its_id_and_links_there():
    told = chronicle(
        [
            ("2013", [demand("b", BRIDGES)]),
            ("2016", [demand("d", CYCLING)]),
            ("2021", [demand("b", MUSIC, succeeds=())]),
        ]
    )
    files = dict(draw_site(told, language="de"))
    other = next(path for path in files if path.startswith("demands/b-"))

    assert f'<a href="../{other}#e-2021"><code>b@2021</code></a> ({MUSIC})' in files["demands/b.html"]
    assert f'<a href="../demands/b.html#e-2013"><code>b@2013</code></a> ({BRIDGES})' in files[other]


def test_related_demands_are_linked_and_the_relation_is_said():
    both = demand("a", f"{SCHOOLS}. {LIBRARIES}.")
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("c", LIBRARIES, succeeds=("a",))]
    files = dict(draw_site(chronicle([("2013", [both]), ("2016", parts)]), language="de"))
    whole, part = files["demands/a.html"], files["demands/c.html"]

    assert '<a href="../demands/a.html#e-2013"><code>a@2013</code></a>' in part
    assert f"diese ging daraus hervor: {SCHOOLS}" in section(part, "relatives")
    assert f"ging aus dieser hervor: {LIBRARIES}" in section(whole, "relatives")


def test_every_wording_is_cited_in_every_style(files):
    page = files["demands/s.html"]

    assert page.count('class="station"') == 2
    for year in ("1949", "1957", "2013"):  # two wordings, and at the end the latest edition
        assert f"@incollection{{{year}:s:" in page
        assert f"&#34;id&#34;: &#34;{year}:s:" in page


def test_a_citation_leads_to_the_file_in_the_repository():
    told = replace(renamed(), policy="katalog")

    page = dict(draw_site(told, language="de"))["demands/s.html"]

    assert f"{'c' * 40}:katalog/bildung/s.yaml" in page


@pytest.mark.parametrize("path", ["demands.html", "pictures.html", "timeline.html", "groups/bildung.html"])
def test_a_page_names_the_versions_it_was_made_from(files, path):
    assert plain(files[path]).count("c" * 40) == len(YEARS)
    assert "<h1" in files[path].split('<details class="made-from">')[0]


def test_titles_say_which_years_they_are_about(files):
    assert "<title>Archiv 1949–2013: Erfundener Katalog</title>" in files["index.html"]
    assert "<h1>Archiv 1949–2013</h1>" in files["index.html"]
    assert f"<title>{BRIDGES} · Archiv 1949–2013</title>" in files["demands/b.html"]


def test_the_timeline_leads_to_every_demand_and_to_what_happened(files):
    page = files["timeline.html"]

    assert 'href="timeline.html"' in files["index.html"]
    assert f'<a href="demands/b.html">{BRIDGES}</a>' in page
    assert '<a tabindex="-1" href="demands/m.html#e-2013">' in page
    assert '<a tabindex="-1" href="demands/l.html#e-1969"><span aria-hidden="true">×</span>' in page


def test_a_long_timeline_has_a_page_for_every_working_group():
    many = [demand(f"d-{number}", f"{SCHOOLS} {number}") for number in range(timelines.MOST_ROWS)]
    told = chronicle([("2013", [*many, demand("b", BRIDGES, group="verkehr")])])
    files = dict(timelines.draw(open_book(told, messages("de"))))

    assert files.keys() == {"timeline.html", "timeline/bildung.html", "timeline/verkehr.html"}
    assert '<a href="timeline/verkehr.html">AG Verkehr</a>: 1 Forderung' in files["timeline.html"]
    assert "<table" not in files["timeline.html"]
    assert f'<a href="../demands/b.html">{BRIDGES}</a>' in files["timeline/verkehr.html"]
