"""Functions of Vensim that define a further variable: macros that no file needs to hold."""

import re
from typing import Final

from contention.stockflow.reading.source_text import SourceText
from contention.stockflow.reading.vensim.entries import Section, sections

_DELAYP: Final = """
:MACRO: DELAYP(input, delay time: pipeline)
DELAYP = last / share ~~|
pipeline = first + middle + last ~~|
share = delay time / 3 ~~|
first = INTEG(input - first / share, last) ~~|
middle = INTEG(first / share - middle / share, last) ~~|
last = INTEG(middle / share - DELAYP, share * input) ~~|
:END OF MACRO:
"""
"""A delay of third order that also shows what is on its way (Vensim Reference, "DELAYP")."""
SHIPPED: Final = SourceText("DELAYP of the Vensim Reference Manual", _DELAYP)
_CALLED = re.compile(r"\bdelayp\s*\(", re.IGNORECASE)


def shipped_sections(source: SourceText, own: list[Section]) -> list[Section]:
    """Macros that a file calls without having them; their text is `SHIPPED`."""
    if not _CALLED.search(source.text) or any(each.name.lower() == "delayp" for each in own):
        return []
    return sections(SHIPPED)[1:]
