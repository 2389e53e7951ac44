"""A project's own rules: `policydiff.yaml` and `lexicon.yaml`."""

import pytest

from policydiff.cli import main
from policydiff.core.rules import Severity
from policydiff.errors import CatalogueError
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder
from tests.policies import BRIDGES, MUSIC, commit, demand, make_repository, write_policy


def rulebook(policy):
    return read_version(take_folder(policy, "x", "policy/")).rulebook


@pytest.fixture
def policy(tmp_path):
    return write_policy(tmp_path / "policy", demand("musik", MUSIC))


def test_a_project_says_what_weighs_how_much(policy):
    (policy / "policydiff.yaml").write_text("severities:\n  demand-moved: major\n  demand-dropped: minor\n")
    assert rulebook(policy).find("demand-moved").severity is Severity.MAJOR
    assert rulebook(policy).find("demand-dropped").severity is Severity.MINOR
    assert rulebook(policy).find("demand-added").severity is Severity.MINOR


def test_a_project_adds_words_to_the_lexicon_of_its_language(policy):
    (policy / "lexicon.yaml").write_text("deadlines:\n  at once: [Schnurstracks]\n", encoding="utf-8")
    assert "schnurstracks" in rulebook(policy).lexicon("de").tables["deadlines"]["at once"]


def test_the_extended_lexicon_is_made_once(policy):
    (policy / "lexicon.yaml").write_text("deadlines:\n  at once: [schnurstracks]\n", encoding="utf-8")
    rules = rulebook(policy)
    assert rules.lexicon("de") is rules.lexicon("de")


def test_all_problems_are_told_with_their_lines(policy):
    (policy / "policydiff.yaml").write_text("severities:\n  demand-moved: heavy\n  demand-mved: major\nstrict: true\n")
    (policy / "lexicon.yaml").write_text(
        "deadline:\n  at once: [x]\ndeadlines:\n  immediate: [y]\n  soon: [… gleich]\n"
    )
    with pytest.raises(CatalogueError) as error:
        rulebook(policy)
    for where in ("policydiff.yaml:2", "policydiff.yaml:3", "policydiff.yaml:4"):
        assert f"policy/{where}: " in str(error.value)
    for where in ("lexicon.yaml:1", "lexicon.yaml:4", "lexicon.yaml:5"):
        assert f"policy/{where}: " in str(error.value)


def test_an_entry_that_would_fit_any_text_is_refused(policy):
    (policy / "lexicon.yaml").write_text("binding:\n  aim: ['*', 'stellt … *']\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"lexicon\.yaml:2: the entry '\*'; begin and end it with a word"):
        rulebook(policy)


def test_a_misspelt_class_of_the_lexicon_is_named_as_it_should_be(policy):
    (policy / "lexicon.yaml").write_text("binding:\n  aims: [hinarbeit*]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="the unknown key 'aims'; did you mean 'aim'"):
        rulebook(policy)


def test_a_branch_cannot_disarm_the_gate_it_has_to_pass(tmp_path, monkeypatch):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", demand("musik", MUSIC), demand("bruecken", BRIDGES))
    commit(folder, tag="old")
    write_policy(folder / "policy", demand("musik", MUSIC))
    (folder / "policy" / "policydiff.yaml").write_text("severities: {demand-dropped: notice}\n")
    commit(folder, tag="new")
    monkeypatch.chdir(folder)
    assert main(["diff", "old", "new", "--fail-on", "major"]) == 0
    assert main(["diff", "old", "new", "--fail-on", "major", "--rules", "old"]) == 1
