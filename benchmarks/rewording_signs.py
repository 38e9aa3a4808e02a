"""Rewordings that turn something into its opposite."""

import re
from dataclasses import replace

from benchmarks.rewording_ids import expressions, words_of
from contention.case.model import (
    Action,
    Assumption,
    Case,
    Claim,
    Condition,
    Factor,
    Relation,
    SetAction,
    ShockAction,
    Sign,
)

PLAIN = re.compile(r"(final|mean|change)\((\w+) @ (\w+)\) ([<>]) \1\(\2 @ (\w+)\)")
"""a test that compares one factor in two scenarios"""
TURNED: dict[Sign, Sign] = {"+": "-", "-": "+"}
OTHER_SIDE = {"<": ">", ">": "<"}


def opposite_sites(case: Case) -> tuple[str, ...]:
    """Quantities and shares that can be put as their opposite without touching any equation."""
    spoken = expressions(case) | _observed(case)
    return tuple(name for name, item in case.factors.items() if _turnable(case, item, spoken))


def _observed(case: Case) -> set[str]:
    return {name for name, item in case.factors.items() if item.observed is not None}


def _turnable(case: Case, factor: Factor, spoken: set[str]) -> bool:
    if (
        factor.kind not in ("quantity", "share")
        or factor.id in spoken
        or factor.initial is not None
    ):
        return False
    said = _relations(case)
    necessary = any(one.necessary and factor.id in (one.cause, one.effect) for one in said)
    relative = factor.kind == "share" and any(_on(one, factor.id) for one in said)
    tests = [item.test for item in case.contentions.values() if factor.id in words_of(item.test)]
    plain = all((found := PLAIN.fullmatch(test)) and found[1] == "final" for test in tests)
    gates = any(
        item.only_while is not None and item.only_while.factor == factor.id
        for item in case.factors.values()
    )
    return (
        not (necessary or relative or gates)
        and plain
        and any(factor.id in (one.cause, one.effect) for one in said)
    )


def _relations(case: Case) -> list[Relation]:
    claimed = [item.relation for item in case.claims.values()]
    return [*claimed, *(item.relation for item in case.assumptions.values())]


def _on(said: Relation, factor: str) -> bool:
    return said.condition is not None and said.condition.factor == factor


def opposite(case: Case, factor: str) -> Case:
    """A factor as its opposite: peace for war, closeness for distance."""
    item = case.factors[factor]
    shared = item.kind == "share"
    turned = replace(item, baseline=1.0 - item.baseline) if shared else item
    return replace(
        case,
        factors={**case.factors, factor: turned},
        claims={id_: _claim(one, factor) for id_, one in case.claims.items()},
        assumptions={id_: _assumption(one, factor) for id_, one in case.assumptions.items()},
        scenarios={
            id_: replace(one, actions=tuple(_action(each, item) for each in one.actions))
            for id_, one in case.scenarios.items()
        },
        contentions={
            id_: replace(one, test=turned_test(one.test)) if factor in words_of(one.test) else one
            for id_, one in case.contentions.items()
        },
    )


def turned_test(test: str) -> str:
    """A plain comparison with the other side of `<` and `>`."""
    return re.sub("[<>]", lambda found: OTHER_SIDE[found[0]], test)


def _claim(item: Claim, factor: str) -> Claim:
    return replace(item, relation=_relation(item.relation, factor))


def _assumption(item: Assumption, factor: str) -> Assumption:
    return replace(item, relation=_relation(item.relation, factor))


def _relation(said: Relation, factor: str) -> Relation:
    turns = (said.cause == factor) != (said.effect == factor)
    gate = said.condition
    if gate is not None and gate.factor == factor:
        gate = _condition(gate)
    return replace(said, sign=TURNED.get(said.sign, said.sign) if turns else said.sign,
                   condition=gate)  # fmt: skip


def _condition(gate: Condition) -> Condition:
    side = {"below": "above", "above": "below"}.get(gate.side, gate.side)
    threshold = 1.0 / gate.threshold if gate.threshold else gate.threshold
    return replace(gate, side=side, threshold=threshold)  # type: ignore[arg-type]


def _action(action: Action, factor: Factor) -> Action:
    if not isinstance(action, SetAction | ShockAction) or action.factor != factor.id:
        return action
    if factor.kind == "share":
        if isinstance(action, SetAction):
            return replace(action, to=1.0 - action.to)
        return replace(action, add=None if action.add is None else -action.add)
    if isinstance(action, SetAction):
        return replace(action, to=1.0 / action.to if action.to else 1000.0)
    return replace(action, times=None if not action.times else 1.0 / action.times)


def mirrored_sites(case: Case) -> tuple[str, ...]:
    """Contentions on one outcome that can be put as its opposite, or that nothing depends on."""
    turnable = set(opposite_sites(case))
    leading = {said.cause for said in _relations(case)} | expressions(case)
    found = []
    for id_, item in case.contentions.items():
        test = PLAIN.fullmatch(item.test)
        if test is None:
            continue
        last = case.factors[test[2]].kind in ("event", "stock") and test[2] not in leading
        if last or (test[2] in turnable and test[1] == "final"):
            found.append(id_)
    return tuple(found)


def mirrored(case: Case, contention: str) -> Case:
    """All signs onto the outcome of a contention turned, and the contention with them."""
    asked = case.contentions[contention]
    test = PLAIN.fullmatch(asked.test)
    if test is None:
        raise ValueError(f"{contention} compares more than one outcome in two scenarios")
    alone = replace(case, contentions={contention: asked})
    if case.factors[test[2]].kind in ("quantity", "share"):
        return opposite(alone, test[2])
    return replace(
        alone,
        claims={id_: _claim(one, test[2]) for id_, one in case.claims.items()},
        assumptions={id_: _assumption(one, test[2]) for id_, one in case.assumptions.items()},
        contentions={contention: replace(asked, test=turned_test(asked.test))},
    )
