"""YAML files ↔ mappings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import CatalogueError, Phrase
from policydiff.render.messages import messages
from policydiff.sources.yaml import KNOWN_REASONS, read_document, write_document

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
        (b"a: [1\nb: 2", "x.yaml:1: not valid YAML: did not find expected"),
        (b'id: a\ntext: "offen\naddressees: [bund\n', "x.yaml:2: not valid YAML: found unexpected end of stream"),
        (b"id: a\ntext\nnote: b\n", "x.yaml:2: not valid YAML: could not find expected ':'"),
        (b"a: [b, c\n\n\n", "x.yaml:1: not valid YAML: did not find expected"),
        ("id: ä\ntitle: 'x\u2028y\nz".encode(), "x.yaml:2: not valid YAML: found unexpected end of stream"),
        (b"[", "x.yaml:1: not valid YAML: did not find expected node content"),
        (b"a: 1\nb: 2\na: 3", "x.yaml:3: the key 'a' a second time (first in line 1); keep one of them"),
        (b"a: {b: 1, b: 2}", "x.yaml:1: the key 'b' a second time (first in line 1); keep one of them"),
        (
            b"a: &x [1]\nb: *x",
            "x.yaml:2: “b” takes its value from elsewhere in the file, with an asterisk (*name); write the value itself",
        ),
        (b"a: !!python/name:os.system x", "x.yaml:1: the tag tag:yaml.org,2002:python/name:os.system; remove it"),
        (b"- a\n- b", "x.yaml:1: this is not a list of “key: value” lines; see the repository format"),
        (b"", "x.yaml:1: no “key: value” lines found; see the repository format"),
        (b"#" * 5_200_000 + b"\na: 1", "x.yaml:1: a file of 5 MB; keep it below 4 MB"),
        (b"a: 1\nb: \xff", "x.yaml:2: the byte 0xFF, which is not UTF-8; save the file as UTF-8"),
        (b"a: 1\n---\nb: 2", "x.yaml:2: not valid YAML: "),
        (b"a: x\x07", "x.yaml:1: not valid YAML: control characters are not allowed; remove the character"),
        (b"[1]: 2", "x.yaml:1: a key that is not a word; write “key: value”"),
        (b"a: [x, &y [z], *y]", "x.yaml:1: “a” takes its value from elsewhere in the file"),
        (b"a: " + b"[" * 60 + b"]" * 60, "x.yaml:1: values nested more than 40 deep; write them with fewer levels"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(content, message):
    with pytest.raises(CatalogueError) as refused:
        read_document(content, "x.yaml")
    assert str(refused.value).startswith(message)


def test_no_is_a_word_and_a_date_is_a_text():
    values = read_document(b"a: no\nb: 2016-04-01\nc: 2016\nd: on", "x.yaml").values
    assert values == {"a": "no", "b": "2016-04-01", "c": 2016, "d": "on"}


# What people write wrongly → what libyaml says of it.
MALFORMED = {
    "text: Ziel: 100 Gondeln\n": "mapping values are not allowed in this context",
    "text: - Gondeln\n": "block sequence entries are not allowed in this context",
    "text: @land\n": "found character that cannot start any token",
    "text: & mehr\n": "did not find expected alphabetic or numeric character",
    "text: |Gondeln\n  bauen\n": "did not find expected comment or line break",
    'text: "Gondeln" bauen\n': "did not find expected key",
    "addressees: [bund,,land]\n": "did not find expected node content",
    "addressees: [bund, land:]\n": "found unexpected ':'",
    "text: *alle\n": "found undefined alias",
    "text: !neu!alt Gondeln\n": "found undefined tag handle",
    'id: a\ntext: "Gondeln\n': "found unexpected end of stream",
    'text: "Gondeln\n---\nbauen"\n': "found unexpected document indicator",
    "id: a\ntext:Gondeln\naddressees: [land]\n": "could not find expected ':'",
    "- a\nid: b\n": "did not find expected '-' indicator",
    "id: a\naddressees: [land\n": "did not find expected ',' or ']'",
    "id: a\nsource: {line: 1\n": "did not find expected ',' or '}'",
    "id: a\n\ttext: Gondeln\n": "found a tab character that violates indentation",
    'text: "C:\\Gondeln"\n': "found unknown escape character",
    'text: "\\x1"\n': "did not find expected hexdecimal number",
    'text: "\\ud800"\n': "found invalid Unicode character escape code",
    "id: a\n---\nid: b\n": "but found another document",
    "  id: a\ntext: Gondeln\n": "did not find expected <document start>",
    "text: Gon\x01deln\n": "control characters are not allowed",
}


@pytest.mark.parametrize("text", MALFORMED)
def test_what_libyaml_says_is_known_and_told_in_german(text):
    with pytest.raises(CatalogueError) as caught:
        read_document(text.encode(), "x.yaml")
    [problem] = caught.value.problems
    reason, _ = KNOWN_REASONS[MALFORMED[text]]

    assert problem.found == f"not valid YAML: {reason}"
    assert messages("de").tell(reason) != reason
    assert messages("de").tell(Phrase.of(problem.found)) == f"Kein gültiges YAML. {messages('de').tell(reason)}"


def test_what_else_libyaml_says_is_told_as_it_is():
    with pytest.raises(CatalogueError) as caught:
        read_document(b"%YAML 3.0\n---\nid: a\n", "x.yaml")
    [problem] = caught.value.problems

    assert messages("de").tell(Phrase.of(problem.found)) == "Kein gültiges YAML. found incompatible YAML document"


def test_every_word_of_libyaml_that_is_known_is_tried():
    assert set(MALFORMED.values()) == KNOWN_REASONS.keys()
