"""The smaller parts of a JSON report: demands, groups, addressees, acceptances, shifts."""

from collections.abc import Callable, Mapping
from typing import Any

from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.core.catalogue import Addressee, Demand, Level, Source, Status, WorkingGroup
from policydiff.core.report import LevelShift
from policydiff.sources.fields import IDENTIFIER
from policydiff.sources.reports.values import LONGEST_NAME, Fields, InvalidError, free_value

DEMAND = "group title text addressees source succeeds presumed status positions tags note meta"

# What every line of an untouched demand says beside its id and group.
_PLAIN: dict[str, Any] = {
    "kinds": ["unchanged"],
    "severity": None,
    "findings": [],
    "rolled_up": False,
    "grade": "certain",
    "reason": "same-id",
    "score": 1.0,
    "fingerprint": "",
    "acceptance": None,
    "details": {},
}


def is_plain(value: Any) -> bool:
    """Return whether an entry says no more than that a demand is there on both sides; there may be 100,000."""
    if not isinstance(value, dict) or len(value) != len(_PLAIN) + 3:
        return False
    old, new, group = value.get("old"), value.get("new"), value.get("group")
    return (
        isinstance(new, list)
        and old == new
        and len(new) == 1
        and all(isinstance(one, str) and IDENTIFIER.fullmatch(one) for one in (new[0], group))
        and all(value.get(key, "") == expected for key, expected in _PLAIN.items())
    )


def read_demand(id: str, fields: Fields) -> Demand:
    """Return a demand with all that it says."""
    source = fields.inside("source", "position page line number")
    status = fields.choice_or_none("status", Status)
    positions = Fields.of(fields.take("positions"), fields.at("positions"))
    meta = Fields.of(fields.take("meta"), fields.at("meta"))
    return Demand(
        id=id,
        group=fields.identifier("group"),
        text=fields.text("text"),
        addressees=fields.identifiers("addressees"),
        title=fields.text_or_none("title"),
        source=Source(
            position=source.whole_or_none("position", 1),
            page=source.whole_or_none("page", 1),
            line=source.whole_or_none("line", 1),
            number=source.text_or_none("number", LONGEST_NAME),
        ),
        # What a person declares there may be no id at all: a check says so, and the change is to be told anyway.
        succeeds=None if fields.take("succeeds") is None else fields.names("succeeds"),
        presumed=fields.names("presumed"),
        status=status,
        positions={party: positions.text(party) for party in positions.values},
        tags=fields.texts("tags", LONGEST_NAME),
        note=fields.text_or_none("note"),
        meta={key: free_value(value, meta.at(key)) for key, value in meta.values.items()},
    )


def find_demand(id: str, demands: Mapping[str, Demand], path: str) -> Demand:
    """Return a demand by its id."""
    if id not in demands:
        raise InvalidError(path, f"names {id}, which the report does not hold")
    return demands[id]


def read_group(key: str, fields: Fields) -> WorkingGroup:
    """Return a working group by its names."""
    return WorkingGroup(
        key=key, name=fields.text("name", LONGEST_NAME), title=fields.text_or_none("title", LONGEST_NAME)
    )


def read_addressee(key: str, fields: Fields) -> Addressee:
    """Return an addressee."""
    return Addressee(key=key, name=fields.text("name", LONGEST_NAME), level=fields.choice("level", Level))


def read_fingerprint(fields: Fields, expected: Callable[[], str]) -> str:
    """Return the fingerprint of a change, which may be left empty, but not be that of something else."""
    stated = fields.text("fingerprint", LONGEST_NAME)
    if stated and stated != expected():
        raise InvalidError(fields.at("fingerprint"), "is not that of this change")
    return stated


def read_acceptance(fields: Fields, fingerprint: str) -> Acceptance | None:
    """Return a person's word that a change may pass; None where there is none."""
    if fields.take("acceptance") is None:
        return None
    if not fingerprint:
        raise InvalidError(fields.at("acceptance"), "accepts a change without a fingerprint")
    own = fields.inside("acceptance", "by reason")
    return Acceptance(fingerprint=fingerprint, by=own.text("by", LONGEST_NAME), reason=own.text("reason"))


def read_unused(fields: Fields) -> Acceptance:
    """Return an acceptance that matches nothing any more."""
    fingerprint = fields.matching("fingerprint", FINGERPRINT, "fingerprint")
    return Acceptance(fingerprint=fingerprint, by=fields.text("by", LONGEST_NAME), reason=fields.text("reason"))


def read_shift(fields: Fields) -> LevelShift:
    """Return how many demands left one level for another."""
    old, new = (fields.choice_or_none(key, Level) for key in ("old", "new"))
    return LevelShift(old=old, new=new, demands=fields.whole("demands", 1))


def compare_counts(stated: object, counts: Mapping[Any, int], path: str) -> None:
    """Raise InvalidError where a table of the summary differs from what was counted."""
    told = Fields.of(stated, path, [str(key) for key in counts])
    for key, count in counts.items():
        if told.whole(str(key)) != count:
            raise InvalidError(told.at(str(key)), f"is {told.whole(str(key))}, and the entries hold {count}")
