"""An XMILE document: its elements, without regard to prefixes, and the places of their texts."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from contention.case.problem import Place
from contention.stockflow.reading.source_text import Refused

Element = Any
"""an element of lxml, which has no types"""

DEEPEST: Final = 100
MOST_ELEMENTS: Final = 1_000_000
SPECIFIED: Final = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"


class Document:
    """A parsed document; what other namespaces add (a vendor's own) is not seen."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.lines = data.decode("utf-8", "replace").split("\n")
        self.root = _parsed(path, data)
        self.namespace = etree.QName(self.root).namespace
        self.notes: dict[str, None] = {}
        """sentences for the user, each once"""

    def note(self, place: Place, message: str) -> None:
        """Tell the user how something is read."""
        self.notes[f"{place}: {message}"] = None

    def children(self, parent: Element, *names: str) -> Iterator[Element]:
        """The elements right below one that have one of these names."""
        for child in parent:
            if isinstance(child.tag, str) and self.named(child) in names:
                yield child

    def child(self, parent: Element, *names: str) -> Element | None:
        """The first element of a name; None if there is none."""
        return next(self.children(parent, *names), None)

    def named(self, element: Element) -> str:
        """The name of an element of XMILE; empty for those of other namespaces."""
        name = etree.QName(element)
        return name.localname.lower() if name.namespace in (self.namespace, SPECIFIED) else ""

    def text(self, parent: Element, name: str) -> str:
        """The text of a child, without blanks around it; empty if there is none."""
        found = self.child(parent, name)
        return "".join(found.itertext()).strip() if found is not None else ""

    def place(self, element: Element) -> Place:
        """Where an element's start tag is."""
        return Place(self.path, element.sourceline or 1)

    def inside(self, element: Element) -> Place:
        """Where the text of an element begins, as well as its line tells."""
        line = element.sourceline or 1
        written = self.lines[line - 1] if line <= len(self.lines) else ""
        name = re.escape(etree.QName(element).localname)
        found = list(re.finditer(rf"<(?:\w+:)?{name}\b[^<>]*>\s*", written))
        return Place(self.path, line, found[0].end() + 1 if len(found) == 1 else 1)


def _parsed(path: str, data: bytes) -> Element:
    start = Place(path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = Place(path, max(line, 1), max(column, 1))
        message = str(error.msg).split(", line ")[0]
        raise Refused(place, f"this is not well-formed XML: {message}", "save it again") from None
    if root.getroottree().docinfo.doctype:
        raise Refused(
            start, "the file declares a document type or entities", "XMILE has none: remove them"
        )
    for count, (_, element) in enumerate(etree.iterwalk(root, events=("start",)), 1):
        if count > MOST_ELEMENTS or sum(1 for _ in element.iterancestors()) > DEEPEST:
            place = Place(path, element.sourceline or 1)
            raise Refused(
                place,
                f"the document has more than {MOST_ELEMENTS} elements or {DEEPEST} levels",
                "no model needs as many",
            )
    if etree.QName(root).localname.lower() != "xmile":
        raise Refused(start, f"the document is <{root.tag}>, not <xmile>", "give an XMILE file")
    return root
