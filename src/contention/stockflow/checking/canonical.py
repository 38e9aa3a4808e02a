"""One spelling for expressions that say the same, so that only real differences are reported."""

from dataclasses import replace

from contention.stockflow.syntax import (
    Binary,
    Call,
    Computed,
    Expression,
    IfElse,
    Missing,
    Number,
    Reference,
    Subscript,
    Unary,
)

NOT_AVAILABLE = -(2.0**109)
"""what `:NA:` is in arithmetic"""
_WITH_INITIAL = ("smooth1", "smooth3", "delay1", "delay3", "delay")
"""functions that start from their input if they are told nothing else"""


def canonical(node: Expression) -> Expression:
    """The same expression with optional arguments written out and signs in numbers."""
    match node:
        case Unary(operator=operator, operand=operand):
            inner = canonical(operand)
            if operator == "-" and isinstance(inner, Number):
                return Number(-inner.value)
            return Unary(operator, inner)
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, canonical(left), canonical(right))
        case IfElse(test=test, then=then, otherwise=otherwise):
            return IfElse(canonical(test), canonical(then), canonical(otherwise))
        case Reference(name=name, subscripts=subscripts):
            return Reference(name, tuple(_subscript(each) for each in subscripts))
        case Call():
            return _call(node)
        case Number(value=value) if value == NOT_AVAILABLE:
            return Missing()
    return node


def _subscript(each: Subscript) -> Subscript:
    if isinstance(each, Computed):
        return Computed(canonical(each.index))
    return each


def _call(node: Call) -> Expression:
    arguments = tuple(canonical(each) for each in node.arguments)
    if node.function in _WITH_INITIAL and len(arguments) == 2:
        arguments = (*arguments, arguments[0])
    if node.function == "xidz" and len(arguments) == 3 and arguments[2] == Number(0.0):
        return Call("zidz", arguments[:2])
    if node.function == "safe_divide":
        return _call(replace(node, function="zidz" if len(arguments) == 2 else "xidz"))
    if node.function == "impulse" and len(arguments) == 3 and arguments[2] == Number(0.0):
        arguments = arguments[:2]
    if node.function in ("trend", "forecast") and arguments[-1:] == (Number(0.0),):
        arguments = arguments[: 2 if node.function == "trend" else 3]
    if node.function == "initial" and len(arguments) == 2:
        return Call("active_initial", arguments)
    if node.function == "power" and len(arguments) == 2:
        return Binary("^", arguments[0], arguments[1])
    function = "delay_fixed" if node.function == "delay" else node.function
    return Call(function, arguments)
