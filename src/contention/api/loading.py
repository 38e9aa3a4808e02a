"""Opening a case: what is loaded can be run, and what cannot be run says why."""

import os
from pathlib import Path

from contention.api.case import Case
from contention.case.model_cases import of_model_files
from contention.case.problem import CaseError, Problem, errors

AnyPath = str | os.PathLike[str]


def load(path: AnyPath) -> Case:
    """The case in a folder (or of a `case.yaml`), ready to run.

    Raises CaseError, with `.problems`, if the case has errors. Warnings do not keep a case from
    loading; `check` lists them.
    """
    case, problems = read_case(path)
    if case is None:
        raise CaseError(problems)
    return case


def check(path: AnyPath) -> tuple[Problem, ...]:
    """Errors, warnings and notes of a case, sorted by place; never raises for a fault."""
    return checked(path)[1]


def read_case(path: AnyPath) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case and all its problems, those of its equations included; None if it cannot run."""
    from contention.case.load import load_case

    value, problems = load_case(case_folder(path))
    if value is not None and of_model_files(value):
        from contention.stockflow.file_checks import file_problems, with_values

        problems = tuple(sorted({*problems, *file_problems(value)}))
        value = None if errors(problems) else with_values(value)
    return (None if value is None else Case(value)), problems


def checked(path: AnyPath) -> tuple[Case | None, tuple[Problem, ...]]:
    """The same, with warnings of contentions that no claim can decide."""
    case, problems = read_case(path)
    if case is None:
        return None, problems
    from contention.judge.vacuous_tests import vacuous

    return case, tuple(sorted({*problems, *vacuous(case.value)}))


def case_folder(path: AnyPath) -> Path:
    """The folder of a case, given it or its `case.yaml`."""
    given = Path(path)
    try:
        is_file = given.name == "case.yaml" and not given.is_dir()
    except OSError:  # too long a path: reported when the case is read
        return given
    return given.parent if is_file else given
