"""PySD's abstract syntax as expressions. Runs in the process of the parsers only."""

import math
from collections.abc import Mapping
from typing import Any, Final

from contention.stockflow.checking.canonical import canonical
from contention.stockflow.checking.opinion import stock_text
from contention.stockflow.names import key
from contention.stockflow.reading.printed import printed, table_printed
from contention.stockflow.syntax import (
    Binary,
    Call,
    Every,
    Expression,
    IfElse,
    Missing,
    Named,
    Number,
    Numbers,
    Reference,
    Subscript,
    TableOf,
    Text,
    Unary,
)
from contention.stockflow.tables import Rule, Table

_RULES: Final[dict[str, Rule]] = {
    "interpolate": "hold",
    "extrapolate": "extrapolate",
    "hold_backward": "step",
}
_OWN: Final = {
    "xramp": "ramp",
    "xpulse": "impulse",
    "xpulse train": "impulse",
    "vmax xmile": "greatest",
    "vmin xmile": "least",
}


class Untranslated(Exception):  # noqa: N818 - carries what cannot be compared
    """The structure has no counterpart here, or its values come from another file."""


class FromPysd:
    """Translates the structures of one file."""

    def __init__(self, functions: Mapping[str, str], constants: Mapping[str, str]) -> None:
        self.functions = functions
        self.constants = constants
        self.macros: frozenset[str] = frozenset()
        self.variables: frozenset[str] = frozenset()

    def text(self, ast: Any) -> str:
        """A whole right side, in the words of an opinion."""
        name = type(ast).__name__
        if name == "IntegStructure":
            flows, initial = self.expression(ast.flow), self.expression(ast.initial)
            return stock_text(initial, flows, bool(ast.non_negative))
        if name == "LookupsStructure":
            return table_printed(self.table(ast))
        return printed(canonical(self.expression(ast)))

    def table(self, ast: Any) -> Table:
        """A lookup with its points."""
        pairs = dict.fromkeys((float(x), float(y)) for x, y in zip(ast.x, ast.y, strict=True))
        return Table(tuple(x for x, _ in pairs), tuple(y for _, y in pairs), _RULES[ast.type])

    def expression(self, ast: Any) -> Expression:
        """Any structure that has a value; raises Untranslated."""
        if isinstance(ast, int | float):
            return Missing() if math.isnan(ast) else Number(float(ast))
        if isinstance(ast, str):
            return Text(ast)
        name = type(ast).__name__
        if name == "ndarray":
            return Numbers(tuple(float(each) for each in ast.ravel()))
        if name in ("ArithmeticStructure", "LogicStructure"):
            return self._operators(ast)
        if name == "ReferenceStructure":
            return self._reference(ast)
        if name == "CallStructure":
            return self._call(ast)
        return self._structure(name, ast)

    def _operators(self, ast: Any) -> Expression:
        signs = [str(each).strip(":").lower() for each in ast.operators]
        parts = [self.expression(each) for each in ast.arguments]
        if len(parts) == 1:
            return Unary("-" if signs[0] == "negative" else "not", parts[0])
        if "^" in signs:
            found = parts.pop()
            while parts:
                found = Binary("^", parts.pop(), found)
            return found
        found = parts[0]
        for sign, right in zip(signs, parts[1:], strict=True):
            found = Binary(sign, found, right)  # type: ignore[arg-type]  # by PySD's grammar
        return found

    def _reference(self, ast: Any) -> Expression:
        name = str(ast.reference)
        if ast.subscripts is None:
            own = self.constants.get(key(name))
            if own is not None and key(name) not in self.variables:
                return Call(own)
            return Reference(name.rstrip("$"))
        inside: list[Subscript] = []
        for each in ast.subscripts.subscripts:
            written = str(each)
            every = written.endswith("!") or written == "*"
            inside.append(Every(written.rstrip("!*")) if every else Named(written))
        return Reference(name, tuple(inside))

    def _call(self, ast: Any) -> Expression:
        arguments = tuple(self.expression(each) for each in ast.arguments)
        name = key(str(ast.function.reference))
        if name == "if then else" and len(arguments) == 3:
            return IfElse(arguments[0], arguments[1], arguments[2])
        if name in self.macros:
            return Call(name, arguments)
        if name == "time base":
            raise Untranslated(name)
        if name.startswith("xpulse"):
            arguments = (arguments[-1], *arguments[:-1])
        if name == "pulse train":  # PySD exchanges the width and the interval
            arguments = (arguments[0], arguments[2], arguments[1], arguments[3])
        if name in _OWN or name in self.functions:
            return Call(_OWN.get(name) or self.functions[name], arguments)
        if name in self.constants and not arguments:
            return Call(self.constants[name])
        return Call("lookup", (self._reference(ast.function), *arguments))

    def _structure(self, name: str, ast: Any) -> Expression:
        """The structures that are functions with states."""
        made = self._with_order(name, ast)
        if made is not None:
            return made
        if name == "InlineLookupsStructure":
            return Call("lookup", (TableOf(self.table(ast.lookups)), self.expression(ast.argument)))
        if name == "GameStructure":
            return self.expression(ast.expression)
        fields = _FIELDS.get(name)
        if fields is None:
            raise Untranslated(name)
        function, *names = fields
        return Call(function, tuple(self.expression(getattr(ast, each)) for each in names))

    def _with_order(self, name: str, ast: Any) -> Expression | None:
        if name not in ("DelayStructure", "SmoothStructure", "DelayNStructure", "SmoothNStructure"):
            return None
        kind = "delay" if name.startswith("Delay") else "smooth"
        time = ast.delay_time if kind == "delay" else ast.smooth_time
        parts = tuple(self.expression(each) for each in (ast.input, time, ast.initial))
        if "N" in name:
            return Call(f"{kind}_n", (*parts, self.expression(ast.order)))
        return Call(f"{kind}{int(ast.order)}", parts)


_FIELDS: Final = {
    "InitialStructure": ("initial", "initial"),
    "DelayFixedStructure": ("delay_fixed", "input", "delay_time", "initial"),
    "TrendStructure": ("trend", "input", "average_time", "initial_trend"),
    "ForecastStructure": ("forecast", "input", "average_time", "horizon", "initial_trend"),
    "SampleIfTrueStructure": ("sample_if_true", "condition", "input", "initial"),
    "AllocateAvailableStructure": ("allocate_available", "request", "pp", "avail"),
    "AllocateByPriorityStructure": (
        "allocate_by_priority", "request", "priority", "size", "width", "supply",
    ),
}  # fmt: skip
