"""Link and loop scores on models small enough to work them out by hand."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contention.exchange.models.equations import (
    Auxiliary,
    Expression,
    Name,
    Number,
    Stock,
    StockFlowModel,
    call,
)
from tests.equation_program import Scored, scored

STEP = 0.05


def minus(one: Expression, two: Expression) -> Expression:
    return call("subtract", one, two)


def times(*factors: Expression | float) -> Expression:
    found: Expression = Number(1.0)
    for each in factors:
        found = call("multiply", found, Number(each) if isinstance(each, float) else each)
    return found


def plus(*terms: Expression) -> Expression:
    found: Expression = Number(0.0)
    for each in terms:
        found = call("add", found, each)
    return found


def model_of(
    stocks: dict[str, tuple[float, Expression]], others: dict[str, Expression], stop: float = 20.0
) -> StockFlowModel:
    return StockFlowModel(
        "model", 0.0, stop, STEP,
        tuple(Stock(name, start, flow) for name, (start, flow) in stocks.items()),
        tuple(Auxiliary(name, made) for name, made in others.items()),
    )  # fmt: skip


P, X, Y, Z = Name("p"), Name("x"), Name("y"), Name("z")


def change(run: Scored, name: str) -> np.ndarray:
    return np.diff(run.values[name])


def loop_of(run: Scored, *names: str) -> np.ndarray:
    """The relative scores of the loop through these stocks, whatever else it passes."""
    found = [
        values for loop, values in run.loops().items()
        if {each for each in loop if each in ("p", "x", "y", "z")} == set(names)
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def test_the_only_loop_of_a_decay_explains_all_of_it() -> None:
    run = scored(model_of({"p": (10.0, times(-0.3, P))}, {}))
    assert loop_of(run, "p") == pytest.approx(-1.0)


def test_births_and_deaths_share_the_change_by_their_rates() -> None:
    others = {"births": times(0.5, P), "deaths": times(0.2, P)}
    run = scored(model_of({"p": (10.0, minus(Name("births"), Name("deaths")))}, others))
    loops = run.loops()
    assert loops["births", "p_net_flow", "p"] == pytest.approx(0.5 / 0.7)
    assert loops["deaths", "p_net_flow", "p"] == pytest.approx(-0.2 / 0.7)
    assert run.links["births", "p_net_flow"] == pytest.approx(0.5 / 0.3)
    assert run.links["deaths", "p_net_flow"] == pytest.approx(-0.2 / 0.3)


def test_logistic_growth_turns_at_half_the_capacity() -> None:
    rate, capacity, start = 0.6, 1000.0, 10.0
    others = {"births": times(rate, P), "deaths": times(rate / capacity, P, P)}
    run = scored(model_of({"p": (start, minus(Name("births"), Name("deaths")))}, others))
    reinforcing = run.loops()["births", "p_net_flow", "p"]
    values = run.values["p"]
    assert reinforcing == pytest.approx(1.0 / (1.0 + (values[1:] + values[:-1]) / capacity))
    turn = STEP * np.flatnonzero(reinforcing < 0.5)[0]
    analytic = math.log((capacity - start) / start) / rate
    assert turn == pytest.approx(analytic, abs=0.1)  # two steps: Euler's, of first order, lags


def test_an_undamped_oscillator_has_one_balancing_loop() -> None:
    run = scored(model_of({"x": (1.0, Y), "y": (0.0, times(-4.0, X))}, {}))
    shares = loop_of(run, "x", "y")
    assert shares[0] == 0.0  # nothing has moved yet: the velocity begins at 0
    assert shares[1:] == pytest.approx(-1.0)


def test_a_damped_oscillator_divides_by_what_moves_the_velocity() -> None:
    run = scored(model_of({"x": (1.0, Y), "y": (0.0, plus(times(-4.0, X), times(-0.5, Y)))}, {}))
    spring, damping = 4.0 * np.abs(change(run, "x")), 0.5 * np.abs(change(run, "y"))
    total = spring + damping
    assert loop_of(run, "x", "y") == pytest.approx(-spring / total)
    assert loop_of(run, "y") == pytest.approx(-damping / total)


def race(names: str, size: float) -> StockFlowModel:
    """Each party arms towards a share of what the others have together."""
    stocks = {}
    for own in names:
        rest = plus(*(Name(each) for each in names if each != own))
        stocks[own] = (float(1 + names.index(own)), times(0.4, minus(times(size, rest), Name(own))))
    return model_of(stocks, {})


def test_an_arms_race_of_two_is_driven_by_the_loop_between_them() -> None:
    run = scored(race("xy", 1.5))
    moves = {each: np.abs(change(run, each)) for each in "xy"}
    turns = {each: np.abs(change(run, f"{each}_net_flow")) for each in "xy"}
    between = (0.6 * moves["y"] / turns["x"]) * (0.6 * moves["x"] / turns["y"])
    own = {each: 0.4 * moves[each] / turns[each] for each in "xy"}
    total = between + own["x"] + own["y"]
    assert loop_of(run, "x", "y") == pytest.approx(between / total)
    assert loop_of(run, "x") == pytest.approx(-own["x"] / total)
    # in the end both grow alike, so that shares follow from the growth rate 0.2
    assert loop_of(run, "x", "y")[-1] == pytest.approx(9.0 / (9.0 + 2.0 + 2.0), rel=1e-2)


def test_an_arms_race_of_three_has_a_loop_each_way_round() -> None:
    run = scored(race("xyz", 0.7))
    round_all = [loop for loop in run.loops() if {"x", "y", "z"} <= set(loop)]
    assert len(round_all) == 2
    assert len(run.loops()) == 3 + 3 + 2


def test_bass_diffusion_passes_from_word_of_mouth_to_saturation() -> None:
    market, contagion = 1000.0, 0.001
    adoption = times(contagion, X, Y)
    run = scored(model_of({"x": (990.0, times(-1.0, Name("adoption"))),
                           "y": (10.0, Name("adoption"))}, {"adoption": adoption}))  # fmt: skip
    x, y = run.values["x"], run.values["y"]
    by_potential = contagion * np.abs(change(run, "x")) * y[:-1]
    by_adopters = contagion * np.abs(change(run, "y")) * x[:-1]
    total = by_potential + by_adopters
    loops = run.loops()
    assert loops["adoption", "y_net_flow", "y"] == pytest.approx(by_adopters / total)
    assert loops["adoption", "x_net_flow", "x"] == pytest.approx(-by_potential / total)
    first = int(np.flatnonzero(by_potential > by_adopters)[0])
    assert y[first] == pytest.approx(market / 2, rel=0.05)


def test_scores_do_not_depend_on_how_flows_are_put_together() -> None:
    births, deaths = times(0.6, P), times(0.001, P, P)
    apart = {"births": births, "deaths": deaths, "net": minus(Name("births"), Name("deaths"))}
    run = scored(model_of({"p": (10.0, Name("net"))}, apart))
    direct = scored(model_of({"p": (10.0, minus(Name("births"), Name("deaths")))},
                             {"births": births, "deaths": deaths}))  # fmt: skip
    assert run.loops()["births", "net", "p_net_flow", "p"] == pytest.approx(
        direct.loops()["births", "p_net_flow", "p"]
    )


def test_nothing_is_explained_where_nothing_moves() -> None:
    run = scored(model_of({"p": (10.0, minus(Number(3.0), times(0.3, P)))}, {}))
    assert (loop_of(run, "p") == 0.0).all()


Weights = list[list[float]]
NAMES = ("x", "y", "z")
SIZES = st.one_of(st.just(0.0), st.floats(0.1, 1.0), st.floats(-1.0, -0.1))


def linear(weights: Weights, starts: list[float], units: list[float]) -> StockFlowModel:
    """Three stocks whose flows are sums of the stocks, each stock in a unit of its own."""
    stocks = {}
    for row, name in enumerate(NAMES):
        terms = [
            times(weights[row][column] * units[row] / units[column], Name(other))
            for column, other in enumerate(NAMES)
        ]
        stocks[name] = (starts[row] * units[row], plus(*terms))
    return model_of(stocks, {}, stop=2.0)


@given(
    st.lists(st.lists(SIZES, min_size=3, max_size=3), min_size=3, max_size=3),
    st.lists(st.floats(0.5, 2.0), min_size=3, max_size=3),
    st.lists(st.sampled_from([1e-3, 1.0, 60.0, 1e6]), min_size=3, max_size=3),
)
@settings(deadline=None, max_examples=60)
def test_shares_add_up_keep_their_signs_and_do_not_depend_on_units(
    weights: Weights, starts: list[float], units: list[float]
) -> None:
    run = scored(linear(weights, starts, [1.0] * 3))
    assume(all(np.abs(change(run, name)).min() > 1e-4 for name in NAMES))
    assume(all(np.abs(change(run, f"{name}_net_flow")).min() > 1e-6 for name in NAMES))
    loops = run.loops()
    for group in run.groups:
        assert np.abs(group.relative).sum(axis=0) == pytest.approx(1.0)
    for names, values in loops.items():
        polarity = np.prod([
            weights[NAMES.index(effect)][NAMES.index(cause)]
            for cause, effect in pairwise(_in_order(names))
        ])  # fmt: skip
        assert (np.sign(values) == np.sign(polarity)).all()
    again = scored(linear(weights, starts, units)).loops()
    assert again.keys() == loops.keys()
    for names, values in loops.items():
        assert again[names] == pytest.approx(values, rel=1e-5, abs=1e-7)


def _in_order(names: tuple[str, ...]) -> list[str]:
    """The stocks round a loop, the first again at the end."""
    found = [each for each in names if each in NAMES]
    return [*found, found[0]]


def test_a_link_of_no_strength_has_no_score() -> None:
    weights = [[-0.5, 0.0, 0.3], [0.4, -0.5, 0.0], [0.0, 0.6, -0.2]]
    coefficient: dict[str, Expression] = {"strength": Number(0.0)}
    run = scored(model_of({
        "x": (1.0, plus(times(-0.5, X), times(0.3, Z))),
        "y": (2.0, plus(times(0.4, X), times(-0.5, Y), times(Name("strength"), Z))),
        "z": (1.5, plus(times(0.6, Y), times(-0.2, Z))),
    }, coefficient))  # fmt: skip
    assert (run.links["z", "y_net_flow"] == 0.0).all()
    assert (loop_of(run, "y", "z") == 0.0).all()
    without = scored(linear(weights, [1.0, 2.0, 1.5], [1.0] * 3))
    steps = len(loop_of(without, "x", "y", "z"))
    assert loop_of(run, "x", "y", "z")[:steps] == pytest.approx(loop_of(without, "x", "y", "z"))
