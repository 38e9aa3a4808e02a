"""Graphical functions by all their rules, against values read off by hand."""

from pathlib import Path

import pytest

import contention as ct
from contention.stockflow.graph import MISSING
from tests.simulated import vensim, xmile

TABLE = "f((1, 10), (2, 20), (4, 0))"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("f(Time)", [10, 10, 20, 10, 0, 0]),
        ("LOOKUP EXTRAPOLATE(f, Time)", [0, 10, 20, 10, 0, -10]),
        ("LOOKUP FORWARD(f, Time)", [10, 10, 20, 0, 0, 0]),
        ("LOOKUP BACKWARD(f, Time)", [10, 10, 20, 20, 0, 0]),
        ("LOOKUP AREA(f, 1, Time)", [-10, 0, 15, 30, 35, 35]),
        ("LOOKUP SLOPE(f, Time, 0)", [0, 10, 0, -10, -10, 0]),
        ("LOOKUP SLOPE(f, Time, 1)", [10, 10, 0, -10, -10, -10]),
        ("LOOKUP SLOPE(f, Time, -1)", [MISSING, 10, 0, -10, -10, MISSING]),
        ("LOOKUP SLOPE(jump, Time / 2, 0)", [4, 4, MISSING, 1, 1, 0]),
        ("WITH LOOKUP(Time, ((0, 0), (5, 10)))", [0, 2, 4, 6, 8, 10]),
    ],
)
def test_a_lookup_of_vensim(tmp_path: Path, expression: str, expected: list[float]) -> None:
    jump = "jump((0, 0), (1, 4), (1, 6), (2, 7))"
    found = vensim(tmp_path, f"{TABLE}\n{jump}\nx = {expression}", stop=5)
    assert found["x"].tolist() == pytest.approx(expected)
    assert "f" not in found


def test_a_lookup_is_inverted(tmp_path: Path) -> None:
    equations = "up((0, 0), (2, 10), (3, 30))\nx = LOOKUP INVERT(up, 10 * Time)"
    assert vensim(tmp_path, equations)["x"].tolist() == [0, 2, 2.5, 3, 3]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("continuous", [10, 10, 20, 10, 0, 0]),
        ("extrapolate", [0, 10, 20, 10, 0, -10]),
        ("discrete", [10, 10, 20, 20, 0, 0]),
    ],
)
def test_the_three_rules_of_xmile(tmp_path: Path, rule: str, expected: list[float]) -> None:
    table = f'<gf type="{rule}"><xpts>1,2,4</xpts><ypts>10,20,0</ypts></gf>'
    found = xmile(tmp_path, f'<aux name="x"><eqn>TIME</eqn>{table}</aux>', stop=5)
    assert found["x"].tolist() == pytest.approx(expected)


def _arguments(folder: Path, equations: str) -> dict[str, float]:
    vensim(folder, f"t((0, 1), (2, 3))\nx = Time\n{equations}")
    return dict(ct.simulate(folder / "model.mdl").astray_arguments)


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("y = t(1 / (x - 1))", {"y": 1}),
        ("y = 2 * WITH LOOKUP(LN(1 / (x - 2) ^ 2), ((0, 1), (2, 3)))", {"y": 2}),
        ("y = INTEG(t(1 / (x - 3)), 0)", {"y": 3}),
        ("y = INTEG(1, t(5 / x))", {"y": 0}),
        ("y = IF THEN ELSE(x = 1, 0, t(1 / (x - 1)))", {}),
        ("y = t(ZIDZ(1, x - 1))", {}),
        ("y = t(x / 2)", {}),
    ],
)
def test_an_argument_that_is_not_finite_is_named(
    tmp_path: Path, equation: str, expected: dict[str, float]
) -> None:
    assert _arguments(tmp_path, equation) == expected


def test_raw_data_have_values_at_their_own_times_only(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("time,sales\n0.5,7\n2,9\n", "utf-8")
    found = vensim(tmp_path, "sales:RAW: := GET DIRECT DATA('d.csv', ',', 'A', 'B2')", step=0.5)
    missing = [MISSING] * 9
    assert found["sales"].tolist() == [missing[0], 7, *missing[2:4], 9, *missing[5:]]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (0, [1, 1, 2, 3, 2.5, 2, 2]),
        (1, [-1, 0, 1.5, 4, 6.75, 9, 11]),
        (2, [1, 1, 1, 3, 3, 2, 2]),
        (3, [0, 1, 2, 3, 2.5, 2, 1.5]),
        (4, [1, 1, 3, 3, 2, 2, 2]),
        (6, [0, 1, 1, 0.25, -0.5, -0.5, 0]),
        (7, [-0.5, 0, 1.5, 4, 6.75, 9, 10.75]),
        (9, [1, 1, 1, 0.25, -0.5, -0.5, -0.5]),
    ],
)
def test_a_vector_is_read_as_a_lookup(tmp_path: Path, mode: int, expected: list[float]) -> None:
    """The points (0, 1), (2, 3), (4, 2), at -1, 0, … 5."""
    equations = f"""
        A: a1, a2, a3
        B: b1, b2
        v[A] = 1, 3, 2
        two[B, a1] = 1
        two[B, a2] = 3
        two[B, a3] = 2
        x = VECTOR LOOKUP(v[a1], Time - 1, 0, 4, {mode})
        y[B] = VECTOR LOOKUP(two[B, a1], Time - 1, 0, 4, {mode})"""
    found = vensim(tmp_path, equations, stop=6)
    assert found["x"].tolist() == found["y[b2]"].tolist() == expected
