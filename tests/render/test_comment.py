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
from policydiff.core.report import Report
from policydiff.publish.limits import Room
from policydiff.render.comments import Links, is_worth_saying, render_comment
from policydiff.render.safety import line
from tests.policies import demand, report
from tests.render.samples import whole_report
from tests.render.test_hostile import HOSTILE, hostile_report

COMMENTS = Path(__file__).parent / "comments"
PLACE = "https://github.com/ag-erfunden/forderungen"
LINKS = Links(
    old_files=f"{PLACE}/blob/3f1c3f1c3f1c/policy",
    new_files=f"{PLACE}/blob/9d2e9d2e9d2e/policy",
    report=f"{PLACE}/actions/runs/100/artifacts/7",
    run=f"{PLACE}/actions/runs/100",
)
ROOM = Room(characters=60_000, bytes=200_000)
NASTY = (
    '@anna @ag/team #12 GH-12 ag/forderungen#12 !12 ~label ~"my label" %3 %"ziel" &7 $5 deadbeef1234567',
    "fixes #1, closes https://github.com/a/b/issues/1",
    "www.boese.example https://boese.example ftp://boese.example a@boese.example mailto:a@b.example xmpp:a@b.example",
    "![x](https://boese.example/x.png) [x](javascript:alert(1)) [x]: https://boese.example <https://boese.example>",
    "<img src=x onerror=alert(1)> <script>x</script> <a href=x>x</a> <input type=checkbox> <!-- policydiff:comment:report -->",
    "</details></summary></del></td></table> <details open><summary>x",
    "| a | b |\n|---|---|\n| c | d |",
    "```\nx\n```\n~~~ `code` ``",
    "- [ ] offen\n- [x] zu\n# Titel\n> [!NOTE]\n> x\n1. eins\n---\n===",
    "/close\n/assign @anna\n/label ~x",
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


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("name", "make"), [("whole", lambda: signed(whole_report())), ("one", lambda: many(1))])
def test_the_comment_reads_as_expected(name, make, language):
    assert comment(make(), language=language) == (COMMENTS / f"{name}.{language}.md").read_text("utf-8")


def test_nothing_changed_is_said_and_not_worth_a_comment():
    same = report([demand("a", "A")], [demand("a", "A")])

    assert not is_worth_saying(same)
    assert comment(same).startswith("**Am Katalog ändert dieser Vorschlag nichts.**\n")


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
    assert "Den Wortlaut zeigen 49 von 80 Änderungen, die gewichtigsten zuerst." in texts[2]
    shown = re.search(r"Gezeigt sind (\d+) von 80 Änderungen, die gewichtigsten zuerst", texts[3])
    assert shown
    assert len(re.findall(r"^\| schwerwiegend \|", texts[3], re.MULTILINE)) == int(shown[1])
    assert f"[vollständiger Bericht]({LINKS.report})" in texts[3]


def test_for_each_major_change_that_nobody_accepted_there_is_the_line_to_copy():
    found = signed(whole_report())
    text = comment(found)
    major = {one.fingerprint for one in found.entries if one.severity == "major"}

    lines = re.findall(r'^policydiff accept ([a-p]{16}) --by "…" --reason "…"$', text, re.MULTILINE)
    assert set(lines) == major - {found.entries[2].fingerprint}
    assert "Anna Erfunden: „im Ausschuss beschlossen“" in text


def test_a_demand_leads_to_the_line_of_its_text_on_the_side_that_has_it():
    text = comment(whole_report())

    assert f"[Sterne putzen]({LINKS.old_files}/seilbahn/stern.yaml#L2)" in text
    assert f"[Masten – Masten streichen]({LINKS.new_files}/seilbahn/mast.yaml#L3)" in text


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
    drawn = comment(every(text))

    assert_inert(drawn, page)
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

    assert_inert(comment(every("x" + "".join(parts))), page)
