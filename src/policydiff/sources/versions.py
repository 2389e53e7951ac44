"""What can stand where a version is asked for: an edition, a git revision, WORKTREE, INDEX, a directory, a range."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from policydiff.errors import Problem, RepositoryError, UsageError
from policydiff.sources.editions import Edition, list_editions, read_edition
from policydiff.sources.git import Repository
from policydiff.sources.reading import COVER
from policydiff.sources.snapshots import Snapshot, take_commit, take_folder, take_index, take_working_tree

WORKTREE = "WORKTREE"
INDEX = "INDEX"
_READINGS = ("edition", "git", "dir")
# A range behind whose dots stands what can be no part of a path or revision: dir:../old..dir:../new.
_PLAIN_RANGE = re.compile(r"(.+?)(\.{2,3})((?:edition|git|dir):.+|WORKTREE|INDEX)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where versions are looked for: a folder inside the repository, and the policy folder's name in it."""

    folder: Path
    policy: str = "policy"
    repository: Repository | None = None
    editions: tuple[Edition, ...] | None = None

    def open(self) -> Repository:
        """Return the repository; raises RepositoryError when there is none."""
        return self.repository or Repository(self.folder)

    def opened(self) -> "Place":
        """Return the place with its repository open, so that it is opened once."""
        return replace(self, repository=self.open())

    def surveyed(self) -> "Place":
        """Return the place with the editions of its repository, so that they are listed once."""
        editions = list_editions(self.open(), self.policy) if self.editions is None else self.editions
        return replace(self, editions=tuple(editions))


def split_range(specs: tuple[str, ...]) -> tuple[str, str, bool]:
    """Return old, new and whether old means the point where the two parted (`OLD...NEW`).

    A single version is compared with WORKTREE. Raises UsageError for anything else.
    """
    if len(specs) == 2:
        return specs[0], specs[1], False
    spec = specs[0]
    if (plain := _PLAIN_RANGE.fullmatch(spec)) and not Path(spec).is_dir():
        return plain[1], plain[3], plain[2] == "..."
    for dots, from_base in (("...", True), ("..", False)):
        old, found, new = spec.partition(dots)
        if found and not spec.startswith("dir:") and not Path(spec).is_dir():
            if ".." in new or not (old or new):
                raise UsageError(Problem(found=f"the range {spec!r}", remedy="write OLD..NEW or OLD...NEW"))
            return old or "HEAD", new or "HEAD", from_base
    return spec, WORKTREE, False


def default_range(place: Place) -> tuple[str, str]:
    """Return the edition before that of the working tree, and WORKTREE.

    Raises RepositoryError when there is no edition before.
    """
    editions = list_editions(place.open(), place.policy)
    snapshot, place = take(place, WORKTREE)
    current = read_edition(snapshot.read([COVER], {}).get(COVER, b""))
    before = [one.name for one in editions if one.name != current]
    if not before:
        found = f"there is no edition before {current!r}" if current else "there is no edition yet"
        raise RepositoryError(Problem(found=found, remedy="import and commit two editions, or name the old version"))
    return f"edition:{before[-1]}", WORKTREE


def take_pair(place: Place, old: str, new: str, *, from_base: bool = False) -> tuple[Snapshot, Snapshot, Place]:
    """Return the snapshots of two versions, and the place with what was opened on the way."""
    old_snapshot, place = take(place, old)
    new_snapshot, place = take(place, new)
    if from_base:
        repository = place.open()
        if not old_snapshot.commit or not new_snapshot.commit:
            remedy = "write OLD..NEW for anything but commits"
            raise UsageError(Problem(found=f"{old}...{new} needs two commits", remedy=remedy))
        base = repository.find_merge_base(old_snapshot.commit, new_snapshot.commit)
        if base is None:
            remedy = "the clone is shallow: git fetch --unshallow" if repository.is_shallow else "write OLD..NEW"
            raise RepositoryError(Problem(found=f"{old} and {new} share no history", remedy=remedy))
        old_snapshot = take_commit(repository, base, place.policy, f"{old}...{new}")
    return old_snapshot, new_snapshot, place


def take(place: Place, spec: str) -> tuple[Snapshot, Place]:
    """Return the snapshot a spec names, and the place with its repository open if it was needed.

    Raises RepositoryError when nothing of that name is found or several things are, with what exists.
    """
    reading, colon, name = spec.partition(":")
    if not colon or reading not in _READINGS:
        reading, name = "", spec
    if not name or name.startswith("-"):
        remedy = "a version is an edition, a git revision, WORKTREE, INDEX or a directory"
        raise UsageError(Problem(found=f"the version {spec!r}", remedy=remedy))
    if reading == "dir":
        return _take_directory(place, name, spec), place
    if not reading and name == WORKTREE:
        place = place.opened()
        return _take_working_tree(place), place
    if not reading and name == INDEX:
        place = place.opened()
        return take_index(place.open(), place.policy, spec), place
    directory = not reading and _policy_folder(place, name) is not None
    if not reading and _looks_like_a_path(name):
        return _take_directory(place, name, spec), place
    try:
        place = place.opened()
    except RepositoryError:
        if directory:  # outside any repository a directory is all a name can mean
            return _take_directory(place, name, spec), place
        raise
    return _take_named(place, reading, name, spec, directory)


def _take_named(place: Place, reading: str, name: str, spec: str, directory: bool) -> tuple[Snapshot, Place]:
    repository = place.open()
    commit = None if reading == "edition" else repository.find_commit(name)
    if commit == name:  # a full commit id can mean nothing else, whatever editions and folders are called
        return take_commit(repository, commit, place.policy, spec), place
    editions: tuple[Edition, ...] = ()
    if reading != "git":
        place = place.surveyed()
        editions = place.editions or ()
    edition = next((one.commit for one in editions if one.name == name), None)
    if (commit and edition and commit != edition) or (directory and (commit or edition)):
        kinds = [kind for kind, there in zip(_READINGS, (edition, commit, directory), strict=True) if there]
        remedy = "write " + " or ".join(f"{kind}:{name}" for kind in kinds)
        raise RepositoryError(Problem(found=f"{name!r} can be read in {len(kinds)} ways", remedy=remedy))
    if commit or edition:
        return take_commit(repository, commit or edition or "", place.policy, spec), place
    if directory:
        return _take_directory(place, name, spec), place
    raise RepositoryError(_unknown(repository, name, reading, [one.name for one in editions]))


def _unknown(repository: Repository, name: str, reading: str, editions: list[str]) -> Problem:
    known = [*editions, *([] if reading == "edition" else repository.list_names())]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    remedy = f"did you mean {near[0]!r}? " if near else ""
    remedy += f"Editions: {', '.join(editions) or 'none'}"
    if reading != "edition":
        remedy += f"; branches and tags: {', '.join(repository.list_names()[:12]) or 'none'}"
    if repository.is_shallow:
        remedy += ". This is a shallow clone that lacks older commits: git fetch --unshallow (in CI: fetch-depth: 0)"
    what = "edition" if reading == "edition" else "revision or edition" if not reading else "revision"
    return Problem(found=f"there is no {what} {name!r}", remedy=remedy)


def _take_working_tree(place: Place) -> Snapshot:
    return take_working_tree(place.open(), place.policy, WORKTREE)


def _policy_folder(place: Place, name: str) -> Path | None:
    folder = Path(name).expanduser()
    for candidate in (folder, folder / place.policy):
        if (candidate / COVER).is_file():
            return candidate
    return None


def _take_directory(place: Place, name: str, spec: str) -> Snapshot:
    folder = _policy_folder(place, name)
    if folder is None:
        remedy = f"name a folder that holds {COVER}, or one with {place.policy}/{COVER} in it"
        raise RepositoryError(Problem(file=name, found="no catalogue in this directory", remedy=remedy))
    return take_folder(folder, spec, f"{folder.as_posix().removesuffix('/')}/")


def _looks_like_a_path(name: str) -> bool:
    return name.startswith(("./", "../", "/", "~")) or name in (".", "..")
