"""Draws that cannot be judged, and how to replay them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contention.judge.question import QuestionLeaf
from contention.judge.verdict import FailedDraw
from contention.language.parsing import names
from contention.models.schedule import HISTORY
from contention.runs.simulate import MeasureRun

Lost = tuple[QuestionLeaf, NDArray[np.bool_]]
"""an outcome, and the draws in which a test made of it has no number"""


def failed_draws(
    account: str, run: MeasureRun, first: int, lost: Sequence[Lost] = ()
) -> tuple[FailedDraw, ...]:
    """Every draw of a run that failed, with what is needed to replay it.

    A draw whose states stay finite may still leave an outcome without a number (division by zero in
    an equation, say), or a test over outcomes (`lost`, see `evaluate`); the end of the window then
    stands for the date. Draw `first` is column 0.
    """
    found = {
        (item.scenario, item.failure.draw): FailedDraw(
            account=account,
            scenario=item.scenario,
            draw=item.failure.draw,
            year=item.failure.time,
            factor=item.factor or _first_lost(run, item.scenario, item.failure.draw - first),
        )
        for item in run.failures
    }
    history = {draw for scenario, draw in found if scenario == HISTORY}
    without = [(measure, np.isnan(values[-1])) for measure, values in run.values.items()]
    without += [(leaf.measure, draws) for leaf, draws in lost]
    for measure, draws in without:
        for draw in (first + np.flatnonzero(draws)).tolist():
            key = (measure.scenario, draw)
            if draw not in history and key not in found:
                factor = next(iter(names(measure.inner)), measure.key)
                found[key] = FailedDraw(account, measure.scenario, draw, measure.end, factor)
    return tuple(found.values())


def _first_lost(run: MeasureRun, scenario: str, column: int) -> str:
    """The first factor in an outcome that has no number in this draw; '' if all have one."""
    for measure, values in run.values.items():
        if measure.scenario == scenario and np.isnan(values[-1, column]):
            return next(iter(names(measure.inner)), "")
    return ""
