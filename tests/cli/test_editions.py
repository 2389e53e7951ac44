"""The list of editions and the reports of all of them, whatever the order they were taken in."""

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, CYCLING, SCHOOLS, commit, demand, make_repository, write_policy

A, B, Z = demand("a", SCHOOLS), demand("b", BRIDGES), demand("z", CYCLING)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a repository of three papers of one title, of which the oldest was taken in last."""
    folder = make_repository(tmp_path / "repository")
    for date, *demands in (("2005-09", Z, A), ("2010", Z, A, B), ("1990", Z, B)):
        write_policy(folder / "policy", *demands, edition=f"e{date[:4]}", date=date)
        commit(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def test_editions_are_listed_in_the_order_of_their_papers(repository, capsys):
    assert main(["editions"]) == 0
    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines()[2:]] == ["e1990", "e2005", "e2010"]


def test_neighbours_in_the_order_of_the_papers_have_a_report_and_the_index_names_them(repository):
    assert main(["report"]) == 0
    index = (repository / "reports" / "index.md").read_text(encoding="utf-8")
    assert [line for line in index.splitlines() if line.startswith("- ")] == [
        "- **Erfundener Katalog**, e1990 (1990) → e2005 (September 2005)\\",
        "- **Erfundener Katalog**, e2005 (September 2005) → e2010 (2010)\\",
        "- **Erfundener Katalog**, e1990 (1990)\\",
        "- **Erfundener Katalog**, e2005 (September 2005)\\",
        "- **Erfundener Katalog**, e2010 (2010)\\",
    ]
    names = {path.stem for path in (repository / "reports").glob("*--*.md")}
    assert names == {"e1990--e2005", "e2005--e2010"}
    back = (repository / "reports" / "e2005--e2010.md").read_text(encoding="utf-8")
    assert "Zuletzt in: Fassung e1990" in back
    assert main(["report", "--check"]) == 0


def test_a_report_of_what_is_not_committed_stays_the_same_when_it_is(repository):
    write_policy(repository / "policy", Z, A, B, edition="e2007", date="2007")
    assert main(["report"]) == 0
    commit(repository)
    assert main(["report", "--check"]) == 0
    assert (repository / "reports" / "e2005--e2007.md").exists()
