"""The comment on a pull or merge request: what it says, that it fits, and that nothing in it acts."""

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.core.acceptance import Acceptance, fingerprint_demands
from policydiff.core.changes import Kind, Reinstated
from policydiff.core.checks import Defect, Inspection, put_in_order
from policydiff.core.comparison import Version, compare
from policydiff.core.failure import Failure, FailureReason
from policydiff.core.levels import Shift
from policydiff.core.matching import Reason
from policydiff.core.report import Alarm, AlarmCode, Question, Report, Rollup
from policydiff.core.rules import RULES, RuleBook, Severity, Subject
from policydiff.errors import Phrase, Problem
from policydiff.publish.limits import Room
from policydiff.render.anchors import Anchors
from policydiff.render.comments import (
    Links,
    is_worth_saying,
    render_comment,
    render_failed,
    render_findings,
    render_missing,
)
from policydiff.render.comments.items import item
from policydiff.render.comments.sections import Sections
from policydiff.render.messages import messages
from policydiff.render.rows import Texts
from policydiff.render.safety import line
from tests.policies import catalogue, demand, report
from tests.render.samples import BUND, LAND, entry, make_report, reassigned, whole_report
from tests.render.test_hostile import HOSTILE, hostile_report

COMMENTS = Path(__file__).parent / "comments"
PLACE = "https://github.com/ag-erfunden/forderungen"
LINKS = Links(
    old_files=f"{PLACE}/blob/3f1c3f1c3f1c/policy",
    new_files=f"{PLACE}/blob/9d2e9d2e9d2e/policy",
    files=f"{PLACE}/blob/9d2e9d2e9d2e",
    report=f"{PLACE}/actions/runs/100/artifacts/7",
    run=f"{PLACE}/actions/runs/100",
)
ROOM = Room(characters=60_000, bytes=200_000)
NASTY = (
    '@anna @ag/team #12 GH-12 ag/forderungen#12 !12 ~label ~"my label" %3 %"ziel" &7 $5 deadbeef1234567',
    "fixes #1, closes https://github.com/a/b/issues/1",
    "www.boese.example https://boese.example ftp://boese.example a@boese.example mailto:a@b.example xmpp:a@b.example",
    "__fett__www.boese.example *k*www.boese.example ~www.boese.example _GH-12 _mailto:a@b.example _xmpp:a@b.example",
    "![x](https://boese.example/x.png) [x](javascript:alert(1)) [x]: https://boese.example <https://boese.example>",
    "<img src=x onerror=alert(1)> <script>x</script> <a href=x>x</a> <input type=checkbox> <!-- policydiff:comment:report -->",
    "</details></summary></del></td></table> <details open><summary>x",
    "| a | b |\n|---|---|\n| c | d |",
    "```\nx\n```\n~~~ `code` ``",
    "- [ ] offen\n- [x] zu\n# Titel\n> [!NOTE]\n> x\n1. eins\n---\n===",
    "/close\n/assign @anna\n/label ~x ~_x %_x",
    ":x: :tada: :+1: $x^2$ $$y$$ \\(z\\) [^1] [^1]: x **fett** __fett__ ~~weg~~ *k* _k_ {+ neu +} [- alt -] [[_TOC_]] [TOC]",
    "\x1b[31mrot \u202enetoff\u202c z\u200bw \u2066a\u2069 &lt;b&gt; &#64;anna &commat;anna \\@anna",
)


class Page(HTMLParser):
    """The elements, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)


@pytest.fixture
def page(program):
    """Return a function that renders Markdown as GitHub does, but for what it resolves afterwards."""
    extensions = [
        part for name in ("table", "autolink", "strikethrough", "tagfilter", "tasklist") for part in ("-e", name)
    ]
    command = [program("cmark-gfm"), "--unsafe", *extensions]

    def render(text: str) -> Page:
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
        return Page(done.stdout)

    return render


def comment(report: Report, **options) -> str:
    return render_comment(report, **{"room": ROOM, "links": LINKS, "tool": "policydiff 1.2.3", **options})


def signed(found: Report) -> Report:
    """Return a report whose changes have fingerprints; one is accepted, and one acceptance matches nothing."""
    entries = [
        replace(one, fingerprint=fingerprint_demands(" ".join(one.kinds), one.old, one.new)) if one.changes else one
        for one in found.entries
    ]
    word = Acceptance(fingerprint=entries[2].fingerprint, by="Anna Erfunden", reason="im Ausschuss beschlossen")
    entries[2] = replace(entries[2], acceptance=word)
    unused = Acceptance(fingerprint="abcdefghijklmnop", by="Bela Erfunden", reason="war einmal")
    return replace(found, entries=tuple(entries), unused_acceptances=(unused,))


def many(count: int) -> Report:
    """Return a report of so many demands, each with one amount lowered."""
    text = (
        "Im Bezirk {0} sollen {1} Millionen Euro je Jahr in Werk {0} fließen. Das Land legt dazu ein Programm auf. "
        "Die Kommunen berichten jährlich und stimmen sich mit den Verbänden ab, die ihrerseits die Betriebe beraten."
    )
    old = [
        demand(f"bezirk-{n}", text.format(n, n + 2), group=("bildung", "verkehr")[n % 2], position=n + 1)
        for n in range(count)
    ]
    return report(old, [replace(one, text=text.format(n, n + 1)) for n, one in enumerate(old)])


def inspection(
    *rules: str, since: str | None = "main", text: str = "", file: str = "policy/moor/eule.yaml"
) -> Inspection:
    """Return what a check found: one defect of each rule, with its usual weight."""
    found, remedy = Phrase.of(text or "so ist es"), Phrase.of(text or "so geht es")
    defects = [
        Defect(
            rule=rule,
            severity=RuleBook().find(rule).severity,
            found=found,
            remedy=remedy,
            file=file,
            line=number,
            column=1,
        )
        for number, rule in enumerate(rules, start=1)
    ]
    return Inspection(spec="HEAD", commit=None, language="de", demands=3, defects=put_in_order(defects), since=since)


RULE_NAMES = {code: messages("de").text(f"rule.{code}.name") for code in ("id-reused", "id-recycled")}
WORDS = "Schulen Brücken Kitas Moore Theater Häfen Netze Parks Bäder Deiche Höfe Labore".split()
CHECKS = [rule.code for rule in RULES if rule.subject is Subject.CATALOGUE]
FOUND = inspection("yaml-invalid", "id-duplicate", "bracket-left", "addressee-missing")
FAILURE = Failure(
    commit="9d2e" * 10,
    problems=(
        Problem(found="so ist es", remedy="so geht es", file="policy/moor/eule.yaml", line=1, code="yaml-invalid"),
        Problem(found="das Ziel ist nicht da", file="policy/moor"),
        Problem(found="der Klon ist flach", remedy="vollständig klonen"),
    ),
    left=3,
)
DRAWN = {
    "whole": lambda language: comment(signed(whole_report()), language=language, inspection=FOUND),
    "one": lambda language: comment(many(1), language=language, inspection=inspection()),
    "failed": lambda language: failed(language=language),
    "missing": lambda language: render_missing("9d2e" * 10, language=language, links=LINKS, tool="policydiff 1.2.3"),
}


def failed(failure: Failure = FAILURE, **options) -> str:
    return render_failed(
        failure, **{"room": ROOM, "language": "de", "links": LINKS, "tool": "policydiff 1.2.3", **options}
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_the_comment_reads_as_expected(name, language):
    assert DRAWN[name](language) == (COMMENTS / f"{name}.{language}.md").read_text("utf-8")


def test_the_check_stands_directly_below_the_headline():
    assert comment(many(1)).split("\n\n")[1] == "### Zuerst lesen"  # a run before there was a check
    assert comment(many(1), inspection=inspection()).split("\n\n")[1] == "**Prüfung: ohne Befund**"
    line = "**Prüfung: 4 Befunde (2 schwerwiegend, 1 zu beachten, 1 Hinweis)**"
    assert comment(many(1), inspection=FOUND).split("\n\n")[1] == line


def test_a_finding_leads_to_its_line_and_the_heaviest_stand_in_the_open():
    shown, _, folded = comment(many(1), inspection=FOUND).partition("<details>")

    assert f"so ist es; so geht es ([policy/moor/eule.yaml:1]({LINKS.files}/policy/moor/eule.yaml#L1))" in shown
    assert "**Kennung doppelt vergeben**" in shown
    assert "- Hinweis: **Kein Adressat** – " in folded


def test_hints_alone_are_counted_and_told_in_a_fold():
    text = comment(many(1), inspection=inspection("addressee-missing", "addressee-unused"))

    assert "**Prüfung: 2 Befunde (2 Hinweise)**\n\n<details>\n<summary>Im Einzelnen</summary>" in text


@pytest.mark.parametrize("room", [1_000, 3_000, 8_000, 60_000])
def test_findings_are_bounded_and_all_counted_however_short_the_room(room, page):
    found = inspection(*["yaml-invalid"] * 300, *["addressee-missing"] * 900)
    texts = (Phrase.of(f"so ist es, Fall {number}") for number in range(1200))
    found = replace(found, defects=tuple(replace(one, found=next(texts)) for one in found.defects))
    text = comment(many(80), inspection=found, room=Room(characters=room, bytes=room))

    assert len(text.encode()) <= room
    assert "**Prüfung: 1.200 Befunde (300 schwerwiegend, 900 Hinweise)**" in text
    assert text.count("<details") == text.count("</details>")
    if room == 60_000:
        assert "- … und 1.175 weitere" in text
    assert {tag for tag, _ in page(text).tags} <= set(OURS.split())


def test_findings_alone_are_worth_a_comment():
    same = report([demand("a", "A")], [demand("a", "A")])
    hint = inspection("addressee-missing")

    assert is_worth_saying(same, hint)
    assert not is_worth_saying(same, inspection())
    assert not is_worth_saying(same, replace(hint, since=None))  # it was there before
    assert is_worth_saying(same, replace(FOUND, since=None))  # whatever it was, it stops the merge
    assert "nichts.**\n\n**Prüfung: 1 Befund (1 Hinweis)**" in comment(same, inspection=hint)


def test_the_summary_of_a_run_says_the_same_without_links():
    assert render_findings(FOUND).startswith("**Prüfung: 4 Befunde (2 schwerwiegend, 1 zu beachten, 1 Hinweis)**\n")
    assert "](" not in render_findings(FOUND)
    assert render_findings(inspection(), "en") == "**Check: nothing found**"


def test_a_finding_about_a_folder_leads_to_the_folder_and_to_no_line():
    gone = replace(inspection("catalogue-missing").defects[0], file="mein katalog")
    drawn = failed(Failure(commit="9d2e" * 10), inspection=replace(FOUND, defects=(gone,)))
    assert f"([mein katalog]({LINKS.files}/mein%20katalog))" in drawn


def test_what_the_check_names_is_not_named_again_where_nothing_can_be_compared():
    text = failed(inspection=FOUND)

    assert text.count("policy/moor/eule.yaml:1]") == 1
    assert "der Klon ist flach" in text


@pytest.mark.parametrize("room", [500, 1_000, 3_000])
def test_problems_are_bounded_and_all_counted(room):
    problems = tuple(replace(FAILURE.problems[0], line=number) for number in range(1, 51))
    text = failed(replace(FAILURE, problems=problems, left=950), room=Room(characters=room, bytes=room))

    assert len(text.encode()) <= room
    [left] = re.findall(r"und ([\d.]+) weitere", text)
    assert text.count("eule.yaml:") + int(left.replace(".", "")) == 1000


def test_nothing_changed_is_said_and_not_worth_a_comment():
    same = report([demand("a", "A")], [demand("a", "A")])

    assert not is_worth_saying(same)
    assert comment(same).startswith("**Am Katalog ändert dieser Vorschlag nichts.**\n")


def test_many_changes_leave_a_page_that_is_read_and_every_working_group_its_share(page):
    text = comment(signed_many(500))
    shown = page(
        re.sub(r"(?s)<details>.*?\n</details>", "", re.sub(r"(?s)<details>(?:(?!<details>).)*?</details>", "", text))
    )

    assert "107 von 250" in text
    assert "106 von 250" in text
    assert text.count("Wortlaut von 5 Änderungen") == 2
    assert len(shown.text) < 3_000
    assert text.count("policydiff accept ") == 10
    assert "… und 490 weitere" in text


def signed_many(count: int) -> Report:
    """Return `many`, its changes with fingerprints."""
    found = many(count)
    entries = [
        replace(one, fingerprint=fingerprint_demands(" ".join(one.kinds), one.old, one.new)) for one in found.entries
    ]
    return replace(found, entries=tuple(entries))


@pytest.mark.parametrize("room", [1_000, 3_000, 8_000, 20_000, 60_000, 150_000, 1_000_000])
def test_a_comment_fits_and_is_never_cut_inside_anything(room, page):
    text = comment(many(80), room=Room(characters=room, bytes=room))

    assert len(text.encode()) <= room
    assert text.count("<details") == text.count("</details>") == text.count("<summary>") == text.count("</summary>")
    assert text.count("```") % 2 == 0
    assert text.startswith("**")
    assert text.endswith("</sub>\n")
    rows = [row for row in text.splitlines() if row.startswith("|")]
    assert all(row.endswith((" |", "--|", ":|")) for row in rows)
    assert sum(tag == "table" for tag, _ in page(text).tags) == sum(row.startswith("|:--") for row in rows)


def test_what_is_left_out_is_counted_and_the_weightiest_come_first():
    texts = [comment(many(80), room=Room(characters=room, bytes=room)) for room in (60_000, 50_000, 40_000, 20_000)]

    assert "gezeigt" not in texts[0]
    assert "Vom Wortlaut sind die geänderten Sätze gezeigt." in texts[1]
    assert "Den Wortlaut zeigen 60 von 80 Änderungen, die gewichtigsten zuerst." in texts[2]
    shown = re.search(r"Gezeigt sind (\d+) von 80 Änderungen, die gewichtigsten zuerst", texts[3])
    assert shown
    assert len(re.findall(r"^\| schwerwiegend \|", texts[3], re.MULTILINE)) == int(shown[1])
    assert f"[vollständiger Bericht]({LINKS.report})" in texts[3]


def test_for_each_major_change_that_nobody_accepted_there_is_the_line_to_copy():
    found = signed(whole_report())
    text = comment(found)
    major = {one.fingerprint for one in found.entries if one.severity == "major"}

    lines = re.findall(r'^policydiff accept ([a-p ]+) --by "…" --reason "…"$', text, re.MULTILINE)
    assert set(" ".join(lines).split()) == major - {found.entries[2].fingerprint}
    assert "Anna Erfunden: „im Ausschuss beschlossen“" in text


def test_a_roll_up_is_let_through_by_one_line_and_counted_as_its_demands():
    old = [demand(f"d{n}", f"{word} vor Ort bauen", addressees=("bund", "land")) for n, word in enumerate(WORDS)]
    found = compare(
        Version(catalogue=catalogue(*old)),
        Version(catalogue=catalogue(*(replace(one, addressees=("land",)) for one in old))),
    )
    text = comment(found)

    assert len(found.rollups) == 1
    [line] = re.findall(r"^policydiff accept (.*) --by", text, re.MULTILINE)
    assert line.split() == [one.fingerprint for one in found.entries]
    assert "<summary>12 schwerwiegende Änderungen sind nicht freigegeben</summary>" in text
    assert "Sammeländerung in 12 Forderungen: − Bund\n" in text
    assert "12 schwerwiegend. Bei Sammeländerungen zählt jede Forderung." in text


def test_of_new_ids_those_are_named_that_are_still_to_be_let_through():
    old = [demand(f"d{n}", f"{word} vor Ort bauen") for n, word in enumerate(WORDS[:5])]
    new = [replace(one, id=f"new-{one.id}") for one in old]
    book = RuleBook(severities={"demand-renamed": Severity.MAJOR})
    found = compare(Version(catalogue=catalogue(*old)), Version(catalogue=catalogue(*new)), rulebook=book)
    accepted = [
        replace(one, acceptance=Acceptance(fingerprint=one.fingerprint, by="Anna Erfunden", reason="umnummeriert"))
        for one in found.entries[:4]
    ]
    text = comment(replace(found, entries=(*accepted, *found.entries[4:])))

    assert "Sammeländerung in 1 Forderung: d4 → new-d4\n" in text


def test_words_that_came_everywhere_are_told_without_the_comma_before_them_and_once():
    old = [demand(f"d{n}", f"{word} vor Ort bauen") for n, word in enumerate(WORDS)]
    text = comment(report(old, [replace(one, text=f"{one.text}, soweit Mittel da sind") for one in old]))

    assert "1. **Bedingung hinzugekommen: „soweit Mittel da sind“** – Sammeländerung in 12 Forderungen" in text
    assert "**Wortlaut geändert: „soweit Mittel da sind“ (hinzugekommen)** – schwerwiegend" in text


def test_what_is_too_much_for_one_line_is_counted():
    one, *_ = many(1).entries
    texts = Texts(report=many(1), messages=messages("de"), anchors=Anchors.of(many(1)))
    told = [
        (f"{number:016x}".translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))) for number in range(500)
    ]
    old = [demand(f"d{n}", f"Nummer {n}", addressees=("bund", "land")) for n in range(500)]
    entries = [
        replace(one, old=(was,), new=(replace(was, addressees=("land",)),), fingerprint=mark, is_rolled_up=True)
        for was, mark in zip(old, told, strict=True)
    ]
    rollup = Rollup(
        kind=Kind.REASSIGNED, old=("bund",), new=(), demands=tuple(was.id for was in old), findings=one.findings
    )
    found = replace(many(1), entries=tuple(entries), rollups=(rollup,))
    shown = Sections(report=found, texts=texts, links=LINKS).decisions(20)

    assert len(re.findall(r"\b[a-p]{16}\b", shown)) == 300
    assert "- … und 200 weitere" in shown


def test_the_line_to_copy_names_the_folder_where_it_is_not_the_usual_one():
    assert "--policy-dir" not in comment(signed(whole_report()))
    assert "--reason \"…\" --policy-dir 'mein katalog'\n" in comment(signed(whole_report()), policy="mein katalog")


def test_where_all_major_changes_are_accepted_that_is_said():
    found = signed_many(2)
    word = Acceptance(fingerprint="abcdefghijklmnop", by="Anna Erfunden", reason="beschlossen")
    accepted = [replace(one, acceptance=replace(word, fingerprint=one.fingerprint)) for one in found.entries]

    assert "Keine Änderung ist schwerwiegend" not in comment(replace(found, entries=tuple(accepted)))
    assert "Alle 2 schwerwiegenden Änderungen sind freigegeben." in comment(replace(found, entries=tuple(accepted)))
    half = comment(replace(found, entries=(accepted[0], found.entries[1])))
    assert "### Zuerst lesen" in half
    assert "1 schwerwiegende Änderung ist nicht freigegeben" in half


def test_what_the_check_refuses_is_told_once_and_nobody_is_asked_to_let_it_pass():
    old, new = demand("wind", "Windräder bauen"), demand("wind", "Grundsteuer für Ferienwohnungen abschaffen")
    mark = fingerprint_demands(AlarmCode.ID_REUSED, [old], [new])
    severity = RuleBook().find("id-reused").severity
    alarm = Alarm(code=AlarmCode.ID_REUSED, old=old, new=new, severity=severity, references=(), fingerprint=mark)
    found = replace(report([], [new]), alarms=(alarm,))
    refused = inspection("id-recycled", file="policy/bildung/wind.yaml")

    assert f"policydiff accept {mark}" in comment(found)
    text = comment(found, inspection=refused)
    assert "policydiff accept" not in text
    assert RULE_NAMES["id-reused"] not in text
    assert text.count(RULE_NAMES["id-recycled"]) == 1
    assert "Die bisherige Forderung ist entfallen." in text
    elsewhere = replace(alarm, living=("windkraft",), references=("netze",))
    text = comment(replace(found, alarms=(elsewhere,)), inspection=refused)
    assert "Die bisherige Forderung steht jetzt unter windkraft. Darauf verweisen: netze." in text
    word = Acceptance(fingerprint=mark, by="Anna Erfunden", reason="beschlossen")
    text = comment(replace(found, alarms=(replace(alarm, acceptance=word),)), inspection=refused)
    assert "reigegeben" not in text


def test_an_id_that_is_only_asked_about_is_not_said_to_be_used_twice():
    """The check sees another demand under an old id; where the comparison asks, the comment must not say it as a fact."""
    old, new = demand("wind", "Windkraft ausbauen"), demand("wind", "Nachtzüge fördern")
    alarm = Alarm(
        code=AlarmCode.ID_REUSED, old=old, new=new, severity=Severity.MAJOR, is_asked=True, fingerprint="b" * 16
    )
    question = Question(old=(old,), new=(new,), reason=Reason.SAME_ID, score=0.5)
    found = replace(report([old], [new]), alarms=(alarm,), questions=(question,))
    refused = inspection("id-recycled", file="policy/bildung/wind.yaml")

    text = comment(found, inspection=refused)
    assert "**Kennung vielleicht wiederverwendet** – Ob die neue Forderung die bisherige fortführt" in text
    assert RULE_NAMES["id-recycled"] not in text
    assert "sind zu beheben" not in text
    assert "muss ein Mensch entscheiden, bevor" in text
    text = comment(found)
    assert RULE_NAMES["id-reused"] not in text
    assert "Kennung vielleicht wiederverwendet: " in text
    both = inspection("id-recycled", "id-duplicate", file="policy/bildung/wind.yaml")
    assert "sind zu beheben" in comment(found, inspection=both)


def test_reused_ids_that_are_told_together_are_let_through_by_one_line():
    texts = ("Moore schützen", "Torf sparen", "Wind ernten", "Holz bauen", "Wasser sammeln")
    old = [demand(f"b-{number}", text) for number, text in enumerate(texts, start=1)]
    new = [demand(f"b-{number}", text) for number, text in enumerate(("Nachtzüge fördern", *texts), start=1)]
    found = report(old, new)
    text = comment(found)

    assert f"policydiff accept {' '.join(one.fingerprint for one in found.alarms)} --by" in text
    assert "<summary>5 Kennungen wiederverwendet</summary>" in text
    assert "| `b-1` | jetzt b-2 | Nachtzüge fördern |  |" in text
    word = Acceptance(fingerprint="abcdefghijklmnop", by="Anna Erfunden", reason="beschlossen")
    let = tuple(replace(one, acceptance=replace(word, fingerprint=one.fingerprint)) for one in found.alarms)
    assert "Kennungen wiederverwendet" not in comment(replace(found, alarms=let))


def test_what_is_found_in_many_places_is_told_once_with_its_places():
    text = comment(many(1), inspection=inspection(*["addressee-missing"] * 12))

    assert text.count("Kein Adressat") == 1
    assert text.count("[policy/moor/eule.yaml:") == 10
    assert ", … und 2 weitere)" in text


def test_commands_in_what_the_check_says_are_code_and_nothing_else_is():
    told = "`policydiff check --fix` behebt es, <b> `@anna #1 <img>` nicht"
    text = comment(many(1), inspection=inspection("layout-differing", text=told))

    assert "`policydiff check --fix` behebt es" in text
    assert "&lt;b&gt; \\`@" in text


def test_one_address_is_shown_once():
    shown = comment(many(1), links=replace(LINKS, report=LINKS.run))

    assert f"[vollständiger Bericht]({LINKS.run})" in shown
    assert "[Lauf]" not in shown


def test_a_catalogue_that_was_broken_before_is_not_laid_to_the_change_that_mends_it():
    old = replace(FAILURE, reason=FailureReason.OLD_UNREADABLE, old_commit="3f1c" * 10)
    text = failed(old, links=replace(LINKS, old_repository=f"{PLACE}/blob/3f1c3f1c3f1c"), inspection=FOUND)

    assert text.startswith("**Ein Vergleich ist nicht möglich: Der Stand `3f1c3f1`, von dem")
    assert "Zuerst zu beheben" not in text
    assert f"([policy/moor/eule.yaml:1]({PLACE}/blob/3f1c3f1c3f1c/policy/moor/eule.yaml#L1))" in text


def test_the_first_catalogue_is_called_that():
    text = failed(Failure(commit="9d2e" * 10, reason=FailureReason.FIRST), inspection=FOUND)

    assert text.startswith("**Dieser Vorschlag legt den Katalog an.**")
    assert "4 Befunde" in text


def test_rules_that_cannot_be_read_are_told_with_what_counts_instead():
    unread = [Problem(found="so ist es", file="policy/policydiff.yaml", line=1)]

    for text in (comment(many(1), unread=unread), failed(unread=unread)):
        assert "gelten die mitgelieferten:\n- so ist es (policy/policydiff.yaml:1)\n" in text


def test_a_demand_leads_to_the_line_of_its_text_on_the_side_that_has_it():
    text = comment(whole_report())

    assert f"[Sterne putzen]({LINKS.old_files}/seilbahn/stern.yaml#L2)" in text
    assert f"[Masten – Masten streichen]({LINKS.new_files}/seilbahn/mast.yaml#L3)" in text


def test_a_split_is_headed_by_the_demand_that_its_row_leads_to():
    old = demand("allerlei", "Moore wiedervernässen, Radwege ausbauen und Schulen sanieren", group="verkehr")
    new = (
        demand("schulen", "Schulen sanieren", position=1, succeeds=("allerlei",)),
        demand("moore", "Moore wiedervernässen", position=2, succeeds=("allerlei",)),
        replace(old, text="Radwege ausbauen", succeeds=("allerlei",)),
    )
    split = report([old], new)
    [entry] = split.entries
    found = item(entry, Texts(report=split, messages=messages("de"), anchors=Anchors.of(split)), LINKS)

    assert entry.main.id == "allerlei"
    assert "[Radwege ausbauen]" in found.row
    assert "verkehr/allerlei.yaml" in found.row
    assert found.sentences.startswith("**zu beachten: geteilt · andere Arbeitsgruppe** – allerlei\n")
    assert found.full.startswith("**zu beachten: geteilt · andere Arbeitsgruppe** – allerlei\n")


def test_an_address_that_is_no_web_address_is_no_link():
    links = Links(new_files="javascript:alert(1)", old_files="javascript:alert(1)", report="javascript:x", run="data:x")

    assert "javascript:" not in comment(whole_report(), links=links)


def every(text: str) -> Report:
    """Return a report in which every text that a contributor writes is this one."""
    bad = hostile_report()
    entries = [
        replace(
            one,
            old=tuple(replace(d, text=text, title=text) for d in one.old),
            new=tuple(replace(d, text=text, title=text) for d in one.new),
            acceptance=Acceptance(fingerprint="abcdefghijklmnop", by=text, reason=text) if number % 3 == 0 else None,
        )
        for number, one in enumerate(bad.entries)
    ]
    return replace(
        bad,
        entries=tuple(entries),
        groups={key: replace(one, name=text, title=text) for key, one in bad.groups.items()},
        addressees={key: replace(one, name=text) for key, one in bad.addressees.items()},
        frame=tuple(replace(one, old=text, new=text) for one in bad.frame),
        old=replace(bad.old, title=text, spec=text, commit=None),
        unused_acceptances=(Acceptance(fingerprint="abcdefghijklmnop", by=text, reason=text),),
    )


OURS = "p strong ol ul li a table thead tbody tr th td details summary del ins blockquote h3 h4 hr sub code pre em span"
RESOLVED = re.compile(
    r"@\w|#\d|\bGH-\d|!\d|~\w|~\"|%\w|%\"|&\d|://|\bwww\.|:\w+:|\[\[|\{\+|\[-|\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{7,40}\b",
    re.I,
)


def assert_inert(text: str, page) -> None:
    shown = page(text)
    assert {tag for tag, _ in shown.tags} <= set(OURS.split())
    for tag, attributes in shown.tags:
        assert set(attributes) <= {
            "a": {"href"},
            "td": {"align"},
            "th": {"align"},
            "code": {"class"},
            "pre": {"lang"},
        }.get(tag, set())
        assert str(attributes.get("href", f"{PLACE}/")).startswith(f"{PLACE}/")
    prose = re.sub(r"```.*?```|`[^`\n]*`|\]\(https://[^)\s]*\)", "", text, flags=re.S)
    assert not re.search(r"^\s*/", text, re.MULTILINE)
    visible = Page(re.sub(r"<code.*?</code>", "", page_html(page, text), flags=re.S)).text
    assert not RESOLVED.search(visible), RESOLVED.search(visible)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", prose)


def page_html(page, text: str) -> str:
    """Return the page as HTML, without what GitHub resolves nothing in."""
    command = page.__closure__[0].cell_contents
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("text", [*NASTY, HOSTILE])
def test_nothing_that_a_contributor_writes_acts(text, page):
    drawn = comment(every(text), inspection=inspection(*CHECKS[:30], text=text, file=text.replace("\n", " ")))

    assert_inert(drawn, page)
    bad = Problem(found=text, remedy=text, file=text, line=3)
    assert_inert(failed(replace(FAILURE, problems=(bad, replace(bad, code="yaml-invalid")))), page)
    bare = line(text).replace("\u200b", "")
    assert bare[:60].strip() in " ".join(page(drawn).text.replace("\u200b", "").split())


@settings(max_examples=25)
@given(
    parts=st.lists(
        st.sampled_from([part for text in NASTY for part in text.split(" ")] + [" ", "\n", "\\"]), max_size=15
    )
)
def test_nor_does_anything_put_together_from_it(parts, program):
    extensions = [
        part for name in ("table", "autolink", "strikethrough", "tagfilter", "tasklist") for part in ("-e", name)
    ]
    command = [program("cmark-gfm"), "--unsafe", *extensions]

    def page(text: str) -> Page:
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
        return Page(done.stdout)

    text = "x" + "".join(parts)
    assert_inert(comment(every(text), inspection=inspection(*CHECKS[:8], text=text, file=text)), page)
    assert_inert(failed(replace(FAILURE, problems=(Problem(found=text, file=text),))), page)


def test_of_a_demand_that_is_back_it_is_told_whom_it_no_longer_asks():
    asked = reassigned(joined=(LAND,), left=(BUND,), shift=Shift.DOWNWARDS)
    back = Reinstated(edition="e1", id="x", text="Moore schützen", reassigned=asked)
    text = comment(make_report((entry([], [demand("x", "Moore schützen", addressees=(LAND,))], back),)))

    assert "Adressat geändert: + Land, − Bund" in text.replace("\N{NO-BREAK SPACE}", " ")
