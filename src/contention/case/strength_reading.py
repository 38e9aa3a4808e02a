"""A reading of the words for strengths, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scaling = Literal["none", "stable loops", "shared"]


@dataclass(frozen=True)
class WordReading:
    """One way to turn the words for strengths into numbers."""

    id: str
    title: str
    """an adjective, for "undecided if …\""""
    reason: str
    """why it is as defensible as the case's own tables"""
    strength: Mapping[str, float]
    """word → median elasticity; strengths written as numbers stay as they are"""
    spread: float = 1.0
    """by what the logarithm of the geometric standard deviation is multiplied: 2 squares it"""
    scaling: Scaling = "none"
    """what becomes of the strengths onto one effect together, draw by draw"""
