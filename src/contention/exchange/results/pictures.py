"""Our plain SVG as PNG and PDF, drawn by matplotlib with the font that it brings along.

A reader's machine, a server and a test see the same letters: no font of the system is used.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from lxml import etree

from contention.exchange.exported import Exported
from contention.exchange.losses import Loss, LossReport
from contention.exchange.missing import needs

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS = 0.75
"""points in a pixel of SVG"""
SET_AS = 0.88
"""size of DejaVu Sans that is as wide as Helvetica, for which the figures leave room"""
LARGEST = 60_000_000
"""pixels of a PNG file at most"""
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
_PATH = re.compile(rf"([MLCZmlcz])|({_NUMBER})")
_MOVES = re.compile(rf"(translate|rotate)\(({_NUMBER}(?:[ ,]+{_NUMBER})*)\)")
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "font-size",
              "font-weight", "font-style", "text-anchor", "opacity")  # fmt: skip


def picture(svg: str, form: Literal["png", "pdf"], dpi: int = 192) -> Exported:
    """A figure of ours as PNG or PDF; needs matplotlib.

    `dpi` is for PNG: 96 is one pixel for each unit of the figure. The same figure gives the same
    bytes with the same version of matplotlib. Raises ValueError for a picture of more than 60
    million pixels. Letters that the font lacks are drawn as boxes, and reported.
    """
    with needs("matplotlib", "PNG and PDF files", "notebook"):
        import matplotlib as mpl
    root = etree.fromstring(svg.encode("utf-8"))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    if form == "png" and width * height * (dpi / 96) ** 2 > LARGEST:
        raise ValueError(
            f"the picture would have {width * dpi / 96:.0f} × {height * dpi / 96:.0f} pixels — "
            "take fewer dots per inch, or PDF"
        )
    with mpl.rc_context({"pdf.fonttype": 42, "svg.fonttype": "none", "path.simplify": False}):
        figure, page = _page(width, height)
        canvas = _Canvas(page)
        canvas.draw(root, {}, _Place())
        held = io.BytesIO()
        if form == "png":
            figure.savefig(held, format="png", dpi=dpi, metadata={"Software": None})
        else:
            figure.savefig(held, format="pdf", metadata=dict.fromkeys(
                ("Creator", "Producer", "CreationDate")))  # fmt: skip
    changed = tuple(
        Loss("letter", f"U+{ord(each):04X}", "drawn as a box: the font lacks it")
        for each in sorted(canvas.missing)
    )
    return Exported(held.getvalue(), LossReport((("figure", 1),), changed))


def _page(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 96, height / 96))
    FigureCanvasAgg(figure)
    page = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    page.set(xlim=(0.0, width), ylim=(height, 0.0))
    page.axis("off")
    return figure, page


@dataclass(frozen=True)
class _Place:
    """Where a group is, and how it is turned about a point."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    """degrees, clockwise"""

    def moved(self, transform: str) -> _Place:
        """The place of a child with a transform; a turn is about the child's own point."""
        here = self
        for kind, numbers in _MOVES.findall(transform):
            values = [float(each) for each in re.split(r"[ ,]+", numbers)]
            if kind == "translate":
                here = _Place(here.x + values[0], here.y + values[1], here.turn)
            else:
                here = _Place(here.x, here.y, here.turn + values[0])
        return here


class _Canvas:
    """Draws the elements that our figures are made of, in their order."""

    def __init__(self, page: Axes) -> None:
        self.missing: set[str] = set()
        self._page = page
        self._fonts: dict[tuple[str, str], Any] = {}
        self._order = 1
        self._shapes: Mapping[str, Callable[[etree._Element], Any]] = {
            "rect": _rectangle, "line": _line, "circle": _circle, "polygon": _polygon,
            "path": _path,
        }  # fmt: skip

    def draw(self, element: etree._Element, around: Mapping[str, str], place: _Place) -> None:
        """One element and all in it."""
        own = {name: element.get(name) for name in _INHERITED if element.get(name) is not None}
        look: dict[str, Any] = {**around, **own}
        place = place.moved(element.get("transform", ""))
        tag = etree.QName(element).localname
        if tag in ("svg", "g"):
            for child in element:
                self.draw(child, look, place)
        elif tag == "text":
            self._write(element, look, place)
        elif tag in self._shapes:
            self._shape(self._shapes[tag](element), look, place)

    def _shape(self, outline: Any, look: Mapping[str, str], place: _Place) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.transforms import Affine2D

        width = float(look.get("stroke-width", 1.0))
        dashes = [float(each) for each in look.get("stroke-dasharray", "").split()]
        stroke = look.get("stroke", "none")
        patch = PathPatch(
            outline.transformed(Affine2D().translate(place.x, place.y)),
            facecolor=look.get("fill", "#000"), edgecolor=stroke,
            linewidth=width * POINTS if stroke != "none" else 0.0,
            linestyle=(0, [each * POINTS for each in dashes]) if any(dashes) else "solid",
            capstyle="round" if look.get("stroke-linecap") == "round" else "butt",
            joinstyle="miter", alpha=float(look["opacity"]) if "opacity" in look else None,
            zorder=self._order, clip_on=False,
        )  # fmt: skip
        self._order += 1
        self._page.add_patch(patch)

    def _write(self, element: etree._Element, look: Mapping[str, str], place: _Place) -> None:
        words = element.text or ""
        font = self._font(look.get("font-weight", ""), look.get("font-style", ""))
        known = font.charmap
        self.missing |= {each for each in words if ord(each) not in known and not each.isspace()}
        words = "".join(each if ord(each) in known else "\N{WHITE VERTICAL RECTANGLE}"
                        for each in words)  # fmt: skip
        self._page.text(
            float(element.get("x", 0)) + place.x, float(element.get("y", 0)) + place.y, words,
            fontproperties=font.properties, color=look.get("fill", "#000"),
            fontsize=float(look.get("font-size", 16)) * POINTS * SET_AS,
            ha={"middle": "center", "end": "right"}.get(look.get("text-anchor", ""), "left"),
            va="baseline", rotation=-place.turn, rotation_mode="anchor", parse_math=False,
            alpha=float(look["opacity"]) if "opacity" in look else None,
            zorder=self._order, clip_on=False,
        )  # fmt: skip
        self._order += 1

    def _font(self, weight: str, style: str) -> _Font:
        key = (weight, style)
        if key not in self._fonts:
            self._fonts[key] = _Font.of(weight in ("bold", "600", "700"), style == "italic")
        found: _Font = self._fonts[key]
        return found


@dataclass(frozen=True)
class _Font:
    """A face of DejaVu Sans, and the letters that it has."""

    properties: Any
    charmap: Mapping[int, int]

    @classmethod
    def of(cls, bold: bool, italic: bool) -> _Font:
        """The face from matplotlib's own files."""
        from matplotlib import get_data_path
        from matplotlib.font_manager import FontProperties, get_font

        face = {(False, False): "", (True, False): "-Bold", (False, True): "-Oblique",
                (True, True): "-BoldOblique"}[bold, italic]  # fmt: skip
        file = f"{get_data_path()}/fonts/ttf/DejaVuSans{face}.ttf"
        return cls(FontProperties(fname=file), get_font(file).get_charmap())


def _number(element: etree._Element, name: str) -> float:
    return float(element.get(name, 0))


def _line(element: etree._Element) -> Any:
    from matplotlib.path import Path

    return Path([(_number(element, f"x{end}"), _number(element, f"y{end}")) for end in "12"])


def _circle(element: etree._Element) -> Any:
    from matplotlib.path import Path

    return Path.circle((_number(element, "cx"), _number(element, "cy")), _number(element, "r"))


def _polygon(element: etree._Element) -> Any:
    from matplotlib.path import Path

    numbers = [float(each) for each in re.findall(_NUMBER, element.get("points", ""))]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return Path(np.array([*points, points[0]]), closed=True)


BEND = 4 / 3 * (math.sqrt(2) - 1)
"""how far the handles of a curve lie along a quarter of a circle"""


def _rectangle(element: etree._Element) -> Any:
    """A rectangle, with round corners if it has `rx`."""
    from matplotlib.path import Path

    left, top = _number(element, "x"), _number(element, "y")
    width, height = _number(element, "width"), _number(element, "height")
    right, bottom = left + width, top + height
    radius = min(_number(element, "rx"), width / 2, height / 2)
    if radius <= 0.0:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        return Path(corners, closed=True)
    inner = radius * (1 - BEND)
    points = [(left + radius, top)]
    codes = [Path.MOVETO]
    for (x, y), (dx, dy) in (
        ((right, top), (-1, 1)), ((right, bottom), (-1, -1)), ((left, bottom), (1, -1)),
        ((left, top), (1, 1)),
    ):  # fmt: skip
        along, down = (x + dx * radius, y), (x, y + dy * radius)
        near, far = (x + dx * inner, y), (x, y + dy * inner)
        if dx * dy < 0:  # top right and bottom left: arrives along the horizontal side
            points += [along, near, far, down]
        else:
            points += [down, far, near, along]
        codes += [Path.LINETO, *[Path.CURVE4] * 3]
    return Path([*points, points[0]], [*codes, Path.CLOSEPOLY])


def _path(element: etree._Element) -> Any:
    from matplotlib.path import Path

    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for point, code in _steps(element.get("d", "")):
        points.append(point)
        codes.append({"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4,
                      "Z": Path.CLOSEPOLY}[code])  # fmt: skip
    return Path(points, codes)


def _steps(data: str) -> Iterator[tuple[tuple[float, float], str]]:
    """Points with the command of each; relative commands are made absolute."""
    here = start = (0.0, 0.0)
    command, numbers = "M", list[float]()
    for letter, number in _PATH.findall(data):
        if letter:
            command = letter
            if letter in "Zz":
                yield start, "Z"
                here = start
            continue
        numbers.append(float(number))
        wanted = 6 if command in "Cc" else 2
        if len(numbers) < wanted:
            continue
        base = here if command.islower() else (0.0, 0.0)
        pairs = [(base[0] + x, base[1] + y)
                 for x, y in zip(numbers[::2], numbers[1::2], strict=True)]  # fmt: skip
        for pair in pairs:
            yield pair, command.upper()
        here, numbers = pairs[-1], []
        if command in "Mm":
            start, command = here, "l" if command == "m" else "L"
