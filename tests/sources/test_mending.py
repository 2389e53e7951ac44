"""`--fix`: the layout of files, and what may never happen to what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import PolicydiffError
from policydiff.papers.paragraphs import split_sentences
from policydiff.sources.tidying import COVER_KEYS, DEMAND_KEYS, GROUP_KEYS, mend_layout
from policydiff.sources.yaml import read_document, write_document, write_pair
from tests.policies import commit, demand, git, make_repository, write_policy
from tests.sources.inspections import inspect_here
from tests.sources.test_yaml import VALUES

LONG = "Wir bauen Brücken. Wir bauen sie bald, d. h. noch 2030. Wer zahlt? Der Bund."
BLOCK = "text: |-\n  Wir bauen Brücken.\n  Wir bauen sie bald, d. h. noch 2030.\n  Wer zahlt?\n  Der Bund.\n"

# What a person wrote → what it becomes.
MENDED = {
    "the order of keys": ("text: Wald\naddressees: [land]\nid: a\n", "id: a\ntext: Wald\naddressees: [land]\n"),
    "lists in one line": ("id: a\naddressees:\n- land\n-  bund\n", "id: a\naddressees: [land, bund]\n"),
    "quotes that are not needed": ("id: 'a'\ntext: \"Wald\"\n", "id: a\ntext: Wald\n"),
    "one sentence a line": (f"id: a\ntext: {LONG}\n", f"id: a\n{BLOCK}"),
    "a text that was wrapped": ("id: a\ntext: >-\n  Wir bauen\n  viele Brücken\n", "id: a\ntext: Wir bauen viele Brücken\n"),
    "parts of a list": ("id: a\ntext: |\n  Wir bauen\n  a) Brücken\n  b) Wege\n", "id: a\ntext: |-\n  Wir bauen\n  a) Brücken\n  b) Wege\n"),
    "short mappings": ("id: a\nsource:\n  line: 3\n  page: 1\n", "id: a\nsource: {line: 3, page: 1}\n"),
    "blank lines and blanks": ("---\nid: a   \n\n\ntext: Wald\n\n\n", "id: a\ntext: Wald\n"),
    "blank lines at the head": ("---\n\nid: 'a'\ntext: Wald\nmeta: {b: [1]}\n", "id: a\ntext: Wald\nmeta: {b: [1]}\n"),
    "all in one line": ("{text: Wald, id: a}\n", "id: a\ntext: Wald\n"),
    "comments": (
        "# Kopf\n\n# zum Text\ntext: 'Wald'\n\n# zur Kennung\nid: a\naddressees: [land]  # nur hier\n# Ende\n",
        "# Kopf\n\n# zum Text\n\n# zur Kennung\nid: a\ntext: Wald\naddressees: [land]  # nur hier\n# Ende\n",
    ),
    "a block with signs of a comment": ("text: |\n  # Wald\n  und # Moor\nid: a\n", "id: a\ntext: |\n  # Wald\n  und # Moor\n"),
    "line ends of Windows": ("text: Wald\r\nid: a\r\n", "id: a\r\ntext: Wald\r\n"),
    "a byte order mark": ("\ufeffid: a\ntext: Wald\n", "id: a\ntext: Wald\n"),
    "hidden signs": ("id: a\ntext: W\u00adal\u200bd\u202e\n", "id: a\ntext: Wald\n"),
    "hidden signs spelt out": ('id: a\ntext: "W\\u00ADal\\u200bd"\n', "id: a\ntext: Wald\n"),
    "hidden signs spelt out beside a comment": (
        'id: a\ntext: "W\\U000000adald" # C:\\n\n',
        'id: a\ntext: "Wald" # C:\\n\n',
    ),
    "controls spelt out": ('id: a\ntext: "W\\x07al\\ed\\u009b\\x7f"\n', "id: a\ntext: Wald\n"),
    "a variant that nothing varies": ("id: a\ntext: W\ufe0fald\n", "id: a\ntext: Wald\n"),
    "letters put together": ("id: a\ntext: Bu\u0308cher # Lu\u0308cke\n", "id: a\ntext: Bücher # Lücke\n"),
}  # fmt: skip

# What stays as it is, because policydiff does not know better.
LEFT = {
    "lines that may be items": "id: a\ntext: |-\n  Wir bauen\n  viele Brücken\n",
    "no-break spaces": "id: a\ntext: 5\u00a0% bis z.\u202fB. 7\u00a0%\n",
    "emoji in colour": "id: a\ntext: Klimaschutz ☀\ufe0f und 1\ufe0f\u20e3 stärken\n",
    "joined emoji": "id: a\ntext: Familien 👨\u200d👩\u200d👧 stärken\n",
    "an empty value": "id: a\ntitle:\ntext: Wald\n",
    "a figure as it is printed": "id: a\ntext: Wald\nmeta:\n  quote: 1.10\n  more: {a:   2}\n",
    "a list set by hand": "id: a\ntext: Wald\nnote: |\n  Siehe\n    - dies\n    - das\n",
    "a text without the quotes we would set": "id: a\ntext: Wald\nnote: Siehe `moor` und @wiese\n",
    "comments inside a value": "id: a\ntext: Wald\naddressees:\n  # zuerst\n  - land\n",
    "strange line ends": 'text: "Wald"\nid: "a\u2028b"\n',
    "what is broken": "text: a: b\nid: a\n",
    "backslashes that spell no sign": "id: a\ntext: Wald\nnote: 'C:\\u200b' # so\n",
    "an alias": "text: &x [a]\nid: *x\n",
    "a directive": "%YAML 1.2\n---\ntext: Wald\nid: a\n",
}


def mend(text, keys=DEMAND_KEYS):
    return mend_layout(text.encode(), keys, split_sentences).decode()


@pytest.mark.parametrize("story", MENDED)
def test_the_layout_is_ours_and_what_is_said_stays(story):
    before, after = MENDED[story]
    assert mend(before) == after
    assert mend(after) == after


@pytest.mark.parametrize("story", LEFT)
def test_what_is_in_doubt_stays_as_it_is(story):
    assert mend(LEFT[story]) == LEFT[story]


def test_the_keys_are_in_the_order_in_which_records_are_written():
    assert (
        tuple("id title text addressees source succeeds presumed said_of status positions tags note meta".split())
        == DEMAND_KEYS
    )
    assert tuple("edition title date language paper working_groups addressees preamble closing".split()) == COVER_KEYS
    assert GROUP_KEYS == ("name", "title", "preamble")


@given(VALUES)
def test_a_pair_is_written_fast_as_it_is_written_slowly(values):
    for key, value in values.items():
        assert write_pair(key, value) == write_document({key: value}).decode()


@pytest.mark.parametrize("value", ["yes", "No", "null", "~", "1.10", "2016-04-01 10:00:00", "1e3", "0x1F", "n", "a: b", "a #b", "- a", "", " a", "a\n\nb", "a\n b", ["yes"], ["1"], [], {}, {"a": "no"}, {"no": "a"}, {"a": 1, "b": "x y"}, True, 3, -1, "\u2028", "Straße – „x“", "x:", "?"])  # fmt: skip
def test_words_that_mean_something_to_yaml_are_written_alike(value):
    assert write_pair("text", value) == write_document({"text": value}).decode()


def said(value):
    if isinstance(value, dict):
        return {key: said(one) for key, one in value.items()}
    return (
        [said(one) for one in value]
        if isinstance(value, list)
        else " ".join(value.split())
        if isinstance(value, str)
        else value
    )


@given(VALUES)
def test_mending_never_changes_what_a_file_says_and_is_done_once(values):
    content = write_document(values)
    once = mend_layout(content, DEMAND_KEYS, split_sentences)
    if not any(sign in content.decode() for sign in "\u00ad\u200b\\") and content.isascii():
        assert said(read_document(once, "").values) == said(values)
    assert mend_layout(once, DEMAND_KEYS, split_sentences) == once


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_stands_in_a_file_mending_does_not_break(text):
    once = mend_layout(text.encode(), DEMAND_KEYS, split_sentences)
    assert mend_layout(once, DEMAND_KEYS, split_sentences) == once


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", demand("wald", "Wälder pflegen"), demand("moor", "Moore nässen", group="verkehr"))
    commit(folder, tag="v1")
    monkeypatch.chdir(folder)
    return folder


def test_fix_mends_files_keeps_their_rights_and_finds_nothing_a_second_time(repository):
    path = repository / "policy/bildung/wald.yaml"
    path.write_text("# Kopf\ntext: 'W\u00adälder pflegen'\nid: wald\naddressees: [land]\nstatus: disputed\n")
    path.chmod(0o640)
    inspection = inspect_here(has_to_mend=True)
    assert inspection.mended == ("policy/bildung/wald.yaml",)
    assert [one.rule for one in inspection.defects if one.rule != "addressee-unused"] == ["dispute-unworded"]
    assert path.read_text() == "# Kopf\nid: wald\ntext: Wälder pflegen\naddressees: [land]\nstatus: disputed\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in path.parent.iterdir()) == ["_group.yaml", "wald.yaml"]
    assert inspect_here(has_to_mend=True).mended == ()


def test_fix_mends_a_directory_and_a_project_s_own_files_for_hidden_signs_only(repository):
    (repository / "policy/policydiff.yaml").write_text(
        'severities:   {"demand\\u200b-added":   notice} # mit\u00adunter\n'
    )
    inspect_here("dir:policy", has_to_mend=True)
    assert (
        repository / "policy/policydiff.yaml"
    ).read_text() == 'severities:   {"demand-added":   notice} # mitunter\n'


@pytest.mark.parametrize(
    "line",
    [
        "id: 007",
        "id: 0x1F",
        "note: 007",
        "note: 1_000",
        "succeeds: [007]",
        "tags: [007]",
        "positions: {SPD: 007}",
        "no: 007",
    ],
)
def test_fix_lays_out_no_file_with_a_value_that_is_refused(repository, line):
    """What 007 was meant to be, only a person can say: it must not become 7."""
    path = repository / "policy/bildung/b.yaml"
    lines = ["addressees: [ land ]", "text: W\u00adald", line, *([] if line.startswith("id") else ["id: b"])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    inspect_here(has_to_mend=True)

    assert path.read_text(encoding="utf-8").splitlines() == [one.replace("\u00ad", "") for one in lines]


def test_fix_leaves_a_file_that_is_not_utf8_and_mends_the_others(repository):
    """Else a catalogue saved by an editor of another age could not be mended at all."""
    for name, content in (("a", "text: Grüne Brücken\nid: a\n"), ("b", "text: Wege\nid: b\n")):
        (repository / f"policy/bildung/{name}.yaml").write_bytes(content.encode("latin-1"))
    inspection = inspect_here(has_to_mend=True)
    assert inspection.mended == ("policy/bildung/b.yaml",)
    found = [(one.file, one.line, one.rule) for one in inspection.defects if one.rule == "yaml-invalid"]
    assert found == [("policy/bildung/a.yaml", 1, "yaml-invalid")]
    assert (repository / "policy/bildung/a.yaml").read_bytes() == "text: Grüne Brücken\nid: a\n".encode("latin-1")


def test_fix_with_since_leaves_other_files_alone(repository):
    for name in ("bildung/wald.yaml", "verkehr/moor.yaml"):
        path = repository / "policy" / name
        path.write_text(
            f"text: {'Wälder pflegen' if 'wald' in name else 'Moore nässen'}\nid: {path.stem}\naddressees: [land]\n"
        )
        if "wald" in name:
            commit(repository, tag="v2")
    assert inspect_here(has_to_mend=True, since="v2").mended == ("policy/verkehr/moor.yaml",)


def test_fix_leaves_out_what_a_sparse_checkout_leaves_out(repository):
    for name in ("wald", "weg"):
        (repository / f"policy/bildung/{name}.yaml").write_text(f"text: {name}\nid: {name}\n", encoding="utf-8")
    commit(repository)
    git(repository, "sparse-checkout", "set", "--no-cone", "/*", "!/policy/bildung/wald.yaml")
    assert inspect_here(has_to_mend=True).mended == ("policy/bildung/weg.yaml",)
    assert not (repository / "policy/bildung/wald.yaml").exists()


def test_fix_touches_no_commit_and_no_index(repository):
    for spec in ("HEAD", "INDEX"):
        with pytest.raises(PolicydiffError, match="--fix mends files of the working tree or a directory; check out"):
            inspect_here(spec, has_to_mend=True)


def test_nothing_is_half_written_when_a_file_cannot_be(repository, with_room):
    before = {}
    for name, text in {"bildung/wald": "Wälder", "verkehr/moor": "Moore " * 1000, "verkehr/zug": "Züge"}.items():
        path = repository / "policy" / f"{name}.yaml"
        path.write_text(f"text: {text} pflegen\nid: {path.stem}\naddressees: [land]\n")
        before[path] = path.read_bytes()

    done = with_room(2000, "check", "--fix")
    assert (done.returncode, done.stdout) == (2, "")
    assert "File too large" in done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert not list(repository.rglob("policy/*/.*"))
