"""Small invented papers of other layouts, German and English: each is read as a person would read it."""

from pathlib import Path

import pytest

from policydiff.papers import Draft, read_paper

CASES = Path(__file__).with_name("cases")
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def describe(draft: Draft) -> str:
    """Return a draft as text that a person can check against the paper beside it."""
    rows = [f"title: {draft.title}", f"date: {draft.date}", f"preamble: {draft.preamble}"]
    for index, group in enumerate(draft.groups):
        rows += ["", f"group {group.line}: {group.name}"]
        rows += [
            f"  {key}: {getattr(group, key)}"
            for key in ("title", "number", "chapter", "preamble")
            if getattr(group, key)
        ]
        for demand in draft.demands:
            if demand.group == index:
                number = f" [{demand.number}]" if demand.number else ""
                page = f" p.{demand.page}" if demand.page else ""
                rows.append(
                    f"  {demand.line}{page}{number} {demand.text} -> {', '.join(demand.addressees) or 'nobody'}".replace(
                        "\n", " / "
                    )
                )
    rows += ["", f"closing: {draft.closing_heading} | {draft.closing}"]
    rows += [f"note {note.line}: {note.code.value}: {note.text}" for note in draft.notes]
    return "\n".join(row.replace("\n\n", " ¶ ") for row in rows) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_of_another_layout_is_read_as_a_person_would(name):
    paper = (CASES / f"{name}.txt").read_bytes()
    expected = (CASES / f"{name}.expected").read_text(encoding="utf-8")
    assert describe(read_paper(paper, name=f"{name}.txt")) == expected


def test_every_invented_paper_says_that_it_is_invented_and_there_are_enough():
    assert len(NAMES) >= 20
    for name in NAMES:
        text = (CASES / f"{name}.txt").read_text(encoding="utf-8").lower()
        assert any(word in text for word in ("erfunden", "invented", "fictitious")), name
