"""Pages from templates: the one module that knows Jinja2.

Whatever a template prints is escaped for its format unless it was made by a macro or filter of ours, in Markdown as in
HTML: a template cannot forget it.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

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


def render_report(outline: Outline, messages: Messages, *, format: str) -> str:
    """Return the report as a page; `format` is html or markdown."""
    return fill_template("report", format, messages, report=outline)


def render_inventory(inventory: Inventory, messages: Messages, *, format: str) -> str:
    """Return the first report of a catalogue as a page; `format` is html or markdown."""
    return fill_template("inventory", format, messages, inventory=inventory)


def render_index(items: Sequence[IndexItem], messages: Messages, *, format: str) -> str:
    """Return the list of all reports as a page; `format` is html or markdown."""
    return fill_template("index", format, messages, items=items)


def render_rules(notes: Sequence[RuleNote], messages: Messages) -> str:
    """Return all rules with their meanings and examples as a Markdown page."""
    has_changes = any(note.is_changed for note in notes)
    return fill_template("rules", "markdown", messages, groups=group_rules(notes), has_changes=has_changes)


def render_lineage(name: str, note: object, messages: Messages, *, format: str) -> str:
    """Return a history, blame, a timeline or figures (`note`) as a page; `format` is html or markdown."""
    if format not in _ENDINGS:
        raise ValueError(f"{format!r} is no format; known are {', '.join(_ENDINGS)}")
    return fill_template(f"lineage-{name}", format, messages, more_style="lineage.css.j2", note=note)


def render_synopsis(
    synopsis: Synopsis, messages: Messages, *, paper: bool = False, report: Sequence[object] = ()
) -> str:
    """Return a Synopse as a page; with `paper` as one to print, where nothing can be clicked, after a report if any."""
    codes = class_names(synopsis)
    chapters = [" ".join(sorted(set(" ".join(held).split()))) for held in codes]
    values = {"synopsis": synopsis, "codes": codes, "chapters": chapters, "paper": paper, "report": report}
    return fill_template("synopsis", "html", messages, more_style="synopsis.css.j2", **values)


def fill_template(name: str, format: str, messages: Messages, *, more_style: str = "", **values: object) -> str:
    """Return a template of a format filled with values; `more_style` is a style sheet to add to that of all pages."""
    environment = _environment(format)
    values |= {"t": messages.text, "number": messages.number, "language": messages.language}
    if format == "html":
        style = environment.get_template("style.css.j2").render(values)
        style += environment.get_template(more_style).render(values) if more_style else ""
        digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
        values |= {"style": Markup(style), "style_hash": digest}  # our own style sheet
    return environment.get_template(f"{name}.{_ENDINGS[format]}").render(values).rstrip("\n") + "\n"


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
