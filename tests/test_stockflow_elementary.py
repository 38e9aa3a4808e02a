"""Functions of numbers, against values worked out by hand from their definitions."""

import math
from pathlib import Path

import pytest

from tests.simulated import vensim, xmile

VENSIM = [
    ("ABS(-3)", 3),
    ("EXP(2)", math.e**2),
    ("LN(10)", 2.302585092994046),
    ("LOG(8, 2)", 3),
    ("SQRT(2)", 1.4142135623730951),
    ("POWER(2, 10)", 1024),
    ("-2^2", -4),
    ("SIN(0.5) + COS(0.5)", 0.479425538604203 + 0.8775825618903728),
    ("TAN(1)", 1.5574077246549023),
    ("GAMMA LN(4)", math.log(6)),
    ("GAMMA LN(0.5)", math.log(math.pi) / 2),
    ("GAMMA LN(30.5)", math.lgamma(30.5)),
    ("ARCSIN(0.5)", math.pi / 6),
    ("ARCCOS(0.5)", math.pi / 3),
    ("ARCTAN(1)", math.pi / 4),
    ("SINH(1)", 1.1752011936438014),
    ("COSH(1)", 1.5430806348152437),
    ("TANH(0.5)", 0.46211715726000975),
    ("MIN(3, -1) + MAX(3, -1)", 2),
    ("INTEGER(-1.5)", -1),
    ("INTEGER(1.5)", 1),
    ("MODULO(-7, 3)", -1),
    ("MODULO(7, 3)", 1),
    ("QUANTUM(7.9, 2)", 6),
    ("QUANTUM(-7.9, 2)", -6),
    ("QUANTUM(7.9, 0)", 7.9),
    ("XIDZ(1, 1e-7, 5)", 5),
    ("XIDZ(1, 4, 5)", 0.25),
    ("ZIDZ(1, 0)", 0),
    ("IF THEN ELSE(1 > 2, 1 / 0, 7)", 7),
    ("IF THEN ELSE(2 <> 1 :AND: :NOT: (1 > 2), 3, 4)", 3),
    ("IF THEN ELSE(1 = 2 :OR: 2 >= 2, 3, 4)", 3),
    ("IF THEN ELSE(:NA: = :NA:, 1, 0)", 1),
]
XMILE = [
    ("INT(-1.5)", -2),
    ("INT(1.5)", 1),
    ("-7 MOD 3", 2),
    ("-(7 MOD 3)", -1),
    ("LOG10(1000)", 3),
    ("PI", math.pi),
    ("SAFEDIV(1, 0)", 0),
    ("SAFEDIV(1, 0, 9)", 9),
    ("SAFEDIV(1, 4, 9)", 0.25),
    ("IF 1 &gt; 2 THEN 5 ELSE 6", 6),
    ("NOT(0) + (2 &gt;= 2 AND 1 &lt;&gt; 2)", 2),
    ("MAX(1, 5) - MIN(4, 2)", 3),
]


@pytest.mark.parametrize(("expression", "expected"), VENSIM)
def test_a_function_of_vensim_gives_what_its_definition_says(
    tmp_path: Path, expression: str, expected: float
) -> None:
    found = vensim(tmp_path, f"x = {expression}", stop=1)["x"]
    assert found == pytest.approx([expected] * 2, rel=1e-14)


@pytest.mark.parametrize(("expression", "expected"), VENSIM[:24])
def test_a_function_of_what_moves_is_that_of_constants(
    tmp_path: Path, expression: str, expected: float
) -> None:
    """What is constant is computed before the run; a level that does not move is not."""
    moving = expression.replace("(", "(zero + ", 1) if "(" in expression else f"zero + {expression}"
    found = vensim(tmp_path, f"zero = INTEG(0, 0)\nx = {moving}", stop=1)["x"]
    assert found == pytest.approx([expected] * 2, rel=1e-14)


@pytest.mark.parametrize(("expression", "expected"), XMILE)
def test_a_function_of_xmile_gives_what_its_definition_says(
    tmp_path: Path, expression: str, expected: float
) -> None:
    found = xmile(tmp_path, f'<aux name="x"><eqn>{expression}</eqn></aux>', stop=1)["x"]
    assert found == pytest.approx([expected] * 2, rel=1e-14)
