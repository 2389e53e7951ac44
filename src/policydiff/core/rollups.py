"""Roll-ups (Sammeländerungen): one edit made in many demands, found and told once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from policydiff.core.changes import Annotated, Kind, Moved, Reassigned, Renamed, Reworded
from policydiff.core.findings import list_codes
from policydiff.core.lexicon import Lexicon, tokenise
from policydiff.core.report import Entry, Rollup
from policydiff.core.rules import RuleBook
from policydiff.core.wording import Edit, edits, weigh

# From so many demands on, reading an edit once with a list is less than reading it everywhere.
LEAST_DEMANDS = 3


class _Key(NamedTuple):
    """What makes two edits the same."""

    kind: Kind
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edit:
    """One edit of one demand, with the codes of the rules that it meets there."""

    key: _Key
    old: tuple[str, ...]
    new: tuple[str, ...]
    codes: frozenset[str]


_Word = tuple[bool, str]


def roll_up(
    entries: Sequence[Entry],
    lexicon: Lexicon,
    rulebook: RuleBook | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[tuple[Entry, ...], tuple[Rollup, ...]]:
    """Return the entries, marked where roll-ups tell all that changed in them, and the roll-ups, the heaviest first.

    An entry is only marked when its findings are those of its roll-ups: an edit that weighs more here than elsewhere is
    told by itself. The rule book says how much a rule weighs that no entry meets. `progress` is told the step, how much
    is done, and of how much.
    """
    found = {}
    for place, entry in enumerate(entries):
        if _is_plain(entry):
            found[place] = tuple(_edits(entry, lexicon))
        if progress:
            progress("rollups", place + 1, len(entries))
    carrying: dict[_Key, dict[int, _Edit]] = {}
    for place, made in found.items():
        for edit in made:
            carrying.setdefault(edit.key, {}).setdefault(place, edit)
    book = rulebook or RuleBook()
    known = {finding.rule: finding for entry in entries for finding in entry.findings}
    rollups: dict[_Key, Rollup] = {}
    for key, held in carrying.items():
        codes = _agreed(held.values())
        findings = sorted((known.get(code) or book.find(code) for code in codes), key=lambda finding: finding.rank)
        if findings:
            demands = tuple(entries[place].new[0].id for place in held)
            shown = list(held.values())[: None if key.kind is Kind.RENAMED else 1]
            old, new = (tuple(one for edit in shown for one in getattr(edit, side)) for side in ("old", "new"))
            rollups[key] = Rollup(kind=key.kind, old=old, new=new, demands=demands, findings=tuple(findings))
    marked = [
        replace(entry, is_rolled_up=True) if _is_told(entry, found.get(place, ()), rollups) else entry
        for place, entry in enumerate(entries)
    ]
    return tuple(marked), tuple(sorted(rollups.values(), key=lambda one: (one.findings[0].rank, -len(one.demands))))


def _is_plain(entry: Entry) -> bool:
    return len(entry.old) == len(entry.new) == 1 and bool(entry.changes)


def _edits(entry: Entry, lexicon: Lexicon) -> Iterable[_Edit]:
    for change in entry.changes:
        codes = frozenset(list_codes(change))
        match change:
            case Reassigned(joined=joined, left=left):
                yield _Edit(key=_Key(change.kind, f"{left} {joined}"), old=left, new=joined, codes=codes)
            case Moved(old=old, new=new):
                yield _Edit(key=_Key(change.kind, f"{old} {new}"), old=old, new=new, codes=codes)
            case Renamed(old=before, new=after) if entry.is_only_renamed:
                yield _Edit(key=_Key(change.kind, ""), old=(before,), new=(after,), codes=codes)
            case Reworded():
                made = edits(entry.old[0].text, entry.new[0].text, lexicon)
                shown = _shown(change) if len(made) > 1 else {}
                for edit in made:
                    own = codes if len(made) == 1 else _codes_of(edit, shown, lexicon)
                    yield _Edit(key=_Key(change.kind, edit.key), old=(edit.old,), new=(edit.new,), codes=own)
            case Annotated(fields=fields):
                for one in fields:
                    what = f"{one.field}: {one.old!r} {one.new!r}"
                    sides = ((one.field, str(value)) if value is not None else () for value in (one.old, one.new))
                    old, new = sides
                    own = frozenset(list_codes(Annotated(fields=(one,))))
                    yield _Edit(key=_Key(change.kind, what), old=old, new=new, codes=own)


def _shown(change: Reworded) -> Mapping[_Word, set[str]]:
    """Return the rules of the signals that show each word."""
    rules: dict[_Word, set[str]] = {}
    for signal in change.signals:
        for word in _words(signal.old, signal.new):
            rules.setdefault(word, set()).add(signal.rule)
    return rules


def _codes_of(edit: Edit, shown: Mapping[_Word, set[str]], lexicon: Lexicon) -> frozenset[str]:
    """Return the rules that one of several edits meets: those of the signals that its words show, else its weight."""
    rules = frozenset(rule for word in _words(edit.old, edit.new) for rule in shown.get(word, ()))
    return rules or frozenset((f"wording-{weigh(edit.old, edit.new, lexicon)}",))


def _words(old: str, new: str) -> set[_Word]:
    """Return the words of both sides, each with whether it is a new one."""
    sides = ((False, old), (True, new))
    return {(is_new, token.word) for is_new, text in sides for token in tokenise(text) if token.word.isalnum()}


def _agreed(made: Collection[_Edit]) -> frozenset[str]:
    """Return the rules that an edit meets in most demands; none where too few agree for a roll-up."""
    ways = Counter(edit.codes for edit in made).most_common()
    codes, count = min(ways, key=lambda way: (-way[1], sorted(way[0])))
    return codes if count >= LEAST_DEMANDS else frozenset()


def _is_told(entry: Entry, made: Sequence[_Edit], rollups: Mapping[_Key, Rollup]) -> bool:
    """Return whether roll-ups say of an entry all that its changes mean, and nothing that they do not."""
    if not made or any(edit.key not in rollups for edit in made):
        return False
    if Kind.RENAMED in entry.kinds and not entry.is_only_renamed:
        return False
    told = {finding for edit in made for finding in rollups[edit.key].findings}
    met = {code for edit in made for code in edit.codes}
    return told.issuperset(entry.findings) and met.issuperset(finding.rule for finding in told)
