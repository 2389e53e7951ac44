"""What the files of a catalogue are: the cover, the working groups, the demands, and what has no place there."""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import isabs, join, normpath

from policydiff.errors import Phrase, Problem
from policydiff.sources.acceptances import ACCEPTED
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE
from policydiff.sources.paths import is_hidden
from policydiff.sources.rulebook import LEXICON, SETTINGS
from policydiff.sources.snapshots import Snapshot

COVER = "catalogue.yaml"
GROUP = "_group.yaml"
PAPERS = "papers"
_OWN = (COVER, SETTINGS, LEXICON, ACCEPTED)
_USUAL_PATH = re.compile(rf"(?!{PAPERS}/)([^/.][^/]*)/(?!{re.escape(GROUP)})({IDENTIFIER.pattern})\.yaml")
# What somebody took for YAML, with an ending that is not read or that a program put behind: new.yml, new.yaml.txt.
_NEARLY_YAML = re.compile(r"(.+)\.ya?ml(?:\.txt)?", re.IGNORECASE)


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


def classify(snapshot: Snapshot, paths: Iterable[str], problems: list[Problem]) -> Layout:
    """Return what each file is; whatever looks like a demand but would not be read is a problem."""
    layout = Layout(covers=set(), described=set(), demands={}, groups=set(), ids=set())
    for path in paths:
        match = _USUAL_PATH.fullmatch(path)
        if match:  # 100,000 paths are looked at: one expression for nearly all of them
            layout.demands[path] = (match[1], match[2])
            continue
        if is_hidden(path):
            continue
        folder, _, name = path.rpartition("/")
        if name.endswith(".yaml") and name != GROUP and folder and "/" not in folder and folder != PAPERS:
            layout.demands[path] = (folder, name[:-5])
            found = Phrase("the id {id!r}", id=name[:-5])
            problem = Problem(file=snapshot.place + path, found=found, remedy=IDENTIFIER_RULE, code="id-invalid")
            problems.append(problem)
        elif name == GROUP and folder and "/" not in folder:
            layout.described.add(folder)
        elif path == COVER:
            layout.covers.add(path)
        else:
            problems += _stray(snapshot.place, path)
    layout.groups.update(layout.described, (group for group, _ in layout.demands.values()))
    layout.ids.update(id.casefold() for _, id in layout.demands.values())
    return layout


def lay_out(snapshot: Snapshot, paths: Iterable[str], problems: list[Problem], shared: Layout | None = None) -> Layout:
    """Return what the files of a snapshot are: its own `paths` and those it shares with the other side."""
    layout = classify(snapshot, paths, problems)
    if shared:
        layout.covers.update(shared.covers)
        layout.described.update(shared.described)
        layout.demands.update(shared.demands)
        layout.groups.update(shared.groups)
        layout.ids.update(shared.ids)
    problems += _misnamed(snapshot, layout)
    problems += _twice(snapshot, layout)
    if not layout.covers and (link := snapshot.find_link()):
        problems.append(_linked(snapshot.place.rstrip("/"), link))
    elif not layout.covers:
        found = Phrase("no catalogue: there is no {file}", file=COVER)
        if snapshot.commit:
            found = Phrase("no catalogue: there is no {file} in {version}", file=COVER, version=name_snapshot(snapshot))
        remedy = Phrase("import a paper with `policydiff import`, or name the folder with --policy-dir")
        problems.append(Problem(file=snapshot.place.rstrip("/"), found=found, remedy=remedy, code="catalogue-missing"))
    elif not layout.demands:
        found = Phrase("an empty catalogue: there is no demand in it")
        remedy = Phrase("put demands into <working-group>/<demand-id>.yaml, or import a paper")
        if snapshot.spec:
            found = Phrase("an empty catalogue: there is no demand in {version}", version=name_snapshot(snapshot))
        if snapshot.commit:  # what is committed stays as it is
            remedy = Phrase("name a version that holds demands: this one cannot be compared")
        place = snapshot.place + COVER
        problems.append(Problem(file=place, line=1, found=found, remedy=remedy, code="catalogue-empty"))
    return layout


def _linked(folder: str, link: str) -> Problem:
    """Return the problem that the policy folder is a symbolic link, and where to look instead."""
    target = normpath(join(folder, "..", link))
    is_inside = not isabs(link) and target.split("/")[0] not in ("..", ".")
    remedy = Phrase("put the folder itself there: links are not followed")
    if is_inside:
        remedy = Phrase("name the folder itself: --policy-dir {folder}", folder=shlex.quote(target))
    found = Phrase("a symbolic link to {target} instead of the catalogue", target=link)
    return Problem(file=folder, found=found, remedy=remedy, code="file-linked")


def name_snapshot(snapshot: Snapshot) -> str:
    """Return what a person calls a snapshot; a commit asked for by its whole id goes by the beginning of it."""
    return snapshot.spec[:7] if snapshot.spec == snapshot.commit else snapshot.spec


def _twice(snapshot: Snapshot, layout: Layout) -> Iterable[Problem]:
    if len(layout.ids) == len(layout.demands):
        return
    homes: dict[str, str] = {}
    for path, (_, id) in sorted(layout.demands.items()):
        if id.casefold() in homes:
            other = snapshot.place + homes[id.casefold()]
            yield Problem(
                file=snapshot.place + path,
                line=1,
                found=Phrase("the id {id!r} a second time (also in {other})", id=id, other=other),
                remedy=Phrase("give one of them another id"),
                code="id-duplicate",
                others=(other,),
            )
        homes.setdefault(id.casefold(), path)


def _stray(place: str, path: str) -> list[Problem]:
    if path in _OWN or path.startswith(f"{PAPERS}/"):
        return []
    folder, _, name = path.rpartition("/")
    match = _NEARLY_YAML.fullmatch(name)
    if not match:
        return []
    meant = f"{match[1]}.yaml"
    found = Phrase("a YAML file where none is read")
    remedy = Phrase("a demand lies in <working-group>/<demand-id>.yaml; move or remove the file")
    if name != meant and "/" not in folder and (folder or meant in _OWN):
        found = Phrase("only files that end with .yaml are read, and this one does not")
        remedy = Phrase("name it {name}, or remove it", name=meant)
    return [Problem(file=place + path, found=found, remedy=remedy, code="file-misplaced")]


def _misnamed(snapshot: Snapshot, layout: Layout) -> Iterable[Problem]:
    for group in sorted(layout.groups):
        place = snapshot.place + group
        if not IDENTIFIER.fullmatch(group):
            found = Phrase("the folder name {name!r}", name=group)
            yield Problem(file=place, found=found, remedy=IDENTIFIER_RULE, code="id-invalid")
        if group not in layout.described:
            missing = f"{place}/{GROUP}"
            yield Problem(
                file=place,
                found=Phrase("a working group without {file}", file=GROUP),
                remedy=Phrase("add {file} with “name: …”", file=missing),
                code="group-undescribed",
                others=(missing,),
            )
