"""The stages of the matching in their order: declared, same, identical, then everything that must be weighed."""

from collections.abc import Callable, Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching.steps import conclude, read_step
from policydiff.core.matching.values import Matching


def match(
    old: Sequence[Demand],
    new: Sequence[Demand],
    *,
    unchanged: int = 0,
    progress: Callable[[str, int, int], None] | None = None,
) -> Matching:
    """Return which old demand is which new one.

    `old` and `new` are the demands of two versions, or those that differ between them and some of the `unchanged` ones.
    `progress` is told the step, how much of it is done, and of how much.
    """
    step = read_step(old, new, unchanged)
    if not step.is_open:
        return conclude(step, [*step.settled, *step.kept])
    from policydiff.core.matching import free

    return free.match_left(step, free.weigh_left(step, progress))
