"""Snapshots → versions: only files that differ between the two sides are read and parsed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from policydiff.core.acceptance import Acceptance
from policydiff.core.catalogue import Catalogue, Demand, WorkingGroup
from policydiff.core.comparison import Progress, Version, choose_context
from policydiff.core.report import Untouched
from policydiff.core.rules import RuleBook
from policydiff.errors import CatalogueError, Phrase, Problem, did_you_mean
from policydiff.sources.acceptances import ACCEPTED, read_acceptances
from policydiff.sources.git import Difference
from policydiff.sources.layout import COVER, GROUP, PAPERS, Layout, classify, lay_out, name_snapshot
from policydiff.sources.records import Cover, read_cover, read_demand, read_group
from policydiff.sources.rulebook import LEXICON, SETTINGS, read_lexicon, read_settings
from policydiff.sources.snapshots import Snapshot, tell_apart
from policydiff.sources.yaml import Document, read_document

__all__ = [
    "COVER",
    "GROUP",
    "PAPERS",
    "Reading",
    "read_catalogue_cover",
    "read_pair",
    "read_rulebook",
    "read_tolerantly",
    "read_version",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A catalogue as far as it can be read, with everything that is wrong with it.

    `files` are all files (path → what stands for the content), `contents` and `documents` those that were read and that
    are YAML; paths are relative to the policy folder. `is_known` says that `catalogue.yaml` could be read.
    """

    catalogue: Catalogue
    rulebook: RuleBook
    acceptances: tuple[Acceptance, ...]
    is_known: bool
    layout: Layout
    files: Mapping[str, str]
    contents: Mapping[str, bytes]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]


# How many of how many demands are read.
_Told: TypeAlias = Callable[[int, int], None]


def read_version(snapshot: Snapshot, told: _Told | None = None) -> Version:
    """Return the whole catalogue of a snapshot; raises CatalogueError with all its problems."""
    reading = read_tolerantly(snapshot, told=told)
    if reading.problems:
        raise CatalogueError(*reading.problems)
    return Version(
        catalogue=reading.catalogue,
        spec=snapshot.spec,
        commit=snapshot.commit,
        rulebook=reading.rulebook,
        acceptances=reading.acceptances,
    )


def read_tolerantly(
    snapshot: Snapshot,
    choose: Callable[[Layout, Mapping[str, str]], Collection[str]] | None = None,
    told: _Told | None = None,
) -> Reading:
    """Return what can be read of a snapshot, whatever is wrong with it.

    `choose` names the demands to read (paths) where not all are wanted, from what the files are and their marks; `told`
    is told how many of them are read.
    """
    listing = snapshot.list_files()
    marks, problems = listing.files, [*listing.problems]
    layout = lay_out(snapshot, marks, problems)
    paths = choose(layout, marks) if choose else layout.demands
    read = _Read(catalogue=_NOTHING, is_known=False, contents={}, documents={})
    if layout.covers and layout.demands:
        read = _read(snapshot, layout, paths, marks, problems, told=told)
    return Reading(
        catalogue=read.catalogue,
        rulebook=_rulebook(snapshot, read.catalogue.language, problems),
        acceptances=_acceptances(snapshot, problems),
        is_known=read.is_known,
        layout=layout,
        files=marks,
        contents=read.contents,
        documents=read.documents,
        problems=tuple(dict.fromkeys(problems)),
    )


def read_rulebook(snapshot: Snapshot) -> RuleBook:
    """Return the rules that a snapshot's project keeps, whatever the state of its catalogue.

    Raises CatalogueError with all problems of its settings and its lexicon.
    """
    problems: list[Problem] = []
    document = _document(snapshot, COVER, snapshot.read([COVER], {}).get(COVER, b""), [])
    language = str(document.values.get("language", "")) if document else ""
    rulebook = _rulebook(snapshot, language, problems)
    if problems:
        raise CatalogueError(*problems)
    return rulebook


def read_pair(
    old: Snapshot,
    new: Snapshot,
    *,
    whole: bool = False,
    wanted: Collection[str] = (),
    mentioning: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[Version, Version]:
    """Return two versions to compare, demands whose files are the same on both sides left unread unless `whole`.

    Of those, only the ones are read that another demand continues, whose id is `wanted`, or whose file holds one of the
    ids `mentioning`: to find these, all files are searched. Some more are read as context of the others. `progress` is
    told as by `match_versions`.
    Raises CatalogueError with all problems of both sides.
    """
    first, second = (_half(progress, half) for half in (0, 1))
    if whole:
        return read_version(old, first), read_version(new, second)
    difference = tell_apart(old, new)
    problems = [*difference.problems]
    shared = classify(new, difference.same, problems)
    old_layout = lay_out(old, difference.old, problems, shared)
    _require_demands(old_layout, problems)
    new_layout = lay_out(new, difference.new, problems, shared)
    if new_layout.covers and not new_layout.demands:
        problems = [one for one in problems if one.code != "catalogue-empty"]
        problems.append(_emptied(old, new, len(old_layout.demands)))
    _require_demands(new_layout, problems)
    same = dict(shared.demands)
    old_paths = [path for path in difference.old if path in old_layout.demands]
    new_paths = [path for path in difference.new if path in new_layout.demands]
    new_catalogue = _read(new, new_layout, new_paths, difference.new, problems, told=first).catalogue
    # Continued by a declaration: both sides are needed, though unchanged.
    claimed = _find_paths({*wanted, *(id for one in new_catalogue.demands for id in one.succeeds or ())}, same)
    mentioning = [*mentioning, *_lost_addressees(old, new, difference)]
    if mentioning:
        claimed = sorted({*claimed, *_search(new, same, mentioning)})
    if claimed:
        paths = [*new_paths, *claimed]
        new_catalogue = _read(new, new_layout, paths, difference.new, problems, told=first).catalogue
    paths = [*old_paths, *claimed]
    old_catalogue = _read(old, old_layout, paths, difference.old, problems, told=second).catalogue
    rulebook = _rulebook(new, new_catalogue.language, problems)
    acceptances = _acceptances(new, problems)
    if problems:
        raise CatalogueError(*dict.fromkeys(problems))
    earlier = acceptances if ACCEPTED not in difference.new else ()
    if ACCEPTED in difference.old:
        earlier = _acceptances(old, [])
    left = same.keys() - claimed if claimed else same
    untouched = tuple(map(Untouched._make, map(same.__getitem__, sorted(left))))
    is_matched = bool(old_paths and new_paths)  # else there is nothing to weigh
    context = _read_context(new, new_layout, untouched, difference.new) if is_matched else ()
    return (
        Version(catalogue=old_catalogue, spec=old.spec, commit=old.commit, untouched=untouched, acceptances=earlier),
        Version(
            catalogue=new_catalogue,
            spec=new.spec,
            commit=new.commit,
            untouched=untouched,
            context=context,
            rulebook=rulebook,
            acceptances=acceptances,
        ),
    )


def _read_context(
    snapshot: Snapshot, layout: Layout, untouched: Collection[Untouched], marks: Mapping[str, str]
) -> tuple[Demand, ...]:
    """Return some of the demands whose files are the same on both sides, but for those that are wrong."""
    problems: list[Problem] = []
    chosen = choose_context(one.id for one in untouched)
    paths = [f"{one.group}/{one.id}.yaml" for one in untouched if one.id in chosen]
    demands = _read(snapshot, layout, paths, marks, problems).catalogue.demands if paths else ()
    wrong = {one.file for one in problems}
    return tuple(one for one in demands if f"{snapshot.place}{one.group}/{one.id}.yaml" not in wrong)


def _half(progress: Progress | None, half: int) -> _Told | None:
    """Return what tells how much is read of one side, as half of both."""
    return (lambda done, total: progress("read", half * total + done, 2 * total)) if progress else None


def _rulebook(snapshot: Snapshot, language: str, problems: list[Problem]) -> RuleBook:
    contents = snapshot.read([SETTINGS, LEXICON], {})
    documents = {name: _document(snapshot, name, content, problems) for name, content in contents.items()}
    settings, lexicon = documents.get(SETTINGS), documents.get(LEXICON)
    return RuleBook(
        language=language,
        severities=read_settings(settings, problems) if settings else {},
        words=read_lexicon(lexicon, language, problems) if lexicon else {},
    )


def _acceptances(snapshot: Snapshot, problems: list[Problem]) -> tuple[Acceptance, ...]:
    content = snapshot.read([ACCEPTED], {}).get(ACCEPTED)
    document = _document(snapshot, ACCEPTED, content, problems) if content else None
    return read_acceptances(document, problems) if document else ()


def _lost_addressees(old: Snapshot, new: Snapshot, difference: Difference) -> set[str]:
    """Return the addressees that only the old registry knows: unchanged demands may still name them."""
    if COVER not in difference.new or COVER not in difference.old:
        return set()
    covers = [read_catalogue_cover(snapshot) for snapshot in (old, new)]
    before, after = ({one.key for one in cover.addressees} if cover else set() for cover in covers)
    return before - after


def read_catalogue_cover(snapshot: Snapshot) -> Catalogue | None:
    """Return what `catalogue.yaml` says, without demands; None where it cannot be read."""
    document = _document(snapshot, COVER, snapshot.read([COVER], {}).get(COVER, b""), [])
    return read_cover(document, []).catalogue if document else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What was read: the catalogue, whether its cover could be read, the files and where everything stands in them."""

    catalogue: Catalogue
    is_known: bool
    contents: Mapping[str, bytes]
    documents: Mapping[str, Document]


_NOTHING = Catalogue(edition="", title="", language="")


def _emptied(old: Snapshot, new: Snapshot, count: int) -> Problem:
    found = Phrase(
        "no demand is left in {version}, where {old} holds {count}",
        version=name_snapshot(new),
        old=name_snapshot(old),
        count=str(count),
    )
    remedy = Phrase("put them back, or name a version that holds demands: this one cannot be compared")
    return Problem(file=new.place + COVER, line=1, found=found, remedy=remedy, code="catalogue-empty")


def _require_demands(layout: Layout, problems: list[Problem]) -> None:
    if not layout.covers or not layout.demands:
        raise CatalogueError(*problems)


def _read(
    snapshot: Snapshot,
    layout: Layout,
    paths: Iterable[str],
    marks: Mapping[str, str],
    problems: list[Problem],
    *,
    told: _Told | None = None,
) -> _Read:
    group_files = [f"{group}/{GROUP}" for group in sorted(layout.described)]
    contents = snapshot.read([COVER, *group_files, *paths], marks)
    documents: dict[str, Document] = {}

    def parse(path: str) -> Document | None:
        document = _document(snapshot, path, contents[path], problems)
        if document:
            documents[path] = document
        return document

    cover = _cover(parse(COVER), layout, problems)
    described = {path.rpartition("/")[0]: parse(path) for path in group_files}
    groups = {key: read_group(document, key, problems) for key, document in described.items() if document}
    known = {one.key: one for one in cover.catalogue.addressees} if cover else None
    demands = []
    wanted = [path for path in contents if path in layout.demands]
    for number, path in enumerate(wanted, start=1):
        if document := parse(path):
            group, id = layout.demands[path]
            demands.append(read_demand(document, id, group, known, problems))
        if told:
            told(number, len(wanted))
    ordered = _in_order(groups, cover.group_order if cover else ())
    ranks = {group.key: rank for rank, group in enumerate(ordered)}
    catalogue = replace(
        cover.catalogue if cover else _NOTHING,
        working_groups=ordered,
        demands=tuple(sorted(demands, key=lambda demand: _place(demand, ranks))),
    )
    return _Read(catalogue=catalogue, is_known=cover is not None, contents=contents, documents=documents)


def _find_paths(ids: Collection[str], same: Mapping[str, tuple[str, str]]) -> list[str]:
    return [path for path, (_, id) in same.items() if id in ids] if ids else []


def _search(snapshot: Snapshot, paths: Iterable[str], ids: Iterable[str]) -> Iterable[str]:
    """Yield the files in which one of the ids stands anywhere."""
    words = [id.encode() for id in ids]
    for path, content in snapshot.read(paths, snapshot.list_files().files).items():
        if any(word in content for word in words):
            yield path


def _cover(document: Document | None, layout: Layout, problems: list[Problem]) -> Cover | None:
    if document is None:
        return None
    cover = read_cover(document, problems)
    for index, key in enumerate(cover.group_order):
        if key not in layout.groups:
            found = Phrase("the working group {key!r} without a folder", key=key)
            remedy = did_you_mean(key, sorted(layout.groups))
            problems.append(document.problem(("working_groups", str(index)), found, remedy, "group-unknown"))
    return cover


def _document(snapshot: Snapshot, path: str, content: bytes, problems: list[Problem]) -> Document | None:
    try:
        return read_document(content, snapshot.place + path)
    except CatalogueError as error:
        problems.extend(error.problems)
        return None


def _in_order(groups: Mapping[str, WorkingGroup], order: Sequence[str]) -> tuple[WorkingGroup, ...]:
    named = [groups[key] for key in order if key in groups]
    return (*named, *(groups[key] for key in sorted(groups) if key not in order))


def _place(demand: Demand, ranks: Mapping[str, int]) -> tuple[int, int, str]:
    return ranks.get(demand.group, len(ranks)), demand.source.position or 0, demand.id
