"""Variables and constants of model files, as the accounts that are made of these files see them."""

from dataclasses import dataclass

SUFFIXES = (".mdl", ".xmile", ".stmx", ".itmx", ".xml")
"""of model files"""


@dataclass(frozen=True)
class InModel:
    """A variable of a model file, and what the case says of its number."""

    name: str
    """as the file writes it; of an element of an array with its subscripts in brackets"""
    constant: float | None = None
    """in place of the number in the file"""
    range: tuple[float, float] | None = None
    """between which draws are uniform; None: it is certain"""
    value: float | None = None
    """of a constant: the number in the file, if all files of the case have the same"""
    held: bool = False
    """whether it stays at its value at the start, whatever its equation says"""

    @property
    def number(self) -> float | None:
        """What it is if it is certain; None for what a model computes."""
        return self.value if self.constant is None else self.constant
