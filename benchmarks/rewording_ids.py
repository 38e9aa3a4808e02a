"""Rewordings that change names and order only."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from contention.case.model import (
    AccountSpec,
    Action,
    Case,
    Claim,
    Condition,
    Factor,
    Relation,
    RemoveAction,
)

NAME = re.compile(r"(@\s*)?\b([A-Za-z_]\w*)\b")
"""a name in an expression; what follows `@` is a scenario's"""

Value = TypeVar("Value")


def words_of(expression: object) -> set[str]:
    """Names in an expression that are no scenario's; none in anything but text."""
    if not isinstance(expression, str):
        return set()
    return {found.group(2) for found in NAME.finditer(expression) if not found.group(1)}


def expressions(case: Case) -> set[str]:
    """Names in the equations and flows of factors."""
    return {
        name
        for factor in case.factors.values()
        for text in (factor.equation, factor.inflow, factor.outflow)
        for name in words_of(text)
    }


def mentioned(case: Case) -> set[str]:
    """Factors that anything but a claim or an assumption speaks of."""
    tests = {name for item in case.contentions.values() for name in words_of(item.test)}
    acted = {
        action.factor
        for item in case.scenarios.values()
        for action in item.actions
        if not isinstance(action, RemoveAction)
    }
    gates = {
        condition.factor
        for condition in (
            *(item.relation.condition for item in case.claims.values()),
            *(item.relation.condition for item in case.assumptions.values()),
            *(factor.only_while for factor in case.factors.values()),
        )
        if condition is not None
    }
    return expressions(case) | tests | acted | gates


def reordered(case: Case, site: str = "") -> Case:
    """Everything in the reverse order."""
    del site
    return replace(
        case,
        factors=_reversed(case.factors),
        claims=_reversed(case.claims),
        assumptions=_reversed(case.assumptions),
        holders=_reversed(case.holders),
        accounts=_reversed(case.accounts),
        scenarios=_reversed(case.scenarios),
        contentions=_reversed(case.contentions),
    )


def _reversed(items: Mapping[str, Value]) -> dict[str, Value]:
    return dict(reversed(list(items.items())))


class _Names:
    """New names for factors, claims, assumptions and holders; those of other things stay."""

    def __init__(self, case: Case) -> None:
        self.factors = {
            id_: f"q{number}_x" for number, id_ in enumerate(reversed(list(case.factors)))
        }
        said = [*case.claims, *case.assumptions]
        self.claims = {id_: f"s{number}_x" for number, id_ in enumerate(reversed(said))}
        self.holders = {id_: f"h{number}_x" for number, id_ in enumerate(case.holders)}

    def text(self, expression: str) -> str:
        return NAME.sub(
            lambda found: (
                found.group(0)
                if found.group(1)
                else self.factors.get(found.group(2), found.group(2))
            ),
            expression,
        )

    def flow(self, flow: Value) -> Value:
        return self.text(flow) if isinstance(flow, str) else flow  # type: ignore[return-value]

    def condition(self, condition: Condition | None) -> Condition | None:
        if condition is None:
            return None
        return replace(condition, factor=self.factors[condition.factor])

    def relation(self, said: Relation) -> Relation:
        return replace(
            said,
            cause=self.factors[said.cause],
            effect=self.factors[said.effect],
            condition=self.condition(said.condition),
        )

    def factor(self, factor: Factor) -> Factor:
        return replace(
            factor,
            id=self.factors[factor.id],
            equation=self.flow(factor.equation),
            inflow=self.flow(factor.inflow),
            outflow=self.flow(factor.outflow),
            only_while=self.condition(factor.only_while),
        )

    def claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            id=self.claims[claim.id],
            holder=self.holders.get(claim.holder, claim.holder),
            relation=self.relation(claim.relation),
        )

    def action(self, action: Action) -> Action:
        if isinstance(action, RemoveAction):
            return replace(action, claim=self.claims[action.claim])
        return replace(action, factor=self.factors[action.factor])

    def account(self, spec: AccountSpec) -> AccountSpec:
        return replace(
            spec,
            holders=tuple(self.holders[id_] for id_ in spec.holders),
            include=tuple(self.claims[id_] for id_ in spec.include),
            exclude=tuple(self.claims[id_] for id_ in spec.exclude),
        )


def renamed(case: Case, site: str = "") -> Case:
    """New ids for factors, claims, assumptions and holders, so that other numbers are drawn."""
    del site
    names = _Names(case)
    holders, claims = names.holders, names.claims
    return replace(
        case,
        factors={names.factors[id_]: names.factor(item) for id_, item in case.factors.items()},
        claims={claims[id_]: names.claim(item) for id_, item in case.claims.items()},
        assumptions={
            claims[id_]: replace(item, id=claims[id_], relation=names.relation(item.relation))
            for id_, item in case.assumptions.items()
        },
        common_ground=tuple(claims[id_] for id_ in case.common_ground),
        holders={
            holders[id_]: replace(item, id=holders[id_]) for id_, item in case.holders.items()
        },
        documents={
            id_: replace(item, author=holders.get(item.author, item.author))
            for id_, item in case.documents.items()
        },
        accounts={id_: names.account(spec) for id_, spec in case.accounts.items()},
        scenarios={
            id_: replace(item, actions=tuple(names.action(action) for action in item.actions))
            for id_, item in case.scenarios.items()
        },
        contentions={
            id_: replace(item, test=names.text(item.test)) for id_, item in case.contentions.items()
        },
        figures={},
        demands={},
    )
