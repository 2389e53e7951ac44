"""What a person should look at or answer: open questions, related pairs, reused ids and doubtful links."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from policydiff.core.acceptance import fingerprint_demands
from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.entries import EarlierDemand
from policydiff.core.matching import Match, Matching
from policydiff.core.report import Alarm, AlarmCode, Entry, Origin, Question
from policydiff.core.rules import OPEN_QUESTION, RuleBook, Severity

# An id as a note may name it; the full stop of a sentence may stand behind it.
_WORD = re.compile(r"[\w.-]+")


def derive_questions(
    old: Catalogue, new: Catalogue, asked: Sequence[Match], entries: Sequence[Entry], severity: Severity | None = None
) -> tuple[Question, ...]:
    """Return what is asked with its demands, but for what concerns a demand that has been found to be reinstated.

    Without a severity nothing has to be answered: these are pairs that share a topic.
    """
    before, after = ({demand.id: demand for demand in one.demands} for one in (old, new))
    settled = {demand.id for entry in entries if entry.origin is Origin.REINSTATED for demand in entry.new}
    return tuple(
        Question(
            old=tuple(before[id] for id in one.old),
            new=tuple(after[id] for id in one.new),
            reason=one.reason,
            score=one.score,
            severity=severity,
            fingerprint=_fingerprint(OPEN_QUESTION, one, before, after) if severity else "",
        )
        for one in asked
        if settled.isdisjoint(one.new)
    )


def derive_alarms(
    old: Catalogue,
    new: Catalogue,
    matching: Matching,
    entries: Sequence[Entry],
    earlier: Sequence[EarlierDemand],
    *,
    rulebook: RuleBook,
) -> tuple[Alarm, ...]:
    """Return the ids that carry another demand than in the old version or an edition before it, and doubtful links.

    `earlier` are demands of editions before old that it has no longer under their ids.
    """
    gone = {one.demand.id: one for one in earlier}
    before, after = ({demand.id: demand for demand in one.demands} for one in (old, new))
    added = [demand for entry in entries if entry.origin is Origin.ADDED for demand in entry.new]
    reused = [(before[id], after[id]) for id in matching.reused]
    reused += [(gone[demand.id].demand, demand) for demand in added if demand.id in gone and demand.id not in before]
    doubtful = [
        (before[old_id], after[new_id]) for one in matching.suspicious for old_id in one.old for new_id in one.new
    ]
    references = _find_references({now.id for _, now in reused}, new.demands)
    found = [(AlarmCode.ID_REUSED, was, now, references.get(now.id, ())) for was, now in reused]
    found += [(AlarmCode.SUSPICIOUS_LINK, was, now, ()) for was, now in doubtful]
    return tuple(
        Alarm(
            code=code,
            old=was,
            new=now,
            severity=rulebook.find(code).severity,
            references=references,
            living=_find_living(gone[was.id], before, matching) if was.id in gone and was.id not in before else (),
            fingerprint=fingerprint_demands(code, [was], [now]),
        )
        for code, was, now, references in found
    )


def _find_living(once: EarlierDemand, before: Mapping[str, Demand], matching: Matching) -> tuple[str, ...]:
    """Return the ids of the new version under which a demand of an earlier edition lives on."""
    heirs = {old: one.new for one in matching.matches for old in one.old}
    # What was not read stands as it was.
    return tuple(new for id in once.living for new in heirs.get(id, () if id in before else (id,)))


def _fingerprint(what: str, asked: Match, old: Mapping[str, Demand], new: Mapping[str, Demand]) -> str:
    return fingerprint_demands(what, [old[id] for id in asked.old], [new[id] for id in asked.new])


def _find_references(ids: AbstractSet[str], demands: Iterable[Demand]) -> dict[str, tuple[str, ...]]:
    """Return for each of some ids the demands that name it in `succeeds` or `note`, in their order."""
    found: dict[str, list[str]] = {}
    for one in demands:
        words = _WORD.findall(one.note or "") if ids else ()
        named = {*(one.succeeds or ()), *words, *(word.rstrip(".") for word in words)}
        for id in named & ids - {one.id}:
            found.setdefault(id, []).append(one.id)
    return {id: tuple(some) for id, some in found.items()}
