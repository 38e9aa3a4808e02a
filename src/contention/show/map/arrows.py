"""Links as curves: holder by colour, sign by arrowhead and letter, strength by width."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from contention.case.model import Sign
from contention.case.signs import PRINTED
from contention.maps.causal_map import MapLink
from contention.show.map.box_text import text_width
from contention.show.map.curves import XY
from contention.show.map.placement import Curve, Size
from contention.show.map.style import SIGN_COLOURS, line_width
from contention.show.svg import element

SAMPLES = 14
RADIUS = 7.0
TRIES = (10.0, 22.0, 34.0, 48.0, 64.0, 84.0, 110.0)
"""Distances from the arrowhead, in pixels, at which a sign may be placed"""
ASIDE = 9.0
"""How far off its line a sign may be placed"""
DASHES = "5 4"
ASSUMED = 1.0
"""Width in pixels of a link that only the coder's assumptions back"""
CONFLICT = "≠"
"""Follows the sign of a link that the account also contradicts"""


@dataclass
class Signs:
    """Positions of the signs placed so far, and the boxes that they must not overlap."""

    boxes: Sequence[tuple[XY, Size]]
    taken: list[tuple[XY, float]] = field(default_factory=list)

    def place(self, line: Sequence[XY], reach: float) -> XY:
        """The free spot on or next to the line nearest its end, else the least crowded spot."""
        spots = [spot for distance in TRIES for spot in _beside(line, distance)]
        spot = next((one for one in spots if self._room(one, reach) > 0), None)
        if spot is None:
            spot = max(spots, key=lambda one: self._room(one, reach))
        self.taken.append((spot, reach))
        return spot

    def _room(self, spot: XY, reach: float) -> float:
        """Pixels between a sign there and the next sign or box; negative if they overlap."""
        rooms = [math.dist(spot, other) - reach - more for other, more in self.taken]
        for (x, y), (width, height) in self.boxes:
            sideways = abs(spot[0] - x) - width / 2 - reach
            rooms.append(max(sideways, abs(spot[1] - y) - height / 2 - RADIUS))
        return min(rooms, default=math.inf)


def _beside(line: Sequence[XY], distance: float) -> tuple[XY, XY, XY]:
    """A point on a line at a distance from its end, and the points on both sides of it."""
    at, on = _from_end(line, distance), _from_end(line, max(distance - 2, 0.01))
    return (at, *_wings(at, on, ASIDE))


def marks_of(link: MapLink) -> str:
    """Marks after the sign: `if` conditional, `~` short-lived, `!` necessary."""
    relation = link.relation
    marks = ["if"] if relation.condition is not None else []
    marks += ["~"] if relation.transient is not None else []
    marks += ["!"] if relation.necessary else []
    return " ".join(marks)


@dataclass(frozen=True)
class ArrowLook:
    """Attributes of a line that are not in its link: colour, and contradiction by the account."""

    colour: str
    denied: bool = False
    conflict: bool = False


def draw_link(link: MapLink, curve: Curve, look: ArrowLook, tooltip: str) -> Markup:
    """One link with its halo, delay bars and tooltip; `draw_sign` gives its arrowhead."""
    width = link_width(link)
    dashes = DASHES if link.assumption else None
    parts = [element("title", tooltip), *_line(curve, look.colour, width, dashes)]
    line = flatten(curve.points)
    if link.relation.delay is not None:
        parts += delay_bars(line, look.colour)
    if look.denied:
        parts += cross(line, look.colour, 0.35)
    return element("g", *parts, class_="cm-link")


def link_width(link: MapLink) -> float:
    """Thin for an assumption, whatever number the coder gave it; else by its strength."""
    return ASSUMED if link.assumption else line_width(link.relation.strength.median)


def draw_denial(curve: Curve, look: ArrowLook, tooltip: str) -> Markup:
    """A denied effect: a thin line without an arrowhead, crossed out."""
    parts = [element("title", tooltip), *_line(curve, look.colour, 1.2, "2 3")]
    return element("g", *parts, *cross(flatten(curve.points), look.colour), class_="cm-link")


def _line(curve: Curve, colour: str, width: float, dashes: str | None) -> list[Markup]:
    path = path_of(curve.points)
    return [
        element("path", d=path, class_="cm-halo", stroke_width=width + 3.5),
        element("path", d=path, class_="cm-line", stroke=colour, stroke_width=width,
                stroke_dasharray=dashes),
    ]  # fmt: skip


def draw_sign(link: MapLink, curve: Curve, signs: Signs, look: ArrowLook, tooltip: str) -> Markup:
    """The arrowhead and written sign of a link; drawn after all links, so that none crosses it."""
    marks = f"{marks_of(link)} {CONFLICT if look.conflict else ''}".strip()
    spot = signs.place(flatten(curve.points), badge_reach(marks))
    width = link_width(link)
    arrow = head(link.sign, curve.points[-1], curve.tip, width)
    return element("g", element("title", tooltip), arrow, badge(link.sign, spot, marks))


def draw_gate(curve: Curve, tooltip: str) -> Markup:
    """A dependency: a thin dotted curve with an open arrowhead."""
    base, tip = curve.points[-1], curve.tip
    left, right = _wings(base, tip, 3.2)
    barbs = f"M{_xy(left)}L{_xy(tip)}L{_xy(right)}"
    return element(
        "g",
        element("title", tooltip),
        element("path", d=f"{path_of(curve.points)}L{_xy(tip)}", class_="cm-gate"),
        element("path", d=barbs, fill="none", stroke="#8a8a8a", stroke_width=1.2),
        class_="cm-link",
    )


def head(sign: Sign, base: XY, tip: XY, width: float) -> Markup:
    """Arrowheads: full for `+`, hollow for `-`, an open angle if the sign is unclear."""
    left, right = _wings(base, tip, 3.0 + width * 0.8)
    colour = SIGN_COLOURS[sign]
    if sign == "?":
        barbs = f"M{_xy(left)}L{_xy(tip)}L{_xy(right)}M{_xy(base)}L{_xy(tip)}"
        return element("path", d=barbs, fill="none", stroke=colour, stroke_width=1.8)
    fill = colour if sign == "+" else "#fff"
    points = f"M{_xy(left)}L{_xy(tip)}L{_xy(right)}Z"
    return element("path", d=points, fill=fill, stroke=colour, stroke_width=1.5)


def badge(sign: Sign, spot: XY, marks: str = "") -> Markup:
    """The written sign in a small ring, followed by its marks."""
    colour = SIGN_COLOURS[sign]
    words = f"{PRINTED[sign]} {marks}".strip()
    half = badge_reach(marks)
    ring = element("rect", x=spot[0] - half, y=spot[1] - RADIUS, width=2 * half,
                   height=2 * RADIUS, rx=RADIUS, fill="#fff", stroke=colour,
                   class_="cm-conflict" if CONFLICT in marks else None)  # fmt: skip
    text = element("text", words, x=spot[0], y=spot[1] + 4, fill=colour, class_="cm-sign",
                   text_anchor="middle")  # fmt: skip
    return element("g", ring, text)


def badge_reach(marks: str) -> float:
    """Half the width of a written sign with its marks."""
    return RADIUS + (text_width(marks, 11) / 2 + 3 if marks else 0)


def delay_bars(line: Sequence[XY], colour: str) -> list[Markup]:
    """Two short bars across the middle of a line, as in system dynamics."""
    half = _length(line) / 2
    bars = []
    for shift in (-2.5, 2.5):
        at, on = _from_end(line, half + shift), _from_end(line, half + shift - 1)
        (left, right) = _wings(at, on, 6.0)
        bars.append(element("line", x1=left[0], y1=left[1], x2=right[0], y2=right[1],
                            stroke=colour, stroke_width=1.6))  # fmt: skip
    return bars


def cross(line: Sequence[XY], colour: str, share: float = 0.5) -> list[Markup]:
    """Two strokes across a line, with that share of it still ahead."""
    (x, y), half = _from_end(line, _length(line) * share), 5.0
    return [
        element("line", x1=x - half, y1=y - turn * half, x2=x + half, y2=y + turn * half,
                stroke=colour, stroke_width=2.2)
        for turn in (1, -1)
    ]  # fmt: skip


def path_of(points: Sequence[XY]) -> str:
    """SVG path data of a chain of cubic Béziers."""
    start, *rest = [_xy(point) for point in points]
    return f"M{start}C{' '.join(rest)}"


def flatten(points: Sequence[XY]) -> list[XY]:
    """The chain of Béziers as a line through many points."""
    line = [points[0]]
    for first in range(0, len(points) - 3, 3):
        four = points[first : first + 4]
        line += [_bezier(four, number / SAMPLES) for number in range(1, SAMPLES + 1)]
    return line


def _bezier(four: Sequence[XY], t: float) -> XY:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, four, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, four, strict=True)),
    )


def _length(line: Sequence[XY]) -> float:
    return sum(math.dist(one, two) for one, two in pairwise(line))


def _from_end(line: Sequence[XY], distance: float) -> XY:
    """The point that lies `distance` before the end of a line; its start if it is shorter."""
    left = distance
    for near, far in pairwise(reversed(line)):
        step = math.dist(near, far)
        if step >= left > 0:
            share = left / step
            return (near[0] + share * (far[0] - near[0]), near[1] + share * (far[1] - near[1]))
        left -= step
    return line[0]


def _wings(base: XY, tip: XY, half: float) -> tuple[XY, XY]:
    """The two points on either side of `base`, at right angles to the direction to `tip`."""
    length = math.dist(base, tip) or 1.0
    across = (-(tip[1] - base[1]) / length * half, (tip[0] - base[0]) / length * half)
    return (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])


def _xy(point: XY) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
