"""The catalogue of one edition: demands, working groups and addressees, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """The level of government an addressee belongs to, from the widest to the narrowest."""

    EUROPEAN = "european"
    FEDERAL = "federal"
    STATE = "state"
    REGIONAL = "regional"
    MUNICIPAL = "municipal"
    OTHER = "other"


class Status(StrEnum):
    """Whether all parties carry a demand or word it differently."""

    AGREED = "agreed"
    DISPUTED = "disputed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a demand stands in its paper: position among all demands, page and line (from 1), printed number."""

    position: int | None = None
    page: int | None = None
    line: int | None = None
    number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """One demand; `group` and `addressees` are keys, `succeeds` is the person's word on lineage.

    `succeeds` is None when nothing is declared and empty when the demand is declared to be new. `presumed` are those of
    its ids that no person has confirmed: the import of a paper took them for probable. `said_of` is the fingerprint of
    the wording that `succeeds` was said of, where an earlier version had said the same.
    """

    id: str
    group: str
    text: str
    addressees: tuple[str, ...] = ()
    title: str | None = None
    source: Source = Source()
    succeeds: tuple[str, ...] | None = None
    presumed: tuple[str, ...] = ()
    said_of: str | None = None
    status: Status | None = None
    positions: Mapping[str, str] = field(default_factory=dict, hash=False)
    tags: tuple[str, ...] = ()
    note: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def full_text(self) -> str:
        """Return what the demand says: its title, if it has one, and its text."""
        return f"{self.title} {self.text}" if self.title else self.text

    @property
    def is_presumed(self) -> bool:
        """Return whether what it is said to continue is what an import presumed, and nothing that a person said."""
        return bool(self.succeeds) and set(self.succeeds or ()) <= set(self.presumed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """Who must act: the key that demands use, the printed name, the level of government."""

    key: str
    name: str
    level: Level = Level.OTHER


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingGroup:
    """The chapter that demands stand in: the folder's name, the printed name, title and preamble."""

    key: str
    name: str
    title: str | None = None
    preamble: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """All demands of one edition with the frame they stand in.

    `working_groups`, `addressees` and `demands` are in the order in which reports list them.
    """

    edition: str
    title: str
    language: str
    date: str | None = None
    paper: str | None = None
    preamble: str | None = None
    closing: str | None = None
    addressees: tuple[Addressee, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    demands: tuple[Demand, ...] = ()
