"""Runs without some claims, in the same draws: many at a time, and only what can change.

Without a claim many draws stay as they were: those that do not include it, those in which another
claim on the same pair counts, and those in which its cause never moves (`acting`). The remaining
draws of all runs are batched, so that blocks are full, history is run once for all of them, and
each scenario only for those that need it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.model import Measure
from contention.models.parameters import (
    Changed,
    Sample,
    changed_numbers,
    positions_by_claim,
)
from contention.models.program import Floats1d, Floats2d, Ints1d
from contention.runs.acting import HISTORY, Acting, acts_always
from contention.runs.branches import Asked, Quiet, Start, branches, together
from contention.runs.run_inputs import Plan
from contention.runs.simulate import run_history

Booleans = NDArray[np.bool_]
Removal = frozenset[str]
"""ids of claims and assumptions that are taken out together"""
Values = Mapping[Measure, Floats1d]
"""one number per draw"""
Group = tuple[str, Quiet]
"""a scenario, and the events that are kept from firing"""
NUMBERS = 1 << 22
"""parameter rows times draws that are run at a time"""


@dataclass(frozen=True)
class _Part:
    """One run without some claims."""

    removal: Removal
    measures: tuple[Measure, ...]
    changed: Changed
    draws: Ints1d
    """those that the removal changes"""
    history: Booleans
    """shape (changed draws,): those in which it changes history"""
    asked: Mapping[Group, Booleans]
    """shape (changed draws,) each: those in which it changes what is asked"""


def run_without(
    plan: Plan,
    sample: Sample,
    known: Values,
    wanted: Mapping[Removal, tuple[Measure, ...]],
    *,
    acting: Acting | None = None,
    workers: int = 1,
) -> Iterator[tuple[Removal, Values]]:
    """The measures at the end without each set of claims; `known` are those with all of them.

    `acting`, if given, skips the draws in which the removal has no effect.
    """
    where = positions_by_claim(plan.parameters)
    acts = acting or acts_always(plan, sample)
    some: list[_Part] = []
    size = 0
    for removal, measures in wanted.items():
        changed = changed_numbers(
            plan.parameters, sample, plan.program.step, removal, plan.tables, where
        )
        some.append(_part(plan, sample, acts, removal, measures, changed))
        size += len(plan.parameters) * len(some[-1].draws)
        if size >= NUMBERS:
            yield from _run(plan, sample, acts, some, known, workers)
            some, size = [], 0
    yield from _run(plan, sample, acts, some, known, workers)


def _part(
    plan: Plan,
    sample: Sample,
    acts: Acting,
    removal: Removal,
    measures: tuple[Measure, ...],
    changed: Changed,
) -> _Part:
    others = changed.rows != sample.numbers.rows[changed.numbers]
    history = acts.touched(HISTORY, changed.numbers, others)
    asked = {
        group: history | acts.touched(group, changed.numbers, others)
        for group in together(plan.feeding, measures)
    }
    any_draw = np.any([history, *asked.values()], axis=0)
    draws = np.flatnonzero(any_draw)
    kept = {group: found[draws] for group, found in asked.items()}
    return _Part(removal, measures, changed, draws, history[draws], kept)


def _run(
    plan: Plan,
    sample: Sample,
    acts: Acting,
    parts: Sequence[_Part],
    known: Values,
    workers: int,
) -> Iterator[tuple[Removal, Values]]:
    values = [{measure: known[measure].copy() for measure in part.measures} for part in parts]
    running = [number for number, part in enumerate(parts) if len(part.draws)]
    if running:
        some = [parts[number] for number in running]
        rows = np.concatenate([_rows(sample, part) for part in some], axis=1)
        start = _start(plan, rows, acts, some, workers)
        _rerun(plan, start, some, [values[number] for number in running])
    for part, found in zip(parts, values, strict=True):
        yield part.removal, found


def _rows(sample: Sample, part: _Part) -> Floats2d:
    """All parameter rows of the draws that a part runs."""
    rows = sample.numbers.rows[:, part.draws]
    rows[part.changed.numbers] = part.changed.rows[:, part.draws]
    return rows


def _start(plan: Plan, rows: Floats2d, acts: Acting, parts: Sequence[_Part], workers: int) -> Start:
    """All runs at present; a draw that failed in history is NaN in every state."""
    again = np.flatnonzero(np.concatenate([part.history for part in parts]))
    if acts.state is None:
        state = np.empty((len(plan.program.rows.states), rows.shape[1]))
    else:
        state = np.concatenate([acts.state[:, part.draws] for part in parts], axis=1)
    present = acts.present
    if len(again):
        found = run_history(plan, rows[:, again], workers)
        state[:, again] = found.state
        present = found.present
        lost = [again[item.failure.draw] for item in found.failures]
        state[:, lost] = np.nan
    return Start(rows, state, present, (), workers)


def _rerun(
    plan: Plan, start: Start, parts: Sequence[_Part], values: Sequence[dict[Measure, Floats1d]]
) -> None:
    """Overwrite the values of the draws that each part changes."""
    ends = np.cumsum([len(part.draws) for part in parts]).tolist()
    spans = [slice(end - len(part.draws), end) for end, part in zip(ends, parts, strict=True)]
    lost = np.isnan(start.state).any(axis=0)
    every = tuple(dict.fromkeys(measure for part in parts for measure in part.measures))
    groups = together(plan.feeding, every)
    for scenario in dict.fromkeys(where for where, _ in groups):
        asked = {}
        for (where, quiet), measures in groups.items():
            if where == scenario:
                draws = np.zeros(ends[-1], dtype=np.bool_)
                for part, span in zip(parts, spans, strict=True):
                    draws[span] = part.asked.get((scenario, quiet), False)
                asked[quiet] = Asked(tuple(measures), draws)
        for quiet, branch in branches(plan, start, scenario, asked).items():
            reduced = branch.reduced[0]
            reduced[:, lost] = np.nan
            given = asked[quiet].measures
            for part, span, found in zip(parts, spans, values, strict=True):
                here = part.asked.get((scenario, quiet))
                if here is not None:
                    for number, measure in enumerate(given):
                        if measure in found:
                            found[measure][part.draws[here]] = reduced[number, span][here]
