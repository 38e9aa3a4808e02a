"""Loops of imported models: worked out by hand, beside pysimlin's, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

import contention as ct
from contention.analysis.loops.model_loops import FoundModelLoops
from contention.models.program import Floats1d
from contention.runs.model_runs import run_model
from contention.stockflow.compiler import compile_model
from contention.stockflow.reading.read import read_model
from tests.equation_program import turned

MODELS = Path(__file__).parent / "models"

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>test</vendor><product version="1">test</product></header>
<sim_specs method="Euler"><start>0</start><stop>{stop}</stop><dt>{step}</dt></sim_specs>
<model><variables>{variables}</variables></model></xmile>"""

CROWDED = """
<stock name="p"><eqn>10</eqn><inflow>births</inflow><outflow>deaths</outflow></stock>
<flow name="births"><eqn>0.6 * p</eqn></flow>
<flow name="deaths"><eqn>0.6 * p * crowding</eqn></flow>
<aux name="crowding"><eqn>p / 1000</eqn></aux>"""

EPIDEMIC = """
<stock name="well"><eqn>990</eqn><outflow>catching</outflow></stock>
<stock name="ill"><eqn>10</eqn><inflow>catching</inflow><outflow>recovering</outflow></stock>
<stock name="immune"><eqn>0</eqn><inflow>recovering</inflow><outflow>losing</outflow></stock>
<flow name="catching"><eqn>contacts * well * ill / (well + ill + immune)</eqn></flow>
<flow name="recovering"><eqn>ill / 5</eqn></flow>
<flow name="losing"><eqn>immune / 30</eqn></flow>
<aux name="contacts"><eqn>0.9 / (1 + alarm)</eqn></aux>
<aux name="alarm"><eqn>ill / 200</eqn></aux>"""

WORKFORCE = """
<stock name="staff"><eqn>50</eqn><inflow>hiring</inflow><outflow>leaving</outflow></stock>
<stock name="backlog"><eqn>900</eqn><inflow>orders</inflow><outflow>done</outflow></stock>
<flow name="hiring"><eqn>MAX(0, (wanted - staff) / 4)</eqn></flow>
<flow name="leaving"><eqn>staff / 20 * strain</eqn></flow>
<flow name="orders"><eqn>120 + 30 * SIN(TIME / 3)</eqn></flow>
<flow name="done"><eqn>staff * 2 * effort</eqn></flow>
<aux name="wanted"><eqn>backlog / 8</eqn></aux>
<aux name="effort"><eqn>pressure</eqn><gf><xscale min="0" max="2"/><ypts>0.2,1,1.3</ypts></gf></aux>
<aux name="strain"><eqn>effort * effort</eqn></aux>
<aux name="pressure"><eqn>backlog / (staff * 16)</eqn></aux>"""


def written(folder: Path, variables: str, *, stop: float = 20, step: float = 0.25) -> Path:
    file = folder / "model.xmile"
    file.write_text(HEAD.format(variables=variables, stop=stop, step=step), encoding="utf-8")
    return file


def by_name(found: FoundModelLoops) -> dict[tuple[str, ...], Floats1d]:
    return {turned(each.variables): each.relative for each in found.loops}


def test_a_repeated_expression_does_not_make_a_variable_a_cause(tmp_path: Path) -> None:
    found = ct.model_loops(written(tmp_path, CROWDED)).found
    loops = by_name(found)
    assert set(loops) == {("births", "p"), ("deaths", "p"), ("crowding", "deaths", "p")}
    assert {each.variables[0] for each in found.loops} == {"p"}
    assert found.complete
    assert sum(each.share for each in found.loops) == pytest.approx(1.0)


def test_births_are_ahead_of_deaths_by_what_is_left_of_the_capacity(tmp_path: Path) -> None:
    """A step's change of births over that of deaths is 1 to (p before + p after) / 1000.

    The deaths of either loop alone are the change of `p` by the other factor before the step.
    """
    file = written(tmp_path, CROWDED)
    loops = by_name(ct.model_loops(file).found)
    p = ct.simulate(file)["p"][:-1, 0] / 1000
    assert loops["births", "p"] == pytest.approx(1 / (1 + 2 * p), rel=1e-9)
    assert loops["deaths", "p"] == pytest.approx(-p / (1 + 2 * p), rel=1e-9)


def test_variables_that_are_computed_alike_are_told_apart(tmp_path: Path) -> None:
    twins = """
        <stock name="s"><eqn>1</eqn><inflow>one</inflow><inflow>two</inflow></stock>
        <flow name="one"><eqn>0.1 * s</eqn></flow><flow name="two"><eqn>0.1 * s</eqn></flow>"""
    loops = by_name(ct.model_loops(written(tmp_path, twins)).found)
    assert set(loops) == {("one", "s"), ("s", "two")}
    assert loops["one", "s"] == pytest.approx(0.5)


def test_delays_are_passed_through(tmp_path: Path) -> None:
    text = """
        <stock name="s"><eqn>1</eqn><inflow>in</inflow><outflow>out</outflow></stock>
        <flow name="in"><eqn>0.3 * seen</eqn></flow>
        <flow name="out"><eqn>0.1 * DELAY(s * 0.5, 2)</eqn></flow>
        <aux name="seen"><eqn>SMTH3(s, 2)</eqn></aux>"""
    found = ct.model_loops(written(tmp_path, text)).found
    assert set(by_name(found)) == {("in", "s", "seen"), ("out", "s")}
    assert {each.id for each in found.loops} == {"R1", "B1"}


def test_a_stock_that_is_its_own_flow_is_a_loop(tmp_path: Path) -> None:
    file = tmp_path / "model.mdl"
    settings = "INITIAL TIME = 0 ~~|\nFINAL TIME = 3 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = 1 ~~|"
    file.write_text("{UTF-8}\ns = INTEG(s, 1) ~~|\n" + settings, encoding="utf-8")
    loops = by_name(ct.model_loops(file).found)
    assert list(loops) == [("s",)]
    assert loops["s",].tolist() == [1.0, 1.0, 1.0]


def test_loops_apart_from_each_other_add_up_in_groups_of_their_own(tmp_path: Path) -> None:
    text = (
        CROWDED
        + """
        <stock name="cup"><eqn>90</eqn><outflow>cooling</outflow></stock>
        <flow name="cooling"><eqn>(cup - 20) / 10</eqn></flow>"""
    )
    found = ct.model_loops(written(tmp_path, text)).found
    sums: dict[int, float] = {}
    for each in found.loops:
        sums[each.group] = sums.get(each.group, 0.0) + each.share
    assert list(sums.values()) == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("variables", "loops"), [(CROWDED, 3), (EPIDEMIC, 6), (WORKFORCE, 7)],
    ids=["crowded", "epidemic", "workforce"],
)  # fmt: skip
def test_scores_are_those_of_pysimlin(tmp_path: Path, variables: str, loops: int) -> None:
    simlin = pytest.importorskip("simlin", reason="the extra `models` is not installed")
    file = written(tmp_path, variables)
    ours = by_name(ct.model_loops(file).found)
    run = simlin.load(str(file)).simulate(enable_ltm=True)
    run.run_to_end()
    theirs = {
        turned(each.variables): run.get_relative_loop_score(each.id)[1:]
        for each in run.get_loops_runtime()
    }
    assert len(ours) == loops
    assert set(ours) == set(theirs)
    for names, scores in ours.items():
        assert scores == pytest.approx(theirs[names], rel=1e-6, abs=1e-6), names


@pytest.mark.parametrize(
    "name", sorted(each.name for each in MODELS.iterdir() if each.suffix in (".mdl", ".xmile"))
)
def test_rows_of_their_own_change_no_number(name: str) -> None:
    model, _ = read_model(MODELS / name, name)
    assert model is not None
    shared, own = (run_model(compile_model(model, own_rows=each)) for each in (False, True))
    assert shared.labels == own.labels
    np.testing.assert_array_equal(shared.values, own.values)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ('<aux name="a"><eqn>TIME * 2</eqn></aux>', "no stock and no delay"),
        ('<stock name="s"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>2</eqn></flow>',
         "no feedback loop"),
    ],
)  # fmt: skip
def test_a_model_without_feedback_is_refused(tmp_path: Path, variables: str, message: str) -> None:
    with pytest.raises(ct.CaseError, match=message):
        ct.model_loops(written(tmp_path, variables))


def test_a_run_too_long_for_its_loops_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ct.CaseError, match="400,001 points"):
        ct.model_loops(written(tmp_path, CROWDED, stop=100_000))
