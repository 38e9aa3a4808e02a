"""Values that Vensim models take from tables next to them."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from contention.case.problem import Problem
from contention.stockflow.reading.read import read_model
from contention.stockflow.source import Equation, SourceModel
from contention.stockflow.syntax import Number, Numbers
from contention.stockflow.tables import Series, Table

CONTROL = """
INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
R: r1, r2 ~~|
S: s1, s2, s3 ~~|
"""
ROWS: list[list[str | int | None]] = [
    ["year", 1, 2, 4, None],
    ["a", 10, 20, 40, None],
    ["b", 11, None, 41, None],
    [None, None, None, None, None],
    ["x", "y", "z", 7, 8],
]


def _read(
    folder: Path, text: str, suffix: str = "csv"
) -> tuple[SourceModel | None, tuple[Problem, ...]]:
    if suffix == "csv":
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
        (folder / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Data"
        for row in ROWS:
            sheet.append(row)
        names = (("times", "$B$1:$D$1"), ("both", "$B$2:$D$3"), ("one", "$D$5"))
        for name, cells in names:
            book.defined_names[name] = DefinedName(name, attr_text=f"Data!{cells}")
        book.save(folder / "t.xlsx")
    path = folder / "m.mdl"
    tab = "','" if suffix == "csv" else "'data'"
    path.write_text(text.replace("FILE", f"'t.{suffix}', {tab}") + CONTROL, encoding="utf-8")
    return read_model(path)


def _equations(folder: Path, text: str, suffix: str = "csv") -> tuple[Equation, ...]:
    model, problems = _read(folder, text, suffix)
    assert problems == ()
    assert model is not None
    return model.variables[0].equations


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("left", "cell", "values"),
    [
        ("x", "C2", 20.0),
        ("x[S]", "B2", (10.0, 20.0, 40.0)),
        ("x[R]", "B2*", (10.0, 11.0)),
        ("x[r2, S]", "B2", (10.0, 20.0, 40.0)),
        ("x[R, R]", "d5", None),
    ],
)
def test_constants_lie_along_a_row_or_down_a_column(
    tmp_path: Path, suffix: str, left: str, cell: str, values: float | tuple[float, ...] | None
) -> None:
    text = f"{left} = GET DIRECT CONSTANTS(FILE, '{cell}') ~~|"
    if values is None:
        _, problems = _read(tmp_path, text, suffix)
        assert "hold no numbers" in problems[0].message
        return
    body = _equations(tmp_path, text, suffix)[0].body
    assert body == (Numbers(values) if isinstance(values, tuple) else Number(values))


def test_a_block_is_read_row_by_row_or_turned(tmp_path: Path) -> None:
    text = "x[R, R] = GET DIRECT CONSTANTS(FILE, 'D2{}') ~~|"
    (tmp_path / "u.csv").write_text("1;2\n3;4\n", encoding="utf-8")
    for star, values in (("", (1.0, 2.0, 3.0, 4.0)), ("*", (1.0, 3.0, 2.0, 4.0))):
        text = f"x[R, R] = GET DIRECT CONSTANTS('u.csv', ';', 'A1{star}') ~~|"
        assert _equations(tmp_path, text)[0].body == Numbers(values)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_data_over_a_row_of_times(tmp_path: Path, suffix: str) -> None:
    text = "x[R] :HOLD BACKWARD: := GET DIRECT DATA(FILE, '1', 'B2') ~~|"
    first, second = _equations(tmp_path, text, suffix)
    assert first.subscripts == ("r1",)
    assert first.body == Series((1.0, 2.0, 4.0), (10.0, 20.0, 40.0), "hold_backward")
    assert second.body == Series((1.0, 4.0), (11.0, 41.0), "hold_backward")


def test_lookups_over_a_column(tmp_path: Path) -> None:
    (tmp_path / "u.tab").write_text("x\ty\tz\n3\t30\t31\n1\t10\t11\n", encoding="utf-8")
    text = "x[R]( GET DIRECT LOOKUPS('u.tab', 'sheet', 'A', 'B2') ) ~~|"
    equations = _equations(tmp_path, text)
    assert [each.body for each in equations] == [
        Table((1.0, 3.0), (10.0, 30.0)),
        Table((1.0, 3.0), (11.0, 31.0)),
    ]


def test_cells_by_name(tmp_path: Path) -> None:
    text = "x[R] = GET XLS LOOKUPS(FILE, 'times', 'both') ~~|"
    first, second = _equations(tmp_path, text, "xlsx")
    assert first.body == Table((1.0, 2.0, 4.0), (10.0, 20.0, 40.0))
    assert second.body == Table((1.0, 4.0), (11.0, 41.0))
    one = _equations(tmp_path, "x = GET XLS CONSTANTS(FILE, 'One') ~~|", "xlsx")
    assert one[0].body == Number(7.0)


@pytest.mark.parametrize(
    ("first", "last", "elements"),
    [("A5", "C5", ("px", "py", "pz")), ("B1", "1", ("p1", "p2", "p4")), ("A2", "A3", ("pa", "pb"))],
)
def test_ranges_from_cells(
    tmp_path: Path, first: str, last: str, elements: tuple[str, ...]
) -> None:
    text = f"T: GET DIRECT SUBSCRIPT(FILE, '{first}', '{last}', 'p') -> R ~~| x = 1 ~~|"
    model, problems = _read(tmp_path, text)
    assert problems == ()
    assert model is not None
    assert model.ranges[0].elements == elements
    assert model.ranges[0].mappings[0].to == "R"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = GET DIRECT CONSTANTS('../t.csv', ',', 'B2') ~~|", "outside the folder"),
        ("x = GET DIRECT CONSTANTS('/etc/hostname', ',', 'A1') ~~|", "outside the folder"),
        ("x = GET DIRECT CONSTANTS('gone.csv', ',', 'B2') ~~|", "no file `gone.csv`"),
        ("x = GET DIRECT CONSTANTS(FILE, 'times') ~~|", "not a cell"),
        ("x = GET DIRECT CONSTANTS(FILE) ~~|", "not understood"),
        ("x = GET DIRECT DATA(FILE, '1', 'B4') ~~|", "hold no series"),
        ("x = GET DIRECT CONSTANTS(FILE, 'B2') * 2 ~~|", "`* 2` follows what `x` imports"),
        ("x = 1 + GET DIRECT DATA(FILE, '1', 'B2') ~~|", "calculates with values"),
        ("x = GET VDF DATA(FILE, 'x') ~~|", "runs of Vensim (VDF) are not read"),
    ],
)
def test_what_cannot_be_imported_is_refused(tmp_path: Path, text: str, words: str) -> None:
    model, problems = _read(tmp_path, text)
    assert model is None
    assert words in problems[0].message


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "u.csv").write_text("1\n", encoding="utf-8")
    (inner / "u.csv").symlink_to(tmp_path / "u.csv")
    _, problems = _read(inner, "x = GET DIRECT CONSTANTS('u.csv', ',', 'A1') ~~|")
    assert "outside the folder" in problems[0].message


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "u.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    _, problems = _read(tmp_path, "x = GET DIRECT CONSTANTS('u.xlsx', 'S', 'A1') ~~|")
    assert "cannot be read" in problems[0].message


def test_a_workbook_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "u.xlsx", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    _, problems = _read(tmp_path, "x = GET DIRECT CONSTANTS('u.xlsx', 'S', 'A1') ~~|")
    assert "is packed in an unusual way" in problems[0].message
