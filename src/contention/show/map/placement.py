"""Where the boxes and arrows of a map go.

The layered layout is Graphviz's `dot`, which comes inside the wheels of pygraphviz. It is given
nothing but numbers: sizes and which box an edge joins. Texts never reach it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pygraphviz  # type: ignore[import-untyped]

POINTS = 72.0
"""Graphviz measures boxes in inches and gives positions in points; a point is our pixel."""

XY = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True)
class EdgeWish:
    """An edge to be laid out; `backwards` edges point against the reading direction."""

    cause: str
    effect: str
    weight: int = 1
    backwards: bool = False


@dataclass(frozen=True)
class Curve:
    """A chain of cubic Béziers from cause to effect (1 + 3n points), then the arrow's tip."""

    points: tuple[XY, ...]
    tip: XY


@dataclass(frozen=True)
class Layout:
    """Pixels, y downwards."""

    width: float
    height: float
    centres: Mapping[str, XY]
    curves: tuple[Curve, ...]
    """one for each wish, in the same order"""


Direction = Literal["LR", "TB"]
"""From left to right or from top to bottom"""

BETWEEN_LAYERS: dict[Direction, float] = {"LR": 0.5, "TB": 0.55}
BETWEEN_BOXES = 0.2
"""Gaps in inches"""
PAGE = 2.0**0.5
"""Width of a landscape page over its height"""


def best_layout(sizes: Mapping[str, Size], wishes: Sequence[EdgeWish]) -> Layout:
    """Of both reading directions the one that can be printed larger on a landscape page."""
    both = [lay_out(sizes, wishes, direction) for direction in BETWEEN_LAYERS]
    return min(both, key=lambda layout: max(layout.width / PAGE, layout.height))


def lay_out(
    sizes: Mapping[str, Size], wishes: Sequence[EdgeWish], direction: Direction = "LR"
) -> Layout:
    """Place boxes of the given sizes (pixels) and route the edges; the same input, same output."""
    if not sizes:
        return Layout(0.0, 0.0, {}, ())
    numbers = {name: str(number) for number, name in enumerate(sizes)}
    graph = _graph(direction)
    for name, (width, height) in sizes.items():
        graph.add_node(numbers[name], width=width / POINTS, height=height / POINTS)
    for number, wish in enumerate(wishes):
        _add(graph, numbers, number, wish)
    graph.layout(prog="dot")
    width, height = _floats(graph.graph_attr["bb"])[2:]
    centres = {
        name: _up((_floats(graph.get_node(number).attr["pos"])), height)
        for name, number in numbers.items()
    }
    curves = (_curve(graph, numbers, pair, height) for pair in enumerate(wishes))
    return Layout(width, height, centres, tuple(curves))


def _graph(direction: Direction) -> "pygraphviz.AGraph":
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(
        rankdir=direction, splines="true", nodesep=BETWEEN_BOXES,
        ranksep=BETWEEN_LAYERS[direction], remincross="true", mclimit="8", searchsize="200",
    )  # fmt: skip
    graph.node_attr.update(shape="box", label="", fixedsize="true")
    graph.edge_attr.update(arrowsize="0.75", label="")
    return graph


def _add(graph: "pygraphviz.AGraph", numbers: Mapping[str, str], key: int, wish: EdgeWish) -> None:
    tail, head = numbers[wish.cause], numbers[wish.effect]
    arrow = "forward"
    if wish.backwards:
        tail, head, arrow = head, tail, "back"
    graph.add_edge(tail, head, key=str(key), weight=wish.weight, dir=arrow)


def _curve(
    graph: "pygraphviz.AGraph",
    numbers: Mapping[str, str],
    pair: tuple[int, EdgeWish],
    height: float,
) -> Curve:
    key, wish = pair
    tail, head = numbers[wish.cause], numbers[wish.effect]
    if wish.backwards:
        tail, head = head, tail
    mark, tip = "", None
    points: list[XY] = []
    for word in graph.get_edge(tail, head, key=str(key)).attr["pos"].split(";")[0].split():
        if word[0] in "es" and word[1] == ",":
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
