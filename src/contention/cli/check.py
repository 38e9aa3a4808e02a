"""`contention check`: everything that is wrong with a case."""

from collections.abc import Sequence
from pathlib import Path

import click

from contention.case.problem import Problem, errors
from contention.case.values import Case
from contention.cli.case_argument import FAULTY, case_argument, problems_json, read_case
from contention.cli.options import json_option
from contention.cli.output import say


@click.command()
@case_argument
@json_option
@click.pass_context
def command(context: click.Context, case: Path, as_json: bool) -> None:
    """List every problem of a case, each with its place and how to mend it.

    The exit status is 0 where the case can be run (there may be warnings), else 2.
    """
    found, problems = read_case(case)
    if as_json:
        click.echo(problems_json(problems))
    else:
        for problem in problems:
            say(str(problem))
        say(_summary(found, problems))
    if found is None:
        context.exit(FAULTY)


def _summary(case: Case | None, problems: Sequence[Problem]) -> str:
    if case is None:
        return _count(len(errors(tuple(problems))), "error") + ": the case cannot be run."
    merges = [merge.status for merge in case.merges.values()]
    held = ", ".join(
        (
            _count(len(case.factors), "factor"),
            _count(len(case.claims), "claim"),
            _count(len(case.assumptions), "assumption"),
            _count(len(case.accounts), "account"),
            _count(len(case.scenarios), "scenario"),
            _count(len(case.contentions), "contention"),
            *([_merges(merges)] if set(merges) - {"rejected"} else []),
        )
    )
    warnings = f" ({_count(len(problems), 'warning')})" if problems else ""
    return f"The case can be run{warnings}: {held}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _merges(statuses: Sequence[str]) -> str:
    proposed = statuses.count("proposed")
    waiting = f" ({proposed} more proposed)" if proposed else ""
    return _count(statuses.count("accepted"), "merge") + waiting
