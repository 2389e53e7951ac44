"""One folder, one story: `tests/cases/<story>/{old,new}` and the report that must come out, all of it invented."""

from pathlib import Path

import pytest

import policydiff

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("story", sorted(path.name for path in CASES.iterdir()))
@pytest.mark.parametrize("ending", ["md", "json"])
def test_the_report_tells_the_story(story, ending, monkeypatch):
    monkeypatch.chdir(CASES / story)
    report = policydiff.compare_versions("dir:old", "dir:new")
    expected = Path(f"expected.{ending}").read_text(encoding="utf-8")
    assert policydiff.render_report(report, format={"md": "markdown", "json": "json"}[ending]) == expected
