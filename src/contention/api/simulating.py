"""Models of other tools' files, run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from contention.case.problem import CaseError, Place, Problem, errors

if TYPE_CHECKING:
    from contention.runs.model_runs import ModelRun
    from contention.stockflow.compiled_model import CompiledModel
    from contention.stockflow.source import SourceModel
    from contention.stockflow.units.unit_check import UnitReport

Numbers = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Simulation:
    """The courses of a model's variables, in every draw."""

    file: Path
    run: ModelRun
    """all of it, as a frozen dataclass"""
    readings: tuple[str, ...]
    """sentences about how the file was read"""

    def __repr__(self) -> str:
        return (
            f"<Simulation of {self.file.name}: {len(self.variables)} variables, "
            f"{len(self.times)} times, {self.run.values.shape[2]} draws>"
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """Names as the file writes them, `name[subscript,subscript]` for elements of arrays."""
        return self.run.labels

    @property
    def times(self) -> Numbers:
        """The times of the rows."""
        return self.run.times

    def __getitem__(self, variable: str) -> Numbers:
        """The course of a variable, (times, draws); case and blanks of its name do not matter."""
        from contention.stockflow.names import key

        number = self._places.get(key(variable))
        if number is None:
            raise KeyError(variable)
        return np.asarray(self.run.values[number])

    @cached_property
    def _places(self) -> Mapping[str, int]:
        from contention.stockflow.names import key

        return {key(label): number for number, label in enumerate(self.run.labels)}

    @property
    def given(self) -> Mapping[str, Numbers]:
        """Constant that draws vary → its value in each draw."""
        return self.run.given

    @property
    def astray(self) -> Mapping[str, float]:
        """Variable that is not finite in some draw → the first time at which it is not."""
        bad = np.asarray(~np.isfinite(self.run.values).all(axis=2))
        return {
            label: float(self.run.times[int(np.argmax(lost))])
            for label, lost in zip(self.run.labels, bad, strict=True)
            if lost.any()
        }

    @property
    def astray_arguments(self) -> Mapping[str, float]:
        """Variable → first time at which an argument of a graphical function in it is not finite.

        The function then gives the y of its first or last point.
        """
        return self.run.arguments

    def csv(self, draw: int = 0) -> str:
        """The courses of one draw as CSV: `time`, then a column for each variable, all digits."""
        from contention.runs.run_table import table_text

        return table_text(self.run, draw)


def simulate(
    file: str | PathLike[str], *, draws: int = 1,
    ranges: Mapping[str, tuple[float, float]] | None = None, seed: int = 0,
    variables: Sequence[str] | None = None, workers: int = 1, compare: bool = False,
    data: Sequence[str | PathLike[str]] = (),
) -> Simulation:  # fmt: skip
    """Run a Vensim or XMILE model as it is, or in many draws with constants varied in ranges.

    `ranges` maps names of constants to their lower and upper ends; draws are uniform between them
    and belong to the seed. `variables` limits what is kept (default: all). With `compare`, PySD and
    pysimlin read the file too, and `.readings` has where they differ. `data` are tables (CSV, TSV,
    XLSX) with the values of variables that have no equation. Raises CaseError, with
    `.problems`, for a file that cannot be run, OSError if it cannot be read, and ValueError for an
    unknown variable or more than 2 GiB of numbers.
    """
    from contention.runs.model_runs import RunsOnError, run_model
    from contention.stockflow.names import key
    from contention.stockflow.refusal import ModelError

    path, varied = Path(file), dict(ranges or {})
    try:
        model = compiled(path, tuple(varied), compare, data=data)
    except ModelError as error:
        raise CaseError(error.problems) from None
    shown = model.shown
    if variables is not None:
        by_key = {key(each.label): each for each in shown}
        missing = [name for name in variables if key(name) not in by_key]
        if missing:
            raise ValueError(f"the model has no variable {missing[0]!r}")
        shown = tuple(by_key[key(name)] for name in variables)
    try:
        run = run_model(model, ranges=varied, draws=draws, seed=seed, shown=shown, workers=workers)
    except RunsOnError as error:
        hint = "let FINAL TIME be reached"
        raise CaseError((Problem(Place(str(path)), str(error), hint),)) from None
    return Simulation(path, run, model.readings)


def check_units(
    file: str | PathLike[str], *, data: Sequence[str | PathLike[str]] = ()
) -> UnitReport:
    """Where the equations of a Vensim or XMILE model do not keep the units that it states.

    `.notes` are the places, each with both units; `.with_units` of `.variables` have a unit. Raises
    CaseError, with `.problems`, for a file that cannot be run, and OSError if it cannot be read.
    """
    from contention.stockflow.units.unit_check import check_units as check

    return check(_source(Path(file), data)[0])


def _source(
    path: Path, data: Sequence[str | PathLike[str]]
) -> tuple[SourceModel, tuple[Problem, ...]]:
    """The model of a file, and what else there is to say about it; raises CaseError."""
    from contention.stockflow.reading.read import read_model

    model, problems = read_model(path, str(path), [Path(each) for each in data])
    if model is None or errors(problems):
        raise CaseError(problems)
    return model, problems


def compiled(
    path: Path, uncertain: tuple[str, ...], compare: bool, *, own_rows: bool = False,
    data: Sequence[str | PathLike[str]] = (),
) -> CompiledModel:  # fmt: skip
    """The programs of a file. Raises CaseError or ModelError."""
    from contention.stockflow.checking.compare import readings
    from contention.stockflow.compiler import compile_model

    model, problems = _source(path, data)
    told = (*model.readings, *(str(each) for each in problems))
    if compare:
        told = (*told, *readings(path, model))
    return compile_model(replace(model, readings=told), uncertain, own_rows=own_rows)
