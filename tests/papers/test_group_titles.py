"""The title of a working group may stand on the line below its name."""

import pytest

from policydiff.papers import NoteCode, read_paper


def group_of(below: str):
    draft = read_paper(
        f"AG Energie\n{below}\n• Speicher fördern (Bund)\n• Netze ausbauen (Land)\n".encode(), name="p.txt"
    )
    return draft.groups[0], [note.line for note in draft.notes if note.code is NoteCode.UNSURE_HEADING]


@pytest.mark.parametrize(
    "title", ["Energiewende im Ruhrgebiet", "Unsere Region – bunt und vielfältig. Solidarisch und tolerant!"]
)
@pytest.mark.parametrize("rest", ["\nForderungen:\n", "\n\nDie Kohle geht.\n", ""])
def test_a_short_line_right_below_the_name_of_a_group_is_its_title_and_a_doubt(title, rest):
    group, doubts = group_of(title + rest)
    assert (group.name, group.title, doubts) == ("AG Energie", title, [2])


@pytest.mark.parametrize("prose", ["Die Energiewende ist das Fundament des Landes.", "Wir fordern:", "Stand: Mai 2019"])
def test_a_sentence_an_introduction_or_a_date_is_no_title(prose):
    group, doubts = group_of(prose)
    assert (group.name, group.title, doubts) == ("AG Energie", None, [])


def test_several_headings_below_one_group_stay_its_parts():
    paper = "AG Energie\nStrom\n• Speicher (Bund)\n• Netze (Land)\n\nWärme\n• Fernwärme (Land)\n• Pumpen (Bund)\n"
    draft = read_paper(paper.encode(), name="p.txt")
    assert [(group.name, group.chapter) for group in draft.groups] == [("Strom", "AG Energie"), ("Wärme", "AG Energie")]
