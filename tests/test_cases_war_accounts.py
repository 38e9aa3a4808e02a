"""The worked case against what was observed, with the data that it carries."""

import math
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.model import Case
from contention.evidence.accounts.compared import accounts_evidence
from contention.evidence.accounts.observed import observed_factors
from contention.evidence.sources.library import DataLibrary

ROOT = Path(__file__).resolve().parents[1]
TODAY = 2026.9


@pytest.fixture(scope="module")
def war() -> tuple[Case, DataLibrary]:
    case, _ = load_case(ROOT / "cases" / "war-against-war")
    assert case is not None
    return case, DataLibrary(case.evidence.data, case.folder, None, TODAY)


def test_every_observed_factor_is_tied_to_a_series_that_the_case_carries(
    war: tuple[Case, DataLibrary],
) -> None:
    case, library = war
    found = observed_factors(case, library.series)
    assert found.problems == ()
    with_series = {id_ for id_, factor in case.factors.items() if factor.observed}
    assert {one.id for one in found.factors} == with_series
    assert all(item.note and item.misfit > 0.0 for item in case.evidence.observations)


def test_accounts_forecast_what_came_after_the_second_text(
    war: tuple[Case, DataLibrary],
) -> None:
    case, library = war
    found = accounts_evidence(case, library.series, accounts=["hybrid_war"], draws=32, fit=False)
    (account,) = found.accounts
    later = {one.factor for one in account.forecast.series}
    assert {"civilians_killed", "territory_occupied", "ukrainian_resistance"} <= later
    assert "protest_at_home" not in later  # its series ends in 2020
    assert account.forecast.observations > 30
    assert math.isfinite(account.forecast.relative)
    lacking = next(one for one in account.forecast.series if one.factor not in account.moved)
    still = {one.factor: one.crps for one in found.persistence.series}
    assert lacking.crps == still[lacking.factor]
