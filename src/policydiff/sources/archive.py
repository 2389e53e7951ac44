"""The report that another job left: one JSON file, alone, in a folder or in a zip archive. Nothing in it is trusted.

Whoever opens a pull request from a fork decides what its run leaves. So nothing is unpacked onto the disk; only the one
file is read, and nothing beyond the bounds.
"""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from policydiff.errors import Problem, UsageError

REPORT = "report.json"
# 100,000 demands make a report of about 20 MB, and a page that is a little longer.
LARGEST_REPORT = 50_000_000
LARGEST_ARCHIVE = 100_000_000
# What `policydiff ci` writes, and room for formats to come.
MOST_FILES = 10

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for an archive that is none; NotImplementedError is a RuntimeError.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)


def take_report(path: Path) -> bytes:
    """Return the content of `report.json`, which `path` is, or is an archive of, or is a folder with one of both.

    Raises UsageError for anything that does not look like what `policydiff ci` wrote, or is too large.
    """
    file = _only_file(path) if path.is_dir() else path
    if file.is_symlink() or not file.is_file():
        _refuse(path, "there is no report here")
    if file.stat().st_size > LARGEST_ARCHIVE:
        _refuse(path, f"more than {LARGEST_ARCHIVE:,} bytes")
    if zipfile.is_zipfile(file):
        return _unpack(file)
    with file.open("rb") as stream:
        return _bounded(stream.read(LARGEST_REPORT + 1), path)


def _only_file(folder: Path) -> Path:
    if (folder / REPORT).is_file():
        return folder / REPORT
    files = list(folder.iterdir())
    if len(files) != 1:
        _refuse(folder, f"{len(files)} files and no {REPORT}")
    return files[0]


def _unpack(file: Path) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(members) > MOST_FILES or len(set(names)) != len(names):
                _refuse(file, f"an archive with {len(members)} files")
            strange = [name for name in names if not name.startswith("report.") or "/" in name or "\\" in name]
            if strange or REPORT not in names:
                _refuse(file, f"an archive with {strange[0]!r}" if strange else f"an archive without {REPORT}")
            if archive.getinfo(REPORT).compress_type not in _PACKED:
                _refuse(file, f"an archive that packs {REPORT} in another way than deflate")
            with archive.open(REPORT) as stream:
                return _bounded(stream.read(LARGEST_REPORT + 1), file)
    except _BROKEN as error:
        _refuse(file, f"an archive that cannot be read: {error}")


def _bounded(content: bytes, path: Path) -> bytes:
    if len(content) > LARGEST_REPORT:
        _refuse(path, f"a report of more than {LARGEST_REPORT:,} bytes")
    return content


def _refuse(path: Path, found: str) -> NoReturn:
    remedy = f"give what `policydiff ci` wrote: {REPORT}, or the artifact that holds it"
    raise UsageError(Problem(file=str(path), found=found, remedy=remedy))
