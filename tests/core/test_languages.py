"""Which language a tag means."""

import pytest

from policydiff.core.comparison import Version, compare
from policydiff.core.languages import read_language
from policydiff.render.messages import messages
from tests.policies import catalogue


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "de_DE"])
def test_a_language_is_the_same_however_its_tag_is_written(tag):
    assert read_language(tag) == "de"
    assert messages(tag).language == "de"


def test_another_region_is_no_other_language():
    old, new, other = (Version(catalogue=catalogue(language=tag)) for tag in ("de", "de-DE", "en"))
    assert compare(old, new).frame == ()
    assert [one.kind for one in compare(old, other).frame] == ["language-changed"]
