"""All draws of one account as it is coded: what came of them, contention by contention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from contention.judge.account_draws import (
    CHUNK,
    Batch,
    Drawn,
    Part,
    Sum,
    part_of,
    run_batch,
)
from contention.judge.columns import Columns, KeptColumns
from contention.judge.presence import conditions
from contention.judge.tally import Tally, put, room_like
from contention.models.model import Measure
from contention.models.program import Floats1d
from contention.runs.draws import GivenDraws


@dataclass(frozen=True)
class Whole:
    """All draws of an account, added up, and where the numbers of each are kept."""

    part: Part
    columns: Columns


Done = Callable[[int], None]
"""called with how many draws more are done"""
RunElsewhere = Callable[[str], Whole]
"""account → all of its draws, which were run before"""


@dataclass(frozen=True)
class RunSettings:
    """How many draws of what kind, and how they are run."""

    draws: int
    seed: int
    hinge_draws: int
    reading_draws: int
    workers: int
    years: tuple[float, ...]
    given: Mapping[str, GivenDraws]
    """account → draws that are not the seed's"""
    done: Done
    elsewhere: RunElsewhere | None = None
    """None: the draws are run here, and their margins kept in memory"""


@dataclass(frozen=True)
class MainRun:
    """What the draws of an account made of its contentions."""

    whole: Whole
    tallies: Mapping[str, Tally]
    """the draws that hinges are computed with, one by one"""
    ends: Mapping[Measure, Floats1d]
    """every measure at the end in these draws"""
    conditions: Mapping[str, tuple[str, ...]]
    """contention → doubtful claims on which its connection depends"""


def main_run(drawn: Drawn, settings: RunSettings) -> MainRun:
    """All draws in batches; only what diagnostics, verdicts and hinges need is kept.

    If they are run elsewhere, those that hinges are computed with are run here once more.
    """
    total, columns, begun = Sum(), KeptColumns(), _Beginning(drawn, settings.hinge_draws)
    here = settings.elsewhere is None
    for first in range(0, settings.draws if here else begun.draws, CHUNK):
        count = min(CHUNK, settings.draws - first)
        batch = run_batch(drawn, first, count, settings.workers)
        begun.add(batch)
        if here:
            total.add(part_of(batch))
            columns.add(batch)
            settings.done(count)
    if settings.elsewhere is None:
        whole = Whole(total.part(), columns)
    else:
        whole = settings.elsewhere(drawn.docket.account)
    return MainRun(whole, begun.tallies, begun.ends(), begun.conditions)


class _Beginning:
    """The first draws, one by one; there is always a first batch."""

    def __init__(self, drawn: Drawn, draws: int) -> None:
        self.draws = max(1, draws)
        self.tallies: dict[str, Tally] = {}
        self.conditions: dict[str, tuple[str, ...]] = {}
        self._drawn = drawn
        self._ends: dict[Measure, list[Floats1d]] = {each: [] for each in drawn.plan.measures}
        self._room = draws

    def add(self, batch: Batch) -> None:
        if batch.first == 0:
            self.conditions = {
                id_: conditions(
                    self._drawn.docket.followings[id_].on_path, tallied.moving, batch.held
                )
                for id_, tallied in batch.tallies.items()
            }
        left = self._room - batch.first
        if left <= 0:
            return
        for id_, tallied in batch.tallies.items():
            room = self.tallies.setdefault(id_, room_like(tallied, self._room))
            put(room, batch.first, tallied.first(left))
        for measure, values in batch.run.values.items():
            self._ends[measure].append(values[-1, :left].copy())

    def ends(self) -> dict[Measure, Floats1d]:
        """Every measure at the end in these draws."""
        return {measure: np.concatenate(found) if found else np.zeros(0)
                for measure, found in self._ends.items()}  # fmt: skip
