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


@pytest.mark.parametrize(
    ("command", "module", "said"),
    [
        ("judge", "contention.judge.judge.judge", "Interrupted: it was not done; run the same"),
        ("map", "contention.maps.build.build_map", "Interrupted: it was not done, and no file"),
    ],
)
def test_ctrl_c_says_what_it_leaves(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, module: str,
    said: str,
) -> None:  # fmt: skip
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, interrupted)
    out = tmp_path / "map.svg"
    more = ["--out", str(out), "--account", "teacher"] if command == "map" else []
    result = CliRunner().invoke(main, [command, str(small_case), *more])
    assert (result.exit_code, result.stdout, out.exists()) == (130, "", False)
    assert said in result.stderr
