"""The report for the terminal: fits its width, reads in black and white."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policydiff.core.changes import Added, Dropped
from policydiff.render import ImportNote, render, render_demand, render_import, render_inventory
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import _NARROW, Span, break_lines
from tests.render.samples import demand, entry, make_report, small_catalogue, whole_report

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_is_longer_than_the_width_or_ends_in_blanks(width, colour):
    catalogue, report = small_catalogue(), whole_report()
    texts = (
        render(report, format="terminal", width=width, colour=colour),
        render_inventory(catalogue, format="terminal", width=width, colour=colour),
        render_import(report, catalogue, [ImportNote(line=1, code="no-groups", text="")], width=width, colour=colour),
        render_demand(catalogue.demands[0], catalogue, width=width, colour=colour),
    )

    for line in ANSI.sub("", "\n".join(texts)).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@given(text=st.text(st.sampled_from("abc äß„“①日本\u0301 \n")), width=st.integers(2, 30))
def test_lines_are_broken_at_spaces_and_lose_nothing_else(text, width):
    lines = break_lines((Span(text),), width, colour=False)

    assert all(cell_len(line) <= width for line in lines)
    assert re.sub(r"[ \n]", "", "".join(lines)) == re.sub(r"[ \n]", "", text)
    for line, following in pairwise(lines):
        word = following.split(" ")[0]
        is_room = cell_len(line) + 1 + cell_len(word) <= width
        assert not is_room or "\n" in text or "  " in text or not cell_len(line)


@given(text=st.text(st.sampled_from("abc äß„“①日本 ")), cuts=st.sets(st.integers(0, 20)), width=st.integers(2, 30))
def test_styles_do_not_move_a_line_break(text, cuts, width):
    edges = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    spans = tuple(Span(text[start:end], "bold" if start % 2 else "italic red") for start, end in pairwise(edges))

    coloured = break_lines(spans, width, colour=True)
    assert [ANSI.sub("", line) for line in coloured] == break_lines((Span(text),), width, colour=False)


def test_what_is_taken_for_narrow_is_narrow():
    narrow = [sign for sign in map(chr, range(0x20, 0x3000)) if _NARROW.fullmatch(sign)]

    assert [sign for sign in narrow if cell_len(sign) != 1] == []
    assert len(narrow) > 600


def test_a_long_label_stands_on_its_own_line_and_does_not_squeeze_the_text():
    sheet = Sheet(width=60, colour=False)
    sheet.labelled([("kurz", "ein Text"), ("ein Wort, das viel länger ist", "noch ein Text"), ("drei", "x")], indent=2)

    assert sheet.text().splitlines() == [
        "  kurz  ein Text",
        "  ein Wort, das viel länger ist",
        "        noch ein Text",
        "  drei  x",
    ]


def test_a_table_that_is_too_wide_folds_its_texts_and_keeps_its_numbers():
    sheet = Sheet(width=24, colour=False)
    sheet.table(["Wort", "Zahl"], [["ein langer Text in einer Zelle", "1.000"]], sums=["", "1.000"])

    assert sheet.text().splitlines() == [
        "Wort                Zahl",
        "────────────────────────",
        "ein langer Text    1.000",
        "in einer Zelle",
        "────────────────────────",
        "                   1.000",
    ]


def test_many_columns_on_a_narrow_terminal_still_fit():
    sheet = Sheet(width=20, colour=False)
    sheet.table(["Adressat", *"12345678"], [["Bund", *["1.000"] * 8]])

    assert max(map(len, sheet.text().splitlines())) <= 20


def test_a_sign_stays_with_its_name_and_a_number_with_its_clause(report):
    for width in range(40, 90):
        text = render(report, format="terminal", width=width)

        assert not re.search(r"[+−①②]\n", text)
        assert "\u00a0" not in text


def test_related_pairs_take_one_line_each_side(report):
    pair = report.related[0]
    long = replace(pair, old=(demand("lang", "Sehr " * 60 + "lang"),))
    text = render(replace(report, related=(long, long)), format="terminal")
    section = text[text.index("Thematisch verwandt\n") : text.index("Änderungen am Rahmen")]

    assert section.count("Sehr … (lang)") == 2
    assert len(section.splitlines()) == 11


@given(text=st.text(st.characters(codec="utf-8"), min_size=1), width=st.integers(20, 100))
def test_any_text_fits(text, width):
    report = make_report((entry([], [demand("x", text)]), entry([demand("y", text)], [])))
    rendered = render(report, format="terminal", width=width)

    assert all(cell_len(line) <= width for line in rendered.split("\n"))


def test_black_and_white_is_plain_text():
    assert "\x1b" not in render(whole_report(), format="terminal")


def test_colour_says_the_same_without_brackets():
    coloured = render(whole_report(), format="terminal", colour=True, width=200)

    assert "\x1b[" in coloured
    plain = ANSI.sub("", coloured)
    assert "Die Moorquote muss soll bis 2030 2035 auf 0,7 0,5 % des „Musterhaushalts“ steigen" in plain
    assert "{+" not in plain


def test_the_redline_shows_what_went_and_what_came(report):
    text = " ".join(render(report, format="terminal").split())

    assert (
        "Die Moorquote [-muss-] {+soll+} bis [-2030-] {+2035+} auf [-0,7-] {+0,5+} % des „Musterhaushalts“ steigen"
        in text
    )
    assert "Adressaten Bund, Land → Land, RVR (+ RVR, − Bund)" in text
    assert "Fundstelle Nr. 1.10, S. 1, Z. 31 → Nr. 1.1, S. 2, Z. 4" in text


def test_alarms_come_before_everything_else(report):
    text = render(report, format="terminal")

    assert text.index("Achtung") < text.index("AG Moor: ") < text.index("Offene Fragen")


def test_the_environment_has_no_say(monkeypatch, report):
    plain = render(report, format="terminal")
    monkeypatch.setenv("COLUMNS", "33")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    assert render(report, format="terminal") == plain


def test_a_first_import_is_counted_by_group_and_addressee(catalogue):
    text = render_import(None, catalogue, [ImportNote(line=12, code="no-addressee", text="Torfbrücke\x1b")])

    assert re.search(r"AG Moor +7\n", text)
    assert re.search(r"Land +11\n", text)
    assert "Zeile 12: Forderung ohne Adressat: „Torfbrücke␛“" in text


def test_a_doubt_about_many_lines_is_told_once_with_the_lines_and_others_stay_by_themselves(catalogue):
    lines = [17, 18, 20, 21, 22]
    notes = [
        *(ImportNote(line=number, code="unsure-demand", text=f"Ausbau {number}") for number in lines),
        ImportNote(line=19, code="unsure-prose", text="Anmerkung der AG"),
        *(ImportNote(line=30 * page, code="running-header", text=f"Katalog Seite {page}") for page in (1, 2)),
    ]
    text = render_import(None, catalogue, sorted(notes, key=lambda note: note.line), width=200)
    told = [row.strip() for row in text.splitlines() if row.strip().startswith("Zeile")]
    assert told == [
        "Zeilen 17–18, 20–22: Als Forderung gelesen, könnte aber Fließtext sein",
        "Zeile 19: Als Fließtext gelesen, könnte aber eine Forderung sein: „Anmerkung der AG“",
        "Zeilen 30, 60: Kopf- oder Fußzeile, nicht übernommen: „Katalog Seite 1“",
    ]


def test_a_following_import_says_what_is_not_certain(catalogue):
    text = render_import(whole_report(), catalogue, [], width=120)
    counts = dict(
        re.findall(r"^(sicher|vermutlich|offen|neu|wieder aufgenommen|entfallen) +(\d+)$", text, re.MULTILINE)
    )

    assert counts == {
        "sicher": "14",
        "vermutlich": "2",
        "offen": "1",
        "neu": "2",
        "wieder aufgenommen": "1",
        "entfallen": "2",
    }
    assert re.search(r"vermutlich +Gondeln begrünen \(\S+\) +Gondeln begrünen \(\S+\) +1,00", text)
    assert re.search(r"offen +Eine Moorsteuer einführen \(\S+\) +Einen Moorrat berufen \(\S+\) +0,58", text)
    assert "Torfbrücke" not in text


def test_what_most_demands_begin_with_does_not_hide_in_an_import_what_they_ask(catalogue):
    matters = ("Moore zu schützen.", "Torf zu verzollen.", "Gondeln zu begrünen.", "Seile zu prüfen.")
    asked = [f"Die Landesregierung wird aufgefordert, {matter}" for matter in matters]
    entries = [entry([], [demand(f"n{place}", text)], Added()) for place, text in enumerate(asked)]
    entries.append(entry([demand("alt", "Die Landesregierung wird umgebildet.")], [], Dropped()))
    text = render_import(make_report(tuple(entries)), catalogue, [], width=100)

    assert re.findall(r"^neu +(.+)$", text, re.MULTILINE)[1:] == [
        f"… {matter} (n{place})" for place, matter in enumerate(matters)
    ]
    assert re.search(r"^entfallen +Die Landesregierung wird", text, re.MULTILINE)
    assert text.endswith("„…“ am Anfang steht für „Die Landesregierung wird aufgefordert,“.\n")


def test_a_demand_is_shown_with_all_that_is_known(catalogue):
    text = render_demand(catalogue.demands[0], catalogue)

    for words in ("Die Moorquote soll", "moorquote", "AG Moor", "Land, RVR", "Nr. 1.1, S. 2, Z. 4", "1. März 2026"):
        assert words in text


def test_other_fields_are_told_in_words(report):
    text = render(report, format="terminal", width=100)

    for told in (
        r"Stand +strittig \(hinzugekommen\)",
        r"Titel +Masten \(hinzugekommen\)",
        r"Zusatzangabe \(kosten\) +3 → \[4, 5\]",
        r"Wortlaut der Parteien \(Fraktion A\)\n +Masten teeren \(hinzugekommen\)",
        r"Schlagwort +mast \(weggefallen\)",
    ):
        assert re.search(told, text), told
