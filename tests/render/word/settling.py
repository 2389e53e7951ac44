"""What Word makes of tracked changes when all are accepted or all rejected, done on the XML; and what should come out."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import Version, compare, match_versions
from policydiff.core.frame import follow_groups
from policydiff.core.wording import fold
from policydiff.render.messages import messages
from policydiff.render.word import render_redline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW, OLD = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}
CHANGES = NEW | OLD
# A paragraph: the name of its style, and its text with line ends.
Line = tuple[str, str]
STYLES = {
    "Title": "title",
    "Subtitle": "state",
    "Heading1": "heading",
    "BodyText": "prose",
    "ListBullet": "demand",
    "ListBullet2": "position",
}


def redline(old: Catalogue, new: Catalogue, **options: str) -> bytes:
    """Return the redline of two catalogues."""
    before, after = Version(catalogue=old), Version(catalogue=new)
    matching = match_versions(before, after)
    report = compare(before, after, matching=matching)
    return render_redline(report, old, new, follow_groups(old, new, matching), **options)


def body(document: bytes) -> ET.Element:
    """Return the body of a document."""
    with ZipFile(BytesIO(document)) as archive:
        found = ET.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def accept_all(document: bytes) -> list[Line]:
    """Return the paragraphs that are left when all changes are accepted."""
    return list(_settle(document, OLD))


def reject_all(document: bytes) -> list[Line]:
    """Return the paragraphs that are left when all changes are rejected."""
    return list(_settle(document, NEW))


def _settle(document: bytes, gone: set[str]) -> Iterator[Line]:
    text = ""
    for paragraph in body(document).iter(f"{W}p"):
        for child in paragraph:
            if child.tag == f"{W}r" or child.tag in CHANGES - gone:
                text += _text(child)
        end = paragraph.find(f"{W}pPr/{W}rPr")
        if end is not None and any(child.tag in gone for child in end):
            continue  # the end of the paragraph goes: what is left of it runs on into the next
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        if text.strip():
            yield STYLES[style.attrib[f"{W}val"]], text.rstrip()
        text = ""
    assert not text.strip()


def _text(element: ET.Element) -> str:
    signs = {f"{W}br": "\n"}
    return "".join(signs.get(one.tag, one.text or "") for one in element.iter() if one.tag in TEXT)


TEXT = {f"{W}t", f"{W}delText", f"{W}br"}


def paper(catalogue: Catalogue, language: str = "de") -> list[Line]:
    """Return the paragraphs that an edition has, written down anew from the catalogue."""
    t = messages(language)
    names = {one.key: one.name for one in catalogue.addressees}
    lines: list[Line] = [("title", fold(catalogue.title))]
    if catalogue.date:
        lines.append(("state", t.text("redline.state", date=t.date(catalogue.date))))
    lines += _prose(catalogue.preamble)
    for group in catalogue.working_groups:
        lines.append(("heading", fold(f"{group.name}: {group.title}" if group.title else group.name)))
        lines += _prose(group.preamble)
        for demand in catalogue.demands:
            if demand.group != group.key:
                continue
            text = "\n".join(fold(line) for line in demand.text.split("\n") if line.strip())
            title = f"{demand.title}\n" if demand.title else ""
            asked = f" ({', '.join(names[key] for key in demand.addressees)})" if demand.addressees else ""
            lines.append(("demand", f"{title}{text}{asked}"))
            lines += (("position", f"{party}: {wording}") for party, wording in demand.positions.items())
    if catalogue.closing:
        lines += [("heading", t.text("inventory.closing")), *_prose(catalogue.closing)]
    return lines


def _prose(text: str | None) -> list[Line]:
    return [("prose", fold(one)) for one in (text or "").split("\n\n") if one.strip()]


def layout_apart(lines: list[Line]) -> list[Line]:
    """Return paragraphs without where their lines end: other lines are no change."""
    return [(style, fold(text)) for style, text in lines]
