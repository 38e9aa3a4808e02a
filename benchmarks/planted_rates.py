"""Simulated accounts whose verdict rests on the rate of one event, and how many are found.

`python -m benchmarks.planted_rates` asks whether an event is likelier than a number in the test
to have happened. How often it comes by itself is the coder's; the lever makes it likelier in one or
two steps. Other events on the way are too rare to matter, or lead elsewhere. In closed form the
event has happened with probability 1 - exp(-rate * years * push), and the number in the test lies
between what the rate as it is gives and what half or twice of it gives. An account is found if
exactly the planted change of exactly that rate turns the verdict, among all hazards tried.
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np

from benchmarks.simulated import END, LEVER, PRESENT, Said, account_of
from contention.case.model import Case, Factor, Lognormal, Rate
from contention.judge.hinges.varied_verdict import variations_of
from contention.judge.judge import judge

DRAWS = 512


@dataclass(frozen=True)
class PlantedRate:
    """A case with one account and one contention, and the change of a rate that turns it."""

    case: Case
    verdict: str
    turning: str
    """id of the variation"""


def planted_rate(seed: int) -> PlantedRate:
    """An account; the same for the same seed."""
    rng = np.random.default_rng(seed)
    names = [f"event_{number:02}" for number in rng.permutation(20)[:4]]
    key, rare, aside, beyond = names
    rate = float(rng.uniform(0.1, 0.4))
    steps = int(rng.integers(1, 3))
    said = _said(rng, names, steps)
    push = 2.0 ** np.prod([one.strength for one in said[:steps]])
    likely = {by: 1.0 - np.exp(-rate * by * (END - PRESENT) * push) for by in (0.5, 1.0, 2.0)}
    change = str(rng.choice(["half", "double"]))
    other = likely[0.5 if change == "half" else 2.0]
    bar = float((likely[1.0] + other) / 2)
    above = likely[1.0] > bar
    events = [_event(key, rate), _event(rare, 0.001), _event(aside, 0.3), _event(beyond, 0.3)]
    case = account_of(said, test=f"final({key} @ on) > {bar:.4f}", factors=events)
    return PlantedRate(case, "supported" if above else "opposed", f"factor:{key}/hazard/{change}")


def _said(rng: np.random.Generator, names: list[str], steps: int) -> list[Said]:
    key, rare, aside, beyond = names
    chain = [LEVER, *[f"step_{number}" for number in range(1, steps)], key]
    strengths = rng.uniform(0.2, 0.5, size=steps)
    carrying = [
        Said(f"c{number}", chain[number], chain[number + 1], 1, float(strengths[number]), 1.1)
        for number in range(steps)
    ]
    return [
        *carrying,
        Said("r0", LEVER, rare, 1, 0.3, 1.1),
        Said("r1", rare, key, 1, 0.2, 1.1),
        Said("a0", LEVER, aside, 1, 0.3, 1.1),
        Said("b0", key, beyond, 1, 0.3, 1.1),
    ]


def _event(name: str, rate: float) -> Factor:
    return Factor(name, name, kind="event", hazard=Rate(Lognormal(rate, 1.05)))


def found(account: PlantedRate) -> bool:
    """Whether the verdict is right, and exactly the planted change of a hazard turns it."""
    (verdict,) = judge(account.case, draws=DRAWS, hinges=False, reading_draws=0).verdicts
    varied = variations_of(account.case, verdict, draws=DRAWS)
    turning = {
        item.variation.choice.id
        for item in varied.found
        if item.turns and item.variation.kind == "hazard"
    }
    return verdict.verdict == account.verdict and turning == {account.turning}


def main() -> int:
    """Print how many are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=25)
    options = parser.parse_args()
    right = sum(found(planted_rate(seed)) for seed in range(options.accounts))
    print(f"rate: {right} of {options.accounts} found ({right / options.accounts:.0%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
