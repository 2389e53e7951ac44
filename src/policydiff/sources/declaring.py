"""What a person declares about demands → their files in a policy folder, all of them or none."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from policydiff.core.acceptance import fingerprint_wording
from policydiff.core.catalogue import Demand
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.editions import is_demand_path
from policydiff.sources.records import read_demand
from policydiff.sources.tidying import DEMAND_KEYS
from policydiff.sources.writing import refusing, replace_files
from policydiff.sources.yaml import read_document, write_key

_DECLARED, _PRESUMED, _SAID_OF = "succeeds", "presumed", "said_of"


class DemandChangedError(CatalogueError):
    """A demand no longer says what it said when its declaration was asked for."""


def write_declarations(
    folder: Path, declared: Iterable[tuple[Demand, tuple[str, ...] | None]], shown: str, *, again: Collection[str] = ()
) -> None:
    """Write what demands continue (`succeeds`) into their files, and touch nothing else in them but what was presumed.

    Of the ids that say it `again`, the wording that they say it of is noted (`said_of`), of others no longer.
    All of them or none. A demand that moved to another group meanwhile is found there. Raises DemandChangedError where
    one says something else than it did, and CatalogueError, with the file's path below `shown`, where a file cannot be
    changed so.
    """
    behind = DEMAND_KEYS[: DEMAND_KEYS.index(_DECLARED)]
    files: dict[str, bytes] = {}
    for demand, succeeds in declared:
        path = _find_file(folder, demand, shown)
        with refusing(f"{shown}/{path}"):
            content = (folder / path).read_bytes()
        _see_that_it_is_the_same(demand, content, f"{shown}/{path}")
        written = write_key(content, _DECLARED, succeeds, behind=behind, file=f"{shown}/{path}")
        written = write_key(written, _PRESUMED, None, behind=(*behind, _DECLARED), file=f"{shown}/{path}")
        said_of = fingerprint_wording(demand) if demand.id in again else None
        written = write_key(written, _SAID_OF, said_of, behind=(*behind, _DECLARED), file=f"{shown}/{path}")
        if written != content:
            files[path] = written
    replace_files(folder, files, f"{shown}/")


def _find_file(folder: Path, demand: Demand, shown: str) -> str:
    """Return where a demand stands now, relative to the policy folder."""
    path = f"{demand.group}/{demand.id}.yaml"
    if (folder / path).is_file():
        return path
    homes = sorted(one.relative_to(folder).as_posix() for one in folder.glob(f"*/{demand.id}.yaml"))
    moved = [one for one in homes if is_demand_path(one)]
    if len(moved) == 1:
        return moved[0]
    found = f"it now stands in {' and '.join(moved)}" if moved else "the demand is no longer there"
    remedy = "let it stand in one place" if moved else "bring the file back, or compare anew without it"
    raise CatalogueError(Problem(file=f"{shown}/{path}", found=found, remedy=remedy))


def _see_that_it_is_the_same(demand: Demand, content: bytes, file: str) -> None:
    problems: list[Problem] = []
    now = read_demand(read_document(content, file), demand.id, demand.group, None, problems)
    if problems:
        raise CatalogueError(*problems)
    if replace(now, source=demand.source) != demand:
        found = "the demand was changed meanwhile"
        raise DemandChangedError(Problem(file=file, found=found, remedy="look at it and say it again"))
