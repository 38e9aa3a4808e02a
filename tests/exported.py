"""Running an account here and in exported form, for the tests and benchmarks of models."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Case, RemoveAction, Scenario, SetAction, ShockAction
from contention.exchange.models.equations import StockFlowModel
from contention.exchange.models.from_program import stock_flow_model
from contention.exchange.models.python_script import write_python
from contention.runs.plan import Plan, numbers, prepare
from contention.runs.simulate import run_courses
from tests.random_models import random_case

Courses = Mapping[str, NDArray[np.float64]]


def random_scenarios(seed: int, step: float) -> Case:
    """A random case with scenarios of every kind of action, integrated by Euler's method."""
    case = random_case(seed, step, more=seed % 3)
    rng = np.random.default_rng(seed + 10_000)
    factors = [each for each in case.factors.values() if each.kind != "equation"]
    now = case.times.present
    scenarios = {"as_it_is": Scenario("as_it_is", "As it is")}
    for number in range(3):
        factor = factors[int(rng.integers(len(factors)))]
        at, until = now + float(rng.uniform(0.1, 0.7)), now + float(rng.uniform(0.9, 1.6))
        to = {"share": 0.3, "event": float(rng.integers(2)), "stock": 7.0}.get(factor.kind, 1.7)
        over = 0.0 if factor.kind == "event" else float(rng.choice([0.0, 0.3]))
        actions: list[SetAction | ShockAction | RemoveAction] = [
            SetAction(factor.id, to, at, over, until if rng.random() < 0.7 else None)
        ]
        other = factors[int(rng.integers(len(factors)))]
        if other.id != factor.id and other.kind in ("quantity", "share", "stock"):
            times, add = (1.4, None) if other.kind == "quantity" else (None, 0.1)
            actions.append(ShockAction(other.id, at + 0.15, times, add))
        claims = list(case.claims)
        actions.append(RemoveAction(claims[int(rng.integers(len(claims)))], now + 0.4))
        scenarios[f"s{number}"] = Scenario(f"s{number}", f"s{number}", tuple(actions))
    return replace(case, scenarios=scenarios, times=replace(case.times, method="euler"))


def by_euler(case: Case, account: str) -> Plan:
    """The plan of an account with every factor as an output, in Euler steps."""
    plan = prepare(case, account)
    plan = prepare(case, account, outputs=plan.map.factors)
    return replace(plan, program=replace(plan.program, method="euler"))


def engine_courses(plan: Plan, scenario: str, seed: int, draw: int) -> Courses:
    """Factor → its course in one draw; events that feed on themselves are left out."""
    found = run_courses(plan, [scenario], seed=seed, draws=draw + 1, points=10**6)[scenario]
    return {id_: values[:, draw] for id_, values in found.values.items() if id_ not in plan.feeding}


def exported(plan: Plan, scenario: str, seed: int, draw: int) -> StockFlowModel:
    """The same draw as a stock and flow model."""
    row = numbers(plan, seed=seed, first=draw, count=1).rows[:, 0]
    return stock_flow_model(plan, row, tuple(plan.case.scenarios), "a model", scenario)


def script_courses(model: StockFlowModel) -> Courses:
    """Factor → its course, by the Python script."""
    script: dict[str, object] = {}
    exec(compile(write_python(model), "script", "exec"), script)
    held = io.StringIO()
    script["main"](held)  # type: ignore[operator]
    held.seek(0)
    rows = list(csv.DictReader(held))
    return {
        each.factor: np.array([float(row[each.name]) for row in rows])
        for each in model.auxiliaries
        if each.factor
    }


def difference(one: Courses, other: Courses) -> float:
    """Largest difference of two sets of courses, relative to the size of each value."""
    return max(
        float(np.max(np.abs(other[id_] - course) / np.maximum(np.abs(course), 1e-3)))
        for id_, course in one.items()
    )
