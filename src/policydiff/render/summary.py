"""What a report says in a few words: the headline, the balance of both sides, and what part of it is shown."""

from dataclasses import dataclass

from policydiff.core.changes import Kind
from policydiff.core.report import Fate, Origin, Report, Rollup
from policydiff.core.rules import Severity
from policydiff.core.wording import Weight
from policydiff.render.messages import Messages
from policydiff.render.safety import line

# Fates and origins in one order: what both sides have first. What got a new id and nothing else is told apart.
_ROWS = ("unchanged", "changed", "only_renamed", "split", "merged", "dropped", "added", "reinstated")


@dataclass(frozen=True, kw_only=True, slots=True)
class BalanceRow:
    """One line of the balance; a side is None where it cannot have such demands."""

    code: str
    word: str
    old: int | None
    new: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """The lines of the balance, those that are zero on both sides left out, and the sums they add up to."""

    rows: tuple[BalanceRow, ...]
    old: int
    new: int


def headline(report: Report, messages: Messages) -> str:
    """Return the sentence that says what became of the old demands and how many are new, and how many are related."""
    clauses = [clause for clause in (_old_clause(report, messages), _new_clause(report, messages)) if clause]
    if not clauses:
        return messages.text("headline.none")
    if len(clauses) == 1 and (report.frame or report.declarations) and not report.has_changed_demands:
        clauses.append(_frame_clause(report, messages))
    text = clauses[0] if len(clauses) == 1 else messages.text("headline.clauses", first=clauses[0], second=clauses[1])
    sentence = messages.text("headline.sentence", text=text)
    return _with_related(sentence, report, messages) if report.related else sentence


def balance(report: Report, messages: Messages) -> Balance:
    """Return how the demands of both sides add up."""
    fates = {str(fate): report.fates.get(fate, 0) for fate in Fate}
    origins = {str(origin): report.origins.get(origin, 0) for origin in Origin}
    for counts in (fates, origins):
        counts["changed"] -= report.only_renamed
        counts["only_renamed"] = report.only_renamed
    rows = [
        BalanceRow(code=code, word=messages.text(_word_key(code)), old=fates.get(code), new=origins.get(code))
        for code in _ROWS
        if code in ("unchanged", "changed") or fates.get(code) or origins.get(code)
    ]
    return Balance(rows=tuple(rows), old=sum(fates.values()), new=sum(origins.values()))


def _word_key(code: str) -> str:
    return f"headline.{code}" if code == "only_renamed" else f"fate.{code}"


def selection_sentence(report: Report, messages: Messages) -> str:
    """Return what part of the report is shown; empty when it is shown whole."""
    selection = report.selection
    if not selection:
        return ""
    parts = []
    if selection.groups:
        names = [line(report.groups[key].name) if key in report.groups else line(key) for key in selection.groups]
        parts.append(messages.text("report.selection_groups", count=len(names), names=messages.join(names)))
    if selection.addressees:
        known = report.addressees
        names = [line(known[key].name) if key in known else line(key) for key in selection.addressees]
        parts.append(messages.text("report.selection_addressees", count=len(names), names=messages.join(names)))
    if selection.kinds:
        names = [messages.text(f"kind.{kind}") for kind in selection.kinds]
        parts.append(messages.text("report.selection_kinds", names=", ".join(names)))
    if selection.severities:
        names = [messages.text(f"severity.{severity}") for severity in selection.severities]
        parts.append(messages.text("report.selection_severities", names=", ".join(names)))
    shown = len(report.entries) + len(report.untouched)
    return messages.text("report.selection", parts="; ".join(parts), count=shown, total=report.entries_in_all)


def _frame_clause(report: Report, messages: Messages) -> str:
    if not report.declarations:
        return messages.text("headline.frame_only")
    key = "headline.frame_and_declarations" if report.frame else "headline.declarations_only"
    return messages.text(key, count=len(report.declarations))


def _old_clause(report: Report, messages: Messages) -> str:
    total = sum(report.fates.values())
    parts = _fate_parts(report, messages)
    if not parts:
        return ""
    if len(parts) > 1:
        return messages.text("headline.of", total=total, parts=_enumerate(parts, "headline.first", messages))
    word = parts[0][1]
    if total == 1:
        return messages.text("headline.single", word=word)
    if total == 2:
        return messages.text("headline.both", word=word)
    return messages.text("headline.all", total=total, word=word)


def _new_clause(report: Report, messages: Messages) -> str:
    counts = {origin: report.origins.get(origin, 0) for origin in (Origin.ADDED, Origin.REINSTATED)}
    parts = [(count, messages.text(f"fate.{origin}")) for origin, count in counts.items() if count]
    if not parts:
        return ""
    if sum(report.fates.values()):
        return _enumerate(parts, "headline.again", messages)
    total = sum(counts.values())
    if counts[Origin.REINSTATED]:
        told = _enumerate(parts, "headline.again", messages)
        return messages.text("headline.only_new_mixed", total=total, parts=told)
    return messages.text("headline.only_new", count=total)


def _with_related(sentence: str, report: Report, messages: Messages) -> str:
    """Return the headline with how many of the dropped demands share a topic with a new one."""
    partner = messages.text("headline.related_partner", count=report.origins.get(Origin.ADDED, 0))
    if report.fates.get(Fate.DROPPED) != 1:
        return messages.text("headline.related", sentence=sentence, count=len(report.related), partner=partner)
    form = "headline.related_only" if sum(report.fates.values()) == 1 else "headline.related_one"
    return messages.text(form, sentence=sentence, partner=partner)


def _fate_parts(report: Report, messages: Messages) -> list[tuple[int, str]]:
    """Return how many demands met which fate, in words; those that roll-ups or new ids alone changed are told apart."""
    parts = []
    # The roll-up of new ids tells all that got one and nothing else, or there are too few for it.
    is_told = any(rollup.kind is Kind.RENAMED for rollup in report.rollups)
    rolled = report.rolled_up - (report.only_renamed if is_told else 0)
    for fate in Fate:
        count, substantive = report.fates.get(fate, 0), report.substantive.get(fate, 0)
        if fate is Fate.CHANGED:
            count -= rolled + report.only_renamed
        if fate is Fate.SPLIT:
            count, substantive = count - report.regrouped[0], substantive - report.regrouped[1]
        parts.append((count, _fate_word(f"fate.{fate}", count, substantive, messages)))
        if fate is Fate.CHANGED:
            parts.append((rolled, _rolled_word(report, messages)))
            parts.append((report.only_renamed, messages.text("headline.only_renamed")))
        if fate is Fate.SPLIT:  # as its entry says: what is both counts as split, and is not only that
            parts.append((report.regrouped[0], _fate_word("headline.regrouped", *report.regrouped, messages)))
    return [part for part in parts if part[0]]


def _fate_word(key: str, count: int, substantive: int, messages: Messages) -> str:
    """Return the word of this key for a fate, and of how many of its demands the matter changed."""
    word = messages.text(key)
    if not substantive:
        return word
    # „geteilt (inhaltlich)“ would leave open what became of the words.
    weight = messages.text("headline.substantive" if key == "fate.changed" else "headline.changed_in_substance")
    if substantive < count:
        return messages.text("headline.substantive_some", word=word, count=substantive, weight=weight)
    form = {1: "headline.substantive_one", 2: "headline.substantive_both"}.get(count, "headline.substantive_all")
    return messages.text(form, word=word, weight=weight)


def _rolled_word(report: Report, messages: Messages) -> str:
    """Return that only roll-ups made a change, and which of them weigh: what they subtract must not hide."""
    rollups = [one for one in report.rollups if one.kind is not Kind.RENAMED]
    total = len(rollups)
    word = messages.text("headline.rolled", count=total)
    counts = [
        (messages.text(f"severity.{Severity.MAJOR}"), sum(map(_is_major, rollups))),
        (messages.text(f"weight.{Weight.SUBSTANTIVE}"), sum(map(_is_substantive, rollups))),
    ]
    told = [(weight, count) for weight, count in counts if count]
    if not told:
        return word
    weight, count = told[0]
    if count < total:
        parts = ", ".join(f"{messages.number(count)} {weight}" for weight, count in told)
        return messages.text("headline.rolled_some", word=word, count=total, parts=parts)
    if total == 1:
        return messages.text("headline.rolled_one", word=word, weight=weight)
    form = "headline.rolled_both" if total == 2 else "headline.rolled_all"
    return messages.text(form, word=word, count=total, weight=weight)


def _is_major(rollup: Rollup) -> bool:
    return rollup.severity is Severity.MAJOR


def _is_substantive(rollup: Rollup) -> bool:
    """Return whether a roll-up that is not major already changes words by more than their form."""
    is_editorial = all(finding.rule == "wording-editorial" for finding in rollup.findings)
    return rollup.kind is Kind.REWORDED and not is_editorial and not _is_major(rollup)


def _enumerate(parts: list[tuple[int, str]], opening: str, messages: Messages) -> str:
    """Name the verb once, and again whenever one and many meet (51 sind unverändert, 1 ist entfallen)."""
    told: list[str] = []
    is_plural = None
    for count, word in parts:
        key = "headline.more" if is_plural is (count != 1) else "headline.again" if told else opening
        told.append(messages.text(key, count=count, word=word))
        is_plural = count != 1
    return ", ".join(told)
