"""Several claims on one pair that differ in their readings: alternatives of one link, not parts."""

from typing import Any

import numpy as np
import pytest

from contention.case.model import Condition, Factor, Lognormal, Relation, SetAction, Times
from contention.case.model import Scenario as Story
from tests.building import case_of, level, relation
from tests.small_runs import at, dated, run, saturated

ALWAYS = Condition("sw", "above", 0.001)
HIGH, LOW = Condition("sw", "above", 1.0), Condition("sw", "below", 1.0)
WIDE, DEEP = Condition("sw", "above", 0.5), Condition("sw", "below", 2.0)
LASTING = 40.0


def pushed(
    *relations: Relation,
    a: float = 1.0,
    sw: float = 1.0,
    war: float | None = None,
    time: float = LASTING,
) -> float:
    """How far `b` has moved (in logarithms) some years after `a`, `sw` and `war` were set."""
    factors: list[Factor] = [level("a"), level("b"), level("sw"), dated("war", 2000.0, 2001.0)]
    actions = [SetAction("a", a, at=2022.0), SetAction("sw", sw, at=2022.0)]
    if war is not None:
        actions.append(SetAction("war", war, at=2022.0))
    case = case_of(
        factors, relations, scenarios=[Story("s", "S", tuple(actions))],
        times=Times(2020.0, 2022.0, 2022.0 + LASTING, 0.05),
    )  # fmt: skip
    return float(np.log(at(run(case, "s"), "b", 2022.0 + time)[0]))


def says(size: float, condition: Condition | None = None, sign: str = "+", **more: Any) -> Relation:
    return relation("a", "b", sign, size, condition=condition, **more)


@pytest.mark.parametrize("a", [0.3, 1.5])
@pytest.mark.parametrize("more", [{}, {"delay": Lognormal(1.0)}])
def test_a_condition_that_always_holds_adds_nothing(a: float, more: dict[str, Any]) -> None:
    alone = pushed(says(0.4, **more), a=a)
    assert abs(alone) > 0.15
    for size in (0.1, 0.4):
        twice = pushed(says(0.4, **more), says(size, ALWAYS, **more), a=a)
        assert twice == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("a", [0.8, 1.2])
def test_the_stronger_claim_acts_whichever_has_the_condition(a: float) -> None:
    strong = pushed(says(0.8), a=a)
    for claims in ([says(0.3), says(0.8, ALWAYS)], [says(0.8, ALWAYS), says(0.3)]):
        assert pushed(*claims, a=a) == pytest.approx(strong, rel=0.1)


def test_the_other_sign_is_another_link() -> None:
    up, down = says(0.8), says(0.3, ALWAYS, sign="-")
    assert pushed(up, down, a=1.2) == pytest.approx(pushed(up, a=1.2) + pushed(down, a=1.2))


def test_a_gate_that_closes_leaves_what_holds_without_it() -> None:
    """Nothing else moves: what goes is the strength beyond that of the unconditional claim."""
    for size in (0.2, 0.5, 0.9):
        left = pushed(says(0.5), says(size, Condition("sw", "above", 0.25)), sw=0.01)
        assert left == pytest.approx(saturated(-1.0) * max(0.0, size - 0.5), abs=0.005)


@pytest.mark.parametrize(("a", "sw"), [(1.5, 1.0), (0.5, 1.0), (1.0, 4.0), (1.5, 4.0), (1.5, 0.2)])
def test_conditions_that_exclude_each_other_hand_over(a: float, sw: float) -> None:
    """As strong on both sides of a threshold is as strong everywhere: the gate moves nothing."""
    always = pushed(says(0.5, ALWAYS), a=a)
    assert pushed(says(0.5, HIGH), says(0.5, LOW), a=a, sw=sw) == pytest.approx(always, abs=0.04)


@pytest.mark.parametrize(("a", "sw"), [(1.5, 1.0), (0.5, 1.0), (1.5, 8.0), (1.0, 8.0)])
def test_conditions_that_overlap_count_once(a: float, sw: float) -> None:
    always = pushed(says(0.5, ALWAYS), a=a)
    assert pushed(says(0.5, WIDE), says(0.5, DEEP), a=a, sw=sw) == pytest.approx(always, abs=0.04)


def test_on_and_off_hand_over_exactly() -> None:
    on, off = Condition("war", "on"), Condition("war", "off")
    for delay in (None, Lognormal(2.0)):
        claims = (says(0.5, on, delay=delay), says(0.5, off, delay=delay))
        for years in (0.5, 2.0, LASTING):
            assert pushed(*claims, war=1.0, time=years) == pytest.approx(0.0, abs=1e-9)
    strong = pushed(says(0.9, on), says(0.5, off), war=1.0)
    assert strong == pytest.approx(0.9 * saturated(1.0) - 0.5 * saturated(1.0), abs=1e-6)


def test_a_fading_claim_next_to_a_lasting_one_does_not_double_it() -> None:
    lasting, fading = says(0.5), says(0.5, transient=Lognormal(1.0))
    for years in (1.0, 3.0, LASTING):
        both = pushed(lasting, fading, a=1.5, time=years)
        assert both == pytest.approx(pushed(lasting, a=1.5, time=years), abs=1e-9)
    first = pushed(lasting, says(2.0, transient=Lognormal(2.0)), a=1.5, time=1.0)
    assert first > 1.2 * pushed(lasting, a=1.5, time=1.0)


def test_a_necessary_claim_next_to_a_plain_one_does_not_double_it() -> None:
    plain, needed = says(0.5), says(0.5, necessary=True)
    assert pushed(plain, needed, a=1.5) == pytest.approx(pushed(needed, a=1.5), abs=1e-9)
    assert pushed(plain, needed, a=0.001) < pushed(plain, a=0.001) - 1.0


def test_two_mechanisms_of_their_own_add_up() -> None:
    """The way to say that there are two: each through a factor of its own."""
    chains = [
        relation("a", "sw", "+", 1.0), relation("sw", "b", "+", 0.5), says(0.5),
    ]  # fmt: skip
    case = case_of(
        [level("a"), level("b"), level("sw")], chains,
        scenarios=[Story("s", "S", (SetAction("a", 1.2, at=2022.0),))],
        times=Times(2020.0, 2022.0, 2062.0, 0.05),
    )  # fmt: skip
    both = float(np.log(at(run(case, "s"), "b", 2062.0)[0]))
    assert both == pytest.approx(2 * pushed(says(0.5), a=1.2), rel=0.02)
