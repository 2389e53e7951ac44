"""How long the matching takes when everything was rewritten, and how much of it is right.

usage: python benchmarks/rewrite.py [DEMANDS …]

Every old demand (8 to 30 made-up words, a few of them frequent as in any language) has a quarter of its words replaced,
gets another id and another group, and all are shuffled. Prints a Markdown table.
"""

import random
import resource
import sys
import time
from itertools import accumulate

from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching import match

SYLLABLES = (
    "ba ver kehr stadt ent wick lung für der ung in fra struk tur kli ma schutz netz aus bau bil dung po li tik ge "
    "mein de wohn raum ar beit markt wirt schaft so zial di gi tal"
).split()
# A language's vocabulary grows with its texts (Heaps' law), its words are as rare as their rank (Zipf's law).
WORDS_PER_DEMAND = 0.2
LEAST_WORDS = 8_000
REPLACED = 0.25


def main(sizes: list[int]) -> None:
    """Measure and print."""
    print("| old × new | seconds | seconds per 1,000 demands | peak memory | right |\n|---|---|---|---|---|")
    for size in sizes:
        old, new = rewritten(size)
        started = time.perf_counter()
        matches = match(old, new).matches
        seconds = time.perf_counter() - started
        right = sum(one.old[0][1:] == one.new[0][1:] for one in matches)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"| {size:,} | {seconds:.1f} | {seconds * 1000 / size:.2f} | {memory:.1f} GB | {right / size:.1%} |",
            flush=True,
        )


def rewritten(size: int) -> tuple[list[Demand], list[Demand]]:
    """Return a catalogue of made-up demands and its rewriting."""
    dice = random.Random(size)
    count = max(LEAST_WORDS, int(size * WORDS_PER_DEMAND))
    words = sorted({"".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(2 * count)})
    dice.shuffle(words)
    words = words[:count]
    weights = list(accumulate(1 / (rank + 3) for rank in range(count)))
    texts = [dice.choices(words, cum_weights=weights, k=dice.randint(8, 30)) for _ in range(size)]
    places = list(range(size))
    dice.shuffle(places)
    old, new = [], []
    for number, text in enumerate(texts):
        again = [word if dice.random() > REPLACED else dice.choices(words, cum_weights=weights)[0] for word in text]
        old.append(_demand(f"o{number}", f"g{number // 200}", text, number))
        new.append(_demand(f"n{number}", f"h{number // 200}", again, places[number]))
    return old, new


def _demand(id: str, group: str, words: list[str], place: int) -> Demand:
    return Demand(id=id, group=group, text=" ".join(words), source=Source(position=place + 1))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
