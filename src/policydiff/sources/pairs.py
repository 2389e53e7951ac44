"""Two versions, read and compared: what the command line and the public API ask for."""

from policydiff.core.changes import Kind
from policydiff.core.comparison import compare
from policydiff.core.report import Report
from policydiff.sources.editions import list_earlier_demands
from policydiff.sources.reading import read_pair
from policydiff.sources.versions import Place, split_range, take_pair


def compare_versions(place: Place, specs: tuple[str, ...], *, whole: bool = False) -> Report:
    """Return the report of two versions; with `whole`, every demand is read and stands in the entries.

    New demands are looked for among those that earlier editions of the same repository dropped.
    """
    old_spec, new_spec, from_base = split_range(specs)
    old_snapshot, new_snapshot, place = take_pair(place, old_spec, new_spec, from_base=from_base)
    old, new = read_pair(old_snapshot, new_snapshot, whole=whole)
    report = compare(old, new)
    if not report.kinds[Kind.ADDED] or not old.commit:
        return report
    earlier = list_earlier_demands(place.open(), place.policy, old.commit)
    return compare(old, new, earlier=earlier) if earlier else report
