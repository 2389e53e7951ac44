"""Dates that are no deadline: until when something holds, and by when something had happened."""

from bisect import bisect_left, bisect_right

from policydiff.core.meaning.reading import Mark, Side

RELATIVE_REACH = 12
"""An English pronoun stands at most so many words before the date of its clause: debts that were incurred before."""

_RELATIVE = frozenset("der die das den dem deren denen dessen welche welcher welches welchen welchem".split())
_PAST = frozenset("wurde wurden war waren hatte hatten worden".split())
_HAVE = frozenset(("hat", "haben"))
_ENGLISH_RELATIVE = frozenset(("that", "which", "who", "whose"))
_ENGLISH_PAST = frozenset(("was", "were", "had"))


def is_no_deadline(side: Side, mark: Mark) -> bool:
    """Whether a date says until when something holds, or what is meant by when it was; then none is more urgent."""
    return is_span(side, mark) or _is_cut_off(side, mark)


def is_span(side: Side, mark: Mark) -> bool:
    """Whether a date is the end of what is granted or in force: bis 2030 verlängert, exempt until 2030."""
    if not mark.name.startswith("by"):
        return False
    words = side.words
    if side.lexicon.language == "de" and words[mark.places[0]] != "bis":
        return False
    if words[max(mark.places[0] - 1, 0)] in {"nicht", "not"}:
        return False
    clause = side.clauses[mark.places[0]]
    first, behind = bisect_left(side.clauses, clause), bisect_right(side.clauses, clause)
    hits = side.lexicon.finder("spans").find(words[first:behind])
    return any(hit.name == "clause" or first + hit.places[0] in mark.places for hit in hits)


def _is_cut_off(side: Side, mark: Mark) -> bool:
    """Whether a date stands in a relative clause of the past: Schulden, die bis 2023 aufgenommen wurden."""
    words, clause = side.words, side.clauses[mark.places[0]]
    if side.lexicon.language != "de":
        before = words[max(mark.places[0] - RELATIVE_REACH, 0) : mark.places[0]]
        starts = [place for place, word in enumerate(before) if word in _ENGLISH_RELATIVE]
        return bool(starts) and not _ENGLISH_PAST.isdisjoint(before[starts[-1] :])
    first, behind = bisect_left(side.clauses, clause), bisect_right(side.clauses, clause)
    own = [word for word in words[first:behind] if word[0].isalnum()]
    if not first or words[first - 1] != "," or _RELATIVE.isdisjoint(own[:2]):
        return False
    is_perfect = own[-1] in _HAVE and own[-2].endswith("t")
    return own[-1] in _PAST or is_perfect or "worden" in own
