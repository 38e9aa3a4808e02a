"""A box in which something mostly happens, found in one half of the draws and tested on the other.

A classification tree (Breiman, Friedman, Olshen and Stone, *Classification and Regression Trees*,
1984) cuts the draws into boxes. The box that stands out most is kept if it also stands out in
held-out draws, by more than boxes found in the same way after random permutations of the outcome.
Describing such boxes by their density and coverage is customary in scenario discovery (Bryant and
Lempert, "Thinking inside the box", 2010).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.judge.shares import Booleans, Share, share_among
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import REPLICATES

DEPTH = 3
"""most splits, and so most conditions of a box"""
LEAST_EACH = 20
"""draws of either kind that each half needs"""
LEAST_LEAF = 0.04
"""least share of the draws in a box"""
SHUFFLES = 99
KEPT = 0.95
"""least share of its gain that a box must keep when conditions are droppedr"""
LEAST_GAIN = 0.1
"""how much more often it has to happen in the box than in all draws"""


@dataclass(frozen=True)
class BoxEdge:
    """What a box requires of one input."""

    place: int
    """number of the input"""
    low: float | None = None
    """it lies above this"""
    high: float | None = None
    """it lies at or below this"""


@dataclass(frozen=True)
class Box:
    """A box, and how well it holds in draws that were not used to find it."""

    edges: tuple[BoxEdge, ...]
    density: Share
    """share of the draws in the box in which it happens"""
    coverage: Share
    """share of the draws in which it happens that are in the box"""
    base: Share
    """share of all draws in which it happens"""


def tellable(happens: Booleans, among: Booleans) -> bool:
    """Whether it happens, and does not, in enough draws to look for a box."""
    return _counts_enough(happens, _halves(among))


def _halves(among: Booleans) -> tuple[Booleans, Booleans]:
    """The draws to find boxes in, and those held out: every second independent randomisation."""
    even = np.arange(among.size) % REPLICATES % 2 == 0
    return among & even, among & ~even


def _counts_enough(happens: Booleans, halves: Sequence[Booleans]) -> bool:
    return all(
        int((half & kind).sum()) >= LEAST_EACH for half in halves for kind in (happens, ~happens)
    )


def box_of(
    inputs: Sequence[Floats1d], happens: Booleans, among: Booleans, *, seed: int
) -> Box | None:
    """The box in which it happens most; None if none stands out or there are too few draws to tell.

    All have shape (draws,), draw 0 first: every second of the independent randomisations is held
    out. Only the draws in `among` count.
    """
    if not inputs or not tellable(happens, among):
        return None
    halves = _Halves(np.stack(inputs, axis=1), happens, *_halves(among), seed)
    found = halves.best(happens)
    if found is None:
        return None
    inside = _inside(halves.inputs, found)
    gain = halves.gain(inside, happens)
    rng = np.random.default_rng(seed)
    if gain <= 0.0 or any(each >= gain for each in _by_chance(halves, rng)):
        return None
    density = share_among(happens, inside & halves.held_out)
    coverage = share_among(inside, happens & halves.held_out)
    base = share_among(happens, among)
    if density is None or coverage is None or base is None:
        return None
    if density.value < base.value + LEAST_GAIN:
        return None
    return Box(found, density, coverage, base)


@dataclass(frozen=True)
class _Halves:
    """Draws to find boxes in, and draws to try them in."""

    inputs: Floats2d
    """shape (draws, inputs)"""
    happens: Booleans
    seen: Booleans
    held_out: Booleans
    seed: int

    def best(self, happens: Booleans) -> tuple[BoxEdge, ...] | None:
        """The box of a tree that gains most in the draws that are seen; None if there is none."""
        return _best(self.inputs[self.seen], happens[self.seen], self.seed)

    def gain(self, inside: Booleans, happens: Booleans) -> float:
        """The same of a box in the draws that are held out."""
        return _gain(inside[self.held_out], happens[self.held_out])


def _gain(inside: Booleans, happens: Booleans) -> float:
    """How many more draws of the box it happens in than of as many others, over all draws.

    Known as weighted relative accuracy (Lavrač, Flach and Zupan, 1999): it weighs how often it
    happens in a box against how many draws the box holds.
    """
    return float((inside & happens).mean() - inside.mean() * happens.mean())


def _best(inputs: Floats2d, happens: Booleans, seed: int) -> tuple[BoxEdge, ...] | None:
    boxes = [(_gain(_inside(inputs, edges), happens), edges)
             for edges in _boxes(inputs, happens, seed)]  # fmt: skip
    found = max(boxes, key=lambda item: (round(item[0], 12), -len(item[1])), default=None)
    return None if found is None or found[0] <= 0.0 else _simpler(inputs, happens, found[1])


def _simpler(
    inputs: Floats2d, happens: Booleans, edges: tuple[BoxEdge, ...]
) -> tuple[BoxEdge, ...]:
    """A box without the conditions that hardly add to its gain."""
    least = KEPT * _gain(_inside(inputs, edges), happens)
    for edge in reversed(edges):  # later cuts gain less
        fewer = tuple(item for item in edges if item is not edge)
        if fewer and _gain(_inside(inputs, fewer), happens) >= least:
            edges = fewer
    return edges


def _boxes(inputs: Floats2d, happens: Booleans, seed: int) -> Iterator[tuple[BoxEdge, ...]]:
    """The boxes of all nodes of a tree but the root, the earlier first."""
    from sklearn.tree import DecisionTreeClassifier  # takes a second to import

    least = max(LEAST_EACH // 2, int(LEAST_LEAF * len(happens)))
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=seed)
    grown = tree.fit(inputs, happens).tree_
    waiting: list[tuple[int, tuple[BoxEdge, ...]]] = [(0, ())]
    while waiting:
        node, edges = waiting.pop(0)
        if edges:
            yield edges
        if grown.children_left[node] >= 0:
            place, cut = int(grown.feature[node]), float(grown.threshold[node])
            waiting.append((int(grown.children_left[node]), _cut(edges, BoxEdge(place, high=cut))))
            waiting.append((int(grown.children_right[node]), _cut(edges, BoxEdge(place, low=cut))))


def _cut(edges: tuple[BoxEdge, ...], new: BoxEdge) -> tuple[BoxEdge, ...]:
    """A box with one more condition; two on one input are merged."""
    for number, edge in enumerate(edges):
        if edge.place == new.place:
            low = new.low if new.low is not None else edge.low
            high = new.high if new.high is not None else edge.high
            return (*edges[:number], BoxEdge(edge.place, low, high), *edges[number + 1 :])
    return (*edges, new)


def _inside(inputs: Floats2d, edges: Sequence[BoxEdge]) -> NDArray[np.bool_]:
    found = np.ones(len(inputs), dtype=np.bool_)
    for edge in edges:
        column = inputs[:, edge.place].astype(np.float32)  # as trees compare them
        if edge.low is not None:
            found &= column > edge.low
        if edge.high is not None:
            found &= column <= edge.high
    return found


def _by_chance(halves: _Halves, rng: np.random.Generator) -> Iterator[float]:
    """Gains of boxes in held-out draws under random permutations of the outcome."""
    counted = np.flatnonzero(halves.seen | halves.held_out)
    for _ in range(SHUFFLES):
        shuffled = halves.happens.copy()
        shuffled[counted] = rng.permutation(shuffled[counted])
        found = halves.best(shuffled)
        inside = np.zeros_like(shuffled) if found is None else _inside(halves.inputs, found)
        yield halves.gain(inside, shuffled)
