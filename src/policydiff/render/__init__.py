"""From a report, a catalogue or an import to text for people and machines: pure functions, one language at a time.

The module of a format is imported when the format is asked for: Jinja2 alone costs 40 ms.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.matching import Explanation
from policydiff.core.report import Question, Report
from policydiff.core.rules import RuleBook
from policydiff.render.inputs import EditionRow, EnteredRow, ImportNote, IndexItem

FORMATS: tuple[str, ...] = ("terminal", "markdown", "html", "json", "csv")
DOCUMENTS: tuple[str, ...] = ("xlsx", "docx", "pdf")

__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "EditionRow",
    "EnteredRow",
    "ImportNote",
    "IndexItem",
    "headline",
    "inventory_headline",
    "name_edition",
    "render",
    "render_changed",
    "render_demand",
    "render_document",
    "render_editions",
    "render_explanation",
    "render_far",
    "render_fingerprints",
    "render_import",
    "render_index",
    "render_inventory",
    "render_key_hint",
    "render_linked",
    "render_question",
    "render_review_end",
    "render_review_how",
    "render_rule",
    "render_rules",
]


def render(report: Report, *, format: str, language: str | None = None, width: int = 80, colour: bool = False) -> str:
    """Return a report in one of FORMATS, in its own language unless another is asked for.

    `width` (columns) and `colour` concern the terminal alone, `language` all but JSON. Raises ValueError for a format
    that is none of FORMATS.
    """
    if format == "json":
        from policydiff.render.machine import render_report as render_json

        return render_json(report)
    if format == "csv":
        from policydiff.render.tables import render_csv

        return render_csv(report, language=language)
    from policydiff.render.messages import messages
    from policydiff.render.outline import outline

    words = messages(language or report.language)
    match format:
        case "terminal":
            from policydiff.render.terminal.reports import render_report as render_terminal

            return render_terminal(outline(report, words), words, width=width, colour=colour)
        case "markdown" | "html":
            from policydiff.render.templates import render_report as render_page

            return render_page(outline(report, words), words, format=format)
        case _:
            raise ValueError(_unknown(format, FORMATS))


def render_document(report: Report, *, format: str, language: str | None = None) -> bytes:
    """Return a report in one of DOCUMENTS, in its own language unless another is asked for.

    A Word document or PDF has the Synopse of what changed behind the report. Raises
    ValueError for a format that is none of DOCUMENTS, UsageError where what PDF needs is not installed.
    """
    if format == "xlsx":
        from policydiff.render.tables import render_xlsx

        return render_xlsx(report, language=language)
    if format in DOCUMENTS:
        from policydiff.render.synopsis import render_report_with_synopsis

        return render_report_with_synopsis(report, format=format, language=language)
    raise ValueError(_unknown(format, DOCUMENTS))


def render_inventory(
    catalogue: Catalogue, *, format: str, language: str | None = None, width: int = 80, colour: bool = False
) -> str:
    """Return the first report of a catalogue: per working group and per addressee, who is asked for what.

    Raises ValueError for a format other than terminal, markdown and html.
    """
    from policydiff.render.inventory import inventory
    from policydiff.render.messages import messages

    words = messages(language or catalogue.language)
    match format:
        case "terminal":
            from policydiff.render.terminal.inventory import render_inventory as render_terminal

            return render_terminal(inventory(catalogue, words), words, width=width, colour=colour)
        case "markdown" | "html":
            from policydiff.render.templates import render_inventory as render_page

            return render_page(inventory(catalogue, words), words, format=format)
        case _:
            raise ValueError(_unknown(format, ("terminal", "markdown", "html")))


def name_edition(catalogue: Catalogue, language: str) -> str:
    """Return the name of a catalogue's edition, with its date if it has one."""
    from policydiff.render.messages import messages

    words = messages(language)
    date = catalogue.date and words.date(catalogue.date)
    return words.text("index.edition", name=catalogue.edition, date=date) if date else catalogue.edition


def render_index(items: Sequence[IndexItem], *, format: Literal["markdown", "html"], language: str) -> str:
    """Return the list of all reports with links to their files."""
    from policydiff.render.messages import messages
    from policydiff.render.templates import render_index as render_page

    return render_page(items, messages(language), format=format)


def render_import(
    report: Report | None,
    catalogue: Catalogue,
    notes: Sequence[ImportNote],
    entered: Sequence[EnteredRow] = (),
    *,
    language: str | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return what an import did, for the terminal; `report` is None for the first paper of a catalogue."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.imports import render_import as render_terminal

    words = messages(language or catalogue.language)
    return render_terminal(report, catalogue, notes, entered, words, width=width, colour=colour)


def render_demand(
    demand: Demand, catalogue: Catalogue, *, language: str | None = None, width: int = 80, colour: bool = False
) -> str:
    """Return all that a catalogue says of one demand, for the terminal."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.demand import render_demand as render_terminal

    words = messages(language or catalogue.language)
    return render_terminal(demand, catalogue, words, width=width, colour=colour)


def headline(report: Report, language: str | None = None) -> str:
    """Return the one sentence that says what changed."""
    from policydiff.render.messages import messages
    from policydiff.render.summary import headline as sentence

    return sentence(report, messages(language or report.language))


def inventory_headline(catalogue: Catalogue, language: str | None = None) -> str:
    """Return the one sentence that says how many demands a catalogue holds, and how many name nobody."""
    from policydiff.render.inventory import inventory
    from policydiff.render.messages import messages

    return inventory(catalogue, messages(language or catalogue.language)).headline


def render_editions(rows: Sequence[EditionRow], *, language: str, width: int = 80, colour: bool = False) -> str:
    """Return the list of editions for the terminal."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.editions import render_editions as render_terminal

    return render_terminal(rows, messages(language), width=width, colour=colour)


def render_explanation(
    explanation: Explanation,
    old: Mapping[str, Demand],
    new: Mapping[str, Demand],
    *,
    language: str,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return why a pair was or was not matched, for the terminal; `old` and `new` hold the demands by id."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.explanation import render_explanation as render_terminal

    return render_terminal(explanation, old, new, messages(language), width=width, colour=colour)


def render_question(
    asked: Sequence[Question],
    *,
    report: Report,
    refused: Sequence[Demand],
    pending: Sequence[Question],
    language: str,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return what a review asks: a new demand, the old ones it may continue by number, the keys, and a prompt.

    All of `asked`, at least one, are about the same new demand; `pending` are all that are still to be asked, `refused`
    the new demands as the answer no declares them. The names of groups and addressees are those of the `report`.
    """
    from policydiff.render.messages import messages
    from policydiff.render.names import Names
    from policydiff.render.terminal.review import render_question as render_terminal

    names = Names(report=report, messages=messages(language))
    return render_terminal(asked, names, refused=refused, pending=pending, width=width, colour=colour)


def render_key_hint(candidates: int, *, language: str, width: int = 80) -> str:
    """Return which keys answer a question with so many candidates, and the prompt again."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.review import render_key_hint as render_terminal

    return render_terminal(candidates, messages(language), width=width)


def render_changed(ids: Sequence[str], *, language: str, width: int = 80) -> str:
    """Return that demands changed while they were asked about, and that nothing was written."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.review import render_changed as render_terminal

    return render_terminal(ids, messages(language), width=width)


def render_review_end(answered: int, *, left: int, language: str, width: int = 80) -> str:
    """Return how many questions of a review were answered and how many are open."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.review import render_review_end as render_terminal

    return render_terminal(answered, messages(language), left=left, width=width)


def render_fingerprints(report: Report, *, language: str | None = None, width: int = 80, colour: bool = False) -> str:
    """Return the changes that nobody has let through, each with the fingerprint that `policydiff accept` takes."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.fingerprints import render_fingerprints as render_terminal

    return render_terminal(report, messages(language or report.language), width=width, colour=colour)


def render_review_how(command: str, *, language: str, width: int = 80) -> str:
    """Return that a command asks the open questions of a comparison, and what it does with the answers."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.review import render_review_how as render_terminal

    return render_terminal(command, messages(language), width=width)


def render_step(step: str, *, language: str) -> str:
    """Return what a step that takes long is called; one whose words are missing by its key."""
    from policydiff.render.messages import messages

    words = messages(language)
    key = f"progress.{step}"
    return words.text(key) if key in words.patterns else step


def render_far(id: str, *, is_new: bool, language: str, width: int = 80) -> str:
    """Return that no demand of the other side comes near one, or that it is declared to be new (`is_new`)."""
    from policydiff.render.messages import messages
    from policydiff.render.terminal.explanation import render_far as render_terminal

    return render_terminal(id, messages(language), is_new=is_new, width=width)


def render_linked(linked: Demand, *, before: Demand, language: str, width: int = 80) -> str:
    """Return what a demand now continues, that it is declared new, or that nothing is declared about it.

    `before` is the demand as it was declared until now.
    """
    from policydiff.render.messages import messages
    from policydiff.render.terminal.review import render_linked as render_terminal

    return render_terminal(linked, messages(language), before=before, width=width)


def render_rules(
    rulebook: RuleBook,
    *,
    language: str,
    width: int = 80,
    colour: bool = False,
    format: Literal["terminal", "markdown", "json"] = "terminal",
) -> str:
    """Return the rules of comparisons and checks, by subject and severity; what the project changed is marked.

    `width` and `colour` concern the terminal alone.
    """
    from policydiff.render import rules
    from policydiff.render.messages import messages

    words = messages(language)
    match format:
        case "terminal":
            from policydiff.render.terminal.rules import render_rules as render_terminal

            return render_terminal(rulebook, words, width=width, colour=colour)
        case "json":
            return rules.render_json(rulebook, words)
        case "markdown":
            from policydiff.render.templates import render_rules as render_page

            return render_page(rules.list_rules(rulebook, words), words)


def render_rule(code: str, rulebook: RuleBook, *, language: str, width: int = 80, colour: bool = False) -> str:
    """Return what one rule means, how much it weighs, and an invented example, for the terminal.

    Raises KeyError for a code that is none.
    """
    from policydiff.render.messages import messages
    from policydiff.render.terminal.rules import render_rule as render_terminal

    return render_terminal(code, rulebook, messages(language), width=width, colour=colour)


def _unknown(format: str, known: Sequence[str]) -> str:
    return f"{format!r} is no format; known are {', '.join(known)}"
