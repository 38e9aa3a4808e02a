"""Graphical functions by all their rules, against values read off by hand."""

from pathlib import Path

import pytest

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
