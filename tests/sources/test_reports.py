"""A JSON report that nobody vouches for: what policydiff wrote comes back as it was, and nothing else is believed."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policydiff
from policydiff.core.acceptance import Acceptance
from policydiff.core.changes import Kind
from policydiff.core.comparison import Version, compare
from policydiff.core.entries import EarlierDemand
from policydiff.core.report import Report
from policydiff.core.rules import RuleBook, Severity
from policydiff.render import FORMATS, render
from policydiff.sources.reports import ReportError, parsing, read_report
from tests.policies import BRIDGES, CYCLING, MUSIC, SCHOOLS, catalogue, demand, write_policy
from tests.policies import report as compared
from tests.render.samples import whole_report
from tests.strategies import CATALOGUES, OF_SEVERAL

CASES = Path(__file__).parents[1] / "cases"
OLD = [
    demand("schulen", SCHOOLS, position=1),
    demand("bruecken", f"{BRIDGES} bis 2030", group="verkehr", position=2),
    demand("musik", MUSIC, position=3),
]
OTHER = demand("b", BRIDGES)
NEW = [
    demand("schulen", SCHOOLS, position=1, meta={"kosten": {"je Jahr": [1, 2.5, None]}}),
    demand("bruecken", f"{BRIDGES} bis 2035", group="verkehr", addressees=("bund",), position=2),
    demand("rad", CYCLING, group="verkehr", position=3),
]


def nested(times: int) -> dict[str, Any]:
    value: Any = 1
    for _ in range(times):
        value = {"x": value}
    return dict(value)


def written(report: Report) -> bytes:
    return render(report, format="json").encode()


def changed(path: str, value: Any, report: Report | None = None) -> bytes:
    """Return a JSON report in which one value is another; `path` is like `entries.0.old`, „-“ removes."""
    content = json.loads(written(report or compared(OLD, NEW)))
    *above, last = path.split(".")
    place = content
    for step in above:
        place = place[int(step) if isinstance(place, list) else step]
    if value == "-":
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return json.dumps(content).encode()


def refused(content: bytes) -> list[str]:
    with pytest.raises(ReportError) as error:
        read_report(content, "report.json")
    return [str(problem) for problem in error.value.problems]


def comparisons() -> list[Report]:
    found = [whole_report(), compared(OLD, NEW), compared(NEW, OLD), compared(OLD, OLD), compared([], NEW)]
    for story in sorted(CASES.iterdir()):
        os.chdir(story)
        found.append(policydiff.compare_versions("dir:old", "dir:new"))
    return found


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_a_report_that_is_read_is_written_and_drawn_as_before():
    for report in comparisons():
        read = read_report(written(report), "report.json")
        assert all(render(read, format=format) == render(report, format=format) for format in FORMATS)


@settings(max_examples=200)
@given(CATALOGUES, CATALOGUES)
def test_no_report_of_ours_is_refused(old, new):
    report = compared(old, new, addressees=OF_SEVERAL)

    assert written(read_report(written(report), "report.json")) == written(report)
    assert written(read_report(written(report), "report.json", rulebook=RuleBook())) == written(report)


def test_an_addressee_that_joins_on_a_level_that_is_there_already_is_read_back():
    old, new = (
        demand("a", MUSIC, addressees=("kommunen",)),
        demand("a", MUSIC, addressees=("bund", "kommunen", "kreise")),
    )
    report = compared([old], [new], addressees=OF_SEVERAL)

    assert read_report(written(report), "report.json").entries == report.entries


def test_changed_demands_come_back_with_all_that_they_say():
    report = compared(OLD, NEW)

    assert read_report(written(report), "report.json").entries == report.entries


def test_judging_again_by_the_same_rules_changes_nothing():
    for report in comparisons()[1:]:
        assert written(read_report(written(report), "report.json", rulebook=RuleBook())) == written(report)


def test_the_target_branch_weighs_and_not_the_report():
    lax = RuleBook(severities={"deadline-later": Severity.NOTICE, "addressee-left": Severity.NOTICE})
    sides = (Version(catalogue=catalogue(*OLD)), Version(catalogue=catalogue(*NEW)))
    report = compare(*sides, rulebook=lax)

    assert read_report(written(report), "x").severities == report.severities
    assert read_report(written(report), "x", rulebook=RuleBook()) == read_report(written(compare(*sides)), "x")


def test_a_rewording_that_is_called_editorial_is_judged_by_its_texts():
    report = compared(OLD, NEW)
    place = next(index for index, entry in enumerate(report.entries) if entry.is_substantive)
    content = json.loads(written(report))
    reworded = content["entries"][place]["details"]["reworded"]
    reworded |= {"class": "editorial", "signals": []}

    assert written(read_report(json.dumps(content).encode(), "x", rulebook=RuleBook())) == written(report)


def test_a_clause_that_a_report_keeps_quiet_about_is_told_again():
    old = [demand("x", f"{SCHOOLS}; {BRIDGES}; {MUSIC}")]
    new = [demand("y", SCHOOLS, succeeds=("x",)), demand("z", BRIDGES, succeeds=("x",))]
    report = compared(old, new)
    lied = changed("entries.0.details.split.dropped", [], report)
    read = read_report(lied, "report.json", rulebook=RuleBook())

    assert read.entries[0].changes == report.entries[0].changes
    assert read.entries[0].findings == report.entries[0].findings


def test_a_passage_that_went_along_with_what_unchanged_demands_say_comes_back():
    usual, parking = "Die Kosten trägt dauerhaft der Landeshaushalt", "Der Bund fördert Fahrradparkhäuser an Bahnhöfen"
    told = f"Radwege entlang der Landesstraßen werden asphaltiert. {usual}. Rufbusse nach Mitternacht anbieten."
    standing = [demand("musik", MUSIC), demand("schulen", SCHOOLS), demand("licht", f"Straßen beleuchten. {usual}.")]
    old = [*standing, demand("bruecken", f"{BRIDGES}. {told}"), demand("parken", f"{parking}.")]
    new = [*standing, demand("bruecken", f"{BRIDGES}."), demand("parken", f"{parking}. {told}")]
    report = compared(old, new)

    assert [one.old_clause for one in report.carried] == [told]
    assert read_report(written(report), "report.json", rulebook=RuleBook()).carried == report.carried


def test_acceptances_come_back():
    report = compared(OLD, NEW)
    accepted = tuple(
        Acceptance(fingerprint=one, by="Anna", reason="beschlossen")
        for one in (*sorted(report.fingerprints), "abcdefghijklmnop")
    )
    old, new = Version(catalogue=catalogue(*OLD)), Version(catalogue=catalogue(*NEW), acceptances=accepted)
    report = compare(old, new)

    assert read_report(written(report), "x").entries == report.entries
    assert read_report(written(report), "x").unused_acceptances == accepted[-1:]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("language", 7, "language is the value 7, not a text"),
        ("surprise", 1, "surprise is not known"),
        ("old.commit", "HEAD", "old.commit is 'HEAD', which is no commit"),
        ("new.title", "x" * 2_001, "new.title has 2,001 characters, more than 2,000"),
        ("old.demands", 4, "old.demands is 4, and the entries hold 3"),
        ("summary.kinds.dropped", 0, "summary.kinds.dropped is 0, and the entries hold 1"),
        ("summary.severities.major", 9, "summary.severities.major is 9, and the entries hold 2"),
        ("addressees.eu.level", "global", "addressees.eu.level is the text 'global', none of european"),
        ("demands.new.rad.text", None, "demands.new.rad.text is null, not a text"),
        ("demands.new.rad.group", "../etc", "demands.new.rad.group is '../etc', which is no id"),
        ("demands.new.rad.text", "Etwas anderes", "fingerprint is not that of this change"),
        ("demands.new.bruecken.addressees", ["land"], "do not fit the demands: reassigned"),
        ("demands.new.schulen.meta", {"x": nested(41)}, "is more than 40 deep"),
        ("entries.0.new", ["schulen", "schulen"], "entries[0].new names something twice"),
        ("entries.0.new", ["gibtsnicht"], "entries[0].new names gibtsnicht, which the report does not hold"),
        ("entries.0.fingerprint", "abcdefghijklmnop", "entries[0].fingerprint is not that of this change"),
        ("entries.0.kinds", ["unheard-of"], "entries[0].kinds[0] is the text 'unheard-of', none of dropped"),
        ("entries.0.severity", "-", "entries[0].severity is missing"),
        ("entries.0.score", 1.5, "entries[0].score is the value 1.5, not a number from 0 to 1"),
        ("entries.0.acceptance", {"by": "x", "reason": "y", "z": 1}, "entries[0].acceptance.z is not known"),
        ("shifts", [], "shifts are not those of the entries"),
    ],
)
def test_what_does_not_fit_says_where_it_stands(path, value, told):
    assert any(told in one for one in refused(changed(path, value))), refused(changed(path, value))


def test_where_the_demand_of_a_reused_id_lives_on_must_be_as_the_entries_have_it():
    swapped = [demand("bruecken", CYCLING), demand("musik", f"{BRIDGES} bis 2030", group="verkehr")]
    report = compared([*OLD[1:], demand("rad", CYCLING)], swapped)

    assert [one.living for one in report.alarms] == [("musik",), ()]
    assert refused(changed("alarms.0.living", ["bruecken"], report)) == [
        "report.json: alarms tell other demands to live on than the entries"
    ]


def test_whom_a_demand_that_is_back_asks_must_be_as_it_says():
    once = EarlierDemand(edition="2013", demand=demand("rad", CYCLING, addressees=("bund", "land")))
    versions = [
        Version(catalogue=catalogue(*demands))
        for demands in ([OTHER], [OTHER, replace(once.demand, addressees=("land",))])
    ]
    report = compare(*versions, earlier=[once])
    [place] = [place for place, entry in enumerate(report.entries) if entry.changes]
    path = f"entries.{place}.details.reinstated.reassigned"

    for rulebook in (None, RuleBook()):
        assert read_report(written(report), "x", rulebook=rulebook).entries[place] == report.entries[place]
    told = f"entries[{place}].details.reinstated.reassigned does not fit the addressees of the demand"
    assert told in "; ".join(refused(changed(f"{path}.left", ["land"], report)))
    assert "left is missing" in "; ".join(refused(changed(f"{path}.left", "-", report)))


@pytest.mark.parametrize("succeeds", [None, ("radwege", "musik")])
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_judged_anew_of_demands_that_are_back_together_is_what_the_comparison_says(succeeds, turned):
    parts = [demand("radwege", f"{CYCLING} für 900 Euro"), demand("musik", f"{MUSIC} für 400 Euro", position=1)]
    both = demand("beides", f"{CYCLING} für 900 Euro. {MUSIC} für 300 Euro. {SCHOOLS}.", succeeds=succeeds)
    once, new = (parts, [both]) if not turned else ([replace(both, succeeds=None)], parts)
    if turned and succeeds:
        new = [replace(one, succeeds=("beides",)) for one in parts]
    earlier = [EarlierDemand(edition="2013", demand=one) for one in once]
    report = compare(Version(catalogue=catalogue(OTHER)), Version(catalogue=catalogue(OTHER, *new)), earlier=earlier)
    rules = {finding.rule for entry in report.entries for finding in entry.findings}

    assert rules >= ({"amount-raised", "part-dropped"} if turned else {"amount-lowered"})
    for rulebook in (None, RuleBook()):
        found = read_report(written(report), "x", rulebook=rulebook)
        assert [one for one in found.entries if one.changes] == [one for one in report.entries if one.changes]


def test_one_text_of_an_id_is_back():
    parts = [demand("radwege", CYCLING, succeeds=("rad",)), demand("musik", MUSIC, succeeds=("rad",))]
    earlier = [EarlierDemand(edition="2013", demand=demand("rad", f"{CYCLING}. {MUSIC}."))]
    report = compare(Version(catalogue=catalogue(OTHER)), Version(catalogue=catalogue(OTHER, *parts)), earlier=earlier)
    place = next(place for place, entry in enumerate(report.entries) if entry.changes)
    content = changed(f"entries.{place}.details.reinstated.text", MUSIC, report)

    with pytest.raises(ReportError, match="entries bring rad back with two texts"):
        read_report(content, "report.json", rulebook=RuleBook())


def test_a_redline_must_add_up_to_its_texts():
    report = compared(OLD, NEW)
    place = next(index for index, entry in enumerate(report.entries) if entry.is_substantive)
    path = f"entries.{place}.details.reworded.redline"

    assert refused(changed(path, [{"mark": "kept", "text": "Harmlos"}])) == [
        f"report.json: entries[{place}].details.reworded.redline does not add up to the old text"
    ]


def test_all_problems_are_told_at_once_but_not_without_end():
    content = json.loads(written(compared(OLD, NEW)))
    content["entries"] = [{**one, "old": 1, "new": 2} for one in content["entries"]] * 20

    told = refused(json.dumps(content).encode())
    assert len(told) == 21
    assert told[-1] == "report.json: and 60 more problems"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"schema_version": 2}', b'{"schema_version": NaN}', b"[" * 200_000, b"1" * 9_000],
)
def test_what_is_no_report_is_refused_with_one_problem(content):
    assert len(refused(content)) == 1


def test_a_key_given_twice_is_refused_wherever_it_stands():
    whole = written(compared(OLD, NEW))

    assert "the key 'language' is given twice" in refused(whole.replace(b"{", b'{"language": "en",', 1))[0]
    assert "the key 'mark' is given twice" in refused(whole.replace(b'"mark":', b'"mark": "kept", "mark":', 1))[0]


def test_half_a_sign_is_refused_and_a_whole_one_is_read():
    halved = written(compared([demand("a", "Wald")], [demand("a", "Wald halb")])).replace(b"halb", b"\\ud83c")
    whole = compared([demand("a", "Wald")], [demand("a", "Wald", tags=("\U000e0041",))])

    assert "surrogates not allowed" in refused(halved)[0]
    assert b"\\udb40\\udc41" in written(whole)
    assert read_report(written(whole), "x").entries == whole.entries


def test_more_values_than_any_report_has_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_VALUES", 100)

    assert refused(written(compared(OLD, NEW)))[0].startswith("report.json: more than 100 values")


def test_a_part_of_a_report_is_refused():
    assert "shows a part only" in refused(changed("selection", {}))[0]


@given(data=st.data())
def test_whatever_is_changed_in_a_report_it_is_read_or_refused(data):
    """Nothing else may happen: no crash, and what is read can be drawn."""
    content = json.loads(written(compared(OLD, NEW)))
    place: Any = content
    above, key = place, "schema_version"
    while isinstance(place, dict | list) and place:
        above, key = place, data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place = place[key]
    above[key] = data.draw(
        st.sampled_from([None, "", "x", -1, 0, 1, 2**70, 0.5, True, [], {}, [1], {"a": 1}, "\ud800"])
    )
    try:
        read = read_report(json.dumps(content).encode(), "x")
    except ReportError:
        return
    assert all(render(read, format=format) for format in FORMATS)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("declarations.0.new", "weg", "declarations[0].new is the text 'weg', not a list"),
        ("declarations.0.new", ["fort"], "declarations[0].new is not what the demand declares"),
        ("declarations.0.old", ["a", "a"], "declarations[0].old names something twice"),
        ("declarations.0.old", ["weg"], "declarations[0] changes nothing"),
        ("declarations.0.id", "", "declarations[0].id is '', which is no id"),
        ("declarations.0.id", "b", "declarations[0].id names b, which the report does not hold"),
        ("declarations.0.fingerprint", "abcdefghijklmnop", "declarations[0].fingerprint is not that of this change"),
        ("declarations.0.severity", "grave", "declarations[0].severity is the text 'grave'"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(path, value, problem):
    report = compared([demand("a", MUSIC), OTHER], [demand("a", MUSIC, succeeds=("weg",)), OTHER])
    assert read_report(written(report), "x").declarations == report.declarations
    assert any(problem in one for one in refused(changed(path, value, report)))


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("rollups.0.old", ["alt-0"], "rollups[0] does not name the old and the new id of each demand"),
        (
            "rollups.0.new",
            ["alt-0", "alt-1", "alt-2"],
            "rollups[0] does not name the old and the new id of each demand",
        ),
        ("summary.only_renamed", 2, "summary.only_renamed is 2, and the entries hold 3"),
    ],
)
def test_new_ids_told_together_come_back_and_must_be_those_of_the_demands(path, value, problem):
    texts = (SCHOOLS, BRIDGES, CYCLING)
    old, new = ([demand(f"{side}-{at}", text) for at, text in enumerate(texts)] for side in ("alt", "neu"))
    report = compared(old, new)

    assert read_report(written(report), "x", rulebook=RuleBook()).rollups == report.rollups != ()
    assert any(problem in one for one in refused(changed(path, value, report)))


def test_what_a_declaration_names_comes_back_with_its_words():
    report = compared([demand("a", MUSIC), OTHER], [demand("a", MUSIC, succeeds=(OTHER.id,)), OTHER])
    [change] = read_report(written(report), "x").declarations
    assert change.named == (OTHER,)


def test_what_is_declared_and_is_no_id_is_read_back_as_it_stands():
    old = [demand("a", MUSIC), OTHER]
    new = [
        demand("a", MUSIC, succeeds=("Musik für alle",)),
        OTHER,
        demand("c", CYCLING, succeeds=("<b>", "alte kennung")),
    ]
    report = compared(old, new)

    assert written(read_report(written(report), "x", rulebook=RuleBook())) == written(report)


@pytest.mark.parametrize(
    "line",
    [
        f"meta: {'{a: ' * 38}1{'}' * 38}",
        f"meta: {{viel: 1e999, mehr: {'9' * 400}, noch: {'9' * 5000}}}",
        f"source: {{position: {2**53 - 1}}}\nnote: weit hinten",
    ],
    ids=["deep", "large", "far"],
)
def test_what_the_files_of_a_demand_may_hold_is_read_back(tmp_path, line):
    for side, more in (("old", ""), ("new", f"{line}\n")):
        file = write_policy(tmp_path / side, demand("a", MUSIC)) / "bildung/a.yaml"
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    report = policydiff.compare_versions("dir:old", "dir:new")

    assert report.kinds[Kind.ANNOTATED] == 1
    assert written(read_report(written(report), "x", rulebook=RuleBook())) == written(report)


def test_a_report_that_tells_a_declaration_as_a_change_of_the_frame_is_refused():
    old_form = {"kind": "declaration-changed", "severity": "minor", "key": "a", "old": None, "new": "[weg]"}
    content = changed("frame", [{**old_form, "redline": [], "fingerprint": "", "acceptance": None}])
    assert any("frame[0].kind is the text 'declaration-changed', none of" in one for one in refused(content))
    assert any("declarations is missing" in one for one in refused(changed("declarations", "-")))
