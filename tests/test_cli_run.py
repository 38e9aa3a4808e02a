"""`contention run`."""

import json
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
