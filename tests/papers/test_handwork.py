"""What people entered in a catalogue, known from its paper that is read again."""

import pytest

from policydiff.core.catalogue import Source
from policydiff.papers.handwork import hold
from tests.policies import BRIDGES, CYCLING, SCHOOLS, catalogue, demand


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        (SCHOOLS, 1, "a"),
        (SCHOOLS, 4, "d"),  # twice in the paper
        (BRIDGES, 2, "b"),  # two in one line of a table
        (CYCLING, 2, "c"),
        (CYCLING, None, "c"),
        ("Sanierung der Brücken", 1, "a"),  # put right
        ("Sanierung der Brücken", None, None),
        ("Sanierung der Brücken", 9, None),
    ],
)
def test_what_the_paper_prints_for_a_demand_is_found_by_its_words_and_its_line(text, line, found):
    printed = [(SCHOOLS, 1, "a"), (BRIDGES, 2, "b"), (CYCLING, 2, "c"), (SCHOOLS, 4, "d")]
    paper = hold(catalogue(*(demand(id, text, source=Source(line=line)) for text, line, id in printed)))
    read = paper.find(demand("x", text, source=Source(line=line)))
    assert (read and read.id) == found
