"""The pictures as inline SVG: the one module that knows svg.py.

Colours and letters come from the style sheet by class, so that a picture is light or dark as the page is. What it shows
stands in a table beside it, and the picture itself is hidden from who cannot see it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import svg

from policydiff.render.safety import line

# A picture is drawn in these units and grows and shrinks with its page; a narrow screen shows another one, in which
# letters are as large as on a wide one.
WIDE, NARROW = 900.0, 340.0
_BARS, _BELOW = 260.0, 130.0
_SMALL_WIDTH, _SMALL_HEIGHT = 280.0, 90.0
# How wide a letter is at most, with the room between two words.
_LETTER, _SPACE = 8.0, 10.0
# A flow so thin could not be seen.
_THINNEST = 2.0
_FLOW_HEIGHT = 300.0
_NODE = 12.0
# Beside a wide flow there is room for the names of levels; on a narrow screen they stand above them.
_SIDE, _GAP = 240.0, 26.0
_NARROW_GAP = 34.0
# What is told apart without colour too; the rest is plain.
_PATTERNS = {"p-new": "stripes", "p-up": "stripes", "p-first": "dots"}


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


def draw_bars(bars: Sequence[Bar], width: float = WIDE) -> str:
    """Return a bar for each edition: what stayed and what came above the line, what left below it."""
    tallest = max((bar.all for bar in bars), default=0) or 1
    deepest = max((bar.gone for bar in bars), default=0)
    scale = min(_BARS / tallest, _BELOW / deepest if deepest else _BARS)
    name, figure = _length(max((bar.name for bar in bars), key=len)), _length(f"−{max(tallest, deepest)}")
    left = max(name - width / len(bars), figure - width / len(bars), 0) / 2
    zero, room = 30.0 + tallest * scale, (width - 2 * left) / len(bars)
    wide = min(room * 0.7, 70.0)
    # As many names and figures as have room side by side; the first and the last bar have their figures always.
    every, has_figures = math.ceil(name / room), figure <= room
    low = zero + deepest * scale
    parts: list[svg.Element] = []
    for place, bar in enumerate(bars):
        middle = left + room * (place + 0.5)
        parts += _stack(bar, middle - wide / 2, wide, zero, scale)
        if has_figures or place in (0, len(bars) - 1):
            parts += _figures(bar, middle, zero, scale)
        if place % every == 0:
            parts.append(_text(bar.name, middle, low + 46, anchor="middle"))
    parts.append(svg.Line(x1=0, x2=width, y1=_round(zero), y2=_round(zero), class_=["p-axis"]))
    return _picture(parts, width, low + 56)


def _length(words: str) -> float:
    return len(words) * _LETTER + _SPACE


def _stack(bar: Bar, left: float, wide: float, zero: float, scale: float) -> list[svg.Element]:
    start, kept, come, gone = (count * scale for count in (bar.start, bar.kept, bar.come, bar.gone))
    shapes = (
        ("p-first", zero - start, start),
        ("p-kept", zero - kept, kept),
        ("p-new", zero - kept - come, come),
        ("p-gone", zero, gone),
    )
    return [part for name, top, height in shapes if height for part in _filled(name, left, top, wide, height)]


def _figures(bar: Bar, middle: float, zero: float, scale: float) -> list[svg.Element]:
    top = zero - bar.all * scale
    found: list[svg.Element] = [_text(str(bar.all), middle, top - 7, anchor="middle")]
    if bar.gone:
        found.append(_text(f"−{bar.gone}", middle, zero + bar.gone * scale + 20, anchor="middle", quiet=True))
    return found


def draw_flows(flows: Sequence[Flow], rows: Sequence[str], width: float = WIDE) -> str:
    """Return bands from the levels on the left to those on the right, as wide as the demands are many."""
    total = sum(flow.demands for flow in flows) or 1
    scale, is_wide = _FLOW_HEIGHT / total, width == WIDE
    side, gap = (_SIDE, _GAP) if is_wide else (_NODE, _NARROW_GAP)
    sides = {name: _levels(flows, rows, scale, name, gap) for name in ("old", "new")}
    at = {name: {row: top for row, top, _ in levels} for name, levels in sides.items()}
    x1, x2 = side, width - side
    bands: list[svg.Element] = []
    order = {name: rank for rank, name in enumerate(rows)}
    for flow in sorted(flows, key=lambda one: (order[one.old], order[one.new])):
        height = max(flow.demands * scale, _THINNEST)
        bands += _band(flow, (x1, at["old"][flow.old]), (x2, at["new"][flow.new]), height)
        at["old"][flow.old] += height
        at["new"][flow.new] += height
    parts: list[svg.Element] = []
    for name, x in (("old", x1 - _NODE), ("new", x2)):
        for row, top, height in sides[name]:
            parts.append(_box("p-node", x, top, _NODE, height))
            words = f"{row}: {sum(flow.demands for flow in flows if getattr(flow, name) == row)}"
            is_left = name == "old"
            if is_wide:
                end, middle = (x - 8 if is_left else x + _NODE + 8), top + height / 2 + 5
                parts.append(_text(words, end, middle, anchor="end" if is_left else "start"))
            else:
                end = 0 if is_left else width
                parts.append(_text(words, end, top - 6, anchor="start" if is_left else "end"))
    bottom = max((top + height for levels in sides.values() for _, top, height in levels), default=0.0)
    return _picture([*bands, *parts], width, bottom + 12)


def _levels(
    flows: Sequence[Flow], rows: Sequence[str], scale: float, side: str, gap: float
) -> list[tuple[str, float, float]]:
    """Return the levels of one side with their top and their height."""
    found, top = [], gap - _NODE
    for name in rows:
        heights = [max(flow.demands * scale, _THINNEST) for flow in flows if getattr(flow, side) == name]
        if heights:
            found.append((name, top, sum(heights)))
            top += sum(heights) + gap
    return found


def _band(flow: Flow, start: tuple[float, float], end: tuple[float, float], height: float) -> list[svg.Element]:
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
    return _patterned(f"p-{flow.code}", lambda **more: svg.Path(d=path, **more))


def draw_small(counts: Sequence[int | None], most: int, ends: tuple[str, str]) -> str:
    """Return one line of a group of pictures that share a scale: how many in every edition, `most` at the top.

    Where there is no count (None), there is no line.
    """
    top, bottom, left, right = 24.0, _SMALL_HEIGHT - 22, 8.0, _SMALL_WIDTH - 34
    step = (right - left) / max(len(counts) - 1, 1)
    runs: list[list[tuple[float, float, int]]] = [[]]
    for place, count in enumerate(counts):
        if count is None:
            runs.append([])
        else:
            runs[-1].append((_round(left + place * step), _round(bottom - count / (most or 1) * (bottom - top)), count))
    held = [run for run in runs if run]
    parts: list[svg.Element] = [svg.Line(x1=left, x2=right, y1=bottom, y2=bottom, class_=["p-axis"])]
    for run in held:
        path: list[svg.PathData] = [svg.M(*run[0][:2]), *(svg.L(*point[:2]) for point in run[1:])]
        parts.append(svg.Path(d=path, class_=["p-line"]))
        parts += [svg.Circle(cx=x, cy=y, r=2.5, class_=["p-dot"]) for x, y, _ in {run[0], run[-1]}]
    if held:
        (x1, y1, first), (x2, y2, last) = held[0][0], held[-1][-1]
        parts += [_text(str(first), x1, y1 - 6, quiet=True)] if x1 != x2 else []
        parts.append(_text(str(last), x2 + 7, y2 + 4))
    parts += [
        _text(ends[0], left, _SMALL_HEIGHT - 6, quiet=True),
        _text(ends[1], right, _SMALL_HEIGHT - 6, anchor="end", quiet=True),
    ]
    return _picture(parts, _SMALL_WIDTH, _SMALL_HEIGHT)


def draw_patterns() -> str:
    """Return what the other pictures fill shapes with, so that nothing is told by colour alone."""
    stripes = svg.Pattern(
        id="p-stripes",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform=[svg.Rotate(45)],
        elements=[svg.Rect(width=3, height=6, class_=["p-stripe"])],
    )
    dots = svg.Pattern(
        id="p-dots",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        elements=[svg.Circle(cx=3, cy=3, r=1.2, class_=["p-stripe"])],
    )
    return _picture([svg.Defs(elements=[stripes, dots])], 1, 1, "p-patterns")


def draw_key(code: str) -> str:
    """Return what stands for something in a picture, as its legend shows it."""
    return _picture(_filled(f"p-{code}", 1, 1, 16, 12), 18, 14, "key")


def _filled(name: str, x: float, y: float, width: float, height: float) -> list[svg.Element]:
    def draw(**more: Any) -> svg.Element:
        return svg.Rect(x=_round(x), y=_round(y), width=_round(width), height=_round(height), **more)

    return _patterned(name, draw)


def _patterned(name: str, draw: Callable[..., svg.Element]) -> list[svg.Element]:
    """Return a shape in its colour, and once more with its pattern above it where it has one."""
    parts = [draw(class_=[name])]
    return [*parts, draw(fill=f"url(#p-{_PATTERNS[name]})")] if name in _PATTERNS else parts


def _box(name: str, x: float, y: float, width: float, height: float) -> svg.Element:
    return svg.Rect(x=_round(x), y=_round(y), width=_round(width), height=_round(height), class_=[name])


_ANCHORS: Mapping[str, str] = {"start": "p-start", "middle": "p-middle", "end": "p-end"}


def _text(text: str, x: float, y: float, *, anchor: str = "start", quiet: bool = False) -> svg.Element:
    """Return words in a picture, harmless: svg.py escapes nothing by itself."""
    names = ["p-quiet" if quiet else "p-text", _ANCHORS[anchor]]
    return svg.Text(text=svg.escape(line(text)), x=_round(x), y=_round(y), class_=names)


def _picture(parts: list[svg.Element], width: float, height: float, name: str = "") -> str:
    return svg.SVG(
        xmlns=None,
        viewBox=svg.ViewBoxSpec(0, 0, _round(width), _round(height)),
        class_=[name] if name else None,
        elements=parts,
        extra={"aria-hidden": "true", "focusable": "false"},
    ).as_str()


def _round(value: float) -> float:
    """Return a coordinate as short as can be: whole where it is whole."""
    short = round(value, 1)
    return int(short) if short == int(short) else short
