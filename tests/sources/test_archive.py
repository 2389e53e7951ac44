"""The report of another job: taken from what `policydiff ci` leaves, and from nothing else."""

import zipfile
from contextlib import suppress

import pytest

from policydiff.errors import UsageError
from policydiff.sources import archive
from policydiff.sources.archive import take_report

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
        assert take_report(path) == REPORT


def test_nothing_is_unpacked_onto_the_disk(tmp_path):
    pack(tmp_path / "a.zip", {"report.json": REPORT})

    take_report(tmp_path / "a.zip")

    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"andere.json": b"{}"}, "an archive with 'andere.json'"),
        ({"report.html": b""}, "an archive without report.json"),
        ({"report.json": REPORT, "/etc/passwd": b""}, "an archive with '/etc/passwd'"),
        ({"report.json": REPORT, "report./evil": b""}, "an archive with 'report./evil'"),
        ({"report.json": REPORT, **{f"report.{number}": b"" for number in range(10)}}, "an archive with 11 files"),
    ],
)
def test_an_archive_of_anything_else_is_refused(tmp_path, files, found):
    pack(tmp_path / "a.zip", files)

    with pytest.raises(UsageError) as caught:
        take_report(tmp_path / "a.zip")

    assert found in str(caught.value)


def test_a_report_that_unpacks_to_more_than_the_bound_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_REPORT", 1000)
    pack(tmp_path / "a.zip", {"report.json": b" " * 1001})

    with pytest.raises(UsageError, match="more than 1,000 bytes"):
        take_report(tmp_path / "a.zip")


def test_an_archive_larger_than_the_bound_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 10)
    pack(tmp_path / "a.zip", {"report.json": REPORT})

    with pytest.raises(UsageError, match="more than 10 bytes"):
        take_report(tmp_path / "a.zip")


@pytest.mark.parametrize("cut", [30, 60, 90])
def test_a_damaged_archive_is_refused_or_read_as_what_it_is(tmp_path, cut):
    whole = pack(tmp_path / "a.zip", {"report.json": REPORT * 50}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:cut] + b"\xff" * 8 + whole[cut + 8 :])

    with pytest.raises(UsageError):
        take_report(tmp_path / "b.zip")


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_report_packed_as_no_platform_does_is_refused(tmp_path, packing):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", packing) as packed:
        packed.writestr("report.json", REPORT)

    with pytest.raises(UsageError, match="in another way than deflate"):
        take_report(tmp_path / "a.zip")


def test_whatever_is_damaged_in_an_archive_it_is_refused_or_read(tmp_path):
    whole = pack(tmp_path / "a.zip", {"report.json": REPORT * 5, "report.md": b"\xc3\xbc"}).read_bytes()
    for place in range(len(whole)):
        for value in (0x00, 0x80, 0xFF):
            (tmp_path / "b.zip").write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
            with suppress(UsageError):
                take_report(tmp_path / "b.zip")


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"{}")
    folder = tmp_path / "artifact"
    folder.mkdir()
    (folder / "report.json").symlink_to(tmp_path / "secret")

    with pytest.raises(UsageError):
        take_report(folder)


@pytest.mark.parametrize("names", [(), ("a", "b")])
def test_a_folder_without_one_report_is_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(b"")

    with pytest.raises(UsageError, match="and no report.json"):
        take_report(tmp_path)
