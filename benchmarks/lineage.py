"""How long the lineage of many editions takes and how much memory, as whole processes: without a cache, and with one.

usage: python benchmarks/lineage.py [--editions N] [--demands N] [--churn SHARE] [--moving] [--keep DIR]

Generates a git repository whose editions differ from each other in a share of the demands (half of them reworded, the
others reassigned, renamed, split, dropped and replaced; now and then a dropped one comes back), and prints a Markdown
table. With `--moving` every paper has other line numbers, so that no file stays the same: the worst case. The goals
stand in docs/lineage.md and docs/site.md.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import ADDRESSEES, GROUPS, LEVELS, _data, _demand, _file

FIRST_YEAR = 1950


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed of lineages.")
    parser.add_argument("--editions", type=int, default=60)
    parser.add_argument("--demands", type=int, default=1_000)
    parser.add_argument("--churn", type=float, default=0.05)
    parser.add_argument("--moving", action="store_true")
    parser.add_argument("--keep", metavar="DIR", help="make the repository here, and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(options.keep or f"{folder}/repository")
        last = write_history(repository, options.editions, options.demands, options.churn, moving=options.moving)
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        print("| command | cache | wall | peak memory |\n|---|---|---|---|")
        for words in (["timeline"], ["timeline"], ["history", last], ["blame", last], ["stats"], ["cite", last]):
            measure([*words, "--repo", str(repository)])
        measure(["export", "--format", "csv", "-o", f"{folder}/csv", "--repo", str(repository)])
        measure(["site", "-o", f"{folder}/site", "--repo", str(repository)])


def measure(words: list[str]) -> None:
    """Run a command and print a row."""
    is_warm = Path(os.environ["XDG_CACHE_HOME"]).exists()
    started = time.perf_counter()
    opened = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-m", "policydiff", *words], os.environ, file_actions=opened
    )
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if status:
        sys.exit(f"policydiff {' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    print(
        f"| `{words[0]}` | {'warm' if is_warm else 'none'} | {wall:.2f} s | {usage.ru_maxrss / 1024:.0f} MB |",
        flush=True,
    )


_Demand = tuple[str, str, tuple[str, ...]]


def write_history(folder: Path, editions: int, demands: int, churn: float, *, moving: bool = False) -> str:
    """Write a git repository with one commit for each edition and return an id of the last; always the same one."""
    dice = random.Random(editions * demands)
    known = {number: _demand(number, dice) for number in range(demands)}
    gone: list[tuple[int, _Demand]] = []
    following = demands
    stream = []
    for edition in range(editions):
        if edition:
            following = _change(known, gone, following, max(1, int(demands * churn)), dice)
        shift = edition if moving else 0
        stream.append(b"".join(_commit(edition, known, shift)))
    subprocess.run(["git", "init", "-q", "--object-format=sha1", "-b", "main", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=b"".join(stream), check=True)
    return max(known.values(), key=lambda one: (len(one[1]), one[0]))[0]


def _change(
    known: dict[int, _Demand], gone: list[tuple[int, _Demand]], following: int, changes: int, dice: random.Random
) -> int:
    for rank, number in enumerate(dice.sample(sorted(known), changes)):
        share = rank / changes
        id, text, addressees = known[number]
        if share < 0.5:
            known[number] = (id, _reword(text, dice), addressees)
        elif share < 0.65:
            known[number] = (id, text, tuple(key for key in ADDRESSEES if key not in addressees) or addressees)
        elif share < 0.7:
            known[number] = (f"neu-{following}-{id}"[:120], text, addressees)
        elif share < 0.75:
            first, last = text.split(" für mehr ")[0], _demand(following, dice)[1]
            known[number] = (id, f"{first}. {last}", addressees)
            if ". " in text:  # split what grew together before
                parts = text.split(". ", 1)
                known[number] = (id, parts[0], addressees)
                known[following] = (f"{id}-{following}"[:120], parts[1], addressees)
                following += 1
        else:
            gone.append((number, known.pop(number)))
            if len(gone) > 20 and dice.random() < 0.2:
                back, demand = gone.pop(dice.randrange(len(gone) - 10))
                known[back] = demand
            else:
                known[following] = _demand(following, dice)
                following += 1
    return following


def _reword(text: str, dice: random.Random) -> str:
    if " und Modernisierung" in text:
        return text.replace(" und Modernisierung", "", 1)
    return (
        text.replace(" in ", " und Modernisierung in ", 1)
        if dice.random() < 0.5
        else text.replace("mehr", "noch mehr", 1)
    )


def _commit(edition: int, demands: dict[int, _Demand], shift: int):  # type: ignore[no-untyped-def]
    mark = edition + 1
    yield f"commit refs/heads/main\nmark :{mark}\ncommitter Erfunden <erfunden@example.org> {mark} +0000\n".encode()
    yield _data(f"Fassung {edition}") + (f"from :{mark - 1}\n".encode() if edition else b"") + b"deleteall\n"
    registry = "".join(
        f"  {key}: {{name: {key.upper()}, level: {level}}}\n" for key, level in zip(ADDRESSEES, LEVELS, strict=True)
    )
    year = FIRST_YEAR + edition
    cover = f"edition: programm-{year}\ntitle: Programm {year}\ndate: '{year}'\nlanguage: de\naddressees:\n{registry}"
    yield _file("catalogue.yaml", cover)
    for group in range(GROUPS):
        yield _file(f"ag-{group:02}/_group.yaml", f"name: AG {group}\n")
    for number, (id, text, addressees) in demands.items():
        source = f"{{position: {number + 1}, page: {number // 20 + 1}, line: {number * 3 + 1 + shift}}}"
        body = f"id: {id}\ntext: {text!r}\naddressees: [{', '.join(addressees)}]\nsource: {source}\n"
        yield _file(f"ag-{number % GROUPS:02}/{id}.yaml", body)


if __name__ == "__main__":
    main()
