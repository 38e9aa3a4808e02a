"""Pairs of candidate spans in training: which are claims, and their scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from contention.extraction.model.claim_layout import ATTRIBUTES
from contention.extraction.model.claim_pairs import Ints, Pairs, pairs_of, regions
from training.claims.network import ClaimModel, TokenScores
from training.claims.windows import PlacedClaim, Window

SAME, UNLIKE = 0.65, 0.3
"""overlap (Dice over pieces) from which spans count as one, and up to which as two"""

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Labelled:
    """Pairs of one window beside its claims."""

    pairs: Pairs
    claim: Ints
    """which claim it is; -1 none, -2 not sure"""


def labelled(where: Window, claims: Sequence[PlacedClaim], found: tuple[Spans, Spans]) -> Labelled:
    """Pairs of candidates and of the labelled spans."""
    gold: list[tuple[Spans, Spans]] = []
    for claim in claims:
        one, two = ([each] if each else [] for each in claim.pointers)
        gold.append(([*claim.cause, *one], [*claim.effect, *two]))
    causes = sorted({*found[0], *(span for c, _ in gold for span in c)})
    effects = sorted({*found[1], *(span for _, e in gold for span in e)})
    starts = np.array([s.start for s in where.sentences])
    first, second = (np.array(spans, np.int64).reshape(-1, 2) for spans in (causes, effects))
    sides = [np.searchsorted(starts, spans[:, 0], side="right") - 1 for spans in (first, second)]
    pairs = pairs_of(first, second, *sides)
    texts = np.array([id(s.text) for s in where.sentences])
    kept = texts[sides[0][pairs.causes]] == texts[sides[1][pairs.effects]]
    pairs = pairs.some(np.flatnonzero(kept))
    claim = np.full(len(pairs), -1, np.int64)
    near = np.zeros(len(pairs))
    for number, (c, e) in enumerate(gold):
        if not c or not e:
            continue
        overlap = np.minimum(_dice(first, c)[pairs.causes], _dice(second, e)[pairs.effects])
        better = overlap > near
        near = np.where(better, overlap, near)
        claim[better] = number
    claim[near < SAME] = -2
    claim[near <= UNLIKE] = -1
    return Labelled(pairs, claim)


def _dice(spans: Ints, gold: Spans) -> np.ndarray:
    """The best overlap of each span with any of some others."""
    best = np.zeros(len(spans))
    for first, last in gold:
        common = np.minimum(spans[:, 1], last) - np.maximum(spans[:, 0], first) + 1
        total = spans[:, 1] - spans[:, 0] + 1 + last - first + 1
        best = np.maximum(best, 2 * np.clip(common, 0, None) / total)
    return best


@dataclass(frozen=True)
class PairStates:
    """Sums of the parts of some pairs of one window, and products of their links."""

    pairs: Pairs
    state: Tensor
    products: Tensor


def pair_states(scores: TokenScores, row: int, where: Window, pairs: Pairs) -> PairStates:
    """Gather what the model says of the pieces of each pair."""
    parts = scores.parts[row]
    summed = torch.nn.functional.pad(parts[:, 4:].cumsum(0), (0, 0, 0, 0, 1, 0))

    def mean(part: int, start: np.ndarray, stop: np.ndarray) -> Tensor:
        a, b = torch.from_numpy(start), torch.from_numpy(stop)
        total = summed[b, part - 4] - summed[a, part - 4]
        return total / (b - a).clamp(min=1)[:, None]

    bounds = bounds_of(where)
    c0, c1, e0, e1 = (
        torch.from_numpy(each.copy())
        for each in (pairs.cause[:, 0], pairs.cause[:, 1], pairs.effect[:, 0], pairs.effect[:, 1])
    )
    state = parts[c0, 0] + parts[c1, 1] + parts[e0, 2] + parts[e1, 3]
    state = state + mean(4, pairs.between[:, 0], pairs.between[:, 1])
    state = state + mean(5, bounds[pairs.stating], bounds[pairs.stating + 1])
    state = state + mean(6, pairs.cause[:, 0], pairs.cause[:, 1] + 1)
    state = state + mean(7, pairs.effect[:, 0], pairs.effect[:, 1] + 1)
    links = scores.links[row]
    products = ((links[c0, 0] + links[c1, 1]) * (links[e0, 2] + links[e1, 3])).sum(-1)
    return PairStates(pairs, state, products)


def bounds_of(where: Window) -> Ints:
    """First pieces of the sentences of a window, and the place after the last one's last."""
    return np.array([*(s.start for s in where.sentences), where.length - 1])


def link_scores(model: ClaimModel, states: PairStates) -> Tensor:
    """Scores (pairs,) of being a claim."""
    scores: Tensor = model.pair(
        states.state, torch.from_numpy(states.pairs.places), states.products
    )
    return scores


def attribute_scores(
    model: ClaimModel, scores: TokenScores, row: int, where: Window, states: PairStates, kept: Ints
) -> list[Tensor]:
    """Scores of the attributes of the pairs at the given places."""
    some = states.pairs.some(kept)
    region, seen = regions(some, bounds_of(where), scores.parts.shape[1])
    places = model.pair.places(torch.from_numpy(some.places))
    state = torch.relu(states.state[torch.from_numpy(kept)] + places)
    found = model.attributes(
        state, scores.reading[row], torch.from_numpy(region), torch.from_numpy(seen)
    )
    return list(found.split([len(each) for each in ATTRIBUTES], dim=1))
