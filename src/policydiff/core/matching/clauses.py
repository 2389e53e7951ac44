"""Which clause of an old text went into which clause of a new one: the evidence that a report can show."""

from collections.abc import Iterable, Mapping, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching.values import Evidence
from policydiff.core.matching.words import FUNCTION_WORDS, clauses, stems

LEAST_SHARE = 0.4
"""A clause counts as transferred when this share of its words, by letters, stands in the other clause."""


def trace(
    old: Mapping[str, Demand], new: Mapping[str, Demand], links: Iterable[tuple[str, str]]
) -> tuple[Evidence, ...]:
    """Return the clauses transferred along each link (old id, new id), in the order of the links and texts."""
    found: list[Evidence] = []
    for old_id, new_id in links:
        found.extend(_transfers(old[old_id], new[new_id]))
    return tuple(found)


def _transfers(old: Demand, new: Demand) -> Sequence[Evidence]:
    """Return for each clause of the shorter text the clause of the longer one that holds most of it."""
    old_clauses, new_clauses = clauses(old.text), clauses(new.text)
    old_terms, new_terms = [_terms(clause) for clause in old_clauses], [_terms(clause) for clause in new_clauses]
    found = []
    if len(new.text) <= len(old.text):
        for clause, terms in zip(new_clauses, new_terms, strict=True):
            share, place = _best(terms, old_terms)
            if share >= LEAST_SHARE:
                found.append(_evidence(old, new, old_clauses[place], clause, share))
    else:
        for clause, terms in zip(old_clauses, old_terms, strict=True):
            share, place = _best(terms, new_terms)
            if share >= LEAST_SHARE:
                found.append(_evidence(old, new, clause, new_clauses[place], share))
    return found


def _evidence(old: Demand, new: Demand, old_clause: str, new_clause: str, share: float) -> Evidence:
    return Evidence(old=old.id, new=new.id, old_clause=old_clause, new_clause=new_clause, share=round(share, 4))


def _best(terms: frozenset[str], others: Sequence[frozenset[str]]) -> tuple[float, int]:
    """Return the greatest share of `terms` that one of the others holds, and its place, the first of equals."""
    shares = [_held(terms, other) for other in others]
    best = max(range(len(shares)), key=lambda place: (shares[place], -place), default=-1)
    return (shares[best], best) if best >= 0 else (0.0, -1)


def _held(terms: frozenset[str], other: frozenset[str]) -> float:
    return len(terms & other) / len(terms) if terms else 0.0


def _terms(clause: str) -> frozenset[str]:
    return frozenset(word for word in stems(clause) if word not in FUNCTION_WORDS)
