"""From a causal map to a model."""

import math
from collections.abc import Iterable, Mapping

from contention.case.model import Case, Factor, RemoveAction, SetAction
from contention.case.references import reference_value
from contention.language.parsing import names
from contention.language.syntax import Node
from contention.maps.causal_map import CausalMap, MapLink
from contention.models.expressions import parsed
from contention.models.model import FactorEquation, Model, Removal


def build_model(case: Case, causal_map: CausalMap) -> Model:
    """The model of one account: its factors' equations in an order that can be computed.

    Raises `ValueError` if algebraic factors depend on each other in a circle: `case.load`
    reports that to the user first.
    """
    incoming: dict[str, list[MapLink]] = {name: [] for name in causal_map.factors}
    for link in causal_map.links:
        incoming[link.effect].append(link)
    items = {
        name: factor_equation(case.factors[name], tuple(links)) for name, links in incoming.items()
    }
    ordered = computable_order(items)
    references = reference_values(ordered, case.times.present)
    actions = [
        (scenario.id, action) for scenario in case.scenarios.values() for action in scenario.actions
    ]
    return Model(
        account=causal_map.account,
        times=case.times,
        equations=ordered,
        references=references,
        removals=tuple(
            Removal(scenario, action.claim, action.at)
            for scenario, action in actions
            if isinstance(action, RemoveAction)
        ),
        set_factors=frozenset(
            action.factor for _, action in actions if isinstance(action, SetAction)
        ),
        saturation=math.log(case.saturation),
    )


def factor_equation(factor: Factor, incoming: tuple[MapLink, ...]) -> FactorEquation:
    """A factor with its links and its expressions parsed."""
    return FactorEquation(
        factor=factor,
        incoming=incoming,
        equation=_tree(factor.equation),
        inflow=_tree(factor.inflow),
        outflow=_tree(factor.outflow),
    )


def _tree(given: object) -> Node | None:
    return parsed(given) if isinstance(given, str) else None


def computable_order(items: Mapping[str, FactorEquation]) -> tuple[FactorEquation, ...]:
    """Algebraic factors first, each after those that it refers to; then all the others.

    Raises `ValueError` if algebraic factors depend on each other in a circle.
    """
    ordered: dict[str, FactorEquation] = {}
    under_way: set[str] = set()

    def visit(name: str) -> None:
        item = items.get(name)
        if item is None or item.equation is None or name in ordered:
            return
        if name in under_way:
            raise ValueError(f"algebraic factors depend on each other through {name!r}")
        under_way.add(name)
        for cause in names(item.equation):
            visit(cause)
        ordered[name] = item

    for name in items:
        visit(name)
    return tuple(ordered.values()) + tuple(item for item in items.values() if item.equation is None)


def reference_values(items: Iterable[FactorEquation], present: float) -> dict[str, float]:
    """Values at present of all factors, given in computable order."""
    values: dict[str, float] = {}
    for item in sorted(items, key=lambda item: item.equation is not None):  # stable
        values[item.factor.id] = reference_value(item.factor, item.equation, values, present)
    return values
