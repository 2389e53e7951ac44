"""Which clause went where: numbers on the parts and before the clauses, and marks on what was dropped or is new."""

import json
from io import BytesIO

import docx
import pytest

from policydiff.core.changes import Context, Merged, Split, derive_changes
from policydiff.core.lexicon import load_lexicon
from policydiff.core.matching import Clause, Evidence
from policydiff.core.meaning import Direction, Signal, SignalCode
from policydiff.core.report import Entry, Report
from policydiff.render import headline, render, render_document
from policydiff.render.facts import list_unheld
from policydiff.render.messages import messages
from policydiff.render.names import Names
from policydiff.render.parts import trace_parts
from policydiff.render.synopsis.laying import lay_out
from tests.policies import demand as policy_demand
from tests.policies import report
from tests.render.samples import demand, entry, part

_MARKS = {"removed": "[-{}-]", "inserted": "{{+{}+}}"}


def numbered(found: Entry) -> tuple[list[str], list[str]]:
    """Return the texts of both sides with their numbers."""
    parts = trace_parts(found)
    old, new = (
        [
            _text(parts.number(one, is_old=is_old), parts.pieces(one, is_old=is_old))
            for one in parts.in_order(side, is_old=is_old)
        ]
        for is_old, side in ((True, found.old), (False, found.new))
    )
    return old, new


def _text(number: str, pieces) -> str:
    return number + "".join(_MARKS.get(piece.mark, "{}").format(piece.text) for piece in pieces)


def split(
    text: str, *news: str, parts: tuple[Evidence, ...], dropped: tuple[str, ...] = (), added: tuple[Clause, ...] = ()
) -> Entry:
    """Return a split of the demand `a` into demands called b, c and so on."""
    made = [demand(chr(ord("b") + number), one) for number, one in enumerate(news)]
    gone = tuple(Clause(demand="a", text=one) for one in dropped)
    return entry([demand("a", text)], made, Split(parts=parts, dropped=gone, added=added))


def test_a_number_stands_before_each_clause_that_went_elsewhere():
    found = split(
        "Moore schützen, Torf sparen und Gras säen",
        "Torf sparen",
        "Moore schützen und Gras säen",
        parts=(
            part("a", "b", "Torf sparen", "Torf sparen"),
            part("a", "c", "Moore schützen", "Moore schützen"),
            part("a", "c", "und Gras säen", "und Gras säen"),
        ),
    )

    assert numbered(found) == (
        ["①Moore schützen, ②Torf sparen ①und Gras säen"],
        ["①Moore schützen und Gras säen", "②Torf sparen"],
    )


def test_parts_are_told_in_the_order_of_the_text_and_filed_where_the_demand_lives_on():
    # Invented.
    old = [
        policy_demand("allerlei", "Radwege ausbauen, Moore wiedervernässen und Schulen sanieren", group="verkehr"),
        policy_demand("musik", "Jedem Kind ein Instrument leihen", position=1),
        policy_demand("fahrplan", "Einheitliche Fahrpläne einführen", group="verkehr", position=2),
    ]
    new = [
        policy_demand("schulen", "Schulen sanieren", position=1, succeeds=("allerlei",)),
        policy_demand("moore", "Moore wiedervernässen", position=2, succeeds=("allerlei",)),
        policy_demand("allerlei", "Radwege ausbauen", group="verkehr", position=9, succeeds=("allerlei",)),
        policy_demand(
            "beides",
            "Einheitliche Fahrpläne einführen und jedem Kind ein Instrument leihen",
            position=3,
            succeeds=("musik", "fahrplan"),
        ),
    ]
    found = report(old, new)
    merge, split = found.entries

    assert (merge.group, merge.main.id) == ("bildung", "beides")
    assert numbered(merge) == (
        ["①Einheitliche Fahrpläne einführen", "②Jedem Kind ein Instrument leihen"],
        ["①Einheitliche Fahrpläne einführen ②und jedem Kind ein Instrument leihen"],
    )
    assert (split.group, split.main.id) == ("verkehr", "allerlei")
    assert numbered(split) == (
        ["①Radwege ausbauen, ②Moore wiedervernässen ③und Schulen sanieren"],
        ["①Radwege ausbauen", "②Moore wiedervernässen", "③Schulen sanieren"],
    )
    assert '<a id="d-allerlei"></a>' in render(found, format="markdown")
    sections = {
        section.key: [
            [statement.number for statement in cell.statements]
            for block in section.blocks
            for row in block.rows
            for cell in row
        ]
        for section in lay_out([found], messages("de")).sections
    }
    assert sections == {"bildung": [["①"], [""], ["②"]], "verkehr": [[""], ["①"], ["②"], ["③"]]}


def test_a_figure_that_a_signal_tells_is_not_told_again_as_lost():
    # Invented.
    old = [policy_demand("a", "Radwege für 20 Millionen Euro bauen und Moore schützen")]
    new = [
        policy_demand("b", "Radwege für 15 Millionen Euro bauen", succeeds=("a",)),
        policy_demand("c", "Moore im Norden schützen", succeeds=("a",)),
    ]
    page = render(report(old, new), format="markdown")

    assert "Betrag gesenkt: 20 Millionen Euro → 15 Millionen Euro" in page
    assert "Neu dabei: „im Norden“" in page
    assert "Entfällt dabei" not in page


def test_clauses_of_one_part_in_a_row_have_one_number_and_a_clause_in_two_parts_has_both():
    found = split(
        "Moore schützen, Torf sparen und Gras säen",
        "Moore und Torf",
        "Gras und Torf",
        parts=(
            part("a", "b", "Moore schützen", "x"),
            part("a", "b", "Torf sparen", "x"),
            part("a", "b", "und Gras säen", "x"),
            part("a", "c", "und Gras säen", "x"),
        ),
    )

    assert numbered(found)[0] == ["①Moore schützen, Torf sparen ①②und Gras säen"]


def test_where_a_text_went_as_a_whole_numbers_would_say_nothing():
    found = split(
        "Moore schützen",
        "Moore im Norden schützen",
        "Moore im Süden schützen",
        parts=(
            part("a", "b", "Moore schützen", "Moore im Norden schützen"),
            part("a", "c", "Moore schützen", "Moore im Süden schützen"),
        ),
    )

    assert numbered(found) == (["Moore schützen"], ["Moore im Norden schützen", "Moore im Süden schützen"])


def test_a_part_no_clause_of_which_was_found_has_no_number():
    found = split(
        "Moore schützen und Gras säen", "Gras säen", "Ganz anderes", parts=(part("a", "b", "und Gras säen", "x"),)
    )

    assert numbered(found) == (["Moore schützen ①und Gras säen"], ["①Gras säen", "Ganz anderes"])


def test_of_a_merge_the_sources_are_numbered_also_where_one_of_them_lives_on_under_its_id():
    found = entry(
        [demand("a", "Moore schützen"), demand("b", "Gras säen")],
        [demand("a", "Moore schützen und Gras säen")],
        Merged(parts=(part("a", "a", "x", "Moore schützen"), part("b", "a", "x", "und Gras säen"))),
    )

    assert numbered(found) == (["①Moore schützen", "②Gras säen"], ["①Moore schützen ②und Gras säen"])


def test_a_declared_split_has_no_numbers():
    assert numbered(split("A und B", "A", "B", parts=())) == (["A und B"], ["A", "B"])


def test_there_are_numbers_for_any_count():
    news = [f"Teil {number:02}" for number in range(52)]
    found = entry(
        [demand("alt", ", ".join(news))],
        [demand(f"n{number}", text) for number, text in enumerate(news)],
        Split(parts=tuple(part("alt", f"n{number}", text, text) for number, text in enumerate(news))),
    )
    first, *_, last = numbered(found)[1]

    assert (first, last) == ("①Teil 00", "(52)Teil 51")
    assert "㉑Teil 20" in numbered(found)[0][0]


def test_what_no_part_holds_is_marked_and_ends_the_number_before():
    found = split(
        "Moore schützen, Torf sparen, Heide mähen und Gras säen",
        "Moore schützen und Gras säen; Wölfe zählen",
        parts=(part("a", "b", "Moore schützen", "Moore schützen"), part("a", "b", "und Gras säen", "und Gras säen")),
        dropped=("Torf sparen, Heide mähen",),
        added=(Clause(demand="b", text="Wölfe zählen"),),
    )
    found = entry(list(found.old), [*found.new, demand("c", "Ganz anderes")], *found.changes)

    assert numbered(found) == (
        ["①Moore schützen, [-Torf sparen, Heide mähen-] ①und Gras säen"],
        ["①Moore schützen und Gras säen; {+Wölfe zählen+}", "Ganz anderes"],
    )


def test_a_mark_stands_at_the_clause_and_not_within_a_longer_word():
    found = split(
        "Ausbildung, Torfabbau, Bildung, Torf und Gras",
        "Ausbildung",
        "Torfabbau",
        parts=(part("a", "b", "Ausbildung", "Ausbildung"), part("a", "c", "Torfabbau", "Torfabbau")),
        dropped=("Bildung, Torf",),
    )

    assert numbered(found)[0] == ["①Ausbildung, ②Torfabbau, [-Bildung, Torf-] und Gras"]


def test_a_text_that_is_dropped_as_a_whole_is_marked_as_a_whole():
    found = split("Torf sparen", "Moore", "Heide", parts=(), dropped=("Torf sparen",))

    assert numbered(found)[0] == ["[-Torf sparen-]"]


def test_signs_that_act_are_shown_in_marked_words_too():
    found = split("Moore, Torf\u202e sparen", "Moore", "Heide", parts=(), dropped=("Torf\u202e sparen",))

    assert numbered(found)[0] == ["Moore, [-Torf\N{REPLACEMENT CHARACTER} sparen-]"]


@pytest.mark.parametrize(
    ("dropped", "added", "told"),
    [
        ("9", "7", []),
        ("7", "9", ["„7“", "„9“"]),
        ("9.000", "7,5", ["„9.000“", "„7,5“"]),
    ],
)
def test_a_figure_is_left_out_only_where_a_signal_tells_it_on_the_same_side(dropped, added, told):
    signal = Signal(code=SignalCode.AMOUNT, direction=Direction.LOWERED, old="9 Euro", new="7 Euro")
    change = Split(
        dropped=(Clause(demand="a", text=dropped),), added=(Clause(demand="b", text=added),), signals=(signal,)
    )
    names = Names(report=report([], []), messages=messages("de"))

    assert [fact.text for fact in list_unheld(change, names)] == told


def test_figures_that_a_signal_tells_are_not_told_again():
    news = ["Wohnungen für 2.000 Familien bauen", "Busse fördern"]
    made = [demand(f"n{number}", text, succeeds=("alt",)) for number, text in enumerate(news)]
    found = report([demand("alt", "Wohnungen für 1.000 Familien bauen und Busse fördern")], made)
    change = next(one for one in found.entries[0].changes if isinstance(one, Split))

    assert [one.text for one in (*change.dropped, *change.added)] == ["1.000", "2.000"]
    assert list_unheld(change, Names(report=found, messages=messages("de"))) == []


DE = (
    ["Förderung der Teilzeitausbildung, besondere Angebote für junge Eltern, Sicherung des Lebensunterhaltes"],
    ["Förderung der Teilzeitausbildung", "Besondere Angebote für junge Eltern; Sprachkurse kostenlos anbieten"],
)
EN = (
    ["Free buses for pupils, cycle paths along state roads and night trains"],
    ["Free buses for pupils", "Cycle paths along state roads; ferries across the river"],
)
TOLD = {
    "de": (
        DE,
        ("Sicherung des Lebensunterhaltes", "Sprachkurse kostenlos anbieten"),
        ("Entfällt dabei", "„Sicherung des Lebensunterhaltes“", "Neu dabei", "„Sprachkurse kostenlos anbieten“"),
    ),
    "en": (
        EN,
        ("and night trains", "ferries across the river"),
        ("Dropped in the process", "“and night trains”", "New in the process", "“ferries across the river”"),
    ),
}


def compared(language: str) -> Report:
    """Return the report of a declared split that loses a clause and wins another."""
    (old,), news = TOLD[language][0]
    made = [demand(f"n{number}", text, group="bildung", succeeds=("alt",)) for number, text in enumerate(news)]
    return report([demand("alt", old, group="bildung")], made)


@pytest.mark.parametrize("language", TOLD)
@pytest.mark.parametrize(
    ("format", "removed", "inserted"),
    [
        ("terminal", "[-{}-]", "{{+{}+}}"),
        ("markdown", "<del>{}</del>", "<ins>{}</ins>"),
        ("html", "</span>{}<span", "</span>{}<span"),
    ],
)
def test_every_format_marks_and_tells_what_was_dropped_and_what_is_new(language, format, removed, inserted):
    _, (gone, come), told = TOLD[language]
    text = " ".join(render(compared(language), format=format, language=language, width=500).split())

    assert removed.format(gone) in text
    assert inserted.format(come) in text
    assert all(one in text for one in told)
    assert ("geteilt (inhaltlich)" if language == "de" else "split (substantive)") in text


@pytest.mark.parametrize("language", TOLD)
def test_word_marks_what_was_dropped_and_what_is_new(language):
    _, (gone, come), told = TOLD[language]
    document = docx.Document(BytesIO(render_document(compared(language), format="docx", language=language)))
    runs = [run for table in document.tables for cell in table._cells for one in cell.paragraphs for run in one.runs]
    text = " ".join(run.text for run in runs)

    assert {run.style.font.italic for run in runs if run.text == gone} == {True}
    assert {run.style.font.bold for run in runs if run.text == come} == {True}
    assert all(one in text for one in told)


def test_json_names_the_clauses_and_the_demands_they_stand_in():
    (entry,) = json.loads(render(compared("de"), format="json"))["entries"]

    assert entry["details"]["split"]["dropped"] == [{"demand": "alt", "text": "Sicherung des Lebensunterhaltes"}]
    assert entry["details"]["split"]["added"] == [{"demand": "n1", "text": "Sprachkurse kostenlos anbieten"}]
    assert [one["code"] for one in entry["findings"]] == ["demand-split", "wording-substantive"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Die einzige Forderung ist geteilt (inhaltlich geändert)."),
        ("en", "The only demand is split (changed in substance)."),
    ],
)
def test_headline_and_counts_say_that_the_matter_changed_on_the_way(language, sentence):
    found = compared(language)

    assert headline(found, language) == sentence
    assert json.loads(render(found, format="json"))["summary"]["substantive"] == 1


def test_a_merger_counts_each_of_its_old_demands():
    old = [demand("a", "Abschlüsse anerkennen", group="bildung"), demand("b", "Gebühren prüfen", group="bildung")]
    text = "Abschlüsse anerkennen und Gebühren prüfen; Sprachkurse kostenlos anbieten"
    found = report(old, [demand("c", text, group="bildung", succeeds=("a", "b"))])

    assert headline(found, "de") == "Beide Forderungen sind zusammengeführt (beide inhaltlich geändert)."
    assert json.loads(render(found, format="json"))["summary"]["substantive"] == 2


def test_several_clauses_are_told_in_the_plural():
    old = demand("alt", "Theater fördern, Museen öffnen, Moore schützen und Bäder sanieren", group="bildung")
    news = [
        demand(id, text, group="bildung", succeeds=("alt",))
        for id, text in (("a", "Theater fördern"), ("b", "Moore schützen"))
    ]

    assert "Entfallen dabei: „Museen öffnen“; „und Bäder sanieren“" in render(report([old], news), format="markdown")


def test_words_in_brackets_are_marked_with_them():
    old = demand("alt", "Theater fördern und Kitas (private, kirchliche); Moore schützen", group="bildung")
    news = [
        demand(id, text, group="bildung", succeeds=("alt",))
        for id, text in (("a", "Theater fördern"), ("b", "Moore schützen"))
    ]
    text = render(report([old], news), format="markdown")

    assert "<del>und Kitas (private, kirchliche)</del>" in text
    assert "Entfällt dabei: „und Kitas (private, kirchliche)“" in text


def test_a_word_put_in_place_of_another_is_marked_in_the_clause_that_is_held():
    old = demand("alt", "Eine City-Maut einführen und Einnahmen für Busse verwenden", group="bildung")
    news = [
        demand(id, text, group="bildung", succeeds=("alt",))
        for id, text in (("a", "Eine City-Maut einführen"), ("b", "Einnahmen für Straßen verwenden"))
    ]
    text = render(report([old], news), format="markdown")

    assert "und Einnahmen für <del>Busse</del> verwenden" in text
    assert "Einnahmen für <ins>Straßen</ins> verwenden" in text
    assert "Entfällt dabei: „Busse“" in text


def test_tables_tell_it_too():
    assert "Entfällt dabei: „Sicherung des Lebensunterhaltes“" in render(compared("de"), format="csv").replace(
        '""', '"'
    )


def test_of_several_that_became_several_all_are_numbered_where_one_is():
    forest, schools = "Der Staatswald wird nicht verkauft.", "Alle Schulen {} einen Anschluss an das Glasfasernetz."
    old = [policy_demand("a", forest), policy_demand("b", schools.format("erhalten"))]
    new = [policy_demand("a", forest, succeeds=("b",)), policy_demand("b", schools.format("bekommen"))]
    found = report(old, new)

    assert numbered(found.entries[0]) == (
        [f"①{forest}", f"②{schools.format('[-erhalten-]')}"],
        [f"①{forest}", f"②{schools.format('{+bekommen+}')}"],
    )
    told = "Beide Forderungen sind geteilt und zusammengeführt (beide inhaltlich geändert)."
    assert headline(found, "de") == told


def test_a_small_word_that_turns_a_clause_round_is_marked_where_it_stands():
    old = policy_demand("a", "Wir schließen keine Schulen im ländlichen Raum und führen Noten in der Grundschule ein.")
    new = [
        policy_demand("b", "Wir schließen keine Schulen im ländlichen Raum."),
        policy_demand("c", "Wir führen keine Noten in der Grundschule ein."),
    ]
    (change,) = derive_changes([old], new, Context(groups={}, levels={}, lexicon=load_lexicon("de")))
    assert isinstance(change, Split)
    assert numbered(entry([old], new, change)) == (
        ["①Wir schließen keine Schulen im ländlichen Raum ②und führen Noten in der Grundschule ein."],
        ["①Wir schließen keine Schulen im ländlichen Raum.", "②Wir führen {+keine+} Noten in der Grundschule ein."],
    )


def test_small_words_side_by_side_are_marked_as_one():
    old = policy_demand("a", "Councils shall provide shelters and the state shall fund dental care for pensioners.")
    new = [
        policy_demand("b", "Councils shall provide shelters."),
        policy_demand("c", "The state may not fund dental care for pensioners."),
    ]
    (change,) = derive_changes([old], new, Context(groups={}, levels={}, lexicon=load_lexicon("en")))
    assert numbered(entry([old], new, change))[1][1] == "②The state {+may not+} fund dental care for pensioners."
