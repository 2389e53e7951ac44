"""What holds for the lineage of any editions."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Kind, derive_changes
from policydiff.core.comparison import compare
from policydiff.core.lineage import Lineage, LinkKind, Node, trace
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.histories import find_presence
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.statistics import End, count, list_lives
from policydiff.core.lineage.timelines import Sign, draw_timeline
from policydiff.core.report import Origin
from policydiff.core.wording import fold
from tests.core.lineage.chains import chronicle, lineage, versions

WORDS = ("Ausbau", "Radweg", "Schule", "Kita", "Bund", "prüfen", "fördern", "Brücke", "sanieren", "Wohnraum", "nicht")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
IDS = [f"d{number}" for number in range(8)]


@st.composite
def demands(draw: st.DrawFn) -> list[Demand]:
    texts = draw(st.lists(TEXTS, max_size=6))
    ids = draw(st.permutations(IDS))
    return [
        Demand(
            id=id,
            group=draw(st.sampled_from(["bildung", "verkehr"])),
            text=text,
            addressees=draw(st.sampled_from([(), ("bund",), ("land", "bund")])),
            succeeds=draw(st.sampled_from([None, None, None, (), ("d1",), ("d2", "d3")])),
        )
        for id, text in zip(ids, texts, strict=False)
    ]


YEARS = ["2001", "2002", "2003", "2004", "2005"]
EDITIONS = st.lists(demands(), min_size=1, max_size=5).map(lambda found: list(zip(YEARS, found, strict=False)))
MANY = settings(deadline=None, max_examples=60)


def walk_forward(found: Lineage) -> set[object]:
    """Follow every chain from where it begins."""
    seen: set[object] = set()
    waiting = [node for node in found.threads if not found.before(node)]
    while waiting:
        for link in found.next_of(waiting.pop()):
            if link not in seen:
                seen.add(link)
                waiting.append(link.new)
    return seen


def walk_backward(found: Lineage) -> set[object]:
    """Follow every chain from where it ends."""
    seen: set[object] = set()
    waiting = [node for node in found.threads if not found.next_of(node)]
    while waiting:
        for link in found.before(waiting.pop()):
            if link not in seen:
                seen.add(link)
                waiting.append(link.old)
    return seen


@MANY
@given(EDITIONS)
def test_following_every_chain_forward_and_backward_gives_the_same_graph(editions):
    found = lineage(editions)

    assert walk_forward(found) == walk_backward(found) == set(found.links)


@MANY
@given(EDITIONS)
def test_every_demand_is_in_one_thread_and_a_thread_has_one_wording_an_edition(editions):
    found = lineage(editions)
    nodes = {Node(edition, one.id) for edition, demands in editions for one in demands}

    assert found.threads.keys() == nodes
    for wordings in found.wordings().values():
        assert len({node.edition for node in wordings}) == len(wordings)
    for ends in (
        Counter(link.old for link in found.links if link.continued),
        Counter(link.new for link in found.links if link.continued),
    ):
        assert all(times == 1 for times in ends.values())


@MANY
@given(EDITIONS)
def test_the_books_of_every_edition_balance(editions):
    told = chronicle(editions)
    books = count(told).books

    for place, one in enumerate(books):
        assert sum(one.origins.values()) == one.demands
        if place < len(books) - 1 and one.demands:
            assert sum(one.fates.values()) == one.demands
    assert books[-1].surviving == books[-1].demands


@settings(deadline=None, max_examples=200)
@given(demands(), demands())
def test_the_books_of_two_editions_are_those_of_their_report(old, new):
    told = chronicle([(YEARS[0], old), (YEARS[1], new)])
    first, last = count(told).books
    report = compare(*told.versions)

    assert first.fates == (report.fates if old else {})
    assert last.origins == report.origins


@MANY
@given(EDITIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_editions_are_given_changes_nothing(editions, dice):
    given_versions = versions(editions)
    expected = trace(given_versions)
    dice.shuffle(given_versions)

    assert trace(given_versions) == expected


@MANY
@given(demands(), st.integers(min_value=1, max_value=3))
def test_a_gap_closes(there, gap):
    undeclared = [Demand(id=one.id, group=one.group, text=one.text, addressees=one.addressees) for one in there]
    other = Demand(id="bleibt", group="bildung", text="Sternwarten öffnen und Planetarien erhalten")
    empty = [(year, [other]) for year in YEARS[1 : gap + 1]]
    found = lineage([(YEARS[0], [*undeclared, other]), *empty, (YEARS[4], [*undeclared, other])])

    back = {link.old.id: link for link in found.links if link.kind is LinkKind.REINSTATED}
    assert {id: link.new.id for id, link in back.items()} == {one.id: one.id for one in undeclared}
    assert all(len(nodes) == 2 for thread, nodes in found.wordings().items() if thread != "bleibt")


@MANY
@given(EDITIONS)
def test_a_timeline_has_a_demand_where_its_edition_has_it(editions):
    told = chronicle(editions)
    table = draw_timeline(told)
    nodes = [cell.node for row in table.rows for cell in row.cells if cell.node]

    assert sorted(nodes) == sorted(told.lineage.threads)
    for row in table.rows:
        assert [cell.sign in (Sign.PASSED_ON, Sign.DROPPED, Sign.ABSENT) for cell in row.cells] == [
            cell.node is None for cell in row.cells
        ]


@MANY
@given(EDITIONS)
def test_a_timeline_calls_unchanged_what_the_books_call_unchanged(editions):
    told = chronicle(editions)
    rows = draw_timeline(told).rows

    for place, books in enumerate(count(told).books[1:], start=1):
        kept = sum(row.cells[place].sign is Sign.KEPT for row in rows)
        assert kept == books.origins[Origin.UNCHANGED]


@MANY
@given(EDITIONS)
def test_all_wordings_of_a_demand_are_found_from_each_of_them(editions):
    found = lineage(editions)

    for nodes in found.wordings().values():
        assert {found.wordings_of(node) for node in nodes} == {nodes}


@MANY
@given(EDITIONS)
def test_a_demand_is_itself_where_the_timeline_has_it(editions):
    told = chronicle(editions)
    table = {row.thread: row.cells for row in draw_timeline(told).rows}

    for node, thread in told.lineage.threads.items():
        found = find_presence(told.lineage, node)
        assert found.own == tuple(cell.node.edition for cell in table[thread] if cell.node)


@MANY
@given(EDITIONS)
def test_the_words_of_a_blamed_text_are_the_text_and_come_from_its_ancestors(editions):
    told = chronicle(editions)
    for node, one in told.demands().items():
        found = blame(told, node)
        assert "".join(passage.text for passage in found.passages) == fold(one.text)
        assert all(
            told.editions.index(passage.origin.edition) <= told.editions.index(node.edition)
            for passage in found.passages
        )


@MANY
@given(EDITIONS)
def test_every_life_ends_or_goes_on(editions):
    told = chronicle(editions)
    lives = list_lives(told)

    assert len(lives) == len(told.lineage.wordings())
    last = {told.lineage.threads[Node(told.editions[-1], id)] for id in told.lineage.nodes[told.editions[-1]]}
    assert {life.thread for life in lives if life.end is End.ONGOING} == last
    assert all(1 <= life.editions <= life.span for life in lives)


@MANY
@given(demands(), demands())
def test_kinds_are_those_that_the_changes_of_a_report_have(old, new):
    told = chronicle([("2001", old), ("2002", new)])
    context = told.context("2001", "2002")
    for one in old:
        for other in new:
            kinds = {change.kind for change in derive_changes([one], [other], context)}
            assert set(kinds_between(one, other, context.groups)) == kinds
            assert Kind.UNCHANGED not in kinds
