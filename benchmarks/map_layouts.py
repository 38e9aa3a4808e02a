"""Layouts of seven maps, measured: `python -m benchmarks.map_layouts [--drawing]`.

The maps are accounts of the worked cases: small, middle, what matters to the contentions in a large
one and the whole of it, a factor with its neighbours, and what leads to a contention. For each
reading direction the table gives the crossings of edges as drawn, boxes that an edge cuts or that
overlap, the length of all edges, how far an edge turns on average (degrees), width, height, and
seconds. If pygraphviz is installed, Graphviz's `dot` lays out the same boxes and edges with the
same gaps. `--drawing` times drawings of every account instead, by default and as a whole.
"""

import argparse
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks.map_graphviz import lay_out_with_dot
from contention.case.load import load_case
from contention.maps.account_map import build_map
from contention.show.map.arrows import flatten
from contention.show.map.curves import XY
from contention.show.map.drawing import draw_map, to_lay_out
from contention.show.map.placement import BETWEEN_LAYERS, EdgeWish, Layout, Size, lay_out
from contention.show.map.view import MapOptions, view_of

CASES = Path(__file__).parent.parent / "cases"
MAPS = (
    ("congestion-charge", "clean_air", MapOptions()),
    ("congestion-charge", "residents_union", MapOptions()),
    ("war-against-war", "arms_prolong", MapOptions()),
    ("war-against-war", "authors", MapOptions()),
    ("war-against-war", "authors", MapOptions(whole=True)),
    ("war-against-war", "authors_2023", MapOptions(focus=("fighting",))),
    ("war-against-war", "authors", MapOptions(contention="aid_end_kills")),
)
WITHIN = 1.0
"""Pixels that an edge must be inside a box to cut it"""

Sizes = Mapping[str, Size]
Engine = Callable[..., Layout]


@dataclass(frozen=True)
class Measures:
    """How good a layout is; of all but width and height less is better."""

    crossings: int
    cut: int
    """pairs of an edge and a box that it runs through"""
    overlaps: int
    length: float
    turn: float
    """degrees"""
    width: float
    height: float


def measure(sizes: Sizes, wishes: Sequence[EdgeWish], layout: Layout) -> Measures:
    """Measure a layout from nothing but what is drawn."""
    lines = [[*flatten(curve.points), curve.tip] for curve in layout.curves]
    return Measures(
        crossings=sum(_crossings(one, two) for one, two in combinations(lines, 2)),
        cut=sum(_cut(sizes, wish, line, layout) for wish, line in zip(wishes, lines, strict=True)),
        overlaps=sum(_overlap(sizes, layout, *pair) for pair in combinations(sizes, 2)),
        length=sum(math.dist(*step) for line in lines for step in pairwise(line)),
        turn=math.degrees(sum(map(_turn, lines))) / max(1, len(lines)),
        width=layout.width,
        height=layout.height,
    )


def _crossings(one: Sequence[XY], two: Sequence[XY]) -> int:
    for axis in (0, 1):
        spans = [[point[axis] for point in line] for line in (one, two)]
        if max(spans[0]) < min(spans[1]) or max(spans[1]) < min(spans[0]):
            return 0
    return sum(_cross(*first, *second) for first in pairwise(one) for second in pairwise(two))


def _cross(a: XY, b: XY, c: XY, d: XY) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(start: XY, end: XY, point: XY) -> float:
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _cut(sizes: Sizes, wish: EdgeWish, line: Sequence[XY], layout: Layout) -> int:
    """How many boxes other than its own an edge runs through."""
    looked = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in pairwise(line)] + [*line]
    return sum(
        any(
            abs(x - layout.centres[name][0]) < width / 2 - WITHIN
            and abs(y - layout.centres[name][1]) < height / 2 - WITHIN
            for x, y in looked
        )
        for name, (width, height) in sizes.items()
        if name not in (wish.cause, wish.effect)
    )


def _overlap(sizes: Sizes, layout: Layout, one: str, two: str) -> bool:
    return all(
        abs(layout.centres[one][axis] - layout.centres[two][axis])
        < (sizes[one][axis] + sizes[two][axis]) / 2 - WITHIN
        for axis in (0, 1)
    )


def _turn(line: Sequence[XY]) -> float:
    steps = [(u - x, v - y) for (x, y), (u, v) in pairwise(line) if (u, v) != (x, y)]
    return sum(abs(math.atan2(x * v - y * u, x * u + y * v)) for (x, y), (u, v) in pairwise(steps))


def _name(account: str, options: MapOptions) -> str:
    whole = "whole" if options.whole else ""
    return " ".join(filter(None, (account, *options.focus, options.contention, whole)))


def seven_maps() -> list[tuple[str, dict[str, Size], list[EdgeWish]]]:
    """Each map's name, its boxes and its edges."""
    maps = []
    for folder, account, options in MAPS:
        case, _ = load_case(CASES / folder)
        assert case is not None
        sizes, wishes = to_lay_out(build_map(case, account), case, options)
        maps.append((_name(account, options), sizes, wishes))
    return maps


def print_drawings() -> None:
    """Edges drawn, processor seconds and size of every account's map, by default and whole."""
    print(f"{'':20}{'edges drawn':>14}{'of':>6}{'seconds':>10}{'whole':>8}{'kB':>8}{'whole':>8}")
    for folder in ("congestion-charge", "war-against-war"):
        case, _ = load_case(CASES / folder)
        assert case is not None
        for account in case.accounts:
            causal_map = build_map(case, account)
            found = []
            for options in (MapOptions(), MapOptions(whole=True)):
                start = time.process_time()
                drawing = draw_map(causal_map, case, options=options)
                found.append((time.process_time() - start, len(drawing) / 1000))
            view = view_of(causal_map, case, MapOptions())
            edges = len(view.links) + len(view.dependencies)
            every = len(causal_map.links) + len(causal_map.dependencies)
            (quick, small), (slow, large) = found
            print(
                f"{account:20}{edges:>14}{every:>6}{quick:>10.2f}{slow:>8.2f}{small:>8.0f}"
                f"{large:>8.0f}"
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawing", action="store_true", help="time whole drawings instead")
    if parser.parse_args().drawing:
        print_drawings()
        return
    engines: dict[str, Engine] = {"contention": lay_out}
    if lay_out_with_dot is not None:
        engines["dot"] = lay_out_with_dot
    columns = "crossings cut overlaps length turn width height seconds"
    print(f"{'':40}", *(f"{name:>9}" for name in columns.split()))
    for name, sizes, wishes in seven_maps():
        print(f"{name.strip()}: {len(sizes)} boxes, {len(wishes)} edges")
        for direction in BETWEEN_LAYERS:
            for engine, place in engines.items():
                start = time.process_time()
                layout = place(sizes, wishes, direction)
                seconds = time.process_time() - start
                found = measure(sizes, wishes, layout)
                row = (found.crossings, found.cut, found.overlaps, found.length, found.turn,
                       found.width, found.height)  # fmt: skip
                print(
                    f"    {direction}  {engine:32}", *(f"{n:9.0f}" for n in row), f"{seconds:9.2f}"
                )


if __name__ == "__main__":
    main()
