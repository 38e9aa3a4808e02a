"""Subscript ranges of Vensim: `Region: north, (s1-s3) -> (Other: o1, o2)` and `Copy <-> Region`."""

import re
from collections.abc import Iterable

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.vensim.left_side import listed, unquoted
from contention.stockflow.source import Correspondence, Range

MOST_ELEMENTS = 100_000
_ITEM = re.compile(r'\([^()]*\)|"(?:\\.|[^"\\])*"|[^,()"]+')
_SEQUENCE = re.compile(r"\(\s*(.*?)(\d+)\s*-\s*(.*?)(\d+)\s*\)", re.DOTALL)
_MAPPED = re.compile(r'\(\s*("(?:\\.|[^"\\])*"|[^:"]+?)\s*:(.*)\)', re.DOTALL)


def range_of(name: str, text: str, place: Place) -> Range:
    """The range on the right of `:`; parts of it may be names of other ranges."""
    elements_text, _, mapped = text.partition("->")
    elements: list[str] = []
    for item in _items(elements_text):
        elements.extend(_sequence(item, place) if item.startswith("(") else [unquoted(item)])
    if not elements:
        raise Refused(place, f"the range `{name}` has no elements", "list them after the `:`")
    return Range(name, tuple(elements), place, mappings(mapped))


def mappings(text: str) -> tuple[Correspondence, ...]:
    """What follows `->`: ranges, each alone or as `(range: its elements)`."""
    return tuple(_mapping(item) for item in _items(text))


def _items(text: str) -> list[str]:
    return [item.strip() for item in _ITEM.findall(text) if item.strip()]


def _mapping(item: str) -> Correspondence:
    explicit = _MAPPED.fullmatch(item)
    if explicit is None:
        return Correspondence(unquoted(item))
    return Correspondence(
        unquoted(explicit[1]), tuple((element,) for element in listed(explicit[2]))
    )


def _sequence(item: str, place: Place) -> list[str]:
    """The elements from `(A1-A5)`."""
    found = _SEQUENCE.fullmatch(item)
    if found is None or key(found[1]) != key(found[3]):
        raise Refused(place, f"`{item[:40]}` is not a sequence of elements", "write it as (A1-A5)")
    first, last = (int(digits) if len(digits) < 10 else -1 for digits in (found[2], found[4]))
    if not 0 <= first <= last < first + MOST_ELEMENTS:
        raise Refused(place, f"`{item[:40]}` does not count upwards", "write it as (A1-A5)")
    return [f"{found[1].strip()}{number}" for number in range(first, last + 1)]


def resolved(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges with names of other ranges replaced by their elements."""
    listed_ranges = list(ranges)
    known = {key(each.name): each for each in listed_ranges}

    def elements(name: str, seen: tuple[str, ...]) -> list[str]:
        found = known.get(key(name))
        if found is None or key(name) in seen:
            return [name]
        parts = (found.same_as,) if found.same_as else found.elements
        inner = (*seen, key(name))
        return list(dict.fromkeys(each for part in parts for each in elements(part, inner)))

    return tuple(
        Range(
            each.name,
            tuple(elements(each.name, ())),
            each.place,
            tuple(
                Correspondence(
                    to.to,
                    tuple(
                        tuple(one for part in group for one in elements(part, ()))
                        for group in to.elements
                    ),
                )
                for to in each.mappings
            ),
            each.same_as,
        )
        for each in listed_ranges
    )
