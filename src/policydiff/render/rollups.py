"""Roll-ups (Sammeländerungen) as people read them: one edit told once, with the demands in which it was made."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from policydiff.core.changes import FieldChange, Kind
from policydiff.core.report import Entry, Report, Rollup
from policydiff.render.facts import field_facts, group_words
from policydiff.render.messages import Messages
from policydiff.render.names import Badge, signed
from policydiff.render.rows import Row, Texts, beginning
from policydiff.render.safety import line, lines

# So many ids show how the others went.
_MOST_MOVES = 3
# Of a demand that is told elsewhere, so much is shown that it can be recognised.
_BEGINNING = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A demand that is referred to: its id, its anchor (empty when the page does not hold it), and how it begins."""

    id: str
    anchor: str
    beginning: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RollupNote:
    """One edit made in many demands.

    `word` is the kind of change, `edit` what was made of what, `count` in how many demands; `findings` are the rules it
    meets. `rows` are the entries told here and nowhere else, `elsewhere` those told in another place.
    """

    anchor: str
    word: str
    edit: str
    count: str
    badge: Badge
    findings: tuple[str, ...]
    rows: tuple[Row, ...]
    elsewhere: tuple[Reference, ...]


def list_rollups(report: Report, texts: Texts) -> tuple[RollupNote, ...]:
    """Return the roll-ups with the entries that are shown; a roll-up of which none is shown is left out."""
    if not report.rollups:
        return ()
    entries = {entry.new[0].id: entry for entry in report.entries if entry.new and entry.changes}
    told: set[str] = set()
    notes = []
    for number, rollup in enumerate(report.rollups, start=1):
        shown = [entries[id] for id in rollup.demands if id in entries]
        here = [entry for entry in shown if entry.is_rolled_up and entry.new[0].id not in told]
        ids = {entry.new[0].id for entry in here}
        told |= ids
        if shown:
            elsewhere = [entry for entry in shown if entry.new[0].id not in ids]
            notes.append(_note(rollup, number, here, elsewhere, texts))
    return tuple(notes)


def introduce_rollups(report: Report, messages: Messages, *, has_rows: bool = False) -> str:
    """Return what roll-ups tell, and whether the demands that they hold stand nowhere else; `has_rows`: in rows too."""
    renamed = {rollup.kind is Kind.RENAMED for rollup in report.rollups}
    said = ["report.rollups_edits"] if False in renamed else []
    said += ["report.rollups_renamed"] if True in renamed else []
    said.append("report.rollups_rows" if has_rows else "report.rollups_only")
    return " ".join(map(messages.text, said))


def list_apart(report: Report) -> list[Entry]:
    """Return the entries that changed and are not told by roll-ups alone."""
    held = {id for rollup in report.rollups for id in rollup.demands}
    return [one for one in report.entries if one.changes and not (one.is_rolled_up and one.new[0].id in held)]


def rollup_edit(rollup: Rollup, texts: Texts, *, rule: str = "", only: Collection[str] | None = None) -> str:
    """Return what a roll-up makes of what; `rule` is named before it, and may say already that words came or went.

    Of new ids, `only` these are named.
    """
    match rollup.kind:
        case Kind.REASSIGNED:
            return signed(texts.addressee_names(rollup.old), texts.addressee_names(rollup.new))
        case Kind.MOVED:
            return group_words(rollup.old, rollup.new, texts)
        case Kind.RENAMED:
            moves = zip(rollup.old, rollup.new, strict=True)
            return tell_moves([(old, [new]) for old, new in moves if only is None or new in only])
        case Kind.ANNOTATED:
            field = (rollup.old or rollup.new)[0]
            old, new = ((values[1] if values else None) for values in (rollup.old, rollup.new))
            facts = field_facts(FieldChange(field=field, old=old, new=new), texts)
            return "; ".join(f"{fact.label}: {fact.text}" for fact in facts)
        case _:
            before, after = (_quoted(words, texts) for words in (rollup.old, rollup.new))
            is_told = rule.endswith(("-added", "-removed")) and not (before and after)
            return before or after if is_told else texts.became(before, after)


def tell_moves(moves: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return which old ids became which new ones (f-06 → f-05, f-07 → f-06 …), the first of many."""
    told = ", ".join(f"{line(old)} → {', '.join(lines(new))}" for old, new in moves[:_MOST_MOVES])
    return f"{told} …" if len(moves) > _MOST_MOVES else told


def _note(rollup: Rollup, number: int, here: Sequence[Entry], elsewhere: Iterable[Entry], texts: Texts) -> RollupNote:
    return RollupNote(
        anchor=rollup_anchor(number),
        word=texts.messages.text("report.rollup_renamed" if rollup.kind is Kind.RENAMED else f"kind.{rollup.kind}"),
        edit=rollup_edit(rollup, texts),
        count=texts.messages.text("report.rollup_in", count=len(rollup.demands)),
        badge=texts.badge(rollup.severity),
        findings=tuple(texts.rule(finding.rule) for finding in rollup.findings),
        rows=tuple(map(texts.row, here)),
        elsewhere=tuple(_reference(entry, texts) for entry in elsewhere),
    )


def rollup_anchor(number: int) -> str:
    """Return the anchor of a roll-up by its number, from 1."""
    return f"rollup-{number}"


def _reference(entry: Entry, texts: Texts) -> Reference:
    demand = entry.new[0]
    id = line(demand.id)
    return Reference(id=id, anchor=texts.anchors.new(id), beginning=beginning(line(demand.text), _BEGINNING))


def _quoted(words: Iterable[str], texts: Texts) -> str:
    told = line(" ".join(words)).strip(" ,;")
    return texts.messages.quote(told) if told else ""
