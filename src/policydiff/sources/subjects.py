"""What a check looks at: a version, the merge of two, or only what changed since a revision."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.errors import Phrase, Problem, RepositoryError, UsageError
from policydiff.sources.git import Listing, Repository
from policydiff.sources.snapshots import Snapshot, take_commit, tell_apart
from policydiff.sources.versions import INDEX, WORKTREE, Place, take


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """The files to check, the commits whose history counts, and the paths that changed (None: all count).

    `before` are the files as they were before the changes, `touched` the paths that the version itself changed, without
    what it is merged with.
    `folder` is the policy folder on disk where it can be mended, None for what is only in git.
    """

    snapshot: Snapshot
    repository: Repository | None = None
    policy: str = ""
    tips: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    before: Snapshot | None = None
    touched: frozenset[str] | None = None
    conflicts: tuple[Problem, ...] = ()
    folder: Path | None = None


def open_subject(place: Place, spec: str, *, since: str | None = None, merge_with: str | None = None) -> Subject:
    """Return what is to be checked; `since` and `merge_with` are versions that name commits.

    Raises UsageError where they do not fit, RepositoryError where something is not there.
    """
    snapshot, place = take(place, spec)
    if not snapshot.commit and spec not in (WORKTREE, INDEX):
        if since or merge_with:
            remedy = "name a revision, WORKTREE or INDEX"
            raise UsageError(
                Problem(found=f"--since and --with need a repository, and {spec!r} is a folder", remedy=remedy)
            )
        folder = Path(snapshot.place)
        return Subject(snapshot=replace(snapshot, place=_shown(folder)), folder=folder)
    repository = place.open()
    tip = snapshot.commit or repository.find_commit("HEAD")
    folder_here = repository.working_tree / place.policy if spec == WORKTREE and repository.working_tree else None
    subject = Subject(
        snapshot=snapshot,
        repository=repository,
        policy=place.policy,
        tips=(tip,) if tip else (),
        folder=folder_here,
    )
    if merge_with:
        subject = _merged(subject, place, merge_with)
    return _since(subject, place, since) if since else subject


def _merged(subject: Subject, place: Place, other: str) -> Subject:
    ours, theirs = subject.snapshot, _commit(place, other, "--with")
    repository = place.open()
    if not ours.commit or not theirs:
        remedy = "commit first, then: policydiff check HEAD --with main"
        raise UsageError(Problem(found="--with merges two commits", remedy=remedy))
    merge = repository.merge(ours.commit, theirs, place.policy)
    parted = repository.find_merge_base(ours.commit, theirs)
    difference = tell_apart(take_commit(repository, parted, place.policy, other), ours) if parted else None
    before = ours.list_files().files
    files = dict(merge.listing.files)
    for path in merge.conflicts:  # what is in conflict is looked at as our side has it
        if path in before:
            files[path] = before[path]
    contents = merge.contents

    def read(paths: Iterable[str], _: Mapping[str, str]) -> dict[str, bytes]:
        wanted = [path for path in paths if path in files]
        found = contents | repository.read_blobs(files[path] for path in wanted if files[path] not in contents)
        return {path: found[files[path]] for path in wanted}

    found = Phrase("changed here and in {other!r}, and git cannot tell how both go together", other=other)
    remedy = Phrase("merge the two and decide which words count; everything else is checked as this side has it")
    return replace(
        subject,
        snapshot=replace(
            ours,
            spec=f"{ours.spec} + {other}",
            commit=None,
            list_files=lambda: Listing(files=files, problems=merge.listing.problems),
            read=read,
        ),
        tips=(*subject.tips, theirs),
        touched=frozenset((*difference.old, *difference.new)) if difference else None,
        conflicts=tuple(
            Problem(
                file=ours.place + path,
                found=found,
                remedy=remedy,
                code="merge-conflicting",
            )
            for path in merge.conflicts
        ),
    )


def _since(subject: Subject, place: Place, since: str) -> Subject:
    """Return the subject with what changed since it parted from a revision; only the history before that counts."""
    repository = place.open()
    commit = _commit(place, since, "--since")
    if not commit or not subject.tips:
        raise UsageError(Problem(found="--since needs commits", remedy="name a revision"))
    base = repository.find_merge_base(commit, subject.tips[0])
    if base is None:
        remedy = "the clone is shallow: git fetch --unshallow" if repository.is_shallow else "check without --since"
        raise RepositoryError(Problem(found=f"{since} and what is checked share no history", remedy=remedy))
    before = take_commit(repository, base, place.policy, since)
    difference = tell_apart(before, subject.snapshot)
    changed = frozenset((*difference.old, *difference.new))
    touched = changed if subject.touched is None else subject.touched
    return replace(subject, changed=changed, before=before, touched=touched, tips=(base, *subject.tips[1:]))


def _commit(place: Place, spec: str, option: str) -> str | None:
    snapshot, _ = take(place, spec)
    if not snapshot.commit:
        raise UsageError(Problem(found=f"{option} {spec!r} is no commit", remedy="name a revision or an edition"))
    return snapshot.commit


def _shown(folder: Path) -> str:
    """Return a folder as a relative path: reports name no place of this machine."""
    relative = Path(os.path.relpath(folder))
    return f"{folder.resolve().name if relative.is_absolute() or '..' in relative.parts else relative.as_posix()}/"
