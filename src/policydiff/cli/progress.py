"""A progress bar for work that takes over a second, on a terminal only."""

import sys
import time
from argparse import Namespace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from policydiff.cli.options import LANGUAGES, place_of
from policydiff.errors import PolicydiffError
from policydiff.render import render_step
from policydiff.sources.reading import read_catalogue_cover
from policydiff.sources.versions import split_range, take

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Work that is done by then needs no bar; it would only flicker.
PATIENCE = 1.0
RENDER = "render"
_NEWEST = "HEAD"
_LOWEST = -1


class ProgressBar:
    """Called with a step, how much of it is done, and of how much; writes to stderr, and nothing where nobody looks.

    A step of 0 in all shows that it goes on, and not how far it is. `options` say what is compared and in what language
    it is told.
    """

    def __init__(self, options: Namespace | None = None) -> None:
        self._options = options
        self._started = time.monotonic()
        self._language = ""
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._shown = ("", _LOWEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; the one before it is done."""
        shown = step, 100 * done // total if total else _LOWEST + 1
        if shown == self._shown or not self._begin():
            return
        assert self._progress
        before, self._shown = self._shown[0], shown
        if before != step and before in self._tasks:
            self._progress.update(self._tasks[before], total=1, completed=1)
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(render_step(step, language=self._language))
        self._progress.update(self._tasks[step], total=total or None, completed=done)

    def _begin(self) -> bool:
        """Return whether there is a bar: where somebody looks, once the work takes long."""
        if not self._progress:
            if not sys.stderr.isatty() or time.monotonic() - self._started < PATIENCE:
                return False
            self._language = _find_language(self._options) if self._options else LANGUAGES[0]
            self._progress = _start()
        return True


def _find_language(options: Namespace) -> str:
    """Return the language in which the result will be told: the one asked for, else the newer catalogue's."""
    versions = getattr(options, "versions", None)
    spec = split_range(tuple(versions[-2:]))[1] if versions else _NEWEST
    try:
        cover = None if options.lang else read_catalogue_cover(take(place_of(options), spec)[0])
    except PolicydiffError:
        cover = None
    return options.lang or (cover.language if cover else "") or LANGUAGES[0]


def _start() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    # Where nothing can be drawn over, rich would leave an empty line.
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_interactive)
    progress.start()
    return progress
