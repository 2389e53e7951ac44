"""Invented chronicles for tests of the archive: small, with everything that can happen to a demand."""

from dataclasses import replace
from pathlib import Path

from policydiff.core.lineage import Chronicle
from policydiff.render.site import draw_site
from tests.core.lineage.chains import chronicle
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand

HOSTILE = f"{SCHOOLS} <script>alert(1)</script> & „fördern“ \x1b[31m </script> =1+1"
B = demand("b", BRIDGES, group="verkehr")


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
