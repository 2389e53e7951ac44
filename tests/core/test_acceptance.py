"""Sign-off: a person lets one change through, and only that one."""

from dataclasses import replace

from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.core.catalogue import Source
from policydiff.core.comparison import Version, compare
from policydiff.core.gate import list_reached
from tests.policies import BRIDGES, LIBRARIES, MUSIC, catalogue, demand

OLD = [demand("x", MUSIC), demand("y", LIBRARIES)]
NEW = [demand("x", MUSIC)]


def report(old, new, *acceptances):
    return compare(Version(catalogue=catalogue(*old)), Version(catalogue=catalogue(*new), acceptances=acceptances))


def changed(found):
    return [entry for entry in found.entries if entry.changes]


def accept(fingerprint):
    return Acceptance(fingerprint=fingerprint, by="Erika Mustermann", reason="im Ausschuss beschlossen")


def test_an_accepted_change_does_not_stop_a_merge_and_keeps_its_reason():
    (entry,) = changed(report(OLD, NEW))
    assert FINGERPRINT.fullmatch(entry.fingerprint)
    found = report(OLD, NEW, accept(entry.fingerprint))
    assert changed(found)[0].acceptance == accept(entry.fingerprint)
    assert not list_reached(found) & {"major", "dropped", "demand-dropped"}
    assert found.unused_acceptances == ()


def test_a_fingerprint_does_not_depend_on_places_in_the_paper_or_on_layout():
    (entry,) = changed(report(OLD, NEW))
    moved = [OLD[0], replace(OLD[1], source=Source(position=9, line=99), text=LIBRARIES.replace(" ", "\n"))]
    (again,) = changed(report(moved, NEW))
    assert again.fingerprint == entry.fingerprint
    (one, other) = (
        changed(report([replace(OLD[1], tags=("grün",), meta={"süß": ["ä"]}, positions={"Grüne": "ja, gern"})], []))[0],
        changed(
            report(
                [
                    replace(
                        OLD[1],
                        tags=("gru\u0308n",),
                        meta={"su\u0308ß": ["a\u0308"]},
                        positions={"Gru\u0308ne": "ja,\ngern"},
                    )
                ],
                [],
            )
        )[0],
    )
    assert one.fingerprint == other.fingerprint != entry.fingerprint


def test_a_later_change_of_the_same_demand_needs_a_new_acceptance():
    (entry,) = changed(report(OLD, [NEW[0], replace(OLD[1], addressees=("bund",))]))
    (further,) = changed(report(OLD, [NEW[0], replace(OLD[1], addressees=())]))
    assert further.fingerprint != entry.fingerprint


def test_an_acceptance_that_matches_nothing_is_reported():
    stale = accept("abcdefghijklmnop")
    assert report(OLD, NEW, stale).unused_acceptances == (stale,)


def test_alarms_and_changes_of_the_frame_can_be_accepted():
    old, new = [demand("x", MUSIC)], [demand("x", BRIDGES)]
    (alarm,) = report(old, new).alarms
    found = report(old, new, accept(alarm.fingerprint))
    assert found.alarms[0].acceptance
    assert "id-reused" not in list_reached(found)
    before, after = catalogue(OLD[0]), catalogue(OLD[0], closing="Wir danken allen.")
    (change,) = compare(Version(catalogue=before), Version(catalogue=after)).frame
    versions = Version(catalogue=before), Version(catalogue=after, acceptances=(accept(change.fingerprint),))
    assert list_reached(compare(*versions)) == {"unchanged"}
