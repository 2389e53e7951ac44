"""`policydiff stats`: how many demands each edition, group and addressee has, and how long demands last."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.chronicles import add_output, open_chronicle, write_answer
from policydiff.cli.options import has_colour, width
from policydiff.core.lineage.statistics import count
from policydiff.errors import FINE
from policydiff.render.lineage import FORMATS, render_statistics


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_output(parser, FORMATS)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    chronicle = open_chronicle(options)
    colour = has_colour() and not options.output
    text = render_statistics(
        count(chronicle), chronicle, format=options.format, language=options.lang, width=width(), colour=colour
    )
    write_answer(text, options)
    return FINE
