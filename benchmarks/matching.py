"""Measures the matching on datasets of old.jsonl, new.jsonl and truth.tsv, ids visible and hidden.

usage: python benchmarks/matching.py DATASET... [--score-tool score_matching.py] [--out FOLDER]
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

import policydiff
from policydiff.core.catalogue import Catalogue, Demand, Source, WorkingGroup
from policydiff.core.changes import Merged, Split
from policydiff.core.comparison import Version
from policydiff.core.matching import Grade
from policydiff.core.report import Entry, Report

MANY = {"split", "merged", "covered"}

SCORE_TOOL = Path(__file__).resolve().parents[2] / "shared/tools/score_matching.py"


def main() -> None:
    """Run every dataset with ids visible and hidden and print one line of JSON for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument(
        "--score-tool",
        type=Path,
        default=SCORE_TOOL,
        help="score_matching.py DATASET PAIRS.tsv (default: the one beside us)",
    )
    parser.add_argument("--out", type=Path, help="folder for the pairs; a temporary one otherwise")
    arguments = parser.parse_args()
    out = arguments.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    for dataset in arguments.datasets:
        for hidden in (False, True):
            old, new = (read_version(dataset / f"{side}.jsonl", hidden=hidden) for side in ("old", "new"))
            started = time.perf_counter()
            report = policydiff.compare(old, new)
            seconds = time.perf_counter() - started
            pairs = pairs_of(report, real_names(dataset) if hidden else None)
            ids = "hidden" if hidden else "visible"
            for half in ("all", "choose", "report"):
                file = out / f"{dataset.name}-{ids}-{half}.tsv"
                scored = score(dataset, pairs, half, arguments.score_tool, file)
                print(json.dumps({"ids": ids, "half": half, "seconds": round(seconds, 2)} | scored), flush=True)


def read_version(path: Path, *, hidden: bool) -> Version:
    """Return one side of a dataset as a version of a catalogue."""
    demands = read_demands(path, hidden=hidden)
    groups = tuple(WorkingGroup(key=key, name=key) for key in dict.fromkeys(demand.group for demand in demands))
    catalogue = Catalogue(edition=path.stem, title=path.stem, language="en", working_groups=groups, demands=demands)
    return Version(catalogue=catalogue, spec=path.stem)


def read_demands(path: Path, *, hidden: bool) -> tuple[Demand, ...]:
    """Return the items of one side as demands; hidden ids are replaced by numbers."""
    demands = []
    for number, line in enumerate(filter(None, path.read_text(encoding="utf-8").splitlines()), start=1):
        item = json.loads(line)
        group = item["group"] if isinstance(item["group"], str) else "/".join(item["group"] or [])
        demands.append(
            Demand(
                id=f"{path.stem[0]}{number}" if hidden else item["id"],
                group=group,
                text=item["text"],
                title=item["title"],
                addressees=tuple(item["addressees"] or ()),
                source=Source(position=number),
            )
        )
    return tuple(demands)


def real_names(dataset: Path) -> dict[str, str]:
    """Return the real id by hidden id."""
    names = {}
    for side in ("old", "new"):
        for number, demand in enumerate(read_demands(dataset / f"{side}.jsonl", hidden=False), start=1):
            names[f"{side[0]}{number}"] = demand.id
    return names


def pairs_of(report: Report, names: dict[str, str] | None) -> list[tuple[str, str, str, Grade]]:
    """Return old id, new id, relation and grade of every pair that the report applies."""
    name = names.__getitem__ if names else str
    return [
        (name(old), name(new), relation, entry.grade)
        for entry in report.entries
        if entry.grade
        for old, new, relation in linked(entry)
    ]


def linked(entry: Entry) -> list[tuple[str, str, str]]:
    """Return the pairs of one entry: the pair that lives on, and each part with what it left or joined."""
    olds, news = [demand.id for demand in entry.old], [demand.id for demand in entry.new]
    if len(olds) == len(news) == 1:
        return [(olds[0], news[0], "same")]
    parts = next(change for change in entry.changes if isinstance(change, Split | Merged))
    pairs = [(old, new) for old in olds for new in news]
    if len(olds) > 1 and len(news) > 1 and parts.continued:
        old_centre, new_centre = parts.continued[0]
        pairs = [(old, new) for old, new in pairs if old == old_centre or new == new_centre]
    relation = "merged" if len(olds) > 1 else "split"
    return [(old, new, "same" if (old, new) in parts.continued else relation) for old, new in pairs]


def score(
    dataset: Path, pairs: list[tuple[str, str, str, Grade]], half: str, tool: Path, file: Path
) -> dict[str, object]:
    """Return what the score tool says of all pairs or of one half, and how often each grade is right."""
    pairs = [pair for pair in pairs if half == "all" or half_of(pair[0]) == half]
    file.write_text("".join(f"{old}\t{new}\t{kind}\n" for old, new, kind, _ in pairs), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        scored = dataset
        if half != "all":
            scored = Path(folder) / dataset.name
            scored.mkdir()
            write_half(dataset, scored, half)
        command = [sys.executable, str(tool), str(scored), str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout) | {"grades": grades(pairs, read_truth(dataset))}


def grades(pairs: list[tuple[str, str, str, Grade]], truth: dict[tuple[str, str], str]) -> dict[str, str]:
    """Return by grade how many pairs the truth knows, under any name, of how many; parts counted apart."""
    right, total = Counter[str](), Counter[str]()
    for old, new, relation, grade in pairs:
        kind = str(grade) if relation == "same" else f"{grade} parts"
        total[kind] += 1
        right[kind] += (old, new) in truth
    return {kind: f"{right[kind]}/{total[kind]}" for kind in sorted(total)}


def half_of(old_id: str) -> str:
    """Return which half an old id belongs to, by its checksum."""
    return "choose" if zlib.crc32(old_id.encode()) % 2 else "report"


def read_truth(dataset: Path) -> dict[tuple[str, str], str]:
    """Return the kind of every true pair."""
    with (dataset / "truth.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {(old, new): kind for old, new, kind, *_ in rows if old and new}


def write_half(dataset: Path, folder: Path, half: str) -> None:
    """Write the half of the old side and of the truth that belongs to `half`; added items are left out."""
    lines = (dataset / "old.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and half_of(json.loads(line)["id"]) == half]
    (folder / "old.jsonl").write_text("\n".join(kept), encoding="utf-8")
    (folder / "new.jsonl").write_bytes((dataset / "new.jsonl").read_bytes())
    header, *rows = (dataset / "truth.tsv").read_text(encoding="utf-8").splitlines()
    own = [row for row in rows if (old := row.split("\t")[0]) and half_of(old) == half]
    (folder / "truth.tsv").write_text("\n".join([header, *own]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
