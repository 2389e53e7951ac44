"""policydiff: what changed between two versions of a political programme.

The public API: `load` a version, `compare` two, `render_report`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policydiff.core.comparison import Version
    from policydiff.core.report import Report

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "compare_versions", "load", "render_report"]


def load(version: str = "WORKTREE", *, repository: str | Path = ".", policy: str = "policy") -> "Version":
    """Return one whole version: an edition, a git revision, WORKTREE, INDEX or a directory.

    Raises RepositoryError when it is not found and CatalogueError, with all problems, when it is not a sound catalogue.
    """
    from policydiff.sources.reading import read_version
    from policydiff.sources.versions import Place, take

    return read_version(take(Place(folder=Path(repository), policy=policy), version)[0])


def compare(old: "Version", new: "Version") -> "Report":
    """Return the report of what changed from one loaded version to another."""
    from policydiff.core.comparison import compare

    return compare(old, new)


def compare_versions(*versions: str, repository: str | Path = ".", policy: str = "policy") -> "Report":
    """Return the report of what changed between two versions, `OLD, NEW`, `OLD..NEW` or `OLD...NEW`.

    Reads only what differs, and looks in the history for demands that are back. Raises what `load` raises, and
    UsageError for a range that is none.
    """
    from policydiff.sources.pairs import compare_versions
    from policydiff.sources.versions import Place

    return compare_versions(Place(folder=Path(repository), policy=policy), versions)


def render_report(report: "Report", *, format: str = "terminal", language: str | None = None, width: int = 80) -> str:
    """Return the report as terminal text, Markdown, HTML or JSON, in German or English."""
    from policydiff.render import render

    return render(report, format=format, language=language, width=width)
