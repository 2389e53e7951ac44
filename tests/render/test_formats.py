"""One truth: terminal, Markdown, HTML and JSON say the same; read back, they hold the same entries."""

import html
import json
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from policydiff.core.changes import Reinstated
from policydiff.core.levels import Shift
from policydiff.core.report import Report
from policydiff.render import FORMATS, headline, render
from policydiff.render.messages import messages
from tests.render.samples import BUND, LAND, demand, entry, make_report, reassigned, whole_report

WIDE = 4000


@dataclass(frozen=True)
class Told:
    """What a format says of one entry: kinds, ids of both sides, texts of both sides with the numbers of their parts."""

    kinds: tuple[str, ...]
    ids: frozenset[str]
    texts: frozenset[str]


# The numbers that say which clause went where.
NUMBERED = {
    "Torfabbau beenden und Torflager schützen": "① Torfabbau beenden ② und Torflager schützen",
    "Torfabbau beenden": "① Torfabbau beenden",
    "Torflager schützen": "② Torflager schützen",
    "Eulen zählen": "① Eulen zählen",
    "Reiher zählen": "② Reiher zählen",
    "Eulen und Reiher zählen": "① Eulen ② und Reiher zählen",
}


def expected(report: Report, *, is_rolled_up: bool) -> list[Told]:
    """Return what every format must say of the entries that roll-ups tell, in their order, or of all others."""
    places = {id: place for place, id in reversed(list(enumerate(id for one in report.rollups for id in one.demands)))}
    entries = [one for one in report.entries if one.changes and one.is_rolled_up is is_rolled_up]
    if is_rolled_up:
        entries.sort(key=lambda one: places[one.new[0].id])
    return [
        Told(
            kinds=tuple(map(str, one.kinds)),
            ids=frozenset(demand.id for demand in (*one.old, *one.new)),
            texts=frozenset(NUMBERED.get(demand.text, demand.text) for demand in (*one.old, *one.new)),
        )
        for one in entries
    ]


def words_to_kinds(text: str, language: str) -> tuple[str, ...]:
    """Return the kinds that words such as „entfällt · neue Kennung – vermutlich: …“ name."""
    texts = messages(language).patterns
    known = {str(word): key.removeprefix("kind.") for key, word in texts.items() if key.startswith("kind.")}
    kinds = text.partition(" – ")[0].rpartition(": ")[2]
    return tuple(known[word.partition(" (")[0]] for word in kinds.split(" · "))


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
                        for keep, drop in (
                            (r"\[(?:-|~\d+ )(.*?)[-~]\]", r" ?\{[+~].*?[+~]\}"),
                            (r"\{(?:\+|~\d+ )(.*?)[+~]\}", r"\[[-~].*?[-~]\] ?"),
                        )
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
        """Close an element; what stands behind an entry is not of it."""
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag == "tbody":
            self.entries.append({})

    def handle_data(self, data: str) -> None:
        """Collect words."""
        classes = [name for _, names in self.stack for name in names.split()]
        if not self.entries or not self.entries[-1] or {"heard", "move"} & set(classes):
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
        texts = frozenset(text.replace("\u00a0", " ") for text in one["texts"])
        told.append(Told(kinds=kinds, ids=frozenset(ids), texts=texts))
    return told


def read_markdown(text: str, language: str) -> list[Told]:
    """Read the entries back from Markdown that was rendered."""
    t = messages(language).text
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    told = []
    for part in re.split(r'<p><a id="(?:d|old)-[^"]*"></a>', rendered)[1:]:
        block = re.split(r"<h[23]>|</?details>", part)[0]
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
                texts.add(re.sub(r"<[^>]+>|⟦\d+⟧ ", "", re.sub(drop, "", bare)).strip())
        told.append(Told(kinds=words_to_kinds(head[1], language), ids=frozenset(ids), texts=frozenset(texts)))
    return told


READERS = {"terminal": read_terminal, "markdown": read_markdown, "html": read_html}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_holds_the_same_entries(format, language):
    report = whole_report(language)
    text = render(report, format=format, width=WIDE)

    rolled_up = expected(report, is_rolled_up=True) if format != "terminal" else []
    assert READERS[format](text, language) == [*rolled_up, *expected(report, is_rolled_up=False)]


@pytest.mark.parametrize("format", READERS)
def test_every_format_names_each_demand_that_a_roll_up_tells(format, report):
    text = render(report, format=format, width=WIDE)
    told = text[text.index("stehen nur hier.") :].partition("AG Moor: ")[0]

    for one in expected(report, is_rolled_up=True):
        assert all(id in told for id in one.ids)


def test_json_holds_the_same_entries(report):
    found = json.loads(render(report, format="json"))["entries"]
    changed = [
        (tuple(one["kinds"]), frozenset(one["old"] + one["new"])) for one in found if one["kinds"] != ["unchanged"]
    ]

    both = [*expected(report, is_rolled_up=False), *expected(report, is_rolled_up=True)]
    assert sorted(changed) == sorted((one.kinds, one.ids) for one in both)


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
    own = report.only_renamed
    for fate, count in report.fates.items():
        shown = count - (own if fate == "changed" else 0)
        assert re.search(rf"{re.escape(t(f'fate.{fate}'))}\s+{shown}\s", plain), fate
    assert re.search(rf"{t('headline.only_renamed')}\s+{own}\s+{own}\s", plain)
    assert re.search(rf"{t('report.total')}\s+{report.old.demands}\s+{report.new.demands}\b", plain)


@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_shows_alarms_questions_and_the_frame(format, report):
    text = render(report, format=format, width=WIDE)

    plain = re.sub(r"<[^>]+>|[*`]", "", text)
    for words in ("Kennung wiederverwendet", "Zweifelhafte Verknüpfung", "nichts gemeinsam"):
        assert words in plain
    assert "Darauf verweisen: moor-eins, nicht-gezeigt" in plain
    assert "Ist das dieselbe Forderung?" in plain
    assert "0,58" in plain
    for words in ("AG Leer", "Vorspann geändert", "trocken", "Wir gehen.", "Verband → RVR"):
        assert words in plain


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("format", READERS)
def test_every_format_for_people_shows_what_is_related_after_the_questions_and_that_it_is_no_match(format, language):
    t = messages(language).text
    text = render(whole_report(language), format=format, width=WIDE)
    body = re.sub(r"<nav.*?</nav>", "", text, flags=re.DOTALL)
    start = body.rindex(t("report.related"))
    section = html.unescape(re.sub(r"<[^>]+>|\\", "", body[start:]))

    assert body.index(t("report.questions")) < start
    assert t("report.related_note") in section
    for words in ("Sterne putzen", "Mitarbeiterparkplätze einrichten", "stern", messages(language).score(0.04)):
        assert words in section[: section.index(t("report.related_note")) + 600]


@pytest.mark.parametrize("format", READERS)
def test_the_preamble_of_a_new_group_stands_below_the_group(format, report):
    plain = re.sub(r"<[^>]+>|[*-]", " ", render(report, format=format, width=WIDE))

    told = r"Arbeitsgruppe hinzugekommen\s*:?\s+AG Leer\s+Vorspann hinzugekommen\s*:\s+Hier steht noch nichts\."
    assert re.search(told, plain)


@pytest.mark.parametrize("format", READERS)
def test_a_group_that_joins_or_leaves_is_named_alone(format, report):
    plain = re.sub(r"<[^>]+>|[*]", " ", render(report, format=format, width=WIDE)).replace("\u00a0", " ")

    assert re.search(r"Arbeitsgruppe:? +− AG Seilbahn / Luftverkehr *\n", plain)
    assert re.search(r"Arbeitsgruppe:? +AG Moor → AG Seilbahn / Luftverkehr *\n", plain)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format):
    assert render(whole_report(), format=format) == render(whole_report(), format=format)


@pytest.mark.parametrize("format", FORMATS)
def test_every_text_ends_with_one_line_end(format, report):
    part = replace(report, entries=report.entries[:3], untouched=(), frame=(), rollups=())

    for text in (render(report, format=format), render(part, format=format)):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("language", ["de", "en"])
def test_markdown_has_no_two_blank_lines_in_a_row(language):
    assert "\n\n\n" not in render(whole_report(language), format="markdown")


@pytest.mark.parametrize("format", FORMATS)
def test_whom_a_demand_that_is_back_no_longer_asks_is_told(format):
    asked = reassigned(joined=(LAND,), left=(BUND,), shift=Shift.DOWNWARDS)
    back = Reinstated(edition="e1", id="x", text="Moore schützen", reassigned=asked)
    report = make_report((entry([], [demand("x", "Moore schützen", asked=(LAND,))], back),))
    text = render(report, format=format)

    if format == "json":
        [found] = json.loads(text)["entries"]
        assert found["details"]["reinstated"]["reassigned"]["left"] == ["bund"]
    else:
        words = " ".join(html.unescape(re.sub("<[^>]+>", "", text)).replace("\\", "").split())
        assert re.search(r"Adressat geändert:? \+ Land, − Bund", words)
        assert format == "csv" or "Adressat weggefallen: Bund" in words  # read first


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_changed_is_a_report_too(format):
    same = demand("x", "X")

    assert render(make_report((entry([same], [same]),)), format=format)
    assert render(make_report(()), format=format)


def test_a_format_that_is_none_is_refused(report):
    with pytest.raises(ValueError, match="'pdf' is no format; known are terminal, markdown, html, json"):
        render(report, format="pdf")
