"""The permanent reference of one demand in one edition: what is cited."""

from dataclasses import dataclass
from hashlib import sha256

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.wording import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One demand as a commit holds it: enough to find it in the paper, and in the repository for good.

    `policy` is the folder of the catalogue, from the root of the repository.
    """

    catalogue: Catalogue
    commit: str
    policy: str
    demand: Demand

    @property
    def path(self) -> str:
        """Return where the demand's file lies, from the root of the repository."""
        return f"{self.policy}/{self.demand.group}/{self.demand.id}.yaml"

    @property
    def key(self) -> str:
        """Return a name that no other wording has, and that this one keeps.

        An edition may be corrected, so a checksum of the words is part of it; the commit changes with other demands.
        """
        words = fold(f"{self.demand.title or ''}\n{self.demand.text}")
        return f"{self.catalogue.edition}:{self.demand.id}:{sha256(words.encode()).hexdigest()[:8]}"
