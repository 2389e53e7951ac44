"""What every edition called its working groups and addressees, and where that changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from policydiff.core.catalogue import Catalogue, Demand, Level
from policydiff.core.frame import derive_frame
from policydiff.core.lineage.chronicles import Chronicle
from policydiff.core.lineage.values import Node
from policydiff.core.report import FrameChange
from policydiff.core.wording import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """What a working group or an addressee was called in some editions, with its key there.

    `level` is that of an addressee, None for a working group.
    """

    editions: tuple[str, ...]
    key: str
    name: str
    level: Level | None = None


def trace_groups(chronicle: Chronicle) -> dict[str, tuple[Name, ...]]:
    """Return what every working group was called, oldest name first, by the key that it had last.

    A group whose folder got another name is one group, and so is one that was missing for a while.
    """
    last = chronicle.last_groups()
    return _trace(
        (last[version.catalogue.edition][group.key], version.catalogue.edition, group.key, group.name, None)
        for version in chronicle.versions
        for group in version.catalogue.working_groups
    )


def trace_addressees(chronicle: Chronicle) -> dict[str, tuple[Name, ...]]:
    """Return what every addressee was called and on which level it stood, oldest first, by key."""
    return _trace(
        (one.key, version.catalogue.edition, one.key, one.name, one.level)
        for version in chronicle.versions
        for one in version.catalogue.addressees
    )


def find_renamings(
    chronicle: Chronicle, old: Node, new: Node, demands: Mapping[Node, Demand]
) -> tuple[FrameChange, ...]:
    """Return what is called otherwise in a later edition of what a demand kept: its working group, its addressees.

    The kinds are `group-renamed`, `addressee-renamed` and `addressee-level-changed`.
    """
    before, after = demands[old], demands[new]
    groups = chronicle.follow_groups(old.edition, new.edition)
    follows = {before.group: after.group} if groups.get(before.group, before.group) == after.group else {}
    shared = set(before.addressees) & set(after.addressees)
    catalogues = [chronicle.versions[chronicle.editions.index(node.edition)].catalogue for node in (old, new)]
    frames = [
        _frame(catalogue, keys, shared) for catalogue, keys in zip(catalogues, (follows, follows.values()), strict=True)
    ]
    if not (frames[0].working_groups and frames[1].working_groups):
        frames = [replace(frame, working_groups=()) for frame in frames]
        follows = {}
    return derive_frame(frames[0], frames[1], follows, chronicle.rulebook)


def _frame(catalogue: Catalogue, groups: Collection[str], addressees: Collection[str]) -> Catalogue:
    """Return the names of some groups and addressees alone."""
    return Catalogue(
        edition=catalogue.edition,
        title=catalogue.title,
        language=catalogue.language,
        addressees=tuple(one for one in catalogue.addressees if one.key in addressees),
        working_groups=tuple(replace(one, preamble=None) for one in catalogue.working_groups if one.key in groups),
    )


def _trace(told: Iterable[tuple[str, str, str, str, Level | None]]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    for last, edition, key, name, level in told:
        names = found.setdefault(last, [])
        if names and (names[-1].key, fold(names[-1].name), names[-1].level) == (key, fold(name), level):
            names[-1] = replace(names[-1], editions=(*names[-1].editions, edition))
        else:
            names.append(Name(editions=(edition,), key=key, name=name, level=level))
    return {key: tuple(names) for key, names in found.items()}
