"""Conveyors of XMILE (4.2.1): what flows in flows out after the transit time that it met.

The stock has the equation of any stock; its outflow is computed. Carried is what the specification
leaves no doubt about: a transit time, one outflow, what is there at the start spread evenly.
"""

from typing import Final

from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.reading.xmile.equations import bare
from contention.stockflow.reading.xmile.modules import Instance

_FURTHER: Final = {
    "capacity": "a capacity", "in_limit": "a limit on what flows in",
    "sample": "times at which its length is read", "arrest": "times at which it stops",
}  # fmt: skip
_ATTRIBUTES: Final = {"discrete": "whole batches", "batch_integrity": "whole batches"}


def checked_conveyor(document: Document, stock: Element) -> Element | None:
    """The `<conveyor>` of a stock; None if it has none. Raises Refused for what is not carried."""
    conveyor = document.child(stock, "conveyor")
    if conveyor is None:
        return None
    name = bare(stock.get("name", ""))
    found = [words for kind, words in _FURTHER.items()
             if document.child(conveyor, kind) is not None]  # fmt: skip
    found += [words for each, words in _ATTRIBUTES.items() if conveyor.get(each) == "true"]
    if len(list(document.children(stock, "outflow"))) != 1:
        found.append("leakages, or no outflow")
    if list(document.children(stock, "element")):
        found.append("a start for each element")
    if not document.text(conveyor, "len"):
        found.append("no <len>")
    if found:
        message = f"the conveyor `{name}` has {found[0]}, which is not carried"
        hint = "a transit time, one outflow and what is there at the start are"
        raise Refused(document.place(conveyor), message, hint)
    return conveyor


def conveyor_before(document: Document, instance: Instance, flow: str) -> Element | None:
    """The conveyor stock of an instance that a flow leaves; None if it leaves none."""
    if instance.belts is None:
        instance.belts = {
            key(bare("".join(outflow.itertext()).strip())): each
            for each in instance.elements
            if document.named(each) == "stock" and document.child(each, "conveyor") is not None
            for outflow in document.children(each, "outflow")
        }
    return instance.belts.get(key(flow))
