"""What another job left: its report or why there is none, and what the check found, in a folder or in a zip archive.

Nothing in it is trusted: whoever opens a pull request from a fork decides what its run leaves. So nothing is unpacked
onto the disk; only the files that are known are read, and nothing beyond the bounds.
"""

import os
import struct
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from policydiff.errors import Problem, UsageError

REPORT = "report.json"
CHECK = "check.json"
FAILURE = "failure.json"
# 100,000 demands make a report of about 20 MB, and a page that is a little longer.
LARGEST_REPORT = 50_000_000
LARGEST_ARCHIVE = 100_000_000
# What `policydiff ci` and `policydiff check` write, and room for formats to come.
MOST_FILES = 10
# The list of files at the end of an archive: an entry of the platforms we know is shorter than 100 bytes.
LONGEST_LIST = 10_000

_KNOWN = (REPORT, CHECK, FAILURE)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for an archive that is none; NotImplementedError is a RuntimeError.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)
# The end of an archive (APPNOTE.TXT 4.3.16): how many entries its list has, and how long it is; then its comment.
_END = struct.Struct("<4s4HLLH")
_END_SIGN, _LARGE_END_SIGN = b"PK\x05\x06", b"PK\x06\x07"
_LARGE_END_BYTES = 20


def take_files(path: Path) -> dict[str, bytes]:
    """Return the content of `report.json` or `failure.json`, and of `check.json` where it is there, by their names.

    `path` is the report itself, or an archive of them, or a folder with the files or one archive. Raises UsageError for
    anything that does not look like what `policydiff ci` wrote, or is too large.
    """
    if path.is_dir():
        found = [path / name for name in _KNOWN if (path / name).is_file()]
        files = {one.name: _read(one) for one in found} if found else _open(_only_file(path))
    else:
        files = _open(path)
    if (REPORT in files) is (FAILURE in files):
        what = "a report and a failure at once" if REPORT in files else f"{CHECK} without {REPORT}"
        _refuse(path, what)
    return files


def _open(file: Path) -> dict[str, bytes]:
    """Return what a file holds: an archive's files, or the one report that it is."""
    _check_file(file)
    return _unpack(file) if zipfile.is_zipfile(file) else {REPORT: _read(file)}


def _only_file(folder: Path) -> Path:
    files = list(folder.iterdir())
    if len(files) != 1:
        _refuse(folder, f"{len(files)} files and no {REPORT}")
    return files[0]


def _read(file: Path) -> bytes:
    _check_file(file)
    with file.open("rb") as stream:
        return _bounded(stream.read(LARGEST_REPORT + 1), file)


def _check_file(file: Path) -> None:
    if file.is_symlink() or not file.is_file():
        _refuse(file, "there is no report here")
    if file.stat().st_size > LARGEST_ARCHIVE:
        _refuse(file, f"more than {LARGEST_ARCHIVE:,} bytes")


def _unpack(file: Path) -> dict[str, bytes]:
    _check_list(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(members) > MOST_FILES or len(set(names)) != len(names):
                _refuse(file, f"an archive with {len(members)} files")
            strange = [name for name in names if not _is_expected(name)]
            if strange or not {REPORT, FAILURE}.intersection(names):
                _refuse(file, f"an archive with {strange[0]!r}" if strange else f"an archive without {REPORT}")
            return {name: _unpack_one(archive, name, file) for name in _KNOWN if name in names}
    except _BROKEN as error:
        _refuse(file, f"an archive that cannot be read: {error}")


def _check_list(file: Path) -> None:
    """Refuse an archive with a long list of files before that list is read: there may be millions, and no content.

    Only an archive that ends as platforms write it goes on to zipfile, which then finds the same end.
    """
    with file.open("rb") as stream:
        stream.seek(-min(file.stat().st_size, _LARGE_END_BYTES + _END.size), os.SEEK_END)
        tail = stream.read()
    end = tail[-_END.size :]
    if not end.startswith(_END_SIGN) or len(end) < _END.size or tail[: -_END.size].startswith(_LARGE_END_SIGN):
        _refuse(file, "an archive that does not end as platforms write it")
    _, _, _, _, count, length, _, comment = _END.unpack(end)
    if comment:
        _refuse(file, "an archive that does not end as platforms write it")
    if count > MOST_FILES:
        _refuse(file, f"an archive with {count} files")
    if length > LONGEST_LIST:
        _refuse(file, f"an archive with a list of files of {length:,} bytes")


def _is_expected(name: str) -> bool:
    return name in _KNOWN or (name.startswith("report.") and "/" not in name and "\\" not in name)


def _unpack_one(archive: zipfile.ZipFile, name: str, file: Path) -> bytes:
    if archive.getinfo(name).compress_type not in _PACKED:
        _refuse(file, f"an archive that packs {name} in another way than deflate")
    with archive.open(name) as stream:
        return _bounded(stream.read(LARGEST_REPORT + 1), file)


def _bounded(content: bytes, path: Path) -> bytes:
    if len(content) > LARGEST_REPORT:
        _refuse(path, f"a report of more than {LARGEST_REPORT:,} bytes")
    return content


def _refuse(path: Path, found: str) -> NoReturn:
    remedy = f"give what `policydiff ci` wrote: {REPORT}, or the artifact that holds it"
    raise UsageError(Problem(file=str(path), found=found, remedy=remedy))
