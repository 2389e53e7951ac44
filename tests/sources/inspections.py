"""What a check of the folder that a test stands in finds."""

from pathlib import Path
from typing import Any

from policydiff.cli.inspecting import inspect
from policydiff.core.checks import Inspection
from policydiff.sources.versions import WORKTREE, Place


def inspect_here(spec: str = WORKTREE, **asked: Any) -> Inspection:
    """Return what a check of a version finds, as `inspect` is asked."""
    return inspect(Place(folder=Path()), spec, **asked)
