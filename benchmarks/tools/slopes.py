"""How the engine's cost grows with links and steps of an account: the exponent, 1 if linear."""

import time
from collections.abc import Sequence

import numpy as np

from benchmarks.engine.model import network, numbers, program
from contention.models.program import Floats1d
from contention.runs.engine import run_segment

LINKS = (60, 120, 240, 480, 960)
STEPS = (130, 260, 520, 1040, 2080)
DRAWS = 1024
TIMES = 5
"""the fastest run counts"""


def slopes() -> dict[str, float]:
    """Exponents by what grows; half as many factors as links."""
    by_links = [_seconds(links, 260) for links in LINKS]
    by_steps = [_seconds(60, steps) for steps in STEPS]
    return {"links": _slope(LINKS, by_links), "steps": _slope(STEPS, by_steps)}


def _seconds(links: int, steps: int) -> float:
    model = network(factors=links // 2, links=links, steps=steps, seed=1)
    made, schedule = program(model)
    parameters, state = numbers(model, DRAWS, seed=2)
    found = []
    for _ in range(TIMES):
        began = time.process_time()
        run_segment(made, parameters, schedule, state, 0, steps)
        found.append(time.process_time() - began)
    return min(found)


def _slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    fitted: Floats1d = np.polyfit(np.log(sizes), np.log(seconds), 1)
    return float(fitted[0])
