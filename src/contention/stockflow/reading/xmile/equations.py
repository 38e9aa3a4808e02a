"""From the text of an XMILE equation to an expression."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.parsed import Parsed, parse
from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.suggest import no_function
from contention.stockflow.reading.xmile.calls import called
from contention.stockflow.reading.xmile.functions import CONSTANTS, FUNCTIONS, OF_CONVERTERS
from contention.stockflow.reading.xmile.grammar import parser
from contention.stockflow.syntax import (
    Binary,
    Call,
    Computed,
    Every,
    Expression,
    IfElse,
    Named,
    Number,
    Numbers,
    Position,
    Reference,
    Subscript,
    TableOf,
    signed,
)
from contention.stockflow.tables import Table

_LISTED = re.compile(r"[\s\d.,;eE+-]+[,;][\s\d.,;eE+-]*")


@dataclass(frozen=True)
class MacroHead:
    """How a macro is called: its name, and the text of each parameter's default."""

    name: str
    defaults: tuple[str | None, ...]


@dataclass(frozen=True)
class Names:
    """What names stand for in one model of the file (a module has its own)."""

    resolve: Callable[[str], str]
    """the full name of a variable from how an equation of the model names it"""
    dimensions: Mapping[str, tuple[str, ...]]
    """elements of each dimension, by key"""
    dimensions_of: Mapping[str, tuple[str, ...]]
    """dimensions of each variable of the file that has some, by the key of its full name"""
    tables: Mapping[str, Table | None]
    """graphical functions by the key of their full name; None for one that is an array"""
    macros: Mapping[str, MacroHead] = field(default_factory=dict)
    variables: frozenset[str] = frozenset()
    """keys of the full names of all variables"""
    parameters: frozenset[str] = frozenset()
    """keys of a macro's parameters, which may be called like a graphical function"""


def expression(text: str, place: Place, names: Names) -> Expression:
    """What an equation says; `place` is that of its first character. Raises Refused."""
    source = SourceText(place.path, text, place)
    if _LISTED.fullmatch(text):
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        try:
            return Numbers(tuple(float(part) for part in parts), place, " ".join(text.split()))
        except ValueError:
            raise Refused(place, "this is not a list of numbers", "write plain numbers") from None
    return _Reader(names, source).expression(parse(parser(), text, source, 0))


class _Reader:
    """Gives the nodes of one equation their meaning."""

    def __init__(self, names: Names, source: SourceText) -> None:
        self.names = names
        self.source = source

    def place(self, node: Parsed) -> Place:
        return self.source.place(node.column)

    def expression(self, node: Parsed) -> Expression:
        match node.rule:
            case "number":
                return Number(float(node.text(0)), self.place(node))
            case "reference":
                return self.reference(node)
            case "call":
                return self.call(node)
            case "transposed":
                return self.transposed(node)
            case "unary":
                return self.unary(node)
            case "if_else":
                test, then, otherwise = (self.expression(node.node(at)) for at in (1, 3, 5))
                return IfElse(test, then, otherwise, self.place(node))
        return self.binary(node)

    def binary(self, node: Parsed) -> Expression:
        left, right = self.expression(node.node(0)), self.expression(node.node(2))
        operator = node.text(1).lower()
        if operator == "mod":
            return Call("floor_modulo", (left, right), node.text(1), self.place(node))
        return Binary(operator, left, right, self.place(node))  # type: ignore[arg-type]  # by the grammar

    def unary(self, node: Parsed) -> Expression:
        return signed(node.text(0), self.expression(node.node(1)), self.place(node))

    def reference(self, node: Parsed) -> Expression:
        written = name_of(node.node(0))
        name = key(written)
        full = self.names.resolve(written)
        if node.parts[1] is None and key(full) not in self.names.variables:
            own = CONSTANTS.get(name) or OF_CONVERTERS.get(name)
            if own is not None:
                return Call(own, (), written, self.place(node))
            place = self.element(written)
            if place is not None:
                return Reference(place, (), self.place(node))
        subscripts = self.subscripts(node.node(1), full) if node.parts[1] is not None else ()
        return Reference(full, subscripts, self.place(node))

    def element(self, written: str) -> str | None:
        """The dimension or element of a name that is not a variable's (3.7.1)."""
        name = key(written)
        if name in self.names.dimensions:
            return written
        dimension, _, element = name.rpartition(".")
        if not dimension:
            lists = self.names.dimensions.values()
            return written if any(name == key(each) for part in lists for each in part) else None
        known = self.names.dimensions.get(key(dimension), ())
        return next((each for each in known if key(each) == key(element)), None)

    def subscripts(self, node: Parsed, variable: str) -> tuple[Subscript, ...]:
        dimensions = self.names.dimensions_of.get(key(variable), ())
        return tuple(
            self.subscript(part, dimensions[place] if place < len(dimensions) else "")
            for place, part in enumerate(node.nodes())
        )

    def subscript(self, node: Parsed, dimension: str) -> Subscript:
        match node.rule:
            case "every":
                return Every()
            case "every_in":
                return Every(node.text(0).removesuffix(".*"))
            case "every_of":
                return Every(name_of(node.node(1)))
            case "position":
                return Position(int(float(node.text(0))))
            case "between":
                return Every("", self.bound(node.node(0)), self.bound(node.node(1)))
            case "reference" if node.parts[1] is None:
                name = self.element_in(name_of(node.node(0)), dimension)
                if name is not None:
                    return Named(name)
        return Computed(self.expression(node))

    def element_in(self, written: str, dimension: str) -> str | None:
        """What a bare name in brackets is before it can be a variable: an element, a dimension."""
        for each in self.names.dimensions.get(key(dimension), ()):
            if key(each) == key(written):
                return each
        if key(self.names.resolve(written)) in self.names.variables and (
            key(written) not in self.names.dimensions
        ):
            return None
        return self.element(written)

    def bound(self, node: Parsed) -> str:
        if node.rule == "number":
            return node.text(0)
        if node.rule == "reference" and node.parts[1] is None:
            return self.element(name_of(node.node(0))) or name_of(node.node(0))
        raise Refused(
            self.place(node), "a range of elements has a computed end", "write names or numbers"
        )

    def transposed(self, node: Parsed) -> Expression:
        """`a'` is a with its two dimensions exchanged."""
        inner = self.expression(node.node(0))
        place = self.place(node)
        if not isinstance(inner, Reference):
            raise Refused(place, "only an array can be transposed", "leave the ' out")
        size = len(self.names.dimensions_of.get(key(inner.name), ()))
        if inner.subscripts or size > 2:
            raise Refused(
                place, "only a whole array of two dimensions is transposed", "write its subscripts"
            )
        exchanged = tuple(Position(number) for number in range(size, 0, -1))
        return Reference(inner.name, exchanged, place)

    def call(self, node: Parsed) -> Expression:
        head = node.node(0)
        written = name_of(head.node(0))
        name = key(written)
        place = self.place(node)
        arguments: tuple[Expression, ...] = ()
        if node.parts[1] is not None:
            arguments = tuple(self.expression(part) for part in node.node(1).nodes())
        macro = self.names.macros.get(name)
        if macro is not None:
            return Call(macro.name, self.filled(macro, arguments, place), written, place)
        full = key(self.names.resolve(written))
        if head.parts[1] is not None or full in self.names.tables or full in self.names.parameters:
            return Call("lookup", (self.table(head), *arguments), written, place)
        if name in ("lookup", "lookupinv", "lookupmean", "lookuparea") and arguments:
            table = node.node(1).node(0)
            if table.rule == "reference":
                arguments = (self.table(table), *arguments[1:])
        if name in CONSTANTS and not arguments:
            return Call(CONSTANTS[name], (), written, place)
        made = called(name, written, arguments, place)
        if made is not None:
            return made
        raise no_function(place, written, FUNCTIONS)

    def table(self, node: Parsed) -> Expression:
        """A graphical function by name: in place where its variable has an equation too."""
        reference = self.reference(node)
        if isinstance(reference, Reference) and not reference.subscripts:
            table = self.names.tables.get(key(reference.name))
            if table is not None:
                return TableOf(table, self.place(node))
        return reference

    def filled(
        self, macro: MacroHead, arguments: tuple[Expression, ...], place: Place
    ) -> tuple[Expression, ...]:
        """The arguments of a macro, with the defaults of those left out (XMILE 4.8)."""
        more: list[Expression] = []
        plain = replace(self.names, macros={})
        for default in macro.defaults[len(arguments) :]:
            if default is None:
                raise Refused(
                    place,
                    f"{macro.name} takes {len(macro.defaults)} arguments, not {len(arguments)}",
                    "a parameter without a default is needed",
                )
            more.append(expression(default, place, plain))
        return (*arguments, *more)


def name_of(node: Parsed) -> str:
    """A name as written, without quotation marks; parts of a qualified one joined by points."""
    return ".".join(bare(str(part)) for part in node.parts)


def bare(name: str) -> str:
    """A name without its quotation marks, blanks and line ends between words as one blank."""
    inner = name.strip()
    if len(inner) > 1 and inner[0] == inner[-1] == '"':
        inner = inner[1:-1].replace('\\"', '"')
    return " ".join(inner.replace("\\n", " ").replace("\\r", " ").split())
