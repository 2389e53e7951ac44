"""That a test is skipped where its program or library is missing, and that in CI this is a failure, by whatever means."""

import os
import re
import subprocess
import sys
from pathlib import Path

WAYS = {
    "a library a module needs": 'import pytest\n\npytest.importorskip("no_such_library")\n',
    "a library a test needs": 'import pytest\n\n\ndef test_it():\n    pytest.importorskip("no_such_library")\n',
    "a program": 'def test_it(program):\n    program("no-such-program")\n',
    "a system": 'import pytest\n\n\n@pytest.mark.skipif(True, reason="no")\ndef test_it():\n    pass\n',
    "no cases": 'import pytest\n\n\n@pytest.mark.parametrize("case", [])\ndef test_it(case):\n    pass\n',
}


def run(folder: Path, *, is_ci: str) -> subprocess.CompletedProcess[str]:
    options = [f"--rootdir={folder}", "--config-file=/dev/null", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, "--continue-on-collection-errors"]
    environment = {**os.environ, "POLICYDIFF_CI": is_ci}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_what_is_missing_is_skipped_on_a_machine_and_a_failure_in_ci(tmp_path):
    (tmp_path / "conftest.py").write_bytes(Path(__file__).with_name("conftest.py").read_bytes())
    (tmp_path / "test_sound.py").write_text("def test_it():\n    pass\n", "utf-8")
    for number, content in enumerate(WAYS.values()):
        (tmp_path / f"test_{number}.py").write_text(content, "utf-8")

    here = run(tmp_path, is_ci="")
    assert (here.returncode, f"1 passed, {len(WAYS)} skipped" in here.stdout) == (0, True), here.stdout
    there = run(tmp_path, is_ci="1")
    assert (there.returncode, "skipped" in there.stdout.splitlines()[-1]) == (1, False), there.stdout
    failed = re.findall(r"^test_(\d)\.py\S* was skipped, and in CI nothing may be", there.stdout, re.MULTILINE)
    assert [way for number, way in enumerate(WAYS) if str(number) not in failed] == []
