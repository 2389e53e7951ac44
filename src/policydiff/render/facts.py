"""What differs in an entry besides its text and its addressees: what it is, and the words on both sides."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, assert_never

from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Dropped,
    FieldChange,
    Former,
    Moved,
    Parted,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
)
from policydiff.core.meaning import Direction, Signal
from policydiff.core.report import Entry
from policydiff.core.rules import Finding
from policydiff.render.names import Names, signed
from policydiff.render.safety import json_value, line

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that differs besides text and addressees: what it is, and the words on both sides.

    `is_quoted` says that these are the catalogue's words, in its language.
    """

    label: str
    text: str
    is_quoted: bool = False


def list_facts(change: Change, names: Names, findings: Sequence[Finding] = ()) -> list[Fact]:
    """Return what a change holds that neither the kind's name nor the texts of both sides show.

    Signals stand in the order of the `findings` of the entry, the heaviest first.
    """
    text = names.messages.text
    match change:
        case Moved(old=old, new=new):
            return [Fact(label=text("report.group"), text=group_words(old, new, names), is_quoted=True)]
        case Renamed(old=old, new=new):
            return [Fact(label=text("report.id"), text=names.became(line(old), line(new)))]
        case Reworded(signals=signals):
            return [*_lost_facts(change.lost, names), *_signal_facts(signals, names, findings)]
        case Parted(signals=signals):
            return [*list_unheld(change, names), *_signal_facts(signals, names, findings)]
        case Reassigned():
            parts = part_names(change)
            if not parts:
                return [Fact(label=text("report.level"), text=_shift(change, names))]
            asked = "; ".join(f"{line(id)}: {_signed(one, names)}" for id, one in parts)
            levels = "; ".join(f"{line(id)}: {_shift(one, names)}" for id, one in parts)
            return [
                Fact(label=text("report.addressees_parts"), text=asked, is_quoted=True),
                Fact(label=text("report.level"), text=levels),
            ]
        case Annotated(fields=fields):
            return [fact for field in fields for fact in field_facts(field, names)]
        case Reinstated(signals=signals, reassigned=reassigned):
            told = "; ".join(_recall(one, names) for one in change.former)
            back = list_facts(reassigned, names) if reassigned else []
            if reassigned and not reassigned.parts:
                back.insert(0, Fact(label=text("kind.reassigned"), text=_signed(reassigned, names), is_quoted=True))
            last = Fact(label=text("report.last_in"), text=told, is_quoted=True)
            return [last, *back, *_lost_facts(change.lost, names), *_signal_facts(signals, names, findings)]
        case Dropped() | Added():
            return []
        case _ as unreachable:
            assert_never(unreachable)


def _recall(one: Former, names: Names) -> str:
    quoted = names.messages.quote(line(one.text))
    return names.messages.text("report.last_in_value", edition=line(one.edition), id=line(one.id), text=quoted)


def part_names(change: Reassigned) -> list[tuple[str, Reassigned]]:
    """Return the parts of a split or merger whose addressees differ, each by the id that tells it from the others."""
    old, new = ({getattr(one, side) for one in change.parts} for side in ("old", "new"))
    called = (
        one.new if len(old) == 1 else one.old if len(new) == 1 else f"{one.old} → {one.new}" for one in change.parts
    )
    return [(id, one.change) for id, one in zip(called, change.parts, strict=True) if one.change]


def _signed(change: Reassigned, names: Names) -> str:
    return signed(names.addressee_names(change.left), names.addressee_names(change.joined))


def _lost_facts(lost: Iterable[str], names: Names) -> list[Fact]:
    told = "; ".join(names.messages.quote(line(one)) for one in lost)
    return [Fact(label=names.rule("part-dropped"), text=told, is_quoted=True)] if told else []


def _signal_facts(signals: Iterable[Signal], names: Names, findings: Sequence[Finding]) -> list[Fact]:
    places = {one.rule: place for place, one in enumerate(findings)}
    told = sorted(signals, key=lambda one: places.get(one.rule, len(places)))
    return [Fact(label=names.rule(one.rule), text=signal_words(one, names), is_quoted=True) for one in told]


def list_unheld(change: Parted, names: Names) -> list[Fact]:
    """Return what a split or merger lost on its way, and what came to it, but for figures that a signal tells."""
    text, quote = names.messages.text, names.messages.quote
    old, new = (
        {figure for words in side for figure in _FIGURE.findall(words)}
        for side in ([one.old for one in change.signals], [one.new for one in change.signals])
    )
    dropped = [one for one in change.dropped if one.text not in old]
    added = [one for one in change.added if one.text not in new]
    told = ((text("report.clauses_dropped", count=len(dropped)), dropped), (text("report.clauses_added"), added))
    return [
        Fact(label=label, text="; ".join(quote(line(one.text)) for one in clauses), is_quoted=True)
        for label, clauses in told
        if clauses
    ]


def entry_facts(entry: Entry, names: Names) -> list[Fact]:
    """Return the facts of all changes of an entry, each once: what is both split and merged has the same signals."""
    own = dict.fromkeys(fact for change in entry.changes for fact in list_facts(change, names, entry.findings))
    return [*own, *question_facts(entry, names), *carried_facts(entry, names)]


def question_facts(entry: Entry, names: Names) -> list[Fact]:
    """Return what is asked about a demand that counts as dropped or new until somebody answers."""
    if entry.old and entry.new:
        return []
    about = {one.id for one in (*entry.old, *entry.new)}
    asked = dict.fromkeys(
        line(one.id)
        for question in names.report.questions
        if about & {one.id for one in (question.open_old if entry.old else question.open_new)}
        for one in (question.new if entry.old else question.old)
    )
    text = names.messages.text
    told = text("report.asked_old" if entry.old else "report.asked_new", ids=", ".join(asked))
    return [Fact(label=text("report.asked"), text=told)] if asked else []


def carried_facts(entry: Entry, names: Names, refer: Callable[[str, bool], str] | None = None) -> list[Fact]:
    """Return which passages of an entry now stand in demands of others, and which stood there before.

    `refer` says what to call a demand by its id and whether it is an old one; else it is called by its id.
    """
    old, new = ({one.id for one in demands} for demands in (entry.old, entry.new))
    carried = names.report.carried
    went = [(one.new, one.new_clause) for one in carried if one.old in old]
    came = [(one.old, one.old_clause) for one in carried if one.new in new]
    text, quote = names.messages.text, names.messages.quote
    call = refer or (lambda id, is_old: line(id))  # noqa: ARG005
    told = [
        (text("report.carried_to"), [(call(id, False), words) for id, words in went]),
        (text("report.carried_from"), [(call(id, True), words) for id, words in came]),
    ]
    return [
        Fact(label=label, text="; ".join(f"{name}: {quote(line(words))}" for name, words in some), is_quoted=True)
        for label, some in told
        if some
    ]


def weight_facts(findings: Iterable[Finding], names: Names) -> list[Fact]:
    """Return which findings, the heaviest first, weigh how much; nothing where all weigh the same."""
    told = [
        f"{', '.join(names.rule(one.rule) for one in found)} ({names.badge(severity).word})"
        for severity, found in groupby(findings, lambda one: one.severity)
    ]
    return [Fact(label=names.messages.text("report.severity"), text="; ".join(told))] if len(told) > 1 else []


def signal_words(signal: Signal, names: Names) -> str:
    """Return the words on both sides that show a signal."""
    old, new = line(signal.old), line(signal.new)
    # That words came or went is what the name of such a rule says.
    if signal.direction in (Direction.ADDED, Direction.REMOVED) and not (old and new):
        return old or new
    return names.became(old, new)


def group_words(old: Iterable[str], new: Iterable[str], names: Names) -> str:
    """Return the working groups of both sides, or those that joined and left where some stayed."""
    before, after = ([names.group_name(key) for key in keys] for keys in (old, new))
    return signed(before, after) if set(before) & set(after) else f"{', '.join(before)} → {', '.join(after)}"


def acceptance_facts(entry: Entry, names: Names) -> list[Fact]:
    """Return who let the change through, and why; nothing where nobody did."""
    if not entry.acceptance:
        return []
    by, reason = line(entry.acceptance.by), line(entry.acceptance.reason)
    text = names.messages.text
    return [Fact(label=text("comment.accepted"), text=text("comment.said", by=by, reason=reason))]


def field_facts(change: FieldChange, names: Names) -> list[Fact]:
    """Return what became of a field; of a mapping that came or went as a whole, each of its values."""
    name, _, rest = change.field.partition(".")
    mapping = change.new if change.old is None else change.old if change.new is None else None
    if isinstance(mapping, Mapping):
        parts = ((f"{change.field}.{key}", value) for key, value in mapping.items())
        return [
            fact
            for field, value in parts
            for fact in field_facts(
                FieldChange(field=field, old=None, new=value)
                if change.old is None
                else FieldChange(field=field, old=value, new=None),
                names,
            )
        ]
    label = names.messages.text(f"field.{name}")
    # A tag's number says nothing to a reader; a party's name and a key of `meta` do.
    if rest and name != "tags":
        label = f"{label} ({line(rest)})"
    words = names.became(_value(name, change.old, names), _value(name, change.new, names))
    return [Fact(label=label, text=words, is_quoted=name != "status")]


def _shift(change: Reassigned, names: Names) -> str:
    # A level on both sides went from one addressee to another and did not shift.
    left = names.levels([level for level in change.levels_left if level not in change.levels_joined])
    joined = names.levels([level for level in change.levels_joined if level not in change.levels_left])
    return names.messages.text(f"shift.{change.shift}", left=left, joined=joined)


def _value(name: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if name == "status" and f"status.{value}" in names.messages.patterns:
        return names.messages.text(f"status.{value}")
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return ", ".join(line(one) for one in value)
    return line(value if isinstance(value, str) else _dump(value))


def _dump(value: Any) -> str:
    import json  # needed rarely

    return json.dumps(json_value(value), ensure_ascii=False, sort_keys=True)
