"""What can stand where a version is asked for."""

import subprocess

import pytest

from policydiff.core.changes import Kind
from policydiff.errors import CatalogueError, PolicydiffError, RepositoryError, UsageError
from policydiff.sources.editions import list_earlier_demands, list_editions
from policydiff.sources.git import Repository
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import read_version
from policydiff.sources.versions import Place, split_range, take
from tests.policies import (
    BRIDGES,
    LIBRARIES,
    MUSIC,
    SCHOOLS,
    commit,
    demand,
    git,
    make_partial,
    make_repository,
    write_policy,
)


@pytest.fixture
def place(tmp_path):
    """Return a repository: editions 2013 (two commits), 2017 and 2021, a branch that left at 2017."""
    folder = make_repository(tmp_path / "repository")
    policy = folder / "policy"
    write_policy(policy, demand("a", SCHOOLS), edition="koalition-2013")
    commit(folder)
    write_policy(policy, demand("a", SCHOOLS), demand("b", BRIDGES), edition="koalition-2013")
    commit(folder, tag="second")
    write_policy(policy, demand("a", SCHOOLS), edition="koalition-2017")
    commit(folder, tag="third")
    git(folder, "checkout", "--quiet", "-b", "entwurf")
    write_policy(policy, demand("a", SCHOOLS), demand("c", LIBRARIES), edition="koalition-2017")
    commit(folder)
    git(folder, "checkout", "--quiet", "main")
    write_policy(policy, demand("a", SCHOOLS), demand("b", BRIDGES), demand("d", MUSIC), edition="koalition-2021")
    commit(folder)
    return Place(folder=folder)


def ids(place, spec):
    return [one.id for one in read_version(take(place, spec)[0]).catalogue.demands]


def test_an_edition_is_the_last_commit_that_carries_its_name(place):
    editions = list_editions(place.open(), "policy")
    assert [one.name for one in editions] == ["koalition-2013", "koalition-2017", "koalition-2021"]
    assert editions[0].commit == git(place.folder, "rev-parse", "second")
    assert ids(place, "koalition-2013") == ids(place, "edition:koalition-2013") == ["a", "b"]


def test_branches_tags_and_short_ids_name_revisions(place):
    assert ids(place, "entwurf") == ids(place, "git:entwurf") == ["a", "c"]
    assert ids(place, "second") == ids(place, git(place.folder, "rev-parse", "--short", "second")) == ["a", "b"]
    assert ids(place, "HEAD~1") == ["a"]


def test_the_working_tree_and_the_index_are_versions(place):
    write_policy(place.folder / "policy", demand("x", LIBRARIES), edition="koalition-2021")
    assert ids(place, "WORKTREE") == ["x"]
    assert ids(place, "INDEX") == ["a", "b", "d"]
    git(place.folder, "add", "--all")
    assert ids(place, "INDEX") == ["x"]


def test_a_directory_needs_no_repository(tmp_path):
    write_policy(tmp_path / "eins" / "policy", demand("x", LIBRARIES))
    write_policy(tmp_path / "zwei", demand("x", LIBRARIES))
    outside = Place(folder=tmp_path)
    report = compare_versions(outside, (str(tmp_path / "eins"), f"dir:{tmp_path / 'zwei'}"))
    assert report.is_empty


def test_three_dots_compare_with_where_the_two_parted(place):
    two, three = compare_versions(place, ("main..entwurf",)), compare_versions(place, ("main...entwurf",))
    assert two.kinds[Kind.DROPPED] == 2
    assert (three.kinds[Kind.DROPPED], three.kinds[Kind.ADDED]) == (0, 1)


def test_ranges():
    assert split_range(("a..b",)) == ("a", "b", False)
    assert split_range(("a...b",)) == ("a", "b", True)
    assert split_range(("a..",)) == ("a", "HEAD", False)
    assert split_range(("v1.2",)) == ("v1.2", "WORKTREE", False)
    assert split_range(("a", "b")) == ("a", "b", False)
    assert split_range(("dir:../a..dir:../b",)) == ("dir:../a", "dir:../b", False)
    assert split_range(("dir:a...dir:b",)) == ("dir:a", "dir:b", True)
    assert split_range(("dir:../a..WORKTREE",)) == ("dir:../a", "WORKTREE", False)
    assert split_range(("v1..dir:../b",)) == ("v1", "dir:../b", False)
    for wrong in ("...", "a..b..c", "a...b...c"):
        with pytest.raises(UsageError, match="the range"):
            split_range((wrong,))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("koalition-2018", "there is no revision or edition 'koalition-2018'; did you mean 'koalition-20"),
        ("edition:entwurf", "there is no edition 'entwurf'; Editions: koalition-2013, koalition-2017, koalition-2021"),
        ("git:koalition-2013", "there is no revision 'koalition-2013'; "),
        ("--upload-pack=x", "the version '--upload-pack=x'; a version is an edition, a git revision, WORKTREE"),
        ("git:-x", "the version 'git:-x'; a version is"),
        ("dir:nirgends", "nirgends: no catalogue in this directory; name a folder that holds catalogue.yaml"),
        ("./nirgends", "./nirgends: no catalogue in this directory"),
    ],
)
def test_an_unknown_version_says_which_there_are(place, spec, message):
    with pytest.raises(PolicydiffError) as refused:
        take(place, spec)
    assert str(refused.value).startswith(message)


def test_a_name_with_two_readings_is_refused_and_a_prefix_decides(place):
    git(place.folder, "tag", "koalition-2013", "main")
    with pytest.raises(
        RepositoryError, match="'koalition-2013' can be read in 2 ways; write edition:koalition-2013 or git:"
    ):
        take(place, "koalition-2013")
    assert ids(place, "edition:koalition-2013") == ["a", "b"]
    assert ids(place, "git:koalition-2013") == ["a", "b", "d"]


def test_a_folder_named_like_a_commit_does_not_stand_in_its_way(place, monkeypatch):
    monkeypatch.chdir(place.folder)
    commit = git(place.folder, "rev-parse", "main")
    folder = place.folder / commit
    folder.mkdir()
    (folder / "catalogue.yaml").write_text(
        "edition: other\ntitle: Anderes (erfunden)\nlanguage: de\n", encoding="utf-8"
    )
    assert ids(place, commit) == ["a", "b", "d"]


def test_a_tag_named_like_its_edition_is_no_second_reading(place):
    git(place.folder, "tag", "koalition-2013", "second")
    assert ids(place, "koalition-2013") == ["a", "b"]


def test_a_shallow_clone_says_that_it_lacks_the_revision(place, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{place.folder}", "shallow")
    with pytest.raises(
        RepositoryError, match="This is a shallow clone that lacks older commits: git fetch --unshallow"
    ):
        take(Place(folder=tmp_path / "shallow"), "second")


def test_no_repository_says_so(tmp_path):
    with pytest.raises(
        RepositoryError, match="this is no git repository; name one with --repo, or compare two directories"
    ):
        take(Place(folder=tmp_path), "HEAD")


def test_a_commit_without_a_catalogue_says_so(place):
    with pytest.raises(PolicydiffError, match="no catalogue: there is no catalogue.yaml"):
        compare_versions(Place(folder=place.folder, policy="politik"), ("second", "third"))


def test_what_earlier_editions_dropped_is_found_in_the_history(place):
    found = list_earlier_demands(place.open(), "policy", git(place.folder, "rev-parse", "third"))
    assert [(one.edition, one.demand.id, one.demand.text) for one in found] == [("koalition-2013", "b", BRIDGES)]
    report = compare_versions(place, ("koalition-2017", "koalition-2021"))
    assert [[str(kind) for kind in entry.kinds] for entry in report.entries] == [["reinstated"], ["added"]]


def test_a_catalogue_may_lie_anywhere_in_the_repository(place):
    (place.folder / "unter").mkdir()
    git(place.folder, "mv", "policy", "unter/politik")
    commit(place.folder, tag="moved")
    assert ids(Place(folder=place.folder / "unter", policy="unter/politik"), "moved") == ["a", "b", "d"]


def test_git_is_asked_in_its_own_words_only(place):
    assert Repository(place.folder).find_commit("--all") is None


def test_what_a_sparse_checkout_leaves_out_is_not_dropped(place):
    """Git counts such a file as unchanged, and so must a comparison."""
    git(place.folder, "sparse-checkout", "set", "--no-cone", "/*", "!/policy/bildung/b.yaml", "!/policy/bildung/d.yaml")
    assert not (place.folder / "policy/bildung/b.yaml").exists()
    assert compare_versions(place, ("HEAD", "WORKTREE")).is_empty
    assert ids(place, "WORKTREE") == ["a", "b", "d"]
    git(place.folder, "rm", "--quiet", "--cached", "--sparse", "policy/bildung/b.yaml")
    assert ids(place, "WORKTREE") == ["a", "d"]


def test_an_index_in_conflict_is_no_version_and_names_the_files(place):
    git(place.folder, "checkout", "--quiet", "-b", "zwei")
    for branch, text in (("zwei", MUSIC), ("main", LIBRARIES)):
        git(place.folder, "checkout", "--quiet", branch)
        write_policy(place.folder / "policy", demand("a", text), demand("b", BRIDGES), edition="koalition-2021")
        commit(place.folder)
    with pytest.raises(subprocess.CalledProcessError):
        git(place.folder, "merge", "--quiet", "zwei")
    message = (
        "policy/bildung/a.yaml: changed on both sides of a merge that is not finished; "
        "decide which words count, then: git add policy/bildung/a.yaml"
    )
    with pytest.raises(CatalogueError) as refused:
        compare_versions(place, ("HEAD", "INDEX"))
    assert str(refused.value) == message
    git(place.folder, "checkout", "--quiet", "--theirs", "policy")
    git(place.folder, "add", "--all")
    assert ids(place, "INDEX") == ["a", "b"]


def test_a_policy_folder_that_is_a_link_is_told_with_where_it_leads(place):
    git(place.folder, "mv", "policy", "katalog")
    (place.folder / "policy").symlink_to("katalog")
    git(place.folder, "add", "--all")
    message = (
        "policy: a symbolic link to katalog instead of the catalogue; name the folder itself: --policy-dir katalog"
    )
    for new in ("WORKTREE", "INDEX", "HEAD"):
        if new == "HEAD":
            commit(place.folder)
        with pytest.raises(CatalogueError) as refused:
            compare_versions(place, ("third", new))
        assert str(refused.value) == message
    assert ids(Place(folder=place.folder, policy="katalog"), "HEAD") == ["a", "b", "d"]
    (place.folder / "policy").unlink()
    (place.folder / "policy").symlink_to("/anderswo")
    with pytest.raises(CatalogueError, match="to /anderswo instead of the catalogue; put the folder itself there"):
        compare_versions(place, ("third", "WORKTREE"))


def test_a_partial_clone_says_what_it_lacks_and_fetches_nothing(place, tmp_path):
    for filter in ("blob:none", "tree:0"):
        folder = make_partial(place.folder, tmp_path / filter.replace(":", "-"), filter)
        before = git(folder, "count-objects", "-v")
        message = (
            "this is a partial clone (git clone --filter), and contents that are asked for are missing; "
            "bring them: git fetch --refetch --no-filter"
        )
        with pytest.raises(RepositoryError) as refused:
            compare_versions(Place(folder=folder), ("third", "HEAD"))
        assert str(refused.value) == message
        assert git(folder, "count-objects", "-v") == before
        git(folder, "fetch", "--quiet", "--refetch", "--no-filter")
        assert not compare_versions(Place(folder=folder), ("third", "HEAD")).is_empty
