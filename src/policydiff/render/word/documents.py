"""A document of Word to put paragraphs into: A4, styles, page numbers, language and metadata; the same bytes always.

python-docx writes it, from the template that comes with it.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from policydiff.render.messages import Messages

# A font that every office has, and Liberation Sans with the same widths where it is missing.
_FONT = "Arial"
_BLACK = RGBColor(0, 0, 0)
# Word's own language codes for a language without a region.
_REGIONS = {"de": "de-DE", "en": "en-GB"}
# The first day that a file in a ZIP archive can have.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# What the template brings that no document of ours needs, or that names a machine it was made on.
_NEEDLESS = (
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What a document says of itself: title, subject, author, language, and its day (`2018-03-01`) if one is known."""

    title: str
    subject: str
    author: str
    language: str
    date: str | None = None


def start_document(description: Description, messages: Messages) -> WordDocument:
    """Return an empty document in portrait A4 with styles, page numbers and metadata."""
    document = Document()
    _drop_needless(document)
    _describe(document, description)
    _set_language(document, word_language(description.language))
    _set_styles(document)
    _set_page(document, messages)
    return document


def word_language(language: str) -> str:
    """Return a language as Word names it (de: de-DE)."""
    return _REGIONS.get(language.lower(), language.replace("_", "-"))


def append_elements(document: WordDocument, elements: str) -> None:
    """Append elements given as text to the body; the prefix `w` is known."""
    body = document.element.body
    end = body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{elements}</w:body>")):
        end.addprevious(element)


def style_ids(document: WordDocument) -> dict[str, str]:
    """Return the ids of all styles by their names."""
    return {style.name: style.style_id for style in document.styles if style.name}


def as_bytes(document: WordDocument) -> bytes:
    """Return the file, with nothing in it that depends on when and where it was made."""
    made = BytesIO()
    document.save(made)
    packed = BytesIO()
    with ZipFile(made) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, date_time=_ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, source.read(name))
    return packed.getvalue()


def _drop_needless(document: WordDocument) -> None:
    for part_rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in part_rels.items() if one.reltype in _NEEDLESS]:
            part_rels.pop(key)


def _describe(document: WordDocument, description: Description) -> None:
    day = datetime.fromisoformat(description.date or "1980-01-01")
    properties = document.core_properties
    properties.title = description.title[:255]
    properties.subject = description.subject[:255]
    properties.author = description.author[:255]
    properties.last_modified_by = description.author[:255]
    properties.language = word_language(description.language)
    properties.comments = ""
    properties.revision = 1
    properties.created = day
    properties.modified = day


def _set_language(document: WordDocument, language: str) -> None:
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    settings = document.settings.element
    for element in settings.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), language)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")
    for name in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for element in list(settings.iter(qn(name))):
            settings.remove(element)


def _set_styles(document: WordDocument) -> None:
    _set_style(document, "Normal", size=11, before=0, after=6)
    _set_style(document, "Title", size=20, before=0, after=6, is_bold=True)
    _set_style(document, "Subtitle", size=11, before=0, after=18)
    _set_style(document, "Heading 1", size=14, before=18, after=6, is_bold=True)
    _set_style(document, "Heading 2", size=12, before=12, after=6, is_bold=True)
    _set_style(document, "Body Text", size=11, before=0, after=6)
    _set_style(document, "List Bullet", size=11, before=0, after=6)
    _set_style(document, "List Bullet 2", size=11, before=0, after=6)
    _set_style(document, "Footer", size=9, before=0, after=0)


def _set_style(document: WordDocument, name: str, *, size: int, before: int, after: int, is_bold: bool = False) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.keys()):  # a font of the theme would go before one that is named
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), _FONT)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.15
    layout.widow_control = True
    for properties, needless in (
        (style.element.get_or_add_pPr(), ("w:pBdr", "w:contextualSpacing")),
        (style.element.get_or_add_rPr(), ("w:spacing", "w:kern")),
    ):
        for element in [one for tag in needless for one in properties.findall(qn(tag))]:
            properties.remove(element)


def _set_page(document: WordDocument, messages: Messages) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, code in ((messages.text("report.page_of"), "PAGE"), (messages.text("report.page_from"), "NUMPAGES")):
        paragraph.add_run(words)
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))
