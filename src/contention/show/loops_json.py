"""Loops behind factors as plain JSON values."""

from typing import Any

import numpy as np

from contention.analysis.loops.factor_loops import DrivingLoop, FactorLoops, LoopStep, Period
from contention.analysis.loops.told_loops import ToldLoops
from contention.analysis.premise import Premise
from contention.models.program import Floats1d

MOST_LOOPS = 40
"""loops listed, the largest first"""
MOST_POINTS = 120
"""times at which shares are given"""
DIGITS = 6


def loops_json(loops: ToldLoops) -> dict[str, Any]:
    """All loops, and the claims and assumptions behind them once."""
    return {
        "factors": [_factor_json(each) for each in loops.found],
        "claims": {id_: _premise_json(each) for id_, each in loops.premises.items()},
    }


def _factor_json(found: FactorLoops) -> dict[str, Any]:
    points = _points(len(found.years))
    return {
        "scenario": found.scenario,
        "factor": found.factor,
        "driver": found.driver or None,
        "seed": found.span.seed,
        "draw": found.span.first,
        "draws": found.span.draws,
        "loops_in_all": len(found.loops),
        "complete": found.complete,
        "moving": found.moving,
        "events_left_out": list(found.events),
        "years": _rounded(found.years, points),
        "loops": [_loop_json(loop, points) for loop in found.loops[:MOST_LOOPS]],
        "periods": [_period_json(each) for each in found.periods],
        "periods_of_draw": [_period_json(each) for each in found.periods_of_draw],
    }


def _points(count: int) -> list[int]:
    """Numbers of the steps shown, spread evenly with the first and the last."""
    spread = np.linspace(0, count - 1, min(count, MOST_POINTS)) if count else np.zeros(0)
    return [int(each) for each in np.unique(spread.round())]


def _rounded(values: Floats1d, points: list[int]) -> list[float]:
    return [round(float(values[point]), DIGITS) for point in points]


def _loop_json(loop: DrivingLoop, points: list[int]) -> dict[str, Any]:
    return {
        "loop": loop.id,
        "polarity": loop.polarity,
        "through_driver": loop.through,
        "settles": loop.settles,
        "share": loop.share,
        "share_of_draw": loop.share_of_draw,
        "leads": loop.leads,
        "steps": [_step_json(step) for step in loop.steps],
        "shares": _rounded(loop.shares, points),
        "relative": _rounded(loop.relative, points),
    }


def _step_json(step: LoopStep) -> dict[str, Any]:
    return {
        "cause": step.cause,
        "effect": step.effect,
        "how": step.how,
        "links": [link.id for link in step.links],
        "claims": list(dict.fromkeys(id_ for link in step.links for id_ in link.claims)),
    }


def _period_json(period: Period) -> dict[str, Any]:
    return {
        "start": round(period.start, DIGITS),
        "end": round(period.end, DIGITS),
        "loop": period.loop,
        "share": period.share,
    }


def _premise_json(premise: Premise) -> dict[str, Any]:
    return {
        "holder": premise.holder,
        "stance": premise.stance,
        "assumption": premise.assumption,
        "paraphrase": premise.paraphrase or None,
        "sentence": premise.source.sentence if premise.source else None,
        "place": premise.place,
    }
