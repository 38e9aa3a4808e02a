"""PySD's reading of a file. Runs in the process of the parsers only."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from contention.stockflow.checking.from_pysd import FromPysd, Untranslated
from contention.stockflow.checking.opinion import Opinion, complaint, part
from contention.stockflow.names import key
from contention.stockflow.reading.vensim.functions import FUNCTIONS as OF_VENSIM
from contention.stockflow.reading.xmile.functions import CONSTANTS
from contention.stockflow.reading.xmile.functions import FUNCTIONS as OF_XMILE

_LIMITS = re.compile(r"\([\s\\]*\[([^\]]*)\]")
_PLAIN = re.compile(r"[\s\d.,()eE+\-]*")


class _Gathered:
    """What is found while a file is read."""

    def __init__(self) -> None:
        self.equations: dict[str, str] = {}
        self.ranges: dict[str, tuple[str, ...]] = {}
        self.unread: dict[str, str] = {}

    def add(self, translate: FromPysd, name: str, subscripts: Iterable[str], ast: Any) -> None:
        named = part(name, subscripts)
        try:
            self.equations[named] = translate.text(ast)
        except Untranslated:
            self.equations[named] = ""
        except Exception as error:  # the parser's own types, which may be anything
            self.unread[named] = complaint(error)

    def opinion(self) -> Opinion:
        return Opinion("PySD", self.equations, self.ranges, self.unread)


def vensim_reading(sections: Mapping[str, list[tuple[str, str]]]) -> Opinion:
    """Section (a macro's name, or nothing) → its equations, each as (name, text)."""
    found = _Gathered()
    macros = frozenset(key(name) for name in sections if name)
    for section, entries in sections.items():
        translate = FromPysd(OF_VENSIM, {"time": "time"})
        translate.macros = macros
        prefix = f"{section}." if section else ""
        for name, text in entries:
            _entry(found, translate, prefix, name, text)
    return found.opinion()


def _entry(found: _Gathered, translate: FromPysd, prefix: str, name: str, text: str) -> None:
    from pysd.translators.vensim.vensim_element import Component, Element, SubscriptRange

    if not safe(text):
        return
    try:
        element = Element(text, "", "").parse()
        if isinstance(element, SubscriptRange):
            if isinstance(element.definition, list):
                found.ranges[key(element.name)] = tuple(map(key, element.definition))
            return
        if not isinstance(element, Component):
            return
        element.parse()
    except Exception as error:  # the parser's own types, which may be anything
        found.unread[part(prefix + name, ())] = complaint(error)
        return
    found.add(translate, prefix + element.name, element.subscripts[0], element.ast)


def safe(text: str) -> bool:
    """Whether an equation may be given to PySD, which evaluates the limits of a lookup."""
    return all(_PLAIN.fullmatch(limits) for limits in _LIMITS.findall(text))


def xmile_reading(path: Path) -> Opinion:
    """A whole XMILE file."""
    from pysd.translators.xmile.xmile_file import XmileFile

    file = XmileFile(path)
    file.parse()
    section = file.get_abstract_model().sections[0]
    found = _Gathered()
    found.ranges = {key(each.name): tuple(map(key, each.subscripts)) for each in section.subscripts}
    # PySD's own names of INT and MOD
    functions = {**OF_XMILE, "integer": "floor", "modulo": "floor_modulo"}
    translate = FromPysd(functions, {**CONSTANTS, "time step": "time_step"})
    translate.variables = frozenset(key(each.name) for each in section.elements)
    settings = {"initial time": "<start>", "final time": "<stop>", "time step": "<dt>"}
    for element in section.elements:
        for component in element.components:
            control = type(element).__name__ == "AbstractControlElement"
            name = settings.get(key(element.name), "") if control else element.name
            if name:
                found.add(translate, name, component.subscripts[0], component.ast)
    return found.opinion()
