"""How long a comment may be."""

from dataclasses import replace

import pytest

from policydiff.publish.limits import GITHUB_LIMIT, GITLAB_LIMIT, room_for
from policydiff.publish.marks import Draft, write_marks
from tests.publish.servers import GitHub
from tests.publish.targets import github_target, gitlab_target


@pytest.mark.parametrize(("make", "limit"), [(github_target, GITHUB_LIMIT), (gitlab_target, GITLAB_LIMIT)])
def test_a_body_that_fills_its_room_fits_with_the_hidden_lines(make, limit):
    with GitHub() as server:
        target = make(server)
    body = "a" * room_for(target, name="ruhr").characters

    assert len(write_marks(Draft(name="ruhr", run=target.run, body=body))) <= limit * 0.95


def test_a_long_name_leaves_less_room():
    with GitHub() as server:
        target = github_target(server)

    assert room_for(target, name="a" * 60).characters == room_for(target, name="a").characters - 59


def test_room_is_counted_in_characters_and_in_bytes():
    with GitHub() as server:
        room = replace(room_for(github_target(server)), characters=10, bytes=12)

    assert room.holds("äöaaaaaaaa")
    assert not room.holds("äöüaaaaaaa")
    assert not room.holds("a" * 11)
