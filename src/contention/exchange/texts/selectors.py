"""Selectors of the Web Annotation Data Model: position and quotation, read and written.

https://www.w3.org/TR/annotation-model/#selectors counts positions in code points; Hypothesis and
other tools in browsers count UTF-16 units.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contention.documents.document import Range
from contention.exchange.texts.json_parts import inner, span, words

CONTEXT = 32
"""UTF-16 units of prefix and suffix: with more, dom-anchor-text-quote 4.0.2 stops with an error"""
DEEPEST = 10
"""selectors within selectors"""


@dataclass(frozen=True)
class Selected:
    """What the selectors of one target say."""

    where: Range | None = None
    """as the file counts"""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


def selected(selector: Any) -> Selected:
    """Position and quotation from a selector, or a list of them; others say nothing."""
    found = Selected()
    for each in _flat(selector, DEEPEST):
        kind = words(each.get("type")) or words(each.get("@type"))
        if kind.endswith("TextPositionSelector") and found.where is None:
            where = span(each.get("start"), each.get("end"))
            found = Selected(where, found.quote, found.prefix, found.suffix)
        elif kind.endswith("TextQuoteSelector") and not found.quote:
            found = Selected(
                found.where, words(each.get("exact")), words(each.get("prefix")),
                words(each.get("suffix")),
            )  # fmt: skip
    return found


def _flat(selector: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(selector, list):
        for each in selector[:100]:
            yield from _flat(each, depth - 1) if depth else ()
    elif isinstance(selector, dict):
        yield selector
        further = selector.get("refinedBy") or inner(selector, "items")
        if further and depth:
            yield from _flat(further, depth - 1)


def selectors(text: str, where: Range, counted: Range) -> list[dict[str, Any]]:
    """Both selectors of a place, `counted` as the format counts it."""
    start, end = where
    return [
        {
            "type": "TextQuoteSelector", "exact": text[start:end],
            "prefix": _short(text[max(0, start - CONTEXT) : start][::-1])[::-1],
            "suffix": _short(text[end : end + CONTEXT]),
        },
        {"type": "TextPositionSelector", "start": counted[0], "end": counted[1]},
    ]  # fmt: skip


def _short(text: str) -> str:
    """As much of the beginning as has no more UTF-16 units than a context may have."""
    while len(text) + sum(one > "\uffff" for one in text) > CONTEXT:
        text = text[:-1]
    return text
