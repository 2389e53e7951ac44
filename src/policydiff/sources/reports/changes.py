"""The changes of one entry out of a JSON report, and that they are the changes between its two sides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policydiff.core.annotations import ANNOTATIONS
from policydiff.core.catalogue import Addressee, Demand, Level
from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Context,
    Dropped,
    FieldChange,
    Former,
    Kind,
    Merged,
    Moved,
    PartReassigned,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
    Split,
    derive_changes,
    derive_reassigned,
    gather_back,
    judge_back,
)
from policydiff.core.levels import Shift
from policydiff.core.lexicon import Lexicon
from policydiff.core.losses import find_lost_sentences
from policydiff.core.matching import Clause, Evidence
from policydiff.core.meaning import DIRECTIONS, Direction, Signal, SignalCode
from policydiff.core.report import Entry
from policydiff.core.wording import NEW_MARKS, OLD_MARKS, Mark, Run, Weight, fold
from policydiff.sources.reports.values import LONGEST_NAME, Fields, InvalidError, free_value

Sides = tuple[tuple[Demand, ...], tuple[Demand, ...]]
_REASSIGNED = "joined left levels_joined levels_left shift parts"
PASSAGE = "old new old_clause new_clause share"


def read_change(kind: Kind, details: Fields, sides: Sides) -> Change:
    """Return one change of an entry from its `details`; raises InvalidError where it is none between these sides."""
    old, new = sides
    match kind:
        case Kind.DROPPED | Kind.ADDED:
            details.inside(kind, "")
            return Dropped() if kind is Kind.DROPPED else Added()
        case Kind.REINSTATED:
            own = details.inside(kind, "edition id text others signals lost reassigned")
            named = _former(own)
            return Reinstated(
                edition=named.edition,
                id=named.id,
                text=named.text,
                others=tuple(map(_former, own.each("others", "edition id text"))),
                signals=_signals(own),
                lost=own.texts("lost"),
                reassigned=None if own.take("reassigned") is None else _reassigned(own),
            )
        case Kind.SPLIT | Kind.MERGED:
            own = details.inside(kind, "parts dropped added continued signals")
            make = Split if kind is Kind.SPLIT else Merged
            return make(
                parts=_parts(own),
                dropped=_clauses(own, "dropped"),
                added=_clauses(own, "added"),
                continued=_continued(own, sides),
                signals=_signals(own),
            )
        case Kind.REASSIGNED:
            return _reassigned(details)
        case Kind.MOVED:
            own = details.inside(kind, "old new")
            return Moved(old=own.identifiers("old"), new=own.identifiers("new"))
        case Kind.RENAMED:
            own = details.inside(kind, "old new")
            return Renamed(old=own.identifier("old"), new=own.identifier("new"))
        case Kind.REWORDED:
            own = details.inside(kind, "class signals redline")
            runs = read_redline(own, old[0].text if old else "", new[0].text if new else "")
            weight = own.choice("class", Weight)
            lost = find_lost_sentences(runs) if weight is Weight.SUBSTANTIVE else ()
            return Reworded(weight=weight, signals=_signals(own), redline=runs, lost=lost)
        case Kind.ANNOTATED:
            fields = details.inside(kind, "fields").each("fields", "field old new")
            return Annotated(fields=tuple(map(_field, fields)))
        case Kind.UNCHANGED:
            raise InvalidError(details.path, "tells details of what is unchanged")


def check_changes(changes: Sequence[Change], sides: Sides, addressees: Mapping[str, Addressee], path: str) -> None:
    """Raise InvalidError where the kinds of an entry are not those between its sides, or where one is kept quiet."""
    old, new = sides
    held = {change.kind for change in changes}
    is_pair = len(old) == len(new) == 1
    levels = {key: one.level for key, one in addressees.items()}
    reassigned = derive_reassigned(old, new, levels) if old and new else None
    expected = {
        Kind.DROPPED: not new,
        Kind.SPLIT: bool(old) and len(new) > 1,
        Kind.MERGED: bool(new) and len(old) > 1,
        Kind.RENAMED: is_pair and old[0].id != new[0].id,
        Kind.REWORDED: is_pair and fold(old[0].text) != fold(new[0].text),
        Kind.REASSIGNED: reassigned is not None,
    }
    wrong = next((kind for kind, is_so in expected.items() if (kind in held) is not is_so), None)
    if not old and held not in ({Kind.ADDED}, {Kind.REINSTATED}):
        wrong = Kind.ADDED
    if old and held & {Kind.ADDED, Kind.REINSTATED}:
        wrong = wrong or Kind.REINSTATED
    if wrong:
        raise InvalidError(f"{path}.kinds", f"do not fit the demands: {wrong}")
    for change in changes:
        match change:
            case Moved(old=before, new=after) if (before, after) != (_groups(old), _groups(new)):
                raise InvalidError(f"{path}.details.moved", "names other working groups than the demands")
            case Reassigned() if change != reassigned:
                raise InvalidError(f"{path}.details.reassigned", "does not fit the addressees of the demands")
            case Reinstated(reassigned=Reassigned() as asked) if not set(new[0].addressees).isdisjoint(
                key for part in asked.parts or (asked,) for key in _left(part, new[0].id)
            ):
                raise InvalidError(f"{path}.details.reinstated.reassigned", "does not fit the addressees of the demand")
            case Renamed(old=before_id, new=after_id) if (before_id, after_id) != (old[0].id, new[0].id):
                raise InvalidError(f"{path}.details.renamed", "names other ids than the demands")


def judge_anew(change: Change, sides: Sides, lexicon: Lexicon) -> Change:
    """Return the change with all that can be told from the two texts found out again."""
    if not isinstance(change, Reworded | Split | Merged):
        return change
    old, new = ([Demand(id=one.id, group="", text=one.text) for one in demands] for demands in sides)
    context = Context(groups={}, levels={}, lexicon=lexicon)
    found = next(one for one in derive_changes(old, new, context) if one.kind is change.kind)
    if isinstance(change, Reworded) or not isinstance(found, Split | Merged):
        return found
    return replace(found, continued=change.continued)


def judge_all_back(entries: Sequence[Entry], lexicon: Lexicon) -> tuple[Entry, ...]:
    """Return the entries with what it means that demands are back found out again, of those together that are so.

    It is told where the report tells it, else at the first of them; how their addressees differ, as it says.
    Raises InvalidError where one id stands for two texts.
    """
    changes = {one.new[0].id: change for one in entries for change in one.changes if isinstance(change, Reinstated)}
    new = {one.new[0].id: one.new[0] for one in entries if Kind.REINSTATED in one.kinds}
    context = Context(groups={}, levels={}, lexicon=lexicon)
    names = {id: [one.name for one in change.former] for id, change in changes.items()}
    for ids in gather_back(names):
        old: dict[str, Demand] = {}
        for one in (one for id in ids for one in changes[id].former):
            if old.setdefault(one.id, Demand(id=one.id, group="", text=one.text)).text != one.text:
                raise InvalidError("entries", f"bring {one.id} back with two texts")
        home = next((id for id in ids if _tells(changes[id])), ids[0])
        after = [Demand(id=id, group="", text=new[id].text) for id in ids]
        for id in ids:
            judged = judge_back(changes[id], list(old.values()), after, context) if id == home else None
            signals, lost = (judged.signals, judged.lost) if judged else ((), ())
            changes[id] = replace(changes[id], signals=signals, lost=lost)
    return tuple(
        replace(one, changes=(changes[one.new[0].id],)) if Kind.REINSTATED in one.kinds else one for one in entries
    )


def _left(change: Reassigned | PartReassigned, id: str) -> tuple[str, ...]:
    """Return the addressees that left a new demand, or that part of one."""
    if isinstance(change, Reassigned):
        return change.left
    return change.change.left if change.new == id else ()


def _tells(change: Reinstated) -> bool:
    return bool(change.signals or change.lost or change.reassigned)


def _former(fields: Fields) -> Former:
    return Former(edition=fields.identifier("edition"), id=fields.identifier("id"), text=fields.text("text"))


def read_redline(fields: Fields, old: str, new: str) -> tuple[Run, ...]:
    """Return a redline whose runs add up to both texts."""
    runs = tuple(map(_run, fields.each("redline", "mark text move")))
    for side, marks, text in (("old", OLD_MARKS, old), ("new", NEW_MARKS, new)):
        if fold("".join(run.text for run in runs if run.mark in marks)) != fold(text):
            raise InvalidError(fields.at("redline"), f"does not add up to the {side} text")
    return runs


def _run(fields: Fields) -> Run:
    move = fields.whole("move", 1) if "move" in fields.values else None
    return Run(mark=fields.choice("mark", Mark), text=fields.text("text"), move=move)


def _signals(fields: Fields) -> tuple[Signal, ...]:
    found = []
    for one in fields.each("signals", "code direction old new"):
        code, direction = one.choice("code", SignalCode), one.choice("direction", Direction)
        if direction not in DIRECTIONS[code]:
            raise InvalidError(one.at("direction"), f"is {direction}, which {code} does not know")
        found.append(Signal(code=code, direction=direction, old=one.text("old"), new=one.text("new")))
    return tuple(found)


def _parts(fields: Fields) -> tuple[Evidence, ...]:
    return tuple(read_passage(one) for one in fields.each("parts", PASSAGE))


def read_passage(fields: Fields) -> Evidence:
    """Return words that went from an old demand into a new one."""
    return Evidence(
        old=fields.identifier("old"),
        new=fields.identifier("new"),
        old_clause=fields.text("old_clause"),
        new_clause=fields.text("new_clause"),
        share=fields.share("share"),
    )


def _clauses(fields: Fields, key: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(demand=one.identifier("demand"), text=one.text("text")) for one in fields.each(key, "demand text")
    )


def _continued(fields: Fields, sides: Sides) -> tuple[tuple[str, str], ...]:
    ids = [{demand.id for demand in demands} for demands in sides]
    pairs = [(one.identifier("old"), one.identifier("new")) for one in fields.each("continued", "old new")]
    if any(old not in ids[0] or new not in ids[1] for old, new in pairs):
        raise InvalidError(fields.at("continued"), "names demands that are not those of the entry")
    return tuple(pairs)


def _field(fields: Fields) -> FieldChange:
    old, new = (free_value(fields.take(key), fields.at(key)) for key in ("old", "new"))
    name = fields.text("field", LONGEST_NAME)
    if name.partition(".")[0] not in ANNOTATIONS:
        raise InvalidError(fields.at("field"), f"is {name[:40]!a}, which no demand has")
    return FieldChange(field=name, old=old, new=new)


def _reassigned(details: Fields) -> Reassigned:
    fields = details.inside(Kind.REASSIGNED, _REASSIGNED)
    return replace(_addressees(fields), parts=tuple(map(_part_reassigned, fields.each("parts", "old new change"))))


def _part_reassigned(fields: Fields) -> PartReassigned:
    change = _addressees(fields.inside("change", _REASSIGNED))
    return PartReassigned(old=fields.identifier("old"), new=fields.identifier("new"), change=change)


def _addressees(fields: Fields) -> Reassigned:
    return Reassigned(
        joined=fields.identifiers("joined"),
        left=fields.identifiers("left"),
        levels_joined=fields.choices("levels_joined", Level),
        levels_left=fields.choices("levels_left", Level),
        shift=fields.choice("shift", Shift),
    )


def _groups(demands: Sequence[Demand]) -> tuple[str, ...]:
    return tuple(sorted({demand.group for demand in demands}))
