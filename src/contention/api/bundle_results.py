"""The results and figures of a bundle, made from a case and settings alone."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from contention.api.results import about_results, judged_table
from contention.exchange.bundle.case_files import BundleError

if TYPE_CHECKING:
    from contention.api.case import Case, Progress
    from contention.api.judgement import Judgement
    from contention.exchange.bundle.manifest import BundleSettings
    from contention.exchange.results.table import Batch, ResultTable
    from contention.runs.results import Course

POINTS = 60
DIGITS = 9
"""significant digits of numbers in JSON; Parquet has all of them"""
JUDGEMENT = "results/judgement.json"


def result_files(
    case: Case, settings: BundleSettings, workers: int, progress: Progress | None = None
) -> dict[str, bytes]:
    """Path in the bundle → content; the same case and settings give the same bytes.

    Raises BundleError for a case without a contention or an account.
    """
    if not case.contentions or not case.accounts:
        raise BundleError(f"`{case.id}` has no contention or no account: there are no results")
    judgement = case.judge(
        settings.draws, settings.seed, hinge_draws=settings.hinge_draws,
        reading_draws=settings.reading_draws, workers=workers, progress=progress,
    )  # fmt: skip
    courses = _courses(case, settings, workers)
    files = {JUDGEMENT: _json(judgement.as_json())}
    for table in _tables(case, judgement, courses, settings, workers):
        name, content = _table_file(table, settings)
        files[name] = content
    files |= dict(_figures(case, judgement, courses, settings))
    return files


Courses = dict[str, dict[str, "Course"]]


def _courses(case: Case, settings: BundleSettings, workers: int) -> Courses:
    """Account → scenario → courses of the outcomes that a contention looks at in it."""
    from contention.analysis.outcomes import charted

    wanted = charted(case.value)
    scenarios = [id_ for id_ in case.scenarios if any(id_ in named for named in wanted.values())]
    found: Courses = {}
    for account in case.accounts:
        runs = case.run(
            account, scenarios, list(wanted), draws=settings.course_draws, seed=settings.seed,
            points=POINTS, workers=workers,
        )  # fmt: skip
        found[account] = {
            id_: replace(course, values={factor: values for factor, values in course.values.items()
                                         if id_ in wanted[factor]})
            for id_, course in runs.courses.items()
        }  # fmt: skip
    return found


def _tables(
    case: Case, judgement: Judgement, courses: Courses, settings: BundleSettings, workers: int
) -> Iterator[ResultTable]:
    from contention.exchange.results.columns import QUANTILES
    from contention.exchange.results.draw_tables import quantiles_table
    from contention.exchange.results.table import ResultTable

    yield judged_table(judgement, "verdicts")
    yield judged_table(judgement, "hinges")
    about = about_results(case, settings.seed, settings.course_draws)

    def batches() -> Iterator[Batch]:
        for account, found in courses.items():
            yield from quantiles_table(case.value, account, found, about).batches

    yield ResultTable(QUANTILES, batches(), about)
    if settings.tables == "parquet":  # as JSON they would be a hundred times as large
        draws = case.draws(draws=settings.draws, seed=settings.seed, workers=workers)
        yield draws.table("outcomes")
        yield draws.table("parameters")


def _table_file(table: ResultTable, settings: BundleSettings) -> tuple[str, bytes]:
    from contention.exchange.results.arrow import parquet
    from contention.exchange.results.table import records

    name = f"results/{table.schema.name}.{settings.tables}"
    if settings.tables == "parquet":
        return name, parquet(table)
    columns = [
        {"name": each.name, "type": each.kind, "unit": each.unit, "meaning": each.meaning}
        for each in table.schema.columns
    ]
    rows = [[_rounded(value) for value in record.values()] for record in records(table)]
    head = {"table": table.schema.name, "row": table.schema.row, "about": dict(table.about)}
    return name, _json({**head, "columns": columns, "rows": rows})


def _rounded(value: object) -> object:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def _json(value: object) -> bytes:
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, list | tuple) else value


def _figures(
    case: Case, judgement: Judgement, courses: Courses, settings: BundleSettings
) -> Iterator[tuple[str, bytes]]:
    from contention.analysis.outcomes import charted
    from contention.show.figures import catalogue
    from contention.show.map.view import MapOptions

    yield "figures/verdicts.svg", catalogue.verdict_figure(case.value, judgement.value).encode()
    for id_, account in case.accounts.items():
        drawing = catalogue.map_figure(case.value, account.map().value, MapOptions())
        yield f"figures/map-{id_}.svg", drawing.encode()
    for factor, scenarios in charted(case.value).items():
        shown = {
            account: {id_: found[id_] for id_ in scenarios if id_ in found}
            for account, found in courses.items()
        }
        figure = catalogue.CourseFigure(factor, shown, settings.course_draws, settings.seed)
        try:
            drawing = catalogue.course_figure(case.value, figure)
        except catalogue.NothingToDrawError:
            continue
        yield f"figures/courses-{factor}.svg", drawing.encode()
