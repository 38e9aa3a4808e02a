"""Units of models: how they are read, and where equations do not keep them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.cli.main import main
from contention.stockflow.source import UnitName
from contention.stockflow.units.unit_names import UnitNames
from tests.simulated import xmile

NAMES = UnitNames.of(
    (UnitName("Dollar", "", ("$", "Dollars")), UnitName("km", "1000*meters"),
     UnitName("a", "b"), UnitName("b", "a"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("people/Year", "person per year", True),
        ("Degrees F", "degrees f", True),
        ("widget/(person*Month)", "widgets/person/Month", True),
        ("$ / Year", "Dollars/year", True),
        ("km", "meter", False),
        ("km/(1000*meter)", "Dmnl", True),
        ("meter^2", "m*m", True),
        ("12*Month", "Year", True),
        ("1/Year", "Year^-1", True),
        ("Tons CO2", "Tons", False),
    ],
)
def test_spellings_of_one_unit(one: str, other: str, *, same: bool) -> None:
    first, second = NAMES.read(one), NAMES.read(other)
    assert first is not None
    assert second is not None
    assert first.same(second) == same


@pytest.mark.parametrize("text", ["", "a//b", "x^y", "(people", "a", "m^99", "p*" * 200])
def test_what_is_not_a_unit(text: str) -> None:
    assert NAMES.read(text) is None


def notes(folder: Path, *equations: str) -> list[str]:
    """What is said of a model of these equations, without places and hints."""
    settings = (
        "INITIAL TIME = 0 ~ Year", "FINAL TIME = 2 ~ Year", "TIME STEP = 1 ~ Year",
        "SAVEPER = 1 ~ Year", "people = INTEG(births - deaths, 100) ~ person",
        "births = people * rate ~ people/Year", "rate = 0.03 ~ 1/Year",
        "deaths = people / life ~ person/Year", "life = 70 ~ Year",
    )  # fmt: skip
    text = "{UTF-8}\n" + "\n".join(f"{line} ~~|" for line in (*settings, *equations))
    file = folder / "model.mdl"
    file.write_text(text + "\n\\\\\\---/// Sketch\n///---\\\\\\\n22:Dollar,Dollars,$\n", "utf-8")
    return [each.message.partition(": ")[2] for each in ct.check_units(file).notes]


@pytest.mark.parametrize(
    "equation",
    [
        "x = people * 2 ~ person",
        "x = births * TIME STEP + people ~ person",
        "x = IF THEN ELSE(Time > 1, births, 0) ~ person/Year",
        "x = MAX(0, people - 0) ~ person",
        "x = SMOOTH3(births, life) ~ person/Year",
        "x = SQRT(people * people) + people ^ 2 / people ~ person",
        "x = EXP(births / people * life) ~ Dmnl",
        "x = ZIDZ(people, births) ~ Year",
        "x = RAMP(births, 0, 1) ~ person",
        "x = TREND(people, life, 0) ~ 1/Year",
        "x = births * price ~ $/Year\nprice = 3 ~ Dollars/person",
        "x = births + undeclared ~ person/Year\nundeclared = 1",
        "x = 5 ~ Dollar",
        "f((0, 1), (9, 2)) ~ $\nx = f(people) ~ Dollars",
    ],
)
def test_units_that_match(tmp_path: Path, equation: str) -> None:
    assert notes(tmp_path, *(f"{line}" for line in equation.split("\n"))) == []


@pytest.mark.parametrize(
    ("equation", "message"),
    [
        ("x = births ~ person", "its equation: `people/Year` where `person` is expected"),
        ("x = births ~ person/Month",
         "its equation: `people/Year` where `person/Month` is expected"),
        ("x = people + births ~ person",
         "the two sides of a sum or difference: `people/Year` where `person` is expected"),
        ("x = people + 1 ~ person",
         "the two sides of a sum or difference: `1` where `person` is expected"),
        ("x = EXP(people) ~ Dmnl", "argument 1 of EXP: `person` where `1` is expected"),
        ("x = SMOOTH(people, people) ~ person",
         "argument 2 of SMOOTH: `person` where `Year` is expected"),
        ("x = INTEG(people, 0) ~ person",
         "a flow (`people`): `person` where `person/Year` is expected"),
        ("x = INTEG(births, life) ~ person",
         "its initial value: `Year` where `person` is expected"),
        ("x = IF THEN ELSE(people > births, 1, 2) ~ Dmnl",
         "the two sides of a comparison: `people/Year` where `person` is expected"),
        ("x = 1 ~ a//b", "the unit `a//b` is not understood"),
    ],
)  # fmt: skip
def test_units_that_do_not(tmp_path: Path, equation: str, message: str) -> None:
    assert notes(tmp_path, equation) == [message]


def test_a_model_without_units_is_not_looked_at(tmp_path: Path) -> None:
    xmile(tmp_path, '<aux name="x"><eqn>TIME + 3</eqn></aux>')
    report = ct.check_units(tmp_path / "model.xmile")
    assert (report.notes, report.variables, report.with_units) == ((), 1, 0)


def test_units_of_xmile_are_defined_and_flows_are_checked(tmp_path: Path) -> None:
    variables = (
        '<stock name="s"><eqn>1</eqn><inflow>f</inflow><units>meters</units></stock>'
        '<flow name="f"><eqn>2</eqn><units>km/year</units></flow>'
        '<flow name="g"><eqn>f</eqn><units>klick/year</units></flow>'
    )
    xmile(tmp_path, variables)
    file = tmp_path / "model.xmile"
    defined = '<model_units><unit name="km"><eqn>1000*meters</eqn><alias>klick</alias></unit>'
    text = file.read_text("utf-8").replace("<model>", f"{defined}</model_units><model>")
    file.write_text(text, "utf-8")
    (note,) = ct.check_units(file).notes
    assert "units of `s`: a flow (`f`): `km/year` where `meters/year" in note.message
    assert note.hint.startswith("they differ by a factor")


def test_the_command_lists_them_by_itself_or_with_a_run(tmp_path: Path) -> None:
    notes(tmp_path, "x = births ~ person")
    file = str(tmp_path / "model.mdl")
    alone = CliRunner().invoke(main, ["simulate", file, "--units"])
    assert alone.exit_code == 0, alone.output
    assert "note: units of `x`: its equation: `people/Year` where `person`" in alone.output
    assert "10 of 10 variables have a unit; units do not match in 1 place" in alone.output
    both = CliRunner().invoke(main, ["simulate", file, "--units", "--no-compare", "--json",
                                     "--out", str(tmp_path / "run.csv")])  # fmt: skip
    told = json.loads(both.output)["units"]
    assert (len(told["notes"]), told["variables"], told["with_units"]) == (1, 10, 10)
    assert CliRunner().invoke(main, ["simulate", file]).exit_code == 2
