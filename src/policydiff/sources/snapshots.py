"""The files of a catalogue at one point: a commit, the index, the working tree or a directory."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policydiff.errors import Phrase, Problem
from policydiff.sources.git import Difference, Listing, Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """What files there are below the policy folder, and how to read them.

    `list_files` maps paths to what stands for their content: equal marks, equal content. `read` takes paths, and marks
    where they are known. `place` is what error messages put before a path.
    """

    spec: str
    place: str
    list_files: Callable[[], Listing]
    read: Callable[[Iterable[str], Mapping[str, str]], dict[str, bytes]]
    commit: str | None = None
    repository: Repository | None = None
    policy: str = ""


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
    )


def take_index(repository: Repository, policy: str, spec: str) -> Snapshot:
    """Return the snapshot of what is staged."""
    listing = repository.list_index(policy)
    files = listing.files

    def read(paths: Iterable[str], _: Mapping[str, str]) -> dict[str, bytes]:
        wanted = [path for path in paths if path in files]
        contents = repository.read_blobs(files[path] for path in wanted)
        return {path: contents[files[path]] for path in wanted}

    return Snapshot(spec=spec, place=f"{policy}/", list_files=lambda: listing, read=read)


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
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*names, *folders]):
            path = Path(parent) / name
            if path.is_symlink():
                where = place + path.relative_to(folder).as_posix()
                found = Phrase("a symbolic link")
                remedy = Phrase("put the file itself there: links are not followed")
                problems.append(Problem(file=where, found=found, remedy=remedy, code="file-linked"))
            elif name in names and not name.startswith("."):
                yield path


def _git_mark(content: bytes) -> str:
    """Return the name git gives a blob, so that a folder's files compare with those of a commit (git hash-object)."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
