"""The best spans under the model's pointers, found exactly.

A slot's six pointers are independent distributions over tokens. The relation returned is the
one with the highest product of probabilities among all with a cause and an effect that do not
overlap, in either order; a signal is the best short span, or none.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.extraction.model.boundaries import Bools

Floats1d = NDArray[np.float32]
Floats2d = NDArray[np.float32]
Floats3d = NDArray[np.float32]
Span = tuple[int, int]

LONGEST_SIGNAL = 8
_NEVER = np.float32(-1e6)


@dataclass(frozen=True)
class Decoded:
    """Spans of tokens, both ends included, and log-probability of cause and effect."""

    cause: Span
    effect: Span
    signal: Span | None
    score: float


@dataclass(frozen=True)
class Ranked:
    """A decoded relation and its confidence, between 0 and 1."""

    spans: Decoded
    confidence: float


def rank(pointers: Floats3d, present: Floats1d, starts: Bools, ends: Bools) -> list[Ranked]:
    """Decode all slots: log-probabilities (slots, 6, tokens), and how likely each is filled.

    Slots hold relations in reading order, so which of them is the surest is asked of all slots
    at once: a relation's confidence is the sum over slots of the slot's probability and the
    root of the probability that it points there (the root ranks better than the product
    itself). A relation found by two slots is kept once. The most confident comes first.
    """
    found: dict[tuple[Span, Span], Ranked] = {}
    for slot in pointers:
        spans = decode(slot, starts, ends)
        if spans is not None and (spans.cause, spans.effect) not in found:
            places = [*spans.cause, *spans.effect]
            fit = np.exp(pointers[:, range(4), places].sum(axis=1) / 2)
            confidence = min(1.0, float((present * fit).sum()))
            found[spans.cause, spans.effect] = Ranked(spans, confidence)
    return sorted(found.values(), key=lambda ranked: -ranked.confidence)


def decode(pointers: Floats2d, starts: Bools, ends: Bools) -> Decoded | None:
    """Decode one slot: log-probabilities (6, tokens), and where spans may start and end.

    None if the sentence is too short to hold a cause and an effect.
    """
    first = np.where(starts, pointers[0:5:2], _NEVER)
    last = np.where(ends, pointers[1:6:2], _NEVER)
    forward = _best_pair(first[0], last[0], first[1], last[1])
    backward = _best_pair(first[1], last[1], first[0], last[0])
    if max(forward[0], backward[0]) < _NEVER / 2:
        return None
    if forward[0] >= backward[0]:
        score, cause, effect = forward
    else:
        score, effect, cause = backward
    none = float(pointers[4, 0] + pointers[5, 0])
    return Decoded(cause, effect, _best_signal(first[2], last[2], none), float(score))


def _best_pair(
    first_a: Floats1d, last_a: Floats1d, first_b: Floats1d, last_b: Floats1d
) -> tuple[float, Span, Span]:
    """Best span `a` that ends before the best span `b` starts."""
    score_a, start_a = _best_ending(first_a, last_a)
    mirrored, end_b = _best_ending(last_b[::-1], first_b[::-1])
    score_b, end_b = mirrored[::-1], (len(end_b) - 1 - end_b)[::-1]
    running = np.maximum.accumulate(score_a)
    total = running[:-1] + score_b[1:]
    split = int(np.argmax(total)) if len(total) else 0
    if not len(total):
        return float(2 * _NEVER), (0, 0), (0, 0)
    end_of_a = int(np.argmax(score_a[: split + 1]))
    start_of_b = split + 1
    a = (int(start_a[end_of_a]), end_of_a)
    return float(total[split]), a, (start_of_b, int(end_b[start_of_b]))


def _best_ending(first: Floats1d, last: Floats1d) -> tuple[Floats1d, NDArray[np.intp]]:
    """For each token, the score and the start of the best span that ends there."""
    running = np.maximum.accumulate(first)
    record = np.where(first >= running, np.arange(len(first)), 0)
    return running + last, np.maximum.accumulate(record)


def _best_signal(first: Floats1d, last: Floats1d, none: float) -> Span | None:
    scores = first[:, None] + last[None, :]
    width = np.arange(len(first))[None, :] - np.arange(len(first))[:, None]
    scores = np.where((width >= 0) & (width < LONGEST_SIGNAL), scores, 2 * _NEVER)
    best = int(np.argmax(scores))
    start, end = divmod(best, len(first))
    return (start, end) if scores[start, end] > none else None
