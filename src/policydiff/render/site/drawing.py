"""The pictures as inline SVG: the one module that knows svg.py.

Colours and letters come from the style sheet by class, so that a picture is light or dark as the page is. What it shows
stands in a table beside it, and the picture itself is hidden from who cannot see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import svg

from policydiff.render.safety import line

# A picture is drawn in these units and grows and shrinks with its page.
WIDTH = 900.0
_LEFT = 50.0
_BARS, _BELOW = 260.0, 130.0
_SMALL_WIDTH, _SMALL_HEIGHT = 280.0, 90.0
# So many editions have room for a figure on every bar and their name below it, in large letters too.
_MOST_NAMES = 14
# A flow so thin could not be seen.
_THINNEST = 2.0
_FLOW_HEIGHT = 300.0
_GAP = 26.0
# Room for the names of levels, in the large letters of a narrow screen too.
_SIDE = 240.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One edition: its name, how many demands stayed, came and left; of the first one, how many it starts with."""

    name: str
    kept: int
    come: int
    gone: int
    start: int = 0

    @property
    def all(self) -> int:
        """Return how many demands it has."""
        return self.start + self.kept + self.come


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """How many demands went from a row on the left to a row on the right; `code` says up, down or neither."""

    old: str
    new: str
    demands: int
    code: str


def draw_bars(bars: Sequence[Bar]) -> str:
    """Return a bar for each edition: what stayed and what came above the line, what left below it."""
    tallest = max((bar.all for bar in bars), default=0) or 1
    deepest = max((bar.gone for bar in bars), default=0)
    scale = min(_BARS / tallest, _BELOW / deepest if deepest else _BARS)
    zero, room = 30.0 + tallest * scale, (WIDTH - _LEFT) / len(bars)
    wide = min(room * 0.7, 70.0)
    every = -(-len(bars) // _MOST_NAMES)
    low = zero + deepest * scale
    parts: list[svg.Element] = []
    for place, bar in enumerate(bars):
        middle = _LEFT + room * (place + 0.5)
        left = middle - wide / 2
        parts += _stack(bar, left, wide, zero, scale)
        if len(bars) <= _MOST_NAMES or place in (0, len(bars) - 1):
            parts += _figures(bar, middle, zero, scale)
        if place % every == 0:
            parts.append(_text(bar.name, middle, low + 46, anchor="middle"))
    parts.append(svg.Line(x1=_LEFT, x2=WIDTH, y1=_round(zero), y2=_round(zero), class_=["p-axis"]))
    return _picture(parts, WIDTH, low + 56)


def _stack(bar: Bar, left: float, wide: float, zero: float, scale: float) -> list[svg.Element]:
    start, kept, come, gone = (count * scale for count in (bar.start, bar.kept, bar.come, bar.gone))
    shapes = (
        ("p-first", zero - start, start),
        ("p-kept", zero - kept, kept),
        ("p-new", zero - kept - come, come),
        ("p-gone", zero, gone),
    )
    return [_box(name, left, top, wide, height) for name, top, height in shapes if height]


def _figures(bar: Bar, middle: float, zero: float, scale: float) -> list[svg.Element]:
    top = zero - bar.all * scale
    found: list[svg.Element] = [_text(str(bar.all), middle, top - 7, anchor="middle")]
    if bar.gone:
        found.append(_text(f"−{bar.gone}", middle, zero + bar.gone * scale + 20, anchor="middle", quiet=True))
    return found


def draw_flows(flows: Sequence[Flow], rows: Sequence[str]) -> str:
    """Return bands from the levels on the left to those on the right, as wide as the demands are many."""
    total = sum(flow.demands for flow in flows) or 1
    scale = _FLOW_HEIGHT / total
    sides = {"old": _levels(flows, rows, scale, "old"), "new": _levels(flows, rows, scale, "new")}
    at = {side: {name: top for name, top, _ in levels} for side, levels in sides.items()}
    x1, x2 = _SIDE, WIDTH - _SIDE
    parts: list[svg.Element] = []
    order = {name: rank for rank, name in enumerate(rows)}
    for flow in sorted(flows, key=lambda one: (order[one.old], order[one.new])):
        height = max(flow.demands * scale, _THINNEST)
        parts.append(_band(flow, (x1, at["old"][flow.old]), (x2, at["new"][flow.new]), height))
        at["old"][flow.old] += height
        at["new"][flow.new] += height
    for side, x, anchor in (("old", x1, "end"), ("new", x2, "start")):
        for name, top, height in sides[side]:
            parts.append(_box("p-node", x - 12 if side == "old" else x, top, 12, height))
            shown = sum(flow.demands for flow in flows if getattr(flow, side) == name)
            words = f"{name}: {shown}"
            parts.append(_text(words, x - 20 if side == "old" else x + 20, top + height / 2 + 5, anchor=anchor))
    bottom = max((top + height for levels in sides.values() for _, top, height in levels), default=0.0)
    return _picture(parts, WIDTH, bottom + 12)


def _levels(flows: Sequence[Flow], rows: Sequence[str], scale: float, side: str) -> list[tuple[str, float, float]]:
    """Return the levels of one side with their top and their height."""
    found, top = [], 12.0
    for name in rows:
        heights = [max(flow.demands * scale, _THINNEST) for flow in flows if getattr(flow, side) == name]
        if heights:
            found.append((name, top, sum(heights)))
            top += sum(heights) + _GAP
    return found


def _band(flow: Flow, start: tuple[float, float], end: tuple[float, float], height: float) -> svg.Element:
    (x1, y1), (x2, y2) = start, end
    middle = _round((x1 + x2) / 2)
    a, b, c, d = (_round(y) for y in (y1, y2, y2 + height, y1 + height))
    path: list[svg.PathData] = [
        svg.M(x1, a),
        svg.C(middle, a, middle, b, x2, b),
        svg.L(x2, c),
        svg.C(middle, c, middle, d, x1, d),
        svg.Z(),
    ]
    return svg.Path(d=path, class_=[f"p-{flow.code}"])


def draw_small(counts: Sequence[int], most: int, ends: tuple[str, str]) -> str:
    """Return one line of a group of pictures that share a scale: how many in every edition, `most` at the top."""
    top, bottom, left, right = 18.0, _SMALL_HEIGHT - 22, 8.0, _SMALL_WIDTH - 34
    step = (right - left) / max(len(counts) - 1, 1)
    points = [
        (_round(left + place * step), _round(bottom - count / (most or 1) * (bottom - top)))
        for place, count in enumerate(counts)
    ]
    path: list[svg.PathData] = [svg.M(*points[0]), *(svg.L(*point) for point in points[1:])]
    parts: list[svg.Element] = [
        svg.Line(x1=left, x2=right, y1=bottom, y2=bottom, class_=["p-axis"]),
        svg.Path(d=path, class_=["p-line"]),
        _text(str(counts[0]), left, points[0][1] - 5, quiet=True),
        _text(str(counts[-1]), right + 6, points[-1][1] + 4),
        _text(ends[0], left, _SMALL_HEIGHT - 6, quiet=True),
        _text(ends[1], right, _SMALL_HEIGHT - 6, anchor="end", quiet=True),
    ]
    return _picture(parts, _SMALL_WIDTH, _SMALL_HEIGHT)


def _box(name: str, x: float, y: float, width: float, height: float) -> svg.Element:
    return svg.Rect(x=_round(x), y=_round(y), width=_round(width), height=_round(height), class_=[name])


_ANCHORS: Mapping[str, str] = {"start": "p-start", "middle": "p-middle", "end": "p-end"}


def _text(text: str, x: float, y: float, *, anchor: str = "start", quiet: bool = False) -> svg.Element:
    """Return words in a picture, harmless: svg.py escapes nothing by itself."""
    names = ["p-quiet" if quiet else "p-text", _ANCHORS[anchor]]
    return svg.Text(text=svg.escape(line(text)), x=_round(x), y=_round(y), class_=names)


def _picture(parts: list[svg.Element], width: float, height: float) -> str:
    box = svg.ViewBoxSpec(0, 0, _round(width), _round(height))
    return svg.SVG(
        xmlns=None, viewBox=box, elements=parts, extra={"aria-hidden": "true", "focusable": "false"}
    ).as_str()


def _round(value: float) -> float:
    """Return a coordinate as short as can be: whole where it is whole."""
    short = round(value, 1)
    return int(short) if short == int(short) else short
