"""`policydiff accept`: a person lets changes through."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from policydiff.cli.options import add_place, place_of
from policydiff.cli.questions import speaking
from policydiff.cli.words import said
from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.errors import FINE, Phrase, PolicydiffError, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.sources.acceptances import FINGERPRINT_RULE, list_acceptances, write_acceptances
from policydiff.sources.adding import guess_language
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import COVER
from policydiff.sources.versions import WORKTREE, Place, default_range

# Where a proposal is most often meant to go, as a clone knows it.
DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "words",
        nargs="+",
        metavar="FINGERPRINT",
        help="the sixteen letters that the comment and `diff --fingerprints` give, of one change or of several; "
        "versions may follow, as in `diff`, which must hold the changes. Without them the working tree is compared "
        "with HEAD, with where it left the default branch, and with the edition before",
    )
    parser.add_argument("--by", required=True, metavar="NAME", help="who lets them through")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    parser.add_argument("--replace", action="store_true", help="put this in place of what was said of a change before")
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; what is wrong is told in the language of the catalogue."""
    place = place_of(options).opened()
    root = place.open().working_tree
    if root is None:
        raise RepositoryError(Problem(found="a bare repository has no files to write to", remedy="use a clone"))
    language = guess_language(root / place.policy) or "en"
    with speaking(language):
        acceptances, versions = _read(options)
        if not (root / place.policy / COVER).is_file():
            found = Phrase("there is no catalogue in this folder")
            remedy = Phrase("name the folder that holds {cover}: --policy-dir DIR", cover=COVER)
            raise RepositoryError(Problem(file=place.policy, found=found, remedy=remedy))
        _see_that_they_are_new(root / place.policy, acceptances, replace=options.replace)
        is_seen = _see_that_they_are_there(place, versions, acceptances)
        path = write_acceptances(root / place.policy, acceptances)
    key = "accept.written" if is_seen else "accept.unseen"
    print(said(language).text(key, file=path.relative_to(root).as_posix()))
    return FINE


def _read(options: Namespace) -> tuple[tuple[Acceptance, ...], tuple[str, ...]]:
    """Return what is let through, and the versions that hold it.

    The first word is a fingerprint, and so are those after it that look like one.
    """
    first, *others = options.words
    count = next((number for number, word in enumerate(others) if not FINGERPRINT.fullmatch(word)), len(others))
    by, reason = options.by.strip(), options.reason.strip()
    problems = []
    if not FINGERPRINT.fullmatch(first):
        found = Phrase("the fingerprint {fingerprint!r}", fingerprint=first)
        problems.append(Problem(found=found, remedy=FINGERPRINT_RULE))
    for option, text in (("--by", by), ("--reason", reason)):
        if not text:
            found = Phrase("{option} says nothing", option=option)
            problems.append(Problem(found=found, remedy=Phrase("write who lets the change through, and why")))
    if len(others) - count > 2:
        found = Phrase("{count} versions", count=len(others) - count)
        problems.append(Problem(found=found, remedy=Phrase("name one or two")))
    if problems:
        raise UsageError(*problems)
    fingerprints = dict.fromkeys((first, *others[:count]))
    acceptances = tuple(Acceptance(fingerprint=one, by=by, reason=reason) for one in fingerprints)
    return acceptances, tuple(others[count:])


def _see_that_they_are_new(policy: Path, acceptances: Sequence[Acceptance], *, replace: bool) -> None:
    """Raise UsageError for a change that somebody let through already, in other words, unless they may be replaced."""
    held = {one.fingerprint: one for one in list_acceptances(policy)}
    said_before = [held[one.fingerprint] for one in acceptances if held.get(one.fingerprint, one) != one]
    if said_before and not replace:
        remedy = Phrase("--replace puts the new words in their place")
        raise UsageError(
            *(
                Problem(
                    found=Phrase(
                        "{by} let {fingerprint} through already: “{reason}”",
                        by=one.by,
                        fingerprint=one.fingerprint,
                        reason=one.reason,
                    ),
                    remedy=remedy,
                )
                for one in said_before
            )
        )


def _see_that_they_are_there(place: Place, versions: tuple[str, ...], acceptances: Sequence[Acceptance]) -> bool:
    """Raise UsageError for changes that no comparison holds; return False where there was nothing to compare."""
    wanted = {one.fingerprint for one in acceptances}
    known: set[str] = set()
    compared = False
    for pair in [versions] if versions else _usual_pairs(place):
        try:
            known |= compare_versions(place, pair).fingerprints
        except PolicydiffError:
            if versions:
                raise
            continue  # an old state that cannot be read is not the one that is meant
        compared = True
        if wanted <= known:
            return True
    if not compared:
        return False
    raise UsageError(*(_lost(one, sorted(known) if versions else None) for one in sorted(wanted - known)))


def _lost(fingerprint: str, known: list[str] | None) -> Problem:
    """Return that no change has this fingerprint: none of the `known` of named versions, or none in the usual pairs."""
    if known is not None:
        found = Phrase("no change with the fingerprint {fingerprint!r} between these versions", fingerprint=fingerprint)
        return Problem(found=found, remedy=did_you_mean(fingerprint, known))
    found = Phrase(
        "no change of the working tree has the fingerprint {fingerprint!r}, against HEAD, the default branch or the "
        "edition before",
        fingerprint=fingerprint,
    )
    return Problem(found=found, remedy=Phrase("name the versions that hold it: policydiff accept … OLD NEW"))


def _usual_pairs(place: Place) -> Iterator[tuple[str, str]]:
    """Yield what a change in the working tree is compared with: HEAD, the default branch, the edition before."""
    repository = place.open()
    head = repository.find_commit("HEAD")
    if head is None:
        return
    yield head, WORKTREE
    for branch in DEFAULT_BRANCHES:
        tip = repository.find_commit(branch)
        base = repository.find_merge_base(tip, head) if tip else None
        if base and base != head:
            yield base, WORKTREE
    with suppress(PolicydiffError):
        yield default_range(place)
