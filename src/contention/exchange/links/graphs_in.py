"""GraphML and GEXF as rows with named cells, read by networkx."""

import io
from collections.abc import Iterator
from typing import Any

import networkx as nx
from lxml import etree

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.json_in import Rows, elsewhere
from contention.exchange.links.rows_to_links import TableRow
from contention.exchange.xml_file import parsed_xml


def graph_rows(data: bytes, name: str) -> Rows:
    """Edges of a graph file; raises ImportRefusedError."""
    form = _checked(data, name)
    try:
        read = nx.read_graphml if form == "GraphML" else nx.read_gexf
        graph: Any = read(io.BytesIO(data))
    except Exception as error:  # whatever goes wrong inside is a fault of the file
        shown = " ".join(str(error).split())[:200]
        problem = Problem(Place(name), f"not {form} that can be read: {shown}", "export it again")
        raise ImportRefusedError(problem) from None
    if not graph.is_directed():
        message = "its edges have no direction, so nothing says which end acts on which"
        hint = "export it as a directed graph"
        raise ImportRefusedError(Problem(Place(name), message, hint))
    rows = list(_edges(graph))
    nodes = [
        {"label": str(node), **{key: str(value) for key, value in data.items()
                                if not isinstance(value, dict | list)}}
        for node, data in graph.nodes(data=True)
    ]  # fmt: skip
    return form, str(graph.graph.get("title", "")), rows, elsewhere("node", nodes, rows)


def _checked(data: bytes, name: str) -> str:
    """The form of a file."""
    kind = etree.QName(parsed_xml(data, name)).localname
    if kind not in ("graphml", "gexf"):
        hint = "GraphML, GEXF, Kumu or SD-JSON, or a table of links"
        message = f"<{kind}> is not a graph that is read"
        raise ImportRefusedError(Problem(Place(name), message, hint))
    return "GraphML" if kind == "graphml" else "GEXF"


def _edges(graph: Any) -> Iterator[TableRow]:
    titles = {node: str(data.get("label", node)) for node, data in graph.nodes(data=True)}
    for number, (cause, effect, data) in enumerate(graph.edges(data=True), 1):
        cells = {key: str(value) for key, value in data.items() if key not in ("id", "link")}
        ends = {"from": titles[cause], "to": titles[effect]}
        yield TableRow(f"edge {number}", {**cells, **ends})
