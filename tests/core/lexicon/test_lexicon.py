"""The lexicons: every entry is reachable, the longest wins, and a user can add to them."""

from importlib import resources

import pytest

from policydiff.core import lexicon as package
from policydiff.core.lexicon import GAP_WORDS, load_lexicon, tokenise
from policydiff.core.meaning.bounds import BOUND_TABLES
from policydiff.core.meaning.reading import DATE_TABLES, SIGNAL_TABLES
from policydiff.core.quantities.pieces import NUMBER_TABLES, split

FILLER = "qqq"
# Tables as `meaning` and `quantities` read them: together, so that a longer entry of one takes the words of another.
# The tables of the spelling lexicons have a form and tests of their own.
TOGETHER = (
    SIGNAL_TABLES,
    BOUND_TABLES,
    DATE_TABLES,
    NUMBER_TABLES,
    ("prepositions",),
    ("contrasts",),
    ("sequence",),
    ("mutual",),
    ("shifts",),
    ("prefixes",),
    ("districts",),
)
TABLES = tuple(dict.fromkeys(table for tables in TOGETHER for table in tables))

LANGUAGES = ("de", "en")
ENTRIES = [
    (language, table, name, entry)
    for language in LANGUAGES
    for table in TABLES
    for name, entries in load_lexicon(language).tables[table].items()
    for entry in entries
]


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


def words_for(table: str, text: str) -> list[str]:
    """Return a text as the table is looked for in it: numbers and units stand apart from what they are joined to."""
    return [piece.word for piece in split(text)] if table in NUMBER_TABLES and table not in DATE_TABLES else words(text)


def sentence(entry: str) -> str:
    """Return an entry as a text holds it, at the end of a clause: a gap with one word in it, a star with letters."""
    return f"{FILLER} {entry.replace('…', FILLER).replace('*', FILLER)}, {FILLER}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tables", TOGETHER, ids=lambda tables: tables[0])
def test_every_entry_is_found_in_a_text_that_holds_it_and_no_other_of_its_table(language, tables):
    finder = load_lexicon(language).finder(*tables)
    shadowed = []
    for of, table, name, entry in ENTRIES:
        if of == language and table in tables:
            found = [hit for hit in finder.find(words_for(table, sentence(entry))) if hit.table == table]
            if [(hit.name, hit.entry) for hit in found] != [(name, entry)]:
                shadowed.append((table, entry, [hit.entry for hit in found]))

    assert shadowed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_stands_in_two_classes_of_a_table(language):
    for table, classes in load_lexicon(language).tables.items():
        if table in TABLES:
            entries = [entry for listed in classes.values() for entry in listed]
            assert len(entries) == len(set(entries)), table


def test_every_entry_is_written_in_lower_case():
    assert [entry for *_, entry in ENTRIES if entry != entry.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_the_package_is_read_by_its_language(language):
    files = [file.name for file in resources.files(package).iterdir()]

    assert f"{language}.toml" in files
    assert set(TABLES) <= set(load_lexicon(language).tables)


@pytest.mark.parametrize(
    ("asked", "language"), [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("en", "en"), ("fr", "en")]
)
def test_german_is_read_for_all_its_kinds_and_english_for_the_rest(asked, language):
    assert load_lexicon(asked) is load_lexicon(language)


def test_a_star_stands_for_letters_at_either_end():
    finder = load_lexicon("de").extended({"own": {"it": ["*prüf*", "bau*"]}}).finder("own")

    assert [hit.entry for hit in finder.find(words("Umweltprüfungen im Bauland, kein Umbau"))] == ["*prüf*", "bau*"]


def test_a_gap_ends_with_its_sentence_and_its_reach():
    finder = load_lexicon("de").extended({"own": {"it": ["stellt … sicher"]}}).finder("own")

    assert finder.find(words(f"stellt {'x ' * GAP_WORDS} sicher"))
    assert not finder.find(words(f"stellt {'x ' * (GAP_WORDS + 1)} sicher"))
    assert not finder.find(words("Er stellt das vor. Das ist sicher."))


def test_a_gap_goes_on_behind_a_full_stop_that_ends_no_sentence():
    finder = load_lexicon("de").extended({"own": {"it": ["stellt … sicher"]}}).finder("own")
    text = words("Das stellt er zum 1. Mai sicher.")

    assert not finder.find(text)
    assert finder.find(text, [0] * len(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wir heben den Satz auf 15 Euro an.", "heben an"),
        ("Wir heben den Satz auf bis zu 5 Prozent an.", "heben an"),
        ("Wir heben das Verbot auf.", "heben auf"),
        ("Wir heben das Verbot „auf“ (siehe Anlage 2) und bauen.", "heben auf"),
        ("Wir heben das Verbot auf - auch heute", "heben auf"),
        ("Wir heben Auf- und Abgang an", "heben an"),
        ("Wir heben das Verbot auf in allen Städten", "heben auf"),
        ("Wir heben auf Antrag", ""),
        ("Wir führen ein mit allen abgestimmtes Konzept vor.", ""),
        ("Wir führen ein Register.", ""),
        ("Wir heben Steine an und führen die Maut ein.", "heben an, führen ein"),
        ("Wir heben Steine und führen die Maut ein.", "führen ein"),
        ("Wir heben Steine an und führen Reden auf.", "heben an, führen auf"),
        ("Von 2028 an wird gebaut.", "von an"),
    ],
)
def test_a_verb_in_two_parts_ends_where_its_clause_ends(text, found):
    verbs = ("heben … an", "heben … auf", "heben … ein", "führen … ein", "führen … auf", "von … an")
    finder = load_lexicon("de").extended({"own": {"it": verbs}}).finder("own")
    tokens = words(text)

    assert ", ".join(" ".join(tokens[at] for at in hit.places) for hit in finder.find(tokens)) == found


def test_the_longest_entry_wins_within_a_table_and_over_others():
    finder = (
        load_lexicon("de")
        .extended({"one": {"a": ["nur"]}, "two": {"b": ["nur noch"], "c": ["noch"]}})
        .finder("one", "two")
    )

    assert [hit.entry for hit in finder.find(words("nur noch"))] == ["nur noch"]


def test_what_a_user_adds_stands_beside_what_was_there():
    lexicon = load_lexicon("de")
    extended = lexicon.extended({"negation": {"not": ["nimmer"]}})

    assert extended.tables["negation"]["not"] == (*lexicon.tables["negation"]["not"], "nimmer")
    assert "nimmer" not in lexicon.tables["negation"]["not"]
    assert [hit.entry for hit in extended.finder("negation").find(["nimmer"])] == ["nimmer"]


@pytest.mark.parametrize(
    ("table", "name", "accepted"),
    [
        ("binding", "aim", True),
        ("binding", "perhaps", False),
        ("nothing", "aim", False),
        ("places", "region: vest", True),
        ("places", "galaxy", False),
        ("opposites", "light +", True),
        ("opposites", "light", False),
        ("units", "1000 furlong", True),
        ("groups", "ranks", True),
    ],
)
def test_a_user_may_add_to_a_class_that_is_known_or_has_the_form_of_its_table(table, name, accepted):
    assert load_lexicon("de").accepts(table, name) is accepted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["places", "opposites", "units", "groups"])
def test_the_packaged_classes_have_the_form_that_a_user_must_keep(language, table):
    lexicon = load_lexicon(language)
    bare = type(lexicon)(language=language, tables={})

    assert [name for name in lexicon.tables[table] if not bare.accepts(table, name)] in ([], ["%"], ["°"])


def test_capitals_sharp_s_and_kinds_of_hyphen_are_one_to_an_entry():
    finder = load_lexicon("de").extended({"own": {"it": ["größe", "us-werk"]}}).finder("own")

    assert len(finder.find(words("GRÖSSE Größe US‑Werk"))) == 3


@pytest.mark.parametrize("entry", ["… sicher", "stellt …", ""])
def test_an_entry_that_begins_or_ends_with_a_gap_is_refused(entry):
    with pytest.raises(ValueError, match="begins and ends with a word"):
        load_lexicon("de").extended({"own": {"it": [entry]}}).finder("own")
