"""What `import contention` brings, and how a case is opened."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import contention as ct
from contention.api.loading import case_folder

LOOP = """
one: {title: One, kind: equation, unit: x, equation: two + 1}
two: {title: Two, kind: equation, unit: x, equation: one + 1}
"""


def fresh(code: str) -> Any:
    """What a new interpreter prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}"],
        capture_output=True, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    return json.loads(done.stdout)


def test_importing_the_package_imports_nothing_else() -> None:
    code = """
before = set(sys.modules)
import contention as ct
ct.__version__
ct.CaseError
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(new & {"numba", "numpy", "pandas", "scipy", "networkx", "pydantic"})))
"""
    assert fresh(code) == []


def test_loading_a_case_compiles_nothing(small_case: Path) -> None:
    code = f"""
import contention as ct
ct.load({str(small_case)!r})
print(json.dumps([name for name in ("numba", "pandas", "xarray") if name in sys.modules]))
"""
    assert fresh(code) == []


def test_every_public_name_is_there_whatever_was_imported_before() -> None:
    code = """
import contention.cli.main, contention.cli.read, contention.cli.judge, contention.api.extraction
import contention as ct
print(json.dumps([name for name in ct.__all__ if type(getattr(ct, name)).__name__ == "module"]))
"""
    assert fresh(code) == []
    assert set(ct.__all__) <= set(dir(ct))
    for name in ct.__all__:
        assert getattr(ct, name) is not None


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'judgement_of'"):
        ct.judgement_of  # noqa: B018


def test_a_case_is_named_by_a_string_a_path_or_its_file(small_case: Path) -> None:
    loaded = [ct.load(path) for path in (small_case, str(small_case), small_case / "case.yaml")]
    assert loaded[0] == loaded[1] == loaded[2]
    assert loaded[0].folder == small_case
    assert case_folder(small_case / "case.yaml") == small_case


def test_a_faulty_case_raises_every_problem(small_case: Path) -> None:
    factors = small_case / "factors.yaml"
    factors.write_text(factors.read_text("utf-8").replace("baseline: 0.6", "baseline: 6"), "utf-8")
    with pytest.raises(ct.CaseError, match=r"factors\.yaml:1:") as raised:
        ct.load(small_case)
    assert all(isinstance(problem, ct.Problem) for problem in raised.value.problems)
    assert ct.check(small_case) == raised.value.problems


def test_what_loads_can_run(small_case: Path) -> None:
    """A loop of equations without a stock is found only when the equations are put together."""
    factors = small_case / "factors.yaml"
    factors.write_text(factors.read_text("utf-8") + LOOP, "utf-8")
    with pytest.raises(ct.CaseError, match="a loop without a state"):
        ct.load(small_case)


@pytest.mark.parametrize("path", ["nowhere", "a\0b", "x" * 5000, "", "claims"])
def test_checking_never_raises(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "error" in {problem.severity for problem in ct.check(path)}


def test_checking_a_case_that_runs_gives_its_warnings_only(small_case: Path) -> None:
    assert all(problem.severity == "warning" for problem in ct.check(small_case))


def test_a_folder_of_cases_names_the_cases_inside(small_case: Path) -> None:
    with pytest.raises(ct.CaseError) as caught:
        ct.load(small_case.parent)
    (problem,) = caught.value.problems
    assert problem.message == "this folder is not a case, but holds cases"
    assert problem.hint == f"name one of them: {small_case}"


def test_a_folder_with_any_file_of_a_case_is_taken_for_one(small_case: Path) -> None:
    (small_case.parent / "factors.yaml").write_text("factors: []\n", "utf-8")
    messages = {problem.place.path: problem.message for problem in ct.check(small_case.parent)}
    assert messages["case.yaml"] == "the file is missing"
