"""Monotonicity of an expression in a name, as far as its form determines it."""

from contention.language.syntax import Binary, Call, IfElse, InScenario, Name, Node, Number, Unary

Signs = frozenset[int]

UP: Signs = frozenset({1})
DOWN: Signs = frozenset({-1})
BOTH: Signs = frozenset({1, -1})
NEITHER: Signs = frozenset()

RISING = {"exp", "ln", "log10", "sqrt", "min", "max", "smth1", "smth3", "delay1", "delay3",
          "delay", "smthn", "delayn", "int"}  # fmt: skip
"""Functions that rise with their first argument (`min` and `max` with all of them)."""

POSITIVE = {"exp", "sqrt", "abs", "pi"}


def moves(node: Node, name: str) -> Signs:
    """Signs of the effect of `name` on `node`: {1}, {-1}, both, or none.

    Names are taken to be positive numbers, as quantities, shares, stocks and events are.
    If the form does not determine it, both.
    """
    match node:
        case Name(id=found):
            return UP if found == name else NEITHER
        case Unary(operator="-", operand=inner):
            return _turned(moves(inner, name))
        case Binary(operator="+"):
            return moves(node.left, name) | moves(node.right, name)
        case Binary(operator="-"):
            return moves(node.left, name) | _turned(moves(node.right, name))
        case Binary(operator="*"):
            return _scaled(node.left, node.right, name) | _scaled(node.right, node.left, name)
        case Binary(operator="/"):
            below = _turned(_scaled(node.right, node.left, name))
            if below and not _one_sided(node.right):
                return BOTH  # the divisor may cross zero, where the quotient is discontinuous
            return _scaled(node.left, node.right, name) | below
        case Call():
            return _in_call(node, name)
        case _:
            return BOTH if _mentions(node, name) else NEITHER


def _in_call(node: Call, name: str) -> Signs:
    """An increasing function keeps the sign of its argument; any other leaves it open."""
    first = node.arguments[:1]
    rising = node.arguments if node.function in {"min", "max"} else first
    rest = [item for item in node.arguments if item not in rising]
    rest += [item for _, item in node.keywords]
    if node.function not in RISING or any(_mentions(item, name) for item in rest):
        return BOTH if _mentions(node, name) else NEITHER
    return frozenset[int]().union(*(moves(item, name) for item in rising))


def _scaled(part: Node, by: Node, name: str) -> Signs:
    """Signs of `part` within the product `part * by`."""
    signs = moves(part, name)
    if not signs or _positive(by):
        return signs
    return _turned(signs) if _one_sided(by) else BOTH


def _one_sided(node: Node) -> bool:
    """True if the form shows that the value never changes sign."""
    return _positive(node) or (isinstance(node, Unary) and _positive(node.operand))


def _positive(node: Node) -> bool:
    """True if the form shows that the value is not negative."""
    match node:
        case Number(value=value):
            return value >= 0
        case Name():
            return True
        case Binary(operator="+" | "*" | "/" | "^"):
            return _positive(node.left) and _positive(node.right)
        case Call(function=function) if function in POSITIVE:
            return True
        case Call(function=function) if function in RISING - {"ln", "log10"}:
            return all(_positive(item) for item in node.arguments)
        case _:
            return False


def _turned(signs: Signs) -> Signs:
    return frozenset(-sign for sign in signs)


def _mentions(node: Node, name: str) -> bool:
    match node:
        case Name(id=found):
            return found == name
        case Unary(operand=inner) | InScenario(inner=inner):
            return _mentions(inner, name)
        case Binary():
            return _mentions(node.left, name) or _mentions(node.right, name)
        case IfElse():
            return any(_mentions(item, name) for item in (node.test, node.then, node.otherwise))
        case Call():
            parts = node.arguments + tuple(item for _, item in node.keywords)
            return any(_mentions(item, name) for item in parts)
        case _:
            return False
