"""What to do next about our comments on one request; a pure decision, taken anew each time the comments were read.

Several runs may be at it at the same time, and nothing can be locked. So every run follows the same rules until there
is nothing left to do: the oldest of our comments stays, it shows the newest run, and the others go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policydiff.publish.clients import Comment
from policydiff.publish.marks import Draft, read_marks, write_marks


class Result(StrEnum):
    """How posting ended.

    UNCHANGED: the comment said it already; SILENT: there was nothing to say and nobody to say it to; OUTDATED: a newer
    run was there before; REFUSED: the platform does not let us.
    """

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SILENT = "silent"
    OUTDATED = "outdated"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Create:
    """Post a new comment."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """Replace the text of one comment."""

    id: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Delete:
    """Delete one comment: there are several of ours."""

    id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """There is nothing left to do."""

    result: Result
    url: str = ""


Step = Create | Update | Delete | Done


@dataclass(frozen=True, kw_only=True, slots=True)
class Ours:
    """One of our comments and what it says."""

    comment: Comment
    draft: Draft


def next_step(ours: Sequence[Ours], draft: Draft, written: Mapping[int, Result], *, only_update: bool) -> Step:
    """Return the next step; `written` are the comments that this run wrote, and whether they were new.

    A comment that this run wrote is not written again when it reads back differently: servers may tidy a text.
    """
    if not ours:
        return Done(result=Result.SILENT) if only_update else Create(text=write_marks(draft))
    kept, *others = sorted(ours, key=lambda one: one.comment.id)
    newest = max(ours, key=lambda one: one.draft.run.order).draft
    is_outdated = newest.run.order > draft.run.order
    shown = newest if is_outdated else draft
    has_shown = kept.draft.run == shown.run and (is_outdated or kept.comment.id in written)
    if not has_shown and not kept.draft.says_the_same_as(shown):
        return Update(id=kept.comment.id, text=write_marks(shown))
    if others:
        return Delete(id=others[-1].comment.id)
    if is_outdated:
        return Done(result=Result.OUTDATED, url=kept.comment.url)
    return Done(result=result_of(written), url=kept.comment.url)


def ours_among(comments: Iterable[Comment], name: str, login: str) -> list[Ours]:
    """Return the comments that carry our marker and were written by us: a marker alone could be anybody's."""
    return [
        Ours(comment=comment, draft=draft)
        for comment in comments
        if comment.author.casefold() == login.casefold() and (draft := read_marks(comment.text, name)) is not None
    ]


def result_of(written: Mapping[int, Result]) -> Result:
    """Return what the writing of this run comes to."""
    if not written:
        return Result.UNCHANGED
    return Result.CREATED if Result.CREATED in written.values() else Result.UPDATED
