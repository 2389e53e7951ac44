"""The blocks of one section as demands and preamble: sub-items, further paragraphs, addressee lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from policydiff.papers.addressees import ends_with_addressees
from policydiff.papers.blocks import Block, Shape
from policydiff.papers.dates import read_date
from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.layout import Layout, Style
from policydiff.papers.leads import called_on, called_on_within, gives_reasons, states_only
from policydiff.papers.marks import ADDRESSED, LETTERED, begins_ending, is_intro, order_of
from policydiff.papers.paragraphs import ends_sentence, is_open, split_sentences
from policydiff.papers.sections import sounds_demanding

# A sign this much deeper than the first one of its section begins a part of a demand.
DEEPER = 2


@dataclass(kw_only=True, slots=True)
class Items:
    """The demands of one section, each as its blocks, the preamble, what may close the paper, and the doubts.

    `called` gives the first line of a demand the addressees that the introduction above it names.
    """

    demands: list[list[Block]] = field(default_factory=list)
    preamble: list[Block] = field(default_factory=list)
    trailing: list[Block] = field(default_factory=list)
    called: dict[int, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, code: NoteCode, block: Block) -> None:
        """Remember a doubt about a block."""
        self.notes.append(Note(line=block.line, code=code, text=block.text))


def arrange_items(blocks: Sequence[Block], layout: Layout, *, last: bool) -> Items:
    """Return the demands and the preamble of a section; `last` says that nothing follows it in the paper."""
    items = Items()
    primary: Block | None = None
    blocks = _set_prose_apart(blocks, items)
    if last:
        blocks = _cut_ending(blocks, items)
    split = _split_lists(blocks)
    for place, block in enumerate(blocks):
        if _asks_for_nothing(place, blocks, items):
            items.preamble.append(block)
            primary = None
        elif block.shape is Shape.ITEM:
            primary = _place_item(place, blocks, items, layout, primary=primary, split=split)
        elif block.shape is Shape.LABEL and items.demands:
            items.demands[-1].append(block)
        elif block.shape is Shape.PROSE:
            _place_prose(place, blocks, items, layout, last=last)
        else:
            items.preamble.append(block)
            primary = None
            if block.shape is Shape.LABEL:
                items.note(NoteCode.UNSURE_PROSE, block)
    items.trailing.sort(key=lambda block: block.line)
    _call_on(blocks, items)
    return items


def _place_item(
    place: int, blocks: Sequence[Block], items: Items, layout: Layout, *, primary: Block | None, split: "_Lists"
) -> Block | None:
    """Put an item where it belongs, and return the item that those after it are measured against."""
    block = blocks[place]
    if block.line in split.parents:
        _place_lead_in(block, items)
        return None
    own = block.line in split.children
    if items.demands and primary and not own and _is_part(block, primary, items, blocks[place + 1 :]):
        items.demands[-1].append(block)
        items.note(NoteCode.SUB_ITEMS, block)
        return primary
    items.demands.append([block])
    if _lacks_blank(block, layout):
        items.note(NoteCode.UNSURE_DEMAND, block)
    primary = block if primary is None or not own else primary
    other_kind = primary.mark and block.mark and primary.mark.style != block.mark.style
    return block if other_kind else primary


def _asks_for_nothing(place: int, blocks: Sequence[Block], items: Items) -> bool:
    """Return whether a block gives reasons, or is an item of what somebody notes or believes; say so."""
    block = blocks[place]
    if block.shape is Shape.ITEM:
        lead = next((one for one in reversed(blocks[:place]) if one.shape is Shape.INTRO), None)
        is_stated = lead is not None and states_only(lead.text) and not _is_beside(block, lead)
        if is_stated:
            items.note(NoteCode.UNSURE_PROSE, block)
        return is_stated
    above = {note.line for note in items.notes if note.code is NoteCode.REASONS}
    goes_on = block.shape is Shape.PROSE and bool(place) and blocks[place - 1].line in above
    is_reason = bool(items.demands) and (
        gives_reasons(block.text) or (goes_on and not ends_with_addressees(block.text))
    )
    if is_reason:
        items.note(NoteCode.REASONS, block)
    return is_reason


def _is_beside(block: Block, lead: Block) -> bool:
    """Return whether an item has the kind of number that the introduction has itself: "III." behind "II."."""
    return block.mark is not None and lead.mark is not None and block.mark.style == lead.mark.style


def _call_on(blocks: Sequence[Block], items: Items) -> None:
    """Give the demands below an introduction the addressees it names, where none of them names its own."""
    firsts = {demand[0].line: demand for demand in items.demands}
    leads = [block for block in items.preamble if block.shape is Shape.INTRO]
    for place, block in enumerate(blocks):
        if block not in leads:
            continue
        below = list(takewhile(lambda other: other.shape is not Shape.INTRO, blocks[place + 1 :]))
        run = [firsts[other.line] for other in below if other.line in firsts and not _is_beside(other, block)]
        names = called_on(block.text)
        if names and run and not any(_names_its_own(demand) for demand in run):
            items.called.update({demand[0].line: names for demand in run})
            items.note(NoteCode.LEAD_IN_ADDRESSEES, block)
        elif run and block.line > min(firsts):
            items.note(NoteCode.LATER_LEAD_IN, block)
    for line, demand in firsts.items():
        within = called_on_within(demand[0].text)
        if within and line not in items.called and not _names_its_own(demand):
            items.called[line] = within
            items.note(NoteCode.LEAD_IN_ADDRESSEES, demand[0])


def _names_its_own(demand: Sequence[Block]) -> bool:
    return any(part.shape is Shape.LABEL or ends_with_addressees(part.text) for part in demand)


def _place_lead_in(block: Block, items: Items) -> None:
    """Put an item that only leads to demands of their own into the preamble; say so where it may ask for something."""
    items.preamble.append(block)
    if not is_intro(block.text):
        items.note(NoteCode.UNSURE_PROSE, block)


def _lacks_blank(block: Block, layout: Layout) -> bool:
    """Return whether an item stands at the margin, where a leading blank shows the others."""
    return layout.style is Style.INDENTS and block.mark is None and block.lines[0].indent <= layout.base_indent


def _set_prose_apart(blocks: Sequence[Block], items: Items) -> Sequence[Block]:
    """Return the blocks with sentences before the first introduction read as prose, though a blank leads them."""
    first = next((place for place, block in enumerate(blocks) if block.shape is Shape.INTRO), 0)
    if any(block.mark or ends_with_addressees(block.text) for block in blocks[:first]):
        return blocks
    found = list(blocks)
    for place, block in enumerate(blocks[:first]):
        if block.shape is Shape.ITEM and ends_sentence(block.text):
            found[place] = replace(block, shape=Shape.PROSE)
            items.note(NoteCode.UNSURE_PROSE, block)
    return found


def _cut_ending(blocks: Sequence[Block], items: Items) -> Sequence[Block]:
    """Return the blocks without the place and date, or the names of those who signed, that end a paper."""
    first = next((place for place, block in enumerate(blocks) if block.shape is Shape.ITEM), len(blocks))
    for place in range(first + 1, len(blocks)):
        ending = blocks[place:]
        if any(block.mark or block.shape in (Shape.LABEL, Shape.INTRO) for block in ending):
            continue
        if any(ends_with_addressees(block.text) for block in ending) or not _begins_ending(ending[0]):
            continue
        items.trailing.extend(ending)
        for block in ending:
            items.note(NoteCode.UNSURE_CLOSING, block)
        return blocks[:place]
    return blocks


def _begins_ending(block: Block) -> bool:
    return begins_ending(block.text) or read_date(block.text) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lists:
    parents: frozenset[int]
    children: frozenset[int]


def _split_lists(blocks: Sequence[Block]) -> _Lists:
    """Return items that only introduce items with addressees of their own, and the lines of those."""
    parents: set[int] = set()
    children: set[int] = set()
    for place, block in enumerate(blocks):
        if block.shape is not Shape.ITEM or not block.text.endswith(":") or not block.mark:
            continue
        run: list[Block] = []
        for other in blocks[place + 1 :]:
            if (
                other.shape is not Shape.ITEM
                or not other.mark
                or (other.mark.style == block.mark.style and other.lines[0].indent <= block.lines[0].indent)
            ):
                break
            run.append(other)
        addressed = [other for other in run if ends_with_addressees(other.text)]
        if len(addressed) > 1 and len(addressed) * 2 >= len(run):
            parents.add(block.line)
            children.update(other.line for other in run)
    return _Lists(parents=frozenset(parents), children=frozenset(children))


def _is_part(block: Block, primary: Block, items: Items, following: Sequence[Block]) -> bool:
    """Return whether a marked item is a part of the demand before it and no demand by itself."""
    if block.mark is None or block.mark.style == ADDRESSED or block.lines[0].is_row:
        return False
    parent = items.demands[-1][0].text
    if primary.mark is None:
        returns = any(other.shape is Shape.ITEM and other.mark is None for other in following)
        return leads_on(parent) or (returns and block.mark.is_sign and not ends_with_addressees(parent))
    deeper = block.lines[0].indent >= primary.lines[0].indent + DEEPER
    style, own = block.mark.style, primary.mark.style
    if style == own:
        return deeper and block.mark.is_sign
    if style in LETTERED and not primary.mark.is_sign:
        return True
    if not block.mark.is_sign:
        return leads_on(parent) and primary.mark.is_sign
    if not primary.mark.is_sign:
        return True
    returns = any(other.mark and other.mark.style == own for other in following if other.shape is Shape.ITEM)
    return deeper or leads_on(parent) or returns


def leads_on(text: str) -> bool:
    """Return whether a text only leads to what follows it: "Investitionsprogramme für", "Landesaufnahmen:"."""
    return text.endswith(":") or is_open(text)


def _place_prose(place: int, blocks: Sequence[Block], items: Items, layout: Layout, *, last: bool) -> None:
    block = blocks[place]
    if items.demands and _continues(place, blocks, items, layout):
        items.demands[-1].append(block)
        items.note(NoteCode.UNSURE_CONTINUATION, block)
    elif _is_demand(place, blocks, items, layout, last=last):
        items.demands.append([block])
        items.note(NoteCode.UNSURE_DEMAND, block)
    elif last and items.demands and not any(other.shape is Shape.ITEM for other in blocks[place:]):
        items.trailing.append(block)
        items.note(NoteCode.UNSURE_CLOSING, block)
    else:
        items.preamble.append(block)
        # Several sentences with demands before and after them are no demand.
        is_last = not any(other.shape is Shape.ITEM for other in blocks[place:])
        if items.demands and (is_last or len(split_sentences(block.text)) == 1):
            items.note(NoteCode.UNSURE_PROSE, block)


def _continues(place: int, blocks: Sequence[Block], items: Items, layout: Layout) -> bool:
    """Return whether a paragraph goes on with the demand before it."""
    block, before = blocks[place], blocks[place - 1]
    demand = items.demands[-1]
    if not place or before not in demand:
        return False
    item, first = demand[0], block.lines[0]
    if is_open(before.text) or before.text.endswith(":"):
        return True
    if layout.style is Style.MARKS and item.mark and first.indent > max(item.lines[0].indent, layout.base_indent):
        return True
    addressed = any(ends_with_addressees(part.text) or part.shape is Shape.LABEL for part in demand)
    if item.mark and not addressed and ends_with_addressees(block.text):
        return True
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if item.mark and following is not None and following.shape is Shape.LABEL and not addressed:
        return True
    return not addressed and _counts_on(place, blocks, item, items)


def _counts_on(place: int, blocks: Sequence[Block], item: Block, items: Items) -> bool:
    """Return whether the numbering of demands goes on after the paragraph, or other demands have such paragraphs."""
    if item.mark is None or item.mark.label is None:
        return False
    following = next((block for block in blocks[place:] if block.shape is not Shape.PROSE), None)
    if following is not None:
        if following.mark is None or following.mark.label is None or following.mark.style != item.mark.style:
            return False
        return order_of(following.mark.label) > order_of(item.mark.label)
    return any(len(demand) > 1 and demand[1].shape is Shape.PROSE for demand in items.demands)


def _is_demand(place: int, blocks: Sequence[Block], items: Items, layout: Layout, *, last: bool) -> bool:
    """Return whether a paragraph without a mark is a demand by its place: after demands, or in a list without ends."""
    block = blocks[place]
    if ends_with_addressees(block.text):
        return True
    if layout.style is Style.MARKS:
        return False
    previous = blocks[place - 1] if place else None
    listed = previous is not None and (
        previous.shape in (Shape.ITEM, Shape.INTRO) or (bool(items.demands) and previous in items.demands[-1])
    )
    if listed and not ends_sentence(block.text) and not block.text.endswith(":"):
        return True
    if layout.style is not Style.PLAIN:
        return False
    if not layout.addressed:
        return any(other.shape is Shape.INTRO for other in blocks[:place])
    ends_section = bool(items.demands) and place + 1 == len(blocks) and previous in items.demands[-1]
    return ends_section and not last


def demand_by_words(blocks: Sequence[Block]) -> Items:
    """Return the paragraphs that demand something by their words: the last resort where a paper has no marks."""
    items = Items()
    for block in blocks:
        if block.shape is Shape.ITEM:
            items.demands.append([block])
        elif block.shape is Shape.PROSE and sounds_demanding(block):
            items.demands.append([block])
            items.note(NoteCode.UNSURE_DEMAND, block)
        else:
            items.preamble.append(block)
    return items
