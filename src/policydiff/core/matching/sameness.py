"""Whether two texts fit, told by their words alone: enough for a step where every demand kept its id, and fast."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.function_words import FUNCTION_WORDS
from policydiff.core.matching.words import DEMANDING, is_kin, stems
from policydiff.core.wording import Weight, fold, weigh

LEAST_FIT = 0.3
"""Below this share of common words a declared demand is not held to live on under its own id; set by hand."""
CLEAR_FIT = 0.6
"""From this share on, the same id is taken as proof without weighing all demands, if no other text comes near;
set by hand."""
CLEAR_LEAD = 0.2
"""How far ahead of every other text that must be."""
MOST_SHARED = 8
MOST_EXCHANGED = 3
"""Up to so many words that carry a subject a text is a mere frame, and up to so many are exchanged in it: such pairs of
thirty catalogues are right in 96 of 100 cases, the other certain ones in 99.7."""
MOST_REPLACED = 0.25
"""From this share of replaced words on, such a pair is never certain under the same id either: an acceptance test put
siblings („zwölf Gesundheitskioske“, „zwanzig Familienzentren“) under the ids of others, and five of sixteen were."""
LEAST_KEPT = 0.5
"""A pair of which fewer words are kin to one of the other text is never certain: of 182 such pairs of twenty-six
catalogues, ids visible and hidden, 170 are right, of the 8,732 others 8,711."""
USUAL_DEMANDS = 3
"""More demands than these, and more than half of those whose words stand as they were, have what is a formula."""
LEAST_PART = 7
"""Letters of a word that stands in a compound of the other text: Beratungsstelle, Schuldnerberatungsstelle."""
MOST_COMPARED = 150
"""Above this number of demands everything is weighed: comparing all with all would take longer."""


def says_the_same(old: Demand, new: Demand) -> bool:
    """Return whether title and text are the same but for white space and Unicode form."""
    return fold(old.text) == fold(new.text) and fold(old.title or "") == fold(new.title or "")


def text_fits(old: Demand, new: Demand) -> bool:
    """Return whether enough words of the two texts are the same for one to continue the other."""
    return fit(content_words(old), content_words(new)) >= LEAST_FIT


def has_nothing_in_common(old: Demand, new: Demand) -> bool:
    """Return whether the two texts share no word that carries a subject, no beginning and no part of one.

    What they share only because both are demands („Ausbau“, „Förderung“) does not count.
    """
    before, after = (content_words(one) - DEMANDING for one in (old, new))
    if {word[:5] for word in before} & {word[:5] for word in after}:
        return False
    pairs = ((one, other) for one in before for other in after if min(len(one), len(other)) >= LEAST_PART)
    return not any(one in other or other in one for one, other in pairs)


def exchanges_words(old: Demand, new: Demand) -> bool:
    """Return whether a short text has a few words for others and is else the same: another matter, perhaps.

    „Inbetriebnahme des RRX“ and „Inbetriebnahme der A 52“ share all but their matter. Figures alone are none, nor is
    another spelling; under the same id it must be more than a few of the words.
    """
    before, after = content_words(old), content_words(new)
    if len(before & after) > MOST_SHARED:
        return False
    gone, came = find_own(before, after), find_own(after, before)
    named = [[word for word in words if not any(map(str.isdigit, word))] for words in (gone, came)]
    is_exchange = bool(gone and came and any(named)) and max(map(len, named)) <= MOST_EXCHANGED
    if old.id == new.id and len(gone) + len(came) < MOST_REPLACED * (len(before) + len(after)):
        return False
    return is_exchange and weigh(old.full_text, new.full_text) is Weight.SUBSTANTIVE


def keeps_half(old: Demand, new: Demand) -> bool:
    """Return whether half of the words of both texts say the same as one of the other."""
    before, after = content_words(old), content_words(new)
    if fit(before, after) >= LEAST_KEPT:
        return True
    gone, came = find_own(before, after), find_own(after, before)
    return len(gone) + len(came) <= (1 - LEAST_KEPT) * (len(before) + len(after))


def find_own(words: Iterable[str], others: Collection[str]) -> set[str]:
    """Return the stems that say the same as none of the others."""
    return {word for word in words if word not in others and not any(is_kin(word, one) for one in others)}


def fit(old_words: frozenset[str], new_words: frozenset[str]) -> float:
    """Return the common share of two sets of words (Dice, 1945), 0 to 1."""
    if not old_words and not new_words:
        return 1.0
    return 2 * len(old_words & new_words) / (len(old_words) + len(new_words))


def is_clear(old: Sequence[Demand], new: Sequence[Demand], standing: Iterable[Demand] = ()) -> bool:
    """Return whether every demand clearly kept its id, so that nothing need be weighed.

    Words that most of the demands have that are `standing` as they were say nothing.
    """
    after = {demand.id: demand for demand in new}
    if len(old) > MOST_COMPARED or len(old) != len(new) or any(demand.id not in after for demand in old):
        return False
    if any(exchanges_words(demand, after[demand.id]) for demand in old):
        return False
    usual = _find_usual([content_words(demand) for demand in standing])
    old_words, new_words = ({one.id: content_words(one) - usual for one in side} for side in (old, new))
    for demand in old:
        own = fit(old_words[demand.id], new_words[demand.id])
        rivals = [fit(old_words[demand.id], words) for id_, words in new_words.items() if id_ != demand.id]
        rivals += [fit(words, new_words[demand.id]) for id_, words in old_words.items() if id_ != demand.id]
        if own < CLEAR_FIT or own - max(rivals, default=0.0) < CLEAR_LEAD:
            return False
    return True


def _find_usual(standing: Sequence[frozenset[str]]) -> set[str]:
    """Return the words that most demands have: a formula, as that the government is called upon."""
    counts = Counter(word for words in standing for word in words)
    return {word for word, count in counts.items() if count > max(len(standing) / 2, USUAL_DEMANDS)}


def content_words(demand: Demand) -> frozenset[str]:
    """Return the stems of the words of title and text that carry a subject."""
    return frozenset(word for word in stems(demand.full_text) if word not in FUNCTION_WORDS)
