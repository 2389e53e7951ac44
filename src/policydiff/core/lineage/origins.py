"""Which edition each word of a demand comes from: the redlines along its lineage, followed backwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.lineage.chronicles import Chronicle, relatives
from policydiff.core.lineage.values import Node
from policydiff.core.wording import Mark, Run, fold, redline
from policydiff.core.wording.tokens import is_word, tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Neighbouring words that came into the text with the same demand of the same edition.

    Signs that are no words belong to the words before them, whatever edition they came with.
    """

    text: str
    origin: Node
    words: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Blame:
    """A demand in passages; joined, they are its text, folded."""

    node: Node
    demand: Demand
    passages: tuple[Passage, ...]

    def words_by_edition(self) -> dict[str, int]:
        """Return how many words come from each edition, in the order in which they stand."""
        found: dict[str, int] = {}
        for one in self.passages:
            found[one.origin.edition] = found.get(one.origin.edition, 0) + one.words
        return found


_Origins = tuple[Node, ...]
"""The origin of every character of a folded text."""


def blame(chronicle: Chronicle, node: Node) -> Blame:
    """Return where each word of a demand comes from.

    Words that were moved keep their origin. Of several demands that were merged, a word comes from the one that has had
    it longest.
    """
    lineage = chronicle.lineage
    ranks = {edition: rank for rank, edition in enumerate(lineage.editions)}
    demands = chronicle.demands()
    known: dict[Node, _Origins] = {}
    for one in sorted(relatives(lineage, [node]), key=lambda found: ranks[found.edition]):
        text = fold(demands[one].text)
        sources = [link.old for link in lineage.before(one) if link.old in known]
        inherited = [_inherit(fold(demands[old].text), text, known[old], one) for old in sources]
        inherited = inherited or [(one,) * len(text)]
        known[one] = tuple(
            min(found, key=lambda origin: ranks[origin.edition]) for found in zip(*inherited, strict=True)
        )
    demand = demands[node]
    return Blame(node=node, demand=demand, passages=tuple(_passages(fold(demand.text), known[node])))


def _inherit(old: str, new: str, origins: _Origins, node: Node) -> _Origins:
    """Return the origins of a new text, given those of the text it comes from."""
    if old == new:
        return origins
    runs = redline(old, new)
    moved: dict[int | None, Sequence[Node]] = {}
    at = 0
    for run in runs:
        if run.mark in (Mark.KEPT, Mark.REMOVED, Mark.MOVED_AWAY):
            if run.mark is Mark.MOVED_AWAY:
                moved[run.move] = [origins[at + place] for place, _ in _words(run.text)]
            at += len(run.text)
    found: list[Node] = []
    at = 0
    for run in runs:
        if run.mark is Mark.KEPT:
            found += origins[at : at + len(run.text)]
        elif run.mark is Mark.INSERTED:
            found += [node] * len(run.text)
        elif run.mark is Mark.MOVED_HERE:
            found += _arrived(run, moved.get(run.move, ()), node)
        if run.mark in (Mark.KEPT, Mark.REMOVED, Mark.MOVED_AWAY):
            at += len(run.text)
    return tuple(found)


def _arrived(run: Run, origins: Sequence[Node], node: Node) -> list[Node]:
    """Return the origins of the characters of moved words: word for word those that they had in the old place."""
    found = [node] * len(run.text)
    words = list(_words(run.text))
    if len(words) == len(origins):
        for (place, word), origin in zip(words, origins, strict=True):
            found[place : place + len(word)] = [origin] * len(word)
    return found


def _words(text: str) -> Iterable[tuple[int, str]]:
    """Yield the words of a text with the place of each."""
    at = 0
    for space, word in tokens(text):
        yield at + len(space), word
        at += len(space) + len(word)


def _passages(text: str, origins: _Origins) -> Iterable[Passage]:
    start, words, origin = 0, 0, None
    for place, word in _words(text):
        counts = is_word(word)
        if words and counts and origin is not None and origins[place] != origin:
            yield Passage(text=text[start:place], origin=origin, words=words)
            start, words = place, 0
        if counts or origin is None:
            origin = origins[place]
        words += counts
    if origin is not None:
        yield Passage(text=text[start:], origin=origin, words=words)
