"""What all pages of an archive share: what everything is called, and where its page lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from policydiff.core.catalogue import Demand
from policydiff.core.lineage import Chronicle, Node
from policydiff.core.lineage.names import Name, trace_addressees
from policydiff.core.lineage.timelines import Row, Timeline, draw_timeline
from policydiff.render.anchors import address
from policydiff.render.lineage.labels import (
    EditionLabel,
    EditionTexts,
    former_names,
    label_editions,
    span_of,
    texts_of,
)
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.safety import line

# Up to so many editions every two have their report (66 of them). 60 editions would have 1,770, and nobody reads those:
# beyond, neighbours have one, and any other two are compared in the browser.
MOST_EDITIONS = 12
# So many signs of a demand are shown behind its id.
_RECOGNISED = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A chronicle with all that its pages need.

    `wordings` are the nodes of every thread, `rows` their lines of the timeline. `group_of` gives for every node the
    key that its working group had last, by which `groups` name it; `former_groups` give that key for those it had
    before. `addressee_names` are what each was called through time. `pages` give the path of each thread's page,
    `group_pages` and `addressee_pages` those by key, `former_pages` those of former keys. `pairs` are the editions that
    have a report.
    """

    chronicle: Chronicle
    messages: Messages
    labels: Mapping[str, EditionLabel]
    texts: EditionTexts
    timeline: Timeline
    demands: dict[Node, Demand]
    wordings: Mapping[str, tuple[Node, ...]]
    rows: Mapping[str, Row]
    group_of: Mapping[Node, str]
    groups: Mapping[str, str]
    former_groups: Mapping[str, str]
    addressees: Mapping[str, str]
    addressee_names: Mapping[str, tuple[Name, ...]]
    pages: Mapping[str, str]
    group_pages: Mapping[str, str]
    addressee_pages: Mapping[str, str]
    former_pages: Mapping[str, str]
    pairs: frozenset[tuple[str, str]]

    @property
    def archive(self) -> str:
        """Return what the archive is called, with the years of its papers."""
        return f"{self.messages.text('site.archive')} {span_of(self.chronicle, self.messages)}".strip()

    @property
    def title(self) -> str:
        """Return what the archive is called, with the title of its latest paper."""
        return f"{self.archive}: {line(self.chronicle.latest.title)}"

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the editions in the order of time."""
        return self.chronicle.editions

    def anchor(self, node: Node) -> str:
        """Return where a demand of one edition stands on its page."""
        return f"e-{self.labels[node.edition].code}"

    def place(self, node: Node) -> str:
        """Return the path of a demand's page, with the place of one edition on it."""
        return f"{self.pages[self.chronicle.lineage.threads[node]]}#{self.anchor(node)}"

    def call(self, node: Node) -> str:
        """Return by what a demand is recognised in a sentence: its title, else the beginning of its text."""
        demand = self.demands[node]
        return beginning(line(demand.title or demand.text), _RECOGNISED)

    def is_same(self, one: Node, other: Node) -> bool:
        """Return whether two nodes are the same demand."""
        threads = self.chronicle.lineage.threads
        return threads[one] == threads[other]

    def span(self, editions: Iterable[str]) -> str:
        """Return which editions these are, as columns call them, those that follow each other as one: 1–3, 5."""
        numbers = sorted(self.labels[edition].number for edition in editions)
        shorts = [label.short for label in self.labels.values()]
        dash = " – " if any("-" in short for short in shorts) else "–"
        told = []
        for _, held in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
            run = [shorts[number - 1] for _, number in held]
            told.append(run[0] if len(run) == 1 else f"{run[0]}{dash}{run[-1]}")
        return ", ".join(told)

    def formerly(self, names: Iterable[Name]) -> str:
        """Return what a working group or an addressee was called before; empty where it kept its name."""
        held = tuple(names)
        former = former_names(held, self.labels, self.messages) if held else ""
        return self.messages.text("timeline.formerly", names=former) if former else ""

    def comparison(self, old: str, new: str) -> str:
        """Return the path of the report of two editions; empty where there is none."""
        old_code, new_code = (self.labels[edition].code for edition in (old, new))
        return f"compare/{old_code}--{new_code}.html" if (old, new) in self.pairs else ""


def open_book(chronicle: Chronicle, messages: Messages) -> Book:
    """Return a chronicle with all that its pages need."""
    timeline = draw_timeline(chronicle)
    wordings = chronicle.lineage.wordings()
    demands, last = chronicle.demands(), chronicle.last_groups()
    group_of = {node: last[node.edition].get(demand.group, demand.group) for node, demand in demands.items()}
    groups = {key: line(one.name) for key, one in chronicle.groups().items() if key in timeline.groups}
    groups |= {key: line(key) for key in dict.fromkeys(group_of.values()) if key not in groups}
    former = _former(timeline.groups, groups)
    addressees = {key: line(one.name) for key, one in chronicle.addressees().items()}
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
        group_of=group_of,
        groups=groups,
        former_groups=former,
        addressees=addressees,
        addressee_names=trace_addressees(chronicle),
        pages=_pages("demands", wordings),
        group_pages=_pages("groups", groups),
        addressee_pages=_pages("addressees", addressees),
        former_pages=_pages("groups", former),
        pairs=frozenset(pairs),
    )


def _former(names: Mapping[str, Iterable[Name]], groups: Mapping[str, str]) -> dict[str, str]:
    """Return the last keys of working groups by those that they had before, where no other group has them now."""
    return {one.key: key for key, held in names.items() for one in held if one.key not in groups}


def _pages(folder: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{folder}/{address(name)}.html" for name in names}
