"""The invented papers in examples/: plainly marked, true to their catalogue, and with every kind of change in them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from policydiff.cli.demo import FOLLOWING, LATEST, REAL, build_repository
from policydiff.cli.import_paper import import_paper
from policydiff.core.changes import Kind, Moved, Reassigned, Reinstated, Reworded
from policydiff.core.levels import Shift
from policydiff.core.report import FrameKind
from policydiff.core.wording import Weight, fold
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
REAL_PAPER = ROOT / "policy" / "papers" / f"{REAL}.txt"
PAPER_2018 = EXAMPLES / "fortschreibung-2018-erfundenes-beispiel.txt"
PAPER_2021 = EXAMPLES / "fortschreibung-2021-erfundenes-beispiel.txt"
FOLDER_2018 = EXAMPLES / "fortschreibung-2018-erfundenes-beispiel"

# What was done by hand in the folder: imported id → id there.
RENAMED = {
    "zentralen-koordinierungsstelle-fluechtlingspolitik": "koordinierungsstelle-fluechtlingspolitik",
    "oeffnung-gvfg-bundesprogramms-sanierung": "gvfg-bundesprogramm-verkehrsinfrastruktur",
}
TRAP = "klaerung-finanzierung-neuen-bundesteilhabegesetz"
FLATS = "investitionsprogramme-bezahlbaren-wohnraum"


def read(folder):
    return read_version(take_folder(folder, str(folder), f"{folder}/")).catalogue


def by_position(catalogue):
    return sorted(catalogue.demands, key=lambda demand: demand.source.position)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Return the catalogues that importing the real paper and then that of 2018 gives, without any handiwork."""
    policy = tmp_path_factory.mktemp("imported") / "policy"
    real = import_paper(REAL_PAPER, policy, edition=REAL)[0].catalogue
    return real, import_paper(PAPER_2018, policy, edition=FOLLOWING)[0].catalogue


@pytest.fixture(scope="module")
def by_hand():
    """Return the catalogue of 2018 as it stands in the folder."""
    return read(FOLDER_2018)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return the demo's repository."""
    return build_repository(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def to_2018(place):
    return compare_versions(place, (REAL, FOLLOWING), whole=True)


@pytest.fixture(scope="module")
def to_2021(place):
    return compare_versions(place, (FOLLOWING, LATEST), whole=True)


@pytest.mark.parametrize("paper", [PAPER_2018, PAPER_2021], ids=lambda paper: paper.stem)
def test_an_invented_paper_says_so_in_its_name_its_title_and_its_first_lines(paper):
    title, date, notice = [fold(block) for block in paper.read_text(encoding="utf-8").split("\n\n")][:3]
    assert paper.name.endswith("-erfundenes-beispiel.txt")
    assert title == f"Fortschreibung des Forderungskatalogs {paper.name[15:19]} – erfundenes Beispiel"
    assert date.startswith("Stand: ")
    assert notice.startswith("Dieses Papier ist erfunden. Das Projekt policydiff hat es geschrieben")


@pytest.mark.parametrize(
    "path", sorted(path for path in EXAMPLES.iterdir() if path.name != "README.md"), ids=lambda path: path.name
)
def test_everything_in_examples_is_called_invented(path):
    assert path.stem.endswith("-erfundenes-beispiel")


def test_the_papers_print_their_title_and_date(to_2018, to_2021):
    sides = [(side.title, side.date) for side in (to_2018.new, to_2021.new)]
    assert sides == [
        ("Fortschreibung des Forderungskatalogs 2018 – erfundenes Beispiel", "2018-03"),
        ("Fortschreibung des Forderungskatalogs 2021 – erfundenes Beispiel", "2021-09"),
    ]


def test_the_folder_is_what_the_import_of_its_paper_gives(imported, by_hand):
    catalogue = imported[1]
    assert by_hand.edition == catalogue.edition == FOLLOWING
    assert by_hand.paper == catalogue.paper
    assert (by_hand.title, by_hand.date, by_hand.language) == (catalogue.title, catalogue.date, catalogue.language)
    assert (by_hand.preamble, by_hand.closing) == (catalogue.preamble, catalogue.closing)
    assert by_hand.working_groups == catalogue.working_groups
    assert by_hand.addressees == tuple(one for one in catalogue.addressees if one.key != "vrr")
    places = [
        [(demand.source, demand.text, demand.addressees, demand.group) for demand in by_position(one)]
        for one in (by_hand, catalogue)
    ]
    assert places[0] == places[1]


def test_the_handiwork_in_the_folder_is_what_the_readme_names_and_nothing_else(imported, by_hand):
    pairs = [
        (before, after)
        for before, after in zip(by_position(imported[1]), by_position(by_hand), strict=True)
        if before != after
    ]
    assert {before.id: after.id for before, after in pairs if before.id != after.id} == {
        **RENAMED,
        "gruendung-interkommunalen-einkaufsverbundes-software": TRAP,
    }
    declared = {after.id: after.succeeds for before, after in pairs if before.succeeds != after.succeeds}
    assert declared == {FLATS: ("investitionsprogramme-schul-wohnraum",)}
    assert {id for before, _ in pairs for id in before.presumed}
    assert not any(demand.presumed for demand in by_hand.demands)
    kept = [(replace(before, presumed=()), after) for before, after in pairs if before.id == after.id]
    annotated = [after for before, after in kept if before != after and after.id != FLATS]
    assert len(annotated) == 3
    assert all(demand.note and demand.tags for demand in annotated)
    disputed = [demand for demand in annotated if demand.positions]
    assert [set(demand.positions) for demand in disputed] == [{"Fraktion A", "Fraktion B"}] * 2
    assert all("erfunden" in (demand.note or "") for demand in disputed)


def test_the_folder_holds_no_paper():
    assert not list(FOLDER_2018.rglob("*.txt"))


def test_unchanged_demands_carry_the_ids_of_the_real_catalogue(imported, by_hand):
    ids = {demand.text: demand.id for demand in imported[0].demands}
    kept = [demand for demand in by_hand.demands if demand.text in ids]
    assert len(kept) >= 35
    assert {ids[demand.text]: demand.id for demand in kept if ids[demand.text] != demand.id} == RENAMED


def test_the_example_has_at_least_two_of_every_kind(to_2018, to_2021):
    counts = Counter(to_2018.kinds)
    assert {kind: counts[kind] for kind in Kind if counts[kind] < 2} == {Kind.REINSTATED: 0}
    assert to_2021.kinds[Kind.REINSTATED] == 2


@pytest.mark.parametrize("weight", list(Weight))
def test_the_example_has_at_least_two_rewordings_of_each_weight(to_2018, weight):
    reworded = [change for entry in to_2018.entries for change in entry.changes if isinstance(change, Reworded)]
    assert sum(change.weight is weight for change in reworded) >= 2


STORY = {
    "mittel-entwicklungshilfe-bundeshaushalts": {Kind.REWORDED},  # one figure
    "ruhrgebiet-rahmen-projektes-klimametropoleruhr": {Kind.REWORDED, Kind.ANNOTATED},  # soll → prüfen
    "keine-reduzierung-verbundquote-staerkere-gewichtung": {
        Kind.REWORDED,
        Kind.ANNOTATED,
    },  # keine Reduzierung → Reduzierung
    "zuverlaessigen-fahrplan-energiewende": {Kind.REWORDED},  # a deadline
    "flaechendeckende-breitbandausstattung-ruhrgebiets": {Kind.REASSIGNED, Kind.REWORDED},
    "metropole-ruhr-pilotcluster-logistik-entwickeln": {Kind.REWORDED},  # quotes
    "bundesweites-sonderprogramm-gewerblichen-foerderung": {Kind.REWORDED},  # a hyphen
    "kompetenzzentrums-traumatisierung-foltererfahrung": {Kind.REWORDED},  # quotes
    "fraunhofer-instituts-dezentrale-energiegewinnung": {Kind.REASSIGNED},  # Bund → Land
    "unterstuetzung-kreativ-quartieren": {Kind.REASSIGNED},  # + Kommunen
    "technikunterstuetzes-wohnen-digitales-aal-altersgerechte": {Kind.MOVED},
    "kommunalinvestitionsprogramm-finanzschwache-kommunen": {Kind.MOVED},
    "teil-betroffenen-menschen-absehbar-keine": {Kind.ANNOTATED},
    "investitionsprogramme-schul-wohnraum": {Kind.SPLIT, Kind.MOVED},
    "nutzbarmachung-freigewordenen-flaechen-montanindustrie": {Kind.SPLIT, Kind.REASSIGNED},
    "gebuehren-anerkennung-ausland-erworbenen": {Kind.MERGED},
    "bessere-vernetzung-hochschulen-wirtschaft": {Kind.MERGED, Kind.REASSIGNED},
    "schulpsychologischen-beratung": {Kind.DROPPED},
    TRAP: {Kind.DROPPED},
    **{old: {Kind.RENAMED} for old in RENAMED},
}


@pytest.mark.parametrize(("id", "kinds"), STORY.items(), ids=list(STORY))
def test_the_example_tells_its_story(to_2018, id, kinds):
    entry = next(entry for entry in to_2018.entries if id in [demand.id for demand in entry.old])
    assert set(entry.kinds) == kinds


def test_one_demand_goes_from_the_bund_to_the_land_and_one_to_the_kommunen_as_well(to_2018):
    changes = [change for entry in to_2018.entries for change in entry.changes if isinstance(change, Reassigned)]
    told = {(change.joined, change.left, change.shift) for change in changes}
    assert {(("land",), ("bund",), Shift.DOWNWARDS), (("kommunen",), (), Shift.WIDENED)} <= told


def test_two_demands_trade_their_working_group_and_nothing_else(to_2018):
    moves = [entry.changes[0] for entry in to_2018.entries if entry.kinds == (Kind.MOVED,)]
    assert moves == [
        Moved(old=("wirtschaft-digitalisierung",), new=("wohnen",)),
        Moved(old=("verkehr",), new=("kommunalfinanzen",)),
    ]


def test_a_lowered_amount_is_signalled(to_2018):
    signals = [
        signal
        for entry in to_2018.entries
        for change in entry.changes
        if isinstance(change, Reworded)
        for signal in change.signals
    ]
    assert [(signal.rule, signal.old, signal.new) for signal in signals if "0,7" in signal.old] == [
        ("amount-lowered", "0,7 %", "0,5 %")
    ]


def test_the_id_trap_raises_the_alarm(to_2018):
    (alarm,) = to_2018.alarms
    assert (alarm.code, alarm.old.id, alarm.new.id) == ("id-reused", TRAP, TRAP)
    assert alarm.new.text.startswith("Gründung eines interkommunalen Einkaufsverbundes")


def test_a_demand_rewritten_beyond_recognition_is_asked_about(to_2018):
    (question,) = to_2018.questions
    assert [demand.text for demand in question.old] == [
        "Individuelles Coaching für Arbeitslose mit multiplen Vermittlungshemmnissen"
    ]
    assert [demand.text for demand in question.new] == [
        "Coaching, das Arbeitslose auch nach einer Vermittlung noch begleitet"
    ]


def test_the_frame_changes_too(to_2018):
    changes = {(change.kind, change.key) for change in to_2018.frame}
    assert changes >= {
        (FrameKind.GROUP_ADDED, "wohnen"),
        (FrameKind.GROUP_RENAMED, "verkehr"),
        (FrameKind.PREAMBLE_REWORDED, "migration"),
        (FrameKind.CLOSING_REWORDED, ""),
        (FrameKind.ADDRESSEE_ADDED, "verkehrsunternehmen"),
        (FrameKind.ADDRESSEE_DROPPED, "vrr"),
    }


def test_two_demands_dropped_in_2018_are_back_in_2021_one_of_them_word_for_word(to_2021):
    back = [
        (fold(change.text) == fold(entry.new[0].text), change.id)
        for entry in to_2021.entries
        for change in entry.changes
        if isinstance(change, Reinstated)
    ]
    assert back == [(True, "schulpsychologischen-beratung"), (False, "car-infrastructure-technologien-metropole-ruhr")]


def test_2021_changes_little_else(to_2021):
    kinds = {kind: count for kind, count in to_2021.kinds.items() if count and kind is not Kind.UNCHANGED}
    assert kinds == {Kind.DROPPED: 1, Kind.REASSIGNED: 1, Kind.REWORDED: 1, Kind.REINSTATED: 2}
