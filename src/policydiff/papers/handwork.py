"""What people entered in a catalogue: what its paper, read again, does not say.

An import keeps it where neither paper says anything, and tells what of it the next edition no longer holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.core.annotations import list_annotations
from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.core.wording import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """One thing that people entered: the field, and the demand's id or the working group's key; empty for the cover.

    The field is a key of a file, `group` where they put a demand into another folder, `demand` where they made it.
    """

    field: str
    place: str = ""
    is_demand: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Print:
    """A paper read again; `catalogue` is None where it cannot be read, and then nobody knows what people entered."""

    catalogue: Catalogue | None
    at_line: Mapping[int, Demand]
    in_words: Mapping[str, Demand]

    def find(self, demand: Demand) -> Demand | None:
        """Return what the paper prints for a demand of its edition: in its words, else at its line.

        Of several in the same words it is the one at its line.
        """
        at_line = self.at_line.get(demand.source.line or 0)
        if at_line and fold(at_line.text) == fold(demand.text):
            return at_line
        return self.in_words.get(fold(demand.text)) or at_line


def hold(catalogue: Catalogue | None) -> Print:
    """Return a paper that was read again, so that its demands can be looked up."""
    demands = catalogue.demands if catalogue else ()
    return Print(
        catalogue=catalogue,
        at_line={one.source.line: one for one in demands if one.source.line},
        in_words={fold(one.text): one for one in demands},
    )


def keep_addressees(new: Demand, olds: Iterable[Demand], paper: Print, known: Sequence[str]) -> Demand:
    """Return a demand with the addressees of those it continues, where neither paper names any: people entered them.

    Every part of a split gets them, and what was merged those of all.
    """
    if new.addressees:
        return new
    entered = [key for old in olds if not _addressees(paper.find(old)) for key in old.addressees if key in known]
    return replace(new, addressees=tuple(dict.fromkeys(entered)))


def keep_frame(new: Catalogue, old: Catalogue, paper: Print) -> Catalogue:
    """Return a catalogue with the titles, preambles and closing of the old one that neither paper prints."""
    before = {one.key: one for one in old.working_groups}
    printed = {one.key: one for one in paper.catalogue.working_groups} if paper.catalogue else {}
    nothing = WorkingGroup(key="", name="")
    groups = []
    for group in new.working_groups:
        was, read = before.get(group.key, nothing), printed.get(group.key, nothing)
        title = _keep(group.title, was.title, read.title)
        groups.append(replace(group, title=title, preamble=_keep(group.preamble, was.preamble, read.preamble)))
    cover = paper.catalogue or replace(old, preamble=None, closing=None)
    return replace(
        new,
        working_groups=tuple(groups),
        preamble=_keep(new.preamble, old.preamble, cover.preamble),
        closing=_keep(new.closing, old.closing, cover.closing),
    )


def find_kept(printed: Catalogue, demands: Mapping[str, Demand], new: Catalogue) -> Iterator[Entered]:
    """Yield what a new catalogue says and its paper does not; `demands` are its demands by their ids in `printed`."""
    for demand in printed.demands:
        if demands[demand.id].addressees and not demand.addressees:
            yield Entered(field="addressees", place=demands[demand.id].id)
    for before, after in zip(_frame(printed), _frame(new), strict=True):
        yield from (_framed(before.key, key) for key, text in after.texts.items() if text and not before.texts[key])


def find_lost(old: Catalogue, paper: Print, new: Catalogue, heirs: Mapping[str, Sequence[Demand]]) -> Iterator[Entered]:
    """Yield what people entered in an old catalogue and the new one no longer holds; `heirs` continue an old id.

    Of a demand that is dropped these are its annotations alone, the rest is told with it. Where the old paper cannot be
    read, nobody knows who wrote texts and names.
    """
    for demand in old.demands:
        now, printed = heirs.get(demand.id, ()), paper.find(demand)
        is_made = bool(paper.catalogue) and printed is None
        if is_made and not _says_on(demand, now):
            yield Entered(field="demand", place=demand.id)
        if printed and now:
            yield from (Entered(field=field, place=demand.id) for field in _lost_reading(demand, printed, now))
        if now or not is_made:
            yield from (Entered(field=field, place=demand.id) for field in _lost_annotations(demand, now))
    if paper.catalogue:
        yield from _lost_frame(old, paper.catalogue, new)


def _lost_reading(demand: Demand, printed: Demand, now: Sequence[Demand]) -> Iterator[str]:
    """Yield what of a demand's words, folder, addressees and page people put otherwise than the paper, and went."""
    if not _says_on(demand, [printed, *now]):
        yield "text"
    if demand.group != printed.group and all(one.group != demand.group for one in now):
        yield "group"
    joined, left = set(demand.addressees) - set(printed.addressees), set(printed.addressees) - set(demand.addressees)
    if not any(joined <= set(one.addressees) and left.isdisjoint(one.addressees) for one in now):
        yield "addressees"
    if demand.source.page != printed.source.page and not any(one.source.page for one in now):
        yield "page"


def _lost_annotations(demand: Demand, now: Sequence[Demand]) -> Iterator[str]:
    said = [list_annotations(one) for one in now]
    yield from (key for key, value in list_annotations(demand).items() if all(one.get(key) != value for one in said))


def _lost_frame(old: Catalogue, printed: Catalogue, new: Catalogue) -> Iterator[Entered]:
    before, after = ({part.key: part.texts for part in _frame(one)} for one in (printed, new))
    for part in _frame(old):
        for field, text in part.texts.items():
            if text and all(text != one.get(part.key, {}).get(field) for one in (before, after)):
                yield _framed(part.key, field)


def _says_on(demand: Demand, others: Iterable[Demand]) -> bool:
    """Return whether one of the others has a demand's text."""
    return any(fold(one.text) == fold(demand.text) for one in others)


def _addressees(printed: Demand | None) -> tuple[str, ...]:
    return printed.addressees if printed else ()


def _keep(new: str | None, old: str | None, printed: str | None) -> str | None:
    return new if new or printed else old


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of the frame: the working group's key, empty for the cover, and its texts."""

    key: str
    texts: Mapping[str, str]


def _frame(catalogue: Catalogue) -> Iterator[_Part]:
    yield _Part(key="", texts=_folded(preamble=catalogue.preamble, closing=catalogue.closing))
    for one in catalogue.working_groups:
        yield _Part(key=one.key, texts=_folded(name=one.name, title=one.title, preamble=one.preamble))


def _folded(**texts: str | None) -> dict[str, str]:
    return {key: fold(text or "") for key, text in texts.items()}


def _framed(group: str, field: str) -> Entered:
    return Entered(field=field, place=group, is_demand=False)
