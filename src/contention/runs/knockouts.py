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
from contention.models.parameters import Sample
from contention.models.program import Floats1d, Ints1d
from contention.runs.acting import HISTORY, Acting, acts_always
from contention.runs.branches import Asked, Quiet, SharedRun, Start, shared_run, together
from contention.runs.lacking import Lacking, Rebuilt, Removal, lacking, rebuilt
from contention.runs.run_inputs import Plan
from contention.runs.simulate import run_history

Booleans = NDArray[np.bool_]
Values = Mapping[Measure, Floats1d]
"""one number per draw"""
Group = tuple[str, Quiet]
"""a scenario, and the events that are kept from firing"""
NUMBERS = 1 << 22
"""parameter rows times draws that are run at a time"""


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
    draws = sample.uniforms.draws
    at_once = at_a_time(plan, draws)
    removals = list(wanted)
    for first in range(0, len(removals), at_once):
        some = removals[first : first + at_once]
        asked: dict[Measure, Booleans] = {}
        for number, removal in enumerate(some):
            for measure in wanted[removal]:
                found = asked.setdefault(measure, np.zeros(len(some), dtype=np.bool_))
                found[number] = True
        columns = lacking(some, draws)
        everywhere = {measure: np.repeat(found, draws) for measure, found in asked.items()}
        values = run_lacking(
            plan, sample, known, columns, everywhere, acting=acting, workers=workers
        )
        for number, removal in enumerate(some):
            part = slice(number * draws, (number + 1) * draws)
            yield removal, {measure: values[measure][part] for measure in wanted[removal]}


def at_a_time(plan: Plan, draws: int) -> int:
    """How many removals of so many draws are run at a time."""
    return max(1, NUMBERS // max(1, len(plan.parameters) * draws))


def run_lacking(
    plan: Plan,
    sample: Sample,
    known: Values,
    columns: Lacking,
    asked: Mapping[Measure, Booleans],
    *,
    acting: Acting | None = None,
    workers: int = 1,
) -> dict[Measure, Floats1d]:
    """Measures at the end in draws that each lack claims of their own, where they are asked for.

    `known` are those of all draws with all claims: where a column is not asked for a measure it is
    given that. `asked` and what is returned have shape (columns,) each.
    """
    again = rebuilt(plan, sample, columns)
    return run_changed(
        plan, sample, known, columns.draws, again, asked, acting=acting, workers=workers
    )


def run_changed(
    plan: Plan,
    sample: Sample,
    known: Values,
    draws: Ints1d,
    again: Rebuilt,
    asked: Mapping[Measure, Booleans],
    *,
    acting: Acting | None = None,
    workers: int = 1,
) -> dict[Measure, Floats1d]:
    """The same with any other parameter rows; `draws` are the numbers of the columns' draws."""
    values = {measure: known[measure][draws] for measure in asked}
    begun = at_present(plan, sample, draws, again, asked, acting=acting, workers=workers)
    if len(begun.columns):
        some = {measure: where[begun.columns] for measure, where in asked.items()}
        found = {measure: each[begun.columns] for measure, each in values.items()}
        run_on(plan, begun.start, some, found, begun.moved)
        for measure, each in found.items():
            values[measure][begun.columns] = each
    return values


@dataclass(frozen=True)
class AtPresent:
    """The columns that are others than their draws with all claims, where scenarios branch off."""

    columns: Ints1d
    start: Start
    moved: Mapping[Group, Booleans]
    """shape (these columns,) each: where what is asked is another"""


def at_present(
    plan: Plan,
    sample: Sample,
    draws: Ints1d,
    again: Rebuilt,
    asked: Mapping[Measure, Booleans],
    *,
    acting: Acting | None = None,
    workers: int = 1,
) -> AtPresent:
    """Run history where it differs; arguments as those of `run_changed`."""
    acts = acting or acts_always(plan, sample)
    touched = _touched(plan, acts, draws, asked, again)
    start = _start(plan, sample, acts, draws[touched.columns], touched, list(asked), workers)
    return AtPresent(touched.columns, start, touched.asked)


@dataclass(frozen=True)
class _Touched:
    """The columns that are others than their draws with all claims."""

    columns: Ints1d
    again: Rebuilt
    history: Booleans
    """shape (these columns,): where history is another"""
    asked: Mapping[Group, Booleans]
    """shape (these columns,) each: where what is asked is another"""


def _touched(
    plan: Plan,
    acts: Acting,
    draws: Ints1d,
    asked: Mapping[Measure, Booleans],
    again: Rebuilt,
) -> _Touched:
    wanted = np.logical_or.reduce([*asked.values(), np.zeros(len(draws), dtype=np.bool_)])
    history = acts.touched(HISTORY, again.numbers, again.others, draws)
    groups: dict[Group, Booleans] = {}
    for group, measures in together(plan.feeding, tuple(asked)).items():
        here = np.logical_or.reduce([asked[measure] for measure in measures])
        moved = acts.touched(group, again.numbers, again.others, draws)
        groups[group] = here & (history | moved)
    history = history & wanted
    kept = np.flatnonzero(np.logical_or.reduce([history, *groups.values()]))
    return _Touched(
        kept, again, history[kept], {group: found[kept] for group, found in groups.items()}
    )


def _start(
    plan: Plan,
    sample: Sample,
    acts: Acting,
    draws: Ints1d,
    touched: _Touched,
    measures: Sequence[Measure],
    workers: int,
) -> Start:
    """All runs at present; a draw that failed in history is NaN in every state."""
    rows = sample.numbers.rows[:, draws]
    rows[touched.again.numbers] = touched.again.rows[:, touched.columns]
    again = np.flatnonzero(touched.history)
    if acts.state is None:
        state = np.empty((len(plan.program.rows.states), rows.shape[1]))
    else:
        state = acts.state[:, draws]
    present = acts.present
    if len(again):
        found = run_history(plan, rows[:, again], workers, measures=measures)
        state[:, again] = found.state
        present = found.present
        lost = [again[item.failure.draw] for item in found.failures]
        state[:, lost] = np.nan
    return Start(rows, state, present, (), workers, only_measured=True)


def run_on(
    plan: Plan,
    start: Start,
    asked: Mapping[Measure, Booleans],
    values: Mapping[Measure, Floats1d],
    moved: Mapping[Group, Booleans],
) -> None:
    """Run from present to the end, and overwrite the values of the draws that are asked for.

    All have shape (draws,). `moved` are the draws that are run in each scenario.
    """
    groups = together(plan.feeding, tuple(asked))
    for scenario in dict.fromkeys(where for where, _ in groups):
        wanted = asked_of(scenario, groups, moved)
        shared = shared_run(plan, start, scenario, wanted)
        for quiet in wanted:
            answer_from(shared, quiet, start, asked, values)


def asked_of(
    scenario: str, groups: Mapping[Group, Sequence[Measure]], moved: Mapping[Group, Booleans]
) -> dict[Quiet, Asked]:
    """What is asked of one scenario, by the events that are kept from firing."""
    return {
        quiet: Asked(tuple(measures), moved[where, quiet])
        for (where, quiet), measures in groups.items()
        if where == scenario
    }


def answer_from(
    shared: SharedRun,
    quiet: Quiet,
    start: Start,
    asked: Mapping[Measure, Booleans],
    values: Mapping[Measure, Floats1d],
) -> None:
    """Overwrite the values of the draws that are run with some events kept from firing."""
    wanted = shared.asked[quiet]
    reduced = shared.answer(quiet).reduced[0]
    reduced[:, np.isnan(start.state).any(axis=0)] = np.nan
    for number, measure in enumerate(wanted.measures):
        here = wanted.draws & asked[measure]
        values[measure][here] = reduced[number, here]


def run_measured(plan: Plan, sample: Sample, workers: int = 1) -> dict[Measure, Floats1d]:
    """All measures of a plan at the end, in the draws of a sample."""
    begun = all_at_present(plan, sample, workers)
    values = {measure: np.empty(len(begun.columns)) for measure in plan.measures}
    asked = {measure: np.ones(len(begun.columns), dtype=np.bool_) for measure in plan.measures}
    run_on(plan, begun.start, asked, values, begun.moved)
    return values


def all_at_present(plan: Plan, sample: Sample, workers: int = 1) -> AtPresent:
    """All draws of a sample with all claims, where scenarios branch off."""
    rows = sample.numbers.rows
    start = run_history(plan, rows, workers, measures=plan.measures)
    state = start.state.copy()
    state[:, [item.failure.draw for item in start.failures]] = np.nan
    begun = Start(rows, state, start.present, (), workers, only_measured=True)
    every = np.ones(rows.shape[1], dtype=np.bool_)
    moved = dict.fromkeys(together(plan.feeding, plan.measures), every)
    return AtPresent(np.arange(rows.shape[1]), begun, moved)
