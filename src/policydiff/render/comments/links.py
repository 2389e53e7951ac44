"""Where a comment leads: to the demands' files on both sides, to the full report, to the run."""

from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.render.safety import link_path

# `policydiff` writes the id first, then the title if there is one, then the text.
_TEXT_LINE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Addresses, empty where there is none.

    `old_files` and `new_files` are the catalogue's folder at each commit, `files` is the repository at the new one,
    `old_repository` at the old one.
    """

    old_files: str = ""
    new_files: str = ""
    files: str = ""
    old_repository: str = ""
    report: str = ""
    run: str = ""

    def demand(self, demand: Demand, *, is_old: bool) -> str:
        """Return the address of a demand's text."""
        folder = self.old_files if is_old else self.new_files
        path = f"{link_path(demand.group)}/{link_path(demand.id)}.yaml"
        return f"{folder}/{path}#L{_TEXT_LINE + bool(demand.title)}" if folder else ""

    def file(self, path: str, number: int | None) -> str:
        """Return the address of a line of a file, or of a file or folder; none for a path out of the repository."""
        is_inside = all(step not in ("", ".", "..") for step in path.split("/"))
        line = f"#L{number}" if number else ""
        return f"{self.files}/{link_path(path)}{line}" if self.files and is_inside else ""

    @property
    def rest(self) -> str:
        """Return where all that a comment leaves out can be read."""
        return self.report or self.run
