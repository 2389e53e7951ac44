"""Roll-ups: told once, with all their demands; nothing is lost and nothing stands twice."""

from dataclasses import replace

import pytest

from policydiff.core.changes import Kind
from policydiff.core.report import Rollup
from policydiff.core.rules import RuleBook
from policydiff.render import render
from policydiff.render.messages import messages
from policydiff.render.outline import outline
from policydiff.render.synopsis.front import front_parts
from tests.policies import BRIDGES, CYCLING, MUSIC, demand
from tests.policies import report as compared
from tests.render.samples import make_report, rolled_entry, rollups, whole_report


def told(**fields: object) -> list[str]:
    """Return how a roll-up is called in German."""
    [one] = rollups()[1:]
    report = replace(whole_report(), rollups=(replace(one, **fields),))  # type: ignore[arg-type]
    return [note.edit for note in outline(report, messages("de")).rollups]


@pytest.mark.parametrize(
    ("kind", "old", "new", "german"),
    [
        (Kind.REWORDED, ("Benutzer",), ("Benutzende",), "„Benutzer“ → „Benutzende“"),
        (Kind.REWORDED, ("",), ("bitte",), "„bitte“ (hinzugekommen)"),
        (Kind.REWORDED, ("bitte",), ("",), "„bitte“ (weggefallen)"),
        (Kind.REASSIGNED, ("bund",), ("rvr", "land"), "+ Land, + RVR, − Bund"),
        (Kind.MOVED, ("moor",), ("seilbahn",), "AG Moor → AG Seilbahn / Luftverkehr"),
        (Kind.RENAMED, ("f-2", "f-3"), ("f-1", "f-2"), "f-2 → f-1, f-3 → f-2"),
        (Kind.RENAMED, tuple("bcde"), tuple("abcd"), "b → a, c → b, d → c …"),
        (Kind.ANNOTATED, ("status", "agreed"), ("status", "disputed"), "Stand: gemeinsam getragen → strittig"),
        (Kind.ANNOTATED, (), ("meta.kosten", "3"), "Zusatzangabe (kosten): 3 (hinzugekommen)"),
    ],
)
def test_an_edit_is_told_in_the_words_and_names_of_the_catalogue(kind, old, new, german):
    assert [edit.replace("\u00a0", " ") for edit in told(kind=kind, old=old, new=new)] == [german]


def test_every_changed_entry_stands_in_one_place():
    report = whole_report()
    found = outline(report, messages("de"))
    rows = [row.anchor for row in found.rows]

    assert len(rows) == len(set(rows)) == sum(bool(one.changes) for one in report.entries)


def test_an_entry_of_two_roll_ups_is_told_by_the_first_and_named_by_the_second():
    first, second = outline(whole_report(), messages("de")).rollups

    assert [row.anchor for row in first.rows] == ["d-gondelsitz", "d-torfzoll", "d-torfkarte"]
    assert [row.anchor for row in second.rows] == ["d-gondeltakt", "d-gondelpreis"]
    assert [one.anchor for one in second.elsewhere] == ["d-seilpruefung", "d-gondelsitz"]
    assert (first.count, second.count) == ("in 3 Forderungen", "in 4 Forderungen")
    assert (first.findings, first.badge.word) == (("Adressat weggefallen",), "schwerwiegend")


def test_a_rolled_up_entry_that_no_roll_up_names_still_stands_in_its_group():
    report = replace(whole_report(), rollups=rollups()[:1])
    found = outline(report, messages("de"))

    assert "d-gondeltakt" in [row.anchor for section in found.sections for row in section.rows]
    assert len(list(found.rows)) == sum(bool(one.changes) for one in report.entries)


def test_an_excerpt_shows_the_roll_ups_of_its_entries_alone_and_their_number_stays_whole():
    report = whole_report()
    part = replace(report, entries=tuple(one for one in report.entries if one.new and one.new[0].id == "gondeltakt"))
    [note] = outline(part, messages("de")).rollups

    assert (note.anchor, note.count) == ("rollup-2", "in 4 Forderungen")
    assert [row.anchor for row in note.rows] == ["d-gondeltakt"]


def test_every_format_names_all_demands_that_a_roll_up_alone_tells():
    entries = tuple(rolled_entry(f"t{number}", f"Torf {number} verzollen", ("bund",)) for number in range(30))
    rollup = Rollup(
        kind=Kind.REASSIGNED,
        old=("bund",),
        new=(),
        demands=tuple(one.new[0].id for one in entries),
        findings=(RuleBook().find("addressee-left"),),
    )
    report = make_report(entries, rollups=(rollup,))

    for format in ("terminal", "markdown", "html"):
        assert all(f"Torf {number} verzollen" in render(report, format=format) for number in range(30))


def test_demands_with_a_new_id_are_not_called_one_edit_and_in_word_stand_in_rows_too():
    old = [demand(f"alt-{number}", text) for number, text in enumerate((BRIDGES, CYCLING, MUSIC))]
    new = [demand(f"neu-{number}", text) for number, text in enumerate((BRIDGES, CYCLING, MUSIC))]
    report = compared(old, new)
    together = "Forderungen, die nur eine neue Kennung haben, sind hier zusammengefasst."

    for format in ("terminal", "markdown", "html"):
        text = " ".join(render(report, format=format).split())
        assert f"{together} Forderungen, an denen sonst nichts geändert ist, stehen nur hier." in text
        assert "nur neue Kennung" in text
        assert "Dieselbe Änderung" not in text
    [part] = [one for one in front_parts(report, messages("de"), ()) if one.heading == "Sammeländerungen"]
    assert part.introduction == f"{together} Jede dieser Forderungen steht auch in der Synopse."


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_roll_ups_stand_before_the_working_groups(format, report):
    text = render(report, format=format)
    text = text[text.index("Bund") :]

    assert text.index("Benutzende“") < text.index("AG Moor: Moore der Musterregion")
