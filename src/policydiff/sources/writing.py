"""A catalogue, or what is declared about its demands → the files of a policy folder, all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.reading import COVER, GROUP, PAPERS, read_version
from policydiff.sources.records import cover_values, demand_values, group_values
from policydiff.sources.snapshots import take_folder
from policydiff.sources.tidying import DEMAND_KEYS
from policydiff.sources.yaml import write_document, write_key

_DECLARED = "succeeds"


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
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
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


def write_declarations(folder: Path, demands: Iterable[Demand], shown: str) -> None:
    """Write what demands continue (`succeeds`) into their files in a policy folder, and touch nothing else in them.

    All of them or none. Raises CatalogueError, with the file's path below `shown`, where a file cannot be changed so.
    """
    paths = {f"{demand.group}/{demand.id}.yaml": demand.succeeds for demand in demands}
    behind = DEMAND_KEYS[: DEMAND_KEYS.index(_DECLARED)]
    contents = {path: (folder / path).read_bytes() for path in paths}
    declared = {
        path: write_key(contents[path], _DECLARED, succeeds, behind=behind, file=f"{shown}/{path}")
        for path, succeeds in paths.items()
    }
    replace_files(folder, {path: content for path, content in declared.items() if content != contents[path]})


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files that are there, path → content, and keep who may read and write them.

    All are written beside their places first, then put there by renaming.
    """
    fresh: dict[str, Path] = {}
    try:
        for path, content in files.items():
            target = folder / path
            handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
            fresh[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            shutil.copymode(target, name)
        for path, written in fresh.items():
            written.replace(folder / path)
    finally:
        for left in fresh.values():
            left.unlink(missing_ok=True)


def read_yaml_files(folder: Path) -> dict[str, bytes]:
    """Return the YAML files of a policy folder, path → content; none when it is not there."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file() and PAPERS not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


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
