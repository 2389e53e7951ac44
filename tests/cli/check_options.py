"""The options of `policydiff check` as the command line gives them, for tests that look at what it finds."""

from argparse import ArgumentParser, Namespace
from typing import Any

from policydiff.cli.check import add_arguments


def options(*version: str, **given: Any) -> Namespace:
    """Return the options of a call, each at its usual value unless given."""
    parser = ArgumentParser()
    add_arguments(parser)
    parsed = parser.parse_args(version)
    for name, value in given.items():
        assert hasattr(parsed, name)
        setattr(parsed, name, value)
    return parsed
