"""A model of a file as programs of the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contention.models.program import Floats1d, Ints1d, Program


@dataclass(frozen=True)
class Shown:
    """A number of the model that a run can show."""

    label: str
    """as the file writes it: the name, and for an element its subscripts in brackets"""
    row: int
    """of the program that runs the model"""
    constant: bool
    """whether it is the same in every draw and at all times"""
    value: float
    """of a constant; else NaN"""
    units: str = ""
    documentation: str = ""


@dataclass(frozen=True)
class CompiledModel:
    """What it takes to run a model, for any draws."""

    program: Program
    setup: Program
    """evaluated once, for what the states start from"""
    starts: Ints1d
    """state of the program → row of `setup`"""
    shown: tuple[Shown, ...]
    times: Floats1d
    """all grid points"""
    saved: Ints1d
    """grid points of the rows of a result"""
    every: float
    """time between the rows"""
    stop: int | None
    """row of the time at which the run ends, if that moves; `times` and `saved` are then too few"""
    uncertain: tuple[str, ...]
    """labels of constants that draws vary: the first parameters of both programs"""
    chances: tuple[str, ...]
    """random functions: the other parameters"""
    arguments: tuple[tuple[str, int], ...] = ()
    """variable → row that is not finite where an argument of a graphical function in it is not"""
    first_arguments: tuple[tuple[str, int], ...] = ()
    """the same of `setup`: of what the states start from"""
    measures: Mapping[str, int] = field(default_factory=dict)
    """what was asked for in addition → row of the program"""
    registers: tuple[str, ...] = ()
    """variables with a delay whose time moves, or that read earlier times"""
    time_units: str = ""
    readings: tuple[str, ...] = ()
    """sentences about how the file was read"""
