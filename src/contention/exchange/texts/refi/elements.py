"""The XML of projects and codebooks, read without entities, document types and network."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from contention.case.problem import Place, Problem
from contention.documents.word.package import local
from contention.exchange.links.imported import ImportRefusedError


def root_of(data: bytes, name: str, kinds: tuple[str, ...]) -> Any:
    """The root element, which is one of `kinds`; raises ImportRefusedError.

    Nesting beyond 256 elements and texts beyond ten million characters are refused by the parser.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "position", None) or (1, 1)
        message = f"not XML: {' '.join(str(error).split())[:200]}"
        place = Place(name, max(line, 1), max(column, 1))
        raise ImportRefusedError(Problem(place, message, "export it again")) from None
    if root.getroottree().docinfo.doctype:
        message = "it declares a document type, and with it could define entities"
        problem = Problem(Place(name), message, "delete the line `<!DOCTYPE …>`")
        raise ImportRefusedError(problem)
    if local(root) not in kinds:
        message = f"<{local(root)}> is not what REFI-QDA begins with: <{'> or <'.join(kinds)}>"
        raise ImportRefusedError(Problem(Place(name), message, "export it as REFI-QDA"))
    return root


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children with one of these names, in any namespace: tools write versions of their own."""
    for each in element if element is not None else ():
        if local(each) in names:
            yield each


def first(element: Any, name: str) -> Any:
    """The first child of a name, or None."""
    return next(children(element, name), None)


def inside(element: Any, parent: str, *names: str) -> Iterator[Any]:
    """The children of a child: `inside(project, "Sources", "TextSource")`."""
    for each in children(element, parent):
        yield from children(each, *names)


def words(element: Any) -> str:
    """The text of an element, without spaces at its ends; empty if there is none."""
    return "" if element is None else "".join(element.itertext()).strip()


def guid(element: Any, name: str = "guid") -> str:
    """A GUID as an attribute has it: braces and capitals do not count."""
    return str(element.get(name) or "").strip().strip("{}").casefold()


def reference(element: Any, name: str) -> str:
    """The GUID that a child such as `<CodeRef targetGUID="…"/>` refers to; empty if none."""
    found = first(element, name)
    return "" if found is None else guid(found, "targetGUID")


def whole(element: Any, name: str) -> int:
    """A number of an attribute; -1 if it is none."""
    written = str(element.get(name) or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 12 else -1
