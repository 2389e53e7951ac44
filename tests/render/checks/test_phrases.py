"""Phrases: what the code says in English has its German sentence, filled with the same values."""

import ast
import tomllib
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest

import policydiff
from policydiff.errors import Phrase, did_you_mean
from policydiff.render.messages import LANGUAGES, messages

PACKAGE = Path(policydiff.__file__).parent
GERMAN: dict[str, str] = tomllib.loads(
    resources.files("policydiff.render").joinpath("locales", "findings-de.toml").read_text("utf-8")
)


def calls():
    """Return every call of `Phrase` in the package, with the file it stands in."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_phrase_is_written_out_and_filled():
    for place, call in calls():
        [template] = call.args
        assert isinstance(template, ast.Constant), place
        assert {keyword.arg for keyword in call.keywords} == placeholders(template.value), place


def test_every_phrase_has_its_german_and_none_is_left_over():
    said = {call.args[0].value for _, call in calls()}

    assert said - GERMAN.keys() == set()
    assert GERMAN.keys() - said == set()


@pytest.mark.parametrize("template", GERMAN)
def test_german_fills_in_the_same_values(template):
    assert placeholders(GERMAN[template]) == placeholders(template)


@pytest.mark.parametrize("template", GERMAN)
def test_quotation_marks_are_those_of_the_language_and_in_pairs(template):
    german = GERMAN[template]

    assert template.count("“") == template.count("”")
    assert german.count("„") == german.count("“")
    assert "„" not in template
    assert "”" not in german


def test_a_phrase_is_its_english_sentence():
    phrase = Phrase("the id {id!r} a second time (also in {other})", id="a{b}", other="x.yaml")

    assert phrase == "the id 'a{b}' a second time (also in x.yaml)"
    assert messages("en").tell(phrase) == phrase
    assert messages("de").tell(phrase) == "Die Kennung „a{b}“ ist auch in x.yaml vergeben"


def test_a_phrase_inside_another_is_told_too():
    hint = did_you_mean("lnd", ["land"])
    phrase = Phrase("{hint}{stop} New ones go into catalogue.yaml under “addressees”", hint=hint, stop="")

    assert messages("en").tell(phrase) == "did you mean 'land'? New ones go into catalogue.yaml under “addressees”"
    assert (
        messages("de").tell(phrase)
        == "meinten Sie „land“? Neue Adressaten gehören in catalogue.yaml unter „addressees“"
    )


def test_numbers_of_lines_are_written_without_thousands_separated():
    phrase = Phrase("the key {key!r} a second time (first in line {line})", key="text", line=1234)

    assert messages("de").tell(phrase) == "„text“ steht schon in Zeile 1234"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_phrase_says_the_same_in_every_language(language):
    assert messages(language).tell(Phrase.of("block scalar {x}")) == "block scalar {x}"
    assert Phrase.of(phrase := Phrase("a list")) is phrase
