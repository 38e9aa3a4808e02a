"""The parameters of model files for readers: what each is in the file, and in the case."""

from dataclasses import dataclass

from contention.case.model import Case, Factor
from contention.case.model_cases import of_model_files
from contention.show.words.numbers import quantity


@dataclass(frozen=True)
class ParameterRow:
    """One parameter."""

    title: str
    note: str
    place: str
    own: str
    """in the model file"""
    here: str
    """in this case, if it differs or is uncertain"""


def parameter_rows(case: Case) -> tuple[ParameterRow, ...] | None:
    """The parameters, uncertain ones first; None if accounts are made of claims."""
    if not of_model_files(case):
        return None
    rows = [factor for factor in case.factors.values() if factor.kind == "parameter"]
    rows.sort(key=lambda factor: factor.in_model is None or factor.in_model.range is None)
    return tuple(_row(factor) for factor in rows)


def _row(factor: Factor) -> ParameterRow:
    given = factor.in_model
    own, here = "", ""
    if given is not None:
        own = "not the same in all" if given.value is None else _number(factor, given.value)
        if given.range is not None:
            low, high = given.range
            here = f"{quantity(low)} to {_number(factor, high)}"
        elif given.constant is not None:
            here = _number(factor, given.constant)
    place = f"{factor.place.path}:{factor.place.line}"
    return ParameterRow(factor.title, factor.note, place, own, here)


def _number(factor: Factor, value: float) -> str:
    return f"{quantity(value)} {factor.unit}".rstrip()
