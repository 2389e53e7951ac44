"""The kinds of change, as a table."""

from dataclasses import replace

import pytest

from policydiff.core.catalogue import Addressee, Level, Source, Status, WorkingGroup
from policydiff.core.changes import (
    Annotated,
    FieldChange,
    Kind,
    Moved,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
    Split,
    gather_back,
)
from policydiff.core.comparison import EarlierDemand, Version, compare
from policydiff.core.levels import Shift
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Fate, FrameKind, Origin
from policydiff.core.wording import Weight
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand, report

OLD = demand("ganztagsschulen", SCHOOLS, addressees=("bund", "land"), title="Ganztag", tags=("schule",))
OTHER = demand("bibliotheken", LIBRARIES)

COMPOSED = {
    "title": "Größe", "tags": ("grün", "süß"), "note": "Öl", "positions": {"Grüne": "Bäume\npflanzen"},
    "meta": {"süß": ["größer", {"ä": "ö"}]},
}  # fmt: skip
DECOMPOSED = {
    "title": "Gro\u0308ße ", "tags": ("gru\u0308n", "su\u0308ß"), "note": "O\u0308l",
    "positions": {"Gru\u0308ne": "Ba\u0308ume pflanzen"}, "meta": {"su\u0308ß": ["gro\u0308ßer", {"a\u0308": "o\u0308"}]},
}  # fmt: skip
# story → (old, new, kinds of the one entry that changed)
TABLE = {
    "nothing": ([OLD], [OLD], ["unchanged"]),
    "order of addressees": ([OLD], [demand(OLD.id, SCHOOLS, addressees=("land", "bund"), title="Ganztag", tags=("schule",))], ["unchanged"]),
    "layout": ([OLD], [demand(OLD.id, SCHOOLS.replace(" ", "\n "), addressees=OLD.addressees, title="Ganztag", tags=("schule",))], ["unchanged"]),
    "normal form": ([demand("x", "Schu\u0308ler fördern und fordern")], [demand("x", "Schüler fördern und fordern")], ["unchanged"]),
    "normal form of all the rest": ([demand("x", MUSIC, **COMPOSED)], [demand("x", MUSIC, **DECOMPOSED)], ["unchanged"]),
    "place in the paper": ([OLD], [demand(OLD.id, SCHOOLS, addressees=OLD.addressees, title="Ganztag", tags=("schule",), position=9)], ["unchanged"]),
    "dropped": ([OTHER], [], ["dropped"]),
    "added": ([], [OTHER], ["added"]),
    "reassigned": ([OTHER], [demand("bibliotheken", LIBRARIES, addressees=("kommunen",))], ["reassigned"]),
    "moved": ([OTHER], [demand("bibliotheken", LIBRARIES, group="verkehr")], ["moved"]),
    "renamed": ([OTHER], [demand("buechereien", LIBRARIES)], ["renamed"]),
    "reworded": ([OTHER], [demand("bibliotheken", LIBRARIES.replace("sonntags", "samstags"))], ["reworded"]),
    "annotated": ([OTHER], [demand("bibliotheken", LIBRARIES, note="Mit der Verwaltung klären")], ["annotated"]),
    "several at once": (
        [OTHER],
        [demand("buechereien", LIBRARIES, group="verkehr", addressees=("bund",), tags=("kultur",))],
        ["reassigned", "moved", "renamed", "annotated"],
    ),
    "split": (
        [demand("a", f"{SCHOOLS}. {BRIDGES}.")],
        [demand("b", f"{SCHOOLS}.", succeeds=("a",)), demand("c", f"{BRIDGES}.", succeeds=("a",))],
        ["split"],
    ),
    "merged": (
        [demand("b", f"{SCHOOLS}."), demand("c", f"{BRIDGES}.")],
        [demand("a", f"{SCHOOLS}. {BRIDGES}.", succeeds=("b", "c"))],
        ["merged"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", TABLE)
def test_kinds_of_change(story):
    old, new, kinds = TABLE[story]
    found = report(old, new)
    assert [[str(kind) for kind in entry.kinds] for entry in found.entries] == [kinds]


def test_every_kind_has_its_story():
    shown = {kind for _, _, kinds in TABLE.values() for kind in kinds}
    assert shown == {str(kind) for kind in Kind} - {"reinstated"}  # which has the next test


def test_a_demand_that_earlier_editions_dropped_is_reinstated():
    once = EarlierDemand(edition="2013", demand=demand("radwege", CYCLING))
    old, new = Version(catalogue=catalogue(OTHER)), Version(catalogue=catalogue(OTHER, demand("radwege", CYCLING)))
    entry = compare(old, new, earlier=[once]).entries[-1]
    assert entry.kinds == (Kind.REINSTATED,)
    assert entry.origin is Origin.REINSTATED
    assert entry.changes == (Reinstated(edition="2013", id="radwege", text=CYCLING),)
    declared_new = Version(catalogue=catalogue(OTHER, demand("radwege", CYCLING, succeeds=())))
    assert compare(old, declared_new, earlier=[once]).entries[-1].kinds == (Kind.ADDED,)


@pytest.mark.parametrize(
    ("before", "after", "joined", "left"),
    [
        (("land",), ("land",), (), ()),
        (("bund", "kommunen"), ("kommunen", "land"), ("land",), ("bund",)),
        (("land",), (), (), ("land",)),
    ],
)
def test_whom_a_demand_asks_that_is_back_is_compared_with_whom_it_asked_last(before, after, joined, left):
    once = EarlierDemand(edition="2013", demand=demand("radwege", CYCLING, addressees=before))
    new = Version(catalogue=catalogue(OTHER, demand("radwege", CYCLING, addressees=after)))
    entry = compare(Version(catalogue=catalogue(OTHER)), new, earlier=[once]).entries[-1]
    [change] = entry.changes

    assert isinstance(change, Reinstated)
    found = change.reassigned
    assert ((found.joined, found.left) if found else ((), ())) == (joined, left)
    rules = {finding.rule for finding in entry.findings}
    assert rules - {"demand-reinstated"} == {
        rule for rule, keys in (("addressee-joined", joined), ("addressee-left", left)) if keys
    }


def test_whom_a_demand_asks_that_comes_back_as_two_is_told_of_each():
    both = demand("beides", f"{CYCLING}. {MUSIC}.", addressees=("bund", "land"))
    parts = [demand("radwege", CYCLING, addressees=("bund",)), demand("musik", MUSIC, addressees=("kommunen",))]
    earlier = [EarlierDemand(edition="2013", demand=both)]
    found = compare(Version(catalogue=catalogue(OTHER)), Version(catalogue=catalogue(OTHER, *parts)), earlier=earlier)
    changes = [change for entry in found.entries for change in entry.changes if isinstance(change, Reinstated)]
    told = [change.reassigned for change in changes if change.reassigned]

    assert len(changes) == 2
    assert [(one.joined, one.left) for one in told] == [(("kommunen",), ("bund", "land"))]
    asked = {part.new: (part.change.joined, part.change.left) for part in told[0].parts}
    assert asked == {"radwege": ((), ("land",)), "musik": (("kommunen",), ("bund", "land"))}


def test_what_is_declared_to_be_back_is_whatever_it_says():
    once = EarlierDemand(edition="2013", demand=demand("radwege", CYCLING))
    new = Version(catalogue=catalogue(OTHER, demand("musik", MUSIC, succeeds=("radwege",)), demand("neu", CYCLING)))
    back, added = compare(Version(catalogue=catalogue(OTHER)), new, earlier=[once]).entries[1:]

    assert back.changes == (Reinstated(edition="2013", id="radwege", text=CYCLING),)
    assert (back.grade, back.reason) == (Grade.CERTAIN, Reason.DECLARED)
    assert added.kinds == (Kind.ADDED,)  # nothing is back twice


def test_a_demand_that_comes_back_as_two_or_two_as_one_is_reinstated_where_it_lives_on_itself():
    both = demand("beides", f"{CYCLING}. {MUSIC}.")
    parts = [demand("radwege", CYCLING), demand("musik", MUSIC)]
    old = Version(catalogue=catalogue(OTHER))

    def origins(once, new):
        earlier = [EarlierDemand(edition="2013", demand=one) for one in once]
        entries = compare(old, Version(catalogue=catalogue(OTHER, *new)), earlier=earlier).entries
        return [change.id for entry in entries for change in entry.changes if isinstance(change, Reinstated)]

    assert origins([both], parts) == ["beides", "beides"]
    assert origins(parts, [both]) == ["radwege"]  # as in a lineage


@pytest.mark.parametrize("succeeds", [None, ("radwege", "musik")])
def test_what_it_means_that_two_come_back_as_one_or_one_as_two_is_told_of_all_together(succeeds):
    parts = [demand("radwege", f"{CYCLING} für 900 Euro"), demand("musik", f"{MUSIC} für 400 Euro")]
    both = demand("beides", f"{CYCLING} für 900 Euro. {MUSIC} für 300 Euro.", succeeds=succeeds)
    declared = [replace(one, succeeds=("beides",)) for one in parts] if succeeds else parts

    def signals(once, new):
        earlier = [EarlierDemand(edition="2013", demand=one) for one in once]
        found = compare(Version(catalogue=catalogue(OTHER)), Version(catalogue=catalogue(OTHER, *new)), earlier=earlier)
        changes = [change for entry in found.entries for change in entry.changes if isinstance(change, Reinstated)]
        return [(one.code, one.old, one.new) for change in changes for one in change.signals]

    assert signals(parts, [both]) == [("amount", "400 Euro", "300 Euro")]
    assert signals([replace(both, succeeds=None)], declared) == [("amount", "300 Euro", "400 Euro")]


def test_new_demands_that_bring_one_demand_back_are_gathered_through_others():
    names = {"a": "1", "b": "2", "c": "3", "d": "21", "e": "4", "f": ""}
    assert gather_back(names) == [["a", "d", "b"], ["c"], ["e"], ["f"]]
    assert gather_back({str(at): [str(at), str(at + 1)] for at in (0, 2, 1)}) == [["0", "1", "2"]]


def test_of_several_demands_that_were_dropped_with_one_id_each_can_be_back():
    earlier = [
        EarlierDemand(edition=name, demand=demand("a", text)) for name, text in (("2005", CYCLING), ("2013", MUSIC))
    ]
    new = Version(catalogue=catalogue(OTHER, demand("rad", CYCLING), demand("musik", MUSIC)))
    entries = compare(Version(catalogue=catalogue(OTHER)), new, earlier=earlier).entries
    back = [(entry.main.id, one.edition) for entry in entries for one in entry.changes if isinstance(one, Reinstated)]

    assert sorted(back) == [("musik", "2013"), ("rad", "2005")]


def test_what_a_demand_with_a_predecessor_is_declared_to_continue_besides_is_back_in_no_other():
    earlier = [EarlierDemand(edition="2013", demand=demand("musik", MUSIC))]
    old = Version(catalogue=catalogue(OTHER, demand("rad", CYCLING)))
    both = demand("rad", f"{CYCLING}. {MUSIC}.", succeeds=("rad", "musik"))
    entries = compare(old, Version(catalogue=catalogue(OTHER, both, demand("neu", MUSIC))), earlier=earlier).entries

    assert [entry.kinds for entry in entries if entry.main.id == "neu"] == [(Kind.ADDED,)]


def test_where_a_demand_of_an_earlier_edition_lives_on_is_told_with_its_reused_id():
    was, other = demand("rad", CYCLING), demand("rad", BRIDGES)

    def living(now, earlier):
        versions = (Version(catalogue=catalogue(OTHER, *side)) for side in (now[:1], [*now[1:], other]))
        (alarm,) = compare(*versions, earlier=[earlier]).alarms
        return alarm.living

    once = EarlierDemand(edition="2013", demand=was, is_dropped=False, living=("wege",))
    wege, neu = replace(was, id="wege"), replace(was, id="neu")
    assert living([wege, wege], once) == ("wege",)
    assert living([wege, neu], once) == ("neu",)
    assert living([wege], once) == ()
    dropped = EarlierDemand(edition="2013", demand=was)
    assert living([demand("x", MUSIC), demand("x", MUSIC), neu], dropped) == ("neu",)
    assert living([demand("x", MUSIC), demand("x", MUSIC)], dropped) == ()


def test_a_declaration_that_was_carried_along_reinstates_nothing():
    earlier = [EarlierDemand(edition="2013", demand=demand("radwege", CYCLING))]
    old = demand("radverkehr", BRIDGES, succeeds=("radwege",))
    new = demand("rad", MUSIC, succeeds=("radwege",))

    def kinds(*olds):
        report = compare(Version(catalogue=catalogue(*olds)), Version(catalogue=catalogue(new)), earlier=earlier)
        return {kind for entry in report.entries for kind in entry.kinds}

    assert kinds(old) == {"dropped", "added"}
    assert kinds() == {"reinstated"}


@pytest.mark.parametrize(
    "after",
    [
        {},
        {"note": "Siehe Beschluss 7."},
        {"source": Source(position=7)},
        {"id": "strassen"},
        {"text": f"{BRIDGES} bis 2030"},
    ],
)
def test_whoever_declares_a_demand_to_be_back_is_heard_whatever_happens_to_an_earlier_declaration_of_it(after):
    earlier = [EarlierDemand(edition="2013", demand=demand("radwege", CYCLING))]
    kept = demand("radverkehr", BRIDGES, succeeds=("radwege",))
    back = demand("rad", MUSIC, succeeds=("radwege",))
    sides = catalogue(kept), catalogue(replace(kept, **after), back)
    found = compare(*(Version(catalogue=one) for one in sides), earlier=earlier)

    assert [entry.kinds for entry in found.entries if back in entry.new] == [(Kind.REINSTATED,)]


def test_what_differs_is_told_with_each_kind():
    new = demand(
        "schulen", SCHOOLS, addressees=("kommunen", "land"), group="verkehr", tags=("schule",), status=Status.DISPUTED
    )
    changes = report([OLD], [new]).entries[0].changes
    assert changes == (
        Reassigned(
            joined=("kommunen",),
            left=("bund",),
            levels_joined=(Level.MUNICIPAL,),
            levels_left=(Level.FEDERAL,),
            shift=Shift.DOWNWARDS,
        ),
        Moved(old=("bildung",), new=("verkehr",)),
        Renamed(old="ganztagsschulen", new="schulen"),
        Annotated(
            fields=(
                FieldChange(field="status", old=None, new="disputed"),
                FieldChange(field="title", old="Ganztag", new=None),
            )
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("E-Ticket im ganzen Land", "E‑Ticket im ganzen Land!", Weight.EDITORIAL),
        ("das „Bündnis“ fortführen", 'Das "Bündnis" fortführen.', Weight.EDITORIAL),
        ("zu Gunsten der Kinder", "zugunsten der Kinder", Weight.EDITORIAL),
        ("daß Straßen", "dass Strassen", Weight.EDITORIAL),
        ("0,7 % des Haushalts", "0,5 % des Haushalts", Weight.SUBSTANTIVE),
        ("1,5 Mrd. Euro", "15 Mrd. Euro", Weight.SUBSTANTIVE),
        ("um 5 Grad", "um -5 Grad", Weight.SUBSTANTIVE),
        ("10 € je Kind", "10 % je Kind", Weight.SUBSTANTIVE),
        ("Keine Kürzung", "Eine Kürzung", Weight.SUBSTANTIVE),
        ("müssen fördern", "sollen fördern", Weight.SUBSTANTIVE),
    ],
)
def test_only_the_form_is_editorial(old, new, weight):
    reworded = report([demand("a", old)], [demand("a", new)]).entries[0].changes[0]
    assert isinstance(reworded, Reworded)
    assert reworded.weight is weight


def test_a_changed_figure_is_a_signal_with_both_figures():
    old, new = (
        demand("a", "Anteil auf 0,7 % des Haushalts anheben"),
        demand("a", "Anteil auf 0,5 % des Haushalts anheben"),
    )
    (reworded,) = report([old], [new]).entries[0].changes
    assert isinstance(reworded, Reworded)
    assert [(signal.code, signal.direction, signal.old, signal.new) for signal in reworded.signals] == [
        ("amount", "lowered", "0,7 %", "0,5 %")
    ]


def test_the_books_balance_and_say_who_went_where():
    old = [demand("a", f"{SCHOOLS}. {BRIDGES}."), demand("b", LIBRARIES), demand("c", CYCLING), demand("d", MUSIC)]
    new = [
        demand("a1", f"{SCHOOLS}.", succeeds=("a",)),
        demand("a2", f"{BRIDGES}.", succeeds=("a",)),
        demand("b", LIBRARIES, addressees=("eu",)),
        demand("d", MUSIC),
        demand("e", "Freibäder ganzjährig beheizen", succeeds=()),
    ]
    found = report(old, new)
    assert {str(fate): count for fate, count in found.fates.items()} == {
        "unchanged": 1, "changed": 1, "split": 1, "merged": 0, "dropped": 1,
    }  # fmt: skip
    assert {str(origin): count for origin, count in found.origins.items()} == {
        "unchanged": 1, "changed": 1, "split": 2, "merged": 0, "added": 1, "reinstated": 0,
    }  # fmt: skip
    assert found.fates[Fate.DROPPED] == 1


def test_a_renamed_working_group_is_a_change_of_the_frame_and_moves_nobody():
    from dataclasses import replace

    from tests.policies import GROUPS

    old = catalogue(OTHER, OLD)
    renamed = (replace(GROUPS[0], key="schule-und-bildung", name="AG Schule und Bildung"), GROUPS[1])
    demands = [replace(one, group="schule-und-bildung") for one in (OTHER, OLD)]
    found = compare(Version(catalogue=old), Version(catalogue=catalogue(*demands, working_groups=renamed)))
    assert found.kinds[Kind.UNCHANGED] == 2
    assert [(change.kind, change.old, change.new) for change in found.frame] == [
        (FrameKind.GROUP_RENAMED, "AG Bildung", "AG Schule und Bildung")
    ]


def test_one_demand_of_many_that_found_another_place_renames_no_working_group():
    from dataclasses import replace

    from tests.policies import GROUPS

    groups = (replace(GROUPS[0], key="sport", name="AG Sport"), GROUPS[1])
    old = catalogue(OTHER, *(demand(f"alt-{n}", f"{MUSIC} {n}", position=n) for n in range(3)))
    gone = [demand(f"neu-{n}", f"{CYCLING} {n}", group="sport", position=n) for n in range(3)]
    moved = replace(OTHER, group="sport")
    new = catalogue(moved, *gone, working_groups=groups)
    found = compare(Version(catalogue=old), Version(catalogue=new))
    assert found.kinds[Kind.MOVED] == 1
    assert {change.kind for change in found.frame} == {FrameKind.GROUP_ADDED, FrameKind.GROUP_DROPPED}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ([7.2, 51.4], [51.4, 7.2], [("meta.x", [7.2, 51.4], [51.4, 7.2])]),
        ([1, 2], [1, 1, 2], [("meta.x", [1, 2], [1, 1, 2])]),
        (["a", "b"], ["b", "a", "c"], [("meta.x", ["a", "b"], ["b", "a", "c"])]),
        ([[1, 2]], [[2, 1]], [("meta.x", [[1, 2]], [[2, 1]])]),
        (
            {"y": ["a", "b"], "z": 1},
            {"y": ["b", "a"], "z": 2},
            [("meta.x.y", ["a", "b"], ["b", "a"]), ("meta.x.z", 1, 2)],
        ),
        (["a", "b"], ["a", "c"], [("meta.x.1", "b", "c")]),
        (["a"], ["a", "b"], [("meta.x.1", None, "b")]),
        ([{"a": 1}, {"b": 2}], [{"a": 1}, {"b": 3}], [("meta.x.1.b", 2, 3)]),
    ],
)
def test_a_list_of_meta_in_another_order_or_number_is_told_whole(old, new, fields):
    (change,) = report([demand("a", MUSIC, meta={"x": old})], [demand("a", MUSIC, meta={"x": new})]).entries[0].changes
    assert isinstance(change, Annotated)
    assert [(one.field, one.old, one.new) for one in change.fields] == fields


def test_names_in_another_normal_form_are_no_change_of_the_frame():
    def named(name, group):
        addressees = (Addressee(key="x", name=name, level=Level.OTHER),)
        return Version(
            catalogue=catalogue(OTHER, addressees=addressees, working_groups=(WorkingGroup(key="bildung", name=group),))
        )

    found = compare(named("Verbände", "AG Bücher"), named("Verba\u0308nde", "AG  Bu\u0308cher"))
    assert found.is_empty


def test_every_change_of_the_frame_is_told():
    from dataclasses import replace

    from tests.policies import ADDRESSEES, GROUPS

    old = catalogue(OTHER, closing="Wir verständigen uns.", preamble="Vorwort")
    groups = (replace(GROUPS[0], preamble="Bildung ist wichtig."), replace(GROUPS[1], key="wohnen", name="AG Wohnen"))
    registry = (
        *ADDRESSEES[1:3],
        replace(ADDRESSEES[3], name="Städte und Gemeinden", level=Level.REGIONAL),
        replace(ADDRESSEES[0], key="rvr", name="RVR"),
    )
    new = catalogue(OTHER, closing="Wir einigen uns.", working_groups=groups, addressees=registry, language="en")
    found = compare(Version(catalogue=old), Version(catalogue=new)).frame
    assert {change.kind for change in found} == set(FrameKind) - {
        FrameKind.GROUP_RENAMED, FrameKind.PREAMBLE_REWORDED, FrameKind.CLOSING_ADDED, FrameKind.CLOSING_DROPPED,
    }  # fmt: skip
    back = compare(Version(catalogue=new), Version(catalogue=replace(old, closing=None))).frame
    assert FrameKind.CLOSING_DROPPED in {change.kind for change in back}
    assert FrameKind.PREAMBLE_ADDED in {change.kind for change in back}
    reworded = compare(Version(catalogue=old), Version(catalogue=replace(old, preamble="Vorwort neu"))).frame
    assert [change.kind for change in reworded] == [FrameKind.PREAMBLE_REWORDED]


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        ("müssen", "sollen", ["binding-weakened"]),
        ("müssen", "müssen", []),
    ],
)
def test_a_part_that_was_weakened_is_not_hidden_by_one_that_was_not(one, other, rules):
    old = [demand("a", "Krankenhäuser und Pflegeheime müssen Hitzeschutzpläne vorlegen")]
    new = [
        demand("b", f"Krankenhäuser {one} Hitzeschutzpläne vorlegen", succeeds=("a",)),
        demand("c", f"Pflegeheime {other} Hitzeschutzpläne vorlegen", succeeds=("a",)),
    ]
    (entry,) = report(old, new).entries
    (split,) = entry.changes
    assert isinstance(split, Split)

    assert [signal.rule for signal in split.signals] == rules
    assert split.is_substantive == bool(rules)


def test_a_word_put_in_place_of_another_makes_a_split_substantive():
    old = [demand("a", "Eine City-Maut einführen und Einnahmen für Busse verwenden")]
    new = [
        demand("b", "Eine City-Maut einführen", succeeds=("a",)),
        demand("c", "Einnahmen für Straßen verwenden", succeeds=("a",)),
    ]
    (entry,) = report(old, new).entries
    (split,) = entry.changes
    assert isinstance(split, Split)

    assert ([one.text for one in split.dropped], [one.text for one in split.added]) == (["Busse"], ["Straßen"])
    assert split.is_substantive
    assert entry.is_substantive
