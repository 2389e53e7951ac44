"""Options that several commands share, and how they answer."""

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from policydiff.errors import Problem, UsageError, did_you_mean
from policydiff.sources.git import Repository
from policydiff.sources.versions import Place

LANGUAGES = ("de", "en")
_HERE, _POLICY = ".", "policy"
# The width of anything that is not a terminal: what a printed page or a mail still shows without folding.
_WIDTH_OF_A_FILE = 80
_WIDEST = 120
# A report is written in parts of so many letters: encoded as a whole, a large one would stand in memory twice.
_AT_ONCE = 1_000_000


def add_place(parser: ArgumentParser) -> None:
    """Add `--repo` and `--policy-dir`."""
    parser.add_argument("--repo", default=_HERE, metavar="DIR", help="the git repository (default: the current folder)")
    parser.add_argument(
        "--policy-dir", default=_POLICY, metavar="DIR", help="the catalogue's folder inside it (default: policy)"
    )


def add_language(parser: ArgumentParser) -> None:
    """Add `--lang`."""
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the report (default: the catalogue's)")


def add_pair(parser: ArgumentParser) -> None:
    """Add the versions to compare, in all the ways to name them."""
    ways = "OLD, OLD NEW, OLD..NEW or OLD...NEW; NEW is WORKTREE if left out"
    parser.add_argument("versions", nargs="+", metavar="VERSION", help=ways)


def pair_of(options: Namespace) -> tuple[str, ...]:
    """Return the versions to compare as they are named; raises UsageError for more than two."""
    if len(options.versions) > 2:
        raise UsageError(Problem(found=f"{len(options.versions)} versions", remedy="name one or two"))
    return tuple(options.versions)


def place_of(options: Namespace) -> Place:
    """Return where versions are looked for."""
    policy = options.policy_dir.strip("/").removeprefix("./")
    return Place(folder=Path(options.repo), policy=policy)


def place_words(options: Namespace) -> list[str]:
    """Return what another command needs to look for versions in the same place."""
    said = (("--repo", options.repo, _HERE), ("--policy-dir", options.policy_dir, _POLICY))
    return [word for option, value, default in said if value != default for word in (option, value)]


def warn_if_shallow(repository: Repository) -> None:
    """Say on stderr that the history is cut, where an answer depends on it."""
    if repository.is_shallow:
        what = "this is a shallow clone: earlier editions, and demands that they dropped, cannot be seen"
        print(f"policydiff: {what}; git fetch --unshallow (in CI: fetch-depth: 0)", file=sys.stderr)


def width() -> int:
    """Return how many columns the terminal has, and 80 where there is none."""
    return (
        min(shutil.get_terminal_size((_WIDTH_OF_A_FILE, 24)).columns, _WIDEST)
        if sys.stdout.isatty()
        else _WIDTH_OF_A_FILE
    )


def has_colour() -> bool:
    """Return whether the output goes to a terminal that shows colour and to a person who wants it."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_out(content: str | bytes, format: str) -> None:
    """Write to stdout; raises UsageError where a document would go to a terminal."""
    if isinstance(content, str):
        for start in range(0, len(content), _AT_ONCE):
            sys.stdout.write(content[start : start + _AT_ONCE])
        return
    if sys.stdout.isatty():
        raise UsageError(Problem(found=f"a {format} document for a terminal", remedy="name a file with --output"))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; text as UTF-8, its line ends as they are. A device or pipe is written to."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def words_of(values: list[str] | None) -> tuple[str, ...]:
    """Return what was given to an option that takes a list with commas and may be repeated."""
    return tuple(word.strip() for value in values or [] for word in value.split(",") if word.strip())


def choose(option: str, words: tuple[str, ...], known: dict[str, str]) -> tuple[str, ...]:
    """Return the keys of the words given; `known` maps accepted words, in lower case, to keys.

    Raises UsageError that names the nearest known word for each one that is not known.
    """
    unknown = [word for word in words if word.casefold() not in known]
    if unknown:
        keys = sorted(set(known.values()))
        raise UsageError(
            *(Problem(found=f"{option} {word!r} is not known", remedy=did_you_mean(word, keys)) for word in unknown)
        )
    return tuple(dict.fromkeys(known[word.casefold()] for word in words))


def id_remedy(id: str, known: list[str]) -> str:
    """Return what to do about an id that is not known: a permanent reference names an edition too (`id@edition`)."""
    bare = id.partition("@")[0]
    return f"name the id alone: {bare}" if bare != id and bare in known else did_you_mean(id, known)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
