"""`policydiff comment`, against servers on loopback."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, MUSIC, SCHOOLS, commit, demand, git, make_repository, write_policy
from tests.publish.servers import REPOSITORY, GitHub, GitLab, User, running
from tests.publish.targets import BOT, TOKEN, bodies

RUNNER = ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_TOKEN", "GITLAB_TOKEN", "POLICYDIFF_TOKEN", "POLICYDIFF_REPORT_URL")


@pytest.fixture(autouse=True)
def _outside(monkeypatch):
    for name in (*RUNNER, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Make a repository whose second commit drops a demand and rewords another."""
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", demand("schulen", SCHOOLS), demand("musik", MUSIC), demand("bruecken", BRIDGES))
    commit(folder, tag="old")
    write_policy(folder / "policy", demand("schulen", f"{SCHOOLS} bis 2030"), demand("bruecken", BRIDGES))
    commit(folder, tag="new")
    monkeypatch.chdir(folder)
    assert main(["diff", "old..new", "--format", "json", "--output", "report.json"]) == 0
    return folder


@pytest.fixture
def github():
    server = GitHub()
    server.users[TOKEN] = User(login=BOT, is_app=True)
    server.graphql_login = BOT
    with running(server):
        yield server


@pytest.fixture
def on_github(folder, github, monkeypatch, tmp_path):
    """Return a function that puts the test into a run of GitHub Actions for an event."""

    def enter(name: str, event: dict[str, Any], run: int = 100) -> None:
        path = tmp_path / "event.json"
        path.write_text(json.dumps(event))
        values = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ID": str(run),
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_API_URL": github.url,
            "GITHUB_TOKEN": TOKEN,
        }
        for key, value in values.items():
            monkeypatch.setenv(key, value)

    return enter


def pull_request(new: str, source: str = REPOSITORY) -> dict[str, Any]:
    head = {"sha": new, "ref": "bruecken", "repo": {"full_name": source}}
    return {"pull_request": {"number": 7, "base": {"sha": git(Path(), "rev-parse", "old")}, "head": head}}


def new() -> str:
    return git(Path(), "rev-parse", "new")


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed, without the lines between which the runner obeys nothing."""
    return re.sub(r"(?m)^::(?:stop-commands::)?[0-9a-f]{32}(?:::)?\n", "", capsys.readouterr().out)


def test_a_report_becomes_a_comment_and_is_brought_up_to_date(on_github, github, capsys, monkeypatch):
    monkeypatch.setenv(
        "POLICYDIFF_REPORT_URL", "https://github.com/ag-erfunden/forderungen/actions/runs/100/artifacts/1"
    )
    on_github("pull_request", pull_request(new()))
    assert main(["comment", "--report", "report.json"]) == 0
    assert told(capsys).startswith("Kommentar geschrieben: https://github.com/")

    [body] = bodies(github)
    assert "Von 3 Forderungen" in body
    assert f"https://github.com/{REPOSITORY}/blob/{new()[:12]}/policy/bildung/schulen.yaml#L2" in body
    assert "[vollständiger Bericht](https://github.com/ag-erfunden/forderungen/actions/runs/100/artifacts/1)" in body
    assert main(["comment", "old..new"]) == 0  # which checks too
    assert told(capsys).startswith("Kommentar erneuert")
    assert main(["comment", "old..new"]) == 0
    assert told(capsys).startswith("Der Kommentar sagt es schon")
    [body] = bodies(github)
    assert "**Prüfung: ohne Befund**" in body


def test_after_another_run_the_pull_request_is_looked_up_and_the_report_judged_anew(on_github, github, folder, capsys):
    Path("policy/policydiff.yaml").write_text("severities: {demand-dropped: notice}\n")
    assert main(["diff", "old..new", "--rules", "WORKTREE", "--format", "json", "--output", "report.json"]) == 0
    assert '"code":"demand-dropped","severity":"notice"' in Path("report.json").read_text()
    source = "neugierige/forderungen"
    run = {"event": "pull_request", "id": 99, "run_attempt": 1, "head_sha": new(), "head_branch": "bruecken"}
    github.pull_requests.append({"number": 7, "commit": new(), "commits": [new()], "source": source})
    on_github("workflow_run", {"workflow_run": {**run, "head_repository": {"full_name": source}}})

    assert main(["comment", "--report", "report.json"]) == 0
    assert "| schwerwiegend | entfällt |" in bodies(github)[0]


def leave(**files: str) -> None:
    """Leave what `policydiff ci` and `policydiff check` leave, in the folder `left`."""
    folder = Path("left")
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(content)


def check() -> str:
    """Return what a check of the last commit finds: nobody is addressed any more."""
    text = Path("policy/bildung/schulen.yaml").read_text().replace("addressees: [land]", "addressees: []")
    Path("policy/bildung/schulen.yaml").write_text(text)
    assert main(["check", "--since", "new", "--json", "check.json", "--output", "check.txt"]) == 0
    return Path("check.json").read_text()


def after_another_run(conclusion: str = "success") -> dict[str, Any]:
    run = {"event": "pull_request", "id": 99, "run_attempt": 1, "head_sha": new(), "head_branch": "bruecken"}
    return {
        "workflow_run": {**run, "conclusion": conclusion, "head_repository": {"full_name": "neugierige/forderungen"}}
    }


def test_what_the_check_found_is_told_with_the_report(on_github, github, capsys):
    leave(report=Path("report.json").read_text(), check=check())
    on_github("pull_request", pull_request(new()))

    assert main(["comment", "--report", "left"]) == 0
    place = f"https://github.com/{REPOSITORY}/blob/{new()[:12]}/policy/bildung/schulen.yaml#L"
    assert "**Prüfung: 1 Befund (1 Hinweis)**" in bodies(github)[0]
    assert f"([policy/bildung/schulen.yaml:3]({place}3))" in bodies(github)[0]


def test_after_another_run_findings_weigh_what_the_rules_of_the_main_branch_say(on_github, github, capsys):
    leave(report=Path("report.json").read_text(), check=check())
    Path("policy/policydiff.yaml").write_text("severities: {addressee-missing: major}\n")
    github.pull_requests.append({"number": 7, "commit": new(), "commits": [new()], "source": "neugierige/forderungen"})
    on_github("workflow_run", after_another_run())

    assert main(["comment", "--report", "left", "--rules", "WORKTREE"]) == 0
    assert "**Prüfung: 1 Befund (1 schwerwiegend)**" in bodies(github)[0]


def test_findings_alone_make_a_comment(on_github, github, capsys):
    found = check()
    assert main(["diff", "new", "new", "--format", "json", "--output", "report.json"]) == 0
    leave(report=Path("report.json").read_text(), check=found)
    on_github("pull_request", pull_request(new()))

    assert main(["comment", "--report", "left"]) == 0
    assert "Am Katalog ändert dieser Vorschlag nichts.**\n\n**Prüfung: 1 Befund (1 Hinweis)**" in bodies(github)[0]


def test_findings_that_no_check_wrote_are_refused_and_an_old_comment_does_not_pass_for_new(on_github, github, capsys):
    leave(report=Path("report.json").read_text(), check=check())
    on_github("pull_request", pull_request(new()))
    assert main(["comment", "--report", "left"]) == 0
    evil = json.loads(Path("left/check.json").read_text())
    evil["findings"][0]["rule"] = "::error::##[add-mask]land"
    leave(check=json.dumps(evil))
    on_github("pull_request", pull_request(new()), run=101)
    capsys.readouterr()

    assert main(["comment", "--report", "left"]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith("::stop-commands::")
    assert printed.err == ""
    [body] = bodies(github)
    assert f"**Zu Commit `{new()[:7]}` liegt kein Bericht vor.**" in body
    assert "add-mask" not in body


def test_a_commit_that_cannot_be_compared_replaces_what_was_said_of_the_one_before(on_github, github, capsys):
    on_github("pull_request", pull_request(new()))
    assert main(["comment", "--report", "report.json"]) == 0
    Path("policy/bildung/bruecken.yaml").write_text("id: bruecken\ntext: 12\n")
    broken = commit(Path())
    assert main(["ci", "--old", "old", "--new", broken, "--output", "left"]) == 2
    on_github("pull_request", pull_request(broken), run=101)
    capsys.readouterr()

    assert main(["comment", "--report", "left"]) == 0
    assert told(capsys).startswith("Kommentar erneuert")
    [body] = bodies(github)
    place = f"https://github.com/{REPOSITORY}/blob/{broken[:12]}/policy/bildung/bruecken.yaml#L2"
    assert f"**Commit `{broken[:7]}` lässt sich nicht vergleichen.**" in body
    assert f"([policy/bildung/bruecken.yaml:2]({place}))" in body
    assert f"[Lauf](https://github.com/{REPOSITORY}/actions/runs/101)" in body
    assert "Von 3 Forderungen" not in body


def test_where_the_target_branch_is_broken_the_comment_leads_there(on_github, github, capsys):
    Path("policy/bildung/bruecken.yaml").write_text("id: bruecken\ntext: 12\n")
    broken = commit(Path())
    write_policy(Path("policy"), demand("schulen", SCHOOLS), demand("bruecken", BRIDGES))
    mended = commit(Path())
    assert main(["ci", "--old", broken, "--new", mended, "--output", "left"]) == 0
    on_github("pull_request", pull_request(mended))

    assert main(["comment", "--report", "left"]) == 0
    [body] = bodies(github)
    assert "Zuerst zu beheben" not in body
    place = f"https://github.com/{REPOSITORY}/blob/{broken[:12]}/policy/bildung/bruecken.yaml#L2"
    assert f"([policy/bildung/bruecken.yaml:2]({place}))" in body


@pytest.mark.parametrize("claim", [{"reason": "first"}, {"reason": "old-unreadable", "old_commit": "3f1c" * 10}])
def test_a_run_that_says_what_is_not_so_of_the_main_branch_is_not_believed(on_github, github, capsys, claim):
    failure = {"schema_version": 1, "commit": new(), "old_commit": None, "problems": [], "left": 0}
    leave(failure=json.dumps(failure | claim))
    github.pull_requests.append({"number": 7, "commit": new(), "commits": [new()], "source": "neugierige/forderungen"})
    on_github("workflow_run", after_another_run())

    assert main(["comment", "--report", "left", "--rules", "old"]) == 2
    assert "which is not so" in told(capsys)
    assert bodies(github) == []  # there was no comment that could pass for new
    if claim["reason"] == "first":
        shutil.rmtree("policy")
    else:
        Path("policy/bildung/schulen.yaml").write_text("id: schulen\ntext: 12\n")
    assert main(["comment", "--report", "left", "--rules", "WORKTREE"]) == 0
    [body] = bodies(github)
    assert ("legt den Katalog an" in body) is (claim["reason"] == "first")


def test_rules_of_the_main_branch_that_cannot_be_read_stop_no_comment(on_github, github, capsys):
    Path("policy/policydiff.yaml").write_text("severities: {quatsch: major}\n")
    github.pull_requests.append({"number": 7, "commit": new(), "commits": [new()], "source": "neugierige/forderungen"})
    on_github("workflow_run", after_another_run())

    assert main(["comment", "--report", "report.json", "--rules", "WORKTREE"]) == 0
    [body] = bodies(github)
    assert "Die Regeln des Zielzweigs sind nicht lesbar" in body
    assert "(policy/policydiff.yaml:1)" in body
    assert "| schwerwiegend | entfällt |" in body


def test_where_nothing_can_be_compared_there_is_a_comment_from_the_first_push_on(on_github, github, capsys):
    failure = {
        "schema_version": 1,
        "commit": new(),
        "reason": "unreadable",
        "old_commit": None,
        "problems": [],
        "left": 0,
    }
    leave(failure=json.dumps(failure))
    on_github("pull_request", pull_request(new()))

    assert main(["comment", "--report", "left"]) == 0
    assert told(capsys).startswith("Kommentar geschrieben")
    leave(failure=json.dumps(failure | {"commit": "9d2e" * 10}))
    on_github("pull_request", pull_request(new()), run=101)
    assert main(["comment", "--report", "left"]) == 0
    assert "the report is about 9d2e9d2e9d2e" in told(capsys)
    assert "liegt kein Bericht vor" in bodies(github)[0]


def test_a_run_that_left_nothing_updates_a_comment_and_makes_none(on_github, github, capsys):
    github.pull_requests.append({"number": 7, "commit": new(), "commits": [new()], "source": "neugierige/forderungen"})
    on_github("workflow_run", after_another_run("cancelled"))
    assert main(["comment", "--no-report"]) == 0
    assert bodies(github) == []
    assert "Kein Kommentar: Es liegt kein Bericht vor" in capsys.readouterr().out

    assert main(["comment", "--report", "report.json"]) == 0
    later = after_another_run("timed_out")
    later["workflow_run"]["id"] = 100
    on_github("workflow_run", later)
    assert main(["comment", "--no-report"]) == 0
    [body] = bodies(github)
    assert f"**Zu Commit `{new()[:7]}` liegt kein Bericht vor.**" in body
    assert f"[Lauf](https://github.com/{REPOSITORY}/actions/runs/100)" in body

    on_github("workflow_run", after_another_run())  # an older run that ends late
    assert main(["comment", "--report", "report.json"]) == 0
    assert "Ein neuerer Lauf hat schon kommentiert" in capsys.readouterr().out
    assert "liegt kein Bericht vor" in bodies(github)[0]


def test_where_several_requests_stand_at_a_commit_nothing_old_is_left_standing(on_github, github, capsys):
    one = {"number": 7, "commit": new(), "commits": [new()], "source": "neugierige/forderungen"}
    github.pull_requests = [one]
    on_github("workflow_run", after_another_run())
    assert main(["comment", "--report", "report.json"]) == 0
    assert "liegt kein Bericht vor" not in bodies(github)[0]
    github.pull_requests = [one | {"number": 8}, one]
    later = after_another_run()
    later["workflow_run"]["id"] = 100
    on_github("workflow_run", later)

    assert main(["comment", "--report", "report.json"]) == 0
    [body] = bodies(github)
    assert f"**Zu Commit `{new()[:7]}` liegt kein Bericht vor.**" in body
    assert "2 open pull requests stand at" in capsys.readouterr().out

    github.comments.clear()
    assert main(["comment", "--report", "report.json"]) == 0
    assert bodies(github) == []


def test_what_is_compared_here_is_checked_here(folder, capsys):
    write_policy(folder / "policy", demand("schulen", SCHOOLS, addressees=()), demand("bruecken", BRIDGES))
    commit(folder, tag="newer")

    assert main(["comment", "new..newer", "--dry-run"]) == 0
    assert "**Prüfung: 1 Befund (1 Hinweis)**" in capsys.readouterr().out
    assert main(["comment", "new", "--dry-run"]) == 0
    assert "**Prüfung: 1 Befund (1 Hinweis)**" in capsys.readouterr().out
    assert main(["comment", "dir:policy", "dir:policy", "--dry-run"]) == 0
    assert "Prüfung" not in capsys.readouterr().out


def test_a_report_of_another_commit_is_not_posted(on_github, github, capsys):
    on_github("pull_request", pull_request("9d2e" * 10))

    assert main(["comment", "--report", "report.json"]) == 0
    out = told(capsys)
    assert out.startswith("Nicht kommentiert\n::notice title=policydiff::the report is about ")
    assert github.writes() == 0
    assert main(["comment", "--report", "report.json", "--strict"]) == 2


def test_no_word_of_a_report_that_is_refused_acts_in_the_log(on_github, github, capsys):
    report = json.loads(Path("report.json").read_text())
    Path("report.json").write_text(json.dumps(report | {"language": "##[add-mask]land\n::error::x"}))
    on_github("pull_request", pull_request(new(), "neugierige/forderungen"))

    assert main(["comment", "--report", "report.json"]) == 2
    printed = capsys.readouterr()
    first, *lines, last = printed.out.splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    assert "##[add-mask]land" in "".join(lines)
    assert printed.err == ""
    assert github.writes() == 0


def test_a_refusal_is_a_notice_and_stops_nothing(on_github, github, capsys):
    github.users[TOKEN] = User(login=BOT, is_app=True, may_write=False)
    on_github("pull_request", pull_request(new(), "neugierige/forderungen"))

    assert main(["comment", "--report", "report.json"]) == 0
    assert "::notice title=policydiff::" in capsys.readouterr().out


def test_nothing_changed_is_silent(on_github, github, capsys):
    on_github("pull_request", pull_request(new()))

    assert main(["comment", "new", "new"]) == 0
    assert "Kein Kommentar: Es hat sich nichts geändert" in capsys.readouterr().out
    assert bodies(github) == []


def test_a_push_has_no_request(on_github, github, capsys):
    on_github("push", {"before": git(Path(), "rev-parse", "old"), "after": new()})

    assert main(["comment", "--report", "report.json"]) == 0
    assert "Kein Kommentar: Dieser Lauf gehört zu keinem" in capsys.readouterr().out
    assert github.writes() == 0


def test_a_report_that_is_none_is_bad_input(on_github, github, capsys):
    Path("report.json").write_text('{"schema_version": 1}')
    on_github("pull_request", pull_request(new()))

    assert main(["comment", "--report", "report.json"]) == 2
    assert "report.json: language is missing" in told(capsys)
    assert github.writes() == 0


def test_gitlab_takes_the_same_comment(folder, capsys, monkeypatch):
    server = GitLab()
    server.users[TOKEN] = User(login="project_4711_bot")
    with running(server):
        values = {
            "GITLAB_CI": "true",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "4711",
            "CI_MERGE_REQUEST_PROJECT_PATH": REPOSITORY,
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(folder, "rev-parse", "old"),
            "CI_COMMIT_SHA": new(),
            "CI_PIPELINE_ID": "100",
            "CI_JOB_ID": "1",
            "CI_SERVER_URL": "https://gitlab.com",
            "CI_API_V4_URL": server.url,
            "CI_PIPELINE_URL": "https://gitlab.com/x/-/pipelines/100",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": REPOSITORY,
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "bruecken",
            "GITLAB_TOKEN": TOKEN,
        }
        for key, value in values.items():
            monkeypatch.setenv(key, value)
        assert main(["comment", "--report", "report.json"]) == 0
        assert (
            f"https://gitlab.com/{REPOSITORY}/-/blob/{new()[:12]}/policy/bildung/schulen.yaml#L2" in bodies(server)[0]
        )


def test_a_dry_run_prints_the_comment_anywhere(folder, capsys):
    assert main(["comment", "old..new", "--dry-run", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("**Of 3 demands")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["old", "new", "WORKTREE"],
        ["old..new", "--report", "report.json"],
        ["old..new", "--no-report"],
        ["--no-report", "--report", "report.json"],
    ],
)
def test_what_is_commented_must_be_said(words, folder, capsys):
    assert main(["comment", *words]) == 2


def test_without_a_token_nothing_is_asked(on_github, github, monkeypatch, capsys):
    on_github("pull_request", pull_request(new()))
    monkeypatch.delenv("GITHUB_TOKEN")

    assert main(["comment", "--report", "report.json"]) == 2
    assert "neither POLICYDIFF_TOKEN nor GITHUB_TOKEN is set" in capsys.readouterr().err
    assert not github.seen
