"""The message catalogue: German and English say the same things, and every sentence is used."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest

import policydiff.render
from policydiff.core.catalogue import Level, Status
from policydiff.core.changes import Kind
from policydiff.core.levels import Shift
from policydiff.core.lineage import tracing
from policydiff.core.matching import Grade, Reason
from policydiff.core.matching.parts import PART_WEIGHTS
from policydiff.core.matching.surroundings import SURROUNDING_WEIGHTS
from policydiff.core.matching.weighing import TEXT_WEIGHTS
from policydiff.core.meaning import Direction, SignalCode
from policydiff.core.report import AlarmCode, Fate, FrameKind, Origin
from policydiff.core.rules import RULES, Severity
from policydiff.core.wording import Weight
from policydiff.papers.draft import NoteCode
from policydiff.render.export import rows
from policydiff.render.messages import LANGUAGES, Pattern, messages
from policydiff.render.site import comparisons, demands
from policydiff.sources.lineages import catalogues

RULE_TEXTS = ("name", "meaning", "old", "new")
FIELDS = {"title", "status", "positions", "tags", "note", "meta"}

# Keys that are put together at run time: what may follow each table's name.
FAMILIES: dict[str, set[str]] = {
    "months": {str(number) for number in range(1, 13)},
    "kind": set(Kind),
    "fate": set(Fate) | set(Origin),
    "weight": set(Weight),
    "grade": set(Grade),
    "reason": set(Reason),
    "severity": {f"{severity}{end}" for severity in Severity for end in ("", "-count")},
    "shift": set(Shift),
    "level": set(Level),
    "field": FIELDS,
    "status": set(Status),
    # What a change can meet: a new rule fails here until it is explained in both languages, with an example.
    "rule": {f"{rule.code}.{text}" for rule in RULES for text in RULE_TEXTS},
    # What the matching measures: a new measure fails here until it has its words.
    "evidence": {"base", "id", "rewording", "kinship", "support", *TEXT_WEIGHTS, *SURROUNDING_WEIGHTS} - {"text"}
    | {"part-base", "part-unproven", "part-frame", *(f"part-{name}" for name in PART_WEIGHTS)},
    # In a sentence they are named only on the side on which they can stand.
    "evidence_for": {*TEXT_WEIGHTS, *SURROUNDING_WEIGHTS, "id", "support", *(f"part-{name}" for name in PART_WEIGHTS)}
    - {"text", "crowding"},
    "evidence_against": {"base", "id", "rewording", "kinship", "letters", *SURROUNDING_WEIGHTS} - {"text"}
    | {"part-base", "part-unproven", "part-frame", *(f"part-{name}" for name in PART_WEIGHTS)},
    # The steps that a progress bar is told of.
    "progress": {"read", "candidates", "surroundings", "derive", "rollups", "render"}
    | {tracing.STEP, catalogues.READ, rows.STEP, comparisons.STEP, demands.STEP},
    "notes": set(NoteCode),
    # What people can enter beside annotations, as `papers/handwork` names it.
    "entered": {"demand", "text", "addressees", "group", "page", "name", "preamble", "closing"},
    "editions": {"name", "title", "date", "commit"},
}


def sources() -> str:
    """Return the text of all modules and templates of the package."""
    package = Path(policydiff.render.__file__).parent
    return "\n".join(file.read_text("utf-8") for file in sorted(package.rglob("*.[pj][y2]")))


def forms(pattern: Pattern) -> list[str]:
    """Return the one or two texts of a key."""
    return [pattern] if isinstance(pattern, str) else list(pattern.values())


def placeholders(*texts: str) -> set[str]:
    """Return the names of the placeholders of all forms together."""
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    german, english = messages("de").patterns, messages("en").patterns

    assert german.keys() == english.keys()


@pytest.mark.parametrize("key", sorted(messages("de").patterns))
def test_both_languages_fill_in_the_same_values(key):
    german, english = (messages(language).patterns[key] for language in LANGUAGES)

    assert isinstance(german, str) == isinstance(english, str)
    assert placeholders(*forms(german)) == placeholders(*forms(english))


@pytest.mark.parametrize("table", sorted(FAMILIES))
def test_every_member_of_a_closed_list_has_its_word(table):
    known = {key.partition(".")[2] for key in messages("de").patterns if key.startswith(f"{table}.")}

    assert known == {str(name) for name in FAMILIES[table]}


def test_every_key_is_used_and_none_is_missing():
    used = set(re.findall(r"[\"']([a-z]+\.[a-z0-9_-]+)[\"']", sources()))
    plain = {key for key in messages("de").patterns if key.partition(".")[0] not in FAMILIES}
    tables = {key.partition(".")[0] for key in messages("de").patterns}

    assert plain - used == set()
    assert {key for key in used if key.partition(".")[0] in tables} - messages("de").patterns.keys() == set()


def test_a_file_has_no_text_that_is_neither_a_sentence_nor_a_pair_of_forms():
    for language in LANGUAGES:
        text = resources.files("policydiff.render").joinpath("locales", f"{language}.toml").read_text("utf-8")
        tables = tomllib.loads(text)
        for table in (*tables.values(), *tables["rule"].values()):
            if table is not tables["rule"]:
                assert all(isinstance(one, str) or one.keys() == {"one", "other"} for one in table.values())


def test_alarms_and_changes_of_the_frame_are_called_as_their_rules():
    codes = {rule.code for rule in RULES}

    assert codes >= set(AlarmCode) | set(FrameKind)
    assert all(
        code.partition("-")[0] not in set(SignalCode) or code.partition("-")[2] in set(Direction) for code in codes
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rules_are_called_the_same(language):
    names = [messages(language).text(f"rule.{rule.code}.name") for rule in RULES]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("language", "found"), [("de", "de"), ("de-AT", "de"), ("de_DE", "de"), ("DE", "de"), ("en-GB", "en"), ("fr", "en")]
)
def test_an_unknown_language_falls_back_to_english(language, found):
    assert messages(language).language == found


@pytest.mark.parametrize(
    ("date", "german", "english"),
    [
        ("2016", "2016", "2016"),
        ("2016-04", "April 2016", "April 2016"),
        ("2016-03-01", "1. März 2016", "1 March 2016"),
        ("2016-13", "2016-13", "2016-13"),
        ("Frühjahr 2016", "Frühjahr 2016", "Frühjahr 2016"),
        ("2016-04-01-02", "2016-04-01-02", "2016-04-01-02"),
    ],
)
def test_dates_are_written_in_words(date, german, english):
    assert (messages("de").date(date), messages("en").date(date)) == (german, english)


def test_numbers_and_scores_are_written_as_the_language_does():
    german, english = messages("de"), messages("en")

    assert (german.number(1000), german.score(0.826)) == ("1.000", "0,83")
    assert [german.score(value) for value in (0.0, 0.004, 0.005, 1.0)] == ["0,00", "< 0,01", "0,01", "1,00"]
    assert [german.score(value) for value in (0.994, 0.995, 0.9999)] == ["0,99", "> 0,99", "> 0,99"]
    assert [german.decimal(value) for value in (-4.529, -0.001, 12.0)] == ["−4,53", "0,00", "12,00"]
    assert (english.number(1000), english.score(0.826)) == ("1,000", "0.83")
    assert german.text("report.demands", count=1234) == "1.234 Forderungen"
    assert german.text("report.demands", count=1) == "1 Forderung"


def test_lists_are_joined_as_in_a_sentence():
    assert messages("de").join(["Bund", "Land", "RVR"]) == "Bund, Land und RVR"
    assert messages("en").join(["Bund"]) == "Bund"
    assert messages("en").join([]) == ""


def test_braces_in_a_value_are_not_filled():
    assert messages("de").quote("{count} {0}") == "„{count} {0}“"
