"""The order of the nodes in each layer: few crossings.

Sweeps by weighted medians (Gansner et al. 1993, section 3) give a start. Two exact moves better
it until neither helps: a node goes where it makes the fewest crossings with its layer (sifting;
Matuszewski, Schönfeld and Molitor, Graph Drawing 1999), and a long edge is taken out and put back
along its way of fewest crossings, all its bends at once (dynamic programming over the layers).
That is done from several starts and after disturbances of the best order, with a fixed seed.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from contention.show.map.layers import Layered

Line = NDArray[np.intp]
Counts = NDArray[np.float64]
Order = list[Line]
"""For each layer its nodes in order, each as its place in `Layered.layers`"""

SEED = 1
STARTS = 4
"""random ones, in addition to that of the boxes as given and its reverse"""
SWEEPS = 12
DISTURBANCES = range(20, 101)
EFFORT = 10000
"""disturbances of the best order: as many as this has nodes, within those bounds"""
TIE = 1e-3
"""weight of the distance from the neighbours' middle against a crossing: it only breaks ties"""
WIDEST = 6
"""nodes that a disturbance shuffles in a layer"""


def ordered(layered: Layered) -> list[list[int]]:
    """For each layer its nodes in an order with few crossings; same graph, same order."""
    graph = _Graph(layered)
    random = np.random.default_rng(SEED)
    sizes = [len(layer) for layer in layered.layers]
    starts = [[np.arange(size) for size in sizes], [np.arange(size)[::-1] for size in sizes]]
    starts += [[random.permutation(size) for size in sizes] for _ in range(STARTS)]
    found = [graph.settled(graph.swept(start)) for start in starts]
    best, fewest = min(found, key=lambda pair: pair[1])
    rounds = min(max(EFFORT // len(layered.layer_of), DISTURBANCES[0]), DISTURBANCES[-1])
    for _ in range(rounds if fewest else 0):
        order, crossings = graph.settled(_disturbed(best, random))
        if crossings <= fewest:
            best, fewest = order, crossings
    best = graph.straightened(best)
    return [
        [nodes[place] for place in line] for nodes, line in zip(layered.layers, best, strict=True)
    ]


def crossings(layered: Layered, order: Iterable[Iterable[int]]) -> int:
    """How many pairs of edges cross with the nodes of each layer in this order."""
    graph = _Graph(layered)
    lines = [np.array([graph.place[node] for node in line], dtype=np.intp) for line in order]
    return graph.crossings(lines)


class _Graph:
    """A layered graph as matrices: links[r][u, v] edges lead from u in layer r to v in the next."""

    def __init__(self, layered: Layered) -> None:
        self.layer_of = layered.layer_of
        self.place = {node: at for nodes in layered.layers for at, node in enumerate(nodes)}
        sizes = [len(nodes) for nodes in layered.layers]
        self.links = [np.zeros(shape) for shape in pairwise(sizes)]
        for _, one, two in layered.segments:
            self.links[self.layer_of[one]][self.place[one], self.place[two]] += 1
        self.tie = 0.0
        self.in_vain: set[tuple[object, ...]] = set()
        self.long = [chain for chain in layered.chains if len(chain) > 2]

    def crossings(self, order: Order) -> int:
        total = 0.0
        for layer, links in enumerate(self.links):
            counts = _crossing_pairs(links[np.ix_(order[layer], order[layer + 1])])
            total += float(np.triu(counts, 1).sum())
        return round(total)

    def swept(self, start: Order) -> Order:
        """The best order found on sweeps by medians, forwards and backwards."""
        order = [*start]
        best, fewest = [*order], self.crossings(order)
        for sweep in range(SWEEPS):
            layers = range(len(order))
            for layer in layers[1:] if sweep % 2 == 0 else layers[-2::-1]:
                links = (
                    self.links[layer - 1][order[layer - 1]].T
                    if sweep % 2 == 0
                    else self.links[layer][:, order[layer + 1]]
                )
                order[layer] = _by_medians(order[layer], links)
            now = self.crossings(order)
            if now < fewest:
                best, fewest = [*order], now
        return best

    def settled(self, start: Order) -> tuple[Order, int]:
        """An order that neither sifting nor rerouting an edge improves, and its crossings."""
        order = [*start]
        fewest = self.crossings(order)
        while fewest:
            layers = range(len(order))
            for layer in (*layers, *reversed(layers)):
                self._try(order, layer, range(max(layer - 1, 0), min(layer + 2, len(order))))
            for chain in self.long:
                first, last = self.layer_of[chain[0]], self.layer_of[chain[-1]]
                self._try(order, chain, range(first, last + 1))
            now = self.crossings(order)
            if now >= fewest:
                break
            fewest = now
        return order, fewest

    def straightened(self, order: Order) -> Order:
        """An order with as few crossings or fewer, nodes nearer the middle of their neighbours."""
        self.tie = TIE
        self.in_vain.clear()
        order = [*order]
        for layer in (*range(len(order)), *reversed(range(len(order)))):
            self._sift(order, layer)
        return self.settled(order)[0]

    def _try(self, order: Order, what: int | tuple[int, ...], layers: range) -> None:
        """Improve a layer or the route of a chain, unless that is known to be in vain."""
        lines = (what, *(order[layer].tobytes() for layer in layers))
        if lines in self.in_vain:
            return
        if not (self._sift(order, what) if isinstance(what, int) else self._reroute(order, what)):
            self.in_vain.add(lines)

    def _sift(self, order: Order, layer: int) -> bool:
        """Put each node of a layer where it crosses least; whether that changed the order."""
        size = len(order[layer])
        counts = np.zeros((size, size))
        for links, _ in self._sides(order, layer):
            counts += _crossing_pairs(links)
        added = counts - counts.T
        middles = self._middles(order, layer)
        slots = np.arange(size) / size
        line = order[layer].tolist()
        for node in order[layer].tolist():
            at = line.index(node)
            rest = line[:at] + line[at + 1 :]
            costs = np.concatenate(([0.0], np.cumsum(added[rest, node])))
            costs += self.tie * np.abs(slots - middles[node])
            best = int(np.argmin(costs))
            if costs[best] < costs[at]:
                line = [*rest[:best], node, *rest[best:]]
        changed: bool = line != order[layer].tolist()
        order[layer] = np.array(line, dtype=np.intp)
        return changed

    def _middles(self, order: Order, layer: int) -> Counts:
        """How far down their layers the neighbours of each node lie on average, from 0 to 1."""
        far, count = np.zeros(len(order[layer])), np.full(len(order[layer]), 1e-9)
        for links, line in self._sides(order, layer):
            far += links @ (np.arange(len(line)) / len(line))
            count += links.sum(axis=1)
        middles: Counts = far / count
        return middles

    def _sides(self, order: Order, layer: int) -> Iterator[tuple[Counts, Line]]:
        """Links of a layer to the one before and the one after, with their nodes in order."""
        if layer > 0:
            yield self.links[layer - 1][order[layer - 1]].T, order[layer - 1]
        if layer < len(self.links):
            yield self.links[layer][:, order[layer + 1]], order[layer + 1]

    def _reroute(self, order: Order, chain: tuple[int, ...]) -> bool:
        """Put all bends of a long edge where it crosses least; whether that changed the order."""
        first = self.layer_of[chain[0]]
        places = [self.place[node] for node in chain]
        lines = order[first : first + len(chain)]
        now = [int(np.flatnonzero(line == at)[0]) for line, at in zip(lines, places, strict=True)]
        without = [lines[0], *map(np.delete, lines[1:-1], now[1:-1]), lines[-1]]
        links = self.links[first : first + len(chain) - 1]
        for matrix, step in zip(links, pairwise(places), strict=True):
            matrix[step] -= 1
        sums = [
            _sums(matrix[np.ix_(*pair)])
            for matrix, pair in zip(links, pairwise(without), strict=True)
        ]
        for matrix, step in zip(links, pairwise(places), strict=True):
            matrix[step] += 1
        slots = _best_way(sums, now)
        for bend, slot in enumerate(slots, 1):
            order[first + bend] = np.insert(without[bend], slot, places[bend])
        return slots != now[1:-1]


def _crossing_pairs(links: Counts) -> Counts:
    """[u, v]: crossings between edges of u and of v if u comes before v."""
    return links @ (np.cumsum(links, axis=1) - links).T


def _by_medians(line: Line, links: Counts) -> Line:
    """A layer sorted by the medians of the neighbours; nodes without any keep their places."""
    keys = np.array([_median(np.flatnonzero(links[node])) for node in line])
    free = np.flatnonzero(keys >= 0)
    new = line.copy()
    new[free] = line[free][np.argsort(keys[free], kind="stable")]
    return new


def _median(places: Line) -> float:
    """For an even number of places, the point between the middle two, nearer the denser side."""
    if not len(places):
        return -1.0
    middle = len(places) // 2
    if len(places) % 2:
        return float(places[middle])
    before, after = places[middle - 1] - places[0], places[-1] - places[middle]
    if before + after == 0:
        return float(places[middle - 1] + places[middle]) / 2
    return float(places[middle - 1] * after + places[middle] * before) / float(before + after)


def _sums(links: Counts) -> Counts:
    """[k, l]: edges from the first k nodes of a layer to the first l of the next."""
    sums = np.zeros((links.shape[0] + 1, links.shape[1] + 1))
    sums[1:, 1:] = links.cumsum(axis=0).cumsum(axis=1)
    return sums


def _best_way(sums: list[Counts], now: list[int]) -> list[int]:
    """Slots in the layers between for an edge of fewest crossings; as they are if none is better.

    `sums` are those of the other edges, `now` the places of the edge's nodes in their layers.
    """
    head, *between = sums[0], *sums[1:-1]
    start, end, last = now[0], now[-1], sums[-1]
    costs = head[start, -1] - head[start] + head[-1] - head[start + 1]
    ending = last[:, -1] - last[:, end + 1] + last[-1, end] - last[:, end]
    present = costs[now[1]] + ending[now[-2]]
    steps = []
    for layer, counts in enumerate(between, 1):
        step = counts[:, -1:] + counts[-1:] - 2 * counts
        present += step[now[layer], now[layer + 1]]
        onward = costs[:, None] + step
        steps.append(onward.argmin(axis=0))
        costs = onward.min(axis=0)
    costs = costs + ending
    slots = [int(costs.argmin())]
    if costs[slots[0]] >= present:
        return now[1:-1]
    for came in reversed(steps):
        slots.append(int(came[slots[-1]]))
    return slots[::-1]


def _disturbed(order: Order, random: np.random.Generator) -> Order:
    """Some neighbouring nodes shuffled in a quarter of the layers."""
    order = [line.copy() for line in order]
    for layer in random.choice(len(order), size=-(-len(order) // 4), replace=False):
        width = int(random.integers(2, WIDEST + 1))
        start = int(random.integers(0, max(1, len(order[layer]) - width + 1)))
        random.shuffle(order[layer][start : start + width])
    return order
