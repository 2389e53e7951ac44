"""`policydiff history`: one demand through all editions."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.chronicles import add_output, answer, find_node, open_chronicle, split_asked
from policydiff.core.lineage.histories import tell_history
from policydiff.render.lineage import FORMATS, render_history


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("demand", metavar="ID[@EDITION]", help="any id it ever had; the latest edition if left out")
    add_output(parser, FORMATS)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    id, edition = split_asked(options.demand)
    chronicle = open_chronicle(options, about=id)
    history = tell_history(chronicle, find_node(chronicle, id, edition))
    return answer(render_history, history, chronicle, options)
