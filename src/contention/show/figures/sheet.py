"""Several small figures on one sheet, with the words that a page would put around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from contention.show.figures.plain_svg import FAMILY, SVG, plain, size_of, svg_text
from contention.show.map.box_text import clean, text_width, wrap
from contention.show.svg import element

INK, SOFT, RULE = "#1c1e22", "#5c6068", "#dedbd3"
MARGIN, GAP = 20.0, 16.0
TITLE, TEXT = 16.0, 11.0
LINE = 14.0
NARROWEST = 420.0


@dataclass(frozen=True)
class Panel:
    """One small figure, with lines above it and at its right."""

    drawing: str
    """SVG; empty if there is nothing to draw"""
    above: tuple[str, ...] = ()
    right: str = ""


@dataclass(frozen=True)
class PanelRow:
    """Figures side by side under a heading, or at the right of it."""

    heading: str
    panels: tuple[Panel, ...]
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A title, and rows of figures."""

    title: str
    subtitle: str
    rows: tuple[PanelRow, ...]
    heading_width: float = 0.0
    """room for headings at the left of their row; 0: they are above it"""
    across: int = 3
    """figures side by side at most"""
    key: str = ""
    """SVG that explains the marks"""
    heads: tuple[str, ...] = ()
    """words over the columns"""


@dataclass(frozen=True)
class _Placed:
    """Elements in order, and where the next one goes."""

    parts: tuple[Markup | etree._Element, ...]
    bottom: float
    right: float
    rule: float | None = None
    """where a line runs across the sheet"""


def standalone(drawing: str) -> str:
    """One figure as an SVG file of its own on white ground."""
    root = plain(drawing)
    if not any(_is_ground(each) for each in root.iter(f"{{{SVG}}}rect")):
        ground = _tree(_ground(float(root.get("width", 0)), float(root.get("height", 0))))
        root.insert(1 if len(root) and _name(root[0]) == "title" else 0, ground)
    root.set("font-family", FAMILY)
    return svg_text(root)


def _is_ground(rect: etree._Element) -> bool:
    return rect.get("fill") == "#fff" and rect.get("x", "0") == "0" and rect.get("rx") is None


def drawn(sheet: Sheet) -> str:
    """The sheet as an SVG file: plain attributes on white ground."""
    placed = [*_rows(sheet, _top(sheet))]
    key = _key(sheet, placed[-1].bottom if placed else _top(sheet))
    bottom = key.bottom + MARGIN
    title = text_width(clean(sheet.title), TITLE) + MARGIN
    width = max(NARROWEST, key.right, *(each.right for each in placed), min(title, 900.0)) + MARGIN
    root = _tree(element("svg", element("title", clean(sheet.title)), xmlns=SVG, width=width,
                         height=bottom, viewBox=f"0 0 {width:.1f} {bottom:.1f}"))  # fmt: skip
    root.set("font-family", FAMILY)
    for part in (_ground(width, bottom), *_heading(sheet, width)):
        root.append(_tree(part))
    for each in (*placed, key):
        if each.rule is not None:
            root.append(_tree(element("line", x1=MARGIN, y1=each.rule, x2=width - MARGIN,
                                      y2=each.rule, stroke=RULE)))  # fmt: skip
        for part in each.parts:
            root.append(_tree(part) if isinstance(part, Markup) else part)
    return svg_text(root)


def _ground(width: float, height: float) -> Markup:
    return element("rect", x=0.0, y=0.0, width=width, height=height, fill="#fff")


def _heading(sheet: Sheet, width: float) -> Iterator[Markup]:
    y = MARGIN + TITLE
    for line in wrap(clean(sheet.title), TITLE, width - 2 * MARGIN, most=2):
        yield _text(line, MARGIN, y, TITLE, weight="bold")
        y += TITLE + 4
    for line in wrap(clean(sheet.subtitle), TEXT, width - 2 * MARGIN, most=2):
        yield _text(line, MARGIN, y, TEXT, SOFT)
        y += LINE


def _top(sheet: Sheet) -> float:
    return MARGIN + 2 * (TITLE + 4) + (2 * LINE if sheet.subtitle else 0.0)


def _rows(sheet: Sheet, top: float) -> Iterator[_Placed]:
    y = top
    if sheet.heads:
        yield _heads(sheet, y)
        y += LINE + 6
    for row in sheet.rows:
        placed = _row(sheet, row, y)
        yield placed
        y = placed.bottom + GAP / 2


def _heads(sheet: Sheet, y: float) -> _Placed:
    x, parts = MARGIN + sheet.heading_width, []
    widths = [_size(panel.drawing)[0] for panel in _widest(sheet)]
    for words, width in zip(sheet.heads, widths, strict=False):
        parts.append(_text(words, x, y + TEXT, TEXT, SOFT))
        x += width + GAP
    return _Placed(tuple(parts), y + LINE, x)


def _widest(sheet: Sheet) -> Sequence[Panel]:
    return max((row.panels for row in sheet.rows), key=len, default=())


def _row(sheet: Sheet, row: PanelRow, top: float) -> _Placed:
    parts: list[Markup | etree._Element] = []
    at_left = sheet.heading_width if row.panels else 0.0
    lines = wrap(clean(row.heading), TEXT + 1, (at_left or 640.0) - GAP, most=4)
    y = top + TEXT + 6
    for line in lines if row.heading else ():
        parts.append(_text(line, MARGIN, y, TEXT + 1, weight="normal" if at_left else "bold"))
        y += LINE
    start = top + 6 if at_left else y - 4
    panels = _panels(row.panels, MARGIN + at_left, start, sheet.across)
    bottom = max(y - 4, panels.bottom) if at_left else panels.bottom
    if row.note:
        for line in wrap(clean(row.note), TEXT, 640.0, most=3):
            bottom += LINE
            parts.append(_text(line, MARGIN + at_left, bottom - 2, TEXT, SOFT))
    return _Placed((*parts, *panels.parts), bottom, panels.right, top)


def _panels(panels: Sequence[Panel], left: float, top: float, across: int) -> _Placed:
    parts: list[Markup | etree._Element] = []
    x, y, low, right, lines = left, top, top, left, 0
    for number, panel in enumerate(panels):
        if number % across == 0:
            x, y = left, low + (GAP / 2 if number else 0.0)
            lines = max(len(_caption(each)) for each in panels[number : number + across])
        placed = _panel(panel, x, y, lines)
        parts += placed.parts
        low, right, x = max(low, placed.bottom), max(right, placed.right), placed.right + GAP
    return _Placed(tuple(parts), low, right)


def _caption(panel: Panel) -> list[tuple[str, bool]]:
    """The lines above a figure, and whether each is bold."""
    width = max(_size(panel.drawing)[0], 120.0)
    return [(line, number == 0) for number, words in enumerate(panel.above)
            for line in wrap(clean(words), TEXT, width, most=2)]  # fmt: skip


def _panel(panel: Panel, x: float, y: float, lines: int) -> _Placed:
    """A figure below as many lines as the captions of its row have at most."""
    width, height = _size(panel.drawing)
    parts: list[Markup | etree._Element] = [
        _text(words, x, y + TEXT + number * LINE, TEXT, INK if bold else SOFT,
              "bold" if bold else "normal")
        for number, (words, bold) in enumerate(_caption(panel))
    ]  # fmt: skip
    y += lines * LINE
    if panel.drawing:
        moved = _tree(element("g", transform=f"translate({x:.1f} {y:.1f})"))
        for child in plain(panel.drawing):
            if _name(child) != "title":
                moved.append(child)
        parts.append(moved)
    right = x + width
    if panel.right:
        parts.append(_text(panel.right, right + 8, y + height / 2 + 4, TEXT, SOFT))
        right += 8 + text_width(panel.right, TEXT)
    return _Placed(tuple(parts), y + height, right)


def _key(sheet: Sheet, top: float) -> _Placed:
    if not sheet.key:
        return _Placed((), top, 0.0)
    return _panel(Panel(sheet.key), MARGIN, top + GAP, 0)


def _size(drawing: str) -> tuple[float, float]:
    if not drawing:
        return 0.0, 0.0
    return size_of(drawing)


def _text(
    words: str, x: float, y: float, size: float, fill: str = INK, weight: str = "normal"
) -> Markup:
    return element("text", words, x=x, y=y, font_size=size, fill=fill,
                   font_weight=weight if weight != "normal" else None)  # fmt: skip


def _tree(part: Markup) -> etree._Element:
    text = str(part)
    if f'xmlns="{SVG}"' in text:
        return etree.fromstring(text)
    name = text[1:].partition(" ")[0].rstrip("/>")
    return etree.fromstring(text.replace(f"<{name}", f'<{name} xmlns="{SVG}"', 1))


def _name(child: etree._Element) -> str:
    return str(etree.QName(child).localname)
