"""What must be read first: alarms, roll-ups and demands by severity, none of it twice and none of it hidden."""

import html
import re
from dataclasses import replace

import pytest

from policydiff.core.acceptance import Acceptance
from policydiff.core.changes import Dropped, Kind, Reassigned, Reworded, Split
from policydiff.core.levels import Shift
from policydiff.core.matching import Clause, Grade, Reason
from policydiff.core.report import Question, Report, Selection
from policydiff.core.rules import RuleBook, Severity
from policydiff.core.wording import Weight
from policydiff.render import render
from policydiff.render.glance import MOST_LINES, Glance
from policydiff.render.messages import messages
from policydiff.render.outline import outline
from policydiff.render.tables import render_csv
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS
from tests.policies import report as compared
from tests.render.samples import BUND, LAND, demand, entry, make_report, reassigned, signal, whole_report


def glance(report: Report, language: str = "de") -> Glance:
    """Return what is to be read first."""
    return outline(report, messages(language)).glance


def dropped(count: int) -> Report:
    """Return a report of so many dropped demands."""
    return make_report(tuple(entry([demand(f"d{number}", f"Torf {number}")], [], Dropped()) for number in range(count)))


def reworded(*rules: str) -> Report:
    """Return a report of one rewording with these signals."""
    signals = tuple(signal(rule, "alt", "neu") for rule in rules)
    change = Reworded(weight=Weight.SUBSTANTIVE, signals=signals, redline=())
    return make_report((entry([demand("x", "X")], [demand("x", "Y")], change),))


def test_alarms_come_first_then_roll_ups_then_demands_by_rank_then_questions():
    found = glance(whole_report())

    assert [(one.what.partition(":")[0].partition(" (")[0], one.anchor) for one in found.lines] == [
        ("Kennung wiederverwendet", "alarm-1"),
        ("Zweifelhafte Verknüpfung", "alarm-2"),
        ("Adressat weggefallen", "rollup-1"),
        ("Forderung entfällt", "d-moorsteuer"),
        ("Forderung entfällt", "old-stern"),
        ("Verbindlichkeit geschwächt", "d-moorquote"),
        ("Geltungsbereich eingeengt", "d-torfabbau-ende"),
    ]
    assert [(one.what, one.anchor) for one in found.doubts] == [
        ("1 offene Frage", "questions"),
        ("3 Zuordnungen sind nur vermutlich", "d-moorfest"),
    ]
    assert found.doubts[1].told().startswith("bitte prüfen, ob sie stimmen, die unsichersten zuerst: moorfest, ")
    assert (
        found.counts
        == "Alle Änderungen nach Gewicht: 7 schwerwiegend, 8 zu beachten, 3 Hinweise, dazu 2 Punkte unter „Achtung“."
    )


def shifted(texts: tuple[str, ...] = ("Moore", "Torf", "Wind", "Holz", "Wasser")) -> Report:
    """Return a comparison in which one demand was put on top, so that every id went to the next demand."""
    before = [f"{text} schützen und dafür 5 Mio. Euro bereitstellen" for text in texts]
    after = ["Nachtzüge fördern", *(before[:-1]), before[-1].replace("5 Mio", "2 Mio")]
    old, new = ([demand(f"7.{n}", text) for n, text in enumerate(all, start=1)] for all in (before, after))
    new[2] = replace(new[2], note="wie 7.1 und 7.5")
    return compared(old, new)


def test_reused_ids_of_a_catalogue_numbered_anew_are_told_together_behind_its_substance():
    lines = glance(shifted()).lines

    assert [(one.what, one.anchor) for one in lines] == [
        ("Betrag gesenkt: 5 Mio. Euro → 2 Mio. Euro", "d-7.6"),
        ("5 Kennungen wiederverwendet", "reused"),
    ]
    assert lines[1].text == "Die bisherigen Forderungen stehen jetzt anderswo: 7.1 → 7.2, 7.2 → 7.3, 7.3 → 7.4 …"


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (1, "4 der bisherigen Forderungen stehen jetzt anderswo (7.2 → 7.3, 7.3 → 7.4, 7.4 → 7.5 …), 1 ist entfallen."),
        (4, "Eine der bisherigen Forderungen steht jetzt anderswo (7.5 → 7.6), 4 sind entfallen."),
        (5, "Die bisherigen Forderungen sind entfallen."),
    ],
)
def test_of_reused_ids_it_is_told_how_many_of_their_demands_were_dropped(gone, told):
    found = shifted()
    left = [replace(one, living=()) for one in found.alarms[:gone]]
    moved = glance(replace(found, alarms=(*left, *found.alarms[gone:])))

    assert moved.lines[-1].text == told


def asked(report: Report, count: int) -> Report:
    """Return a report in which it is asked whether so many reused ids carry the same demand as before."""
    alarms = [replace(one, living=(), is_asked=True) for one in report.alarms[:count]]
    questions = [
        Question(old=(one.old,), new=(one.new,), reason=Reason.SAME_ID, score=0.5, severity=Severity.MAJOR)
        for one in alarms
    ]
    return replace(report, alarms=(*alarms, *report.alarms[count:]), questions=tuple(questions))


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (
            1,
            "4 der bisherigen Forderungen stehen jetzt anderswo (7.2 → 7.3, 7.3 → 7.4, 7.4 → 7.5 …), bei einer ist das",
        ),
        (5, "Von den bisherigen Forderungen: bei 5 ist das eine offene Frage."),
    ],
)
def test_ids_of_which_it_is_asked_if_they_were_reused_are_not_told_as_reused(count, told):
    assert glance(asked(shifted(), count)).lines[-1].text.startswith(told)


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "csv"])
def test_an_id_is_only_perhaps_reused_where_that_is_asked(format):
    found = asked(shifted(("Moore", "Torf", "Wind")), 1)
    text = " ".join(html.unescape(render(found, format=format, language="de")).split())

    assert glance(found).lines[0].what == "Kennung vielleicht wiederverwendet"
    assert ("Kennung vielleicht wiederverwendet" in text) == (format != "csv")
    assert "Ob die neue Forderung die bisherige fortführt, ist eine offene Frage" in text
    assert "Die bisherige Forderung ist entfallen." not in text


def exchanged(*ids: str) -> Report:
    """Return a comparison in which demands only exchanged their ids, each going to the next."""
    texts = (BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS)[: len(ids)]
    new = [demand(id, text) for id, text in zip((*ids[1:], ids[0]), texts, strict=True)]
    return compared([demand(id, text) for id, text in zip(ids, texts, strict=True)], new)


@pytest.mark.parametrize(
    ("ids", "told"),
    [("ab", "a ↔ b"), ("abc", "a → b → c → a"), ("abcde", "a → b → c → d → e → a")],
)
def test_exchanged_ids_are_told_once_with_what_to_do(ids, told):
    report = exchanged(*ids)

    assert [(one.what, one.text) for one in glance(report).lines] == [
        (f"Kennungen vertauscht: {told}", "die Texte sind unverändert")
    ]
    for format in ("terminal", "markdown", "html"):
        text = " ".join(html.unescape(render(report, format=format, language="de")).split())
        assert text.count("Jede Forderung soll ihre bisherige Kennung zurückbekommen") == 1
        assert "braucht eine eigene Kennung" not in text


def test_a_demand_under_an_open_question_is_not_simply_dropped():
    gone = make_report((entry([demand("x", "Moore")], [], Dropped()),))
    question = Question(old=gone.entries[0].old, new=(demand("y", "Torf"),), reason=Reason.SIMILAR_TEXT, score=0.5)
    (line,) = glance(replace(gone, questions=(question,))).lines

    assert line.what == "Forderung entfällt (offene Frage)"


def test_reused_ids_told_together_are_never_left_out():
    many = dropped(20)
    found = glance(replace(many, alarms=shifted().alarms))

    assert len(found.lines) == MOST_LINES
    assert found.lines[-1].anchor == "reused"
    assert found.more == "und 11 weitere schwerwiegende Änderungen"


def test_three_reused_ids_are_told_one_by_one_each_with_the_new_id_of_its_demand():
    found = shifted(("Moore", "Torf", "Wind"))

    assert [one.anchor for one in glance(found).lines][:3] == ["alarm-1", "alarm-2", "alarm-3"]
    assert outline(found, messages("de")).alarms[0].whereabouts == "Die bisherige Forderung steht jetzt unter 7.2."
    gone = replace(found.alarms[0], living=())
    told = outline(replace(found, alarms=(gone,)), messages("en")).alarms
    assert [one.whereabouts for one in told] == ["The earlier demand is dropped."]


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "csv"])
def test_every_reused_id_is_listed_with_what_became_of_its_demand_and_who_refers_to_it(format):
    found = shifted()
    text = " ".join(render(found, format=format, language="de").split())

    assert outline(found, messages("de")).alarms == ()  # none is told twice
    for alarm in found.alarms:
        assert ("unter " if format == "csv" else "jetzt ") + alarm.living[0] in text
        assert alarm.new.text.split()[0] in text
    assert text.count("Darauf verweisen") >= (2 if format != "markdown" else 1)
    assert [one.references for one in found.alarms] == [("7.3",), (), (), (), ("7.3",)]


def test_a_line_gives_the_words_of_the_heaviest_finding_and_the_names_of_the_others():
    what = {one.id: one for one in glance(whole_report()).lines}["moorquote"]

    assert (
        what.what
        == "Verbindlichkeit geschwächt: muss → soll (auch: Betrag gesenkt, Frist später, Adressat weggefallen)"
    )
    assert what.text == "Die Moorquote soll bis 2035 auf 0,5 % des „Musterhaushalts“ steigen"


def test_a_roll_up_is_told_once_and_its_demands_are_not():
    lines = glance(whole_report()).lines

    assert [one.text for one in lines if "Adressat weggefallen: Bund" in one.what] == [
        "Sammeländerung in 3 Forderungen"
    ]
    assert not {"gondelsitz", "torfzoll", "torfkarte"} & {one.id for one in lines}


def test_an_addressee_that_is_lost_is_named():
    gone = reassigned(left=(BUND,), shift=Shift.NARROWED)
    report = make_report((entry([demand("x", "X", asked=(BUND, LAND))], [demand("x", "X")], gone),))

    assert [one.what for one in glance(report).lines] == ["Adressat weggefallen: Bund"]


@pytest.mark.parametrize(
    ("count", "more"),
    [(10, ""), (11, "und 1 weitere schwerwiegende Änderung"), (25, "und 15 weitere schwerwiegende Änderungen")],
)
def test_after_ten_lines_the_rest_is_counted_and_named_in_short(count, more):
    report = dropped(count)
    found = glance(report)

    assert len(found.lines) == MOST_LINES
    assert [one.id for one in found.others] == [f"d{number}" for number in range(10, count)]
    assert found.more == more
    for format in ("markdown", "html"):
        text = html.unescape(re.sub("<[^>]+>", "", render(report, format=format)))
        assert not more or f"{more}:" in text
        assert text.count("Forderung entfällt – d") == count - MOST_LINES
    terminal = " ".join(render(report, format="terminal").split())
    assert ("unten als „schwerwiegend“ gekennzeichnet" in terminal) == bool(more)


@pytest.mark.parametrize(("new", "id"), [("keine", "z"), ("Keine", "y"), ("nirgends", "y"), ("", "y")])
def test_of_a_split_the_part_is_named_that_has_the_words(new, id):
    parts = [demand("y", "Keine Torfsteuer"), demand("z", "Moore schützen, keine Torfkarte")]
    change = Split(signals=(signal("negation-added", new=new),))
    (told,) = glance(make_report((entry([demand("x", "X")], parts, change),))).lines

    assert (told.id, told.anchor) == (id, "d-y")
    assert told.text == next(one.text for one in parts if one.id == id)


@pytest.mark.parametrize(
    ("texts", "dropped", "id"),
    [
        (("Moore bis 2030 schützen", "Torf sparen"), (), "z"),
        (("Moore schützen", "bis 2020 Torf sparen"), (), "y"),
        (("Moore schützen", "Torf sparen"), (), "y"),  # it may be either: the first stands for all
        (("Moore bis 2030 schützen", "Torf sparen"), ("Gräben bis 2020 fluten",), "y"),
    ],
)
def test_of_a_split_the_part_is_named_that_lost_the_words(texts, dropped, id):
    parts = [demand(one, text) for one, text in zip("yz", texts, strict=True)]
    change = Split(
        signals=(signal("deadline-removed", "bis 2020"), signal("deadline-later", "bis 2020", "bis 2030")),
        dropped=tuple(Clause(demand="x", text=one) for one in dropped),
    )
    (told,) = glance(make_report((entry([demand("x", "X")], parts, change),))).lines

    assert told.what.startswith("Frist weggefallen: bis 2020")
    assert told.id == id


def test_all_probable_pairs_are_named_the_least_likely_first():
    pairs = [
        entry([demand(f"d{n}", "X")], [demand(f"d{n}", "Y")], grade=Grade.PROBABLE, score=(n * 3 % 8) / 10)
        for n in range(8)
    ]
    change = Reworded(weight=Weight.SUBSTANTIVE, signals=(), redline=())
    report = make_report(tuple(replace(one, changes=(change,)) for one in pairs))

    named = glance(report).doubts[0].named
    assert [one.id for one in named] == ["d0", "d3", "d6", "d1", "d4", "d7", "d2", "d5"]
    for format in ("terminal", "markdown", "html"):
        text = html.unescape(re.sub("<[^>]+>", "", render(report, format=format)))
        assert "d0, d3, d6, d1, d4, d7, d2, d5" in " ".join(text.split())


def test_a_part_that_a_split_lost_is_read_first_with_its_words():
    old = [demand("x", f"{SCHOOLS}. {BRIDGES}. {LIBRARIES}.")]
    (told,) = glance(compared(old, [demand("x", SCHOOLS), demand("y", BRIDGES)])).lines

    assert told.what == f"Teil entfällt: „{LIBRARIES}.“"
    assert told.id == "x"


def test_a_sentence_that_was_struck_is_read_first_with_its_words():
    (told,) = glance(compared([demand("x", f"{SCHOOLS}. {BRIDGES}.")], [demand("x", f"{SCHOOLS}.")])).lines

    assert told.what == f"Teil entfällt: „{BRIDGES}.“"


def test_where_nothing_is_major_one_sentence_says_so_and_counts_the_rest():
    report = reworded("amount-raised")

    assert glance(report).lines == ()
    assert glance(report).counts == "Keine Änderung ist schwerwiegend (1 zu beachten)."
    assert glance(report, "en").counts == "No change is major (1 minor)."


def test_where_nothing_changed_there_is_nothing_to_read_first():
    report = make_report((entry([demand("x", "X")], [demand("x", "X")]),))

    assert (glance(report).lines, glance(report).counts) == ((), "")
    for format in ("terminal", "markdown", "html"):
        assert "Zuerst lesen" not in render(report, format=format)


def test_an_excerpt_without_major_changes_does_not_say_that_there_are_none():
    report = whole_report()
    part = replace(
        report,
        entries=tuple(one for one in report.entries if one.severity is Severity.NOTICE),
        alarms=(),
        questions=(),
        selection=Selection(severities=(Severity.NOTICE,)),
    )

    assert glance(part).lines == ()
    assert (
        glance(part).counts
        == "In diesem Ausschnitt ist keine Änderung schwerwiegend (insgesamt 7 schwerwiegend, 8 zu beachten, 3 Hinweise)."
    )


def test_what_a_project_makes_major_is_read_first_and_what_it_plays_down_is_not():
    report = whole_report()
    frame = tuple(replace(one, severity=Severity.MAJOR) if one.kind == "closing-added" else one for one in report.frame)
    alarms = tuple(replace(one, severity=Severity.NOTICE) for one in report.alarms)
    found = glance(replace(report, frame=frame, alarms=alarms))

    assert ("Schlusserklärung hinzugekommen", "Wir gehen.", "frame") in [
        (one.what, one.text, one.anchor) for one in found.lines
    ]
    assert "Kennung wiederverwendet" not in [one.what for one in found.lines]
    for format in ("terminal", "markdown", "html"):
        assert "schwerwiegend" in render(replace(report, frame=frame), format=format)


def test_findings_of_different_severity_are_told_apart_and_those_of_one_are_not():
    [mixed], [alike] = (
        outline(report, messages("de")).sections[0].rows
        for report in (reworded("deadline-later", "amount-raised"), reworded("deadline-later", "amount-lowered"))
    )
    told = [fact.text for fact in mixed.facts if fact.label == "Gewicht"]

    assert told == ["Frist später (schwerwiegend); Betrag erhöht (zu beachten)"]
    # The heaviest first, whatever the order of the signals.
    assert [fact.label for fact in mixed.facts] == ["Frist später", "Betrag erhöht", "Gewicht"]
    assert [fact.label for fact in alike.facts] == ["Betrag gesenkt", "Frist später"]


def test_words_that_came_or_went_are_shown_without_saying_so_twice():
    change = Reworded(
        weight=Weight.SUBSTANTIVE,
        signals=(signal("condition-added", new="soweit möglich"), signal("scope-narrowed", new="im Tal")),
        redline=(),
    )
    report = make_report((entry([demand("x", "X")], [demand("x", "Y")], change),))
    [row] = outline(report, messages("de")).sections[0].rows

    assert [(fact.label, fact.text) for fact in row.facts] == [
        ("Bedingung hinzugekommen", "soweit möglich"),
        ("Geltungsbereich eingeengt", "im Tal (hinzugekommen)"),
    ]


@pytest.mark.parametrize(
    ("left", "joined", "shift", "german", "english"),
    [
        ("bund", "land", Shift.DOWNWARDS, "Bund → Land: nach unten verlagert", "federal → state: shifted downwards"),
        ("land", "bund", Shift.UPWARDS, "Land → Bund: nach oben verlagert", "state → federal: shifted upwards"),
        ("", "rvr", Shift.WIDENED, "+\N{NO-BREAK SPACE}Region: ausgeweitet", "+\N{NO-BREAK SPACE}regional: widened"),
        ("land", "", Shift.NARROWED, "−\N{NO-BREAK SPACE}Land: eingeengt", "−\N{NO-BREAK SPACE}state: narrowed"),
        ("bund", "unternehmen", Shift.ACROSS, "Bund → Sonstige: verlagert", "federal → other: shifted"),
        ("bund", "bund", Shift.WITHIN, "unverändert", "unchanged"),
    ],
)
def test_a_shift_of_levels_is_told_in_words(left, joined, shift, german, english):
    change: Reassigned = reassigned(left=tuple(filter(None, [left])), joined=tuple(filter(None, [joined])), shift=shift)
    report = make_report((entry([demand("x", "X")], [demand("x", "X", asked=(BUND,))], change),))

    for language, told in (("de", german), ("en", english)):
        [row] = outline(report, messages(language)).sections[0].rows
        assert told in [fact.text for fact in row.facts]


def test_levels_make_a_table_from_level_to_level_and_there_is_none_without_reassignments():
    levels = outline(whole_report(), messages("de")).levels

    assert levels is not None
    assert levels.columns == ("Region", "–")
    assert [(row.name, row.cells) for row in levels.rows] == [("Bund", ("1", "3")), ("–", ("1", "0"))]
    assert outline(dropped(1), messages("de")).levels is None
    for format in ("terminal", "markdown", "html"):
        assert "Verlagerung zwischen den Ebenen" in render(whole_report(), format=format)
        assert "Verlagerung zwischen den Ebenen" not in render(dropped(1), format=format)


def test_every_finding_of_a_changed_project_still_has_its_words():
    book = RuleBook(severities={"demand-moved": Severity.MAJOR, "demand-renamed": Severity.MAJOR})
    report = whole_report()
    found = tuple(
        replace(
            one, findings=tuple(sorted((book.find(old.rule) for old in one.findings), key=lambda finding: finding.rank))
        )
        for one in report.entries
    )
    lines = {one.id: one.what for one in glance(replace(report, entries=found, alarms=())).lines}

    assert lines["seilbahn"] == "Andere Arbeitsgruppe: AG Moor → AG Seilbahn / Luftverkehr"
    assert lines["gondel"] == "Neue Kennung: gondel-alt → gondel"


def test_what_is_both_split_and_merged_tells_each_signal_once():
    old = [demand("a", "Alle Schulen erhalten Mensen"), demand("b", "Moore schützen und Brücken bauen")]
    new = [
        demand("m", "Schulen erhalten Mensen, Moore werden geschützt", succeeds=("a", "b")),
        demand("n", "Brücken bauen", succeeds=("b",)),
    ]
    report = compared(old, new)
    assert {Kind.SPLIT, Kind.MERGED} <= set(report.entries[0].kinds)
    name = messages("de").text("rule.scope-narrowed.name")
    for format, count in (("terminal", 3), ("markdown", 3), ("html", 3)):  # read first, its fact, its weight
        assert render(report, format=format, width=4000).count(name) == count
    assert render_csv(report).count("(weggefallen)") == 1


def test_what_somebody_let_through_is_marked_as_accepted():
    gone = compared([demand("a", "Moore schützen")], [])
    signed = Acceptance(fingerprint=gone.entries[0].fingerprint, by="Erika Muster", reason="beschlossen")
    (line,) = glance(replace(gone, entries=(replace(gone.entries[0], acceptance=signed),))).lines

    assert line.what == "Forderung entfällt (freigegeben)"


def test_the_head_of_a_report_names_a_commit_once():
    found = compared([demand("a", "Moore schützen")], [])
    side = replace(found.new, spec="c" * 40, commit="c" * 40)

    assert outline(replace(found, new=side), messages("de")).new.spec == ""
