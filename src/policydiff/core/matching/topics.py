"""What two demands are about, where they are not the same: their nouns, seen by letter groups."""

from collections.abc import Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.spaces import Floats, Ints, full_text, letter_space, row_dots
from policydiff.core.matching.words import FUNCTION_WORDS, WORD, plain

LEAST_TOPIC = 0.25
LEAST_TOPIC_OF_STRANGERS = 0.1
"""Cosine from which two left-over demands share a topic; between the papers of two governments less will do where both
texts tell their nouns by capitals, as German does. Of the pairs of two invented sets of twenty demands, all fourteen
German ones share a topic then, and five of six English ones."""
LEAST_LETTERS = 3


def topic_likeness(old: Sequence[Demand], new: Sequence[Demand], pairs: Candidates, indexes: Ints) -> Floats:
    """Return how alike the topics of the pairs at `indexes` are, as cosines."""
    space = letter_space([_topic(demand) for demand in old], [_topic(demand) for demand in new])
    return row_dots(space.old, space.new, pairs.rows[indexes], pairs.columns[indexes])


def tells_nouns(demand: Demand) -> bool:
    """Return whether a text has capitals within a sentence, as German nouns have."""
    return bool(_capitals(full_text(demand)))


def _topic(demand: Demand) -> list[str]:
    """Return the nouns of a text, or all its words where nothing tells them; its first word counts as one."""
    text = full_text(demand)
    found = [plain(word) for word in _capitals(text) or WORD.findall(text)]
    found += [plain(word) for word in WORD.findall(text)[:1]]
    return [word for word in found if len(word) >= LEAST_LETTERS and word not in FUNCTION_WORDS and not word.isdigit()]


def _capitals(text: str) -> list[str]:
    return [word[0] for word in WORD.finditer(text) if word.start() and word[0][0].isupper()]
