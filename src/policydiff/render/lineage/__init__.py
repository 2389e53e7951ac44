"""From a chronicle to text for people and machines: histories, blame, timelines, figures and citations."""

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.histories import History
from policydiff.core.lineage.origins import Blame
from policydiff.core.lineage.references import Reference
from policydiff.core.lineage.statistics import Statistics
from policydiff.core.lineage.timelines import Timeline
from policydiff.render.messages import messages

FORMATS: tuple[str, ...] = ("terminal", "markdown", "html", "json")
TIMELINE_FORMATS: tuple[str, ...] = (*FORMATS, "csv")
STYLES: tuple[str, ...] = ("text", "bibtex", "csl-json")


def render_history(
    history: History,
    chronicle: Chronicle,
    *,
    format: str,
    language: str | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return the history of a demand in one of FORMATS; raises ValueError for any other."""
    from policydiff.render.lineage.histories import note_history

    if format == "json":
        from policydiff.render.lineage import machine

        return machine.render_history(history, chronicle)
    words = messages(language or chronicle.latest.language)
    note = note_history(history, chronicle, words)
    if format == "terminal":
        from policydiff.render.lineage import terminal

        return terminal.render_history(note, words, width=width, colour=colour)
    return _page("history", note, language or chronicle.latest.language, format)


def render_blame(
    blame: Blame,
    chronicle: Chronicle,
    *,
    format: str,
    language: str | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return which edition each word of a demand comes from; raises ValueError for an unknown format."""
    from policydiff.render.lineage.blames import note_blame

    if format == "json":
        from policydiff.render.lineage import machine

        return machine.render_blame(blame, chronicle)
    words = messages(language or chronicle.latest.language)
    note = note_blame(blame, chronicle, words)
    if format == "terminal":
        from policydiff.render.lineage import terminal

        return terminal.render_blame(note, words, width=width, colour=colour)
    return _page("blame", note, language or chronicle.latest.language, format)


def render_timeline(
    timeline: Timeline,
    chronicle: Chronicle,
    *,
    format: str,
    language: str | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return demands by editions in one of TIMELINE_FORMATS; raises ValueError for any other."""
    from policydiff.render.lineage.timelines import note_timeline

    if format == "json":
        from policydiff.render.lineage import machine

        return machine.render_timeline(timeline, chronicle)
    words = messages(language or chronicle.latest.language)
    note = note_timeline(timeline, chronicle, words)
    if format == "terminal":
        from policydiff.render.lineage import terminal

        return terminal.render_timeline(note, words, width=width, colour=colour)
    if format == "csv":
        from policydiff.render.lineage.separated import draw_timeline

        return draw_timeline(note, words)
    return _page("timeline", note, language or chronicle.latest.language, format)


def render_statistics(
    statistics: Statistics,
    chronicle: Chronicle,
    *,
    format: str,
    language: str | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return the figures of a chronicle in one of FORMATS; raises ValueError for any other."""
    from policydiff.render.lineage.statistics import note_statistics

    if format == "json":
        from policydiff.render.lineage import machine

        return machine.render_statistics(statistics, chronicle)
    words = messages(language or chronicle.latest.language)
    note = note_statistics(statistics, chronicle, words)
    if format == "terminal":
        from policydiff.render.lineage import terminal

        return terminal.render_statistics(note, words, width=width, colour=colour)
    return _page("stats", note, language or chronicle.latest.language, format)


def render_citation(reference: Reference, *, style: str, language: str | None = None) -> str:
    """Return a citation of one demand in one of STYLES; raises ValueError for any other."""
    from policydiff.render.lineage.citations import cite

    return cite(reference, messages(language or reference.catalogue.language), style=style)


def _page(name: str, note: object, language: str, format: str) -> str:
    from policydiff.render.templates import render_lineage

    return render_lineage(name, note, messages(language), format=format)
