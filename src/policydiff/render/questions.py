"""What an open question asks, and what counts until a person answers it."""

from collections.abc import Iterable, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.report import Question
from policydiff.render.messages import Messages
from policydiff.render.safety import lines


def ask(question: Question, messages: Messages) -> str:
    """Return the question: whether two demands are the same, or which are parts of others, by id.

    Of a whole split or merge the ids are not told: one that is kept stands on both sides.
    """
    if not question.is_of_parts:
        return messages.text("question.same")
    came, gone = _ids(question.open_new), _ids(question.open_old)
    old, new = lines(question.held_old) or gone, lines(question.held_new) or came
    if not came and not gone:
        return _ask_whole(len(old), len(new), messages)
    if came and gone and question.held_new:
        key, parts, whole = "question.both", [*came, *gone], new
    elif gone and len(came) < 2:
        key, parts, whole = "question.old", gone, new
    else:
        key, parts, whole = "question.new", came, old
    return messages.text(key, count=len(parts), parts=messages.join(parts), whole=messages.join(whole))


def _ask_whole(old: int, new: int, messages: Messages) -> str:
    """Return whether a split or merge is right as it is; its demands stand beside the question."""
    if old == 1:
        return messages.text("question.split", count=new)
    if new == 1:
        return messages.text("question.merged", count=old)
    return messages.text("question.regrouped", old=old, new=new)


def until(question: Question, messages: Messages) -> str:
    """Return what counts until the question is answered, by id."""
    old, new = lines(question.held_old), lines(question.held_new)
    counted = [("question.added", _ids(question.open_new)), ("question.dropped", _ids(question.open_old))]
    counted += [("question.kept" if set(old) == set(new) else "question.continued", new)]
    parts = [
        messages.text(key, count=len(ids), ids=messages.join(ids), old=messages.join(old))
        for key, ids in counted
        if ids
    ]
    return messages.text("question.until", parts="; ".join(parts))


def questions_note(questions: Iterable[Question], messages: Messages) -> str:
    """Return what stands above all questions; where none is of parts, also what counts until they are answered."""
    return messages.text("report.questions_note_parts" if tells_each(questions) else "report.questions_note")


def tells_each(questions: Iterable[Question]) -> bool:
    """Return whether each question must say by itself what counts until it is answered."""
    return any(question.is_of_parts for question in questions)


def _ids(demands: Sequence[Demand]) -> list[str]:
    return lines([one.id for one in demands])
