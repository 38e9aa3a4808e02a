"""Results as tables, ArviZ data and Vega-Lite: finite, and with the numbers of the verdicts."""

import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xarray

import contention as ct
from contention.exchange.results.columns import TABLES, TableSchema
from contention.exchange.results.draw_tables import courses_table, quantiles_table
from contention.exchange.results.inference_data import netcdf
from contention.exchange.results.table_file import write_table
from contention.exchange.results.vega_lite import course_spec
from contention.runs.results import Course

ROOT = Path(__file__).parent.parent
DRAWS = 32


@pytest.fixture(scope="module")
def case() -> ct.Case:
    return ct.load(ROOT / "cases" / "congestion-charge")


@pytest.fixture(scope="module")
def judgement(case: ct.Case) -> ct.Judgement:
    return case.judge(DRAWS, workers=1)


@pytest.fixture(scope="module")
def draws(case: ct.Case) -> ct.Draws:
    return case.draws(draws=DRAWS, workers=1)


def failed_course() -> dict[str, Course]:
    """Three draws at two times, one of which goes to infinity and on."""
    values = np.array([[1.0, 2.0, np.inf], [3.0, 4.0, np.nan]])
    return {"no_charge": Course("no_charge", np.array([2025.0, 2026.0]), {"car_trips": values})}


def numbers(table: pa.Table) -> Iterator[float]:
    """Every number in a table that is not null."""
    for column in table.itercolumns():
        if pa.types.is_floating(column.type):
            yield from (each for each in column.to_pylist() if each is not None)


@pytest.mark.parametrize("schema", TABLES.values(), ids=lambda schema: schema.name)
def test_every_number_has_a_unit_and_every_column_a_meaning(schema: TableSchema) -> None:
    assert len(set(schema.names)) == len(schema.names)
    for column in schema.columns:
        assert column.meaning
        assert bool(column.unit) == (column.kind in ("number", "whole")), column.name


def test_tables_of_verdicts_and_hinges_hold_what_the_judgement_says(
    judgement: ct.Judgement,
) -> None:
    verdicts, hinges = judgement.to_arrow(), judgement.to_arrow("hinges")
    assert verdicts.num_rows == len(judgement)
    assert hinges.num_rows == len(judgement.hinges)
    first = verdicts.to_pylist()[0]
    assert first["support"] == judgement["fewer_cars", first["account"]].support
    assert first["verdict"] == judgement["fewer_cars", first["account"]].word
    assert all(math.isfinite(each) for table in (verdicts, hinges) for each in numbers(table))
    assert verdicts.schema.field("share_low").metadata[b"unit"] == b"1"
    assert verdicts.schema.metadata[b"contention.seed"] == b"1"


def test_shares_are_those_of_the_draws_that_speak(
    judgement: ct.Judgement, draws: ct.Draws, tmp_path: Path
) -> None:
    judgement.to_parquet(tmp_path / "verdicts.parquet")
    draws.to_parquet(tmp_path / "outcomes.parquet")
    found = duckdb.execute(
        """select count(*), max(abs(counted - support)), max(abs(against - opposed)) from (
             select any_value(support) support, any_value(opposed) opposed,
                    count_if(holds) / count(*) counted, count_if(reverse) / count(*) against
             from read_parquet($verdicts) v join read_parquet($outcomes) o
               using (contention, account)
             where speaks group by contention, account)""",
        {name: str(tmp_path / f"{name}.parquet") for name in ("verdicts", "outcomes")},
    ).fetchone()
    spoken = [item for item in judgement if item.support is not None]
    assert found == (len(spoken), 0.0, 0.0)


def test_margins_of_draws_have_the_quantiles_of_the_verdict(
    judgement: ct.Judgement, draws: ct.Draws
) -> None:
    frame = cast("pl.DataFrame", pl.from_arrow(draws.to_arrow()))
    for verdict in judgement:
        if verdict.margin is None:
            continue
        rows = frame.filter(contention=verdict.contention, account=verdict.account)
        found = np.quantile(rows["margin"].drop_nulls().to_numpy(), (0.05, 0.5, 0.95))
        assert found == pytest.approx(verdict.margin, rel=1e-12)


def test_parameters_are_in_their_own_units(draws: ct.Draws, case: ct.Case) -> None:
    frame = cast("pl.DataFrame", pl.from_arrow(draws.to_arrow("parameters")))
    assert frame.group_by("account", "parameter").len()["len"].unique().to_list() == [DRAWS]
    units = dict(frame.select("kind", "unit").unique().rows())
    assert (units["strength"], units["adjustment"]) == ("1", "yr")
    strengths = frame.filter(kind="strength", subject="office_charge_cars")
    median = case.claims["office_charge_cars"].relation.strength.median
    middle = cast("float", strengths["value"].median())
    assert middle == pytest.approx(median, rel=0.1)
    assert frame["uniform"].is_between(0, 1, closed="none").all()


def test_a_draw_that_failed_is_null_and_marked_not_nan(case: ct.Case) -> None:
    made = write_table(courses_table(case.value, "chamber", failed_course(), {}), "parquet")
    table = pq.read_table(io.BytesIO(made.content))
    assert table["value"].to_pylist() == [1.0, 2.0, None, 3.0, 4.0, None]
    assert table["failed"].to_pylist() == [False, False, True] * 2
    assert any("2 rows are of draws that failed" in note for note in made.report.notes)
    connection = duckdb.connect()
    connection.register("courses", table)
    assert connection.execute("select count(*) from courses where value > 1").fetchone() == (3,)
    medians = write_table(quantiles_table(case.value, "chamber", failed_course(), {}), "arrow")
    rows = pa.ipc.open_file(medians.content).read_all().to_pylist()
    assert [(row["q50"], row["draws"], row["failed"]) for row in rows] == [(1.5, 2, 1), (3.5, 2, 1)]


def test_the_same_results_give_the_same_bytes(case: ct.Case) -> None:
    asked = {"accounts": "chamber", "draws": DRAWS, "workers": 1}
    for form, what in (("parquet", "outcomes"), ("arrow", "parameters"), ("vega-lite", "verdicts")):
        one, two = (case.export(form, what, **cast("Any", asked)) for _ in range(2))
        assert one == two


def test_arviz_data_are_finite_and_say_what_the_draws_say(case: ct.Case) -> None:
    draws = case.draws("clean_air", draws=DRAWS, workers=1)
    tree = draws.to_arviz()
    assert set(tree.children) == {"prior", "prior_predictive"}
    assert tree["prior"]["value"].shape[:2] == (16, DRAWS // 16)
    assert set(np.asarray(tree["prior"].dataset["unit"]).tolist()) >= {"1", "yr"}
    for group in tree.children.values():
        assert all(np.isfinite(each).all() for each in group.data_vars.values())
    holds = tree["prior_predictive"].dataset
    spoken = holds["holds"].sel(contention="fewer_cars").values == 1
    support = case.judge(DRAWS, accounts="clean_air", hinges=False)["fewer_cars", "clean_air"]
    assert spoken.mean() == support.support


def test_arviz_data_are_written_and_read_back(case: ct.Case, tmp_path: Path) -> None:
    pytest.importorskip("h5netcdf")
    tree = case.draws("clean_air", draws=DRAWS, workers=1).to_arviz()
    file = tmp_path / "draws.nc"
    file.write_bytes(netcdf(tree))
    read = xarray.open_datatree(file, engine="h5netcdf")
    assert (read["prior"].dataset["value"] == tree["prior"].dataset["value"]).all()
    assert netcdf(tree) == file.read_bytes()


def test_arviz_data_of_a_fitted_account_have_posterior_and_likelihood() -> None:
    case = ct.load(ROOT / "cases" / "war-against-war")
    tree = case.draws("authors_2023", "ceasefire_rearms", draws=DRAWS, workers=1).to_arviz(fit=True)
    assert {"posterior", "log_likelihood"} <= set(tree.children)
    assert np.isfinite(tree["log_likelihood"]["observations"]).all()
    after, before = (
        np.asarray(tree[group].dataset["quantile"]).reshape(DRAWS, -1)
        for group in ("posterior", "prior")
    )
    assert 0.2 < after.std() < 0.4
    assert not np.isin(after, before).all(axis=0).all()


def finite(value: Any) -> bool:
    """Whether no number in a specification is NaN or infinite."""
    if isinstance(value, dict):
        return all(finite(each) for each in value.values())
    if isinstance(value, list):
        return all(finite(each) for each in value)
    return not isinstance(value, float) or math.isfinite(value)


def fields(spec: Any) -> Iterator[str]:
    """Every field that a specification draws."""
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            yield spec["field"]
        for name, each in spec.items():
            if name != "data":
                yield from fields(each)
    elif isinstance(spec, list):
        for each in spec:
            yield from fields(each)


@pytest.mark.parametrize(
    ("what", "asked"),
    [("verdicts", {}), ("hinges", {"contentions": "fewer_cars"}),
     ("courses", {"factors": "car_trips", "accounts": "clean_air"})],
)  # fmt: skip
def test_specifications_draw_fields_that_their_data_have(
    case: ct.Case, what: str, asked: dict[str, str]
) -> None:
    made = case.export("vega-lite", what, draws=DRAWS, workers=1, **cast("Any", asked))
    spec = json.loads(made.content)
    values = spec["data"]["values"]
    assert values
    assert finite(spec)
    assert set(fields(spec)) <= set(values[0])
    assert spec["$schema"].endswith("/vega-lite/v6.json")
    for side in spec.get("facet", {}).values():
        assert set(side["sort"]) == {row[side["field"]] for row in values}


def test_a_log_axis_leaves_out_what_is_not_positive_and_counts_it(case: ct.Case) -> None:
    values = np.array([[0.0, 0.0, 0.0], [0.01, 0.02, 0.03], [5.0, 6.0, 7.0]])
    course = Course("no_charge", np.array([2025.0, 2026.0, 2027.0]), {"car_trips": values})
    made = course_spec(case.value, "car_trips", {"chamber": {"no_charge": course}}, "")
    spec = json.loads(made.content)
    assert spec["spec"]["layer"][0]["encoding"]["y"]["scale"] == {"type": "log"}
    assert [row["time"] for row in spec["data"]["values"]] == [2026.0, 2027.0]
    assert [loss.what for loss in made.report.left_out] == [
        "1 times with a quantile at or below 0 left out: log axis"
    ]


def test_an_account_that_can_say_nothing_gives_empty_tables(
    small_case: Path,
) -> None:
    (small_case / "contentions.yaml").write_text("{}\n", "utf-8")
    case = ct.load(small_case)
    table = case.draws("teacher", draws=16, workers=1).to_arrow()
    assert (table.num_rows, table.num_columns) == (0, len(TABLES["outcomes"].columns))
    assert case.judge(16, hinges=True, workers=1).to_arrow("hinges").num_rows == 0
    for form in ("png", "vega-lite"):
        with pytest.raises(ValueError, match="there is no verdict"):
            case.export(form, draws=16, workers=1)


def test_a_name_that_there_is_none_of_is_guessed(case: ct.Case) -> None:
    with pytest.raises(KeyError, match="did you mean `verdicts`"):
        case.export("parquet", "verdict")
    with pytest.raises(KeyError, match="did you mean `parquet`"):
        case.export("parqet")
    with pytest.raises(ValueError, match="name accounts, scenarios or factors"):
        case.export("parquet", "courses", draws=100_000)
    with pytest.raises(ValueError, match="part of the case"):
        case.draws(draws=16).to_parquet(case.folder / "factors.yaml")
