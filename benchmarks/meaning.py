"""Measures what is said of a rewording: signals, editorial or substantive, and how long it takes.

usage: python benchmarks/meaning.py [--collection FOLDER] [--asvs DATASET] [--ism DATASET]
                                    [--neighbours LANGUAGE DATASET]...

The collection is benchmarks/meaning/de.toml and en.toml, sentence pairs with the signals they must give; half of it
(`report`) was never looked at while the engine was made. A dataset is a folder with old.jsonl, new.jsonl and truth.tsv.

Splits and merges are measured on the same pairs, each joined with the next one on one side, and on neighbouring texts
of datasets (old.jsonl alone): two of them as one text against both, first as they are and then with one word or figure
of one exchanged. They must give the signals that each gives alone.
"""

import argparse
import csv
import json
import re
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from policydiff.core.catalogue import Demand, Source
from policydiff.core.lexicon import Lexicon, load_lexicon
from policydiff.core.matching.clauses import trace
from policydiff.core.meaning import Signal, find_signals
from policydiff.core.strands import find_part_signals
from policydiff.core.wording import Weight, redline, weigh

COLLECTION = Path(__file__).parent / "meaning"
LANGUAGES = ("de", "en")
SETS = ("choose", "report")
REVERSED = "negation-reversed"
EXCHANGES = {
    "de": (
        ("MUSS", "KANN"),
        ("SOLLTE", "KANN"),
        ("müssen", "sollen"),
        ("soll ", "muss "),
        ("MUSS ", "MUSS nicht "),
        ("Ausbau", "Rückbau"),
        ("Erhöhung", "Senkung"),
    ),
    "en": (
        (" is ", " is not "),
        (" are ", " are not "),
        (" not ", " "),
        (" all ", " some "),
        ("Verify that", "Consider whether"),
    ),
}
"""Words to exchange in the first place where a text has them; its first figure is doubled as well."""
FIGURE = re.compile(r"(?<![\w.,§-])\d+(?![\w.,])")
MOST_NEIGHBOURS = 900
"""So many pairs of neighbours are measured at most."""
ROUNDS = 5
"""Every pair is timed so often, and the fastest round counts: what else the machine does is no cost of ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Two texts and what must be said of them."""

    old: str
    new: str
    language: str
    set: str
    is_editorial: bool
    signals: frozenset[str] = frozenset()


def main() -> None:
    """Print one line of JSON for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--collection", type=Path, default=COLLECTION, help="folder of de.toml and en.toml")
    parser.add_argument("--asvs", type=Path, help="dataset whose kinds end with +reworded and +grammar")
    parser.add_argument("--ism", type=Path, help="dataset whose kinds end with +reworded")
    parser.add_argument(
        "--neighbours", nargs=2, action="append", default=[], metavar=("LANGUAGE", "DATASET"), help="texts to join"
    )
    arguments = parser.parse_args()
    samples = [sample for language in LANGUAGES for sample in read_collection(arguments.collection, language)]
    for chosen in SETS:
        for languages in (*((language,) for language in LANGUAGES), LANGUAGES):
            some = [one for one in samples if one.set == chosen and one.language in languages]
            show({"collection": chosen, "languages": "+".join(languages), "pairs": len(some)} | measure_signals(some))
            show({"collection": chosen, "languages": "+".join(languages)} | measure_weights(some))
    for language in LANGUAGES:
        some = [one for one in samples if one.language == language]
        show({"joined": "collection", "language": language} | measure_joined(some))
    for language, folder in arguments.neighbours:
        texts = list(read_texts(Path(folder) / "old.jsonl").values())
        show({"neighbours": Path(folder).name, "language": language} | measure_neighbours(texts, language))
    show({"time": "collection"} | measure_time(samples))
    for name, dataset in (("asvs", arguments.asvs), ("ism", arguments.ism)):
        if dataset:
            pairs = read_dataset(dataset)
            kinds = {kind: [one for one, its in pairs if its == kind] for kind in sorted({its for _, its in pairs})}
            for kind, some in kinds.items():
                show({"dataset": name, "kind": kind, "pairs": len(some)} | called(some))
            show({"time": name} | measure_time([one for one, _ in pairs]))


def show(line: dict[str, object]) -> None:
    """Print one result."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def read_collection(folder: Path, language: str) -> list[Sample]:
    """Return the sentence pairs of one language."""
    with (folder / f"{language}.toml").open("rb") as file:
        pairs = tomllib.load(file)["pair"]
    return [
        Sample(
            old=pair["old"],
            new=pair["new"],
            language=language,
            set=pair["set"],
            is_editorial=pair["weight"] == Weight.EDITORIAL,
            signals=frozenset(pair["signals"]),
        )
        for pair in pairs
    ]


def read_dataset(folder: Path) -> list[tuple[Sample, str]]:
    """Return the pairs whose text differs, each with the last part of its kind (reworded, grammar, moved)."""
    old, new = (read_texts(folder / f"{side}.jsonl") for side in ("old", "new"))
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [
        (
            Sample(old=old[one], new=new[other], language="en", set="", is_editorial=kind.endswith("grammar")),
            last_part(kind),
        )
        for one, other, kind, *_ in rows
        if one in old
        and other in new
        and old[one] != new[other]
        and last_part(kind) in {"reworded", "grammar", "moved"}
    ]


def last_part(kind: str) -> str:
    """Return what a kind says of the wording: moved+reworded is reworded."""
    return kind.rsplit("+", 1)[-1]


def read_texts(path: Path) -> dict[str, str]:
    """Return the text of every item of one side by its id."""
    items = map(json.loads, filter(None, path.read_text(encoding="utf-8").splitlines()))
    return {item["id"]: item["text"] for item in items}


def measure_signals(samples: Iterable[Sample]) -> dict[str, object]:
    """Return precision and recall of signals: all, by code, by code and direction; and the recall of reversals."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for sample in samples:
        found = {one.rule for one in find_signals(sample.old, sample.new, load_lexicon(sample.language))}
        right.update(found & sample.signals)
        wrong.update(found - sample.signals)
        missed.update(sample.signals - found)
    rules = sorted(right | wrong | missed)
    codes = sorted({rule.split("-")[0] for rule in rules})
    by_code = {
        code: scores(
            *(
                sum(count for rule, count in counter.items() if rule.startswith(code))
                for counter in (right, wrong, missed)
            )
        )
        for code in codes
    }
    return {
        "signals": scores(right.total(), wrong.total(), missed.total()),
        "reversals": scores(right[REVERSED], wrong[REVERSED], missed[REVERSED]),
        "by code": by_code,
        "by rule": {rule: scores(right[rule], wrong[rule], missed[rule]) for rule in rules},
    }


def scores(right: int, wrong: int, missed: int) -> str:
    """Return precision and recall with the numbers they come from."""
    precision = f"{right / (right + wrong):.3f}" if right + wrong else "–"
    recall = f"{right / (right + missed):.3f}" if right + missed else "–"
    return f"precision {precision} recall {recall} (right {right}, wrong {wrong}, missed {missed})"


def measure_weights(samples: Iterable[Sample]) -> dict[str, object]:
    """Return precision and recall of `editorial`, and how many signals stand beside it."""
    right = wrong = missed = signalled = 0
    for sample in samples:
        lexicon = load_lexicon(sample.language)
        is_called = weigh(sample.old, sample.new, lexicon) is Weight.EDITORIAL
        right += is_called and sample.is_editorial
        wrong += is_called and not sample.is_editorial
        missed += sample.is_editorial and not is_called
        signalled += is_called and bool(find_signals(sample.old, sample.new, lexicon))
    return {"editorial": scores(right, wrong, missed), "editorial with a signal": signalled}


def called(samples: Iterable[Sample]) -> dict[str, object]:
    """Return how many pairs are called editorial, how many substantive, and how many of those have a signal."""
    editorial = substantive = signalled = 0
    for sample in samples:
        lexicon = load_lexicon(sample.language)
        is_editorial = weigh(sample.old, sample.new, lexicon) is Weight.EDITORIAL
        editorial += is_editorial
        substantive += not is_editorial
        signalled += not is_editorial and bool(find_signals(sample.old, sample.new, lexicon))
    return {"editorial": editorial, "substantive": substantive, "with a signal": signalled}


def measure_joined(samples: Sequence[Sample]) -> dict[str, object]:
    """Return how many pairs, each joined with the next on one side, give the signals that both give alone."""
    right = total = 0
    for one, other in pairwise(samples):
        lexicon = load_lexicon(one.language)
        expected = {*find_signals(one.old, one.new, lexicon), *find_signals(other.old, other.new, lexicon)}
        for old, new in (
            ([join(one.old, other.old)], [one.new, other.new]),
            ([one.old, other.old], [join(one.new, other.new)]),
        ):
            right += told(old, new, lexicon) == expected
            total += 1
    return {"right": right, "of": total}


def measure_neighbours(texts: Sequence[str], language: str) -> dict[str, object]:
    """Return what is told wrongly of two texts that were one: as they are, and with a word or figure exchanged."""
    lexicon = load_lexicon(language)
    counts = Counter[str]()
    for pair in list(pairwise(texts))[:MOST_NEIGHBOURS]:
        parts = [f"{text.rstrip('. ')}." for text in pair]
        counts["pairs"] += 1
        if told([" ".join(parts)], parts, lexicon):
            counts["false alarms"] += 1
            continue
        for place, part in enumerate(parts):
            for changed in exchange(part, language):
                expected = set(find_signals(part, changed, lexicon))
                found = told([" ".join(parts)], [*parts[:place], changed, *parts[place + 1 :]], lexicon)
                counts["exchanges"] += bool(expected)
                counts["told as nothing"] += bool(expected) and not found
                counts["told otherwise"] += bool(expected) and bool(found) and found != expected
    return {name: counts[name] for name in ("pairs", "false alarms", "exchanges", "told as nothing", "told otherwise")}


def exchange(text: str, language: str) -> Iterator[str]:
    """Yield a text with one figure or word of it exchanged."""
    if figure := FIGURE.search(text):
        yield f"{text[: figure.start()]}{2 * int(figure[0]) + 1}{text[figure.end() :]}"
    for one, other in EXCHANGES[language]:
        if one in text:
            yield text.replace(one, other, 1)


def join(one: str, other: str) -> str:
    """Return two texts as sentences of one."""
    return " ".join(text if text.rstrip()[-1] in ".!?" else f"{text}." for text in (one, other))


def told(old: Sequence[str], new: Sequence[str], lexicon: Lexicon) -> set[Signal]:
    """Return the signals of a split or merge."""
    olds, news = (
        [Demand(id=f"{side}{number}", group="g", text=text, source=Source()) for number, text in enumerate(texts)]
        for side, texts in (("old", old), ("new", new))
    )
    return set(find_part_signals(olds, news, trace(olds, news), lexicon))


def measure_time(samples: list[Sample]) -> dict[str, object]:
    """Return the median and the slowest time of one comparison in milliseconds: each step, and all together."""
    steps: dict[str, Callable[[str, str, Lexicon], object]] = {
        "signals": find_signals,
        "weigh": weigh,
        "redline": lambda old, new, _: redline(old, new),
    }
    times: dict[str, list[float]] = {name: [] for name in (*steps, "together")}
    for sample in samples:
        lexicon = load_lexicon(sample.language)
        fastest = {name: min(timed(step, sample, lexicon) for _ in range(ROUNDS)) for name, step in steps.items()}
        for name, milliseconds in fastest.items():
            times[name].append(milliseconds)
        times["together"].append(sum(fastest.values()))
    words = round(statistics.median(len(sample.old.split()) for sample in samples))
    found = {
        name: f"median {statistics.median(some):.3f} ms, slowest {max(some):.3f} ms" for name, some in times.items()
    }
    return {"pairs": len(samples), "median words": words, **found}


def timed(step: Callable[[str, str, Lexicon], object], sample: Sample, lexicon: Lexicon) -> float:
    """Return how many milliseconds one step takes."""
    started = time.perf_counter()
    step(sample.old, sample.new, lexicon)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
