"""Documents for Word: the home of python-docx."""

from collections.abc import Mapping

from policydiff.core.catalogue import Catalogue
from policydiff.core.report import Report
from policydiff.core.wording import Mark
from policydiff.render.days import first_day
from policydiff.render.messages import messages
from policydiff.render.safety import line


def render_redline(
    report: Report,
    old: Catalogue,
    new: Catalogue,
    groups: Mapping[str, str],
    *,
    language: str | None = None,
    author: str | None = None,
) -> bytes:
    """Return the text of the new edition as a Word document whose tracked changes lead there from the old one.

    Both catalogues and the report must be whole. `groups` gives for the key of an old working group that lives on the
    key it has now. The changes are those of the new edition: they bear its title, unless another author is named, and
    the paper's date as far as it is known. `language` is that of the few words we add.
    """
    # python-docx and lxml are imported when a document is asked for
    from policydiff.render.word.documents import Description, append_elements, as_bytes, start_document, style_ids
    from policydiff.render.word.revisions import Reviser, draw_paragraphs
    from policydiff.render.word.units import Style
    from policydiff.render.word.weaving import Paragraph, weave

    words = messages(language or report.language)
    date = first_day(new.date)
    reviser = Reviser(author=line(author or new.title), date=date)
    description = Description(
        title=line(new.title),
        subject=words.text("redline.subject", title=words.quote(line(old.title))),
        author=reviser.author,
        language=new.language,
        date=date,
    )
    paragraphs = weave(old, new, report, groups, words)
    if paragraphs[-1].mark is not Mark.KEPT:  # no office program removes the end of the last paragraph
        paragraphs = (*paragraphs, Paragraph(style=Style.PROSE, words=()))
    document = start_document(description, words)
    append_elements(document, draw_paragraphs(paragraphs, style_ids(document), reviser))
    return as_bytes(document)
