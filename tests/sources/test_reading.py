"""Folders and git revisions → versions, and every way in which they can be broken."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from policydiff.core.changes import Kind
from policydiff.core.comparison import CONTEXT, explain
from policydiff.errors import CatalogueError, PolicydiffError
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import read_pair, read_version
from policydiff.sources.snapshots import take_folder
from policydiff.sources.versions import Place, take_pair
from tests.policies import (
    BRIDGES,
    CYCLING,
    LIBRARIES,
    MUSIC,
    SCHOOLS,
    commit,
    demand,
    git,
    make_repository,
    write_policy,
)

DEMANDS = (demand("bibliotheken", LIBRARIES), demand("bruecken", BRIDGES, group="verkehr", addressees=("bund",)))


@pytest.fixture
def repository(tmp_path):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", *DEMANDS)
    commit(folder, tag="v1")
    return folder


def read(folder):
    return read_version(take_folder(folder, "dir", "policy/")).catalogue


def test_a_catalogue_reads_back_as_it_was_written(tmp_path):
    found = read(write_policy(tmp_path, *DEMANDS))
    assert {one.id: one for one in found.demands} == {one.id: one for one in DEMANDS}
    assert [group.key for group in found.working_groups] == ["bildung", "verkehr"]


BROKEN = {
    "unknown addressee": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: x\naddressees:\n- land\n- bnd\n",
        "policy/bildung/bibliotheken.yaml:5: the unknown addressee 'bnd'; did you mean 'bund'? New ones go into catalogue.yaml under “addressees”"),
    "wrong type": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: 12\n",
        "policy/bildung/bibliotheken.yaml:2: text is the number 12, not a text; put it in quotes"),
    "addressees as text": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: x\naddressees: land\n",
        "policy/bildung/bibliotheken.yaml:3: addressees is a text, not a list; write “addressees: [one, two]”"),
    "misspelt key": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: x\naddresees: [land]\n",
        "policy/bildung/bibliotheken.yaml:3: the unknown key 'addresees'; did you mean 'addressees'?"),
    "no text": ("bildung/bibliotheken.yaml", "id: bibliotheken\n",
        "policy/bildung/bibliotheken.yaml:1: no text; add “text: …”"),
    "other id than file": ("bildung/bibliotheken.yaml", "id: buecherei\ntext: x\n",
        "policy/bildung/bibliotheken.yaml:1: the id 'buecherei' in a file named bibliotheken.yaml; let both be the same"),
    "number as number": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: x\nsource: {number: 1.10}\n",
        "policy/bildung/bibliotheken.yaml:3: number is the number 1.1, not a text; put it in quotes"),
    "unknown status": ("bildung/bibliotheken.yaml", "id: bibliotheken\ntext: x\nstatus: disputet\n",
        "policy/bildung/bibliotheken.yaml:3: status is 'disputet'; did you mean 'disputed'?"),
    "duplicate id": ("verkehr/bibliotheken.yaml", "id: bibliotheken\ntext: x\n",
        "policy/verkehr/bibliotheken.yaml:1: the id 'bibliotheken' a second time (also in policy/bildung/bibliotheken.yaml); give one of them another id"),
    "ids that differ in case only": ("verkehr/Bibliotheken.yaml", "id: Bibliotheken\ntext: x\n",
        "policy/verkehr/Bibliotheken.yaml:1: the id 'Bibliotheken' a second time (also in policy/bildung/bibliotheken.yaml); give one of them another id"),
    "a day that no calendar has": ("catalogue.yaml", "edition: e\ntitle: t\nlanguage: de\naddressees: {land: {name: Land}, bund: {name: Bund}}\ndate: '2024-02-31'\n",
        "policy/catalogue.yaml:5: the date '2024-02-31'; write 2016, 2016-04 or 2016-04-30, in quotes"),
    "stray file": ("bildung/unten/x.yaml", "id: x\ntext: x\n",
        "policy/bildung/unten/x.yaml: a YAML file where none is read; a demand lies in <working-group>/<demand-id>.yaml; move or remove the file"),
    "wrong ending": ("bildung/x.yml", "id: x\ntext: x\n",
        "policy/bildung/x.yml: only files that end with .yaml are read, and this one does not; name it x.yaml, or remove it"),
    "odd name": ("bildung/zwei worte.yaml", "id: zwei worte\ntext: x\n",
        "policy/bildung/zwei worte.yaml: the id 'zwei worte'; use letters without accents, digits, “.”, “-” and “_”, at most 120 characters, a letter or digit first"),
    "undescribed group": ("wohnen/x.yaml", "id: x\ntext: x\n",
        "policy/wohnen: a working group without _group.yaml; add policy/wohnen/_group.yaml with “name: …”"),
    "unknown group in order": ("catalogue.yaml", "edition: e\ntitle: t\nlanguage: de\naddressees: {land: {name: Land}, bund: {name: Bund}}\nworking_groups: [verker]\n",
        "policy/catalogue.yaml:5: the working group 'verker' without a folder; did you mean 'verkehr'?"),
    "bad date": ("catalogue.yaml", "edition: e\ntitle: t\nlanguage: de\naddressees: {land: {name: Land}, bund: {name: Bund}}\ndate: April 2016\n",
        "policy/catalogue.yaml:5: the date 'April 2016'; write 2016, 2016-04 or 2016-04-30, in quotes"),
    "unknown level": ("catalogue.yaml", "edition: e\ntitle: t\nlanguage: de\naddressees:\n  land: {name: Land, level: stat}\n  bund: {name: Bund}\n",
        "policy/catalogue.yaml:5: level is 'stat'; did you mean 'state'?"),
    "no title": ("catalogue.yaml", "edition: e\nlanguage: de\naddressees: {land: {name: Land}, bund: {name: Bund}}\n",
        "policy/catalogue.yaml:1: no title; add “title: …”"),
}  # fmt: skip


@pytest.mark.parametrize("story", BROKEN)
def test_a_broken_catalogue_is_refused_with_file_and_line(tmp_path, story):
    path, content, message = BROKEN[story]
    folder = write_policy(tmp_path, *DEMANDS)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(folder)
    assert str(refused.value) == message


def test_all_problems_of_a_catalogue_are_told_at_once(tmp_path):
    folder = write_policy(tmp_path, *DEMANDS)
    (folder / "bildung/bibliotheken.yaml").write_text("id: x\naddressees: [bnd]\nfoo: 1\n")
    (folder / "verkehr/bruecken.yaml").write_text("id: a: b\n")
    with pytest.raises(CatalogueError) as refused:
        read(folder)
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "policy/bildung/bibliotheken.yaml:1", "policy/bildung/bibliotheken.yaml:1", "policy/bildung/bibliotheken.yaml:2",
        "policy/bildung/bibliotheken.yaml:3", "policy/verkehr/bruecken.yaml:1",
    ]  # fmt: skip


def test_a_link_does_not_hide_the_other_problems(tmp_path):
    folder = write_policy(tmp_path, *DEMANDS)
    (folder / "bildung/link.yaml").symlink_to("bibliotheken.yaml")
    (folder / "bildung/bibliotheken.yaml").write_text("id: x\n")
    with pytest.raises(CatalogueError) as refused:
        read(folder)
    assert len(refused.value.problems) == 3


def test_a_link_in_a_commit_does_not_hide_the_other_problems_either(repository):
    (repository / "policy/bildung/link.yaml").symlink_to("bibliotheken.yaml")
    (repository / "policy/bildung/bibliotheken.yaml").write_text("id: x\n")
    commit(repository)
    for versions in (("v1", "HEAD"), ("v1", "INDEX"), ("v1", "WORKTREE")):
        with pytest.raises(CatalogueError) as refused:
            compare_versions(Place(folder=repository), versions)
        assert [str(problem).split(": ")[0] for problem in refused.value.problems] == [
            "policy/bildung/link.yaml", "policy/bildung/bibliotheken.yaml:1", "policy/bildung/bibliotheken.yaml:1"
        ]  # fmt: skip


def test_an_empty_catalogue_and_a_missing_one_say_what_to_do(tmp_path):
    with pytest.raises(CatalogueError, match="no catalogue: there is no catalogue.yaml; import a paper with"):
        read(tmp_path)
    (tmp_path / "catalogue.yaml").write_text("edition: e\ntitle: t\nlanguage: de\n")
    with pytest.raises(
        CatalogueError, match=r"policy/catalogue.yaml:1: an empty catalogue: there is no demand in dir; put"
    ):
        read(tmp_path)


def test_an_empty_catalogue_to_compare_is_named_by_its_version(repository):
    for path in repository.glob("policy/*/[!_]*.yaml"):
        path.unlink()
    commit(repository)
    git(repository, "tag", "leer")
    remedy = "name a version that holds demands"
    for versions, found in (
        (("leer", "v1"), f"there is no demand in leer; {remedy}"),
        (("v1", "leer"), f"no demand is left in leer, where v1 holds 2; put them back, or {remedy}"),
        (("v1", "WORKTREE"), f"no demand is left in WORKTREE, where v1 holds 2; put them back, or {remedy}"),
    ):
        with pytest.raises(CatalogueError, match=found):
            compare_versions(Place(folder=repository), versions)


def test_a_symbolic_link_is_refused_in_a_folder_and_in_a_commit(repository):
    (repository / "policy/bildung/link.yaml").symlink_to("bibliotheken.yaml")
    with pytest.raises(CatalogueError, match="policy/bildung/link.yaml: a symbolic link; put the file itself there"):
        read(repository / "policy")
    commit(repository)
    with pytest.raises(CatalogueError, match="policy/bildung/link.yaml: a symbolic link; put the file itself there"):
        compare_versions(Place(folder=repository), ("v1", "HEAD"))


def test_a_submodule_inside_the_catalogue_is_refused(repository, tmp_path):
    inner = make_repository(tmp_path / "inner")
    sha = commit(inner)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{sha},policy/verkehr/sub")
    git(repository, "commit", "--quiet", "--message=submodule")
    for versions in (("v1", "HEAD"), ("HEAD", "v1"), ("v1", "INDEX")):
        with pytest.raises(CatalogueError, match="policy/verkehr/sub: a submodule; put the file itself there"):
            compare_versions(Place(folder=repository), versions)


def test_what_is_hidden_is_no_part_of_a_catalogue_in_a_folder_nor_in_a_commit(repository):
    """macOS leaves a `._a.yaml` beside a file: what is committed with it must not stop a comparison afterwards."""
    (repository / "policy/bildung/._bibliotheken.yaml").write_bytes(b"\0\5\26\7")
    (repository / "policy/.alt").mkdir()
    (repository / "policy/.alt/bruecken.yaml").write_text(f"id: bruecken\ntext: {BRIDGES}\n", encoding="utf-8")
    (repository / "policy/bildung/.#bibliotheken.yaml").symlink_to("niemand@nirgends")
    for new in ("WORKTREE", "INDEX", "HEAD"):
        assert compare_versions(Place(folder=repository), ("v1", new)).is_empty
        git(repository, "add", "--all")
        if new == "INDEX":
            commit(repository)
    assert compare_versions(Place(folder=repository), ("HEAD", "WORKTREE")).is_empty


def test_only_what_differs_is_read(repository):
    write_policy(repository / "policy", DEMANDS[0], demand("bruecken", f"{BRIDGES} und erweitern", group="verkehr"))
    commit(repository)
    old, new, _ = take_pair(Place(folder=repository), "v1", "HEAD")
    before, after = read_pair(old, new)
    assert [one.id for one in before.catalogue.demands] == [one.id for one in after.catalogue.demands] == ["bruecken"]
    assert [tuple(one) for one in after.untouched] == [("bildung", "bibliotheken")]
    # A broken demand that is the same on both sides concerns nobody who compares them.
    (repository / "policy/bildung/bibliotheken.yaml").write_text("kaputt")
    commit(repository, tag="broken")
    write_policy(repository / "policy", demand("bruecken", BRIDGES, group="verkehr"))
    (repository / "policy/bildung/bibliotheken.yaml").write_text("kaputt")
    commit(repository)
    assert compare_versions(Place(folder=repository), ("broken", "HEAD")).kinds[Kind.REWORDED] == 1


def test_what_is_read_as_context_is_the_same_for_whole_catalogues(repository):
    standing = [demand(f"n{number}", f"Haus {number} in Musterdorf sanieren", position=number) for number in range(150)]
    write_policy(repository / "policy", *standing, demand("x", f"{BRIDGES} in Musterdorf", position=200))
    commit(repository, tag="old")
    write_policy(repository / "policy", *standing, demand("x", "Autobahnbrücken in Musterdorf erneuern", position=200))
    commit(repository)
    old, new, _ = take_pair(Place(folder=repository), "old", "HEAD")
    partly, wholly = (read_pair(old, new, whole=whole) for whole in (False, True))
    assert len(partly[1].context) == CONTEXT
    assert len(partly[1].untouched) == 150
    assert explain(*partly, "x", "x").evidence == explain(*wholly, "x", "x").evidence != ()


def test_passages_are_told_the_same_whether_the_others_were_read_or_not(repository):
    usual = "Die Kosten trägt dauerhaft der Landeshaushalt"
    standing = [demand(f"n{number}", f"Haus {number} in Musterdorf sanieren. {usual}.") for number in range(150)]
    texts = (f"{BRIDGES}. {CYCLING}.", f"{LIBRARIES}. {usual}.", f"{MUSIC}.", f"{SCHOOLS}.")
    moved = (f"{BRIDGES}.", f"{LIBRARIES}.", f"{MUSIC}. {CYCLING}.", f"{SCHOOLS}. {usual}.")
    for some in (texts, moved):
        write_policy(repository / "policy", *standing, *(demand(f"x{place}", text) for place, text in enumerate(some)))
        commit(repository)
    place = Place(folder=repository)
    partly, wholly = (compare_versions(place, ("HEAD~1", "HEAD"), whole=whole) for whole in (False, True))
    assert partly.carried == wholly.carried
    assert [(one.old, one.new) for one in partly.carried] == [("x0", "x2")]


def test_of_the_context_only_what_is_wrong_is_left_out(repository):
    others = [demand(f"n{number}", f"Haus {number} in Musterdorf sanieren", position=number) for number in range(5)]
    for text in (BRIDGES, CYCLING):
        write_policy(repository / "policy", *others, demand("x", text, position=200))
        (repository / "policy/bildung/n3.yaml").write_text("id: n3\ntext: Haus\naddressees: [niemand]\n")
        commit(repository)
    old, new, _ = take_pair(Place(folder=repository), "HEAD~1", "HEAD")
    assert [one.id for one in read_pair(old, new)[1].context] == ["n0", "n1", "n2", "n4"]


def test_what_unchanged_demands_declare_changes_no_context(repository):
    standing = [demand(f"n{number}", f"Haus {number} in Musterdorf sanieren", position=number) for number in range(9)]
    standing[0] = replace(standing[0], succeeds=("n0", "n1"))
    for text in (f"{BRIDGES} in Musterdorf", "Autobahnbrücken in Musterdorf erneuern"):
        write_policy(repository / "policy", *standing, demand("x", text, position=200))
        commit(repository)
    old, new, _ = take_pair(Place(folder=repository), "HEAD~1", "HEAD")
    partly, wholly = (explain(*read_pair(old, new, whole=whole), "x", "x") for whole in (False, True))
    assert partly.evidence == wholly.evidence != ()


def test_a_folder_and_a_commit_give_the_same_report(repository, tmp_path):
    new = (demand("bibliotheken", LIBRARIES, addressees=("eu",)), demand("musik", MUSIC))
    write_policy(tmp_path / "new", *new)
    write_policy(repository / "policy", *new)
    commit(repository)
    place = Place(folder=repository)
    from_git = compare_versions(place, ("v1", "HEAD"))
    from_folders = compare_versions(place, ("v1", f"dir:{tmp_path / 'new'}"))
    assert from_git.entries == from_folders.entries
    assert from_git.kinds == from_folders.kinds


def test_an_unchanged_demand_that_another_one_continues_is_read_all_the_same(repository):
    write_policy(
        repository / "policy", *DEMANDS, demand("musik", f"{LIBRARIES} und Musikschulen", succeeds=("bibliotheken",))
    )
    commit(repository)
    report = compare_versions(Place(folder=repository), ("v1", "HEAD"))
    assert [([o.id for o in e.old], [n.id for n in e.new]) for e in report.entries] == [
        (["bibliotheken"], ["bibliotheken", "musik"])
    ]


def test_of_unchanged_demands_only_those_that_a_changed_declaration_names_are_read(repository):
    others = (demand("radwege", CYCLING, note="Siehe bibliotheken."), demand("bibliotheken-nachts", SCHOOLS))
    write_policy(repository / "policy", *DEMANDS, *others, demand("musik", MUSIC, succeeds=("bibliotheken",)))
    commit(repository)
    write_policy(repository / "policy", *DEMANDS, *others, demand("musik", MUSIC))
    commit(repository)
    report = compare_versions(Place(folder=repository), ("HEAD~1", "HEAD"))
    assert [one.named for one in report.declarations] == [(DEMANDS[0],)]
    assert {one.id for one in report.untouched} == {"bruecken", "radwege", "bibliotheken-nachts"}


STEPS = ["read", "candidates", "surroundings", "derive", "rollups"]


@pytest.mark.parametrize("whole", [False, True])
def test_progress_is_told_from_the_first_file_to_the_last_change(repository, whole):
    write_policy(repository / "policy", DEMANDS[0], demand("neu", f"{BRIDGES} und erweitern", group="verkehr"))
    told = []
    compare_versions(Place(folder=repository), ("v1", "WORKTREE"), whole=whole, progress=lambda *one: told.append(one))
    assert list(dict.fromkeys(step for step, _, _ in told)) == STEPS
    last = {step: (done, total) for step, done, total in told}
    assert all(last[step][0] == last[step][1] for step in ("read", "derive", "rollups"))
    assert all(done <= total for _, done, total in told)


def test_reading_leaves_the_repository_untouched(repository):
    write_policy(repository / "policy", *DEMANDS, demand("musik", MUSIC))

    def state():
        return {
            path.relative_to(repository): (path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted(repository.rglob("*")) if path.is_file()
        }  # fmt: skip

    before = state()
    os.utime(repository / "policy/bildung/bibliotheken.yaml")  # a stale index that `git status` would refresh
    before = state()
    for versions in (("v1", "WORKTREE"), ("v1", "INDEX"), ("v1", "HEAD")):
        compare_versions(Place(folder=repository), versions)
    assert state() == before


def test_old_crlf_and_byte_order_marks_do_no_harm(repository):
    path = repository / "policy/bildung/bibliotheken.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert compare_versions(Place(folder=repository), ("v1", "WORKTREE")).is_empty


@pytest.mark.skipif(sys.platform == "win32", reason="file names of bytes")
def test_a_file_name_that_is_not_utf8_is_refused_plainly(repository):
    os.close(os.open(os.fsencode(repository / "policy/bildung") + b"/\xff.yaml", os.O_CREAT | os.O_WRONLY))
    for spec in ("WORKTREE", "HEAD"):
        with pytest.raises(PolicydiffError, match=r"the id '\\udcff'"):
            compare_versions(Place(folder=repository), ("v1", spec))
        subprocess.run(["git", "-C", repository, "add", "-A"], check=True)
        commit(repository)
