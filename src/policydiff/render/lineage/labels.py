"""What editions are called: as short as a column's head, as long as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import Version, compare
from policydiff.core.lineage import Chronicle, Node
from policydiff.core.lineage.dates import first_and_last_day
from policydiff.core.lineage.names import Name
from policydiff.render.anchors import Anchors, address
from policydiff.render.messages import Messages
from policydiff.render.rows import Texts
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionLabel:
    """An edition in words: its number from 1, a head for columns, its name, title and date (empty if it has none).

    `short` is the year where every edition has another one, else the date (where there is none, it says so), else the
    number. `code` is its name in addresses: unlike the number it stays when an older paper is taken in.
    """

    number: int
    code: str
    short: str
    name: str
    title: str
    date: str
    commit: str

    @property
    def called(self) -> str:
        """Return the date, else the title."""
        return self.date or self.title

    @property
    def short_commit(self) -> str:
        """Return as much of the commit as a report prints of it."""
        return self.commit[:12]

    @property
    def heading(self) -> str:
        """Return the date and the title behind it."""
        return f"{self.date} · {self.title}" if self.date else self.title

    @property
    def long(self) -> str:
        """Return title and date."""
        return f"{self.title}, {self.date}" if self.date else self.title


def label_editions(chronicle: Chronicle, messages: Messages) -> dict[str, EditionLabel]:
    """Return what every edition is called, in the order of time."""
    shorts = _shorten([catalogue.date or "" for catalogue in chronicle.catalogues().values()], messages)
    return {
        version.catalogue.edition: EditionLabel(
            number=place + 1,
            code=address(version.catalogue.edition),
            short=shorts[place],
            name=line(version.catalogue.edition),
            title=line(version.catalogue.title),
            date=line(messages.date(version.catalogue.date)) if version.catalogue.date else "",
            commit=version.commit or "",
        )
        for place, version in enumerate(chronicle.versions)
    }


def _shorten(dates: Sequence[str], messages: Messages) -> list[str]:
    """Return a name for every edition that no other has."""
    numbers = [str(number) for number in range(1, len(dates) + 1)]
    undated = messages.text("cite.undated").replace(" ", "\N{NO-BREAK SPACE}")
    names = [undated] * len(dates) if dates.count("") == 1 else [f"{undated} {number}" for number in numbers]
    years = [date.split("-")[0] for date in dates]
    for texts in (years, dates) if any(dates) else ():
        found = [text or name for text, name in zip(texts, names, strict=True)]
        if len(set(found)) == len(found):
            return found
    return numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionTexts:
    """What turns demands into words, each with the names that its own edition has for groups and addressees."""

    chronicle: Chronicle
    messages: Messages
    _known: dict[tuple[str, ...], Texts] = field(default_factory=dict)

    def of(self, *editions: str) -> Texts:
        """Return the texts of an edition, or of an older one and a newer one, whose names come first."""
        if editions not in self._known:
            old, new = (Version(catalogue=self._frame(edition)) for edition in (editions[0], editions[-1]))
            texts = Texts(report=compare(old, new), messages=self.messages, anchors=Anchors(taken=frozenset()))
            self._known[editions] = texts
        return self._known[editions]

    def _frame(self, edition: str) -> Catalogue:
        """Return the names of an edition alone."""
        catalogue = self.chronicle.versions[self.chronicle.editions.index(edition)].catalogue
        groups = tuple(replace(group, preamble=None) for group in catalogue.working_groups)
        return replace(catalogue, demands=(), working_groups=groups, preamble=None, closing=None)


def texts_of(chronicle: Chronicle, messages: Messages) -> EditionTexts:
    """Return what turns demands of any edition into words."""
    return EditionTexts(chronicle=chronicle, messages=messages)


def span_of(chronicle: Chronicle, messages: Messages) -> str:
    """Return the years from the first to the last paper (1949–2021), or what is known of them."""
    dated = [first_and_last_day(catalogue.date) for catalogue in chronicle.catalogues().values()]
    first, last = (days[0].year if days else None for days in (dated[0], dated[-1]))
    if first and last:
        return f"{first}–{last}" if first != last else str(first)
    if last:
        return messages.text("timeline.to", year=str(last))
    return messages.text("timeline.from", year=str(first)) if first else ""


def former_names(names: Sequence[Name], labels: Mapping[str, EditionLabel], messages: Messages) -> str:
    """Return what a group or an addressee was called before, each name with the last edition that has it."""
    until = {one.name: one.editions[-1] for one in names if one.name != names[-1].name}
    told = (
        messages.text("timeline.until", name=line(name), edition=labels[last].called) for name, last in until.items()
    )
    return ", ".join(told)


def name_node(node: Node, labels: Mapping[str, EditionLabel]) -> str:
    """Return a demand as a person asks for it: ID@EDITION."""
    return f"{line(node.id)}@{labels[node.edition].name}"
