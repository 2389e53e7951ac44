"""Reports show what a person has let through, by whom and why, and which acceptances match nothing."""

from dataclasses import replace

import pytest

from policydiff.core.acceptance import Acceptance
from policydiff.core.comparison import Version, compare
from policydiff.render import render
from tests.policies import BRIDGES, LIBRARIES, MUSIC, catalogue, demand

OLD = catalogue(demand("x", MUSIC), demand("y", LIBRARIES), demand("z", BRIDGES))
NEW = catalogue(demand("x", MUSIC), demand("y", LIBRARIES, addressees=("bund",)), closing="Wir danken <allen>.")


def accepted_report():
    plain = compare(Version(catalogue=OLD), Version(catalogue=NEW))
    found = sorted(plain.fingerprints)
    acceptances = [
        Acceptance(fingerprint=one, by="Erika *Muster*", reason=f"Beschluss {number}")
        for number, one in enumerate([*found, "aaaaaaaaaaaaaaaa"], start=1)
    ]
    return compare(Version(catalogue=OLD), replace(Version(catalogue=NEW), acceptances=tuple(acceptances)))


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_a_report_names_every_acceptance_and_its_reason(format):
    text = render(accepted_report(), format=format)
    for number in range(1, 5):
        assert f"Beschluss {number}" in text
    assert "Freigegeben" in text
    assert "aaaaaaaaaaaaaaaa" in text
    assert "<allen>" not in text or format == "terminal"


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_a_report_without_acceptances_does_not_speak_of_them(format):
    assert "Freigegeben" not in render(compare(Version(catalogue=OLD), Version(catalogue=NEW)), format=format)
