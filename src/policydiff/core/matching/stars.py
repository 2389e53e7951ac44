"""Splits and merges as matches: each a star of parts around one text, or around one pair that lives on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.parts import PartCandidates, choose_parts
from policydiff.core.matching.spaces import Ints
from policydiff.core.matching.values import Grade, Match, Reason
from policydiff.core.matching.weighing import score_of
from policydiff.core.wording import fold


@dataclass(frozen=True, slots=True)
class Star:
    """A split or merge: rows of both sides, the links that are parts, and the least log-odds among them."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    links: tuple[tuple[int, int], ...]
    log_odds: float


def find_stars(
    pairs: Candidates, chosen: Ints, parts: PartCandidates, unchanged: frozenset[int], least: float
) -> list[Star]:
    """Return the splits and merges whose parts have at least these log-odds, in the order of their first link."""
    part_odds = parts.log_odds
    partner = dict(zip(pairs.rows[chosen].tolist(), pairs.columns[chosen].tolist(), strict=True))
    back = {column: row for row, column in partner.items()}
    groups: dict[int, list[tuple[int, int, float]]] = {}
    for pair, index in choose_parts(pairs, parts, least=least, unchanged=unchanged):
        row, column = int(pairs.rows[pair]), int(pairs.columns[pair])
        centre = back[column] if parts.from_old[index] else row
        groups.setdefault(centre, []).append((row, column, float(part_odds[index])))
    return [
        Star(
            rows=tuple(sorted({centre, *(row for row, _, _ in members)})),
            columns=tuple(sorted({partner[centre], *(column for _, column, _ in members)})),
            links=tuple(sorted((row, column) for row, column, _ in members)),
            log_odds=min(odds for *_, odds in members),
        )
        for centre, members in groups.items()
    ]


def find_unchanged(old: Sequence[Demand], new: Sequence[Demand], pairs: Candidates, chosen: Ints) -> frozenset[int]:
    """Return the old and new rows (these counted on from the old ones) of chosen pairs that say exactly the same.

    Nothing left them, nothing joined.
    """
    same = [index for index in chosen if fold(old[pairs.rows[index]].text) == fold(new[pairs.columns[index]].text)]
    return frozenset(pairs.rows[same].tolist()) | frozenset((pairs.olds + pairs.columns[same]).tolist())


def match_star(
    old: Sequence[Demand], new: Sequence[Demand], partner: Mapping[int, int], star: Star, grade: Grade
) -> Match:
    """Return a split or merge as a match, with the pair that lives on."""
    continued = [(row, partner[row]) for row in star.rows if partner.get(row) in star.columns]
    return Match(
        old=tuple(old[row].id for row in star.rows),
        new=tuple(new[column].id for column in star.columns),
        grade=grade,
        reason=Reason.PARTS,
        score=score_of(star.log_odds),
        continued=tuple((old[row].id, new[column].id) for row, column in continued),
    )
