"""`policydiff review`: walks through the open questions of a comparison, one key each."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace

from policydiff.cli.link import declare
from policydiff.cli.options import add_language, add_place, has_colour, place_of, warn_if_shallow, width
from policydiff.core.report import Question, Report
from policydiff.errors import BAD_INPUT, FINE, CatalogueError, Problem, UsageError
from policydiff.render import render_linked, render_question, render_review_end
from policydiff.sources.pairs import compare_versions
from policydiff.sources.versions import WORKTREE, Place, default_range, split_range

NONE_OF_THESE, LATER, STOP = "0", "s", "q"
# One key each: what is asked has never more than nine candidates; more are asked in the next round.
_MOST_CANDIDATES = 9


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", nargs="?", metavar="OLD", help="the old version (default: the edition before)")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; what was answered is in the files, so it can be left and resumed."""
    place = place_of(options).opened()
    warn_if_shallow(place.open())
    old_spec, new_spec, _ = split_range((options.old,) if options.old else default_range(place))
    if new_spec != WORKTREE:
        remedy = "answers are written into the working tree: name only the old version"
        raise UsageError(Problem(found=f"the new version {new_spec!r}", remedy=remedy))
    put_off: set[tuple[str, ...]] = set()
    was_open: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    answered, code = 0, FINE
    while True:
        report = compare_versions(place, (old_spec, WORKTREE))
        is_open = {(tuple(demand.id for demand in question.old), _ids(question)) for question in report.questions}
        answered += len(was_open - is_open)  # one answer may settle several
        was_open = is_open
        language = options.lang or report.language
        pending = [question for question in report.questions if _ids(question) not in put_off]
        if not pending:
            break
        asked = _first(pending)
        text = render_question(asked, pending=pending, language=language, width=width(), colour=has_colour())
        print(text, end="", flush=True)
        key = _read_key(len(asked))
        if key == STOP:
            break
        if key == LATER:
            put_off.add(_ids(asked[0]))
            continue
        try:
            _answer(place, report, asked, key, language)
        except CatalogueError as error:  # the other questions can still be answered
            print(*(f"policydiff: {problem}" for problem in error.problems), sep="\n", file=sys.stderr)
            put_off.add(_ids(asked[0]))
            code = BAD_INPUT
    print(render_review_end(answered, left=len(report.questions), language=language, width=width()), end="")
    return code


def _first(pending: Sequence[Question]) -> Sequence[Question]:
    """Return the questions about the first new demands that are still to be asked about, the likeliest first."""
    same = [question for question in pending if _ids(question) == _ids(pending[0])]
    return sorted(same, key=lambda question: -question.score)[:_MOST_CANDIDATES]


def _answer(place: Place, report: Report, asked: Sequence[Question], key: str, language: str) -> None:
    linked = []
    for demand in asked[0].new:
        if key == NONE_OF_THESE:  # it stays as the comparison has it: declared, nobody has to ask again
            olds = next((tuple(old.id for old in entry.old) for entry in report.entries if demand in entry.new), ())
        else:
            olds = tuple(old.id for old in asked[int(key) - 1].old)
        linked.append(replace(demand, succeeds=olds))
    declare(place, linked)
    for demand in linked:
        print(render_linked(demand, language=language, width=width()), end="")


def _ids(question: Question) -> tuple[str, ...]:
    return tuple(demand.id for demand in question.new)


def _read_key(candidates: int) -> str:
    """Return the next key that means something here; the end of the input means stop."""
    known = {NONE_OF_THESE, LATER, STOP, *(str(number + 1) for number in range(candidates))}
    while True:
        key = _read_character().casefold()
        if key in known:
            print(key)
            return key
        if not key or key in "\x03\x04":
            print()
            return STOP


def _read_character() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.read(1)
    from readchar import readchar

    return readchar()
