"""Macros: every call gets variables of its own, named after it, and becomes a reference to one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from contention.case.problem import Problem
from contention.stockflow.names import key
from contention.stockflow.source import Body, Equation, Macro, SourceModel, Stock, Variable
from contention.stockflow.syntax import (
    Binary,
    Call,
    Computed,
    Expression,
    IfElse,
    Named,
    Reference,
    Subscript,
    Unary,
)
from contention.stockflow.tables import Series, Table

MOST_CALLS = 10_000
MOST_DEPTH = 20
"""of macros that call macros"""


@dataclass
class _Expansion:
    macros: Mapping[str, Macro]
    problems: list[Problem]
    added: list[Variable] = field(default_factory=list)
    calls: int = 0


@dataclass(frozen=True)
class _Inside:
    """Where a call is: the equation, what names mean, and how deep in macros it is."""

    equation: Equation
    names: Mapping[str, Expression] = field(default_factory=dict)
    depth: int = 0


def expanded(model: SourceModel) -> tuple[tuple[Variable, ...], list[Problem]]:
    """The variables of a model, calls of its macros replaced, and what is wrong with the calls."""
    problems: list[Problem] = []
    if not model.macros:
        return model.variables, problems
    expansion = _Expansion({key(macro.name): macro for macro in model.macros}, problems)
    variables = [
        replace(variable, equations=tuple(
            replace(each, body=_body(expansion, each.body, _Inside(each)))
            for each in variable.equations
        ))
        for variable in model.variables
    ]  # fmt: skip
    return (*variables, *expansion.added), problems


def _body(expansion: _Expansion, body: Body, inside: _Inside) -> Body:
    if isinstance(body, Table | Series):
        return body
    if isinstance(body, Stock):
        return replace(
            body,
            initial=_expression(expansion, body.initial, inside),
            net=None if body.net is None else _expression(expansion, body.net, inside),
            inflows=tuple(_renamed(each, inside) for each in body.inflows),
            outflows=tuple(_renamed(each, inside) for each in body.outflows),
        )
    return _expression(expansion, body, inside)


def _renamed(reference: Reference, inside: _Inside) -> Reference:
    found = inside.names.get(key(reference.name))
    return found if isinstance(found, Reference) else reference


def _expression(expansion: _Expansion, expression: Expression, inside: _Inside) -> Expression:
    def within(one: Expression) -> Expression:
        return _expression(expansion, one, inside)

    match expression:
        case Reference():
            return _reference(expression, inside, within)
        case Unary(operand=operand):
            return replace(expression, operand=within(operand))
        case Binary(left=left, right=right):
            return replace(expression, left=within(left), right=within(right))
        case IfElse(test=test, then=then, otherwise=otherwise):
            return replace(
                expression, test=within(test), then=within(then), otherwise=within(otherwise)
            )
        case Call(arguments=arguments):
            call = replace(expression, arguments=tuple(within(each) for each in arguments))
            macro = expansion.macros.get(key(call.function))
            return call if macro is None else _called(expansion, macro, call, inside)
        case _:
            return expression


def _reference(
    reference: Reference, inside: _Inside, within: Callable[[Expression], Expression]
) -> Expression:
    """What a name means inside a macro; subscripts on a parameter are its own."""
    subscripts = tuple(
        replace(each, index=within(each.index)) if isinstance(each, Computed) else each
        for each in reference.subscripts
    )
    found = inside.names.get(key(reference.name))
    if found is None:
        return replace(reference, subscripts=subscripts)
    if isinstance(found, Reference) and subscripts:
        return replace(found, subscripts=subscripts)
    return found


def _called(expansion: _Expansion, macro: Macro, call: Call, inside: _Inside) -> Expression:
    place = call.place or inside.equation.place
    expansion.calls += 1
    if len(call.arguments) != len(macro.parameters):
        message = (
            f"{macro.name} has {len(call.arguments)} arguments; it takes {len(macro.parameters)}"
        )
        expansion.problems.append(Problem(place, message, "correct the call"))
        return call
    if inside.depth >= MOST_DEPTH or expansion.calls > MOST_CALLS:
        message = f"{macro.name} calls itself, or macros are called more than {MOST_CALLS:,} times"
        expansion.problems.append(Problem(place, message, "write the equations out"))
        return call
    own = _names(expansion, macro, call, inside)
    deeper = _Inside(inside.equation, own, inside.depth + 1)
    subscripts = inside.equation.subscripts
    for variable in macro.variables:
        name = own[key(variable.name)]
        if not isinstance(name, Reference):
            continue
        equations = tuple(
            Equation(
                _body(expansion, each.body, deeper),
                each.place,
                (*subscripts, *each.subscripts),
                inside.equation.excepted if not each.subscripts else (),
            )
            for each in variable.equations
        )
        expansion.added.append(
            replace(variable, name=name.name, equations=equations, dimensions=())
        )
    result = own.get(key(macro.results[0]))
    return result if result is not None else call


def _names(
    expansion: _Expansion, macro: Macro, call: Call, inside: _Inside
) -> dict[str, Expression]:
    """What each name inside a call means: an argument, or a variable of this call.

    Variables have the subscripts of the equation that calls.
    """
    subscripts: tuple[Subscript, ...] = tuple(Named(each) for each in inside.equation.subscripts)
    prefix = f"{macro.name} {expansion.calls}"
    names: dict[str, Expression] = {
        key(variable.name): Reference(f"{prefix}: {variable.name}", subscripts)
        for variable in macro.variables
    }
    more = zip(macro.results[1:], call.more, strict=False)
    names.update({key(result): Reference(name, subscripts) for result, name in more})
    names.update(
        {key(each): given for each, given in zip(macro.parameters, call.arguments, strict=True)}
    )
    return names
