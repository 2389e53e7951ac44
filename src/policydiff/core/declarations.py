"""What a person declares about the lineage of demands that stand on both sides (`succeeds`), and how that changed."""

from collections.abc import Iterable

from policydiff.core.acceptance import fingerprint_words
from policydiff.core.catalogue import Catalogue
from policydiff.core.matching import Match, Matching, Reason
from policydiff.core.report import FrameChange, FrameKind
from policydiff.core.rules import RuleBook

_KIND = FrameKind.DECLARATION_CHANGED


def derive_declarations(
    old: Catalogue, new: Catalogue, matching: Matching, rulebook: RuleBook
) -> tuple[FrameChange, ...]:
    """Return the changed declarations of demands that live on under their id, in the order of the new catalogue.

    A declaration about this very step is told by the entry that it makes, and one of a demand that came, went or has
    another id belongs to that demand: neither is told again.
    """
    before = {demand.id: demand.succeeds for demand in old.demands}
    kept = {id: found for found in matching.matches for id in found.old if id in found.new}
    severity = rulebook.find(_KIND).severity
    changes = []
    for demand in new.demands:
        if demand.id not in kept or _is_told(before[demand.id], demand.succeeds, kept[demand.id]):
            continue
        was, now = declaration_words(before[demand.id]), declaration_words(demand.succeeds)
        fingerprint = fingerprint_words(_KIND, demand.id, was, now)
        changes.append(
            FrameChange(kind=_KIND, key=demand.id, old=was, new=now, severity=severity, fingerprint=fingerprint)
        )
    return tuple(changes)


def declaration_words(succeeds: Iterable[str] | None) -> str | None:
    """Return a declaration as a demand's file has it; None where nothing is declared."""
    return None if succeeds is None else f"[{', '.join(succeeds)}]"


def read_declaration(words: str | None) -> tuple[str, ...] | None:
    """Return the ids of a declaration in the words that `declaration_words` has for it."""
    return None if words is None else tuple(words.strip("[]").replace(",", " ").split())


def _is_told(before: tuple[str, ...] | None, after: tuple[str, ...] | None, found: Match) -> bool:
    """Return whether a declaration says the same, in whatever order, or only adds what the match makes of it."""
    was, now = set(before or ()), set(after or ())
    if was == now and (before is None) == (after is None):
        return True
    return before != () and found.reason is Reason.DECLARED and was < now and now - was <= set(found.old)
