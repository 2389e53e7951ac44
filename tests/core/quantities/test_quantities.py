"""Numbers as values with units, and numbers that only name something."""

from fractions import Fraction

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.quantities import read_quantities

DE, EN = load_lexicon("de"), load_lexicon("en")


def amounts(text, lexicon=DE):
    return [(one.value, one.unit) for one in read_quantities(text, lexicon) if not one.is_figure]


def figures(text, lexicon=DE):
    return [one.text for one in read_quantities(text, lexicon) if one.is_figure]


@pytest.mark.parametrize(
    "text", ["0,7 %", "0.7 Prozent", "0,7 vom Hundert", "0,7 v. H.", "0,7\u00a0%", "0,7-prozentige Abgabe"]
)
def test_seven_tenths_of_a_per_cent_is_one_value_however_it_is_written(text):
    assert amounts(text) == [(Fraction(7, 10), "percent")]


@pytest.mark.parametrize(
    "text",
    [
        "1,5 Mrd. Euro",
        "1500 Mio. €",
        "1.500 Millionen Euro",
        "1 500 000 000 Euro",
        "1\u202f500\u202f000\u202f000 EUR",
        "EUR 1.500 Mio.",
    ],
)
def test_one_and_a_half_billion_is_one_value_however_it_is_written(text):
    assert amounts(text) == [(1_500_000_000, "euro")]


@pytest.mark.parametrize("text", ["1.5 billion euros", "1,500 million euros", "€1.5bn", "EUR 1,500 million"])
def test_english_writes_thousands_with_commas(text):
    assert amounts(text, EN) == [(1_500_000_000, "euro")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("zwölf neue Stellen", 12, "stell"),
        ("fünfhundert Wohnungen", 500, "wohnung"),
        ("fünfundzwanzig Kitas", 25, "kita"),
        ("hundert Plätze", 100, "platz"),
        ("eine halbe Million Euro", 500_000, "euro"),
        ("zwei Drittel der Mittel", Fraction(200, 3), "percent"),
        ("ein Drittel", Fraction(100, 3), "percent"),
        ("drei Viertel", 75, "percent"),
        ("1/3 der Plätze", Fraction(100, 3), "percent"),
        ("die Hälfte", 50, "percent"),
        ("10-Minuten-Takt", Fraction(1, 6), "hour"),
        ("10km", 10, "km"),
        ("500 m", Fraction(1, 2), "km"),
        ("verdoppeln", 2, "fold"),
        ("330.000 Menschen", 330_000, "mensch"),
        ("2000 neue Stellen", 2000, "stell"),
        ("5 US-Dollar", 5, "dollar"),
        ("eine halbe Stunde", Fraction(1, 2), "hour"),
        ("anderthalb Jahre", Fraction(3, 2), "year"),
        ("dreieinhalb Jahre", Fraction(7, 2), "year"),
        ("2½ Jahre", Fraction(5, 2), "year"),
        ("ein Vierteljahr", Fraction(1, 4), "year"),
        ("eine Dreiviertelstunde", Fraction(3, 4), "hour"),
        ("drei Arbeitstage", 3, "working day"),
        ("sechs Werktage", 5, "working day"),
        ("30 Sekunden", Fraction(1, 120), "hour"),
        ("die Hälfte aller Stellen", 50, "percent"),
        ("95 von 100 Fällen", 95, "percent"),
        ("drei von zehn Kindern", 30, "percent"),
        ("20 Lehrerinnen und Lehrer", 20, "lehr"),
    ],
)
def test_number_words_units_and_counted_nouns_are_read(text, value, unit):
    assert amounts(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("twenty-five new schools", 25, "school"),
        ("two hundred posts", 200, "post"),
        ("a third of the seats", Fraction(100, 3), "percent"),
        ("£5m", 5_000_000, "pound"),
        ("5 per cent", 5, "percent"),
        ("within 48 hours", 48, "hour"),
        ("one month", Fraction(1, 12), "year"),
        ("half an hour", Fraction(1, 2), "hour"),
        ("a quarter of an hour", Fraction(1, 4), "hour"),
        ("two and a half years", Fraction(5, 2), "year"),
        ("an hour and a half", Fraction(3, 2), "hour"),
        ("half a million seats", 500_000, "seat"),
        ("three working days", 3, "working day"),
        ("100 milliseconds", Fraction(1, 36_000), "hour"),
        ("95 out of 100 cases", 95, "percent"),
        ("nine in ten cases", 90, "percent"),
    ],
)
def test_english_number_words_units_and_counted_nouns_are_read(text, value, unit):
    assert amounts(text, EN) == [(value, unit)]


@pytest.mark.parametrize("text", ["10 bis 20 Prozent", "10–20 %", "zwischen 10 und 20 Prozent"])
def test_a_range_is_one_amount_with_two_ends(text):
    (found,) = read_quantities(text, DE)

    assert (int(found.value), int(found.high), found.unit) == (10, 20, "percent")


def test_both_ends_of_a_range_share_their_scale():
    (found,) = read_quantities("100 bis 200 Mio. Euro", DE)

    assert (int(found.value), int(found.high)) == (100_000_000, 200_000_000)


def test_from_and_to_are_two_amounts_of_one_unit():
    assert amounts("von 5 auf 10 Prozent") == [(5, "percent"), (10, "percent")]
    assert amounts("from 5 to 10 percent", EN) == [(5, "percent"), (10, "percent")]


@pytest.mark.parametrize(
    "text",
    "§ 5|Art. 3|Nr. 4|A 40|B1|RRX 5|Stufe 2|Kapitel 3|2016|4.12|ISO 27001|COVID-19|A40|RE1|U35|G8|5G|SGB XII|17/1234|FIPS 186-4|bis 2030|ab 2028 werktags|ab Klasse 5 als Fach|Haltungsstufe drei".split(
        "|"
    ),
)
def test_a_number_that_names_something_is_no_amount(text):
    assert amounts(text) == []
    assert len(figures(text)) == 1


@pytest.mark.parametrize("text", ["CO2-Ausstoß", "des CO2-Ausstoßes", "H2-Tankstellen", "N2O, CH4 und NO2"])
def test_what_counts_the_atoms_of_a_formula_is_no_number(text):
    assert read_quantities(text, DE) == ()


def test_a_figure_is_shown_with_what_it_numbers():
    assert figures("nach § 5 und Art. 3 an der A 40, Halle 7") == ["§ 5", "Art. 3", "A 40", "Halle 7"]


@pytest.mark.parametrize("text", ["eine Schule", "ein neues Viertel", "einer der Orte"])
def test_an_article_is_no_number(text):
    assert read_quantities(text, DE) == ()


def test_an_article_counts_nothing_that_stands_behind_another_number():
    assert amounts("a doctor within two days", EN) == [(2, "day")]


def test_a_third_party_is_no_fraction():
    assert read_quantities("a third party, third countries", EN) == ()


def test_a_quantity_knows_where_it_stands():
    text = "Bau von 500 neuen Wohnungen"
    (found,) = read_quantities(text, DE)

    assert text[found.start : found.end] == found.text == "500 neuen Wohnungen"


def test_the_same_number_of_another_thing_has_another_key():
    (year,), (count,) = read_quantities("2030", DE), read_quantities("2030 Wohnungen", DE)

    assert year.key != count.key
