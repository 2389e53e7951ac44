"""What a person declares about the lineage of demands that stand on both sides (`succeeds`), and how that changed."""

from collections.abc import Iterator, Mapping

from policydiff.core.acceptance import fingerprint_declaration
from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.matching import Match, Matching
from policydiff.core.report import DeclarationChange
from policydiff.core.rules import DECLARATION_CHANGED, RuleBook


def derive_declarations(
    old: Catalogue, new: Catalogue, matching: Matching, gone: Mapping[str, Demand], rulebook: RuleBook
) -> tuple[DeclarationChange, ...]:
    """Return the changed declarations of demands that live on under their id, in the order of the new catalogue.

    `gone` are demands dropped before old, by id: declarations may name them too.
    """
    known = {**gone, **{demand.id: demand for demand in old.demands}}
    severity = rulebook.find(DECLARATION_CHANGED).severity
    return tuple(
        DeclarationChange(
            demand=demand,
            old=before.succeeds,
            new=demand.succeeds,
            severity=severity,
            named=tuple(known[id] for id in list_declared(before.succeeds, demand.succeeds) if id in known),
            fingerprint=fingerprint_declaration(DECLARATION_CHANGED, demand.id, before.succeeds, demand.succeeds),
        )
        for before, demand in list_redeclared(old, new, matching)
    )


def list_redeclared(old: Catalogue, new: Catalogue, matching: Matching) -> Iterator[tuple[Demand, Demand]]:
    """Yield both sides of the demands that live on under their id with another declaration.

    A declaration about this very step is told by the entry that it makes, and one of a demand that came, went or has
    another id belongs to that demand: neither is told again.
    """
    before = {demand.id: demand for demand in old.demands}
    kept = {id: found for found in matching.matches for id in found.old if id in found.new}
    for demand in new.demands:
        if demand.id in kept and not _is_told(before[demand.id].succeeds, demand.succeeds, kept[demand.id]):
            yield before[demand.id], demand


def list_declared(old: tuple[str, ...] | None, new: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the ids that two declarations list, each once."""
    return tuple(dict.fromkeys((*(old or ()), *(new or ()))))


def list_unread(old: Catalogue, new: Catalogue, matching: Matching) -> set[str]:
    """Return the ids that changed declarations list and that are not among the demands of old that were read."""
    changed = list_redeclared(old, new, matching)
    listed = {id for before, after in changed for id in list_declared(before.succeeds, after.succeeds)}
    return listed - {demand.id for demand in old.demands}


def _is_told(before: tuple[str, ...] | None, after: tuple[str, ...] | None, found: Match) -> bool:
    """Return whether a declaration says the same, in whatever order, or only adds what the match makes of it."""
    was, now = set(before or ()), set(after or ())
    if was == now and (before is None) == (after is None):
        return True
    return before != () and found.reason.is_declared and was < now and now - was <= set(found.old)
