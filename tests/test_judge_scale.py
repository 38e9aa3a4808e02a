"""On what scale a number stands, and so what the margin of a contention is measured in."""

import pytest

from contention.case.model import Case, Contention, Factor, Lognormal, Rate, Scenario, SetAction
from contention.judge.judge import judge
from contention.judge.measurement_scale import Scale, combined
from tests.building import case_of, level, relation


@pytest.mark.parametrize(
    ("operator", "scales", "expected"),
    [
        ("*", ("probability", "probability"), "probability"),
        ("*", ("probability", "number"), "share"),
        ("*", ("probability", "share"), "share"),
        ("*", ("share", "ratio"), "ratio"),
        ("/", ("probability", "number"), "share"),
        ("/", ("probability", "probability"), "ratio"),
        ("-", ("probability", "probability"), "share"),
        ("max", ("probability", "probability"), "probability"),
        ("*", ("time", "number"), "time"),
        ("*", ("time", "time"), "ratio"),
    ],
)
def test_the_scale_of_an_operation(
    operator: str, scales: tuple[Scale, ...], expected: Scale
) -> None:
    assert combined(operator, scales) == expected


def two_events(test: str) -> Case:
    def event(id_: str) -> Factor:
        return Factor(id_, id_, "event", hazard=Rate(Lognormal(0.1, 2.0)))

    return case_of(
        [level("aid"), event("raid"), event("riot")],
        [relation("aid", "raid"), relation("aid", "riot")],
        scenarios=[Scenario("cut", "Aid is cut", (SetAction("aid", 0.05, at=2022.0),))],
        contentions=[Contention("k", "K", test)],
    )


def test_that_two_events_both_happen_is_measured_by_hazards() -> None:
    both = "final(raid @ {0}) * final(riot @ {0})"
    case = two_events(f"{both.format('cut')} < {both.format('rest')}")
    (found,) = judge(case, draws=16, hinges=False).verdicts
    assert found.margin_kind == "log hazard ratio"
    half = two_events("0.5 * final(raid @ cut) < 0.5 * final(raid @ rest)")
    (found,) = judge(half, draws=16, hinges=False).verdicts
    assert found.margin_kind == "difference"
