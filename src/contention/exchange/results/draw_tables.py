"""Draws as tables: the uncertain numbers, what they lead to, and the courses of factors."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from contention.analysis.quantiles import LEVELS
from contention.case.model import Case
from contention.exchange.results.columns import COURSES, OUTCOMES, PARAMETERS, QUANTILES
from contention.exchange.results.table import Batch, ResultTable, Values
from contention.judge.draw_outcomes import DrawOutcomes, draw_outcomes
from contention.judge.hinges.uncertain_quantities import Quantity, uncertain_quantities
from contention.models.parameters import lognormal
from contention.models.program import Floats1d, Floats2d
from contention.runs.plan import prepare
from contention.runs.results import Course

UNITS: Mapping[str, str] = {
    "strength": "1", "sign": "1", "inclusion": "1", "prevails": "1", "chance": "1",
    "delay": "yr", "fading": "yr", "adjustment": "yr", "hazard": "1/yr",
}  # fmt: skip
"""kind of an uncertain number → its unit; flows have that of their factor, per year"""


def outcomes_table(
    case: Case,
    accounts: Sequence[str],
    contentions: Sequence[str],
    about: Mapping[str, str],
    *,
    draws: int,
    seed: int,
    workers: int,
) -> ResultTable:
    """Every contention in every draw of the accounts that can answer it."""

    def batches() -> Iterator[Batch]:
        for account in accounts:
            found = draw_outcomes(
                case, account, contentions, draws=draws, seed=seed, workers=workers
            )
            yield from (_outcomes(each) for each in found)

    return ResultTable(OUTCOMES, batches(), about)


def _outcomes(found: DrawOutcomes) -> Batch:
    told = ~found.failed

    def where_told(values: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[bool | None]:
        pairs = zip(values.tolist(), told.tolist(), strict=True)
        return [value if known else None for value, known in pairs]

    columns: dict[str, Values] = {
        "contention": found.contention, "account": found.account,
        "draw": np.arange(len(told)), "speaks": found.speaks,
        "holds": where_told(found.holds), "reverse": where_told(found.reverse),
        "present": found.present, "denied": found.denied, "margin": found.margin,
        "margin_kind": found.margin_kind, "failed": found.failed,
    }  # fmt: skip
    return Batch(len(told), columns)


def parameters_table(
    case: Case, accounts: Sequence[str], about: Mapping[str, str], *, draws: int, seed: int
) -> ResultTable:
    """Every uncertain number of the accounts in every draw."""

    def batches() -> Iterator[Batch]:
        for account in accounts:
            plan = prepare(case, account)
            plan = prepare(case, account, outputs=plan.map.factors)
            found = uncertain_quantities(plan)
            keys = [item.key for item in found]
            uniforms = plan.given.uniforms(keys, seed, 0, draws)
            for item, column in zip(found, uniforms, strict=True):
                yield _parameter(case, account, item, column)

    return ResultTable(PARAMETERS, batches(), about)


def _parameter(case: Case, account: str, item: Quantity, uniform: Floats1d) -> Batch:
    columns: dict[str, Values] = {
        "account": account, "draw": np.arange(len(uniform)), "parameter": item.key,
        "kind": item.kind, "subject": item.subject, "value": value_of(item, uniform),
        "unit": unit_of(case, item), "uniform": uniform,
    }  # fmt: skip
    return Batch(len(uniform), columns)


def value_of(item: Quantity, uniform: Floats1d) -> Floats1d | None:
    """The numbers in their own unit; 1 or 0 for yes-or-no numbers; None if they have none."""
    if item.chance is not None:
        return item.column(uniform)
    return None if item.number is None else lognormal(item.number, uniform)


def unit_of(case: Case, item: Quantity) -> str:
    """The unit of an uncertain number."""
    return UNITS.get(item.kind) or f"{case.factors[item.subject].unit or '1'}/yr"


def courses_table(
    case: Case,
    account: str,
    courses: Mapping[str, Course],
    about: Mapping[str, str],
    first: int = 0,
) -> ResultTable:
    """Every factor at every time in every draw; draws that failed anywhere are marked."""

    def batches() -> Iterator[Batch]:
        for scenario, course in courses.items():
            for factor, values in course.values.items():
                yield _course(case, account, scenario, factor, course.times, values, first)

    return ResultTable(COURSES, batches(), about)


def _course(
    case: Case,
    account: str,
    scenario: str,
    factor: str,
    times: Floats1d,
    values: Floats2d,
    first: int,
) -> Batch:
    points, draws = values.shape
    columns: dict[str, Values] = {
        "account": account, "scenario": scenario, "factor": factor,
        "time": np.repeat(times, draws), "draw": np.tile(np.arange(first, first + draws), points),
        "value": values.ravel(), "unit": case.factors[factor].unit,
        "failed": np.tile(~np.isfinite(values).all(axis=0), points),
    }  # fmt: skip
    return Batch(values.size, columns)


def quantiles_table(
    case: Case, account: str, courses: Mapping[str, Course], about: Mapping[str, str]
) -> ResultTable:
    """Quantiles of every factor at every time over the draws that have a number."""

    def batches() -> Iterator[Batch]:
        for scenario, course in courses.items():
            for factor, values in course.values.items():
                yield _quantiles(case, account, scenario, factor, course.times, values)

    return ResultTable(QUANTILES, batches(), about)


def _quantiles(
    case: Case, account: str, scenario: str, factor: str, times: Floats1d, values: Floats2d
) -> Batch:
    known = np.isfinite(values)
    rows = [np.quantile(row[here], LEVELS) if here.any() else np.full(len(LEVELS), np.nan)
            for row, here in zip(values, known, strict=True)]  # fmt: skip
    found = np.array(rows).reshape(len(times), len(LEVELS))
    columns: dict[str, Values] = {
        "account": account, "scenario": scenario, "factor": factor, "time": times,
        **{f"q{round(100 * level):02}": found[:, place] for place, level in enumerate(LEVELS)},
        "unit": case.factors[factor].unit,
        "draws": known.sum(axis=1), "failed": (~known).sum(axis=1),
    }  # fmt: skip
    return Batch(len(times), columns)
