"""Invented chronicles for tests of the archive: small, with everything that can happen to a demand."""

from dataclasses import replace
from pathlib import Path

from policydiff.core.catalogue import Level, WorkingGroup
from policydiff.core.lineage import Chronicle, trace
from policydiff.render.site import draw_site
from tests.core.lineage.chains import chronicle, version
from tests.policies import ADDRESSEES, BRIDGES, CYCLING, GROUPS, LIBRARIES, MUSIC, SCHOOLS, demand

HOSTILE = f"{SCHOOLS} <script>alert(1)</script> & „fördern“ \x1b[31m </script> =1+1"
B = demand("b", BRIDGES, group="verkehr")
YEARS = ("1949", "1953", "1957", "1969", "2013")


def sample() -> Chronicle:
    """Return three editions: a split, a reassignment, a drop, a return, and texts that would act."""
    both = demand("a", f"{SCHOOLS}. {LIBRARIES}.")
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("c", LIBRARIES, succeeds=("a",))]
    music = demand("m", MUSIC)
    return chronicle(
        [
            ("2013", [both, B, music]),
            ("2016", [*parts, demand("b", BRIDGES, group="verkehr", addressees=("bund",))]),
            ("2021", [demand("a", HOSTILE), B, music, demand("d", CYCLING)]),
        ]
    )


def renamed() -> Chronicle:
    """Return five editions: a folder gets another name, demands leave their group and addressee, one has gaps.

    `b` keeps its place in the group that is called otherwise from 1957 on, `d` leaves it for another in 1969, `s` is no
    longer addressed to the Land from 1957 on and gets another wording then, `m` is missing in 1953 and 1969 and comes
    back with another wording, `l` is dropped in 2013. The addressee Kommunen changes its level in 1969.
    """
    found = []
    for place, year in enumerate(YEARS):
        roads = "verkehr" if place < 2 else "mobilitaet"
        late = place >= 2
        demands = [
            demand("b", BRIDGES, group=roads, addressees=("kommunen",)),
            demand("d", CYCLING, group=roads if place < 3 else "bildung"),
            demand("s", f"{SCHOOLS} und pflegen" if late else SCHOOLS, addressees=("bund",) if late else ("land",)),
        ]
        if place not in (1, 3):
            demands.append(demand("m", f"{MUSIC} und Noten" if place == 4 else MUSIC))
        if place < 4:
            demands.append(demand("l", LIBRARIES))
        name = "AG Mobilität" if late else "AG Verkehr"
        groups = (GROUPS[0], WorkingGroup(key=roads, name=name))
        level = Level.REGIONAL if place < 3 else Level.MUNICIPAL
        addressees = tuple(replace(one, level=level) if one.key == "kommunen" else one for one in ADDRESSEES)
        found.append((version(year, demands, year, working_groups=groups, addressees=addressees), place))
    lineage = trace(found)
    return Chronicle(versions=tuple(one for one, _ in found), lineage=lineage)


def many(count: int = 14) -> Chronicle:
    """Return more editions than any two of which have a report."""
    years = [str(1950 + number) for number in range(count)]
    last = [demand("d", CYCLING), demand("a", f"{SCHOOLS} und {MUSIC}"), replace(B, addressees=("bund",))]
    return chronicle(
        [*((year, [demand("a", SCHOOLS), demand("m", MUSIC), B]) for year in years[:-1]), (years[-1], last)]
    )


def write(told: Chronicle, folder: Path, language: str = "de") -> Path:
    """Write an archive into a folder and return the folder."""
    for name, text in draw_site(told, language=language):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
