"""`policydiff accept`: a person lets changes through."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from policydiff.cli.options import add_place, place_of
from policydiff.cli.questions import speaking
from policydiff.cli.words import said
from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.errors import FINE, Phrase, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.sources.acceptances import FINGERPRINT_RULE, write_acceptances
from policydiff.sources.adding import guess_language
from policydiff.sources.pairs import compare_versions
from policydiff.sources.reading import COVER
from policydiff.sources.versions import Place


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "words",
        nargs="+",
        metavar="FINGERPRINT",
        help="the sixteen letters that the report gives, of one change or of several; versions may follow, as in "
        "`diff`: then it is seen that this comparison holds the changes",
    )
    parser.add_argument("--by", required=True, metavar="NAME", help="who lets them through")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
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
        if versions:
            _see_that_they_are_there(place, versions, acceptances)
        path = write_acceptances(root / place.policy, acceptances)
    print(said(language).text("accept.written", file=path.relative_to(root).as_posix()))
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


def _see_that_they_are_there(place: Place, versions: tuple[str, ...], acceptances: Sequence[Acceptance]) -> None:
    known = sorted(compare_versions(place, versions).fingerprints)
    lost = [one.fingerprint for one in acceptances if one.fingerprint not in known]
    if lost:
        raise UsageError(
            *(
                Problem(
                    found=Phrase(
                        "no change with the fingerprint {fingerprint!r} between these versions", fingerprint=one
                    ),
                    remedy=did_you_mean(one, known),
                )
                for one in lost
            )
        )
