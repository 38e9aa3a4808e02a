"""`contention check`: list the problems of a case."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from contention.api.loading import checked
from contention.case.articles import counted
from contention.case.model import Case, Claim, Figure
from contention.case.parsed_case import read_draft
from contention.case.problem import Problem, Severity, errors
from contention.cli.case_argument import FAULTY, case_argument, say_problems
from contention.cli.options import json_option
from contention.cli.output import say, say_json


@click.command()
@case_argument
@json_option
@click.pass_context
def command(context: click.Context, case: Path, as_json: bool) -> None:
    """List every problem of a case, each with its place, its source line and how to fix it.

    The exit status is 0 if the case can be run (there may be warnings and notes), else 2.
    """
    loaded, problems = checked(case)
    found = None if loaded is None else loaded.value
    if as_json:
        listed = [problem.as_json() for problem in problems]
        waiting = {} if found is None else {f"{noun}s": n for noun, n in _proposed(case, found)}
        shown = {"problems": listed, "waiting": waiting}
        say_json(shown)
    else:
        say_problems(problems, case)
        say(_summary(found, problems))
        if found is not None and (waits := _waiting(case, found)):
            say(f"Waiting for a decision: {waits} (contention review {case}).")
    if found is None:
        context.exit(FAULTY)


def _summary(case: Case | None, problems: Sequence[Problem]) -> str:
    if case is None:
        return counted(len(errors(tuple(problems))), "error") + ": the case cannot be run."
    merges = [merge.status for merge in case.merges.values()]
    held = ", ".join(
        (
            counted(len(case.factors), "factor"),
            counted(sum(each.status == "accepted" for each in case.claims.values()), "claim"),
            counted(len(case.assumptions), "assumption"),
            counted(len(case.accounts), "account"),
            counted(len(case.scenarios), "scenario"),
            counted(len(case.contentions), "contention"),
            *([_merges(merges)] if "accepted" in merges else []),
        )
    )
    return f"The case can be run{_remarks(problems)}: {held}."


def _remarks(problems: Sequence[Problem]) -> str:
    """` (2 warnings, 1 note)`; empty if there is nothing to remark."""
    kinds: tuple[Severity, ...] = ("warning", "note")
    numbers = {kind: sum(each.severity == kind for each in problems) for kind in kinds}
    numbered = [counted(number, kind) for kind, number in numbers.items() if number]
    return f" ({', '.join(numbered)})" if numbered else ""


def _waiting(folder: Path, case: Case) -> str:
    """Proposals without a decision, in words."""
    return ", ".join(counted(number, noun) for noun, number in _proposed(folder, case) if number)


def _proposed(folder: Path, case: Case) -> list[tuple[str, int]]:
    """How many claims, figures and merges wait for a decision, as `review` counts them."""
    from contention.coding.merges.merge_queue import waiting_entries

    kinds: tuple[tuple[str, Iterable[Claim | Figure]], ...] = (
        ("claim", case.claims.values()),
        ("figure", case.figures.values()),
    )
    merges = any(each.status == "proposed" for each in case.merges.values())
    return [
        *((noun, sum(each.status == "proposed" for each in of)) for noun, of in kinds),
        ("merge", len(waiting_entries(read_draft(folder))) if merges else 0),
    ]


def _merges(statuses: Sequence[str]) -> str:
    return counted(statuses.count("accepted"), "merge")
