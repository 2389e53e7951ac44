"""What people enter by hand between two papers: `policydiff import` keeps it, or says that it is gone."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from policydiff.cli import main
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder
from tests.policies import commit, make_repository

SCHOOLS = "Ganztagsschulen in allen Stadtteilen einrichten und dauerhaft finanzieren"
LIBRARIES = "Öffentliche Bibliotheken sonntags kostenfrei zugänglich machen"
MUSIC = "Jedem Grundschulkind ein Musikinstrument leihen"
BRIDGES = "Sanierung maroder Autobahnbrücken beschleunigen"
NIGHT = "Nachtbusse an Wochenenden stündlich fahren lassen"
BUILDINGS = "Schulgebäude bis 2030 energetisch sanieren."
MEDIA = "Die Lehrpläne um ein Fach Medienkunde ergänzen."
FIRST = f"""# Erfundenes Programm für Musterland

## AG Bildung

- {SCHOOLS}
- {LIBRARIES}
- {MUSIC} (Land, Kommunen)
- {BUILDINGS} {MEDIA}

## AG Verkehr

- {BRIDGES} (Bund)
- {NIGHT}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_repository(tmp_path)
    take_in(FIRST, "eins")
    commit(tmp_path)
    return tmp_path / "policy"


def take_in(paper, edition, *more):
    Path("paper.md").write_text(paper, encoding="utf-8")
    return main(["import", "paper.md", "--edition", edition, *more])


def take_in_next(capsys, paper, edition="zwei", *more):
    """Commit what people did, import the next paper, and return what is told of what they entered."""
    commit(Path())
    capsys.readouterr()
    assert take_in(paper, edition, *more) == 0
    out = capsys.readouterr().out
    told = out.partition("Abweichungen vom bisherigen Papier")[2].partition("\n\n")[0]
    kept, _, lost = " ".join(told.replace("─", "").split()).partition("Nicht behalten")
    return kept, lost, out


def file_of(folder, text):
    return folder / next(f"{one.group}/{one.id}.yaml" for one in demands(folder).values() if one.text == text)


def demands(folder):
    return {one.text: one for one in catalogue(folder).demands}


def catalogue(folder):
    return read_version(take_folder(folder, "x", "policy/")).catalogue


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def name_addressees(folder, text, keys):
    edit(file_of(folder, text), "addressees: []", f"addressees: [{keys}]")


def test_addressees_that_no_paper_prints_stay_through_every_following_paper(folder, capsys):
    name_addressees(folder, SCHOOLS, "land, kommunen")
    kept, lost, out = take_in_next(capsys, FIRST.replace("dauerhaft finanzieren", "fest finanzieren"))
    assert f"Adressaten 1: {demands(folder)[SCHOOLS.replace('dauerhaft', 'fest')].id}" in kept
    assert not lost
    notes = out.partition("\nHinweise")[2]
    assert re.findall(r"Zeile (\d+): Forderung ohne Adressat", notes) == ["6", "8", "13"]  # in line 5 somebody is named
    take_in_next(capsys, FIRST, "drei")
    assert demands(folder)[SCHOOLS].addressees == ("land", "kommunen")
    commit(folder.parent)
    main(["diff", "eins", "drei"])
    assert "Adressat weggefallen" not in capsys.readouterr().out


def test_addressees_that_the_new_paper_prints_hold_and_it_is_said(folder, capsys):
    name_addressees(folder, SCHOOLS, "land")
    kept, lost, _ = take_in_next(capsys, FIRST.replace(SCHOOLS, f"{SCHOOLS} (Bund)"))
    assert demands(folder)[SCHOOLS].addressees == ("bund",)
    assert not kept
    assert f"Adressaten 1: {demands(folder)[SCHOOLS].id}" in lost


def test_addressees_that_only_the_new_paper_leaves_out_are_gone(folder, capsys):
    kept, lost, _ = take_in_next(capsys, FIRST.replace(" (Land, Kommunen)", ""))
    assert demands(folder)[MUSIC].addressees == ()
    assert (kept, lost) == ("", "")


def test_addressees_that_people_put_right_are_told_where_the_paper_prints_others_again(folder, capsys):
    path = file_of(folder, MUSIC)
    edit(path, "[land, kommunen]", "[land]")
    _, lost, _ = take_in_next(capsys, FIRST)
    assert demands(folder)[MUSIC].addressees == ("land", "kommunen")
    assert f"Adressaten 1: {path.stem}" in lost


def test_every_part_of_a_split_gets_the_addressees_and_what_was_merged_those_of_all(folder, capsys):
    name_addressees(folder, f"{BUILDINGS}\n{MEDIA}", "land")
    parted = FIRST.replace(f"- {BUILDINGS} {MEDIA}", f"- {BUILDINGS}\n- {MEDIA}")
    kept, _, _ = take_in_next(capsys, parted)
    assert demands(folder)[BUILDINGS].addressees == demands(folder)[MEDIA].addressees == ("land",)
    assert "Adressaten 2:" in kept
    edit(file_of(folder, MEDIA), "addressees: [land]", "addressees: [kommunen]")
    edit(file_of(folder, MEDIA), "source:", "note: Fachreferat fragen\nsource:")
    edit(file_of(folder, BUILDINGS), "source:", "note: Bauamt fragen\nsource:")
    _, lost, _ = take_in_next(capsys, FIRST, "drei")
    merged = demands(folder)[f"{BUILDINGS}\n{MEDIA}"]
    assert set(merged.addressees) == {"land", "kommunen"}
    assert "Anmerkung 1:" in lost  # of the two notes only one fits into the file


def test_of_parts_that_are_about_as_long_the_one_with_the_words_of_the_id_keeps_it(folder, capsys):
    use = "Beschleunigung der Nutzbarmachung von freigewordenen Flächen der Montanindustrie zur Ansiedlung von Unternehmen"
    fund = (
        "Förderung von regionalen Grundstückfonds für die Aufbereitung von ungenutzten Brachflächen; "
        "Aufsetzen eines Flächenfonds"
    )
    take_in_next(capsys, FIRST.replace(f"- {NIGHT}", f"- {NIGHT}\n- {use} sowie {fund}"))
    whole = demands(folder)[f"{use} sowie {fund}"]
    take_in_next(capsys, FIRST.replace(f"- {NIGHT}", f"- {NIGHT}\n- {use}\n- {fund}"), "drei")
    parts = demands(folder)
    assert parts[use].id == whole.id == "nutzbarmachung-freigewordenen-flaechen-montanindustrie"
    assert parts[fund].id == "regionalen-grundstueckfonds-aufbereitung-ungenutzten"
    assert parts[use].succeeds == parts[fund].succeeds == (whole.id,)


def test_a_demand_that_is_back_has_the_addressees_that_people_entered_before(folder, capsys):
    name_addressees(folder, SCHOOLS, "land")
    take_in_next(capsys, FIRST.replace(f"- {SCHOOLS}\n", ""))
    take_in_next(capsys, FIRST, "drei")
    assert demands(folder)[SCHOOLS].addressees == ("land",)
    take_in_next(capsys, FIRST.replace(f"- {MUSIC} (Land, Kommunen)\n", ""), "vier")
    take_in_next(capsys, FIRST.replace(" (Land, Kommunen)", ""), "fünf".replace("ü", "ue"))
    assert demands(folder)[MUSIC].addressees == ()  # these the paper had printed, and does no more


def test_all_else_that_is_entered_in_a_demand_stays(folder, capsys):
    path = file_of(folder, NIGHT)
    entered = (
        "title: Nachtverkehr\nstatus: disputed\npositions: {Partei A: stündlich, Partei B: gar nicht}\n"
        "tags: [bus]\nnote: Verkehrsverbund fragen  # bis Mai\nmeta: {akte: '7/2'}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + entered, encoding="utf-8")
    was = demands(folder)[NIGHT]
    kept, lost, _ = take_in_next(capsys, FIRST.replace(NIGHT, NIGHT.replace("stündlich", "halbstündlich")))
    now = demands(folder)[NIGHT.replace("stündlich", "halbstündlich")]
    for field in ("id", "title", "status", "positions", "tags", "note", "meta"):
        assert getattr(now, field) == getattr(was, field)
    assert "# bis Mai" in path.read_text(encoding="utf-8")
    assert (kept, lost) == ("", "")


def test_what_stood_in_a_demand_that_is_dropped_is_told(folder, capsys):
    path = file_of(folder, NIGHT)
    edit(path, "source:", "tags: [bus]\nnote: Verkehrsverbund fragen\nsource:")
    _, lost, _ = take_in_next(capsys, FIRST.replace(f"- {NIGHT}\n", ""))
    assert f"Schlagwort 1: {path.stem}" in lost
    assert f"Anmerkung 1: {path.stem}" in lost


def test_wording_folder_and_page_that_the_paper_prints_otherwise_are_told(folder, capsys):
    bridges, libraries, night = (file_of(folder, text) for text in (BRIDGES, LIBRARIES, NIGHT))
    edit(bridges, "Autobahnbrücken", "Brücken der Autobahnen")
    libraries.rename(folder / "verkehr" / libraries.name)
    edit(night, "source: {", "source: {page: 3, ")
    _, lost, _ = take_in_next(capsys, FIRST)
    assert demands(folder)[LIBRARIES].group == "bildung"
    for told in (f"Wortlaut 1: {bridges.stem}", f"Arbeitsgruppe 1: {libraries.stem}", f"Seite 1: {night.stem}"):
        assert told in lost


def test_a_demand_that_people_made_is_told_apart_from_what_the_paper_drops(folder, capsys):
    made = (
        "id: windraeder-im-wald\ntext: Windräder auch im Wirtschaftswald zulassen\naddressees: [bund]\ntags: [wind]\n"
    )
    (folder / "verkehr" / "windraeder-im-wald.yaml").write_text(made, encoding="utf-8")
    _, lost, _ = take_in_next(capsys, FIRST.replace(f"- {NIGHT}\n", ""))
    assert lost.endswith("Von Hand angelegte Forderung 1: windraeder-im-wald")


def test_a_new_id_and_what_was_declared_with_it_stay(folder, capsys):
    path = file_of(folder, NIGHT)
    edit(path, f"id: {path.stem}", f"id: nachtbusse\nsucceeds: [{path.stem}]")
    path.rename(path.with_name("nachtbusse.yaml"))
    kept, lost, _ = take_in_next(capsys, FIRST)
    assert (demands(folder)[NIGHT].id, demands(folder)[NIGHT].succeeds) == ("nachtbusse", (path.stem,))
    assert (kept, lost) == ("", "")


def test_titles_preambles_and_closing_that_no_paper_prints_stay(folder, capsys):
    group, cover = folder / "bildung" / "_group.yaml", folder / "catalogue.yaml"
    group.write_text(group.read_text() + "title: Lernen\npreamble: Bildung beginnt früh.\n", encoding="utf-8")
    cover.write_text(cover.read_text() + "preamble: Wir wollen viel.\nclosing: Dafür stehen wir.\n", encoding="utf-8")
    kept, lost, _ = take_in_next(capsys, FIRST)
    now = catalogue(folder)
    assert (now.working_groups[0].title, now.working_groups[0].preamble) == ("Lernen", "Bildung beginnt früh.")
    assert (now.preamble, now.closing) == ("Wir wollen viel.", "Dafür stehen wir.")
    for told in ("Titel 1: bildung/_group.yaml", "Präambel 2: catalogue.yaml, bildung/_group.yaml"):
        assert told in kept
    assert not lost
    new = FIRST.replace("## AG Bildung\n", "## AG Bildung\n\nBildung ist ein Recht. Sie steht allen offen.\n")
    _, lost, _ = take_in_next(capsys, new, "drei")
    assert catalogue(folder).working_groups[0].preamble == "Bildung ist ein Recht. Sie steht allen offen."
    assert "Präambel 1: bildung/_group.yaml" in lost


def test_what_people_named_otherwise_goes_on_under_its_key(folder, capsys):
    edit(folder / "catalogue.yaml", "name: Land,", "name: Land Musterland,")
    edit(folder / "verkehr" / "_group.yaml", "AG Verkehr", "AG Verkehr und Bau")
    _, lost, _ = take_in_next(capsys, FIRST)
    now = catalogue(folder)
    assert demands(folder)[MUSIC].addressees == ("land", "kommunen")
    assert {one.key: one.name for one in now.addressees}["land"] == "Land Musterland"
    assert [(one.key, one.name) for one in now.working_groups] == [("bildung", "AG Bildung"), ("verkehr", "AG Verkehr")]
    assert "Name 1: verkehr/_group.yaml" in lost


def test_of_two_entries_of_one_name_neither_is_written_over(folder, capsys):
    registry = folder / "catalogue.yaml"
    edit(registry, "name: Land,", "name: Land NRW,")
    edit(registry, "level: state}", "level: state}\n  nrw: {name: Land NRW, level: state}")
    take_in_next(capsys, FIRST)
    names = {one.key: one.name for one in catalogue(folder).addressees}
    assert (names["land"], names["nrw"]) == ("Land NRW", "Land NRW")


def test_a_paper_that_is_read_again_leaves_entered_addressees_and_is_not_refused_for_them(folder, capsys):
    name_addressees(folder, SCHOOLS, "land")
    before = file_of(folder, SCHOOLS).read_bytes()
    assert take_in(FIRST, "eins") == 0
    assert file_of(folder, SCHOOLS).read_bytes() == before


def test_without_the_old_paper_addressees_stay_and_nothing_is_said_of_texts(folder, capsys):
    name_addressees(folder, SCHOOLS, "land")
    edit(file_of(folder, BRIDGES), "Autobahnbrücken", "Brücken der Autobahnen")
    (folder / "papers" / "eins.md").unlink()
    kept, lost, _ = take_in_next(capsys, FIRST)
    assert "Adressaten 1:" in kept
    assert not lost


def test_of_many_places_a_few_are_named(folder, capsys):
    for path in folder.glob("*/*.yaml"):
        if path.name != "_group.yaml" and "addressees: []" in path.read_text(encoding="utf-8"):
            edit(path, "addressees: []", "addressees: [land]")
    items = "".join(f"- {thing} im ganzen Land verbieten\n" for thing in ("Kutschen", "Drachen", "Pfeifen", "Trommeln"))
    take_in_next(capsys, FIRST + items)
    for thing in ("Kutschen", "Drachen", "Pfeifen", "Trommeln"):
        name_addressees(folder, f"{thing} im ganzen Land verbieten", "land")
    kept, _, _ = take_in_next(capsys, FIRST + items, "drei")
    assert re.search(r"Adressaten 8: (?:[a-z0-9-]+, ){5}… und 3 weitere", kept)


HALF_HOURLY = NIGHT.replace("stündlich", "halbstündlich")


def ask_about(folder, monkeypatch, paper, edition, *, confirm):
    """Take in the next paper, let somebody confirm what is presumed, commit, and return the demand's file."""
    assert take_in(paper, edition) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("1"))
    path = next(folder.glob("*/nachtbusse*.yaml"))
    confirm(path)
    commit(Path())
    return path.read_text(encoding="utf-8")


def delete_the_line(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert [one for one in lines if one.startswith("presumed")]
    path.write_text("".join(one for one in lines if not one.startswith("presumed")), encoding="utf-8")


@pytest.mark.parametrize("confirm", [lambda path: main(["review"]), delete_the_line], ids=["review", "by hand"])
def test_what_was_confirmed_of_one_paper_can_be_confirmed_of_the_next(folder, monkeypatch, capsys, confirm):
    second = ask_about(folder, monkeypatch, FIRST.replace(NIGHT, HALF_HOURLY), "zwei", confirm=confirm)
    assert "said_of" not in second
    assert "said_of" in ask_about(folder, monkeypatch, FIRST, "drei", confirm=confirm)
    assert "said_of" in ask_about(folder, monkeypatch, FIRST.replace(NIGHT, HALF_HOURLY), "vier", confirm=confirm)
    for old, new in (("eins", "zwei"), ("zwei", "drei"), ("drei", "vier"), ("eins", "drei"), ("eins", "vier")):
        capsys.readouterr()
        assert main(["diff", old, new, "--format", "json"]) == 0
        entries = json.loads(capsys.readouterr().out)["entries"]
        assert all(one["grade"] == "certain" for one in entries), (old, new)
    assert main(["review"]) == 0
    assert "Keine Frage ist offen" in capsys.readouterr().out
    assert main(["check"]) == 0


def test_what_an_earlier_import_presumed_is_not_counted_among_what_review_asks(folder, capsys):
    second = FIRST.replace(NIGHT, NIGHT.replace("stündlich", "halbstündlich"))
    _, _, out = take_in_next(capsys, second)
    assert "1 Forderung führt nur vermutlich eine alte fort" in out
    _, _, out = take_in_next(capsys, second, "drei")
    assert "vermutlich eine alte fort" not in out
