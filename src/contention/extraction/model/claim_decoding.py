"""Claims from the scores of a window: likely spans, pairs of them, and what each pair states."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contention.extraction.model.boundaries import Bools
from contention.extraction.model.claim_layout import (
    ATTRIBUTES,
    CAUSE,
    CONDITION,
    EFFECT,
    GAZES,
    HOLDER,
    HOLDERS,
    LONGEST_SPAN,
    POINTER,
)
from contention.extraction.model.claim_pairs import Ints, Pairs, pairs_of, regions

Floats = NDArray[np.float32]
Span = tuple[int, int]
"""pieces of a window, first and last included"""

MOST = 10
"""candidates a sentence and role"""
LEAST_SPAN = -4.0
LEAST = 0.02
"""confidence of claims that are looked at, if only for what points to them"""
SAME = 0.5
"""share of the shorter of two spans that overlaps, from which they are one"""
_NEVER = np.float32(-1e4)


@dataclass(frozen=True)
class WindowScores:
    """The scores of the pieces of one window; shapes as in training."""

    queries: Floats
    """(pieces, roles, width)"""
    keys: Floats
    bounds: Floats
    """(pieces, roles, 2)"""
    parts: Floats
    """(pieces, parts, hidden)"""
    links: Floats
    """(pieces, 4, width)"""
    reading: Floats
    """(pieces, 2, hidden)"""


@dataclass(frozen=True)
class PairWeights:
    """The layers that read a pair, and how its scores become a confidence."""

    places: Floats
    middle: Floats
    middle_bias: Floats
    out: Floats
    out_bias: Floats
    query: Floats
    query_bias: Floats
    regions: Floats
    looked: Floats
    looked_bias: Floats
    said: Floats
    said_bias: Floats
    confidence: tuple[float, float, float, float]
    """of the pair's score, its worse and its better span's score, and a constant"""


ARRAYS: Final = tuple(f.name for f in fields(PairWeights) if f.name != "confidence")


@dataclass(frozen=True)
class Layout:
    """The places of the sentences of a window, and where spans may begin and end."""

    bounds: tuple[int, ...]
    """first piece of each sentence, and the place after the last one's last"""
    starts: Bools
    ends: Bools


@dataclass(frozen=True)
class WindowClaim:
    """A claim found in a window."""

    cause: Span
    effect: Span
    sentence: int
    """the later one of both ends', or of what points to them"""
    confidence: float
    polarity: str
    stance: str
    strength: str
    holder_kind: str
    holder: Span | None
    condition: Span | None
    leaning: float
    """log-odds of `+` against `-`"""
    surety: tuple[float, ...]
    """probabilities of the polarity, stance, strength and holder given"""
    scores: tuple[float, float, float]
    """of the pair, of its worse span, of its better span: what the confidence is made of"""


@dataclass(frozen=True)
class Candidates:
    """Spans of one role, the likeliest of each sentence: (spans, 2), scores, and sentences."""

    spans: Ints
    scores: Floats
    sentences: Ints


def decode(
    scores: WindowScores, layout: Layout, weights: PairWeights, least: float
) -> list[WindowClaim]:
    """The claims of a window whose confidence is `least` or more, the surest first."""
    tables = [_tables(scores, layout, number) for number in range(len(layout.bounds) - 1)]
    causes = _candidates(tables, layout, CAUSE)
    effects = _candidates(tables, layout, EFFECT)
    pairs = pairs_of(causes.spans, effects.spans, causes.sentences, effects.sentences)
    if not len(pairs):
        return []
    state = pair_states(scores, layout, weights, pairs)
    ends = causes.scores[pairs.causes], effects.scores[pairs.effects]
    link = link_scores(scores, weights, pairs, state)
    told: Floats = np.stack([link, np.minimum(*ends), np.maximum(*ends)], 1)
    *slopes, constant = weights.confidence
    sure: Floats = np.asarray(1 / (1 + np.exp(-(told @ slopes) - constant)), np.float32)
    kept = np.array(_distinct(pairs, sure, min(least, LEAST)), np.int64)
    if not len(kept):
        return []
    pairs = pairs.some(kept)
    said = attribute_scores(scores, layout, weights, pairs, state[kept])
    found = [
        _claim(pairs, said, (float(sure[at]), told[at]), number, tables, layout)
        for number, at in enumerate(kept)
    ]
    pointing = _Pointing(tables, layout)
    return [claim for claim in pointing.resolved(found) if claim.confidence >= least]


def pair_states(scores: WindowScores, layout: Layout, weights: PairWeights, pairs: Pairs) -> Floats:
    """States (pairs, hidden) of pairs: sums of parts."""
    parts, (c0, c1), (e0, e1) = scores.parts, pairs.cause.T, pairs.effect.T
    summed = np.zeros((len(parts) + 1, 4, parts.shape[-1]), np.float32)
    np.cumsum(parts[:, 4:], axis=0, out=summed[1:])

    def mean(part: int, start: Ints, stop: Ints) -> Floats:
        total = summed[stop, part - 4] - summed[start, part - 4]
        return np.asarray(total / np.maximum(stop - start, 1)[:, None], np.float32)

    bounds = np.array(layout.bounds)
    state = parts[c0, 0] + parts[c1, 1] + parts[e0, 2] + parts[e1, 3]
    state += mean(4, pairs.between[:, 0], pairs.between[:, 1])
    state += mean(5, bounds[pairs.stating], bounds[pairs.stating + 1])
    state += mean(6, c0, c1 + 1) + mean(7, e0, e1 + 1)
    found: Floats = np.maximum(state + weights.places[pairs.places], 0)
    return found


def link_scores(scores: WindowScores, weights: PairWeights, pairs: Pairs, state: Floats) -> Floats:
    """Scores (pairs,) of being a claim."""
    links, (c0, c1), (e0, e1) = scores.links, pairs.cause.T, pairs.effect.T
    product = ((links[c0, 0] + links[c1, 1]) * (links[e0, 2] + links[e1, 3])).sum(-1)
    middle = np.maximum(state @ weights.middle + weights.middle_bias, 0)
    found: Floats = (middle @ weights.out)[:, 0] + weights.out_bias[0] + product
    return found


def attribute_scores(
    scores: WindowScores, layout: Layout, weights: PairWeights, pairs: Pairs, state: Floats
) -> Floats:
    """Scores (pairs, attributes): a pair looks at the pieces around it."""
    region, seen = regions(pairs, np.array(layout.bounds), len(scores.parts))
    query = _gazes(state @ weights.query + weights.query_bias)
    keys, values = (_gazes(scores.reading[:, i]) for i in range(2))
    look = query @ keys.transpose(0, 2, 1)
    relative = query @ _gazes(weights.regions).transpose(0, 2, 1)
    look += np.take_along_axis(relative, np.broadcast_to(region, (GAZES, *region.shape)), 2)
    look = np.where(seen, look / np.float32(query.shape[-1] ** 0.5), _NEVER)
    look = np.exp(look - look.max(-1, keepdims=True))
    mixed = (look / look.sum(-1, keepdims=True)) @ values
    both = np.concatenate([state, mixed.transpose(1, 0, 2).reshape(len(state), -1)], -1)
    middle = np.maximum(both @ weights.looked + weights.looked_bias, 0)
    found: Floats = middle @ weights.said + weights.said_bias
    return found


def _gazes(states: Floats) -> Floats:
    """States (rows, hidden) cut into ways of looking, (GAZES, rows, width)."""
    return states.reshape(len(states), GAZES, -1).transpose(1, 0, 2)


def _tables(scores: WindowScores, layout: Layout, number: int) -> Floats:
    """Scores of the spans of one sentence, (roles, pieces, pieces)."""
    piece = slice(layout.bounds[number], layout.bounds[number + 1])
    query, key = (each[piece].transpose(1, 0, 2) for each in (scores.queries, scores.keys))
    bounds = scores.bounds[piece].transpose(2, 1, 0)
    table = query @ key.transpose(0, 2, 1) + bounds[0][:, :, None] + bounds[1][:, None, :]
    size = table.shape[-1]
    reach = np.arange(size)[None, :] - np.arange(size)[:, None]
    good = layout.starts[piece, None] & layout.ends[None, piece]
    good &= (reach >= 0) & (reach < LONGEST_SPAN)
    return np.where(good, table, _NEVER)


def _candidates(tables: Sequence[Floats], layout: Layout, role: int) -> Candidates:
    spans, scores, sentences = [], [], []
    for number, table in enumerate(tables):
        for score, first, last in _best(table[role], MOST, LEAST_SPAN):
            start = layout.bounds[number]
            spans.append((start + first, start + last))
            scores.append(score)
            sentences.append(number)
    return Candidates(
        np.array(spans, np.int64).reshape(-1, 2),
        np.array(scores, np.float32), np.array(sentences, np.int64),
    )  # fmt: skip


def _best(table: Floats, most: int, least: float) -> list[tuple[float, int, int]]:
    flat = table.ravel()
    order = np.argsort(-flat, kind="stable")[:most]
    size = table.shape[-1]
    return [(float(flat[i]), int(i) // size, int(i) % size) for i in order if flat[i] >= least]


def overlap(one: Span, two: Span) -> float:
    """Share of the shorter of two spans that both have."""
    common = min(one[1], two[1]) - max(one[0], two[0]) + 1
    return max(0, common) / (min(one[1] - one[0], two[1] - two[0]) + 1)


def _distinct(pairs: Pairs, sure: Floats, least: float) -> list[int]:
    """The surest of pairs that are one, down to a least confidence, the surest first."""
    kept: list[int] = []
    for at in np.argsort(-sure, kind="stable"):
        if sure[at] < least:
            break
        own = _ends(pairs, int(at))
        if not any(
            overlap(own[0], other[0]) >= SAME and overlap(own[1], other[1]) >= SAME
            for other in (_ends(pairs, each) for each in kept)
        ):
            kept.append(int(at))
    return kept


def _ends(pairs: Pairs, at: int) -> tuple[Span, Span]:
    (a, b), (c, d) = pairs.cause[at].tolist(), pairs.effect[at].tolist()
    return (a, b), (c, d)


def _claim(
    pairs: Pairs,
    said: Floats,
    sure: tuple[float, Floats],
    at: int,
    tables: Sequence[Floats],
    layout: Layout,
) -> WindowClaim:
    cause, effect = _ends(pairs, at)
    chosen, surety, first = [], [], 0
    for allowed in ATTRIBUTES[:4]:
        scores = said[at, first : first + len(allowed)]
        first += len(allowed)
        best = int(np.argmax(scores))
        chosen.append(allowed[best])
        surety.append(float(1 / np.exp(scores - scores[best]).sum()))
    sentence = int(pairs.stating[at])
    holder = _other(tables, layout, sentence, HOLDER, -1.0) if chosen[3] == HOLDERS[-1] else None
    link, worse, better = sure[1].tolist()
    return WindowClaim(
        cause, effect, sentence, sure[0], chosen[0], chosen[1], chosen[2], chosen[3],
        holder, _other(tables, layout, sentence, CONDITION, 0.0),
        float(said[at, 0] - said[at, 1]), tuple(surety), (link, worse, better),
    )  # fmt: skip


def _other(
    tables: Sequence[Floats], layout: Layout, sentence: int, role: int, least: float
) -> Span | None:
    """The likeliest holder or condition of a sentence."""
    start = layout.bounds[sentence]
    for _, first, last in _best(tables[sentence][role], 1, least):
        return start + first, start + last
    return None


class _Pointing:
    """Replaces ends that only point elsewhere by what the model thinks they point to."""

    def __init__(self, tables: Sequence[Floats], layout: Layout) -> None:
        self._tables, self._layout = tables, layout

    def resolved(self, claims: Sequence[WindowClaim]) -> list[WindowClaim]:
        """Each claim once, with the ends meant."""
        found = list(claims)
        gone: set[int] = set()
        for number, claim in enumerate(claims):
            points = self.points(claim.cause), self.points(claim.effect)
            if points in ((True, False), (False, True)):
                at = self._meant(number, claims, cause=points[0])
                if at is not None:
                    gone.add(number)
                    meant, surest = claims[at], max(claims[at].confidence, claim.confidence)
                    found[at] = replace(
                        claim, cause=meant.cause, effect=meant.effect, confidence=surest
                    )
        return [claim for number, claim in enumerate(found) if number not in gone]

    def _meant(self, number: int, claims: Sequence[WindowClaim], *, cause: bool) -> int | None:
        claim = claims[number]
        for at, other in enumerate(claims):
            kept, own = (other.effect, claim.effect) if cause else (other.cause, claim.cause)
            new, old = (other.cause, claim.cause) if cause else (other.effect, claim.effect)
            if overlap(kept, own) >= SAME and new[1] < old[0] and not self.points(new):
                return at
        return None

    def points(self, span: Span) -> bool:
        """Whether a span is a pointer."""
        bounds = self._layout.bounds
        number = int(np.searchsorted(bounds, span[0], side="right")) - 1
        start = bounds[number]
        return bool(self._tables[number][POINTER, span[0] - start, span[1] - start] > 0)
