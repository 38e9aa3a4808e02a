"""Names of the rows that a program carries from step to step or is given: states and inputs."""

from dataclasses import dataclass
from enum import StrEnum


class StateRole(StrEnum):
    """What a state is to its owner."""

    DEVIATION = "y"
    """of a quantity or share from its reference, as a logarithm or in log-odds"""
    STOCK = "x"
    ON = "on"
    COUNT = "count"
    """how often an event has fired"""
    REMAINING = "remaining"
    """years until an event ends"""
    HAZARD = "hazard"
    """gathered since the event was last on"""
    TOTAL = "total"
    """hazard gathered since the present, on or off"""
    FADE = "fade"
    """what is left of a switch that a transient link passes on"""
    MEAN = "mean"
    """what a transient link has adapted to"""
    LAG = "lag"
    """one stage of a link's delay"""
    EXPRESSION = "expression"
    """one stage of smoothing, or one slot of a fixed delay, that an expression asks for"""


@dataclass(frozen=True)
class StateName:
    """One state: its role, whose it is, and the stage if there are several."""

    role: StateRole
    owner: str
    """id of the factor; of a link its id and timing; of an expression its text"""
    stage: int = 0

    def __str__(self) -> str:
        if self.role is StateRole.EXPRESSION:
            return f"{self.owner}#{self.stage}"
        return f"{self.role}:{self.owner}" + (f"#{self.stage}" if self.stage else "")


class InputRole(StrEnum):
    """What an input says; those of the whole program have no owner."""

    TIME = "time"
    STEP_TIME = "time at the step's beginning"
    HAZARDS = "hazards"
    VALUE = "value"
    DEVIATION = "z"
    HELD = "held"
    """1 while a scenario sets an equation"""
    GIVEN = "given"
    """what a scenario sets an equation to"""
    BARRED = "barred"
    """1 while a scenario keeps an event off"""
    REMOVED = "removed"
    """1 while a scenario has these claims removed"""
    COUNT = "steps so far"
    DELAYED = "out"
    """what comes out of a fixed delay"""


@dataclass(frozen=True)
class InputName:
    """One input: its role, and what it belongs to."""

    role: InputRole
    owner: str = ""
    """id of the factor; ids of claims, joined by `+`; the text of an expression"""

    def __str__(self) -> str:
        if self.role is InputRole.DELAYED:
            return f"{self.owner}#{self.role}"
        return f"{self.role}:{self.owner}" if self.owner else str(self.role)


TIME = InputName(InputRole.TIME)
"""The time, half steps included."""
STEP_TIME = InputName(InputRole.STEP_TIME)
"""Stays the same within a step: what jumps, jumps at grid points."""
COUNT = InputName(InputRole.COUNT)
"""Number of the grid point, from 0; the same within a step."""
HAZARDS = InputName(InputRole.HAZARDS)
"""1 in scenarios and 0 in history, where hazards are off."""
