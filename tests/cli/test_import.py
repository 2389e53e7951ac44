"""`policydiff import`, on the real paper and on invented ones."""

from pathlib import Path

import pytest

from policydiff.cli import main
from policydiff.core.changes import Kind
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder
from tests.policies import commit, make_repository

ROOT = Path(__file__).parents[2]
PAPER = ROOT / "policy" / "papers" / "ruhr-forderungskatalog.txt"

FIRST = """Erfundenes Programm der Stadt Musterhausen

AG Bildung: Lernen für alle
Bildung ist uns wichtig. Sie beginnt früh und endet nie.

Forderungen:

 Ganztagsschulen in allen Stadtteilen einrichten und dauerhaft finanzieren (Land)

 Öffentliche Bibliotheken sonntags kostenfrei zugänglich machen (Kommunen)

 Jedem Grundschulkind ein Musikinstrument leihen (Land, Kommunen)

AG Verkehr
 Sanierung maroder Autobahnbrücken beschleunigen (Bund)

 Lückenlose Radschnellwege zwischen den Hochschulstandorten bauen (Land)
"""
SECOND = (
    FIRST.replace(" Jedem Grundschulkind ein Musikinstrument leihen (Land, Kommunen)\n\n", "")
    .replace("dauerhaft finanzieren (Land)", "dauerhaft finanzieren (Bund)")
    .replace("AG Verkehr\n", "AG Verkehr\n Nachtbusse an Wochenenden stündlich fahren lassen (Kommunen)\n\n")
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_repository(tmp_path)
    Path("first.txt").write_text(FIRST, encoding="utf-8")
    Path("second.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path / "policy"


def run(*words):
    return main(["import", *words])


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def demands(folder):
    return {one.text: one for one in read_version(take_folder(folder, "x", "policy/")).catalogue.demands}


def test_the_committed_catalogue_is_what_the_import_writes(tmp_path):
    into = tmp_path / "policy"
    title = "Forderungskatalog der Ruhrgebietsabgeordneten"
    assert run(str(PAPER), "--edition", "ruhr-forderungskatalog", "--title", title, "--into", str(into)) == 0
    assert content(into) == content(ROOT / "policy")


def test_importing_the_same_paper_again_changes_no_byte(folder, capsys):
    assert run("first.txt", "--edition", "eins") == 0
    before = content(folder)
    assert run("first.txt", "--edition", "eins") == 0
    assert content(folder) == before


def test_a_following_paper_keeps_the_ids_of_what_lives_on(folder, capsys):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    before = demands(folder)
    capsys.readouterr()
    assert run("second.txt", "--edition", "zwei") == 0
    after = demands(folder)
    for text in before.keys() & after.keys():
        assert after[text].id == before[text].id
    dropped = before["Jedem Grundschulkind ein Musikinstrument leihen"]
    assert not (folder / "bildung" / f"{dropped.id}.yaml").exists()
    assert len(after) == 5
    assert sorted(path.name for path in (folder / "papers").iterdir()) == ["eins.txt", "zwei.txt"]
    out = capsys.readouterr().out
    for row in ("sicher 4", "vermutlich 0", "offen 0", "neu 1", "entfallen 1"):
        assert row in " ".join(out.split())


def test_a_dry_run_says_the_same_and_writes_nothing(folder, capsys):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    before = content(folder)
    capsys.readouterr()
    assert run("second.txt", "--edition", "zwei", "--dry-run") == 0
    dry = capsys.readouterr().out
    assert content(folder) == before
    run("second.txt", "--edition", "zwei")
    assert capsys.readouterr().out == dry


def test_what_people_put_into_the_files_survives(folder):
    run("first.txt", "--edition", "eins")
    path = next(folder.glob("*/ganztagsschulen*.yaml"))
    edited = (
        "# geprüft\n" + path.read_text(encoding="utf-8") + "note: Mit dem Land klären  # dringend\ntags: [schule]\n"
    )
    path.write_text(edited, encoding="utf-8")
    commit(folder.parent)
    run("second.txt", "--edition", "zwei")
    after = path.read_text(encoding="utf-8")
    assert after.startswith("# geprüft\n")
    assert "note: Mit dem Land klären  # dringend\ntags: [schule]\n" in after
    assert "addressees: [bund]" in after


def test_an_id_is_never_used_again_and_comes_back_with_its_demand(folder, tmp_path):
    run("first.txt", "--edition", "eins")
    commit(tmp_path)
    was = demands(folder)["Jedem Grundschulkind ein Musikinstrument leihen"].id
    run("second.txt", "--edition", "zwei")
    commit(tmp_path)
    third = SECOND.replace(
        "Forderungen:\n", "Forderungen:\n\n Jedem Grundschulkind ein Musikinstrument leihen (Bund)\n"
    )
    (tmp_path / "third.txt").write_text(third, encoding="utf-8")
    assert run("third.txt", "--edition", "drei") == 0
    assert demands(folder)["Jedem Grundschulkind ein Musikinstrument leihen"].id == was
    commit(tmp_path)
    import policydiff

    report = policydiff.compare_versions("zwei", "drei", repository=tmp_path)
    assert report.kinds[Kind.REINSTATED] == 1


def changed(words):
    return FIRST.replace("Jedem Grundschulkind ein Musikinstrument leihen (Land", f"{words} (Land")


def test_a_probable_match_keeps_its_id_and_is_written_down_for_a_person_to_confirm(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    was = demands(folder)["Jedem Grundschulkind ein Musikinstrument leihen"].id
    text = "Jedem Grundschulkind kostenlos ein Instrument leihen"
    (tmp_path / "other.txt").write_text(changed(text), encoding="utf-8")
    capsys.readouterr()
    run("other.txt", "--edition", "zwei")
    assert "vermutlich 1" in " ".join(capsys.readouterr().out.split())
    found = demands(folder)[text]
    assert (found.id, found.succeeds) == (was, (was,))


def test_an_open_question_is_not_applied(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    was = demands(folder)["Jedem Grundschulkind ein Musikinstrument leihen"].id
    text = "Musikschulen verleihen Instrumente an Kinder"
    (tmp_path / "other.txt").write_text(changed(text), encoding="utf-8")
    capsys.readouterr()
    run("other.txt", "--edition", "zwei")
    assert "offen 1 neu 1 entfallen 1" in " ".join(capsys.readouterr().out.split())
    found = demands(folder)[text]
    assert found.id != was
    assert found.succeeds is None


def test_a_failure_half_way_leaves_the_folder_as_it_was(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    before = content(folder)
    (folder / "papers" / "zwei.txt").write_text("ein anderes Papier", encoding="utf-8")
    before = content(folder)
    assert run("second.txt", "--edition", "zwei") == 2
    assert "policy/papers/zwei.txt: another paper of this edition is there already" in capsys.readouterr().err
    assert content(folder) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".policy")] == []


def test_a_broken_catalogue_is_not_written_over(folder, capsys):
    run("first.txt", "--edition", "eins")
    path = next(folder.glob("*/ganztagsschulen*.yaml"))
    path.write_text("id: x: y\n", encoding="utf-8")
    before = content(folder)
    assert run("second.txt", "--edition", "zwei") == 2
    assert f"policy/bildung/{path.name}:1: not valid YAML" in capsys.readouterr().err
    assert content(folder) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nirgends.txt", "--edition", "x"], "nirgends.txt: cannot be read: No such file or directory; name a paper"),
        (["first.txt", "--edition", "../x"], "--edition '../x'; use letters without accents, digits"),
        (["first.txt", "--edition", "x", "--date", "April"], "--date 'April'; write 2016, 2016-04 or 2016-04-30"),
    ],
)
def test_what_cannot_be_imported_is_refused_plainly(folder, capsys, words, message):
    assert run(*words) == 2
    assert message in capsys.readouterr().err
    assert not folder.exists()


def test_a_demand_made_by_hand_and_not_committed_is_not_removed(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    commit(tmp_path)
    (folder / "bildung" / "foo.yaml").write_text("id: foo\ntext: Eine von Hand\naddressees: []\n", encoding="utf-8")
    before = content(folder)
    assert run("second.txt", "--edition", "zwei") == 2
    assert (
        "policy: the next paper would write over what is changed and not committed: bildung/foo.yaml; commit it first: "
        "git add policy && git commit; or say --overwrite" in capsys.readouterr().err
    )
    assert content(folder) == before
    commit(tmp_path)
    assert run("second.txt", "--edition", "zwei") == 0


def test_wording_that_is_not_committed_is_not_written_over_by_the_next_paper(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    commit(tmp_path)
    path = next(folder.glob("*/ganztagsschulen*.yaml"))
    path.write_text(path.read_text().replace(" dauerhaft ", " auf Dauer "))
    before = content(folder)
    assert run("second.txt", "--edition", "zwei") == 2
    assert f"changed and not committed: bildung/{path.name}; commit it first" in capsys.readouterr().err
    assert content(folder) == before
    assert run("second.txt", "--edition", "zwei", "--overwrite") == 0
    assert " dauerhaft " in path.read_text()


def test_an_edition_that_is_not_committed_gives_its_place_to_no_other(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins")
    before = content(folder)
    assert run("second.txt", "--edition", "zwei") == 2
    message = "policy: the edition 'eins' is not committed, and the next paper would take its place; commit it first"
    assert message in capsys.readouterr().err
    assert content(folder) == before


def test_a_paper_that_is_read_again_undoes_no_correction(folder, tmp_path, capsys):
    run("first.txt", "--edition", "eins", "--title", "Ein Titel")
    path = next(folder.glob("*/ganztagsschulen*.yaml"))
    path.write_text(path.read_text().replace(" dauerhaft ", " auf Dauer "))
    bridges = next(folder.glob("verkehr/*autobahn*.yaml"))
    moved = bridges.rename(folder / "bildung" / bridges.name)
    commit(tmp_path)  # though committed, it would be lost unseen
    before = content(folder)
    assert run("first.txt", "--edition", "eins") == 2
    error = capsys.readouterr().err
    assert "the edition 'eins' was read already, and was changed since in bildung/" in error
    assert path.name in error
    assert moved.name in error
    assert content(folder) == before
    assert run("first.txt", "--edition", "eins", "--overwrite") == 0
    assert bridges.exists()
    assert "title: Ein Titel\n" in (folder / "catalogue.yaml").read_text()


def test_a_catalogue_that_was_only_begun_takes_a_paper_and_is_no_edition(folder, tmp_path, capsys):
    begin = ["init", "--title", "Ein Katalog", "--edition", "anfang", "--group", "AG Verkehr", str(tmp_path)]
    assert main(begin) == 0
    commit(tmp_path)
    assert run("first.txt", "--edition", "eins") == 0
    assert len(demands(folder)) == 5
    commit(tmp_path)
    assert run("second.txt", "--edition", "zwei") == 0
    commit(tmp_path)
    capsys.readouterr()
    assert main(["editions"]) == 0
    assert "anfang" not in capsys.readouterr().out
    assert main(["report"]) == 0
    assert main(["review"]) == 0


def test_from_a_folder_below_the_paper_goes_into_the_catalogue_at_the_root(folder, tmp_path, monkeypatch):
    (tmp_path / "texte").mkdir()
    monkeypatch.chdir(tmp_path / "texte")
    assert run("../first.txt", "--edition", "eins") == 0
    assert len(demands(folder)) == 5
    assert list((tmp_path / "texte").iterdir()) == []


def test_what_a_killed_import_left_is_cleared_away_and_nothing_that_had_been_in_use(folder, tmp_path):
    left, used = tmp_path / ".policy-policydiff-a", tmp_path / ".policy-policydiff-b"
    for one in (left / "new", used / "old"):
        one.mkdir(parents=True)
        (one.parent / ".gitignore").write_text("*\n")
    run("first.txt", "--edition", "eins")
    assert not left.exists()
    assert used.exists()


def test_a_text_that_got_shorter_stands_in_no_block_any_more(folder, tmp_path, capsys):
    long = FIRST.replace("finanzieren (Land)", "finanzieren. Das gilt überall und ab sofort. (Land)")
    (tmp_path / "long.txt").write_text(long, encoding="utf-8")
    run("long.txt", "--edition", "anfang")
    path = next(folder.glob("*/ganztagsschulen*.yaml"))
    assert "text: |" in path.read_text()
    commit(tmp_path)
    run("first.txt", "--edition", "eins")
    capsys.readouterr()
    main(["check", "--since", "HEAD"])
    assert "layout-differing" not in capsys.readouterr().out


def test_a_link_to_the_folder_stays_a_link(folder, tmp_path):
    run("first.txt", "--edition", "eins")
    commit(folder.parent)
    (tmp_path / "pl").symlink_to("policy")
    assert run("second.txt", "--edition", "zwei", "--into", "pl") == 0
    assert (tmp_path / "pl").is_symlink()
    assert len(demands(folder)) == 5
