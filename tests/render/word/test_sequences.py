"""Two sequences woven into one keep both orders, and leave in place what weighs most."""

import hypothesis.strategies as st
from hypothesis import given

from policydiff.render.word.sequences import weave_places

LENGTHS = st.integers(0, 8)


@given(st.data(), LENGTHS, LENGTHS)
def test_every_place_comes_once_and_in_order(data, old_length, new_length):
    news = data.draw(st.lists(st.sampled_from(range(new_length)), unique=True) if new_length else st.just([]))
    olds = data.draw(st.permutations(range(old_length)))
    partners = dict(zip(news, olds, strict=False))

    woven = list(weave_places(partners, [1] * new_length, old_length))

    assert [old for old, _ in woven if old is not None] == list(range(old_length))
    assert [new for _, new in woven if new is not None] == list(range(new_length))
    assert all(partners[new] == old for old, new in woven if old is not None and new is not None)


@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_the_heaviest_chain_stays(olds, sizes):
    def heaviest(least: int, place: int) -> int:
        """Try every chain."""
        if place == len(olds):
            return 0
        without = heaviest(least, place + 1)
        return without if olds[place] < least else max(without, sizes[place] + heaviest(olds[place] + 1, place + 1))

    woven = weave_places(dict(enumerate(olds)), sizes, len(olds))

    assert sum(sizes[new] for old, new in woven if old is not None and new is not None) == heaviest(0, 0)


def test_old_ones_come_before_new_ones_between_two_that_stay():
    woven = list(weave_places({0: 0, 2: 3}, [1, 1, 1], 4))

    assert woven == [(0, 0), (1, None), (2, None), (None, 1), (3, 2)]
