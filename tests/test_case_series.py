from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.model import Series
from contention.case.problem import Place, Problem
from contention.case.series import read_series

HERE = Place("factors.yaml", 3, 5)


def read(folder: Path, text: str) -> tuple[Series | None, tuple[Problem, ...]]:
    (folder / "x.csv").write_text(text, "utf-8", newline="")
    return read_series(folder, "x.csv", HERE)


def test_a_series_is_read_in_order(tmp_path: Path) -> None:
    text = '\ufeffvalue,date,note,publisher\r\n1e3,2020-01,"a, b",x\r\n-2.5,2021,,y\r\n\r\n'
    series, problems = read(tmp_path, text)
    assert problems == ()
    assert series is not None
    assert series.values == (1000.0, -2.5)
    assert series.times == (2020.0, 2021.0)
    assert series.dates == ("2020-01", "2021")
    assert (series.publisher, series.note) == ("x; y", "a, b")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(1, 1), (1, 1)]),
        ("date,value\n", [(1, 1)]),
        ("date,value,valeu\n2020,1,1\n", [(1, 12)]),
        ("date,value,value\n2020,1,1\n", [(1, 12)]),
        ("date,value\n2020,\n2021,x\n2021-13,1\n2019,2\n2018,3\n",
         [(2, 6), (3, 6), (4, 1), (6, 1)]),
        ("date,value\n2020,1_000\n2021,nan\n2022,inf\n2023,1,5\n",
         [(2, 6), (3, 6), (4, 6), (5, 1)]),
        ("date,value,low\n2020,1,few\n", [(2, 8)]),
        ('date,value\n2020,"1\n', [(2, 1)]),
    ],
)  # fmt: skip
def test_every_fault_has_a_place(tmp_path: Path, text: str, places: list[tuple[int, int]]) -> None:
    series, problems = read(tmp_path, text)
    assert series is None
    assert [(each.place.line, each.place.column) for each in problems] == places
    assert all(each.place.path == "x.csv" and each.hint for each in problems)


@pytest.mark.parametrize("path", ["../x.csv", "/x.csv", "a/../../x.csv", "C:\\x.csv", "", "."])
def test_paths_that_leave_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "x.csv").write_text("date,value\n2020,1\n")
    inner = tmp_path / "case"
    inner.mkdir()
    series, (problem,) = read_series(inner, path, HERE)
    assert series is None
    assert problem.place == HERE


@given(st.text(st.sampled_from('date,value\n\r"2019.x-\0é'), max_size=60))
def test_any_text_is_a_series_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    series, problems = read(tmp_path_factory.mktemp("series"), "date,value\n" + text)
    assert (series is None) == bool(problems)
    if series is not None:
        assert list(series.times) == sorted(set(series.times))
