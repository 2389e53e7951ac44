"""Whether ids and what refers to them can be trusted, against the whole history."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, partial
from itertools import pairwise, takewhile

from policydiff.core.catalogue import Demand
from policydiff.core.checks.values import Evidence, Flaw, name, shown
from policydiff.core.function_words import FUNCTION_WORDS
from policydiff.core.matching import declares_anew, match
from policydiff.core.matching.sameness import text_fits
from policydiff.core.rings import find_rings
from policydiff.core.wording import fold
from policydiff.errors import Phrase, did_you_mean

_WORD = re.compile(r"[^\W_]")
# Ids in running text: in backticks, or three small words and more with hyphens between them, as the import makes them;
# not part of an address or a path.
_IN_TICKS = re.compile(r"`([A-Za-z0-9][A-Za-z0-9._-]{0,119})`")
# A misspelt id without a hyphen is told from a plain word by its likeness to a known one: bruecken, brueken. Words of
# three letters are alike by chance.
_LEAST_LETTERS = 4
_LEAST_ALIKE = 0.85
_BY_SHAPE = re.compile(r"(?<![\w./:@#?=&-])[a-z0-9]+(?:-[a-z0-9]+){2,}(?![\w/@-]|\.\w)")


def check_lineage(evidence: Evidence) -> Iterator[Flaw]:
    """Return ids that once meant another demand, and ids named in `succeeds` and `note` that no edition ever had."""
    past = evidence.past
    holders = Counter(demand.id for demand in evidence.catalogue.demands)
    rings = _find_exchanged(evidence)
    for demand in evidence.demands:
        if holders[demand.id] == 1:  # of two that have one id, neither is the other's past
            yield from _recycled(demand, past.texts.get(demand.id, ()), rings.get(demand.id, ()))
    if not past.is_whole:
        return
    known = {demand.id for demand in evidence.catalogue.demands}.union(past.ids)
    is_meant = cache(partial(_is_like_an_id, plain=[id for id in known if "-" not in id]))
    things = {one.key for one in evidence.catalogue.addressees}
    things |= {one.key for one in evidence.catalogue.working_groups}
    for demand in evidence.demands:
        for index, id in enumerate(demand.succeeds or ()):
            if id not in known:
                found = Phrase("succeeds names {id!r}, an id that no edition ever had", id=id)
                flaw = Flaw(rule="succeeds-dangling", found=found, remedy=_correct(id, known), demand=name(demand))
                yield replace(flaw, field=("succeeds", str(index)))
        for id in _named_in(demand.note or ""):
            if id not in known and id not in things and is_meant(id):
                found = Phrase("the note names {id!r}, an id that no edition ever had", id=id)
                flaw = Flaw(rule="reference-dangling", found=found, remedy=_correct(id, known), demand=name(demand))
                yield replace(flaw, field=("note",))


def _find_exchanged(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """Return for ids whose demands stand word for word and only exchanged them, the ring of these ids."""
    now = {fold(demand.text): demand.id for demand in evidence.catalogue.demands}
    went: dict[str, str] = {}
    for demand in evidence.catalogue.demands:
        texts = [fold(one.text) for versions in evidence.past.texts.get(demand.id, ()) for one in versions]
        others = [now[text] for text in texts if now.get(text, demand.id) != demand.id]
        went |= {demand.id: others[-1]} if others else {}
    return find_rings(went)


def _recycled(demand: Demand, histories: Sequence[Sequence[Demand]], ring: Sequence[str]) -> Iterator[Flaw]:
    """Return the flaw where two successive versions of an id, oldest first, are two demands.

    A demand that names its own id in `succeeds` is declared to be the one it was, one that is declared to be new is
    another, and one that got its id back is it.
    `ring` are ids, this one among them, whose demands only exchanged them.
    """
    if demand.id in (demand.succeeds or ()):
        return
    for before, after in (pair for versions in histories for pair in pairwise(_until(demand, versions))):
        is_new = after.succeeds == () and declares_anew(after, before) and fold(after.text) != fold(before.text)
        is_other = is_new or not _is_continued(before, after)
        if _WORD.search(before.text) and _WORD.search(after.text) and is_other:
            found = Phrase("the id {id!r} once was another demand: “{text}”", id=demand.id, text=shown(before.text))
            remedy = Phrase(
                "give the new demand an id of its own; if it is the same, write “succeeds: [{id}]”", id=demand.id
            )
            if ring and fold(after.text) == fold(demand.text):
                other = ring[(ring.index(demand.id) + 1) % len(ring)]
                found = Phrase(
                    "the id {id!r} was exchanged: its demand now stands under {other!r}", id=demand.id, other=other
                )
                remedy = Phrase("give each of these demands its former id back")
            yield Flaw(
                rule="id-recycled",
                found=found,
                remedy=remedy,
                demand=name(demand),
                field=("id",),
            )
            return


def _until(demand: Demand, versions: Sequence[Demand]) -> tuple[Demand, ...]:
    """Return the versions of an id, oldest first, until it was first given to a demand that says what this one does."""
    text = fold(demand.text)
    return (*takewhile(lambda one: fold(one.text) != text, versions), demand)


def _is_continued(before: Demand, after: Demand) -> bool:
    return text_fits(before, after) or not match([before], [after]).reused


def _named_in(note: str) -> list[str]:
    words = [word for word in _BY_SHAPE.findall(note) if not word.replace("-", "").isdigit()]
    shaped = [word for word in words if not FUNCTION_WORDS.intersection(word.split("-"))]
    return list(dict.fromkeys([*_IN_TICKS.findall(note), *shaped]))


def _is_like_an_id(word: str, plain: Collection[str]) -> bool:
    """Return whether a word that is no id was meant as one: it has a hyphen, as ids have, or is nearly a known one.

    `plain` are the known ids without a hyphen.
    """
    if "-" in word or len(word) < _LEAST_LETTERS:
        return "-" in word
    nearby = [id for id in plain if id[:1] == word[:1] and abs(len(id) - len(word)) <= 1]
    return bool(get_close_matches(word, nearby, n=1, cutoff=_LEAST_ALIKE))


def _correct(id: str, known: set[str]) -> Phrase:
    parts = set(id.split("-"))
    alike = [one for one in known if not parts.isdisjoint(one.split("-"))]  # a comparison with 10,000 ids takes long
    return did_you_mean(id, sorted(alike)) if alike else Phrase("correct the id, or remove it")
