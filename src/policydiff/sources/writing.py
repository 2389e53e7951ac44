"""A catalogue → the files of a policy folder, all of them or none."""

import errno
import os
import shlex
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from policydiff.core.catalogue import Catalogue
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.paths import is_hidden
from policydiff.sources.reading import COVER, GROUP, PAPERS, read_version
from policydiff.sources.records import cover_values, demand_values, group_values
from policydiff.sources.snapshots import take_folder
from policydiff.sources.yaml import write_document

# What git reads in the folder in which a catalogue is built.
_IGNORED = ".gitignore"


def draw_up_files(catalogue: Catalogue, existing: dict[str, bytes]) -> dict[str, bytes]:
    """Return the YAML files of a catalogue, path → content, as updates of those that exist.

    A demand that moved takes the comments of its file along.
    """
    homes = {path.rpartition("/")[2]: path for path in existing if "/" in path and not path.endswith(GROUP)}
    files = {COVER: write_document(cover_values(catalogue), existing.get(COVER))}
    for group in catalogue.working_groups:
        path = f"{group.key}/{GROUP}"
        files[path] = write_document(group_values(group), existing.get(path))
    for demand in catalogue.demands:
        previous = homes.get(f"{demand.id}.yaml")
        files[f"{demand.group}/{demand.id}.yaml"] = write_document(
            demand_values(demand), existing[previous] if previous else None
        )
    return files


def replace_catalogue(folder: Path, files: dict[str, bytes], *, paper: tuple[str, bytes] | None = None) -> None:
    """Make a policy folder hold these YAML files, and only these; papers and anything else in it stay.

    The folder is built beside the old one, read back as a check, and put in its place by renaming: an error on the way
    leaves everything as it was. Raises CatalogueError when a paper of that name holds something else already.
    """
    folder = folder.resolve()  # a link to the folder stays a link
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(folder)
    workshop = Path(tempfile.mkdtemp(prefix=_workshops(folder), dir=folder.parent))
    (workshop / _IGNORED).write_text("*\n")  # git is to take nothing of it, should it be left behind
    try:
        fresh = workshop / "new"
        if folder.exists():
            shutil.copytree(folder, fresh, symlinks=True)
            _remove_yaml(fresh)
        for path, content in files.items():
            _write(fresh / path, content)
        if paper:
            _keep_paper(fresh / PAPERS / paper[0], paper[1], f"{folder.name}/{PAPERS}/{paper[0]}")
        read_version(take_folder(fresh, str(folder), f"{folder.name}/"))
        _exchange(folder, fresh, workshop / "old")
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _workshops(folder: Path) -> str:
    """Return what the names of the folders begin with in which a policy folder is built."""
    return f".{folder.name}-policydiff-"


def _clear_away(folder: Path) -> None:
    """Remove what a killed process built beside a policy folder and left there; never what had been in use."""
    for left in folder.parent.glob(f"{_workshops(folder)}*/{_IGNORED}"):
        if not (left.parent / "old").exists():
            shutil.rmtree(left.parent, ignore_errors=True)


def replace_files(folder: Path, files: Mapping[str, bytes], place: str) -> None:
    """Replace files that are there, path → content, and keep who may read and write them.

    All are written beside their places first, then put there by renaming. Raises CatalogueError, with the file's path
    behind `place`, where one is write-protected (renaming would not mind) or cannot be written.
    """
    fresh: dict[str, Path] = {}
    try:
        for path, content in files.items():
            target = folder / path
            with refusing(place + path):
                if not target.stat().st_mode & stat.S_IWUSR:
                    remedy = f"allow writing to it first: chmod u+w {shlex.quote(place + path)}"
                    raise CatalogueError(Problem(file=place + path, found="the file is write-protected", remedy=remedy))
                if not os.access(target, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
                fresh[path] = Path(name)
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                shutil.copymode(target, name)
        for path, written in fresh.items():
            with refusing(place + path):
                written.replace(folder / path)
    finally:
        for left in fresh.values():
            left.unlink(missing_ok=True)


@contextmanager
def refusing(file: str) -> Iterator[None]:
    """Say of which file it was that the system refused to read or write it, and what to do."""
    try:
        yield
    except OSError as error:
        is_forbidden = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        rights = "see that you may write to it and to its folder, and that neither is locked"
        remedy = rights if is_forbidden else "mend that, then try again"
        found = f"the file cannot be replaced: {error.strerror or error}"
        raise CatalogueError(Problem(file=file, found=found, remedy=remedy)) from error


def read_yaml_files(folder: Path) -> dict[str, bytes]:
    """Return the YAML files of a policy folder, path → content; none when it is not there, and none that is hidden."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file() and PAPERS not in path.parts)
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in files.items() if not is_hidden(name)}


def _remove_yaml(folder: Path) -> None:
    for path in read_yaml_files(folder):
        parts = path.split("/")
        if path == COVER or len(parts) == 2:
            (folder / path).unlink()
    for child in folder.iterdir():
        if child.is_dir() and not any(child.iterdir()):
            child.rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _keep_paper(path: Path, content: bytes, shown: str) -> None:
    if path.exists() and path.read_bytes() != content:
        remedy = "papers are never edited: choose another --edition, or remove this file first"
        raise CatalogueError(Problem(file=shown, found="another paper of this edition is there already", remedy=remedy))
    _write(path, content)


def _exchange(folder: Path, fresh: Path, aside: Path) -> None:
    there = folder.exists()
    if there:
        folder.replace(aside)
    try:
        fresh.replace(folder)
    except OSError:
        if there:
            aside.replace(folder)
        raise
