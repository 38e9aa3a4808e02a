"""A causal map as plain JSON values."""

from dataclasses import asdict
from typing import Any

from contention.case.model import Case
from contention.maps.causal_map import CausalMap, Conflict, Dependency, MapLink
from contention.maps.loops import LoopList, loops


def map_json(causal_map: CausalMap, case: Case) -> dict[str, Any]:
    """Factors, links with the claims behind them, dependencies, loops and conflicts."""
    return {
        "case": case.id,
        "account": causal_map.account,
        "factors": [_factor(case, name) for name in causal_map.factors],
        "links": [_link(link, case) for link in causal_map.links],
        "dependencies": [_dependency(one) for one in causal_map.dependencies],
        "loops": _loops(loops(causal_map)),
        "conflicts": [_conflict(one) for one in causal_map.conflicts],
    }


def _factor(case: Case, name: str) -> dict[str, Any]:
    factor = case.factors[name]
    gone = [
        {"factor": merge.factor, "title": merge.title, "turned": merge.turned}
        for merge in case.merges.values()
        if merge.status == "accepted" and merge.into == name
    ]
    shown = {"id": name, "title": factor.title, "kind": factor.kind, "group": factor.group}
    return {**shown, **({"merged": gone} if gone else {})}


def _link(link: MapLink, case: Case) -> dict[str, Any]:
    relation = link.relation
    return {
        "id": link.id,
        "cause": link.cause,
        "effect": link.effect,
        "sign": link.sign,
        "strength": relation.strength.median,
        "strength_of": link.strength_of,
        "delay": relation.delay.median if relation.delay is not None else None,
        "transient": relation.transient is not None,
        "necessary": relation.necessary,
        "condition": relation.condition.factor if relation.condition is not None else None,
        "assumption": link.assumption,
        "backing": [
            {"id": item.id, "inclusion": item.inclusion, "assumption": item.assumption,
             **_coded(case, item.id)}
            for item in link.backing
        ],
    }  # fmt: skip


def _coded(case: Case, id_: str) -> dict[str, Any]:
    """The claim as coded in the file, if a merge changed what it refers to."""
    coded = (case.assumptions.get(id_) or case.claims[id_]).coded
    return {} if coded is None else {"coded": asdict(coded)}


def _dependency(one: Dependency) -> dict[str, Any]:
    return {
        "cause": one.cause,
        "effect": one.effect,
        "why": one.why,
        "sign": one.sign,
        "link": one.link,
    }


def _loops(found: LoopList) -> dict[str, Any]:
    return {
        "bounded": found.bounded,
        "complete_to": found.complete_to,
        "list": [
            {"polarity": one.polarity, "factors": list(one.factors), "links": list(one.links)}
            for one in found.loops
        ],
    }


def _conflict(one: Conflict) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "cause": one.cause,
        "effect": one.effect,
        "claims": list(one.claims),
        "against": list(one.against),
        **({"path": list(one.path)} if one.path else {}),
    }
