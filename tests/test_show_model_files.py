"""Reports, explanations, loops, contests and bundles of cases whose accounts are model files."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.cli.main import main
from tests.model_cases import TANK, tank_case

LIVE = "scenarios:\n  as_it_is: {title: As it is}\n"


def run(*arguments: str | Path) -> str:
    found = CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tank_case(tmp_path)


def test_an_explanation_leads_through_equations_and_shows_what_was_drawn(folder: Path) -> None:
    said = run("explain", folder, "--contention", "shut_lowers", "--account", "tank")
    assert "1. inflow → Water" in said
    assert "Water is computed from inflow" in said
    assert "sign unclear" not in said
    drawn = re.search(r"([0-9.]+)  leak \[1/Day\]", said)
    assert drawn is not None
    assert 0.05 <= float(drawn[1]) <= 0.15
    assert re.search(r"Courses +0 +12.5 +37.5 +100\n", said)
    told = json.loads(run("explain", folder, "--contention", "over", "--account", "tank",
                          "--json"))  # fmt: skip
    assert set(told["draw"]["numbers"]) == {"inflow", "leak"}


def test_loops_of_two_stocks_have_the_shares_of_the_model(tmp_path: Path) -> None:
    model = """{UTF-8}
    Healthy = INTEG(-catching, 990) ~~|
    Ill = INTEG(catching - recovering, 10) ~~|
    catching = contact * Healthy * Ill / 1000 ~~|
    recovering = Ill / time to recover ~~|
    contact = 0.5 ~~|
    time to recover = 5 ~~|
    INITIAL TIME = 0 ~~|
    FINAL TIME = 60 ~~|
    TIME STEP = 0.25 ~~|
    SAVEPER = 0.25 ~~|
    """
    test = "contentions:\n  - {id: many, title: Many, test: max(ill @ as_it_is) > 300}\n"
    folder = tank_case(tmp_path, model, LIVE, test)
    case = ct.load(folder)
    found = case.loops("tank", "ill", draws=4).value.found[0]
    alone = ct.model_loops(folder / "models" / "tank.mdl").loops
    ours = {frozenset(loop.factors): loop.share for loop in found.loops}
    theirs = {
        frozenset(each.replace(" ", "_").lower() for each in loop.variables): loop.share
        for loop in alone
    }
    assert ours.keys() == theirs.keys()
    assert len(ours) == 3
    assert ours == pytest.approx(theirs, abs=1e-9)
    said = run("explain", folder, "--contention", "many", "--account", "tank", "--loops")
    assert "Largest loop, on average" in said
    assert "of claims" not in said


def test_the_report_says_what_the_accounts_are(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    run("report", folder, "--draws", "64", "--robustness", "--out", out)
    page = out.read_text("utf-8")
    for said in (
        "is a model of stocks and flows that another tool wrote", "0.05 to 0.15 1/Day",
        "models/tank.mdl", "the upper end of its range", "step 0.5 Day, Euler",
        "inflow is held at 0 litre/Day from 40, reached over 10 days",
        "Not tried, since a model file has none of it", "An arrow leads from what an equation",
    ):  # fmt: skip
        assert said in page, said
    for said in ("Claims were coded", 'href="#ledger"', "signs alone", "strengths from tables",
                 "Known limits of every model"):  # fmt: skip
        assert said not in page, said


def test_judging_says_which_numbers_and_equations_a_verdict_turns_on(folder: Path) -> None:
    asked = ("judge", folder, "--draws", "64", "--hinge-draws", "64", "--contention", "over")
    said = " ".join(run(*asked).split())
    assert "changed numbers and held equations" in said
    assert "“inflow” is 0, the lower end of its range" in said
    told = json.loads(run(*asked, "--json"))
    assert {"range", "equation"} <= {each["kind"] for each in told["variations"]}
    assert [each["contention"] for each in told["uncertain"]] == ["over"]
    assert "variations" not in json.loads(run(*asked, "--no-hinges", "--json"))


def test_other_commands_say_nothing_of_claims(folder: Path) -> None:
    (folder / "models" / "tight.mdl").write_text(TANK.replace("* leak", "* leak * 0.1"), "utf-8")
    with (folder / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("  tight: {title: A tight tank, model: models/tight.mdl}\n")
    said = run("contest", folder, "--account", "tank", "--account", "tight")
    said = " ".join(said.split())
    assert "differ on 2" in said
    assert "claims and assumptions" not in said
    assert "not searched for" not in said
    assert "“Water” in 100" in said
    assert "<svg" in run("map", folder, "--account", "tank", "--out", "-")
    assert run("run", folder, "--draws", "16", "--out", "-").startswith("account,scenario")
    levers = run("levers", folder, "--outcome", "water", "--draws", "64")
    assert "The tap is shut" in levers


def test_a_bundle_has_the_model_and_gives_the_same_verdicts(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.zip"
    run("bundle", folder, "--out", out, "--without-texts")
    names = zipfile.ZipFile(out).namelist()
    assert "case/models/tank.mdl" in names
    assert "the same bytes" in run("bundle", "--verify", out)


def test_a_run_folder_belongs_to_the_model(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    chunks: list[str | Path] = [
        "judge",
        folder,
        "--draws",
        "64",
        "--no-hinges",
        "--run-folder",
        tmp_path / "runs",
    ]
    run(*chunks)
    run(*chunks, "--resume")
    file = folder / "models" / "tank.mdl"
    file.write_text(file.read_text("utf-8").replace("Water * leak", "Water * leak * 1"), "utf-8")
    refused = CliRunner().invoke(main, [str(each) for each in (*chunks, "--resume")])
    assert refused.exit_code != 0
    assert "was of another case" in refused.output
