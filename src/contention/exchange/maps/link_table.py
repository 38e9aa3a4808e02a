"""Tables: one row a link (what link tables of other tools look like), one row a factor."""

from dataclasses import replace

from contention.exchange.exported import Exported, graph_report
from contention.exchange.losses import Loss
from contention.exchange.maps.map_graph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    SIGN_WORDS,
    Attribute,
    MapGraph,
)
from contention.exchange.spreadsheets import comma_separated, workbook

Row = list[Attribute]


def write_links(graph: MapGraph) -> Exported:
    """Links as CSV: from, to, sign in words, then every attribute."""
    lost = tuple(
        Loss("factor", node.id, f"without {', '.join(node.attributes)}") for node in graph.nodes
    )
    report = graph_report(graph)
    return Exported(
        comma_separated(_link_rows(graph)),
        replace(report, left_out=(*report.left_out, *lost)),
    )


def write_factors(graph: MapGraph) -> Exported:
    """Factors as CSV: id, title, then every attribute."""
    report = graph_report(graph)
    links = tuple(Loss("link", edge.id, "not in a table of factors") for edge in graph.edges)
    kept = tuple(each for each in report.kept if each[0] == "factor")
    return Exported(
        comma_separated(_factor_rows(graph)),
        replace(report, kept=kept, left_out=(*report.left_out, *links)),
    )


def write_workbook(graph: MapGraph) -> Exported:
    """Both tables as the sheets `Links` and `Factors` of a workbook."""
    sheets = {"Links": _link_rows(graph), "Factors": _factor_rows(graph)}
    return Exported(workbook(sheets), graph_report(graph))


def _link_rows(graph: MapGraph) -> list[Row]:
    names = [name for name in EDGE_ATTRIBUTES if name != "polarity"]
    titles = {node.id: node.title for node in graph.nodes}
    rows: list[Row] = [["link", "from", "to", "sign", "cause", "effect", *names]]
    for edge in graph.edges:
        sign = SIGN_WORDS[edge.attributes["polarity"]]  # type: ignore[index]
        ends: Row = [titles[edge.cause], titles[edge.effect], sign, edge.cause, edge.effect]
        rows.append([edge.id, *ends, *(edge.attributes.get(name, "") for name in names)])
    return rows


def _factor_rows(graph: MapGraph) -> list[Row]:
    rows: list[Row] = [["factor", "title", *NODE_ATTRIBUTES]]
    rows += [
        [node.id, node.title, *(node.attributes.get(name, "") for name in NODE_ATTRIBUTES)]
        for node in graph.nodes
    ]
    return rows
