"""Random small accounts with loops, hedges, denials, delays, and outcomes of several kinds."""

from dataclasses import replace

import numpy as np

from benchmarks.simulated import account_of
from contention.case.model import (
    Anchor,
    Case,
    Claim,
    Condition,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
    ShockAction,
    Sign,
    Times,
)

TIMES = Times(2021.0, 2022.0, 2026.0, 0.05)
STRENGTHS = ((None, Lognormal(0.3, 2.5)), ("strong", Lognormal(0.7, 2.0)),
             ("weak", Lognormal(0.1, 2.0)))  # fmt: skip


def random_account(seed: int) -> Case:
    """A case with one account of 6 to 16 claims and up to four contentions about its outcomes."""
    rng = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(int(rng.integers(4, 9)))]
    factors = {"lever": _level("lever"), **{name: _factor(name, rng) for name in names}}
    claims = {}
    for number in range(int(rng.integers(6, 17))):
        said = _relation(number, list(factors.values()), rng)
        stance = rng.choice(["asserted", "hedged"], p=[0.85, 0.15])
        claims[f"c{number}"] = Claim(
            f"c{number}", "text", said, stance, "author", "random", Anchor(0, 10)
        )
    action: SetAction | ShockAction = SetAction("lever", _size(rng), at=2022.0)
    if rng.random() < 0.2:
        action = ShockAction("lever", 2022.0, times=_size(rng))
    asked = [
        Contention(f"k{number}", name, _test(name, rng))
        for number, name in enumerate(rng.permutation(names)[:4])
    ]
    return replace(
        account_of(()),
        times=TIMES,
        factors=factors,
        claims=claims,
        scenarios={"rest": Scenario("rest", "R"), "on": Scenario("on", "On", (action,))},
        contentions={item.id: item for item in asked},
    )


def _size(rng: np.random.Generator) -> float:
    return float(rng.choice([0.2, 0.5, 0.9, 1.1, 2.0, 5.0]))


def _test(name: str, rng: np.random.Generator) -> str:
    operator = rng.choice([">", "<"])
    reducer = rng.choice(["final", "final", "mean"])
    return f"{reducer}({name} @ on) {operator} {reducer}({name} @ rest)"


def _level(name: str) -> Factor:
    return Factor(name, name, adjustment=Lognormal(0.4, 2.0))


def _factor(name: str, rng: np.random.Generator) -> Factor:
    match str(rng.choice(["quantity", "share", "event", "stock"], p=[0.7, 0.1, 0.1, 0.1])):
        case "share":
            baseline = float(rng.uniform(0.05, 0.6))
            return Factor(name, name, "share", baseline=baseline, adjustment=Lognormal(0.4, 2.0))
        case "event":
            return Factor(name, name, "event", hazard=Rate(Lognormal(0.1, 2.0)))
        case "stock":
            flow = Rate(Lognormal(2.0, 1.5))
            return Factor(name, name, "stock", baseline=5.0, inflow=flow)
        case _:
            return _level(name)


def _relation(number: int, factors: list[Factor], rng: np.random.Generator) -> Relation:
    """The first few links lead on from the lever; the rest join any two factors."""
    if number < min(4, len(factors) - 1):
        cause, effect = factors[int(rng.integers(number + 1))], factors[number + 1]
    else:
        first, second = rng.choice(len(factors), size=2, replace=False)
        cause, effect = factors[int(first)], factors[int(second)]
        if effect.id == "lever":
            cause, effect = effect, cause
    word, strength = STRENGTHS[int(rng.choice(3, p=[0.7, 0.2, 0.1]))]
    said = Relation(cause.id, effect.id, _sign(rng), strength, word)
    if effect.kind == "stock":
        said = replace(said, link="rate", flow="inflow")
    return _qualified(said, factors, rng)


SIGNS: tuple[Sign, ...] = ("+", "-", "0", "?")


def _sign(rng: np.random.Generator) -> Sign:
    return SIGNS[int(rng.choice(4, p=[0.57, 0.33, 0.05, 0.05]))]


def _qualified(said: Relation, factors: list[Factor], rng: np.random.Generator) -> Relation:
    """With the rarer parts of a relation now and then."""
    if said.sign == "?":
        said = replace(said, sign_credibility=0.5)
    if rng.random() < 0.1:
        said = replace(said, delay=Lognormal(0.6, 2.0))
    if rng.random() < 0.08:
        said = replace(said, transient=Lognormal(1.0, 2.0))
    if rng.random() < 0.08:
        gate = factors[int(rng.integers(len(factors)))]
        if gate.kind == "quantity":
            rare = rng.random() < 0.5
            said = replace(said, condition=Condition(gate.id, "above" if rare else "below", 1.5))
    return said
