"""The person's word: `policydiff link`, `review` and `explain`."""

import io
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from policydiff.cli import main
from policydiff.cli.progress import ProgressBar
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, commit, demand, git, make_editions, write_policy

LENT = "Kinder dürfen sich Trommeln leihen"
OLD = (
    demand("ganztagsschulen", SCHOOLS, position=1),
    demand("bibliotheken", LIBRARIES, position=2),
    demand("musik", MUSIC, position=3),
    demand("bruecken", BRIDGES, group="verkehr", position=4),
    demand("radwege", CYCLING, group="verkehr", position=5),
)
NEW = (*OLD[:2], demand("instrumente", LENT, position=3), *OLD[3:])


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW)
    monkeypatch.chdir(folder)
    return folder


def succeeds(folder, id):
    demands = read_version(take_folder(folder / "policy", "x", "policy/")).catalogue.demands
    return next(one.succeeds for one in demands if one.id == id)


def report(capsys):
    capsys.readouterr()
    assert main(["diff", "alt", "WORKTREE", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def answer(monkeypatch, keys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    return main(["review"])


def test_a_declared_link_beats_the_machine(repository, capsys):
    assert [(one["old"], one["new"]) for one in report(capsys)["questions"]] == [(["musik"], ["instrumente"])]
    assert main(["link", "instrumente", "musik"]) == 0
    assert succeeds(repository, "instrumente") == ("musik",)
    after = report(capsys)
    assert after["questions"] == []
    entry = next(one for one in after["entries"] if one["new"] == ["instrumente"])
    assert (entry["old"], entry["grade"], entry["reason"]) == (["musik"], "certain", "declared")


def test_declared_new_is_new(repository, capsys):
    assert main(["link", "instrumente", "--none"]) == 0
    assert succeeds(repository, "instrumente") == ()
    assert report(capsys)["questions"] == []


def test_what_was_declared_can_be_taken_back(repository, capsys):
    path = repository / "policy/bildung/instrumente.yaml"
    before = path.read_bytes()
    for words in (["musik"], ["--none"]):
        main(["link", "instrumente", *words])
        capsys.readouterr()
        assert main(["link", "instrumente", "--undo"]) == 0
        assert "Zu instrumente ist nichts mehr erklärt" in capsys.readouterr().out
        assert path.read_bytes() == before
    assert main(["link", "instrumente", "--undo"]) == 0
    assert capsys.readouterr().out == "Zu instrumente war nichts erklärt; es bleibt, wie es ist.\n"
    assert path.read_bytes() == before
    assert [one["new"] for one in report(capsys)["questions"]] == [["instrumente"]]


@pytest.mark.parametrize("words", [("musik",), ("musik", "radwege"), ("--none",)])
def test_what_was_said_of_one_wording_can_be_said_of_the_next(tmp_path, monkeypatch, capsys, words):
    """Without an import: within one edition, and from one to the next."""
    folder = make_editions(tmp_path / "zweimal", alt=OLD)
    monkeypatch.chdir(folder)
    violins = "Trommeln und Geigen für alle"
    for edition, text in (("neu", LENT), ("neu", violins), ("neuer", LENT), ("neuer", violins)):
        before = commit(folder)
        path = folder / "policy/bildung/musik.yaml"
        lines = path.read_text().splitlines()
        path.write_text("\n".join(f"text: {text}" if one.startswith("text") else one for one in lines) + "\n")
        cover = folder / "policy/catalogue.yaml"
        cover.write_text(re.sub("edition: .*", f"edition: {edition}", cover.read_text()))
        assert main(["link", "musik", *words]) == 0
        capsys.readouterr()
        assert main(["diff", before, "WORKTREE", "--format", "json"]) == 0
        found = next(one for one in json.loads(capsys.readouterr().out)["entries"] if "musik" in one["new"])
        if words == ("--none",):
            assert found["old"] == []
        else:
            assert (found["grade"], found["reason"], found["old"]) == ("certain", "declared", list(words))


def test_demands_that_came_together_do_not_continue_each_other(repository, capsys):
    choir = demand("chor", "Schulchöre an allen Grundschulen gründen", position=6)
    write_policy(repository / "policy", *NEW, choir, edition="dritte")
    commit(repository)
    assert main(["link", "chor", "instrumente"]) == 0  # that one is of an earlier edition
    assert main(["link", "instrumente", "chor"]) == 2
    assert "no version before 'instrumente' came has a demand 'chor'" in capsys.readouterr().err


def test_a_shallow_clone_refuses_no_id_for_what_it_does_not_know(repository, tmp_path, monkeypatch):
    git(repository, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert main(["link", "instrumente", "radwege"]) == 0


def test_within_one_edition_a_demand_continues_what_stood_before_it(repository, capsys):
    drums = demand("trommeln", "Trommeln für alle Grundschulen anschaffen", position=7)
    write_policy(repository / "policy", *NEW, drums, edition="neu")
    assert main(["link", "trommeln", "instrumente"]) == 0
    commit(repository)
    assert main(["link", "instrumente", "trommeln"]) == 2
    reworded = demand("instrumente", "Jedes Kind bekommt eine Trommel geliehen", position=3)
    write_policy(repository / "policy", *OLD[:2], reworded, *OLD[3:], drums, edition="neu")
    for olds in (["instrumente"], ["instrumente", "trommeln"]):  # what was reworded can take up what stood beside it
        assert main(["link", "instrumente", *olds]) == 0


def test_a_demand_that_stands_word_for_word_is_not_exchanged_with_another(repository, capsys):
    assert main(["link", "bruecken", "radwege"]) == 0
    assert main(["link", "radwege", "bruecken"]) == 2
    assert capsys.readouterr().err == (
        "policydiff: 'bruecken' and 'radwege' would continue each other, and 'bruecken' stands word for word in both "
        "versions; take back what does not hold: policydiff link bruecken --undo; only demands that were reworded can "
        "have exchanged their ids\n"
    )
    assert succeeds(repository, "radwege") is None
    assert main(["link", "bruecken", "--undo"]) == 0
    assert main(["link", "radwege", "bruecken"]) == 0
    write_policy(repository / "policy", *NEW[:3], demand("bruecken", f"{CYCLING} und pflegen"), NEW[4], edition="neu")
    assert main(["link", "radwege", "bruecken"]) == 0
    assert main(["link", "bruecken", "radwege"]) == 2  # one of the two says what it said
    assert "'radwege' stands word for word" in capsys.readouterr().err


def test_demands_that_exchanged_their_ids_are_declared_to(repository):
    swapped = (demand("bruecken", f"{CYCLING} und pflegen"), demand("radwege", f"{BRIDGES} und Tunnel"))
    write_policy(repository / "policy", *NEW[:3], *swapped, edition="neu")
    for words in (["bruecken", "radwege"], ["radwege", "bruecken"]):
        assert main(["link", *words]) == 0


def test_what_was_declared_for_an_earlier_step_hinders_no_declaration(repository):
    split_off = demand("tunnel", "Tunnel erneuern", group="verkehr", succeeds=("bruecken",), position=6)
    write_policy(repository / "policy", *NEW, split_off, edition="neu")
    commit(repository)
    taken_up = demand("bruecken", f"{BRIDGES} und Tunnel erneuern", group="verkehr", position=4)
    write_policy(repository / "policy", *NEW[:3], taken_up, NEW[4], split_off, edition="dritte")
    assert main(["link", "bruecken", "bruecken", "tunnel"]) == 0


def test_a_full_disk_is_told_with_the_file(repository, with_room):
    before = (repository / "policy/bildung/instrumente.yaml").read_bytes()
    done = with_room(20, "link", "instrumente", "musik")
    assert (done.returncode, done.stderr) == (
        2,
        "policydiff: policy/bildung/instrumente.yaml: the file cannot be replaced: File too large; "
        "mend that, then try again\n",
    )
    assert (repository / "policy/bildung/instrumente.yaml").read_bytes() == before


def test_options_may_stand_between_ids(repository):
    assert main(["link", "instrumente", "--lang", "en", "musik", "--repo", ".", "bibliotheken"]) == 0
    assert succeeds(repository, "instrumente") == ("musik", "bibliotheken")


def test_an_id_that_is_named_twice_is_declared_once(repository):
    assert main(["link", "instrumente", "musik", "musik"]) == 0
    assert succeeds(repository, "instrumente") == ("musik",)


def test_what_stands_behind_two_hyphens_is_no_option(repository, capsys):
    assert main(["link", "--", "instrumente", "--none"]) == 2
    assert "no edition has a demand '--none'" in capsys.readouterr().err
    assert succeeds(repository, "instrumente") is None
    assert main(["link", "instrumente", "--lang", "en", "--", "musik"]) == 0
    assert succeeds(repository, "instrumente") == ("musik",)


@pytest.mark.parametrize(("closed", "code"), [("0<&-", 0), (">&-", 1), ("2>&-", 1)])
def test_a_stream_that_the_caller_has_closed_is_no_mistake_of_ours(repository, closed, code):
    words = "review" if closed == "0<&-" else "diff alt neu --exit-code"
    command = f'"{sys.executable}" -m policydiff {words} {closed}'
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (code, "")


def test_a_file_that_cannot_be_changed_so_is_named_and_left_alone(repository, monkeypatch, capsys):
    path = repository / "policy/bildung/instrumente.yaml"
    path.write_text(
        f'{{"id": "instrumente", "text": "{LENT}", "addressees": ["land"], "source": {{"position": 3}}}}\n',
        encoding="utf-8",
    )
    before = path.read_bytes()
    assert main(["link", "instrumente", "musik"]) == 2
    assert answer(monkeypatch, "1") == 2
    told = capsys.readouterr()
    assert told.err.count("policy/bildung/instrumente.yaml: “succeeds” cannot be set here") == 2
    assert "1 Frage ist noch offen." in told.out
    assert path.read_bytes() == before


def test_a_link_keeps_who_may_read_the_file(repository):
    path = repository / "policy/bildung/instrumente.yaml"
    path.chmod(0o640)
    assert main(["link", "instrumente", "musik"]) == 0
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_what_people_wrote_into_the_file(repository):
    path = repository / "policy/bildung/instrumente.yaml"
    path.write_text("# geprüft\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    main(["link", "instrumente", "musik", "bibliotheken"])
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# geprüft\n")
    assert "succeeds: [musik, bibliotheken]\n" in text


def test_a_link_between_texts_with_nothing_in_common_is_reported_as_doubtful(repository, capsys):
    assert main(["link", "instrumente", "radwege"]) == 0
    alarms = [one for one in report(capsys)["alarms"] if one["code"] == "suspicious-link"]
    assert [(one["old"]["id"], one["new"]["id"]) for one in alarms] == [("radwege", "instrumente")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["link", "instrument", "musik"], "no demand 'instrument' in the working tree; did you mean 'instrumente'?"),
        (["link", "instrumente", "musk"], "no edition has a demand 'musk'; did you mean 'musik'?"),
        (["link", "instrumente", "musik@alt"], "no edition has a demand 'musik@alt'; name the id alone: musik"),
        (["link", "instrumente"], "neither an old id nor --none; name the ids it continues, or say --none, or --undo"),
        (["link", "instrumente", "musik", "--none"], "old ids and --none; name the ids it continues, or say --none"),
        (["link", "instrumente", "--none", "musik"], "old ids and --none; name the ids it continues, or say --none"),
        (["link", "instrumente", "--none", "--undo"], "--none and --undo; name the ids it continues, or say --none"),
        (
            ["link", "instrumente", "instrumente"],
            "no version before 'instrumente' came has a demand 'instrumente'; name",
        ),
        (["explain", "musik@alt", "instrumente"], "no demand 'musik@alt' in the old version; name the id alone: musik"),
        (["explain", "musk", "instrumente"], "no demand 'musk' in the old version; did you mean 'musik'?"),
        (
            ["explain", "instrumente", "musik"],
            "'instrumente' is in the new version only; name the old id first: musik instrumente",
        ),
        (["explain", "a", "b", "c"], "3 ids; name OLD_ID NEW_ID, or one id"),
        (["review", "neu..alt"], "the new version"),
        (["review", "alt...WORKTREE"], "alt...WORKTREE needs two commits; write OLD..NEW for anything but commits"),
    ],
)
def test_mistakes_are_explained(repository, capsys, words, message):
    assert main(words) == 2
    assert message in capsys.readouterr().err


def test_a_review_writes_what_a_person_answers(repository, monkeypatch, capsys):
    assert answer(monkeypatch, "x1") == 0  # a key that means nothing is passed over
    out = capsys.readouterr().out
    assert MUSIC in " ".join(out.split())
    assert succeeds(repository, "instrumente") == ("musik",)


def test_tabs_in_a_file_stop_no_review(repository, monkeypatch):
    path = repository / "policy/bildung/instrumente.yaml"
    text = f"id:\tinstrumente\ntext:\t{LENT}\nsource: {{position: 3}}\naddressees: [land]\t# tab\n"
    path.write_text(text, encoding="utf-8")
    assert answer(monkeypatch, "1") == 0
    assert path.read_text(encoding="utf-8") == f"{text}succeeds: [musik]\n"


def test_a_review_counts_as_many_questions_as_the_report(repository, monkeypatch, capsys):
    reading = demand("lesen", "Stadtteile bekommen Bibliotheken", position=2)
    lending = demand("instrumente", "Kinder sollen Instrumente leihen können", position=3)
    write_policy(repository / "policy", NEW[0], reading, lending, *NEW[3:], edition="neu")
    count = len(report(capsys)["questions"])
    assert count == 2
    assert answer(monkeypatch, "00") == 0
    told = capsys.readouterr().out
    assert "Noch 2 offene Fragen zu 2 Forderungen" in told
    assert told.endswith("2 Fragen beantwortet; keine ist mehr offen.\n")
    assert answer(monkeypatch, "") == 0
    assert capsys.readouterr().out == "Keine Frage ist offen.\n"


def test_a_comparison_with_the_working_tree_says_how_to_answer(repository, capsys):
    assert main(["diff", "alt", "--policy-dir", "policy/"]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert told.startswith("Beantworten: policydiff review alt --policy-dir policy/ fragt eine nach der anderen ab")
    for words in (["alt", "neu"], ["alt", "--format", "markdown"], ["WORKTREE"]):
        assert main(["diff", *words]) == 0
        assert capsys.readouterr().err == ""


def test_a_version_that_means_something_to_a_shell_is_quoted(repository, capsys):
    git(repository, "branch", "a;b", "HEAD~1")
    assert main(["diff", "a;b"]) == 0
    assert "policydiff review 'a;b' fragt" in " ".join(capsys.readouterr().err.split())


def test_a_comment_names_the_comparison_that_a_review_can_ask(repository, monkeypatch, capsys):
    git(repository, "mv", "policy", "forderungen")
    base = commit(repository)
    write_policy(repository / "forderungen", *OLD[:2], demand("leihe", MUSIC, position=3), *OLD[3:], edition="neu")
    commit(repository)
    assert main(["comment", "--dry-run", f"{base}...HEAD", "--policy-dir", "forderungen"]) == 0
    command = f"policydiff review {base[:12]} --policy-dir forderungen"
    assert f"Beantworten: `{command}` fragt" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO("1"))
    assert main(command.split()[1:]) == 0
    assert "leihe führt jetzt instrumente fort." in capsys.readouterr().out


def test_a_review_says_what_no_confirms(repository, monkeypatch, capsys):
    was = demand("wege", "Radwege zwischen den Städten ausbauen und Bahnhöfe barrierefrei umbauen")
    now = (
        demand("rad", "Radwege zwischen den Städten schnell ausbauen"),
        demand("bahn", "Bahnhöfe mit Aufzügen ausstatten"),
    )
    folder = make_editions(repository / "teile", alt=(*OLD[:4], was), neu=(*OLD[:4], *now))
    monkeypatch.chdir(folder)
    assert answer(monkeypatch, "0") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Ist bahn ein Teil von wege?" in told
    assert "Bis dahin gilt: bahn ist neu; rad führt wege fort." in told
    assert "0 = nein: bahn ist neu; rad führt nur wege fort ·" in told
    assert (succeeds(folder, "rad"), succeeds(folder, "bahn")) == (("wege",), ())


def test_a_review_can_say_none_of_these(repository, monkeypatch):
    assert answer(monkeypatch, "0") == 0
    assert succeeds(repository, "instrumente") == ()


def presume(folder, *olds):
    path = folder / "policy/bildung/instrumente.yaml"
    path.write_text(f"{path.read_text()}succeeds: [musik]\npresumed: [{', '.join(olds)}]\n")
    return path


@pytest.mark.parametrize(("keys", "answered"), [("1", ("certain", ("musik",))), ("0", (None, ()))])
def test_what_an_import_presumed_is_probable_until_a_person_has_answered(
    repository, monkeypatch, capsys, keys, answered
):
    path = presume(repository, "musik")
    entry = next(one for one in report(capsys)["entries"] if one["new"] == ["instrumente"])
    assert (entry["old"], entry["grade"], entry["reason"]) == (["musik"], "probable", "presumed")
    main(["diff", "alt", "WORKTREE"])
    assert "beim Einlesen vermutet" in " ".join(capsys.readouterr().out.split())
    assert answer(monkeypatch, keys) == 0
    told = capsys.readouterr().out
    assert "0 = nein: instrumente ist neu" in told
    assert "1 Frage beantwortet; keine ist mehr offen." in told
    assert "presumed" not in path.read_text()
    entry = next(one for one in report(capsys)["entries"] if one["new"] == ["instrumente"])
    assert (entry["grade"], succeeds(repository, "instrumente")) == answered


def test_a_review_asks_about_a_presumed_merge_and_says_what_counts_until_then(repository, monkeypatch, capsys):
    path = repository / "policy/verkehr/bruecken.yaml"
    path.write_text(f"{path.read_text()}succeeds: [bruecken, radwege]\npresumed: [bruecken, radwege]\n")
    (repository / "policy/verkehr/radwege.yaml").unlink()
    text = path.read_text().replace(BRIDGES, f"{BRIDGES} und {CYCLING}")
    path.write_text(text)
    assert answer(monkeypatch, "0") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Wurden diese 2 alten Forderungen zu der neuen zusammengeführt?" in told
    assert "Bis dahin gilt: bruecken führt bruecken und radwege fort." in told
    assert "0 = nein: bruecken besteht fort; radwege entfällt" in told
    assert succeeds(repository, "bruecken") == ("bruecken",)


def test_what_an_import_presumed_is_declared_once_a_person_has_written_something_else(repository, capsys):
    presume(repository, "bruecken")
    entry = next(one for one in report(capsys)["entries"] if one["new"] == ["instrumente"])
    assert (entry["old"], entry["grade"], entry["reason"]) == (["musik"], "certain", "declared")


def test_of_what_an_import_presumed_the_unsurest_is_named_first(tmp_path, monkeypatch, capsys):
    sure = replace(demand("bibliotheken", LIBRARIES, position=2), text=f"{LIBRARIES} überall")
    unsure = demand("musik", LENT, position=3)
    presumed = tuple(replace(one, succeeds=(one.id,), presumed=(one.id,)) for one in (sure, unsure))
    monkeypatch.chdir(make_editions(tmp_path / "vermutet", alt=OLD, neu=(OLD[0], *presumed, *OLD[3:])))
    assert main(["diff", "alt", "neu"]) == 0
    assert "die unsichersten zuerst: musik, bibliotheken" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("keys", "answered"), [("1", ("certain", ("musik",))), ("0", (None, ()))])
def test_a_review_asks_whether_a_demand_is_back_that_an_import_presumed_to_be(
    tmp_path, monkeypatch, capsys, keys, answered
):
    back = demand("instrumente", LENT, position=3, succeeds=("musik",), presumed=("musik",))
    without = tuple(one for one in OLD if one.id != "musik")
    folder = make_editions(tmp_path / "wieder", alt=OLD, mitte=without, neu=(*without, back))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    assert main(["review"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"{MUSIC} (musik; beim Einlesen vermutet" in told
    assert "1 Frage beantwortet; keine ist mehr offen." in told
    assert main(["diff", "mitte", "WORKTREE", "--format", "json"]) == 0
    entry = next(one for one in json.loads(capsys.readouterr().out)["entries"] if one["new"] == ["instrumente"])
    assert (entry["grade"], succeeds(folder, "instrumente")) == answered


def test_a_review_asks_of_all_that_is_probably_back_in_one_demand_and_says_so(tmp_path, monkeypatch, capsys):
    parts = {"a": "Eltern zahlen künftig keine Beiträge für Mittagessen und Ausflüge in den Kitas des Ruhrgebiets."}
    parts["b"] = "Musikschulen erhalten jährlich Zuschüsse für neue Instrumente und qualifizierte Lehrkräfte."
    both = demand("c", f"{parts['a']} {parts['b'].replace('jährlich', 'zweimal jährlich')}", position=8)
    old = (*OLD, *(demand(id, text, position=7) for id, text in parts.items()))
    folder = make_editions(tmp_path / "wieder", alt=old, mitte=OLD, neu=(*OLD, both))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO("1"))
    assert main(["review", "--probable"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Bis dahin gilt: c führt a und b fort." in told
    assert all(text in told for text in parts.values())
    assert succeeds(folder, "c") == ("a", "b")


def test_a_review_of_probable_matches_asks_about_them_too(tmp_path, monkeypatch, capsys):
    texts = ("Einrichtung einer Pflegekammer auf Landesebene", "Einrichtung einer Pflegeschule auf Landesebene")
    editions = [(*OLD, demand("kammer", text, position=6)) for text in texts]
    monkeypatch.chdir(make_editions(tmp_path / "kammern", alt=editions[0], neu=editions[1]))
    assert answer(monkeypatch, "1") == 0
    assert "Keine Frage ist offen." in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO("0"))
    assert main(["review", "--probable"]) == 0
    told = capsys.readouterr().out
    assert "Pflegekammer" in told
    assert "0 = nein: kammer ist neu und braucht eine eigene Kennung" in told
    assert succeeds(tmp_path / "kammern", "kammer") == ()
    commit(tmp_path / "kammern")
    assert main(["check", "--format", "json"]) in {0, 1}
    assert "id-recycled" in capsys.readouterr().out
    after = report(capsys)
    assert [one["id"] for one in after["alarms"]] == ["kammer"]


@pytest.mark.parametrize("keys", ["q", "Q", "s", "S", ""])
def test_a_review_can_be_left_and_resumed(repository, monkeypatch, keys):
    assert answer(monkeypatch, keys) == 0
    assert succeeds(repository, "instrumente") is None
    assert answer(monkeypatch, "1") == 0
    assert succeeds(repository, "instrumente") == ("musik",)


def test_an_explanation_names_evidence_threshold_and_competitors(repository, capsys):
    assert main(["explain", "musik", "instrumente"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for words in (MUSIC, LENT, "Dafür spricht vor allem", "Summe der Punkte", "sicher ab"):
        assert words in text
    assert main(["explain", "musik", "instrumente", "--lang", "en"]) == 0
    assert "The same demand?" in capsys.readouterr().out


def test_one_id_is_explained_by_its_match_or_its_nearest(repository, capsys):
    for id, other in (("musik", LENT), ("instrumente", MUSIC), ("bruecken", BRIDGES)):
        assert main(["explain", id]) == 0
        assert other in " ".join(capsys.readouterr().out.split())


def test_an_id_that_two_demands_exchanged_is_explained_for_both(repository, capsys):
    swapped = (demand("bruecken", CYCLING, group="verkehr", position=4), demand("radwege", BRIDGES, group="verkehr"))
    write_policy(repository / "policy", *NEW[:3], *swapped, edition="neu")
    assert main(["explain", "bruecken"]) == 0
    told = capsys.readouterr().out
    assert told.count("Dieselbe Forderung?") == 2
    assert told.count(BRIDGES) == told.count(CYCLING) == 2


def test_a_reused_id_is_explained_for_both_demands_that_had_it(repository, capsys):
    reused = (demand("bruecken", "Freibäder ganzjährig beheizen", position=4), demand("autobahn", BRIDGES, position=5))
    write_policy(repository / "policy", *NEW[:3], *reused, NEW[4], edition="neu")
    assert main(["explain", "bruecken"]) == 0
    first, second = capsys.readouterr().out.split("═" * 80)
    assert "autobahn)" in first
    assert "Die Kennung bruecken trägt jetzt eine andere Forderung." in second
    assert "Stattdessen: bruecken → autobahn" in second


def test_a_declared_pair_with_nothing_in_common_is_explained_as_doubtful(repository, capsys):
    write_policy(
        repository / "policy", *OLD[:2], demand("neu", BRIDGES, succeeds=("musik",), position=3), edition="neu"
    )
    assert main(["explain", "musik", "neu"]) == 0
    assert "Zweifelhaft: Die beiden Texte haben nichts gemeinsam." in " ".join(capsys.readouterr().out.split())


def test_a_review_asks_about_the_edition_just_before_alone(repository, capsys):
    write_policy(repository / "policy", *NEW[:4], edition="dritte")
    commit(repository)
    assert main(["diff", "alt"]) == 0
    assert capsys.readouterr().err == ""  # what is asked there is no question of this edition
    assert main(["review", "alt"]) == 2
    assert "no neighbour" in capsys.readouterr().err


def test_without_an_edition_before_there_is_nothing_to_review(repository, capsys):
    write_policy(repository / "policy", *OLD, edition="alt")
    assert main(["review", "--policy-dir", "anderswo"]) == 2
    assert main(["explain", "musik", "--between", "alt..alt"]) == 0


def test_a_reused_id_lists_the_references_that_now_point_elsewhere(repository, capsys):
    write_policy(
        repository / "policy",
        *OLD[:2],
        demand("musik", "Freibäder ganzjährig beheizen", position=3),
        *OLD[3:],
        demand("chor", "Schulchöre an allen Grundschulen gründen", note="Siehe auch musik.", position=6),
        demand("orgel", "Orgeln an allen Kirchen erhalten", note="Siehe musik.2 und kirchenmusik.", position=7),
        edition="neu",
    )
    (alarm,) = report(capsys)["alarms"]
    assert (alarm["code"], alarm["old"]["id"], alarm["references"]) == ("id-reused", "musik", ["chor"])


def test_references_of_unchanged_demands_are_found_too(repository, capsys):
    noted = demand("chor", "Schulchöre an allen Grundschulen gründen", note="Siehe auch musik.", position=6)
    write_policy(repository / "policy", *OLD, noted, edition="alt")
    commit(repository)
    write_policy(
        repository / "policy", demand("musik", "Freibäder ganzjährig beheizen"), *OLD[:2], noted, edition="neu"
    )
    capsys.readouterr()
    assert main(["diff", "HEAD", "--format", "json"]) == 0
    (alarm,) = json.loads(capsys.readouterr().out)["alarms"]
    assert alarm["references"] == ["chor"]


def test_a_progress_bar_is_shown_only_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr("policydiff.cli.progress.PATIENCE", 0.0)
    with ProgressBar() as progress:
        progress("candidates", 1, 2)
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ([], ["Dateien lesen", "Abwägen", "Änderungen bestimmen", "Sammeländerungen suchen", "Bericht schreiben"]),
        (["--lang", "en"], ["Reading files", "Weighing", "Working out changes", "Writing the report"]),
    ],
)
def test_a_progress_bar_names_every_long_step_in_the_language_of_the_report(repository, monkeypatch, words, steps):
    monkeypatch.setattr("policydiff.cli.progress.PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    assert main(["diff", "alt", "neu", *words]) == 0
    places = [shown.getvalue().find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


def test_a_progress_bar_shows_the_step_before_as_done(monkeypatch):
    monkeypatch.setattr("policydiff.cli.progress.PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    with ProgressBar() as progress:
        progress("read", 1, 3)
        assert "100%" not in shown.getvalue()
        progress("render", 0, 0)
    assert "100%" in shown.getvalue()


def test_where_nothing_can_be_drawn_over_a_progress_bar_leaves_no_trace(repository, monkeypatch):
    monkeypatch.setattr("policydiff.cli.progress.PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    assert main(["diff", "alt", "neu"]) == 0
    assert shown.getvalue() == ""


@pytest.mark.parametrize(
    "written",
    ["succeeds: # grund\n  - yes\n", "succeeds:\n  # grund\n  - yes\n", "succeeds: [yes]  # grund\n", ""],
)
def test_a_link_never_leaves_a_file_that_cannot_be_read(repository, written):
    path = repository / "policy/bildung/instrumente.yaml"
    path.write_text(f"id: instrumente\ntext: {LENT}\naddressees: [land]\n{written}note: x\n", encoding="utf-8")
    for words in (["--none"], ["musik", "bibliotheken"], ["--none"], ["musik"]):
        assert main(["link", "instrumente", *words]) == 0
        assert succeeds(repository, "instrumente") == tuple(word for word in words if word != "--none")


def test_a_link_changes_nothing_else_in_the_file(repository):
    path = repository / "policy/bildung/instrumente.yaml"
    text = f"id: instrumente\r\ntext: {LENT}\r\naddressees: [land]\r\nnote: |\r\n  Zeile eins\r\n  Zeile zwei\r\n"
    path.write_bytes(text.encode())
    assert main(["link", "instrumente", "musik"]) == 0
    assert path.read_bytes().decode().replace("succeeds: [musik]\r\n", "") == text


def test_one_id_with_nothing_near_is_an_answer_not_an_error(repository, capsys):
    write_policy(repository / "policy", *OLD, demand("fremd", "Xylophon Zwölf Quarz Yacht", position=9), edition="neu")
    assert main(["explain", "fremd"]) == 0
    told = capsys.readouterr().out
    assert "kommt fremd keine Forderung nahe" in told
    assert max(map(len, told.splitlines())) <= 80
    assert main(["link", "fremd", "--none"]) == 0
    capsys.readouterr()
    assert main(["explain", "fremd"]) == 0
    assert capsys.readouterr().out == "Nicht zugeordnet: fremd ist ausdrücklich als neu erklärt.\n"
