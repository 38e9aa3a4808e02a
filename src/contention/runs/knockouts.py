"""Runs without some claims, in the same draws: many at a time, and only what can change.

Without a claim many draws stay as they were: those that do not hold it, and those in which
another claim on the same pair counts. What is left of all runs stands side by side, so that
blocks are full, history is run once for them, and each scenario only for those that ask for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from contention.models.model import Measure
from contention.models.parameters import Sample, changed_numbers
from contention.models.program import Floats1d, Floats2d, Ints1d
from contention.models.schedule import index_of
from contention.runs.engine import run_segment
from contention.runs.run_inputs import Plan, silenced
from contention.runs.simulate import reducer_of, run_history, together

Removal = frozenset[str]
"""ids of claims and assumptions that are taken out together"""
Values = Mapping[Measure, Floats1d]
"""one number per draw"""
NUMBERS = 1 << 22
"""parameter rows times draws that are run at a time"""


@dataclass(frozen=True)
class _Part:
    """One run without some claims."""

    removal: Removal
    measures: tuple[Measure, ...]
    draws: Ints1d
    """those that the removal changes"""
    rows: Floats2d
    """(parameters, changed draws)"""


def run_without(
    plan: Plan,
    sample: Sample,
    known: Values,
    wanted: Mapping[Removal, tuple[Measure, ...]],
    *,
    workers: int = 1,
) -> Iterator[tuple[Removal, Values]]:
    """The measures at the end without each set of claims; `known` are those with all of them."""
    some: list[_Part] = []
    size = 0
    for removal, measures in wanted.items():
        rows = changed_numbers(plan.parameters, sample, plan.program.step, removal, plan.tables)
        draws = np.flatnonzero((rows != sample.numbers.rows).any(axis=0))
        some.append(_Part(removal, measures, draws, rows[:, draws]))
        size += rows.shape[0] * len(draws)
        if size >= NUMBERS:
            yield from _run(plan, some, known, workers)
            some, size = [], 0
    yield from _run(plan, some, known, workers)


def _run(
    plan: Plan, parts: Sequence[_Part], known: Values, workers: int
) -> Iterator[tuple[Removal, Values]]:
    values = [{measure: known[measure].copy() for measure in part.measures} for part in parts]
    running = [number for number, part in enumerate(parts) if len(part.draws)]
    if running:
        _rerun(plan, [parts[n] for n in running], [values[n] for n in running], workers)
    for part, found in zip(parts, values, strict=True):
        yield part.removal, found


def _rerun(
    plan: Plan, parts: Sequence[_Part], values: Sequence[dict[Measure, Floats1d]], workers: int
) -> None:
    """Overwrite the values of the draws that each part changes."""
    rows = np.concatenate([part.rows for part in parts], axis=1)
    ends = np.cumsum([len(part.draws) for part in parts])
    start = run_history(plan, rows, workers)
    failed = np.zeros(rows.shape[1], dtype=np.bool_)
    failed[[item.failure.draw for item in start.failures]] = True
    every = tuple(dict.fromkeys(measure for part in parts for measure in part.measures))
    for (scenario, quiet), measures in together(replace(plan, measures=every)).items():
        asking = [n for n, part in enumerate(parts) if not set(measures).isdisjoint(part.measures)]
        spans = [np.arange(ends[n] - len(parts[n].draws), ends[n]) for n in asking]
        columns = np.concatenate(spans)
        reduced = run_segment(
            plan.program,
            silenced(plan, rows[:, columns], quiet),
            plan.schedules[scenario],
            start.state[:, columns],
            start.present,
            index_of(plan.program, plan.program.end),
            reducers=[reducer_of(plan, measure) for measure in measures],
            workers=workers,
        ).reduced[0]
        reduced[:, failed[columns]] = np.nan
        place = 0
        for n in asking:
            stop = place + len(parts[n].draws)
            for number, measure in enumerate(measures):
                if measure in values[n]:
                    values[n][measure][parts[n].draws] = reduced[number, place:stop]
            place = stop
