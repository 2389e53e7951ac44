"""The rules by which several runs come to one comment, for every order in which their requests may arrive."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.publish.clients import Comment
from policydiff.publish.marks import Draft, Run, read_marks, write_marks
from policydiff.publish.steps import Create, Delete, Done, Ours, Result, Step, Update, next_step, ours_among

COMMIT = "9d2e" * 10


def draft(run: int, body: str = "Text.", commit: str = COMMIT) -> Draft:
    return Draft(name="report", run=Run(id=run, attempt=1, commit=commit), body=body)


def comment(id: int, said: Draft) -> Ours:
    return Ours(comment=Comment(id=id, author="bot", text=write_marks(said)), draft=said)


# story → (our comments, what this run wrote of them, the next step of run 5)
TABLE: dict[str, tuple[list[Ours], dict[int, Result], Step]] = {
    "none yet": ([], {}, Create(text=write_marks(draft(5)))),
    "an older text": ([comment(1, draft(4, "Alt."))], {}, Update(id=1, text=write_marks(draft(5)))),
    "the same text": ([comment(1, draft(4))], {}, Done(result=Result.UNCHANGED)),
    "the same text of another commit": (
        [comment(1, draft(4, commit="c" * 40))],
        {},
        Update(id=1, text=write_marks(draft(5))),
    ),
    "a newer text": ([comment(1, draft(6, "Neu."))], {}, Done(result=Result.OUTDATED)),
    "ours, created": ([comment(1, draft(5))], {1: Result.CREATED}, Done(result=Result.CREATED)),
    "ours, updated": ([comment(1, draft(5))], {1: Result.UPDATED}, Done(result=Result.UPDATED)),
    "ours, read back differently": ([comment(1, draft(5, "T."))], {1: Result.UPDATED}, Done(result=Result.UPDATED)),
    "ours, overwritten by an older run": (
        [comment(1, draft(4, "Alt."))],
        {1: Result.UPDATED},
        Update(id=1, text=write_marks(draft(5))),
    ),
    "another job of the same run": (
        [comment(1, draft(5, "Von anderen."))],
        {},
        Update(id=1, text=write_marks(draft(5))),
    ),
    "a double of ours": ([comment(2, draft(4)), comment(1, draft(4))], {}, Delete(id=2)),
    "a newer double": ([comment(1, draft(5)), comment(2, draft(6, "Neu."))], {1: Result.CREATED}, Update(id=1, text=write_marks(draft(6, "Neu.")))),
    "a newer double, text taken over": ([comment(1, draft(6, "Neu.")), comment(2, draft(6, "Neu."))], {}, Delete(id=2)),
}  # fmt: skip


@pytest.mark.parametrize("story", TABLE)
def test_the_next_step(story):
    ours, written, expected = TABLE[story]

    assert next_step(ours, draft(5), written, only_update=False) == expected


def test_the_next_step_where_nothing_is_said_for_the_first_time():
    assert next_step([], draft(5), {}, only_update=True) == Done(result=Result.SILENT)


class Room:
    """The comments of one request, kept in memory; ids grow."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.last = 0

    def look(self) -> list[Ours]:
        comments = [Comment(id=id, author="bot", text=text) for id, text in self.texts.items()]
        return ours_among(comments, "report", "bot")

    def take(self, step: Step, written: dict[int, Result], mine: Draft) -> None:
        match step:
            case Create(text=text):
                self.last += 1
                self.texts[self.last] = text
                written[self.last] = Result.CREATED
            case Update(id=id, text=text) if id in self.texts:
                self.texts[id] = text
                if text == write_marks(mine):
                    written.setdefault(id, Result.UPDATED)
            case Delete(id=id):
                self.texts.pop(id, None)


def played(runs: int, choose: Callable[[int], int], *, apart: bool) -> Room:
    """Let runs take their steps in an order that `choose` gives; `apart`: others come between a look and a write."""
    room = Room()
    drafts = [draft(number, f"Lauf {number}", commit=f"{number:040x}") for number in range(1, runs + 1)]
    written: list[dict[int, Result]] = [{} for _ in drafts]
    waiting: dict[int, Step] = {}
    left = set(range(runs))
    while left:
        one = sorted(left)[choose(len(left))]
        if one not in waiting:
            waiting[one] = next_step(room.look(), drafts[one], written[one], only_update=False)
            if apart:
                continue
        step = waiting.pop(one)
        if isinstance(step, Done):
            left.remove(one)
        else:
            room.take(step, written[one], drafts[one])
    return room


@given(st.integers(2, 4), st.data())
def test_in_whatever_order_requests_arrive_exactly_one_comment_is_left(runs, data):
    room = played(runs, lambda left: data.draw(st.integers(0, left - 1)), apart=True)

    assert len(room.texts) == 1


@given(st.integers(2, 4), st.data())
def test_where_nobody_comes_between_a_look_and_a_write_the_newest_run_is_shown(runs, data):
    room = played(runs, lambda left: data.draw(st.integers(0, left - 1)), apart=False)

    [text] = room.texts.values()
    found = read_marks(text, "report")
    assert found is not None
    assert found.run.id == runs
