"""Styles with names of their own and the page of a Word document that holds a Synopse."""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle

from policydiff.render.messages import Messages
from policydiff.render.pieces import INSERTED, MOVED_AWAY, MOVED_HERE, REMOVED
from policydiff.render.word.documents import style_ids

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f"<w:tblPr {nsdecls('w')}><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
    '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Styles:
    """The ids of the styles: those of our own, those of Word by their names, and those of marks by the mark."""

    table: str
    head: str
    text: str
    note: str
    labels: str
    details: str
    marks: Mapping[str, str]
    built_in: Mapping[str, str]


def add_styles(document: Document, messages: Messages) -> Styles:
    """Add the styles that Word shows by name, so that an office can change all of a kind at once."""
    name = messages.text
    table = document.styles.add_style(name("synopsis.style_table"), WD_STYLE_TYPE.TABLE)
    table.element.append(parse_xml(_TABLE))
    return Styles(
        table=table.style_id,
        head=_paragraph(document, name("synopsis.style_head"), size=9, is_bold=True),
        text=_paragraph(document, name("synopsis.style_text"), size=9.5, after=3),
        note=_paragraph(document, name("synopsis.style_note"), size=9.5, after=3),
        labels=_paragraph(document, name("synopsis.style_labels"), size=8, after=2),
        details=_paragraph(document, name("synopsis.style_details"), size=8, after=1),
        marks={
            REMOVED: _mark(document, name("synopsis.style_removed"), is_italic=True),
            INSERTED: _mark(document, name("synopsis.style_inserted"), is_bold=True),
            MOVED_AWAY: _mark(document, name("synopsis.style_moved_away"), is_italic=True, is_moved=True),
            MOVED_HERE: _mark(document, name("synopsis.style_moved_here"), is_bold=True, is_moved=True),
        },
        built_in=style_ids(document),
    )


def set_page(document: Document, title: str, state: str, *, is_wide: bool) -> int:
    """Lay the page out, with the title and the state of work in its head; return the width for text (twips)."""
    section = document.sections[0]
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    margin = Mm(15 if is_wide else 20)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = Mm(22)
    width = Length(int(section.page_width or 0) - 2 * margin)
    head_style = document.styles["Header"]
    assert isinstance(head_style, ParagraphStyle)
    head_style.paragraph_format.tab_stops.clear_all()  # those of the template are for another paper
    head = section.header.paragraphs[0]
    stops = head.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    for words in (title, f"\t{state}" if state else ""):
        head.add_run(words).font.size = Pt(8.5)
    return int(width.twips)


def _paragraph(document: Document, name: str, *, size: float, after: float = 0, is_bold: bool = False) -> str:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold, style.quick_style = Pt(size), is_bold, True
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(after), 1.1
    layout.widow_control = True
    return style.style_id


def _mark(
    document: Document, name: str, *, is_bold: bool | None = None, is_italic: bool | None = None, is_moved: bool = False
) -> str:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    style.font.bold, style.font.italic, style.quick_style = is_bold, is_italic, True
    if is_moved:
        style.element.get_or_add_rPr().append(parse_xml(f'<w:u {nsdecls("w")} w:val="dotted"/>'))
    return style.style_id
