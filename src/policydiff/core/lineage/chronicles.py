"""A chronicle: all editions in the order of their papers, with the lineage of their demands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policydiff.core.catalogue import Addressee, Catalogue, Demand, WorkingGroup
from policydiff.core.changes import Context
from policydiff.core.comparison import Version
from policydiff.core.lineage.values import Lineage, Node
from policydiff.core.rules import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class Chronicle:
    """All editions of a repository, oldest paper first, and the lineage of their demands.

    Demands that nobody asked for may be left out of a version's catalogue (they stand in its `untouched`); the lineage
    is always whole. `rulebook` is that of the latest edition: one measure for the whole time. `policy` is the folder of
    the catalogue, from the root of the repository. `taken_in` names the editions in the order of the git history, where
    that is another one.
    """

    versions: tuple[Version, ...]
    lineage: Lineage
    rulebook: RuleBook = field(default_factory=RuleBook)
    policy: str = "policy"
    taken_in: tuple[str, ...] = ()

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the names of the editions in the order of time."""
        return self.lineage.editions

    @property
    def latest(self) -> Catalogue:
        """Return the catalogue of the latest paper."""
        return self.versions[-1].catalogue

    def catalogues(self) -> dict[str, Catalogue]:
        """Return the catalogues by edition, in the order of time."""
        return {version.catalogue.edition: version.catalogue for version in self.versions}

    def demands(self) -> dict[Node, Demand]:
        """Return all demands that were read."""
        return {
            Node(version.catalogue.edition, demand.id): demand
            for version in self.versions
            for demand in version.catalogue.demands
        }

    def find(self, id: str, edition: str | None = None) -> Node | None:
        """Return the demand with an id, of the latest edition that has it unless one is named."""
        for name in reversed(self.editions) if edition is None else (edition,):
            if id in self.lineage.nodes.get(name, ()):
                return Node(name, id)
        return None

    def ids(self) -> set[str]:
        """Return every id that a demand ever had."""
        return {id for ids in self.lineage.nodes.values() for id in ids}

    def groups(self) -> dict[str, WorkingGroup]:
        """Return all working groups, those of the latest edition first in its order, each as it was last called."""
        found: dict[str, WorkingGroup] = {}
        for version in reversed(self.versions):
            for group in version.catalogue.working_groups:
                found.setdefault(group.key, group)
        return found

    def addressees(self) -> dict[str, Addressee]:
        """Return all addressees, those of the latest edition first in its order, each as it was last called."""
        found: dict[str, Addressee] = {}
        for version in reversed(self.versions):
            for addressee in version.catalogue.addressees:
                found.setdefault(addressee.key, addressee)
        return found

    def context(self, old: str, new: str) -> Context:
        """Return what must be known to say what differs between demands of two editions."""
        sides = [self.versions[self.editions.index(edition)].catalogue for edition in (old, new)]
        return Context(
            groups=self.follow_groups(old, new),
            levels={one.key: one.level for side in sides for one in side.addressees},
            lexicon=self.rulebook.lexicon(self.latest.language),
        )

    def follow_groups(self, old: str, new: str) -> Mapping[str, str]:
        """Return for the working groups of an edition the keys they have in a later one, where they live on."""
        start, end = self.editions.index(old), self.editions.index(new)
        steps = self.lineage.steps[start:end]
        if not steps:
            return {}
        found = dict(steps[0].groups)
        for step in steps[1:]:
            found = {first: step.groups[now] for first, now in found.items() if now in step.groups}
        return found

    def last_groups(self) -> dict[str, dict[str, str]]:
        """Return by edition, for the working groups it has, the key that each had last, before it was dropped if so."""
        found: dict[str, dict[str, str]] = {}
        later: dict[str, str] = {}
        for version, step in zip(reversed(self.versions), (None, *reversed(self.lineage.steps)), strict=False):
            follows = step.groups if step else {}
            keys = [group.key for group in version.catalogue.working_groups]
            later = {key: later.get(follows[key], follows[key]) if key in follows else key for key in keys}
            found[version.catalogue.edition] = later
        return found

    def gap(self, old: str, new: str) -> tuple[str, ...]:
        """Return the editions between two others."""
        return self.editions[self.editions.index(old) + 1 : self.editions.index(new)]


def relatives(lineage: Lineage, nodes: Iterable[Node]) -> set[Node]:
    """Return some demands with everything they come from and everything that became of them, but no siblings."""
    found: set[Node] = set()
    for links, end in ((lineage.before, "old"), (lineage.next_of, "new")):
        waiting = list(nodes)
        seen: set[Node] = set()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += [getattr(link, end) for link in links(node)]
        found |= seen
    return found
