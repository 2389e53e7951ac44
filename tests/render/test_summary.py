"""The headline: one grammatical sentence in every combination of numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.changes import Kind
from policydiff.core.report import Fate, FrameChange, FrameKind, Origin, Selection
from policydiff.render import headline
from policydiff.render.messages import messages
from policydiff.render.summary import balance, selection_sentence
from tests.render.samples import make_report, whole_report


def told(fates=(), origins=(), substantive=0, language="de", **fields):
    """Return the headline of a report with these counts: fates in their order, added and reinstated."""
    counts = dict(zip(Fate, (*fates, *[0] * 5), strict=False))
    come = dict(zip((Origin.ADDED, Origin.REINSTATED), (*origins, 0, 0), strict=False))
    kinds = {Kind.UNCHANGED: counts[Fate.UNCHANGED], Kind.ADDED: come[Origin.ADDED]}
    report = replace(
        make_report(()),
        fates=counts,
        origins=come,
        substantive=substantive,
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
            3,
            "Von 64 Forderungen sind 51 unverändert, 9 geändert (davon 3 inhaltlich), 2 zusammengeführt, 2 entfallen; "
            "5 sind neu.",
            "Of 64 demands 51 are unchanged, 9 changed (3 of them in substance), 2 merged, 2 dropped; 5 are new.",
        ),
        ((64,), (), 0, "Alle 64 Forderungen sind unverändert.", "All 64 demands are unchanged."),
        ((64,), (1,), 0, "Alle 64 Forderungen sind unverändert; 1 ist neu.", "All 64 demands are unchanged; 1 is new."),
        ((2,), (), 0, "Beide Forderungen sind unverändert.", "Both demands are unchanged."),
        ((1,), (), 0, "Die einzige Forderung ist unverändert.", "The only demand is unchanged."),
        (
            (0, 1),
            (),
            1,
            "Die einzige Forderung ist geändert (inhaltlich).",
            "The only demand is changed (in substance).",
        ),
        (
            (0, 2),
            (),
            2,
            "Beide Forderungen sind geändert (beide inhaltlich).",
            "Both demands are changed (both in substance).",
        ),
        (
            (0, 3),
            (),
            3,
            "Alle 3 Forderungen sind geändert (alle inhaltlich).",
            "All 3 demands are changed (all in substance).",
        ),
        (
            (0, 0, 0, 0, 3),
            (2,),
            0,
            "Alle 3 Forderungen sind entfallen; 2 sind neu.",
            "All 3 demands are dropped; 2 are new.",
        ),
        (
            (1, 63),
            (),
            1,
            "Von 64 Forderungen ist 1 unverändert, 63 sind geändert (davon 1 inhaltlich).",
            "Of 64 demands 1 is unchanged, 63 are changed (1 of them in substance).",
        ),
        (
            (60, 0, 1, 2, 1),
            (1, 2),
            0,
            "Von 64 Forderungen sind 60 unverändert, 1 ist geteilt, 2 sind zusammengeführt, 1 ist entfallen; 1 ist neu, "
            "2 sind wieder aufgenommen.",
            "Of 64 demands 60 are unchanged, 1 is split, 2 are merged, 1 is dropped; 1 is new, 2 are reinstated.",
        ),
        (
            (1, 0, 1),
            (0, 2),
            0,
            "Von 2 Forderungen ist 1 unverändert, 1 geteilt; 2 sind wieder aufgenommen.",
            "Of 2 demands 1 is unchanged, 1 split; 2 are reinstated.",
        ),
        (
            (999, 1),
            (),
            0,
            "Von 1.000 Forderungen sind 999 unverändert, 1 ist geändert.",
            "Of 1,000 demands 999 are unchanged, 1 is changed.",
        ),
        ((), (5,), 0, "Alle 5 Forderungen sind neu.", "All 5 demands are new."),
        ((), (1,), 0, "Die einzige Forderung ist neu.", "The only demand is new."),
        (
            (),
            (3, 1),
            0,
            "Alle 4 Forderungen kommen hinzu: 3 sind neu, 1 ist wieder aufgenommen.",
            "All 4 demands are additions: 3 are new, 1 is reinstated.",
        ),
        ((), (), 0, "Beide Fassungen enthalten keine Forderung.", "Neither edition holds any demand."),
    ],
)
def test_the_headline_is_one_sentence(fates, origins, substantive, german, english):
    assert told(fates, origins, substantive) == german
    assert told(fates, origins, substantive, "en") == english


def test_a_change_of_the_frame_alone_is_said():
    frame = (FrameChange(kind=FrameKind.GROUP_ADDED, key="leer", old=None, new="AG Leer"),)

    assert told((64,), frame=frame) == "Alle 64 Forderungen sind unverändert; geändert ist nur der Rahmen."
    assert "Rahmen" not in told((63, 1), frame=frame)


@given(fates=st.tuples(*[st.integers(0, 3)] * 5), origins=st.tuples(*[st.integers(0, 3)] * 2), data=st.data())
def test_the_numbers_of_the_headline_agree_with_their_verbs(fates, origins, data):
    sentence = told(fates, origins, data.draw(st.integers(0, fates[1])))

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
        == "Ausschnitt: Arbeitsgruppe AG Moor; Art der Änderung: Wortlaut geändert; 3 von 15 Einträgen."
    )
    both = replace(part, selection=Selection(addressees=("land", "rvr")))
    assert selection_sentence(both, messages("en")) == "Excerpt: addressees Land and RVR; 3 of 15 entries."
    assert headline(part) == headline(report)
