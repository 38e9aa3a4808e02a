"""Graphical functions (XMILE 1.0, section 3.1.4)."""

import math
import re
from typing import Final

from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.tables import Rule, Table

_RULES: Final[dict[str, Rule]] = {
    "continuous": "hold",
    "extrapolate": "extrapolate",
    "discrete": "step",
}


def table_of(document: Document, element: Element) -> Table:
    """The table of a `<gf>`: `ypts` over `xpts`, or over an even `xscale`."""
    place = document.place(element)
    y = _points(document, element, "ypts")
    if not y:
        raise Refused(place, "the graphical function has no points", "give them in <ypts>")
    x = _points(document, element, "xpts")
    scale = document.child(element, "xscale")
    if scale is not None and not x:
        low, high = _scale(document, scale)
        x = tuple(low + (high - low) * index / max(len(y) - 1, 1) for index in range(len(y)))
    if len(x) != len(y):
        message = f"the graphical function has {len(x)} x and {len(y)} y"
        raise Refused(place, message, "give <xscale min=… max=…>, or as many <xpts> as <ypts>")
    kind = element.get("type", "continuous").lower()
    if kind not in _RULES:
        raise Refused(
            place,
            f"`{kind[:40]}` is not a type of graphical function",
            f"there are {', '.join(_RULES)}",
        )
    if x != tuple(sorted(x)):
        document.note(place, "the <xpts> do not ascend; the points are put in the order of their x")
    pairs = sorted(dict.fromkeys(zip(x, y, strict=True)), key=lambda pair: pair[0])
    limits = document.child(element, "yscale")
    bounds = (pairs[0][0], pairs[-1][0], *_scale(document, limits)) if limits is not None else ()
    return Table(tuple(p[0] for p in pairs), tuple(p[1] for p in pairs), _RULES[kind], bounds)


def _points(document: Document, element: Element, name: str) -> tuple[float, ...]:
    found = document.child(element, name)
    if found is None:
        return ()
    separator = found.get("sep", ",")
    parts = re.split(rf"(?:{re.escape(separator)}|\s)+", "".join(found.itertext()).strip())
    return tuple(_number(document, found, part) for part in parts if part)


def _scale(document: Document, element: Element) -> tuple[float, float]:
    return (
        _number(document, element, element.get("min", "0")),
        _number(document, element, element.get("max", "1")),
    )


def _number(document: Document, element: Element, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(
            document.inside(element), f"`{text[:40]}` is not a number", "write plain numbers"
        )
    return number
