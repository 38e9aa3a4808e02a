"""The layout that Graphviz's `dot` gives a map, for comparison; needs pygraphviz."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contention.show.map.curves import XY
from contention.show.map.placement import (
    BETWEEN_LAYERS,
    Curve,
    Direction,
    EdgeWish,
    Layout,
    Size,
)

try:
    import pygraphviz
except ImportError:
    pygraphviz = None

POINTS = 72.0
"""Graphviz measures boxes in inches and gives positions in points; a point is our pixel."""
BETWEEN_BOXES = 0.2
"""Inches"""


def _lay_out(sizes: Mapping[str, Size], wishes: Sequence[EdgeWish], direction: Direction) -> Layout:
    numbers = {name: str(number) for number, name in enumerate(sizes)}
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(
        rankdir=direction, splines="true", nodesep=BETWEEN_BOXES,
        ranksep=BETWEEN_LAYERS[direction] / POINTS,
        remincross="true", mclimit="8", searchsize="200",
    )  # fmt: skip
    graph.node_attr.update(shape="box", label="", fixedsize="true")
    graph.edge_attr.update(arrowsize="0.75", label="")
    for name, (width, height) in sizes.items():
        graph.add_node(numbers[name], width=width / POINTS, height=height / POINTS)
    for key, wish in enumerate(wishes):
        ends = _ends(numbers, wish)
        arrow = "back" if wish.backwards else "forward"
        graph.add_edge(*ends, key=str(key), weight=wish.weight, dir=arrow)
    graph.layout(prog="dot")
    width, height = _floats(graph.graph_attr["bb"])[2:]
    centres = {
        name: _up(_floats(graph.get_node(number).attr["pos"]), height)
        for name, number in numbers.items()
    }
    curves = (
        _curve(graph.get_edge(*_ends(numbers, wish), key=str(key)).attr["pos"], wish, height)
        for key, wish in enumerate(wishes)
    )
    return Layout(width, height, centres, tuple(curves))


def _ends(numbers: Mapping[str, str], wish: EdgeWish) -> tuple[str, str]:
    ends = numbers[wish.cause], numbers[wish.effect]
    return ends[::-1] if wish.backwards else ends


def _curve(written: str, wish: EdgeWish, height: float) -> Curve:
    mark, tip = "", None
    points: list[XY] = []
    for word in written.split(";")[0].split():
        if word[:2] in ("e,", "s,"):
            mark, tip = word[0], _up(_floats(word[2:]), height)
        else:
            points.append(_up(_floats(word), height))
    if mark == "s" or wish.backwards:
        points.reverse()
    return Curve(tuple(points), tip or points[-1])


def _floats(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _up(point: Sequence[float], height: float) -> XY:
    """Graphviz counts y upwards."""
    return (point[0], height - point[1])


lay_out_with_dot: Callable[..., Any] | None = _lay_out if pygraphviz is not None else None
