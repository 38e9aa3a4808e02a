"""Which pairs of spans may be a claim, and where the parts of a pair are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.extraction.model.claim_layout import GAPS, REACH

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of a cause and an effect of one window: all arrays are as long as there are pairs."""

    cause: Ints
    """(pairs, 2): first and last piece"""
    effect: Ints
    causes: Ints
    """place of the cause among the causes that were given"""
    effects: Ints
    between: Ints
    """(pairs, 2): half-open range of pieces between the ends; empty if they touch"""
    stating: Ints
    """the later of both sentences"""
    places: Ints
    """class of order, sentences between, and pieces between"""

    def __len__(self) -> int:
        return len(self.causes)

    def some(self, kept: Ints) -> "Pairs":
        """Those at the given places."""
        return Pairs(**{name: value[kept] for name, value in vars(self).items()})


def pairs_of(causes: Ints, effects: Ints, of_cause: Ints, of_effect: Ints) -> Pairs:
    """All pairs of spans (…, 2) that do not overlap and are near one another.

    `of_cause` and `of_effect` are the numbers of the spans' sentences.
    """
    one, two = causes[:, None, :], effects[None, :, :]
    apart = (one[..., 1] < two[..., 0]) | (two[..., 1] < one[..., 0])
    distance = np.abs(of_cause[:, None] - of_effect[None, :])
    first, second = np.nonzero(apart & (distance <= REACH))
    cause, effect = causes[first], effects[second]
    forward = cause[:, 0] < effect[:, 0]
    start = np.where(forward, cause[:, 1], effect[:, 1]) + 1
    stop = np.where(forward, effect[:, 0], cause[:, 0])
    gap = np.searchsorted(np.array(GAPS), stop - start, side="right") - 1
    far = distance[first, second]
    places = (np.where(forward, 0, REACH + 1) + far) * len(GAPS) + gap
    return Pairs(
        cause, effect, first, second, np.stack([start, stop], 1),
        np.maximum(of_cause[first], of_effect[second]), places,
    )  # fmt: skip


def regions(pairs: Pairs, bounds: Ints, pieces: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The region of each piece relative to each pair (pairs, pieces), and whether the pair sees it.

    It sees its stating sentence, its ends and what is between; `bounds` are the first pieces
    of the sentences.
    """
    at = np.arange(pieces)[None, :]
    first = np.minimum(pairs.cause[:, 0], pairs.effect[:, 0])[:, None]
    last = np.maximum(pairs.cause[:, 1], pairs.effect[:, 1])[:, None]
    found = np.where(at < first, 3, np.where(at > last, 4, 2))
    for region, span in ((0, pairs.cause), (1, pairs.effect)):
        found[(at >= span[:, :1]) & (at <= span[:, 1:])] = region
    start, stop = bounds[pairs.stating][:, None], bounds[pairs.stating + 1][:, None]
    return found, (at >= np.minimum(start, first)) & (at < stop)
