"""The formats that a case or an account can be exported to, one entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from contention.case.suggestions import did_you_mean
from contention.exchange.exported import Exported
from contention.exchange.maps.map_graph import MapGraph


@dataclass(frozen=True)
class MapFormat:
    """A format that holds the map of one account."""

    name: str
    title: str
    suffix: str
    home: str
    """module and function that write it, below `contention.exchange`"""
    opened_by: str
    """tools that read it"""

    def write(self, graph: MapGraph) -> Exported:
        """The file, with its report."""
        module, function = self.home.split(":")
        write: Any = getattr(import_module(f"contention.exchange.{module}"), function)
        return cast("Callable[[MapGraph], Exported]", write)(graph)


_MAPS = (
    MapFormat("graphml", "GraphML", ".graphml", "maps.graph_files:write_graphml",
              "yEd, Gephi, networkx, igraph"),
    MapFormat("gexf", "GEXF", ".gexf", "maps.graph_files:write_gexf", "Gephi"),
    MapFormat("dot", "Graphviz DOT", ".dot", "maps.diagrams:write_dot", "Graphviz"),
    MapFormat("mermaid", "Mermaid flowchart", ".mmd", "maps.diagrams:write_mermaid",
              "Mermaid, Markdown viewers"),
    MapFormat("kumu", "Kumu blueprint (JSON)", ".json", "maps.kumu:write_kumu", "Kumu"),
    MapFormat("kumu-xlsx", "Kumu workbook of two sheets", ".xlsx",
              "maps.kumu:write_kumu_workbook", "Kumu, spreadsheets"),
    MapFormat("sd-json", "SD-JSON", ".sd.json", "maps.sd_json:write_sd_json", "sd-ai, CoModel"),
    MapFormat("fcm", "fuzzy cognitive map (matrix as CSV)", ".csv",
              "maps.cognitive_map:write_cognitive_map", "Mental Modeler, FCMpy, PyFCM"),
    MapFormat("links", "table of links (CSV)", ".csv", "maps.link_table:write_links",
              "spreadsheets, R, pandas"),
    MapFormat("factors", "table of factors (CSV)", ".csv", "maps.link_table:write_factors",
              "spreadsheets, R, pandas"),
    MapFormat("xlsx", "workbook of links and factors", ".xlsx",
              "maps.link_table:write_workbook", "spreadsheets"),
)  # fmt: skip

MAP_FORMATS: Mapping[str, MapFormat] = {each.name: each for each in _MAPS}
"""name on the command line → format"""


MODEL_FORMATS: Mapping[str, tuple[str, str]] = {
    "xmile": (".xmile", "Stella, Simlin, PySD"),
    "mdl": (".mdl", "Vensim, PySD"),
    "python": (".py", "Python 3, without packages"),
}
"""name on the command line → suffix, and what runs it"""

RESULT_FORMATS: Mapping[str, tuple[str, str]] = {
    "parquet": (".parquet", "DuckDB, polars, pandas, R, Spark"),
    "arrow": (".arrow", "polars, pandas, R, Julia"),
    "arviz": (".nc", "ArviZ, xarray"),
    "vega-lite": (".vl.json", "Vega-Lite, Altair, the Vega editor"),
    "svg": (".svg", "browsers, Inkscape, word processors"),
    "png": (".png", "everything that shows pictures"),
    "pdf": (".pdf", "LaTeX, printers"),
}
"""name on the command line → suffix, and what opens it"""


def map_format(name: str) -> MapFormat:
    """The format of a name; raises KeyError with a guess for any other."""
    if name not in MAP_FORMATS:
        hint = did_you_mean(name, tuple(MAP_FORMATS), "`contention export --help`")
        raise KeyError(f"unknown format `{name}`: {hint}")
    return MAP_FORMATS[name]
