"""Random small cases of every kind of factor and link, for comparison with another engine."""

from dataclasses import replace

import numpy as np

from contention.case.model import Case, Condition, Factor, Lognormal, Rate, Relation, Times
from tests.building import case_of, level, relation

KINDS = ("quantity", "quantity", "quantity", "share", "stock", "event")
YEARS = 2.0


def random_case(seed: int, step: float, more: int = 0) -> Case:
    """A case of 3 to 7 factors and an equation, with links of every reading, nothing uncertain.

    With `more` as many claims more on pairs that have one, of the same sign, under conditions.
    """
    rng = np.random.default_rng(seed)
    kinds = ["quantity", "quantity", *rng.choice(KINDS, size=rng.integers(1, 6))]
    factors = [_factor(f"f{number}", kind, rng) for number, kind in enumerate(kinds)]
    names = [factor.id for factor in factors]
    factors.append(
        Factor("algebra", "algebra", kind="equation", equation=f"{names[0]} * {names[1]} + 1")
    )
    relations = []
    for effect in factors[:-1]:
        others = [factor for factor in factors if factor.id != effect.id]
        count = int(rng.integers(1, min(4, len(others) + 1)))
        chosen = rng.choice(len(others), size=count, replace=False)
        relations += [_relation(others[int(number)], effect, factors, rng) for number in chosen]
    relations += [
        _again(relations[number % len(relations)], factors, rng) for number in range(more)
    ]
    times = Times(2020.0, 2021.0, 2021.0 + YEARS, step, method="rk4")
    return case_of(factors, relations, times=times)


def _factor(name: str, kind: str, rng: np.random.Generator) -> Factor:
    time = Lognormal(float(rng.uniform(0.4, 1.5)))
    if kind == "share":
        return Factor(
            name, name, kind="share", baseline=float(rng.uniform(0.2, 0.8)), adjustment=time
        )
    if kind == "stock":
        outflow = Rate(Lognormal(0.3)) if rng.random() < 0.5 else f"0.1 * {name}"
        return Factor(
            name, name, kind="stock", baseline=5.0, inflow=Rate(Lognormal(2.0)),
            outflow=outflow,
        )  # fmt: skip
    if kind == "event":
        return Factor(name, name, kind="event", hazard=Rate(Lognormal(0.2)))
    return level(name, adjustment=time, baseline=float(rng.uniform(0.5, 3.0)))


def _relation(
    cause: Factor, effect: Factor, factors: list[Factor], rng: np.random.Generator
) -> Relation:
    more: dict[str, object] = {}
    reading = rng.choice(["plain", "delay", "transient", "condition", "necessary", "both"])
    if reading in ("delay", "both"):
        more["delay"] = Lognormal(float(rng.uniform(0.6, 1.2)))
    if reading in ("transient", "both"):
        more["transient"] = Lognormal(float(rng.uniform(0.4, 1.0)))
    adjusting = [factor for factor in factors if factor.kind in ("quantity", "share")]
    gates = [factor for factor in adjusting if factor.id != effect.id]
    if reading == "condition" and gates:
        gate = gates[int(rng.integers(len(gates)))]
        threshold = float(rng.uniform(0.7, 1.4))
        if gate.kind == "share":
            threshold = min(threshold, 0.9 / gate.baseline)
        below = rng.random() < 0.5
        more["condition"] = Condition(gate.id, "below" if below else "above", threshold)
    if reading == "necessary" and cause.kind == "quantity":
        more["necessary"] = True
    if effect.kind == "stock":
        more["link"] = "rate"
        more["flow"] = "inflow" if rng.random() < 0.7 else "outflow"
    sign = "+" if rng.random() < 0.5 or reading == "necessary" else "-"
    return relation(cause.id, effect.id, sign, float(rng.uniform(0.1, 0.5)), **more)


def _again(said: Relation, factors: list[Factor], rng: np.random.Generator) -> Relation:
    """The same pair and sign with another strength, under a condition of its own."""
    levels = [
        factor.id for factor in factors if factor.kind == "quantity" and factor.id != said.effect
    ]
    gate = str(rng.choice(levels)) if levels else said.cause
    condition = Condition(
        gate, "above" if rng.random() < 0.5 else "below", float(rng.uniform(0.7, 1.4))
    )
    strength = Lognormal(said.strength.median * float(rng.uniform(0.5, 2.5)))
    return replace(said, strength=strength, condition=condition, necessary=False)
