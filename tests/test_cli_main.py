"""The group of commands: what becomes of the standard output."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

FEW = ("--draws", "16", "--hinge-draws", "16")


@pytest.mark.parametrize("words", [("check", "valley"), ("--help",), ("check", "nowhere")])
def test_a_full_disk_behind_the_output_is_said(small_case: Path, words: tuple[str, ...]) -> None:
    code = "from contention.cli.main import main; main()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=small_case.parent,
        )
    assert done.returncode == 2
    told = done.stderr.decode()
    assert told == "Error: the output cannot be written: No space left on device\n"


def test_a_terminal_that_lacks_a_symbol_gets_the_rest(small_case: Path) -> None:
    done = CliRunner(charset="latin-1").invoke(main, ["judge", str(small_case), *FEW])
    assert done.exit_code == 0, done.exception
    assert "supported" in done.output
    assert "▲".encode("latin-1", "replace").decode() in done.output
