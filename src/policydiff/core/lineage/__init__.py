"""One demand through many editions: the graph of demands, and what history, blame, timeline and statistics read off it.

`trace` draws the graph; the modules beside it answer questions with it. How it works: docs/lineage.md.
"""

from policydiff.core.lineage.chronicles import Chronicle
from policydiff.core.lineage.dates import Dated, in_time_order
from policydiff.core.lineage.tracing import trace
from policydiff.core.lineage.values import Lineage, Link, LinkKind, Node, Step

__all__ = ["Chronicle", "Dated", "Lineage", "Link", "LinkKind", "Node", "Step", "in_time_order", "trace"]
