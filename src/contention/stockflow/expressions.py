"""From the expression of an equation to a node, at one of its elements."""

from itertools import product

from contention.models.program import Op
from contention.stockflow.arrays import ARRAYS
from contention.stockflow.chances import CHANCES
from contention.stockflow.clockwork import CLOCKWORK
from contention.stockflow.elementary import ELEMENTARY
from contention.stockflow.functions import FUNCTIONS
from contention.stockflow.graph import MISSING, Node
from contention.stockflow.levels import LEVELS
from contention.stockflow.lookups import LOOKUPS
from contention.stockflow.lowering import Context, Lowering
from contention.stockflow.names import key
from contention.stockflow.pipelines import PIPELINES
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import computed, elements_of
from contention.stockflow.syntax import (
    Binary,
    Call,
    Computed,
    Expression,
    IfElse,
    Missing,
    Named,
    Number,
    Numbers,
    Reference,
    TableOf,
    Text,
    Unary,
)
from contention.stockflow.unrolled import Elements, is_table
from contention.stockflow.vector_lookup import VECTOR_LOOKUPS
from contention.stockflow.vectors import VECTORS

HANDLERS = {**ELEMENTARY, **CLOCKWORK, **LEVELS, **LOOKUPS, **ARRAYS, **VECTORS, **CHANCES,
            **PIPELINES, **VECTOR_LOOKUPS}  # fmt: skip
"""function → how it is compiled; those of arrays also take single numbers"""
BINARY = {
    "+": Op.ADD, "-": Op.SUBTRACT, "*": Op.MULTIPLY, "/": Op.DIVIDE, "^": Op.POWER,
    "and": Op.AND, "or": Op.OR, "<": Op.LESS, "<=": Op.LESS_EQUAL, "=": Op.EQUAL,
}  # fmt: skip


def lower(lowering: Lowering, expression: Expression, context: Context) -> Node:
    """The node of an expression."""
    match expression:
        case Binary():
            return _chain(lowering, expression, context)
        case Number(value=value):
            return lowering.number(value)
        case Missing() | Numbers():
            return _listed(lowering, expression, context)
        case Reference():
            return _reference(lowering, expression, context)
        case Unary(operator=operator, operand=operand):
            op = Op.NEGATE if operator == "-" else Op.NOT
            return lowering.op(op, lower(lowering, operand, context))
        case IfElse(test=test, then=then, otherwise=otherwise):
            parts = [lower(lowering, each, context) for each in (test, then, otherwise)]
            return lowering.choose(*parts)
        case Call():
            return _call(lowering, expression, context)
        case TableOf() | Text():
            message = "a text or a graphical function without an x has no value"
            raise RefusedError(message, "correct the equation", expression.place)


def _chain(lowering: Lowering, expression: Binary, context: Context) -> Node:
    """Operands from left to right: a sum may have thousands, so that they are not nested here."""
    spine = [expression]
    while isinstance(spine[-1].left, Binary):
        spine.append(spine[-1].left)
    result = lower(lowering, spine[-1].left, context)
    for each in reversed(spine):
        result = _binary(lowering, each.operator, result, lower(lowering, each.right, context))
    return result


def _binary(lowering: Lowering, operator: str, left: Node, right: Node) -> Node:
    if operator in (">", ">="):
        return _binary(lowering, "<" if operator == ">" else "<=", right, left)
    if operator == "<>":
        return lowering.op(Op.NOT, lowering.op(Op.EQUAL, left, right))
    return lowering.op(BINARY[operator], left, right)


def _listed(lowering: Lowering, numbers: Numbers | Missing, context: Context) -> Node:
    """The number of a list that belongs to the element at hand."""
    if isinstance(numbers, Missing):
        return lowering.number(MISSING)
    defined, count = context.defined, len(numbers.values)
    subscripts = defined.equation.subscripts if defined else ()
    if not subscripts and count != 1:
        message = f"`{numbers.written[:40]}` is {'two' if count == 2 else count} numbers"
        hint = "write one; a decimal point is written `.`, and thousands are not separated"
        raise RefusedError(message, hint, numbers.place)
    size = lowering.unrolled.ranges.size(subscripts)
    if count != size:
        how = "fewer" if count < size else "more"
        message = f"there are {count} numbers, {how} than elements ({size})"
        raise RefusedError(message, "give one for each element", numbers.place)
    return lowering.number(numbers.values[defined.position if defined else 0])


def _reference(lowering: Lowering, reference: Reference, context: Context) -> Node:
    name = key(reference.name)
    variable = lowering.unrolled.variables.get(name)
    if variable is None:
        return _place_of_element(lowering, reference, context)
    if is_table(variable):
        message = f"`{reference.name}` is a graphical function and has no value without an x"
        raise RefusedError(message, "call it with one", reference.place)
    if computed(reference):
        return _gathered(lowering, reference, context)
    elements = elements_of(lowering.unrolled, reference, context)
    return lowering.graph.value(lowering.cell_of(name, elements, reference.place))


def _place_of_element(lowering: Lowering, reference: Reference, context: Context) -> Node:
    """The number, from 1, of the element at hand in a range, or of an element in its range."""
    name, ranges = key(reference.name), lowering.unrolled.ranges
    if not reference.subscripts and name in ranges.elements:
        element = context.bound.get(name)
        for loop, found in context.loops.items():
            element = found if loop.range == name else element
        if element is not None:
            return lowering.number(float(ranges.elements[name].index(element) + 1))
    home = ranges.home(name)
    if not reference.subscripts and home:
        return lowering.number(float(ranges.elements[home].index(name) + 1))
    message = f"`{reference.name}` is not defined"
    raise RefusedError(message, "define it, or correct its name", reference.place)


def _gathered(lowering: Lowering, reference: Reference, context: Context) -> Node:
    """The element whose number is computed; 0 outside the array (XMILE 1.0, section 3.7.1)."""
    name = key(reference.name)
    axes, index = lowering.unrolled.axes[name], lowering.number(0.0)
    choices: list[Elements] = []
    if len(axes) != len(reference.subscripts):
        raise RefusedError(
            f"`{reference.name}` has {len(axes)} subscripts", "give one for each dimension",
            reference.place)  # fmt: skip
    outside = lowering.number(0.0)
    for place, (axis, subscript) in enumerate(zip(axes, reference.subscripts, strict=True)):
        if not isinstance(subscript, Computed):
            choices.append((_fixed(lowering, reference, context, place),))
            continue
        choices.append(axis)
        whole = lowering.op(Op.TRUNCATE, lower(lowering, subscript.index, context))
        number = lowering.op(Op.SUBTRACT, whole, lowering.number(1.0))
        low = lowering.op(Op.LESS, number, lowering.number(0.0))
        high = lowering.op(Op.LESS, lowering.number(float(len(axis) - 1)), number)
        outside = lowering.op(Op.OR, outside, lowering.op(Op.OR, low, high))
        scaled = lowering.op(Op.MULTIPLY, index, lowering.number(float(len(axis))))
        index = lowering.op(Op.ADD, scaled, number)
    nodes = [
        lowering.graph.value(lowering.cell_of(name, elements, reference.place))
        for elements in product(*choices)
    ]
    zero = lowering.number(0.0)
    return lowering.choose(outside, zero, lowering.op(Op.ELEMENT, index, zero, *nodes))


def _fixed(lowering: Lowering, reference: Reference, context: Context, place: int) -> str:
    """The element of a subscript next to computed ones."""
    axes = lowering.unrolled.axes[key(reference.name)]
    plain = tuple(
        Named(axes[number][0]) if isinstance(each, Computed) else each
        for number, each in enumerate(reference.subscripts)
    )
    whole = Reference(reference.name, plain, reference.place)
    return elements_of(lowering.unrolled, whole, context)[place]


def _call(lowering: Lowering, call: Call, context: Context) -> Node:
    written = call.written or call.function
    handler, signature = HANDLERS.get(call.function), FUNCTIONS.get(call.function)
    if handler is None or signature is None:
        message = f"the function {written} is not carried"
        raise RefusedError(message, "docs/models.md lists those that are", call.place)
    if not signature.least <= len(call.arguments) <= signature.most:
        message = f"{written} has {len(call.arguments)} arguments; it takes {signature.arguments}"
        raise RefusedError(message, "correct the call", call.place)
    named = Call(call.function, call.arguments, written, call.place, call.more)
    return handler(lowering, named, context)
