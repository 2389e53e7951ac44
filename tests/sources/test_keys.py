"""One key of a file set or removed as text: all else stays, byte for byte."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import CatalogueError
from policydiff.sources.yaml import read_document, write_document, write_key
from tests.sources.test_yaml import VALUES

BEHIND = ("id", "text", "addressees", "source")
# What no writer of ours would write: all of it stays as it is.
ODD = (
    "\ufeff---\n# Kopf\nid:\tn1  # die Kennung\ntext: >-\n   Erste Zeile\n   und zweite\n\n   Absatz\n"
    "addressees:\n    - land\t# Land\n    # nur hier\n{}"
    "note: schlicht\n  über zwei Zeilen   \ntitle: \"\\u00e4\\\n   b\"\ntags: [ a,b ]\r\nmeta: {{x:  1, n: ~, d: 2020-01-01}}\n\n...\n"
)  # fmt: skip

# Before → the list that is asked for → after.
SET: dict[str, tuple[str, list[str] | None, str]] = {
    "a list in one line keeps the comment behind it": ("succeeds: [weg]  # so besprochen\n", ["a"], "succeeds: [a]  # so besprochen\n"),
    "what stays in a list of lines keeps its comment": (
        "succeeds: # Grund\n    - weg   # besprochen\n    - 'b' # auch\n", ["weg", "c"],
        "succeeds: # Grund\n    - weg   # besprochen\n    - c\n    # auch\n",
    ),
    "what was said of an entry that goes comes last": (
        "succeeds:\n# zu a\n- a\n# zu b\n- b\n", ["a", "c"], "succeeds:\n# zu a\n- a\n- c\n# zu b\n",
    ),
    "of every entry": (
        "succeeds:\n  # die alten\n  - a   # A\n  - b\n", ["c"], "succeeds:\n  # die alten\n  - c\n  # A\n",
    ),
    "a list that becomes empty keeps what was said of its entries": (
        "succeeds: # Grund\n  - a # A\n", [], "succeeds: [] # Grund\n  # A\n",
    ),
    "an empty list stands in one line": ("succeeds: # Grund\n  - weg\n  # Ende\n", [], "succeeds: [] # Grund\n  # Ende\n"),
    "a value that is missing": ("succeeds:  # offen\n", ["a"], "succeeds: [a]  # offen\n"),
    "a value that says nothing": ("succeeds: ~\n", ["a", "b"], "succeeds: [a, b]\n"),
    "an id that looks like a number": ("", ["2016", "1.10"], 'succeeds: ["2016", "1.10"]\n'),
    "the order that was asked for": ("succeeds:\n  - a # 1\n  - b # 2\n", ["b", "a"], "succeeds:\n  - b # 2\n  - a # 1\n"),
    "of the key that goes the comments stay": (
        "succeeds: # Grund\n  - a # A\n  # bis hier\n", None, "# Grund\n# A\n# bis hier\n",
    ),
    "of a line that goes too": ("succeeds: [a]  # laut Protokoll\n", None, "# laut Protokoll\n"),
    "of a value that was missing too": ("succeeds:   # noch offen!\n", None, "# noch offen!\n"),
    "of a list over several lines too": ("succeeds: [a, # A\n  'b # b']\n", None, "# A\n"),
    "a list over several lines": ("succeeds: [a,\n  b]\n", ["c"], "succeeds: [c]\n"),
}  # fmt: skip


def set_key(content: bytes, value: list[str] | None) -> bytes:
    return write_key(content, "succeeds", value, behind=BEHIND, file="x.yaml")


@pytest.mark.parametrize("name", SET)
def test_only_the_lines_of_the_key_change(name):
    before, value, after = SET[name]
    assert set_key(ODD.format(before).encode(), value).decode() == ODD.format(after)


@pytest.mark.parametrize(
    ("text", "succeeds"),
    [
        ("id: a\ntext: >-\n   Zeile # eins\n\n# Ende", None),
        ("id: a # eins\nsucceeds:\n  - >- # zwei\n    a\n  - b # drei", ["c"]),
        ("id: a\nsucceeds: [a] # '# vier'", None),
        ("id: a\nsucceeds:\n  - a # eins\n  - a # zwei\n", ["a"]),
        ("id: a\nsucceeds:\n  - a # eins\n  # fünf\n\n  # sechs", None),
        ("succeeds:\n- a # eins\n# zwei\nid: a\n", []),
    ],
)
def test_no_comment_is_ever_lost(text, succeeds):
    changed = set_key(set_key(text.encode(), ["weg"]), succeeds).decode()
    signs = [re.findall(r"(?:eins|zwei|drei|vier|fünf|sechs|Ende)", one) for one in (text, changed)]

    assert sorted(signs[1]) == sorted(signs[0])
    assert read_document(changed.encode(), "x.yaml").values.get("succeeds") == succeeds


@pytest.mark.parametrize("name", SET)
def test_line_ends_stay_as_they_are(name):
    before, value, after = SET[name]
    text = "id: a\r\naddressees: [land]\r\n{}note: b"
    before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    assert set_key(text.format(before).encode(), value).decode() == text.format(after)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n", "\n# Fuß", "\n...\n"])
@pytest.mark.parametrize(
    "begin", ["id: n1\naddressees: [land]", "title: ä😀\nid: n1", "note: |\n  Zeile", "  id: n1\n  note: b"]
)
def test_what_is_set_and_removed_leaves_the_file_as_it_was(begin, end):
    content = (begin + end).encode()
    changed = set_key(content, ["a", "b"])

    assert read_document(changed, "x.yaml").values["succeeds"] == ["a", "b"]
    assert set_key(changed, None) == content
    assert set_key(content, None) is content


@given(VALUES, st.lists(st.from_regex(r"[a-z0-9.-]{1,6}", fullmatch=True), unique=True))
def test_whatever_a_file_says_it_says_still(values, ids):
    content = write_document({key: value for key, value in values.items() if key != "succeeds"} | {"id": "a"})
    changed = set_key(content, ids)

    assert read_document(changed, "x.yaml").values.pop("succeeds") == ids
    assert set(changed.splitlines()) - set(content.splitlines()) == set(set_key(b"id: a\n", ids).splitlines()) - {
        b"id: a"
    }
    assert set_key(changed, None) == content


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("{id: a, text: b}\n", ["x"], "x.yaml: “succeeds” cannot be set here without touching the rest of the file; write “succeeds: [x]” yourself"),
        ("id: a\nsucceeds: [b, # warum\n  c]\n", ["b"], "x.yaml:2: “succeeds” cannot be set here without touching the rest of the file; write “succeeds: [b]” yourself"),
        ("id: a\n? succeeds\n: [b]\n", None, "x.yaml:2: “succeeds” cannot be set here without touching the rest of the file; remove “succeeds” yourself"),
        ("id: [a\n", ["x"], "x.yaml:1: not valid YAML: did not find expected ',' or ']'; close the bracket"),
    ],
)  # fmt: skip
def test_where_the_rest_could_not_stay_it_says_what_to_write(text, value, message):
    with pytest.raises(CatalogueError) as refused:
        set_key(text.encode(), value)
    assert str(refused.value) == message
