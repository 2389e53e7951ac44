"""Where two versions stand among the editions of their history, and what lies between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policydiff.core.catalogue import Catalogue
from policydiff.core.comparison import EarlierDemand, Progress, Version, is_one_step
from policydiff.core.matching.sameness import CLEAR_FIT, fit
from policydiff.sources.editions import Edition, in_paper_order, is_demand_path, list_earlier_demands, list_editions
from policydiff.sources.git import Repository
from policydiff.sources.neighbours import find_words
from policydiff.sources.paths import id_of
from policydiff.sources.reading import read_tolerantly
from policydiff.sources.snapshots import Snapshot
from policydiff.sources.versions import Place

if TYPE_CHECKING:  # a comparison of neighbours needs no lineage
    from policydiff.core.lineage import Chronicle
    from policydiff.core.lineage.distances import Descent

# So many demands are asked about at once, which takes a fifth of a second; where there are as many, the answer is kept.
_MANY = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """The editions of a history with those of two versions, in the order in which they were taken in.

    `order` names them in the order of their papers, `old` and `new` are those of the two versions.
    """

    editions: tuple[Edition, ...]
    order: tuple[str, ...]
    old: str
    new: str

    @property
    def taken_in(self) -> tuple[str, ...]:
        """Return the names of the editions in the order in which they were taken in."""
        return tuple(one.name for one in self.editions)

    @property
    def is_one_step(self) -> bool:
        """Return whether what the new edition declares is about the old one."""
        return is_one_step(self.old, self.new, taken_in=self.taken_in, order=self.order)

    @property
    def is_forward(self) -> bool:
        """Return whether the new paper is not older than the old one."""
        return self.order.index(self.old) <= self.order.index(self.new)

    @property
    def is_in_order(self) -> bool:
        """Return whether the papers up to the old one were taken in in the order of their dates."""
        place, rank = (names.index(self.old) + 1 for names in (self.taken_in, self.order))
        return self.taken_in[:place] == self.order[:rank]

    def up_to(self, edition: str) -> tuple[Edition, ...]:
        """Return the editions whose papers are not younger than that of an edition."""
        wanted = self.order[: self.order.index(edition) + 1]
        return tuple(one for one in self.editions if one.name in wanted)

    @property
    def last(self) -> str:
        """Return which of the two has the younger paper."""
        return self.new if self.is_forward else self.old


def find_course(place: Place, old: Version, new: Version) -> Course | None:
    """Return where two versions stand in the history that holds both; None where none does, or one is not known there.

    What is not committed comes last.
    """
    if place.repository is None or not (old.commit or new.commit):
        return None
    listed = _list_editions(place, place.repository, {one.commit for one in (new, old) if one.commit})
    editions = {one.name: one for one in listed}
    for one in (old, new):
        cover = one.catalogue
        if not one.commit and cover.edition and cover.edition not in editions:
            editions[cover.edition] = Edition(name=cover.edition, title=cover.title, date=cover.date, commit="")
    names = old.catalogue.edition, new.catalogue.edition
    if any(name not in editions for name in names):
        return None
    taken_in = tuple(editions.values())
    order = tuple(one.name for one in in_paper_order(taken_in))
    return Course(editions=taken_in, order=order, old=names[0], new=names[1])


def _list_editions(place: Place, repository: Repository, commits: set[str]) -> Iterable[Edition]:
    """Return the editions of a history that holds some commits: that of HEAD, else of one of them."""
    head = repository.find_commit("HEAD")
    for tip in dict.fromkeys((head, *sorted(commits))):
        if tip and commits <= {tip, *repository.list_first_parents(tip)}:
            known = place.editions if tip == head else None
            return list_editions(repository, place.policy, tip) if known is None else known
    return ()


def find_way(
    place: Place, course: Course, snapshots: Iterable[Snapshot], progress: Progress | None = None
) -> "tuple[Descent, list[EarlierDemand]]":
    """Return what was declared on the way between two editions, and what the papers before the old one dropped.

    Nothing is back in an older paper.
    """
    from policydiff.core.lineage.distances import find_descent, list_earlier

    chronicle = _read(place, course, course.last, snapshots, progress)
    lineage, demands = chronicle.lineage, chronicle.demands()
    earlier = list_earlier(lineage, demands, course.old) if course.is_forward else []
    return find_descent(lineage, demands, course.old, course.new), earlier


def find_earlier(
    place: Place, course: Course | None, old: Snapshot, progress: Progress | None = None
) -> list[EarlierDemand]:
    """Return the demands among which new ones may be back: those that papers before the old one had and dropped.

    The editions are read for it only where files are gone, or an id may have been given to another demand: else no
    paper can have dropped one.
    """
    gone = list_earlier_demands(place.open(), place.policy, old.commit) if old.commit else []
    if course is None:
        return gone
    if not course.is_forward:
        return []
    if course.is_in_order and not gone and not (old.commit and _may_reuse_ids(place, course, old.commit)):
        return []
    from policydiff.core.lineage.distances import list_earlier

    chronicle = _read(place, course, course.old, [old], progress)
    return list_earlier(chronicle.lineage, chronicle.demands(), course.old)


def _may_reuse_ids(place: Place, course: Course, last: str) -> bool:
    """Return whether a paper up to the old one may have given an id to another demand: few of its words stayed."""
    repository = place.open()
    commits = [one.commit for one in course.up_to(course.old) if one.commit and one.name != course.old]
    if repository.is_partial and repository.lacks_contents([*commits, last], place.policy):
        return False
    found = repository.find_trees([f"{commit}:{place.policy}" for commit in (*commits, last)])
    trees = [tree for tree in found if tree]
    gone: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for at, step in enumerate(repository.list_changed(trees), start=2):
        old, new = map(_by_id, step)
        gone |= old  # also what an earlier step dropped: its id may be given away later
        pairs += [(gone.pop(id), blob) for id, blob in new.items() if id in gone]
        if len(pairs) >= _MANY or at == len(trees):
            if _may_be_another(repository, pairs, trees[:at]):
                return True
            pairs = []
    return False


def _may_be_another(repository: Repository, pairs: Sequence[tuple[str, str]], trees: Sequence[str]) -> bool:
    """Return what `_have_another_text` says; of many pairs it is kept for all trees up to here."""
    if len(pairs) < _MANY:
        return _have_another_text(repository, pairs)
    from policydiff.sources.lineages.store import Store

    store, name = Store(), ("reuse", *trees)
    found = store.load(*name)
    if not isinstance(found, bool):
        found = _have_another_text(repository, pairs)
        store.save(found, *name)
    return found


def _have_another_text(repository: Repository, pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether of any pair of blobs few words stayed."""
    contents = repository.read_blobs(blob for pair in pairs for blob in pair)
    again = {old for old, _ in pairs}
    words: dict[str, frozenset[str]] = {}  # only of those that are compared once more: all take five times the memory
    for old, new in pairs:
        before = words.pop(old) if old in words else find_words(contents[old])
        after = find_words(contents[new])
        if fit(before, after) < CLEAR_FIT:
            return True
        if new in again:
            words[new] = after
    return False


def _by_id(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of demands by their ids: the folder may be another one."""
    return {id_of(path): blob for path, blob in files.items() if is_demand_path(path)}


def _read(
    place: Place, course: Course, last: str, snapshots: Iterable[Snapshot], progress: Progress | None
) -> "Chronicle":
    """Return the editions up to one, the versions that are compared in place of their editions."""
    editions = course.up_to(last)
    commits = {one.commit for one in editions}
    catalogues: dict[str, Catalogue] = {}
    for snapshot in snapshots:
        if snapshot.commit not in commits:
            catalogue = read_tolerantly(snapshot).catalogue
            catalogues[catalogue.edition] = catalogue
    from policydiff.sources.lineages import read_course

    return read_course(place, editions, catalogues, progress=progress)
