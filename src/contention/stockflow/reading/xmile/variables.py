"""The variables of an XMILE model: auxiliaries, flows, stocks, graphical functions (4.1 to 4.5)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.conveyors import checked_conveyor, conveyor_before
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.reading.xmile.equations import Names, bare, expression
from contention.stockflow.reading.xmile.modules import Instance
from contention.stockflow.reading.xmile.settings import marked
from contention.stockflow.reading.xmile.tables import table_of
from contention.stockflow.source import Body, Equation, Stock, Variable
from contention.stockflow.syntax import (
    Binary,
    Call,
    Expression,
    Named,
    Number,
    Reference,
    TableOf,
)

NOT_CARRIED: Final = {
    "queue": "a queue",
    "oven": "an oven",
    "overflow": "an overflow",
    "leak": "a leakage",
}
_PART = re.compile(r'"(?:\\.|[^"\\])*"|[^,"]+')


@dataclass(frozen=True)
class Reading:
    """What is known while the variables of one instance of a model are read."""

    document: Document
    instance: Instance
    names: Names


def variable_of(reading: Reading, element: Element) -> Variable:
    """The variable of an element; raises Refused if it has no reading."""
    document = reading.document
    name = bare(element.get("name", ""))
    place = document.place(element)
    if not name:
        raise Refused(place, "this variable has no name", 'add name="…"')
    for kind, words in NOT_CARRIED.items():
        if document.child(element, kind) is not None:
            raise Refused(
                document.place(element), f"`{name}` has {words}", "write it as stocks and flows"
            )
    flow = document.named(element) == "flow"
    own = reading.instance.behaviour.flows
    return Variable(
        reading.instance.prefix + name,
        tuple(_equations(reading, element, name)),
        place,
        document.text(element, "units"),
        document.text(element, "doc"),
        dimensions_of(document, element),
        flow,
        flow and marked(document, element, own),
        _limits(document, element),
    )


def dimensions_of(document: Document, element: Element) -> tuple[str, ...]:
    """The dimensions that an array declares."""
    return tuple(
        bare(dim.get("name", ""))
        for part in document.children(element, "dimensions")
        for dim in document.children(part, "dim")
    )


def _limits(document: Document, element: Element) -> tuple[float | None, float | None]:
    """Of `<range>`, of what may be put in, or else of `<scale>`, what is drawn (XMILE 1.0, 4.1)."""
    found = document.child(element, "range")
    found = document.child(element, "scale") if found is None else found
    if found is None:
        return (None, None)
    ends: list[float | None] = []
    for end in ("min", "max"):
        try:
            ends.append(float(found.get(end, "")))
        except ValueError:
            ends.append(None)
    return (ends[0], ends[1])


def _equations(reading: Reading, element: Element, name: str) -> Iterator[Equation]:
    document = reading.document
    dimensions = dimensions_of(document, element)
    source = reading.instance.connected.get(key(name))
    if source is not None:
        place = document.place(element)
        whole = tuple(Named(each) for each in dimensions)
        yield Equation(Reference(source, whole, place), place, dimensions)
        return
    belt = None
    if document.named(element) == "flow":
        belt = conveyor_before(document, reading.instance, name)
    if belt is not None:
        place = document.place(element)
        yield Equation(_from_conveyor(reading, belt, dimensions), place, dimensions)
        return
    elements = list(document.children(element, "element"))
    parts = [_subscripts(each) for each in elements]
    body = _body_reader(reading, element)
    for each, subscripts in zip(elements, parts, strict=True):
        place = document.place(each)
        if len(subscripts) != len(dimensions):
            raise Refused(
                place,
                f"the element has {len(subscripts)} subscripts, `{name}` {len(dimensions)}",
                "list one for each dimension",
            )
        yield Equation(body(each, subscripts), place, subscripts)
    if document.child(element, "eqn") is not None or not elements:
        yield Equation(body(element, dimensions), document.place(element), dimensions, tuple(parts))


def _subscripts(element: Element) -> tuple[str, ...]:
    return tuple(bare(part) for part in _PART.findall(element.get("subscript", "")) if part.strip())


def _body_reader(reading: Reading, element: Element) -> Callable[[Element, tuple[str, ...]], Body]:
    """Reads one equation of a variable; an element's equation lacks what its variable says."""
    if reading.document.named(element) == "stock":
        return lambda part, subscripts: _stock(reading, element, part, subscripts)
    return lambda part, _: _auxiliary(reading, element, part)


def _auxiliary(reading: Reading, element: Element, part: Element) -> Body:
    document = reading.document
    drawn = element if document.named(element) == "gf" else None
    for holder in (part, element):
        drawn = document.child(holder, "gf") if drawn is None else drawn
    place = document.place(part)
    if drawn is None:
        return _running(reading, part)
    table = table_of(document, drawn)
    if not document.text(part, "eqn"):
        return table
    return Call("lookup", (TableOf(table, place), _expression(reading, part)), "", place)


def _running(reading: Reading, part: Element) -> Expression:
    """An equation, with the one that converters from Vensim give for the start alone."""
    equation = _expression(reading, part)
    if not reading.document.text(part, "init_eqn"):
        return equation
    starting = _expression(reading, part, "init_eqn")
    return Call("active_initial", (equation, starting), "", reading.document.place(part))


def _expression(reading: Reading, part: Element, name: str = "eqn") -> Expression:
    found = reading.document.child(part, name)
    text = "".join(found.itertext()).strip() if found is not None else ""
    if not re.sub(r"\{[^{}]*\}", "", text).strip():
        raise Refused(
            reading.document.place(part), "this variable has no equation", "write it in <eqn>"
        )
    return expression(text, reading.document.inside(found), reading.names)


def _from_conveyor(reading: Reading, stock: Element, dimensions: tuple[str, ...]) -> Expression:
    """What came in a transit time ago; at first what is there at the start, evenly."""
    document = reading.document
    conveyor = checked_conveyor(document, stock)
    place = document.place(stock)
    inflows = _flows(reading, stock, "inflow", dimensions)
    entering: Expression = Number(0.0, place)
    for number, each in enumerate(inflows):
        entering = Binary("+", entering, each, place) if number else each
    time = _expression(reading, conveyor, "len")
    start = Binary("/", _expression(reading, stock), time, place)
    return Call("delay_material", (entering, time, start, Number(0.0, place)), "conveyor", place)


def _stock(reading: Reading, element: Element, part: Element, subscripts: tuple[str, ...]) -> Stock:
    checked_conveyor(reading.document, element)
    return Stock(
        _expression(reading, part),
        None,
        _flows(reading, element, "inflow", subscripts),
        _flows(reading, element, "outflow", subscripts),
        marked(reading.document, element, reading.instance.behaviour.stocks),
    )


def _flows(
    reading: Reading, element: Element, kind: str, subscripts: tuple[str, ...]
) -> tuple[Reference, ...]:
    found: list[Reference] = []
    for each in reading.document.children(element, kind):
        place: Place = reading.document.inside(each)
        written = "".join(each.itertext()).strip()
        if key(reading.names.resolve(bare(written))) in reading.names.variables:
            flow: Expression = Reference(reading.names.resolve(bare(written)), (), place)
        else:
            flow = expression(written, place, reading.names)
        if not isinstance(flow, Reference):
            raise Refused(place, f"<{kind}> holds `{written[:40]}`", "name a flow")
        dimensions = reading.names.dimensions_of.get(key(flow.name), ())
        if dimensions and not flow.subscripts:
            flow = Reference(flow.name, tuple(Named(each) for each in subscripts), place)
        found.append(flow)
    return tuple(found)
