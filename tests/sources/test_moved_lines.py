"""Files of many editions that differ only in where their demand stands in the paper: read as if each were parsed."""

import pytest

from policydiff.core.catalogue import Source
from policydiff.errors import Problem
from policydiff.sources.lineages import read_chronicle
from policydiff.sources.lineages.store import Store
from policydiff.sources.versions import Place
from tests.policies import BRIDGES, commit, demand, make_repository, write_policy


def read(tmp_path, *bodies):
    """Return what the chronicle says of one demand whose file reads differently in every edition."""
    folder = make_repository(tmp_path / "repository")
    for number, body in enumerate(bodies):
        policy = write_policy(folder / "policy", demand("b", BRIDGES), edition=f"e{number}", date=str(2000 + number))
        (policy / "bildung" / "a.yaml").write_text(f"id: a\n{body}addressees: [land]\n", "utf-8")
        commit(folder)
    problems: list[Problem] = []
    told = read_chronicle(Place(folder=folder), store=Store(tmp_path / "cache"), problems=problems)
    found = [{one.id: one for one in version.catalogue.demands}.get("a") for version in told.versions]
    return found, problems


def test_a_demand_stands_where_each_file_says(tmp_path):
    places = ["{position: 1, page: 2, line: 31}", "{position: 2, page: 2, line: 44}", "{position: 2, line: 7}"]
    found, problems = read(tmp_path, *(f"text: Radwege bauen\nsource: {place}\n" for place in places))

    assert [one.source for one in found] == [
        Source(position=1, page=2, line=31),
        Source(position=2, page=2, line=44),
        Source(position=2, line=7),
    ]
    assert problems == []


def test_words_that_look_like_a_place_stay_words(tmp_path):
    text = 'text: "Radwege\n  bauen:\nsource: {{line: {}}}\n  und Brücken"\n'
    found, _ = read(tmp_path, text.format(1), text.format(2))

    assert [one.text for one in found] == [f"Radwege bauen: source: {{line: {line}}} und Brücken" for line in (1, 2)]
    assert [one.source for one in found] == [Source(), Source()]


@pytest.mark.parametrize("place", ["{line: 1, line: 2}", "{line: 1page: 2}", "{line: 0}", '{number: 3, line: "x"}'])
def test_what_is_wrong_with_a_place_is_told_whatever_stood_there_before(tmp_path, place):
    sound, broken = ("text: Radwege bauen\nsource: {line: 1, page: 3}\n", f"text: Radwege bauen\nsource: {place}\n")
    _, problems = read(tmp_path, sound.replace(", page: 3", ""), sound, broken)

    assert problems
    assert all("in the edition e2" in problem.found for problem in problems)
