"""What a check found and why there is no report, as JSON that nobody vouches for: read as written, or refused."""

import json
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.checks import Defect, Inspection, put_in_order
from policydiff.core.failure import MOST_PROBLEMS, Failure, FailureReason
from policydiff.core.rules import RULES, RuleBook, Severity, Subject
from policydiff.errors import Phrase, Problem
from policydiff.publish.limits import Room
from policydiff.render.checks import render_check
from policydiff.render.comments import render_failed, render_findings
from policydiff.render.failures import render_failure
from policydiff.sources.reports import ReportError, read_failure, read_inspection

COMMIT = "9d2e" * 10
CODES = [rule.code for rule in RULES if rule.subject is Subject.CATALOGUE]
ODD = "\x1b[31m##[error] ::error::x \u202e @anna <b>\n/close"


def inspection(*rules: str, found: str = "so ist es") -> Inspection:
    defects = [
        Defect(
            rule=rule,
            severity=RuleBook().find(rule).severity,
            found=Phrase.of(found),
            remedy=Phrase.of("so geht es"),
            file="policy/moor/eule.yaml",
            line=number % 3 + 1,
            column=5,
            key="addressees.0",
            others=("policy/catalogue.yaml",),
        )
        for number, rule in enumerate(rules)
    ]
    return Inspection(
        spec="WORKTREE", commit=None, language="", demands=64, defects=put_in_order(defects), since="main"
    )


WHOLE = inspection(*CODES, "yaml-invalid", "yaml-invalid", found=ODD)
FAILURE = Failure(
    commit=COMMIT,
    problems=(
        Problem(found=ODD, remedy="so geht es", file="policy/a.yaml", line=3, code="yaml-invalid"),
        Problem(found="der Klon ist flach"),
    ),
    left=7,
)


def written(found: Inspection | Failure = WHOLE) -> bytes:
    if isinstance(found, Failure):
        return render_failure(found, language="de").encode()
    return render_check(found, format="json", language="de").encode()


def changed(content: bytes, path: str, value: Any) -> bytes:
    """Return the JSON with one value changed; `path` is like `findings.0.rule`, „-“ removes."""
    whole = json.loads(content)
    *above, last = path.split(".")
    place = whole
    for step in above:
        place = place[int(step) if isinstance(place, list) else step]
    if value == "-":
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return json.dumps(whole).encode()


def test_what_a_check_wrote_comes_back_as_it_was():
    read = read_inspection(written(), "check.json")

    assert written(read) == written()
    assert read.defects == WHOLE.defects


def test_severities_are_those_of_the_rules_that_are_given_and_their_order_too():
    rules = RuleBook(severities={"addressee-missing": Severity.MAJOR, "yaml-invalid": Severity.NOTICE})
    content = changed(written(inspection("addressee-missing", "yaml-invalid")), "findings.0.severity", "notice")
    content = changed(content, "summary", {"major": 0, "minor": 0, "notice": 2})

    read = read_inspection(content, "check.json", rulebook=rules)

    assert [(one.rule, one.severity) for one in read.defects] == [
        ("addressee-missing", Severity.MAJOR),
        ("yaml-invalid", Severity.NOTICE),
    ]
    assert [one.severity for one in read_inspection(content, "x").defects] == [Severity.NOTICE, Severity.NOTICE]
    assert read_inspection(content, "x", rulebook=RuleBook()).counts[Severity.MAJOR] == 1


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("findings.0.rule", "made-up", "findings[0].rule is 'made-up', which is no rule of a check"),
        ("findings.0.rule", "demand-dropped", "which is no rule of a check"),
        ("findings.0.rule", ["yaml-invalid"], "is a list, not a text"),
        ("findings.0.severity", "fatal", "none of major, minor, notice"),
        ("findings.0.file", "/etc/passwd", "which is no path inside the repository"),
        ("findings.0.file", "policy/../../x", "which is no path inside the repository"),
        ("findings.0.file", "", "which is no path inside the repository"),
        ("findings.0.file", "x" * 5000, "has 5,000 characters, more than 4,096"),
        ("findings.0.others.0", "../x", "findings[0].others[0] is"),
        ("findings.0.line", 0, "not a whole number from 1"),
        ("findings.0.line", "1", "not a whole number from 1"),
        ("findings.0.line", 2**60, "not a whole number from 1"),
        ("findings.0.found", "x" * 100_001, "more than 100,000"),
        ("findings.0.remedy", None, "is null, not a text"),
        ("findings.0.fingerprint", "0" * 32, "have fingerprints that are not theirs"),
        ("findings.0.fingerprint", "x", "which is no fingerprint"),
        ("findings.0.mendable", 1, "not true or false"),
        ("findings.0.more", "x", "findings[0].more is not known"),
        ("findings.0.key", "-", "findings[0].key is missing"),
        ("findings", {}, "is an object, not a list"),
        ("findings", [], "summary.major is"),
        ("summary.major", 0, "summary.major is 0, and the findings hold"),
        ("summary", {"major": 0}, "summary.major is 0"),
        ("demands", -1, "not a whole number from 0"),
        ("failed", "no", "not true or false"),
        ("commit", "main", "which is no commit"),
        ("since", 1, "not a text"),
        ("mended", ["/x"], "mended[0] is"),
        ("schema_version", 2, "no report of schema version 1"),
        ("schema_version", True, "no report of schema version 1"),
        ("language", "de", "language is not known"),
    ],
)
def test_what_no_check_wrote_is_refused(path, value, found):
    with pytest.raises(ReportError) as caught:
        read_inspection(changed(written(), path, value), "check.json")

    assert found in str(caught.value)


def test_a_file_name_that_is_no_utf_8_is_read_and_shown():
    odd = inspection("id-invalid", found="die Kennung „x\udcff“")

    read = read_inspection(written(odd), "x")

    assert read.defects == odd.defects
    assert "die Kennung „x�“" in render_findings(read, "de")


def test_one_rule_weighs_the_same_everywhere():
    content = changed(written(inspection("yaml-invalid", "yaml-invalid")), "findings.1.severity", "notice")

    with pytest.raises(ReportError, match="elsewhere yaml-invalid is major"):
        read_inspection(content, "x")


def test_not_more_problems_are_told_than_anybody_reads():
    content = json.loads(written())
    for one in content["findings"]:
        one["rule"] = "made-up"

    with pytest.raises(ReportError) as caught:
        read_inspection(json.dumps(content).encode(), "x")

    assert len(caught.value.problems) == 21


@pytest.mark.parametrize(
    "failure",
    [
        FAILURE,
        replace(FAILURE, reason=FailureReason.OLD_UNREADABLE, old_commit=COMMIT[::-1]),
        Failure(commit=COMMIT, reason=FailureReason.FIRST),
    ],
    ids=lambda one: one.reason,
)
def test_a_failure_comes_back_as_it_was_and_holds_to_its_schema(failure):
    schema = json.loads(
        resources.files("policydiff.render").joinpath("schema", "failure.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(written(failure)), schema)

    read = read_failure(written(failure), "failure.json")

    assert written(read) == written(failure)
    assert (read.reason, read.old_commit) == (failure.reason, failure.old_commit)
    assert "\x1b" not in str(read.problems)
    assert read.problems[1:] == failure.problems[1:]


def test_a_failure_is_bounded_and_names_no_place_of_this_machine():
    problems = [Problem(found=str(number), file="/anna/policy/a.yaml") for number in range(1000)]

    read = read_failure(written(Failure.of(COMMIT, problems)), "x")

    assert (len(read.problems), read.left) == (MOST_PROBLEMS, 1000 - MOST_PROBLEMS)
    assert {one.file for one in read.problems} == {""}


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("commit", "", "which is no commit"),
        ("commit", "main", "which is no commit"),
        ("problems", [{"found": "x"}] * 51, "has 51 elements, more than 50"),
        ("problems.0.rule", "made-up", "which is no rule"),
        ("problems.0.file", "../x", "which is no path inside the repository"),
        ("problems.0.line", -1, "not a whole number from 1"),
        ("problems.0.found", None, "not a text"),
        ("problems.0.name", "x", "is not known"),
        ("reason", "x", "reason"),
        ("reason", "old-unreadable", "old_commit does not go with old-unreadable"),
        ("old_commit", COMMIT, "old_commit does not go with unreadable"),
        ("old_commit", "main", "which is no commit"),
        ("left", "viele", "not a whole number from 0"),
        ("left", "-", "left is missing"),
        ("schema_version", None, "no report of schema version 1"),
    ],
)
def test_what_is_no_failure_is_refused(path, value, found):
    with pytest.raises(ReportError) as caught:
        read_failure(changed(written(FAILURE), path, value), "failure.json")

    assert found in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"schema_version": 1}', b'{"schema_version": 1, "a": NaN}'])
def test_what_is_neither_is_refused_with_one_problem(content):
    for read in (read_failure, read_inspection):
        with pytest.raises(ReportError) as caught:
            read(content, "x")
        assert len(caught.value.problems) == 1


@given(data=st.data())
def test_whatever_is_changed_it_is_read_and_can_be_drawn_or_is_refused(data):
    made = data.draw(st.sampled_from([replace(WHOLE, defects=WHOLE.defects[:4]), FAILURE]))
    content = json.loads(written(made))
    place: Any = content
    above, key = place, "schema_version"
    while isinstance(place, dict | list) and place:
        above, key = place, data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place = place[key]
    above[key] = data.draw(
        st.sampled_from([None, "", "x", -1, 0, 1, 2**70, 0.5, True, [], {}, [1], {"a": 1}, "\ud800", "{a}", "{0.x}"])
    )
    text = json.dumps(content).encode()
    try:
        if isinstance(made, Failure):
            assert render_failed(read_failure(text, "x"), room=Room(characters=60_000, bytes=200_000), language="de")
        else:
            assert render_findings(read_inspection(text, "x"), "de")
    except ReportError:
        return
