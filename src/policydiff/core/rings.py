"""Ids that were only exchanged: of two demands, or of more in a ring."""

from collections.abc import Mapping


def find_rings(went: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return for each id whose demand went to another id, and so on until one came back to it, all of these in turn.

    A ring begins with its first id in the order of the alphabet. An id that only leads into one is not part of it.
    """
    rings: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in sorted(went):
        way: dict[str, None] = {}
        id = start
        while id in went and id not in done:
            done.add(id)
            way[id] = None
            id = went[id]
        if id in way:
            turn = list(way)[list(way).index(id) :]
            first = turn.index(min(turn))
            rings |= dict.fromkeys(turn, (*turn[first:], *turn[:first]))
    return rings
