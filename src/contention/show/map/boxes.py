"""Factors as boxes: the shape shows the kind, the fill shows the group."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from contention.case.model import Factor, Kind
from contention.show.map.box_text import clean, text_width, wrap
from contention.show.map.style import FONT, LINE
from contention.show.svg import element

XY = tuple[float, float]

WIDTHS = (76.0, 92.0, 108.0, 124.0, 140.0)
"""Text widths tried in turn until a title fits on three lines"""
LINES = 3
TAG = 13.0
"""Height of a tag"""
SLANT = 9.0


@dataclass(frozen=True)
class BoxLook:
    """How a kind of factor is drawn and named."""

    words: str
    """in the legend"""
    margin: float
    """pixels between text and the left and right ends of the shape"""
    rank: float = 0.0
    """how strongly it belongs to the front of a map; below 0 to the back"""


LOOKS: Mapping[Kind, BoxLook] = {
    "quantity": BoxLook("quantity", 9.0),
    "share": BoxLook("share", 13.0),
    "stock": BoxLook("stock", 12.0, -2.0),
    "event": BoxLook("event", 15.0, -0.5),
    "equation": BoxLook("computed", 15.0),
    "input": BoxLook("exogenous input", 15.0, 2.0),
    "variable": BoxLook("variable of the model", 9.0),
    "parameter": BoxLook("parameter of the model", 15.0, 2.0),
}
"""In the order of the legend; the outlines are in `shape`"""


@dataclass(frozen=True)
class Box:
    """A factor's wrapped title, the size of its shape, and a tag such as `lever` over the title."""

    lines: tuple[str, ...]
    width: float
    height: float
    tag: str = ""


def box_of(factor: Factor, tag: str = "") -> Box:
    """Measure the box of a factor."""
    title = clean(factor.title) or factor.id
    lines: tuple[str, ...] = ()
    for width in WIDTHS:
        lines = wrap(title, FONT, width, most=9)
        if len(lines) <= LINES and not any(line.endswith("-") for line in lines):
            break
    lines = wrap(title, FONT, WIDTHS[-1], most=4) if len(lines) > 4 else lines
    wide = max(text_width(line, FONT) for line in (*lines, tag))
    height = LINE * len(lines) + 11 + (TAG if tag else 0)
    return Box(lines, max(wide, 30.0) + 2 * LOOKS[factor.kind].margin, height, tag)


def draw_box(factor: Factor, box: Box, centre: XY, fill: str) -> Markup:
    """A factor with its tag, title and tooltip."""
    class_ = "cm-box cm-marked" if box.tag else "cm-box"
    parts = [element("title", tooltip(factor)), *shape(factor.kind, box, centre, fill, class_)]
    top = centre[1] - LINE * (len(box.lines) - 1) / 2 + FONT * 0.35
    if box.tag:
        top += TAG / 2
        parts.append(_text(box.tag, (centre[0], top - LINE), "cm-tag"))
    for number, line in enumerate(box.lines):
        parts.append(_text(line, (centre[0], top + number * LINE)))
    return element("g", *parts, class_="cm-factor")


def _text(words: str, at: XY, class_: str | None = None) -> Markup:
    return element("text", words, x=at[0], y=at[1], class_=class_, text_anchor="middle")


def tooltip(factor: Factor) -> str:
    """Tooltip of a factor."""
    unit = f", {factor.unit}" if factor.unit else ""
    note = f"\n{clean(factor.note)}" if factor.note else ""
    return clean(f"{factor.title} [{factor.id}] — {factor.kind}{unit}") + note


def shape(kind: Kind, box: Box, centre: XY, fill: str, class_: str) -> list[Markup]:
    """The outline of a kind of factor around a centre."""
    left, top = centre[0] - box.width / 2, centre[1] - box.height / 2
    radius = {"quantity": 5.0, "variable": 5.0, "share": box.height / 2, "stock": 0.0}.get(kind)
    if radius is not None:
        outline = element("rect", x=left, y=top, width=box.width, height=box.height, rx=radius,
                          fill=fill, class_=class_)  # fmt: skip
        return [outline, *_inner(kind, left, top, box, class_)]
    corners = _corners(kind, left, top, box)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return [element("polygon", points=points, fill=fill, class_=class_)]


def _inner(kind: Kind, left: float, top: float, box: Box, class_: str) -> list[Markup]:
    """Stocks have a second line at each side."""
    if kind != "stock":
        return []
    sides = (left + 4, left + box.width - 4)
    return [element("line", x1=x, y1=top, x2=x, y2=top + box.height, class_=class_) for x in sides]


def _corners(kind: Kind, left: float, top: float, box: Box) -> list[XY]:
    right, bottom, middle = left + box.width, top + box.height, top + box.height / 2
    if kind == "event":
        return [
            (left, middle), (left + SLANT, top), (right - SLANT, top), (right, middle),
            (right - SLANT, bottom), (left + SLANT, bottom),
        ]  # fmt: skip
    if kind in ("input", "parameter"):
        return [(left, top), (right - SLANT, top), (right, middle), (right - SLANT, bottom),
                (left, bottom)]  # fmt: skip
    return [(left + SLANT, top), (right, top), (right - SLANT, bottom), (left, bottom)]
