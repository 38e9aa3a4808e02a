"""A file made for another tool, with the report of what it does not hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from contention.exchange.losses import Loss, LossReport
from contention.exchange.maps.map_graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, MapGraph


@dataclass(frozen=True)
class Exported:
    """The bytes of a file, and what became of what was to be in it."""

    content: bytes
    report: LossReport


ALL_NODE_ATTRIBUTES = frozenset(NODE_ATTRIBUTES)
ALL_EDGE_ATTRIBUTES = frozenset(EDGE_ATTRIBUTES)


def graph_report(
    graph: MapGraph,
    nodes: Collection[str] = ALL_NODE_ATTRIBUTES,
    edges: Collection[str] = ALL_EDGE_ATTRIBUTES,
    changed: tuple[Loss, ...] = (),
    notes: tuple[str, ...] = (),
) -> LossReport:
    """What a map format holds of a graph, given the attributes that it has a place for."""
    kept = (("factor", len(graph.nodes)), ("link", len(graph.edges)))
    lost = (*graph.beyond, *_without(graph, nodes, edges))
    return LossReport(kept, changed, tuple(lost), (*graph.notes, *notes))


_ALWAYS = {"kind": "quantity", "baseline": 1.0, "acts_on": "value", "presence": 1.0,
           "assumption": False}  # fmt: skip
"""attributes whose usual value says nothing"""


def _without(graph: MapGraph, nodes: Collection[str], edges: Collection[str]) -> Iterator[Loss]:
    for kind, items, held, meanings in (
        ("factor", graph.nodes, nodes, NODE_ATTRIBUTES),
        ("link", graph.edges, edges, EDGE_ATTRIBUTES),
    ):
        for item in items:
            lost = [
                name.replace("_", " ")
                for name in meanings
                if name not in held
                and name in item.attributes
                and item.attributes[name] != _ALWAYS.get(name)
            ]
            if lost:
                yield Loss(kind, item.id, f"without {', '.join(lost)}")
