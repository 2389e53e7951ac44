"""Why two demands were or were not taken for the same, for the terminal."""

import math
from collections.abc import Callable, Mapping, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching import CLEAR_FIT, Competitor, Explanation, Grade, Match, Reason
from policydiff.render.messages import Messages
from policydiff.render.reasons import name_evidence, tell_reasons
from policydiff.render.rows import beginning, place
from policydiff.render.safety import line
from policydiff.render.terminal.sheet import Sheet
from policydiff.render.terminal.words import Span, Words

# Of a competitor so much is shown that it can be recognised: two lines of its column.
_BEGINNING = 90
# Scores are rounded to so many decimals.
_MOST_DECIMALS = 4


def render_explanation(
    explanation: Explanation,
    old: Mapping[str, Demand],
    new: Mapping[str, Demand],
    messages: Messages,
    *,
    width: int,
    colour: bool,
) -> str:
    """Return the explanation as lines of text no longer than `width`; `old` and `new` hold the demands by id."""
    sheet = Sheet(width=width, colour=colour)
    text = messages.text
    sheet.add(text("explanation.title"), style="bold")
    sheet.labelled(
        [
            (text("report.old"), _demand(explanation.old, old, messages)),
            (text("report.new"), _demand(explanation.new, new, messages)),
        ]
    )
    sheet.add()
    _answer(sheet, explanation, messages)
    if explanation.competitors:
        sheet.heading(text("explanation.competitors"))
        head = [text("explanation.side"), text("explanation.candidate"), text("explanation.score")]
        rows = [_competitor(one, explanation, old, new, messages) for one in explanation.competitors]
        sheet.table(head, rows, texts=2)
    if explanation.evidence:
        _weighing(sheet, explanation, messages)
    return sheet.text()


def render_far(id: str, messages: Messages, *, is_new: bool, width: int) -> str:
    """Return that no demand of the other side comes near one, or that it is declared to be new (`is_new`)."""
    sheet = Sheet(width=width, colour=False)
    sheet.add(messages.text("explanation.declared_new" if is_new else "explanation.far", id=line(id)))
    return sheet.text()


def _answer(sheet: Sheet, explanation: Explanation, messages: Messages) -> None:
    """Add in words whether the two were matched and why, what else the report says of them, and the whole match."""
    text, match = messages.text, explanation.match
    sheet.add(_verdict(explanation, messages), style="bold")
    if match and not explanation.evidence:
        sheet.add(_unweighed(explanation, messages))
    if reasons := tell_reasons(explanation, messages):
        sheet.add(reasons)
    if _is_held_back(explanation):
        sheet.add(text(_holding_back(explanation), grade=text(f"grade.{_reached(explanation)}")))
    if explanation.closeness is not None:
        words = {"section": messages.quote(text("report.related")), "measure": text("report.closeness")}
        sheet.add(text("explanation.related", **words, closeness=messages.score(explanation.closeness)))
    if explanation.is_suspicious:
        sheet.add(text("explanation.suspicious"))
    if explanation.is_reused and not match:
        sheet.add(text("explanation.reused", id=line(explanation.new)))
    for one in explanation.elsewhere:
        words = {"grade": text(f"grade.{one.grade}"), "reason": text(f"reason.{one.reason}")}
        sheet.add(text("explanation.elsewhere", **_sides(one), **words))
    if match and len(match.old) + len(match.new) > 2:
        sheet.add(text("explanation.whole", **_sides(match)))
        _clauses(sheet, explanation, messages)


def _demand(id: str, known: Mapping[str, Demand], messages: Messages) -> str | Words:
    demand = known.get(id)
    if demand is None:
        return messages.text("explanation.missing", id=line(id))
    title = f"{line(demand.title)} – " if demand.title else ""
    about = "; ".join(part for part in (line(demand.group), place(demand.source, messages), line(id)) if part)
    return (Span(title, "underline"), Span(line(demand.text)), Span(f" ({about})", "dim"))


def _verdict(explanation: Explanation, messages: Messages) -> str:
    text, match = messages.text, explanation.match
    if match:
        return _match(match, messages, is_declared_along=explanation.is_declared_along)
    if explanation.is_declared_new:
        return text("explanation.declared_new", id=line(explanation.new))
    if explanation.is_taken:
        return text("explanation.taken")
    if not explanation.candidate:
        return text("explanation.unweighed")
    least, least_text = (
        dict(thresholds)[Grade.OPEN] for thresholds in (explanation.thresholds, explanation.text_thresholds)
    )
    if explanation.score < least:
        score, needed = _apart([explanation.score, least], messages.score)
        return text("explanation.below", score=score, least=needed)
    if explanation.text < least_text:
        said, needed = _apart([explanation.text, least_text], messages.decimal)
        return text("explanation.below_text", said=said, least=needed)
    shown = messages.score(explanation.score)
    return text("explanation.faint" if explanation.is_faint else "explanation.outdone", score=shown)


def _sides(match: Match) -> dict[str, str]:
    """Return the ids of both sides, as a sentence names them."""
    return {"old": ", ".join(map(line, match.old)), "new": ", ".join(map(line, match.new))}


def _is_held_back(explanation: Explanation) -> bool:
    """Return whether a pair has another grade than its score alone would give."""
    match = explanation.match
    is_weighed = bool(explanation.evidence) and not explanation.is_part
    return bool(match and is_weighed and match.reason is not Reason.PARTS and _reached(explanation) != match.grade)


def _reached(explanation: Explanation) -> Grade:
    """Return the grade that the score alone would give."""
    return next((grade for grade, least in explanation.thresholds if explanation.score >= least), Grade.OPEN)


def _holding_back(explanation: Explanation) -> str:
    """Return the key of what keeps a pair below the grade that the score alone would give."""
    may_be_applied = explanation.text >= dict(explanation.text_thresholds)[Grade.PROBABLE]
    if may_be_applied and explanation.match and explanation.match.grade is Grade.OPEN:
        return "explanation.rests_on_id" if explanation.rests_on_id else "explanation.surpassed"
    enough = dict(explanation.text_thresholds)[_reached(explanation)]
    if _reached(explanation) is not Grade.CERTAIN or explanation.text < enough:
        return "explanation.held_back"
    return "explanation.exchanged" if explanation.is_exchange else "explanation.rewritten"


def _unweighed(explanation: Explanation, messages: Messages) -> str:
    """Return why nothing was measured for a pair that was matched."""
    if explanation.is_part:
        return messages.text("explanation.indirect")
    if explanation.is_clear:
        return messages.text("explanation.settled_ids", share=round(100 * CLEAR_FIT))
    return messages.text("explanation.settled")


def _match(match: Match, messages: Messages, *, is_declared_along: bool) -> str:
    reason = messages.text(f"reason.{match.reason}")
    if match.grade is Grade.OPEN:
        return messages.text("explanation.asked", reason=reason)
    if is_declared_along:
        return messages.text("explanation.declared_along")
    return messages.text("explanation.made", grade=messages.text(f"grade.{match.grade}"), reason=reason)


def _clauses(sheet: Sheet, explanation: Explanation, messages: Messages) -> None:
    """Add which clause of the old text went into which of the new one, and what the whole match lost and won."""
    text, quote = messages.text, messages.quote
    if explanation.parts:
        sheet.add()
        sheet.add(text("explanation.clauses"), style="bold")
        sides = [(quote(line(one.old_clause)), quote(line(one.new_clause))) for one in explanation.parts]
        told = [text("explanation.clause", old=old, new=new) for old, new in sides]
        sheet.labelled([(messages.score(one.share), words) for one, words in zip(explanation.parts, told, strict=True)])
    unheld = (
        (text("report.clauses_dropped", count=len(explanation.dropped)), explanation.dropped),
        (text("report.clauses_added"), explanation.added),
    )
    if explanation.dropped or explanation.added:
        sheet.add()
        sheet.labelled(
            [
                (label, "; ".join(f"{quote(line(one.text))} ({line(one.demand)})" for one in clauses))
                for label, clauses in unheld
                if clauses
            ]
        )


def _weighing(sheet: Sheet, explanation: Explanation, messages: Messages) -> None:
    """Add what was measured, what each measure adds, and how much of it each grade would have needed."""
    text, decimal = messages.text, messages.decimal
    total = math.fsum(one.adds for one in explanation.evidence)
    sheet.heading(text("explanation.weighing"))
    sheet.add(text("explanation.scale_part" if explanation.is_part else "explanation.scale"))
    sheet.add()
    sheet.table(
        [
            text("explanation.evidence"),
            text("explanation.measured"),
            text("explanation.weight"),
            text("explanation.adds"),
        ],
        [
            [name_evidence(one.name, messages), decimal(one.value), decimal(one.weight), decimal(one.adds)]
            for one in explanation.evidence
            if round(one.adds, 2)
        ],
        sums=[text("explanation.sum"), "", "", decimal(total)],
    )
    sheet.add()
    _needed(sheet, explanation, total, messages)
    if explanation.match and messages.score(explanation.match.score) != messages.score(_chance(total)):
        sheet.add(text("explanation.match_score", score=messages.score(explanation.match.score)))


def _needed(sheet: Sheet, explanation: Explanation, total: float, messages: Messages) -> None:
    """Add what the pair reached beside what each grade needs: in points, as a chance, and by the texts alone."""
    text, decimal, score = messages.text, messages.decimal, messages.score
    chances, alone = explanation.thresholds[::-1], explanation.text_thresholds[::-1]
    rows = [
        [text("explanation.sum"), *_apart([total, *(_log_odds(least) for _, least in chances)], decimal)],
        [text("explanation.chance"), *_apart([_chance(total), *(least for _, least in chances)], score)],
    ]
    if not explanation.is_part:
        said = _apart([explanation.text, *(least for _, least in alone)], decimal)
        rows.append([text("explanation.text"), *said])
    grades = [text("explanation.threshold", grade=text(f"grade.{grade}")) for grade, _ in chances]
    sheet.table([text("explanation.needed"), text("explanation.reached"), *grades], rows)
    if not explanation.is_part:
        sheet.add()
        sheet.add(text("explanation.needed_note"))


def _apart(figures: Sequence[float], tell: Callable[[float, int], str]) -> list[str]:
    """Return what was reached and what is needed, with as many decimals as tell the first from the others."""
    reached, *needed = (round(one, _MOST_DECIMALS) for one in figures)
    near = [one for one in needed if round(one, 2) == round(reached, 2) and one != reached]
    places = 2
    while any(round(one, places) == round(reached, places) for one in near):
        places += 1
    return [tell(one, places if one in (reached, *near) else 2) for one in (reached, *needed)]


def _chance(log_odds: float) -> float:
    """Return the probability that belongs to log-odds, to four places as scores have it."""
    return round(1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds)))), 4)


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _competitor(
    one: Competitor,
    explanation: Explanation,
    old: Mapping[str, Demand],
    new: Mapping[str, Demand],
    messages: Messages,
) -> list[str]:
    """Return which side the competitor stands on, its text and id, and its score with the demand of the other side."""
    is_new = one.old == explanation.old
    id, known = (one.new, new) if is_new else (one.old, old)
    shown = beginning(line(known[id].text), _BEGINNING) if id in known else messages.text("explanation.missing", id="")
    side = messages.text("report.new" if is_new else "report.old")
    return [side, f"{shown} ({line(id)})", messages.score(one.score)]
