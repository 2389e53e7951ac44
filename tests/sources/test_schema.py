"""The JSON Schemas for editors: they know what the code reads, and what one refuses the other refuses."""

import json
import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft7Validator

from policydiff.core.acceptance import Acceptance
from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, Status, WorkingGroup
from policydiff.core.rules import RULES
from policydiff.errors import CatalogueError, Problem
from policydiff.sources import schema
from policydiff.sources.acceptances import read_acceptances, write_acceptances
from policydiff.sources.records import cover_values, demand_values, group_values, read_cover, read_demand, read_group
from policydiff.sources.rulebook import read_lexicon, read_settings
from policydiff.sources.yaml import read_document, write_document
from tests.policies import ADDRESSEES

FULL_DEMAND = Demand(
    id="x",
    group="bildung",
    text="Musik\nfür alle",
    addressees=("land", "bund"),
    title="Titel",
    source=Source(position=1, page=2, line=3, number="1.10"),
    succeeds=("alt",),
    presumed=("alt",),
    said_of="abcdefghijklmnop",
    status=Status.DISPUTED,
    positions={"A": "ja", "B": ""},
    tags=("schule",),
    note="Notiz",
    meta={"beliebig": {"tief": [1, 2]}},
)
FULL_CATALOGUE = Catalogue(
    edition="e-1",
    title="Titel",
    language="de",
    date="2016-04-30",
    paper="papers/e.txt",
    preamble="Vorspann",
    closing="Schluss",
    addressees=ADDRESSEES,
    working_groups=(WorkingGroup(key="bildung", name="AG Bildung"),),
)
FULL_GROUP = WorkingGroup(key="bildung", name="AG Bildung", title="Bildung und Schule", preamble="Vorspann")

# Values of every type, set in place of each field in turn.
VALUES: tuple[Any, ...] = (
    None, "", " ", "x", "land", "1.10", 1, 0, -1, 1.5, True, [], ["x"], ["land", "bund"], ["land", "land"], [""], [1],
    ["x", None], [["x"]], {}, {"x": "y"}, {"x": 1}, {"file": "x"}, {"file": ""}, {"position": 1}, {"position": 0},
    {"position": True}, {"page": "1"}, {"number": "1"}, {"number": 1}, {"zeile": 1}, "agreed", "disputet",
    {"land": {"name": "Land"}}, {"land": {"name": "Land", "level": "state"}}, {"land": {"name": "Land", "level": "stat"}},
    {"land": {"level": "state"}}, {"land": None}, {"land": {}}, {"zwei worte": {"name": "x"}}, {"land": {"nam": "x"}},
    "2016", "2016-04", "2016-13", "2016-04-31x", "0000", "April 2016", "zwei worte", "x" * 121, "x" * 120, "-x", ".x", "abcdefghijklmnop",
)  # fmt: skip


def refuses_demand(content: bytes) -> bool:
    known = {one.key: one for one in ADDRESSEES}
    return refuses(content, lambda document, problems: read_demand(document, "x", "bildung", known, problems))


def refuses_group(content: bytes) -> bool:
    return refuses(content, lambda document, problems: read_group(document, "bildung", problems))


def refuses_cover(content: bytes) -> bool:
    return refuses(content, read_cover)


def refuses(content: bytes, read: Any) -> bool:
    problems: list[Problem] = []
    try:
        read(read_document(content, "x.yaml"), problems)
    except CatalogueError:
        return True
    return bool(problems)


READERS = {"demand": refuses_demand, "group": refuses_group, "catalogue": refuses_cover}
SCHEMAS = {
    "demand": schema.draw_demand("de", addressees=ADDRESSEES),
    "group": schema.draw_group("de"),
    "catalogue": schema.draw_catalogue("de"),
}
FULL = {
    "demand": demand_values(FULL_DEMAND),
    "group": group_values(FULL_GROUP),
    "catalogue": cover_values(FULL_CATALOGUE),
}


def agree(name: str, values: Any) -> None:
    # A reader is asked about the file that an editor shows: what is written and read back.
    content = json.dumps(values, ensure_ascii=False).encode()
    is_refused = not Draft7Validator(SCHEMAS[name]).is_valid(values)

    assert is_refused == READERS[name](content), (name, values, READERS[name](content))


def stories() -> list[tuple[str, str, Any]]:
    return [
        (name, key, value)
        for name, full in FULL.items()
        for key in full
        for value in VALUES
        # The id is the name of the file, which a schema cannot know.
        if not (key == "id" and isinstance(value, str) and value.strip() and value != "x")
    ]


@pytest.mark.parametrize("name", FULL)
def test_what_we_write_is_valid_and_holds_every_key(name):
    Draft7Validator.check_schema(SCHEMAS[name])
    Draft7Validator(SCHEMAS[name]).validate(FULL[name])

    assert FULL[name].keys() == SCHEMAS[name]["properties"].keys()


def test_schema_and_reader_refuse_the_same_values():
    for name, key, value in stories():
        agree(name, {**FULL[name], key: value})


@pytest.mark.parametrize("name", FULL)
def test_schema_and_reader_refuse_the_same_missing_keys(name):
    for key in FULL[name]:
        agree(name, {one: value for one, value in FULL[name].items() if one != key})


@pytest.mark.parametrize("name", FULL)
def test_schema_and_reader_refuse_the_same_unknown_keys(name):
    for key in ("textt", "", "ID", "addresees", "x y"):
        agree(name, {**FULL[name], key: "x"})


def test_schema_and_reader_know_the_same_levels_and_states():
    for level in (*Level, "Land", ""):
        agree("catalogue", {**FULL["catalogue"], "addressees": {"land": {"name": "Land", "level": str(level)}}})
    for status in (*Status, "strittig", ""):
        agree("demand", {**FULL["demand"], "status": str(status)})


def test_an_addressee_that_the_catalogue_does_not_know_is_refused():
    agree("demand", {**FULL["demand"], "addressees": ["bnd"]})
    item = SCHEMAS["demand"]["properties"]["addressees"]["items"]

    assert item["enum"] == [one.key for one in ADDRESSEES]
    assert item["enumDescriptions"] == [one.name for one in ADDRESSEES]


def test_without_a_catalogue_any_addressee_is_taken():
    items = schema.draw_demand("de")["properties"]["addressees"]["items"]

    assert "enum" not in items


def test_a_catalogue_without_addressees_takes_none():
    drawn = schema.draw_demand("de", addressees=())

    assert not Draft7Validator(drawn).is_valid({"id": "x", "text": "x", "addressees": ["land"]})
    assert Draft7Validator(drawn).is_valid({"id": "x", "text": "x", "addressees": []})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"severities": None},
        {"severities": {}},
        {"severities": {RULES[0].code: "notice"}},
        {"severities": {RULES[0].code: "gross"}},
        {"severities": {"no-such-rule": "notice"}},
        {"severities": ["x"]},
        {"severity": {}},
    ],
)
def test_schema_and_reader_agree_on_settings(values):
    content = json.dumps(values).encode()

    assert Draft7Validator(schema.draw_settings("de")).is_valid(values) != refuses(content, read_settings)


def test_schema_and_reader_agree_on_the_lexicon():
    tables = schema.draw_lexicon("de", words="de")["properties"]
    table, inside = next(iter(tables.items()))
    name = next(iter(inside["properties"]))
    validator = Draft7Validator(schema.draw_lexicon("de", words="de"))
    inner: tuple[Any, ...] = ({name: ["wort"]}, {name: "wort"}, {name: None}, {"nichts": ["x"]})
    for values in ({}, {"nichts": {}}, *({table: one} for one in inner)):
        content = json.dumps(values).encode()
        is_refused = refuses(content, lambda document, problems: read_lexicon(document, "de", problems))
        assert validator.is_valid(values) != is_refused, values


FINGERPRINT = "abcdefghijklmnop"
ACCEPTED = {"by": "Erika Mustermann", "reason": "so beschlossen"}


@pytest.mark.parametrize(
    "values",
    [
        {FINGERPRINT: ACCEPTED},
        {FINGERPRINT: ACCEPTED, FINGERPRINT[::-1]: ACCEPTED},
        {FINGERPRINT.upper(): ACCEPTED},
        {FINGERPRINT[1:]: ACCEPTED},
        {"ruhr": ACCEPTED},
        *({FINGERPRINT: {**ACCEPTED, "by": value}} for value in VALUES[:13]),
        *({FINGERPRINT: {**ACCEPTED, "reason": value}} for value in VALUES[:13]),
        {FINGERPRINT: {**ACCEPTED, "on": "x"}},
        *({FINGERPRINT: {key: value}} for key, value in ACCEPTED.items()),
        *({FINGERPRINT: value} for value in VALUES),
    ],
    ids=json.dumps,
)
def test_schema_and_reader_agree_on_acceptances(values):
    content = json.dumps(values).encode()

    assert Draft7Validator(schema.draw_acceptances("de")).is_valid(values) != refuses(content, read_acceptances)


def test_an_acceptance_that_the_command_writes_is_valid(tmp_path):
    written = write_acceptances(tmp_path, [Acceptance(fingerprint=FINGERPRINT, **ACCEPTED)])

    Draft7Validator(schema.draw_acceptances("en")).validate(read_document(written.read_bytes(), "x.yaml").values)


def test_an_example_as_people_write_it_is_valid():
    text = "id: x\ntext: |\n  Erster Satz.\n  Zweiter Satz.\naddressees: [land]\nsucceeds: []\nnote:\nsource: {number: '4.12'}\n"

    Draft7Validator(SCHEMAS["demand"]).validate(read_document(text.encode(), "x.yaml").values)


def test_our_own_catalogue_is_valid():
    content = write_document(cover_values(replace(FULL_CATALOGUE, date=None, closing=None)))

    Draft7Validator(SCHEMAS["catalogue"]).validate(read_document(content, "x.yaml").values)


def test_the_same_input_gives_the_same_schema():
    draws = (
        schema.draw_demand,
        schema.draw_group,
        schema.draw_catalogue,
        schema.draw_settings,
        schema.draw_acceptances,
    )
    for draw in draws:
        assert json.dumps(draw("de")) == json.dumps(draw("de"))


def test_names_of_addressees_are_one_line():
    drawn = schema.draw_demand("de", addressees=(Addressee(key="a", name="Zwei\n  Zeilen"),))

    assert drawn["properties"]["addressees"]["items"]["enumDescriptions"] == ["Zwei Zeilen"]


def texts(language: str) -> dict[str, dict[str, str]]:
    source = resources.files("policydiff.sources.schema").joinpath(f"{language}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def test_both_languages_describe_the_same_keys():
    german, english = texts("de"), texts("en")

    assert {table: said.keys() for table, said in german.items()} == {
        table: said.keys() for table, said in english.items()
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_description_is_used(language):
    drawn = [
        schema.draw_demand(language),
        schema.draw_group(language),
        schema.draw_catalogue(language),
        schema.draw_settings(language),
        schema.draw_lexicon(language),
        schema.draw_acceptances(language),
    ]
    shown = json.dumps(drawn, ensure_ascii=False)

    for table, said in texts(language).items():
        for key, text in said.items():
            assert json.dumps(text, ensure_ascii=False) in shown, f"{table}.{key}"
