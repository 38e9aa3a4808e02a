"""Names of states and inputs: values that are told apart by what they are, and how they print."""

import pytest

from contention.case.model import Factor
from contention.models.states import (
    HAZARDS,
    InputName,
    InputRole,
    StateName,
    StateRole,
)
from contention.runs.plan import prepare
from contention.runs.results import Failure
from contention.runs.simulate import _failure
from tests.building import case_of, level, relation


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (StateName(StateRole.DEVIATION, "trust"), "y:trust"),
        (StateName(StateRole.LAG, "a>b:+~", 2), "lag:a>b:+~#2"),
        (StateName(StateRole.EXPRESSION, "delay(a, 1)"), "delay(a, 1)#0"),
        (InputName(InputRole.DEVIATION, "trust"), "z:trust"),
        (InputName(InputRole.REMOVED, "c1+c2"), "removed:c1+c2"),
        (InputName(InputRole.DELAYED, "delay(a, 1)"), "delay(a, 1)#out"),
        (HAZARDS, "hazards"),
    ],
)
def test_names_print_role_owner_and_stage(name: StateName | InputName, text: str) -> None:
    assert str(name) == text


def test_a_failed_state_gives_its_factor_unless_an_expression_owns_it() -> None:
    smooth = Factor("smooth", "smooth", kind="equation", equation="smth1(a, 1)")
    case = case_of([level("a"), level("b"), smooth], [relation("a", "b")])
    plan = prepare(case, "account", outputs=case.factors)
    rows = plan.program.rows
    found = {
        str(name): _failure(plan, "", Failure(0, 2020.0, rows.first_state + number), 0).factor
        for number, name in enumerate(rows.states)
    }
    assert found == {"y:a": "a", "y:b": "b", "smth1(a, 1)#1": ""}
    assert _failure(plan, "", Failure(0, 2020.0, 0), 0).factor == ""
