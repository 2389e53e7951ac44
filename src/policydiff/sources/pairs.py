"""Two versions, read and compared: what the command line and the public API ask for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policydiff.core.comparison import EarlierDemand, Progress, Version, compare, match_versions
from policydiff.core.declarations import list_unread
from policydiff.core.report import AlarmCode, Report
from policydiff.core.rules import RuleBook
from policydiff.sources.courses import Course, find_course, find_earlier, find_way
from policydiff.sources.reading import read_catalogue_cover, read_pair, read_rulebook
from policydiff.sources.snapshots import Snapshot
from policydiff.sources.versions import Place, split_range, take, take_pair

if TYPE_CHECKING:
    from policydiff.core.lineage.distances import Descent


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two versions as they are compared: the new one declares what is declared between these two.

    `course` says where they stand, if that was asked. Over a distance, `descent` is what was declared on the way, and
    `earlier` what the papers before the old one had.
    """

    old: Version
    new: Version
    course: Course | None = None
    descent: "Descent | None" = None
    earlier: list[EarlierDemand] = field(default_factory=list)


def compare_versions(
    place: Place,
    specs: tuple[str, ...],
    *,
    whole: bool = False,
    rules: str | RuleBook | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of two versions; with `whole`, every demand is read and stands in the entries.

    New demands are looked for among those that the papers before the old one dropped. Severities and lexicon are those
    of the new version, or of the version that `rules` names, or `rules` themselves.
    """
    old_spec, new_spec, from_base = split_range(specs)
    old, new, place = take_pair(place, old_spec, new_spec, from_base=from_base)
    rulebook = read_rulebook(take(place, rules)[0]) if isinstance(rules, str) else rules
    return compare_snapshots(place, old, new, whole=whole, rulebook=rulebook, progress=progress)


def compare_snapshots(
    place: Place,
    old: Snapshot,
    new: Snapshot,
    *,
    whole: bool = False,
    read: tuple[Version, Version] | None = None,
    rulebook: RuleBook | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of two snapshots of one place; what was `read` of them wholly already is not read again.

    The other arguments are as `compare_versions` has them.
    """
    whole = whole or read is not None
    pair = read_sides(place, old, new, whole=whole, read=read, progress=progress)
    matching = match_versions(pair.old, pair.new, progress=progress)
    matched = {id for match in matching.matches for id in match.new}
    declared = set() if pair.descent else list_unread(pair.old.catalogue, pair.new.catalogue, matching)
    unread = declared & {one.id for one in pair.old.untouched} if declared else set()
    earlier = pair.earlier
    is_asked = declared - unread or any(demand.id not in matched for demand in pair.new.catalogue.demands)
    if is_asked and old.commit and pair.descent is None:
        course = pair.course or find_course(place, pair.old, pair.new)
        earlier = find_earlier(place, course, old, progress)
    report = compare(pair.old, pair.new, earlier=earlier, matching=matching, rulebook=rulebook, progress=progress)
    reused = [alarm.new.id for alarm in report.alarms if alarm.code is AlarmCode.ID_REUSED]
    if whole or not (reused or unread):
        return report
    # A changed declaration may name unchanged demands whose words it is to be told with, and others may refer to an id
    # that now means something else: these are read too.
    sides = _read(old, new, pair.descent, wanted=unread, mentioning=reused, progress=progress)
    return compare(*sides, earlier=earlier, rulebook=rulebook, progress=progress)


def read_sides(
    place: Place,
    old: Snapshot,
    new: Snapshot,
    *,
    whole: bool = False,
    read: tuple[Version, Version] | None = None,
    progress: Progress | None = None,
) -> Pair:
    """Return two snapshots as they are compared; arguments as `compare_snapshots` has them.

    Of two versions of one edition, or of an edition and the one made from it, nothing else is looked at.
    """
    before, after = read or read_pair(old, new, whole=whole, progress=progress)
    course = None
    if before.catalogue.edition != after.catalogue.edition:
        course = find_course(place, before, after)
    if course is None or course.is_one_step:
        return Pair(old=before, new=after, course=course)
    descent, earlier = find_way(place, course, (old, new), progress)
    if not whole and descent.ids & {one.id for one in after.untouched}:
        before, after = _read(old, new, descent, progress=progress)
    else:
        before, after = descent.tell(before, after)
    return Pair(old=before, new=after, course=course, descent=descent, earlier=earlier)


def is_one_step(place: Place, specs: tuple[str, ...]) -> bool:
    """Return whether what the new version declares is about the old one: else there are editions in between."""
    old_spec, new_spec, from_base = split_range(specs)
    old, new, place = take_pair(place, old_spec, new_spec, from_base=from_base)
    covers = [read_catalogue_cover(one) for one in (old, new)]
    before, after = (
        Version(catalogue=cover, commit=one.commit) if cover else None
        for one, cover in zip((old, new), covers, strict=True)
    )
    course = find_course(place, before, after) if before and after else None
    return course is None or course.is_one_step


def _read(
    old: Snapshot,
    new: Snapshot,
    descent: "Descent | None",
    *,
    wanted: Collection[str] = (),
    mentioning: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[Version, Version]:
    """Return both versions with the unchanged demands that are needed; over a distance, as `descent` tells them."""
    linked = descent.ids if descent else set()
    before, after = read_pair(old, new, wanted={*wanted, *linked}, mentioning=mentioning, progress=progress)
    return descent.tell(before, after) if descent else (before, after)
