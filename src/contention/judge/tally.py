"""One contention in one account, draw by draw, and the word that the draws add up to."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Thresholds
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.shares import Booleans, Share, share_among
from contention.judge.verdict import VerdictWord
from contention.models.program import Floats2d


@dataclass(frozen=True)
class Tally:
    """One contention in one account: every draw at every horizon."""

    truth: NDArray[np.int8]
    """shape (horizons, draws); the last horizon is the end"""
    margin: Floats2d
    """shape (3, draws), at the end: rows LOG, SCALED and SIZE of `evaluate`"""
    present: Booleans
    """shape (draws,): the account connects lever and outcome"""
    denied: Booleans
    """shape (draws,): it denies the connection"""
    idle: Booleans
    """shape (horizons, draws): it connects the two, but nothing differs beyond rounding"""

    lost: Booleans
    """shape (draws,): an outcome has a number at one horizon and none at a later one"""

    @property
    def arrays(self) -> tuple[Any, ...]:
        """The fields in their order; the last axis of each is that of the draws."""
        return self.truth, self.margin, self.present, self.denied, self.idle, self.lost

    @property
    def connected(self) -> bool:
        """Whether the account connects lever and outcome in any of the draws."""
        return bool(self.present.any())

    @property
    def final(self) -> NDArray[np.int8]:
        """Truth at the end."""
        return np.asarray(self.truth[-1], dtype=np.int8)

    @property
    def moving(self) -> Booleans:
        """The draws in which the account connects the two and the outcome differs at the end."""
        return np.asarray(self.present & ~self.idle[-1])

    def speaking(self, horizon: int = -1) -> Booleans:
        """The draws that tell a direction: something differs, or the account denies that."""
        return np.asarray((self.present & ~self.idle[horizon]) | self.denied)

    def first(self, draws: int) -> "Tally":
        """The same for the first draws only."""
        return Tally(*(array[..., :draws] for array in self.arrays))

    def part(self, draws: slice) -> "Tally":
        """The same for a span of the draws."""
        return Tally(*(array[..., draws] for array in self.arrays))

    def copied(self) -> "Tally":
        """The same with arrays of its own, for a part that is kept longer than the whole."""
        return Tally(*(array.copy() for array in self.arrays))

    def kept(self) -> "Tally":
        """The same, silent in the draws in which an outcome runs out of numbers on the way."""
        return replace(self, present=self.present & ~self.lost, denied=self.denied & ~self.lost)

    def holding(self, value: int, horizon: int = -1) -> Share | None:
        """The share of speaking draws with this truth; None if none of the draws speaks."""
        asked = (value, horizon)
        if asked not in self._shares:
            self._shares[asked] = share_among(self.truth[horizon] == value, self.speaking(horizon))
        return self._shares[asked]

    @cached_property
    def _shares(self) -> dict[tuple[int, int], Share | None]:
        """Cached by truth and horizon: each is asked for many times."""
        return {}


class Shares(Protocol):
    """Anything that tells in what share of the draws a contention holds or fails."""

    @property
    def connected(self) -> bool:
        """Whether the account connects lever and outcome in any of the draws."""
        ...

    def holding(self, value: int, horizon: int = -1) -> Share | None:
        """The share of speaking draws with this truth; None if none of the draws speaks."""
        ...


def room_like(tally: Tally, draws: int) -> Tally:
    """An empty tally of the same contention and horizons for some draws; `put` fills it."""
    return Tally(*(np.empty((*array.shape[:-1], draws), array.dtype) for array in tally.arrays))


def put(room: Tally, first: int, tally: Tally) -> None:
    """Put a tally of consecutive draws in its place; `first` is the number of its first draw.

    No share of it may have been asked for yet.
    """
    for whole, part in zip(room.arrays, tally.arrays, strict=True):
        whole[..., first : first + part.shape[-1]] = part


def silent_like(tally: Tally) -> Tally:
    """What is left when an account says nothing any more."""
    return Tally(*(np.zeros_like(array) for array in tally.arrays))


def word(tally: Shares, thresholds: Thresholds, horizon: int = -1) -> VerdictWord:
    """Supported, opposed or undecided; `does not follow` if the account is silent throughout.

    If the account connects lever and outcome but nothing moves in any draw, it is undecided. A
    share that these draws cannot distinguish from the threshold makes no verdict.
    """
    support, opposed = tally.holding(HOLDS, horizon), tally.holding(REVERSE, horizon)
    if support is None or opposed is None:
        return "undecided" if tally.connected else "does not follow"
    if support.reaches(thresholds.supported):
        return "supported"
    return "opposed" if opposed.reaches(thresholds.supported) else "undecided"


def near_threshold(tally: Shares, thresholds: Thresholds) -> bool:
    """Whether it is undecided and these draws cannot distinguish a share from the threshold."""
    if word(tally, thresholds) != "undecided":
        return False
    shares = (tally.holding(HOLDS), tally.holding(REVERSE))
    return any(share is not None and share.near(thresholds.supported) for share in shares)
