"""What a matching is made of: matches with grade, reason and evidence, and the explanation of one pair."""

from dataclasses import dataclass
from enum import StrEnum

from policydiff.core.catalogue import Demand


class Grade(StrEnum):
    """How far a match can be relied on."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    OPEN = "open"


class Reason(StrEnum):
    """What a match rests on, in the order in which it is looked for."""

    DECLARED = "declared"
    PRESUMED = "presumed"
    SAME_ID = "same-id"
    IDENTICAL_TEXT = "identical-text"
    SIMILAR_TEXT = "similar-text"
    PARTS = "parts"

    @property
    def is_declared(self) -> bool:
        """Return whether `succeeds` says so, by a person's word or as an import presumed it."""
        return self in (Reason.DECLARED, Reason.PRESUMED)


def rate_declaration(demand: Demand) -> tuple[Grade, Reason]:
    """Return how sure the match is that a demand declares, and what it rests on."""
    return (Grade.PROBABLE, Reason.PRESUMED) if demand.is_presumed else (Grade.CERTAIN, Reason.DECLARED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A clause of an old text that went into one of a new text.

    `share` (0 to 1) is how much of the one is held by the other, by letters, whichever is more.
    """

    old: str
    new: str
    old_clause: str
    new_clause: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """Words of a demand, by its id: a clause, or several that stand side by side."""

    demand: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Old ids and the new ids that continue them: one to one, a split, a merge, or both at once; score 0 to 1.

    `continued` names the pairs in which the demand itself lives on: the pair of a one-to-one match, and within a
    split or merge the old demand that stands on, reworded, beside what left it or joined it.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    grade: Grade
    reason: Reason
    score: float
    continued: tuple[tuple[str, str], ...] = ()

    @property
    def is_star(self) -> bool:
        """Return whether it is a split or a merge."""
        return len(self.old) + len(self.new) > 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Matching:
    """All matches (every id in at most one), and what stands beside them.

    `questions` are open matches that are never applied; one of parts also names the pair that it would join, which is
    matched already. `reused` the ids that now carry another demand; `suspicious`
    the declared pairs whose texts have nothing in common; `related` the pairs that share a topic, no more: their
    score is the likeness of their topics (cosine), not a probability.
    """

    matches: tuple[Match, ...]
    questions: tuple[Match, ...] = ()
    reused: tuple[str, ...] = ()
    suspicious: tuple[Match, ...] = ()
    related: tuple[Match, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """One piece of evidence for a pair: its stable name, what was measured, its weight, what it adds to the sum."""

    name: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """Return what this evidence adds to the sum (log-odds)."""
        return self.value * self.weight


@dataclass(frozen=True, kw_only=True, slots=True)
class Competitor:
    """A pair that shares one demand with the explained pair, and its score."""

    old: str
    new: str
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why a pair was or was not made: its evidence, score, thresholds by grade, and the nearest competitors.

    `match` is the match (or question) that holds both ids, None where there is none; `candidate` is False where the
    two texts share so little that the pair was never weighed. Where `is_part`, evidence and thresholds are those of a
    part of a split or merge. `is_declared_new` where a person said that the new demand continues none, `is_suspicious`
    where they are declared and have nothing in common, `is_reused` where one id is carried by two demands, `is_clear`
    where every demand so clearly kept its id that nothing was weighed. Where there is no match, `elsewhere` are those
    (and questions) that hold one of the two; `is_taken` where one of them was known before anything was weighed.
    `is_exchange` where other words stand in the same frame, `is_rewritten` where less than half of the words stayed, so
    that the pair is never certain;
    `is_faint` where texts, surroundings and ids together say too little for the two to be partners, whatever the score;
    `rests_on_id` where the id says more than the texts, which have so little in common that it is not enough;
    `is_declared_along` where the two belong to one declared split or merge, and nothing is declared of them.
    `closeness` is the likeness of their topics (cosine) where the two are told to be related. `text` is what the texts
    say on their own (log-odds), and `text_thresholds` what they must say for each grade. Of a split or merge, `parts`
    are the clauses that went from the one into the other, `dropped` and `added` those the whole match lost and won.
    """

    old: str
    new: str
    candidate: bool
    score: float
    evidence: tuple[Weighed, ...]
    thresholds: tuple[tuple[Grade, float], ...]
    text: float
    text_thresholds: tuple[tuple[Grade, float], ...]
    competitors: tuple[Competitor, ...]
    match: Match | None
    is_part: bool = False
    is_declared_new: bool = False
    is_suspicious: bool = False
    is_reused: bool = False
    is_clear: bool = False
    is_taken: bool = False
    is_exchange: bool = False
    is_rewritten: bool = False
    is_faint: bool = False
    is_declared_along: bool = False
    rests_on_id: bool = False
    elsewhere: tuple[Match, ...] = ()
    closeness: float | None = None
    parts: tuple[Evidence, ...] = ()
    dropped: tuple[Clause, ...] = ()
    added: tuple[Clause, ...] = ()
