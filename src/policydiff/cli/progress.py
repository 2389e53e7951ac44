"""A progress bar for work that takes over a second, on a terminal only."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

# Work that is done by then needs no bar; it would only flicker.
PATIENCE = 1.0
STEPS = {"candidates": "looking for candidates", "surroundings": "weighing"}


class ProgressBar:
    """Called with a step, how much of it is done, and of how much; writes to stderr, and nothing where nobody looks."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show how far a step is."""
        if not self._progress:
            if not sys.stderr.isatty() or time.monotonic() - self._started < PATIENCE:
                return
            self._progress = _start()
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(STEPS.get(step, step), total=total)
        self._progress.update(self._tasks[step], completed=done)  # type: ignore[arg-type]


def _start() -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    progress.start()
    return progress
