"""Two versions, read and compared: what the command line and the public API ask for."""

from policydiff.core.comparison import EarlierDemand, Progress, compare, match_versions
from policydiff.core.declarations import list_unread
from policydiff.core.report import AlarmCode, Report
from policydiff.core.rules import RuleBook
from policydiff.sources.editions import list_earlier_demands
from policydiff.sources.reading import read_pair, read_rulebook
from policydiff.sources.versions import Place, split_range, take, take_pair


def compare_versions(
    place: Place,
    specs: tuple[str, ...],
    *,
    whole: bool = False,
    rules: str | RuleBook | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of two versions; with `whole`, every demand is read and stands in the entries.

    New demands are looked for among those that earlier editions of the same repository dropped. Severities and lexicon
    are those of the new version, or of the version that `rules` names, or `rules` themselves.
    """
    old_spec, new_spec, from_base = split_range(specs)
    old_snapshot, new_snapshot, place = take_pair(place, old_spec, new_spec, from_base=from_base)
    rulebook = read_rulebook(take(place, rules)[0]) if isinstance(rules, str) else rules
    old, new = read_pair(old_snapshot, new_snapshot, whole=whole, progress=progress)
    matching = match_versions(old, new, progress=progress)
    matched = {id for match in matching.matches for id in match.new}
    declared = list_unread(old.catalogue, new.catalogue, matching)
    unread = declared & {one.id for one in old.untouched} if declared else set()
    earlier: list[EarlierDemand] = []
    if old.commit and (declared - unread or any(demand.id not in matched for demand in new.catalogue.demands)):
        earlier = list_earlier_demands(place.open(), place.policy, old.commit)
    report = compare(old, new, earlier=earlier, matching=matching, rulebook=rulebook, progress=progress)
    reused = [alarm.new.id for alarm in report.alarms if alarm.code is AlarmCode.ID_REUSED]
    if whole or not (reused or unread):
        return report
    # A changed declaration may name unchanged demands whose words it is to be told with, and others may refer to an id
    # that now means something else: these are read too.
    old, new = read_pair(old_snapshot, new_snapshot, wanted=unread, mentioning=reused, progress=progress)
    return compare(old, new, earlier=earlier, rulebook=rulebook, progress=progress)
