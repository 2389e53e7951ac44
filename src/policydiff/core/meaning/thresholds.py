"""From what amount on a text holds, or how large a body must be to be meant: Betriebe ab 20 Beschäftigten."""

from collections.abc import Sequence

from policydiff.core.meaning.reading import Side

FROM, UNDER = "from", "under"
"""From how large on bodies are meant, or up to what size."""
START = "start"
"""From what amount on something holds, whatever it is: ab 10 Megawatt."""
REACH = 4
"""So many words may stand between a body and its number: mit weniger als rund 20 Beschäftigten."""

_STARTS = frozenset(("ab",))


def threshold_of(side: Side, places: Sequence[int]) -> str:
    """Return what kind of threshold the amount at some places is; nothing where it is none."""
    is_start = not _STARTS.isdisjoint(side.words[max(places[0] - 1, 0) : places[0]])
    return _size_limit(side, places) or (START if is_start else "")


def is_plain(side: Side, place: int) -> bool:
    """Whether the sentence at a place asks for something without a word that denies, ends, forbids or excepts."""
    denying = (*side.of("negation"), *(hit for hit in side.of("opposites") if hit.name.endswith("-")))
    excepting = (hit for hit in side.of("conditions") if hit.name == "unless")
    return all(side.sentences[hit.places[0]] != side.sentences[place] for hit in (*denying, *excepting))


def _size_limit(side: Side, places: Sequence[int]) -> str:
    """Return from what size on bodies are meant, or up to what size, where a body stands right before."""
    finder = side.lexicon.finder("sizes")
    if not any(hit.name == "size" for hit in finder.find(side.words[places[0] : places[-1] + 1])):
        return ""
    start = max(places[0] - REACH, 0)
    for hit in finder.find(side.words[start : places[0]]):
        if hit.name != "size" and start + hit.places[-1] + 1 == places[0] and _is_body(side, start + hit.places[0] - 1):
            return hit.name
    return ""


def _is_body(side: Side, place: int) -> bool:
    """Whether a noun stands at a place; in English a word of the matter."""
    if place < 0 or not side.words[place].isalpha():
        return False
    return side.is_capital(place) if side.lexicon.language == "de" else side.is_content(place)
