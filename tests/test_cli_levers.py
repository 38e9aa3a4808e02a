"""`contention levers`: text, JSON and refusals."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.levers import command

FEW = ("--draws", "32", "--workers", "1")
CHARGE = str(Path(__file__).parent.parent / "cases" / "congestion-charge")


def test_text_ranks_levers_and_says_where_demands_have_none() -> None:
    asked = [CHARGE, "--outcome", "admissions", "--direction", "lower", "--account", "chamber"]
    shown = CliRunner().invoke(command, [*asked, *FEW], env={"COLUMNS": "80"})
    assert shown.exit_code == 0, shown.output
    assert max(map(len, shown.output.splitlines())) <= 80
    said = " ".join(shown.output.split())
    assert "3 of 4 demands have no lever here." in said
    assert "Every affordable mix was run." in said


def test_json_has_every_lever_in_every_account() -> None:
    asked = [CHARGE, "--outcome", "turnover", "--account", "chamber", "--budget", "5", *FEW]
    done = CliRunner().invoke(command, [*asked, "--direction", "higher", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    (account,) = told["accounts"]
    assert account["ranked"][0] == "more_parking"
    assert {item["lever"] for item in account["levers"]} == {item["id"] for item in told["levers"]}
    assert told["budget"]["no_mix_because"] == "too expensive"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--outcome", "admision"), "did you mean “admissions”"),
        (("--outcome", "parking"), "is an input"),
        (("--outcome", "admissions", "--baseline", "no_chrge"), "did you mean “no_charge”"),
        (("--outcome", "admissions", "--budget", "0"), "--budget"),
    ],
)
def test_wrong_arguments_are_refused(arguments: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(command, [CHARGE, *FEW, *arguments])
    assert done.exit_code == 2
    assert said in done.output


def test_a_budget_below_every_cost_names_the_cheapest() -> None:
    asked = [CHARGE, "--outcome", "admissions", "--direction", "lower", "--budget", "5", *FEW]
    done = CliRunner().invoke(command, [*asked, "--account", "clean_air"])
    said = " ".join(done.output.split())
    assert "the budget of 5 is below every cost; the cheapest is “Five crowns, revenue" in said
