"""What a report says of ids that were reused: who refers to them, and whether that is still asked."""

from dataclasses import replace

from policydiff.core.counts import follow_reused
from policydiff.core.matching import Reason
from policydiff.core.report import Question
from policydiff.core.rules import Severity
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand, report


def shifted():
    """Return a comparison in which every id went to the next demand."""
    texts = (BRIDGES, CYCLING, LIBRARIES, MUSIC)
    new = [demand(f"f-{n}", text) for n, text in enumerate((SCHOOLS, *texts), start=1)]
    new[3] = replace(new[3], note="Siehe f-1, f-2.x und (f-3). Nicht xf-2.")
    return report([demand(f"f-{n}", text) for n, text in enumerate(texts, start=1)], new)


def test_who_names_a_reused_id_in_a_note_refers_to_it_where_it_stands_as_a_word():
    found = {one.new.id: one.references for one in shifted().alarms}

    assert found == {"f-1": ("f-4",), "f-2": (), "f-3": ("f-4",), "f-4": ()}


def test_whether_it_is_asked_if_an_id_was_reused_is_a_fact_of_the_report():
    found = shifted()
    alarm = found.alarms[1]
    question = Question(old=(alarm.old,), new=(alarm.new,), reason=Reason.SAME_ID, score=0.5, severity=Severity.MAJOR)

    assert not any(one.is_asked for one in found.alarms)
    asked = follow_reused(found.alarms, found.entries, [question])
    assert [one.is_asked for one in asked] == [False, True, False, False]


def test_ids_that_were_only_exchanged_make_a_ring_and_others_do_not():
    old = [demand("a", BRIDGES), demand("b", CYCLING), demand("c", LIBRARIES), demand("x", MUSIC)]
    new = [demand("a", LIBRARIES), demand("b", BRIDGES), demand("c", CYCLING), demand("x", SCHOOLS)]

    rings = {one.new.id: one.ring for one in report(old, new).alarms}
    assert rings == {"a": ("a", "b", "c"), "b": ("a", "b", "c"), "c": ("a", "b", "c"), "x": ()}
    assert not any(one.ring for one in shifted().alarms)
