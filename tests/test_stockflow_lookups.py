"""Graphical functions by all their rules, against values read off by hand."""

from pathlib import Path

import pytest

import contention as ct
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
        ("WITH LOOKUP(Time, ((0, 0), (5, 10)))", [0, 2, 4, 6, 8, 10]),
    ],
)
def test_a_lookup_of_vensim(tmp_path: Path, expression: str, expected: list[float]) -> None:
    found = vensim(tmp_path, f"{TABLE}\nx = {expression}", stop=5)
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
