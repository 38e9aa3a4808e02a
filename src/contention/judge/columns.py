"""The numbers of every draw that medians and quantiles are taken of."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from contention.judge.account_draws import Batch
from contention.judge.evaluation import LOG, SCALED, SIZE
from contention.models.program import Floats1d

OFFSET = "offset"
MARGINS = {LOG: "log", SCALED: "scaled", SIZE: "size"}
"""rows of margins by their names"""


def arrived(stock: str) -> str:
    """The name of the column that holds where history left a stock."""
    return f"arrived/{stock}"


def margin(contention: str, row: int) -> str:
    """The name of the column that holds LOG, SCALED or SIZE of a contention."""
    return f"{contention}/{MARGINS[row]}"


@dataclass(frozen=True)
class Column:
    """The numbers of some draws."""

    values: Floats1d
    """shape (draws,)"""
    among: NDArray[np.bool_] | None = None
    """the draws that have one; None: all"""

    @property
    def there(self) -> Floats1d:
        """The numbers that there are."""
        return self.values if self.among is None else self.values[self.among]


def columns_of(batch: Batch) -> dict[str, Column]:
    """All columns of a batch by name."""
    found = {OFFSET: Column(batch.run.offset)}
    found |= {arrived(stock): Column(values) for stock, values in batch.run.arrived.items()}
    for id_, tallied in batch.tallies.items():
        moving = tallied.moving
        found |= {
            margin(id_, row): Column(tallied.margin[row], moving) for row in (LOG, SCALED, SIZE)
        }
    return found


class Columns(Protocol):
    """Numbers of every draw, wherever they are kept: one column at a time fits in memory."""

    def column(self, name: str) -> Floats1d:
        """The numbers of the draws that have one, in the order of the draws.

        Margins are those of the draws in which the outcome moves.
        """
        ...


@dataclass
class KeptColumns:
    """Columns in memory."""

    parts: dict[str, list[Floats1d]] = field(default_factory=dict)

    def add(self, batch: Batch) -> None:
        """Add the batch that comes next."""
        for name, column in columns_of(batch).items():
            self.parts.setdefault(name, []).append(column.there)

    def column(self, name: str) -> Floats1d:
        """The numbers of the draws that have one, in the order of the draws."""
        return np.concatenate(self.parts[name])
