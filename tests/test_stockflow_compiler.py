"""Whole models: order, initial values, methods, stocks that stay above zero, and refusals."""

import math
from pathlib import Path

import numpy as np
import pytest

import contention as ct
from contention.stockflow import graph, unrolled
from tests.simulated import courses, vensim, xmile


def test_initial_values_may_need_variables_and_other_stocks(tmp_path: Path) -> None:
    equations = """
        first = INTEG(1, second * share)
        second = INTEG(-1, base + 1)
        base = total / 2
        total = 10
        share = first / total
        """.replace("share = first / total", "share = base / total")
    found = vensim(tmp_path, equations, stop=1)
    assert (found["second"].tolist(), found["first"].tolist()) == ([6, 5], [3, 4])


@pytest.mark.parametrize(
    ("method", "growth"),
    [("Euler", 1 + 0.5), ("RK2", 1 + 0.5 + 0.125), ("RK4", 1 + 0.5 + 0.125 + 1 / 48 + 1 / 384)],
)
def test_a_method_takes_so_many_terms_of_the_exponential(
    tmp_path: Path, method: str, growth: float
) -> None:
    """dS/dt = S over half a year is 1 + h + h²/2 + …, cut off after the method's order."""
    text = (
        '<stock name="s"><eqn>8</eqn><inflow>f</inflow></stock><flow name="f"><eqn>s</eqn></flow>'
    )
    found = xmile(tmp_path, text, stop=1, step=0.5, method=method)
    assert found["s"] == pytest.approx([8, 8 * growth, 8 * growth**2], rel=1e-15)


@pytest.mark.parametrize(("method", "error"), [("RK2", 4e-3), ("RK4", 1e-15)])
def test_methods_see_the_time_within_a_step(tmp_path: Path, method: str, error: float) -> None:
    """The integral of t³ from 0 to 1 is a quarter; Simpson's rule has it exactly."""
    text = (
        '<stock name="s"><eqn>0</eqn><inflow>f</inflow></stock>'
        '<flow name="f"><eqn>TIME ^ 3</eqn></flow>'
    )
    found = xmile(tmp_path, text, stop=1, step=0.125, method=method)
    assert abs(found["s"][-1] - 0.25) <= error
    assert (abs(found["s"][-1] - 0.25) > 1e-4) == (method == "RK2")


def test_outflows_of_a_stock_above_zero_are_served_in_order(tmp_path: Path) -> None:
    """10 are there and 2 flow in: the first takes 7, the second what is left, 5 of 6."""
    text = """
        <stock name="s"><eqn>10</eqn><inflow>in</inflow><outflow>one</outflow>
          <outflow>two</outflow><non_negative/></stock>
        <stock name="t"><eqn>0</eqn><inflow>two</inflow></stock>
        <flow name="in"><eqn>2</eqn></flow><flow name="one"><eqn>7</eqn></flow>
        <flow name="two"><eqn>6</eqn></flow>"""
    found = xmile(tmp_path, text, stop=2)
    assert found["s"].tolist() == [10, 0, 0]
    assert (found["one"].tolist(), found["two"].tolist()) == ([7, 2, 2], [5, 0, 0])
    assert found["t"].tolist() == [0, 5, 5]


def test_stocks_above_zero_in_a_circle_give_what_they_have(tmp_path: Path) -> None:
    text = """
        <stock name="s"><eqn>4</eqn><inflow>back</inflow><outflow>out</outflow><non_negative/>
        </stock>
        <stock name="t"><eqn>1</eqn><inflow>out</inflow><outflow>back</outflow><non_negative/>
        </stock>
        <flow name="out"><eqn>6</eqn></flow><flow name="back"><eqn>3</eqn></flow>"""
    found = xmile(tmp_path, text, stop=2)
    assert (found["s"].tolist(), found["t"].tolist()) == ([4, 1, 3], [1, 4, 2])


def test_a_uniflow_does_not_run_backwards(tmp_path: Path) -> None:
    text = """
        <stock name="s"><eqn>0</eqn><inflow>one</inflow><inflow>both</inflow></stock>
        <flow name="one"><eqn>-1</eqn><non_negative/></flow>
        <flow name="both"><eqn>-1</eqn></flow>"""
    found = xmile(tmp_path, text, stop=2)
    assert found["s"].tolist() == [0, -1, -2]


def test_rows_are_saved_at_multiples_or_just_after(tmp_path: Path) -> None:
    def times(step: float, every: float, stop: float) -> list[float]:
        text = f"""{{UTF-8}}
            x = 1 ~~|
            INITIAL TIME = 1 ~~|
            FINAL TIME = {stop} ~~|
            TIME STEP = {step} ~~|
            SAVEPER = {every} ~~|"""
        return list(courses(tmp_path / "model.mdl", text)["time"])

    assert times(0.25, 1, 3) == [1, 2, 3]
    assert times(1, 0.5, 3) == [1, 2, 3]
    assert times(0.25, 0.4, 2) == [1, 1.5, 2]
    assert times(0.75, 0.75, 2) == [1, 1.75, 2.5]
    assert times(0.1, 0.3, 2) == pytest.approx([1, 1.3, 1.6, 1.9])


def test_a_run_may_end_when_something_is_reached(tmp_path: Path) -> None:
    text = """{UTF-8}
        s = INTEG(1, 0) ~~|
        INITIAL TIME = 0 ~~|
        FINAL TIME = IF THEN ELSE(s >= 5.2, Time, 1000) ~~|
        TIME STEP = 0.5 ~~|
        SAVEPER = 1 ~~|"""
    found = courses(tmp_path / "model.mdl", text)
    assert found["time"].tolist() == [0, 1, 2, 3, 4, 5]
    with pytest.raises(ct.CaseError, match="step of the run is not a constant"):
        courses(tmp_path / "model.mdl", text.replace("TIME STEP = 0.5", "TIME STEP = 0.5 + s"))


def test_the_length_of_a_fixed_delay_is_that_at_the_start(tmp_path: Path) -> None:
    equations = """
        s = INTEG(1, 2)
        x = DELAY FIXED(Time, s - MAX(Time, 0), 9)"""
    assert vensim(tmp_path, equations)["x"].tolist() == [9, 9, 0, 1, 2]


def test_macros_of_vensim_have_variables_of_their_own(tmp_path: Path) -> None:
    text = """{UTF-8}
        :MACRO: FILL(inflow, start)
        FILL = INTEG(inflow * pace, start) ~~|
        pace = 2 ~~|
        :END OF MACRO:
        pace = 100 ~~|
        A: a1, a2 ~~|
        x = FILL(3, 1) + FILL(pace, 0) ~~|
        y[A] = FILL(A, 10 * A) ~~|
        INITIAL TIME = 0 ~~|
        FINAL TIME = 1 ~~|
        TIME STEP = 1 ~~|
        SAVEPER = 1 ~~|"""
    found = courses(tmp_path / "model.mdl", text)
    assert found["x"].tolist() == [1, 207]
    assert (found["y[a1]"].tolist(), found["y[a2]"].tolist()) == ([10, 12], [20, 24])


def test_what_is_not_taken_has_no_influence(tmp_path: Path) -> None:
    equations = """
        s = INTEG(1, 0)
        x = IF THEN ELSE(s = 0, 5, 1 / s)
        y = IF THEN ELSE(s > 1 :AND: LN(s - 1) > 0, 1, 0)
        z = MAX(ZIDZ(1, s), 0)"""
    found = vensim(tmp_path, equations, stop=2)
    assert found["x"].tolist() == [5, 1, 0.5]
    assert found["z"].tolist() == [0, 1, 0.5]


def _problems(folder: Path, equations: str) -> list[str]:
    with pytest.raises(ct.CaseError) as refused:
        vensim(folder, equations)
    return [str(problem).removeprefix(str(folder) + "/") for problem in refused.value.problems]


def test_loops_without_a_stock_are_refused_with_their_names(tmp_path: Path) -> None:
    (found,) = _problems(tmp_path, "a = b + 1\nb = c * 2\nc = a / 3")
    assert found.startswith("model.mdl:")
    assert "need each other in every step" in found
    assert {"a", "b", "c"} <= set(found.replace("→", " ").split())


def test_initial_values_in_a_circle_are_refused(tmp_path: Path) -> None:
    found = _problems(tmp_path, "a = INTEG(1, b)\nb = INTEG(1, a)")
    assert "need each other at the start" in found[0]


def test_everything_that_cannot_be_run_is_refused_at_once(tmp_path: Path) -> None:
    equations = """
        A: a1, a2
        x[A] = 1
        p = x
        q = missing + 1
        r[A] = x[a9]
        s = SUM(x[A!], 2)
        t = RANDOM GAMMA(0, 9, 2, 0, 1, 0)
        u[A] = v[A!]
        v[A] = 1
        w = f
        f((0, 0), (1, 1))"""
    found = _problems(tmp_path, equations)
    assert [line.split(":")[1] for line in found] == ["4", "5", "6", "7", "8", "9", "11"]
    assert "`x` is an array and has no subscripts here" in found[0]
    assert "`missing` is not defined" in found[1]
    assert "RANDOM GAMMA" in found[4]


@pytest.mark.parametrize(
    ("equations", "message"),
    [
        ("x = 1\nX = 2", "`x` has two equations"),
        ("A: a1, a2\nx[A] = 1\nx[a1] = 2", "has two equations"),
        ("x = DELAY FIXED(1, RANDOM 0 1(), 0)", "length of a fixed delay"),
        ("A: a1\nx[B] = 1", "neither a range nor an element"),
    ],
)
def test_a_model_that_contradicts_itself_is_refused(
    tmp_path: Path, equations: str, message: str
) -> None:
    assert message in " ".join(_problems(tmp_path, equations))


@pytest.mark.parametrize(
    ("equations", "message"),
    [
        ("A: (a1-a99)\nB <-> A\nx[A, B] = 1", "more than 2,000 elements"),
        ("A: (a1-a30)\nB <-> A\nx[A, B] = 1\ny[A] = SUM(x[A!, B!] * A)", "4,000 parts"),
        ("A: (a1-a400)\nB <-> A\nx[A] = 1\ny = SUM(x[A!] * x[B!])", "100,000 elements"),
    ],
)
def test_models_too_large_for_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, equations: str, message: str
) -> None:
    monkeypatch.setattr(unrolled, "MOST_CELLS", 2000)
    monkeypatch.setattr(graph, "MOST_PARTS", 4_000)
    assert message in " ".join(_problems(tmp_path, equations))


def test_exceptions_of_large_ranges_are_not_written_out(tmp_path: Path) -> None:
    equations = "A: (a1-a300)\nB <-> A\nx[A, B] :EXCEPT: [A, B] = 1\ny = 1"
    assert list(vensim(tmp_path, equations))[1] == "y"


def test_numbers_that_are_not_finite_are_shown_and_named(tmp_path: Path) -> None:
    vensim(tmp_path, "s = INTEG(-1, 1)\nx = LN(s)", stop=2)
    found = ct.simulate(tmp_path / "model.mdl")
    assert found.astray == {"x": 1.0}
    assert [str(value) for value in found["x"][:, 0]] == ["0.0", "-inf", "nan"]


def test_long_sums_and_chains_are_no_trouble(tmp_path: Path) -> None:
    chain = "\n".join(f"v{number} = v{number - 1} + 1" for number in range(1, 3000))
    total = " + ".join(f"v{number}" for number in range(0, 3000, 25))
    found = vensim(tmp_path, f"v0 = 0\n{chain}\ntotal = {total}", stop=1)
    assert found["total"][0] == 25 * 120 * 119 / 2
    assert found["v2999"][0] == 2999


def test_draws_vary_constants_within_ranges(tmp_path: Path) -> None:
    vensim(tmp_path, "s = INTEG(rate * s, start)\nrate = 0.1\nstart = 100\ntwice = 2 * rate")
    found = ct.simulate(
        tmp_path / "model.mdl", draws=64, seed=3,
        ranges={"Rate": (0.2, 0.4), "start": (50, 150)}, variables=["s", "twice"],
    )  # fmt: skip
    rate, start = found.given["Rate"], found.given["start"]
    assert 0.2 < rate.min() < 0.22 < 0.38 < rate.max() < 0.4
    assert found["s"][-1] == pytest.approx(start * (1 + rate) ** 4)
    assert found["twice"] == pytest.approx(np.tile(2 * rate, (5, 1)))
    again = ct.simulate(tmp_path / "model.mdl", draws=8, seed=3, ranges={"rate": (0.2, 0.4)})
    assert len(again.variables) == 8


def test_what_is_computed_cannot_be_varied(tmp_path: Path) -> None:
    vensim(tmp_path, "s = INTEG(1, 0)\nx = 2 * s")
    with pytest.raises(ct.CaseError, match="`x` is not a constant"):
        ct.simulate(tmp_path / "model.mdl", ranges={"x": (0, 1)})
    with pytest.raises(ct.CaseError, match="`z` is not a variable"):
        ct.simulate(tmp_path / "model.mdl", ranges={"z": (0, 1)})


def test_long_results_come_in_parts_without_a_seam(tmp_path: Path) -> None:
    vensim(tmp_path, "s = INTEG(1, 0)\nx = DELAY FIXED(s, 3, 0)", stop=70_000)
    found = ct.simulate(tmp_path / "model.mdl")
    assert (found["s"][:, 0] == np.arange(70_001)).all()
    assert (found["x"][3:, 0] == np.arange(69_998)).all()


def test_a_stock_that_grows_beyond_all_numbers_is_named(tmp_path: Path) -> None:
    vensim(tmp_path, "s = INTEG(s * s, 1e200)\nx = 1", stop=3)
    found = ct.simulate(tmp_path / "model.mdl")
    assert list(found.astray) == ["s"]
    assert not math.isfinite(found["s"][2, 0])


@pytest.mark.parametrize(
    ("equations", "message"),
    [
        ("rate = 0,03", "model.mdl:2:8: rate: `0,03` is two numbers"),
        ("s = INTEG(rate, 5)\nrate = 1,000,000", "model.mdl:3:8: rate: `1,000,000` is 3 numbers"),
        ("A: a1, a2\nx[A] = 50, 80, 90", "there are 3 numbers, more than elements (2)"),
        ("A: a1, a2\nx[A] = 50,", "there are 1 numbers, fewer than elements (2)"),
        ("A: a1, a2\nx[a1] = 50, 80\nx[a2] = 1", "x[a1]: there are 2 numbers, more"),
    ],
)
def test_a_list_has_a_number_for_each_element(tmp_path: Path, equations: str, message: str) -> None:
    (found,) = _problems(tmp_path, equations)
    assert message in found


@pytest.mark.parametrize("kind", ["aux", "stock"])
def test_a_decimal_comma_of_xmile_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ct.CaseError, match="`0,1` is two numbers — write one; a decimal point"):
        xmile(tmp_path, f'<{kind} name="x"><eqn>0,1</eqn></{kind}>')
