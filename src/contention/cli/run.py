"""`contention run`: simulate scenarios; trajectories of factors as quantiles over draws."""

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

import click

from contention.api.asking import MOST_DRAWS
from contention.api.case import Case
from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    accounts_option,
    chosen,
    count_option,
    ids_option,
    json_option,
    progress_on_stderr,
    seed_option,
    workers_option,
)
from contention.cli.output import check_output, out_option, say, say_json, write_output

HEADER = ("account", "scenario", "factor", "time", "q05", "q25", "q50", "q75", "q95", "draws")


@dataclass(frozen=True)
class _Settings:
    seed: int
    workers: int
    points: int
    first: int
    draws: int


@click.command()
@case_argument
@accounts_option
@ids_option("scenario")
@ids_option("factor")
@count_option("--draws", 512, "Number of Monte Carlo draws.", least=1, most=100_000)
@click.option("--draw", default=None, type=click.IntRange(0, MOST_DRAWS - 1),
              help="Replay only this draw.")  # fmt: skip
@count_option("--points", 60, "Approximate number of points in time.", least=2, most=5000)
@seed_option
@workers_option
@out_option("CSV file to write, or - for the standard output.")
@json_option
def command(
    case: Path,
    accounts: tuple[str, ...],
    scenarios: tuple[str, ...],
    factors: tuple[str, ...],
    draws: int,
    draw: int | None,
    points: int,
    seed: int,
    workers: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Simulate scenarios and print the trajectories of factors.

    Without --out or --json, prints a table of the last time point: median and 5–95 % over draws.
    With --draw, replays the draw of that number, as named in a message.
    """
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    rows = _rows(
        opened,
        chosen("account", accounts, opened.accounts),
        chosen("scenario", scenarios, opened.scenarios),
        chosen("factor", factors, opened.factors),
        _Settings(seed, workers, points, *((0, draws) if draw is None else (draw, 1))),
    )
    _say_what_is_missing(opened, accounts, factors, rows)
    if out is not None:
        write_output(_csv(rows), out)
    if as_json:
        records = [dict(zip(HEADER, map(_json, row), strict=True)) for row in rows]
        say_json({"case": opened.id, "seed": seed, "rows": records}, indent=None)
    elif out is None:
        _print_last(rows)


def _rows(
    case: Case,
    accounts: tuple[str, ...],
    scenarios: tuple[str, ...],
    factors: tuple[str, ...],
    settings: _Settings,
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    with progress_on_stderr("running") as progress:
        for done, account in enumerate(accounts):
            runs = case.run(
                account,
                scenarios,
                factors,
                seed=settings.seed,
                first=settings.first,
                draws=settings.draws,
                points=settings.points,
                workers=settings.workers,
            )
            for row in runs.quantiles():
                head = (row.account, row.scenario, row.factor, round(row.time, 4))
                rounded = (float(f"{value:.6g}") for value in row.quantiles)
                rows.append((*head, *rounded, row.draws))
            progress(done + 1, len(accounts))
    return rows


def _say_what_is_missing(
    case: Case,
    accounts: tuple[str, ...],
    factors: tuple[str, ...],
    rows: list[tuple[object, ...]],
) -> None:
    """List on stderr the requested factors that an account does not mention."""
    shown = {(row[0], row[2]) for row in rows}
    for account in accounts or case.accounts:
        for name in dict.fromkeys(factors):
            if case.scenarios and (account, name) not in shown:
                title = case.account(account).title
                say(f"The account “{title}” ({account}) says nothing about “{name}”.", err=True)


def _json(value: object) -> object:
    """Null if no draw has a number, as JSON has no NaN."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _csv(rows: list[tuple[object, ...]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return stream.getvalue()


def _print_last(rows: list[tuple[object, ...]]) -> None:
    last = {row[:3]: row for row in rows}
    for (account, scenario, factor), row in last.items():
        _, _, _, time, low, _, middle, _, high, _ = row
        say(f"{account:18} {scenario:22} {factor:28} {time:9} {middle:>12} [{low}, {high}]")
