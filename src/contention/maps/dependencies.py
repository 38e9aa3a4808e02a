"""Edges other than links: conditions, and names in equations, flows and `only while`."""

from collections.abc import Iterable, Iterator

from contention.case.factor_kinds import traits
from contention.case.model import Case, Condition, Factor, Sign
from contention.language.parsing import names, parse
from contention.language.syntax import Fault
from contention.maps.causal_map import Dependency, MapLink
from contention.maps.monotone import BOTH, Signs, moves


def of_expressions(case: Case) -> tuple[Dependency, ...]:
    """All dependencies of the case's equations and flow expressions, in any account."""
    found: list[Dependency] = []
    for factor in case.factors.values():
        found += _of_factor(case, factor)
    return tuple(found)


def of_event(factor: Factor) -> tuple[Dependency, ...]:
    """The gate of an event's hazard."""
    gate = factor.only_while
    if gate is None:
        return ()
    return (Dependency(gate.factor, factor.id, "only while", sign=gate_sign(gate)),)


def of_links(links: Iterable[MapLink]) -> tuple[Dependency, ...]:
    """The factors that gate conditional links."""
    return tuple(
        _of_condition(link, link.relation.condition) for link in links
        if link.relation.condition is not None
    )  # fmt: skip


def gate_sign(gate: Condition) -> Sign:
    """`+` if the gate opens as its factor rises."""
    return "+" if gate.side in ("above", "on") else "-"


def _of_condition(link: MapLink, gate: Condition) -> Dependency:
    """Sign of a gate: an opening gate lets the cause act, and the cause is never negative.

    So the effect moves in the direction of the link.
    """
    sign: Sign = "?"
    if link.sign != "?":
        sign = "+" if gate_sign(gate) == link.sign else "-"
    return Dependency(gate.factor, link.effect, "condition", link.id, sign)


def _of_factor(case: Case, factor: Factor) -> Iterator[Dependency]:
    if factor.kind == "equation" and factor.equation is not None:
        for cause, signs in _causes(case, factor.equation):
            yield Dependency(cause, factor.id, "equation", sign=_sign(signs))
    yield from _of_flows(case, factor)


def _of_flows(case: Case, factor: Factor) -> Iterator[Dependency]:
    """Inflow raises the stock and outflow lowers it; a name in both has an open sign."""
    found: dict[str, Signs] = {}
    for flow, turn in ((factor.inflow, 1), (factor.outflow, -1)):
        if isinstance(flow, str):
            for cause, signs in _causes(case, flow):
                turned = frozenset(turn * sign for sign in signs)
                found[cause] = found.get(cause, frozenset()) | turned
    for cause, signs in found.items():
        yield Dependency(cause, factor.id, "flow", sign=_sign(signs))


def _causes(case: Case, expression: str) -> Iterator[tuple[str, Signs]]:
    """Factors named in an expression, each once, with the signs that it can have there."""
    tree = parse(expression)
    if isinstance(tree, Fault):  # the case was checked on loading
        raise ValueError(f"cannot read {expression!r}: {tree.message}")
    for name in dict.fromkeys(names(tree)):
        if name in case.factors:
            signed = traits(case.factors[name]).signed
            yield name, BOTH if signed and len(moves(tree, name)) > 1 else moves(tree, name)


def _sign(signs: Signs) -> Sign:
    if len(signs) != 1:
        return "?"
    return "+" if 1 in signs else "-"
