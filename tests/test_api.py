"""The public API does what the README shows, as often as it is called."""

import policydiff
from policydiff.core.changes import Kind
from tests.policies import BRIDGES, LIBRARIES, SCHOOLS, commit, demand, make_repository, write_policy


def test_versions_are_loaded_compared_and_rendered(tmp_path):
    folder = make_repository(tmp_path)
    write_policy(folder / "policy", demand("schulen", SCHOOLS), demand("bruecken", BRIDGES), edition="alt")
    commit(folder)
    write_policy(folder / "policy", demand("schulen", SCHOOLS), demand("bibliotheken", LIBRARIES), edition="neu")
    commit(folder)
    loaded = policydiff.compare(policydiff.load("alt", repository=folder), policydiff.load("neu", repository=folder))
    found = policydiff.compare_versions("alt", "neu", repository=folder)
    assert found.kinds == loaded.kinds
    assert [found.kinds[kind] for kind in (Kind.UNCHANGED, Kind.DROPPED, Kind.ADDED)] == [1, 1, 1]
    for format in ("terminal", "markdown", "html", "json", "terminal"):
        assert "bibliotheken" in policydiff.render_report(found, format=format, language="en")


def test_every_name_of_the_api_is_what_it_says():
    assert set(policydiff.__all__) == {"__version__", "compare", "compare_versions", "load", "render_report"}
    for name in policydiff.__all__:
        assert getattr(policydiff, name) is not None
        assert name == "__version__" or callable(getattr(policydiff, name))
