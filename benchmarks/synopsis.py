"""How long a Synopse takes and how much memory it needs, as whole processes, start-up included.

usage: python benchmarks/synopsis.py [--runs N] [--demands N] [--changed SHARE]

Generates a git repository in which a quarter of the demands changed, and prints a Markdown table for docs/speed.md. PDF
needs the extra `policydiff[pdf]`.
"""

import argparse
import tempfile
from pathlib import Path

from generated import write_repository
from speed import measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed of policydiff synopsis.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--demands", type=int, default=2_000)
    parser.add_argument("--changed", type=float, default=0.25)
    options = parser.parse_args()
    print("| command | demands | wall, median (min – max) | peak memory |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        write_repository(repository, options.demands, options.changed)
        for format in ("html", "docx", "pdf"):
            words = ["synopsis", "old..new", "--repo", str(repository), "--format", format]
            measure(f"synopsis --format {format}", options.demands, words, options.runs)


if __name__ == "__main__":
    main()
