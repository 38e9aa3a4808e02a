"""Fans of one factor by several accounts, with claims off and sliders moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from contention.case.factor_kinds import traits
from contention.case.model import Case
from contention.models.program import Floats1d, Floats2d
from contention.runs.plan import prepare
from contention.runs.results import Course
from contention.runs.simulate import run_courses
from contention.show.report.fan_figures import QUANTILES, fan_of
from contention.workbench.live.measured import Pause, never
from contention.workbench.live.what_if import WhatIf, WhatIfError, changed, checked, without_claims

MOST_FANS = 24
POINTS = 60


@dataclass(frozen=True)
class LiveFan:
    """A factor by one account in one scenario."""

    account: str
    scenario: str
    times: Floats1d
    """decimal years"""
    quantiles: Floats2d
    """shape (times, 5): 5, 25, 50, 75 and 95 % of the draws that never fail"""
    draws: int
    """how many these are"""


@dataclass(frozen=True)
class LiveCourses:
    """A factor by some accounts in some scenarios."""

    factor: str
    percent: bool
    draws: int
    present: float
    fans: tuple[LiveFan, ...]
    silent: tuple[str, ...]
    """accounts that do not mention it"""
    seconds: float


def courses(
    case: Case,
    accounts: Sequence[str],
    scenarios: Sequence[str],
    factor: str,
    asked: WhatIf,
    *,
    percent: bool = True,
    workers: int = 1,
    pause: Pause = never,
) -> LiveCourses:
    """Run a factor by each account in each scenario; `asked` says what is off and moved.

    With `percent`, each draw is in percent of its own value at present; shares and events, which
    may begin at zero, stay as they are. Raises WhatIfError for what the case lacks.
    """
    begun = perf_counter()
    _check(case, accounts, scenarios, factor, asked)
    percent = percent and traits(case.factors[factor]).scale == "ratio"
    now = without_claims(changed(case, asked), asked.off)
    fans: list[LiveFan] = []
    silent: list[str] = []
    for account in dict.fromkeys(accounts):
        pause()
        plan = prepare(now, account)
        if factor not in {item.factor.id for item in plan.model.equations}:
            silent.append(account)
            continue
        found = run_courses(
            plan, tuple(dict.fromkeys(scenarios)), seed=asked.seed, draws=asked.draws,
            points=POINTS, factors=[factor], workers=workers,
        )  # fmt: skip
        fans += [_fan(account, course, factor, now.times.present, percent=percent)
                 for course in found.values()]  # fmt: skip
    return LiveCourses(
        factor, percent, asked.draws, now.times.present, tuple(fans), tuple(silent),
        perf_counter() - begun,
    )  # fmt: skip


def _check(
    case: Case, accounts: Sequence[str], scenarios: Sequence[str], factor: str, asked: WhatIf
) -> None:
    for account in accounts:
        checked(case, replace(asked, account=account))
    for noun, names, known in (
        ("scenario", scenarios, case.scenarios), ("factor", [factor], case.factors),
    ):  # fmt: skip
        for name in names:
            if name not in known:
                raise WhatIfError(f"the case has no {noun} “{name}”")
    if not accounts or not scenarios:
        raise WhatIfError("name at least one account and one scenario")
    if len(set(accounts)) * len(set(scenarios)) > MOST_FANS:
        raise WhatIfError(f"at most {MOST_FANS} fans can be drawn at a time")


def _fan(account: str, course: Course, factor: str, present: float, *, percent: bool) -> LiveFan:
    values = course.values[factor]
    if percent:
        values = _in_percent(course.times, values, present)
    fan, times = fan_of(course.times, values), course.times
    found = fan.quantiles if len(fan.times) else np.full((len(times), len(QUANTILES)), np.nan)
    return LiveFan(account, course.scenario, times, found, _whole(values))


def _in_percent(times: Floats1d, values: Floats2d, present: float) -> Floats2d:
    """Each draw in percent of its value at present; NaN in draws that are zero then."""
    begun = values[np.searchsorted(times, present + 1e-9) - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(begun > 0, 100.0 * values / begun, np.nan))


def _whole(values: Floats2d) -> int:
    return int(np.isfinite(values).all(axis=0).sum())
