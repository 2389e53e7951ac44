"""What histories, blame, timelines and figures say, whichever format they are in."""

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest

from policydiff.core.catalogue import Addressee, Level, WorkingGroup
from policydiff.core.lineage import Chronicle, Node, trace
from policydiff.core.lineage.histories import tell_history
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.statistics import count
from policydiff.core.lineage.timelines import draw_timeline
from policydiff.render.lineage import FORMATS, render_blame, render_history, render_statistics, render_timeline
from policydiff.render.lineage.labels import label_editions
from policydiff.render.lineage.sentences import Part, compose, join, name
from policydiff.render.lineage.timelines import UNSURE
from policydiff.render.messages import messages
from tests.core.lineage.chains import chronicle, version
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, demand

B = demand("b", BRIDGES, group="verkehr")
WHOLE = f"{SCHOOLS}; {LIBRARIES}"
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"


def hexadecimal(place):
    """Return a commit's id that Markdown could take for one."""
    return f"{place:08d}abcdef".ljust(40, "e")


def told(*editions):
    """Return a chronicle of editions: name, demands, and where they differ, groups and addressees."""
    found = [
        (replace(version(name, demands, name, **(frame[0] if frame else {})), commit=hexadecimal(place)), place)
        for place, (name, demands, *frame) in enumerate(editions, start=1)
    ]
    return Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))


def frame(group, addressee, level):
    return {
        "working_groups": (WorkingGroup(key="bildung", name=group),),
        "addressees": (Addressee(key="land", name=addressee, level=level),),
    }


RENAMED = told(
    ("1949", [demand("a", SCHOOLS)], frame("AG Unterricht", "Amtsverwaltung", Level.REGIONAL)),
    ("1969", [demand("a", SCHOOLS)], frame("AG Schule", "Kommunen", Level.MUNICIPAL)),
)
PARTED = told(
    ("1949", [demand("ab", WHOLE), B]),
    ("1957", [demand("a", SCHOOLS), demand("c", LIBRARIES), B]),
    ("1969", [demand("neu", WHOLE), B]),
    ("1983", [demand("neu", WHOLE), B]),
)


def history(asked, chronicle=PARTED, **options):
    options = {"format": "terminal", "width": 200, **options}
    return render_history(tell_history(chronicle, asked), chronicle, **options)


def every_answer(chronicle, node, **options):
    yield render_history(tell_history(chronicle, node), chronicle, **options)
    yield render_blame(blame(chronicle, node), chronicle, **options)
    yield render_timeline(draw_timeline(chronicle), chronicle, **options)
    yield render_statistics(count(chronicle), chronicle, **options)


def words(text):
    """Return a page as one line without marks, so that all formats can be asked alike."""
    for mark in ("<span>", "</span>", "<code>", "</code>", "`", "\\"):
        text = text.replace(mark, "")
    return " ".join(text.split())


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_every_edition_has_its_own_names_and_says_where_they_changed(format):
    text = words(history(Node("1969", "a"), RENAMED, format=format))
    first, last = text.split("1969", maxsplit=1)[0], text[text.rindex("unverändert") :]

    assert "Amtsverwaltung" in text
    assert "AG Unterricht → AG Schule" in last
    assert "Amtsverwaltung → Kommunen" in last
    assert "Kommunen: Region → Kommunen" in last
    assert "AG Schule" not in first


def test_a_group_is_called_by_its_last_name_with_the_former_ones_beside():
    timeline = render_timeline(draw_timeline(RENAMED), RENAMED, format="terminal")
    figures = render_statistics(count(RENAMED), RENAMED, format="terminal", language="en")

    assert "AG Schule\n─────────\nFrüher: AG Unterricht (bis 1949)\n" in timeline
    assert "AG Schule was formerly: AG Unterricht (until 1949).\n" in figures
    assert "Kommunen was formerly: Amtsverwaltung (until 1949).\n" in figures


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [
        (
            Node("1949", "ab"),
            "In 4 von 4 Fassungen (erste: 1949, letzte: 1983). Sie besteht fort.",
            "In 4 of 4 editions, first 1949, last 1983. It is still there.",
        ),
        (
            Node("1957", "a"),
            "Selbst nur in einer von 4 Fassungen: 1957. Teile davon seit: 1949. Sie besteht in anderen fort.",
            "Itself in only one of 4 editions: 1957. Parts of it since: 1949. It lives on in others.",
        ),
    ],
)
def test_the_headline_counts_the_editions_with_the_demand_itself(asked, german, english):
    assert PARTED.lineage.threads[Node("1957", "c")] == "ab"
    assert history(asked).splitlines()[1] == german
    assert history(asked, language="en").splitlines()[1] == english


def test_the_headline_of_what_came_out_of_others_and_of_what_is_gone_with_its_parts():
    both, part = demand("ab", WHOLE), demand("c", LIBRARIES, succeeds=("ab",))
    came = told(("1949", [both, B]), ("1957", [replace(both, text=SCHOOLS), part, B]), ("1969", [part, B]))
    gone = told(
        ("1949", [demand("c", LIBRARIES), demand("a", SCHOOLS), B]), ("1957", [demand("a", WHOLE), B]), ("1969", [B])
    )

    assert "Selbst in 2 von 3 Fassungen (erste: 1957, letzte: 1969). Teile davon seit: 1949. Sie besteht fort.\n" in (
        history(Node("1969", "c"), came)
    )
    assert (
        "Selbst nur in einer von 3 Fassungen: 1949. Teile davon zuletzt: 1957. Die neueste Fassung hat sie nicht.\n"
    ) in history(Node("1949", "c"), gone)


def test_a_history_says_which_part_lives_on_where_none_kept_the_id():
    text = history(Node("1957", "a"))

    assert (
        "Als Fortsetzung von ab@1949 gilt c@1957: Keine behielt die Kennung; ihr Wortlaut passt im Ganzen am besten.\n"
    ) in text
    assert "Fortgesetzt wird darin c@1957: Keine der Kennungen blieb; ihr Wortlaut passt im Ganzen am besten.\n" in text
    assert "c@1957 counts as what continues ab@1949: none kept the id; its wording fits best as a whole.\n" in (
        history(Node("1957", "a"), language="en")
    )


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_a_history_tells_what_is_lost_of_all_that_is_back_together(format):
    whole = f"{SCHOOLS}."
    lost = "Musikschulen erhalten jährlich Zuschüsse für Instrumente."
    old = [demand("a", whole), demand("c", lost, addressees=("land", "bund"))]
    chronicle = told(("1949", [*old, B]), ("1957", [B]), ("1969", [demand("a", whole, succeeds=("a", "c")), B]))
    text = words(history(Node("1969", "a"), chronicle, format=format)).partition("1957")[2]

    assert "Teil entfällt" in text
    assert lost.rstrip(".") in text.partition("Teil entfällt")[2]
    assert "Zuletzt in" not in text


def test_a_history_says_when_no_part_counts_as_the_demand_itself():
    chronicle = told(
        ("1949", [demand("ab", WHOLE), B]),
        ("1957", [demand("a", SCHOOLS, succeeds=("ab",)), demand("c", LIBRARIES, succeeds=("ab",)), B]),
        ("1969", [demand("neu", WHOLE, succeeds=("a", "c")), B]),
    )
    text = history(Node("1957", "c"), chronicle)

    assert "Keine davon gilt als Fortsetzung von ab@1949: Keine behielt die Kennung" in text
    assert "Sie gilt als neue Forderung, die keine davon fortsetzt" in text


@pytest.mark.parametrize("width", [20, 24, 30, 40, 60, 80, 120])
def test_a_match_that_is_only_probable_is_marked_at_any_width(width):
    text = render_timeline(draw_timeline(PARTED), PARTED, format="terminal", width=width)
    rows = [line for line in text.splitlines() if line.startswith(("ab ", "a ", "b "))]

    assert [row.count(UNSURE) for row in rows if row.startswith("ab ")] == [2]
    assert sum(row.count(UNSURE) for row in rows) == 3
    assert f"{UNSURE}  dahinter" in text


@pytest.mark.parametrize("format", ["csv", "html"])
def test_a_match_that_is_only_probable_is_said_in_words_too(format):
    text = render_timeline(draw_timeline(PARTED), PARTED, format=format)

    assert text.count(" (vermutlich)") == (3 if format == "csv" else 6)  # to be seen and to be heard


def test_what_is_only_probable_is_marked_among_sixty_editions():
    years = [str(1950 + number) for number in range(60)]
    whole, parts = [demand("ab", WHOLE), B], [demand("a", SCHOOLS), demand("c", LIBRARIES), B]
    many = chronicle([(year, whole if year < "1980" else parts) for year in years])
    lines = render_timeline(draw_timeline(many), many, format="terminal", width=80).splitlines()

    assert sum(line.count(f"<{UNSURE}") for line in lines if line.startswith(("ab ", "a "))) == 2
    assert "".join(line[2:] for line in lines if line.startswith("b ")).replace(" ", "") == "+" + "=" * 59
    assert max(map(len, lines)) <= 80


def test_figures_of_many_editions_go_on_below_each_other():
    many = chronicle([(str(1950 + number), [demand("a", SCHOOLS), B]) for number in range(60)])
    text = render_statistics(count(many), many, format="terminal", width=80)
    held = [line for line in text.split("Wie viele überlebten")[0].splitlines() if line.startswith("AG Bildung")]

    assert len(held) > 2
    assert "".join(held).replace("AG Bildung", "").split() == ["1"] * 60 + ["0", "0"]
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("format", FORMATS)
def test_every_answer_says_which_commits_it_was_made_from(format):
    size = 12 if format == "terminal" else 40
    chronicle = told(("2013", [demand("a", SCHOOLS), B]), ("2016", [demand("a", f"{SCHOOLS} und prüfen"), B]))
    for text in every_answer(chronicle, Node("2016", "a"), format=format):
        assert all(hexadecimal(place)[:size] in text for place in (1, 2))


def test_of_one_edition_nothing_is_said_that_takes_two():
    chronicle = told(("1949", [demand("a", SCHOOLS), B]))
    figures = render_statistics(count(chronicle), chronicle, format="terminal", width=200)

    assert "Wie lange Forderungen bestehen, zeigt sich erst mit einer zweiten Fassung.\n" in figures
    assert "entfallen" not in figures.partition("Fassungen\n")[0]
    assert history(Node("1949", "a"), chronicle).splitlines()[1] == "In der einzigen Fassung: 1949."
    assert history(Node("1949", "a"), chronicle, language="en").splitlines()[1] == "In the only edition: 1949."


def test_a_cell_does_not_say_the_same_in_two_words():
    chronicle = told(("1949", [demand("a", SCHOOLS)]), ("1957", [demand("b", f"{SCHOOLS} und Kitas", succeeds=("a",))]))

    assert "umformuliert, neue Kennung\n" in render_timeline(draw_timeline(chronicle), chronicle, format="csv").replace(
        "\r", ""
    )


def test_markdown_keeps_commits_and_names_in_one_piece():
    for text in every_answer(PARTED, Node("1983", "neu"), format="markdown"):
        assert ZERO_WIDTH_SPACE not in text
    text = history(Node("1983", "neu"), format="markdown")

    assert "Geteilt in: `a@1957`, `c@1957`\n" in text
    assert "- Kennung: `c`, `a` → `neu`\n" in text
    assert f"- Commit: `{hexadecimal(1)}`\n" in text


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_a_merger_shows_what_became_of_each_of_the_demands_before_it(format):
    wind, sun = "Ausbau der Windenergie auf {} Megawatt", "Ausweisung von Vorranggebieten für Solarparks"
    merged = demand("c", f"{wind.format(900)} und {sun}", addressees=("land",), succeeds=("a", "b"))
    chronicle = told(
        ("2007", [demand("a", wind.format(600), addressees=("land",)), demand("b", sun, addressees=("kommunen",))]),
        ("2011", [merged]),
    )
    text = words(history(Node("2011", "c"), chronicle, format=format))
    struck, put_in = {
        "terminal": ("[-600-]", "{+900+}"),
        "markdown": ("<del>600</del>", "<ins>900</ins>"),
        "html": ("600<span", "900<span"),
    }[format]

    told_of = text[text.index("zusammengeführt") :]
    assert "a, b → c" in told_of
    assert told_of.index("①") < told_of.index(struck) < told_of.index("②") < told_of.index(put_in)
    assert "Eingekreiste Ziffern: welcher Teil des Wortlauts wo steht." in text
    assert "b: + Land, − Kommunen" in told_of.replace("\N{NO-BREAK SPACE}", " ")


def test_a_timeline_says_which_years_it_is_about_and_what_is_latest():
    for text in (
        render_timeline(draw_timeline(PARTED), PARTED, format="markdown"),
        render_statistics(count(PARTED), PARTED, format="markdown", language="en"),
    ):
        assert text.startswith(("# Zeitleiste 1949–1983\n", "# Figures 1949–1983\n"))
        assert "Erfundener Katalog\n" in text


@pytest.mark.parametrize(
    ("dates", "title"),
    [
        ((None, None), "Zeitleiste"),
        ((None, "2021-09"), "Zeitleiste bis 2021"),
        (("1949", None), "Zeitleiste ab 1949"),
        (("2021-03", "2021-09"), "Zeitleiste 2021"),
    ],
)
def test_of_years_no_more_is_told_than_the_papers_say(dates, title):
    found = [(version(name, [B], date), place) for place, (name, date) in enumerate(zip("ab", dates, strict=True))]
    held = Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))

    assert render_timeline(draw_timeline(held), held, format="terminal").splitlines()[0] == title


def test_figures_tell_of_every_edition_what_groups_have_and_what_survived():
    a, c = demand("a", SCHOOLS), demand("c", LIBRARIES)
    chronicle = told(("2013", [a, c, B]), ("2016", [a, demand("d", MUSIC), B]), ("2021", [a, B]))
    text = render_statistics(count(chronicle), chronicle, format="markdown")

    assert "| Arbeitsgruppe | 2013 | 2016 | 2021 | gewonnen | verloren |" in text
    assert "| AG Bildung | 2 | 2 (+1 −1) | 1 (−1) | 1 | 2 |" in text
    assert "| AG Bildung | 1/2 | 1/2 |" in text
    assert "| Land | 2/3 | 2/3 |" in text


def test_of_one_edition_nobody_counts_survivors():
    chronicle = told(("2013", [B]))

    assert "überlebten" not in render_statistics(count(chronicle), chronicle, format="terminal")


def test_how_long_demands_lasted_is_said_in_words_that_mean_it():
    a, c = demand("a", SCHOOLS), demand("c", LIBRARIES)
    one = told(("2013", [a, B]), ("2016", [B]))
    two = told(("2013", [a, c, B]), ("2016", [c, B]), ("2021", [B]))
    german = render_statistics(count(one), one, format="terminal", width=200)
    english = render_statistics(count(two), two, format="terminal", width=200, language="en")

    assert (
        "1 Forderung ist entfallen.\nSie bestand 1 Fassung lang, von der ersten mit ihr bis zur ersten ohne" in german
    )
    assert "Das waren 3,0 Jahre.\n1 besteht fort, bisher 2 Fassungen lang;" in german
    assert "They lasted for 1.5 editions on average, from the first one with them" in english
    assert "1 is still there, for 3 editions so far;" in english


def test_blame_explains_the_ids_and_lists_no_edition_without_a_word():
    chronicle = told(("2013", [demand("alt", "Schulen bauen")]), ("2016", [demand("neu", "Schulen bauen;")]))
    text = render_blame(blame(chronicle, Node("2016", "neu")), chronicle, format="terminal")
    page = words(render_blame(blame(chronicle, Node("2016", "neu")), chronicle, format="markdown"))

    assert "2013  Schulen bauen; (alt)\n\nIn Klammern steht die Kennung der Forderung" in text
    assert "0 %" not in text.replace("100 %", "")
    assert "| 2013 | Erfundener Katalog, 2013 | alt | 2 | 100 % |" in page


def test_json_tells_of_names_and_heirs_what_its_schema_says():
    schema = json.loads(resources.files("policydiff.render").joinpath("schema/lineage.schema.json").read_text("utf-8"))
    for held, node in ((RENAMED, Node("1969", "a")), (PARTED, Node("1957", "c"))):
        for text in every_answer(held, node, format="json"):
            jsonschema.validate(json.loads(text), schema)
    found = json.loads(history(Node("1969", "a"), RENAMED, format="json"))
    names = json.loads(render_timeline(draw_timeline(RENAMED), RENAMED, format="json"))["group_names"]

    assert found["presence"] == {"own": ["1949", "1969"], "since": None, "until": None}
    assert found["stations"][0]["addressee_names"] == {"land": {"name": "Amtsverwaltung", "level": "regional"}}
    assert [one["kind"] for one in found["stations"][1]["from"][0]["renamings"]] == [
        "group-renamed",
        "addressee-renamed",
        "addressee-level-changed",
    ]
    assert [(one["name"], one["editions"]) for one in names["bildung"]] == [
        ("AG Unterricht", ["1949"]),
        ("AG Schule", ["1969"]),
    ]


def test_a_composed_sentence_keeps_its_names_apart():
    told = compose(messages("de"), "history.heir", old=name("a@1"), new=join([name("b@2"), name("c@2")], ", "))

    assert told.parts[1] == Part(text="a@1", is_name=True)
    assert [part.text for part in told.parts if part.is_name] == ["a@1", "b@2", "c@2"]
    assert str(told).startswith("Als Fortsetzung von a@1 gilt b@2, c@2: ")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["1949", None, "2013-09"], ["1949", "o.\N{NO-BREAK SPACE}D.", "2013"]),
        (["2013-04", "2013-09", "2021"], ["2013-04", "2013-09", "2021"]),
        ([None, None, "2021"], ["o.\N{NO-BREAK SPACE}D. 1", "o.\N{NO-BREAK SPACE}D. 2", "2021"]),
        (["2013", "2013"], ["1", "2"]),
        ([None, None], ["1", "2"]),
    ],
)
def test_a_column_is_headed_by_the_year_and_says_where_there_is_none(dates, expected):
    found = [(version(f"e{place}", [B], date), place) for place, date in enumerate(dates)]
    labels = label_editions(Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found)), messages("de"))
    assert [label.short for label in labels.values()] == expected


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Gehören dies und b2@1949 zusammen, das eine als Teil des anderen?"),
        ("en", "do this and b2@1949 belong together, one as a part of the other?"),
    ],
)
@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_an_open_question_about_a_part_does_not_ask_for_the_same_demand(language, question, format):
    old = [
        demand("b1", "Kleinere Klassen an Grundschulen einrichten"),
        demand("b2", "Schulsozialarbeit an jeder Schule verankern"),
        demand("k", BRIDGES),
    ]
    text = "Kleinere Klassen und mehr Schulsozialarbeit an Grundschulen, dazu neue Gebäude"
    found = told(("1949", old), ("1957", [demand("m", text), demand("k", BRIDGES)]))
    shown = words(history(Node("1957", "m"), found, format=format, language=language))

    assert question in shown


def test_what_came_into_one_part_of_a_split_is_told_of_that_part_alone():
    old = "Wir bauen die Schulsozialarbeit an allen Schulen aus und führen Noten in der Grundschule ein."
    found = told(
        ("1949", [demand("ab", old), B]),
        (
            "1957",
            [
                demand("a", "Wir bauen die Schulsozialarbeit an allen Schulen aus.", succeeds=("ab",)),
                demand("c", "Wir führen keine Noten in der Grundschule ein.", succeeds=("ab",)),
                B,
            ],
        ),
    )
    parts = history(Node("1949", "ab"), found, format="markdown").split("1957 · ")[1:]
    assert ["Verneinung hinzugekommen" in one for one in parts] == [False, True]
