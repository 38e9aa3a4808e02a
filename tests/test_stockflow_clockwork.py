"""Functions of the time, against values worked out by hand."""

from pathlib import Path

import pytest

from tests.simulated import vensim, xmile

VENSIM = [
    ("STEP(10, 2)", [0, 0, 10, 10, 10, 10, 10]),
    ("RAMP(2, 1, 4)", [0, 0, 2, 4, 6, 6, 6]),
    ("PULSE(2, 3)", [0, 0, 1, 1, 1, 0, 0]),
    ("PULSE(2, 0)", [0, 0, 1, 0, 0, 0, 0]),
    ("PULSE TRAIN(1, 1, 3, 5)", [0, 1, 0, 0, 1, 0, 0]),
    ("PULSE TRAIN(0, 2, 4, 100)", [1, 1, 0, 0, 1, 1, 0]),
    ("Time", [0, 1, 2, 3, 4, 5, 6]),
    ("GET TIME VALUE(0, 2, 0)", [2, 3, 4, 5, 6, 7, 8]),
    ("IF THEN ELSE(Time >= 3, 1, 0)", [0, 0, 0, 1, 1, 1, 1]),
    ("MODULO(Time, 4)", [0, 1, 2, 3, 0, 1, 2]),
]
XMILE = [
    ("STEP(10, 2)", [0, 0, 10, 10, 10, 10, 10]),
    ("RAMP(2, 1)", [0, 0, 2, 4, 6, 8, 10]),
    ("PULSE(10, 2)", [0, 0, 10, 0, 0, 0, 0]),
    ("PULSE(10, 1, 3)", [0, 10, 0, 0, 10, 0, 0]),
    ("PULSE(10)", [10, 10, 10, 10, 10, 10, 10]),
    ("TIME + DT + STARTTIME + STOPTIME", [7, 8, 9, 10, 11, 12, 13]),
]


@pytest.mark.parametrize(("expression", "expected"), VENSIM)
def test_a_function_of_time_in_vensim(
    tmp_path: Path, expression: str, expected: list[float]
) -> None:
    assert vensim(tmp_path, f"x = {expression}", stop=6)["x"].tolist() == expected


@pytest.mark.parametrize(("expression", "expected"), XMILE)
def test_a_function_of_time_in_xmile(
    tmp_path: Path, expression: str, expected: list[float]
) -> None:
    found = xmile(tmp_path, f'<aux name="x"><eqn>{expression}</eqn></aux>', stop=6)
    assert found["x"].tolist() == expected


def test_a_pulse_of_xmile_has_its_volume_at_any_step(tmp_path: Path) -> None:
    found = xmile(
        tmp_path,
        '<flow name="f"><eqn>PULSE(10, 1, 2)</eqn></flow>'
        '<stock name="s"><eqn>0</eqn><inflow>f</inflow></stock>',
        step=0.25,
    )
    assert found["f"].max() == 40
    assert found["s"][[4, 5, 12, 13]].tolist() == [0, 10, 10, 20]


@pytest.mark.parametrize("step", [0.1, 0.05, 0.01])
def test_rounded_times_do_not_move_what_jumps(tmp_path: Path, step: float) -> None:
    """0.3 is not three times 0.1 in binary; comparisons, steps and remainders allow for it."""
    equations = """
        after = IF THEN ELSE(Time > 0.3, 1, 0)
        from = IF THEN ELSE(Time >= 0.3, 1, 0)
        at = IF THEN ELSE(Time = 0.3, 1, 0)
        jump = STEP(1, 0.3)
        whole = INTEGER(10 * Time)
        below = INTEGER(-10 * Time)"""
    found = vensim(tmp_path, equations, stop=1, step=step)
    index = round(0.3 / step)
    for name, first in (("after", index + 1), ("from", index), ("at", index), ("jump", index)):
        assert found[name].argmax() == first
    assert found["at"].sum() == 1
    assert found["whole"][:: round(0.1 / step)].tolist() == list(range(11))
    assert found["below"][:: round(0.1 / step)].tolist() == [-each for each in range(11)]
