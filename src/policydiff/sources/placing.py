"""Putting new files into a folder: all of them or none, and never over one that is there."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from policydiff.errors import Phrase, Problem, UsageError

_REMEDY = Phrase("move it away first")


def place_files(
    root: Path, files: Mapping[str, bytes], *, renew: Collection[str] = (), remedy: str = _REMEDY
) -> list[str]:
    """Write files below a folder, path → content, and return the paths that were written.

    A file that holds the same already is left alone; one of `renew` that holds something else is replaced. Raises
    UsageError with everything that is in the way, before anything is written; when writing fails half-way, or is
    interrupted, what was written is taken back.
    """
    fresh = {path: content for path, content in files.items() if not _holds(root / path, content)}
    problems = [problem for path in fresh for problem in _in_the_way(root, path, renew=path in renew, remedy=remedy)]
    if problems:
        raise UsageError(*problems)
    made: list[Path] = []
    try:
        waiting = [(_write_beside(root / path, content, made), root / path) for path, content in fresh.items()]
        for aside, path in waiting:
            made += [] if path.exists() else [path]
            aside.replace(path)
    except BaseException:
        _take_back(made)
        raise
    return list(fresh)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _in_the_way(root: Path, path: str, *, renew: bool, remedy: str) -> Iterable[Problem]:
    """Yield what stands where a file or one of its folders is to be; links are not followed out of the folder."""
    for folder in reversed(Path(path).parents[:-1]):
        there = root / folder
        if there.is_symlink() or (there.exists() and not there.is_dir()):
            yield Problem(file=folder.as_posix(), found=Phrase("this is no folder"), remedy=_REMEDY)
            return
    there = root / path
    if there.is_symlink() or (there.exists() and not (renew and there.is_file())):
        yield Problem(file=path, found=Phrase("is there already and says something else"), remedy=remedy)


def _write_beside(path: Path, content: bytes, made: list[Path]) -> Path:
    """Write the content into a new file beside the path, and return that; all that is made is noted, folders too."""
    missing = [folder for folder in path.parents if not folder.exists()]
    aside = path.with_name(f".{path.name}.new")
    if aside.exists():
        found = Phrase("is left over from an earlier run")
        raise UsageError(Problem(file=str(aside), found=found, remedy=Phrase("remove it")))
    made += [*reversed(missing), aside]  # before they are there: an interruption must leave nothing behind
    path.parent.mkdir(parents=True, exist_ok=True)
    with aside.open("xb") as file:
        file.write(content)
    return aside


def _take_back(made: Iterable[Path]) -> None:
    for path in reversed(list(made)):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
