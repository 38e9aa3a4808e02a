"""What an account asks of a model, beyond the courses of its variables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contention.models.registers import Row
from contention.stockflow.emission import Emission
from contention.stockflow.lowering import Lowering


@dataclass(frozen=True)
class Asked:
    """Changes of a model, and numbers that are computed from its variables."""

    change: Callable[[Lowering], Mapping[int, int]]
    """changes equations; returns cell → the one that now has its own equation, where another"""
    labels: tuple[str, ...]
    """variables that are looked at; only what moves them is compiled"""
    measures: Callable[[Emission, Mapping[str, Row]], Mapping[str, Row]]
    """label → row, made into key → row of what is computed in addition"""


def nothing_asked(lowering: Lowering) -> Mapping[int, int]:
    """A model as it is."""
    del lowering
    return {}
