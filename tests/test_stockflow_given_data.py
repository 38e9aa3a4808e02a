"""Variables without an equation, and tables that give their values."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

import contention as ct
from contention.case.problem import CaseError
from contention.cli.main import main
from contention.stockflow.graph import MISSING

MODEL = """{UTF-8}
region: north, south ~~|
sales ~~|
price :HOLD BACKWARD: ~~|
rain[region] :RAW: ~~|
double = 2 * sales ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 3 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
"""
DOWN = "year,Sales,price\n0,1,5\n2,3,\n3,,7\n"
ACROSS = 'time,0,2\nrain[north],4,6\n"rain[south]",1,2\n'


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "down.csv").write_text(DOWN, "utf-8")
    (tmp_path / "across.csv").write_text(ACROSS, "utf-8")
    file = tmp_path / "model.mdl"
    file.write_text(MODEL, "utf-8")
    return file


def test_columns_and_rows_give_values_by_name(model: Path) -> None:
    found = ct.simulate(model, data=[model.with_name("down.csv"), model.with_name("across.csv")])
    assert found["sales"][:, 0].tolist() == [1, 2, 3, 3]
    assert found["double"][:, 0].tolist() == [2, 4, 6, 6]
    assert found["price"][:, 0].tolist() == [5, 5, 5, 7]
    assert found["rain[north]"][:, 0].tolist() == [4, MISSING, 6, MISSING]
    assert found.readings == ()


def test_a_workbook_gives_its_first_sheet(model: Path) -> None:
    book = Workbook()
    for row in (["t", "sales", "price", "rain[north]", "rain[south]"], [0, 1, 5, 4, 1], [4, 9, 5]):
        book.active.append(row)
    book.save(model.with_name("d.xlsx"))
    found = ct.simulate(model, data=[model.with_name("d.xlsx")])
    assert found["sales"][:, 0].tolist() == [1, 3, 5, 7]


def test_what_is_missing_is_named_with_the_column_to_give(model: Path) -> None:
    with pytest.raises(CaseError) as refusal:
        ct.simulate(model, data=[model.with_name("down.csv")])
    (problem,) = refusal.value.problems
    assert str(problem).endswith(
        "`rain` has no equation: its values come from another file — give a table with a column "
        "`rain[north]` (--data FILE; in a case, `data:` of the account), an equation, a lookup, "
        "or GET DIRECT DATA('file.csv', …)"
    )


def test_a_column_of_no_variable_is_reported(model: Path) -> None:
    model.with_name("down.csv").write_text(DOWN.replace("price", "prise"), "utf-8")
    model.write_text(MODEL.replace("price :HOLD BACKWARD: ~~|", ""), "utf-8")
    done = CliRunner().invoke(main, ["simulate", str(model), "--out", "-", "--no-compare", *(
        f"--data={model.with_name(name)}" for name in ("down.csv", "across.csv"))])  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "down.csv:1:1: warning: no variable without an equation is called `prise`" in done.output


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("t,sales\n", "the table has no values"),
        ("t,sales\nx,1\ny,2\n", "is not a list of times"),
        ("t,sales\n1,1\n1,2\n", "each of them once"),
        ("t,sales,Sales\n0,1,1\n", "`Sales` is given twice"),
        ("t,sales\n0,lots\n", "a value that is not a number: lots"),
        ("t,sales\n0,\n", "`sales` has no values"),
    ],
)
def test_a_table_that_is_none_is_refused(model: Path, table: str, message: str) -> None:
    model.with_name("down.csv").write_text(table, "utf-8")
    with pytest.raises(CaseError, match=message):
        ct.simulate(model, data=[model.with_name("down.csv")])


def test_xmile_takes_no_data(tmp_path: Path) -> None:
    (tmp_path / "m.xmile").write_text("<xmile/>", "utf-8")
    (tmp_path / "d.csv").write_text(DOWN, "utf-8")
    with pytest.raises(CaseError, match="XMILE has no variables without an equation"):
        ct.simulate(tmp_path / "m.xmile", data=[tmp_path / "d.csv"])
