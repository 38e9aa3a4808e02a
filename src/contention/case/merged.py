"""Merges as values, and what was coded before the factors of a claim were merged."""

from dataclasses import dataclass
from typing import Literal

from contention.case.problem import Place

_FILE = Place("merges.yaml")


@dataclass(frozen=True)
class Merge:
    """Two factors that are one, or may be: `factor` goes, `into` stays."""

    id: str
    """`factor>into`"""
    factor: str
    into: str
    turned: bool
    """True if it is the opposite: the signs of its claims are turned"""
    status: Literal["accepted", "proposed", "rejected"]
    title: str
    """of the factor that goes"""
    similarity: float | None = None
    found_by: str = ""
    reason: str = ""
    coder: str = ""
    place: Place = _FILE


@dataclass(frozen=True)
class Coded:
    """The entry as coded in the files, if accepted merges changed what it refers to."""

    cause: str
    effect: str
    sign: str
    """`+`, `-`, `0` or `?`"""
    gate: str | None = None
    """factor of the condition; None if there is none"""

    @property
    def names(self) -> frozenset[str]:
        """Every factor that is named."""
        return frozenset({self.cause, self.effect} | ({self.gate} if self.gate else set()))


@dataclass(frozen=True)
class Resolved:
    """What a factor that was merged away is now: the end of its chain of merges."""

    into: str
    turned: bool
    place: Place
    """of the merge that took it away"""
    title: str
    """of the factor that went"""

    def problem(self, factor: str) -> tuple[str, str]:
        """Message and hint for where the factor is named and merges are not followed."""
        message = f"`{factor}` is merged into `{self.into}`"
        if not self.turned:
            return message, f"name `{self.into}` here, or reject the merge at {self.place}"
        hint = f"name `{self.into}` with the opposite meaning, or reject the merge at {self.place}"
        return f"{message}, its opposite", hint
