"""Nothing of a paper is ever dropped: every line has one role, every word is in the draft or in the notes."""

import re
import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.errors import PaperError
from policydiff.papers import Draft, Role, read_paper
from tests.papers.ruhr import PAPER, print_again

# Words that only mark addressees, numbers or their borders are kept as data, not as words.
LABELS = set(
    "adressat adressaten adressatin addressee addressees an to gerichtet addressed zuständig responsible und and sowie u "
    "bzw or oder as well beziehungsweise forderung demand punkt ziel maßnahme nr recommendation resolution point ask kernforderung empfehlung vorschlag these antrag anliegen proposal pledge commitment o für der die the".split()
)

SENTENCES = st.sampled_from(
    [
        "Wir fordern bezahlbaren Wohnraum", "Mehr Züge im ganzen Land", "Ausbau der Radwege zwischen den Städten",
        "Die Region lebt vom Wandel.", "Das ist seit 2016 bekannt.", "ein Wort", "Free school meals for every child",
        "Landlords must fix damp within 14 days.", "Forde-", "rung nach Recht", "Beschluss vom 1.", "Januar 2020",
        "Energie- und Wärmewende", "sowie z.B. Speicher", "0,7 % des Haushalts", "(Open Data)", "(siehe Anlage 2)", "(offen",
        "„Zitat", "ohne Ende“", "Zeichen ⟂ und 漢字",
    ]
)  # fmt: skip
SIGNS = st.sampled_from(
    [
        "",
        " ",
        "   ",
        "• ",
        "- ",
        "– ",
        "* ",
        "o ",
        "1. ",
        "2. ",
        "3) ",
        "(4) ",
        "a) ",
        "b) ",
        "1.1 ",
        "4.12 ",
        "F1 ",
        "II. ",
        "A. ",
        "Forderung 3: ",
        "Empfehlung 4: ",
        "# ",
        "## ",
    ]
)
ENDS = st.sampled_from(["", "", " (Bund)", " (Bund, Land)", " [EU]", " (IFE) (Bund).", " (2016)", ":", ".", ";", ","])
FRAMES = st.sampled_from(
    [
        "AG Wohnen: Dach für alle", "AG Verkehr", "Kapitel 3: Klima", "Working Group Housing:", "WOHNEN UND BAUEN", "Bildung und Schule", "Forderungen:",
        "Adressat: Bund, Land", "An: Kommunen", "Abschlusserklärung", "Conclusion", "Inhalt", "Wohnen ........ 3", "Seite 3 von 9", "3", "- 4 -", "Stand: 12.04.2016",
        "Berlin, im April 2016", "¹ Vgl. Anlage.", "Mehr Haushalts1", "1 gemessen am Ganzen", "Bund/Land", "Bund: Mehr Geld für alle",
        "Forderung          Adressat", "Schulen sanieren   Land", "Adressat", "Forderung", "Land", "• Züge (Land)      • Busse (Bund)", "  öfter            • Räder (Bund)",
        "Katalog (erfunden)", "\f", "\fKopf", "Vorwort", "•", "1.",
    ]
)  # fmt: skip
LINES = st.one_of(FRAMES, st.builds(lambda sign, text, end: sign + text + end, SIGNS, SENTENCES, ENDS), st.just(""))
NOISE = st.text(alphabet="aBü .:,-–•()1\u00a0\u00ad\u200b\f\t#„“", max_size=30)


def non_blank_lines(text: str) -> list[int]:
    """Return the numbers of lines that hold more than blanks, form feeds and invisible signs."""
    lines = re.split("\r\n|\n|\r", text.removeprefix("\ufeff"))
    return [
        number
        for number, line in enumerate(lines, start=1)
        if re.sub("[\\s\u00a0\u00ad\u200b\ufeff\x00-\x1f]", "", line)
    ]


def letters(text: str) -> str:
    """Return letters and digits alone: what line breaks, hyphens and marks cannot change."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFC", text).lower()))


def everything(draft: Draft) -> str:
    groups = [
        part
        for group in draft.groups
        for part in (group.number, group.name, group.title, group.preamble, group.chapter)
    ]
    demands = [part for demand in draft.demands for part in (demand.number, demand.text, " ".join(demand.addressees))]
    frame = [draft.title, draft.date_line, draft.preamble, draft.closing_heading, draft.closing]
    return letters(" ".join(part for part in [*groups, *demands, *frame, *(note.text for note in draft.notes)] if part))


def assert_accounted(text: str) -> None:
    try:
        draft = read_paper(text.encode(), name="p.txt")
    except PaperError:
        return
    roles = Counter(number for number, _ in draft.roles)
    assert list(roles) == non_blank_lines(text)
    assert set(roles.values()) == {1}
    assert {role for _, role in draft.roles} <= {role.value for role in Role}
    kept = everything(draft)
    for line in re.split("[\r\n\f]", text):
        for word in re.findall(
            r"[^\W_]+", unicodedata.normalize("NFC", line.replace("\u00ad", "").replace("\u200b", ""))
        ):
            assert word.lower() in LABELS or word.lower() in kept, word


@given(st.lists(LINES, min_size=1, max_size=40))
@settings(max_examples=300)
def test_every_line_has_one_role_and_every_word_is_kept(lines):
    assert_accounted("\n".join(lines))


@given(st.lists(NOISE, min_size=1, max_size=20))
@settings(max_examples=200)
def test_noise_is_accounted_for_as_well(lines):
    assert_accounted("\n".join(["• Eine Forderung (Bund)", *lines, "• Noch eine (Land)"]))


@given(st.integers(min_value=30, max_value=220), SIGNS, st.integers(min_value=0, max_value=3), st.booleans())
@settings(max_examples=25)
def test_the_real_paper_is_accounted_for_at_any_width(width, sign, gap, double):
    assert_accounted(print_again(width, sign=sign, gap=gap, double=double))


def test_the_real_paper_is_accounted_for():
    assert_accounted(PAPER.read_text(encoding="utf-8"))


def test_the_same_bytes_give_the_same_draft():
    content = PAPER.read_bytes()
    assert read_paper(content, name="p.txt") == read_paper(content, name="p.txt")
