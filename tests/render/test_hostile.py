"""Whatever a text holds, it is shown and does nothing: no control sign, no markup, no link gets through."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.changes import Change, Kind, Merged, Reworded, Split
from policydiff.core.matching import Competitor, Explanation, Grade, Reason, Weighed
from policydiff.core.report import Question, Report
from policydiff.render import (
    FORMATS,
    ImportNote,
    IndexItem,
    render,
    render_changed,
    render_demand,
    render_explanation,
    render_import,
    render_index,
    render_inventory,
    render_linked,
    render_question,
    render_review_how,
)
from tests.render.samples import demand, small_catalogue, whole_report

WIDE = 4000

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
    found = [replace(one, changes=tuple(map(_hostile_change, one.changes))) for one in found]
    rollups = tuple(
        replace(one, old=(bad,), new=(bad,), demands=tuple(entry.new[0].id for entry in found if entry.is_rolled_up))
        for one in report.rollups
    )
    fields = replace(rollups[1], kind=Kind.ANNOTATED, old=("meta.<b>", bad), new=())
    questions = tuple(replace(one, old=(old,), new=(old,)) for one in report.questions)
    related = tuple(replace(one, old=(old,), new=(old,)) for one in report.related)
    # So many that some are told together.
    alarms = tuple(replace(one, old=old, new=old, references=(bad,), living=(bad,)) for one in report.alarms * 4)
    declarations = tuple(replace(one, demand=old, new=(bad,), named=(old,)) for one in report.declarations)
    side = replace(report.old, title=bad, spec=bad, edition=bad, date=bad, commit=bad)
    return replace(
        report,
        entries=tuple(found),
        rollups=(*rollups, fields),
        frame=frame,
        groups=groups,
        addressees=known,
        questions=questions,
        related=related,
        alarms=alarms,
        declarations=declarations,
        old=replace(side, demands=report.old.demands),
        new=replace(side, demands=report.new.demands),
    )


def _hostile_change(change: Change) -> Change:
    if isinstance(change, Split | Merged | Reworded):
        return replace(change, signals=tuple(replace(one, old=HOSTILE, new=HOSTILE) for one in change.signals))
    return change


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


def hostile_answers() -> tuple[str, ...]:
    """Return what `explain`, `review` and `link` say of a hostile demand."""
    bad = demand(HOSTILE, HOSTILE, group=HOSTILE, title=HOSTILE, succeeds=(HOSTILE,))
    weighed = Weighed(name=HOSTILE, value=1.0, weight=1.0)
    rival = Competitor(old=HOSTILE, new="y", score=0.5)
    told = Explanation(
        old=HOSTILE,
        new=HOSTILE,
        candidate=True,
        score=0.5,
        evidence=(weighed,),
        thresholds=((Grade.OPEN, 0.1),),
        text=0.0,
        text_thresholds=((Grade.OPEN, -6.0),),
        competitors=(rival, replace(rival, old="y", new=HOSTILE)),
        match=None,
    )
    question = Question(old=(bad,), new=(bad,), reason=Reason.SIMILAR_TEXT, score=0.5)
    return (
        render_explanation(told, {HOSTILE: bad}, {HOSTILE: bad}, language="de"),
        render_question([question], report=hostile_report(), refused=[bad], pending=[question], language="de"),
        render_changed([HOSTILE], language="de"),
        render_review_how(HOSTILE, language="de"),
        render_linked(bad, before=bad, language="de"),
    )


ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("format", FORMATS)
def test_no_sign_that_acts_on_a_terminal_or_hides_in_a_page_gets_through(format):
    text = render(hostile_report(), format=format)
    if format == "csv":  # whose byte order mark and line ends are its form
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert ACTING.findall(text) == []


def test_nothing_else_that_is_rendered_lets_such_a_sign_through():
    catalogue, notes = hostile_catalogue(), [ImportNote(line=1, code="no-groups", text=HOSTILE)]
    items = [IndexItem(title=HOSTILE, editions=HOSTILE, subtitle=HOSTILE, html=HOSTILE, markdown=HOSTILE)]
    texts = (
        *(render_inventory(catalogue, format=format) for format in ("terminal", "markdown", "html")),
        *(render_index(items, format=format, language="de") for format in ("markdown", "html")),
        render_import(hostile_report(), catalogue, notes),
        render_import(None, catalogue, notes),
        render_demand(catalogue.demands[0], catalogue),
        *hostile_answers(),
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
    items = [IndexItem(title=HOSTILE, editions=HOSTILE, subtitle=HOSTILE, html="a.html", markdown="a.md")]
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

    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {3, 4, 5}
