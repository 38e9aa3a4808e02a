"""The part of CSS that our own figures use: rules for classes and elements, with variables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

PRESENTATION = frozenset({
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-size",
    "font-weight", "font-style", "text-anchor",
})  # fmt: skip
"""properties that SVG has an attribute for, and that our figures set"""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_COMPOUND = re.compile(r"(?P<tag>[a-z]+)?(?P<classes>(?:\.[\w-]+)*)$")
UNFILLED = ":where(:not([fill]))"
"""the one pseudo-class that our sheets use for figures as printed"""


@dataclass(frozen=True)
class Compound:
    """What one element must be: a tag, classes, or both."""

    tag: str
    classes: frozenset[str]

    def fits(self, tag: str, classes: frozenset[str]) -> bool:
        """Whether an element is such."""
        return self.tag in ("", tag) and self.classes <= classes


@dataclass(frozen=True)
class Rule:
    """Presentation attributes of the elements that a chain of compounds selects."""

    chain: tuple[Compound, ...]
    """outermost first; each is somewhere around the next"""
    unfilled: bool
    """whether it is for elements without a fill of their own only"""
    declared: Mapping[str, str]

    @property
    def weight(self) -> tuple[int, int]:
        """Classes, then tags: of two rules the heavier one holds."""
        return (
            sum(len(each.classes) for each in self.chain),
            sum(bool(each.tag) for each in self.chain),
        )

    def selects(self, path: Sequence[tuple[str, frozenset[str]]], *, filled: bool) -> bool:
        """Whether it is for an element, given tags and classes from the root down to it."""
        if (filled and self.unfilled) or not self.chain[-1].fits(*path[-1]):
            return False
        around = iter(path[:-1])
        return all(any(each.fits(*item) for item in around) for each in self.chain[:-1])


def rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a sheet for a light page, the lightest first; what is not for figures is left.

    Rules for media, states and attributes do not concern a figure as it is printed.
    """
    text = _without_blocks(_COMMENT.sub("", sheet))
    variables = dict(_variables(text))
    found = [rule for each in _RULE.finditer(text) for rule in _rules(each, variables)]
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _without_blocks(text: str) -> str:
    """The sheet without its `@` rules, which hold rules themselves."""
    kept: list[str] = []
    while "@" in text:
        before, _, text = text.partition("@")
        kept.append(before)
        text = text[_end_of_block(text) :]
    return "".join((*kept, text))


def _end_of_block(text: str) -> int:
    """Where the first block of braces has ended."""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _variables(text: str) -> Iterator[tuple[str, str]]:
    for each in _RULE.finditer(text):
        if each[1].strip() == ":root":
            yield from _declarations(each[2])


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for each in body.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _rules(found: re.Match[str], variables: Mapping[str, str]) -> Iterator[Rule]:
    declared = {
        name: _VARIABLE.sub(lambda each: variables.get(each[1], "#000"), value).removesuffix("px")
        for name, value in _declarations(found[2])
        if name in PRESENTATION
    }
    for selector in found[1].split(","):
        plain = selector.strip()
        unfilled = plain.endswith(UNFILLED)
        compounds = [_COMPOUND.match(each) for each in plain.removesuffix(UNFILLED).split()]
        if declared and compounds and all(compounds):
            chain = tuple(_compound(each) for each in compounds if each)
            yield Rule(chain, unfilled, declared)


def _compound(found: re.Match[str]) -> Compound:
    return Compound(found["tag"] or "", frozenset(filter(None, found["classes"].split("."))))
