"""Histories, blame, timelines and figures in every format: harmless, complete, and as wide as they may be."""

import json
import re
from importlib import resources
from itertools import pairwise

import jsonschema
import pytest

from policydiff.core.changes import Kind
from policydiff.core.comparison import EarlierDemand, Version, compare
from policydiff.core.lineage import LinkKind, Node
from policydiff.core.lineage.histories import tell_history
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.statistics import count
from policydiff.core.lineage.timelines import Sign, draw_timeline
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Fate, Origin
from policydiff.core.wording import Mark
from policydiff.render.lineage import FORMATS, render_blame, render_history, render_statistics, render_timeline
from policydiff.render.lineage.labels import label_editions
from policydiff.render.lineage.timelines import SIGNS
from policydiff.render.messages import messages
from tests.core.lineage.chains import chronicle
from tests.policies import BRIDGES, LIBRARIES, SCHOOLS, catalogue, demand

HOSTILE = "Schulen <script>alert(1)</script> | `fördern` \x1b[31m =1+1"
B = demand("b", BRIDGES, group="verkehr")


def sample():
    both = demand("a", f"{SCHOOLS}. {LIBRARIES}.")
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("c", LIBRARIES, succeeds=("a",))]
    return chronicle([("2013", [both, B]), ("2016", [*parts, B]), ("2021", [demand("a", HOSTILE, succeeds=("a",)), B])])


def all_of(told, **options):
    node = Node(told.editions[-1], "a")
    yield render_history(tell_history(told, node), told, **options)
    yield render_blame(blame(told, node), told, **options)
    yield render_timeline(draw_timeline(told), told, **options)
    yield render_statistics(count(told), told, **options)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_a_catalogue_says_acts_on_a_page_or_a_terminal(format):
    for text in all_of(sample(), format=format):
        assert "\x1b" not in text
        assert "<script" not in text or format in ("json", "terminal")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    for text in all_of(sample(), format="terminal", width=width):
        assert max(map(len, text.splitlines())) <= width


def test_sixty_editions_stand_beside_each_other_in_eighty_columns():
    years = [str(1950 + number) for number in range(60)]
    told = chronicle([(year, [demand("a", SCHOOLS), B]) for year in years])
    lines = render_timeline(draw_timeline(told), told, format="terminal", width=80).splitlines()

    assert [line for line in lines if line.startswith("a ")] == ["a" + " " * 19 + "+" + "=" * 59]


def test_more_editions_than_columns_come_below():
    years = [str(1900 + number) for number in range(75)]
    told = chronicle([(year, [demand("a", SCHOOLS)]) for year in years])
    lines = render_timeline(draw_timeline(told), told, format="terminal", width=80).splitlines()
    signs = "".join(line.split()[1] for line in lines if line.startswith("a "))

    assert signs == "+" + "=" * 74
    assert max(map(len, lines)) <= 80


def test_no_two_signs_look_the_same():
    assert SIGNS.keys() == set(Sign)
    assert len({sign for sign, _ in SIGNS.values()}) == len(SIGNS)


@pytest.mark.parametrize(
    ("dates", "heads"),
    [
        (["2013", "2016-04", "2021"], ["2013", "2016", "2021"]),
        (["2016-04", "2016-09", "2021"], ["2016-04", "2016-09", "2021"]),
    ],
)
def test_an_edition_is_called_by_its_year_where_that_is_enough(dates, heads):
    told = chronicle([(date, [B]) for date in dates])

    assert [label.short for label in label_editions(told, messages("de")).values()] == heads


def test_json_holds_the_redline_and_the_grade_of_every_link():
    told = chronicle([("2013", [demand("a", SCHOOLS)]), ("2016", [demand("a", f"{SCHOOLS} und prüfen")])])
    found = json.loads(render_history(tell_history(told, Node("2016", "a")), told, format="json"))

    [link] = found["stations"][1]["from"]
    assert (link["link"], link["grade"], link["reason"]) == ("same", "certain", "same-id")
    assert [run["mark"] for run in link["redline"]] == ["kept", "inserted"]


def test_json_says_of_each_step_which_rules_a_report_of_it_names():
    whole, half = f"{SCHOOLS}. {LIBRARIES}.", f"{SCHOOLS}."
    editions = [
        ("2013", [demand("a", whole, tags=("alt",)), B]),
        ("2016", [demand("a", half), B]),
        ("2018", [B]),
        ("2021", [demand("a", half, addressees=("bund",)), B]),
        ("2024", [demand("a", half, addressees=("bund",)), demand("c", LIBRARIES, succeeds=("a",)), B]),
    ]
    told = chronicle(editions)
    found = json.loads(render_history(tell_history(told, Node("2021", "a")), told, format="json"))
    links = {one["edition"]: one["from"] for one in found["stations"]}

    for (old, before), (new, after) in pairwise(editions):
        sides = (Version(catalogue=catalogue(*some, edition=name)) for name, some in ((old, before), (new, after)))
        earlier = [EarlierDemand(edition="2016", demand=editions[1][1][0])] if new == "2021" else []
        entries = [one for one in compare(*sides, earlier=earlier).entries if "a" in {demand.id for demand in one.new}]
        expected = [[finding.rule for finding in one.findings] for one in entries]
        assert [one["rules"] for one in links.get(new, [])] == expected
    assert (links["2016"][0]["lost"], links["2016"][0]["fields"][0]["field"]) == ([f"{LIBRARIES}."], "tags.0")


def test_json_is_what_its_schema_says():
    schema = json.loads(
        resources.files("policydiff.render").joinpath("schema", "lineage.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in all_of(sample(), format="json"):
        jsonschema.validate(json.loads(text), schema)


def test_the_schema_knows_every_word_of_the_closed_lists():
    text = resources.files("policydiff.render").joinpath("schema", "lineage.schema.json").read_text("utf-8")

    for closed in (Sign, LinkKind, Grade, Reason, Kind, Origin, Fate, Mark):
        assert all(f'"{word}"' in text for word in closed)


def test_an_unknown_format_is_refused():
    told = chronicle([("2013", [B])])
    with pytest.raises(ValueError, match="'pdf' is no format"):
        render_statistics(count(told), told, format="pdf")


def test_a_chronicle_of_one_edition_can_be_told():
    told = chronicle([("2013", [demand("a", SCHOOLS), B])])
    for format in FORMATS:
        assert all(all_of(told, format=format))


def test_editions_in_which_nothing_happened_are_one_cell_of_a_timeline():
    years = [str(1950 + number) for number in range(60)]
    told = chronicle([(year, [demand("a", SCHOOLS), *([B] if year > "1959" else [])]) for year in years])
    page = render_timeline(draw_timeline(told), told, format="html", language="de")
    rows = re.findall(r'<tr id="t-(\w)">(.*?)</tr>', page)
    widths = {id: [int(width or 1) for width in re.findall(r'<td(?: colspan="(\d+)")?', row)] for id, row in rows}

    assert widths == {"a": [1, 59], "b": [10, 1, 49]}
