"""XML of other tools, parsed without entities, network or unbounded depth."""

from typing import Any

from lxml import etree

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError


def parsed_xml(data: bytes, name: str) -> Any:
    """The root element of an XML file; raises ImportRefusedError.

    What declares a document type is refused, since it could define entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = Place(name, line or 1, column or 1)
        raise ImportRefusedError(
            Problem(place, f"not XML: {error.msg[:200]}", "export it again")
        ) from None
    if root.getroottree().docinfo.doctype:
        message = "it declares a document type, and with it could define entities"
        raise ImportRefusedError(Problem(Place(name), message, "delete the line `<!DOCTYPE …>`"))
    return root
