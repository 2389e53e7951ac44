"""Pages from templates: the one module that knows Jinja2.

Whatever a template prints is escaped for its format unless it was made by a macro or filter of ours, in Markdown as in
HTML: a template cannot forget it.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from importlib import resources
from typing import Any, Protocol

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from policydiff.core.languages import read_language
from policydiff.render.inputs import IndexItem
from policydiff.render.inventory import Inventory
from policydiff.render.messages import Messages
from policydiff.render.outline import Outline
from policydiff.render.rows import beginning
from policydiff.render.rules import RuleNote, group_rules
from policydiff.render.safety import escape_markdown, line, link_path, markdown_code, markdown_codes, visible
from policydiff.render.synopsis.values import Synopsis, class_names

_ENDINGS = {"html": "html.j2", "markdown": "md.j2"}
# Where a text stands whole elsewhere on the page, so much of it is shown that it can be recognised.
_BEGINNING = 120
# From the first mark to the last: what is quoted may quote in its turn.
_QUOTED = re.compile("“.*”|„.*“")


class Noted(Protocol):
    """What a page is drawn from that quotes a catalogue, and in which language the catalogue is."""

    @property
    def text_language(self) -> str:
        """Return the language of the catalogue."""


def render_report(outline: Outline, messages: Messages, *, format: str) -> str:
    """Return the report as a page; `format` is html or markdown."""
    return fill_template("report", format, messages, report=outline, text_language=outline.text_language)


def render_inventory(inventory: Inventory, messages: Messages, *, format: str) -> str:
    """Return the first report of a catalogue as a page; `format` is html or markdown."""
    language = inventory.text_language
    return fill_template("inventory", format, messages, inventory=inventory, text_language=language)


def render_index(items: Sequence[IndexItem], messages: Messages, *, format: str) -> str:
    """Return the list of all reports as a page; `format` is html or markdown."""
    language = next((item.text_language for item in items), "")
    return fill_template("index", format, messages, items=items, text_language=language)


def render_rules(notes: Sequence[RuleNote], messages: Messages) -> str:
    """Return all rules with their meanings and examples as a Markdown page."""
    has_changes = any(note.is_changed for note in notes)
    return fill_template("rules", "markdown", messages, groups=group_rules(notes), has_changes=has_changes)


def render_lineage(name: str, note: Noted, messages: Messages, *, format: str) -> str:
    """Return a history, blame, a timeline or figures (`note`) as a page; `format` is html or markdown."""
    if format not in _ENDINGS:
        raise ValueError(f"{format!r} is no format; known are {', '.join(_ENDINGS)}")
    language, style = note.text_language, "lineage.css.j2"
    return fill_template(f"lineage-{name}", format, messages, more_style=style, text_language=language, note=note)


def render_synopsis(
    synopsis: Synopsis, messages: Messages, *, paper: bool = False, report: Sequence[object] = ()
) -> str:
    """Return a Synopse as a page; with `paper` as one to print, where nothing can be clicked, after a report if any."""
    codes = class_names(synopsis)
    chapters = [" ".join(sorted(set(" ".join(held).split()))) for held in codes]
    values: dict[str, Any] = {"synopsis": synopsis, "codes": codes, "chapters": chapters, "paper": paper}
    return fill_template("synopsis", "html", messages, more_style="synopsis.css.j2", report=report, **values)


def fill_template(
    name: str,
    format: str,
    messages: Messages,
    *,
    text_language: str = "",
    more_style: str = "",
    sheet: str = "",
    **values: Any,
) -> str:
    """Return a template of a format filled with values.

    `text_language` is that of the catalogue, by which its words are marked on a page in another language. `more_style`
    is added to the style sheet of all pages, which stands in the page unless `sheet` says where it lies.
    """
    values |= {"t": messages.text, "number": messages.number, "language": messages.language, "sheet": sheet}
    if format == "html":
        is_foreign = bool(text_language) and read_language(text_language) != messages.language
        lang = _lang(text_language) if is_foreign else Markup()
        values |= {"text_lang": lang, "theirs": partial(_theirs, lang), "quoting": partial(_quoting, lang)}
        values["page_lang"] = _lang(messages.language) if is_foreign else Markup()
    if format == "html" and not sheet:
        style = draw_style(messages, more_style, **values)
        digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
        values |= {"style": Markup(style), "style_hash": digest}  # our own style sheet
    return _environment(format).get_template(f"{name}.{_ENDINGS[format]}").render(values).rstrip("\n") + "\n"


def draw_style(messages: Messages, more: str = "", **values: object) -> str:
    """Return the style sheet of all pages, with another one added."""
    names = ["style.css.j2", *([more] if more else [])]
    return "".join(_environment("html").get_template(name).render(values | {"t": messages.text}) for name in names)


def _lang(language: str) -> Markup:
    return Markup(' lang="{}"').format(line(language))


def _theirs(lang: Markup, words: object) -> object:
    """Return words of the catalogue, marked where the page around them is in another language."""
    return Markup("<span{}>{}</span>").format(lang, _visible_html(words)) if lang and words else words


def _quoting(lang: Markup, told: str) -> object:
    """Return what is told of the catalogue, what it quotes marked where the page around it is in another language."""
    told = str(escape(_visible_html(told)))
    return Markup(_QUOTED.sub(lambda found: f"<span{lang}>{found[0]}</span>", told) if lang else told)  # escaped above


@cache
def _environment(format: str) -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_escaped_markdown if format == "markdown" else _visible_html,
    )
    environment.filters |= {
        "attribute": _attribute,
        "beginning": _beginning,
        "code": _code,
        "codes": _codes,
        "items": _items,
        "path": _path,
        "unbroken": _unbroken,
    }
    return environment


def _source(name: str) -> str:
    return resources.files("policydiff.render").joinpath("templates", name).read_text(encoding="utf-8")


def _escaped_markdown(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup(escape_markdown(str(value)))  # just escaped


def _visible_html(value: object) -> object:
    return value if isinstance(value, Markup) else visible(str(value))


def _code(value: str) -> Markup:
    """Return a Markdown code span."""
    return Markup(markdown_code(value))  # cannot be closed from inside


def _codes(values: Sequence[str]) -> Markup:
    """Return Markdown code spans with commas between them; there may be 100,000."""
    return Markup(markdown_codes(values))  # as above


def _items(ids: Sequence[str]) -> Markup:
    """Return list items of HTML for ids, which are lines already, each with its anchor; there may be 100,000."""
    escaped = str(escape("\n".join(ids))).split("\n")
    return Markup("\n".join(f'<li id="d-{id}"><code>{id}</code></li>' for id in escaped))  # just escaped


def _beginning(value: str) -> str:
    return beginning(value, _BEGINNING)


def _unbroken(value: str) -> str:
    """Return a sentence whose figures stay on one line with the word that follows them."""
    return re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", value)


def _attribute(value: str) -> Markup:
    """Return the value of an HTML attribute in a Markdown page."""
    return escape(line(value))


def _path(value: str) -> Markup:
    """Return a relative path as the target of a link."""
    return escape(link_path(value))
