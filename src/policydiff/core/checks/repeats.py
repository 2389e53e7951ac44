"""Demands that say nearly the same: two branches that add one demand twice, or an import that read a page twice."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from heapq import nsmallest

from policydiff.core.catalogue import Demand
from policydiff.core.checks.values import Evidence, Flaw, Name, name, shown
from policydiff.core.function_words import FUNCTION_WORDS
from policydiff.core.matching.words import stem, words
from policydiff.core.wording import fold
from policydiff.errors import Phrase

LEAST_COMMON = 0.6
"""Two texts are only looked at closely when they share this part of their content words (Dice, 1945), so that a slip
of the pen in one of five words does not hide a repetition."""
LOOKED_UP = 4
"""So many of its rarest words a text is looked up by; a repetition is missed where every one of them was changed."""
LEAST_ALIKE = 0.88
"""From this likeness of their letter groups on (cosine, function words left out, the others cut to their stems), two
texts count as nearly identical. The two nearest demands of the Ruhr catalogue have 0.46, of the invented paper that
follows it 0.63; with one of ten words added, exchanged or misspelt a text still has 0.88 to 0.97."""
GRAM_LENGTH = 4
"""Letters in a letter group, as in the matching."""


def check_repeats(evidence: Evidence) -> Iterator[Flaw]:
    """Return the demands that nearly say what an earlier one says, each with the one that is most alike.

    Where only the earlier one was touched, it is the one that says what another says.
    Texts whose numbers differ are two demands (A 40 and A 52, phase 1 and phase 2).
    """
    best: dict[int, tuple[float, int]] = {}
    demands = evidence.catalogue.demands
    touched = [evidence.touched is not None and name(demand) in evidence.touched for demand in demands]
    for one, other, likeness in find_repeats(demands, evidence.chosen):
        earlier, later = (other, one) if touched[one] and not touched[other] else (one, other)
        if likeness > best.get(later, (0.0, 0))[0]:
            best[later] = (likeness, earlier)
    for place, (likeness, earlier) in sorted(best.items()):
        demand, before = demands[place], demands[earlier]
        found = Phrase("the same as {id!r}: “{text}”", id=before.id, text=shown(before.text))
        if fold(before.full_text) != fold(demand.full_text):
            found = Phrase(
                "nearly the same ({percent} %) as {id!r}: “{text}”",
                percent=min(99, round(100 * likeness)),
                id=before.id,
                text=shown(before.text),
            )
        yield Flaw(
            rule="demand-repeated",
            found=found,
            remedy=Phrase("keep one of them; if both are meant, say in the texts how they differ"),
            demand=name(demand),
            field=("text",),
            others=(name(before),),
        )


def find_repeats(demands: Sequence[Demand], chosen: Collection[Name] | None = None) -> Iterator[tuple[int, int, float]]:
    """Return pairs of places whose texts are nearly identical, with their likeness; at least one of them is chosen.

    Only texts that share one of their rarest words and have the same numbers are compared (after Bayardo, Ma, Srikant:
    Scaling Up All Pairs Similarity Search, 2007).
    """
    said = [words(demand.full_text) for demand in demands]
    spelt = [[stem(word) for word in one if word not in FUNCTION_WORDS] or one for one in said]
    bags = [set(one) for one in spelt]
    spread = Counter(word for bag in bags for word in bag)
    wanted = [chosen is None or name(demand) in chosen for demand in demands]
    index: dict[tuple[str, frozenset[str]], list[int]] = {}
    for place, bag in enumerate(bags):
        numbers = frozenset(word for word in bag if word[:1].isdigit())
        rarest = nsmallest(LOOKED_UP, bag - numbers or bag, key=lambda word: (spread[word], word))
        homes = [index.setdefault((word, numbers), []) for word in rarest]
        for other in sorted({other for home in homes for other in home}):
            if (wanted[place] or wanted[other]) and _share(bag, bags[other]) >= LEAST_COMMON:
                likeness = _likeness(spelt[place], spelt[other])
                if likeness >= LEAST_ALIKE:
                    yield other, place, likeness
        for home in homes:
            home.append(place)


def _share(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the cosine of the counted letter groups of two lists of words; too short ones are alike only if equal."""
    left, right = _grams(one), _grams(other)
    if not (left and right):
        return float(one == other)
    common = sum(count * right[gram] for gram, count in left.items())
    lengths = (sum(count * count for count in side.values()) for side in (left, right))
    return common / math.sqrt(math.prod(lengths))


def _grams(text: Sequence[str]) -> Counter[str]:
    padded = f" {' '.join(text)} "
    return Counter(padded[start : start + GRAM_LENGTH] for start in range(len(padded) - GRAM_LENGTH + 1))
