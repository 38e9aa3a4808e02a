"""Posteriors of accounts: known strengths, rivals, noise, collapse, the same bytes."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

import contention as ct
from contention.evidence.accounts.chains import log_likelihoods, quantiles
from contention.evidence.accounts.compared import accounts_evidence
from contention.evidence.accounts.informed import given_draws, informed_verdicts
from contention.evidence.accounts.posterior import Posterior, collapse, posterior, unmoved
from contention.evidence.accounts.rows import AccountRow
from contention.evidence.accounts.tempering import ISLANDS
from contention.evidence.evidence import Evidence as EvidenceValue
from contention.evidence.evidence import Part
from contention.runs.draws import GivenDraws, uniforms
from tests.observed_cases import PRESENT, disputed_case, series_of, simulated

DRAWS = 256


def fitted(account: str, truth: str, number: int, draws: int = DRAWS) -> Posterior:
    case = disputed_case()
    observed, _ = simulated(case, truth, number)
    return posterior(case, account, observed, until=PRESENT, draws=draws)


def test_a_known_strength_is_found_again() -> None:
    observed, truth = simulated(case := disputed_case(), "up", 3)
    found = posterior(case, "up", observed, until=PRESENT, draws=DRAWS)
    key = "claim:c0/strength"
    column = found.column(key)
    assert column.std() < 0.2  # uniform numbers have 0.29: the data say something
    assert abs(column.mean() - truth[key]) < 3.0 * column.std()
    assert found.effective > 100.0
    assert collapse(found, case) == ()
    assert {fit.factor for fit in found.fits} == {"mood", "trust"}
    assert all(0.3 < fit.size < 3.0 for fit in found.fits)


def test_observations_tell_a_rival_from_the_account_that_they_come_from() -> None:
    evidence = {name: fitted(name, "up", 5).log_evidence for name in ("up", "down", "silent")}
    assert evidence["up"] > evidence["silent"] + 3.0
    assert evidence["silent"] > evidence["down"]


def test_an_account_that_moves_nothing_is_persistence() -> None:
    case = disputed_case()
    observed, _ = simulated(case, "up", 5)
    found = posterior(case, "silent", observed, until=PRESENT, draws=DRAWS)
    assert found.log_evidence == unmoved(observed, PRESENT)
    assert (found.error, found.effective, found.run) == (0.0, float(DRAWS), None)
    assert given_draws(found) == GivenDraws()


def test_workers_change_no_byte_and_seeds_do() -> None:
    case = disputed_case()
    observed, _ = simulated(case, "up", 3)
    one, two, other = (
        posterior(case, "up", observed, until=PRESENT, draws=DRAWS, seed=seed, workers=workers)
        for seed, workers in ((1, 1), (1, 2), (2, 1))
    )
    assert one.uniforms.tobytes() == two.uniforms.tobytes()
    assert one.log_evidence == two.log_evidence
    assert one.uniforms.tobytes() != other.uniforms.tobytes()


def test_later_observations_are_not_used() -> None:
    case = disputed_case()
    observed, _ = simulated(case, "up", 3)
    other = [
        replace(one, distances=np.where(one.times > PRESENT, 9.0, one.distances))
        for one in observed
    ]
    before, after = (
        posterior(case, "up", each, until=PRESENT, draws=64) for each in (observed, other)
    )
    assert before.uniforms.tobytes() == after.uniforms.tobytes()
    with pytest.raises(ValueError, match="past only"):
        posterior(case, "up", observed, until=PRESENT + 1.0)


def test_a_collapsed_posterior_says_so() -> None:
    found = replace(fitted("up", "up", 3, 64), effective=12.0)
    (problem,) = collapse(found, disputed_case())
    assert "has collapsed to 12 effective draws of 64" in problem.message
    assert given_draws(found) == GivenDraws()


def test_given_draws_replace_those_of_the_seed() -> None:
    given = GivenDraws({"b": np.linspace(0.1, 0.4, 4)})
    found = given.uniforms(["a", "b"], 1, 1, 3)
    assert found[0].tolist() == uniforms(["a"], 1, 1, 3)[0].tolist()
    assert found[1].tolist() == given.columns["b"][1:].tolist()
    with pytest.raises(ValueError, match="only 4 are given"):
        given.uniforms(["b"], 1, 2, 3)


@pytest.mark.slow
def test_ranks_are_uniform_and_intervals_cover() -> None:
    """Simulation-based calibration (Talts and others, 2018) with 160 draws of the prior."""
    case, ranks, inside = disputed_case(), [], []
    keys = ["claim:c0/strength", "claim:c1/strength", "factor:trust/adjustment"]
    for number in range(160):
        observed, truth = simulated(case, "up", number)
        found = posterior(case, "up", observed, until=PRESENT, draws=DRAWS)
        for key in keys:
            column = found.column(key)[::4]
            ranks.append(float((column < truth[key]).mean()))
            low, high = np.quantile(found.column(key), [0.05, 0.95])
            inside.append(low <= truth[key] <= high)
    counts = np.histogram(ranks, bins=8, range=(0.0, 1.0 + 1e-9))[0]
    assert chisquare(counts).pvalue > 1e-3
    assert kstest(ranks, "uniform").pvalue > 1e-3
    assert 0.85 <= np.mean(inside) <= 0.95


@pytest.mark.slow
def test_noise_tells_no_account_from_another() -> None:
    case = disputed_case()
    gains = []
    for number in range(12):
        observed, _ = simulated(case, "silent", number)
        still = unmoved(observed, PRESENT)
        found = posterior(case, "up", observed, until=PRESENT, draws=DRAWS)
        gains.append(found.log_evidence - still)
    assert max(gains) < 3.0  # no clear evidence for what is not there


def test_no_contentions_give_no_verdicts() -> None:
    assert informed_verdicts(disputed_case(), {"up": fitted("up", "up", 3, 64)}, draws=64) == ()


def test_chains_are_islands() -> None:
    found = fitted("up", "up", 3, 64)
    made = quantiles(found)
    assert made.shape == (ISLANDS, 64 // ISLANDS, len(found.keys))
    assert made[3, 2].tolist() == found.uniforms[:, 2 * ISLANDS + 3].tolist()
    lengths = log_likelihoods(found)
    assert lengths is not None
    assert found.run is not None
    assert lengths[3, 2] == found.run.log_likelihood[2 * ISLANDS + 3]
    assert log_likelihoods(fitted("silent", "up", 3, 64)) is None


def test_arviz_data() -> None:
    pytest.importorskip("arviz_base", reason="the extra `posterior` is not installed")
    case = disputed_case()
    observed, _ = simulated(case, "up", 3)
    whole = accounts_evidence(case, series_of(observed), accounts=["up"], draws=64)
    rows = (AccountRow(whole.accounts[0], whole, ()),)
    found = ct.Evidence(ct.Case(case), EvidenceValue({"accounts": Part(rows)}))
    tree = found.to_arviz("up")
    assert dict(tree["posterior"].sizes)["chain"] == ISLANDS
    column = np.asarray(tree["posterior"]["quantile"].sel(key="claim:c0/strength"))
    posterior_of = whole.accounts[0].posterior
    assert posterior_of is not None
    assert column.T.ravel().tolist() == posterior_of.column("claim:c0/strength").tolist()
    with pytest.raises(KeyError, match="down"):
        found.to_arviz("down")
