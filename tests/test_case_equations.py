"""Faults that only show when the equations are put together."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.case.checks.equations import equation_problems
from contention.case.load import load_case
from contention.case.model import Condition, Factor, Lognormal, Rate
from contention.case.storage.writing import Changes
from contention.cli.main import main
from contention.coding.review.decisions import checked
from contention.coding.review.undo import Change, ReviewError
from tests.building import case_of, level, relation


def computed(name: str, expression: str) -> Factor:
    return Factor(name, name, kind="equation", equation=expression)


def test_a_loop_of_equations_needs_a_state() -> None:
    factors = [computed("a", "b + 1"), computed("b", "a * 2"), level("c")]
    (problem,) = equation_problems(case_of(factors, [relation("c", "c")]))
    assert "a loop without a state: a → b → a" in problem.message
    through_a_level = [computed("a", "b + 1"), level("b")]
    assert equation_problems(case_of(through_a_level, [relation("a", "b")])) == ()


def test_a_cause_needs_a_positive_reference() -> None:
    factors = [computed("a", "b - 1"), level("b")]
    (problem,) = equation_problems(case_of(factors, [relation("a", "b")]))
    assert "gives 0 at the reference" in problem.message
    assert equation_problems(case_of(factors, [])) == ()


def test_what_an_event_waits_for_needs_one_too() -> None:
    gate = Condition("a", "below", 0.5)
    waiting = Factor("e", "e", kind="event", hazard=Rate(Lognormal(0.1)), only_while=gate)
    factors = [computed("a", "b - 1"), level("b"), waiting]
    (problem,) = equation_problems(case_of(factors, [relation("b", "e")]))
    assert problem.message.startswith("a is a cause")


LOOPED = """
north: {title: North, kind: equation, equation: south + 1}
south: {title: South, kind: equation, equation: north * 2}
"""


def test_all_circles_are_told_at_once() -> None:
    names = ("north", "south", "east", "west")
    factors = [computed(name, text) for name, text in zip(
        names, ("south + 1", "north * 2", "west + 1", "west * 2"), strict=True)]  # fmt: skip
    found = equation_problems(case_of([*factors, level("c")], [relation("c", "c")]))
    assert sorted(problem.message for problem in found) == [
        "a loop without a state: north → south → north",
        "a loop without a state: west → west",
    ]


def test_a_long_chain_of_equations_is_followed_to_its_end() -> None:
    factors = [computed(f"f{number}", f"f{number + 1} - 1") for number in range(2000)]
    (problem,) = equation_problems(case_of([*factors, level("f2000")], [relation("f0", "f2000")]))
    assert "f0 is a cause, but its equation gives -1999" in problem.message


@pytest.mark.parametrize("way", ["load", "check", "read", "review"])
def test_every_door_refuses_a_case_that_cannot_be_run(
    way: str, small_case: Path, tmp_path: Path
) -> None:
    """What loads can be run: writers ask at the same door as runs."""
    file = small_case / "factors.yaml"
    lines = file.read_text("utf-8").count("\n") + 2
    text = tmp_path / "more.txt"
    text.write_text("By Ada Ash, 3 May 2024\n\nHigher rents raise evictions.\n", "utf-8")
    if way == "review":
        with pytest.raises(ReviewError, match="a loop without a state: north → south → north"):
            checked(small_case, lambda changes: append(changes, LOOPED))
        assert "north" not in file.read_text("utf-8")
        return
    file.write_text(file.read_text("utf-8") + LOOPED, "utf-8")
    before = {each: each.read_bytes() for each in small_case.rglob("*.yaml")}
    if way == "load":
        case, problems = load_case(small_case)
        assert case is None
        said = [str(problem) for problem in problems]
    else:
        words = {"check": ["check"], "read": ["read", "--reader", "rules", str(text), "--into"]}
        result = CliRunner().invoke(main, [*words[way], str(small_case)])
        assert result.exit_code == 2
        said = result.output.splitlines()
    assert any(line.startswith(f"factors.yaml:{lines}:1: a loop without a state: north → south")
               for line in said)  # fmt: skip
    assert {each: each.read_bytes() for each in small_case.rglob("*.yaml")} == before


def append(changes: Changes, entries: str) -> tuple[Change, ...]:
    content = changes.read("factors.yaml") or b""
    changes.put("factors.yaml", content.decode("utf-8") + entries)
    return ()
