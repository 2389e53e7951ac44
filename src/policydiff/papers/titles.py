"""What a paper begins with: its title, over a few lines, and the line with its date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policydiff.papers.blocks import Block, Shape
from policydiff.papers.dates import read_date
from policydiff.papers.lexicon import words
from policydiff.papers.marks import heading_style, is_keyword_heading, names_section, strip_markdown
from policydiff.papers.paragraphs import ends_sentence

LONGEST_TITLE = 160
# A title, its second line, and what is said below it; more short lines are something else.
MOST_TITLE_BLOCKS = 3

# A date line with so many words besides says more than place and date ("Berlin, im April 2016", "Stand: 3. Mai 2020").
FEWEST_TELLING_WORDS = 4

_OF_DATE = re.compile(r"(?:vom|of)\s", re.IGNORECASE)


@dataclass(kw_only=True, slots=True)
class TitlePage:
    """The blocks of the title, the date line (among them or not), and how many blocks both took."""

    title: list[Block] = field(default_factory=list)
    date: Block | None = None
    count: int = 0


def take_title(blocks: Sequence[Block]) -> TitlePage:
    """Return the title and date line that a paper begins with."""
    page = TitlePage()
    page.count = _take(blocks, page)
    return page


def _take(blocks: Sequence[Block], page: TitlePage) -> int:
    """Put title and date line into the page, and return how many blocks they took."""
    count = 0
    if blocks and date_of(blocks[0]) and _names_paper(blocks[0]):
        page.title.append(blocks[0])
        page.date = blocks[0]
        return 1 + _take_title_of_motion(1, blocks, page)
    while count < len(blocks) and page.date is None and date_of(blocks[count]):
        page.date = blocks[count]
        count += 1
    if count < len(blocks) and _is_title(count, blocks):
        page.title.append(blocks[count])
        count += 1
        while count < len(blocks) and len(page.title) < MOST_TITLE_BLOCKS and _carries_on_title(count, blocks):
            page.title.append(blocks[count])
            count += 1
        count += _take_title_of_motion(count, blocks, page)
    if page.title and count < len(blocks) and page.date is None and date_of(blocks[count]):
        page.date = blocks[count]
        close = not blocks[count].lines[0].gap and _OF_DATE.match(blocks[count].text)
        if close or _names_paper(blocks[count]):
            page.title.append(blocks[count])  # "Resolution des Städtetags" / "vom 14. September 2020"
        count += 1
    return count


def says_more_than_date(block: Block) -> bool:
    """Return whether a date line also says who adopted the paper: that is no part of the date, and else lost."""
    telling = [word for word in re.findall(r"[^\W\d_]+", block.text) if word.lower() not in words().months]
    return len(telling) >= FEWEST_TELLING_WORDS


def _take_title_of_motion(start: int, blocks: Sequence[Block], page: TitlePage) -> int:
    """Put what stands between the word for a motion and its first introduction into the title; return the count."""
    kinds = {word.strip(".,:–").lower() for word in page.title[0].text.split()}
    if not kinds & words().motion_words:
        return 0
    count = 0
    while start + count < len(blocks) and len(page.title) < MOST_TITLE_BLOCKS:
        block = blocks[start + count]
        demands_below = start + count + 1 < len(blocks) and blocks[start + count + 1].shape is Shape.ITEM
        if not _could_be_title(block) or date_of(block) or block.mark or demands_below:
            break
        page.title.append(block)
        count += 1
    return count


def date_of(block: Block) -> str | None:
    """Return the date that a block is; a marked one is an item, whatever it says."""
    return None if block.mark else read_date(block.text)


def _could_be_title(block: Block) -> bool:
    if block.shape not in (Shape.HEADING, Shape.PROSE) or len(block.text) > LONGEST_TITLE or len(block.lines) > 3:
        return False
    return not ends_sentence(block.text) or block.text.endswith(("!", "?"))


def _is_title(place: int, blocks: Sequence[Block]) -> bool:
    block = blocks[place]
    if not _could_be_title(block) or names_section(block.text, frame_headings()):
        return False
    following = next((other for other in blocks[place + 1 :] if not date_of(other)), None)
    style = heading_style(block.text)
    headings = [other for other in blocks[place + 1 :] if other.shape is Shape.HEADING]
    alike = [other for other in headings if heading_style(other.text) == style]
    if style.startswith("#"):
        return not alike
    if is_keyword_heading(block.text) or block.mark is not None:
        return False
    if block.shape is Shape.PROSE:
        return following is not None
    if _names_paper(block) or (following is not None and following.shape is Shape.HEADING):
        return True
    if alike and not _heads_demands(place, blocks):
        return True
    dated = place + 1 < len(blocks) and date_of(blocks[place + 1]) is not None
    inner = next((other.shape for other in blocks[place + 1 :] if other.shape in (Shape.ITEM, Shape.HEADING)), None)
    others = [other for other in headings if not names_section(other.text, words().closing_headings)]
    return dated or not others or (not alike and inner is Shape.HEADING)


def _names_paper(block: Block) -> bool:
    """Return whether the words say what kind of paper this is ("Forderungskatalog …")."""
    folded = {word.strip('.,:;!?()„“"').lower() for word in strip_markdown(block.text).split()}
    endings = ("katalog", "papier", "programm", "vertrag")
    return bool(folded & words().title_words) or any(word.endswith(endings) for word in folded)


def _heads_demands(place: int, blocks: Sequence[Block]) -> bool:
    """Return whether anything but prose stands between this block and the next heading."""
    for block in blocks[place + 1 :]:
        if block.shape is Shape.HEADING:
            return False
        if block.shape is not Shape.PROSE:
            return True
    return True


def _carries_on_title(place: int, blocks: Sequence[Block]) -> bool:
    block = blocks[place]
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    dated = following is not None and date_of(following) is not None
    if (
        (block.lines[0].gap and not dated)
        or not _could_be_title(block)
        or is_keyword_heading(block.text)
        or block.mark
        or date_of(block)
    ):
        return False
    if names_section(block.text, frame_headings()):
        return False
    return following is not None and (following.lines[0].gap > 0 or dated)


def frame_headings() -> frozenset[str]:
    """Return the words that head the parts before the first group and behind the last."""
    return words().closing_headings | words().front_headings
