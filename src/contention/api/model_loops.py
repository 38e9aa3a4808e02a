"""Feedback loops of models of other tools' files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.simulating import compiled
from contention.case.problem import CaseError, Place, Problem

if TYPE_CHECKING:
    from contention.analysis.loops.model_loops import FoundModelLoops, ModelLoop


@dataclass(frozen=True, repr=False)
class ModelLoops:
    """The feedback loops of a model and their relative scores over time."""

    file: Path
    found: FoundModelLoops
    """all of it, as a frozen dataclass"""
    readings: tuple[str, ...]
    """sentences about how the file was read"""

    def __repr__(self) -> str:
        return f"<ModelLoops of {self.file.name}: {len(self.loops)} loops>"

    @property
    def loops(self) -> tuple[ModelLoop, ...]:
        """The loops, the largest mean share first."""
        return self.found.loops

    def csv(self) -> str:
        """`time`, then the relative scores of each loop, named `ID: variable → variable`."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        names = [f"{each.id}: {' → '.join(each.variables)}" for each in self.loops]
        writer.writerow(["time", *names])
        columns = [self.found.times.tolist(), *(each.relative.tolist() for each in self.loops)]
        writer.writerows([repr(value) for value in row] for row in zip(*columns, strict=True))
        return stream.getvalue()


def model_loops(
    file: str | PathLike[str], *, seed: int = 0, compare: bool = False,
    data: Sequence[str | PathLike[str]] = (),
) -> ModelLoops:  # fmt: skip
    """Score the feedback loops of a Vensim or XMILE model by Loops That Matter, in one run.

    `compare`, `seed` and `data` are as in `simulate`. Raises CaseError, with `.problems`, for a
    file that cannot be run, has no loops or is too large for them, and OSError if it cannot be
    read.
    """
    from contention.analysis.loops.model_loops import find_model_loops
    from contention.runs.model_runs import RunsOnError
    from contention.stockflow.refusal import ModelError

    path = Path(file)
    try:
        model = compiled(path, (), compare, own_rows=True, data=data)
        if not len(model.program.continuous) and not model.program.rings:
            raise _refused(path, "the model has no stock and no delay, so that nothing feeds back",
                           "give a model with a stock")  # fmt: skip
        if model.registers:
            message = f"`{model.registers[0]}` has a delay whose time moves, or reads earlier times"
            raise _refused(path, f"{message}: loops through it have no score",
                           "simulate it without loops, or give the delay a number")  # fmt: skip
        found = find_model_loops(model, seed=seed)
    except ModelError as error:
        raise CaseError(error.problems) from None
    except RunsOnError as error:
        raise _refused(path, str(error), "let FINAL TIME be reached") from None
    except ValueError as error:
        raise _refused(path, str(error), "use longer steps or a shorter run") from None
    if not found.loops:
        raise _refused(path, "the model has no feedback loop: no stock or delay acts on itself",
                       "simulate it without loops")  # fmt: skip
    return ModelLoops(path, found, model.readings)


def _refused(path: Path, message: str, hint: str) -> CaseError:
    return CaseError((Problem(Place(str(path)), message, hint),))
