"""Exported models give the engine's numbers, and say what they do not carry."""

from pathlib import Path

import numpy as np
import pytest
from lxml import etree

import contention as ct
from contention.case.load import load_case
from contention.exchange.models.equations import Call, Number
from contention.exchange.models.instructions import NotCarriedError
from contention.exchange.models.naming import Names
from contention.exchange.models.xmile import NAMESPACE, text
from tests.exported import (
    by_euler,
    difference,
    engine_courses,
    exported,
    random_scenarios,
    script_courses,
)

CASES = Path(__file__).parent.parent / "cases"
XMILE = {"x": NAMESPACE}


@pytest.mark.parametrize("seed", range(15))
def test_a_random_account_runs_as_here(seed: int) -> None:
    case = random_scenarios(seed, step=0.05)
    plan = by_euler(case, "account")
    for scenario in case.scenarios:
        ours = engine_courses(plan, scenario, seed=3, draw=seed % 5)
        theirs = script_courses(exported(plan, scenario, seed=3, draw=seed % 5))
        assert difference(ours, theirs) < 1e-9


@pytest.mark.parametrize(
    ("case", "account", "scenarios"),
    [
        ("congestion-charge", "policy_desk", ("no_charge", "more_parking")),
        ("war-against-war", "authors_2024", ("ceasefire",)),
    ],
)
def test_a_worked_case_runs_as_here(case: str, account: str, scenarios: tuple[str, ...]) -> None:
    value, _ = load_case(CASES / case)
    assert value is not None
    plan = by_euler(value, account)
    for scenario in scenarios:
        ours = engine_courses(plan, scenario, seed=1, draw=5)
        assert ours
        assert difference(ours, script_courses(exported(plan, scenario, 1, 5))) < 1e-9


def test_scenarios_are_a_switch(small_case: Path) -> None:
    value, _ = load_case(small_case)
    assert value is not None
    plan = by_euler(value, "teacher")
    stops, stays = (exported(plan, scenario, 1, 2) for scenario in ("repairs_stop", "unlucky"))
    changed = [
        (one.name, other.name)
        for one, other in zip(stops.auxiliaries, stays.auxiliaries, strict=True)
        if one != other
    ]
    assert changed == [("scenario", "scenario")]
    assert stops.stocks == stays.stocks


def test_xmile_has_equations_claims_units_and_a_view(small_case: Path) -> None:
    made = ct.load(small_case).account("teacher").export_model("xmile", scenario="repairs_stop")
    root = etree.fromstring(made.content)
    variables = root.xpath("//x:variables/x:*[@name]", namespaces=XMILE)
    names = [each.get("name") for each in variables]
    assert len(set(names)) == len(names)
    drawn = {each.get("name") for each in root.xpath("//x:view/x:*[@name]", namespaces=XMILE)}
    assert drawn == set(names)
    strength = next(each for each in variables if each.get("name").startswith("coefficient_flood"))
    assert "flood_ruins: Floods ruin houses" in strength.findtext("x:doc", namespaces=XMILE)
    ruined = next(each for each in variables if each.get("name") == "ruined")
    assert ruined.findtext("x:units", namespaces=XMILE) == "house"
    assert all(each.findtext("x:eqn", namespaces=XMILE) for each in variables)


def test_vensim_and_xmile_hold_the_same_variables(small_case: Path) -> None:
    account = ct.load(small_case).account("teacher")
    xmile, mdl = (account.export_model(form, draw=3).content for form in ("xmile", "mdl"))
    names = {
        each.get("name")
        for each in etree.fromstring(xmile).xpath("//x:variables/x:*", namespaces=XMILE)
        if etree.QName(each).localname != "flow"
    }
    blocks = mdl.decode().split("|")
    found = {block.split("=")[0].strip().split("\n")[-1] for block in blocks if "=" in block}
    assert names <= found


def test_medians_hold_links_of_even_odds(small_case: Path) -> None:
    account = ct.load(small_case).account("teacher")
    report = account.export_model("python").report
    assert [loss.id for loss in report.left_out] == []
    assert "every number at its median" in report.notes[0]
    drawn = [account.export_model("python", draw=draw).report.left_out for draw in range(5)]
    assert {loss.id for losses in drawn for loss in losses} >= {"repairs>flood:-"}


def test_what_tools_compute_differently_is_refused(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    content = file.read_text("utf-8")
    plain = "equation: ruined - rebuilt"
    file.write_text(content.replace(plain, "equation: int(ruined)"), "utf-8")
    with pytest.raises(NotCarriedError, match="INT of negative numbers"):
        ct.load(small_case).account("teacher").export_model("xmile")
    file.write_text(content.replace(plain, 'equation: "delay(ruined, 1)"'), "utf-8")
    with pytest.raises(NotCarriedError, match="fixed delay"):
        ct.load(small_case).account("teacher").export_model("xmile")


def test_names_that_tools_misread_are_changed() -> None:
    names = Names()
    wanted = ["notice", "Final time", "2nd wave", "Lärm: laut", "a b", "a_b"]
    assert [names.of(each) for each in wanted] == [
        "the_notice", "final_time_2", "the_2nd_wave", "l_rm_laut", "a_b", "a_b_2",
    ]  # fmt: skip


def test_operations_are_bracketed() -> None:
    power = Call("power", (Number(-2.0), Number(2.0)))
    assert text(Call("negate", (power,))) == "(-(((-2.0) ^ 2.0)))"
    assert np.isclose(float(text(Number(0.1))), 0.1)
