"""`python -m benchmarks.draws`: the error that each way of drawing leaves, at equal draws.

Judges the worked case `congestion-charge` and random accounts with many seeds, and gives the
spread of supports and median margins over the seeds, as a root mean square over all verdicts.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.stats import qmc

from contention.case.load import load_case
from contention.case.model import (
    AccountSpec,
    Anchor,
    Case,
    Claim,
    Contention,
    Factor,
    Lognormal,
    Relation,
    Scenario,
    SetAction,
)
from contention.judge.judge import judge
from contention.models.program import Floats2d
from contention.runs import draws, run_inputs

WORKED = Path(__file__).parent.parent / "cases" / "congestion-charge"
Sampler = Callable[[Sequence[str], int, int, int], Floats2d]


def jointly_scrambled(keys: Sequence[str], seed: int, first: int, count: int) -> Floats2d:
    """Sobol points of one dimension a key, scrambled together: the method up to version 0.1."""
    points = -(-(first + count) // draws.REPLICATES)
    size = 1 << (points - 1).bit_length()
    found = np.empty((len(keys), size * draws.REPLICATES))
    for replicate in range(draws.REPLICATES):
        source = np.random.SeedSequence(seed, spawn_key=(replicate,))
        sobol = qmc.Sobol(len(keys), bits=32, rng=np.random.default_rng(source))
        found[:, replicate :: draws.REPLICATES] = sobol.random(size).T
    return found[:, first : first + count] + 0.5**33


def independent(keys: Sequence[str], seed: int, first: int, count: int) -> Floats2d:
    """Plain Monte Carlo."""
    source = np.random.default_rng(seed)
    return source.random((first + count, len(keys))).T[:, first:]


SAMPLERS: Mapping[str, Sampler] = {
    "a column for each key (ours)": draws.uniforms,
    "jointly scrambled Sobol points": jointly_scrambled,
    "plain Monte Carlo": independent,
}


def random_accounts(template: Case, number: int, factors: int, links: int) -> Case:
    """Accounts of unqualified claims, a quarter hedged, over factors that a lever reaches."""
    rng = np.random.default_rng(number)
    names = [f"f{place}" for place in range(factors)]
    document = next(iter(template.documents))
    claims, accounts, holders = {}, {}, dict(template.holders)
    anybody = next(iter(holders.values()))
    for account in range(number):
        holders[f"h{account}"] = anybody
        accounts[f"a{account}"] = AccountSpec(f"a{account}", "An account", (f"h{account}",))
        for place in range(links):
            cause, effect = (int(end) for end in rng.choice(factors, size=2, replace=False))
            if place < factors - 1:
                cause, effect = int(rng.integers(place + 1)), place + 1
            said = Relation(
                names[cause],
                names[effect],
                "+" if rng.random() < 0.5 else "-",
                strength=Lognormal(0.3, 2.5),
                credibility=0.5 if rng.random() < 0.25 else 1.0,
            )
            id_ = f"a{account}_c{place}"
            holder = f"h{account}"
            claims[id_] = Claim(id_, document, said, "asserted", holder, "random", Anchor(0, 1))
    lever = Scenario("lever", "Lever", (SetAction(names[0], 2.0, at=template.times.present),))
    asked = [
        Contention(f"q{name}", name, f"final({name} @ lever) > final({name} @ rest)")
        for name in names[1:]
    ]
    parts: dict[str, Any] = {
        "factors": {name: Factor(name, name, adjustment=Lognormal(0.5, 2.0)) for name in names},
        "claims": claims,
        "accounts": accounts,
        "holders": holders,
        "assumptions": {},
        "common_ground": (),
        "demands": {},
        "scenarios": {"rest": Scenario("rest", "Rest"), "lever": lever},
        "contentions": {item.id: item for item in asked},
    }
    return replace(template, **parts)


def spread(case: Case, sampler: Sampler, count: int, seeds: int) -> tuple[float, float]:
    """Root mean square over verdicts of the standard deviation of support and median margin."""
    rows = []
    with patch.object(run_inputs, "uniforms", sampler):
        for seed in range(1, seeds + 1):
            judgement = judge(case, draws=count, seed=seed, hinges=False, reading_draws=0)
            said = [item for item in judgement.verdicts if item.support is not None]
            rows.append([(item.support, item.margin[1] if item.margin else 0.0) for item in said])
    deviations = np.std(np.array(rows, dtype=np.float64), axis=0, ddof=1)
    support, margin = np.sqrt(np.mean(deviations**2, axis=0))
    return float(support), float(margin)


def main() -> int:
    """Print one line a case and sampler."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=512)
    parser.add_argument("--seeds", type=int, default=40)
    options = parser.parse_args()
    worked, problems = load_case(WORKED)
    if worked is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    cases = {"congestion-charge": worked, "random accounts": random_accounts(worked, 4, 25, 60)}
    for title, case in cases.items():
        for name, sampler in SAMPLERS.items():
            started = time.perf_counter()
            support, margin = spread(case, sampler, options.draws, options.seeds)
            took = time.perf_counter() - started
            print(f"{title:18} {name:32} support {support:.5f} margin {margin:.5f} {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
