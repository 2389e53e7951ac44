"""The permanent reference of one demand in one edition: what is cited."""

from dataclasses import dataclass

from policydiff.core.catalogue import Catalogue, Demand


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One demand as a commit holds it: enough to find it in the paper, and in the repository for good.

    `path` is that of its file, from the root of the repository.
    """

    catalogue: Catalogue
    commit: str
    path: str
    demand: Demand
