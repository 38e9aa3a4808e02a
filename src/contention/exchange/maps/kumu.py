"""Kumu: its JSON blueprint, and the workbook with a sheet of elements and one of connections.

Source: docs.kumu.io, Guides, Import: "JSON / Blueprints" and "Structure your data for Kumu".
"""

import json
from collections import Counter
from collections.abc import Iterator

from contention.exchange.exported import Exported, graph_report
from contention.exchange.losses import Loss
from contention.exchange.maps.map_graph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Attributes,
    MapGraph,
)
from contention.exchange.spreadsheets import workbook

_ELEMENT = {"kind": "Type", "note": "Description"}
_CONNECTION = {"polarity": "Type", "paraphrases": "Description", "claims": "Tags"}
"""our attribute → Kumu's own field; every other keeps its words"""


def write_kumu(graph: MapGraph) -> Exported:
    """A blueprint; connections name elements by label, so labels are made unique."""
    labels = unique_titles(graph)
    elements = [
        {"label": labels[node.id], "id": node.id, **_lower(_ELEMENT, node.attributes)}
        for node in graph.nodes
    ]
    connections = [
        {"from": labels[edge.cause], "to": labels[edge.effect], "direction": "directed",
         "id": edge.id, **_lower(_CONNECTION, edge.attributes),
         "tags": str(edge.attributes["claims"]).split()}
        for edge in graph.edges
    ]  # fmt: skip
    made = {"elements": elements, "connections": connections}
    content = json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8")
    return Exported(content, graph_report(graph, changed=tuple(_renamed(graph, labels))))


def write_kumu_workbook(graph: MapGraph) -> Exported:
    """The two-sheet workbook: `Label` and `From`, `To` come first, as Kumu asks."""
    labels = unique_titles(graph)
    elements: list[list[Attribute]] = [["Label", *_heads(_ELEMENT, NODE_ATTRIBUTES)]]
    elements += [
        [labels[node.id], *(_cell(node.attributes.get(name)) for name in NODE_ATTRIBUTES)]
        for node in graph.nodes
    ]
    heads = _heads(_CONNECTION, EDGE_ATTRIBUTES)
    connections: list[list[Attribute]] = [["From", "To", "Direction", *heads]]
    connections += [
        [labels[edge.cause], labels[edge.effect], "directed",
         *(_cell(edge.attributes.get(name)) for name in EDGE_ATTRIBUTES)]
        for edge in graph.edges
    ]  # fmt: skip
    content = workbook({"Elements": elements, "Connections": connections})
    return Exported(content, graph_report(graph, changed=tuple(_renamed(graph, labels))))


def unique_titles(graph: MapGraph) -> dict[str, str]:
    """Node → its title, with the id behind it where several have the same."""
    counts = Counter(node.title.casefold() for node in graph.nodes)
    return {
        node.id: f"{node.title} ({node.id})" if counts[node.title.casefold()] > 1 else node.title
        for node in graph.nodes
    }


def _renamed(graph: MapGraph, labels: dict[str, str]) -> Iterator[Loss]:
    for node in graph.nodes:
        if labels[node.id] != node.title:
            yield Loss("factor", node.id, f"called “{labels[node.id]}”, as its title is not unique")


def _lower(names: dict[str, str], attributes: Attributes) -> dict[str, Attribute]:
    return {names.get(name, name).lower(): value for name, value in attributes.items()}


def _heads(names: dict[str, str], attributes: dict[str, str]) -> list[str]:
    return [names.get(name, name.replace("_", " ").capitalize()) for name in attributes]


def _cell(value: Attribute | None) -> Attribute:
    return "" if value is None else value
