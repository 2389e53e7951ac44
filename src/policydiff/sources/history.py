"""What the history knows about ids and papers: which demands an id once was, which ids there were, what was cited."""

from collections.abc import Collection, Mapping, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.checks.values import Past
from policydiff.errors import CatalogueError, Phrase, RepositoryError
from policydiff.sources.editions import is_demand_path
from policydiff.sources.git import Repository
from policydiff.sources.layout import COVER
from policydiff.sources.paths import id_of
from policydiff.sources.records import read_cover, read_demand
from policydiff.sources.yaml import read_document

NO_HISTORY = Phrase("a directory has no history")
SHALLOW = Phrase("this is a shallow clone")
PARTIAL = Phrase("this is a partial clone")
_BRING = Phrase("check where the whole history is: git fetch --refetch --no-filter")


def read_past(repository: Repository, policy: str, tips: Sequence[str], present: Mapping[str, str]) -> Past:
    """Return what the first-parent histories of some commits know.

    `present` are the demands to look at, id → what stands for their content now: only of those that ever differed is
    read what they were.
    """
    chains: dict[str, list[list[str]]] = {}
    covers: list[str] = []
    ids: set[str] = set()
    for tip in tips:
        versions: dict[str, list[str]] = {}
        for path, blob in repository.list_versions(tip, policy):
            if path == COVER and blob:
                covers.append(blob)
            elif is_demand_path(path):
                id = id_of(path)
                ids.add(id)
                if blob and id in present:
                    versions.setdefault(id, []).append(blob)
        for id, blobs in versions.items():
            if set(blobs) != {present[id]}:
                chains.setdefault(id, []).append(blobs[::-1])
    blobs = [*covers, *(blob for found in chains.values() for one in found for blob in one)]
    try:
        contents = repository.read_blobs(blobs)
    except RepositoryError:
        if not repository.is_partial:
            raise
        return Past(ids=frozenset(ids), is_whole=False, cut=PARTIAL, remedy=_BRING)
    texts = {id: tuple(_demands(id, blobs, contents) for blobs in found) for id, found in chains.items()}
    return Past(
        texts=texts,
        ids=frozenset(ids),
        papers=_papers([contents[blob] for blob in covers]),
        is_whole=not repository.is_shallow,
        cut=SHALLOW if repository.is_shallow else Phrase.of(""),
    )


def _demands(id: str, blobs: Sequence[str], contents: Mapping[str, bytes]) -> tuple[Demand, ...]:
    demands = []
    for blob in blobs:
        try:
            document = read_document(contents[blob], "")
        except CatalogueError:
            continue  # what nobody could read was no demand
        demands.append(read_demand(document, id, "", None, []))
    return tuple(demands)


def _papers(covers: Sequence[bytes]) -> Collection[str]:
    found = set()
    for content in covers:
        try:
            paper = read_cover(read_document(content, COVER), []).catalogue.paper
        except CatalogueError:
            continue
        if paper:
            found.add(paper)
    return frozenset(found)
