"""The files of a catalogue at one point: a commit, the index, the working tree or a directory."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.errors import Phrase, Problem, RepositoryError
from policydiff.sources.git import Difference, Listing, Repository
from policydiff.sources.paths import is_hidden, may_hide_demand


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """What files there are below the policy folder, and how to read them.

    `list_files` maps paths to what stands for their content: equal marks, equal content. `read` takes paths, and marks
    where they are known. `place` is what error messages put before a path. `find_link` says where the policy folder
    itself leads if it is a symbolic link.
    """

    spec: str
    place: str
    list_files: Callable[[], Listing]
    read: Callable[[Iterable[str], Mapping[str, str]], dict[str, bytes]]
    commit: str | None = None
    repository: Repository | None = None
    policy: str = ""
    find_link: Callable[[], str] = str


def take_commit(repository: Repository, commit: str, policy: str, spec: str) -> Snapshot:
    """Return the snapshot of a commit."""

    def read(paths: Iterable[str], marks: Mapping[str, str]) -> dict[str, bytes]:
        names = {path: marks.get(path) or f"{commit}:{policy}/{path}" for path in paths}
        contents = repository.read_blobs(names.values())
        return {path: contents[name] for path, name in names.items() if name in contents}

    return Snapshot(
        spec=spec,
        place=f"{policy}/",
        list_files=lambda: repository.list_files(commit, policy),
        read=read,
        commit=commit,
        repository=repository,
        policy=policy,
        find_link=lambda: repository.find_link(commit, policy),
    )


def take_index(repository: Repository, policy: str, spec: str) -> Snapshot:
    """Return the snapshot of what is staged."""
    listing = repository.list_index(policy)
    files = listing.files

    def read(paths: Iterable[str], _: Mapping[str, str]) -> dict[str, bytes]:
        wanted = [path for path in paths if path in files]
        contents = repository.read_blobs(files[path] for path in wanted)
        return {path: contents[files[path]] for path in wanted}

    return Snapshot(
        spec=spec,
        place=f"{policy}/",
        list_files=lambda: listing,
        read=read,
        find_link=lambda: repository.find_link("", policy),
    )


def take_folder(folder: Path, spec: str, place: str) -> Snapshot:
    """Return the snapshot of a folder on disk; symbolic links in it are problems that reading tells with all others."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _walk(folder, problems, place):
        contents[path.relative_to(folder).as_posix()] = path.read_bytes()
    return Snapshot(
        spec=spec,
        place=place,
        list_files=lambda: Listing(
            files={path: _git_mark(content) for path, content in contents.items()}, problems=tuple(problems)
        ),
        read=lambda paths, _: {path: contents[path] for path in paths if path in contents},
    )


def take_working_tree(repository: Repository, policy: str, spec: str) -> Snapshot:
    """Return the snapshot of the policy folder in the working tree.

    What a sparse checkout leaves out is there as it is staged; a folder that is a symbolic link holds nothing, as in a
    commit. Raises RepositoryError for a bare repository.
    """
    root = repository.working_tree
    if root is None:
        raise RepositoryError(Problem(found=f"a bare repository has no {spec}", remedy="name a revision instead"))
    folder = root / policy
    if folder.is_symlink():
        link = folder.readlink().as_posix()
        nothing = Listing(files={})
        return Snapshot(
            spec=spec, place=f"{policy}/", list_files=lambda: nothing, read=lambda _, __: {}, find_link=lambda: link
        )
    snapshot = take_folder(folder, spec, f"{policy}/")
    there = snapshot.list_files()
    skipped = {path: blob for path, blob in repository.list_skipped(policy).items() if path not in there.files}
    if not skipped:
        return snapshot

    def read(paths: Iterable[str], marks: Mapping[str, str]) -> dict[str, bytes]:
        wanted = list(paths)
        left = {path: skipped[path] for path in wanted if path in skipped}
        contents = repository.read_blobs(left.values())
        return snapshot.read(wanted, marks) | {path: contents[blob] for path, blob in left.items()}

    listing = Listing(files=there.files | skipped, problems=there.problems)
    return replace(snapshot, list_files=lambda: listing, read=read)


def tell_apart(old: Snapshot, new: Snapshot) -> Difference:
    """Return which files differ between two snapshots, by asking git where both are commits of one repository."""
    if old.commit and new.commit and new.repository is old.repository and new.repository and old.policy == new.policy:
        return new.repository.list_difference(old.commit, new.commit, new.policy)
    listings = old.list_files(), new.list_files()
    before, after = listings[0].files, listings[1].files
    same = [path for path, mark in after.items() if before.get(path) == mark]
    return Difference(
        old={path: mark for path, mark in before.items() if after.get(path) != mark},
        new={path: mark for path, mark in after.items() if before.get(path) != mark},
        same=same,
        problems=(*listings[0].problems, *listings[1].problems),
    )


def _walk(folder: Path, problems: list[Problem], place: str) -> Iterable[Path]:
    """Yield the files below a folder; of what is hidden only what may be a demand, for a check to tell."""
    for parent, folders, names in os.walk(folder):
        base = "" if Path(parent) == folder else f"{Path(parent).relative_to(folder).as_posix()}/"
        for name in sorted([*names, *folders]):
            path = folder / base / name
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                if not is_hidden(base + name) or may_hide_demand(base + name):
                    yield path
            elif not stat.S_ISDIR(mode) and not is_hidden(base + name):
                problems.append(_refuse(mode, place + base + name))
        folders[:] = sorted(one for one in folders if _is_looked_into(base + one))


def _is_looked_into(folder: str) -> bool:
    """Return whether a folder may hold what is read, or a hidden demand; what git keeps for itself does not."""
    return not is_hidden(folder) or (folder != ".git" and may_hide_demand(f"{folder}/.yaml"))


def _refuse(mode: int, file: str) -> Problem:
    """Return the problem that something is no ordinary file; to read a pipe would wait for ever."""
    found = Phrase("a pipe, a socket or a device")
    remedy = Phrase("remove it: only files are read, and git keeps nothing else")
    if stat.S_ISLNK(mode):
        found = Phrase("a symbolic link")
        remedy = Phrase("put the file itself there: links are not followed")
    return Problem(file=file, found=found, remedy=remedy, code="file-linked")


def _git_mark(content: bytes) -> str:
    """Return the name git gives a blob, so that a folder's files compare with those of a commit (git hash-object)."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
