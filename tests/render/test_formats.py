"""One truth: terminal, Markdown, HTML and JSON say the same; read back, they hold the same entries."""

import json
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.report import Report
from policydiff.render import (
    FORMATS,
    ImportNote,
    IndexItem,
    headline,
    render,
    render_demand,
    render_import,
    render_index,
    render_inventory,
)
from policydiff.render.messages import messages
from tests.render.samples import demand, entry, make_report, small_catalogue, whole_report

WIDE = 4000


@dataclass(frozen=True)
class Told:
    """What a format says of one entry: kinds, ids of both sides, texts of both sides."""

    kinds: tuple[str, ...]
    ids: frozenset[str]
    texts: frozenset[str]


def expected(report: Report) -> list[Told]:
    """Return what every format must say."""
    return [
        Told(
            kinds=tuple(map(str, one.kinds)),
            ids=frozenset(demand.id for demand in (*one.old, *one.new)),
            texts=frozenset(demand.text for demand in (*one.old, *one.new)),
        )
        for one in report.entries
        if one.changes
    ]


def words_to_kinds(text: str, language: str) -> tuple[str, ...]:
    """Return the kinds that words such as „entfällt · neue Kennung – vermutlich: …“ name."""
    texts = messages(language).patterns
    known = {str(word): key.removeprefix("kind.") for key, word in texts.items() if key.startswith("kind.")}
    return tuple(known[word.partition(" (")[0]] for word in text.partition(" – ")[0].split(" · "))


def read_terminal(text: str, language: str) -> list[Told]:
    """Read the entries back from lines of text."""
    t = messages(language).text
    _, *blocks = re.split(r"\n\n(?=[^\n]+\n─+\n)", text)
    entries = [block for block in blocks if block.startswith("AG ")]
    told = []
    for block in entries:
        for one in re.split(r"\n\n", block.partition("\n")[2].partition("\n")[2].strip()):
            head, *lines = one.split("\n")
            ids, texts = set(), set()
            for number, line in enumerate(lines):
                label, _, rest = line.strip().partition("  ")
                if label in (t("report.old"), t("report.new")):
                    found = re.fullmatch(r"(.*) \((?:.*; )?([^;()]+)\)", rest.strip())
                    assert found
                    texts.add(found[1])
                    ids.add(found[2])
                elif label == t("report.id"):
                    ids |= set(rest.strip().split(" → "))
                elif not rest and number < 2:
                    texts = {
                        re.sub(r"\s+", " ", re.sub(drop, "", re.sub(keep, r"\1", line))).strip()
                        for keep, drop in ((r"\[-(.*?)-\]", r" ?\{\+.*?\+\}"), (r"\{\+(.*?)\+\}", r"\[-.*?-\] ?"))
                    }
            told.append(Told(kinds=words_to_kinds(head, language), ids=frozenset(ids), texts=frozenset(texts)))
    return told


class Page(HTMLParser):
    """Reads the entries of an HTML page: kinds, ids, and the words of each side without what only a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.entries: list[dict[str, list[str]]] = []
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        known = {key: value or "" for key, value in attrs}
        if tag in ("meta", "link", "br"):
            return
        self.stack.append((tag, known.get("class", "")))
        if tag == "tbody" and "entry" in known.get("class", "") and "id" in known:
            self.entries.append({"kinds": [], "ids": [], "texts": [], "facts": []})
        elif tag == "tbody":
            self.entries.append({})
        if self.entries and self.entries[-1]:
            if "kind" in known.get("class", "").split():
                self.entries[-1]["kinds"].append("")
            if known.get("class") == "text":
                self.entries[-1]["texts"].append("")
            if tag == "li":
                self.entries[-1]["facts"].append("")

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Collect words."""
        classes = [name for _, names in self.stack for name in names.split()]
        if not self.entries or not self.entries[-1] or "heard" in classes:
            return
        entry, tags = self.entries[-1], [tag for tag, _ in self.stack]
        if "kind" in classes:
            entry["kinds"][-1] += data
        elif "text" in classes:
            entry["texts"][-1] += data
        elif "li" in tags:
            entry["facts"][-1] += data
        elif "code" in tags:
            entry["ids"].append(data)


def read_html(text: str, language: str) -> list[Told]:
    """Read the entries back from the page."""
    t = messages(language).text
    page = Page()
    page.feed(text)
    told = []
    for one in filter(None, page.entries):
        ids = set(one["ids"])
        for fact in one["facts"]:
            if fact.startswith(f"{t('report.id')}:"):
                ids |= set(fact.partition(": ")[2].split(" → "))
        kinds = words_to_kinds(" · ".join(one["kinds"]), language)
        told.append(Told(kinds=kinds, ids=frozenset(ids), texts=frozenset(one["texts"])))
    return told


def read_markdown(text: str, language: str) -> list[Told]:
    """Read the entries back from Markdown that was rendered."""
    t = messages(language).text
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    changes = rendered.partition(f"<h2>{t('report.changes')}</h2>")[2].partition("<h2>")[0]
    told = []
    for block in re.split(r'<p><a id="[^"]*"></a>', changes)[1:]:
        head = re.search(r"<strong>(.*?)</strong>", block)
        assert head
        quote = re.search(r"<blockquote>(.*?)</blockquote>", block, re.DOTALL)
        assert quote
        ids = set(re.findall(r"<code>(.*?)</code>", block))
        for fact in re.findall(rf"<li>{t('report.id')}: ([^<]* → [^<]*)</li>", block):
            ids |= set(fact.split(" → "))
        texts = set()
        for paragraph in re.findall(r"<p>(.*?)</p>", quote[1], re.DOTALL):
            bare = re.sub(r"<strong>.*?:</strong> |<em>.*?</em> – | \([^()]*\)$", "", paragraph)
            for drop in (r" ?<ins>.*?</ins>", r"<del>.*?</del> ?"):
                texts.add(re.sub(r"<[^>]+>", "", re.sub(drop, "", bare)).strip())
        told.append(Told(kinds=words_to_kinds(head[1], language), ids=frozenset(ids), texts=frozenset(texts)))
    return told


READERS = {"terminal": read_terminal, "markdown": read_markdown, "html": read_html}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_holds_the_same_entries(format, language):
    report = whole_report(language)
    text = render(report, format=format, width=WIDE)

    assert READERS[format](text, language) == expected(report)


def test_json_holds_the_same_entries(report):
    found = json.loads(render(report, format="json"))["entries"]
    changed = [
        (tuple(one["kinds"]), frozenset(one["old"] + one["new"])) for one in found if one["kinds"] != ["unchanged"]
    ]

    assert changed == [(one.kinds, one.ids) for one in expected(report)]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_gives_headline_counts_and_balance(format, language):
    report = whole_report(language)
    text = render(report, format=format, width=WIDE).replace("\u00a0", " ")
    plain = re.sub(r"<[^>]+>|[|*]", " ", text)
    t = messages(language).text

    assert headline(report) in text
    for kind, count in report.kinds.items():
        assert re.search(rf"{re.escape(t(f'kind.{kind}'))}\s+{count}\b", plain), kind
    for fate, count in report.fates.items():
        assert re.search(rf"{re.escape(t(f'fate.{fate}'))}\s+{count}\s", plain), fate
    assert re.search(rf"{t('report.total')}\s+{report.old.demands}\s+{report.new.demands}\b", plain)


@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_shows_alarms_questions_and_the_frame(format, report):
    text = render(report, format=format, width=WIDE)

    assert "Kennung wiederverwendet" in text
    assert "Ist das dieselbe Forderung?" in text
    assert "0,58" in text
    for words in ("AG Leer", "Vorspann geändert", "trocken", "Wir gehen.", "Verband → RVR"):
        assert words in text


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format):
    assert render(whole_report(), format=format) == render(whole_report(), format=format)


@pytest.mark.parametrize("format", FORMATS)
def test_every_text_ends_with_one_line_end(format, report):
    text = render(report, format=format)

    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_changed_is_a_report_too(format):
    same = demand("x", "X")

    assert render(make_report((entry([same], [same]),)), format=format)
    assert render(make_report(()), format=format)


def test_a_format_that_is_none_is_refused(report):
    with pytest.raises(ValueError, match="'pdf' is no format; known are terminal, markdown, html, json"):
        render(report, format="pdf")


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- </details> [bold red]rot[/] {{ 7*7 }} {% raw %} {count} "
    "@anna #12 https://boese.example www.boese.example ![bild](http://boese.example/x.png) [klick](javascript:alert(1)) | a | b | `code` "
    '\x1b[31mrot\x1b[0m \x1b]0;titel\x07 \u202enetoff\u202c :tada: **fett** ~~weg~~ $x^2$ &lt;b&gt; " onmouseover="x \' </style> ::error::'
)


def hostile_report() -> Report:
    """Return a report in which every text is hostile."""
    bad = HOSTILE
    old: Demand = demand("x", f"{bad} alt", asked=("bund", "fremd<b>"), title=bad, note=bad)
    report = whole_report()
    frame = tuple(replace(one, old=bad, new=bad) for one in report.frame)
    groups = {key: replace(one, name=f"AG {bad}", title=bad) for key, one in report.groups.items()}
    known = {key: replace(one, name=bad) for key, one in report.addressees.items()}
    found = [
        replace(
            one,
            old=tuple(replace(d, text=bad, title=bad) for d in one.old),
            new=tuple(replace(d, text=bad) for d in one.new),
        )
        for one in report.entries
    ]
    questions = tuple(replace(one, old=(old,), new=(old,)) for one in report.questions)
    alarms = tuple(replace(one, old=old, new=old) for one in report.alarms)
    side = replace(report.old, title=bad, spec=bad, edition=bad, date=bad, commit=bad)
    return replace(
        report,
        entries=tuple(found),
        frame=frame,
        groups=groups,
        addressees=known,
        questions=questions,
        alarms=alarms,
        old=replace(side, demands=report.old.demands),
        new=replace(side, demands=report.new.demands),
    )


def hostile_catalogue() -> Catalogue:
    """Return a catalogue in which every text is hostile."""
    bad, known = HOSTILE, small_catalogue()
    demands = tuple(replace(one, text=bad, title=bad, note=bad, meta={bad: bad}, tags=(bad,)) for one in known.demands)
    groups = tuple(replace(one, name=bad, title=bad, preamble=bad) for one in known.working_groups)
    asked = tuple(replace(one, name=bad) for one in known.addressees)
    return replace(
        known,
        title=bad,
        edition=bad,
        date=bad,
        paper=bad,
        preamble=bad,
        closing=bad,
        demands=demands,
        working_groups=groups,
        addressees=asked,
    )


ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("format", FORMATS)
def test_no_sign_that_acts_on_a_terminal_or_hides_in_a_page_gets_through(format):
    assert ACTING.findall(render(hostile_report(), format=format)) == []


def test_nothing_else_that_is_rendered_lets_such_a_sign_through():
    catalogue, notes = hostile_catalogue(), [ImportNote(line=1, code="no-groups", text=HOSTILE)]
    items = [IndexItem(title=HOSTILE, subtitle=HOSTILE, html=HOSTILE, markdown=HOSTILE)]
    texts = (
        *(render_inventory(catalogue, format=format) for format in ("terminal", "markdown", "html")),
        *(render_index(items, format=format, language="de") for format in ("markdown", "html")),
        render_import(hostile_report(), catalogue, notes),
        render_import(None, catalogue, notes),
        render_demand(catalogue.demands[0], catalogue),
    )

    for text in texts:
        assert ACTING.findall(text) == []
        assert not text.startswith("<!doctype") or not re.search(r"<(script|img)|<[^>]*\sonmouseover", text)


def test_rich_markup_in_a_text_is_shown():
    assert "[bold red]rot[/]" in render(hostile_report(), format="terminal", width=WIDE)


def test_html_in_a_text_is_shown():
    page = render(hostile_report(), format="html")

    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<style>") == page.count("</style>") == 1
    assert not re.search(r"<[^>]*\sonmouseover", page)
    assert "{{ 7*7 }}" in page


def markdown_pages() -> dict[str, str]:
    """Return every Markdown page with hostile texts."""
    items = [IndexItem(title=HOSTILE, subtitle=HOSTILE, html="a.html", markdown="a.md")]
    return {
        "report": render(hostile_report(), format="markdown"),
        "inventory": render_inventory(hostile_catalogue(), format="markdown"),
        "index": render_index(items, format="markdown", language="de"),
    }


@pytest.mark.parametrize(("name", "links"), [("report", 0), ("inventory", 0), ("index", 2)])
def test_markdown_in_a_text_stays_inert(name, links):
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown_pages()[name])
    inline = [child for token in tokens for child in token.children or ()]
    raw = [token.content for token in (*tokens, *inline) if token.type.startswith("html")]
    ours = r"</?(details|summary|ins|del|span|a( id=\"[^\"<>]*\"| href=\"#[^\"<>]*\")?)>"

    assert not {token.type for token in inline} & {"image", "s_open"}
    assert [token.type for token in inline].count("link_open") == links
    assert all(re.fullmatch(rf"\s*({ours}[^<>]*)+\s*", part) for part in raw), raw
    shown = "".join(token.content for token in inline if token.type == "text")
    assert not re.search(r"@\w|#\d|https?://|www\.|:tada:", shown)


def test_markdown_of_a_table_keeps_its_columns():
    lines = [line for line in render(hostile_report(), format="markdown").splitlines() if line.startswith("|")]

    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {3, 4}
