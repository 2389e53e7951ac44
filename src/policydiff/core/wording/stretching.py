"""Words that the other side of a change has not, taken whole: with their compound, and what is as new beside them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from typing import TypeAlias

from policydiff.core.function_words import is_small
from policydiff.core.wording.tokens import is_word, tokens

Span: TypeAlias = tuple[int, int]


def stretch(text: str, spans: Sequence[Span], known: Collection[str]) -> list[Span]:
    """Return the spans of new words in a folded text stretched to whole words, those that meet then as one.

    Of the words beside them articles, prepositions and their like are taken along where they are not among the `known`
    ones, those of the other side: {neben dem Online-Zugang}, and not {neben} dem Online-{Zugang}.
    """
    words = list(_places(text))
    return reduce(_met, (_stretched(span, text, words, known) for span in spans), [])


def list_known(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of folded texts as `stretch` looks them up."""
    return frozenset(word.casefold() for text in texts for _, word in tokens(text))


def _places(text: str) -> Iterator[Span]:
    """Yield where each word or sign starts and ends."""
    at = 0
    for space, word in tokens(text):
        at += len(space)
        yield at, at + len(word)
        at += len(word)


def _stretched(span: Span, text: str, words: Sequence[Span], known: Collection[str]) -> Span:
    held = [place for place, (start, end) in enumerate(words) if start < span[1] and span[0] < end]
    if not held:
        return span
    first, last = held[0], held[-1]

    def is_along(place: int) -> bool:
        word = text[slice(*words[place])]
        return is_word(word) and is_small(word) and word.casefold() not in known

    while first and is_along(first - 1):
        first -= 1
    while last + 1 < len(words) and is_along(last + 1):
        last += 1
    return min(span[0], words[first][0]), max(span[1], words[last][1])


def _met(found: list[Span], span: Span) -> list[Span]:
    """Return the spans with one more, joined to the last where at most a space stands between."""
    if found and span[0] <= found[-1][1] + 1:
        return [*found[:-1], (found[-1][0], max(found[-1][1], span[1]))]
    return [*found, span]
