"""What a review asks and what a declaration has done, for the terminal."""

from collections.abc import Iterator, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching import Reason
from policydiff.core.report import Question
from policydiff.core.wording import Mark, Run, redline
from policydiff.render.messages import Messages
from policydiff.render.names import Names
from policydiff.render.pieces import pieces
from policydiff.render.questions import ask, tells_each, until
from policydiff.render.rows import place
from policydiff.render.safety import line, lines
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span, Words, columns

# Two texts that have less of the longer one in common are easier to compare whole than as one redline.
_LEAST_KEPT = 0.4
_BETWEEN_KEYS = " · "


def render_question(
    asked: Sequence[Question],
    names: Names,
    *,
    refused: Sequence[Demand],
    pending: Sequence[Question],
    width: int,
    colour: bool,
) -> str:
    """Return the new demand that all of `asked` are about, the old ones it may continue by number, and the keys.

    Those of several that go together stand below each other. The last line is the prompt, without a line end.
    """
    sheet = Sheet(width=width, colour=colour)
    text, new = names.messages.text, asked[0].new
    left = text("report.first_questions", count=len(pending))
    demands = {demand.id for question in pending for demand in question.new}
    sheet.heading(text("review.left", questions=left, count=len(demands)))
    matched = _matched(new, asked[0].held_new) if len(asked) == 1 else ()
    sheet.labelled(
        [
            (text("report.new"), (*_told(one, (Span(line(one.text)),)), _about(one, names, is_matched=one in matched)))
            for one in new
        ]
    )
    sheet.add()
    sheet.add(_asked(asked, names.messages), style="bold")
    sheet.labelled(
        [pair for number, question in enumerate(asked, 1) for pair in _candidates(sheet, number, question, names)],
        indent=2,
    )
    if tells_each(asked):
        for told in dict.fromkeys(until(question, names.messages) for question in asked):
            sheet.add(told)
    sheet.add()
    no = _refusal(refused, asked, names.messages)
    one = len(asked) == 1
    _keys(sheet, text("review.keys_one", no=no) if one else text("review.keys", last=len(asked), no=no))
    return sheet.text() + text("review.prompt")


def _keys(sheet: Sheet, text: str) -> None:
    """Add what the keys mean; a line ends behind one of them."""
    told = ""
    for key in text.split(_BETWEEN_KEYS):
        longer = f"{told}{_BETWEEN_KEYS}{key}" if told else key
        if told and columns(longer) > sheet.room:
            sheet.add(told, style="dim")
            longer = key
        told = longer
    sheet.add(told, style="dim")


def render_key_hint(candidates: int, messages: Messages, *, width: int) -> str:
    """Return which keys answer a question with so many candidates, and the prompt again."""
    numbers = "1" if candidates == 1 else f"1–{candidates}"
    return _paragraph(messages.text("review.known_keys", numbers=numbers), width) + messages.text("review.prompt")


def render_changed(ids: Sequence[str], messages: Messages, *, width: int) -> str:
    """Return that demands changed while they were asked about, and that nothing was written."""
    return _paragraph(messages.text("review.changed", ids=messages.join(lines(ids))), width)


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


def render_linked(linked: Demand, messages: Messages, *, before: Demand, width: int) -> str:
    """Return what a demand now continues; `before` is the demand as it was declared until now."""
    ids = messages.join([line(id) for id in linked.succeeds or ()])
    if linked.succeeds is None:
        key = "review.undeclared" if before.succeeds is None else "review.unlinked"
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


def _refusal(refused: Sequence[Demand], asked: Sequence[Question], messages: Messages) -> str:
    """Return what the answer no declares: that demands are new, live on, or continue what they are matched with.

    What a split or merge has now, and nothing continues then, is dropped.
    """
    asked_ids = {one.id for question in asked for one in question.old}
    living = {id for demand in refused for id in demand.succeeds or ()}
    held = [id for question in asked if question.is_of_parts for id in question.held_old]
    goes = lines([id for id in dict.fromkeys(held) if id not in living])
    found: dict[tuple[str, str], list[str]] = {}
    for demand in refused:
        olds = messages.join(lines(demand.succeeds or ()))
        is_anew = not olds and demand.id in asked_ids
        key = (
            "review.anew"
            if is_anew
            else "question.added"
            if not olds
            else "question.kept"
            if demand.succeeds == (demand.id,)
            else "review.only"
        )
        found.setdefault((key, "" if key == "question.kept" else olds), []).append(line(demand.id))
    if goes:
        found["review.goes", ""] = goes
    return "; ".join(
        messages.text(key, count=len(ids), ids=messages.join(ids), old=olds) for (key, olds), ids in found.items()
    )


def _candidates(sheet: Sheet, number: int, question: Question, names: Names) -> Iterator[tuple[str, Words]]:
    """Yield the old demands of a question, the first with its number: the ones that are in doubt come first."""
    matched = _matched(question.old, question.held_old)
    score = f"{names.messages.text('explanation.score')} {names.messages.score(question.score)}"
    if question.reason is Reason.PRESUMED:
        presumed = names.messages.text(f"reason.{question.reason}")
        score = f"{presumed}; {score}" if question.score < 1.0 else presumed  # splits and mergers are not weighed again
    for count, demand in enumerate(sorted(question.old, key=lambda one: one in matched)):
        about = _about(demand, names, "" if count else score, is_matched=demand in matched)
        label = names.messages.text("review.and") if count else str(number)
        yield label, (*_told(demand, _wording(sheet, demand, question)), about)


def _matched(demands: Sequence[Demand], held: Sequence[str]) -> Sequence[Demand]:
    """Return those of several that are matched already, where others are not."""
    matched = [one for one in demands if one.id in held]
    return matched if len(matched) < len(demands) else ()


def _wording(sheet: Sheet, demand: Demand, question: Question) -> Words:
    """Return an old text: what would change in it where the texts are alike, else the whole."""
    if len(question.old) == len(question.new) == 1:
        runs = redline(demand.text, question.new[0].text)
        if _kept(runs) >= _LEAST_KEPT * max(len(demand.text), len(question.new[0].text)):
            return sheet.marked(pieces(runs))
    return (Span(line(demand.text)),)


def _told(demand: Demand, wording: Words) -> Words:
    return (Span(line(demand.title), "underline"), Span(" – "), *wording) if demand.title else wording


def _kept(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs if run.mark is Mark.KEPT)


def _about(demand: Demand, names: Names, score: str = "", *, is_matched: bool = False) -> Span:
    addressees = ", ".join(names.addressee_names(demand.addressees))
    known = (names.group_name(demand.group), addressees, place(demand.source, names.messages), line(demand.id), score)
    told = [*known, names.messages.text("review.matched") if is_matched else ""]
    return Span(f" ({'; '.join(part for part in told if part)})", "dim")
