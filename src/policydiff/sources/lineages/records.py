"""What is kept of editions and their links, as plain JSON; whatever does not fit what is known counts as not kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, Status, WorkingGroup
from policydiff.core.lineage import Link, LinkKind, Node, Step
from policydiff.core.matching import Grade, Reason

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")

_GRADES = {str(one): one for one in Grade}
_REASONS = {str(one): one for one in Reason}
_KINDS = {str(one): one for one in LinkKind}


def _or_none(read: Callable[_Given, _Found | None]) -> Callable[_Given, _Found | None]:
    """Return a function that gives None for a record that is not what it should be."""

    @wraps(read)
    def tolerant(*given: _Given.args, **named: _Given.kwargs) -> _Found | None:
        try:
            return read(*given, **named)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return None

    return tolerant


@dataclass(kw_only=True, slots=True)
class KeptCatalogue:
    """A catalogue as it is kept, of which demands are made when they are asked for."""

    record: Mapping[str, Any]
    catalogue: Catalogue
    _nodes: dict[str, Node] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all demands in their order."""
        return tuple(row[0] for row in self.record["demands"])

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Return the nodes of all demands by id: one object for each, however many links meet there."""
        if not self._nodes:
            edition = self.catalogue.edition
            self._nodes = {row[0]: Node(edition, row[0]) for row in self.record["demands"]}
        return self._nodes

    def places(self) -> list[tuple[str, str]]:
        """Return the group and id of all demands."""
        return [(row[1], row[0]) for row in self.record["demands"]]

    def whole(self) -> Catalogue:
        """Return the catalogue with all its demands."""
        if not self.catalogue.demands:
            self.catalogue = replace(self.catalogue, demands=tuple(map(_demand, self.record["demands"])))
        return self.catalogue

    def some(self, wanted: Collection[str]) -> Catalogue:
        """Return the catalogue with some demands."""
        rows = [row for row in self.record["demands"] if row[0] in wanted]
        return replace(self.catalogue, demands=tuple(map(_demand, rows)))


def record_of_catalogue(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue as plain JSON."""
    return {
        "cover": {
            name: getattr(catalogue, name)
            for name in ("edition", "title", "language", "date", "paper", "preamble", "closing")
        },
        "addressees": [[one.key, one.name, str(one.level)] for one in catalogue.addressees],
        "groups": [asdict(one) for one in catalogue.working_groups],
        "demands": [_row(one) for one in catalogue.demands],
    }


@_or_none
def open_catalogue(record: Any, edition: str) -> KeptCatalogue | None:
    """Return a kept catalogue; None where it is none of this edition."""
    if record is None or record["cover"]["edition"] != edition:
        return None
    for row in record["demands"]:
        if len(row) != _COLUMNS or not isinstance(row[0], str) or not isinstance(row[2], str):
            return None
    catalogue = Catalogue(
        **record["cover"],
        addressees=tuple(
            Addressee(key=key, name=name, level=Level(level)) for key, name, level in record["addressees"]
        ),
        working_groups=tuple(WorkingGroup(**one) for one in record["groups"]),
    )
    return KeptCatalogue(record=record, catalogue=catalogue)


def record_of_step(step: Step) -> dict[str, Any]:
    """Return the links between two editions as plain JSON; those that say the least in the shortest form."""
    same = [link.new.id for link in step.links if _is_plain(link)]
    return {
        "same": same,
        "links": [_link_row(link) for link in step.links if not _is_plain(link)],
        "questions": [_link_row(link) for link in step.questions],
        "groups": dict(step.groups),
    }


@_or_none
def open_step(record: Any, old: KeptCatalogue, new: KeptCatalogue) -> Step | None:
    """Return kept links between two editions; None where they name demands that are not there."""
    if record is None:
        return None
    before, after = old.nodes, new.nodes  # an id that is not there raises KeyError
    said = LinkKind.SAME, Grade.CERTAIN, Reason.SAME_ID, 1.0, True
    plain = [Link(before[id], after[id], *said) for id in record["same"]]
    links = [_link(row) for row in record["links"]]
    questions = [_link(row) for row in record["questions"]]
    for link in (*links, *questions):
        if before[link.old.id] != link.old or after[link.new.id] != link.new:
            return None
    return Step(links=(*plain, *links), questions=tuple(questions), groups=dict(record["groups"]))


def record_of_links(links: Collection[Link]) -> dict[str, Any]:
    """Return links over a gap as plain JSON."""
    return {"back": [_link_row(link) for link in links]}


@_or_none
def links_of(record: Any, old: Collection[Node], new: Collection[Node]) -> tuple[Link, ...] | None:
    """Return kept links; None where they name demands that are not among the old and new ones."""
    if record is None:
        return None
    links = tuple(_link(row) for row in record["back"])
    return links if all(link.old in old and link.new in new for link in links) else None


def _is_plain(link: Link) -> bool:
    said = link.kind, link.grade, link.reason, link.score
    return said == (LinkKind.SAME, Grade.CERTAIN, Reason.SAME_ID, 1.0) and link.continued


def _link_row(link: Link) -> list[Any]:
    said = [str(link.kind), str(link.grade), str(link.reason), link.score, link.continued]
    return [*link.old, *link.new, *said]


def _link(row: Any) -> Link:
    old_edition, old_id, new_edition, new_id, kind, grade, reason, score, continued = row
    nodes = Node(old_edition, old_id), Node(new_edition, new_id)
    return Link(*nodes, _KINDS[kind], _GRADES[grade], _REASONS[reason], float(score), bool(continued))


def _row(demand: Demand) -> list[Any]:
    source = demand.source
    return [
        demand.id,
        demand.group,
        demand.text,
        demand.addressees,
        demand.title,
        [source.position, source.page, source.line, source.number],
        demand.succeeds,
        demand.presumed,
        demand.said_of,
        demand.status and str(demand.status),
        dict(demand.positions),
        demand.tags,
        demand.note,
        dict(demand.meta),
    ]


_COLUMNS = 14


def _demand(row: Any) -> Demand:
    id, group, text, addressees, title, place, succeeds, presumed, said_of, status, positions, tags, note, meta = row
    return Demand(
        id=id,
        group=group,
        text=text,
        addressees=tuple(addressees),
        title=title,
        source=Source(position=place[0], page=place[1], line=place[2], number=place[3]),
        succeeds=None if succeeds is None else tuple(succeeds),
        presumed=tuple(presumed),
        said_of=said_of,
        status=Status(status) if status else None,
        positions=positions,
        tags=tuple(tags),
        note=note,
        meta=meta,
    )
