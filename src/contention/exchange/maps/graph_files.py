"""Graph formats with typed attributes, written by networkx: GraphML and GEXF."""

import io

import networkx as nx
from lxml import etree

from contention.exchange.exported import Exported, graph_report
from contention.exchange.maps.map_graph import MapGraph


def write_graphml(graph: MapGraph) -> Exported:
    """GraphML (Graph Drawing, primer of 2004); attributes are `<data>` keys."""
    held = io.BytesIO()
    nx.write_graphml(_networkx(graph), held, named_key_ids=True)
    return Exported(held.getvalue(), graph_report(graph))


def write_gexf(graph: MapGraph) -> Exported:
    """GEXF 1.2draft, as Gephi reads it; without the day of writing, so that bytes repeat."""
    held = io.BytesIO()
    nx.write_gexf(_networkx(graph), held)
    root = etree.fromstring(held.getvalue())
    for meta in root.iter("{*}meta"):
        meta.attrib.pop("lastmodifieddate", None)
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Exported(content, graph_report(graph))


def _networkx(graph: MapGraph) -> "nx.MultiDiGraph[str]":
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=graph.title)
    for node in graph.nodes:
        made.add_node(node.id, label=node.title, **node.attributes)
    for edge in graph.edges:
        made.add_edge(edge.cause, edge.effect, key=edge.id, link=edge.id, **edge.attributes)
    return made
