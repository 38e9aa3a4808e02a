"""`contention evidence` and `contention data`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import contention as ct
from contention.case.evidence import DataSource
from contention.cli.main import main

EVIDENCE = """\
data:
  ruins_insured:
    title: Houses ruined
    publisher: the insurer
    definition: insured houses only
    unit: house
    source: ruins.csv
    grade: solid
    caveat: others are not counted
    address: insurer.example
  ruins_council:
    title: Houses ruined
    publisher: the council
    unit: house
    source: council.csv
  rain_measured: {title: Rain, publisher: weather office, file: data/rain.csv, unit: mm}
figures:
  ruined_2020:
    data: [ruins_insured, ruins_council]
    note: the letter does not say who counted
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def valley(small_case: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A case with evidence, and the folder of its data."""
    (small_case / "evidence.yaml").write_text(EVIDENCE, "utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "ruins.csv").write_text("date,value\n2018-01-01,31\n2019-12-01,39\n", "utf-8")
    return small_case, folder


def test_data_says_what_is_there_and_where_the_rest_is(valley: tuple[Path, Path]) -> None:
    case, folder = valley
    before = run("data", str(case))
    assert before.exit_code == 0
    assert "available from insurer.example" in " ".join(before.output.split())
    after = run("data", str(case), "--folder", str(folder))
    assert "2 values, 2018-01-01 to 2019-12-01" in after.output
    assert "council.csv: it is not in" in " ".join(after.output.split())
    again = json.loads(run("data", str(case), "--json").output)
    assert again["folder"] == str(folder)  # remembered
    states = {each["data"]: each["state"] for each in again["data"]}
    assert states == {
        "ruins_insured": "readable", "ruins_council": "missing", "rain_measured": "readable",
    }  # fmt: skip
    assert again["problems"] == []


def test_a_folder_that_is_not_there_is_refused(valley: tuple[Path, Path]) -> None:
    case, folder = valley
    for command in ("data", "evidence"):
        done = run(command, str(case), "--folder", str(folder / "none"), "--json")
        assert done.exit_code == 2
        assert "no such folder" in json.loads(done.output)["problems"][0]["message"]


def test_evidence_is_as_the_issue_has_it(valley: tuple[Path, Path]) -> None:
    case, folder = valley
    done = run("evidence", str(case), "--figures", "--folder", str(folder), "--json")
    assert done.exit_code == 0
    found = json.loads(done.output)
    (figure,) = found["figures"]
    assert list(figure) == [
        "figure", "verdict", "series", "stated", "measured", "factor", "date", "note",
    ]  # fmt: skip
    assert (figure["verdict"], figure["series"]) == ("agrees", "ruins_insured")
    assert (figure["stated"], figure["measured"], figure["date"]) == (40, 39, "2019-12-01")
    assert "insured houses only" in figure["note"]  # the definition is repeated
    assert "The letter does not say who counted" in figure["note"]


def test_a_broken_file_is_reported_and_the_others_are_compared(
    valley: tuple[Path, Path],
) -> None:
    case, folder = valley
    (folder / "council.csv").write_text("date,value\n2019-01-01,many\n", "utf-8")
    done = run("evidence", str(case), "--figures", "--folder", str(folder))
    assert done.exit_code == 0
    assert "agrees; measured 39" in done.output
    assert "council.csv:2:12: `many` in column `value` is not a number" in done.output


def test_units_that_cannot_be_compared_are_a_problem(
    valley: tuple[Path, Path], change: Callable[[str, str, str], tuple[int, int]]
) -> None:
    case, folder = valley
    change("evidence.yaml", "unit: house", "unit: km^2")
    found = ct.load(case).evidence("figures", folder)
    assert found.figures[0].verdict == "no data"
    (problem,) = found.problems
    assert "is in house, and `ruins_insured` is in km^2" in problem.message
    assert problem.place.path == "evidence.yaml"


def test_evidence_from_python(valley: tuple[Path, Path]) -> None:
    case, folder = valley
    opened = ct.load(case)
    data = opened.data(folder, remember=False)
    assert repr(data) == "<Data of valley: 2 of 3 sources>"
    assert list(data.to_frame()["state"]) == ["readable", "missing", "readable"]
    assert not (case / ".contention" / "data.json").exists()
    early = opened.evidence("figures", folder, today="2019-01-01")
    assert early.figures[0].verdict == "no data"  # its later value had not been measured
    assert list(early.to_frame()["figure"]) == ["ruined_2020"]
    with pytest.raises(KeyError, match="no part 'figurs'"):
        opened.evidence("figurs")
    with pytest.raises(ValueError, match="today is 'soon'"):
        opened.evidence(today="soon")


def test_a_case_without_evidence_compares_with_observed_series(small_case: Path) -> None:
    found = ct.load(small_case).evidence("figures")
    assert [each.verdict for each in found.figures] == ["no data"]
    assert "names no series" in found.figures[0].note
    assert "no evidence.yaml" in run("data", str(small_case)).output


def test_a_source_has_a_unit(
    valley: tuple[Path, Path], change: Callable[[str, str, str], tuple[int, int]]
) -> None:
    case, _ = valley
    line, column = change("evidence.yaml", "unit: house", "unit: 12 houses")
    done = run("check", str(case))
    assert done.exit_code == 2
    assert f"evidence.yaml:{line}:{column + 6}: no unit" in done.output
    assert DataSource("a", "b", "c").lag is None


def test_accounts_are_compared_with_what_was_observed(small_case: Path) -> None:
    evidence = """\
data:
  calm: {title: Calm, publisher: gauge, file: data/calm.csv}
factors:
  care: {data: calm, error: 0.1, misfit: 0.1}
"""
    (small_case / "evidence.yaml").write_text(evidence, "utf-8")
    years = "\n".join(f"{year}-06-01,{1 + 0.01 * (year - 2010)}" for year in range(2010, 2025))
    (small_case / "data" / "calm.csv").write_text(f"date,value\n{years}\n", "utf-8")
    asked = ("evidence", str(small_case), "--accounts", "--draws", "64")
    found = json.loads(run(*asked, "--json").stdout)  # the engine may be compiled meanwhile
    assert found == json.loads(run(*asked, "--json", "--workers", "2").stdout)
    row = found["accounts"][0]
    assert {"account", "hindcast", "forecast", "persistence", "log_evidence", "error"} <= set(row)
    assert row["persistence"]["crps"] == 1.0
    assert {each["contention"] for each in row["verdicts"]}
    text = run(*asked).output
    assert "1 factor tied to series: 10 observations up to 2020, 5 forecast after it" in text
    assert "persistence" in text
