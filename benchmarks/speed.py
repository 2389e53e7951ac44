"""How long a comparison takes and how much memory it needs, as whole processes, start-up included.

usage: python benchmarks/speed.py [--runs N] [--demands N …]

Generates a git repository for each size, 1 % of its demands changed, and prints a Markdown table: the median of the
wall times with the smallest and the largest, and the largest resident memory of the process itself. The goals stand
in docs/speed.md.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from generated import write_repository


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed of policydiff.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--demands", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    print("| command | demands | wall, median (min – max) | peak memory |\n|---|---|---|---|")
    measure("--version", 0, ["--version"], options.runs)
    with tempfile.TemporaryDirectory() as folder:
        for demands in options.demands:
            repository = Path(folder) / str(demands)
            write_repository(repository, demands)
            for format in ("terminal", "json", "markdown", "html"):
                words = ["diff", "old..new", "--repo", str(repository), "--format", format]
                measure(f"diff --format {format}", demands, words, options.runs)


def measure(name: str, demands: int, words: list[str], runs: int) -> None:
    """Run a command several times after one warm-up and print a row."""
    measured = [run(words) for _ in range(runs + 1)][1:]
    times = sorted(seconds for seconds, _ in measured)
    memory = max(megabytes for _, megabytes in measured)
    median = statistics.median(times)
    print(
        f"| `{name}` | {demands or '–'} | {median:.2f} s ({times[0]:.2f} – {times[-1]:.2f}) | {memory:.0f} MB |",
        flush=True,
    )


def run(words: list[str]) -> tuple[float, float]:
    """Return the wall time in seconds and the peak memory in megabytes of one run."""
    started = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "policydiff", *words],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"policydiff {' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
