"""Options that several commands share."""

import os
import threading

import pytest

from policydiff.cli.options import write_file


def test_a_file_is_written_whole_and_keeps_its_line_ends(tmp_path):
    write_file(tmp_path / "new" / "report.txt", "eins\r\nzwei\n")
    assert (tmp_path / "new" / "report.txt").read_bytes() == b"eins\r\nzwei\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["report.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_device_is_written_to_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, "Änderung")
    reader.join(timeout=5)
    assert found == ["Änderung".encode()]
    assert pipe.is_fifo()
