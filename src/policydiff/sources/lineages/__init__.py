"""All editions of a repository as a chronicle: read from git, or from what an earlier run kept of the same content."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.comparison import Progress, Version
from policydiff.core.lineage import Chronicle, Dated, Link, Step, in_time_order
from policydiff.core.lineage.chronicles import relatives
from policydiff.core.lineage.partings import find_company
from policydiff.core.lineage.tracing import Gap, find_gap, find_step, trace_editions
from policydiff.core.lineage.values import Node
from policydiff.core.report import Untouched
from policydiff.errors import Problem, RepositoryError
from policydiff.sources.editions import Edition, list_editions, read_edition
from policydiff.sources.git import Repository
from policydiff.sources.layout import COVER
from policydiff.sources.lineages.acceptances import read_all_acceptances
from policydiff.sources.lineages.catalogues import read_catalogues
from policydiff.sources.lineages.records import (
    KeptCatalogue,
    links_of,
    open_catalogue,
    open_step,
    record_of_catalogue,
    record_of_links,
    record_of_step,
)
from policydiff.sources.lineages.store import Store
from policydiff.sources.reading import read_rulebook
from policydiff.sources.snapshots import take_commit
from policydiff.sources.versions import Place

__all__ = ["find_uncommitted", "read_chronicle", "read_course"]

# So few editions are matched with a bar for each step.
_FEW = 3


def read_chronicle(
    place: Place,
    *,
    about: str | None = None,
    progress: Progress | None = None,
    problems: list[Problem] | None = None,
    store: Store | None = None,
) -> Chronicle:
    """Return all editions in the history of HEAD with their lineage.

    With `about`, only the demands that ever carried this id, their ancestors and descendants, and all that were split
    or merged with them, stand in the catalogues, and what people let through is not read.
    What is broken in an old edition cannot be mended any more: it is told in `problems` and left out. Raises
    RepositoryError where there is no edition, and CatalogueError for broken settings.
    """
    place = place.opened()
    repository = place.open()
    editions = list_editions(repository, place.policy)
    if not editions:
        found = f"no commit holds {place.policy}/catalogue.yaml"
        raise RepositoryError(Problem(found=found, remedy="import a paper and commit it, or name --policy-dir"))
    work = _Work(
        repository=repository,
        policy=place.policy,
        editions={one.name: one for one in editions},
        store=Store() if store is None else store,
        problems=[] if problems is None else problems,
        progress=progress,
    )
    work.open_all()
    dated = work.order
    ids = {one.edition: work.kept[one.edition].ids for one in dated}
    lineage = trace_editions(dated, ids, work.step, work.back, progress=progress)
    wanted: dict[str, set[str]] | None = None
    if about is not None:
        wanted = {one.edition: set() for one in dated}
        named = [Node(edition, about) for edition in wanted if about in ids[edition]]
        for node in relatives(lineage, [wording for one in named for wording in lineage.wordings_of(one)]):
            for link in lineage.before(node):  # what a split or merger means is told of all its demands together
                for one in chain(*find_company(lineage, link)):
                    wanted[one.edition].add(one.id)
            wanted[node.edition].add(node.id)
    rulebook = read_rulebook(take_commit(repository, editions[-1].commit, place.policy, editions[-1].name))
    rulebook = replace(rulebook, language="")  # every edition is read in its own
    accepted = read_all_acceptances(repository, place.policy, editions) if about is None else {}
    versions = tuple(
        replace(
            work.version(one.edition, wanted[one.edition] if wanted else None),
            acceptances=accepted.get(one.edition, ()),
        )
        for one in dated
    )
    taken_in = tuple(one.edition for one in sorted(dated, key=lambda one: one.place))
    return Chronicle(versions=versions, lineage=lineage, rulebook=rulebook, policy=place.policy, taken_in=taken_in)


def read_course(
    place: Place,
    editions: Sequence[Edition],
    catalogues: Mapping[str, Catalogue],
    *,
    progress: Progress | None = None,
    store: Store | None = None,
) -> Chronicle:
    """Return some editions, given in the order in which they were taken in, with the lineage of their demands.

    `catalogues` stand for the editions that they name: those are not read. What is broken in the others is left out.
    """
    work = _Work(
        repository=place.open(),
        policy=place.policy,
        editions={one.name: one for one in editions},
        store=Store() if store is None else store,
        problems=[],
        progress=progress,
    )
    work.open_all(catalogues)
    ids = {one.edition: work.kept[one.edition].ids for one in work.order}
    lineage = trace_editions(work.order, ids, work.step, work.back, progress=progress)
    return Chronicle(versions=tuple(work.version(one.edition) for one in work.order), lineage=lineage)


def find_uncommitted(place: Place, chronicle: Chronicle) -> str | None:
    """Return the edition that the working tree holds and no commit; None where there is none."""
    folder = place.open().working_tree
    cover = folder / place.policy / COVER if folder else None
    if cover is None or not cover.is_file():
        return None
    edition = read_edition(cover.read_bytes())
    return edition if edition not in chronicle.editions else None


@dataclass(kw_only=True, slots=True)
class _Work:
    """What one run knows: the editions, what was kept of them, and what it read itself."""

    repository: Repository
    policy: str
    editions: Mapping[str, Edition]
    store: Store
    problems: list[Problem]
    progress: Progress | None
    trees: dict[str, str] = field(default_factory=dict)
    kept: dict[str, KeptCatalogue] = field(default_factory=dict)
    order: Sequence[Dated] = ()
    _versions: dict[str, Version] = field(default_factory=dict)
    _by_id: dict[str, dict[str, Demand]] = field(default_factory=dict)

    def open_all(self, given: Mapping[str, Catalogue] | None = None) -> None:
        """Open what is `given` or the store keeps of every edition, and read and keep the others."""
        for name, catalogue in (given or {}).items():
            record = record_of_catalogue(catalogue)
            self.kept[name] = KeptCatalogue(record=record, catalogue=catalogue)
            self.trees[name] = sha256(json.dumps(record, default=str).encode()).hexdigest()  # it has no git tree
        committed = [one for one in self.editions.values() if one.name not in self.kept]
        names = [f"{one.commit}:{self.policy}" for one in committed]
        for one, tree in zip(committed, self.repository.find_trees(names), strict=True):
            self.trees[one.name] = tree or ""
        missing = []
        for name in (one.name for one in committed):
            kept = open_catalogue(self.store.load("edition", self.trees[name]), name)
            if kept is None:
                missing.append(self.editions[name])
            else:
                self.kept[name] = kept
        told: dict[str, list[Problem]] = {}
        for name, catalogue in read_catalogues(self.repository, self.policy, missing, told, self.progress):
            self.problems += told.get(name, [])
            if catalogue.demands:
                record = record_of_catalogue(catalogue)
                self.kept[name] = KeptCatalogue(record=record, catalogue=catalogue)
                if name not in told:  # what is broken is told again each time
                    self.store.save(record, "edition", self.trees[name])
            else:
                self.problems.append(Problem(found=f"the edition {name} holds no demand", remedy="it is left out"))
        places = [Dated(edition=one.name, date=one.date, place=at) for at, one in enumerate(self.editions.values())]
        self.order = in_time_order([one for one in places if one.edition in self.kept])
        if not self.order:
            remedy = "import a paper and commit it, or add a demand with `policydiff new`"
            raise RepositoryError(Problem(found="no edition holds a demand", remedy=remedy))

    def version(self, edition: str, wanted: set[str] | None = None) -> Version:
        """Return an edition; where only some demands are wanted, the others are named in `untouched`."""
        if wanted is not None:
            kept = self.kept[edition]
            rest = tuple(Untouched(group, id) for group, id in kept.places() if id not in wanted)
            return self._version(kept.some(wanted), untouched=rest)
        if edition not in self._versions:
            self._versions[edition] = self._version(self.kept[edition].whole())
        return self._versions[edition]

    def _version(self, catalogue: Catalogue, untouched: tuple[Untouched, ...] = ()) -> Version:
        name = catalogue.edition
        return Version(catalogue=catalogue, spec=name, commit=self.editions[name].commit, untouched=untouched)

    def demands(self, edition: str) -> dict[str, Demand]:
        """Return the demands of an edition by id."""
        if edition not in self._by_id:
            self._by_id[edition] = {one.id: one for one in self.version(edition).catalogue.demands}
        return self._by_id[edition]

    def step(self, old: Dated, new: Dated) -> Step:
        """Return the links between two editions."""
        direction = "backward" if new.place < old.place else "forward"
        key = ("step", direction, self.trees[old.edition], self.trees[new.edition])
        kept = open_step(self.store.load(*key), self.kept[old.edition], self.kept[new.edition])
        if kept is None:
            progress = self.progress if len(self.order) <= _FEW else None  # else the bar of editions says enough
            kept = find_step(self.version(old.edition), self.version(new.edition), (old, new), progress)
            self.store.save(record_of_step(kept), *key)
        return kept

    def back(self, gap: Gap) -> tuple[Link, ...]:
        """Return the links over a gap; what was dropped before follows from all editions up to here."""
        key = ["gap"]
        for one in self.order:
            key.append(f"{one.place} {self.trees[one.edition]}")
            if one.edition == gap.edition:
                break
        kept = links_of(
            self.store.load(*key), set(gap.dropped), {Node(gap.edition, id) for id in self.kept[gap.edition].ids}
        )
        if kept is None:
            kept = find_gap(gap, self.version(gap.edition), self.demands)
            self.store.save(record_of_links(kept), *key)
        return kept
