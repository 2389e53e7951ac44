"""Several runs, at the same time or one after the other: one comment of the newest."""

import threading
from dataclasses import replace

import pytest

from policydiff.publish.comment import Outcome, post
from policydiff.publish.steps import Result
from tests.publish.servers import Fault, GitHub
from tests.publish.targets import BOT, TOKEN, StoppedClock, bodies, github_target, ours


def test_the_same_text_on_another_commit_is_written_so_that_an_older_run_cannot_come_after_it(github, say):
    say("Zwei Forderungen entfallen.", run=100)
    say("Zwei Forderungen entfallen.", run=102, commit="c" * 40)

    assert say("Fünf Forderungen entfallen.", run=101, commit="d" * 40).result is Result.OUTDATED


@pytest.mark.parametrize("round", range(5))
@pytest.mark.parametrize("runs", [(100, 101), (101, 100), (100, 101, 102, 103)])
def test_runs_at_the_same_time_leave_one_comment_that_shows_the_newest(github, stopped, runs, round):
    looked = threading.Barrier(len(runs))
    first_looks = iter(range(len(runs)))

    def let_all_look_before_one_writes(seen):
        if seen.method == "GET" and seen.path.endswith("/comments") and next(first_looks, None) is not None:
            looked.wait(10)

    github.after = let_all_look_before_one_writes
    outcomes = together(github, runs)

    assert bodies(github) == [f"Lauf {max(runs)}"]
    assert {outcome.result for outcome in outcomes.values()} <= {Result.CREATED, Result.OUTDATED, Result.UPDATED}
    assert outcomes[max(runs)].result in {Result.CREATED, Result.UPDATED}
    # Nobody was cut short.
    assert not any(outcome.why for outcome in outcomes.values() if outcome.result is not Result.OUTDATED)
    # Whoever looks again has nothing left to do.
    newest = github_target(github, run=max(runs), commit=f"{max(runs):040x}")
    again = post(newest, f"Lauf {max(runs)}", token=TOKEN, clock=stopped.clock)
    assert again.result is Result.UNCHANGED


def together(server: GitHub, runs: tuple[int, ...]) -> dict[int, Outcome]:
    """Post once for each run, all at the same time, and return the outcomes."""
    outcomes: dict[int, Outcome] = {}

    def run(number: int) -> None:
        target = github_target(server, run=number, commit=f"{number:040x}")
        outcomes[number] = post(target, f"Lauf {number}", token=TOKEN, clock=StoppedClock().clock)

    threads = [threading.Thread(target=run, args=[number]) for number in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes.keys() == set(runs)
    return outcomes


def test_of_several_comments_of_ours_the_oldest_stays_and_the_others_go(github, say):
    github.add(BOT, ours("Alt.", run=1))
    github.add("jemand", "Dazwischen.")
    github.add(BOT, ours("Doppelt.", run=2))
    github.add(BOT, ours("Dreifach.", run=3))

    assert say("Neu.").result is Result.UPDATED
    assert [text.splitlines()[-1] for text in github.texts()] == ["Neu.", "Dazwischen."]


def test_a_double_that_another_run_deletes_at_the_same_time_is_fine(github, say):
    github.add(BOT, ours("Alt.", run=1))
    double = github.add(BOT, ours("Doppelt.", run=2))

    def delete_at_the_last_moment(seen):
        if seen.method == "DELETE":
            github.comments.pop(double, None)

    github.before = delete_at_the_last_moment
    outcome = say("Neu.")

    assert (outcome.result, outcome.why) == (Result.UPDATED, None)


def test_a_double_that_we_posted_ourselves_is_deleted_and_forgotten(github, say):
    def let_another_run_come_first(seen):
        if seen.method == "POST" and seen.path.endswith("/comments") and len(github.comments) == 0:
            github.add(BOT, ours("Lauf 99", run=99))

    github.before = let_another_run_come_first
    outcome = say("Lauf 100", run=100)

    assert (outcome.result, outcome.why) == (Result.CREATED, None)
    assert (list(github.comments), bodies(github)) == ([1001], ["Lauf 100"])
    assert github.count("DELETE") == 1


def test_an_older_run_that_finishes_later_writes_nothing(github, say):
    say("Neu.", run=101)
    github.seen.clear()

    outcome = say("Alt.", run=100, commit="c" * 40)

    assert (outcome.result, str(outcome.why)) == (Result.OUTDATED, "a newer run has commented already")
    assert github.writes() == 0


def test_a_second_attempt_of_a_run_is_newer_than_the_first(github, stopped):
    first = github_target(github)
    second = replace(first, run=replace(first.run, attempt=2))
    post(second, "Zweiter Versuch.", token=TOKEN, clock=stopped.clock)

    assert post(first, "Erster Versuch.", token=TOKEN, clock=stopped.clock).result is Result.OUTDATED


def test_a_run_looks_again_after_every_wait(github, say):
    say("Alt.", run=100, commit="c" * 40)
    github.faults.append(Fault(method="PATCH", status=429, headers={"Retry-After": "5"}))

    def let_a_newer_run_pass(seen):
        if seen.method == "PATCH" and github.faults[0].times:
            id = next(iter(github.comments))
            github.comments[id] = (BOT, ours("Lauf 102", run=102))

    github.before = let_a_newer_run_pass

    assert say("Lauf 101", run=101).result is Result.OUTDATED
    assert bodies(github) == ["Lauf 102"]


def test_a_comment_that_is_deleted_before_the_update_is_posted_anew(github, say):
    id = github.add(BOT, ours("Alt."))

    def delete_at_the_last_moment(seen):
        if seen.method == "PATCH":
            github.comments.pop(id, None)

    github.before = delete_at_the_last_moment

    assert say("Neu.").result is Result.CREATED
    assert bodies(github) == ["Neu."]
