"""`policydiff history`, `blame`, `timeline`, `stats`, `cite` and `export`, on a real repository."""

import json
import re

import pytest

from policydiff.cli import main
from tests.policies import (
    BRIDGES,
    LIBRARIES,
    SCHOOLS,
    commit,
    demand,
    git,
    make_repository,
    write_policy,
)

B = demand("bruecken", BRIDGES, group="verkehr", position=2)
LONGER = SCHOOLS.replace("Ganztagsschulen", "Ganztagsschulen und Kitas")
EDITIONS = {
    "p13": ("2013", [demand("schulen", SCHOOLS, position=1), B]),
    "p16": ("2016-04", [B, demand("bibliotheken", LIBRARIES, position=3)]),
    "p21": ("2021-09-26", [demand("schulen", LONGER, position=1, addressees=("bund",)), B]),
}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_repository(tmp_path / "repository")
    for name, (date, demands) in EDITIONS.items():
        write_policy(folder / "policy", *demands, edition=name, date=date, title=f"Papier {name}")
        commit(folder)
    monkeypatch.chdir(folder)
    return folder


def printed(capsys, *words):
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_a_history_tells_what_became_of_a_demand(repository, capsys):
    text = printed(capsys, "history", "schulen")

    assert "In 2 von 3 Fassungen (erste: 2013, letzte: 26. September 2021). Sie besteht fort." in " ".join(text.split())
    assert "Fehlt in der folgenden Fassung (April 2016)." in text
    assert "Wieder aufgenommen, zuletzt schulen@p13." in text
    assert "Ganztagsschulen {+und Kitas+} in allen" in text
    assert "Bund (+ Bund, − Land)" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_history_can_be_asked_for_by_an_edition_that_had_the_demand(repository, capsys):
    assert "Nur in einer Fassung: April 2016." in printed(capsys, "history", "bibliotheken@p16")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("schule", "no demand 'schule' in any edition; did you mean 'schulen'?"),
        ("schulen@p16", "no demand 'schulen' in p16; it stands in p13, p21"),
        ("schulen@p99", "there is no edition 'p99'; editions: p13, p16, p21"),
        ("@p13", "no id in '@p13'; write ID or ID@EDITION"),
    ],
)
@pytest.mark.parametrize("command", ["history", "blame"])
def test_what_is_not_there_is_answered_with_what_is(repository, capsys, command, asked, said):
    assert main([command, asked]) == 2
    assert said in capsys.readouterr().err


def test_blame_names_the_edition_of_every_word(repository, capsys):
    lines = printed(capsys, "blame", "schulen").splitlines()

    assert [line.split()[:2] for line in lines[3:6]] == [["2013", "Ganztagsschulen"], ["2021", "und"], ["2013", "in"]]


def test_a_timeline_has_a_line_for_every_demand(repository, capsys):
    lines = printed(capsys, "timeline").splitlines()

    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith(("schulen", "bruecken", "biblio"))}
    assert rows == {"schulen": ["+", "×", "↑"], "bruecken": ["+", "=", "="], "bibliotheken": ["·", "+", "×"]}


@pytest.mark.parametrize("command", [["history", "schulen"], ["blame", "schulen"], ["timeline"], ["stats"]])
@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "json"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_format_is_the_same_twice(repository, capsys, command, format, language):
    words = [*command, "--format", format, "--lang", language]
    first = printed(capsys, *words)

    assert first == printed(capsys, *words)
    assert str(repository) not in first


def test_a_timeline_can_be_opened_as_a_table(repository, capsys, tmp_path):
    assert main(["timeline", "--format", "csv", "-o", str(tmp_path / "t.csv")]) == 0
    text = (tmp_path / "t.csv").read_text("utf-8-sig")

    assert text.splitlines()[0] == "Arbeitsgruppe;Kennung;Forderung;p13;p16;p21"
    assert "AG Verkehr;bruecken;" in text


def test_an_edition_that_is_not_committed_is_mentioned(repository, capsys):
    write_policy(repository / "policy", B, edition="p25")
    assert main(["timeline"]) == 0

    assert "the edition 'p25' is not committed yet" in capsys.readouterr().err


@pytest.mark.parametrize("style", ["text", "bibtex", "csl-json"])
def test_a_citation_names_paper_date_place_and_commit(repository, capsys, style):
    text = printed(capsys, "cite", "schulen@p13", "--style", style)

    assert git(repository, "rev-parse", "HEAD~2") in text
    assert all(word in text for word in ("Papier p13", "2013", "schulen", "Ganztagsschulen"))


def test_what_is_not_committed_cannot_be_cited(repository, capsys):
    assert main(["cite", "schulen@WORKTREE"]) == 2
    assert "'WORKTREE' cannot be cited; name an edition or a commit" in capsys.readouterr().err


def test_an_export_has_tables_a_package_and_a_dictionary(repository, capsys, tmp_path):
    printed(capsys, "export", "--format", "json", "-o", str(tmp_path / "out"))
    names = {path.name for path in (tmp_path / "out").iterdir()}

    assert {"demands.json", "links.json", "changes.json", "datapackage.json", "README.md"} <= names
    demands = json.loads((tmp_path / "out/demands.json").read_text("utf-8"))
    assert [(one["edition"], one["id"], one["thread"]) for one in demands] == [
        ("p13", "schulen", "schulen"),
        ("p13", "bruecken", "bruecken"),
        ("p16", "bibliotheken", "bibliotheken"),
        ("p16", "bruecken", "bruecken"),
        ("p21", "schulen", "schulen"),
        ("p21", "bruecken", "bruecken"),
    ]


@pytest.fixture
def late(repository):
    """Add to the repository a paper from 2009 that is committed last, and an edition without any demand."""
    write_policy(repository / "policy", edition="leer", date="2022", title="Leeres Papier")
    commit(repository)
    write_policy(
        repository / "policy", demand("schulen", SCHOOLS, position=1), B, edition="p09", date="2009", title="Papier p09"
    )
    commit(repository)
    return repository


def test_what_is_cited_without_an_edition_is_the_latest_paper_and_not_the_latest_commit(late, capsys):
    for asked, commit_of in (("schulen", "HEAD~2"), ("bibliotheken", "HEAD~3")):
        wanted = git(late, "rev-parse", commit_of)
        told = re.findall(r"Commit +(\w+)", printed(capsys, "history", asked))

        assert f"Commit {wanted}" in printed(capsys, "cite", asked)
        assert wanted.startswith(told[-1])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("schule", "no demand 'schule' in any edition; did you mean 'schulen'?"),
        ("xyz", "no demand 'xyz' in any edition; known are: "),
        ("schule@p13", "no demand 'schule' in p13; did you mean 'schulen'?"),
    ],
)
def test_what_cannot_be_cited_is_answered_with_what_can(late, capsys, asked, said):
    assert main(["cite", asked]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", [["history", "schulen"], ["timeline"], ["stats"]])
def test_an_edition_without_a_demand_is_left_out_and_that_is_all_there_is_to_say(late, capsys, command):
    assert main(command) == 0
    told = capsys.readouterr()

    assert told.err == "policydiff: the edition leer holds no demand; it is left out\n"
    assert "Leeres Papier" not in told.out


def test_a_history_can_be_asked_for_by_a_part_that_is_merged_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_repository(tmp_path / "repository")
    whole = f"{SCHOOLS}; {LIBRARIES}"
    parts = [demand("schulen", SCHOOLS), demand("bibliotheken", LIBRARIES)]
    for name, demands in (("p13", [demand("beides", whole)]), ("p16", parts), ("p21", [demand("neu", whole)])):
        write_policy(folder / "policy", *demands, B, edition=name, date=f"20{name[1:]}")
        commit(folder)
    monkeypatch.chdir(folder)
    told = {id: printed(capsys, "history", id) for id in ("beides", "schulen", "bibliotheken", "neu")}

    assert all("Fortsetzung von beides@p13 gilt" in text.replace("\n", " ") for text in told.values())
    assert sum("In 3 von 3 Fassungen (erste: 2013, letzte: 2021)." in text for text in told.values()) == 3
    assert sum("Selbst nur in einer von 3 Fassungen: 2016." in text for text in told.values()) == 1


def test_an_export_refuses_a_folder_that_is_called_like_a_file(repository, capsys):
    assert main(["export", "--format", "xlsx", "-o", "forderungen.xlsx"]) == 2
    told = "forderungen.xlsx names a file; export writes several into a folder; name a folder: --output forderungen"
    assert told in capsys.readouterr().err
