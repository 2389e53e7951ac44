"""YAML files ↔ mappings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import CatalogueError
from policydiff.sources.yaml import read_document, write_document

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="\u2028\u2029\ufeff"))
VALUES = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
    st.one_of(
        TEXTS,
        TEXTS.map(lambda text: f"{text.strip()}\nzweite Zeile"),
        st.lists(TEXTS),
        st.integers(),
        st.booleans(),
        st.none(),
        st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), TEXTS, min_size=1),
    ),
    min_size=1,
)


@given(VALUES)
def test_what_is_written_reads_back_the_same(values):
    content = write_document(values)
    assert read_document(content, "x.yaml").values == values
    assert write_document(values, content) is content


def test_quotes_umlauts_and_sharp_s_stay_as_they_are():
    content = write_document({"text": "Straße „Zukunft“ – 0,7 % für Übergänge"})
    assert content.decode() == "text: Straße „Zukunft“ – 0,7 % für Übergänge\n"


def test_a_long_text_is_never_wrapped():
    content = write_document({"text": "Wort " * 500 + "Ende"})
    assert content.count(b"\n") == 1


def test_numbers_that_a_paper_prints_stay_strings():
    content = write_document({"source": {"number": "1.10"}})
    assert content.decode() == 'source: {number: "1.10"}\n'


def test_an_update_keeps_comments_key_order_and_quotes():
    previous = "# Kopf\naddressees: [land, bund]  # zwei\nid: a\n\n# zum Wortlaut\ntext: 'Alter Text'\nmeta:\n  z: 1  # z\n  a: 2\n"
    values = {"id": "a", "text": "Neuer Text", "addressees": ["land"], "tags": ["x"], "meta": {"z": 1, "a": 3}}
    updated = write_document(values, previous.encode()).decode()
    assert read_document(updated.encode(), "x.yaml").values == values
    assert updated == (
        "# Kopf\naddressees: [land]        # zwei\nid: a\n\n# zum Wortlaut\ntext: 'Neuer Text'\n"
        "tags: [x]\nmeta:\n  z: 1  # z\n  a: 3\n"
    )


def test_lines_are_those_a_person_sees():
    document = read_document(b"# Kopf\nid: a\n\naddressees:\n- land\n- bund\nsource:\n  line: 3\n", "x.yaml")
    assert document.line("addressees", "1") == 6
    assert document.line("source", "line") == 8
    assert document.line("source", "missing") == 7


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: b: c", "x.yaml:1: not valid YAML: mapping values are not allowed in this context; put texts with"),
        (b"a: [1\nb: 2", "x.yaml:2: not valid YAML: did not find expected"),
        (b"a: 1\nb: 2\na: 3", "x.yaml:3: the key 'a' a second time (first in line 1); keep one of them"),
        (b"a: {b: 1, b: 2}", "x.yaml:1: the key 'b' a second time (first in line 1); keep one of them"),
        (b"a: &x [1]\nb: *x", "x.yaml:1: an alias (*name) or too deep a nesting; write the value out"),
        (b"a: !!python/name:os.system x", "x.yaml:1: the tag tag:yaml.org,2002:python/name:os.system; remove it"),
        (b"- a\n- b", "x.yaml:1: this is not a list of „key: value“ lines; see the repository format"),
        (b"", "x.yaml:1: no „key: value“ lines found; see the repository format"),
        (b"a: 1\nb: \xff", "x.yaml:2: the byte 0xFF, which is not UTF-8; save the file as UTF-8"),
        (b"a: 1\n---\nb: 2", "x.yaml:2: not valid YAML: "),
        (b"a: x\x07", "x.yaml:1: not valid YAML: control characters are not allowed; remove the character"),
        (b"[1]: 2", "x.yaml:1: a key that is not a word; write „key: value“"),
        (b"a: " + b"[" * 60 + b"]" * 60, "x.yaml:1: an alias (*name) or too deep a nesting"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(content, message):
    with pytest.raises(CatalogueError) as refused:
        read_document(content, "x.yaml")
    assert str(refused.value).startswith(message)


def test_no_is_a_word_and_a_date_is_a_text():
    values = read_document(b"a: no\nb: 2016-04-01\nc: 2016\nd: on", "x.yaml").values
    assert values == {"a": "no", "b": "2016-04-01", "c": 2016, "d": "on"}
