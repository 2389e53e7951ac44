"""Ids that demands only exchanged."""

import pytest

from policydiff.core.rings import find_rings


@pytest.mark.parametrize(
    ("went", "rings"),
    [
        ({"a": "b", "b": "c"}, []),
        ({"a": "b", "b": "a", "c": "d"}, ["ab"]),
        ({"b": "c", "c": "a", "a": "b"}, ["abc"]),
        ({"a": "c", "c": "b", "b": "c"}, ["bc"]),
        ({"a": "d", "d": "c", "c": "d", "b": "e", "e": "b"}, ["be", "cd"]),
    ],
)
def test_a_ring_is_every_id_that_is_come_back_to_and_none_that_only_leads_there(went, rings):
    assert find_rings(went) == {id: tuple(ring) for ring in rings for id in ring}
