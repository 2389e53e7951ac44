"""The report of another job: taken from what `policydiff ci` leaves, and from nothing else."""

import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from policydiff.errors import UsageError
from policydiff.sources import archive
from policydiff.sources.archive import take_files

REPORT = b'{"schema_version": 1}'


def pack(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_a_report_is_taken_as_a_file_from_a_folder_and_from_an_archive(tmp_path):
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "report.json").write_bytes(REPORT)
    (plain / "report.html").write_bytes(b"<html>")
    packed = tmp_path / "packed"
    packed.mkdir()
    pack(packed / "policydiff-report.zip", {"report.json": REPORT, "report.html": b"<html>", "report.md": b"#"})

    for path in (plain, plain / "report.json", packed, packed / "policydiff-report.zip"):
        assert take_files(path) == {"report.json": REPORT}


def test_what_the_check_found_lies_beside_the_report(tmp_path):
    files = {"report.json": REPORT, "check.json": b"[]"}
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)

    assert take_files(folder) == take_files(pack(tmp_path / "a.zip", files)) == files
    assert take_files(folder / "report.json") == {"report.json": REPORT}


def test_a_failure_takes_the_place_of_the_report(tmp_path):
    files = {"failure.json": b"{}", "check.json": b"[]"}
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)

    assert take_files(folder) == take_files(pack(tmp_path / "a.zip", files)) == files
    (folder / "report.json").write_bytes(REPORT)
    with pytest.raises(UsageError, match="a report and a failure at once"):
        take_files(folder)
    (folder / "report.json").unlink()
    (folder / "failure.json").unlink()
    with pytest.raises(UsageError, match=r"check.json without report.json"):
        take_files(folder)


def test_nothing_is_unpacked_onto_the_disk(tmp_path):
    pack(tmp_path / "a.zip", {"report.json": REPORT})

    take_files(tmp_path / "a.zip")

    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"andere.json": b"{}"}, "an archive with 'andere.json'"),
        ({"report.html": b""}, "an archive without report.json"),
        ({"check.json": b"{}"}, "an archive without report.json"),
        ({"report.json": REPORT, "failure.json": b"{}"}, "a report and a failure at once"),
        ({"report.json": REPORT, "x/check.json": b"{}"}, "an archive with 'x/check.json'"),
        ({"report.json": REPORT, "/etc/passwd": b""}, "an archive with '/etc/passwd'"),
        ({"report.json": REPORT, "report./evil": b""}, "an archive with 'report./evil'"),
        ({"report.json": REPORT, **{f"report.{number}": b"" for number in range(10)}}, "an archive with 11 files"),
    ],
)
def test_an_archive_of_anything_else_is_refused(tmp_path, files, found):
    pack(tmp_path / "a.zip", files)

    with pytest.raises(UsageError) as caught:
        take_files(tmp_path / "a.zip")

    assert found in str(caught.value)


@pytest.mark.parametrize("name", ["report.json", "check.json", "failure.json"])
def test_nothing_that_unpacks_to_more_than_the_bound_is_read(tmp_path, monkeypatch, name):
    monkeypatch.setattr(archive, "LARGEST_REPORT", 1000)
    pack(
        tmp_path / "a.zip",
        {name: b" " * 1001} if name == "failure.json" else {"report.json": REPORT, name: b" " * 1001},
    )

    with pytest.raises(UsageError, match="more than 1,000 bytes"):
        take_files(tmp_path / "a.zip")


def end(count: int, length: int, comment: bytes = b"") -> bytes:
    """Return the end of an archive whose list of files begins with the file."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, 0, len(comment)) + comment


@pytest.mark.parametrize("count", [1, 65_535])
def test_a_list_of_a_million_files_is_not_read(tmp_path, count):
    header = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    entries = header * 1_000_000
    (tmp_path / "a.zip").write_bytes(entries + end(count, len(entries)))
    tracemalloc.start()

    with pytest.raises(UsageError, match="an archive with (65535 files|a list of files of 47,000,000 bytes)"):
        take_files(tmp_path / "a.zip")

    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("place", ["comment", "large"])
def test_an_archive_whose_end_can_be_read_in_two_ways_is_refused(tmp_path, place):
    whole = pack(tmp_path / "a.zip", {"report.json": REPORT}).read_bytes()
    if place == "comment":
        whole = whole[:-2] + struct.pack("<H", 22) + end(1, 47)
    else:  # what tells readers of large archives to look elsewhere
        whole = whole[:-22] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + whole[-22:]
    (tmp_path / "b.zip").write_bytes(whole)

    with pytest.raises(UsageError):
        take_files(tmp_path / "b.zip")


def test_an_archive_larger_than_the_bound_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 10)
    pack(tmp_path / "a.zip", {"report.json": REPORT})

    with pytest.raises(UsageError, match="more than 10 bytes"):
        take_files(tmp_path / "a.zip")


@pytest.mark.parametrize("cut", [30, 60, 90])
def test_a_damaged_archive_is_refused_or_read_as_what_it_is(tmp_path, cut):
    whole = pack(tmp_path / "a.zip", {"report.json": REPORT * 50}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:cut] + b"\xff" * 8 + whole[cut + 8 :])

    with pytest.raises(UsageError):
        take_files(tmp_path / "b.zip")


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_report_packed_as_no_platform_does_is_refused(tmp_path, packing):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", packing) as packed:
        packed.writestr("report.json", REPORT)

    with pytest.raises(UsageError, match="in another way than deflate"):
        take_files(tmp_path / "a.zip")


def test_whatever_is_damaged_in_an_archive_it_is_refused_or_read(tmp_path):
    whole = pack(tmp_path / "a.zip", {"report.json": REPORT * 5, "report.md": b"\xc3\xbc"}).read_bytes()
    for place in range(len(whole)):
        for value in (0x00, 0x80, 0xFF):
            (tmp_path / "b.zip").write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
            with suppress(UsageError):
                take_files(tmp_path / "b.zip")


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"{}")
    folder = tmp_path / "artifact"
    folder.mkdir()
    (folder / "report.json").symlink_to(tmp_path / "secret")

    with pytest.raises(UsageError):
        take_files(folder)


@pytest.mark.parametrize("names", [(), ("a", "b")])
def test_a_folder_without_one_report_is_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(b"")

    with pytest.raises(UsageError, match="and no report.json"):
        take_files(tmp_path)
