"""Snapshots → versions: only files that differ between the two sides are read and parsed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Addressee, Catalogue, Demand, WorkingGroup
from policydiff.core.comparison import Version
from policydiff.core.report import Untouched
from policydiff.errors import CatalogueError, Problem, did_you_mean
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE
from policydiff.sources.git import Difference
from policydiff.sources.records import Cover, read_cover, read_demand, read_group
from policydiff.sources.snapshots import Snapshot, tell_apart
from policydiff.sources.yaml import Document, read_document

COVER = "catalogue.yaml"
GROUP = "_group.yaml"
PAPERS = "papers"
_USUAL_PATH = re.compile(rf"(?!{PAPERS}/)([^/]+)/(?!{re.escape(GROUP)})({IDENTIFIER.pattern})\.yaml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A catalogue's files by what they hold: the cover, folders with a description, demands as path → (group, id).

    `groups` are the keys of all working groups, `ids` all ids in lower case: Windows and macOS would write two files
    whose names differ only in case into one.
    """

    covers: set[str]
    described: set[str]
    demands: dict[str, tuple[str, str]]
    groups: set[str]
    ids: set[str]


def read_version(snapshot: Snapshot) -> Version:
    """Return the whole catalogue of a snapshot; raises CatalogueError with all its problems."""
    listing = snapshot.list_files()
    marks, problems = listing.files, [*listing.problems]
    layout = _lay_out(snapshot, marks, problems)
    catalogue = _read(snapshot, layout, layout.demands, marks, problems)
    if problems:
        raise CatalogueError(*dict.fromkeys(problems))
    return Version(catalogue=catalogue, spec=snapshot.spec, commit=snapshot.commit)


def read_pair(
    old: Snapshot, new: Snapshot, *, whole: bool = False, mentioning: Collection[str] = ()
) -> tuple[Version, Version]:
    """Return two versions to compare, demands whose files are the same on both sides left unread unless `whole`.

    Of those, only the ones are read that another demand continues, or whose file holds one of the ids `mentioning`.
    Raises CatalogueError with all problems of both sides.
    """
    if whole:
        return read_version(old), read_version(new)
    difference = tell_apart(old, new)
    problems = [*difference.problems]
    shared = _classify(new, difference.same, problems)
    old_layout = _lay_out(old, difference.old, problems, shared)
    new_layout = _lay_out(new, difference.new, problems, shared)
    same = dict(shared.demands)
    old_paths = [path for path in difference.old if path in old_layout.demands]
    new_paths = [path for path in difference.new if path in new_layout.demands]
    new_catalogue = _read(new, new_layout, new_paths, difference.new, problems)
    claimed = _claimed(new_catalogue, same)  # continued by a declaration: both sides are needed, though unchanged
    mentioning = [*mentioning, *_lost_addressees(old, new, difference)]
    if mentioning:
        words = [id.encode() for id in mentioning]
        contents = new.read(same, new.list_files().files)
        found = {path for path, content in contents.items() if any(word in content for word in words)}
        claimed = sorted(found.union(claimed))
    if claimed:
        new_catalogue = _read(new, new_layout, [*new_paths, *claimed], difference.new, problems)
    old_catalogue = _read(old, old_layout, [*old_paths, *claimed], difference.old, problems)
    if problems:
        raise CatalogueError(*dict.fromkeys(problems))
    left = same.keys() - claimed if claimed else same
    untouched = tuple(map(Untouched._make, map(same.__getitem__, sorted(left))))
    return (
        Version(catalogue=old_catalogue, spec=old.spec, commit=old.commit, untouched=untouched),
        Version(catalogue=new_catalogue, spec=new.spec, commit=new.commit, untouched=untouched),
    )


def _lost_addressees(old: Snapshot, new: Snapshot, difference: Difference) -> set[str]:
    """Return the addressees that only the old registry knows: unchanged demands may still name them."""
    if COVER not in difference.new or COVER not in difference.old:
        return set()
    keys = [
        {one.key for one in _registry(snapshot, marks)}
        for snapshot, marks in ((old, difference.old), (new, difference.new))
    ]
    return keys[0] - keys[1]


def _registry(snapshot: Snapshot, marks: Mapping[str, str]) -> Sequence[Addressee]:
    document = _document(snapshot, COVER, snapshot.read([COVER], marks)[COVER], [])
    return read_cover(document, []).catalogue.addressees if document else ()


def _classify(snapshot: Snapshot, paths: Iterable[str], problems: list[Problem]) -> Layout:
    """Return what each file is; whatever looks like a demand but would not be read is a problem."""
    layout = Layout(covers=set(), described=set(), demands={}, groups=set(), ids=set())
    for path in paths:
        match = _USUAL_PATH.fullmatch(path)
        if match:  # 100,000 paths are looked at: one expression for nearly all of them
            layout.demands[path] = (match[1], match[2])
            continue
        folder, _, name = path.rpartition("/")
        if name.endswith(".yaml") and name != GROUP and folder and "/" not in folder and folder != PAPERS:
            layout.demands[path] = (folder, name[:-5])
            found = f"the id {name[:-5]!r}"
            problems.append(Problem(file=snapshot.place + path, found=found, remedy=IDENTIFIER_RULE))
        elif name == GROUP and folder and "/" not in folder:
            layout.described.add(folder)
        elif path == COVER:
            layout.covers.add(path)
        else:
            problems += _stray(snapshot.place, path)
    layout.groups.update(layout.described, (group for group, _ in layout.demands.values()))
    layout.ids.update(id.casefold() for _, id in layout.demands.values())
    return layout


def _lay_out(snapshot: Snapshot, paths: Iterable[str], problems: list[Problem], shared: Layout | None = None) -> Layout:
    """Return what the files of a snapshot are: its own `paths` and those it shares with the other side."""
    layout = _classify(snapshot, paths, problems)
    if shared:
        layout.covers.update(shared.covers)
        layout.described.update(shared.described)
        layout.demands.update(shared.demands)
        layout.groups.update(shared.groups)
        layout.ids.update(shared.ids)
    problems += _misnamed(snapshot, layout)
    problems += _twice(snapshot, layout)
    if not layout.covers:
        found = f"no catalogue: there is no {COVER}"
        remedy = "import a paper with `policydiff import`, or name the folder with --policy-dir"
        problems.append(Problem(file=_called(snapshot), found=found, remedy=remedy))
    elif not layout.demands:
        found = "an empty catalogue: there is no demand in it"
        remedy = "put demands into <working-group>/<demand-id>.yaml, or import a paper"
        problems.append(Problem(file=snapshot.place + COVER, line=1, found=found, remedy=remedy))
    if not layout.covers or not layout.demands:
        raise CatalogueError(*problems)
    return layout


def _called(snapshot: Snapshot) -> str:
    return snapshot.place.rstrip("/") + (f" in {snapshot.spec}" if snapshot.commit else "")


def _twice(snapshot: Snapshot, layout: Layout) -> Iterable[Problem]:
    if len(layout.ids) == len(layout.demands):
        return
    homes: dict[str, str] = {}
    for path, (_, id) in sorted(layout.demands.items()):
        if id.casefold() in homes:
            found = f"the id {id!r} a second time (also in {snapshot.place}{homes[id.casefold()]})"
            yield Problem(file=snapshot.place + path, line=1, found=found, remedy="give one of them another id")
        homes.setdefault(id.casefold(), path)


def _stray(place: str, path: str) -> list[Problem]:
    name = path.rpartition("/")[2]
    if path == COVER or path.startswith(f"{PAPERS}/") or name.startswith("."):
        return []
    if name.endswith((".yaml", ".yml")):
        remedy = "a demand lies in <working-group>/<demand-id>.yaml; move or remove the file"
        return [Problem(file=place + path, found="a YAML file where none is read", remedy=remedy)]
    return []


def _misnamed(snapshot: Snapshot, layout: Layout) -> Iterable[Problem]:
    for group in sorted(layout.groups):
        if not IDENTIFIER.fullmatch(group):
            yield Problem(file=snapshot.place + group, found=f"the folder name {group!r}", remedy=IDENTIFIER_RULE)
        if group not in layout.described:
            remedy = f"add {snapshot.place}{group}/{GROUP} with „name: …“"
            yield Problem(file=snapshot.place + group, found=f"a working group without {GROUP}", remedy=remedy)


def _read(
    snapshot: Snapshot, layout: Layout, paths: Iterable[str], marks: Mapping[str, str], problems: list[Problem]
) -> Catalogue:
    group_files = [f"{group}/{GROUP}" for group in sorted(layout.described)]
    contents = snapshot.read([COVER, *group_files, *paths], marks)
    cover = _cover(snapshot, contents[COVER], layout, problems)
    described = {path.rpartition("/")[0]: _document(snapshot, path, contents[path], problems) for path in group_files}
    groups = {key: read_group(document, key, problems) for key, document in described.items() if document}
    known = {one.key: one for one in cover.catalogue.addressees}
    demands = _demands(snapshot, layout, contents, known, problems)
    ordered = _in_order(groups, cover.group_order)
    ranks = {group.key: rank for rank, group in enumerate(ordered)}
    return replace(
        cover.catalogue,
        working_groups=ordered,
        demands=tuple(sorted(demands, key=lambda demand: _place(demand, ranks))),
    )


def _claimed(new: Catalogue, same: Mapping[str, tuple[str, str]]) -> list[str]:
    wanted = {id for demand in new.demands for id in demand.succeeds or ()}
    return [path for path, (_, id) in same.items() if id in wanted] if wanted else []


def _cover(snapshot: Snapshot, content: bytes, layout: Layout, problems: list[Problem]) -> Cover:
    document = _document(snapshot, COVER, content, problems)
    if document is None:
        raise CatalogueError(*problems)
    cover = read_cover(document, problems)
    for index, key in enumerate(cover.group_order):
        if key not in layout.groups:
            found = f"the working group {key!r} without a folder"
            line = document.line("working_groups", str(index))
            remedy = did_you_mean(key, sorted(layout.groups))
            problems.append(Problem(file=document.file, line=line, found=found, remedy=remedy))
    return cover


def _demands(
    snapshot: Snapshot,
    layout: Layout,
    contents: Mapping[str, bytes],
    known: Mapping[str, object],
    problems: list[Problem],
) -> Iterable[Demand]:
    for path, content in contents.items():
        if path in layout.demands:
            document = _document(snapshot, path, content, problems)
            if document:
                group, id = layout.demands[path]
                yield read_demand(document, id, group, known, problems)


def _document(snapshot: Snapshot, path: str, content: bytes, problems: list[Problem]) -> Document | None:
    try:
        return read_document(content, snapshot.place + path)
    except CatalogueError as error:
        problems.extend(error.problems)
        return None


def _in_order(groups: Mapping[str, WorkingGroup], order: Sequence[str]) -> tuple[WorkingGroup, ...]:
    named = [groups[key] for key in order if key in groups]
    return (*named, *(groups[key] for key in sorted(groups) if key not in order))


def _place(demand: Demand, ranks: Mapping[str, int]) -> tuple[int, int, str]:
    return ranks.get(demand.group, len(ranks)), demand.source.position or 0, demand.id
