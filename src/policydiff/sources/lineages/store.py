"""What earlier runs found out, kept by content: plain JSON in the user's cache folder, to be deleted at any time.

Nothing kept can be stale: a name is the hash of the git trees it was made from, of our own code that made it, and of
the versions of the libraries that code counts with. A file is written whole or not at all, so that runs beside each
other do no harm, and carries the hash of its content: what is broken counts as not there.
"""

import json
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

# A file is {"digest": "…", "content": …}: the digest is that of the content's bytes.
_HEAD = b'{"digest": "'
_MIDDLE = b'", "content": '
_END = b"}\n"
_DIGEST = 64

MOST_FILES = 5_000
"""More are never kept: an edition that is still worked on leaves three files behind with every commit. 60 editions of
1,000 demands take 180 files and 20 MB."""
_LIBRARIES = ("numpy", "ruamel.yaml", "scipy")
_PARTS = ("core", "sources")


class Store:
    """Keeps JSON under names made of words; keeps nothing where the folder cannot be written."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the user's cache folder unless another is given."""
        self._folder = folder or cache_folder()

    def load(self, *name: str) -> Any:
        """Return what is kept under a name, None where there is nothing or nothing sound."""
        try:
            content = self._path(name).read_bytes()
        except OSError:
            return None
        start = len(_HEAD)
        digest, body = content[start : start + _DIGEST], content[start + _DIGEST + len(_MIDDLE) : -len(_END)]
        if sha256(body).hexdigest().encode() != digest:
            return None
        try:
            return json.loads(body)
        except ValueError:
            return None

    def save(self, content: Any, *name: str) -> None:
        """Keep content under a name; nothing happens where that is not possible."""
        path = self._path(name)
        try:
            body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        except (TypeError, ValueError):  # a value of `meta` that JSON has no word for
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_HEAD + sha256(body).hexdigest().encode() + _MIDDLE + body + _END)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            self._make_room()

    def _path(self, name: tuple[str, ...]) -> Path:
        words = "\0".join((_code(), *name))
        return self._folder / f"{name[0]}-{sha256(words.encode()).hexdigest()[:40]}.json"

    def _make_room(self) -> None:
        """Remove the oldest files where there are too many."""
        with os.scandir(self._folder) as entries:
            files = [entry for entry in entries if entry.name.endswith(".json")]
        if len(files) > MOST_FILES:
            files.sort(key=lambda entry: entry.stat().st_mtime)
            for entry in files[: len(files) // 4]:
                Path(entry.path).unlink(missing_ok=True)


def cache_folder() -> Path:
    """Return where the machine keeps what can be made again: the folder of lineages in it (XDG, Windows, macOS)."""
    named = os.environ.get("XDG_CACHE_HOME")
    if named and Path(named).is_absolute():  # as the XDG Base Directory Specification asks
        base = Path(named)
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path.home() / ".cache"
    return base / "policydiff" / "lineage"


@cache
def _code() -> str:
    """Return a hash of everything that decides what is kept: our own code, and the libraries it counts with."""
    digest = sha256()
    package = Path(__file__).parents[2]
    for part in _PARTS:
        for path in sorted((package / part).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"\0{library} {version(library)}".encode())
    return digest.hexdigest()
