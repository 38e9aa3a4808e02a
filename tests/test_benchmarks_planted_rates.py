"""The accounts whose verdict rests on a rate."""

import pytest
from benchmarks.planted_rates import found, planted_rate

from contention.judge.judge import judge


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_rate_is_found(seed: int) -> None:
    assert found(planted_rate(seed))


def test_the_verdicts_of_the_closed_form_are_those_of_the_engine() -> None:
    planted = [planted_rate(seed) for seed in range(6)]
    assert {account.verdict for account in planted} == {"supported", "opposed"}
    for account in planted:
        (verdict,) = judge(account.case, draws=64, hinges=False, reading_draws=0).verdicts
        assert verdict.verdict == account.verdict
