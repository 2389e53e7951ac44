"""What all pages of an archive share: what everything is called, and where its page lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from policydiff.core.catalogue import Demand
from policydiff.core.lineage import Chronicle, Node
from policydiff.core.lineage.timelines import Row, Timeline, draw_timeline
from policydiff.render.anchors import address
from policydiff.render.lineage.labels import EditionLabel, EditionTexts, label_editions, texts_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line

# Up to so many editions every two have their report (66 of them). 60 editions would have 1,770, and nobody reads those:
# beyond, neighbours have one, and any other two are compared in the browser.
MOST_EDITIONS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A chronicle with all that its pages need.

    `wordings` are the nodes of every thread, `rows` their lines of the timeline. `pages` give the path of each thread's
    page, `group_pages` and `addressee_pages` those by key. `pairs` are the editions that have a report.
    """

    chronicle: Chronicle
    messages: Messages
    labels: Mapping[str, EditionLabel]
    texts: EditionTexts
    timeline: Timeline
    demands: dict[Node, Demand]
    wordings: Mapping[str, tuple[Node, ...]]
    rows: Mapping[str, Row]
    groups: Mapping[str, str]
    addressees: Mapping[str, str]
    pages: Mapping[str, str]
    group_pages: Mapping[str, str]
    addressee_pages: Mapping[str, str]
    pairs: frozenset[tuple[str, str]]

    @property
    def title(self) -> str:
        """Return what the archive is called: as its latest paper."""
        return line(self.chronicle.latest.title)

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the editions in the order of time."""
        return self.chronicle.editions

    @property
    def is_numbered(self) -> bool:
        """Return whether columns call editions by their number, which must then be explained."""
        return any(label.short == str(label.number) for label in self.labels.values())

    def anchor(self, node: Node) -> str:
        """Return where a demand of one edition stands on its page."""
        return f"e-{self.labels[node.edition].code}"

    def comparison(self, old: str, new: str) -> str:
        """Return the path of the report of two editions; empty where there is none."""
        old_code, new_code = (self.labels[edition].code for edition in (old, new))
        return f"compare/{old_code}--{new_code}.html" if (old, new) in self.pairs else ""


def open_book(chronicle: Chronicle, messages: Messages) -> Book:
    """Return a chronicle with all that its pages need."""
    timeline = draw_timeline(chronicle)
    wordings = chronicle.lineage.wordings()
    groups = {key: line(one.name) for key, one in chronicle.groups().items()}
    groups |= {row.group: line(row.group) for row in timeline.rows if row.group not in groups}
    addressees = {key: line(one.name) for key, one in chronicle.addressees().items()}
    demands = chronicle.demands()
    for demand in demands.values():
        addressees |= {key: line(key) for key in demand.addressees if key not in addressees}
    editions = chronicle.editions
    pairs = combinations(editions, 2) if len(editions) <= MOST_EDITIONS else pairwise(editions)
    return Book(
        chronicle=chronicle,
        messages=messages,
        labels=label_editions(chronicle, messages),
        texts=texts_of(chronicle, messages),
        timeline=timeline,
        demands=demands,
        wordings=wordings,
        rows={row.thread: row for row in timeline.rows},
        groups=groups,
        addressees=addressees,
        pages=_pages("demands", wordings),
        group_pages=_pages("groups", groups),
        addressee_pages=_pages("addressees", addressees),
        pairs=frozenset(pairs),
    )


def _pages(folder: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{folder}/{address(name)}.html" for name in names}
