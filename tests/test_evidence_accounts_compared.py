"""Observed factors, hindcasts, forecasts and what accounts are compared with."""

import json
from dataclasses import replace

import numpy as np
import pytest

from contention.case.evidence import DataSource, EvidencePlan, Observation
from contention.case.model import Case, Factor, Lognormal, Rate, Series
from contention.evidence.accounts.compared import AccountsEvidence, accounts_evidence
from contention.evidence.accounts.forecasts import forecast_tasks, hindcast_tasks
from contention.evidence.accounts.observed import observed_factors
from contention.evidence.accounts.rows import AccountRow
from contention.evidence.accounts.scales import off_scale, on_scale
from tests.observed_cases import PRESENT, Values, disputed_case, series_of, simulated

DRAWS = 128


@pytest.fixture(scope="module")
def compared() -> AccountsEvidence:
    case = disputed_case()
    observed, _ = simulated(case, "up", 3)
    return accounts_evidence(case, series_of(observed), draws=DRAWS)


def test_the_true_account_forecasts_better_than_persistence_and_its_rival_worse(
    compared: AccountsEvidence,
) -> None:
    up, down, silent = compared.accounts
    assert up.forecast.relative < 0.9
    assert down.words.relative > 1.1
    assert up.hindcast.relative < down.hindcast.relative
    assert silent.forecast.relative == 1.0  # it leaves both factors where they are
    assert silent.forecast.word == "cannot tell"  # two series are too few
    assert compared.persistence.relative == 1.0
    assert up.forecast.right >= 0.8 * up.forecast.told > 0
    assert up.forecast.observations == compared.trend.observations > 10


def test_fans_widen_and_hold_what_came(compared: AccountsEvidence) -> None:
    fan = compared.accounts[0].fans[0]
    width = fan.quantiles[-1] - fan.quantiles[0]
    assert width[-1] > width[0] > 0.0
    assert fan.times[0] > PRESENT
    assert fan.observed_times[0] < PRESENT < fan.observed_times[-1]
    assert (np.diff(fan.quantiles, axis=0) > 0.0).all()


def test_json_has_the_keys_that_were_asked_for(compared: AccountsEvidence) -> None:
    row = AccountRow(compared.accounts[0], compared, ()).as_json()
    assert list(row)[:4] == ["account", "hindcast", "forecast", "persistence"]
    assert {"log_evidence", "error", "posterior"} <= set(row)
    json.dumps(row, allow_nan=False)


def test_what_is_known_when_a_forecast_is_made() -> None:
    case = disputed_case()
    times = (2017.0, 2018.0, 2019.0, 2021.0, 2023.0, 2024.0)
    values = Values(times, (1.0,) * 6, (0, 0, 1, 1, 1, 2))
    observed = observed_factors(case, {"mood": values}.get).factors
    (past,) = hindcast_tasks(observed, PRESENT)
    assert past.known.tolist() == [0, 2]  # the first of each stretch sets its level
    assert past.wanted.tolist() == [1, 3]
    (later,) = forecast_tasks(observed, PRESENT)
    assert later.known.tolist() == [0, 1, 2, 3, 5]  # 5 sets the level after the break of 2024
    assert later.wanted.tolist() == [4]


@pytest.mark.parametrize(
    ("kind", "reference", "values"),
    [("quantity", 2.0, [1.0, 4.0]), ("share", 0.3, [0.01, 0.9]), ("stock", 50.0, [0.0, 70.0])],
)
def test_scales_can_be_undone(kind: str, reference: float, values: list[float]) -> None:
    factor = Factor("x", "X", kind)  # type: ignore[arg-type]
    found = on_scale(factor, reference, np.array(values))
    assert off_scale(factor, reference, found) == pytest.approx(np.array(values))
    assert on_scale(factor, reference, np.array([reference])) == pytest.approx([0.0])


def problems_of(case: Case, values: Values) -> list[str]:
    return [each.message for each in observed_factors(case, {"mood": values}.get).problems]


def with_factor(factor: Factor, error: float = 0.1) -> Case:
    case = disputed_case()
    plan = EvidencePlan(
        data={"mood": DataSource("mood", "Mood", "an office", unit="person")},
        observations=(Observation("mood", "mood", error),),
    )
    return replace(case, factors={**case.factors, "mood": factor}, evidence=plan)


MOOD = Values((2017.0, 2018.0, 2019.0), (0.4, 0.5, 0.6), (0, 0, 0))


def test_percentages_of_a_share() -> None:
    case = with_factor(Factor("mood", "Mood", "share", baseline=0.5))
    found = observed_factors(case, {"mood": replace(MOOD, values=(0.4, 50.0, 0.6))}.get)
    (problem,) = found.problems
    assert "1 values of `mood` cannot be compared" in problem.message
    assert "scale: 0.01" in problem.hint
    assert len(found.factors[0].times) == 2  # the others are


def test_one_value_and_a_kind_that_nothing_observes() -> None:
    one = Values((2017.0,), (0.4,), (0,))
    assert "fewer than two" in problems_of(with_factor(Factor("mood", "Mood")), one)[0]
    event = Factor("mood", "Mood", "event", hazard=Rate(Lognormal(0.1)))
    assert "of kind event" in problems_of(with_factor(event), MOOD)[0]


def test_units_that_do_not_go_together() -> None:
    case = with_factor(Factor("mood", "Mood", unit="km^2"))
    assert "is in person, and `mood` is in km^2" in problems_of(case, MOOD)[0]


def test_two_series_that_disagree_are_a_problem_and_the_rest_runs() -> None:
    other = Series("data/mood.csv", (2017.5, 2018.5), (0.45, 5.0), ("2017-07", "2018-07"))
    found = observed_factors(
        with_factor(Factor("mood", "Mood", observed=other)), {"mood": MOOD}.get
    )
    (problem,) = found.problems
    assert "tied to two series that disagree" in problem.message
    assert "furthest apart at 2018-07" in problem.message
    assert len(found.factors) == 1
    alike = replace(other, values=(0.45, 0.55))
    assert problems_of(with_factor(Factor("mood", "Mood", observed=alike)), MOOD) == []


def test_a_case_without_observations_compares_nothing() -> None:
    case = replace(disputed_case(), evidence=EvidencePlan())
    found = accounts_evidence(case, lambda _: None, draws=DRAWS)
    assert (found.accounts, found.observed) == ((), ())


def test_a_count_that_only_grows_does_so_at_its_rate_under_persistence() -> None:
    stock = Factor("mood", "Mood", "stock", baseline=60.0, inflow=Rate(Lognormal(10.0)))
    values = Values(
        tuple(2016.5 + 0.5 * number for number in range(17)),
        tuple(5.0 * number for number in range(17)),
        (0,) * 17,
    )
    case = with_factor(stock, error=0.5)
    found = accounts_evidence(case, {"mood": values}.get, accounts=["silent"], draws=DRAWS)
    (score,) = found.persistence.series
    assert score.crps < 2.0  # it grows by five at every step, as its rate has it
