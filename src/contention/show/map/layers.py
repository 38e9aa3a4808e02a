"""Boxes in layers, and the bends that carry long edges through the layers between.

The layers are those of least total span, weighted (Gansner, Koutsofios, North and Vo, IEEE
Transactions on Software Engineering 19, 1993, section 2; here as a linear program).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Arc = tuple[int, int]
"""Two boxes by number, that of the earlier layer first"""


@dataclass(frozen=True)
class Layered:
    """A graph whose nodes are boxes, numbered first, and bends of edges."""

    boxes: int
    layer_of: tuple[int, ...]
    """by node"""
    chains: tuple[tuple[int, ...], ...]
    """for each arc its nodes, one in each layer, from its first box to its last"""

    @cached_property
    def layers(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of each layer by number."""
        layers: list[list[int]] = [[] for _ in range(max(self.layer_of, default=-1) + 1)]
        for node, layer in enumerate(self.layer_of):
            layers[layer].append(node)
        return tuple(tuple(nodes) for nodes in layers)

    @cached_property
    def segments(self) -> tuple[tuple[int, int, int], ...]:
        """Each step of each chain from one layer to the next, as arc, node and next node."""
        return tuple(
            (arc, one, two) for arc, chain in enumerate(self.chains) for one, two in pairwise(chain)
        )


def in_layers(boxes: int, arcs: Sequence[Arc], weights: Sequence[float]) -> Layered:
    """Put boxes into layers so that every arc leads to a later one; a cycle raises CycleError."""
    before: dict[int, list[int]] = {box: [] for box in range(boxes)}
    for first, last in arcs:
        before[last].append(first)
    order = tuple(TopologicalSorter(before).static_order())
    layer_of = _balanced(_shortest(boxes, arcs, weights), order, arcs, weights)
    chains = []
    for first, last in arcs:
        between = range(layer_of[first] + 1, layer_of[last])
        bends = range(len(layer_of), len(layer_of) + len(between))
        layer_of += between
        chains.append((first, *bends, last))
    return Layered(boxes, tuple(layer_of), tuple(chains))


def parts(boxes: int, arcs: Sequence[Arc]) -> list[int]:
    """For each box the number of the connected part that it is in, counted by first boxes."""
    above = list(range(boxes))

    def root(box: int) -> int:
        while above[box] != box:
            above[box] = above[above[box]]
            box = above[box]
        return box

    for one, other in arcs:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(box), len(numbers)) for box in range(boxes)]


def _shortest(boxes: int, arcs: Sequence[Arc], weights: Sequence[float]) -> list[int]:
    """Layers of least weighted span; each connected part starts at layer 0."""
    if not arcs:
        return [0] * boxes
    cost = np.zeros(boxes)
    for (first, last), weight in zip(arcs, weights, strict=True):
        cost[first] -= weight
        cost[last] += weight
    rows = np.repeat(np.arange(len(arcs)), 2)
    signs = np.tile([1.0, -1.0], len(arcs))
    spans = csr_array((signs, (rows, np.ravel(arcs))), shape=(len(arcs), boxes))
    # every vertex of these constraints is whole-numbered, and the simplex method ends in one
    found = linprog(  # type: ignore[call-overload] # scipy-stubs leave out sparse constraints
        cost, spans, -np.ones(len(arcs)), bounds=(0, boxes), method="highs-ds"
    )
    layers = [round(value) for value in found.x]
    part_of = parts(boxes, arcs)
    lowest: dict[int, int] = {}
    for part, layer in zip(part_of, layers, strict=True):
        lowest[part] = min(layer, lowest.get(part, layer))
    return [layer - lowest[part] for part, layer in zip(part_of, layers, strict=True)]


def _balanced(
    layers: list[int], order: Sequence[int], arcs: Sequence[Arc], weights: Sequence[float]
) -> list[int]:
    """Boxes pulled equally both ways go to the emptiest layer that their arcs allow."""
    layers = [*layers]
    pull = dict.fromkeys(order, 0.0)
    out: dict[int, list[int]] = {box: [] for box in order}
    into: dict[int, list[int]] = {box: [] for box in order}
    for (first, last), weight in zip(arcs, weights, strict=True):
        out[first].append(last)
        into[last].append(first)
        pull[first] -= weight
        pull[last] += weight
    held = [layers.count(layer) for layer in range(max(layers, default=0) + 1)]
    for box in order:
        if pull[box] or not into[box]:
            continue
        held[layers[box]] -= 1
        low = max(layers[one] for one in into[box]) + 1
        high = min(layers[one] for one in out[box])
        layers[box] = min(range(low, high), key=lambda layer: (held[layer], layer))
        held[layers[box]] += 1
    return layers
