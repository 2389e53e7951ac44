"""What a check found, for people and for machines: read back as those who receive it read it."""

import json
import re
from importlib import resources
from xml.etree import ElementTree

import jsonschema
import pytest

from policydiff.core.checks import Defect, Inspection, put_in_order
from policydiff.core.rules import RULES, RuleBook, Severity, Subject
from policydiff.errors import Phrase
from policydiff.render.checks import FORMATS, render_check
from policydiff.render.checks.github import MOST
from policydiff.render.checks.terminal import MOST_NAMED
from policydiff.render.messages import LANGUAGES

CODES = [rule.code for rule in RULES if rule.subject is Subject.CATALOGUE]
FOUND = Phrase("the id {id!r} a second time (also in {other})", id="a", other="b.yaml")
REMEDY = Phrase("give one of them another id")
HOSTILE = "x'\u202e\x1b[31m::error::%0A\r\n, @land #1 <b> | \ud800 ]]>"

# The essentials of sarif-schema-2.1.0.json: what GitHub's code scanning refuses a file without.
LOCATION = {
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": r"^(?!/)(?![a-z]+:)[!-~]+$"}}},
                "region": {"properties": {"startLine": {"minimum": 1}, "startColumn": {"minimum": 1}}},
            },
        }
    },
}
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id", "shortDescription", "fullDescription", "help"],
                                            "properties": dict.fromkeys(
                                                ("shortDescription", "fullDescription", "help"), TEXT
                                            ),
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "items": {
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {"minItems": 1, "items": LOCATION},
                                "relatedLocations": {"items": LOCATION},
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                            },
                        }
                    },
                },
            },
        },
    },
}


def defect(rule="id-duplicate", file="policy/bildung/a.yaml", line=3, column=5, **fields):
    severity = fields.pop("severity", RuleBook().find(rule).severity)
    given = {"found": FOUND, "remedy": REMEDY, **fields}
    return Defect(rule=rule, severity=severity, file=file, line=line, column=column, **given)


def inspection(*defects, **fields):
    given = {"spec": "WORKTREE", "commit": None, "language": "de", "demands": 64, **fields}
    return Inspection(defects=put_in_order(defects), **given)


def render(found, format, **given):
    return render_check(found, format=format, **given)


ALL = inspection(
    *(defect(rule, line=number + 1, others=("policy/b c.yaml",)) for number, rule in enumerate(CODES)),
    defect(
        file=f"policy/{HOSTILE}.yaml",
        found=Phrase("the unknown key {key!r}", key=HOSTILE),
        remedy=Phrase("known are: {all}", all=HOSTILE),
    ),
)


def test_the_terminal_names_place_severity_rule_what_was_found_and_what_to_do():
    found = inspection(
        defect(),
        defect(
            "layout-differing",
            line=1,
            column=1,
            found=Phrase("“{line}” where we write “{ours}”", line="x", ours="y"),
            remedy=Phrase("let `policydiff check --fix` do it"),
            is_mendable=True,
        ),
    )
    assert render(found, "terminal") == (
        "Prüfung von WORKTREE (64 Forderungen)\n\n"
        "policy/bildung/a.yaml:3:5  schwerwiegend  id-duplicate\n"
        "  Kennung doppelt vergeben: Die Kennung „a“ ist auch in b.yaml vergeben\n"
        "  →  einer der beiden Forderungen eine andere Kennung geben\n\n"
        "policy/bildung/a.yaml:1:1  Hinweis  layout-differing\n"
        "  Andere Anordnung in der Datei: Hier steht „x“; policydiff schreibt „y“\n"
        "  →  `policydiff check --fix` bringt es in Ordnung\n\n"
        "2 Befunde: 1 schwerwiegend, 1 Hinweis\n"
        "1 davon behebt `policydiff check --fix`.\n"
    )
    assert render(inspection(), "terminal", language="en") == "Check of WORKTREE (64 demands)\n\nNothing found.\n"


def test_what_says_the_same_of_many_places_is_told_once_with_each_place():
    said = {"found": Phrase("nobody is named who is to act"), "remedy": Phrase("name them"), "line": 3, "column": 1}
    missing = [defect("addressee-missing", f"policy/bildung/{name}.yaml", **said) for name in "cba"]
    found = inspection(defect(), *missing)
    assert render(found, "terminal", language="en") == (
        "Check of WORKTREE (64 demands)\n\n"
        "policy/bildung/a.yaml:3:5  major  id-duplicate\n"
        "  Id given twice: the id 'a' a second time (also in b.yaml)\n"
        "  →  give one of them another id\n\n"
        "3 places  notice  addressee-missing\n"
        "  No addressee: nobody is named who is to act\n"
        "  →  name them\n"
        "  policy/bildung/a.yaml:3:1\n"
        "  policy/bildung/b.yaml:3:1\n"
        "  policy/bildung/c.yaml:3:1\n\n"
        "4 findings: 1 major, 3 notices\n"
    )
    assert len(commands(render(found, "github"))) == len(json.loads(render(found, "json"))["findings"]) == 4


def test_of_many_mended_files_the_terminal_names_a_few():
    text = render(inspection(mended=tuple(f"policy/{number}.yaml" for number in range(40))), "terminal")
    assert "  … und 28 weitere\n" in text
    assert text.count(".yaml") == MOST_NAMED


def test_the_terminal_names_the_files_that_were_mended_and_what_was_left_out():
    found = inspection(mended=("policy/a.yaml", "policy/b.yaml"), since="main")
    assert render(found, "terminal", language="en") == (
        "Check of WORKTREE (64 demands)\nOnly what changed since it parted from main.\n2 files put in order:\n"
        "  policy/a.yaml\n  policy/b.yaml\n\nNothing found.\n"
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_contributor_writes_acts_in_any_format(format, language):
    text = render(ALL, format, language=language)
    acting = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
    assert not acting.search(text)
    assert not re.search(r"^::error::", text, re.MULTILINE)
    assert text == render(ALL, format, language=language)
    text.encode()


def test_json_says_everything_and_holds_to_its_schema():
    value = json.loads(render(ALL, "json"))
    schema = json.loads(resources.files("policydiff.render").joinpath("schema", "check.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    jsonschema.validate(json.loads(render(inspection(since="main", mended=("policy/a.yaml",)), "json")), schema)
    assert (value["schema_version"], value["failed"], value["demands"]) == (1, True, 64)
    assert sum(value["summary"].values()) == len(value["findings"]) == len(ALL.defects)
    first = value["findings"][CODES.index("id-duplicate")]
    assert first.items() >= {
        "rule": "id-duplicate", "severity": "major", "file": "policy/bildung/a.yaml", "column": 5,
        "found": "Die Kennung „a“ ist auch in b.yaml vergeben", "others": ["policy/b c.yaml"], "mendable": False,
    }.items()  # fmt: skip
    assert f"zur Wahl stehen: {HOSTILE}" in {one["remedy"] for one in value["findings"]}


# As GitHub's runner reads a command (actions/runner, ActionCommand.cs).
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*)(?:,\w+=[^,:]*)*)::(.*)")


def commands(text):
    found = []
    for line in text.splitlines():
        command = COMMAND.fullmatch(line)
        assert command
        level, properties, message = command.groups()
        given = dict(one.split("=", 1) for one in properties.split(","))
        for sign, escaped in ((":", "%3A"), (",", "%2C"), ("%", "%25")):
            given = {key: value.replace(escaped, sign) for key, value in given.items()}
        found.append((level, given, message.replace("%25", "%")))
    return found


def test_annotations_stand_at_their_lines_and_their_escapes_read_back():
    found = inspection(defect(found=Phrase("the note: 100 %: a, b::c"), file="policy/a,b:c.yaml"))
    assert commands(render(found, "github", language="en")) == [
        ("error", {"file": "policy/a,b:c.yaml", "line": "3", "col": "5", "title": "Id given twice (id-duplicate)"},
            "the note: 100 %: a, b::c; give one of them another id")]  # fmt: skip
    assert render(inspection(), "github") == ""


def test_no_more_annotations_than_github_shows_and_the_last_says_how_many_more():
    found = inspection(
        *(defect("sign-invisible", line=number) for number in range(1, 40)),
        *(defect("text-not-in-paper", line=number) for number in range(1, 3)),
        *(defect("id-duplicate", line=number) for number in range(1, MOST + 1)),
    )
    told = commands(render(found, "github", language="en"))
    assert [level for level, _, _ in told] == ["error"] * MOST + ["warning"] * MOST
    warnings = told[MOST:]
    assert [given["title"].endswith("(text-not-in-paper)") for _, given, _ in warnings[:3]] == [True, True, False]
    assert warnings[-1] == ("warning", {"title": "policydiff"}, "33 more findings; `policydiff check` names them all")


def test_gitlab_gets_a_fingerprint_for_each_finding_that_no_line_changes():
    report = json.loads(render(ALL, "gitlab"))
    assert len({one["fingerprint"] for one in report}) == len(report)
    assert {one["severity"] for one in report} == {"major", "minor", "info"}
    assert all(
        one["location"]["lines"]["begin"] >= 1 and one["location"]["path"].startswith("policy/") for one in report
    )
    moved = [defect(line=7), defect("sign-turning", line=9)]
    first = [one["fingerprint"] for one in json.loads(render(inspection(*moved), "gitlab"))]
    moved = [defect(line=70), defect("sign-turning", line=90)]
    assert [one["fingerprint"] for one in json.loads(render(inspection(*moved), "gitlab"))] == first


@pytest.mark.parametrize("fail_on", [*Severity, None])
def test_junit_has_a_failure_for_each_finding_that_fails_and_a_case_for_each_rule(fail_on):
    found = inspection(defect(), defect("layout-differing"), defect("bracket-left"), fail_on=fail_on)
    suites = ElementTree.fromstring(render(found, "junit").split("\n", 1)[1])
    expected = {Severity.MAJOR: 1, Severity.MINOR: 2, Severity.NOTICE: 3, None: 0}[fail_on]
    assert len(suites.findall(".//failure")) == int(suites.get("failures") or -1) == expected
    assert len(suites.findall(".//testcase")) == int(suites.get("tests") or -1) == len(CODES)
    assert len(suites.findall(".//system-out")) == 3 - expected
    assert ElementTree.fromstring(render(ALL, "junit").encode()).tag == "testsuites"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_holds_to_its_schema_and_explains_every_rule(language):
    value = json.loads(render(ALL, "sarif", language=language, tool_version="1.2.3"))
    jsonschema.validate(value, SARIF)
    [run] = value["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == CODES
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert (
        run["results"][0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "policy/b%20c.yaml"
    )
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "note"}


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="'docx' is no format; known are terminal, json"):
        render(ALL, "docx")
