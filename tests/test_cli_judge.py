"""`contention judge`."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.cli.judge import command

FEW = ("--draws", "32", "--hinge-draws", "16", "--workers", "1")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_it_prints_a_table_with_every_contention_and_account(small_case: Path) -> None:
    done = run(small_case, *FEW)
    assert done.exit_code == 0, done.output
    assert "The teacher" in done.stdout
    assert "The miller" in done.stdout
    assert "32 Monte Carlo draws, seed 1; hinges with 16, other readings with 32." in done.stdout
    assert done.stderr == ""


def test_json_is_the_same_bytes_for_any_number_of_workers(small_case: Path) -> None:
    one = run(small_case, "--json", "--draws", "300", "--hinge-draws", "16", "--workers", "1")
    two = run(small_case, "--json", "--draws", "300", "--hinge-draws", "16", "--workers", "2")
    assert one.exit_code == 0, one.output
    assert one.stdout_bytes == two.stdout_bytes
    told = json.loads(one.stdout)
    assert (told["draws"], told["seed"], told["hinge_draws"]) == (300, 1, 16)
    assert set(told["diagnostics"]) == {item["account"] for item in told["verdicts"]}


def test_one_account_and_one_contention_can_be_asked_for(small_case: Path) -> None:
    every = json.loads(run(small_case, *FEW, "--json").stdout)
    first = every["verdicts"][0]
    chosen = ("--account", first["account"], "--contention", first["contention"])
    one = json.loads(run(small_case, *FEW, "--json", *chosen).stdout)
    assert one["verdicts"] == [first]
    assert set(one["diagnostics"]) == {first["account"]}


def test_hinges_can_be_left_out_and_change_nothing_else(small_case: Path) -> None:
    every = json.loads(run(small_case, *FEW, "--json").stdout)
    bare = json.loads(run(small_case, *FEW, "--json", "--no-hinges").stdout)
    assert every["hinges"] != []
    assert bare["hinges"] == []
    assert bare["verdicts"] == every["verdicts"]


@pytest.mark.parametrize("noun", ["account", "contention"])
def test_an_unknown_id_is_refused_with_the_nearest(small_case: Path, noun: str) -> None:
    known = json.loads(run(small_case, *FEW, "--json").stdout)["verdicts"][0][noun]
    done = run(small_case, *FEW, f"--{noun}", known + "x")
    assert done.exit_code == 2
    assert f"did you mean “{known}”?" in done.stderr
    assert done.stdout == ""


def test_too_few_draws_are_refused(small_case: Path) -> None:
    done = run(small_case, "--draws", "4")
    assert done.exit_code == 2
    assert "--draws" in done.stderr


def test_a_case_with_faults_is_not_judged(small_case: Path) -> None:
    (small_case / "contentions.yaml").write_text("contentions: [", encoding="utf-8")
    plain, as_json = run(small_case, *FEW), run(small_case, *FEW, "--json")
    assert plain.exit_code == as_json.exit_code == 2
    assert "contentions.yaml:" in plain.stderr
    assert json.loads(as_json.stdout)["problems"]


def at_a_terminal(case: Path, width: int, *arguments: str) -> str:
    """What a terminal of so many columns is sent by the command."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    start = "from contention.cli.main import main; main()"
    words = [sys.executable, "-c", start, "judge", str(case), *FEW, *arguments]
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "LINES", "NO_COLOR")
    } | {"TERM": "xterm"}
    done = subprocess.Popen(words, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    sent = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the other side has been closed
            break
        if not piece:
            break
        sent += piece
    os.close(leader)
    assert done.wait(60) == 0
    return sent.decode("utf-8")


def test_a_terminal_gets_progress_colour_and_its_own_width(small_case: Path) -> None:
    shown = at_a_terminal(small_case, 64)
    assert "judging" in shown
    assert "100%" in shown
    text = shown[shown.rindex("judging") :].partition("\n")[2]
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= 64


def test_colour_can_be_asked_for_and_refused(
    small_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" not in run(small_case, *FEW).stdout
    assert "\x1b[" in run(small_case, *FEW, "--color").stdout
    monkeypatch.setattr("contention.cli.options.at_terminal", lambda: True)
    assert "\x1b[" in run(small_case, *FEW).stdout
    assert "\x1b[" not in run(small_case, *FEW, "--no-color").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run(small_case, *FEW).stdout
    assert "\x1b[" in run(small_case, *FEW, "--color").stdout


def test_a_run_folder_is_filled_once_and_used_again(small_case: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    call: list[str | Path] = [small_case, *FEW, "--json", "--run-folder", tmp_path / "run"]
    first = run(*call)
    assert first.exit_code == 0, first.output
    assert first.stdout == run(small_case, *FEW, "--json").stdout
    assert first.stdout == (tmp_path / "run" / "verdicts.json").read_text("utf-8")
    refused = run(*call)
    assert refused.exit_code == 2
    assert "continue it with --resume" in refused.stdout
    assert run(*call, "--resume").stdout == first.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--executor", "dask"], "requires --run-folder DIR"),
        (["--resume"], "requires --run-folder DIR"),
        (["--draws", "2000000"], "require --run-folder DIR"),
        (["--draws", "2000000", "--run-folder", "x", "--fit"], "at most 1,000,000 draws"),
        (["--run-folder", "x", "--scheduler", "tcp://a:1"], "requires --executor dask or ray"),
    ],
)
def test_options_of_chunks_that_go_together(
    small_case: Path, options: list[str], message: str
) -> None:
    done = run(small_case, *options)
    assert done.exit_code == 2
    assert message in " ".join(done.output.replace("│", " ").split())
