"""Doubt about links and signs: what is never so is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.problem import errors

Change = Callable[[str, str, str], tuple[int, int]]


@pytest.mark.parametrize("path", ["claims/letter.yaml", "assumptions.yaml"])
@pytest.mark.parametrize(
    ("key", "message", "hint"),
    [
        ("credibility", "disables the link", "`status: rejected`"),
        ("sign_credibility", "means the opposite sign", "the other sign"),
    ],
)
@pytest.mark.parametrize("zero", ["0", "0.0"])
def test_a_credibility_of_0_is_refused(
    small_case: Path, change: Change, path: str, key: str, message: str, hint: str, zero: str
) -> None:
    line, column = change(path, "strength: strong", f"{key}: {zero}")
    _, problems = load_case(small_case)
    (problem,) = errors(problems)
    assert (problem.place.path, problem.place.line) == (path, line)
    assert problem.place.column == column + len(f"{key}: ")
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("key", ["credibility", "sign_credibility"])
def test_a_small_credibility_is_sound(small_case: Path, change: Change, key: str) -> None:
    change("assumptions.yaml", "strength: strong", f"{key}: 0.01")
    case, problems = load_case(small_case)
    assert case is not None, problems
