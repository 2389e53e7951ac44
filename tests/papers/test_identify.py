"""Ids and keys: short, made of content words, fit for files, never twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.catalogue import Level
from policydiff.papers.identify import LONGEST_ID, RESERVED, addressee_key, content_id, group_key, level_of
from tests.papers.ruhr import load_expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Einrichtung einer zentralen Koordinierungsstelle „Flüchtlingspolitik“",
            "zentralen-koordinierungsstelle-fluechtlingspolitik",
        ),
        ("Mangelberufsliste prüfen", "mangelberufsliste-pruefen"),
        ("Build 1.5 million homes by 2030", "million-homes"),
        ("Keine Reduzierung der Verbundquote", "keine-reduzierung-verbundquote"),
        ("We demand that it be so.", "we-demand-that-it-be"),
        ("Con", "con-2"),
        ("漢字", "demand-c6d29771"),
    ],
)
def test_an_id_is_made_of_content_words(text, expected):
    assert content_id(text, taken=()) == expected


def test_a_taken_id_grows_by_words_of_the_text_before_it_takes_a_number():
    text = "Ausbau der Radwege zwischen Essen, Bochum, Dortmund, Herne und Hagen"
    first = content_id(text, taken=())
    second = content_id(text, taken={first})
    third = content_id("Mangelberufsliste prüfen", taken={"mangelberufsliste-pruefen"})
    assert (first, second) == ("radwege-essen-bochum-dortmund-herne", "radwege-essen-bochum-dortmund-herne-hagen")
    assert third == "mangelberufsliste-pruefen-2"


@given(st.text(), st.sets(st.text(max_size=8), max_size=3))
def test_any_text_has_an_id_that_is_a_file_name_everywhere(text, taken):
    for key in (content_id(text, taken=taken), group_key(text, taken=taken), addressee_key(text, taken=taken)):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
        assert len(key) <= LONGEST_ID
        assert key not in taken
        assert key not in RESERVED


def test_the_64_demands_get_64_ids_of_readable_length():
    taken: set[str] = set()
    for demand in load_expected():
        taken.add(content_id(demand.text, taken=taken))
    assert len(taken) == 64
    assert max(len(name) for name in taken) <= LONGEST_ID


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AG Migration", "migration"),
        ("AG Wirtschaft / Digitalisierung", "wirtschaft-digitalisierung"),
        ("Working Group Housing", "housing"),
        ("Bildung und Schule", "bildung-schule"),
        ("Papers", "papers-2"),
    ],
)
def test_a_group_key_is_the_name_without_the_word_for_group(name, expected):
    assert group_key(name, taken=()) == expected


def test_addressee_keys_are_the_printed_names_in_ascii():
    assert addressee_key("Bund", taken=()) == "bund"
    assert addressee_key("Universitätsallianz Ruhr", taken=()) == "universitaetsallianz-ruhr"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("EU", Level.EUROPEAN), ("Bund", Level.FEDERAL), ("Bundesministerium für Arbeit und Soziales", Level.FEDERAL),
        ("federal government", Level.FEDERAL), ("Land", Level.STATE), ("Länder", Level.STATE), ("RVR", Level.REGIONAL),
        ("VRR", Level.REGIONAL), ("Kommunen", Level.MUNICIPAL), ("Stadt Essen", Level.MUNICIPAL),
        ("Kommunale Wohnungsbauunternehmen", Level.MUNICIPAL), ("Arbeitsagenturen", Level.OTHER),
        ("Universitätsallianz Ruhr", Level.OTHER), ("Unternehmen", Level.OTHER), ("Open Data", None), ("CODE24", None),
    ],
)  # fmt: skip
def test_the_level_of_a_body_comes_from_the_lexicon_or_is_not_said(name, level):
    assert level_of(name) is level
