"""Accounts exported as models of other tools and read back give the numbers that they give here."""

from pathlib import Path

import numpy as np
import pytest

import contention as ct
from contention.case.load import load_case
from contention.exchange.models.equations import StockFlowModel
from contention.exchange.models.vensim import write_vensim
from contention.exchange.models.xmile import write_xmile
from tests.exported import by_euler, difference, engine_courses, exported, random_scenarios

CASES = Path(__file__).parent.parent / "cases"


def _xmile(model: StockFlowModel) -> bytes:
    names = [each.name for each in model.stocks] + [each.name for each in model.auxiliaries]
    return write_xmile(model, ct.__version__, dict.fromkeys(names, (0.0, 0.0)))


WRITERS = {"mdl": write_vensim, "xmile": _xmile}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(
    ("case", "account", "scenario"),
    [
        ("congestion-charge", "policy_desk", "more_parking"),
        ("war-against-war", "authors_2024", "ceasefire"),
    ],
)
def test_a_worked_case_comes_back(
    tmp_path: Path, form: str, case: str, account: str, scenario: str
) -> None:
    value, _ = load_case(CASES / case)
    assert value is not None
    plan = by_euler(value, account)
    model = exported(plan, scenario, 1, 5)
    file = tmp_path / f"model.{form}"
    file.write_bytes(WRITERS[form](model))
    found = ct.simulate(file)
    theirs = {
        each.factor: np.asarray(found[each.name][:, 0]) for each in model.auxiliaries if each.factor
    }
    assert difference(engine_courses(plan, scenario, seed=1, draw=5), theirs) < 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_a_random_account_comes_back(tmp_path: Path, seed: int) -> None:
    case = random_scenarios(seed, step=0.05)
    plan = by_euler(case, "account")
    model = exported(plan, "s1", seed=3, draw=1)
    (tmp_path / "model.xmile").write_bytes(_xmile(model))
    found = ct.simulate(tmp_path / "model.xmile")
    theirs = {
        each.factor: np.asarray(found[each.name][:, 0]) for each in model.auxiliaries if each.factor
    }
    assert difference(engine_courses(plan, "s1", seed=3, draw=1), theirs) < 1e-9
