"""Small inline SVG: every text and attribute is escaped, colours are CSS classes.

Figures contain no ids, so that one page can hold many of them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

Point = tuple[float, float]


def element(name: str, *children: Markup | str, **attributes: str | float | None) -> Markup:
    """One element; `class_` and `text_anchor` become `class` and `text-anchor`."""
    parts = [
        f'{key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    head = " ".join((name, *parts))
    body = Markup("").join(children)
    return Markup(f"<{head}>{body}</{name}>") if body else Markup(f"<{head}/>")  # noqa: S704


def _plain(value: str | float) -> str:
    if isinstance(value, str):
        return value
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def figure(width: float, height: float, label: str, children: Iterable[Markup]) -> Markup:
    """A figure that scales with its column, with a title that describes it in words."""
    return element(
        "svg",
        element("title", label),
        *children,
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        role="img",
    )


def line(start: Point, end: Point, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_)


def text(at: Point, words: str, class_: str = "tick", anchor: str | None = None) -> Markup:
    """A text at a point."""
    return element("text", words, x=at[0], y=at[1], class_=class_, text_anchor=anchor)


def bar(start: Point, size: Point, class_: str) -> Markup:
    """A filled rectangle."""
    return element("rect", x=start[0], y=start[1], width=size[0], height=size[1], class_=class_)


def polyline(points: Sequence[Point], class_: str) -> Markup:
    """An open line through the points, as compact relative path commands."""
    return element("path", d=_path(points), class_=class_)


def area(upper: Sequence[Point], lower: Sequence[Point], class_: str) -> Markup:
    """The area between two lines over the same abscissae."""
    return element("path", d=_path([*upper, *reversed(lower)]) + "z", class_=class_)


def _path(points: Sequence[Point]) -> str:
    """Path commands in tenths of a unit; relative steps, because they are shorter."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    pieces = [f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l"]
    for (x0, y0), (x1, y1) in pairwise(tenths):
        down = _tenth(y1 - y0)
        pieces.append(f"{_tenth(x1 - x0)}{'' if down.startswith('-') else ' '}{down} ")
    return "".join(pieces).strip()


def _tenth(number: int) -> str:
    whole, rest = divmod(abs(number), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if number < 0 else digits


@dataclass(frozen=True)
class Scale:
    """Maps a range of data onto a range of the figure, linear or logarithmic."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        """The position of a value, clamped to the figure."""
        held = min(max(value, self.low), self.high)
        share = self._share(held)
        return self.start + (self.end - self.start) * share

    def _share(self, value: float) -> float:
        if self.high <= self.low:
            return 0.5
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)
