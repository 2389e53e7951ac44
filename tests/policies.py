"""Small invented catalogues and real git repositories that hold them, for tests."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, WorkingGroup
from policydiff.core.comparison import Version, compare
from policydiff.core.report import Report
from policydiff.sources.writing import draw_up_files

ADDRESSEES = (
    Addressee(key="eu", name="EU", level=Level.EUROPEAN),
    Addressee(key="bund", name="Bund", level=Level.FEDERAL),
    Addressee(key="land", name="Land", level=Level.STATE),
    Addressee(key="kommunen", name="Kommunen", level=Level.MUNICIPAL),
)
GROUPS = (WorkingGroup(key="bildung", name="AG Bildung"), WorkingGroup(key="verkehr", name="AG Verkehr"))

# Texts with nothing in common, so that no two of them can be taken for one.
SCHOOLS = "Ganztagsschulen in allen Stadtteilen einrichten und dauerhaft finanzieren"
BRIDGES = "Sanierung maroder Autobahnbrücken beschleunigen"
LIBRARIES = "Öffentliche Bibliotheken sonntags kostenfrei zugänglich machen"
CYCLING = "Lückenlose Radschnellwege zwischen den Hochschulstandorten bauen"
MUSIC = "Jedem Grundschulkind ein Musikinstrument leihen"


def demand(id: str, text: str, **fields: Any) -> Demand:
    """Return a demand of the working group `bildung`, addressed to the Land, unless told otherwise."""
    position = fields.pop("position", None)
    source = Source(position=position) if position else Source()
    return Demand(**{"id": id, "group": "bildung", "text": text, "addressees": ("land",), "source": source, **fields})


def catalogue(*demands: Demand, edition: str = "erfunden", **fields: Any) -> Catalogue:
    """Return an invented catalogue that holds these demands."""
    frame = {"title": "Erfundener Katalog", "language": "de", "addressees": ADDRESSEES, "working_groups": GROUPS}
    return Catalogue(edition=edition, demands=demands, **{**frame, **fields})


def report(old: Sequence[Demand], new: Sequence[Demand], **fields: Any) -> Report:
    """Return the report of two lists of demands; `fields` are those of both catalogues."""
    return compare(*(Version(catalogue=catalogue(*demands, **fields)) for demands in (old, new)))


def write_policy(folder: Path, *demands: Demand, edition: str = "erfunden", **fields: Any) -> Path:
    """Write an invented catalogue into a policy folder, in place of what was there, and return the folder."""
    for path in sorted(folder.rglob("*.yaml")):
        path.unlink()
    for name, content in draw_up_files(catalogue(*demands, edition=edition, **fields), {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Run git in a folder and return what it prints."""
    settings = ["-c", "user.name=Erfunden", "-c", "user.email=erfunden@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *settings, *arguments]
    result = subprocess.run(command, check=True, capture_output=True, text=True, env=environment and dict(environment))
    return result.stdout.strip()


def make_repository(folder: Path) -> Path:
    """Make an empty git repository and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def make_editions(folder: Path, **editions: Sequence[Demand]) -> Path:
    """Make a git repository with one commit for each edition, by name, and return its folder."""
    make_repository(folder)
    for name, demands in editions.items():
        write_policy(folder / "policy", *demands, edition=name)
        commit(folder)
    return folder


def make_partial(folder: Path, clone: Path, filter: str = "blob:none") -> Path:
    """Clone a repository with a filter, so that contents of older files are missing, and return the clone's folder."""
    for name in ("allowFilter", "allowAnySHA1InWant"):
        git(folder, "config", f"uploadpack.{name}", "true")
    git(folder, "clone", "--quiet", f"--filter={filter}", folder.as_uri(), str(clone))
    git(clone, "config", "gc.auto", "0")
    return clone


def commit(folder: Path, message: str = "erfunden", tag: str | None = None) -> str:
    """Commit everything in a repository and return the commit's id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
    if tag:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")
