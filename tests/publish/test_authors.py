"""Who we are, so that our own comment is told from all others."""

from policydiff.publish.comment import post
from policydiff.publish.steps import Result
from tests.publish.servers import GitHub, User, running
from tests.publish.targets import BOT, TOKEN, bodies, github_target, ours


def test_a_person_is_known_by_their_token(github, say):
    github.users[TOKEN] = User(login="Redaktion")
    github.add("redaktion", ours("Alt."))

    assert say("Neu.").result is Result.UPDATED
    assert github.count("POST", "graphql") == 0


def test_an_app_is_known_by_graphql_since_it_may_not_ask_for_its_user(github, say):
    github.users[TOKEN] = User(login="forderungen-app[bot]", is_app=True)
    github.graphql_login = "forderungen-app[bot]"
    github.add("forderungen-app[bot]", ours("Alt."))

    assert say("Neu.").result is Result.UPDATED


def test_where_nothing_tells_who_we_are_it_is_the_workflows_own_token(github, say):
    github.graphql_login = None
    github.add(BOT, ours("Alt."))

    assert say("Neu.").result is Result.UPDATED


def test_an_app_that_nothing_tells_its_name_learns_it_from_its_own_comment(github, say):
    github.graphql_login = None
    github.users[TOKEN] = User(login="forderungen-app[bot]", is_app=True)
    github.add("forderungen-app[bot]", ours("Alt."))

    say("Neu.")

    assert bodies(github) == ["Neu."]


def test_a_name_that_is_given_is_not_asked_for(github, say):
    github.add(BOT, ours("Alt."))

    assert say("Neu.", login=BOT).result is Result.UPDATED
    assert github.count("GET", "/user") == 0


def test_github_enterprise_has_its_interface_below_a_path(stopped):
    with running(server := GitHub(prefix="/api/v3")):
        server.users[TOKEN] = User(login="app[bot]", is_app=True)
        server.graphql_login = "app[bot]"
        server.add("app[bot]", ours("Alt."))

        assert post(github_target(server), "Neu.", token=TOKEN, clock=stopped.clock).result is Result.UPDATED
        assert server.count("POST", "/api/graphql") == 1
