"""Expressions as text with every bracket written, for messages and for comparing readings."""

from contention.stockflow.names import key
from contention.stockflow.syntax import (
    Binary,
    Call,
    Computed,
    Every,
    Expression,
    IfElse,
    Missing,
    Named,
    Number,
    Numbers,
    Position,
    Reference,
    Subscript,
    TableOf,
    Text,
    Unary,
)
from contention.stockflow.tables import Table


def printed(node: Expression) -> str:
    """The text of an expression: equal texts are equal expressions."""
    match node:
        case Number(value=value):
            return f"{value:.15g}"
        case Missing() | Numbers() | Text():
            return _literal(node)
        case Reference(name=name, subscripts=subscripts):
            inside = ", ".join(_subscript(each) for each in subscripts)
            return f"{key(name)}[{inside}]" if inside else key(name)
        case Unary(operator=operator, operand=operand):
            return f"({operator}{' ' if operator == 'not' else ''}{printed(operand)})"
        case Binary(operator=operator, left=left, right=right):
            return f"({printed(left)} {operator} {printed(right)})"
        case IfElse(test=test, then=then, otherwise=otherwise):
            return f"(if {printed(test)} then {printed(then)} else {printed(otherwise)})"
        case TableOf(table=table):
            return table_printed(table)
        case Call(function=function, arguments=arguments):
            return f"{key(function)}({', '.join(printed(each) for each in arguments)})"


def _literal(node: Missing | Numbers | Text) -> str:
    if isinstance(node, Numbers):
        return ", ".join(f"{value:.15g}" for value in node.values)
    return f"'{node.text}'" if isinstance(node, Text) else ":NA:"


def table_printed(table: Table) -> str:
    """The points of a table and its rule."""
    points = ", ".join(f"({x:.12g}, {y:.12g})" for x, y in zip(table.x, table.y, strict=True))
    return f"table {table.rule} {points}"


def _subscript(each: Subscript) -> str:
    match each:
        case Named(name=name):
            return key(name)
        case Every(range=over, first=first, last=last):
            return f"{key(over) if over else '*'}{f' {first}:{last}' if first else ''}!"
        case Position(number=number):
            return f"@{number}"
        case Computed(index=index):
            return printed(index)
