"""`policydiff accept`: a person lets one change through."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.options import add_place, place_of
from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.errors import FINE, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.sources.acceptances import FINGERPRINT_RULE, write_acceptance
from policydiff.sources.pairs import compare_versions
from policydiff.sources.versions import Place


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("fingerprint", metavar="FINGERPRINT", help="the sixteen letters that the report gives")
    parser.add_argument(
        "versions", nargs="*", metavar="VERSION", help="look whether this comparison holds the change (as in `diff`)"
    )
    parser.add_argument("--by", required=True, metavar="NAME", help="who lets it through")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    acceptance = Acceptance(fingerprint=options.fingerprint, by=options.by.strip(), reason=options.reason.strip())
    problems = []
    if not FINGERPRINT.fullmatch(acceptance.fingerprint):
        problems.append(Problem(found=f"the fingerprint {acceptance.fingerprint!r}", remedy=FINGERPRINT_RULE))
    for option, text in (("--by", acceptance.by), ("--reason", acceptance.reason)):
        if not text:
            problems.append(
                Problem(found=f"{option} says nothing", remedy="write who lets the change through, and why")
            )
    if len(options.versions) > 2:
        problems.append(Problem(found=f"{len(options.versions)} versions", remedy="name one or two"))
    if problems:
        raise UsageError(*problems)
    place = place_of(options).opened()
    root = place.open().working_tree
    if root is None:
        raise RepositoryError(Problem(found="a bare repository has no files to write to", remedy="use a clone"))
    if options.versions:
        _see_that_it_is_there(place, tuple(options.versions), acceptance.fingerprint)
    path = write_acceptance(root / place.policy, acceptance)
    print(path.relative_to(root).as_posix())
    return FINE


def _see_that_it_is_there(place: Place, versions: tuple[str, ...], fingerprint: str) -> None:
    known = sorted(compare_versions(place, versions).fingerprints)
    if fingerprint not in known:
        found = f"no change with the fingerprint {fingerprint!r} between these versions"
        raise UsageError(Problem(found=found, remedy=did_you_mean(fingerprint, known)))
