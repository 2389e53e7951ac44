"""What GitHub describes is really checked."""

from tests.publish.description import DESCRIPTION, breaches, example


def test_an_answer_that_is_not_as_described_is_found():
    comment = example("issue-comment")
    del comment["created_at"]

    found = breaches("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", "201", comment)

    assert len(found) == 1
    assert "$: 'created_at' is a required property" in found[0]


def test_a_request_that_is_not_as_described_is_found():
    endpoint = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"

    assert breaches(endpoint, "request", {"body": "Text."}) == []
    assert breaches(endpoint, "request", {"text": "Text."}) != []


def test_an_author_whose_account_was_deleted_is_described():
    comment = {**example("issue-comment"), "user": None}

    assert breaches("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", "201", comment) == []


def test_the_description_names_its_source_version_and_licence():
    assert "@octokit/openapi" in DESCRIPTION["from"]
    assert DESCRIPTION["version"] == "23.0.2"
    assert DESCRIPTION["licence"].startswith("MIT")
