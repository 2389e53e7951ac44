"""The committed reports are those that the catalogue and the example give today."""

from pathlib import Path

import pytest

from policydiff.cli import main

ROOT = Path(__file__).parents[1]
REMEDY = "reports/ is out of date: run `make reports` and commit what changed"


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_the_report_of_the_real_catalogue_is_up_to_date(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["report", "--output", str(tmp_path / "reports")]) == 0
    assert contents(ROOT / "reports") == contents(tmp_path / "reports"), REMEDY
    assert main(["report", "--check"]) == 0


def test_the_report_of_the_example_is_up_to_date(tmp_path, capsys):
    assert main(["demo", "--output", str(tmp_path / "example")]) == 0
    assert contents(ROOT / "reports" / "example") == contents(tmp_path / "example"), REMEDY
    page = Path(capsys.readouterr().out.splitlines()[-1])
    assert page.suffix == ".html"
    assert page.is_file()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_demo_speaks_both_languages(tmp_path, capsys, language):
    assert main(["demo", "--output", str(tmp_path), "--lang", language]) == 0
    out = capsys.readouterr().out
    assert ("Von 64 Forderungen" in out) == (language == "de")
    assert ("Of 64 demands" in out) == (language == "en")
