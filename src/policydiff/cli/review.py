"""`policydiff review`: walks through what a comparison asks or an import presumed, one key each."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from policydiff.cli.link import declare
from policydiff.cli.options import add_language, add_place, has_colour, place_of, warn_if_shallow, width
from policydiff.cli.questions import complain
from policydiff.core.catalogue import Demand
from policydiff.core.changes import Parted, Reinstated
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Question, Report
from policydiff.errors import BAD_INPUT, FINE, CatalogueError, PolicydiffError, Problem, UsageError
from policydiff.render import (
    render_changed,
    render_key_hint,
    render_linked,
    render_question,
    render_review_end,
)
from policydiff.sources.declaring import DemandChangedError
from policydiff.sources.pairs import compare_versions, is_one_step
from policydiff.sources.versions import WORKTREE, Place, default_range, split_range

NONE_OF_THESE, LATER, STOP = "0", "s", "q"
# One key each; a comparison hardly ever asks of one demand about more than two.
_MOST_CANDIDATES = 9


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", nargs="?", metavar="OLD", help="the old version (default: the edition before)")
    parser.add_argument(
        "--probable", action="store_true", help="ask about every probable match, not only about those of an import"
    )
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; what was answered is in the files, so it can be left and resumed."""
    place = place_of(options).opened()
    warn_if_shallow(place.open())
    versions = (options.old,) if options.old else default_range(place)
    _, new_spec, _ = split_range(versions)
    if new_spec != WORKTREE:
        remedy = "answers are written into the working tree: name only the old version"
        raise UsageError(Problem(found=f"the new version {new_spec!r}", remedy=remedy))
    if not is_one_step(place, versions):
        remedy = "leave it out: what a demand declares is about the edition just before its own"
        raise UsageError(Problem(found=f"{options.old!r} is no neighbour of the working tree's edition", remedy=remedy))
    report = compare_versions(place, versions)
    language = options.lang or report.language
    put_off: set[tuple[str, ...]] = set()
    settled: set[tuple[str, ...]] = set()
    wrong: list[Problem] = []
    answered = 0

    def find_left(report: Report) -> list[Question]:
        return [one for one in _find_doubts(report, options.probable) if _ids(one) not in settled]

    while pending := [one for one in find_left(report) if _ids(one) not in put_off]:
        asked = _first(pending)
        refused = _refuse(report, asked[0])
        key = _ask(asked, report, refused, pending, language)
        if key == STOP:
            break
        if key == LATER:
            put_off.add(_ids(asked[0]))
            continue
        linked = refused if key == NONE_OF_THESE else _accept(asked[int(key) - 1])
        before = find_left(report)
        is_written, refusal = _write(place, asked[0].new, linked, language)
        after, found = _compare_again(place, versions, report)
        complain(problem for problem in found if problem not in (*wrong, *refusal))
        wrong += [*refusal, *found]
        if refusal or (found and not is_written):  # the other questions can still be answered
            put_off.add(_ids(asked[0]))
        if is_written:  # one answer may settle several questions
            settled.add(_ids(asked[0]))
            answered += len(_pairs(before) - _pairs(find_left(after)))
        report = after
    print(render_review_end(answered, left=len(find_left(report)), language=language, width=width()), end="")
    return BAD_INPUT if wrong else FINE


def _find_doubts(report: Report, with_probable: bool) -> list[Question]:
    """Return the open questions, and what an import presumed or, if asked for, what is probable, as questions."""
    return [
        *report.questions,
        *(
            Question(
                old=entry.old,
                new=entry.new,
                reason=entry.reason,
                score=entry.score or 0.0,
                held_old=tuple(one.id for one in entry.old),
                held_new=tuple(one.id for one in entry.new),
            )
            for entry in report.entries
            if entry.old and entry.new and entry.reason and entry.grade is Grade.PROBABLE
            if with_probable or entry.reason is Reason.PRESUMED
        ),
        *(
            Question(
                # Where they stood then is not told.
                old=tuple(Demand(id=one.id, group="", text=one.text) for one in change.former),
                new=entry.new,
                reason=entry.reason,
                score=entry.score or 0.0,
                held_old=tuple(one.id for one in change.former),
                held_new=tuple(one.id for one in entry.new),
            )
            for entry in report.entries
            for change in entry.changes
            if isinstance(change, Reinstated) and entry.reason and entry.grade is Grade.PROBABLE
            if with_probable or entry.reason is Reason.PRESUMED
        ),
    ]


def _first(pending: Sequence[Question]) -> Sequence[Question]:
    """Return the questions about the first new demands that are still to be asked about, the likeliest first."""
    same = [question for question in pending if _ids(question) == _ids(pending[0])]
    return sorted(same, key=lambda question: -question.score)[:_MOST_CANDIDATES]


def _refuse(report: Report, asked: Question) -> list[Demand]:
    """Return new demands as the answer no declares them: as the comparison has them, so that nobody asks again.

    Where it is asked about what the comparison has, a demand that lives on goes on doing so, and all else is new.
    """
    origins = {demand.id: [old.id for old in entry.old] for entry in report.entries for demand in entry.new}
    for entry in report.entries:
        if entry.old and (entry.old, entry.new) == (asked.old, asked.new):
            living = [pair for change in entry.changes if isinstance(change, Parted) for pair in change.continued]
            origins |= {demand.id: [old for old, new in living if new == demand.id] for demand in entry.new}
    return [replace(demand, succeeds=tuple(origins.get(demand.id, ()))) for demand in asked.new]


def _accept(question: Question) -> list[Demand]:
    """Return new demands as the answer yes declares them."""
    return [replace(demand, succeeds=tuple(old.id for old in question.old)) for demand in question.new]


def _write(
    place: Place, demands: Sequence[Demand], linked: Sequence[Demand], language: str
) -> tuple[bool, Sequence[Problem]]:
    """Write an answer and say so; return whether it was written, and what was wrong if it could not be."""
    try:
        declare(place, demands, linked)
    except DemandChangedError:
        print(render_changed([demand.id for demand in demands], language=language, width=width()), end="")
        return False, ()
    except CatalogueError as error:
        complain(error.problems)
        return False, error.problems
    for before, demand in zip(demands, linked, strict=True):
        print(render_linked(demand, before=before, language=language, width=width()), end="")
    return True, ()


def _compare_again(place: Place, versions: tuple[str, ...], report: Report) -> tuple[Report, Sequence[Problem]]:
    """Return the report as it is now; the one before, with what is wrong, where the working tree cannot be read."""
    try:
        return compare_versions(place, versions), ()
    except PolicydiffError as error:
        return report, error.problems
    except OSError as error:
        found = error.strerror or str(error)
        return report, [Problem(file=str(error.filename or ""), found=found, remedy="see that you may read it")]


def _pairs(questions: Iterable[Question]) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(tuple(demand.id for demand in question.old), _ids(question)) for question in questions}


def _ids(question: Question) -> tuple[str, ...]:
    return tuple(demand.id for demand in question.new)


def _ask(
    asked: Sequence[Question], report: Report, refused: Sequence[Demand], pending: Sequence[Question], language: str
) -> str:
    """Ask, and return the next key that means something here; the end of the input means stop."""
    text = render_question(
        asked,
        report=report,
        refused=refused,
        pending=pending,
        language=language,
        width=width(),
        colour=has_colour(),
    )
    known = {NONE_OF_THESE, LATER, STOP, *(str(number) for number, _ in enumerate(asked, 1))}
    with _listening():
        print(text, end="", flush=True)
        while True:
            key = _read_key().casefold()
            if key in known:
                print(key)
                return key
            if not key or key in "\x03\x04":
                print()
                return STOP
            if sys.stdin.isatty() or not key.isspace():  # a file of answers has line ends
                print()
                print(render_key_hint(len(asked), language=language, width=width()), end="", flush=True)


@contextmanager
def _listening() -> Iterator[None]:
    """Let single keys be read, and what was typed before a question stood there answer nothing."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _read_key() -> str:
    """Return what one key sends (an arrow several signs), or what was pasted; nothing at the end of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.read(1)
    if sys.platform == "win32":
        from readchar import readkey

        return readkey()
    return os.read(sys.stdin.fileno(), 1024).decode(errors="replace")
