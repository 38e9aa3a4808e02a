"""Reading data: what a file holds, and everything that can be wrong with it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.evidence import DataSource
from contention.case.problem import CaseError, Problem
from contention.evidence.sources.data_folder import data_folder, remember_data_folder
from contention.evidence.sources.library import DataLibrary
from contention.evidence.sources.measured_series import MeasuredSeries

SOURCE = DataSource("killed", "Killed", "an office", unit="person", source="killed.csv")
TODAY = 2026.0


def read(
    folder: Path, text: str | bytes, source: DataSource = SOURCE
) -> tuple[MeasuredSeries | None, tuple[Problem, ...]]:
    content = text.encode("utf-8") if isinstance(text, str) else text
    (folder / "killed.csv").write_bytes(content)
    library = DataLibrary({source.id: source}, folder / "case", folder, TODAY)
    return library.series(source.id), library.problems()


def severities(problems: tuple[Problem, ...]) -> list[str]:
    return [each.severity for each in problems]


def test_a_series_is_in_order_scaled_and_without_blanks(tmp_path: Path) -> None:
    text = (
        "\ufeffdate,value,low,high,who\r\n2023-01,2.5,2,3,a\r\n2022-01,1,,,a\r\n"
        "2024-01,,,,a\r\n2024-02,NA,,,a\r\n2022-06,9,,,b\r\n\r\n"
    )
    source = replace(SOURCE, rows={"who": "a"}, scale=1e6)
    series, problems = read(tmp_path, text, source)
    assert series is not None
    assert series.dates == ("2022-01", "2023-01")
    assert series.values == (1e6, 2.5e6)
    assert series.low == (None, 2e6)
    assert series.high == (None, 3e6)
    assert series.missing == 2
    assert severities(problems) == ["note"]
    assert "not in order" in problems[0].message


def test_other_columns_may_hold_date_value_and_range(tmp_path: Path) -> None:
    source = replace(SOURCE, date="year", column="dead", low="least", high="most")
    series, problems = read(tmp_path, "year,dead,least,most\n2020,1,0,2\n2021,4,3,5\n", source)
    assert series is not None
    assert (series.values, series.low, series.high) == ((1.0, 4.0), (0.0, 3.0), (2.0, 5.0))
    assert problems == ()


def test_a_scale_may_not_lead_out_of_range(tmp_path: Path) -> None:
    series, (problem,) = read(tmp_path, "date,value\n2020,1e25\n", replace(SOURCE, scale=1e20))
    assert series is None
    assert (problem.place.line, problem.place.column) == (2, 6)
    series, _ = read(tmp_path, "date,value\n,3\n2020,1\n2021,2\n")
    assert series is not None
    assert series.missing == 1  # a value without a date


def test_breaks_divide_a_series(tmp_path: Path) -> None:
    source = replace(SOURCE, breaks=(2021.0, 2022.5), cumulative=True)
    text = "date,value\n2020,5\n2021,3\n2022,4\n2023,1\n"
    series, problems = read(tmp_path, text, source)
    assert series is not None
    assert series.segments == (0, 1, 1, 2)
    assert problems == ()  # falls at breaks are no falls


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, 1)]),
        ("date,value\n", [(1, 1)]),
        ("date;value\n2020;1\n", [(1, 1)]),
        ("date,value,date\n2020,1,2\n", [(1, 12)]),
        ("date,valeu\n2020,1\n", [(1, 1)]),
        ("date,value\n2020,x\n2021-13,1\n2022,1,2\n", [(4, 1)]),
        ("date,value\n2020,x\n2021-13,1\n2022,1_0\n2023,1e400\n",
         [(2, 6), (3, 1), (4, 6), (5, 6)]),
        ("date,value\n2020,\n2021,\n", [(1, 6)]),
        ("date,value\n2020,1\n2020-01,2\n", [(3, 1)]),
        ("date,value\n2030,1\n2031,1\n", [(1, 6)]),
        ('date,value\n2020,"1\n', [(2, 1)]),
        ("date,value,low\n2020,1,few\n", [(2, 8)]),
    ],
)  # fmt: skip
def test_every_fault_has_its_place(
    tmp_path: Path, text: str, faults: list[tuple[int, int]]
) -> None:
    series, problems = read(tmp_path, text)
    assert series is None
    found = [each for each in problems if each.severity == "error"]
    assert [(each.place.line, each.place.column) for each in found] == faults
    assert all(each.place.path.endswith("killed.csv") and each.hint for each in found)


def test_a_column_of_another_name_is_guessed(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "date,valeu\n2020,1\n")
    assert problems[0].hint == "did you mean `valeu`?"


def test_rows_that_nothing_fits_name_the_nearest(tmp_path: Path) -> None:
    text = "date,value,who\n2020,1,Levada\n2021,2,FOM\n"
    _, (problem,) = read(tmp_path, text, replace(SOURCE, rows={"who": "levada"}))
    assert "no row has `levada` in column `who`" in problem.message
    _, (problem,) = read(tmp_path, text, replace(SOURCE, rows={"whom": "Levada"}))
    assert problem.hint == "did you mean `who`?"
    both = {"who": "Levada", "value": "2"}
    _, (problem,) = read(tmp_path, text, replace(SOURCE, rows=both))
    assert "never together" in problem.hint


def test_what_can_be_put_right_is_said(tmp_path: Path) -> None:
    text = "date,value\n2020,1\n2020-01-01,1\n2021,1\n2022,1\n2023,1\n2029,1\n2030,1\n"
    series, problems = read(tmp_path, text)
    assert series is not None
    assert (len(series), series.future) == (4, 2)
    assert severities(problems) == ["warning", "warning"]
    assert (problems[0].place.line, problems[1].place.line) == (3, 7)


def test_rows_of_several_series_in_one_file_name_what_tells_them_apart(tmp_path: Path) -> None:
    text = "date,value,land,source\n" + "".join(
        f"{year},{value},{land},page {year} {land}\n"
        for year in range(2000, 2010)
        for value, land in ((1, "north"), (2, "south"))
    )
    series, (problem,) = read(tmp_path, text)
    assert series is None
    assert "`2000` occurs twice with different values, as do 9 more" in problem.message
    assert problem.hint.endswith("with `rows`, for instance by `land`")
    series, problems = read(tmp_path, text, replace(SOURCE, rows={"land": "south"}))
    assert series is not None
    assert set(series.values) == {2.0}
    assert problems == ()


def test_one_value_a_gap_and_a_fall_are_said(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "date,value\n2020,1\n")
    assert "one value only" in problems[0].message
    text = "date,value\n2020,1\n2020-02,2\n2020-03,3\n2020-04,4\n2022-01,5\n2022-02,4\n"
    _, problems = read(tmp_path, text, replace(SOURCE, cumulative=True))
    said = [each.message for each in problems]
    assert any("no value between 2020-04 and 2022-01" in each for each in said)
    assert any("cumulative and falls" in each for each in said)
    assert len(said) == 2


@pytest.mark.parametrize("name", ["../killed.csv", "/etc/passwd", "a\\b.csv", "C:x.csv"])
def test_a_source_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "folder"
    inside.mkdir()
    (tmp_path / "killed.csv").write_text("date,value\n2020,1\n")
    source = replace(SOURCE, source=name)
    library = DataLibrary({"killed": source}, tmp_path, inside, TODAY)
    assert library.series("killed") is None
    (problem,) = library.problems()
    assert "cannot be used" in problem.message


def test_links_out_of_the_folder_and_folders_are_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "folder"
    (inside / "sub.csv").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("date,value\n2020,1\n")
    (inside / "killed.csv").symlink_to(tmp_path / "secret.csv")
    sources = {
        "link": replace(SOURCE, id="link"),
        "folder": replace(SOURCE, id="folder", source="sub.csv"),
    }
    library = DataLibrary(sources, tmp_path, inside, TODAY)
    assert library.series("link") is None
    assert library.series("folder") is None
    assert library.missing("folder") is not None


def test_hostile_text_is_bounded(tmp_path: Path) -> None:
    series, problems = read(tmp_path, "date,value,note\n2020,1,\x1b[31mred\n2021,2,\n")
    assert series is not None
    assert severities(problems) == ["warning"]
    assert "\x1b" not in str(problems[0])
    _, problems = read(tmp_path, "date,value\n" + "2020,x\n" * 500)
    assert len(problems) == 21
    assert "480 more" in problems[-1].message + problems[0].message
    _, problems = read(tmp_path, ",".join(f"c{i}" for i in range(600)) + "\n1\n")
    assert "600 columns" in problems[0].message
    _, problems = read(tmp_path, b"date,value\n2020,\xff\n")
    assert (problems[0].place.line, problems[0].place.column) == (2, 6)


def test_too_large_a_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contention.evidence.sources.library.MOST_BYTES", 10)
    _, (problem,) = read(tmp_path, "date,value\n2020,1\n")
    assert "too large" in problem.message
    monkeypatch.undo()
    monkeypatch.setattr("contention.evidence.sources.table.MOST_ROWS", 2)
    _, (problem,) = read(tmp_path, "date,value\n" + "2020,1\n" * 9)
    assert "too large" in problem.message


@given(st.text(st.sampled_from('date,value\n\r"2019.x-\0é'), max_size=60))
def test_any_text_is_a_series_or_has_errors(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    series, problems = read(tmp_path_factory.mktemp("data"), "date,value\n" + text)
    assert (series is None) == ("error" in severities(problems))
    if series is not None:
        assert list(series.times) == sorted(set(series.times))
        assert len(series.values) == len(series.times) == len(series.low)


def test_one_broken_source_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("date,value\n2020,1\n2021,2\n")
    (tmp_path / "bad.csv").write_text("date,value\n2020,x\n")
    sources = {
        name: replace(SOURCE, id=name, source=f"{name}.csv") for name in ("good", "bad", "none")
    }
    library = DataLibrary(sources, tmp_path, tmp_path, TODAY)
    assert [library.series(name) is not None for name in sources] == [True, False, False]
    assert {each.place.path for each in library.problems()} == {str(tmp_path / "bad.csv")}
    assert library.missing("none") is not None
    assert library.missing("good") is None


def test_a_table_keeps_places_and_finds_rows(tmp_path: Path) -> None:
    (tmp_path / "killed.csv").write_text("war,side,dead\nfirst,a,1\nfirst,b,2\nlast,a,\n")
    library = DataLibrary({"killed": SOURCE}, tmp_path, tmp_path, TODAY)
    table = library.table("killed")
    assert table is not None
    own = table.where({"side": "a"})
    assert own.columns["war"] == ("first", "last")
    assert (own.place(1, "dead").line, own.place(1, "dead").column) == (4, 8)
    assert len(table.where({"nowhere": "a"})) == 0


def test_the_folder_is_remembered_outside_of_git(small_case: Path, tmp_path: Path) -> None:
    assert data_folder(small_case) is None
    remember_data_folder(small_case, tmp_path)
    assert data_folder(small_case) == tmp_path.resolve()
    assert (small_case / ".contention" / ".gitignore").read_text() == "*\n"
    with pytest.raises(CaseError, match="no such folder"):
        remember_data_folder(small_case, tmp_path / "none")
    (small_case / ".contention" / "data.json").write_text("[1")
    assert data_folder(small_case) is None
