"""What one reader takes a file to say, in words that can be compared with another's."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from contention.stockflow.checking.canonical import canonical
from contention.stockflow.names import key
from contention.stockflow.reading.printed import printed, table_printed
from contention.stockflow.source import Equation, SourceModel, Stock, Variable
from contention.stockflow.syntax import Binary, Call, Expression, Number, Numbers, Reference, Unary
from contention.stockflow.tables import Series, Table

Part = str
"""`name[subscripts]`, which an equation defines"""


@dataclass(frozen=True)
class Opinion:
    """Equations as text by the part that they define, and the elements of each range.

    A text is empty if the reader has an equation that cannot be compared.
    """

    reader: str
    equations: Mapping[Part, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: Mapping[Part, str] = field(default_factory=dict)
    """parts that the reader cannot read, with what it says about them"""
    failed: str = ""
    """what the reader says if it can read nothing of the file"""

    def as_json(self) -> dict[str, Any]:
        """The opinion as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The opinion that `as_json` has written."""
        ranges = {name: tuple(elements) for name, elements in values["ranges"].items()}
        return cls(
            values["reader"], values["equations"], ranges, values["unread"], values["failed"]
        )


def complaint(error: BaseException) -> str:
    """What a reader's error says that helps a user: of its grammar, the text that it stops at."""
    text = " ".join(str(error).split())
    if type(error).__module__.partition(".")[0] == "parsimonious":
        stopped = _STOPPED.search(text)
        return f"it stops at `{stopped[1]}`" if stopped else "its grammar does not fit"
    return text[:300] or type(error).__name__


_STOPPED = re.compile(r"(?:match at|begins with) '(.*?)' \(line")


def part(name: str, subscripts: Iterable[str]) -> Part:
    """How an equation's left side is called in an opinion."""
    inside = ",".join(key(each) for each in subscripts)
    return f"{key(name)}[{inside}]" if inside else key(name)


def opinion_of(model: SourceModel) -> tuple[Opinion, dict[Part, Equation]]:
    """Our own reading, and the equation of each part."""
    texts: dict[Part, str] = {}
    equations: dict[Part, Equation] = {}
    groups: list[tuple[str, Iterable[Variable]]] = [("", model.variables)]
    groups += [(f"{macro.name}.", macro.variables) for macro in model.macros]
    for prefix, variables in groups:
        for variable in variables:
            for equation in variable.equations:
                text = equation_text(variable, equation)
                if text:
                    name = part(prefix + variable.name, equation.subscripts)
                    texts[name] = text
                    equations[name] = equation
    ranges = {key(each.name): tuple(map(key, each.elements)) for each in model.ranges}
    if model.language == "xmile":
        run = model.run
        settings = (("start", run.start), ("stop", run.stop), ("dt", run.step))
        texts |= {f"<{name}>": printed(value) for name, value in settings}
    return Opinion("contention", texts, ranges), equations


def equation_text(variable: Variable, equation: Equation) -> str:
    """An equation as comparable text; empty for what comes from a table next to the file."""
    body = equation.body
    match body:
        case Stock():
            flows = body.net if body.net is not None else sum_of(body.inflows, body.outflows)
            return stock_text(body.initial, flows, body.non_negative)
        case Table():
            return table_printed(body)
        case Series() | Numbers():
            return printed(body) if isinstance(body, Numbers) else ""
    if variable.non_negative:
        body = Call("max", (body, Number(0.0)))
    return printed(canonical(body))


def stock_text(initial: Expression, flows: Expression, non_negative: bool) -> str:
    """A stock as comparable text."""
    mark = " non-negative" if non_negative else ""
    return f"stock{mark} from {printed(canonical(initial))} by {printed(canonical(flows))}"


def sum_of(inflows: Iterable[Expression], outflows: Iterable[Expression]) -> Expression:
    """What flows in, less what flows out."""
    total: Expression | None = None
    for flow in map(_bare, inflows):
        total = flow if total is None else Binary("+", total, flow)
    for flow in map(_bare, outflows):
        total = Unary("-", flow) if total is None else Binary("-", total, flow)
    return total if total is not None else Number(0.0)


def _bare(flow: Expression) -> Expression:
    """A flow by its name alone, since its subscripts are those of the stock."""
    return Reference(flow.name) if isinstance(flow, Reference) else flow
