"""From the text on the right of a Vensim equation to an expression, a stock or a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.parsed import Parsed, parse
from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.suggest import no_function
from contention.stockflow.reading.vensim.functions import FUNCTIONS
from contention.stockflow.reading.vensim.grammar import parser
from contention.stockflow.reading.vensim.left_side import unquoted
from contention.stockflow.reading.vensim.points import table_of
from contention.stockflow.source import Stock
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
    signed,
)

_LITERALS = re.compile(r"[\s\d.,;eE+-]+")
_LITERAL = re.compile(r"[+-]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_TABBED = re.compile(r"\s*TABBED[ _]+ARRAY\s*\((?P<body>[^()]*)\)\s*$", re.IGNORECASE)
_UNWRITTEN = {"a function of", "tabbed array", "integ", "game", "if then else"}


@dataclass(frozen=True)
class Scope:
    """What names stand for in the section that an equation is in."""

    source: SourceText
    tables: frozenset[str]
    """keys of the variables that are lookups, and of a macro's parameters"""
    macros: Mapping[str, str]
    """names of the macros, by key"""


def body(text: str, start: int, scope: Scope) -> Expression | Stock:
    """What is on the right of `=`; `start` is its place in the file. Raises Refused."""
    numbers = _numbers(text, start, scope)
    if numbers is not None:
        return numbers
    tree = parse(parser("expression"), text, scope.source, start)
    reader = _Reader(scope, start)
    if tree.rule == "call" and key(tree.node(0).text(0)) == "integ":
        arguments = reader.arguments(tree)
        if len(arguments) != 2:
            raise Refused(reader.place(tree), "INTEG takes two arguments", "INTEG(flows, initial)")
        return Stock(initial=arguments[1], net=arguments[0])
    return reader.expression(tree)


def _numbers(text: str, start: int, scope: Scope) -> Numbers | None:
    """A list of numbers for an array, written out or as TABBED ARRAY."""
    tabbed = _TABBED.match(text)
    listed = tabbed["body"] if tabbed else text
    if not tabbed and not (_LITERALS.fullmatch(text) and re.search(r"[,;]", text)):
        return None
    place = scope.source.place(start + len(text) - len(text.lstrip()))
    rest = _LITERAL.sub("", listed)
    if rest.strip(" ,;"):
        raise Refused(place, f"`{rest.strip(' ,;')[:20]}` is not a number", "list plain numbers")
    values = [float("".join(found[0].split())) for found in _LITERAL.finditer(listed)]
    return Numbers(tuple(values), place, " ".join(text.split()))


class _Reader:
    """Gives the nodes of one equation their meaning."""

    def __init__(self, scope: Scope, start: int) -> None:
        self.scope = scope
        self.start = start

    def place(self, node: Parsed) -> Place:
        return self.scope.source.place(self.start + node.column)

    def expression(self, node: Parsed) -> Expression:
        match node.rule:
            case "number":
                return Number(float(node.text(0)), self.place(node))
            case "missing":
                return Missing(self.place(node))
            case "text":
                return Text(node.text(0)[1:-1], self.place(node))
            case "reference":
                return self.reference(node)
            case "with_lookup":
                return self.with_lookup(node)
            case "call":
                return self.call(node)
            case "unary":
                return self.unary(node)
        return self.binary(node)

    def binary(self, node: Parsed) -> Expression:
        left, right = self.expression(node.node(0)), self.expression(node.node(2))
        operator = node.text(1).strip(": \t").lower()
        return Binary(operator, left, right, self.place(node))  # type: ignore[arg-type]  # by the grammar

    def unary(self, node: Parsed) -> Expression:
        return signed(node.text(0), self.expression(node.node(1)), self.place(node))

    def reference(self, node: Parsed) -> Expression:
        name = unquoted(node.text(0))
        if node.parts[1] is None and key(name) in ("time", "time$"):
            return Call("time", (), name, self.place(node))
        subscripts = self.subscripts(node.node(1)) if node.parts[1] is not None else ()
        return Reference(name.removesuffix("$"), subscripts, self.place(node))

    def subscripts(self, node: Parsed) -> tuple[Subscript, ...]:
        found: list[Subscript] = []
        for part in node.nodes():
            name = unquoted(part.text(0))
            found.append(Every(name) if len(part.parts) > 1 and part.parts[1] else Named(name))
        return tuple(found)

    def with_lookup(self, node: Parsed) -> Expression:
        place = self.place(node)
        table = table_of(node.node(2), partial(Refused, place))
        return Call("lookup", (TableOf(table, place), self.expression(node.node(1))), "", place)

    def arguments(self, node: Parsed) -> tuple[Expression, ...]:
        if node.parts[1] is None:
            return ()
        return tuple(self.expression(part) for part in node.node(1).nodes())

    def call(self, node: Parsed) -> Expression:
        called = node.node(0)
        written = unquoted(called.text(0))
        name = key(written)
        place = self.place(node)
        if name in self.scope.macros:
            more = (
                tuple(unquoted(str(each)) for each in node.node(2).parts) if node.parts[2] else ()
            )
            return Call(self.scope.macros[name], self.arguments(node), written, place, more)
        if called.parts[1] is not None or name in self.scope.tables:
            return Call("lookup", (self.reference(called), *self.arguments(node)), written, place)
        if name == "a function of":
            raise Refused(
                place, "the equation is unfinished: it only says what it depends on", "write it out"
            )
        if name == "integ":
            raise Refused(place, "INTEG is inside an expression", "give it a variable of its own")
        return self.function(name, written, self.arguments(node), place)

    def function(
        self, name: str, written: str, arguments: tuple[Expression, ...], place: Place
    ) -> Expression:
        if name == "if then else" and len(arguments) == 3:
            return IfElse(arguments[0], arguments[1], arguments[2], place)
        if name == "game" and len(arguments) == 1:
            return arguments[0]
        if name == "time base" and len(arguments) == 2:
            passed = Binary("*", arguments[1], Call("time", (), "Time", place), place)
            return Binary("+", arguments[0], passed, place)
        if name in FUNCTIONS:
            return Call(FUNCTIONS[name], arguments, written, place)
        raise no_function(place, written, (*FUNCTIONS, *_UNWRITTEN))
