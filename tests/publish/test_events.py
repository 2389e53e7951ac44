"""Which run is this: event files of GitHub Actions, and the environment of GitLab CI, all invented."""

import json
from pathlib import Path
from types import MappingProxyType

import pytest

from policydiff.errors import UsageError
from policydiff.publish.events import Event, Platform, Target, file_url, read_event, target_of
from policydiff.publish.marks import Run
from tests.publish.targets import NEW, OLD

EVENTS = Path(__file__).with_name("events")
REPOSITORY = "ag-erfunden/forderungen"
ON_GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_API_URL": "https://api.github.com",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": REPOSITORY,
    "GITHUB_RUN_ID": "900200",
    "GITHUB_RUN_ATTEMPT": "1",
    "GITHUB_SHA": "5c5c" * 10,
}
ON_GITLAB = {
    "GITLAB_CI": "true",
    "CI_API_V4_URL": "https://git.example.org/api/v4",
    "CI_SERVER_URL": "https://git.example.org",
    "CI_PIPELINE_URL": "https://git.example.org/ag-erfunden/ruhr/forderungen/-/pipelines/600",
    "CI_PIPELINE_ID": "600",
    "CI_JOB_ID": "8100",
    "CI_PROJECT_ID": "4711",
    "CI_PROJECT_PATH": "ag-erfunden/ruhr/forderungen",
    "CI_COMMIT_SHA": NEW,
    "CI_COMMIT_BEFORE_SHA": "0" * 40,
}
IN_A_MERGE_REQUEST = {
    **ON_GITLAB,
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_PROJECT_ID": "4711",
    "CI_MERGE_REQUEST_PROJECT_PATH": "ag-erfunden/ruhr/forderungen",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": OLD,
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "ag-erfunden/ruhr/forderungen",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "bruecken",
}


def event_of(name: str):
    return json.loads((EVENTS / f"{name}.json").read_text("utf-8"))


def on_github(name: str, file: str | None = None, **variables: str) -> Target:
    path = str(EVENTS / f"{file or name}.json")
    return target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": path, **variables})


def test_a_pull_request_is_a_target_with_all_that_a_comment_needs():
    assert on_github("pull_request") == Target(
        platform=Platform.GITHUB,
        event=Event.PULL_REQUEST,
        api_url="https://api.github.com",
        server_url="https://github.com",
        repository=REPOSITORY,
        run=Run(id=900200, attempt=1, commit=NEW),
        run_url="https://github.com/ag-erfunden/forderungen/actions/runs/900200",
        number=7,
        old_commit=OLD,
        new_commit=NEW,
        source_repository=REPOSITORY,
        source_branch="bruecken",
    )


def test_the_new_commit_of_a_pull_request_is_its_own_and_not_the_merge_that_actions_checks_out():
    assert on_github("pull_request").new_commit != ON_GITHUB["GITHUB_SHA"]


def test_a_pull_request_from_a_fork_is_told_apart():
    target = on_github("pull_request", "pull_request_from_fork")

    assert (target.number, target.is_fork, target.source_repository) == (7, True, "neugierige/forderungen")
    assert not on_github("pull_request").is_fork


def test_a_pull_request_whose_fork_was_deleted_is_one_from_a_fork():
    event = event_of("pull_request_from_fork")
    event["pull_request"]["head"]["repo"] = None

    assert target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": "pull_request"}, event).is_fork


@pytest.mark.parametrize("name", ["push", "merge_group"])
def test_a_push_and_a_merge_queue_have_two_commits_and_no_pull_request(name):
    target = on_github(name)

    assert (target.event, target.number, target.is_fork) == (Event(name), None, False)
    assert (target.old_commit, target.new_commit) == (OLD, NEW)


def test_the_first_push_of_a_branch_has_no_old_commit():
    event = {**event_of("push"), "before": "0" * 40}

    assert target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": "push"}, event).old_commit == ""


def test_after_a_run_the_commit_the_source_and_the_number_of_that_run_count():
    target = on_github("workflow_run")

    assert (target.event, target.number, target.old_commit) == (Event.WORKFLOW_RUN, None, "")
    assert target.run == Run(id=900100, attempt=2, commit=NEW)
    assert target.run_url == "https://github.com/ag-erfunden/forderungen/actions/runs/900100"
    assert (target.source_repository, target.source_branch) == ("neugierige/forderungen", "bruecken")


def test_after_the_run_of_a_push_there_is_no_pull_request_to_look_up():
    event = event_of("workflow_run")
    event["workflow_run"]["event"] = "push"

    assert target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": "workflow_run"}, event).event is Event.PUSH


def test_the_addresses_of_a_server_of_ones_own_are_kept():
    target = on_github(
        "pull_request", GITHUB_API_URL="https://git.example.org/api/v3/", GITHUB_SERVER_URL="https://git.example.org"
    )

    assert (target.api_url, target.server_url) == ("https://git.example.org/api/v3", "https://git.example.org")


def test_a_merge_request_is_a_target_with_all_that_a_comment_needs():
    # os.environ is no dict, only a mapping.
    assert target_of(MappingProxyType(IN_A_MERGE_REQUEST)) == Target(
        platform=Platform.GITLAB,
        event=Event.MERGE_REQUEST,
        api_url="https://git.example.org/api/v4",
        server_url="https://git.example.org",
        repository="ag-erfunden/ruhr/forderungen",
        project="4711",
        run=Run(id=600, attempt=8100, commit=NEW),
        run_url="https://git.example.org/ag-erfunden/ruhr/forderungen/-/pipelines/600",
        number=7,
        old_commit=OLD,
        new_commit=NEW,
        source_repository="ag-erfunden/ruhr/forderungen",
        source_branch="bruecken",
    )


def test_in_a_pipeline_for_merged_results_the_new_commit_is_the_branches_own():
    variables = {**IN_A_MERGE_REQUEST, "CI_COMMIT_SHA": "5c5c" * 10, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": NEW}

    assert target_of(variables).new_commit == NEW


def test_a_merge_request_from_a_fork_is_commented_in_the_project_it_is_made_to():
    variables = {
        **IN_A_MERGE_REQUEST,
        "CI_PROJECT_ID": "9999",
        "CI_PROJECT_PATH": "neugierige/forderungen",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "neugierige/forderungen",
    }

    target = target_of(variables)

    assert (target.project, target.repository, target.is_fork) == ("4711", "ag-erfunden/ruhr/forderungen", True)


def test_a_gitlab_pipeline_without_a_merge_request_has_no_number():
    target = target_of(ON_GITLAB)

    assert (target.event, target.number, target.old_commit, target.new_commit) == (Event.PUSH, None, "", NEW)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "this is no run of GitHub Actions or GitLab CI: neither GITHUB_ACTIONS nor GITLAB_CI is set; comments are"),
        (ON_GITHUB, "the environment variable GITHUB_EVENT_PATH is not set; every runner sets it; pass it on to this step"),
        ({**IN_A_MERGE_REQUEST, "CI_API_V4_URL": ""}, "the environment variable CI_API_V4_URL is not set"),
        ({**IN_A_MERGE_REQUEST, "CI_MERGE_REQUEST_IID": "7/../8"}, "CI_MERGE_REQUEST_IID is '7/../8', which is no number"),
        ({**IN_A_MERGE_REQUEST, "CI_MERGE_REQUEST_PROJECT_PATH": "a/../?b"}, "which names no repository"),
        ({**IN_A_MERGE_REQUEST, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "--all"}, "is '--all', which is no commit id"),
        ({**IN_A_MERGE_REQUEST, "CI_API_V4_URL": "http://git.example.org"}, "CI_API_V4_URL is not https"),
        ({**IN_A_MERGE_REQUEST, "CI_API_V4_URL": "https://user:secret@git.example.org"}, "is no plain address; it looks"),
        ({**IN_A_MERGE_REQUEST, "CI_API_V4_URL": "https://[git"}, "CI_API_V4_URL is no plain address"),
        ({**IN_A_MERGE_REQUEST, "CI_SERVER_URL": "https://git.example.org:99999999"}, "CI_SERVER_URL is no plain address"),
    ],
)  # fmt: skip
def test_an_environment_that_is_not_as_documented_is_an_error(variables, said):
    with pytest.raises(UsageError) as caught:
        target_of(variables)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("pull_request", {"pull_request": None}, "the event has no commit at pull_request.base.sha"),
        ("pull_request", {"pull_request": []}, "the event has no commit at pull_request.base.sha"),
        ("push", {"after": "main; rm -rf"}, "after is 'main; rm -rf', which is no commit id"),
        ("push", {"after": 7}, "the event has no commit at after"),
        ("workflow_run", {"workflow_run": {"event": "pull_request"}}, "the event has no number at workflow_run.id"),
        (
            "workflow_run",
            {"workflow_run": {"event": "schedule"}},
            "policydiff does not know what to compare on the event 'schedule'; 4 are known",
        ),
    ],
)
def test_an_event_that_is_not_as_documented_is_an_error(name, change, said):
    with pytest.raises(UsageError) as caught:
        target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": name}, {**event_of(name), **change})
    assert str(caught.value).startswith(said.partition(";")[0])


def test_a_number_that_is_true_is_no_number():
    event = event_of("pull_request")
    event["pull_request"]["number"] = True

    with pytest.raises(UsageError, match="the event has no number at pull_request.number"):
        target_of({**ON_GITHUB, "GITHUB_EVENT_NAME": "pull_request"}, event)


def test_an_event_that_hands_secrets_to_strangers_is_refused_with_the_way_out():
    with pytest.raises(UsageError) as caught:
        on_github("pull_request_target", "pull_request")
    assert str(caught.value) == (
        "policydiff does not know what to compare on the event 'pull_request_target'; it hands secrets to strangers' code; "
        "use pull_request, and for forks workflow_run"
    )


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000], ids=["empty", "list", "cut", "bytes", "deep"]
)
def test_an_event_file_that_is_none_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "event.json"
    path.write_bytes(content)

    with pytest.raises(UsageError, match=rf"^{path}: the event file "):
        read_event({"GITHUB_EVENT_PATH": str(path)})


def test_an_event_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("policydiff.publish.events.LARGEST_EVENT", 10)
    path = tmp_path / "event.json"
    path.write_bytes(b'{"a": "0123456789"}')

    with pytest.raises(UsageError, match="is no JSON object of at most 10 bytes"):
        read_event({"GITHUB_EVENT_PATH": str(path)})


def test_the_address_of_a_line_is_that_of_its_platform():
    path = "policy/migration/bücher & räume.yaml"

    assert file_url(on_github("pull_request"), path, commit=NEW, line=3) == (
        f"https://github.com/ag-erfunden/forderungen/blob/{NEW}/policy/migration/b%C3%BCcher%20%26%20r%C3%A4ume.yaml#L3"
    )
    assert file_url(target_of(IN_A_MERGE_REQUEST), "policy/x.yaml", commit=OLD) == (
        f"https://git.example.org/ag-erfunden/ruhr/forderungen/-/blob/{OLD}/policy/x.yaml"
    )
