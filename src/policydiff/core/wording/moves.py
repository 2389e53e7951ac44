"""Clauses that went in one place and came in another, word for word."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policydiff.core.function_words import is_small
from policydiff.core.wording.blocks import Block
from policydiff.core.wording.tokens import is_word, partners

LEAST_MOVED_WORDS = 4
"""A clause is shown as moved from this many content words on. With 3, five moves in the rewordings of ASVS, ISM and BSI
and not two, one of them words that happen to come up again („query cost analysis“), and in 7,620 of German laws,
programmes and the IT-Grundschutz 262 and not 137, of which half are such („Absatz 1 Satz“)."""
MOST_PLACES = 8
"""No more places of the same words are compared, so that a text that repeats itself costs no more than another."""


class _Run(NamedTuple):
    """The same words among those that went and those that came."""

    old_from: int
    new_from: int
    size: int


_Places = Sequence[tuple[int, int, int]]
"""Where moved runs begin on one side, how long they are, and their numbers."""


def with_moves(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Return the blocks, with clauses that changed their place as blocks of their own, numbered in the new text."""
    found_runs = _common_runs(blocks, old, new)
    if not found_runs:
        return blocks
    blocks, found_runs = _with_ends(blocks, found_runs, old, new)
    runs = sorted(found_runs, key=lambda run: run.new_from)
    gone = sorted((run.old_from, run.size, number) for number, run in enumerate(runs, start=1))
    come = [(run.new_from, run.size, number) for number, run in enumerate(runs, start=1)]
    found: list[Block] = []
    for block in blocks:
        found.extend([block] if block.is_kept else _cut(block, gone, come))
    return found


def is_clause(words: Sequence[str]) -> bool:
    """Return whether words are enough to be looked for elsewhere, or to stay where all around them changed."""
    return len(words) >= LEAST_MOVED_WORDS and sum(map(_is_content, words)) >= LEAST_MOVED_WORDS


def _with_ends(
    blocks: list[Block], runs: Sequence[_Run], old: Sequence[str], new: Sequence[str]
) -> tuple[list[Block], list[_Run]]:
    """Return blocks and runs with the sign behind a moved clause moved too, where words that end alike replace it.

    The full stop of one sentence is not that of another: kept in one place, it would be marked alone in the other.
    """
    of_old = {run.old_from + run.size: run for run in runs}
    of_new = {run.new_from + run.size: run for run in runs}
    loose_old = {at for block in blocks if not block.is_kept for at in range(block.old_from, block.old_to)}
    loose_new = {at for block in blocks if not block.is_kept for at in range(block.new_from, block.new_to)}
    found: list[Block] = []
    longer: set[_Run] = set()
    for block in blocks:
        if block.is_kept and found and old[block.old_from] in _ENDS and _replaces(found[-1]):
            gone, come = of_old.get(block.old_from), of_new.get(block.new_from)
            ends = [(loose_new, new, gone.new_from + gone.size)] if gone else []
            ends += [(loose_old, old, come.old_from + come.size)] if come else []
            if ends and all(at in loose and words[at] == old[block.old_from] for loose, words, at in ends):
                longer.update(run for run in (gone, come) if run)
                found[-1] = found[-1]._replace(old_to=block.old_from + 1, new_to=block.new_from + 1)
                if block.old_to > block.old_from + 1:
                    found.append(block._replace(old_from=block.old_from + 1, new_from=block.new_from + 1))
                continue
        found.append(block)
    return found, [run._replace(size=run.size + 1) if run in longer else run for run in runs]


def _replaces(block: Block) -> bool:
    return not block.is_kept and block.old_from < block.old_to and block.new_from < block.new_to


def _cut(block: Block, gone: _Places, come: _Places) -> Iterator[Block]:
    """Yield what a change consists of, once the runs that moved are taken out of it."""
    _, old_from, old_to, new_from, new_to, _ = block
    olds, news = list(_spans(old_from, old_to, gone)), list(_spans(new_from, new_to, come))
    if not any(move for *_, move in (*olds, *news)):
        yield block
        return
    yield from (Block(False, start, end, new_from, new_from, move) for start, end, move in olds)
    yield from (Block(False, old_to, old_to, start, end, move) for start, end, move in news)


def _spans(start: int, end: int, runs: _Places) -> Iterator[tuple[int, int, int]]:
    """Yield a stretch of words in pieces: (from, to, number of the move or 0)."""
    at = start
    for run_from, size, number in runs:
        if start <= run_from < end:
            if at < run_from:
                yield at, run_from, 0
            yield run_from, run_from + size, number
            at = run_from + size
    if at < end:
        yield at, end, 0


def _common_runs(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Return the runs of enough content words among those that went and those that came, the longest chosen first."""
    changes = [(place, block) for place, block in enumerate(blocks) if not block.is_kept]
    loose = _Loose(
        old,
        new,
        {at: place for place, block in changes for at in range(block.old_from, block.old_to)},
        {at: place for place, block in changes for at in range(block.new_from, block.new_to)},
    )
    if len({old[at] for at in loose.gone} & {new[at] for at in loose.come}) < LEAST_MOVED_WORDS - 1:
        return []
    found: list[_Run] = []
    for candidate in _candidates(loose):
        run = _whole(candidate, old)
        if run is not None:
            found.append(run)
            for step in range(run.size):
                del loose.gone[run.old_from + step], loose.come[run.new_from + step]
    return found


class _Loose(NamedTuple):
    """The words of both texts, and of those that went and those that came the change in which each stands."""

    old: Sequence[str]
    new: Sequence[str]
    gone: dict[int, int]
    come: dict[int, int]

    def size(self, old_at: int, new_at: int) -> int:
        """Return how many words are the same from two places on, within one change on each side."""
        size, old_home, new_home = 0, self.gone[old_at], self.come[new_at]
        while (
            self.gone.get(old_at + size) == old_home
            and self.come.get(new_at + size) == new_home
            and (self.old[old_at + size] == self.new[new_at + size] or not size)
        ):
            size += 1
        return size

    def is_inner(self, old_at: int, new_at: int) -> bool:
        """Return whether the run that begins at two places belongs to one that begins a word earlier."""
        return (
            self.gone.get(old_at - 1) == self.gone[old_at]
            and self.come.get(new_at - 1) == self.come[new_at]
            and self.old[old_at] == self.new[new_at]
            and self.old[old_at - 1].casefold() == self.new[new_at - 1].casefold()
        )


def _candidates(loose: _Loose) -> Iterator[_Run]:
    """Yield common runs, the longest first, that hold no word taken in the meantime."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in loose.gone:
        if at + LEAST_MOVED_WORDS - 1 in loose.gone:
            places[_seed(loose.old, at)].append(at)
    candidates = []
    for at in loose.come:
        for old_at in places.get(_seed(loose.new, at), ())[:MOST_PLACES]:
            size = 0 if loose.is_inner(old_at, at) else loose.size(old_at, at)
            if size >= LEAST_MOVED_WORDS:
                candidates.append((-size, at, old_at))
    for size, at, old_at in sorted(candidates):
        if all(old_at + step in loose.gone and at + step in loose.come for step in range(-size)):
            yield _Run(old_at, at, -size)


def _seed(words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the first words of a run, with the first one's capital taken off: it may begin a sentence."""
    return (words[at].casefold(), *words[at + 1 : at + LEAST_MOVED_WORDS])


def _whole(run: _Run, old: Sequence[str]) -> _Run | None:
    """Return a run without signs at its edges that belong to its surroundings; None when too few words are left."""
    words = old[run.old_from : run.old_from + run.size]
    pairs = partners(words)
    start, end = 0, len(words)
    while start < end and not is_word(words[start]) and start not in pairs:
        start += 1
    while end > start and not is_word(words[end - 1]) and words[end - 1] not in _ENDS and end - 1 not in pairs:
        end -= 1
    if not is_clause(words[start:end]):
        return None
    return _Run(run.old_from + start, run.new_from + start, end - start)


_ENDS = frozenset(".!?;:,")


def _is_content(word: str) -> bool:
    return is_word(word) and not is_small(word)
