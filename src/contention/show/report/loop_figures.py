"""Shares of loops over time as stacked areas, named in place so that they need no colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from contention.models.program import Floats1d
from contention.show.svg import Scale, area, figure, line, text

WIDTH, HEIGHT = 236.0, 112.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 230.0, 8.0, 92.0
POINTS = 48
"""times that are drawn"""
LEAST = 11.0
"""height of an area that holds its name"""
STYLE = (
    "svg .loop { stroke: var(--paper); stroke-width: .8; fill: var(--band); }"
    "svg .loop-0 { opacity: .85; } svg .loop-1 { opacity: .62; } svg .loop-2 { opacity: .45; }"
    "svg .loop-3 { opacity: .3; } svg .loop-rest { fill: var(--open); opacity: .55; }"
    "svg .loop-name { fill: var(--ink); font-size: 9px; font-weight: 600; text-anchor: middle;"
    " paint-order: stroke; stroke: var(--paper); stroke-width: 2.5px; }"
    "h5.summary-title { display: inline; font-size: .9rem; } .driving { border: 0; }"
    ".loop-panel { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem 1.4rem; }"
    "@media (min-width: 700px) { .loop-panel { grid-template-columns: 17rem minmax(0, 1fr); } }"
    ".loop-steps { margin: 0 0 .6rem; }"
)


@dataclass(frozen=True)
class Layer:
    """One area."""

    name: str
    """written into it; empty for none"""
    class_: str
    shares: Floats1d


def loop_chart(years: Floats1d, layers: Sequence[Layer], label: str) -> Markup:
    """The layers from the bottom up, between 0 and 100 %."""
    across = Scale(float(years[0]), float(years[-1]), LEFT, RIGHT)
    up = Scale(0.0, 1.0, BOTTOM, TOP)
    parts = []
    for level in (0.0, 0.5, 1.0):
        parts += [
            line((LEFT, up(level)), (RIGHT, up(level)), "grid"),
            text((LEFT - 4, up(level) + 3.2), f"{level:.0%}", "tick", "end"),
        ]
    shown = np.unique(np.linspace(0, len(years) - 1, POINTS).round().astype(int))
    xs = [across(float(year)) for year in years[shown]]
    below, names = np.zeros(len(shown)), []
    for layer in layers:
        above = below + layer.shares[shown]
        upper = [(x, up(float(share))) for x, share in zip(xs, above, strict=True)]
        lower = [(x, up(float(share))) for x, share in zip(xs, below, strict=True)]
        parts.append(area(upper, lower, layer.class_))
        widest = int((above - below)[1:-1].argmax()) + 1 if len(shown) > 2 else 0
        if layer.name and lower[widest][1] - upper[widest][1] >= LEAST:
            middle = (lower[widest][1] + upper[widest][1]) / 2 + 3.0
            at = min(max(xs[widest], LEFT + 12.0), RIGHT - 12.0)
            names.append(text((at, middle), layer.name, "loop-name"))
        below = above
    ends = ((years[0], "start"), (years[-1], "end"))
    parts += [text((across(float(at)), HEIGHT - 6), f"{at:.0f}", "tick", anchor)
              for at, anchor in ends]  # fmt: skip
    return figure(WIDTH, HEIGHT, label, [*parts, *names])
