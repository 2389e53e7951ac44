"""What is read from a repository's object store."""

import subprocess

import pytest

from policydiff.errors import RepositoryError
from policydiff.sources.git import Repository
from policydiff.sources.versions import Place, take_pair
from tests.policies import BRIDGES, SCHOOLS, commit, demand, git, make_repository, write_policy


@pytest.fixture
def folder(tmp_path):
    folder = make_repository(tmp_path / "repository")
    (folder / "neue policy").mkdir()
    (folder / "neue policy" / "eine Datei 7").write_text("erste Zeile\nmissing\n", encoding="utf-8")
    (folder / "neue policy" / "leer").touch()
    commit(folder, tag="v1")
    return folder


def test_files_are_read_by_their_paths_and_by_their_ids(folder):
    blob = git(folder, "rev-parse", "v1:neue policy/leer").strip()
    path = "v1:neue policy/eine Datei 7"
    assert Repository(folder).read_blobs([blob, path]) == {blob: b"", path: b"erste Zeile\nmissing\n"}


@pytest.mark.parametrize("path", ["fehlt", "eine Datei 8", "", "eine Datei 7/fehlt"])
def test_a_path_that_names_no_file_is_left_out(folder, path):
    there = "v1:neue policy/eine Datei 7"
    assert list(Repository(folder).read_blobs([f"v1:neue policy/{path}", there])) == [there]


def test_an_id_that_is_not_there_is_an_error(folder):
    with pytest.raises(RepositoryError, match="the object 0{40} is not in this clone"):
        Repository(folder).read_blobs(["0" * 40])


def test_what_differs_is_listed_for_each_step_also_where_nothing_does(folder):
    (folder / "neue policy" / "zwei\nZeilen").write_text("x", encoding="utf-8")
    (folder / "neue policy" / "leer").unlink()
    commit(folder, tag="v2")
    repository = Repository(folder)
    old, new = repository.find_trees(["v1:neue policy", "v2:neue policy"])
    empty, full = (
        git(folder, "rev-parse", name).strip() for name in ("v1:neue policy/leer", "v2:neue policy/zwei\nZeilen")
    )
    assert old
    assert new
    assert repository.list_changed([old, old, new, new]) == [
        ({}, {}),
        ({"leer": empty}, {"zwei\nZeilen": full}),
        ({}, {}),
    ]


def test_editions_are_listed_once_for_both_sides(tmp_path):
    folder = make_repository(tmp_path / "repository")
    for edition, text in (("alt", SCHOOLS), ("neu", BRIDGES)):
        write_policy(folder / "policy", demand("a", text), edition=edition)
        commit(folder)
    old, new, place = take_pair(Place(folder=folder), "alt", "neu")
    assert old.commit != new.commit
    assert place.surveyed().editions is place.editions
    assert [one.name for one in place.editions or ()] == ["alt", "neu"]


def test_signatures_of_commits_are_no_part_of_a_history(folder, program):
    """`git log` prints them among the files where a user has set log.showSignature."""
    key = folder.parent / "key"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    settings = {"gpg.format": "ssh", "user.signingKey": str(key), "log.showSignature": "true"}
    for name, value in settings.items():
        git(folder, "config", name, value)
    (folder / "neue policy" / "leer").unlink()
    git(folder, "commit", "--quiet", "--all", "--gpg-sign", "--message=signiert")
    repository = Repository(folder)
    head = repository.find_commit("HEAD") or ""
    assert [one.path for one in repository.list_deleted(head, "neue policy")] == ["leer"]
    assert [path for path, _ in repository.list_versions(head, "neue policy")] == ["leer", "eine Datei 7", "leer"]
