"""`policydiff timeline`: demands by editions as a table."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.chronicles import add_output, open_chronicle, write_answer
from policydiff.cli.options import has_colour, width
from policydiff.core.lineage.timelines import draw_timeline
from policydiff.errors import FINE
from policydiff.render.lineage import TIMELINE_FORMATS, render_timeline


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_output(parser, TIMELINE_FORMATS)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    chronicle = open_chronicle(options)
    colour = has_colour() and not options.output
    text = render_timeline(
        draw_timeline(chronicle), chronicle, format=options.format, language=options.lang, width=width(), colour=colour
    )
    write_answer(text, options)
    return FINE
