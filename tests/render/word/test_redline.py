"""Accepting all tracked changes gives the new edition, rejecting all the old one, paragraph by paragraph."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import permutations
from zipfile import ZipFile

import docx
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.core.wording import Mark
from policydiff.render.days import first_day
from policydiff.render.messages import messages
from policydiff.render.word.units import Style, list_units
from policydiff.render.word.weaving import Paragraph, Word, assert_whole
from tests.policies import BRIDGES, CYCLING, GROUPS, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand
from tests.render.word.settling import (
    CHANGES,
    W,
    accept_all,
    body,
    layout_apart,
    paper,
    redline,
    reject_all,
)

A, B, C, D, E = (
    demand("ganztag", SCHOOLS, position=1),
    demand("bruecken", BRIDGES, position=2, addressees=("bund", "land")),
    demand("bibliothek", LIBRARIES, position=3, addressees=()),
    demand("radweg", CYCLING, group="verkehr", position=4),
    demand("musik", MUSIC, group="verkehr", position=5),
)
LONG = "Wir bauen Brücken. Wir bauen Wege durch das Tal und über den Berg. Wir bauen Häuser für alle, die hier leben."
TURNED = "Wir bauen Brücken. Wir bauen Häuser für alle, die hier leben. Wir bauen Wege durch das Tal und über den Berg."

PAIRS = {
    "nothing changed": (catalogue(A, B), catalogue(A, B)),
    "reworded": (catalogue(A, B), catalogue(replace(A, text=SCHOOLS.replace("allen", "vielen")), B)),
    "wording at the end": (catalogue(A, B), catalogue(replace(A, text=f"{SCHOOLS} und pflegen", addressees=()), B)),
    "added": (catalogue(A), catalogue(A, B)),
    "added to no demand": (catalogue(A), catalogue(B, C, D)),
    "dropped": (catalogue(A, B, C), catalogue(A, C)),
    "first one dropped": (catalogue(A, B, C), catalogue(B, C)),
    "last one of a group dropped": (catalogue(A, B, D), catalogue(A, D)),
    "last one of all dropped": (catalogue(A, B), catalogue(A)),
    "all of a group dropped": (catalogue(A, B, D), catalogue(D)),
    "moved to a group behind": (catalogue(A, B, D), catalogue(B, D, replace(A, group="verkehr", source=E.source))),
    "moved to a group before": (catalogue(A, D, E), catalogue(replace(E, group="bildung"), A, D)),
    "moved and reworded": (
        catalogue(A, B, D),
        catalogue(B, D, replace(A, group="verkehr", text=SCHOOLS.replace("allen", "vielen"), addressees=("eu",))),
    ),
    "other order": (catalogue(A, B, C), catalogue(C, A, B)),
    "addressee joined": (catalogue(A), catalogue(replace(A, addressees=("bund", "land")))),
    "addressees for the first time": (catalogue(C, D), catalogue(replace(C, addressees=("eu",)), D)),
    "addressees for the first time before a new one": (catalogue(C), catalogue(replace(C, addressees=("eu",)), B)),
    "addressees gone before a dropped one": (catalogue(A, B), catalogue(replace(A, addressees=()))),
    "first words come before and behind": (
        catalogue(A, C),
        catalogue(replace(A, text=f"{SCHOOLS} zum Ersten", addressees=()), replace(C, text=f"Rasch {LIBRARIES}")),
    ),
    "a clause moved": (catalogue(replace(A, text=LONG)), catalogue(replace(A, text=TURNED))),
    "lines kept": (
        catalogue(replace(A, text="Schulen bauen.\nUnd zwar bald.")),
        catalogue(replace(A, text="Schulen bauen.\nUnd zwar sehr bald.")),
    ),
    "title and positions": (
        catalogue(replace(A, title="Schule", positions={"Fraktion A": "Ja, bald", "Fraktion B": "Nein"})),
        catalogue(replace(A, title="Schulen", positions={"Fraktion B": "Nein, nie", "Fraktion C": "Vielleicht"})),
    ),
    "split": (
        catalogue(replace(A, text=f"{SCHOOLS} sowie {BRIDGES}")),
        catalogue(demand("neu-a", SCHOOLS, succeeds=("ganztag",)), demand("neu-b", BRIDGES, succeeds=("ganztag",))),
    ),
    "merged": (
        catalogue(A, B, C),
        catalogue(demand("beides", f"{SCHOOLS} sowie {BRIDGES}", succeeds=("ganztag", "bruecken")), C),
    ),
    "groups in other order": (
        catalogue(A, B, D),
        catalogue(D, A, B, working_groups=GROUPS[::-1]),
    ),
    "group added": (
        catalogue(A, B, D),
        catalogue(
            *(A, B, replace(C, group="wohnen"), D),
            working_groups=(GROUPS[0], WorkingGroup(key="wohnen", name="AG Wohnen", preamble="Wohnen."), GROUPS[1]),
        ),
    ),
    "group dropped": (catalogue(A, B, D, E), catalogue(A, B, working_groups=GROUPS[:1])),
    "group with another folder and name": (
        catalogue(A, B, D),
        catalogue(
            *(replace(A, group="schule"), replace(B, group="schule"), D),
            working_groups=(WorkingGroup(key="schule", name="AG Schule", title="Lernen"), GROUPS[1]),
        ),
    ),
    "frame": (
        catalogue(
            *(A, D),
            date="2016",
            preamble="Wir fordern.\n\nWir fordern laut und ohne Unterlass.",
            closing="So soll es sein.",
            working_groups=(replace(GROUPS[0], preamble="Bildung ist viel.\n\nHierzu:"), GROUPS[1]),
        ),
        catalogue(
            *(A, D),
            date="2018-03-04",
            title="Neuer Katalog",
            preamble="Wir fordern laut und ohne jeden Unterlass.\n\nWir fordern es noch heute.",
            working_groups=(replace(GROUPS[0], title="Lernen", preamble="Bildung ist mehr.\n\nHierzu:"), GROUPS[1]),
        ),
    ),
    "preamble and closing for the first time": (catalogue(A), catalogue(A, preamble="Vorab.", closing="Ende.")),
    "an addressee has another name": (
        catalogue(A),
        catalogue(A, addressees=tuple(replace(one, name=f"{one.name} NRW") for one in catalogue().addressees)),
    ),
    "signs that XML minds": (
        catalogue(replace(A, text="A < B & „C“ > D \x0b\x1b]8;; Ende")),
        catalogue(replace(A, text="A < B & „X“ > D <w:p/> \u202eEnde")),
    ),
}


@pytest.mark.parametrize("story", PAIRS)
def test_accepting_all_gives_the_new_edition_and_rejecting_all_the_old_one(story):
    old, new = PAIRS[story]
    document = redline(old, new)

    if "XML" in story:  # what acts or hides is made visible, as in every other format
        old, new = (
            replace(one, demands=tuple(replace(demand, text=shown) for demand in one.demands))
            for one, shown in ((old, "A < B & „C“ > D ␛]8;; Ende"), (new, "A < B & „X“ > D <w:p/> \ufffdEnde"))
        )
    assert accept_all(document) == paper(new)
    assert reject_all(document) == paper(old)


@pytest.mark.parametrize("story", PAIRS)
def test_the_other_way_round_too(story):
    old, new = PAIRS[story]
    if "XML" in story:
        return
    document = redline(new, old)

    assert accept_all(document) == paper(old)
    assert reject_all(document) == paper(new)


WORDS = "Schulen Brücken bauen sofort (und) Wege, nicht „mehr“ Geld. 0,7 % 2030".split()
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=3
)  # sentences
KEYS = ("eu", "bund", "land", "kommunen")
GROUP_KEYS = ("bildung", "verkehr", "wohnen")


@st.composite
def editions(draw: st.DrawFn) -> Catalogue:
    """Draw a catalogue over few words, ids and groups, so that two of them have much in common."""
    groups = draw(st.lists(st.sampled_from(GROUP_KEYS), min_size=1, unique=True))
    prose = st.none() | TEXTS.map("\n\n".join)
    demands = [
        Demand(
            id=id,
            group=draw(st.sampled_from(groups)),
            text="\n".join(draw(TEXTS)),
            addressees=tuple(draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3).map(sorted))),
            title=draw(st.none() | st.sampled_from(WORDS)),
            positions=draw(st.dictionaries(st.sampled_from("ABC"), st.sampled_from(WORDS), max_size=2)),
        )
        for id in draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True))
    ]
    return catalogue(
        *demands,
        date=draw(st.none() | st.just("2018-03")),
        preamble=draw(prose),
        closing=draw(prose),
        working_groups=tuple(
            WorkingGroup(key=key, name=f"AG {key}", title=draw(st.none() | st.just("Titel")), preamble=draw(prose))
            for key in groups
        ),
    )


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(old=editions(), new=editions())
def test_any_two_editions_come_out_as_they_went_in(old, new):
    document = redline(old, new)

    assert layout_apart(accept_all(document)) == layout_apart(paper(new))
    assert [(style, _unordered(text)) for style, text in layout_apart(reject_all(document))] == [
        (style, _unordered(text)) for style, text in layout_apart(paper(old))
    ]


def _unordered(text: str) -> str:
    """Return a text with its addressees in one order: another order is no change, so the new one stays."""
    return re.sub(r"\(([^()]*)\)$", lambda found: f"({', '.join(sorted(found[1].split(', ')))})", text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(old=editions(), new=editions())
def test_every_change_is_well_formed(old, new):
    root = body(redline(old, new))
    ids: Counter[str] = Counter()
    names: dict[str, list[str]] = {}
    for element in root.iter():
        kind = element.tag.removeprefix(W)
        if element.tag in CHANGES or kind.endswith("RangeStart"):
            ids[element.attrib[f"{W}id"]] += 1
            assert element.attrib[f"{W}author"] == "Erfundener Katalog"
            assert element.attrib.get(f"{W}date") == ("2018-03-01T00:00:00Z" if new.date else None)
        if kind.endswith("RangeStart"):
            names.setdefault(element.attrib[f"{W}name"], []).append(kind)
        if element.tag == f"{W}del":
            assert not list(element.iter(f"{W}t"))
        elif element.tag in CHANGES:
            assert not list(element.iter(f"{W}delText"))

    assert set(ids.values()) <= {1}
    assert all(sorted(ends) == ["moveFromRangeStart", "moveToRangeStart"] for ends in names.values())
    opened = [one.attrib[f"{W}id"] for one in root.iter() if one.tag.endswith("RangeStart")]
    assert sorted(opened) == sorted(one.attrib[f"{W}id"] for one in root.iter() if one.tag.endswith("RangeEnd"))


def test_a_text_that_lacks_a_word_of_its_edition_is_refused_as_our_bug():
    units = list_units(catalogue(A), messages("de"))
    paragraph = Paragraph(style=Style.TITLE, words=(Word(Mark.KEPT, "Erfundener Katalog"),))

    assert_whole([paragraph], units[:1], is_old=False)
    with pytest.raises(AssertionError, match="of the new edition .*'Ganztagsschulen': 1.* are missing, .* too many"):
        assert_whole([paragraph], units, is_old=False)


def test_only_what_changed_is_marked():
    old, new = PAIRS["reworded"]

    assert _changes(redline(old, new)) == [("del", "allen"), ("ins", "vielen")]
    assert _changes(redline(old, old)) == []


def test_a_dropped_demand_stands_struck_in_its_old_place():
    root = body(redline(*PAIRS["dropped"]))

    assert [_shape(one) for one in root.iter(f"{W}p")][2:] == ["kept", "del", "kept", "kept"]


def test_a_moved_demand_is_one_move_and_its_new_words_are_insertions():
    changes = _changes(redline(*PAIRS["moved and reworded"]))

    away, here = "moveFrom del moveFrom del moveFrom", "moveTo ins moveTo ins moveTo"
    assert " ".join(kind for kind, _ in changes) == f"{away} {here}"
    assert changes[1:4:2] == [("del", "allen"), ("del", "Land")]
    assert changes[6:9:2] == [("ins", "vielen"), ("ins", "EU")]


def test_of_two_that_change_places_the_shorter_one_moves():
    long = replace(A, text=f"{SCHOOLS} und außerdem {BRIDGES}")

    moved = _changes(redline(catalogue(long, C), catalogue(C, long)))

    assert moved == [("moveTo", LIBRARIES), ("moveFrom", LIBRARIES)]


def test_other_lines_and_another_order_of_addressees_are_no_change():
    old = catalogue(replace(B, text="Brücken bauen.\nUnd Wege."))
    new = catalogue(replace(B, text="Brücken  bauen. Und\nWege.", addressees=("land", "bund")))

    document = redline(old, new)

    assert _changes(document) == []
    assert ("demand", "Brücken bauen. Und\nWege. (Land, Bund)") in accept_all(document)


def test_a_paragraph_that_joins_a_preamble_leaves_the_others_alone():
    paragraphs = ["Die Region ist groß.", "Sie wächst weiter und weiter.", "Hierzu fordern wir:"]
    old = catalogue(A, preamble="\n\n".join(paragraphs[::2]))
    new = catalogue(A, preamble="\n\n".join(paragraphs))

    assert _changes(redline(old, new)) == [("ins", paragraphs[1])]


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_groups_in_any_order_come_out_in_theirs(order):
    groups = {key: WorkingGroup(key=key, name=f"AG {key.upper()}") for key in "abc"}
    demands = {key: replace(one, group=key) for key, one in zip("abc", (A, B, C), strict=True)}
    old = catalogue(*demands.values(), working_groups=tuple(groups.values()))
    new = catalogue(*(demands[key] for key in order), working_groups=tuple(groups[key] for key in order))

    document = redline(old, new)

    assert accept_all(document) == paper(new)
    assert reject_all(document) == paper(old)


def test_the_author_is_the_new_edition_unless_another_is_named():
    old, new = PAIRS["reworded"]

    assert _authors(redline(old, replace(new, title="Neuer Katalog"))) == {"Neuer Katalog"}
    assert _authors(redline(old, new, author="Referat „I“ & <2>")) == {"Referat „I“ & <2>"}


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2018", "2018-01-01"),
        ("2018-03", "2018-03-01"),
        ("2018-03-07", "2018-03-07"),
        (None, None),
        ("", None),
        ("im März", None),
        ("2018-13", None),
        ("2018-02-31", None),
    ],
)
def test_a_change_bears_the_first_day_of_the_papers_date(date, day):
    assert first_day(date) == day


def test_the_same_input_gives_the_same_bytes():
    old, new = PAIRS["frame"]

    assert redline(old, new) == redline(old, new)


def test_the_document_names_no_machine_and_no_clock():
    with ZipFile(BytesIO(redline(*PAIRS["frame"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        dates = {info.date_time for info in archive.infolist()}

    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in parts if "thumbnail" in name or "app.xml" in name or "customXml" in name]
    together = b"".join(parts.values())
    for word in (b"python", b"Macintosh", b"w:rsidRoot"):
        assert word not in together
    for year in set(re.findall(rb"\b(20\d\d)-\d\d-\d\dT", together)):
        assert year == b"2018"


def test_word_finds_title_language_page_and_headings():
    old, new = PAIRS["frame"]
    document = docx.Document(BytesIO(redline(old, new)))

    properties, section = document.core_properties, document.sections[0]
    assert properties.title == "Neuer Katalog"
    assert properties.subject == "Änderungen gegenüber „Erfundener Katalog“"
    assert properties.language == "de-DE"
    assert (properties.author, properties.revision) == ("Neuer Katalog", 1)
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {one.get(f"{W}val") for one in document.styles.element.iter(f"{W}lang")} == {"de-DE"}
    footer = section.footer.paragraphs[0]._p
    assert "".join(one.text or "" for one in footer.iter(f"{W}t")) == "Seite 1 von 1"
    assert [one.get(f"{W}instr") for one in footer.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]
    headings = [one for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert len(headings) == 3


def test_an_english_catalogue_gives_an_english_document():
    new = catalogue(A, language="en", date="2018-03")
    document = redline(catalogue(A, language="en"), new)

    assert ("state", "Status: March 2018") in accept_all(document)
    assert docx.Document(BytesIO(document)).core_properties.language == "en-GB"


def _changes(document: bytes) -> list[tuple[str, str]]:
    """Return the kind and the words of each change."""
    runs = [one for one in body(document).iter() if one.tag in CHANGES and one.find(f"{W}r") is not None]
    texts = ["".join(text.text or "" for text in one.iter() if text.tag in (f"{W}t", f"{W}delText")) for one in runs]
    return [(one.tag.removeprefix(W), text) for one, text in zip(runs, texts, strict=True)]


def _shape(paragraph: ET.Element) -> str:
    end = paragraph.find(f"{W}pPr/{W}rPr")
    return end[0].tag.removeprefix(W) if end is not None else "kept"


def _authors(document: bytes) -> set[str]:
    return {one.attrib[f"{W}author"] for one in body(document).iter() if f"{W}author" in one.attrib}
