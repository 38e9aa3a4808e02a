"""The engine against scipy's integrators on random networks of saturated links."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from benchmarks.engine.model import Network, network, program
from scipy.integrate import solve_ivp

from contention.models.program import SATURATION, Floats1d, Floats2d, Op
from contention.runs.engine import initial_state, run_segment
from tests.program_builder import ProgramBuilder, plain_schedule

SPAN = 8.0
Method = Literal["euler", "rk4"]


def random_model(seed: int) -> tuple[Network, Floats1d, Floats1d]:
    """A network, its parameters and a beginning away from rest."""
    generator = np.random.default_rng(seed)
    factors = int(generator.integers(2, 7))
    model = network(factors, int(generator.integers(factors, factors * (factors - 1) + 1)), 1, seed)
    elasticities = generator.normal(0, 0.8, len(model.links))
    times = np.exp(generator.normal(0, 0.5, factors))
    return model, np.concatenate([elasticities, times]), generator.normal(0, 1, factors)


def exactly(model: Network, parameters: Floats1d, begin: Floats1d) -> Floats1d:
    """Where scipy says that the factors are after the span."""
    causes, effects = np.array(model.links).T
    elasticities, times = np.split(parameters, [len(model.links)])

    def slopes(_time: float, y: Floats1d) -> Floats1d:
        pulls = elasticities * SATURATION * np.tanh(y[causes] / SATURATION)
        return np.asarray((np.bincount(effects, pulls, model.factors) - y) / times)

    found = solve_ivp(slopes, (0, SPAN), begin, method="DOP853", rtol=1e-11, atol=1e-13)
    return np.asarray(found.y[:, -1])


def by_engine(
    model: Network, parameters: Floats1d, begin: Floats1d, steps: int, method: Method
) -> Floats1d:
    """Where the engine says that they are."""
    instructions, _ = program(model)
    step = SPAN / steps
    ready = replace(instructions, step=step, end=SPAN, method=method)
    segment = run_segment(
        ready, parameters[:, None], plain_schedule(ready), begin[:, None], 0, steps
    )
    assert segment.failures == ()
    return np.asarray(segment.final[:, 0])


def errors(seeds: Iterable[int]) -> Floats1d:
    """Error of each model relative to its size, with Runge and Kutta at a small step."""
    result = []
    for seed in seeds:
        model, parameters, begin = random_model(seed)
        exact = exactly(model, parameters, begin)
        found = by_engine(model, parameters, begin, 800, "rk4")
        result.append(np.max(np.abs(found - exact)) / np.max(np.abs(exact)))
    return np.array(result)


def test_random_models_agree_with_scipy() -> None:
    assert errors(range(25)).max() < 1e-6


@pytest.mark.slow
def test_two_hundred_random_models_agree_with_scipy() -> None:
    assert errors(range(200)).max() < 1e-6


@pytest.mark.parametrize(("method", "order"), [("euler", 1.0), ("rk4", 4.0)])
def test_the_order_of_convergence(method: Method, order: float) -> None:
    found = []
    for seed in range(8):
        model, parameters, begin = random_model(seed)
        exact = exactly(model, parameters, begin)
        coarse, fine = (
            np.max(np.abs(by_engine(model, parameters, begin, steps, method) - exact))
            for steps in (80, 160)
        )
        found.append(np.log2(coarse / fine))
    assert np.median(found) == pytest.approx(order, abs=0.25)


def test_what_flows_between_stocks_is_conserved() -> None:
    """Three stocks that exchange by saturated, shared flows: nothing is lost or made."""
    builder = ProgramBuilder()
    stocks = [builder.state(builder.parameter()) for _ in range(3)]
    flows = [
        builder.do(Op.SATURATE, builder.do(Op.SUBTRACT, stocks[k], stocks[(k + 1) % 3]))
        for k in range(3)
    ]
    for k, stock in enumerate(stocks):
        builder.slope(stock, builder.do(Op.SUBTRACT, flows[k - 1], flows[k]))
    ready = builder.build(500, 0.02, "rk4")
    parameters: Floats2d = np.random.default_rng(4).uniform(0, 9, (3, 300))
    segment = run_segment(
        ready, parameters, plain_schedule(ready), initial_state(ready, parameters), 0, 500
    )
    np.testing.assert_allclose(segment.final.sum(axis=0), parameters.sum(axis=0), rtol=1e-13)
    assert np.ptp(segment.final, axis=0).max() < 0.1 * np.ptp(parameters, axis=0).max()


def test_runge_and_kutta_see_inputs_between_grid_points() -> None:
    """y' = time + slope of a ramp: exact for both, since they are linear."""
    builder = ProgramBuilder()
    ramp = builder.input("ramp")
    y = builder.state()
    builder.slope(y, builder.do(Op.MULTIPLY, builder.time, ramp))
    ready = builder.build(10, 0.5, "rk4", start=0.0)
    times = 0.5 * np.arange(11)
    found = run_segment(
        ready, np.zeros((0, 1)), plain_schedule(ready, times), np.zeros((1, 1)), 0, 10
    ).final[0, 0]
    assert found == pytest.approx(5.0**3 / 3, rel=1e-13)
