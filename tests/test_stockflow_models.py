"""Small models of every function and array rule, run, against values derived by hand.

The models are in `tests/models`; each list has the values at the times of the run, and a single
number holds at all of them. The derivations follow XMILE 1.0 and the Vensim Reference Manual.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from contention.api.simulating import Simulation, simulate
from tests.vensim_values import VENSIM, Values
from tests.xmile_values import STELLA, XMILE

MODELS = Path(__file__).parent / "models"


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


def test_a_model_as_stella_writes_it_gives_the_values_derived_by_hand() -> None:
    _check("stella.stmx", STELLA)


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
    checked.add("stella.stmx")
    assert {path.name for path in MODELS.iterdir() if path.suffix != ".csv"} == checked
