"""The catalogues of many editions, every file read and parsed once however many editions hold it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policydiff.core.catalogue import Catalogue, Demand, Source
from policydiff.core.comparison import Progress
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.editions import Edition
from policydiff.sources.git import Repository
from policydiff.sources.reading import Reading, read_tolerantly
from policydiff.sources.records import read_demand
from policydiff.sources.snapshots import take_commit
from policydiff.sources.yaml import read_document

READ = "reading"
"""The step that progress is told of: how many editions are read."""

_Files = dict[tuple[str, str], tuple[Demand | None, list[Problem]]]
"""Demands by path and blob, None for what nobody can read, with all that is wrong with them."""

# A paper that is taken in again moves every line, and then every file differs in these numbers. Where nothing else
# does, the file need not be parsed again, which is half of the work.
_PLACE = re.compile(rb"^source: \{((?:(?:position|page|line): [1-9]\d{0,8}(?:, (?=\w)|(?=\})))+)\}$", re.MULTILINE)
_NUMBER = re.compile(r"(\w+): (\d+)")

_Elsewhere = dict[tuple[str, bytes, str, bytes], Demand]
"""Sound demands by path and content: what stands before and behind the numbers of their place, and what those count."""


def read_catalogues(
    repository: Repository,
    policy: str,
    editions: Sequence[Edition],
    problems: dict[str, list[Problem]],
    progress: Progress | None = None,
) -> Iterator[tuple[str, Catalogue]]:
    """Yield the catalogues of some editions by name; what is wrong with one is added to `problems` under its name.

    That a catalogue holds no demand is no problem here.
    """
    readings: list[Reading] = []
    for one in editions:
        snapshot = take_commit(repository, one.commit, policy, one.name)
        readings.append(read_tolerantly(snapshot, choose=lambda *_: ()))
    contents = repository.read_blobs(reading.files[path] for reading in readings for path in reading.layout.demands)
    files: _Files = {}
    elsewhere: _Elsewhere = {}
    for place, (one, reading) in enumerate(zip(editions, readings, strict=True), start=1):
        found = [problem for problem in reading.problems if problem.code != "catalogue-empty"]
        demands = []
        for path in reading.layout.demands:
            key = path, reading.files[path]
            if key not in files:
                files[key] = _read(f"{policy}/{path}", reading.layout.demands[path], contents[key[1]], elsewhere)
            demand, wrong = files[key]
            found += wrong
            demands += [demand] if demand else []
        if found:
            problems[one.name] = [
                replace(problem, found=f"in the edition {one.name}: {problem.found}") for problem in found
            ]
        yield one.name, _in_order(reading.catalogue, demands)
        if progress:
            progress(READ, place, len(editions))


def _read(
    file: str, place: tuple[str, str], content: bytes, elsewhere: _Elsewhere
) -> tuple[Demand | None, list[Problem]]:
    """Return the demand of a file with all that is wrong with it; whether its addressees are known is not looked at."""
    mark = _PLACE.search(content)
    if not mark:
        demand, _, problems = _parse(file, place, content)
        return demand, problems
    before, after = content[: mark.start()], content[mark.end() :]
    numbers = [(name, int(number)) for name, number in _NUMBER.findall(mark[1].decode())]
    key = file, before, " ".join(name for name, _ in numbers), after
    if key in elsewhere:
        return replace(elsewhere[key], source=Source(**dict(numbers))), []
    demand, line, problems = _parse(file, place, content)
    if demand and not problems and line == before.count(b"\n") + 1:  # else these words stand in a text
        elsewhere[key] = demand
    return demand, problems


def _parse(file: str, place: tuple[str, str], content: bytes) -> tuple[Demand | None, int, list[Problem]]:
    """Return the demand of a file, the line that says where it stands in the paper, and all that is wrong with it."""
    problems: list[Problem] = []
    try:
        document = read_document(content, file)
    except CatalogueError as error:
        return None, 0, list(error.problems)
    group, id = place
    demand = read_demand(document, id, group, None, problems)
    return (demand if demand.text else None), document.line("source"), problems


def _in_order(catalogue: Catalogue, demands: Sequence[Demand]) -> Catalogue:
    ranks = {group.key: rank for rank, group in enumerate(catalogue.working_groups)}
    return replace(
        catalogue,
        demands=tuple(
            sorted(demands, key=lambda one: (ranks.get(one.group, len(ranks)), one.source.position or 0, one.id))
        ),
    )
