"""SD-JSON, the format of sd-ai (isee systems): variables, and relationships with reasons.

Source: https://github.com/isee-systems/sd-ai, README, "SD-JSON".
"""

import json

from contention.exchange.exported import Exported, graph_report
from contention.exchange.maps.kumu import unique_titles
from contention.exchange.maps.map_graph import Edge, MapGraph


def write_sd_json(graph: MapGraph) -> Exported:
    """Variables by title; the claims behind a link are its reasoning."""
    titles = unique_titles(graph)
    made = {
        "variables": [
            {"name": titles[node.id], "type": "stock" if node.attributes["kind"] == "stock"
             else "variable",
             **({"units": node.attributes["unit"]} if "unit" in node.attributes else {}),
             **({"documentation": node.attributes["note"]} if "note" in node.attributes else {})}
            for node in graph.nodes
        ],
        "relationships": [_relationship(edge, titles) for edge in graph.edges],
    }  # fmt: skip
    content = json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8")
    held = {"polarity", "claims", "paraphrases"}
    note = (
        "pysimlin 0.8.5 keeps only the variables of a file that has relationships and no equations"
    )
    return Exported(content, graph_report(graph, {"kind", "unit", "note"}, held, notes=(note,)))


def _relationship(edge: Edge, titles: dict[str, str]) -> dict[str, str]:
    sign = str(edge.attributes["polarity"])
    known = sign in ("+", "-")
    way = {"+": "raises", "-": "lowers"}.get(sign, "acts, in a direction that is not said, on")
    cause, effect = titles[edge.cause], titles[edge.effect]
    return {
        "from": cause,
        "to": effect,
        "polarity": sign if known else "",
        "reasoning": f"{edge.attributes['paraphrases']} [{edge.attributes['claims']}]",
        "polarityReasoning": f"more of “{cause}” {way} “{effect}”",
    }
