"""Hints lead to what mends the fault, and one fault is told once."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from contention.language.parsing import LONGEST
from tests.test_cli_check import run

Change = Callable[[str, str, str], tuple[int, int]]


def problems(folder: Path) -> list[dict[str, str]]:
    result = run("check", str(folder), "--json")
    assert result.exit_code == 2
    found: list[dict[str, str]] = json.loads(result.stdout)["problems"]
    return found


HINTS = [
    ("a strength without limits", "claims/letter.yaml", "strength: 0.5", "strength: 1e30",
     "a strength cannot be 1e+30", "from 1e-06 to 10"),
    ("a step that is a switch", "case.yaml", "step: 0.05", "step: true",
     "`step` should be a number or a word", "found `true`"),
    ("a tiny step", "case.yaml", "step: 0.05", "step: 1e-300",
     "the step is too short: more than 1000000 steps", "between 20 and 5000"),
    ("the least step", "case.yaml", "step: 0.05", "step: 5e-324",
     "the step is too short: more than 1000000 steps", "between 20 and 5000"),
    ("a negative duration", "claims/letter.yaml", "delay: months", "delay: -1 year",
     "`-1 year` is not a valid duration", "a duration is above 0: `18 months`"),
    ("a misspelt amount", "claims/letter.yaml", "delay: months", "delay: 1 yaer",
     "`1 yaer` is not a valid duration", "write a number with a unit"),
    ("a long duration", "claims/letter.yaml", "delay: months", "delay: 20000 years",
     "too short or too long", "from 1e-06 to 10000 years"),
    ("a fading time without a unit", "claims/letter.yaml", "transient: months", "transient: 3",
     "`transient` should be `true`, or a duration", "found `3`"),
    ("an unknown document", "claims/letter.yaml", "document: letter", "document: leter",
     "unknown document `leter`", "did you mean `letter`?"),
    ("a hash that is none", "case.yaml", "sha256: ", "sha256: x", "`sha256` is not a valid SHA-256",
     "contention attach CASE DOCUMENT FILE"),
    ("a long test", "contentions.yaml", "test: final", "test: " + " " * 9 + "1" * LONGEST + "final",
     f"`test` is longer than {LONGEST} characters", "shorten it"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "message", "hint"), [each[1:] for each in HINTS],
    ids=[each[0] for each in HINTS],
)  # fmt: skip
def test_one_fault_is_told_once_with_what_mends_it(
    small_case: Path, change: Change, path: str, old: str, new: str, message: str, hint: str
) -> None:
    change(path, old, new)
    found = problems(small_case)
    assert not any("has no claims" in each["message"] for each in found)
    (problem,) = [each for each in found if each["severity"] == "error"]
    assert message in problem["message"]
    assert hint in problem["hint"]
    assert len(problem["message"]) < 120


def test_an_account_without_claims_is_still_told(small_case: Path, change: Change) -> None:
    change("case.yaml", "holders: [miller]", "holders: []")
    change("case.yaml", "common_ground: [flood_ruins]", "common_ground: []")
    result = run("check", str(small_case))
    assert result.exit_code == 0
    assert "account `miller` has no claims" in result.stdout


@pytest.mark.parametrize("id_", ["Rebuilt", "größe"])
def test_an_id_that_cannot_be_one_is_told_where_it_stands_only(
    small_case: Path, change: Change, id_: str
) -> None:
    change("factors.yaml", "\nrebuilt:", f"\n{id_}:")
    change("factors.yaml", "ruined - rebuilt", f"ruined - {id_}")
    (problem,) = problems(small_case)
    assert problem["message"] == f"`{id_}` cannot be an id"
    assert "lower-case letters" in problem["hint"]


def test_no_illegal_id_is_suggested(small_case: Path, change: Change) -> None:
    change("factors.yaml", "\nrebuilt:", "\nrebüilt:")
    (first, second) = problems(small_case)
    assert first["message"] == "`rebüilt` cannot be an id"
    assert second["message"] == "unknown factor `rebuilt`"
    assert "rebüilt" not in second["hint"]


@pytest.mark.parametrize("name", ["factors.yaml", "assumptions.yaml", "claims/more.yaml"])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_not_called_missing(small_case: Path, name: str, kind: str) -> None:
    file = small_case / name
    file.unlink(missing_ok=True)
    if kind == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    (problem,) = [each for each in problems(small_case) if each["path"] == name]
    assert problem["message"].startswith("this is a folder" if kind == "folder" else "this is no f")
    assert problem["hint"] == "put the file itself into the case folder"


def test_a_path_that_is_too_long_is_a_problem(small_case: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("words")
    long = "x" * 5000
    for words in (
        ("check", long),
        ("locate", long, "reply", "words"),
        ("attach", long, "reply", str(text)),
        ("attach", str(small_case), "reply", long),
    ):
        result = run(*words)
        assert result.exit_code == 2
        assert "File name too long" in result.output


@pytest.mark.parametrize(
    ("path", "old"), [("factors.yaml", "data/rain.csv"), ("case.yaml", "texts/letter.txt")]
)
def test_a_path_in_a_case_that_is_too_long_is_a_problem(
    small_case: Path, change: Change, path: str, old: str
) -> None:
    change(path, old, "data/" + "x" * 5000)
    (problem,) = [each for each in problems(small_case) if each["path"] == path]
    assert "cannot be followed" in problem["message"]


def test_commands_say_where_there_is_no_case(tmp_path: Path) -> None:
    for words in (("locate", "reply", "words"), ("attach", "reply", str(tmp_path / "x"))):
        result = run(words[0], str(tmp_path / "nowhere"), *words[1:])
        assert result.exit_code == 2
        assert "there is no such folder" in result.stderr
