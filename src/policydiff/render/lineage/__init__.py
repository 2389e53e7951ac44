"""From a chronicle to text for people and machines: histories, blame, timelines, figures and citations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.references import Reference
from policydiff.render.lineage import machine, terminal
from policydiff.render.lineage.blames import note_blame
from policydiff.render.lineage.histories import note_history
from policydiff.render.lineage.statistics import note_statistics
from policydiff.render.lineage.timelines import TimelineNote, note_timeline
from policydiff.render.messages import Messages, messages

if TYPE_CHECKING:
    from policydiff.render.templates import Noted

FORMATS: tuple[str, ...] = ("terminal", "markdown", "html", "json")
TIMELINE_FORMATS: tuple[str, ...] = (*FORMATS, "csv")
STYLES: tuple[str, ...] = ("text", "bibtex", "csl-json")

_Drawn_contra = TypeVar("_Drawn_contra", contravariant=True)
_Told = TypeVar("_Told")
_Note = TypeVar("_Note", bound="Noted")


class _OnTerminal(Protocol[_Drawn_contra]):
    def __call__(self, note: _Drawn_contra, messages: Messages, /, *, width: int, colour: bool) -> str: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Renderer(Generic[_Told, _Note]):
    """Draws one kind of answer in any format; `page` names its templates."""

    page: str
    as_json: Callable[[_Told, Chronicle], str]
    note_of: Callable[[_Told, Chronicle, Messages], _Note]
    on_terminal: _OnTerminal[_Note]
    as_csv: Callable[[_Note, Messages], str] | None = None

    def __call__(
        self,
        told: _Told,
        chronicle: Chronicle,
        *,
        format: str,
        language: str | None = None,
        width: int = 80,
        colour: bool = False,
    ) -> str:
        """Return the answer in the language of the latest edition, unless another is asked for.

        `width` (columns) and `colour` concern the terminal alone. Raises ValueError for an unknown format.
        """
        if format == "json":
            return self.as_json(told, chronicle)
        words = messages(language or chronicle.latest.language)
        note = self.note_of(told, chronicle, words)
        if format == "terminal":
            return self.on_terminal(note, words, width=width, colour=colour)
        if format == "csv" and self.as_csv:
            return self.as_csv(note, words)
        from policydiff.render.templates import render_lineage

        return render_lineage(self.page, note, words, format=format)


def _separated(note: TimelineNote, words: Messages) -> str:
    from policydiff.render.lineage.separated import draw_timeline

    return draw_timeline(note, words)


render_history = Renderer(
    page="history",
    as_json=machine.render_history,
    note_of=note_history,
    on_terminal=terminal.render_history,
)
"""Draws the history of a demand in one of FORMATS."""

render_blame = Renderer(
    page="blame",
    as_json=machine.render_blame,
    note_of=note_blame,
    on_terminal=terminal.render_blame,
)
"""Draws in one of FORMATS which edition each word of a demand comes from."""

render_timeline = Renderer(
    page="timeline",
    as_json=machine.render_timeline,
    note_of=note_timeline,
    on_terminal=terminal.render_timeline,
    as_csv=_separated,
)
"""Draws demands by editions in one of TIMELINE_FORMATS."""

render_statistics = Renderer(
    page="stats",
    as_json=machine.render_statistics,
    note_of=note_statistics,
    on_terminal=terminal.render_statistics,
)
"""Draws the figures of a chronicle in one of FORMATS."""


def render_citation(reference: Reference, *, style: str, language: str | None = None) -> str:
    """Return a citation of one demand in one of STYLES; raises ValueError for any other."""
    from policydiff.render.lineage.citations import cite

    return cite(reference, messages(language or reference.catalogue.language), style=style)
