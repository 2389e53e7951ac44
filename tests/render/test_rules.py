"""The rules: all of them listed and explained, and what a project changed is marked."""

import json
import re

import pytest
from rich.cells import cell_len

from policydiff.core.rules import RULES, RuleBook, Severity
from policydiff.render import render_rule, render_rules
from policydiff.render.messages import LANGUAGES

CHANGED = RuleBook(severities={"demand-added": Severity.MAJOR, "addressee-left": Severity.NOTICE})
# The longest code, its mark and the longest name stand in one line.
WIDTH = 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_rule_once_at_80_columns(language):
    text = render_rules(RuleBook(), language=language, width=WIDTH)

    for rule in RULES:
        assert len(re.findall(rf"^{rule.code} +\S", text, re.MULTILINE)) == 1
    assert all(cell_len(line) <= WIDTH for line in text.splitlines())
    assert " *" not in text
    assert "\x1b" not in text


def test_a_rule_stands_under_the_severity_it_has_here_and_a_changed_one_is_marked():
    text = render_rules(CHANGED, language="de")
    parts = dict(re.findall(r"^Vergleich zweier Fassungen: (.+)\n─+\n((?:.+\n)+)", text, re.MULTILINE))

    assert list(parts) == ["schwerwiegend", "zu beachten", "Hinweis"]
    assert "demand-added *" in parts["schwerwiegend"]
    assert "addressee-left *" in parts["Hinweis"]
    assert text.count(" *") == 2
    assert "* Das Projekt hat das Gewicht geändert." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_with_an_example(rule, language):
    text = render_rule(rule.code, RuleBook(), language=language, width=WIDTH)

    assert f"({rule.code})" in text.splitlines()[0]
    assert len(text.splitlines()) >= 8
    assert all(cell_len(line) <= WIDTH for line in text.splitlines())


def test_an_explanation_says_how_much_the_rule_weighs_here_and_elsewhere():
    text = " ".join(render_rule("addressee-left", CHANGED, language="en").split())

    assert "Severity notice (changed by the project, usually: major)" in text
    assert "old Protect moors (federation, state) new Protect moors (state)" in text


def test_a_code_that_is_none_is_refused():
    with pytest.raises(KeyError, match="no-such-rule"):
        render_rule("no-such-rule", RuleBook(), language="de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_markdown_every_rule_has_a_row_with_meaning_and_example(language):
    text = render_rules(CHANGED, language=language, format="markdown")
    rows = [line for line in text.splitlines() if line.startswith("| `")]

    assert sorted(row.split("`")[1] for row in rows) == sorted(rule.code for rule in RULES)
    assert len(rows) == len(RULES)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert sum("` \\* |" in row or "` * |" in row for row in rows) == 2


def test_for_machines_every_rule_has_its_severity_here_and_by_default():
    found = {one["code"]: one for one in json.loads(render_rules(CHANGED, language="en", format="json"))}

    assert found.keys() == {rule.code for rule in RULES}
    assert (found["demand-added"]["severity"], found["demand-added"]["default"]) == ("major", "minor")
    assert found["amount-lowered"]["example"]["new"] == "50 million euros for moors"
