"""The Synopse as data: who stands beside whom, what is marked, and what is said instead of a text."""

from dataclasses import replace

import pytest

from policydiff.core.catalogue import Demand, Source
from policydiff.core.changes import Former, Reinstated
from policydiff.core.comparison import Version, compare
from policydiff.render.messages import messages
from policydiff.render.names import Badge
from policydiff.render.pieces import INSERTED, KEPT, MOVED_AWAY, MOVED_HERE, REMOVED, Piece
from policydiff.render.synopsis.chains import Node, list_chains
from policydiff.render.synopsis.laying import lay_out
from policydiff.render.synopsis.spans import overlay
from policydiff.render.synopsis.values import Holds
from tests.policies import BRIDGES, CYCLING, GROUPS, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand
from tests.render.samples import whole_report
from tests.render.synopsis.stories import example, marked, rows, steps, synopsis, unmarked

BRIDGE = demand("bruecken", "Sanierung maroder Autobahnbrücken bis 2030 beschleunigen", position=1)
LATER = replace(BRIDGE, text="Sanierung maroder Autobahnbrücken bis 2035 beschleunigen")


def test_a_reworded_demand_has_its_removed_words_left_and_its_inserted_words_right():
    assert rows(synopsis((BRIDGE,), (LATER,))) == [
        [
            "Sanierung maroder Autobahnbrücken bis _2030_ beschleunigen",
            "Sanierung maroder Autobahnbrücken bis *2035* beschleunigen",
        ]
    ]


def test_what_is_unchanged_stands_left_in_full():
    assert rows(synopsis((BRIDGE,), (BRIDGE,))) == [[BRIDGE.text, "unchanged"]]


def test_another_id_or_group_leaves_the_wording_unchanged_and_is_told():
    moved = replace(BRIDGE, id="autobahnen", group="verkehr")
    found = synopsis((BRIDGE,), (moved,))

    assert rows(found) == [[BRIDGE.text, "unchanged"]]
    [block] = found.blocks
    assert block.is_changed
    assert block.rows[0][1].labels == ("andere Arbeitsgruppe", "neue Kennung")
    assert block.rows[0][1].facts == ("AG Bildung → AG Verkehr",)
    assert block.rows[0][0].statements[0].place == "AG Bildung, Forderung 1"


def test_a_dropped_demand_stands_in_its_old_place_and_a_new_one_in_its_new():
    first, last = demand("a", SCHOOLS, position=1), demand("c", MUSIC, position=3)
    dropped, added = demand("b", LIBRARIES, position=2), demand("d", CYCLING, position=4)

    assert rows(synopsis((first, dropped, last), (first, last, added))) == [
        [SCHOOLS, "unchanged"],
        [LIBRARIES, "dropped"],
        [MUSIC, "unchanged"],
        ["absent", CYCLING],
    ]


def test_the_groups_have_the_order_of_the_new_paper():
    road, school = demand("b", BRIDGES, group="verkehr"), demand("a", SCHOOLS)
    found = synopsis((road, school), (road, school), working_groups=GROUPS[::-1])

    assert [section.heading for section in found.sections] == ["AG Verkehr", "AG Bildung"]


def test_a_split_spans_the_rows_of_its_parts_and_a_merge_those_of_its_sources():
    whole = demand("bildung", f"{SCHOOLS}. {LIBRARIES}")
    parts = (demand("schulen", SCHOOLS, succeeds=("bildung",)), demand("buecher", LIBRARIES, succeeds=("bildung",)))
    split = rows(synopsis((whole,), parts))
    sources = tuple(replace(part, succeeds=None) for part in parts)
    merged = rows(synopsis(sources, (replace(whole, succeeds=("schulen", "buecher")),)))

    assert [len(row) for row in split] == [len(row) for row in merged] == [2, 1]
    assert split[0][0].startswith("2× ")
    assert merged[0][1].startswith("2× ")


WHOLE = "Moore wiedervernässen, Radwege ausbauen, Theater fördern und Schulen sanieren"
SUNDAYS = "Öffentliche Bibliotheken sonntags öffnen"


def part(id: str, text: str, position: int, *succeeds: str) -> Demand:
    """Return a demand that is declared to continue others."""
    return demand(id, text, position=position, succeeds=succeeds or None)


PARTS = (
    part("schulen", "Schulen sanieren", 2, "alles"),
    part("radwege", "Radwege ausbauen", 3, "alles"),
    part("moore", "Moore wiedervernässen", 4, "alles"),
)


@pytest.mark.parametrize("place", [1, 9])
def test_a_split_between_two_versions_is_told_where_a_further_demand_stands_in_its_cell(place):
    further = part("buecher", SUNDAYS, place)
    last = (
        part("beides", f"{SUNDAYS} und Schulen sanieren", 1, "schulen", "buecher"),
        part("rest", "Radwege ausbauen und Moore wiedervernässen", 2, "radwege", "moore", "schulen"),
    )
    [block] = synopsis((part("alles", WHOLE, 5), further), (*PARTS, further), last).blocks
    [[_, middle, _]] = block.rows

    parts = ["moore", "radwege", "schulen"]
    assert [one.id for one in middle.statements] == (["buecher", *parts] if place == 1 else [*parts, "buecher"])
    assert [one.number[0] for one in middle.statements if one.id in parts] == ["①", "②", "③"]
    assert middle.labels == ("geteilt (inhaltlich)",)
    assert middle.facts == ("Entfällt dabei: „Theater fördern“",)
    assert middle.badge == Badge(code="minor", word="zu beachten")


def test_a_split_is_told_once_in_the_first_of_its_rows():
    found = synopsis((part("alles", WHOLE, 5),), PARTS, PARTS).blocks
    middle = [cell for block in found for row in block.rows for cell in row if cell.version == 1]

    assert [[one.id for one in cell.statements] for cell in middle] == [["moore"], ["radwege"], ["schulen"]]
    assert [cell.labels for cell in middle] == [("geteilt (inhaltlich)",), (), ()]
    assert [bool(cell.badge) for cell in middle] == [True, False, False]


def test_a_split_is_told_in_the_first_row_also_where_a_newer_paper_orders_the_rows():
    last = (
        part("gebaeude", "Schulen innen sanieren", 1, "schulen"),
        part("dach", "Schulen am Dach sanieren", 2, "schulen"),
        *PARTS[1:],
    )
    [block] = synopsis((part("alles", WHOLE, 5),), PARTS, last).blocks
    middle = [cell for row in block.rows for cell in row if cell.version == 1]

    assert [[one.id for one in cell.statements] for cell in middle] == [["schulen"], ["radwege"], ["moore"]]
    assert [cell.labels for cell in middle] == [("geteilt (inhaltlich)",), (), ()]


def test_what_shares_a_cell_is_all_told_and_the_heaviest_weight_with_it():
    library = part("buecher", "Öffentliche Bibliotheken müssen sonntags öffnen", 1)
    lenient = replace(library, text="Öffentliche Bibliotheken sollen sonntags öffnen")
    last = (
        part("beides", f"{lenient.text} und Schulen sanieren", 1, "schulen", "buecher"),
        part("rest", "Radwege ausbauen und Moore wiedervernässen", 2, "radwege", "moore", "schulen"),
    )
    [block] = synopsis((part("alles", WHOLE, 5), library), (*PARTS, lenient), last).blocks

    assert block.rows[0][1].labels == ("Wortlaut geändert (inhaltlich)", "geteilt (inhaltlich)")
    assert block.rows[0][1].badge == Badge(code="major", word="schwerwiegend")


def test_the_middle_of_three_versions_shows_what_came_and_what_goes():
    last = replace(LATER, text="Sanierung maroder Landesbrücken bis 2035 beschleunigen")

    assert rows(synopsis((BRIDGE,), (LATER,), (last,))) == [
        [
            "Sanierung maroder Autobahnbrücken bis _2030_ beschleunigen",
            "Sanierung maroder _Autobahnbrücken_ bis *2035* beschleunigen",
            "Sanierung maroder *Landesbrücken* bis 2035 beschleunigen",
        ]
    ]


def test_three_versions_say_where_a_demand_came_stayed_and_went():
    other = demand("musik", MUSIC, position=2)

    assert rows(synopsis((BRIDGE,), (BRIDGE, other), (other,))) == [
        [BRIDGE.text, "unchanged", "dropped"],
        ["absent", MUSIC, "unchanged"],
    ]
    assert rows(synopsis((BRIDGE,), (other,), (other,)))[0] == [BRIDGE.text, "dropped", "absent"]


def test_a_version_between_that_only_changes_later_is_shown_and_said_to_be_unchanged():
    found = synopsis((BRIDGE,), (BRIDGE,), (LATER,))

    assert rows(found)[0][1] == "Sanierung maroder Autobahnbrücken bis _2030_ beschleunigen"
    [block] = found.blocks
    assert block.rows[0][1].labels == ("u n v e r ä n d e r t",)


def test_a_demand_that_is_back_after_a_gap_stands_in_the_row_of_its_old_self():
    found = rows(lay_out(example(), messages("de")))
    back = [row for row in found if len(row) == 3 and row[1] == "dropped" and row[2] != "absent"]

    assert len(back) == 2
    assert ["Aufstockung der schulpsychologischen Beratung"] * 2 in [[row[0], row[2]] for row in back]


def test_addressees_are_marked_on_both_sides():
    found = synopsis((BRIDGE,), (replace(BRIDGE, addressees=("bund", "land")),))
    [block] = found.blocks

    assert [marked(one.statements[0].addressees) for one in block.rows[0]] == ["Land", "*Bund*Land"]


def test_wordings_of_parties_are_part_of_the_text():
    disputed = replace(BRIDGE, positions={"A": "bis 2032", "B": "nie"})
    [block] = synopsis((replace(BRIDGE, positions={"A": "bis 2031"}),), (disputed,)).blocks
    old, new = (one.statements[0].positions for one in block.rows[0])

    assert [(one.party, marked(one.text)) for one in old] == [("A", "bis _2031_")]
    assert [(one.party, marked(one.text)) for one in new] == [("A", "bis *2032*"), ("B", "*nie*")]


def test_changes_only_leaves_out_what_is_unchanged_and_says_so():
    same = demand("musik", MUSIC, position=2)
    found = synopsis((BRIDGE, same), (LATER, same), changes_only=True)

    assert len(rows(found)) == 1
    assert found.remarks == ("Nur Änderungen: 1 unveränderte Forderung ist nicht aufgeführt.",)
    assert not synopsis((same,), (same,), changes_only=True).sections


def test_the_place_is_told_as_far_as_it_is_known():
    known = replace(BRIDGE, source=Source(position=30, page=3, line=47, number="4.12"))
    [block] = synopsis((known,), (replace(known, source=Source(line=5)),)).blocks

    assert [cell.statements[0].place for cell in block.rows[0]] == ["Nr. 4.12, Forderung 30, S. 3, Z. 47", "Z. 5"]


def test_the_state_of_work_is_the_day_of_the_new_paper_and_missing_where_it_names_none():
    assert synopsis((BRIDGE,), (BRIDGE,), date="2018-03").state == "Bearbeitungsstand: März 2018"
    assert synopsis((BRIDGE,), (BRIDGE,)).state == ""


def test_two_versions_of_one_edition_are_headed_by_what_tells_them_apart():
    [report] = steps((BRIDGE,), (LATER,), date="2018-03")
    old = replace(report.old, edition="e", spec="main", commit="a" * 40)
    found = lay_out((replace(report, old=old, new=replace(old, spec="entwurf", commit="b" * 40)),), messages("de"))

    assert [one.mark for one in found.columns] == [f"main, {'a' * 12}", f"entwurf, {'b' * 12}"]
    assert found.state == f"Bearbeitungsstand: entwurf, {'b' * 12}"


def test_preambles_and_new_names_of_groups_stand_before_the_demands():
    before = replace(GROUPS[0], preamble="Die Region braucht gute Schulen.")
    after = replace(before, name="AG Schule", preamble="Die Region braucht bessere Schulen.")
    versions = [Version(catalogue=catalogue(BRIDGE, working_groups=(group,))) for group in (before, after)]
    heading, preamble, _ = lay_out([compare(*versions)], messages("de")).blocks

    assert [marked(cell.statements[0].text) for cell in heading.rows[0]] == ["AG _Bildung_", "AG *Schule*"]
    assert [marked(cell.statements[0].text) for cell in preamble.rows[0]] == [
        "Die Region braucht _gute_ Schulen.",
        "Die Region braucht *bessere* Schulen.",
    ]


def test_an_unchanged_preamble_is_shown_once_and_an_unchanged_name_not_at_all():
    group = replace(GROUPS[0], preamble="Die Region braucht gute Schulen.")
    preamble, block = synopsis((BRIDGE,), (BRIDGE,), working_groups=(group,)).blocks

    assert [preamble.holds, block.holds] == [Holds.PREAMBLE, Holds.DEMAND]
    assert [str(cell.says) for cell in preamble.rows[0]] == ["text", "unchanged"]


def test_a_comparison_that_left_demands_unread_is_refused():
    with pytest.raises(ValueError, match="whole catalogues"):
        lay_out([whole_report()], messages("de"))


@pytest.mark.parametrize("step", [0, 1])
def test_every_demand_of_the_example_stands_once_in_its_column(step):
    report = example()[step]
    found = lay_out([report], messages("de"))
    columns = [
        sorted(
            one.id
            for block in found.blocks
            if block.holds is Holds.DEMAND
            for row in block.rows
            for cell in row
            if cell.version == version
            for one in cell.statements
        )
        for version in (0, 1)
    ]

    assert columns[0] == sorted(one.id for entry in report.entries for one in entry.old)
    assert columns[1] == sorted(one.id for entry in report.entries for one in entry.new)


def test_every_row_of_three_versions_has_each_column_once():
    for block in lay_out(example(), messages("de")).blocks:
        covered = [[0] * len(block.rows) for _ in range(3)]
        for index, row in enumerate(block.rows):
            for cell in row:
                for place in range(index, index + cell.rows):
                    covered[cell.version][place] += 1
        assert covered == [[1] * len(block.rows)] * 3


def test_marks_of_two_comparisons_are_laid_over_one_another_word_by_word():
    came = [Piece(KEPT, "Die "), Piece(INSERTED, "neue alte"), Piece(KEPT, " Brücke"), Piece(MOVED_HERE, " dort", 1)]
    goes = [Piece(KEPT, "Die neue "), Piece(REMOVED, "alte Brücke"), Piece(KEPT, " "), Piece(MOVED_AWAY, "dort", 1)]

    assert marked(overlay(came, goes)) == "Die *neue *_*alte*__ Brücke_ [1][2]_*dort*_"


def test_a_preamble_and_a_closing_text_that_did_not_change_stand_in_a_whole_synopsis_only():
    demands = (demand("x", MUSIC),)
    before, after = "Wir sind uns einig.", "Wir danken allen."
    whole = synopsis(demands, demands, preamble=before, closing=after)
    assert [
        [(cell.says, unmarked(cell.statements[0])) for cell in block.rows[0]]
        for block in whole.blocks
        if block.holds in (Holds.PREAMBLE, Holds.CLOSING)
    ] == [
        [("text", before), ("unchanged", before)],
        [("text", after), ("unchanged", after)],
    ]
    assert synopsis(demands, demands, changes_only=True, preamble=before, closing=after).sections == ()


def test_all_demands_that_are_back_in_one_stand_beside_it():
    old = demand("x", MUSIC), demand("y", LIBRARIES)
    now = demand("n", f"{MUSIC}. {LIBRARIES}.")
    reports = steps(old, (demand("m", BRIDGES),), (demand("m", BRIDGES), now))
    back = (Reinstated(edition="e0", id="x", text=MUSIC, others=(Former(edition="e0", id="y", text=LIBRARIES),)),)
    entries = tuple(replace(one, changes=back) if now in one.new else one for one in reports[1].entries)
    book, chains = list_chains((reports[0], replace(reports[1], entries=entries)))

    [chain] = [one for one in chains if Node(2, "n") in one.nodes]
    assert chain.nodes == (Node(0, "x"), Node(0, "y"), Node(2, "n"))
    assert book.versions == 3


def test_a_demand_that_is_back_is_marked_against_its_last_wording():
    once, now = (
        demand("x", f"Landarztquote bei der Vergabe der Studienplätze auf {share} % anheben", addressees=asked)
        for share, asked in ((10, ("bund", "land")), (12, ("land", "kommunen")))
    )
    reports = steps((once,), (demand("m", MUSIC),), (demand("m", MUSIC), now))
    back = (Reinstated(edition="e0", id="x", text=once.text),)
    entries = tuple(replace(one, changes=back) if now in one.new else one for one in reports[1].entries)
    found = lay_out((reports[0], replace(reports[1], entries=entries)), messages("de"))

    assert [
        "Landarztquote bei der Vergabe der Studienplätze auf _10_ % anheben",
        "dropped",
        "Landarztquote bei der Vergabe der Studienplätze auf *12* % anheben",
    ] in rows(found)
    asked = [
        [(span.text, span.came) for span in statement.addressees]
        for block in found.blocks
        for row in block.rows
        for cell in row
        for statement in cell.statements
        if statement.id == "x"
    ]
    assert asked == [[("Bund", REMOVED), ("Land", "")], [("Land", ""), ("Kommunen", INSERTED)]]
