"""Draws: prefixes, replay, uniformity and the error that they leave."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.runs.draws import POINTS, REPLICATES, interval, replicate_error, uniforms

KEYS = tuple(f"claim_{number}:strength" for number in range(12))


@settings(deadline=None, max_examples=30)
@given(first=st.integers(0, 700), count=st.integers(0, 300))
def test_any_range_is_a_piece_of_the_whole(first: int, count: int) -> None:
    whole = uniforms(KEYS, 7, 0, 1000)
    np.testing.assert_array_equal(uniforms(KEYS, 7, first, count), whole[:, first : first + count])


def test_draws_lie_strictly_inside_and_differ() -> None:
    draws = uniforms(KEYS, 1, 0, 5000)
    assert draws.min() > 0
    assert draws.max() < 1
    assert len(np.unique(draws)) == draws.size
    assert not np.array_equal(draws, uniforms(KEYS, 2, 0, 5000))


def test_replicates_are_scrambled_independently() -> None:
    """Where the n-th points of two replicates lie has nothing to do with each other."""
    first = np.array([uniforms(KEYS, seed, 0, 2 * REPLICATES) for seed in range(40)])
    pairs = first[:, :, :REPLICATES].transpose(2, 0, 1).reshape(REPLICATES, -1)
    assert np.abs(np.corrcoef(pairs) - np.eye(REPLICATES)).max() < 0.2


def test_each_replicate_fills_every_cell_of_each_dimension() -> None:
    draws = uniforms(KEYS, 3, 0, 64 * REPLICATES)
    for replicate in range(REPLICATES):
        cells = np.sort(np.floor(64 * draws[:, replicate::REPLICATES]), axis=1)
        np.testing.assert_array_equal(cells, np.tile(np.arange(64.0), (len(KEYS), 1)))


def smooth(draws: np.ndarray) -> np.ndarray:
    """A smooth function with mean 1."""
    return np.asarray(np.prod(1 + (draws[:6] - 0.5) / 2, axis=0))


def test_means_converge_faster_than_monte_carlo() -> None:
    """What each number does by itself is averaged out; what two do together is not."""
    draws = 2048
    found = [smooth(uniforms(KEYS, seed, 0, draws)).mean() - 1 for seed in range(12)]
    plain = np.random.default_rng(1).random((12, len(KEYS), draws))
    monte_carlo = [smooth(one).mean() - 1 for one in plain]
    assert np.std(found) < np.std(monte_carlo) / 3


def test_the_error_estimate_is_the_spread_over_seeds() -> None:
    values = [smooth(uniforms(KEYS, seed, 0, 512)) for seed in range(60)]
    spread = np.std([one.mean() for one in values])
    estimates = np.array([replicate_error(one) for one in values])
    assert np.sqrt(np.mean(estimates**2)) == pytest.approx(spread, rel=0.35)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    def share(seed: int) -> np.ndarray:
        draws = uniforms(KEYS, seed, 0, 512)
        return np.asarray(draws[:5].sum(axis=0) > 2.5)

    covered = [lo <= 0.5 <= hi for lo, hi in (interval(share(seed)) for seed in range(100))]
    assert 0.85 <= np.mean(covered) <= 1.0


def test_an_interval_stays_in_range_and_admits_what_it_has_not_seen() -> None:
    assert interval(np.ones(300)) == (0.99, 1.0)
    assert interval(np.zeros(300, dtype=bool)) == (0.0, 0.01)
    assert interval(np.ones(1)) == (0.0, 1.0)
    assert interval(np.zeros(0)) == (0.0, 1.0)
    low, high = interval(np.arange(320) < 2)
    assert 0.0 <= low < 2 / 320 < high < 0.1


def test_an_error_of_nothing_is_not_a_number() -> None:
    assert np.isnan(replicate_error(np.ones(1)))
    assert np.isnan(replicate_error(np.array([1.0, np.nan, 2.0])))
    assert replicate_error(np.ones(64)) == 0.0


def test_no_keys_and_no_draws() -> None:
    assert uniforms((), 1, 0, 5).shape == (0, 5)
    assert uniforms(KEYS, 1, 9, 0).shape == (len(KEYS), 0)


@pytest.mark.parametrize(("seed", "first"), [(-1, 1), (1, -1)])
def test_what_cannot_be_drawn_is_refused(seed: int, first: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        uniforms(KEYS, seed, first, 1)


def test_a_column_belongs_to_its_key_and_seed() -> None:
    together = uniforms(KEYS, 5, 0, 3000)
    other = [f"another {number}" for number in range(400)]
    mixed = uniforms([*other, *reversed(KEYS)], 5, 0, 3000)
    np.testing.assert_array_equal(mixed[: len(other) - 1 : -1], together)
    np.testing.assert_array_equal(uniforms(KEYS[3:4], 5, 0, 3000), together[3:4])
    assert not np.isin(uniforms(KEYS[3:4], 6, 0, 3000), together).any()


def test_columns_are_those_of_every_machine_and_version() -> None:
    """Written down once, so that a seed means the same draws next year."""
    found = uniforms(["claim:a/strength", "claim:b/strength"], 1, 4094, 3)
    assert found.tolist() == [
        [0.16698448717306746, 0.14260178866152273, 0.9706376045214711],
        [0.7621972628012372, 0.8541484668048724, 0.7955520498071564],
    ]


def test_columns_of_different_keys_have_nothing_to_do_with_each_other() -> None:
    """512 draws of 200 keys: correlations about as of independent numbers."""
    drawn = uniforms([str(number) for number in range(200)], 4, 0, 512)
    for values in (drawn, drawn > 0.5):
        found = np.corrcoef(values)[np.triu_indices(200, 1)]
        assert found.std() == pytest.approx(512**-0.5, rel=0.1)
        assert abs(found.mean()) < 0.002


def test_every_block_begins_anew() -> None:
    drawn = uniforms(KEYS, 3, 0, 4 * POINTS * REPLICATES)
    parts = drawn.reshape(len(KEYS), 4, POINTS, REPLICATES)
    cells = np.sort(np.floor(POINTS * parts), axis=2)
    assert (cells == np.arange(POINTS)[None, None, :, None]).all()
    assert len(np.unique(parts)) == parts.size


def test_the_interval_is_student_s_over_sixteen_means() -> None:
    """Fifteen degrees of freedom, by hand: means 0 to 15 / 32 in equal steps."""
    shares = np.repeat(np.arange(REPLICATES)[None, :] / 32.0, 4, axis=0).ravel()
    low, high = interval(shares)
    error = np.std(np.arange(16) / 32.0, ddof=1) / 4.0
    assert high - low == pytest.approx(2 * 2.131449545559323 * error, rel=1e-9)
    assert (low + high) / 2 == pytest.approx(15 / 64)
