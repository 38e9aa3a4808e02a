"""Outcomes and scenarios that the contentions refer to."""

from collections.abc import Iterable, Iterator

from contention.case.model import Case, Contention
from contention.language.parsing import names, parse
from contention.language.syntax import Binary, Call, Fault, IfElse, InScenario, Node, Unary


def parsed_test(contention: Contention) -> Node:
    """The syntax tree of a contention's test, which parses in any checked case."""
    node = parse(contention.test, contention=True)
    if isinstance(node, Fault):
        raise ValueError(f"the test of {contention.id} does not parse: {node.message}")
    return node


def in_scenarios(node: Node) -> Iterator[InScenario]:
    """Every `… @ scenario` in a test, outermost first."""
    match node:
        case InScenario():
            yield node
            yield from in_scenarios(node.inner)
        case Unary():
            yield from in_scenarios(node.operand)
        case Binary():
            yield from in_scenarios(node.left)
            yield from in_scenarios(node.right)
        case IfElse():
            for part in (node.test, node.then, node.otherwise):
                yield from in_scenarios(part)
        case Call():
            for part in (*node.arguments, *(value for _, value in node.keywords)):
                yield from in_scenarios(part)
        case _:
            return


def scenarios_of(case: Case, contention: Contention) -> tuple[str, ...]:
    """Ids of the scenarios that a contention compares, in order of appearance."""
    found = (part.scenario for part in in_scenarios(parsed_test(contention)))
    return tuple(dict.fromkeys(id_ for id_ in found if id_ in case.scenarios))


def outcomes_of(case: Case, contention: Contention) -> tuple[str, ...]:
    """Ids of the factors in a contention's test, in order of appearance."""
    found = names(parsed_test(contention))
    return tuple(dict.fromkeys(id_ for id_ in found if id_ in case.factors))


def charted(case: Case) -> dict[str, tuple[str, ...]]:
    """Outcome → scenarios in which some contention refers to it, in the order of the case."""
    return looked_at(case, case.contentions.values())


def looked_at(case: Case, contentions: Iterable[Contention]) -> dict[str, tuple[str, ...]]:
    """The same for some contentions only."""
    wanted: dict[str, set[str]] = {}
    for contention in contentions:
        for part in in_scenarios(parsed_test(contention)):
            for outcome in names(part.inner):
                wanted.setdefault(outcome, set()).add(part.scenario)
    return {
        outcome: tuple(id_ for id_ in case.scenarios if id_ in scenarios)
        for outcome, scenarios in wanted.items()
        if outcome in case.factors
    }
