"""What the styles of a Word file say about words: struck out, hidden, raised, in a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contention.documents.word.package import attribute, child, local

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""Styles that may be based on one another; Word itself allows about ten."""


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a switch of a run is set; None if unspecified."""
    switch = child(properties, name)
    return None if switch is None else attribute(switch, "val").lower() not in _OFF


@dataclass(frozen=True)
class RunLook:
    """How a run of words looks; None if the style below decides."""

    struck: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None

    def over(self, below: "RunLook") -> "RunLook":
        """Look of a run on top of another: what it does not say is taken from below."""
        return RunLook(
            below.struck if self.struck is None else self.struck,
            below.hidden if self.hidden is None else self.hidden,
            below.raised if self.raised is None else self.raised,
        )


def look_of(properties: Any) -> RunLook:
    """What `w:rPr` says itself."""
    if properties is None:
        return RunLook()
    struck = [is_on(properties, name) for name in ("strike", "dstrike")]
    said = [each for each in struck if each is not None]
    level = child(properties, "vertAlign")
    return RunLook(
        any(said) if said else None,
        is_on(properties, "vanish"),
        None if level is None else attribute(level, "val") == "superscript",
    )


@dataclass(frozen=True)
class Style:
    """One style, without what it is based on."""

    name: str
    based_on: str
    look: RunLook
    in_list: bool | None


@dataclass(frozen=True)
class Styles:
    """All styles of a file, by id."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def look(self, style: str) -> RunLook:
        """The look of a style, with that of the styles that it is based on."""
        found = RunLook()
        for each in self._chain(style):
            found = found.over(each.look)
        return found

    def in_list(self, style: str) -> bool:
        """Whether paragraphs of a style are items of a list."""
        said = (each.in_list for each in self._chain(style))
        return next((each for each in said if each is not None), False)

    def name(self, style: str) -> str:
        """Lower-case name of a style, `heading 1` or `toc 2`."""
        found = self.by_id.get(style)
        return (found.name if found else style).casefold()

    def _chain(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self.by_id and len(chain) < _DEEPEST:
            chain.append(self.by_id[style])
            style = chain[-1].based_on
        return chain


def read_styles(root: Any) -> Styles:
    """Styles of `styles.xml`; none if the file has no such part."""
    found = {}
    for each in root if root is not None else ():
        if local(each) == "style":
            found[attribute(each, "styleId")] = Style(
                attribute(child(each, "name"), "val"),
                attribute(child(each, "basedOn"), "val"),
                look_of(child(each, "rPr")),
                in_list(child(each, "pPr")),
            )
    return Styles(found)


def in_list(properties: Any) -> bool | None:
    """Whether `w:pPr` makes a paragraph an item; None if unspecified."""
    number = child(properties, "numPr", "numId")
    return None if number is None else attribute(number, "val") not in ("", "0")
