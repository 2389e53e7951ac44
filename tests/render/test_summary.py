"""The headline: one grammatical sentence in every combination of numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.changes import Kind
from policydiff.core.report import Fate, FrameKind, Origin, Rollup, Selection
from policydiff.core.rules import Finding, Severity
from policydiff.render import headline
from policydiff.render.messages import messages
from policydiff.render.summary import balance, selection_sentence
from tests.render.samples import declaration, demand, frame, make_report, whole_report


def told(fates=(), origins=(), substantive=(), language="de", **fields):
    """Return the headline of a report with these counts: fates in their order, added and reinstated.

    `substantive` is how many of the changed, split and merged ones changed in their matter.
    """
    counts = dict(zip(Fate, (*fates, *[0] * 5), strict=False))
    come = dict(zip((Origin.ADDED, Origin.REINSTATED), (*origins, 0, 0), strict=False))
    kinds = {Kind.UNCHANGED: counts[Fate.UNCHANGED], Kind.ADDED: come[Origin.ADDED]}
    report = replace(
        make_report(()),
        fates=counts,
        origins=come,
        substantive=dict(zip((Fate.CHANGED, Fate.SPLIT, Fate.MERGED), substantive, strict=False)),
        kinds=kinds | {Kind.DROPPED: sum(fates) - counts[Fate.UNCHANGED]},
        **fields,
    )
    return headline(report, language)


@pytest.mark.parametrize(
    ("fates", "origins", "substantive", "german", "english"),
    [
        (
            (51, 9, 0, 2, 2),
            (5,),
            (3,),
            "Von 64 Forderungen sind 51 unverändert, 9 geändert (davon 3 inhaltlich), 2 zusammengeführt, 2 entfallen; "
            "5 sind neu.",
            "Of 64 demands 51 are unchanged, 9 changed (3 of them in substance), 2 merged, 2 dropped; 5 are new.",
        ),
        ((64,), (), (), "Alle 64 Forderungen sind unverändert.", "All 64 demands are unchanged."),
        (
            (64,),
            (1,),
            (),
            "Alle 64 Forderungen sind unverändert; 1 ist neu.",
            "All 64 demands are unchanged; 1 is new.",
        ),
        ((2,), (), (), "Beide Forderungen sind unverändert.", "Both demands are unchanged."),
        ((1,), (), (), "Die einzige Forderung ist unverändert.", "The only demand is unchanged."),
        (
            (0, 1),
            (),
            (1,),
            "Die einzige Forderung ist geändert (inhaltlich).",
            "The only demand is changed (in substance).",
        ),
        (
            (0, 2),
            (),
            (2,),
            "Beide Forderungen sind geändert (beide inhaltlich).",
            "Both demands are changed (both in substance).",
        ),
        (
            (0, 3),
            (),
            (3,),
            "Alle 3 Forderungen sind geändert (alle inhaltlich).",
            "All 3 demands are changed (all in substance).",
        ),
        (
            (0, 0, 0, 0, 3),
            (2,),
            (),
            "Alle 3 Forderungen sind entfallen; 2 sind neu.",
            "All 3 demands are dropped; 2 are new.",
        ),
        (
            (1, 63),
            (),
            (1,),
            "Von 64 Forderungen ist 1 unverändert, 63 sind geändert (davon 1 inhaltlich).",
            "Of 64 demands 1 is unchanged, 63 are changed (1 of them in substance).",
        ),
        (
            (60, 0, 1, 2, 1),
            (1, 2),
            (),
            "Von 64 Forderungen sind 60 unverändert, 1 ist geteilt, 2 sind zusammengeführt, 1 ist entfallen; 1 ist neu, "
            "2 sind wieder aufgenommen.",
            "Of 64 demands 60 are unchanged, 1 is split, 2 are merged, 1 is dropped; 1 is new, 2 are reinstated.",
        ),
        (
            (1, 0, 1),
            (0, 2),
            (),
            "Von 2 Forderungen ist 1 unverändert, 1 geteilt; 2 sind wieder aufgenommen.",
            "Of 2 demands 1 is unchanged, 1 split; 2 are reinstated.",
        ),
        (
            (999, 1),
            (),
            (),
            "Von 1.000 Forderungen sind 999 unverändert, 1 ist geändert.",
            "Of 1,000 demands 999 are unchanged, 1 is changed.",
        ),
        ((), (5,), (), "Alle 5 Forderungen sind neu.", "All 5 demands are new."),
        ((), (1,), (), "Die einzige Forderung ist neu.", "The only demand is new."),
        (
            (),
            (3, 1),
            (),
            "Alle 4 Forderungen kommen hinzu: 3 sind neu, 1 ist wieder aufgenommen.",
            "All 4 demands are additions: 3 are new, 1 is reinstated.",
        ),
        (
            (60, 2, 1, 3, 1),
            (),
            (1, 1, 2),
            "Von 67 Forderungen sind 60 unverändert, 2 geändert (davon 1 inhaltlich), 1 ist geteilt (inhaltlich geändert), "
            "3 sind zusammengeführt (davon 2 inhaltlich geändert), 1 ist entfallen.",
            "Of 67 demands 60 are unchanged, 2 changed (1 of them in substance), 1 is split (changed in substance), "
            "3 are merged (2 of them changed in substance), 1 is dropped.",
        ),
        (
            (0, 0, 0, 2),
            (),
            (0, 0, 2),
            "Beide Forderungen sind zusammengeführt (beide inhaltlich geändert).",
            "Both demands are merged (both changed in substance).",
        ),
        ((), (), (), "Beide Fassungen enthalten keine Forderung.", "Neither edition holds any demand."),
    ],
)
def test_the_headline_is_one_sentence(fates, origins, substantive, german, english):
    assert told(fates, origins, substantive) == german
    assert told(fates, origins, substantive, "en") == english


def test_what_is_related_stands_beside_what_was_dropped_and_is_new():
    (pair,) = whole_report().related
    told_one, told_two, in_english = (
        told((0, 0, 0, 0, 3), (2,), related=related, language=language)
        for related, language in (((pair,), "de"), ((pair, pair), "de"), ((pair, pair), "en"))
    )
    assert told_one.endswith("; 2 sind neu. Thematisch verwandt ist eine der entfallenen mit einer neuen.")
    assert told_two.endswith("; 2 sind neu. Thematisch verwandt sind 2 der entfallenen mit je einer neuen.")
    assert in_english.endswith("; 2 are new. 2 of the dropped share a topic with a new one each.")


def test_a_change_of_the_frame_alone_is_said():
    changes = (frame(FrameKind.GROUP_ADDED, "leer", new="AG Leer"),)

    assert told((64,), frame=changes) == "Alle 64 Forderungen sind unverändert; geändert ist nur der Rahmen."
    assert "Rahmen" not in told((63, 1), frame=changes)


@pytest.mark.parametrize(
    ("kinds", "german", "english"),
    [
        ("d", "geändert ist nur eine Erklärung zur Herkunft.", "only one declared origin has changed."),
        ("dd", "geändert sind nur 2 Erklärungen zur Herkunft.", "only 2 declared origins have changed."),
        (
            "gd",
            "geändert sind nur der Rahmen und eine Erklärung zur Herkunft.",
            "only the frame and one declared origin have changed.",
        ),
    ],
)
def test_that_only_what_is_declared_of_origins_has_changed_is_said(kinds, german, english):
    changes = {
        "frame": (frame(FrameKind.GROUP_ADDED, "leer", new="AG Leer"),) * kinds.count("g"),
        "declarations": (declaration(demand("moor", "Moore schützen"), None, ("torf",)),) * kinds.count("d"),
    }

    assert told((64,), **changes).endswith(f"unverändert; {german}")
    assert told((64,), (), (), "en", **changes).endswith(f"unchanged; {english}")


MAJOR, MINOR, NOTICE = ("addressee-left", "wording-substantive", "wording-editorial")


def rollups(*rules: str) -> tuple[Rollup, ...]:
    """Return roll-ups that meet one rule each."""
    weights = {MAJOR: Severity.MAJOR, MINOR: Severity.MINOR, NOTICE: Severity.NOTICE}
    return tuple(
        Rollup(
            kind=Kind.REASSIGNED if rule == MAJOR else Kind.REWORDED,
            old=("a",),
            new=("b",),
            demands=("x", "y", "z"),
            findings=(Finding(rule=rule, severity=weights[rule]),),
        )
        for rule in rules
    )


@pytest.mark.parametrize(
    ("fates", "rolled_up", "rules", "german", "english"),
    [
        (
            (10, 54),
            50,
            (NOTICE, NOTICE),
            "Von 64 Forderungen sind 10 unverändert, 4 geändert (davon 3 inhaltlich), 50 nur von Sammeländerungen "
            "betroffen.",
            "Of 64 demands 10 are unchanged, 4 changed (3 of them in substance), 50 affected by roll-ups only.",
        ),
        (
            (10, 53, 0, 0, 1),
            50,
            (MAJOR, NOTICE),
            "Von 64 Forderungen sind 10 unverändert, 3 geändert (alle inhaltlich), 50 nur von Sammeländerungen betroffen "
            "(2 Sammeländerungen, davon 1 schwerwiegend), 1 ist entfallen.",
            "Of 64 demands 10 are unchanged, 3 changed (all in substance), 50 affected by roll-ups only (2 roll-ups, "
            "1 major), 1 is dropped.",
        ),
        (
            (0, 8),
            5,
            (MAJOR, MINOR, NOTICE),
            "Von 8 Forderungen sind 3 geändert (alle inhaltlich), 5 nur von Sammeländerungen betroffen "
            "(3 Sammeländerungen, davon 1 schwerwiegend, 1 inhaltlich).",
            "Of 8 demands 3 are changed (all in substance), 5 affected by roll-ups only (3 roll-ups, 1 major, "
            "1 substantive).",
        ),
        (
            (0, 6),
            3,
            (MINOR, MINOR),
            "Von 6 Forderungen sind 3 geändert (alle inhaltlich), 3 nur von Sammeländerungen betroffen "
            "(2 Sammeländerungen, beide inhaltlich).",
            "Of 6 demands 3 are changed (all in substance), 3 affected by roll-ups only (2 roll-ups, both substantive).",
        ),
        (
            (0, 3),
            3,
            (MAJOR,),
            "Alle 3 Forderungen sind nur von einer Sammeländerung betroffen (schwerwiegend).",
            "All 3 demands are affected by a roll-up only (major).",
        ),
        (
            (3, 1),
            1,
            (NOTICE,),
            "Von 4 Forderungen sind 3 unverändert, 1 ist nur von einer Sammeländerung betroffen.",
            "Of 4 demands 3 are unchanged, 1 is affected by a roll-up only.",
        ),
    ],
)
def test_what_only_roll_ups_changed_is_told_apart_and_what_weighs_does_not_hide(
    fates, rolled_up, rules, german, english
):
    substantive = (3,) if fates[1] > rolled_up else ()
    fields = {"rolled_up": rolled_up, "rollups": rollups(*rules)}

    assert told(fates, (), substantive, **fields) == german
    assert told(fates, (), substantive, "en", **fields) == english


@pytest.mark.parametrize(
    ("fates", "counts", "kinds", "german", "english"),
    [
        (
            (4, 19, 0, 0, 1),
            (19, 19),
            (Kind.RENAMED,),
            "Von 24 Forderungen sind 4 unverändert, 19 nur in der Kennung geändert, 1 ist entfallen.",
            "Of 24 demands 4 are unchanged, 19 changed in id only, 1 is dropped.",
        ),
        (
            (4, 9),
            (2, 3),
            (Kind.REWORDED,),
            "Von 13 Forderungen sind 4 unverändert, 4 geändert, 3 nur von einer Sammeländerung betroffen, 2 nur in der "
            "Kennung geändert.",
            "Of 13 demands 4 are unchanged, 4 changed, 3 affected by a roll-up only, 2 changed in id only.",
        ),
        (
            (0, 8),
            (5, 8),
            (Kind.REWORDED, Kind.RENAMED),
            "Von 8 Forderungen sind 3 nur von einer Sammeländerung betroffen, 5 nur in der Kennung geändert.",
            "Of 8 demands 3 are affected by a roll-up only, 5 changed in id only.",
        ),
        (
            (0, 3),
            (3, 3),
            (Kind.RENAMED,),
            "Alle 3 Forderungen sind nur in der Kennung geändert.",
            "All 3 demands are changed in id only.",
        ),
    ],
)
def test_what_got_a_new_id_and_nothing_else_is_told_apart(fates, counts, kinds, german, english):
    found = tuple(replace(one, kind=kind) for one, kind in zip(rollups(*[NOTICE] * len(kinds)), kinds, strict=True))
    fields = {"only_renamed": counts[0], "rolled_up": counts[1], "rollups": found}

    assert told(fates, (), **fields) == german
    assert told(fates, (), (), "en", **fields) == english


@given(fates=st.tuples(*[st.integers(0, 3)] * 5), origins=st.tuples(*[st.integers(0, 3)] * 2), data=st.data())
def test_the_numbers_of_the_headline_agree_with_their_verbs(fates, origins, data):
    rolled_up = data.draw(st.integers(0, fates[1]))
    left = fates[1] - rolled_up
    only_renamed = data.draw(st.integers(0, left))
    substantive = data.draw(st.tuples(*[st.integers(0, most) for most in (left - only_renamed, *fates[2:4])]))
    rules = data.draw(st.lists(st.sampled_from([MAJOR, MINOR, NOTICE]), min_size=1, max_size=3))
    fields = {"rolled_up": rolled_up, "only_renamed": only_renamed, "rollups": rollups(*rules)}
    sentence = told(fates, origins, substantive, **fields)

    assert not re.search(r"\bsind 1\b|\b1 sind\b|\bist (?!1\b)\d|\b(?!1\b)\d+ ist\b", sentence)
    assert sentence.endswith(".")
    assert not re.search(r"\b0\b|  |[,;]\.", sentence)


def test_the_balance_adds_up_on_both_sides():
    report = whole_report()
    found = balance(report, messages("de"))

    assert sum(row.old or 0 for row in found.rows) == found.old == report.old.demands
    assert sum(row.new or 0 for row in found.rows) == found.new == report.new.demands


def test_an_excerpt_says_what_it_is():
    report = whole_report()
    part = replace(
        report, entries=report.entries[:3], untouched=(), selection=Selection(groups=("moor",), kinds=(Kind.REWORDED,))
    )

    assert report.entries_in_all == len(report.entries) + len(report.untouched)
    assert selection_sentence(report, messages("de")) == ""
    assert (
        selection_sentence(part, messages("de"))
        == "Ausschnitt: Arbeitsgruppe AG Moor; Art der Änderung: Wortlaut geändert; 3 von 21 Einträgen."
    )
    both = replace(part, selection=Selection(addressees=("land", "rvr")))
    assert selection_sentence(both, messages("en")) == "Excerpt: addressees Land and RVR; 3 of 21 entries."
    heavy = replace(part, selection=Selection(severities=(Severity.MAJOR,)))
    assert selection_sentence(heavy, messages("de")) == "Ausschnitt: Gewicht: schwerwiegend; 3 von 21 Einträgen."
    assert headline(part) == headline(report)


@pytest.mark.parametrize(
    ("fates", "added", "german", "english"),
    [
        ((0, 0, 0, 0, 1), 1, "Sie ist mit der neuen thematisch verwandt.", "It shares a topic with the new one."),
        ((0, 0, 0, 0, 1), 3, "Sie ist mit einer neuen thematisch verwandt.", "It shares a topic with a new one."),
        ((4, 0, 0, 0, 1), 3, "Die entfallene ist mit einer neuen thematisch", "The dropped one shares a topic with a"),
        ((4, 0, 0, 0, 2), 3, "Thematisch verwandt ist eine der entfallenen", "One of the dropped shares a topic with"),
    ],
)
def test_of_a_single_dropped_demand_the_related_one_is_told_in_the_singular(fates, added, german, english):
    (pair,) = whole_report().related

    assert german in told(fates, (added,), related=(pair,))
    assert english in told(fates, (added,), language="en", related=(pair,))


def test_what_is_both_split_and_merged_is_called_both():
    both = "2 sind geteilt und zusammengeführt (beide inhaltlich geändert)"

    assert told((1, 0, 2, 0, 1), (1,), (0, 2), regrouped=(2, 2)) == (
        f"Von 4 Forderungen ist 1 unverändert, {both}, 1 ist entfallen; 1 ist neu."
    )
    assert told((0, 0, 3), language="en", regrouped=(2, 0)) == "Of 3 demands 1 is split, 2 are split and merged."
