"""Diagram languages: Graphviz DOT and Mermaid. They hold looks, so most attributes are lost."""

from contention.case.signs import PRINTED
from contention.exchange.exported import Exported, graph_report
from contention.exchange.maps.map_graph import Edge, MapGraph

_COLOURS = {"+": "#2b6cb0", "-": "#c05621"}
"""polarity → line colour; any other is grey"""


def write_dot(graph: MapGraph) -> Exported:
    """Graphviz DOT: polarity as label, colour and arrowhead, paraphrases as tooltips."""
    lines = [f"digraph {_quoted(graph.title)} {{", "  node [shape=box, style=rounded];"]
    for node in graph.nodes:
        note = str(node.attributes.get("note", node.title))
        looks = f"label={_quoted(node.title)}, tooltip={_quoted(note)}"
        lines.append(f"  {_quoted(node.id)} [{looks}];")
    lines += [f"  {_dot_edge(edge)}" for edge in graph.edges]
    content = "\n".join([*lines, "}", ""])
    held = {"polarity", "claims", "paraphrases", "assumption"}
    return Exported(content.encode("utf-8"), graph_report(graph, {"note"}, held))


def _dot_edge(edge: Edge) -> str:
    sign = str(edge.attributes["polarity"])
    looks = {
        "label": PRINTED[sign],  # type: ignore[index]
        "color": _COLOURS.get(sign, "#718096"),
        "arrowhead": "tee" if sign == "-" else "normal",
        "style": "dashed" if edge.attributes["assumption"] else "solid",
        "tooltip": f"{edge.attributes['claims']}: {edge.attributes['paraphrases']}",
        "id": edge.id,
    }
    shown = ", ".join(f"{name}={_quoted(value)}" for name, value in looks.items())
    return f"{_quoted(edge.cause)} -> {_quoted(edge.effect)} [{shown}];"


def _quoted(text: str) -> str:
    """A DOT string; a lone backslash would begin an escape, such as that for the node's name."""
    clean = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def write_mermaid(graph: MapGraph) -> Exported:
    """A Mermaid flowchart; nodes are numbered, since words such as `end` break its parser."""
    number = {node.id: f"n{index}" for index, node in enumerate(graph.nodes, 1)}
    lines = ["flowchart LR"]
    lines += [f'  {number[node.id]}["{_entities(node.title)}"]' for node in graph.nodes]
    for edge in graph.edges:
        arrow = "-.->" if edge.attributes["assumption"] else "-->"
        sign = PRINTED[edge.attributes["polarity"]]  # type: ignore[index]
        lines.append(f'  {number[edge.cause]} {arrow}|"{sign}"| {number[edge.effect]}')
    content = "\n".join([*lines, ""])
    report = graph_report(graph, (), {"polarity", "assumption"})
    return Exported(content.encode("utf-8"), report)


def _entities(text: str) -> str:
    """Text inside a quoted Mermaid label: everything but plain characters by its code point."""
    plain = set(" ,.()-–—'’“”:;%/+")
    return "".join(
        each if each.isalnum() or each in plain else f"#{ord(each)};"
        for each in " ".join(text.split())
    )
