"""What two demands are about, where they are not the same: their nouns, seen by letter groups."""

import re
from collections.abc import Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.function_words import FUNCTION_WORDS, without_accents
from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.spaces import Floats, Ints, letter_space, row_dots
from policydiff.core.matching.words import WORD

LEAST_TOPIC = 0.25
LEAST_TOPIC_OF_STRANGERS = 0.1
"""Cosine from which two left-over demands share a topic; between the papers of two governments less will do where both
texts tell their nouns by capitals, as German does. Of two invented sets of twenty demands, ten of the eleven German
pairs share a topic then, and four of the five English ones."""
LEAST_LETTERS = 3
"""Shorter words name no topic."""
SENTENCE_END = re.compile(r"[.!?:]\s+|\n")


def topic_likeness(old: Sequence[Demand], new: Sequence[Demand], pairs: Candidates, indexes: Ints) -> Floats:
    """Return how alike the topics of the pairs at `indexes` are, as cosines."""
    space = letter_space([_topic(demand) for demand in old], [_topic(demand) for demand in new])
    return row_dots(space.old, space.new, pairs.rows[indexes], pairs.columns[indexes])


def tells_nouns(demand: Demand) -> bool:
    """Return whether a text has capitals within a sentence, as German nouns have."""
    return bool(_capitals(demand))


def _topic(demand: Demand) -> list[str]:
    """Return the nouns of a text, or all its words where nothing tells them; first words count as nouns."""
    sentences = _sentences(demand)
    nouns = [*_capitals(demand), *(words[0] for words in sentences)]
    found = map(without_accents, nouns if _capitals(demand) else (word for words in sentences for word in words))
    return [word for word in found if len(word) >= LEAST_LETTERS and word not in FUNCTION_WORDS and not word.isdigit()]


def _capitals(demand: Demand) -> list[str]:
    return [word for words in _sentences(demand) for word in words[1:] if word[0].isupper()]


def _sentences(demand: Demand) -> list[list[str]]:
    """Return the words of each sentence; the title is one."""
    pieces = [demand.title or "", *SENTENCE_END.split(demand.text)]
    return [words for piece in pieces if (words := WORD.findall(piece))]
