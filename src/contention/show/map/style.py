"""How a map looks: colours, line widths and the sheet that names them.

A line has the colour of its holder; its arrowhead and written sign have that of the
sign, and signs differ in form, too. Colours are from Paul Tol's schemes for colour-blind readers
(SRON technical note EPS/TN/09-002), darkened for lines.
"""

from collections.abc import Iterable

from contention.case.model import Sign
from contention.case.signs import VERBS

SIGN_COLOURS: dict[Sign, str] = {"+": "#1f5fa8", "-": "#b8400f", "?": "#6b6b6b", "0": "#6b6b6b"}
HOLDER_COLOURS = ("#332288", "#b85468", "#117733", "#8a7000", "#2f8a7b", "#882255", "#0077bb",
                  "#aa4499")  # fmt: skip
"""Lines of one holder, in the order of the case; colours repeat after eight"""
SEVERAL_COLOUR, UNSTATED_COLOUR = "#222222", "#767676"
"""Links stated by several holders, and links that no text states"""
_ON_DARK = {
    "#1f5fa8": "#7db4f0", "#b8400f": "#f19a6a", "#6b6b6b": "#b0b0b0", "#222222": "#eceae5",
    "#767676": "#a8a8a8", "#332288": "#a99df2", "#b85468": "#ee92a3", "#117733": "#62c481",
    "#8a7000": "#d6bc52", "#2f8a7b": "#62cdbb", "#882255": "#dc7cad", "#0077bb": "#69b9ee",
    "#aa4499": "#dc88d0",
}  # fmt: skip
"""Colours on a light page → colours on a dark page"""
SIGN_WORDS: dict[Sign, str] = VERBS | {"?": "moves, direction unclear"}

PALE = ("#dbe6f7", "#dcf1dc", "#fdeecb", "#fadcdc", "#e9defa", "#d5f1f1", "#f1ead8", "#f7d9ee",
        "#e6efbf", "#e4e4e4", "#ffe0c2", "#cfe3d9")  # fmt: skip
NO_GROUP = "#f7f7f7"

FONT = 12.0
LINE = 15.0

_STYLE = """
.cm { max-width: 100%; height: auto;
  font-family: Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; }
.cm text { font-size: 12px; }
.cm text:where(:not([fill])) { fill: #1a1a1a; }
.cm .cm-h1 { font-size: 18px; font-weight: bold; }
.cm .cm-h2 { font-size: 13px; font-weight: bold; }
.cm .cm-small { font-size: 11px; fill: #444; }
.cm .cm-box { stroke: #4a4a4a; stroke-width: 1; }
.cm .cm-marked { stroke: #111; stroke-width: 2.6; }
.cm .cm-tag { font-size: 10px; font-style: italic; fill: #111; }
.cm .cm-halo { fill: none; stroke: #fff; stroke-linecap: butt; }
.cm .cm-line { fill: none; }
.cm .cm-gate { fill: none; stroke: #8a8a8a; stroke-width: 1.1; stroke-dasharray: 1.5 3;
  stroke-linecap: round; }
.cm .cm-sign { font-size: 11px; font-weight: bold; }
.cm .cm-conflict { stroke-width: 2.6; }
.cm .cm-link:hover .cm-line { stroke-width: 5; }
.cm .cm-factor:hover .cm-box { stroke-width: 2.6; }
@media (prefers-color-scheme: dark) and (not print) {
  .cm .cm-ground, .cm rect[fill="#fff"], .cm path[fill="#fff"] { fill: #16181c; }
  .cm > text:not([fill]), .cm text.cm-h1, .cm text.cm-h2 { fill: #e8e6e1; }
  .cm text.cm-small { fill: #b4b1aa; }
  .cm .cm-halo { stroke: #16181c; }
  .cm .cm-gate { stroke: #a0a0a0; }
$DARK$
  .cm [fill="#444"] { fill: #b4b1aa; }
  .cm .cm-factor > :not(text) { filter: brightness(.86); }
}
"""


STYLE = _STYLE.replace(
    "$DARK$",
    "\n".join(
        f'  .cm [stroke="{light}"] {{ stroke: {dark}; }} .cm [fill="{light}"] {{ fill: {dark}; }}'
        for light, dark in _ON_DARK.items()
    ),
)


def line_width(strength: float) -> float:
    """Width in pixels for an elasticity: thin if weak, thick if decisive."""
    return 1.0 + 2.6 * min(max(strength, 0.0), 1.2)


def group_colours(groups: Iterable[str]) -> dict[str, str]:
    """A pale fill for each group, in the order of the case; colours repeat after twelve."""
    named = [group for group in dict.fromkeys(groups) if group]
    return {group: PALE[number % len(PALE)] for number, group in enumerate(named)} | {"": NO_GROUP}
