"""Changes of the frame as people read them."""

from dataclasses import replace

from policydiff.core.catalogue import WorkingGroup
from policydiff.core.comparison import Version, compare
from policydiff.render import render
from tests.policies import catalogue, demand

OLD, NEW = "Hier folgen die Vorhaben.", "Dies setzt die Regierung um."


def versions(*preambles: dict[str, str]) -> list[Version]:
    """Return versions whose working groups, by name, have these preambles."""
    return [
        Version(
            catalogue=replace(
                catalogue(demand("a", "Moore schützen", group="ag-0")),
                edition=f"e{number}",
                working_groups=tuple(
                    WorkingGroup(key=f"ag-{place}", name=name, preamble=text)
                    for place, (name, text) in enumerate(held.items())
                ),
            )
        )
        for number, held in enumerate(preambles)
    ]


def test_one_edit_of_many_preambles_is_told_once_with_the_names_of_their_groups():
    old = {"AG Moor": OLD, "AG Torf": OLD, "AG Gras": "Gras wächst."}
    new = {"AG Moor": NEW, "AG Sumpf": NEW, "AG Gras": "Gras wächst schneller."}
    page = render(compare(*versions(old, new)), format="markdown")

    assert page.count("Hier folgen die Vorhaben") == 1
    assert "**Vorspann geändert**: AG Moor und AG Sumpf: " in page
    assert "**Vorspann geändert**: AG Gras: " in page
    assert "AG Torf → AG Sumpf" in page


def test_a_preamble_of_its_own_stays_below_its_group():
    page = render(compare(*versions({"AG Moor": OLD}, {"AG Sumpf": NEW})), format="terminal")

    assert page.index("AG Moor → AG Sumpf") < page.index("Vorspann geändert")
    assert "Vorspann geändert:" not in page
