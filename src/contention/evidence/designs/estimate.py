"""An effect with its uncertainty, whatever design gave it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]

LEVEL = 0.9
"""Intervals hold the effect with this probability, if the design is right."""


class UnfitError(Exception):
    """Data that a design cannot use: what is wrong, and how to fix it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Spread(Protocol):
    """The uncertainty of an effect."""

    def quantile(self, probability: float) -> float:
        """The value below which the effect lies with this probability."""
        ...


@dataclass(frozen=True)
class StudentSpread:
    """Student's t round a centre, with its scale and degrees of freedom."""

    centre: float
    scale: float
    freedom: float

    def quantile(self, probability: float) -> float:
        """Centre plus scale times the quantile of t."""
        return self.centre + self.scale * float(stdtrit(self.freedom, probability))


@dataclass(frozen=True)
class MixedSpread:
    """A mixture of t distributions with one number of degrees of freedom."""

    centres: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    freedom: float

    def quantile(self, probability: float) -> float:
        """The root of the mixture's distribution function."""
        centres, scales = np.asarray(self.centres), np.asarray(self.scales)
        weights = np.asarray(self.weights)
        ends = centres + scales * stdtrit(self.freedom, probability)
        low, high = float(ends.min()), float(ends.max())
        if high - low <= 1e-12 * (abs(low) + abs(high)):
            return low

        def excess(value: float) -> float:
            below = stdtr(self.freedom, (value - centres) / scales)
            return float(weights @ below) - probability

        return float(brentq(excess, low, high))


@dataclass(frozen=True)
class ResampledSpread:
    """Effects in resamples, in ascending order."""

    effects: tuple[float, ...]

    def quantile(self, probability: float) -> float:
        """The quantile of the resamples."""
        return float(np.quantile(np.asarray(self.effects), probability))


@dataclass(frozen=True)
class Estimate:
    """An effect: its best value, its uncertainty, and what it rests on."""

    effect: float
    spread: Spread
    n: int
    """observations used"""
    clusters: int | None = None
    """independent groups of observations; None if they are points of one series"""
    details: tuple[str, ...] = field(default_factory=tuple)
    """what a reader should know about the fit, one clause each"""

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """The central interval of this level."""
        outside = (1 - level) / 2
        return self.spread.quantile(outside), self.spread.quantile(1 - outside)


def refuse_constant(values: Floats, what: str) -> None:
    """Raises UnfitError if nothing varies, since then nothing can be compared."""
    if np.ptp(values) <= 1e-12 * max(1.0, float(np.abs(values).max())):
        shown = f"{values[0]:g}"
        raise UnfitError(f"{what} is {shown} in every row", "choose rows in which it varies")


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first few of some names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
