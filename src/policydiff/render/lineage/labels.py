"""What editions are called: as short as a column's head, as long as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import Version, compare
from policydiff.core.lineage import Chronicle, Node
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.rows import Texts
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionLabel:
    """An edition in words: its number from 1, a head for columns, its name, title and date (empty if it has none).

    `short` is the year where every edition has another one, else the date, else the number.
    """

    number: int
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
    def heading(self) -> str:
        """Return the date and the title behind it."""
        return f"{self.date} · {self.title}" if self.date else self.title

    @property
    def long(self) -> str:
        """Return title and date."""
        return f"{self.title}, {self.date}" if self.date else self.title


def label_editions(chronicle: Chronicle, messages: Messages) -> dict[str, EditionLabel]:
    """Return what every edition is called, in the order of time."""
    dates = [catalogue.date or "" for catalogue in chronicle.catalogues().values()]
    years = [date.split("-")[0] for date in dates]
    numbers = [str(number) for number in range(1, len(dates) + 1)]
    shorts = next(texts for texts in (years, dates, numbers) if all(texts) and len(set(texts)) == len(texts))
    return {
        version.catalogue.edition: EditionLabel(
            number=place + 1,
            short=shorts[place],
            name=line(version.catalogue.edition),
            title=line(version.catalogue.title),
            date=line(messages.date(version.catalogue.date)) if version.catalogue.date else "",
            commit=version.commit or "",
        )
        for place, version in enumerate(chronicle.versions)
    }


def texts_of(chronicle: Chronicle, messages: Messages) -> Texts:
    """Return what turns demands of any edition into words; names are those of the latest edition that has them."""
    latest = chronicle.latest
    frame = Catalogue(
        edition=latest.edition,
        title=latest.title,
        language=latest.language,
        addressees=tuple(chronicle.addressees().values()),
        working_groups=tuple(chronicle.groups().values()),
    )
    report = compare(Version(catalogue=frame), Version(catalogue=frame))
    return Texts(report=report, messages=messages, anchors=Anchors(taken=frozenset()))


def name_node(node: Node, labels: Mapping[str, EditionLabel]) -> str:
    """Return a demand as a person asks for it: ID@EDITION."""
    return f"{line(node.id)}@{labels[node.edition].name}"
