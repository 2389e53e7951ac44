"""The editions a git repository holds, and the demands that earlier ones dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.core.comparison import EarlierDemand
from policydiff.errors import CatalogueError
from policydiff.sources.git import Repository
from policydiff.sources.paths import is_hidden
from policydiff.sources.reading import COVER, PAPERS
from policydiff.sources.records import read_cover, read_demand
from policydiff.sources.yaml import read_document


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One edition: the last first-parent commit whose `catalogue.yaml` carries its name."""

    name: str
    title: str
    date: str | None
    commit: str


def list_editions(repository: Repository, policy: str, tip: str = "HEAD") -> list[Edition]:
    """Return the editions in the first-parent history of a commit, oldest first; a broken catalogue is passed over.

    So is the beginning of a catalogue, as long as it holds no demand.
    """
    commit = repository.find_commit(tip)
    if commit is None:
        return []
    history = repository.list_first_parents(commit)
    changed = set(repository.list_changes_of(commit, f"{policy}/{COVER}"))
    starts = [index for index, one in enumerate(history) if one in changed]
    covers = _covers(repository, policy, [history[index] for index in starts])
    editions: dict[str, Edition] = {}
    newest = 0
    for index, cover in zip(starts, covers, strict=True):  # newest first: the commit a stretch ends with comes first
        if cover and cover[0] not in editions:
            name, title, date = cover
            editions[name] = Edition(name=name, title=title, date=date, commit=history[newest])
        newest = index + 1
    found = list(reversed(editions.values()))
    while found and not any(map(is_demand_path, repository.list_files(found[0].commit, policy).files)):
        found.pop(0)  # begun by `policydiff init`, and still without a demand
    return found


def in_paper_order(editions: Sequence[Edition]) -> list[Edition]:
    """Return editions, given in the order of the git history, in that of the dates of their papers."""
    dates = [one.date for one in editions if one.date]
    if dates == sorted(dates):  # as nearly always: then nothing else need be imported
        return list(editions)
    from policydiff.core.lineage import Dated, in_time_order

    dated = [Dated(edition=one.name, date=one.date, place=at) for at, one in enumerate(editions)]
    return [editions[one.place] for one in in_time_order(dated)]


def list_earlier_demands(repository: Repository, policy: str, commit: str) -> list[EarlierDemand]:
    """Return the demands that stood in the history of a commit and do not stand in it, each as it was last worded."""
    deleted = [one for one in repository.list_deleted(commit, policy) if is_demand_path(one.path)]
    latest = {one.path.rpartition("/")[2]: one for one in reversed(deleted)}
    present = {path.rpartition("/")[2] for path in repository.list_files(commit, policy).files} if latest else set()
    gone = [one for name, one in latest.items() if name not in present]
    names = [f"{one.last_commit}:{policy}/{one.path}" for one in gone]
    covers = [f"{one.last_commit}:{policy}/{COVER}" for one in gone]
    blobs = repository.find_blobs([*names, *covers])
    contents = repository.read_blobs(blob for blob in blobs if blob)
    earlier = []
    for one, blob, cover in zip(gone, blobs[: len(gone)], blobs[len(gone) :], strict=True):
        if blob and cover:
            earlier += _earlier_demand(one.path, contents[blob], contents[cover])
    return sorted(earlier, key=lambda one: one.demand.id)


def read_edition(content: bytes) -> str | None:
    """Return the edition that a `catalogue.yaml` names, None when it is broken or names none."""
    cover = _edition_of(content)
    return cover[0] if cover else None


def _covers(repository: Repository, policy: str, commits: list[str]) -> list[tuple[str, str, str | None] | None]:
    names = [f"{commit}:{policy}/{COVER}" for commit in commits]
    contents = repository.read_blobs(names)
    return [_edition_of(contents[name]) if name in contents else None for name in names]


def _edition_of(content: bytes) -> tuple[str, str, str | None] | None:
    try:
        catalogue = read_cover(read_document(content, COVER), []).catalogue
    except CatalogueError:
        return None  # an old commit that was broken once is no reason not to list the others
    return (catalogue.edition, catalogue.title, catalogue.date) if catalogue.edition else None


def is_demand_path(path: str) -> bool:
    """Return whether a path, relative to the policy folder, is that of a demand."""
    folder, _, name = path.rpartition("/")
    return not is_hidden(path) and (
        bool(folder) and "/" not in folder and folder != PAPERS and name.endswith(".yaml") and not name.startswith("_")
    )


def _earlier_demand(path: str, content: bytes, cover: bytes) -> list[EarlierDemand]:
    try:
        edition = read_cover(read_document(cover, COVER), []).catalogue
        document = read_document(content, path)
    except CatalogueError:
        return []
    group, _, name = path.rpartition("/")
    known = {one.key: one for one in edition.addressees}
    demand = read_demand(document, name.removesuffix(".yaml"), group, known, [])
    return [EarlierDemand(edition=edition.edition, demand=demand)] if demand.text else []
