"""The page of pictures: what they count, what they are called, and how they read on paper and on a telephone."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from policydiff.core.catalogue import WorkingGroup
from policydiff.core.lineage import Chronicle, trace
from policydiff.core.lineage.statistics import count
from policydiff.render.messages import messages
from policydiff.render.site import draw_site
from policydiff.render.site.book import open_book
from policydiff.render.site.drawing import draw_small
from policydiff.render.site.pictures import count_groups, list_bars
from tests.core.lineage.chains import chronicle, version
from tests.policies import BRIDGES, CYCLING, GROUPS, MUSIC, demand
from tests.render.site.archives import B, many, renamed, sample, write


def rows(page, anchor):
    """Return the numbers beside a picture: the name of a row, and its figures."""
    section = page[page.index(f'aria-labelledby="{anchor}"') :]
    table = section[section.index("<tbody>") : section.index("</tbody>")]
    found = re.findall(r"<tr><th[^>]*>(.*?)</th>(.*?)</tr>", table)
    return {name: re.findall("<td>(.*?)</td>", cells) for name, cells in found}


def without_dates() -> Chronicle:
    """Return three editions of which one has no date; a working group is there in the first and the last alone."""
    told = [("1949", "1949"), ("ohne", None), ("2013", "2013-09")]
    houses = WorkingGroup(key="wohnen", name="AG Wohnen")
    found = []
    for place, (edition, date) in enumerate(told):
        is_there = place != 1
        demands = [B, *([demand("w", MUSIC, group="wohnen")] if is_there else [])]
        groups = (*GROUPS, *([houses] if is_there else []))
        found.append((version(edition, demands, date, working_groups=groups), place))
    return Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))


@pytest.mark.parametrize("told", [sample(), renamed(), without_dates()])
def test_groups_are_counted_as_in_the_figures(told):
    groups = count(told).groups

    assert {
        key: [held or 0 for held in counts] for key, counts in count_groups(open_book(told, messages("de"))).items()
    } == {
        **dict.fromkeys(open_book(told, messages("de")).groups, [0] * len(told.editions)),
        **{key: [one.demands for one in holdings] for key, holdings in groups.items()},
    }


def test_a_demand_counts_in_the_group_where_it_stood():
    counts = count_groups(open_book(renamed(), messages("de")))

    assert counts["mobilitaet"] == [2, 2, 2, 1, 1]  # called Verkehr before; one demand left it
    assert counts["bildung"] == [3, 2, 3, 3, 3]
    assert "verkehr" not in counts


def test_a_group_that_was_not_there_has_no_number_and_no_line():
    told = without_dates()
    page = dict(draw_site(told, language="de"))["pictures.html"]

    assert count_groups(open_book(told, messages("de")))["wohnen"] == [1, None, 1]
    assert rows(page, "multiples")["AG Wohnen"] == ["1", "–", "1"]
    assert draw_small([1, None, 1], 1, ("a", "b")).count('class="p-dot"') == 2


def test_an_edition_without_a_date_leaves_the_years_of_the_others():
    page = dict(draw_site(without_dates(), language="de"))["pictures.html"]

    assert list(rows(page, "bars")) == ["1949", "o.\N{NO-BREAK SPACE}D.", "2013"]


def test_what_was_there_came_and_left_adds_up():
    for old, new in pairwise(list_bars(open_book(sample(), messages("de")))):
        assert old.kept + old.come == new.kept + new.gone


def test_of_the_first_edition_nothing_is_said_about_before():
    page = dict(draw_site(sample(), language="de"))["pictures.html"]

    assert page.count('class="p-first"') == 3  # on a wide screen, on a narrow one, in the legend
    assert rows(page, "bars")["2013"] == ["3", "–", "–"]


def test_a_demand_that_came_back_addressed_to_others_is_in_the_flow():
    federal = replace(B, addressees=("bund",))
    told = chronicle([("2013", [federal]), ("2016", [demand("d", CYCLING)]), ("2021", [B])])

    assert rows(dict(draw_site(told, language="de"))["pictures.html"], "flows") == {"Bund → Land": ["1"]}


def test_several_demands_that_came_back_as_one_are_in_the_flow_once():
    parts = [demand("a", CYCLING, addressees=("land",)), demand("c", MUSIC, addressees=("land",))]
    both = demand("n", f"{CYCLING}. {MUSIC}.", addressees=("land", "bund"), succeeds=("a", "c"))
    told = chronicle([("2013", [*parts, B]), ("2016", [B]), ("2021", [both, B])])
    found = rows(dict(draw_site(told, language="de"))["pictures.html"], "flows")

    assert list(found.values()) == [["1"]]


def test_a_demand_that_kept_its_levels_goes_neither_up_nor_down():
    one, other = (demand("b", BRIDGES, addressees=(key,)) for key in ("rvr", "kvr"))
    page = dict(draw_site(chronicle([("2013", [one]), ("2016", [other])]), language="de"))["pictures.html"]

    assert rows(page, "flows") == {"Sonstige → Sonstige": ["1"]}
    assert page.count('class="p-up"') == page.count('class="p-down"') == 1  # in the legend alone


def test_levels_that_only_joined_or_left_are_called_what_they_are():
    files = dict(
        draw_site(chronicle([("2013", [B]), ("2016", [replace(B, addressees=("land", "bund"))])]), language="de")
    )

    assert rows(files["pictures.html"], "flows") == {"von keiner Ebene → Bund": ["1"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(renamed(), tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def many_folder(tmp_path_factory):
    return write(many(40), tmp_path_factory.mktemp("many"))


@pytest.mark.parametrize("archive", ["folder", "many_folder"])
@pytest.mark.parametrize(("width", "shown"), [(1280, "wide-only"), (360, "narrow-only")])
def test_a_picture_has_letters_that_can_be_read_and_do_not_touch(page, request, archive, width, shown):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(request.getfixturevalue(archive).joinpath("pictures.html").as_uri())
    boxes = page.evaluate("""() => [...document.querySelectorAll('.picture svg')].filter(one => one.checkVisibility()).map(
        one => [...one.querySelectorAll('text')].map(text => {
            const {left, right, top, bottom} = text.getBoundingClientRect(), whole = one.getBoundingClientRect();
            return {words: text.textContent, left, right, top: top + 3, bottom: bottom - 3, height: bottom - top,
                    isInside: left >= whole.left && right <= whole.right && top >= whole.top && bottom <= whole.bottom};
        }))""")

    assert page.locator(f".{shown}:visible").count() == page.locator(".wide-only").count()
    assert sum(map(len, boxes)) > 10
    for texts in boxes:
        assert all(text["height"] >= 13 for text in texts)
        assert [text["words"] for text in texts if not text["isInside"]] == []
        touching = [
            (one["words"], other["words"])
            for place, one in enumerate(texts)
            for other in texts[place + 1 :]
            if one["left"] < other["right"]
            and other["left"] < one["right"]
            and one["top"] < other["bottom"]
            and other["top"] < one["bottom"]
        ]
        assert touching == []


def test_a_table_that_is_not_long_is_shown_whole(page, folder):
    page.goto(folder.joinpath("pictures.html").as_uri())

    assert (
        page.locator(".scrolling").evaluate_all("all => all.map(one => one.scrollHeight <= one.clientHeight)")
        == [True] * 3
    )


def test_on_paper_a_heading_stays_with_its_picture_and_nothing_is_told_by_colour_alone(page, folder):
    page.goto(folder.joinpath("pictures.html").as_uri())
    page.emulate_media(media="print")

    assert page.locator(".whole").first.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
    assert page.locator(".whole").first.evaluate("one => [...one.children].map(part => part.tagName)") == [
        "H2",
        "FIGURE",
    ]
    assert page.locator(".wide-only").first.is_visible()
    # The picture itself and its legend are drawn alike; patterns and outlines part what colours part on a screen.
    looks = (
        page.locator("figcaption")
        .first.locator("svg")
        .evaluate_all(
            """all => all.map(one => [...one.children].map(part => {
            const {fill, fillOpacity, stroke} = getComputedStyle(part);
            return [fill, fillOpacity, stroke].join(' ');
        }).join(' + '))"""
        )
    )
    assert len(set(looks)) == len(looks) == 4
