"""`explain` in words: what was measured, what it adds, what was needed, and what else came into question."""

import re
from dataclasses import replace

import pytest

from policydiff.core.catalogue import Source
from policydiff.core.matching import Clause, Evidence, Explanation, Grade, Match, Reason, Weighed, explain
from policydiff.render import render_explanation
from policydiff.render.messages import LANGUAGES, messages
from tests.core.test_context import STANDING
from tests.render.samples import demand

OLD = {
    one.id: one
    for one in (
        demand("quote", "Die Moorquote muss bis 2030 steigen", source=Source(position=1, line=3)),
        demand("rat", "Einen Moorrat aus allen Dörfern berufen", source=Source(position=2)),
        demand("fest", "Jedes Jahr ein Moorfest feiern", source=Source(position=3)),
    )
}
NEW = {
    one.id: one
    for one in (
        demand("anteil", "Die Moorquote soll bis 2035 deutlich steigen", source=Source(position=1)),
        demand("beirat", "Einen Moorrat aus den Dörfern und Städten berufen", source=Source(position=2)),
        demand("radweg", "Radwege an allen Landstraßen bauen", source=Source(position=3)),
    )
}
WEIGHED = Explanation(
    old="quote",
    new="anteil",
    candidate=True,
    score=0.03,
    evidence=(
        Weighed(name="base", value=1.0, weight=-5.0),
        Weighed(name="letters", value=3.0, weight=0.5),
        Weighed(name="id", value=0.0, weight=1.0),
    ),
    thresholds=((Grade.CERTAIN, 0.99), (Grade.PROBABLE, 0.5), (Grade.OPEN, 0.12)),
    text=-3.0,
    text_thresholds=((Grade.CERTAIN, -3.0), (Grade.PROBABLE, -7.0), (Grade.OPEN, -8.0)),
    competitors=(),
    match=None,
)


def told(explanation: Explanation, language: str = "de") -> str:
    """Return the explanation as one line."""
    return " ".join(render_explanation(explanation, OLD, NEW, language=language, width=200).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("old", "new"), [("quote", "anteil"), ("rat", "beirat"), ("fest", "radweg")])
def test_every_measure_of_the_matching_has_its_words(language, old, new):
    found = explain(tuple(OLD.values()), tuple(NEW.values()), old, new)
    text = told(found, language)
    known = messages(language)

    for one in found.evidence:
        if not round(one.adds, 2):
            assert known.text(f"evidence.{one.name}") not in text, one.name
            continue
        assert f"{known.text(f'evidence.{one.name}')} {known.decimal(one.value)}" in text, one.name
    assert OLD[old].text in text
    assert NEW[new].text in text


def test_what_is_added_sums_up_to_the_score():
    text = told(WEIGHED)

    assert "Ausgangswert, ehe etwas gemessen ist 1,00 −5,00 −5,00" in text
    assert "ähnliche Wörter, nach Buchstabenfolgen 3,00 0,50 1,50" in text
    assert "Summe der Punkte −3,50" in text
    assert "Was nötig ist erreicht offen ab vermutlich ab sicher ab" in text
    assert "Summe der Punkte −3,50 −1,99 0,00 4,60" in text
    assert "dasselbe als Wahrscheinlichkeit (Wert) 0,03 0,12 0,50 0,99" in text
    assert "Punkte aus dem Wortlaut allein −3,00 −8,00 −7,00 −3,00" in text


def test_what_spoke_most_for_a_pair_and_most_against_it_comes_before_all_numbers():
    against = Weighed(name="crowding", value=2.0, weight=-0.5)
    text = told(replace(WEIGHED, evidence=(*WEIGHED.evidence, against)))
    pros, cons = "Dafür spricht vor allem: ähnliche Wörter (1,50 Punkte).", "wie selten zwei beliebige Forderungen"
    assert f"{pros} Dagegen spricht vor allem: {cons}" in text
    assert text.index(pros) < text.index("Wie gewogen wurde")
    made = told(replace(WEIGHED, evidence=(*WEIGHED.evidence, against), match=matched(Grade.CERTAIN, Reason.SAME_ID)))
    assert f"{pros} Dagegen spricht vor allem: andere Forderungen, die ebenso in Frage kommen (−1,00 Punkte)." in made
    assert cons not in made
    more = [Weighed(name=name, value=1.0, weight=weight) for name, weight in (("phrases", 0.9), ("shared", 0.8))]
    assert "ähnliche Wörter (1,50 Punkte) und gleiche Wortfolgen (0,90 Punkte). Dagegen" in told(
        replace(WEIGHED, evidence=(*WEIGHED.evidence, *more, against))
    )
    assert "Dafür spricht kaum etwas." in told(replace(WEIGHED, evidence=(against,)))


def test_what_just_falls_short_is_not_told_with_the_figure_it_falls_short_of():
    close = (Weighed(name="base", value=1.0, weight=-1.9956),)
    below = told(replace(WEIGHED, score=0.1197, evidence=close))
    assert "Nicht zugeordnet: Der Wert 0,1197 liegt unter 0,1200;" in below
    assert "Summe der Punkte −2,00 −1,99 0,00 4,60" in below
    assert "(Wert) 0,1197 0,1200 0,50 0,99" in below
    wordless = told(replace(WEIGHED, score=0.6, text=-8.003))
    assert "(−8,003 Punkte, nötig sind −8,000)" in wordless
    assert "Punkte aus dem Wortlaut allein −8,003 −8,000 −7,00 −3,00" in wordless


def matched(grade: Grade, reason: Reason, *, olds: tuple[str, ...] = ("quote",)) -> Match:
    """Return a match of the explained pair."""
    return Match(old=olds, new=("anteil",), grade=grade, reason=reason, score=0.7)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "Nicht zugeordnet: Der Wert 0,03 liegt unter 0,12"),
        (
            {"score": 0.6, "text": -8.5},
            "Nicht zugeordnet: Der Wortlaut allein spricht zu deutlich dagegen (−8,50 Punkte, nötig sind −8,00)",
        ),
        (
            {"closeness": 0.3138},
            "Das Paar steht im Bericht unter „Thematisch verwandt“, Nähe 0,31: So ähnlich sind",
        ),
        ({"score": 0.6, "is_declared_new": True}, "Nicht zugeordnet: anteil ist ausdrücklich als neu erklärt."),
        ({"score": 0.6}, "Nicht zugeordnet, obwohl der Wert 0,60 genügt"),
        ({"candidate": False, "evidence": ()}, "Nicht zugeordnet und gar nicht erst gewogen"),
        ({"score": 0.6, "is_faint": True}, "obwohl der Wert 0,60 genügt: Wortlaut, Umgebung und Kennungen zusammen"),
        (
            {"match": matched(Grade.CERTAIN, Reason.DECLARED), "is_declared_along": True, "evidence": ()},
            "Beide gehören zu derselben erklärten Teilung oder Zusammenführung; dass die eine aus der anderen hervorging,",
        ),
        (
            {"evidence": (), "is_taken": True, "elsewhere": (matched(Grade.CERTAIN, Reason.DECLARED, olds=("rat",)),)},
            "stand die Zuordnung schon fest, ehe gewogen wurde. Stattdessen: rat → anteil (sicher: ausdrücklich",
        ),
        ({"candidate": False, "evidence": (), "is_reused": True}, "Die Kennung anteil trägt jetzt eine andere"),
        ({"match": matched(Grade.CERTAIN, Reason.SAME_ID)}, "Zugeordnet, sicher: gleiche Kennung."),
        ({"match": matched(Grade.OPEN, Reason.SIMILAR_TEXT)}, "Offen (ähnlicher Wortlaut): Das Paar wird als Frage"),
        (
            {"match": matched(Grade.CERTAIN, Reason.DECLARED), "candidate": False, "evidence": ()},
            "Zugeordnet, sicher: ausdrücklich erklärt. Zu wägen war dafür nichts.",
        ),
    ],
)
def test_the_verdict_is_a_sentence(changes, verdict):
    assert verdict in told(replace(WEIGHED, **changes))


def test_a_pair_whose_texts_say_too_little_for_its_score_is_told_why():
    match = replace(matched(Grade.PROBABLE, Reason.SIMILAR_TEXT), score=0.995)
    text = told(replace(WEIGHED, match=match, score=0.995, text=-3.5))

    assert "Nach dem Wert allein wäre das Paar „sicher“; dafür sagt der Wortlaut für sich zu wenig." in text
    assert "Nach dem Wert allein" not in told(replace(WEIGHED, match=match, score=0.9))
    exchanged = told(replace(WEIGHED, match=match, score=0.995, is_exchange=True))
    assert "aber einzelne Wörter sind durch andere ersetzt" in " ".join(exchanged.split())
    asked = replace(matched(Grade.OPEN, Reason.SIMILAR_TEXT), score=0.7)
    surpassed = told(replace(WEIGHED, match=asked, score=0.7))
    assert "aber jeder der beiden Texte gleicht einem anderen mehr" in " ".join(surpassed.split())
    unsaid = told(replace(WEIGHED, match=asked, score=0.7, text=-7.5, is_exchange=True))
    assert "dafür sagt der Wortlaut für sich zu wenig" in " ".join(unsaid.split())
    whole = matched(Grade.PROBABLE, Reason.PARTS, olds=("quote", "rat"))  # no split or merge is more than probable
    assert "Nach dem Wert allein" not in told(replace(WEIGHED, match=whole, score=0.995))


def test_a_pair_that_is_only_asked_about_since_its_texts_have_little_in_common_is_told_why():
    words = "Moor Forschung Miete Sprache Ausbildung Landwirtschaft Theater Museum Feuerwehr Energie Verein Windrad Recycling"
    others = (
        "Markt Verwaltung Apotheke Wald Denkmal Kita Radweg Krankenhaus Straße Jagd Hochschule Brücke Forschung Theater"
    )
    texts = [f"{text} in Ort {place}" for place in range(4) for text in STANDING]
    sides = ([*texts, words], [*(f"{text}, und zwar bald" for text in texts), others])
    old, new = (
        [demand(str(at), text, source=Source(position=at)) for at, text in enumerate(side, start=1)] for side in sides
    )
    found = explain(old, new, "49", "49")
    assert found.match is not None
    assert found.match.grade is Grade.OPEN
    assert found.score >= dict(found.thresholds)[Grade.PROBABLE]
    assert found.text >= dict(found.text_thresholds)[Grade.PROBABLE]
    assert "haben so wenig gemeinsam, dass die gleiche Kennung nicht genügt" in told(found)


def test_of_a_part_the_whole_match_and_the_clauses_are_told():
    text = told(
        replace(
            WEIGHED,
            match=matched(Grade.PROBABLE, Reason.PARTS, olds=("quote", "rat")),
            score=0.7,
            parts=(Evidence(old="quote", new="anteil", old_clause="Die Moorquote", new_clause="die Quote", share=0.5),),
            dropped=(Clause(demand="quote", text="bis 2030"), Clause(demand="rat", text="aus allen Dörfern")),
            added=(Clause(demand="anteil", text="deutlich"),),
        )
    )

    assert "Zugeordnet, vermutlich: gemeinsame Teile. Dafür" in text
    assert "Die ganze Zuordnung: quote, rat → anteil" in text
    assert "Übernommene Satzteile (vorn: wie viel vom einen im anderen steht; 1,00 = alles)" in text
    assert "0,50 „Die Moorquote“ → „die Quote“" in text
    assert "Entfallen dabei „bis 2030“ (quote); „aus allen Dörfern“ (rat) Neu dabei „deutlich“ (anteil)" in text
    assert "Die Zuordnung als Ganzes hat den Wert 0,70." in text


def test_competitors_are_named_with_side_beginning_and_score():
    found = explain(tuple(OLD.values()), tuple(NEW.values()), "rat", "beirat")
    text = render_explanation(found, OLD, NEW, language="de", width=120)

    for one in found.competitors:
        side, known, id = ("neu", NEW, one.new) if one.old == "rat" else ("alt", OLD, one.old)
        assert re.search(rf"{side} +{known[id].text} \({id}\) +{messages('de').score(one.score)}", text)


def test_a_measure_without_words_and_a_demand_that_was_not_read_do_not_stop_the_reader():
    strange = replace(WEIGHED, old="fehlt", evidence=(Weighed(name="brand-new-measure", value=1.0, weight=2.0),))
    text = told(strange)

    assert "brand-new-measure 1,00 2,00 2,00" in text
    assert "fehlt (nicht gelesen)" in text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_an_explanation_fits_its_width(width):
    text = render_explanation(WEIGHED, OLD, NEW, language="de", width=width)

    assert max(map(len, text.splitlines())) <= width
