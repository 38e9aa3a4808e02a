"""Faults that only show when the equations are put together."""

from contention.case.model import Condition, Factor, Lognormal, Rate
from contention.models.model_check import model_problems
from tests.building import case_of, level, relation


def computed(name: str, expression: str) -> Factor:
    return Factor(name, name, kind="equation", equation=expression)


def test_a_loop_of_equations_needs_a_state() -> None:
    factors = [computed("a", "b + 1"), computed("b", "a * 2"), level("c")]
    (problem,) = model_problems(case_of(factors, [relation("c", "c")]))
    assert "a loop without a state: a → b → a" in problem.message
    through_a_level = [computed("a", "b + 1"), level("b")]
    assert model_problems(case_of(through_a_level, [relation("a", "b")])) == ()


def test_a_cause_needs_a_positive_reference() -> None:
    factors = [computed("a", "b - 1"), level("b")]
    (problem,) = model_problems(case_of(factors, [relation("a", "b")]))
    assert "gives 0 at the reference" in problem.message
    assert model_problems(case_of(factors, [])) == ()


def test_what_an_event_waits_for_needs_one_too() -> None:
    gate = Condition("a", "below", 0.5)
    waiting = Factor("e", "e", kind="event", hazard=Rate(Lognormal(0.1)), only_while=gate)
    factors = [computed("a", "b - 1"), level("b"), waiting]
    (problem,) = model_problems(case_of(factors, [relation("b", "e")]))
    assert problem.message.startswith("a is a cause")
