"""`policydiff explain`: why two demands were or were not taken for the same."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from policydiff.cli.options import add_language, add_place, has_colour, id_remedy, place_of, warn_if_shallow, width
from policydiff.core.comparison import Version, explain, explain_near
from policydiff.core.matching import Explanation
from policydiff.errors import FINE, Problem, UsageError
from policydiff.render import render_explanation, render_far
from policydiff.sources.pairs import read_sides
from policydiff.sources.versions import default_range, split_range, take_pair


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="OLD_ID NEW_ID, or one id of either side")
    parser.add_argument(
        "--between", metavar="OLD..NEW", help="the versions (default: the edition before the working tree's, and that)"
    )
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    if len(options.ids) > 2:
        raise UsageError(Problem(found=f"{len(options.ids)} ids", remedy="name OLD_ID NEW_ID, or one id"))
    place = place_of(options) if options.between else place_of(options).opened()
    old_spec, new_spec, from_base = split_range((options.between,) if options.between else default_range(place))
    old_snapshot, new_snapshot, place = take_pair(place, old_spec, new_spec, from_base=from_base)
    if place.repository:
        warn_if_shallow(place.repository)
    pair = read_sides(place, old_snapshot, new_snapshot, whole=True)
    old, new = pair.old, pair.new
    old_demands = {demand.id: demand for demand in old.catalogue.demands}
    new_demands = {demand.id: demand for demand in new.catalogue.demands}
    language = options.lang or new.catalogue.language
    explanations = _explain(old, new, options.ids)
    if not explanations:
        demand = new_demands.get(options.ids[0])
        is_new = demand is not None and demand.succeeds == ()
        print(render_far(options.ids[0], is_new=is_new, language=language, width=width()), end="")
    texts = [
        render_explanation(
            explanation,
            old_demands,
            new_demands,
            language=language,
            width=width(),
            colour=has_colour(),
        )
        for explanation in explanations
    ]
    print(f"\n{'═' * width()}\n\n".join(texts), end="")
    return FINE


def _explain(old: Version, new: Version, ids: list[str]) -> Sequence[Explanation]:
    old_ids = [demand.id for demand in old.catalogue.demands]
    new_ids = [demand.id for demand in new.catalogue.demands]
    if len(ids) == 2:
        if ids[0] not in old_ids and ids[0] in new_ids and ids[1] in old_ids:
            found = f"{ids[0]!r} is in the new version only"
            raise UsageError(Problem(found=found, remedy=f"name the old id first: {ids[1]} {ids[0]}"))
        _demand_known(ids[0], old_ids, "old")
        _demand_known(ids[1], new_ids, "new")
        return [explain(old, new, ids[0], ids[1])]
    _demand_known(ids[0], [*old_ids, *new_ids], "old or new")
    explanations = explain_near(old, new, ids[0])
    sides = {one.old for one in explanations}, {one.new for one in explanations}
    if ids[0] in old_ids and ids[0] in new_ids and not all(ids[0] in side for side in sides):  # it was reused
        explanations = (*explanations, explain(old, new, ids[0], ids[0]))
    return explanations


def _demand_known(id: str, known: list[str], side: str) -> None:
    if id not in known:
        raise UsageError(Problem(found=f"no demand {id!r} in the {side} version", remedy=id_remedy(id, known)))
