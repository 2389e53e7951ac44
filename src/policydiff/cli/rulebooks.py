"""Whose rules count: those of the version that is named, and policydiff's own where nobody can read them."""

import os
import sys
from dataclasses import dataclass

from policydiff.cli.runner import quiet_errors
from policydiff.core.rules import RuleBook
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.reading import read_rulebook
from policydiff.sources.versions import Place, take


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The rules to judge by, and why they are policydiff's own where those that were named cannot be read."""

    rulebook: RuleBook
    problems: tuple[Problem, ...] = ()


def find_rules(place: Place, spec: str) -> Rules:
    """Return the rules of a version; where they cannot be read, say so on stderr and return policydiff's own.

    Whoever mends the rules of a target branch must not be stopped by them, and must not choose others either.
    """
    try:
        return Rules(rulebook=read_rulebook(take(place, spec)[0]))
    except CatalogueError as error:
        with quiet_errors(os.environ):
            for problem in error.problems:
                print(f"policydiff: {problem}", file=sys.stderr)
            print(f"policydiff: so the rules of {spec} are left aside, and policydiff's own count", file=sys.stderr)
        return Rules(rulebook=RuleBook(), problems=error.problems)
