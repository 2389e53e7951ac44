"""All editions of a real git repository, and what is kept of them between runs."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import policydiff
from policydiff.core.lineage import LinkKind, Node
from policydiff.errors import Problem, RepositoryError
from policydiff.sources.lineages import find_uncommitted, read_chronicle
from policydiff.sources.lineages.store import MOST_FILES, Store, cache_folder
from policydiff.sources.versions import Place
from tests.policies import (
    BRIDGES,
    CYCLING,
    MUSIC,
    SCHOOLS,
    commit,
    demand,
    make_editions,
    make_repository,
    write_policy,
)

A, B = demand("a", SCHOOLS, position=1), demand("b", BRIDGES, position=2, group="verkehr")
RICH = demand(
    "r",
    CYCLING,
    position=3,
    title="Titel",
    tags=("x",),
    note="so",
    succeeds=(),
    status="disputed",
    positions={"P": "nein"},
    meta={"n": 1},
)

# Prints what is kept in a folder, and keeps something there.
KEEPER = """
import sys
from pathlib import Path
from policydiff.sources.lineages.store import Store
store = Store(Path(sys.argv[1]))
print(store.load("step", "x"))
store.save("kept", "step", "x")
"""


def repository(folder, **editions):
    make_repository(folder)
    for name, (date, demands) in editions.items():
        write_policy(folder / "policy", *demands, edition=name, date=date)
        commit(folder)
    return Place(folder=folder)


@pytest.fixture
def place(tmp_path):
    return repository(
        tmp_path / "repository", alt=("2013", [A, B, RICH]), mitte=("2016-04", [B, RICH]), neu=("2021", [A, B])
    )


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def store(cache):
    return Store(cache)


def told(chronicle):
    """Return what a chronicle says; rulebooks are the same only where they are one object."""
    return [(one.catalogue, one.commit, one.untouched) for one in chronicle.versions], chronicle.lineage


def files(cache, kind="*"):
    return sorted(cache.glob(f"{kind}-*.json"))


def keep_instead(path, content):
    """Let a file hold something else, as soundly as the store writes it."""
    body = json.dumps(content).encode()
    path.write_bytes(b'{"digest": "%s", "content": %s}\n' % (sha256(body).hexdigest().encode(), body))


def test_a_demand_is_followed_over_a_gap_in_the_history(place, store):
    found = read_chronicle(place, store=store)

    assert found.editions == ("alt", "mitte", "neu")
    assert [link.old for link in found.lineage.links if link.kind is LinkKind.REINSTATED] == [Node("alt", "a")]
    assert all(version.commit for version in found.versions)


def test_a_paper_that_was_committed_last_stands_where_its_date_says(tmp_path, store):
    place = repository(tmp_path / "repository", neu=("2021", [A, B]), alt=("1949-05", [A, B]), mitte=("2016", [B]))

    assert read_chronicle(place, store=store).editions == ("alt", "mitte", "neu")


def test_a_second_run_gives_the_same_and_reads_matches_and_writes_nothing_again(place, store, cache):
    steps: list[str] = []
    first = told(read_chronicle(place, store=store, progress=lambda step, *_: steps.append(step)))
    assert {"reading", "candidates"} < set(steps)
    steps.clear()
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files(cache)]

    assert told(read_chronicle(place, store=store, progress=lambda step, *_: steps.append(step))) == first
    assert set(steps) == {"editions"}
    assert [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files(cache)] == before


def test_what_was_kept_is_believed(place, store, cache):
    """So it is seen that editions, steps and gaps come from what is kept: they tell what no commit holds."""
    first = read_chronicle(place, store=store)
    assert {link.kind for link in first.lineage.links} == {LinkKind.SAME, LinkKind.REINSTATED}
    for path in files(cache, "edition"):
        kept = json.loads(path.read_bytes())["content"]
        keep_instead(path, {**kept, "cover": {**kept["cover"], "title": "So aufgehoben"}})
    for path in files(cache, "gap"):
        keep_instead(path, {"back": []})
    found = read_chronicle(place, store=store)
    assert {version.catalogue.title for version in found.versions} == {"So aufgehoben"}
    assert {link.kind for link in found.lineage.links} == {LinkKind.SAME}

    for path in files(cache, "step"):
        keep_instead(path, {"same": [], "links": [], "questions": [], "groups": {}})
    assert read_chronicle(place, store=store).lineage.links == ()


def test_a_changed_edition_is_never_answered_from_what_was_kept(place, store, cache):
    read_chronicle(place, store=store)
    write_policy(place.folder / "policy", A, B, demand("c", MUSIC, position=4), edition="neu", date="2021")
    commit(place.folder)

    found = read_chronicle(place, store=store)
    assert told(found) == told(read_chronicle(place, store=Store(cache.parent / "other")))
    assert found.find("c") == Node("neu", "c")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'"a"', b'"x"'),
        lambda content: b'{"digest": "' + b"0" * 64 + b'", "content": []}\n',
        lambda content: b"\xff\xfe\x00",
    ],
)
def test_a_broken_file_counts_as_not_there(place, store, cache, spoil):
    first = read_chronicle(place, store=store)
    for path in files(cache):
        path.write_bytes(spoil(path.read_bytes()))

    assert told(read_chronicle(place, store=store)) == told(first)


@pytest.mark.parametrize("content", [None, [], {}, {"same": ["nobody"]}, {"cover": {"edition": "alt"}}, [["x"]], 7])
def test_a_sound_file_that_does_not_fit_counts_as_not_there(place, store, cache, content):
    first = read_chronicle(place, store=store)
    for path in files(cache):
        keep_instead(path, content)

    assert told(read_chronicle(place, store=store)) == told(first)


def test_what_is_kept_is_plain_json_and_can_be_deleted(place, store, cache):
    first = read_chronicle(place, store=store)

    assert [len(files(cache, kind)) for kind in ("edition", "step", "gap", "*")] == [3, 2, 1, 6]
    for path in files(cache):
        assert json.loads(path.read_text("utf-8"))["content"] is not None
        path.unlink()
    assert told(read_chronicle(place, store=store)) == told(first)


def test_a_folder_that_cannot_be_written_does_no_harm(place, tmp_path):
    tmp_path.joinpath("file").write_text("no folder")

    assert read_chronicle(place, store=Store(tmp_path / "file" / "cache")).editions == ("alt", "mitte", "neu")


def test_the_oldest_files_go_when_there_are_too_many(store, cache):
    cache.mkdir()
    aged = [cache / f"step-{age}.json" for age in range(MOST_FILES)]
    for age, path in enumerate(aged):
        path.touch()
        os.utime(path, (age, age))
    store.save("new", "step", "x")

    left = files(cache)
    assert MOST_FILES // 2 < len(left) <= MOST_FILES
    assert set(aged[-len(left) + 1 :]) < set(left)
    assert store.load("step", "x") == "new"


def test_nothing_is_written_into_the_repository(place, store):
    before = sorted(path for path in place.folder.rglob("*"))
    read_chronicle(place, store=store)

    assert sorted(path for path in place.folder.rglob("*")) == before


def test_for_one_demand_only_its_relatives_are_read(place, store):
    whole = read_chronicle(place, store=store)
    part = read_chronicle(place, store=store, about="a")

    assert part.lineage == whole.lineage
    assert part.demands() == {node: one for node, one in whole.demands().items() if node.id == "a"}
    assert {one.id for one in part.versions[0].untouched} == {"b", "r"}


def test_a_catalogue_without_demands_is_no_edition(tmp_path, store):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", edition="leer")
    commit(folder)
    write_policy(folder / "policy", A, edition="alt")
    commit(folder)

    assert read_chronicle(Place(folder=folder), store=store).editions == ("alt",)


def test_what_is_broken_in_an_old_edition_is_told_each_time_and_left_out(tmp_path, store):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", A, B, edition="alt", date="2013")
    (folder / "policy/bildung/a.yaml").write_text("id: [", "utf-8")
    commit(folder)
    write_policy(folder / "policy", A, B, edition="neu", date="2016")
    commit(folder)

    for _ in range(2):
        problems: list[Problem] = []
        found = read_chronicle(Place(folder=folder), store=store, problems=problems)
        assert found.lineage.nodes["alt"] == ("b",)
        assert [str(one).split(";")[0].split(": not")[0] for one in problems] == [
            "policy/bildung/a.yaml:1: in the edition alt"
        ]


def test_a_repository_without_editions_says_what_to_do(tmp_path, store):
    folder = make_repository(tmp_path / "repository")
    folder.joinpath("x").write_text("x")
    commit(folder)

    with pytest.raises(RepositoryError, match="no commit holds policy/catalogue.yaml; import a paper and commit it"):
        read_chronicle(Place(folder=folder), store=store)


def test_an_edition_that_nobody_committed_is_named(place, store):
    found = read_chronicle(place, store=store)
    assert find_uncommitted(place, found) is None
    write_policy(place.folder / "policy", A, edition="morgen")

    assert find_uncommitted(place, found) == "morgen"


def test_what_is_kept_of_a_catalogue_is_the_catalogue(tmp_path, store):
    folder = make_editions(tmp_path / "repository", alt=[A, B, RICH])
    place = Place(folder=folder)
    first, second = (told(read_chronicle(place, store=store)) for _ in range(2))

    assert first == second


def test_the_cache_lies_where_the_machine_keeps_what_can_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "policydiff" / "lineage"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which the specification says to pass over
    assert cache_folder().is_absolute()


def test_what_other_code_kept_is_not_taken(tmp_path, cache):
    package = tmp_path / "policydiff"
    shutil.copytree(Path(policydiff.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))

    def found_and_kept() -> str:
        command = [sys.executable, "-B", "-c", KEEPER, str(cache)]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert [found_and_kept(), found_and_kept()] == ["None", "kept"]
    for changed in ("core/catalogue.py", "core/lexicon/de.toml", "sources/yaml/reading.py"):
        with (package / changed).open("a", encoding="utf-8") as file:
            file.write("# Nothing else.\n")
        assert [found_and_kept(), found_and_kept()] == ["None", "kept"], changed
    with (package / "render" / "messages.py").open("a", encoding="utf-8") as file:
        file.write("# Nothing else.\n")
    assert found_and_kept() == "kept"
