"""An account's map as nodes and edges with plain attributes: what every map format writes from.

Attributes are never called source, target, id, key, name or value: graph libraries overwrite
these (networkx 3.6.1, `node_link_data` and `cytoscape_data`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from contention.case.model import Assumption, Case, Claim, Condition, Factor, Lognormal
from contention.case.signs import WORDS
from contention.exchange.losses import Loss
from contention.maps.causal_map import CausalMap, MapLink

Attribute = str | float | bool
Attributes = Mapping[str, Attribute]

NODE_ATTRIBUTES = {
    "kind": "how it is modelled",
    "unit": "its unit",
    "group": "factors of one group are drawn together",
    "baseline": "its value at present",
    "behaviour": "equation, flows, hazard or input, in words",
    "note": "the coder's note",
}
"""attribute of a node → what it says; only those that differ from nothing are there"""
EDGE_ATTRIBUTES = {
    "polarity": "`+`, `-` or `?`",
    "strength": "median elasticity at the reference",
    "strength_word": "as the text puts it",
    "spread": "geometric standard deviation of the strength",
    "delay_years": "median lag",
    "fades_years": "median fading time, where the effect wears off",
    "acts_on": "`value`, or the flow of a stock: `inflow`, `outflow`",
    "condition": "under which it acts",
    "necessary": "the effect is impossible without the cause",
    "presence": "probability that the link is in a draw",
    "claims": "ids of the claims behind it, with spaces between",
    "holders": "who makes them",
    "paraphrases": "what they say, in the coder's words",
    "assumption": "no text states it",
}
"""attribute of an edge → what it says"""


@dataclass(frozen=True)
class Node:
    """A factor of the map."""

    id: str
    title: str
    attributes: Attributes


@dataclass(frozen=True)
class Edge:
    """A link of the map."""

    id: str
    cause: str
    effect: str
    attributes: Attributes


@dataclass(frozen=True)
class MapGraph:
    """The map of one account, and what a graph cannot hold of it."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    beyond: tuple[Loss, ...]
    notes: tuple[str, ...] = ()


def map_graph(case: Case, causal_map: CausalMap) -> MapGraph:
    """The map of an account as a graph."""
    account = case.accounts[causal_map.account]
    return MapGraph(
        f"{case.title}: {account.title}",
        tuple(_node(case.factors[id_]) for id_ in causal_map.factors),
        tuple(_edge(case, link) for link in causal_map.links),
        tuple(_beyond(causal_map)),
        tuple(_notes(case)),
    )


def _node(factor: Factor) -> Node:
    found: dict[str, Attribute] = {
        "kind": factor.kind,
        "unit": factor.unit,
        "group": factor.group,
        "baseline": factor.baseline,
        "behaviour": _behaviour(factor),
        "note": factor.note,
    }
    return Node(factor.id, factor.title, {key: one for key, one in found.items() if one != ""})


def _behaviour(factor: Factor) -> str:
    said: list[str] = []
    if factor.equation is not None:
        said.append(f"equation: {factor.equation}")
    for name in ("inflow", "outflow"):
        flow = getattr(factor, name)
        if flow is not None:
            written = flow if isinstance(flow, str) else f"{flow.rate.median:g} a year"
            said.append(f"{name}: {written}")
    if factor.hazard is not None:
        said.append(f"hazard: {factor.hazard.rate.median:g} a year")
    if factor.shape is not None:
        said.append(f"input: {factor.shape.form}")
    return "; ".join(said)


def _edge(case: Case, link: MapLink) -> Edge:
    relation = link.relation
    behind = [case.assumptions.get(id_) or case.claims[id_] for id_ in link.claims]
    claims = [each for each in behind if isinstance(each, Claim)]
    absent = prod(1 - item.inclusion for item in link.backing)
    found: dict[str, Attribute] = {
        "polarity": link.sign,
        "strength": relation.strength.median,
        "strength_word": relation.strength_word or "",
        "spread": relation.strength.spread,
        "delay_years": _median(relation.delay),
        "fades_years": _median(relation.transient),
        "acts_on": "value" if relation.link == "value" else relation.flow or "inflow",
        "condition": _condition(case, relation.condition),
        "necessary": relation.necessary or "",
        "presence": round(1 - absent, 12),
        "claims": " ".join(link.claims),
        "holders": ", ".join(dict.fromkeys(case.holders[each.holder].title for each in claims)),
        "paraphrases": " | ".join(_said(each) for each in behind),
        "assumption": link.assumption,
    }
    kept = {key: one for key, one in found.items() if one != ""}
    return Edge(link.id, link.cause, link.effect, kept)


def _said(item: Claim | Assumption) -> str:
    said = item.paraphrase if isinstance(item, Claim) else item.reason
    return " ".join(said.split())


def _median(time: Lognormal | None) -> Attribute:
    return "" if time is None else time.median


def _condition(case: Case, condition: Condition | None) -> str:
    if condition is None:
        return ""
    title = case.factors[condition.factor].title
    if condition.side in ("on", "off"):
        return f"while “{title}” is {condition.side}"
    times = " times its reference" if condition.relative else ""
    return f"while “{title}” is {condition.side} {condition.threshold:g}{times}"


def _beyond(causal_map: CausalMap) -> Iterator[Loss]:
    for one in causal_map.dependencies:
        if one.why != "condition":
            what = f"an edge made by {_SOURCES[one.why]}"
            yield Loss("dependency", f"{one.cause}>{one.effect}", what)
    for denial in causal_map.denials:
        what = f"denies that “{denial.cause}” acts on “{denial.effect}”"
        yield Loss("claim", denial.claim, what)


_SOURCES = {"equation": "an equation", "flow": "a flow", "only while": "the gate of an event"}


def _notes(case: Case) -> Iterator[str]:
    counts = {
        "scenario": len(case.scenarios), "contention": len(case.contentions),
        "demand": len(case.demands), "figure": len(case.figures),
    }  # fmt: skip
    there = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items() if count]
    if there:
        yield f"a map has no room for {', '.join(there)}"


SIGN_WORDS = {sign: word for sign, word in WORDS.items() if sign != "0"}
"""polarity of an edge → its word in files"""
