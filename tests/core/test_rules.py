"""Rules, severities and findings: what a change weighs."""

import re

import pytest

from policydiff.core.changes import Kind
from policydiff.core.comparison import EarlierDemand, Version, compare
from policydiff.core.gate import list_reached
from policydiff.core.meaning import Direction, Signal, SignalCode
from policydiff.core.report import AlarmCode, FrameKind
from policydiff.core.rules import OPEN_QUESTION, RULES, RuleBook, Severity, Subject
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand, report

# What can befall a demand → the findings it must have, the heaviest first.
TABLE = {
    "dropped": ([demand("x", MUSIC)], [], ["demand-dropped"]),
    "added": ([], [demand("x", MUSIC)], ["demand-added"]),
    "an addressee lost": ([demand("x", MUSIC, addressees=("bund", "land"))], [demand("x", MUSIC)], ["addressee-left"]),
    "an addressee won": ([demand("x", MUSIC)], [demand("x", MUSIC, addressees=("bund", "land"))], ["addressee-joined"]),
    "another addressee": (
        [demand("x", MUSIC, addressees=("bund",))],
        [demand("x", MUSIC)],
        ["addressee-left", "addressee-joined"],
    ),
    "a figure lowered": (
        [demand("x", "Der Bund stellt für den Radverkehr 100 Mio. Euro im Jahr bereit")],
        [demand("x", "Der Bund stellt für den Radverkehr 50 Mio. Euro im Jahr bereit")],
        ["amount-lowered"],
    ),
    "editorial": (
        [demand("x", "Schnellstmöglicher Ausbau der „Radschnellwege“ im Revier")],
        [demand("x", "Schnellstmöglicher Ausbau der Radschnellwege im Revier")],
        ["wording-editorial"],
    ),
    "other words": (
        [demand("x", LIBRARIES)],
        [demand("x", LIBRARIES.replace("sonntags", "samstags"))],
        ["wording-substantive"],
    ),
    "a sentence less": (
        [demand("x", f"{LIBRARIES}. {BRIDGES}.")],
        [demand("x", f"{LIBRARIES}.")],
        ["part-dropped", "wording-substantive"],
    ),
    "another group": ([demand("x", MUSIC)], [demand("x", MUSIC, group="verkehr")], ["demand-moved"]),
    "another id": ([demand("x", MUSIC)], [demand("y", MUSIC)], ["demand-renamed"]),
    "a note": ([demand("x", MUSIC)], [demand("x", MUSIC, note="Siehe auch Kultur")], ["demand-annotated"]),
}


@pytest.mark.parametrize("story", TABLE)
def test_a_change_meets_its_rules(story):
    old, new, rules = TABLE[story]
    (entry,) = report(old, new).entries
    assert [finding.rule for finding in entry.findings] == rules


def test_a_part_with_a_matter_of_its_own_that_a_split_loses_is_a_demand_that_was_dropped():
    old = [demand("x", f"{SCHOOLS}. {BRIDGES}. {LIBRARIES}.")]
    (entry,) = report(old, [demand("x", SCHOOLS), demand("y", BRIDGES)]).entries

    assert [finding.rule for finding in entry.findings][:2] == ["part-dropped", "demand-split"]
    assert entry.severity is Severity.MAJOR
    (few,) = report(
        [demand("x", f"{SCHOOLS}. {BRIDGES} der Länder.")], [demand("x", SCHOOLS), demand("y", BRIDGES)]
    ).entries
    assert "part-dropped" not in [finding.rule for finding in few.findings]


def test_what_is_back_is_compared_with_its_last_wording():
    once = demand("x", "Landarztquote bei der Vergabe der Medizinstudienplätze auf 10 % anheben")
    now = demand("x", "Landarztquote bei der Vergabe der Medizinstudienplätze auf 8 % anheben")
    versions = [
        Version(catalogue=catalogue(*some, edition=name))
        for name, some in (("e2", [demand("m", MUSIC)]), ("e3", [demand("m", MUSIC), now]))
    ]
    found = compare(*versions, earlier=[EarlierDemand(edition="e1", demand=once)])
    (entry,) = [one for one in found.entries if one.changes]

    assert [finding.rule for finding in entry.findings] == ["amount-lowered", "demand-reinstated"]


def test_what_is_unchanged_meets_no_rule():
    (entry,) = report([demand("x", MUSIC)], [demand("x", MUSIC)]).entries
    assert (entry.findings, entry.severity) == ((), None)


def test_a_split_keeps_an_eye_on_what_was_lowered_on_the_way():
    old = [demand("x", f"{SCHOOLS} mit 100 Mio. Euro. {BRIDGES}.")]
    new = [
        demand("y", f"{SCHOOLS} mit 50 Mio. Euro.", succeeds=("x",)),
        demand("z", f"{BRIDGES}.", succeeds=("x",)),
    ]
    (entry,) = report(old, new).entries
    assert entry.kinds == (Kind.SPLIT,)
    assert [finding.rule for finding in entry.findings] == ["amount-lowered", "demand-split"]
    assert entry.is_substantive


@pytest.mark.parametrize("ending", [", die Museen kostenfrei öffnen", "; Museen"])
def test_a_clause_dropped_in_a_split_or_merger_weighs_as_in_a_rewording(ending):
    whole, first, second = [demand("x", f"{SCHOOLS}; {BRIDGES}{ending}")], f"{SCHOOLS}", f"{BRIDGES}"
    parts = [demand("y", first, succeeds=("x",)), demand("z", second, succeeds=("x",))]
    together = [demand("w", f"{first}; {second}", succeeds=("y", "z", "x"))]
    (reworded,) = report(whole, [demand("x", f"{SCHOOLS}; {BRIDGES}")]).entries
    (split,) = report(whole, parts).entries
    (merged,) = report([demand("y", first), demand("z", f"{second}{ending}")], together).entries

    weight = [finding.rule for finding in reworded.findings]
    assert weight == ["wording-substantive"]
    assert [finding.rule for finding in split.findings] == ["demand-split", *weight]
    assert [finding.rule for finding in merged.findings] == ["demand-merged", *weight]


def test_a_clause_that_is_new_in_a_merger_weighs_too_and_what_only_changed_hands_does_not():
    old = [demand("y", SCHOOLS), demand("z", BRIDGES)]
    plain, more = (
        report(old, [demand("w", f"{SCHOOLS}; {BRIDGES}{ending}", succeeds=("y", "z"))]).entries[0]
        for ending in ("", f"; {MUSIC}")
    )

    assert [finding.rule for finding in plain.findings] == ["demand-merged"]
    assert [finding.rule for finding in more.findings] == ["demand-merged", "wording-substantive"]


def test_whatever_can_change_has_a_rule():
    codes = {rule.code for rule in RULES}
    assert codes.issuperset(str(kind) for kind in FrameKind)
    assert codes.issuperset(str(code) for code in AlarmCode)
    told_otherwise = {Kind.UNCHANGED, Kind.REWORDED, Kind.REASSIGNED}
    assert codes.issuperset(f"demand-{kind}" for kind in Kind if kind not in told_otherwise)
    assert OPEN_QUESTION in codes


def test_every_signal_has_a_rule_and_every_rule_of_a_signal_can_be_met():
    rules = {rule.code for rule in RULES if rule.code.partition("-")[0] in set(SignalCode)}
    signals = {
        Signal(code=code, direction=direction, old="", new="").rule for code in SignalCode for direction in Direction
    }
    assert rules <= signals


def test_codes_are_kebab_case_and_used_once():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code) for code in codes)
    assert {rule.subject for rule in RULES} <= set(Subject)


def test_a_project_can_weigh_a_rule_otherwise():
    old, new = [demand("x", MUSIC)], [demand("x", MUSIC, group="verkehr")]
    rulebook = RuleBook(severities={"demand-moved": Severity.MAJOR})
    versions = Version(catalogue=catalogue(*old)), Version(catalogue=catalogue(*new), rulebook=rulebook)
    assert compare(*versions).entries[0].severity is Severity.MAJOR
    assert compare(*versions, rulebook=RuleBook()).entries[0].severity is Severity.MINOR


def test_a_project_can_add_words_of_its_own():
    old, new = (
        "Der Radweg ist schnurstracks zu bauen und zu pflegen",
        "Der Radweg ist irgendwann zu bauen und zu pflegen",
    )
    plain = report([demand("x", old)], [demand("x", new)]).entries[0]
    assert "deadline-later" not in {finding.rule for finding in plain.findings}
    words = {"deadlines": {"at once": ("schnurstracks",), "long term": ("irgendwann",)}}
    versions = Version(catalogue=catalogue(demand("x", old))), Version(catalogue=catalogue(demand("x", new)))
    own = compare(*versions, rulebook=RuleBook(words=words)).entries[0]
    assert "deadline-later" in {finding.rule for finding in own.findings}


def test_a_severity_stands_for_the_lighter_ones_at_the_gate():
    assert {"major", "minor", "notice"} <= list_reached(report([demand("x", MUSIC)], []))
    reached = list_reached(report([demand("x", MUSIC)], [demand("x", MUSIC, note="Siehe Kultur")]))
    assert "notice" in reached
    assert not reached & {"minor", "major"}


def test_alarms_questions_and_the_frame_reach_the_gate():
    reused = report([demand("x", MUSIC)], [demand("x", BRIDGES)])
    assert {"id-reused", "major", "demand-dropped", "dropped"} <= list_reached(reused)
    renamed = compare(
        Version(catalogue=catalogue(demand("x", MUSIC))),
        Version(catalogue=catalogue(demand("x", MUSIC), closing="Wir danken allen, die mitgewirkt haben.")),
    )
    assert {"closing-added", "minor"} <= list_reached(renamed)


def test_a_reinstated_demand_meets_its_rule():
    once = EarlierDemand(edition="2013", demand=demand("radwege", CYCLING))
    found = compare(
        Version(catalogue=catalogue(demand("x", MUSIC))),
        Version(catalogue=catalogue(demand("x", MUSIC), demand("radwege", CYCLING))),
        earlier=[once],
    )
    assert {"demand-reinstated"} <= list_reached(found)
