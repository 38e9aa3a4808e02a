"""The group of commands: what becomes of the standard output."""

import importlib
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import COMMANDS, main, open_closed_streams
from contention.cli.output import say_json

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
        ("judge", "contention.judge.judge.judge", "Interrupted: not finished; run the same"),
        (
            "map",
            "contention.runs.account_kinds.account_map",
            "Interrupted: not finished, and no file",
        ),
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


HOSTILE = "no\x1b[31m\x9b2J\u202ewhere\n1:1: all is well"


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"read", "schema"}))
@pytest.mark.parametrize(
    "given",
    [(), ("--nonsense",), (HOSTILE,), (HOSTILE, HOSTILE, "--out", "x"), ("x" * 5000,)],
)
def test_a_misuse_is_one_harmless_line_and_json_if_that_is_asked(
    command: str, given: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [command, *given, "--json"])
    assert result.exit_code == 2, result.output
    problems = json.loads(result.stdout)["problems"]
    assert problems[0]["message"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", result.stdout + result.stderr)
    if problems[0]["path"] == "command line":
        assert re.match(r"Error: .", result.stderr.splitlines()[-1])
    assert command == "corpus" or list(tmp_path.iterdir()) == []


def test_a_misuse_of_read_is_json_in_both_of_its_forms() -> None:
    for form in (["--format", "json"], ["--format=sd-json"]):
        result = CliRunner().invoke(main, ["read", *form, "--nonsense"])
        assert (result.exit_code, len(json.loads(result.stdout)["problems"])) == (2, 1)


def test_json_is_valid_and_harmless_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    value = {
        "a": [math.nan, {"b": math.inf}, 1.5],
        "c": "\x9b\u202e\ud800\x00é\n",
        "d": (1, -math.inf),
    }
    say_json(value)
    shown = capsys.readouterr().out
    assert json.loads(shown) == {
        "a": [None, {"b": None}, 1.5], "c": value["c"], "d": [1, None]
    }  # fmt: skip
    assert shown.encode("ascii", "ignore").decode() == shown.replace("é", "")


def test_every_command_prints_json_in_one_way() -> None:
    """A new command that prints JSON by itself could print what is none."""
    folder = Path(importlib.import_module("contention.cli").__file__ or "").parent
    wrong = [
        file.name for file in folder.rglob("*.py")
        if "json.dumps" in file.read_text("utf-8") and file.name != "output.py"
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.skipif(os.name != "posix", reason="names that other systems do not have")
def test_names_of_files_steer_no_terminal(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "\x1b[2J\n0:1:1: fine.txt").write_bytes(b"\x00\x01" * 50)
    (texts / "good.txt").write_text("Higher tolls reduced traffic.")
    words = ["--reader", "rules", "--workers", "1", "--out", str(tmp_path / "out\x1b[31m")]
    for given in (["corpus", str(texts), *words], ["read", *map(str, texts.iterdir())]):
        result = CliRunner().invoke(main, given)
        assert result.exit_code == 2
        assert "\x1b" not in result.output
        assert "\\x1b[2J\\n0:1:1: fine.txt:1:1: " in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="other systems say it in other words")
def test_what_the_system_refuses_is_a_problem_of_that_file(
    small_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(small_case / "factors.yaml"))

    monkeypatch.setattr("contention.cli.check.checked", refused)
    result = CliRunner().invoke(main, ["check", str(small_case), "--json"])
    (problem,) = json.loads(result.stdout)["problems"]
    assert (result.exit_code, problem["message"]) == (2, "cannot be used: Permission denied")
    assert problem["path"].endswith("factors.yaml")
    assert CliRunner().invoke(main, ["check", str(small_case)]).stderr.count("\n") == 1


@pytest.mark.parametrize("module", ["contention", "contention.cli.main"])
def test_the_commands_run_as_a_module_too(small_case: Path, module: str) -> None:
    words = ["check", str(small_case), "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", module, *words], capture_output=True, text=True, check=False
    )
    same = CliRunner().invoke(main, words)
    assert (ran.returncode, json.loads(ran.stdout)) == (same.exit_code, json.loads(same.stdout))
    assert ran.stderr == ""


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_is_as_good_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, name, None)
    open_closed_streams()
    stream = getattr(sys, name)
    assert stream.encoding == "utf-8"
    if name == "stdin":
        assert stream.read() == ""
    else:
        assert stream.write("lost") == 4
    stream.close()
