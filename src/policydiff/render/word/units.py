"""The text of an edition in units: title, preambles, headings, demands and closing text, in the order of its paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.render.messages import Messages
from policydiff.render.safety import paragraphs


class Style(StrEnum):
    """The styles of paragraphs, by the names that Word has for them and shows in the reader's language."""

    TITLE = "Title"
    STATE = "Subtitle"
    HEADING = "Heading 1"
    PROSE = "Body Text"
    DEMAND = "List Bullet"
    POSITION = "List Bullet 2"


# The stretches of a part in the order in which they stand.
SPANS = ("title", "party", "text", "addressees")


class UnitKind(StrEnum):
    """What a unit is; together with its name it is known in its edition."""

    TITLE = "title"
    STATE = "state"
    PREAMBLE = "preamble"
    HEADING = "heading"
    DEMAND = "demand"
    CLOSING_HEADING = "closing-heading"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of a part that is compared by itself, and the white space that sets it off from its neighbours.

    `names` are what a list consists of: in another order it is the same.
    """

    name: str
    text: str
    before: str = ""
    after: str = ""
    is_bold: bool = False
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One paragraph; those of a demand have names, those of a longer text do not."""

    name: str
    style: Style
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What stays or moves as a whole; `name` is the key of a group or the id of a demand."""

    kind: UnitKind
    name: str
    group: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Return how many characters the unit has."""
        return sum(len(span.text) for part in self.parts for span in part.spans)


def list_units(catalogue: Catalogue, messages: Messages) -> tuple[Unit, ...]:
    """Return the whole text of an edition; what the catalogue does not hold is left out."""
    return tuple(_units(catalogue, messages))


def _units(catalogue: Catalogue, messages: Messages) -> Iterator[Unit]:
    yield _unit(UnitKind.TITLE, Style.TITLE, catalogue.title)
    if catalogue.date:
        state = messages.text("redline.state", date=messages.date(catalogue.date))
        yield _unit(UnitKind.STATE, Style.STATE, state)
    if catalogue.preamble:
        yield _prose(UnitKind.PREAMBLE, catalogue.preamble)
    names = {one.key: one.name for one in catalogue.addressees}
    for group, demands in _groups(catalogue):
        heading = f"{group.name}: {group.title}" if group.title else group.name
        yield _unit(UnitKind.HEADING, Style.HEADING, heading, group.key)
        if group.preamble:
            yield _prose(UnitKind.PREAMBLE, group.preamble, group.key)
        for demand in demands:
            asked = [names.get(key, key) for key in demand.addressees]
            yield _demand(demand, asked)
    if catalogue.closing:
        yield _unit(UnitKind.CLOSING_HEADING, Style.HEADING, messages.text("inventory.closing"))
        yield _prose(UnitKind.CLOSING, catalogue.closing)


def _groups(catalogue: Catalogue) -> list[tuple[WorkingGroup, list[Demand]]]:
    """Return the working groups with their demands, groups that nothing describes last."""
    found: dict[str, tuple[WorkingGroup, list[Demand]]] = {one.key: (one, []) for one in catalogue.working_groups}
    for demand in catalogue.demands:
        unknown = WorkingGroup(key=demand.group, name=demand.group)
        found.setdefault(demand.group, (unknown, []))[1].append(demand)
    return list(found.values())


def _unit(kind: UnitKind, style: Style, text: str, group: str = "") -> Unit:
    part = Part(name="", style=style, spans=(Span(name="text", text=text),))
    return Unit(kind=kind, name=group, group=group, parts=(part,))


def _prose(kind: UnitKind, text: str, group: str = "") -> Unit:
    parts = (Part(name="", style=Style.PROSE, spans=(Span(name="text", text=one),)) for one in paragraphs(text))
    return Unit(kind=kind, name=group, group=group, parts=tuple(parts))


def _demand(demand: Demand, asked: Sequence[str]) -> Unit:
    """Return a demand as its paper prints it: text, addressees in brackets, then the wordings of parties."""
    spans = [Span(name="text", text=demand.text)]
    if demand.title:
        spans.insert(0, Span(name="title", text=demand.title, after="\n", is_bold=True))
    if asked:
        spans.append(Span(name="addressees", text=f"({', '.join(asked)})", before=" ", names=frozenset(asked)))
    parts = [Part(name="", style=Style.DEMAND, spans=tuple(spans))]
    for party, wording in demand.positions.items():
        named = Span(name="party", text=f"{party}:", after=" ", is_bold=True)
        parts.append(Part(name=party, style=Style.POSITION, spans=(named, Span(name="text", text=wording))))
    return Unit(kind=UnitKind.DEMAND, name=demand.id, group=demand.group, parts=tuple(parts))
