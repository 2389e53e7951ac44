"""`policydiff editions`: the editions in the history of the repository, oldest paper first."""

from argparse import ArgumentParser, Namespace

from policydiff.cli.options import add_language, add_place, has_colour, place_of, warn_if_shallow, width
from policydiff.errors import FINE, Problem, RepositoryError
from policydiff.render import EditionRow, render_editions
from policydiff.sources.editions import in_paper_order, list_editions


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    place = place_of(options).opened()
    warn_if_shallow(place.open())
    editions = in_paper_order(list_editions(place.open(), place.policy))
    if not editions:
        found = f"no commit holds {place.policy}/catalogue.yaml"
        raise RepositoryError(Problem(found=found, remedy="import a paper and commit it, or name --policy-dir"))
    rows = [EditionRow(name=one.name, title=one.title, date=one.date, commit=one.commit) for one in editions]
    print(render_editions(rows, language=options.lang or "de", width=width(), colour=has_colour()), end="")
    return FINE
