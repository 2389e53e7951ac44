"""A check: a subject is read as far as it can be, everything wrong with it gets its code, its weight and its place."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import normpath

from policydiff.core.checks import Defect, Evidence, Flaw, Name, Paper, Past, find_flaws, put_in_order
from policydiff.core.rules import RuleBook
from policydiff.errors import CatalogueError, Phrase, Problem
from policydiff.sources.acceptances import ACCEPTED
from policydiff.sources.history import NO_HISTORY, read_past
from policydiff.sources.layout import COVER, GROUP, PAPERS, Layout
from policydiff.sources.neighbours import find_neighbours
from policydiff.sources.paths import id_of, may_hide_demand
from policydiff.sources.reading import Reading, read_catalogue_cover, read_tolerantly
from policydiff.sources.rulebook import LEXICON, SETTINGS
from policydiff.sources.signs import find_signs
from policydiff.sources.subjects import Subject
from policydiff.sources.tidying import COVER_KEYS, DEMAND_KEYS, GROUP_KEYS, Split, find_layout
from policydiff.sources.yaml import Document, read_document

# Rules whose findings `--fix` can mend.
MENDABLE = frozenset({"layout-differing", "sign-turning", "sign-invisible", "form-decomposed"})
# Rules whose findings say that a file could not be read: then nothing in it is mended.
UNREADABLE = frozenset({"yaml-invalid", "key-duplicate"})
# Those that say of a value or key that it does not stand for what was meant: 007 would be laid out as 7.
_REFUSED = UNREADABLE | {"field-invalid", "key-unknown"}
_LATER = Phrase("let `policydiff check --fix` mend it, once the file can be read")
# Files that a project writes by hand as it likes: looked at for hidden signs only.
_OWN = (SETTINGS, LEXICON, ACCEPTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """What a check needs to know of papers: how to read one (content, file), and how to tell sentences apart."""

    read_paper: Callable[[bytes, str], Paper]
    split: Split
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What was read and everything that is wrong with it, not yet weighed."""

    reading: Reading
    problems: tuple[Problem, ...]


def check(subject: Subject, reader: Reader) -> Checked:
    """Return everything that is wrong with a subject, each problem with the code of its rule and its place."""
    reading = read_subject(subject)
    place = subject.snapshot.place
    problems = [*subject.conflicts, *reading.problems, *_file_problems(subject, reading, reader)]
    problems += _hidden_demands(subject, reading)
    if reading.is_known:
        whole = len(reading.catalogue.demands) == len(reading.layout.demands)
        evidence = _evidence(subject, reading, reader)
        order = _order(reading)
        problems += [_locate(flaw, reading, place) for flaw in find_flaws(evidence, order=order, whole=whole)]
    problems = [_turned(one, subject) for one in problems]
    concerned = problems if subject.changed is None else _concerning(problems, subject.changed, reading, place)
    return Checked(reading=reading, problems=tuple(dict.fromkeys(concerned)))


def weigh(problems: Iterable[Problem], rulebook: RuleBook, place: str) -> tuple[Defect, ...]:
    """Return the problems with the severity that a project gives them, the heaviest first."""
    problems = tuple(problems)
    unreadable = {one.file for one in problems if one.code in UNREADABLE}
    return put_in_order(
        Defect(
            rule=one.code,
            severity=rulebook.find(one.code).severity,
            found=Phrase.of(one.found),
            remedy=_LATER if one.code in MENDABLE and one.file in unreadable else Phrase.of(one.remedy),
            file=one.file or f"{place}{COVER}",
            line=one.line or 1,
            column=one.column or 1,
            key=one.key,
            others=one.others,
            is_mendable=one.code in MENDABLE and one.file not in unreadable,
        )
        for one in problems
    )


def read_subject(subject: Subject) -> Reading:
    """Return what can be read of a subject; of one that is looked at in part, what changed and what is like it."""
    changed = subject.changed
    if changed is None or _is_measure_changed(subject, changed):
        return read_tolerantly(subject.snapshot)

    def choose(layout: Layout, marks: Mapping[str, str]) -> Collection[str]:
        return find_neighbours(subject.snapshot.read(layout.demands, marks), changed)

    return read_tolerantly(subject.snapshot, choose)


def _is_measure_changed(subject: Subject, changed: Collection[str]) -> bool:
    """Return whether a change concerns all demands: other addressees, another paper."""
    if COVER not in changed and not any(path.startswith(f"{PAPERS}/") for path in changed):
        return False
    sides = [side for side in (subject.before, subject.snapshot) if side]
    before, after = (read_catalogue_cover(side) for side in sides) if len(sides) == 2 else (None, None)
    if not before or not after or before.paper in changed or before.paper != after.paper:
        return True
    return {one.key for one in before.addressees} != {one.key for one in after.addressees}


def _evidence(subject: Subject, reading: Reading, reader: Reader) -> Evidence:
    cited = reading.catalogue.paper
    papers = [path for path in reading.files if path.startswith(f"{PAPERS}/") and _is_paper(path)]
    paper = None
    if cited in papers:
        content = subject.snapshot.read([cited], reading.files)[cited]
        paper = reader.read_paper(content, subject.snapshot.place + cited)
    chosen = _chosen(subject, reading)
    # Where both sides wrote one file, what the other wrote is no past of it.
    torn = {one.file.removeprefix(subject.snapshot.place) for one in subject.conflicts}
    present = {
        id: reading.files[path]
        for path, (group, id) in reading.layout.demands.items()
        if path not in torn and (chosen is None or (group, id) in chosen)
    }
    past = Past(is_whole=False, cut=NO_HISTORY)
    if subject.repository:
        past = read_past(subject.repository, subject.policy, subject.tips, present)
    return Evidence(
        catalogue=reading.catalogue,
        papers=papers,
        paper=paper,
        past=past,
        chosen=chosen,
        touched=_touched(subject, reading),
        languages=reader.languages,
    )


def _chosen(subject: Subject, reading: Reading) -> frozenset[Name] | None:
    """Return the demands that changed, None where all are looked at."""
    if subject.changed is None or len(reading.catalogue.demands) == len(reading.layout.demands):
        return None
    demands = reading.layout.demands
    return frozenset(demands[path] for path in subject.changed if path in demands)


def _touched(subject: Subject, reading: Reading) -> frozenset[Name] | None:
    """Return the demands that the version itself changed, None where that is not asked."""
    if subject.touched is None:
        return None
    demands = reading.layout.demands
    return frozenset(demands[path] for path in subject.touched if path in demands)


def _turned(problem: Problem, subject: Subject) -> Problem:
    """Return an id that is used twice as a problem of the file that was changed, where only the other one was."""
    place, touched = subject.snapshot.place, subject.touched
    if problem.code != "id-duplicate" or touched is None or problem.file.removeprefix(place) in touched:
        return problem
    (other,) = problem.others
    if other.removeprefix(place) not in touched:
        return problem
    id = id_of(other)
    found = Phrase("the id {id!r} a second time (also in {other})", id=id, other=problem.file)
    return replace(problem, file=other, found=found, others=(problem.file,))


def _is_paper(path: str) -> bool:
    name = path.rpartition("/")[2]
    return not name.startswith(".") and not name.startswith("README")


def _order(reading: Reading) -> tuple[str, ...]:
    named = reading.documents[COVER].values.get("working_groups") if COVER in reading.documents else None
    return tuple(map(str, named)) if isinstance(named, list) else ()


def _file_problems(subject: Subject, reading: Reading, reader: Reader) -> Iterable[Problem]:
    """Return what is wrong with files as they are written: hidden signs, normal form, layout."""
    place, changed = subject.snapshot.place, subject.changed
    refused = list_refused(reading, place)
    for path, content in {**read_own_files(subject), **reading.contents}.items():
        if changed is None or path in changed:
            yield from find_signs(content, place + path)
            document = reading.documents.get(path)
            if document and path not in refused:
                yield from find_layout(content, document, keys_of(path), reader.split)


def _hidden_demands(subject: Subject, reading: Reading) -> Iterable[Problem]:
    """Return the files that hold a demand and are no part of the catalogue, for their names begin with a full stop."""
    place = subject.snapshot.place
    for path, content in subject.snapshot.read(filter(may_hide_demand, reading.files), reading.files).items():
        try:
            values = read_document(content, "").values
        except CatalogueError:  # what a system keeps beside a file: ._bruecken.yaml
            continue
        if "text" in values:
            found = Phrase("a demand in a hidden file: what begins with a full stop stands in no report")
            remedy = Phrase("give file and folder names without a full stop at the start, or remove the file")
            yield Problem(file=place + path, line=1, found=found, remedy=remedy, code="file-hidden")


def read_own_files(subject: Subject) -> dict[str, bytes]:
    """Return the files that a project writes by hand, path → content."""
    return subject.snapshot.read(_OWN, {})


def list_refused(reading: Reading, place: str) -> set[str]:
    """Return the files (paths) that hold a value or key which cannot be meant: nothing in them is laid out anew."""
    return {one.file.removeprefix(place) for one in reading.problems if one.code in _REFUSED}


def keys_of(path: str) -> Sequence[str]:
    """Return the keys of a file in the order in which we write them; none for a file that is not ours."""
    if path in _OWN:
        return ()
    return COVER_KEYS if path == COVER else GROUP_KEYS if path.endswith(f"/{GROUP}") else DEMAND_KEYS


def _locate(flaw: Flaw, reading: Reading, place: str) -> Problem:
    """Return a flaw as a problem at its line and column."""
    others = [f"{place}{group}/{id}.yaml" for group, id in flaw.others]
    if flaw.paper:
        return Problem(file=place + flaw.paper, line=1, found=flaw.found, remedy=flaw.remedy, code=flaw.rule)
    if flaw.field == ("paper", "file"):
        others += _cited_at(place, reading.catalogue.paper or "")
    path = COVER if flaw.demand is None else "/".join(flaw.demand) + ".yaml"
    document = reading.documents.get(path) or Document(file=place + path, values={}, places={})
    problem = document.problem(flaw.field, flaw.found, flaw.remedy, flaw.rule)
    return replace(problem, others=tuple(others))


def _cited_at(place: str, paper: str) -> list[str]:
    """Return the path at which a paper is cited; none where it leads out of the repository, or to no file at all."""
    path = normpath(f"{place}{paper.strip('/')}")
    return [] if "\0" in path or path.split("/")[0] in ("..", ".") else [path]


def _concerning(problems: Iterable[Problem], changed: Collection[str], reading: Reading, place: str) -> list[Problem]:
    """Return the problems that a change can have brought: those of changed files, and what these do to others."""
    paths = {place + path for path in changed}
    folders = {path.rpartition("/")[0] for path in paths}
    cover, paper = place + COVER, f"{place}{reading.catalogue.paper}"
    always = {"catalogue-missing", "catalogue-empty", "history-incomplete", "merge-conflicting"}
    by_paper = {"text-not-in-paper", "source-misplaced"}

    def concerns(one: Problem) -> bool:
        return (
            one.code in always
            or one.file in paths
            or one.file in folders
            or not paths.isdisjoint(one.others)
            or (one.file == cover and not reading.is_known)
            or (one.code == "addressee-unknown" and cover in paths)
            or (one.code in by_paper and not paths.isdisjoint((cover, paper)))
        )

    return [one for one in problems if concerns(one)]
