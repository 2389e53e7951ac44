"""`policydiff new`: a demand from a few questions, or from options alone."""

import io
from pathlib import Path

import pytest

from policydiff.cli import main
from policydiff.sources.adding import read_loosely
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, commit, demand, git, make_repository, write_policy

TEXT = "Lückenlose Radschnellwege zwischen den Hochschulstandorten bauen"
PATH = "policy/verkehr/lueckenlose-radschnellwege-hochschulstandorten-bauen.yaml"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    make_repository(tmp_path)
    write_policy(tmp_path / "policy", demand("ganztagsschulen", SCHOOLS), demand("bruecken", BRIDGES, group="verkehr"))
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(monkeypatch, *lines: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return main(["new"])


def added(folder: Path):
    known = {"ganztagsschulen", "bruecken"}
    (one,) = (one for one in read_loosely(folder / "policy", "policy").demands if one.id not in known)
    return one


def test_a_demand_is_added_by_options_and_its_path_is_printed(folder, capsys):
    words = ["--text", TEXT, "--group", "verkehr", "--addressee", "land,Bund", "--title", "Radwege"]

    assert main(["new", *words]) == 0
    assert capsys.readouterr().out.splitlines() == [PATH]
    assert (folder / PATH).read_text("utf-8") == (
        f"id: {Path(PATH).stem}\ntitle: Radwege\ntext: {TEXT}\naddressees: [land, bund]\n"
    )


def test_a_demand_is_added_by_answers(folder, monkeypatch, capsys):
    assert answer(monkeypatch, TEXT, "", "2", "3, Kommunen", "") == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [PATH]
    for words in ("Wortlaut der Forderung", " 2  AG Verkehr", " 3  Land"):
        assert words in printed.err
    assert (added(folder).group, added(folder).addressees, added(folder).title) == (
        "verkehr",
        ("land", "kommunen"),
        None,
    )


def test_the_questions_can_be_asked_in_english(folder, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{TEXT}\n\n1\n\n\n"))

    assert main(["new", "--lang", "en"]) == 0
    assert "Wording of the demand" in capsys.readouterr().err


def test_a_text_of_several_sentences_keeps_one_a_line(folder, monkeypatch):
    assert answer(monkeypatch, "  Radwege  bauen. ", "Und zwar bald.", "", "verkehr", "land", "") == 0
    assert added(folder).text == "Radwege bauen.\nUnd zwar bald."


def test_what_is_added_is_laid_out_as_check_wants_it(folder, capsys):
    text = "Wir bauen Radwege, z. B. am 1. Mai. Wer zahlt? Der Bund.\n- Gehwege\n- Brücken"

    assert main(["new", "--text", text, "--group", "verkehr", "--addressee", "bund"]) == 0
    assert added(folder).text == "Wir bauen Radwege, z. B. am 1. Mai.\nWer zahlt?\nDer Bund.\n- Gehwege\n- Brücken"
    capsys.readouterr()
    main(["check", "--format", "json"])
    assert "layout-differing" not in capsys.readouterr().out


def test_what_is_answered_wrongly_is_asked_again(folder, monkeypatch, capsys):
    assert answer(monkeypatch, TEXT, "", "7", "ag verkehr", "Lnd", "land", "") == 0
    said = capsys.readouterr().err
    assert "Eine Arbeitsgruppe „7“ gibt es nicht; zur Wahl stehen: AG Bildung, AG Verkehr" in said
    assert "Den Adressaten „Lnd“ führt catalogue.yaml nicht; meinten Sie „Land“?" in said


def test_a_new_working_group_is_made_with_its_first_demand(folder, monkeypatch):
    assert answer(monkeypatch, TEXT, "", "AG Sport und Freizeit", "", "") == 0
    assert (folder / "policy/sport-freizeit/_group.yaml").read_text("utf-8") == "name: AG Sport und Freizeit\n"
    assert main(["check"]) == 0


def test_options_that_do_not_fit_are_refused_at_once(folder, capsys):
    for words, german, english in (
        (["--group", "verker"], "Die Arbeitsgruppe „verker“ (--group) ist nicht bekannt; meinten Sie „verkehr“? Eine neue entsteht mit --new-group", "--group 'verker' is not known; did you mean 'verkehr'?"),
        ([], "Die Arbeitsgruppe fehlt; zur Wahl stehen: bildung, verkehr. Eine neue entsteht mit --new-group", "no working group; known are: bildung, verkehr. A new one is made with --new-group"),
        (["--new-group", "AG Verkehr"], "Die Arbeitsgruppe „AG Verkehr“ gibt es schon; sie mit --group nennen", "there is a group 'AG Verkehr' already; say --group"),
        (["--group", "verkehr", "--addressee", "Bnd"], "Den Adressaten „Bnd“ führt catalogue.yaml nicht; meinten Sie „Bund“?", "the unknown addressee 'Bnd'; did you mean 'Bund'?"),
        (["--group", "verkehr", "--position", "0"], "--position 0 ist keine Stelle im Papier; eine ganze Zahl ab 1 angeben", "--position 0 is no place; name a whole number from 1"),
    ):  # fmt: skip
        for language, found in ((["--lang", "de"], german), ([], german), (["--lang", "en"], english)):
            assert main(["new", "--text", TEXT, *words, *language]) == 2
            assert found in capsys.readouterr().err
    assert git(folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("text", ["", "  ", "\n\n"])
def test_a_demand_needs_a_text(folder, text):
    assert main(["new", "--text", text, "--group", "verkehr"]) == 2


def test_a_demand_that_is_there_already_is_not_added_again(folder, capsys):
    nearly = SCHOOLS.replace("einrichten", "errichten") + "."

    assert main(["new", "--text", nearly, "--group", "bildung"]) == 2
    said = capsys.readouterr().err
    assert f"policy/bildung/ganztagsschulen.yaml: Hier steht schon fast dasselbe: „{SCHOOLS}“" in said
    assert "--force" in said
    assert main(["new", "--text", nearly, "--group", "bildung", "--force"]) == 0


def test_different_demands_are_not_taken_for_the_same(folder):
    for text in (LIBRARIES, MUSIC, TEXT):
        assert main(["new", "--text", text, "--group", "bildung"]) == 0


def test_an_id_of_the_history_is_not_used_again(folder):
    assert main(["new", "--text", TEXT, "--group", "verkehr"]) == 0
    commit(folder)
    (folder / PATH).unlink()
    commit(folder)

    assert main(["new", "--text", TEXT, "--group", "verkehr"]) == 0
    assert added(folder).id != Path(PATH).stem


def test_an_id_of_a_file_that_cannot_be_read_is_not_used_again(folder):
    (folder / PATH).write_text("id: [\n", "utf-8")

    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 0
    assert added(folder).id != Path(PATH).stem


def test_a_demand_stands_last_where_the_others_have_positions(folder):
    write_policy(
        folder / "policy",
        demand("ganztagsschulen", SCHOOLS, position=4),
        demand("bruecken", BRIDGES, group="verkehr", position=7),
    )
    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 0
    assert added(folder).source.position == 8


def test_a_position_is_left_out_where_the_others_have_none(folder):
    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 0
    assert added(folder).source.position is None


def test_leaving_half_way_leaves_nothing_behind(folder, monkeypatch):
    lines = iter([TEXT, "", "1"])

    def interrupt() -> str:
        line = next(lines, None)
        if line is None:
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr("builtins.input", interrupt)

    assert main(["new"]) == 130
    assert git(folder, "status", "--porcelain") == ""


def test_input_that_ends_half_way_leaves_nothing_behind(folder, monkeypatch, capsys):
    assert answer(monkeypatch, TEXT, "", "1") == 2
    assert "Niemand antwortet; mit --addressee angeben" in capsys.readouterr().err
    assert git(folder, "status", "--porcelain") == ""


def test_without_a_repository_a_demand_is_added_all_the_same(tmp_path, monkeypatch):
    write_policy(tmp_path / "policy", demand("ganztagsschulen", SCHOOLS))
    monkeypatch.chdir(tmp_path)

    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 0


def test_without_a_catalogue_the_way_to_one_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 2
    assert "policydiff init" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["- eins: zwei # drei", "„Ja: nein“", "12", "yes", "@wer `ls` $(ls)", "text: |"])
def test_any_text_is_written_so_that_it_reads_back(folder, text):
    assert main(["new", "--text", text, "--group", "bildung"]) == 0
    assert added(folder).text == text


def test_signs_that_nobody_sees_are_not_written(folder, capsys):
    words = ["--title", "Rad\u202ewege", "--new-group", "AG\u200b Sport"]
    assert main(["new", "--text", "Rad\u00adwege\x07 bau\u200ben", *words]) == 0
    assert (added(folder).text, added(folder).title) == ("Radwege bauen", "Radwege")
    assert (folder / "policy/sport/_group.yaml").read_text("utf-8") == "name: AG Sport\n"


def test_a_new_working_group_comes_last_in_the_order_and_check_is_content(folder, capsys):
    path = folder / "policy/catalogue.yaml"
    before = path.read_text("utf-8").replace("working_groups:", "# wie im Papier\nworking_groups:")
    path.write_text(before, "utf-8")

    assert main(["new", "--text", TEXT, "--new-group", "AG Sport", "--addressee", "EU,Kommunen,Bund,Land"]) == 0
    assert path.read_text("utf-8") == before.replace("[bildung, verkehr]", "[bildung, verkehr, sport]")
    out = capsys.readouterr().out.splitlines()
    assert out[1:] == ["policy/sport/_group.yaml", "policy/catalogue.yaml"]
    main(["check", "--format", "json"])
    assert "group-unordered" not in capsys.readouterr().out


def test_a_catalogue_that_puts_groups_in_no_order_is_left_alone(folder):
    path = folder / "policy/catalogue.yaml"
    text = "".join(line for line in path.read_text("utf-8").splitlines(True) if not line.startswith("working_groups"))
    path.write_text(text, "utf-8")

    assert main(["new", "--text", TEXT, "--new-group", "AG Sport"]) == 0
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(("language", "said"), [("de", "Hier darf kein"), ("en", "mapping values")])
def test_a_catalogue_that_cannot_be_read_is_told_in_its_language(folder, capsys, language, said):
    path = folder / "policy/catalogue.yaml"
    path.write_text(f"language: {language}\ntitle: a: b\n", "utf-8")

    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 2
    assert said in capsys.readouterr().err


def test_a_shallow_clone_is_told_of_in_the_language_of_the_catalogue(folder, tmp_path_factory, monkeypatch, capsys):
    commit(folder)
    clone = tmp_path_factory.mktemp("clone") / "flach"
    git(folder, "clone", "--quiet", "--depth=1", f"file://{folder}", str(clone))
    monkeypatch.chdir(clone)

    assert main(["new", "--text", TEXT, "--group", "bildung"]) == 0
    assert "Die Geschichte ist hier abgeschnitten" in capsys.readouterr().err
