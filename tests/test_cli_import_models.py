"""`contention import` of a model, and what `contention check` says of a case around one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.case.problem import CaseError
from contention.cli.main import main
from contention.exchange.links.imported import ImportRefusedError
from contention.judge.statements.questions import asked
from contention.stockflow.file_model import hashes
from tests.model_cases import CONTENTIONS, SCENARIOS, TANK, tank_case

XMILE = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><name>Tank</name><vendor>x</vendor><product version="1">x</product></header>
<sim_specs time_units="Days"><start>0</start><stop>10</stop><dt>0.5</dt></sim_specs>
<model><variables>
<stock name="Water"><eqn>50</eqn><outflow>leaking</outflow></stock>
<flow name="leaking"><eqn>Water * leak</eqn></flow>
<aux name="leak"><eqn>0.1</eqn><range min="0.05" max="0.2"/><doc>A share.</doc></aux>
<aux name="pi"><eqn>3</eqn></aux>
</variables></model></xmile>
"""


def run(*arguments: str | Path) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, [str(each) for each in arguments])
    return found.exit_code, found.stdout, found.stderr


def faults(folder: Path) -> str:
    return "\n".join(str(each) for each in ct.check(folder))


def test_a_model_becomes_a_case_that_runs(tmp_path: Path) -> None:
    file = tmp_path / "Tank 1.mdl"
    file.write_text(TANK, "utf-8")
    status, said, _ = run("import", file)
    assert status == 0
    assert "inflow: 0 to 20" in said
    assert "nothing is written without --into CASE" in said
    assert "range water: its range is not taken: it is computed" in said
    status, said, _ = run("import", file, "--into", tmp_path / "c", "--title", "A tank")
    assert status == 0
    assert (tmp_path / "c" / "models" / "tank_1.mdl").read_text("utf-8") == TANK
    assert run("check", tmp_path / "c")[0] == 0
    case = ct.load(tmp_path / "c").value
    assert (case.title, list(case.accounts)) == ("A tank", ["a_tank"])
    kinds = {id_: factor.kind for id_, factor in case.factors.items()}
    assert kinds["half_life"] == kinds["water"] == kinds["outflow"] == "variable"
    assert kinds["leak"] == kinds["initial_water"] == "parameter"
    assert "time_step" not in kinds
    assert case.factors["water"].note == "What is in the tank."
    assert (case.times.unit, case.times.end, case.times.step) == ("Day", 100.0, 0.5)


def test_the_commented_examples_work_when_they_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "tank.mdl"
    file.write_text(TANK, "utf-8")
    run("import", file, "--into", tmp_path / "c")
    for name, begin in (("contentions", "# contentions:"), ("scenarios", "  # changed:")):
        path = tmp_path / "c" / f"{name}.yaml"
        lines = path.read_text("utf-8").replace("contentions: []\n", "").splitlines()
        first = lines.index(begin)
        taken = [each.replace("# ", "", 1) for each in lines[first : first + 6]]
        taken = [each for each in taken if each[0] in " c" and "Between" not in each]
        path.write_text("\n".join((*lines[:first], *taken)) + "\n", "utf-8")
    assert faults(tmp_path / "c") == ""
    case = ct.load(tmp_path / "c").value
    assert list(case.contentions) == ["rises"]
    assert case.scenarios["changed"].actions


def test_xmile_with_ranges_and_names_that_the_language_has_taken(tmp_path: Path) -> None:
    file = tmp_path / "tank.stmx"
    file.write_text(XMILE, "utf-8")
    _, said, _ = run("import", file, "--into", tmp_path / "c", "--json")
    told = json.loads(said)
    assert {each["id"]: each["range"] for each in told["factors"]} == {
        "water": None, "leaking": None, "leak": [0.05, 0.2], "pi_": None,
    }  # fmt: skip
    assert told["written"][-1] == "case.yaml"
    assert ct.load(tmp_path / "c").value.factors["leak"].note == "A share."


def test_nothing_is_overwritten_and_options_of_claims_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "tank.mdl"
    file.write_text(TANK, "utf-8")
    run("import", file, "--into", tmp_path / "c")
    status, _, said = run("import", file, "--into", tmp_path / "c")
    assert status == 2
    assert "there is something in the folder already" in said
    status, _, said = run("import", file, "--accept", "--author", "me")
    assert status == 2
    assert "--author, --accept: not for models" in said


def test_tables_for_variables_without_an_equation_are_kept_in_the_case(tmp_path: Path) -> None:
    """Two tables of one name, in folders of their own, and a fault in one of them later."""
    model = TANK.replace("inflow = 10", "drawn ~~|\ninflow").replace("[0,20]", "")
    model = model.replace("Water * leak", "Water * leak + drawn")
    file = tmp_path / "tank.mdl"
    file.write_text(model, "utf-8")
    tables = [tmp_path / "a" / "Tap 1.csv", tmp_path / "b" / "tap 1.csv"]
    for table, name in zip(tables, ("inflow", "drawn"), strict=True):
        table.parent.mkdir()
        table.write_text(f"time,{name}\n0,8\n100,12\n", "utf-8")
    with pytest.raises(ImportRefusedError, match="`inflow` has no equation"):
        ct.import_model(file)
    given = [word for table in tables for word in ("--data", table)]
    assert run("import", file, *given, "--into", tmp_path / "c")[0] == 0
    assert faults(tmp_path / "c") == ""
    case = ct.load(tmp_path / "c").value
    assert case.accounts["tank"].data == ("models/tap_1.csv", "models/tap_1_2.csv")
    before = hashes(case)
    (tmp_path / "c/models/tap_1.csv").write_text("time,inflow\n0,x\n", "utf-8")
    assert "models/tap_1.csv:1:1: `inflow` has a value that is not" in faults(tmp_path / "c")
    (tmp_path / "c/models/tap_1.csv").write_text("time,inflow\n0,9\n100,9\n", "utf-8")
    assert hashes(ct.load(tmp_path / "c").value) != before
    (tmp_path / "c/models/tap_1.csv").unlink()
    assert "case.yaml:16:12: there is no file `models/tap_1.csv`" in faults(tmp_path / "c")


def test_a_value_within_the_own_range_of_a_parameter_is_told(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    scenarios = SCENARIOS.replace("to: 0, at: 40}", "to: 5, at: 40}")
    (folder / "scenarios.yaml").write_text(scenarios, "utf-8")
    (problem,) = ct.check(folder)
    assert problem.severity == "warning"
    assert problem.place.line == 3
    assert problem.message.startswith("`inflow` is set to 5, within its range of 0 to 20: that is")
    assert problem.hint.endswith("sets it to 10, as in the model")


def test_a_model_that_cannot_be_run_is_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "tank.mdl"
    file.write_text(TANK.replace("Water * leak", "Water * leek"), "utf-8")
    status, _, said = run("import", file, "--into", tmp_path / "c")
    assert status == 2
    assert "tank.mdl:4:" in said
    assert "leek" in said
    assert not (tmp_path / "c").exists()


def test_a_fault_in_the_model_of_a_case_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    file = folder / "models" / "tank.mdl"
    file.write_text(TANK.replace("Water * leak", "Water * leek"), "utf-8")
    assert faults(folder).startswith("models/tank.mdl:4:")
    file.write_text(TANK, "utf-8")
    assert faults(folder) == ""


CHANGES = [
    ("factors.yaml", 'title: "leak"', 'title: "leek"',
     "factors.yaml:18:1: no model of the case has a variable `leek` — did you mean `leak`?"),
    ("factors.yaml", "range: [0, 20]", "range: [20, 0]",
     "factors.yaml:12:10: the range of `inflow` ends at 0 and begins at 20"),
    ("factors.yaml", "range: [0, 20]", "range: [12, 20]", "lacks the model's own value"),
    ("factors.yaml", "range: [0, 20]", "range: [0, 20]\n  constant: 3",
     "`inflow` has a `range` and a `constant`"),
    ("factors.yaml", 'title: "outflow"\n  kind: variable',
     'title: "outflow"\n  kind: parameter\n  range: [1, 2]',
     "`outflow` is computed by the model, not a constant — make it `kind: variable`"),
    ("factors.yaml", 'title: "outflow"\n  kind: variable', 'title: "outflow"\n  kind: quantity',
     "`outflow` is of the kind `quantity`, which no model file has"),
    ("case.yaml", "models/tank.mdl", "models/tonk.mdl", "there is no file `models/tonk.mdl`"),
    ("case.yaml", "models/tank.mdl", "../tank.mdl", "a path stays inside the case folder"),
    ("case.yaml", "    model: models/tank.mdl", "    model: models/tank.mdl\n    include: [x]",
     "`include` does not belong to an account that is a model file"),
    ("case.yaml", "accounts:", "accounts:\n  words: {title: Words}", "`words` has no model"),
    ("scenarios.yaml", "{shock: water, add: 30", "{shock: leak, add: 30", "a shock cannot move it"),
    ("scenarios.yaml", "{shock: water, add: 30", "{shock: outflow, add: 30",
     "`outflow` is not a stock of the model: a shock cannot move it"),
    ("scenarios.yaml", "{set: water, to: 0, at: 40,", "{set: water, to: 0, at: 40, over: 5,",
     "`water` is a stock and cannot change over 5 days"),
    ("scenarios.yaml", "at: 40, over: 10", "at: 140, over: 10",
     "`140` lies outside what is run here (0 to 100)"),
    ("scenarios.yaml", "at: 40, over: 10", "at: 40, over: soon", "`soon` is not a length of time"),
    ("contentions.yaml", "> 100", "> 100 and at(water @ shut, 400) > 1", "(0 to 100)"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "expected"), CHANGES)
def test_what_does_not_fit_is_told(
    tmp_path: Path, path: str, old: str, new: str, expected: str
) -> None:
    folder = tank_case(tmp_path)
    file = folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert expected in faults(folder)


def test_the_length_of_a_fixed_delay_cannot_be_uncertain(tmp_path: Path) -> None:
    model = TANK.replace("Water * leak", "DELAY FIXED(Water * 0.1, lag, 0)")
    model = model.replace("leak = 0.1", "lag = 4 ~ Day [2,6] ~|\nleak = 0.1")
    folder = tank_case(tmp_path, model)
    assert "the length of a fixed delay" in faults(folder)
    file = folder / "factors.yaml"
    file.write_text(file.read_text("utf-8").replace("  range: [2, 6]\n", ""), "utf-8")
    assert faults(folder) == ""


def test_units_of_time_that_are_not_known_take_numbers_only(tmp_path: Path) -> None:
    folder = tank_case(tmp_path, TANK.replace("~ Day ~|", "~ tick ~|"))
    assert faults(folder) == ""
    scenarios = SCENARIOS.replace("over: 10", "over: 10 days")
    (folder / "scenarios.yaml").write_text(scenarios, "utf-8")
    assert "`10 days` cannot be converted" in faults(folder)
    (folder / "scenarios.yaml").write_text(SCENARIOS, "utf-8")
    test = CONTENTIONS.replace("final(water @ shut)", "final(water @ shut, to=present + 2 days)")
    (folder / "contentions.yaml").write_text(test, "utf-8")
    assert "the model counts time in `tick`, which is not a known unit" in faults(folder)


def test_claims_and_models_do_not_share_a_case(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    (folder / "assumptions.yaml").write_text(
        "assumptions:\n  - {id: a, cause: leak, effect: water, sign: '-', reason: r, coder: c}\n",
        "utf-8",
    )
    assert "assumptions.yaml:2:5: accounts of claims and of model files" in faults(folder)


def test_an_account_that_is_a_file_is_not_written_as_another(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    status, _, said = run("export", folder, "--account", "tank", "--format", "xmile", "--out", "-")
    assert status != 0
    assert "is a model file already" in said


def test_lengths_in_tests_are_in_the_unit_of_the_model(tmp_path: Path) -> None:
    """The tank counts days; 1500 of them are no year, and weeks are another unit."""
    tests = ("< 30", "< 30 {days}", "< 1500", "< 2 {weeks}")
    contentions = "contentions:\n" + "".join(
        f'  - {{id: t{n}, title: Soon, test: "first_time(water @ shut < 20) {each}"}}\n'
        for n, each in enumerate(tests)
    )
    (problem,) = ct.check(tank_case(tmp_path, contentions=contentions))
    assert problem.place.line == 5
    assert problem.message == "`<` joins Day and weeks"
    assert problem.hint == "units are not converted: 1 weeks is 7 Day"


def test_a_model_cannot_ask_texts(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        asked(tank_case(tmp_path), "", ())
    (problem,) = caught.value.problems
    assert (problem.place.path, problem.place.line) == ("case.yaml", 15)
    assert "these questions are about a model file" in problem.message
