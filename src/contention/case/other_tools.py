"""Files of other tools, which are brought into a case by `contention import`."""

from pathlib import PurePath

KINDS = {
    ".qdpx": "a project of coded texts (REFI-QDA)",
    ".qdc": "a codebook (REFI-QDA)",
    ".mdl": "a Vensim model",
    ".xmile": "an XMILE model",
    ".stmx": "a Stella model",
    ".itmx": "an iThink model",
    ".graphml": "a graph (GraphML)",
    ".gexf": "a graph (GEXF)",
}
"""how a file's name ends → what it is"""


def other_tool(file: PurePath) -> str:
    """What a file is, if `contention import` is the command for it; empty if not."""
    return KINDS.get(file.suffix.lower(), "")


def import_hint(file: PurePath, case: str = "CASE") -> str:
    """The command that reads it."""
    return f"contention import {file} --into {case}"
