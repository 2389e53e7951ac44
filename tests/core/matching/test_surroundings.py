"""What stands around a demand: its group and its place in the paper."""

import pytest

from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching.surroundings import build_frame


def write_demands(count: int, without_place: int) -> list[Demand]:
    demands = [
        Demand(id=f"d{place}", group="energie" if place < 11 else "wohnen", text="x", source=Source(position=place))
        for place in range(1, count + 1)
    ]
    by_hand = [Demand(id=f"h{number}", group="energie", text="x") for number in range(without_place)]
    return [*by_hand, *demands]


def test_a_few_demands_without_a_place_stand_at_the_end_of_their_groups() -> None:
    demands = write_demands(19, without_place=2)
    assert list(build_frame(demands, demands).old_places) == [10, 10, *range(1, 20)]


@pytest.mark.parametrize(("count", "without_place"), [(19, 3), (2, 1), (0, 2)])
def test_where_many_demands_have_no_place_places_tell_nothing(count: int, without_place: int) -> None:
    demands = write_demands(count, without_place)
    assert set(build_frame(demands, demands).new_places) == {-1}
