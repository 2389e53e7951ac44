"""Citations: a sentence, BibTeX and CSL-JSON."""

import json
import re

import pytest

from policydiff.core.catalogue import Source
from policydiff.core.lineage.references import Reference
from policydiff.render.lineage import STYLES, citations, render_citation
from tests.policies import SCHOOLS, catalogue, demand

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def cite(style, *, text=SCHOOLS, date="2016-04", language=None, **fields):
    one = demand("schulen", text, **{"title": "Schulen", **fields})
    one = type(one)(
        **{name: getattr(one, name) for name in one.__slots__} | {"source": Source(page=3, line=47, number="4.12")}
    )
    held = catalogue(one, edition="papier-2016", date=date, title="Unser Papier")
    reference = Reference(catalogue=held, commit=COMMIT, policy="policy", demand=one)
    return render_citation(reference, style=style, language=language)


def test_the_sentence_in_both_languages():
    assert cite("text") == (
        f"„Schulen“, in: Unser Papier, April 2016, Nr. 4.12, S. 3, Z. 47 "
        f"(Fassung papier-2016, Forderung schulen, Commit {COMMIT}).\n"
    )
    assert cite("text", language="en", date=None) == (
        f"“Schulen”, in Unser Papier, n.d., no. 4.12, p. 3, l. 47 "
        f"(edition papier-2016, demand schulen, commit {COMMIT}).\n"
    )


def test_bibtex_is_one_entry_with_every_sign_escaped():
    text = cite("bibtex", title=r"100 % & {mehr} $5 #1 a_b ~ ^ \ „so“ <b> | c")

    assert (
        r"title = {{100 \% \& \{mehr\} \$5 \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{} „so“ \textless{}b\textgreater{} \textbar{} c}},"
        in text
    )
    assert text.startswith("@incollection{papier-2016:schulen:")
    assert "  year = {2016},\n  month = apr,\n" in text
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize(
    ("date", "parts"),
    [("2016", [2016]), ("2016-04", [2016, 4]), ("1949-05-23", [1949, 5, 23]), (None, None)],
)
def test_csl_knows_the_date_as_far_as_the_paper_does(date, parts):
    [item] = json.loads(cite("csl-json", date=date))

    assert item.get("issued", {}).get("date-parts") == ([parts] if parts else None)


def test_csl_has_only_variables_of_the_schema():
    [item] = json.loads(cite("csl-json"))

    # csl-data.json of the Citation Style Language, 1.0.2: those that are texts or numbers, and the date.
    known = set(
        "id type title container-title language issued page number version source archive_location note".split()
    )
    assert item.keys() <= known
    assert all(isinstance(value, str) for key, value in item.items() if key != "issued")
    assert (item["type"], item["version"], item["page"]) == ("chapter", COMMIT, "3")


def test_a_key_is_that_of_a_wording_and_not_of_a_commit():
    def keys(text, commit):
        held = catalogue(demand("schulen", text), edition="papier-2016")
        reference = Reference(catalogue=held, commit=commit, policy="policy", demand=held.demands[0])
        [item] = json.loads(render_citation(reference, style="csl-json"))
        return item["id"], render_citation(reference, style="bibtex").split("{")[1].split(",")[0]

    assert len(set(keys(SCHOOLS, COMMIT))) == 1
    assert keys(SCHOOLS, COMMIT) == keys(f"  {SCHOOLS}", COMMIT[::-1])
    assert keys(SCHOOLS, COMMIT) != keys(f"{SCHOOLS} und Kitas", COMMIT)


def test_a_long_text_without_a_title_is_called_by_its_beginning():
    assert cite("text", title=None, text="Wort " * 100).startswith("„Wort Wort")
    assert " …“, in:" in cite("text", title=None, text="Wort " * 100)


def test_the_styles_are_those_that_can_be_asked_for():
    assert STYLES == citations.STYLES
    with pytest.raises(ValueError, match="'mla' is no style"):
        cite("mla")
