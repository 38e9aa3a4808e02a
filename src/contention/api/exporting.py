"""Results in the format of another tool: tables, pictures, Vega-Lite and ArviZ data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from contention.api.results import about_results, judged_table
from contention.case.suggestions import did_you_mean
from contention.exchange.exported import Exported
from contention.exchange.formats import RESULT_FORMATS
from contention.exchange.losses import Loss
from contention.show.figures.catalogue import FIGURES

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.judgement import Judgement
    from contention.api.runs import Runs
    from contention.evidence.accounts.posterior import Posterior
    from contention.exchange.results.table import Batch, ResultTable
    from contention.runs.results import Course

JUDGED_DRAWS, COURSE_DRAWS = 2000, 512
"""draws if no number is given: of verdicts and what is counted in them, and of courses"""
MOST_ROWS = 50_000_000
"""rows of a table of courses at most"""
SPECIFIED = ("verdicts", "hinges", "courses")
"""what can be had as Vega-Lite"""
Courses = dict[str, Mapping[str, "Course"]]


@dataclass(frozen=True)
class _Asked:
    """What is exported, of which entries, and from which draws."""

    what: str
    """a table or a figure; empty: verdicts"""
    accounts: tuple[str, ...]
    contentions: tuple[str, ...]
    scenarios: tuple[str, ...]
    factors: tuple[str, ...]
    all_factors: bool
    """whether no factor was named"""
    all_contentions: bool
    draws: int | None
    seed: int
    points: int
    dpi: int
    whole: bool
    fit: bool
    workers: int


def export(case: Case, form: str, asked: _Asked) -> Exported:
    """Results as a file; raises KeyError for an unknown format, ValueError for nothing to show."""
    _known("format", form, RESULT_FORMATS)
    if form in ("parquet", "arrow"):
        return _table(case, form, asked)
    if form == "vega-lite":
        return _specification(case, asked)
    return _arviz(case, asked) if form == "arviz" else _picture(case, form, asked)


def _known(noun: str, name: str, names: Iterable[str]) -> None:
    choices = tuple(names)
    if name not in choices:
        raise KeyError(
            f"there is no {noun} “{name}” — {did_you_mean(name, choices, ', '.join(choices))}"
        )


def _table(case: Case, form: str, asked: _Asked) -> Exported:
    from contention.exchange.results.columns import TABLES
    from contention.exchange.results.table_file import write_table

    what = asked.what or "verdicts"
    _known("table", what, TABLES)
    left_out: tuple[Loss, ...] = ()
    if what in ("verdicts", "hinges"):
        table = judged_table(_judgement(case, asked, hinges=what == "hinges"), what)
    elif what in ("outcomes", "parameters"):
        found = case.draws(
            asked.accounts, asked.contentions, draws=asked.draws or JUDGED_DRAWS, seed=asked.seed,
            workers=asked.workers,
        )  # fmt: skip
        table = found.table(what)
    else:
        table, left_out = _courses_table(case, what, asked)
    return write_table(table, form, left_out)


def _judgement(case: Case, asked: _Asked, *, hinges: bool) -> Judgement:
    return case.judge(
        asked.draws or JUDGED_DRAWS, asked.seed, asked.accounts, asked.contentions, hinges,
        workers=asked.workers,
    )  # fmt: skip


def _courses_table(case: Case, what: str, asked: _Asked) -> tuple[ResultTable, tuple[Loss, ...]]:
    """One table for all accounts; each is run when its rows are read."""
    from contention.exchange.results.columns import COURSES, QUANTILES
    from contention.exchange.results.table import ResultTable

    draws = asked.draws or COURSE_DRAWS
    sizes = (asked.accounts, asked.scenarios, asked.factors)
    rows = asked.points * (draws if what == "courses" else 1)
    for each in sizes:
        rows *= len(each)
    if rows > MOST_ROWS:
        raise ValueError(
            f"that would be up to {rows:,} rows — name accounts, scenarios or factors, take fewer "
            "draws, or take quantiles"
        )

    def batches() -> Iterator[Batch]:
        for account in asked.accounts:
            yield from _run(case, account, asked).table(what).batches

    about = about_results(case, asked.seed, draws)
    schema = COURSES if what == "courses" else QUANTILES
    return ResultTable(schema, batches(), about), _absent(case, asked)


def _run(case: Case, account: str, asked: _Asked) -> Runs:
    return case.run(
        account, asked.scenarios, asked.factors, draws=asked.draws or COURSE_DRAWS,
        seed=asked.seed, points=asked.points, workers=asked.workers,
    )  # fmt: skip


def _absent(case: Case, asked: _Asked) -> tuple[Loss, ...]:
    """Factors that were named, by account that does not mention them."""
    if asked.all_factors:
        return ()
    mentioned = {account: case.account(account).map().factors for account in asked.accounts}
    return tuple(
        Loss("factor", factor, f"the account `{account}` does not mention it")
        for account, known in mentioned.items()
        for factor in asked.factors
        if factor not in known
    )


def _specification(case: Case, asked: _Asked) -> Exported:
    from contention.exchange.results import vega_lite

    what = asked.what or "verdicts"
    _known("specification", what, SPECIFIED)
    if what == "courses":
        factor, draws = _factor(asked), asked.draws or COURSE_DRAWS
        settings = f"{draws} draws, seed {asked.seed}"
        return vega_lite.course_spec(case.value, factor, _courses(case, factor, asked), settings)
    judgement = _judgement(case, asked, hinges=what == "hinges").value
    if what == "hinges":
        return vega_lite.hinge_spec(case.value, judgement, _contention(asked))
    return vega_lite.verdict_spec(case.value, judgement)


def _courses(case: Case, factor: str, asked: _Asked) -> Courses:
    return {
        account: case.run(
            account, asked.scenarios, factor, draws=asked.draws or COURSE_DRAWS, seed=asked.seed,
            points=asked.points, workers=asked.workers,
        ).courses
        for account in asked.accounts
    }  # fmt: skip


def _factor(asked: _Asked) -> str:
    if asked.all_factors or len(asked.factors) != 1:
        raise ValueError(f"name one factor, not {len(asked.factors)}")
    return asked.factors[0]


def _contention(asked: _Asked) -> str:
    if asked.all_contentions or len(asked.contentions) != 1:
        raise ValueError(f"name one contention, not {len(asked.contentions)}")
    return asked.contentions[0]


def _account(asked: _Asked, case: Case) -> str:
    if len(asked.accounts) != 1:
        raise ValueError(f"name one account: `{case.id}` has {len(asked.accounts)}")
    return asked.accounts[0]


def _picture(case: Case, form: str, asked: _Asked) -> Exported:
    from contention.exchange.losses import LossReport

    what = asked.what or "verdicts"
    _known("figure", what, FIGURES)
    drawing = _DRAWN[what](case, asked)
    if form == "svg":
        return Exported(drawing.encode("utf-8"), LossReport((("figure", 1),)))
    from contention.exchange.results.pictures import picture

    return picture(drawing, cast("Literal['png', 'pdf']", form), asked.dpi)


def _drawn_map(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import map_figure
    from contention.show.map.view import MapOptions

    contention = None if asked.all_contentions else _contention(asked)
    options = MapOptions(contention=contention, whole=asked.whole)
    return map_figure(case.value, case.account(_account(asked, case)).map().value, options)


def _drawn_verdicts(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import verdict_figure

    return verdict_figure(case.value, _judgement(case, asked, hinges=False).value)


def _drawn_shares(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import share_figure

    contention = _contention(asked)
    return share_figure(case.value, _judgement(case, asked, hinges=False).value, contention)


def _drawn_hinges(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import hinge_figure

    contention = _contention(asked)
    return hinge_figure(case.value, _judgement(case, asked, hinges=True).value, contention)


def _drawn_courses(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import CourseFigure, course_figure

    factor, draws = _factor(asked), asked.draws or COURSE_DRAWS
    shown = CourseFigure(factor, _courses(case, factor, asked), draws, asked.seed)
    return course_figure(case.value, shown)


def _drawn_evidence(case: Case, asked: _Asked) -> str:
    from contention.show.figures.catalogue import effect_figure, forecast_figure, timeline_figure

    part, draw = {
        "timelines": ("figures", timeline_figure), "effects": ("claims", effect_figure),
        "forecasts": ("accounts", forecast_figure),
    }[asked.what]  # fmt: skip
    found = case.evidence(
        part, draws=asked.draws or JUDGED_DRAWS, seed=asked.seed, accounts=asked.accounts,
        fit=asked.fit, workers=asked.workers,
    )  # fmt: skip
    return draw(case.value, found.value)


_DRAWN: Mapping[str, Callable[[Case, _Asked], str]] = {
    "map": _drawn_map, "verdicts": _drawn_verdicts, "shares": _drawn_shares,
    "hinges": _drawn_hinges, "courses": _drawn_courses, "timelines": _drawn_evidence,
    "effects": _drawn_evidence, "forecasts": _drawn_evidence,
}  # fmt: skip


def _arviz(case: Case, asked: _Asked) -> Exported:
    from contention.exchange.losses import LossReport
    from contention.exchange.results.inference_data import netcdf

    if asked.what:
        raise ValueError(f"ArviZ data hold all draws of an account: leave `{asked.what}` out")
    account = _account(asked, case)
    draws = case.draws(
        account, asked.contentions, draws=asked.draws or JUDGED_DRAWS, seed=asked.seed,
        workers=asked.workers,
    )  # fmt: skip
    tree = draws.to_arviz(fit=asked.fit)
    kept = tuple((name, int(group.sizes.get("draw", 0) * group.sizes.get("chain", 0)))
                 for name, group in tree.children.items())  # fmt: skip
    return Exported(netcdf(tree), LossReport(tuple((f"draw of {name}", n) for name, n in kept)))


def posterior_of(case: Case, account: str, draws: int, seed: int, workers: int) -> Posterior | None:
    """The posterior of an account; None if no data bear on the case or the account has none."""
    found = case.evidence("accounts", accounts=account, draws=draws, seed=seed, workers=workers)
    return next((row.account.posterior for row in found.accounts), None)
