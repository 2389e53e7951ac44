"""Measures whether a pull request that gives ids to other demands is told from one that rewords them.

usage: python benchmarks/reused_ids.py DATASET... [--unchanged N] [--formula TEXT] [--shift LINES]

DATASET is a folder as for matching.py. One, two, four and eight demands at a time are taken that the truth pairs with a
reworded one, among demands that do not change. Each of them is *reworded* as the publisher did it, *replaced* by a
demand from elsewhere in the catalogue, of about the same length and with hardly a word in common, or replaced by a
*sibling* from its own group; each under the old id and under a new one. Prints one line of JSON for each dataset, kind
and id: how many pairs are applied and how many asked. Of what is replaced, none should be applied.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from matching import MANY, read_demands, read_truth

import policydiff
from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.core.comparison import Version

CHANGED = (1, 2, 4, 8)
DRAWS = 3
"""How often each number of changed demands is drawn."""
MOST_COMMON_WORDS = 0.1
LENGTHS = (0.6, 1.7)
SHORT = 20
"""Letters that are added to both lengths, so that short texts may differ more."""


def main() -> None:
    """Draw pull requests from every dataset and print what became of their pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--unchanged", type=int, default=100, help="how many demands beside them stay as they are")
    parser.add_argument("--formula", default="", help="words that every text begins with")
    parser.add_argument("--shift", type=int, default=0, help="by how many lines all demands of the new version move")
    arguments = parser.parse_args()
    settings = {"formula": arguments.formula, "shift": arguments.shift}
    for dataset in arguments.datasets:
        counts: dict[tuple[str, bool], Counter[str]] = {}
        for changed in CHANGED:
            for draw in range(DRAWS):
                dice = random.Random(f"{dataset.name} {changed} {draw}")
                for kind, pairs, others in draw_pull_requests(dataset, changed, dice):
                    kept = dice.sample(others, min(arguments.unchanged, len(others)))
                    for new_id in (False, True):
                        outcome = counts.setdefault((kind, new_id), Counter())
                        outcome.update(outcomes(pairs, kept, new_id=new_id, **settings))
        for (kind, new_id), outcome in counts.items():
            found = {name: outcome[name] for name in ("applied", "asked")}
            line = {"dataset": dataset.name, "kind": kind, "id": "new" if new_id else "old", "pairs": outcome.total()}
            print(json.dumps(line | found), flush=True)


def draw_pull_requests(
    dataset: Path, changed: int, dice: random.Random
) -> list[tuple[str, list[tuple[Demand, Demand]], list[Demand]]]:
    """Return the kind of each pull request, its pairs of old and new texts, and the demands that may stay unchanged."""
    old, new = (
        {demand.id: demand for demand in read_demands(dataset / f"{side}.jsonl", hidden=False)}
        for side in ("old", "new")
    )
    reworded = sorted(
        (one, other)
        for (one, other), kind in read_truth(dataset).items()
        if kind not in MANY and old[one].text != new[other].text
    )
    if len(reworded) < changed:
        return []
    drawn = [(old[one], new[other]) for one, other in dice.sample(reworded, changed)]
    gone = {before.id for before, _ in drawn}
    others = [demand for demand in old.values() if demand.id not in gone]
    found = [("reworded", drawn)]
    for kind, fits in (("replaced", _is_unlike), ("sibling", _is_sibling)):
        pairs = [(before, _find_other(before, others, dice, fits)) for before, _ in drawn]
        found.append((kind, [(before, other) for before, other in pairs if other]))
    return [(kind, pairs, _leave_out(others, pairs)) for kind, pairs in found]


def _find_other(
    demand: Demand, others: Sequence[Demand], dice: random.Random, fits: Callable[[Demand, Demand], bool]
) -> Demand | None:
    return next((other for other in dice.sample(others, len(others)) if fits(demand, other)), None)


def _is_sibling(demand: Demand, other: Demand) -> bool:
    return other.group == demand.group


def _is_unlike(demand: Demand, other: Demand) -> bool:
    words, theirs = _words(demand), _words(other)
    common = len(words & theirs) <= max(1, MOST_COMMON_WORDS * min(len(words), len(theirs)))
    longer = (len(other.text) + SHORT) / (len(demand.text) + SHORT)
    return common and other.group != demand.group and LENGTHS[0] <= longer <= LENGTHS[1]


def _leave_out(others: Sequence[Demand], pairs: Sequence[tuple[Demand, Demand]]) -> list[Demand]:
    taken = {other.id for _, other in pairs}
    return [demand for demand in others if demand.id not in taken]


def _words(demand: Demand) -> set[str]:
    return set(re.findall(r"\w{4,}", demand.text.lower()))


def outcomes(
    pairs: list[tuple[Demand, Demand]], kept: list[Demand], *, new_id: bool, formula: str, shift: int
) -> list[str]:
    """Return for each pair whether a comparison applies it, asks about it, or neither."""
    afterwards = [
        replace(before, id=f"new-{before.id}" if new_id else before.id, text=after.text, title=after.title)
        for before, after in pairs
    ]
    old = [*kept, *(before for before, _ in pairs)]
    report = policydiff.compare(_version("old", old, formula), _version("new", [*kept, *afterwards], formula, shift))
    applied = {(old.id, new.id) for entry in report.entries for old in entry.old for new in entry.new}
    asked = {(old.id, new.id) for question in report.questions for old in question.old for new in question.new}
    both = [(before.id, after.id) for (before, _), after in zip(pairs, afterwards, strict=True)]
    return ["applied" if pair in applied else "asked" if pair in asked else "neither" for pair in both]


def _version(name: str, demands: list[Demand], formula: str, shift: int = 0) -> Version:
    groups = tuple(WorkingGroup(key=key, name=key) for key in dict.fromkeys(demand.group for demand in demands))
    moved = tuple(
        replace(one, text=formula + one.text, source=replace(one.source, position=(one.source.position or 0) + shift))
        for one in demands
    )
    return Version(
        catalogue=Catalogue(edition=name, title=name, language="en", working_groups=groups, demands=moved), spec=name
    )


if __name__ == "__main__":
    main()
