"""One of several things in a row that was struck or put in: told as less or as more. All texts are invented."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import SignalCode, find_signals

STRUCK = [
    (
        "Gratis Mittagessen für Kinder, Azubis und Studierende.",
        "Gratis Mittagessen für Kinder und Azubis.",
        "Studierende",
    ),
    (
        "Gratis Mittagessen für Kinder, Azubis und Studierende.",
        "Gratis Mittagessen für Kinder und Studierende.",
        "Azubis",
    ),
    ("Das Land saniert Schulen, Brücken und Bäder.", "Das Land saniert Brücken und Bäder.", "Schulen"),
    ("Das Land saniert Schulen und Brücken.", "Das Land saniert Brücken.", "Schulen"),
    ("Schulen sowie Kitas erhalten WLAN.", "Schulen erhalten WLAN.", "Kitas"),
    (
        "Der Ausbau der Radwege und die Sanierung der Brücken werden gefördert.",
        "Der Ausbau der Radwege wird gefördert.",
        "die Sanierung der Brücken",
    ),
    ("Keine Kürzungen bei Schulen und Krankenhäusern.", "Keine Kürzungen bei Schulen.", "Krankenhäusern"),
    ("Wir sanieren Brücken und bauen Radwege.", "Wir sanieren Brücken.", "bauen Radwege"),
    ("Vereine im Ruhrgebiet und im Münsterland fördern", "Vereine im Ruhrgebiet fördern", "im Münsterland"),
    (
        "Das Ministerium für Umwelt und die Kommunen soll helfen.",
        "Das Ministerium für Umwelt soll helfen.",
        "die Kommunen",
    ),
    ("Free meals for pupils, apprentices and students.", "Free meals for pupils and students.", "apprentices"),
    ("The state must repair schools and bridges by 2030.", "The state must repair schools by 2030.", "bridges"),
    ("The state must repair schools and bridges by 2030.", "The state must repair bridges by 2030.", "schools"),
    ("Records are kept, verified and published.", "Records are kept and verified.", "published"),
    (
        "Das Bad wird saniert und der Eintrittspreis gesenkt.",
        "Das Bad wird saniert.",
        "der Eintrittspreis gesenkt",
    ),
    (
        "Das Bad wird saniert und der Eintrittspreis wird gesenkt.",
        "Das Bad wird saniert.",
        "der Eintrittspreis wird gesenkt",
    ),
    ("Das Bad wird saniert und der Eintritt gesenkt.", "Der Eintritt wird gesenkt.", "Das Bad wird saniert"),
    ("Expand and renovate schools", "Renovate schools", "Expand"),
]
SAME = [
    ("Wir bauen moderne und barrierefreie Häuser.", "Wir bauen moderne Häuser."),
    ("Affordable and safe homes for all", "Safe homes for all"),
    ("Bürgerinnen und Bürger beteiligen.", "Bürger beteiligen."),
    ("Jüdinnen und Juden schützen.", "Juden schützen."),
    ("Bäuerinnen und Bauern beraten.", "Bauern beraten."),
    ("Kolleginnen und Kollegen beraten.", "Kolleg*innen beraten."),
    ("Ärztinnen und Ärzte werben.", "Ärzt:innen werben."),
    (
        "Schulen und ITSysteme erneuern. Jedes IT-System wird geprüft.",
        "Schulen erneuern. Jedes IT-System wird geprüft.",
    ),
    ("Wir unterstützen Kundinnen und Kunden der Stadtwerke.", "Wir unterstützen Kunden der Stadtwerke."),
    ("Sichere und schnelle Radwege bauen.", "Schnelle Radwege bauen."),
    ("Wir fördern Vereine und stärken damit das Ehrenamt.", "Wir fördern Vereine."),
    ("Kinder, die in Armut leben, und ihre Eltern unterstützen", "Kinder und ihre Eltern unterstützen"),
    ("Schulen, das Herz der Stadt, und Kitas sanieren", "Schulen und Kitas sanieren"),
    ("Schulen, Kitas und Horte sanieren", "Bildungseinrichtungen und Horte sanieren"),
    ("Förderung durch Bund oder Land und Kommunen", "Förderung durch Bund oder Land"),
    ("Brücken ohne Maut und Gebühren", "Brücken ohne Maut"),
    ("Das Fahrverbot gilt nicht für Busse und Taxis.", "Das Fahrverbot gilt nicht für Busse."),
    ("Ausnahmen für Busse und Taxis streichen", "Ausnahmen für Busse streichen"),
    ("Das Ministerium für Umwelt, Sport und Natur hilft.", "Das Ministerium für Umwelt und Natur hilft."),
    ("Das Ministerium für Verkehr und digitale Netze hilft.", "Das Ministerium für Verkehr hilft."),
    ("Der Ausschuss für Kultur und Medien tagt öffentlich.", "Der Ausschuss für Kultur tagt öffentlich."),
    ("The Ministry of the Environment, Labour and Youth pays.", "The Ministry of the Environment and Labour pays."),
    ("Schulen und Kitas sanieren, Bäder bauen.", "Kitas und Schulen sanieren, Bäder bauen."),
    ("Schulen und Kitas sanieren. Bäder bauen.", "Schulen sanieren. Kitas und Bäder bauen."),
    ("Build safe and fast routes by rail.", "Build fast routes by rail."),
    ("Build safe and fast routes by rail.", "Build safe routes by rail."),
]


def language_of(text: str) -> str:
    return "en" if text.startswith(("Free", "The", "Records", "Build", "Expand", "Renovate")) else "de"


def scope_of(old: str, new: str) -> list[tuple[str, str, str]]:
    found = find_signals(old, new, load_lexicon(language_of(old)))
    return [(one.rule, one.old, one.new) for one in found if one.code is SignalCode.SCOPE]


@pytest.mark.parametrize(("old", "new", "struck"), STRUCK)
def test_what_was_struck_from_a_row_narrows_a_demand_and_what_was_put_in_widens_it(old, new, struck):
    assert scope_of(old, new) == [("scope-narrowed", struck, "")]
    assert scope_of(new, old) == [("scope-widened", "", struck)]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_no_thing_is_told_that_lives_on_elsewhere_or_is_none(old, new):
    assert scope_of(old, new) == []
    assert scope_of(new, old) == []


def test_everything_that_was_struck_is_told():
    old = "Wir stärken Handwerk, Mittelstand und Gründungen durch Beratung, Kredite und Messen."
    new = "Wir stärken Handwerk und Mittelstand durch Beratung und Kredite."
    assert [one[1] for one in scope_of(old, new)] == ["Gründungen", "Messen"]


def test_a_sentence_that_won_something_else_says_nothing_of_what_it_lost():
    assert scope_of("Schulen und Kitas sanieren", "Schulen und Radwege sanieren") == []
