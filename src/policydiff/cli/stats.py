"""`policydiff stats`: how many demands each edition, group and addressee has, and how long demands last."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.chronicles import add_output, answer, open_chronicle
from policydiff.core.lineage.statistics import count
from policydiff.render.lineage import FORMATS, render_statistics


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_output(parser, FORMATS)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    chronicle = open_chronicle(options)
    return answer(render_statistics, count(chronicle), chronicle, options)
