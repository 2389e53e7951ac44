"""Adding one demand to a policy folder, whatever state its other files are in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.core.checks.repeats import find_repeats
from policydiff.core.checks.values import name
from policydiff.errors import CatalogueError, Phrase, Problem, RepositoryError
from policydiff.sources.placing import place_files
from policydiff.sources.reading import COVER, GROUP
from policydiff.sources.records import demand_values, group_values, read_cover, read_demand, read_group
from policydiff.sources.writing import read_yaml_files
from policydiff.sources.yaml import Document, read_document, write_document

_LANGUAGE = re.compile(rb"^language:\s*[\"']?([A-Za-z_-]+)", re.MULTILINE)


def guess_language(folder: Path) -> str:
    """Return the language that `catalogue.yaml` names, whatever else is wrong with it; empty where there is none."""
    path = folder / COVER
    named = _LANGUAGE.search(path.read_bytes()) if path.is_file() else None
    return named[1].decode() if named else ""


def read_loosely(folder: Path, shown: str) -> Catalogue:
    """Return what can be read of a policy folder; files with problems are passed over, but for `catalogue.yaml`.

    Raises RepositoryError when there is none and CatalogueError with the problems of `catalogue.yaml`.
    """
    if not (folder / COVER).is_file():
        remedy = Phrase("make a new repository with `policydiff init`, or name the folder with --policy-dir")
        raise RepositoryError(Problem(file=shown, found=Phrase("there is no {file} here", file=COVER), remedy=remedy))
    files = read_yaml_files(folder)
    problems: list[Problem] = []
    cover = read_cover(read_document(files[COVER], f"{shown}/{COVER}"), problems)
    if problems:
        raise CatalogueError(*problems)
    known = {one.key for one in cover.catalogue.addressees}
    groups: dict[str, WorkingGroup] = {}
    demands = []
    for path, content in files.items():
        key, _, file = path.rpartition("/")
        document = _document(content, path) if key and "/" not in key else None
        if document and file == GROUP:
            groups[key] = read_group(document, key, [])
        elif document:
            demands.append(read_demand(document, file.removesuffix(".yaml"), key, dict.fromkeys(known), []))
    order = [*(key for key in cover.group_order if key in groups), *sorted(groups.keys() - set(cover.group_order))]
    return Catalogue(
        edition=cover.catalogue.edition,
        title=cover.catalogue.title,
        language=cover.catalogue.language,
        addressees=cover.catalogue.addressees,
        working_groups=tuple(groups[key] for key in order),
        demands=tuple(demands),
    )


def find_nearly_identical(text: str, demands: Sequence[Demand]) -> Demand | None:
    """Return the demand that says nearly the same, as `policydiff check` judges it; None when there is none."""
    asked = Demand(id="", group="", text=text)
    bare = [*(replace(demand, title=None) for demand in demands), asked]
    found = [(likeness, -place) for place, _, likeness in find_repeats(bare, {name(asked)})]
    return demands[-max(found)[1]] if found else None


def next_position(demand_group: str, demands: Iterable[Demand]) -> int | None:
    """Return the position after all others; None where the demands of the working group have none."""
    placed = [(demand.group, demand.source.position) for demand in demands if demand.source.position]
    if not any(group == demand_group for group, _ in placed):
        return None
    return max(position for _, position in placed if position) + 1


def add_demand(folder: Path, demand: Demand, *, new_group: WorkingGroup | None = None) -> list[str]:
    """Write the file of a new demand, and of its working group when that is new; return the paths in the folder.

    A new working group comes last where `catalogue.yaml` puts them in order.
    """
    files = {f"{demand.group}/{demand.id}.yaml": write_document(demand_values(demand))}
    if new_group:
        files[f"{new_group.key}/{GROUP}"] = write_document(group_values(new_group))
        files |= _ordered(folder, new_group)
    return place_files(folder, files, renew=[COVER])


def _ordered(folder: Path, new_group: WorkingGroup) -> dict[str, bytes]:
    """Return `catalogue.yaml` with a further working group; nothing where it puts them in no order."""
    content = (folder / COVER).read_bytes()
    values = read_document(content, COVER).values
    order = values.get("working_groups")
    if not order or new_group.key in order:
        return {}
    return {COVER: write_document({**values, "working_groups": [*order, new_group.key]}, content)}


def _document(content: bytes, path: str) -> Document | None:
    try:
        return read_document(content, path)
    except CatalogueError:
        return None
