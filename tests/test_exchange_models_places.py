"""The stock and flow diagram that a model's file carries."""

from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from contention.case.load import load_case
from contention.exchange.models.equations import StockFlowModel, needs
from contention.exchange.models.places import places
from contention.exchange.models.xmile import NAMESPACE, Places, flow_name, write_xmile
from tests.exported import by_euler, exported

CASE = Path(__file__).parent.parent / "cases" / "congestion-charge"
Drawn = tuple[StockFlowModel, Places]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    value, _ = load_case(CASE)
    assert value is not None
    plan = by_euler(value, "policy_desk")
    model = exported(plan, next(iter(value.scenarios)), 1, 0)
    return model, places(model, plan.map)


def test_every_variable_has_room_for_itself(drawn: Drawn) -> None:
    model, at = drawn
    stocks = {each.name for each in model.stocks}
    assert set(at) == stocks | {each.name for each in model.auxiliaries}
    for (x, y), (right, down) in combinations(at.values(), 2):
        assert abs(x - right) >= 20 or abs(y - down) >= 20


def test_a_factor_stands_next_to_what_computes_it(drawn: Drawn) -> None:
    model, at = drawn
    (x, y), (right, down) = at["congestion"], at["y_of_congestion"]
    assert max(abs(x - right), abs(y - down)) < 200
    lowest = max(place[1] for name, place in at.items() if name not in model.settings)
    assert all(at[name][1] > lowest for name in model.settings)


def test_connectors_are_what_equations_need(drawn: Drawn) -> None:
    model, at = drawn
    root = etree.fromstring(write_xmile(model, "0.1", at))
    found = {
        (str(each.findtext("{*}from")), str(each.findtext("{*}to")))
        for each in root.iterfind(f".//{{{NAMESPACE}}}connector")
    }
    flows = {stock.name: flow_name(stock) for stock in model.stocks}
    assert found == {
        (part, flows.get(name, name))
        for name, parts in needs(model).items()
        for part in parts
        if part not in model.settings
    }
    assert ("y_of_car_trips", "y_of_congestion_net_flow") in found
