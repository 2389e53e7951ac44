"""What a person declares: into the files of the demands, wherever they stand, all of them or none."""

import pytest

from policydiff.errors import CatalogueError
from policydiff.sources.declaring import write_declarations
from tests.policies import BRIDGES, MUSIC, demand, write_policy

LENT = demand("leihe", MUSIC)
BUILT = demand("bruecken", BRIDGES, group="verkehr")


@pytest.fixture
def folder(tmp_path):
    return write_policy(tmp_path / "policy", LENT, BUILT)


def test_a_demand_that_moved_is_found_where_it_stands_now(folder):
    home = (folder / "bildung/leihe.yaml").rename(folder / "verkehr/leihe.yaml")
    (folder / "papers").mkdir()
    (folder / "papers/leihe.yaml").write_text("a paper\n")
    write_declarations(folder, [(LENT, ("musik",))], "policy")
    assert "succeeds: [musik]\n" in home.read_text()
    assert (folder / "papers/leihe.yaml").read_text() == "a paper\n"


def test_a_demand_that_now_stands_in_two_places_is_refused(folder):
    content = (folder / "bildung/leihe.yaml").read_bytes()
    (folder / "bildung/leihe.yaml").unlink()
    (folder / "kultur").mkdir()
    homes = [folder / "kultur/leihe.yaml", folder / "verkehr/leihe.yaml"]
    for home in homes:
        home.write_bytes(content)
    with pytest.raises(CatalogueError) as refused:
        write_declarations(folder, [(LENT, ("musik",))], "policy")
    assert str(refused.value) == (
        "policy/bildung/leihe.yaml: it now stands in kultur/leihe.yaml and verkehr/leihe.yaml; let it stand in one place"
    )
    assert [home.read_bytes() for home in homes] == [content, content]


def test_where_one_cannot_be_written_none_is(folder):
    before = (folder / "bildung/leihe.yaml").read_bytes()
    (folder / "verkehr/bruecken.yaml").unlink()
    with pytest.raises(CatalogueError, match="the demand is no longer there"):
        write_declarations(folder, [(LENT, ("musik",)), (BUILT, ())], "policy")
    assert (folder / "bildung/leihe.yaml").read_bytes() == before


def test_a_file_that_says_it_already_is_not_written_again(folder):
    write_declarations(folder, [(LENT, ("musik",))], "policy")
    (folder / "bildung/leihe.yaml").chmod(0o444)
    write_declarations(folder, [(demand("leihe", MUSIC, succeeds=("musik",)), ("musik",))], "policy")
