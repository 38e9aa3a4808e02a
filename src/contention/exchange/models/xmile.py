"""XMILE 1.0 (OASIS standard, 14 December 2015), in the part that all readers tried read alike.

Written are + - * /, brackets round every operation, MIN and MAX of two, EXP, LN, ABS, SQRT, SIN,
COS, INT of what is positive, IF THEN ELSE, and graphical functions without a type. Brackets follow
NOT, since readers differ on how far it reaches; one-way flows and non-negative stocks are left to
equations, since readers differ on what their marks do.
"""

import math
from collections.abc import Mapping

from lxml import etree

from contention.exchange.models.equations import (
    Auxiliary,
    Call,
    Expression,
    Lookup,
    Name,
    Number,
    Stock,
    StockFlowModel,
    needs,
)

NAMESPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "^", "less": "<",
          "less_equal": "<=", "equal": "=", "and": "AND", "or": "OR"}  # fmt: skip
Places = Mapping[str, tuple[float, float]]
"""name of a variable → x and y of where it is drawn, in pixels"""
FLOW = 80.0
"""pixels from a stock back to the middle of its flow"""


def write_xmile(model: StockFlowModel, version: str, places: Places) -> bytes:
    """The model as an XMILE file."""
    root = etree.Element("xmile", nsmap={None: NAMESPACE}, version="1.0")
    header = etree.SubElement(root, "header")
    etree.SubElement(header, "name").text = model.title
    etree.SubElement(header, "vendor").text = "contention"
    etree.SubElement(header, "product", version=version).text = "contention"
    specs = etree.SubElement(root, "sim_specs", method="Euler", time_units="year")
    for tag, value in (("start", model.start), ("stop", model.stop), ("dt", model.step)):
        etree.SubElement(specs, tag).text = number(value)
    variables = etree.SubElement(etree.SubElement(root, "model"), "variables")
    for stock in model.stocks:
        _stock(variables, stock)
    for auxiliary in model.auxiliaries:
        _auxiliary(variables, auxiliary)
    _view(variables.getparent(), model, places)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _stock(variables: etree._Element, stock: Stock) -> None:
    made = etree.SubElement(variables, "stock", name=stock.name)
    _document(made, stock.documentation)
    etree.SubElement(made, "eqn").text = number(stock.initial)
    etree.SubElement(made, "inflow").text = flow_name(stock)
    flow = etree.SubElement(variables, "flow", name=flow_name(stock))
    etree.SubElement(flow, "eqn").text = text(stock.flow)


def flow_name(stock: Stock) -> str:
    """Name of the one flow of a stock; no other variable's name ends so."""
    return f"{stock.name}_net_flow"


def _auxiliary(variables: etree._Element, auxiliary: Auxiliary) -> None:
    made = etree.SubElement(variables, "aux", name=auxiliary.name)
    _document(made, auxiliary.documentation)
    graph = auxiliary.expression if isinstance(auxiliary.expression, Lookup) else None
    etree.SubElement(made, "eqn").text = text(graph.argument if graph else auxiliary.expression)
    if graph:
        held = etree.SubElement(made, "gf")
        etree.SubElement(held, "xpts").text = ",".join(number(each) for each in graph.x)
        etree.SubElement(held, "ypts").text = ",".join(number(each) for each in graph.y)
    if auxiliary.units:
        etree.SubElement(made, "units").text = auxiliary.units


def _document(element: etree._Element, documentation: str) -> None:
    if documentation:
        etree.SubElement(element, "doc").text = documentation


def _view(parent: etree._Element, model: StockFlowModel, places: Places) -> None:
    view = etree.SubElement(etree.SubElement(parent, "views"), "view", type="stock_flow")
    for stock in model.stocks:
        x, y = places[stock.name]
        etree.SubElement(view, "stock", name=stock.name, x=number(x), y=number(y))
        flow = etree.SubElement(
            view, "flow", name=flow_name(stock), x=number(x - FLOW), y=number(y)
        )
        points = etree.SubElement(flow, "pts")
        for across in (x - 2 * FLOW + 22, x - 22):
            etree.SubElement(points, "pt", x=number(across), y=number(y))
    for auxiliary in model.auxiliaries:
        x, y = places[auxiliary.name]
        etree.SubElement(
            view, "aux", name=auxiliary.name, x=number(x), y=number(y), label_side="right"
        )
    _connect(view, model, {**places, **_flow_places(model, places)})


def _connect(view: etree._Element, model: StockFlowModel, places: Places) -> None:
    """Straight connectors, but none from the settings of the run, which nearly everything needs."""
    flows = {stock.name: flow_name(stock) for stock in model.stocks}
    pairs = [
        (part, flows.get(name, name))
        for name, parts in needs(model).items()
        for part in sorted(parts - set(model.settings))
    ]
    for count, (part, to) in enumerate(pairs, 1):
        (x, y), (right, down) = places[part], places[to]
        angle = round(math.degrees(math.atan2(y - down, right - x)) % 360.0, 2)
        connector = etree.SubElement(view, "connector", uid=str(count), angle=number(angle))
        etree.SubElement(connector, "from").text = part
        etree.SubElement(connector, "to").text = to


def _flow_places(model: StockFlowModel, places: Places) -> Places:
    return {
        flow_name(stock): (places[stock.name][0] - FLOW, places[stock.name][1])
        for stock in model.stocks
    }


def number(value: float) -> str:
    """A number with all its digits."""
    return repr(float(value))


def text(expression: Expression) -> str:
    """An expression in XMILE's language."""
    if isinstance(expression, Number):
        written = number(expression.value)
        return f"({written})" if expression.value < 0 else written
    if isinstance(expression, Name):
        return expression.name
    assert isinstance(expression, Call)
    return _operation(expression)


def _operation(made: Call) -> str:
    parts = [text(each) for each in made.arguments]
    if made.function == "if":
        return f"(IF {parts[0]} THEN {parts[1]} ELSE {parts[2]})"
    if made.function == "not":
        return f"(NOT ({parts[0]}))"
    if made.function == "negate":
        return f"(-({parts[0]}))"
    if made.function in _INFIX:
        return f"({parts[0]} {_INFIX[made.function]} {parts[1]})"
    return f"{made.function.upper()}({', '.join(parts)})"
