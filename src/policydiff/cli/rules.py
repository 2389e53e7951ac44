"""`policydiff rules`: the rules that findings have, and what one of them means."""

import sys
from argparse import ArgumentParser, Namespace

from policydiff.cli.options import LANGUAGES, add_place, choose, has_colour, place_of, width
from policydiff.core.rules import RULES, RuleBook
from policydiff.errors import FINE, PolicydiffError
from policydiff.render import render_rule, render_rules
from policydiff.sources.reading import read_rulebook
from policydiff.sources.versions import WORKTREE, take


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="explain one rule, with an example")
    parser.add_argument("--format", choices=("terminal", "markdown"), default="terminal", help="(default: terminal)")
    parser.add_argument("--lang", choices=LANGUAGES, default="de", help="(default: de)")
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    rulebook = _rulebook(options)
    if options.code is None:
        text = render_rules(rulebook, format=options.format, language=options.lang, width=width(), colour=has_colour())
    else:
        (code,) = choose("the rule", (options.code,), {rule.code: rule.code for rule in RULES})
        text = render_rule(code, rulebook, language=options.lang, width=width(), colour=has_colour())
    sys.stdout.write(text)
    return FINE


def _rulebook(options: Namespace) -> RuleBook:
    """Return the rules as the project here has them, or as they are where there is no project."""
    place = place_of(options)
    try:
        snapshot, _ = take(place, WORKTREE)
    except PolicydiffError:
        return RuleBook()
    return read_rulebook(snapshot)
