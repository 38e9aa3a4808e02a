"""Small models of every function and array rule, run, against values derived by hand.

The models are in `tests/models`; each list has the values at the times of the run, and a single
number holds at all of them. The derivations follow XMILE 1.0 and the Vensim Reference Manual.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from contention.api.simulating import Simulation, simulate

MODELS = Path(__file__).parent / "models"
TIMES = (0, 1, 2, 3, 4)
Values = float | Sequence[float]


def _run(name: str) -> Simulation:
    return simulate(MODELS / name)


def _check(name: str, expected: Mapping[str, Values]) -> None:
    found = _run(name)
    wrong = {}
    for variable, values in expected.items():
        course = found[variable][:, 0]
        if not np.allclose(course, values, rtol=1e-9, atol=1e-9, equal_nan=True):
            wrong[variable] = (course.tolist(), values)
    assert wrong == {}


X = (-2, -1, 0, 1, 2)
S3 = (0, 0, 0, 0, 10)
"""input of 10 from time 1 through three stages of one step each"""

VENSIM: dict[str, dict[str, Values]] = {
    "arithmetic": {
        "sum and product": 1 + 6 - 1,
        "powers": 2**9,
        "minus power": -4 + 0.5,
        "bracketed": 1,
        "numbers": 111.75,
        "comparing": 10011,
        "logic": (0, 0, 1, 0, 1),
        "negation": (1, 1, 0, 0, 0),
        "both": (0, 1, 0, 0, 0),
        "nested": (10, 20, 30, 30, 35),
        "commented": (3, 4, 5, 6, 7),
        "continued": 6,
    },
    "functions": {
        "absolute": (2, 1, 0, 1, 2),
        "exponential": [math.exp(x) for x in X],
        "logarithm": [math.log(t + 1) for t in TIMES],
        "base 2": 3,
        "root": [math.sqrt(t) for t in TIMES],
        "third power": (-8, -1, 0, 1, 8),
        "sine": [math.sin(x) for x in X],
        "cosine": [math.cos(x) for x in X],
        "tangent": [math.tan(x / 2) for x in X],
        "arcs": [math.pi / 2 + math.atan(x) for x in X],
        "hyperbolic": [math.exp(x) - math.tanh(x) for x in X],
        "whole": (-1, 0, 0, 0, 1),  # -1.5, -0.75, 0, 0.75, 1.5 towards zero
        "rest": (-2, -1, 0, 1, 2),  # the sign of the dividend
        "in steps": (-2.5, -1, 0, 1, 2.5),  # 0.5 times -5.2, -2.6, 0, 2.6, 5.2 towards zero
        "smaller": (-2, -1, 0, 1, 1),
        "larger": (1, 1, 1, 1, 2),
        "or other": (-3, -6, 99, 6, 3),
        "or zero": (-3, -6, 0, 6, 3),
        "mixed Case": (2, 1, 0, 3, 5),
    },
    "inputs": {  # a step of 0.5
        "stepped": (0, 0, 0, 0, 5, 5, 5, 5, 5),
        "ramped": (0, 0, 0, 1, 2, 3, 4, 4, 4),
        "pulsed": (0, 0, 1, 1, 1, 1, 0, 0, 0),
        "short pulse": (0, 0, 0, 0, 1, 0, 0, 0, 0),
        "train": (1, 1, 0, 0, 1, 1, 0, 0, 0),
        "based": (10, 11, 12, 13, 14, 15, 16, 17, 18),
    },
    "stocks": {
        "population": (10, 13, 17.5, 24.25, 34.375),  # half of it is born, 2 die
        "twice": (30, 40, 53, 70.5, 94.75),
        "first": 30,
        "second": 31,
        "looped": (5, 6, 7, 8, 9),
        "active": (6, 7, 8, 9, 10),
        "constant stock": 31,
        "fixed": 7,
        "played": (11, 14, 18.5, 25.25, 35.375),
    },
    "delays": {
        "s1": (0, 0, 5, 7.5, 8.75),
        "s1i": (4, 2, 6, 8, 9),
        "s3": S3,
        "s3i": (6, 6, 6, 0, 10),
        "sn": (8, 8, 6, 6.5, 7.5),
        "d1": (0, 0, 5, 7.5, 8.75),
        "d1i": (4, 2, 6, 8, 9),
        "d3": S3,
        "d3i": (6, 6, 6, 0, 10),
        "dn": (8, 8, 6, 6.5, 7.5),
        "df": (-1, -1, 0, 10, 10),
        "in brackets": (2, 2, 12, 17, 19.5),
    },
    "states": {
        # averages 25/3, 55/6, 127/12, …, each nearer to the input by a half
        "growth": (0.1, 17 / 110, 41 / 254, 89 / 590, 185 / 1358),
        "expected": (10, 15.6, 14 * (1 + 9 / 22), 22.72, 18 * (1 + 45 / 114)),
        "held": (-5, 12, 12, 16, 16),
    },
    "lookups": {
        "read": (0, 5, 10, 7.5, 5),
        "plain": (0, 2.5, 5, 7.5, 10),
        "columns": (0, 5, 10, 7.5, 5),
        "outside": (0, 0, 5, 7.5, 5),
        "in place": (2, 4, 6, 8, 10),
        "beyond": (10, 7.5, 5, 2.5, 0),
        "next point": (0, 10, 10, 5, 5),
        "last point": (0, 0, 10, 10, 5),
        "inverse": (0, 0.25, 0.5, 0.75, 1),
        "named like a function": (1, 1.25, 1.5, 1.75, 2),
    },
    "arrays": {
        "three[north,south,a1]": 104,
        "three[south,east,a2]": 208,
        "tabbed[south,a3]": 6,
        "single[east]": 30,
        "all of them[south]": (4, 5, 6, 7, 8),
        "one element": 5,
        "column[south]": 4,
        "turned[a2,east]": 8,
        "spread[east,a1]": 30,
        "outer[east,a3]": 300,
        "total": 6,
        "sum of rows[south]": 15,
        "sum of columns[a3]": 18,
        "grand total": 45,
        "of part": 3,
        "products": 6,
        "least": 2,
        "greatest": 9,
        "weighted": 10 + 40 + 90,
        "counted": 3 + 2,
        "numbered[east]": 3,
        "chosen[south]": 1,
        "chosen[east]": 0,
        "copied[south]": 3,
        "paired[p]": 1,
        "paired[q]": 2,
        "crossed[c1]": 2,
        "crossed[c2]": 1,
        "stocks[east]": (7, 10, 13, 16, 19),
        "filled[south]": (200, 202, 204, 206, 208),
        "smoothed[south]": (0, 0, 1, 2.5, 4.25),
        "delayed[south]": (0, 0, 0, 2, 4),
        "delayed[east]": (0, 0, 0, 0, 3),
        "partly[north]": 5,
        "partly[east]": 6,
        "but one[south]": 2,
        "but one[east]": 1,
        "but two[north,a1]": 1,
        "but two[south,a3]": 2,
        "but two[north,a3]": 3,
        "but two[east,a3]": 4,
        "looked up[north]": (0, 1, 2, 3, 4),
        "looked up[south]": (0, 2, 4, 6, 8),
    },
    "vectors": {
        "selected sum": 50,
        "selected product": 600,
        "selected least": 20,
        "selected greatest": 30,
        "order[r1]": 1,  # 30, 10, 20: the least is the second, counted from 0
        "order[r2]": 2,
        "order[r3]": 0,
        "reversed[r1]": 0,
        "ranks[r1]": 3,
        "sorted[r1]": 10,
        "sorted[r3]": 30,
        "inverse[c1,d1]": 1,
        "inverse[c1,d2]": -1,
        "inverse[c2,d2]": 2,
    },
    "macros": {
        "added": (2, 3, 4, 5, 6),
        "nested": (6, 8, 10, 12, 14),
        "filled": (5, 7, 10, 14, 19),
        "with more": (11, 15, 21, 29, 39),
        "both": (0, 3, 6, 9, 12),
        "outer": (0, 6, 12, 18, 24),
    },
    "names": {"used": 36, "shown": 72, '"5% growth?"': 2},
    "missing": {
        "nothing": -(2.0**109),
        "is missing": (1, 1, 0, 0, 0),
        "is there": (0, 0, 1, 1, 1),
    },
    "imported": {
        "one": 10,
        "down[r2]": 1,
        "along[r2]": 30,
        "course[first]": (10, 20, 30, 25, 20),
        "course[second]": (1, 2, 3, 4, 5),
        "forward": (10, 30, 30, 20, 20),
        "backward": (10, 10, 30, 30, 20),
        "looked up": (1, 2, 3, 4, 5),
    },
    "settings": {  # from 10 to 12 in steps of 0.25, every other of which is kept
        "s": [1.25**n for n in (0, 2, 4, 6, 8)],
        "half": 22.5,
    },
    "runge_kutta": {"s": [(1 + 1 + 1 / 2 + 1 / 6 + 1 / 24) ** n for n in TIMES]},
    "allocation": {  # 0, 15, 30, 45, 60 to those who want 10, 20 and 30, the first first
        "by priority[w1]": (0, 10, 10, 10, 10),
        "by priority[w2]": (0, 5, 20, 20, 20),
        "by priority[w3]": (0, 0, 0, 15, 30),
    },
}

XMILE: dict[str, dict[str, Values]] = {
    "arithmetic": {
        "sum and product": 6,
        "powers": 2**9,
        "minus power": -3.5,
        "numbers": 101.75,
        "comparing": 1011,
        "logic": (0, 0, 1, 0, 1),
        "negation": (1, 1, 0, 0, 0),
        "not first": (1, 0, 0, 0, 0),  # (NOT TIME) = 1
        "nested": (10, 20, 30, 30, 30),
        "in brackets": (3, 3, 7, 7, 7),
        "remainder": 1 + 2 * 2,
        "remainder below zero": (1, 2, 0, 1, 2),
        "commented": (3, 4, 5, 6, 7),
        "order": (0, 3, 6, 9, 12),
        "mode": (0, 4, 8, 12, 16),
    },
    "functions": {
        "absolute": (2, 1, 0, 1, 2),
        "exponential": [math.exp(x) for x in X],
        "logarithm": [math.log(t + 1) for t in TIMES],
        "tens": 3,
        "root": [math.sqrt(t) for t in TIMES],
        "sine": [math.sin(x) for x in X],
        "circle": math.pi,
        "whole": (-2, -1, 0, 0, 1),  # the largest integer not above it
        "rounded": (-2, -1, 0, 1, 2),
        "smaller": (-2, -1, 0, 1, 1),
        "larger": (1, 1, 1, 1, 2),
        "safe": (-3, -6, 0, 6, 3),
        "safe with": (-3, -6, 99, 6, 3),
        "settings": 0 + 40 + 100,
        "endless": 1,
        "mixed": (2, 1, 0, 2, 4),
    },
    "inputs": {  # two steps a month
        "stepped": (0, 0, 0, 0, 5, 5, 5, 5, 5),
        "ramped": (0, 0, 0, 1, 2, 3, 4, 4, 4),
        "endless ramp": (0, 0, 0, 1, 2, 3, 4, 5, 6),
        "pulsed": (0, 0, 6, 0, 0, 0, 0, 0, 0),
        "repeated": (0, 0, 6, 0, 0, 0, 6, 0, 0),
        "filled": (0, 0, 0, 3, 3, 3, 3, 3, 3),
    },
    "delays": {
        "s1": (0, 0, 5, 7.5, 8.75),
        "s1i": (4, 2, 6, 8, 9),
        "s3": S3,
        "sn": (8, 8, 6, 6.5, 7.5),
        "d1": (0, 0, 5, 7.5, 8.75),
        "d1i": (4, 2, 6, 8, 9),
        "d3i": (6, 6, 6, 0, 10),
        "dn": (8, 8, 6, 6.5, 7.5),
        "df": (0, 0, 0, 10, 10),
        "dfi": (-1, -1, 0, 10, 10),
        "growth": (0.1, 17 / 110, 41 / 254, 89 / 590, 185 / 1358),
        "expected": (10, 15.6, 14 * (1 + 9 / 22), 22.72, 18 * (1 + 45 / 114)),
        "before": (3, 10, 12, 14, 16),
        "counter": (1, 2, 3, 4, 5),
        "at start": 11,
    },
    "stocks": {
        "limited": (10, 6, 2, 0, 0),
        "receiving": (0, 4, 8, 10, 10),
        "draining": (4, 4, 2, 0, 0),
        "free": (10, 6, 2, -2, -6),
        "one way": (0, 2, 3, 3, 3),
        "two way": (0, 2, 3, 3, 2),
        "Population": (100, 110, 120.5, 131.525, 143.10125),
        "not moving": 7,
    },
    "tables": {
        "continuous": (0, 0, 10, 5, 5),
        "extrapolated": (-10, 0, 10, 5, 0),
        "discrete": (0, 0, 10, 10, 5),
        "called": (0, 5, 10, 7.5, 5),
        "looked up": (0, 7, 14, 13.5, 13),
        "other argument": 10,
    },
    "arrays": {
        "same[south]": (4, 5, 6, 7, 8),
        "two[south,2]": 22,
        "whole[far east]": (10, 11, 12, 13, 14),
        "turned[2,south]": 22,
        "override[north]": 5,
        "override[south]": 6,
        "neighbour[1]": 2,
        "neighbour[2]": 3,
        "level[south]": (200, 202, 204, 206, 208),
        "drawn[1]": (0, 1, 2, 3, 4),
        "drawn[2]": (0, 2, 4, 6, 8),
        "element": 3 + 2 + 22,
        "computed": (1, 1, 2, 2, 3),
        "total": 12,
        "of rows": 11 + 12,
        "part": 3 + 5,
        "average": 2,
        "product": 6,
        "extremes": 31,
        "counted": 3 + 6,
    },
    "parts": {
        "Shop.sold": (6, 8, 10, 12, 14),
        "Store.left": (105, 99, 91, 81, 69),
        "result": (111, 107, 101, 93, 83),
        "by macro": (5, 8, 11, 14, 17),
        "two stocks": (0, 4, 9, 15, 22),
    },
    "runge_kutta": {"s": [(1 + 1 + 1 / 2 + 1 / 6 + 1 / 24) ** n for n in TIMES]},
}


@pytest.mark.parametrize("name", VENSIM)
def test_a_vensim_model_gives_the_values_derived_by_hand(name: str) -> None:
    _check(f"{name}.mdl", VENSIM[name])


@pytest.mark.parametrize("name", XMILE)
def test_an_xmile_model_gives_the_values_derived_by_hand(name: str) -> None:
    _check(f"{name}.xmile", XMILE[name])


def test_settings_may_be_computed_from_constants() -> None:
    assert _run("settings.mdl").times.tolist() == [10, 10.5, 11, 11.5, 12]


def test_what_is_available_is_shared_out() -> None:
    # the shares under a normal curve have no closed form
    found = _run("allocation.mdl")
    shares = [found[f"available[w{number}]"][:, 0] for number in (1, 2, 3)]
    assert np.allclose(sum(shares), (0, 15, 30, 45, 60))
    assert all(
        np.all(share <= wanted + 1e-9) for share, wanted in zip(shares, (10, 20, 30), strict=True)
    )
    assert np.all(shares[0] / 10 >= shares[1] / 20 - 1e-9)


def test_random_functions_stay_in_their_ranges_and_belong_to_the_seed() -> None:
    found = _run("random.mdl")
    uniform = np.array([found[f"uniform[r{number}]"] for number in range(1, 41)])
    assert uniform.min() >= 2
    assert uniform.max() <= 4
    assert abs(uniform.mean() - 3) < 0.2  # its standard error is 0.04
    waiting = np.array([found[f"waiting[r{number}]"] for number in range(1, 41)])
    assert abs(waiting.mean() - 2) < 0.6  # 0.14
    counts = np.array([found[f"counts[r{number}]"] for number in range(1, 41)])
    assert abs(counts.mean() - 3) < 0.6  # 0.12
    assert np.array_equal(found["plain"], _run("random.mdl")["plain"])


def test_every_model_of_the_folder_is_checked() -> None:
    checked = {f"{name}.mdl" for name in (*VENSIM, "random")} | {f"{name}.xmile" for name in XMILE}
    assert {path.name for path in MODELS.iterdir() if path.suffix != ".csv"} == checked
