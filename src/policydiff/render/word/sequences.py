"""Two sequences woven into one that holds both in their order."""

from collections.abc import Iterator, Mapping, Sequence


def weave_places(
    partners: Mapping[int, int], sizes: Sequence[int], old_length: int
) -> Iterator[tuple[int | None, int | None]]:
    """Yield every place of the old and of the new sequence once and in order, both together where they stay.

    `partners` gives for a new place the old one that it continues, `sizes` has one number for every new place. Of the
    partners those stay together that have most size of all that stand in the same order on both sides; of the others
    each is yielded twice, with None for the other side. Between two that stay, the old ones come first.
    """
    staying = _heaviest_chain(partners, sizes, old_length)
    old_at = 0
    waiting: list[int] = []
    for place in range(len(sizes)):
        if place not in staying:
            waiting.append(place)
            continue
        yield from ((old_place, None) for old_place in range(old_at, partners[place]))
        yield from ((None, one) for one in waiting)
        yield partners[place], place
        old_at, waiting = partners[place] + 1, []
    yield from ((old_place, None) for old_place in range(old_at, old_length))
    yield from ((None, one) for one in waiting)


def _heaviest_chain(partners: Mapping[int, int], sizes: Sequence[int], old_length: int) -> set[int]:
    """Return the new places of the partners that rise on both sides and weigh most together.

    The best chain that ends at or before an old place is looked up in a tree of prefix maxima (Fenwick 1994), so that
    10,000 partners take no longer than reading them.
    """
    best: list[tuple[int, int]] = [(0, -1)] * (old_length + 1)  # weight of a chain, and the new place it ends with
    before: dict[int, int] = {}
    for place in sorted(partners):
        weight, last = 0, -1
        at = partners[place]
        while at > 0:
            if best[at][0] > weight:
                weight, last = best[at]
            at -= at & -at
        before[place] = last
        weight += max(sizes[place], 1)
        at = partners[place] + 1
        while at <= old_length:
            if weight > best[at][0]:
                best[at] = (weight, place)
            at += at & -at
    at, weight, last = old_length, 0, -1
    while at > 0:
        if best[at][0] > weight:
            weight, last = best[at]
        at -= at & -at
    found: set[int] = set()
    while last >= 0:
        found.add(last)
        last = before[last]
    return found
