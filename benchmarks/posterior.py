"""How well posteriors of accounts are computed: exact cases, calibration, rivals, cost.

    python -m benchmarks.posterior [exact] [calibration] [rivals] [worked]

Prints what benchmarks/results/posterior.md records; CPU seconds are those of one core.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import chisquare
from tests.observed_cases import PRESENT, disputed_case, simulated

from contention.case.load import load_case
from contention.evidence.accounts.compared import accounts_evidence
from contention.evidence.accounts.informed import informed_verdicts
from contention.evidence.accounts.posterior import posterior, unmoved
from contention.evidence.accounts.tempering import ISLANDS, temper
from contention.evidence.sources.library import DataLibrary
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import uniforms

ROOT = Path(__file__).resolve().parents[1]
DIMENSIONS, OBSERVATIONS = 287, 80
"""as many as the largest account of the worked case has, and about as many observations"""
SIMULATIONS, DRAWS = 200, 256


def exact() -> None:
    """Linear observations of 287 normal numbers: evidence and posterior are known."""
    generator = np.random.default_rng(5)
    decay = 0.3 * np.exp(-np.arange(DIMENSIONS) / 15.0)
    design = generator.normal(size=(OBSERVATIONS, DIMENSIONS)) * decay
    seen = design @ generator.normal(size=DIMENSIONS) + generator.normal(size=OBSERVATIONS)
    root = np.linalg.cholesky(design @ design.T + np.eye(OBSERVATIONS))
    constant = 0.5 * OBSERVATIONS * np.log(2.0 * np.pi)
    truth = -0.5 * float((np.linalg.solve(root, seen) ** 2).sum())
    truth -= float(np.log(np.diag(root)).sum()) + constant
    covariance = np.linalg.inv(np.eye(DIMENSIONS) + design.T @ design)
    mean, spread = covariance @ design.T @ seen, np.sqrt(np.diag(covariance))

    def log_likelihood(uniform: Floats2d) -> Floats1d:
        residuals = seen[:, None] - design @ ndtri(uniform)
        return np.asarray(-0.5 * (residuals**2).sum(axis=0) - constant)

    keys = [f"k{number}" for number in range(DIMENSIONS)]
    for seed in range(5):
        began = time.process_time()
        found = temper(log_likelihood, uniforms(keys, seed, 0, 4096), np.random.default_rng([seed]))
        normal = ndtri(found.uniforms)
        islands = normal.reshape(DIMENSIONS, -1, ISLANDS).mean(axis=1)
        stated = ISLANDS * normal.var(axis=1).sum() / islands.var(axis=1, ddof=1).sum()
        real = 1.0 / np.mean(((normal.mean(axis=1) - mean) / spread) ** 2)
        print(
            f"seed {seed}: log evidence off by {found.log_evidence - truth:+.2f} ± "
            f"{found.error:.2f}; effective size {real:.0f} by the true mean, {stated:.0f} as "
            f"stated; {len(found.powers) - 1} temperatures, {sum(found.sweeps)} sweeps; "
            f"{time.process_time() - began:.1f} s"
        )


def calibration() -> None:
    """Ranks of known numbers among their posteriors, and coverage of 90 % intervals."""
    case = disputed_case()
    keys = ("claim:c0/strength", "claim:c1/strength", "factor:trust/adjustment")
    ranks: dict[str, list[float]] = {key: [] for key in keys}
    inside: dict[str, list[bool]] = {key: [] for key in keys}
    for number in range(SIMULATIONS):
        observed, truth = simulated(case, "up", number)
        found = posterior(case, "up", observed, until=PRESENT, draws=DRAWS)
        for key in keys:
            column = found.column(key)
            ranks[key].append(float((column < truth[key]).mean()))
            low, high = np.quantile(column, [0.05, 0.95])
            inside[key].append(bool(low <= truth[key] <= high))
    for key in keys:
        counts = np.histogram(ranks[key], bins=8, range=(0.0, 1.0 + 1e-9))[0]
        chance, held = chisquare(counts).pvalue, float(np.mean(inside[key]))
        print(f"{key}: ranks {counts.tolist()} (p = {chance:.2f}), coverage {held:.0%}")


def rivals() -> None:
    """Log evidence of the account that data come from, and of its rivals; and from noise."""
    case = disputed_case()
    for truth in ("up", "silent"):
        gains: dict[str, list[float]] = {"up": [], "down": []}
        for number in range(40):
            observed, _ = simulated(case, truth, number)
            still = unmoved(observed, PRESENT)
            for account, values in gains.items():
                found = posterior(case, account, observed, until=PRESENT, draws=DRAWS)
                values.append(found.log_evidence - still)
        apart = np.array(gains["up"]) - np.array(gains["down"])
        clear = {account: np.mean(np.array(values) > 3.0) for account, values in gains.items()}
        said = ", ".join(f"{account} clear in {share:.0%}" for account, share in clear.items())
        middle = float(np.median(apart))
        print(f"data from `{truth}`: above persistence {said}; median up − down {middle:.1f}")


def worked() -> None:
    """Cost and effective size for every account of the worked case."""
    case, problems = load_case(ROOT / "cases" / "war-against-war")
    if case is None:
        raise SystemExit("\n".join(map(str, problems)))
    library = DataLibrary.of(case)
    found = accounts_evidence(case, library.series, accounts=[], fit=False, draws=16)
    posteriors = {}
    for account in case.accounts:
        began = time.process_time()
        made = posterior(case, account, found.observed, until=case.times.present, draws=4096)
        posteriors[account] = made
        print(
            f"{account}: {len(made.keys)} dimensions, {made.effective:.0f} of 4096 effective, "
            f"log evidence {made.log_evidence - found.persistence_evidence:+.2f} ± {made.error:.2f}"
            f", {time.process_time() - began:.1f} s"
        )
    began = time.process_time()
    pairs = informed_verdicts(case, posteriors, draws=2000)
    changed = sum(each.differs for each in pairs)
    moved = [abs((each.words.support or 0.0) - (each.data.support or 0.0)) for each in pairs]
    far = np.mean(np.array(moved) > 0.05)
    print(
        f"{len(pairs)} verdicts twice: {changed} others, {far:.0%} with a share moved by more than "
        f"5 points; {time.process_time() - began:.1f} s"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    print(f"peak memory {peak:.0f} MB")


PARTS: dict[str, Callable[[], None]] = {
    "exact": exact, "calibration": calibration, "rivals": rivals, "worked": worked,
}  # fmt: skip

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        print(f"== {name}")
        PARTS[name]()
