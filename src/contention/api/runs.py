"""Courses of factors over all draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from contention.analysis.quantiles import LEVELS, QuantileRow, quantile_rows
from contention.api.account import says_nothing
from contention.api.asking import require, shortened
from contention.api.frames import frame, optional
from contention.api.judgement import pair
from contention.api.results import about_results, save
from contention.case.articles import counted
from contention.models.program import Floats1d, Floats2d
from contention.runs.results import Course

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import xarray as xr

    from contention.api.case import Case
    from contention.exchange.results.table import ResultTable

RUN_COLUMNS = ("account", "scenario", "factor", "time", "draw", "value")


@dataclass(frozen=True, repr=False)
class Runs:
    """Courses of factors in scenarios by one account."""

    case: Case
    account: str
    courses: Mapping[str, Course]
    seed: int
    first: int
    """number of the first draw"""
    silent: tuple[str, ...] = ()
    """factors asked for that the account does not mention"""

    def __repr__(self) -> str:
        return (
            f"<Runs of {self.account}: {shortened(self.scenarios)}; "
            f"{counted(len(self.factors), 'factor')}, {counted(len(self.times), 'time')}, "
            f"{counted(len(self.draws), 'draw')}>"
        )

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Ids of the scenarios."""
        return tuple(self.courses)

    @property
    def factors(self) -> tuple[str, ...]:
        """Ids of the factors, in the order of the alphabet."""
        return next((tuple(course.values) for course in self.courses.values()), ())

    @property
    def times(self) -> Floats1d:
        """Decimal years, from the start of history to the end."""
        none: Floats1d = np.empty(0)
        return next((course.times for course in self.courses.values()), none)

    @property
    def draws(self) -> range:
        """Numbers of the draws: `explain` and `run` replay them one at a time."""
        for course in self.courses.values():
            for values in course.values.values():
                return range(self.first, self.first + values.shape[1])
        return range(self.first, self.first)

    def __getitem__(self, key: tuple[str, str]) -> Floats2d:
        """`runs[scenario, factor]`: shape (times, draws), NaN after a draw has failed."""
        scenario, factor = pair(key, "scenario", "factor")
        require("scenario", scenario, self.case.value.scenarios)
        require("factor", factor, self.case.value.factors)
        if scenario not in self.courses:
            raise KeyError(f"the scenario “{scenario}” was not run")
        if factor in self.silent:
            raise KeyError(says_nothing(self.case, self.account, factor))
        if factor not in self.courses[scenario].values:
            raise KeyError(f"“{factor}” was not kept, or “{self.account}” does not mention it")
        return self.courses[scenario].values[factor]

    def quantiles(self, levels: Sequence[float] = LEVELS) -> Quantiles:
        """Quantiles over the draws at each time."""
        for level in levels:
            if not 0 <= level <= 1:
                raise ValueError(f"a quantile level cannot be {level:g}: it is from 0 to 1")
        return Quantiles(self, tuple(levels))

    def to_frame(self) -> pd.DataFrame:
        """One row for each scenario, factor, time and draw; needs pandas."""
        pandas = optional("pandas")
        tables = [
            pandas.DataFrame(
                {
                    "account": self.account, "scenario": scenario, "factor": factor,
                    "time": np.repeat(course.times, len(self.draws)),
                    "draw": np.tile(np.asarray(self.draws), len(course.times)),
                    "value": values.ravel(),
                },
                columns=list(RUN_COLUMNS),
            )
            for scenario, course in self.courses.items()
            for factor, values in course.values.items()
        ]  # fmt: skip
        if not tables:
            return frame([], RUN_COLUMNS)
        return pandas.concat(tables, ignore_index=True)

    def to_arrow(self, table: str = "courses") -> pa.Table:
        """The table `courses` or `quantiles`; needs pyarrow."""
        from contention.exchange.results.arrow import arrow_table

        return arrow_table(self.table(table))

    def to_parquet(self, path: str | PathLike[str], table: str = "courses") -> Path:
        """Write the table in one step; raises ValueError for a file of the case."""
        from contention.exchange.results.table_file import write_table

        return save(self.case, path, lambda: write_table(self.table(table), "parquet"))

    def table(self, table: str) -> ResultTable:
        """A table as batches of columns, computed when it is read."""
        from contention.exchange.results.draw_tables import courses_table, quantiles_table

        require("table", table, ("courses", "quantiles"))
        about = about_results(self.case, self.seed, len(self.draws))
        if table == "quantiles":
            return quantiles_table(self.case.value, self.account, self.courses, about)
        return courses_table(self.case.value, self.account, self.courses, about, self.first)

    def to_xarray(self) -> xr.DataArray:
        """An array over scenario, factor, time and draw; needs xarray."""
        shape = tuple(map(len, (self.scenarios, self.factors, self.times, self.draws)))
        values = np.array(
            [[self[scenario, factor] for factor in self.factors] for scenario in self.scenarios]
        ).reshape(shape)
        xarray = optional("xarray")
        array: xr.DataArray = xarray.DataArray(
            values,
            dims=("scenario", "factor", "time", "draw"),
            coords={
                "scenario": list(self.scenarios),
                "factor": list(self.factors),
                "time": self.times,
                "draw": list(self.draws),
            },
            name="value",
            attrs={"case": self.case.id, "account": self.account, "seed": self.seed},
        )
        return array


@dataclass(frozen=True, repr=False)
class Quantiles:
    """Quantiles over the draws that have a number, at each time."""

    runs: Runs
    levels: tuple[float, ...]

    def __repr__(self) -> str:
        levels = ", ".join(f"{level:g}" for level in self.levels)
        return f"<Quantiles {levels} of {self.runs.account}: {len(self.rows)} rows>"

    @cached_property
    def rows(self) -> tuple[QuantileRow, ...]:
        """One for each scenario, factor and time."""
        return tuple(quantile_rows(self.runs.account, self.runs.courses, self.levels))

    def __iter__(self) -> Iterator[QuantileRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: tuple[str, str]) -> Floats2d:
        """`quantiles[scenario, factor]`: shape (times, levels)."""
        self.runs[key]
        found = [row.quantiles for row in self.rows if (row.scenario, row.factor) == key]
        return np.array(found)

    def to_frame(self) -> pd.DataFrame:
        """One row for each scenario, factor and time, a column for each level; needs pandas."""
        names = [_quantile_name(level) for level in self.levels]
        records = (
            {
                "account": row.account, "scenario": row.scenario, "factor": row.factor,
                "time": row.time, **dict(zip(names, row.quantiles, strict=True)),
                "draws": row.draws,
            }
            for row in self.rows
        )  # fmt: skip
        return frame(records, ("account", "scenario", "factor", "time", *names, "draws"))


def _quantile_name(level: float) -> str:
    """`q05`, `q97.5`, `q99.99`: as many digits as it takes to tell two levels apart."""
    before, point, after = f"{100 * level:.10f}".rstrip("0").partition(".")
    return f"q{before.zfill(2)}{point if after else ''}{after}"


def run(
    case: Case,
    account: str,
    scenarios: Sequence[str],
    factors: Sequence[str],
    *,
    draws: int,
    seed: int,
    first: int,
    points: int,
    workers: int,
) -> Runs:
    """Run scenarios and keep the factors that the account mentions."""
    from contention.runs.plan import prepare
    from contention.runs.simulate import run_courses

    for setting, number in (("draws", draws), ("points", points)):
        if number < 1:
            raise ValueError(f"{setting} is {number}; it must be at least 1")
    plan = prepare(case.value, account)
    known = {item.factor.id for item in plan.model.equations}
    courses = run_courses(
        plan,
        scenarios,
        seed=seed,
        first=first,
        draws=draws,
        points=points,
        factors=[name for name in factors if name in known],
        workers=workers,
    )
    silent = tuple(name for name in factors if name not in known)
    return Runs(case, account, courses, seed, first, silent)
