"""`contention simulate`."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main
from contention.runs import model_runs

MODEL = """{UTF-8}
"Room, heated" = 70 ~~|
Teacup Temperature = INTEG(-Heat Loss, 180) ~~|
Heat Loss = (Teacup Temperature - "Room, heated") / 10 ~~|
A: first one, second ~~|
x[A] = 1, 2 ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 1 ~~|
TIME STEP = 0.5 ~~|
SAVEPER = 1 ~~|
"""


def _run(folder: Path, text: str, *arguments: str) -> tuple[int, str, str]:
    file = folder / "cup.mdl"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["simulate", str(file), "--no-compare", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_table_has_the_time_and_every_variable_with_all_digits(tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    code, printed, _ = _run(tmp_path, MODEL, "--out", str(out))
    assert code == 0
    assert "9 variables, 2 times" in printed
    header, *rows = csv.reader(out.read_text(encoding="utf-8").splitlines())
    assert header[:4] == ["time", "Room, heated", "Teacup Temperature", "Heat Loss"]
    assert header[4:7] == ["x[first one]", "x[second]", "INITIAL TIME"]
    assert [row[0] for row in rows] == ["0.0", "1.0"]
    assert float(rows[1][2]) == pytest.approx(70 + 110 * 0.95**2, rel=1e-15)


def test_the_table_goes_to_the_standard_output(tmp_path: Path) -> None:
    code, printed, _ = _run(tmp_path, MODEL, "--out", "-")
    assert code == 0
    assert printed.startswith("time,")
    assert printed.count("\n") == 3


def test_a_result_too_large_for_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_runs, "MOST_NUMBERS", 10)
    code, _, warned = _run(tmp_path, MODEL, "--out", str(tmp_path / "run.csv"))
    assert code == 2
    assert "18 numbers are asked for" in warned


def test_what_is_not_finite_is_a_warning(tmp_path: Path) -> None:
    text = MODEL.replace("x[A] = 1, 2", "x[A] = 1 / (Time - 1)")
    code, printed, warned = _run(tmp_path, text, "--out", str(tmp_path / "run.csv"))
    assert code == 0
    assert "x[first one] (from 1), x[second] (from 1)" in warned
    assert "written" in printed


def test_a_lookup_of_what_is_not_finite_is_a_warning(tmp_path: Path) -> None:
    text = MODEL.replace("x[A] = 1, 2", "t((0,1),(2,3)) ~~|\nx[A] = t(1 / (Time - 1))")
    code, _, warned = _run(tmp_path, text, "--out", str(tmp_path / "run.csv"))
    assert code == 0
    assert "argument is not a finite number in x[first one] (from 1), x[second] (from 1)" in warned


def test_a_model_that_cannot_be_run_is_refused_whole(tmp_path: Path) -> None:
    text = MODEL.replace("x[A] = 1, 2", "x[A] = y + VECTOR LOOKUP(1, 2, 3, 4, 5)")
    out = tmp_path / "run.csv"
    code, _, warned = _run(tmp_path, text, "--out", str(out))
    assert code == 2
    assert "cup.mdl:6" in warned
    assert not out.exists()
    code, printed, _ = _run(tmp_path, text, "--out", str(out), "--json")
    assert code == 2
    assert json.loads(printed)["problems"][0]["line"] == 6


def test_the_user_is_told_where_other_parsers_read_the_file_otherwise(tmp_path: Path) -> None:
    text = MODEL.replace("x[A] = 1, 2", "x[A] = IF THEN ELSE(:NOT: Time < 1, 1, 2)")
    out = tmp_path / "run.csv"
    code, _, told = _run(tmp_path, text, "--compare", "--out", str(out))
    assert code == 0
    assert "cup.mdl:6:1: `x[a]` is read as `(if (not (time() < 1)) then 1 else 2)`" in told
    assert "pysimlin reads `(if ((not time()) < 1) then 1 else 2)`" in told
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert [row[4] for row in rows[1:]] == ["2.0", "1.0"]


def test_the_user_is_told_what_the_file_leaves_out(tmp_path: Path) -> None:
    file = tmp_path / "short.xmile"
    file.write_text(
        '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">'
        "<sim_specs><start>0</start></sim_specs><model><variables>"
        '<aux name="x"><eqn>1</eqn></aux></variables></model></xmile>'
    )
    out = tmp_path / "run.csv"
    result = CliRunner().invoke(main, ["simulate", str(file), "--no-compare", "--out", str(out)])
    assert result.exit_code == 0
    assert f"note: {file}:1:" in result.stderr
    assert "<stop> is missing" in result.stderr
    assert "14 times" in result.stdout


def test_loops_are_written_and_listed_by_share(tmp_path: Path) -> None:
    out = tmp_path / "loops.csv"
    code, printed, _ = _run(tmp_path, MODEL, "--loops", str(out))
    assert code == 0
    assert f"{out} written: 1 loop, 1 time\n" in printed
    assert "  B1  100.0 %  Teacup Temperature → Heat Loss → Teacup Temperature" in printed
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert rows == [["time", "B1: Teacup Temperature → Heat Loss"], ["1.0", "-1.0"]]
    code, printed, _ = _run(tmp_path, MODEL, "--loops", str(out), "--json")
    assert json.loads(printed)["loops"] == [
        {"id": "B1", "group": 1, "variables": ["Teacup Temperature", "Heat Loss"], "share": 1.0}
    ]


def test_nothing_is_written_if_a_model_has_no_loops(tmp_path: Path) -> None:
    text = MODEL.replace("INTEG(-Heat Loss, 180)", "INTEG(-1, 180)")
    out, loops = tmp_path / "run.csv", tmp_path / "loops.csv"
    code, _, warned = _run(tmp_path, text, "--out", str(out), "--loops", str(loops))
    assert code == 2
    assert "no feedback loop" in warned
    assert not out.exists()
    assert not loops.exists()


def test_the_courses_and_the_loops_need_two_files(tmp_path: Path) -> None:
    out = str(tmp_path / "run.csv")
    code, _, warned = _run(tmp_path, MODEL, "--out", out, "--loops", out)
    assert code == 2
    assert "the same file" in warned
    code, _, warned = _run(tmp_path, MODEL)
    assert code == 2
    assert "--loops FILE" in warned


def test_the_model_is_not_overwritten(tmp_path: Path) -> None:
    for option in ("--out", "--loops"):
        code, _, warned = _run(tmp_path, MODEL, option, str(tmp_path / "cup.mdl"))
        assert code == 2
        assert "is the model" in warned
        assert (tmp_path / "cup.mdl").read_text(encoding="utf-8") == MODEL


def test_loops_on_the_standard_output_are_the_table_alone(tmp_path: Path) -> None:
    code, printed, told = _run(tmp_path, MODEL, "--loops", "-", "--out", str(tmp_path / "run.csv"))
    assert code == 0
    assert printed == "time,B1: Teacup Temperature → Heat Loss\n1.0,-1.0\n"
    assert "run.csv written" in told
    assert "100.0 %" in told
