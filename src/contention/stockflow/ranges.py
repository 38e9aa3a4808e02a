"""Dimensions, their parts, and which element of one corresponds to which of another."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contention.case.problem import Problem
from contention.stockflow.names import key
from contention.stockflow.source import Range

Element = str
"""the key of an element"""


@dataclass(frozen=True)
class Correspondences:
    """Pairs of elements of two ranges that stand for each other."""

    source: str
    target: str
    pairs: tuple[tuple[Element, Element], ...]


@dataclass(frozen=True)
class Ranges:
    """All ranges of a model, by key."""

    elements: Mapping[str, tuple[Element, ...]]
    spelling: Mapping[Element, str]
    """element → as first written"""
    correspondences: tuple[Correspondences, ...]

    def size(self, subscripts: tuple[str, ...]) -> int:
        """How many elements subscripts, ranges or elements, stand for together."""
        return math.prod(len(self.elements.get(key(each), "1")) for each in subscripts)

    def home(self, element: Element) -> str:
        """The longest range that has the element, the first of several; empty if none has."""
        found = [name for name, elements in self.elements.items() if element in elements]
        return max(found, key=lambda name: len(self.elements[name]), default="")

    def covering(self, elements: frozenset[Element]) -> tuple[Element, ...] | None:
        """The elements of the shortest range that has all of these, in its order."""
        found = [each for each in self.elements.values() if elements <= set(each)]
        return min(found, key=len, default=None)

    def corresponding(self, element: Element, own: str, wanted: str) -> Iterator[Element]:
        """Elements of another range that correspond to one of `own`, most direct first.

        A mapping between the two ranges comes before an element that both have: `x[next] =
        x[previous]` is how models shift an array.
        """
        inside = self.elements[wanted]
        for known in self.correspondences:
            for source, target in known.pairs:
                if (known.source, known.target, source) == (own, wanted, element):
                    yield target
                elif (known.source, known.target, target) == (wanted, own, element):
                    yield source
        if element in inside:
            yield element
        for known in self.correspondences:
            for source, target in known.pairs:
                if source == element and target in inside:
                    yield target
                elif target == element and source in inside:
                    yield source


def ranges_of(listed: tuple[Range, ...]) -> tuple[Ranges, tuple[Problem, ...]]:
    """Ranges with all their elements, and what is wrong with them."""
    problems: list[Problem] = []
    by_key: dict[str, Range] = {}
    for one in listed:
        if key(one.name) in by_key:
            problems.append(
                Problem(one.place, f"`{one.name}` is defined twice", "remove or rename one")
            )
        by_key.setdefault(key(one.name), one)
    spelling: dict[Element, str] = {}
    elements = {name: _elements(name, by_key, (), problems) for name in by_key}
    for one in listed:
        for element in one.elements:
            if key(element) not in by_key:
                spelling.setdefault(key(element), element)
    found = [
        pairs
        for name, one in by_key.items()
        for pairs in _correspondences(name, one, elements, problems)
    ]
    return Ranges(elements, spelling, tuple(found)), tuple(problems)


def _elements(
    name: str, by_key: Mapping[str, Range], above: tuple[str, ...], problems: list[Problem]
) -> tuple[Element, ...]:
    """The elements of a range; those of a range among them in its place."""
    one = by_key[name]
    if name in above:
        problems.append(Problem(one.place, f"`{one.name}` contains itself", "list its elements"))
        return ()
    if one.same_as:
        if key(one.same_as) not in by_key:
            problems.append(Problem(one.place, f"`{one.same_as}` is not a range", _LIST))
            return ()
        return _elements(key(one.same_as), by_key, (*above, name), problems)
    found: dict[Element, None] = {}
    for element in one.elements:
        inner = key(element) in by_key and key(element) != name
        parts = _elements(key(element), by_key, (*above, name), problems) if inner else ()
        found.update(dict.fromkeys(parts or (key(element),)))
    return tuple(found)


_LIST = "define it as a list of elements"


def _correspondences(
    name: str, one: Range, elements: Mapping[str, tuple[Element, ...]], problems: list[Problem]
) -> Iterator[Correspondences]:
    if one.same_as and key(one.same_as) in elements:
        own = elements[name]
        yield Correspondences(name, key(one.same_as), tuple(zip(own, own, strict=True)))
    for mapping in one.mappings:
        target = key(mapping.to)
        if target not in elements:
            problems.append(Problem(one.place, f"`{mapping.to}` is not a range", _LIST))
            continue
        groups = [
            [part for each in group for part in elements.get(key(each), (key(each),))]
            for group in mapping.elements
        ] or [[element] for element in elements[target]]
        if len(groups) != len(elements[name]):
            message = (
                f"`{one.name}` has {len(elements[name])} elements, its mapping to "
                f"`{mapping.to}` has {len(groups)}"
            )
            problems.append(Problem(one.place, message, "map every element, in order"))
            continue
        pairs = [
            (element, each)
            for element, group in zip(elements[name], groups, strict=True)
            for each in group
        ]
        yield Correspondences(name, target, tuple(pairs))
