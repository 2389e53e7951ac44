"""Properties of the matching that hold for any two catalogues."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching import Matching, match

WORDS = ("Ausbau", "Radweg", "Schule", "Kita", "Bund", "Land", "prüfen", "fördern", "Brücke", "sanieren", "Wohnraum")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Demand]:
    texts = draw(st.lists(TEXTS, max_size=8))
    ids = draw(st.permutations([f"d{number}" for number in range(10)]))
    placed = draw(st.booleans())
    return [
        Demand(
            id=id_,
            group=draw(st.sampled_from(["a", "b"])),
            text=text,
            source=Source(position=place if placed else None),
            succeeds=draw(st.sampled_from([None, None, None, (), ("d1",), ("d2", "d3")])),
        )
        for place, (id_, text) in enumerate(zip(ids, texts, strict=False))
    ]


def undeclared(side: list[Demand]) -> list[Demand]:
    return [Demand(id=one.id, group=one.group, text=one.text, source=one.source) for one in side]


def pairs(found: Matching) -> set[tuple[frozenset[str], frozenset[str]]]:
    return {(frozenset(one.old), frozenset(one.new)) for one in found.matches}


@settings(deadline=None, max_examples=150)
@given(catalogues(), catalogues())
def test_every_id_is_known_and_in_at_most_one_match(old: list[Demand], new: list[Demand]) -> None:
    found = match(old, new)
    for side, demands in (("old", old), ("new", new)):
        counted = Counter(id_ for one in found.matches for id_ in getattr(one, side))
        assert set(counted) <= {one.id for one in demands}
        assert all(times == 1 for times in counted.values())
    assert all(0 <= one.score <= 1 and one.old and one.new for one in (*found.matches, *found.questions))


@settings(deadline=None, max_examples=60)
@given(catalogues())
def test_the_same_twice_changes_nothing(side: list[Demand]) -> None:
    found = match(side, side)
    assert pairs(found) == {(frozenset({one.id}), frozenset({one.id})) for one in side}
    assert all(one.score == 1.0 for one in found.matches)
    assert not found.reused


@settings(deadline=None, max_examples=100)
@given(catalogues(), catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(old: list[Demand], new: list[Demand], random: Random) -> None:
    shuffled_old, shuffled_new = list(old), list(new)
    random.shuffle(shuffled_old)
    random.shuffle(shuffled_new)
    assert match(old, new) == match(shuffled_old, shuffled_new)


@settings(deadline=None, max_examples=100)
@given(catalogues(), catalogues())
def test_swapping_the_sides_mirrors_the_matches(old: list[Demand], new: list[Demand]) -> None:
    old, new = undeclared(old), undeclared(new)
    there, back = match(old, new), match(new, old)
    assert pairs(there) == {(new_ids, old_ids) for old_ids, new_ids in pairs(back)}


@settings(deadline=None, max_examples=100)
@given(catalogues(), catalogues())
def test_reused_ids_stand_on_both_sides_in_no_common_match(old: list[Demand], new: list[Demand]) -> None:
    found = match(old, new)
    both = {one.id for one in old} & {one.id for one in new}
    together = {id_ for one in found.matches for id_ in one.old if id_ in one.new}
    assert set(found.reused) == both - together
