"""`policydiff timeline`: demands by editions as a table."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.chronicles import add_output, answer, open_chronicle
from policydiff.core.lineage.timelines import draw_timeline
from policydiff.render.lineage import TIMELINE_FORMATS, render_timeline


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_output(parser, TIMELINE_FORMATS)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    chronicle = open_chronicle(options)
    return answer(render_timeline, draw_timeline(chronicle), chronicle, options)
