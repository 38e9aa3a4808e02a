"""`contention run`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.cli.run import command

FEW = ("--draws", "16", "--points", "4", "--workers", "1")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.mark.parametrize("draw", ["-1", "1000000", "12345678901234567890"])
def test_a_draw_that_no_run_has_is_refused(small_case: Path, draw: str) -> None:
    done = run(small_case, "--draw", draw)
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert "--draw" in done.output


def test_one_draw_is_replayed_as_the_run_had_it(small_case: Path) -> None:
    asked = ("--account", "teacher", "--scenario", "repairs_stop", "--factor", "ruined", "--json")
    one = json.loads(run(small_case, *asked, *FEW, "--draw", "3").stdout)["rows"]
    again = json.loads(run(small_case, *asked, *FEW, "--draw", "3").stdout)["rows"]
    other = json.loads(run(small_case, *asked, *FEW, "--draw", "4").stdout)["rows"]
    assert one == again
    assert one != other
    assert all(row["draws"] == 1 and row["q05"] == row["q95"] for row in one)


def test_a_factor_that_an_account_lacks_is_named(small_case: Path) -> None:
    asked = ("--factor", "care", "--factor", "ruined", "--scenario", "repairs_stop")
    done = run(small_case, *asked, *FEW)
    assert done.exit_code == 0, done.output
    assert done.stderr == "The account “The teacher” (teacher) says nothing about “care”.\n"
    assert {line.split()[2] for line in done.stdout.splitlines()} == {"care", "ruined"}
    assert run(small_case, *FEW).stderr == ""


def test_where_no_draw_has_a_number_json_has_null(
    small_case: Path, change: Callable[[str, str, str], tuple[int, int]]
) -> None:
    change(
        "factors.yaml",
        "equation: ruined - rebuilt",
        "equation: ruined * (rebuilt / (rebuilt - rebuilt))",
    )
    done = run(small_case, "--factor", "homeless", "--account", "teacher", *FEW, "--json")
    assert done.exit_code == 0, done.output
    assert "NaN" not in done.stdout
    assert {row["q50"] for row in json.loads(done.stdout)["rows"]} == {None}
