"""The tests of contentions: which expressions are one, and the reducers in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from contention.language.functions import FUNCTIONS, OF_OUTCOMES, REDUCERS, is_reducer
from contention.language.syntax import (
    Binary,
    Call,
    Fault,
    IfElse,
    InScenario,
    Name,
    Node,
    Number,
    Unary,
)
from contention.language.tree_walking import children, walk, without_scenarios

COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>"})
CONSTANT_NAMES = frozenset({"time", "dt"})
"""names that are the same in every scenario"""


@dataclass(frozen=True)
class Leaf:
    """One reducer of a contention: a number made of one expression's course in one scenario."""

    kind: str
    scenario: str
    inner: Node
    """what is reduced, without `@`; `x > level` for `duration_above(x, level)`"""
    start: Node | None
    """date that `from=` gives"""
    end: Node | None
    """date that `to=` gives, or the date of `at`"""
    column: int
    call: Call
    """the reducer as written"""


def reducer_calls(node: Node) -> tuple[Leaf, ...]:
    """Every reducer of a sound contention (see `check_contention`), from left to right."""
    calls = (part for part in walk(node) if isinstance(part, Call) and is_reducer(part))
    return tuple(_leaf(call) for call in calls)


def _leaf(call: Call) -> Leaf:
    scenarios = [part.scenario for part in walk(call) if isinstance(part, InScenario)]
    if not scenarios:
        raise ValueError(f"the reducer at column {call.column} names no scenario")
    inner = without_scenarios(call.arguments[0])
    window = dict(call.keywords)
    end = window.get("to")
    if call.function == "duration_above":
        inner = Binary(">", inner, without_scenarios(call.arguments[1]), call.column)
    if call.function == "at":
        end = call.arguments[1]
    return Leaf(call.function, scenarios[0], inner, window.get("from"), end, call.column, call)


def check_contention(node: Node) -> tuple[Fault, ...]:
    """Everything that keeps an expression from being the test of a contention.

    Expects a tree that `parse(…, contention=True)` accepts; empty if the test is sound. Whether
    its factors and scenarios exist is for the case to say.
    """
    faults = list(_condition(node))
    if not faults and not any(isinstance(part, Call) and is_reducer(part) for part in walk(node)):
        faults.append(
            Fault(0, "the test looks at no outcome", "compare final(x @ scenario) with something")
        )
    return tuple(sorted(faults, key=lambda fault: fault.column))


def is_condition(node: Node) -> bool:
    """Whether an expression is true or false rather than a number."""
    match node:
        case Binary(operator=operator):
            return operator in COMPARISONS or operator in ("and", "or")
        case Unary(operator=operator):
            return operator == "not"
        case IfElse():
            return is_condition(node.then) and is_condition(node.otherwise)
        case InScenario():
            return is_condition(node.inner)
        case _:
            return False


def _condition(node: Node) -> Iterator[Fault]:
    """Faults of a part that must be true or false."""
    match node:
        case Binary(operator="and" | "or") | Unary(operator="not") | IfElse():
            for child in children(node):
                yield from _condition(child)
        case Binary(operator=operator) if operator in COMPARISONS:
            yield from _number(node.left)
            yield from _number(node.right)
        case InScenario() if is_condition(node):
            yield _outside(node)
        case _:
            yield Fault(
                _start(node),
                "expected something true or false, found a number",
                "compare it: final(x @ a) > final(x @ b)",
            )


def _number(node: Node) -> Iterator[Fault]:
    """Faults of a part that must be one number for each run."""
    match node:
        case Number():
            return
        case Name() | InScenario():
            yield _outside(node)
        case Call() if is_reducer(node):
            yield from _reducer(node)
        case Call():
            yield from _outer_call(node)
        case IfElse():
            yield Fault(
                node.column,
                "`if` cannot choose between numbers in a contention",
                "choose between comparisons, or use `min` and `max`",
            )
        case Unary(operator="-") | Binary(operator="+" | "-" | "*" | "/" | "^"):
            for child in children(node):
                yield from _number(child)
        case _:
            yield Fault(
                node.column,
                "expected a number, found something true or false",
                "join comparisons with `and` and `or`",
            )


def _outside(node: Node) -> Fault:
    if isinstance(node, InScenario):
        return Fault(
            node.column,
            "`@` is outside a reducer",
            f"write it inside: final(x @ {node.scenario})",
        )
    shown = node.id if isinstance(node, Name) else "this"
    return Fault(
        node.column,
        f"`{shown}` has a course over time; a contention compares single numbers",
        f"reduce it: final({shown} @ scenario), mean({shown} @ scenario), …",
    )


def _outer_call(call: Call) -> Iterator[Fault]:
    if call.function not in OF_OUTCOMES:
        yield Fault(
            call.column,
            f"`{call.function}` cannot be used outside a reducer",
            "outside reducers: " + ", ".join(sorted(OF_OUTCOMES)),
        )
        return
    for argument in call.arguments:
        yield from _number(argument)


def _reducer(call: Call) -> Iterator[Fault]:
    inside = [part for argument in call.arguments for part in walk(argument)]
    for part in inside:
        if isinstance(part, Call):
            yield from _inner_call(part, call)
    yield from _scenarios(call)
    if call.function == "first_time" and not is_condition(call.arguments[0]):
        yield Fault(
            call.column,
            "`first_time` needs something that becomes true",
            "first_time(x @ scenario > 2); for an event > 0.5, when it is more likely than not",
        )
    dates = dict(call.keywords)
    if "from" in dates and "to" in dates and _ends_before(dates["from"], dates["to"]):
        yield Fault(call.column, "the window ends before it begins", "exchange from= and to=")


def _inner_call(part: Call, reducer: Call) -> Iterator[Fault]:
    if is_reducer(part):
        yield Fault(
            part.column,
            f"`{part.function}` is inside `{reducer.function}`: reducers do not nest",
            "a reducer gives one number, which has no course over time",
        )
    elif part.function in FUNCTIONS and FUNCTIONS[part.function].stateful:
        yield Fault(
            part.column,
            f"`{part.function}` has a memory, and a contention only looks at runs",
            "make it the equation of a factor, and look at that factor",
        )


def _scenarios(call: Call) -> Iterator[Fault]:
    """Every factor in a reducer must be in one scenario, the same for all of them."""
    found: dict[str, int] = {}
    faults: list[Fault] = []
    for argument in call.arguments:
        _look_for_scenarios(argument, None, found, faults)
    yield from faults
    if len(found) > 1:
        one, other = list(found)[:2]
        yield Fault(
            found[other],
            f"one reducer looks at one scenario, and here are `{one}` and `{other}`",
            f"use two: {call.function}(x @ {one}) - {call.function}(x @ {other})",
        )
    if not found and not faults:
        yield Fault(
            call.column,
            f"`{call.function}` looks at no factor",
            f"write {REDUCERS[call.function].usage}",
        )


def _look_for_scenarios(
    node: Node, scenario: str | None, found: dict[str, int], faults: list[Fault]
) -> None:
    if isinstance(node, InScenario):
        if scenario is not None:
            faults.append(
                Fault(
                    node.column,
                    f"this is inside `@ {scenario}` already",
                    "keep one of the two `@`",
                )
            )
        if any(_is_factor(part) for part in walk(node.inner)):
            found.setdefault(node.scenario, node.column)
        else:
            faults.append(Fault(node.column, "there is no factor before this `@`", "remove it"))
    elif _is_factor(node) and scenario is None:
        assert isinstance(node, Name)
        faults.append(
            Fault(node.column, f"`{node.id}` is in no scenario", f"write {node.id} @ scenario")
        )
    inner = node.scenario if isinstance(node, InScenario) else scenario
    for child in children(node):
        _look_for_scenarios(child, inner, found, faults)


def _is_factor(node: Node) -> bool:
    return isinstance(node, Name) and node.id not in CONSTANT_NAMES


def _ends_before(start: Node, end: Node) -> bool:
    match start, end:
        case Number(), Number():
            return end.value <= start.value
        case Call(arguments=(Number() as first,)), Call(arguments=(Number() as last,)):
            return last.value <= first.value
        case _:
            return False


def _start(node: Node) -> int:
    """Where the text of a node begins, brackets aside."""
    return min(part.column for part in walk(node))
