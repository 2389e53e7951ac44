"""What a review asks and what a declaration has done, for the terminal."""

from collections.abc import Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.report import Question
from policydiff.core.wording import Mark, Run, redline
from policydiff.render.messages import Messages
from policydiff.render.pieces import pieces
from policydiff.render.questions import ask
from policydiff.render.rows import place
from policydiff.render.safety import line
from policydiff.render.terminal_sheet import Sheet
from policydiff.render.terminal_words import Span, Words

# Two texts that have less of the longer one in common are easier to compare whole than as one redline.
_LEAST_KEPT = 0.4


def render_question(
    asked: Sequence[Question], messages: Messages, *, pending: Sequence[Question], width: int, colour: bool
) -> str:
    """Return the new demand that all of `asked` are about, the old ones it may continue by number, and the keys.

    The last line is the prompt, without a line end.
    """
    sheet = Sheet(width=width, colour=colour)
    text, new = messages.text, asked[0].new
    left = text("report.first_questions", count=len(pending))
    demands = {demand.id for question in pending for demand in question.new}
    sheet.heading(text("review.left", questions=left, count=len(demands)))
    sheet.labelled([(text("report.new"), (Span(line(one.text)), _about(one, messages))) for one in new])
    sheet.add()
    sheet.add(_asked(asked, messages), style="bold")
    sheet.labelled(
        [
            (str(number) if first else "", _candidate(sheet, demand, question, messages))
            for number, question in enumerate(asked, start=1)
            for first, demand in zip((True, *[False] * len(question.old)), question.old, strict=False)
        ],
        indent=2,
    )
    sheet.add()
    sheet.add(text("review.keys_one") if len(asked) == 1 else text("review.keys", last=len(asked)), style="dim")
    return sheet.text() + text("review.prompt")


def render_review_end(answered: int, messages: Messages, *, left: int, width: int) -> str:
    """Return how many questions were answered and how many are open."""
    text = messages.text
    if not answered:
        return _paragraph(text("review.only_left", count=left) if left else text("review.nothing"), width)
    told = text("review.answered", count=answered)
    end = text("review.end_left", answered=told, count=left) if left else text("review.end", answered=told)
    return _paragraph(end, width)


def render_review_how(command: str, messages: Messages, *, width: int) -> str:
    """Return that a command asks the open questions, and what it does with the answers."""
    return _paragraph(messages.text("comment.questions_how", command=line(command), field="succeeds"), width)


def render_linked(linked: Demand, messages: Messages, *, width: int) -> str:
    """Return what a demand now continues."""
    ids = messages.join([line(id) for id in linked.succeeds or ()])
    if linked.succeeds is None:
        key = "review.unlinked"
    elif linked.succeeds == (linked.id,):
        key = "review.linked_same"
    else:
        key = "review.linked" if ids else "review.linked_none"
    return _paragraph(messages.text(key, id=line(linked.id), ids=ids), width)


def _paragraph(text: str, width: int) -> str:
    sheet = Sheet(width=width, colour=False)
    sheet.add(text)
    return sheet.text()


def _asked(asked: Sequence[Question], messages: Messages) -> str:
    if len(asked) == 1 and asked[0].is_of_parts:
        return ask(asked[0], messages)
    is_one = len(asked[0].new) == 1
    if any(len(question.old) > 1 for question in asked):
        return messages.text("review.question_any" if is_one else "review.question_all_any")
    return messages.text("review.question" if is_one else "review.question_all", count=len(asked))


def _candidate(sheet: Sheet, demand: Demand, question: Question, messages: Messages) -> Words:
    """Return an old demand: what would change in it where the texts are alike, else its text."""
    shown: Words = (Span(line(demand.text)),)
    if len(question.old) == len(question.new) == 1:
        runs = redline(demand.text, question.new[0].text)
        if _kept(runs) >= _LEAST_KEPT * max(len(demand.text), len(question.new[0].text)):
            shown = sheet.marked(pieces(runs))
    score = f"{messages.text('explanation.score')} {messages.score(question.score)}"
    return (*shown, _about(demand, messages, score))


def _kept(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs if run.mark is Mark.KEPT)


def _about(demand: Demand, messages: Messages, score: str = "") -> Span:
    known = (place(demand.source, messages), line(demand.id), score)
    return Span(f" ({'; '.join(part for part in known if part)})", "dim")
