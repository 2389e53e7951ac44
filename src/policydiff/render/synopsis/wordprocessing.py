"""Paragraphs, runs and tables as WordprocessingML (ECMA-376, part 1, 17.3 and 17.4), written as text.

python-docx builds a table cell by cell and looks through all of it each time; a table of 2,000 rows takes minutes.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from policydiff.render.synopsis.spans import Span
from policydiff.render.synopsis.styles import Styles

# The width of a cell, over how many rows it goes (0: it goes on from the row above), and its paragraphs.
DrawnCell = tuple[int, int, str]


def run(text: str, style: str = "", *, is_bold: bool = False, is_italic: bool = False) -> str:
    """Return a run of words."""
    if not text:
        return ""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "<w:b/>" if is_bold else ""
    properties += "<w:i/>" if is_italic else ""
    before = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{before}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def words(spans: Iterable[Span], styles: Styles, *, is_bold: bool = False) -> str:
    """Return marked words, each mark as a character style; what came and will go is bold and italic."""
    found = []
    for one in spans:
        style = styles.marks.get(one.came or one.goes, "")
        is_both = bool(one.came and one.goes)
        text = f"{one.text}\N{NO-BREAK SPACE}" if one.is_number else f"{one.signs}{one.text}"
        found.append(run(text, style, is_bold=is_bold and not one.goes, is_italic=is_both))
    return "".join(found)


def bookmark(runs: str, name: str) -> str:
    """Return runs under a name (`d` and a number) that links lead to."""
    number = name.removeprefix("d")
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def link(text: str, name: str) -> str:
    """Return a run that leads to a bookmark; without a name, the run alone."""
    return f'<w:hyperlink w:anchor="{name}">{run(text)}</w:hyperlink>' if name else run(text)


def paragraph(style: str, runs: str, *, keeps_next: bool = False, is_right: bool = False) -> str:
    """Return a paragraph; `keeps_next` holds it on the page of the paragraph behind it."""
    properties = "<w:keepNext/>" if keeps_next else ""
    properties += '<w:jc w:val="right"/>' if is_right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def row(cells: Sequence[DrawnCell], *, is_head: bool = False, is_whole: bool = False) -> str:
    """Return a row of a table; a head is repeated on every page, a whole row never breaks between two."""
    properties = "<w:cantSplit/>" if is_whole or is_head else ""
    properties += "<w:tblHeader/>" if is_head else ""
    drawn = "".join(_cell(width, rows, paragraphs) for width, rows, paragraphs in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>" if properties else f"<w:tr>{drawn}</w:tr>"


def table(style: str, widths: Sequence[int], rows: str, caption: str) -> str:
    """Return a table of fixed widths (twentieths of a point); the caption is read out by screen readers."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption[:255])}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(width: int, rows: int, paragraphs: str) -> str:
    merge = "<w:vMerge/>" if rows == 0 else '<w:vMerge w:val="restart"/>' if rows > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{paragraphs}</w:tc>'
