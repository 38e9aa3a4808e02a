"""The exact decoder, against trying everything."""

import numpy as np
import pytest

from contention.extraction.model.boundaries import Bools
from contention.extraction.model.span_decoding import LONGEST_SIGNAL, Floats2d, decode, rank


def best_by_trying(pointers: Floats2d, starts: Bools, ends: Bools) -> float:
    tokens = range(pointers.shape[1])
    spans = [(s, e) for s in tokens for e in tokens if s <= e and starts[s] and ends[e]]
    return max(
        (
            float(pointers[0, c[0]] + pointers[1, c[1]] + pointers[2, e[0]] + pointers[3, e[1]])
            for c in spans
            for e in spans
            if c[1] < e[0] or e[1] < c[0]
        ),
        default=float("-inf"),
    )


@pytest.mark.parametrize("seed", range(60))
def test_finds_the_best_pair(seed: int) -> None:
    generator = np.random.default_rng(seed)
    tokens = int(generator.integers(3, 12))
    pointers = np.log(generator.dirichlet(np.ones(tokens) * 0.3, 6) + 1e-6).astype(np.float32)
    starts, ends = generator.random((2, tokens)) < 0.8
    decoded = decode(pointers, starts, ends)
    best = best_by_trying(pointers, starts, ends)
    if decoded is None:
        assert best == float("-inf")
        return
    (a, b), (c, d) = decoded.cause, decoded.effect
    assert decoded.score == pytest.approx(best, abs=1e-4)
    found = pointers[0, a] + pointers[1, b] + pointers[2, c] + pointers[3, d]
    assert found == pytest.approx(best, abs=1e-4)
    assert a <= b
    assert c <= d
    assert b < c or d < a
    assert starts[[a, c]].all()
    assert ends[[b, d]].all()


def test_signal_only_where_it_beats_none() -> None:
    pointers = np.full((6, 6), -9.0, dtype=np.float32)
    pointers[[0, 1, 2, 3], [1, 1, 3, 4]] = 0
    pointers[4:, 0] = -1
    open_everywhere = np.array([False, True, True, True, True, True])
    none = decode(pointers, open_everywhere, open_everywhere)
    assert none is not None
    assert none.signal is None
    pointers[4:, 2] = 0
    some = decode(pointers, open_everywhere, open_everywhere)
    assert some is not None
    assert some.signal == (2, 2)
    assert LONGEST_SIGNAL > 1


@pytest.mark.parametrize("tokens", [0, 1, 2])
def test_too_short_for_two_spans(tokens: int) -> None:
    closed = np.zeros(tokens, dtype=np.bool_)
    closed[1:] = True
    assert decode(np.zeros((6, tokens), dtype=np.float32), closed, closed) is None


def pointing(*places: int, tokens: int = 12) -> Floats2d:
    pointers = np.full((6, tokens), -9.0, dtype=np.float32)
    pointers[range(6), places] = 0
    return pointers


def test_the_surest_relation_stands_first_and_twins_are_kept_once() -> None:
    anywhere = np.array([False] + [True] * 11)
    first, second = pointing(1, 2, 4, 5, 0, 0), pointing(7, 8, 9, 10, 3, 3)
    slots = np.stack([first, second, second])
    present = np.array([0.4, 0.5, 0.3], dtype=np.float32)
    ranked = rank(slots, present, anywhere, anywhere)
    assert [r.spans.cause for r in ranked] == [(7, 8), (1, 2)]
    assert [r.confidence for r in ranked] == pytest.approx([0.8, 0.4], abs=0.01)
